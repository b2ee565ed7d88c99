"""ลองถาม: type a question as a citizen or as staff, see the reply and why it came."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Response, render_template, request

from knowledge.explaining import Explanation

PATH = "/console/ask"
LONGEST = 5000  # characters, as in LINE
PERSONAS = {"citizen": "ประชาชน", "staff": "เจ้าหน้าที่"}
STYLE = (Path(__file__).parent / "pages" / "console.css").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Tried:
    """The words of the reply, line by line, and the explanation."""

    lines: tuple[str, ...]
    explanation: Explanation


def pages(ask: Callable[[str, str], Tried]) -> Blueprint:
    """The page over a function (text, persona) -> Tried that keeps nothing."""
    made = Blueprint("try_it", __name__, template_folder="pages")

    @made.get(PATH)
    def show() -> Response:
        """The form; with a question in the address, its reply below."""
        persona = request.args.get("as", "citizen")
        persona = persona if persona in PERSONAS else "citizen"
        text = request.args.get("q", "").strip()[:LONGEST]
        tried = ask(text, persona) if text else None
        return _page(render_template("try_it.html", text=text, persona=persona, personas=PERSONAS, tried=tried))

    @made.get("/console/console.css")
    def style() -> Response:
        """The one style sheet."""
        return Response(STYLE, mimetype="text/css")

    return made


def _page(html: str) -> Response:
    response = Response(html, mimetype="text/html")
    response.headers["Content-Security-Policy"] = "default-src 'self'; frame-ancestors 'none'"
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
