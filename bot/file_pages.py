"""The pages that somebody sees instead of a file, in the organisation's voice; each is the same for everybody."""

from html import escape
from typing import Any

from flask import Response
from sqlmodel import Session, select

from knowledge.models import Organisation

GONE = "ไม่พบไฟล์นี้"
EXPIRED = "ลิงก์นี้หมดอายุแล้ว"
BUSY = "ขณะนี้ยังเปิดไฟล์ไม่ได้"
AGAIN = "ขอลิงก์ใหม่ได้ทุกเมื่อ โดยพิมพ์ “แผ่นพับ” ในแชต"
LATER = "กรุณารอสักครู่ แล้วเปิดลิงก์เดิมอีกครั้ง"
RETRY_AFTER = 10  # seconds
PAGE = (
    '<!doctype html><html lang="th"><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>'
    "<style>body{{font:1.25rem/1.7 sans-serif;max-width:32rem;margin:4rem auto;padding:0 1.5rem;color:#1b1b1b}}"
    "h1{{font-size:1.6rem}}footer{{margin-top:3rem;color:#555}}</style>"
    "<h1>{title}</h1><p>{advice}</p><footer>{name}</footer></html>\n"
)
HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
    "Cache-Control": "no-store",
}


def gone(session: Session) -> Response:
    """404, for what is not there, is not for this reader, or was never a link: not one byte differs."""
    return _page(session, 404, GONE, AGAIN)


def expired(session: Session) -> Response:
    """410, with the way to a new link."""
    return _page(session, 410, EXPIRED, AGAIN)


def unreachable(session: Session) -> Response:
    """503, when the media store does not answer."""
    response = _page(session, 503, BUSY, LATER)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def busy(_environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """503 as a WSGI callable, when every lane is taken: a page that costs nothing, so without the database."""
    html = PAGE.format(title=BUSY, advice=LATER, name="").encode()
    headers = HEADERS | {"Retry-After": str(RETRY_AFTER), "Content-Length": str(len(html))}
    start_response("503 Service Unavailable", list(headers.items()))
    return [html]


def _page(session: Session, status: int, title: str, advice: str) -> Response:
    organisation = session.exec(select(Organisation)).first()
    polite, name = (organisation.politeness, organisation.name) if organisation else ("", "")
    html = PAGE.format(title=title + polite, advice=advice + polite, name=escape(name))
    return Response(html, status, HEADERS)
