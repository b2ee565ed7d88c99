"""The web side: /callback for LINE, /healthz and /readyz for whoever watches the process, /metrics for counts."""

import logging
from collections.abc import Iterable

from flask import Blueprint, Flask, Response, request
from sqlalchemy import Engine, text

from bot import metrics
from bot.callback import BODY_LIMIT, PATH, Callback
from bot.intake import Intake
from bot.lanes import Lanes
from knowledge import schema
from knowledge.db import reading

log = logging.getLogger(__name__)


def create_app(engine: Engine, intake: Intake, channel_secret: str, pages: Iterable[Blueprint] = (),
               file_lanes: int = 64) -> Flask:  # fmt: skip
    """The Flask application. Everything it needs is handed in; it reads no settings."""
    app = Flask("km", static_folder=None)
    for page in pages:
        app.register_blueprint(page)
    app.config["MAX_CONTENT_LENGTH"] = BODY_LIMIT

    callback = Callback(Lanes(app.wsgi_app, file_lanes), intake, channel_secret)
    app.wsgi_app = callback  # type: ignore[method-assign]

    @app.post(PATH)
    def without_length() -> tuple[str, int]:
        """A webhook sent in chunks: LINE does not, a proxy between us may."""
        return callback.receive(request.get_data(cache=False), request.headers.get("x-line-signature"))

    @app.get("/healthz")
    def healthz() -> str:
        """The process answers."""
        return "ok"

    @app.get("/readyz")
    def readyz() -> tuple[str, int]:
        """The database answers and has the tables that this program needs."""
        with engine.connect() as connection:
            ready = schema.current_version(connection) == schema.newest_version()
        return ("ready", 200) if ready else ("run: km db upgrade", 503)

    @app.get("/metrics")
    def counts() -> Response:
        """Counts from the tables, in Prometheus' text format; no names, no texts."""
        with reading(engine) as session:
            return Response(metrics.page(session), mimetype="text/plain; version=0.0.4")

    @app.errorhandler(500)
    def broken(error: Exception) -> tuple[str, int]:
        log.error("request failed: %s", type(error).__name__)
        return "error", 500

    return app


def ping(engine: Engine) -> None:
    """Open a connection once, so that the first webhook does not pay for it."""
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
