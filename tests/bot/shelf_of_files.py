"""A bot with leaflets in its media store, and a browser to fetch them with."""

import http.client
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from sqlmodel import select
from werkzeug.serving import WSGIRequestHandler, make_server

from bot.runtime import Runtime
from bot.settings import read_settings
from knowledge import people
from knowledge.db import transaction
from knowledge.library import Shelf
from knowledge.media import Links, open_store
from knowledge.models import Article, Leaflet, MediaFile, PersonRole
from stage import SOMCHAI, sqlite_url

KEY = "the key of these tests, which is long"
PDF = b"%PDF-1.7 " + bytes(range(256)) * 4000


class Handler(WSGIRequestHandler):
    """HTTP/1.1, and no line for each request."""

    protocol_version = "HTTP/1.1"

    def log_request(self, *_: object) -> None:
        """Say nothing."""


@dataclass
class Got:
    """An answer."""

    status: int
    headers: dict[str, str]
    body: bytes

    def __getitem__(self, name: str) -> str:
        return self.headers[name.lower()]


@dataclass
class Browser:
    """Keeps its cookies, as a browser does."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, address: str, method: str = "GET", **headers: str) -> Got:
        """Fetch an address of the bot; `If_None_Match="…"` sends that header."""
        path = address.partition(f":{self.port}")[2] or address
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{n}={v}" for n, v in self.cookies.items())
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, path, headers=sent)
            answer = connection.getresponse()
            got = Got(answer.status, {n.lower(): v for n, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()
        self.cookies |= {n: m.value for n, m in SimpleCookie(got.headers.get("set-cookie", "")).items()}
        return got


class FilesOfABot:
    """The web side of a bot, served over HTTP, with two leaflets: one for everybody, one for staff."""

    def __init__(self, database: str, media: str, moment: datetime, public_url: str = "", threads: int = 8) -> None:
        settings = {"line_channel_secret": "x", "secret_key": KEY, "public_url": public_url, "file_threads": threads}
        self.runtime = Runtime(read_settings(database_url=database, media_url=media, **settings))
        self.app = self.runtime.web()
        self.store, self.engine, self.moment = open_store(media), self.runtime.engine, moment
        self._server = make_server("127.0.0.1", 0, self.app, threaded=True, request_handler=Handler)
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        self.port = int(self._server.server_port)
        self.links = Links(f"http://127.0.0.1:{self.port}", KEY)
        self.hash = self.store.put(PDF, "application/pdf")
        with transaction(self.engine) as session:
            self.public = session.exec(select(Article).where(Article.audience == "external")).first()
            self.internal = session.exec(select(Article).where(Article.audience == "internal")).first()
            somchai = people.find(session, SOMCHAI)
            self.somchai = somchai.id if somchai else 0
        self.add(self.public, PDF, name="ภาษีที่ดิน 2570.pdf")
        self.add(self.internal, PDF)

    def add(self, article: Any, data: bytes, content_type: str = "application/pdf", name: str = "x.pdf") -> str:
        """Give an article a file (anew); returns its hash."""
        hash = self.store.put(data, content_type)
        size, now = len(data), self.moment
        with transaction(self.engine) as session:
            session.merge(MediaFile(hash=hash, content_type=content_type, size=size, stored_at=now))
            session.flush()
            session.merge(Leaflet(article_key=article.key, file_hash=hash, file_name=name, content_type=content_type,
                                  size=size, pages=2, added_at=now))  # fmt: skip
        return hash

    def link(self, article: Any, person_id: int | None = None, hash: str = "") -> str:
        """The address of an article's file."""
        made = self.links.file(article, hash or self.hash, person_id, self.moment)
        assert made is not None
        return made

    def picture(self, article: Any, person_id: int | None, hash: str) -> str:
        """The address of its first page."""
        made = self.links.page(article, 1, hash, person_id, self.moment)
        assert made is not None
        return made

    def change(self, article: Any, **fields: Any) -> None:
        """Change an article in the database."""
        with transaction(self.engine) as session:
            session.merge(article.model_copy(update=fields))

    def dismiss(self, person_id: int, until: datetime) -> None:
        """Their last day as staff."""
        with transaction(self.engine) as session:
            for role in session.exec(select(PersonRole).where(PersonRole.person_id == person_id)):
                role.until = until.date()

    def downloads(self, article: Any) -> int:
        """How often its leaflet was taken, when all is written."""
        tally, self.runtime._tally = self.runtime._tally, None
        if tally:
            tally.close()
        with transaction(self.engine) as session:
            return session.get_one(Leaflet, article.key).downloads

    def browser(self) -> Browser:
        """A fresh browser."""
        return Browser(self.port)

    def path(self, address: str) -> str:
        """What comes after the host."""
        parts = urlsplit(address)
        return parts.path

    def close(self) -> None:
        """End everything."""
        self._server.shutdown()
        self._server.server_close()
        self.runtime.close()


def nothing_found(got: Got) -> bool:
    """Whether this is the one page for all that is not there."""
    return got.status == 404 and "ไม่พบไฟล์นี้ค่ะ" in got.body.decode() and "แผ่นพับ" in got.body.decode()


@pytest.fixture
def make_files(loaded: dict[str, tuple[Path, Shelf]], tmp_path: Path,
               clock: Any) -> Iterator[Callable[..., FilesOfABot]]:  # fmt: skip
    """Makes a bot of อบต.เมืองเกษตร with files of leaflets, by the clock that is moved by hand."""
    made: list[FilesOfABot] = []

    def with_files(**settings: Any) -> FilesOfABot:
        database = tmp_path / f"files-{len(made)}.db"
        shutil.copy(loaded["mueangkaset"][0], database)
        made.append(FilesOfABot(sqlite_url(database), str(tmp_path / "media"), clock.now, **settings))
        return made[-1]

    yield with_files
    for one in made:
        one.close()


@pytest.fixture
def site(make_files: Callable[..., FilesOfABot]) -> FilesOfABot:
    """A bot with files."""
    return make_files()


@pytest.fixture
def browser(site: FilesOfABot) -> Browser:
    """A fresh browser."""
    return site.browser()
