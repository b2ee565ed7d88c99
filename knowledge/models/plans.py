"""The knowledge-management plan of one fiscal year (domain.md §6)."""

from datetime import date
from typing import Any

from sqlmodel import Field, SQLModel

from knowledge.models.base import json_column


class Plan(SQLModel, table=True):
    """The plan of a fiscal year, named by its Buddhist year: 2570 runs from 1 Oct 2026 to 30 Sep 2027."""

    fiscal_year: int = Field(primary_key=True)
    title: str
    status: str = "draft"
    starts: date
    ends: date
    objectives: list[str] = Field(default_factory=list, sa_column=json_column())
    scopes: list[dict[str, Any]] = Field(default_factory=list, sa_column=json_column())
    signatories: list[dict[str, Any]] = Field(default_factory=list, sa_column=json_column())
    needs_review: bool = False
    review_notes: str = ""


class PlanIssue(SQLModel, table=True):
    """A ประเด็น of the plan; it may hold any documents, whatever its name (domain.md §7.3)."""

    id: int | None = Field(default=None, primary_key=True)
    fiscal_year: int = Field(foreign_key="plan.fiscal_year", index=True)
    no: int
    name: str
    owner_role: str
    indicator: str = ""
    target: str = ""
    deadline: date | None = None
    documents: list[str] = Field(default_factory=list, sa_column=json_column())


class PlanGoal(SQLModel, table=True):
    """A เป้าประสงค์ that is counted, such as at least two topics by November."""

    id: int | None = Field(default=None, primary_key=True)
    fiscal_year: int = Field(foreign_key="plan.fiscal_year", index=True)
    key: str
    text: str
    target: int
    unit: str = ""
    due: date | None = None


class Activity(SQLModel, table=True):
    """A dated step of the plan with its owner and the evidence it must leave."""

    key: str = Field(primary_key=True)
    fiscal_year: int = Field(foreign_key="plan.fiscal_year", index=True)
    name: str
    owner_role: str
    deadline: date = Field(index=True)
    indicator: str = ""
    target: str = ""
    evidence: list[str] = Field(default_factory=list, sa_column=json_column())
    remind_days: list[int] = Field(default_factory=list, sa_column=json_column())
    km_step: int | None = None
    seed_step: str | None = None
    status: str = "planned"
