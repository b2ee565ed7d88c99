"""A language model on loopback that answers, lies, hangs or fails as a test tells it."""

import json
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Model:
    """`model.says` is its next answer: a text, a status, or bytes sent as they are; `asked` is what it was sent."""

    def __init__(self) -> None:
        self.says: str | int | bytes = ""
        self.before: Any = lambda: None  # runs while the asker waits
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.paths: list[str] = []
        self.let_go = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = False
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"

    @property
    def words(self) -> str:
        """All that ever left the house."""
        return json.dumps(self.asked, ensure_ascii=False)

    def hangs(self) -> None:
        """From now on it takes questions and says nothing until the test ends."""
        self.before = lambda: self.let_go.wait(20)

    def stop(self) -> None:
        """Close everything."""
        self.let_go.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        model = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                model.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                model.keys.append(self.headers.get("Authorization"))
                model.paths.append(self.path)
                model.before()
                with suppress(OSError):  # the asker went away
                    self._answer(model.says)

            def _answer(self, says: str | int | bytes) -> None:
                answer = {"choices": [{"message": {"role": "assistant", "content": says}}]}
                self.send_response(says if isinstance(says, int) else 200)
                self.send_header("Location", f"{model.url}/elsewhere")
                self.end_headers()
                self.wfile.write(says if isinstance(says, bytes) else json.dumps(answer).encode())

            def log_message(self, *_: object) -> None:
                pass

        return Handler
