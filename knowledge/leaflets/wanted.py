"""What an officer says of a leaflet, filled in from the one that it replaces, and checked."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from knowledge.errors import BadSetting
from knowledge.models import Article, Division
from knowledge.models.articles import EXTERNAL

TITLE_LIMIT = 200  # characters, as in packs


@dataclass(frozen=True)
class Wanted:
    """What an officer says of a leaflet. What is None is taken from the leaflet that it replaces."""

    title: str | None = None
    division: str | None = None
    audience: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    replaces: str | None = None
    keywords: tuple[str, ...] = ()
    by: str = ""


def check(session: Session, wanted: Wanted) -> Wanted:
    """What is wanted, filled in from what it replaces and checked. Errors: BadSetting with what to change."""
    old = find(session, wanted.replaces) if wanted.replaces else None
    title = (wanted.title or (old.title if old else "")).strip()
    if not title:
        raise BadSetting("A leaflet needs a title: --title “…”")
    if len(title) > TITLE_LIMIT:
        raise BadSetting(f"The title has {len(title)} characters; {TITLE_LIMIT} are the most.")
    if wanted.valid_from and wanted.valid_until and wanted.valid_until < wanted.valid_from:
        raise BadSetting("--valid-until lies before --valid-from.")
    return Wanted(
        title=title,
        division=_division(session, wanted.division) or (old.division_key if old else None),
        audience=wanted.audience or (old.audience if old else EXTERNAL),
        valid_from=wanted.valid_from,
        valid_until=wanted.valid_until,
        replaces=old.key if old else None,
        keywords=wanted.keywords or tuple(old.keywords if old else ()),
        by=wanted.by,
    )


def find(session: Session, name: str) -> Article:
    """The leaflet with this key or exact title. Errors: BadSetting that lists what there is."""
    article = (
        session.get(Article, name)
        or session.exec(
            select(Article).where(
                Article.title == name, col(Article.leaflet).is_(True), col(Article.archived).is_(False)
            )
        ).first()
    )
    if article is None or not article.leaflet:
        known = session.exec(select(Article.key).where(col(Article.leaflet).is_(True)).order_by(Article.key)).all()
        raise BadSetting(f"There is no leaflet “{name}”. There are: {', '.join(known) or 'none yet'}.")
    return article


def _division(session: Session, name: str | None) -> str | None:
    if name is None:
        return None
    rows = session.exec(select(Division).order_by(Division.key)).all()
    found = next((d.key for d in rows if name in (d.key, d.name)), None)
    if found is None:
        raise BadSetting(f"There is no division “{name}”. There are: {', '.join(f'{d.key} ({d.name})' for d in rows)}.")
    return found
