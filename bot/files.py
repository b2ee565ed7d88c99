"""GET and HEAD /files/<signed>: the files of leaflets, for whom they are meant, as long as their link lives."""

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Blueprint, Response, request
from sqlalchemy import Engine

from bot import file_pages
from bot.file_answers import Answers
from knowledge.db import reading, transaction
from knowledge.errors import KnowledgeError
from knowledge.media import Missing, visits
from knowledge.media.links import INTERNAL_LIFE, PATH
from knowledge.media.offers import Offer, offer
from knowledge.media.signing import Expired, FileLink, Forged, expiry, verify
from knowledge.thai_dates import bangkok_day

COOKIE = "km_files"
Page = Callable[..., Response]
log = logging.getLogger(__name__)


def pages(files: "Files") -> Blueprint:
    """The endpoint as a blueprint."""
    made = Blueprint("files", __name__)

    @made.get(PATH, defaults={"signed": ""})
    @made.get(PATH + "<path:signed>")
    def file(signed: str) -> Response:
        """The file, or one of three pages."""
        return files.answer(signed)

    return made


@dataclass(frozen=True)
class Files:
    """Decides about a request; `https` when the address people use is, for the cookie."""

    engine: Engine
    secret: bytes
    answers: Answers
    https: bool
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    def answer(self, signed: str) -> Response:
        """Signature, time, audience, browser, in this order; only then a byte of the file."""
        now = self.clock()
        try:
            link = verify(signed, self.secret, now)
        except Forged:
            return self._page(file_pages.gone)
        except Expired:
            return self._page(file_pages.expired)
        with reading(self.engine) as session:
            found = offer(session, link, bangkok_day(now))
        if found is None:
            return self._page(file_pages.gone)
        return self._hand_out(signed, link, found, now)

    def _hand_out(self, signed: str, link: FileLink, found: Offer, now: datetime) -> Response:
        visitor = request.cookies.get(COOKIE) or secrets.token_urlsafe(24)
        # Pictures of internal leaflets are fetched by LINE's servers, which keep no cookie: see ADR 7.
        bound = link.kind == "file" and not found.public
        if bound and not self._is_theirs(signed, visitor, now):
            return self._page(file_pages.gone)
        response = self._bytes(found, (expiry(signed) - now).total_seconds())
        if bound and request.method != "HEAD":
            response.set_cookie(COOKIE, visitor, max_age=INTERNAL_LIFE, path=PATH, secure=self.https, httponly=True,
                                samesite="Lax")  # fmt: skip
        return response

    def _bytes(self, found: Offer, seconds_left: float) -> Response:
        try:
            return self.answers.answer(found, seconds_left)
        except Missing:
            log.error("a file of %s is not in the media store", found.article_key)
            return self._page(file_pages.gone)
        except KnowledgeError as error:
            log.error("the media store: %s", error)
            return self._page(file_pages.unreachable)

    def _is_theirs(self, signed: str, visitor: str, now: datetime) -> bool:
        """Whether this browser opened the link first, or is the first now; a HEAD opens nothing."""
        with reading(self.engine) as session:
            holder = visits.holder(session, signed)
        if holder is not None or request.method == "HEAD":
            return holder in (None, visits.fingerprint(visitor))
        with transaction(self.engine) as session:
            return visits.claim(session, signed, visitor, expiry(signed), now)

    def _page(self, page: Page) -> Response:
        with reading(self.engine) as session:
            return page(session)
