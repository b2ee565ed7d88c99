"""Turns an offer into HTTP: ranges, revalidation, caching, and headers under which nothing can run."""

from collections.abc import Callable

from flask import Response, request

from bot.byte_ranges import Span, span
from knowledge.media.downloads import is_download
from knowledge.media.names import disposition
from knowledge.media.offers import Offer
from knowledge.media.store import PIECE, Store

FRESH = 3600  # seconds that others may keep a public file without asking: so long a changed audience may go unnoticed
PDF = "application/pdf"
NOTHING_RUNS = "default-src 'none'; sandbox"


class Answers:
    """Answers from one store, with `counted` called for each leaflet that is taken."""

    def __init__(self, store: Store, counted: Callable[[str], None]) -> None:
        self._store, self._counted = store, counted

    def answer(self, found: Offer, seconds_left: float) -> Response:
        """200, 206, 304 or 416. Errors: Missing, KnowledgeError from the store."""
        headers = _headers(found, seconds_left)
        if request.if_none_match.contains_weak(found.hash):
            return Response(status=304, headers={k: headers[k] for k in ("ETag", "Cache-Control")})
        wanted = span(request.range, request.headers.get("If-Range"), found.hash, found.size)
        if wanted is None:
            return Response(status=416, headers={"Content-Range": f"bytes */{found.size}", "Accept-Ranges": "bytes"})
        response = self._opened(found, wanted)
        response.headers.update(headers)
        response.headers["Content-Length"] = str(wanted.length)
        if wanted.partial:
            response.headers["Content-Range"] = wanted.header(found.size)
        self._count(found, wanted)
        return response

    def _opened(self, found: Offer, wanted: Span) -> Response:
        """What fits into one piece is given away at once and holds no thread; all else comes piece by piece."""
        status = 206 if wanted.partial else 200
        if request.method == "HEAD":
            self._store.size(found.hash)
            return Response(status=status)
        if wanted.length <= PIECE:
            return Response(self._store.read(found.hash, wanted.start, wanted.length), status)
        pieces = self._store.pieces(found.hash, wanted.start, wanted.length)
        return Response(pieces, status, direct_passthrough=True)

    def _count(self, found: Offer, wanted: Span) -> None:
        if found.counts and request.method == "GET" and is_download(wanted.start, wanted.length, found.size):
            self._counted(found.article_key)


def _headers(found: Offer, seconds_left: float) -> dict[str, str]:
    headers = {
        "Content-Type": found.type_header,
        "Content-Disposition": disposition("inline" if found.shown else "attachment", found.name),
        "Accept-Ranges": "bytes",
        "ETag": f'"{found.hash}"',
        "Cache-Control": _cache_control(found.public, seconds_left),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex",
    }
    # A PDF is shown by the browser's own viewer, which some browsers do not start inside a sandbox.
    return headers if found.content_type == PDF else headers | {"Content-Security-Policy": NOTHING_RUNS}


def _cache_control(public: bool, seconds_left: float) -> str:
    """Internal files are asked for anew each time, so that a person who leaves cannot read on from a cache."""
    return f"public, max-age={min(FRESH, int(seconds_left))}" if public else "private, no-cache"
