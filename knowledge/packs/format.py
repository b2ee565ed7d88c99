"""What a pack file may say: its fields and their types (schema_version 1)."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints


def _christian(day: date) -> date:
    if day.year > NEWEST_YEAR:
        raise ValueError(f"the year {day.year} looks like one of the Buddhist era; packs write C.E. ({day.year - 543})")
    return day


NEWEST_YEAR = 2400  # C.E.; a later one is a Buddhist year that was not converted
Day = Annotated[date, AfterValidator(_christian)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,60}$")]
Role = Literal["staff", "reviewer", "hr", "proposer", "endorser", "approver", "division_km", "km_team", "admin"]


class Part(BaseModel):
    """Base of all parts: a field that is not listed is a mistake, most often a typing error."""

    model_config = ConfigDict(extra="forbid")


class OrganisationPart(Part):
    key: Key
    name: Text
    short_name: Text
    type: Literal["sao", "municipality"]
    district: str = ""
    province: str = ""
    slogan: str = ""
    vision: str = ""
    politeness: Literal["ค่ะ", ""] = "ค่ะ"
    head_title: str = ""
    clerk_title: str = ""
    staff_title: str = ""
    colour: Annotated[str, StringConstraints(pattern=r"^(#[0-9A-Fa-f]{6})?$")] = ""
    note: str = ""


class DivisionPart(Part):
    key: Key
    name: Text
    head_role: str = ""
    tasks: list[Text] = []
    confirmed: bool = False


class SourcePart(Part):
    origin: str = ""
    legal_basis: list[Text] = []
    author: str | None = None
    checked_by: str | None = None
    checked_on: Day | None = None


class ArticlePart(Part):
    id: Key
    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
    kind: Literal["manual", "law", "standard", "leaflet", "plan", "policy"]
    audience: Literal["external", "internal"]
    leaflet: bool = False
    category: str = ""
    owner_division: Key | None = None
    source: SourcePart = SourcePart()
    body: Text
    keywords: list[Text] = []
    phrasings: list[Text] = []
    related: list[Key] = []
    issue: int | None = None
    knowledge_scope: Literal["internal", "external"] | None = None
    seed_title: str = ""
    seed_ref: str = ""
    valid_from: Day | None = None
    valid_until: Day | None = None
    review_by: Day | None = None
    time_bound: bool = False
    archived: bool = False
    needs_review: bool = False
    review_notes: str | None = ""
    local_facts_needed: list[Text] = []


class ScopePart(Part):
    key: Literal["internal", "external"]
    name: Text
    target: str | None = None
    classify_by: str | None = None
    articles: list[Key] = []


class IssuePart(Part):
    no: int
    name: Text
    owner_role: Role
    indicator: str = ""
    target: str = ""
    deadline: Day | None = None
    documents: list[Key] = []
    proposed: bool = False


class GoalPart(Part):
    key: Key
    text: Text
    target: int
    unit: str = ""
    due: Day | None = None
    original_due_th: str = ""
    proposed: bool = False


class SignatoryPart(Part):
    order: int
    role: Text
    position: Text


class ActivityPart(Part):
    id: Key
    key: Key
    name: Text
    owner_role: Role
    deadline: Day
    indicator: str = ""
    target: str = ""
    evidence: list[Text] = []
    remind_days: list[int] = [7, 3, 1]
    km_step: Annotated[int, Field(ge=1, le=7)] | None = None
    seed_step: str | None = None


class PlanPart(Part):
    fiscal_year: Annotated[int, Field(ge=2500, le=2700)]
    title: Text
    status: Literal["draft", "submitted", "proposed", "endorsed", "approved", "closed"] = "draft"
    starts: Day
    ends: Day
    objectives: list[Text] = []
    scopes: list[ScopePart] = []
    levels: list[Text] = []
    goals: list[GoalPart] = []
    issues: list[IssuePart] = []
    activities: list[ActivityPart] = []
    signatories: list[SignatoryPart] = []
    needs_review: bool = False
    review_notes: str = ""


class PackFile(Part):
    """A whole pack."""

    schema_version: Literal[1]
    generated: Day | None = None
    org: OrganisationPart
    divisions: list[DivisionPart]
    articles: Annotated[list[ArticlePart], Field(min_length=1)]
    km_plan: PlanPart | None = None
