"""Puts a checked pack into the tables, in the caller's transaction: all of it becomes visible, or none."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, delete, select

from knowledge import passages, revisions, synonyms
from knowledge.errors import BadSetting
from knowledge.models import (
    Activity,
    Article,
    Division,
    Organisation,
    Passage,
    Plan,
    PlanGoal,
    PlanIssue,
    Replacement,
    Revision,
)
from knowledge.packs.format import ArticlePart, PackFile, PlanPart


@dataclass
class Loaded:
    """What a load did, counted in articles."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    synonyms: int = 0

    @property
    def anything(self) -> bool:
        """Whether the knowledge is now different."""
        return bool(self.added or self.changed or self.withdrawn or self.synonyms)


def load_pack(session: Session, pack: PackFile, now: datetime) -> Loaded:
    """Write the pack; loading it again changes nothing, a changed article becomes a new revision.

    Errors: BadSetting when the database already serves another organisation.
    """
    _refuse_other_organisation(session, pack)
    loaded = Loaded()
    _store(session, Organisation(**pack.org.model_dump(exclude={"note"})))
    for division in pack.divisions:
        _store(session, Division(**division.model_dump()))
    session.flush()
    for part in pack.articles:
        _load_article(session, part, pack.generated, now, loaded)
    _withdraw_missing(session, {a.id for a in pack.articles}, now, loaded)
    if pack.km_plan:
        _load_plan(session, pack.km_plan)
    loaded.synonyms = synonyms.load_common(session)
    if loaded.anything:
        revisions.bump(session)
    return loaded


def _refuse_other_organisation(session: Session, pack: PackFile) -> None:
    here = session.exec(select(Organisation)).first()
    if here and here.key != pack.org.key:
        raise BadSetting(
            f"This database serves {here.key}; the pack is for {pack.org.key}. "
            "One database serves one organisation: set DATABASE_URL to another one."
        )


def _store(session: Session, row: Any) -> None:
    """Insert the row, or change the one with its key; SQLAlchemy writes nothing where nothing differs."""
    session.merge(row)


def _load_article(session: Session, part: ArticlePart, written: date | None, now: datetime, loaded: Loaded) -> None:
    checksum = _checksum(part)
    old = session.get(Article, part.id)
    if old and old.checksum == checksum and not old.withdrawn:
        loaded.unchanged += 1
        return
    number = old.revision + 1 if old else 1
    article = session.merge(_article(part, checksum, number, written, now))
    article.archived = part.archived or session.get(Replacement, part.id) is not None
    session.add(
        Revision(
            article_key=part.id,
            number=number,
            title=part.title,
            body=part.body,
            checksum=checksum,
            created_at=now,
        )
    )
    session.flush()
    _replace_passages(session, part)
    loaded.added, loaded.changed = loaded.added + (old is None), loaded.changed + (old is not None)


def _checksum(part: ArticlePart) -> str:
    text = json.dumps(part.model_dump(mode="json"), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _article(part: ArticlePart, checksum: str, number: int, written: date | None, now: datetime) -> Article:
    same = part.model_dump(exclude={"id", "owner_division", "issue", "knowledge_scope", "source", "review_notes"})
    return Article(
        key=part.id,
        division_key=part.owner_division,
        issue_no=part.issue,
        scope=part.knowledge_scope,
        source=part.source.model_dump(mode="json") | {"written_on": written.isoformat() if written else None},
        review_notes=part.review_notes or "",
        checksum=checksum,
        revision=number,
        changed_at=now,
        **same,
    )


def _replace_passages(session: Session, part: ArticlePart) -> None:
    session.exec(delete(Passage).where(col(Passage.article_key) == part.id))
    for position, text in enumerate(passages.split(part.body)):
        session.add(Passage(article_key=part.id, position=position, text=text))


def _withdraw_missing(session: Session, keys: set[str], now: datetime, loaded: Loaded) -> None:
    """An article that left the pack is withdrawn, never deleted; what people wrote in the chat stays."""
    for article in session.exec(select(Article).where(Article.origin == "pack", col(Article.withdrawn).is_(False))):
        if article.key not in keys:
            article.withdrawn, article.changed_at = True, now
            loaded.withdrawn += 1


def _load_plan(session: Session, part: PlanPart) -> None:
    """Write the plan of a fiscal year once; later changes belong to HR, not to the file."""
    if session.get(Plan, part.fiscal_year):
        return
    year = part.fiscal_year
    session.add(Plan(**part.model_dump(mode="python", exclude={"goals", "issues", "activities", "levels"})))
    session.flush()
    for issue in part.issues:
        session.add(PlanIssue(fiscal_year=year, **issue.model_dump(exclude={"proposed"})))
    for goal in part.goals:
        session.add(PlanGoal(fiscal_year=year, **goal.model_dump(exclude={"proposed", "original_due_th"})))
    for activity in part.activities:
        named = activity.model_dump(exclude={"id", "key"})
        session.add(Activity(key=activity.id, fiscal_year=year, **named))
