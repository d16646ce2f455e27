"""A small HTTP server on the loopback address that speaks the OpenAI-compatible protocol; one handler for each path.

Everything goes over a real socket, so that time-outs, broken streams, retries and headers are those of the real library.
"""

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Call:
    """One request as it arrived.

    Attributes:
        method: ``POST`` or ``GET``.
        path: Path without host and query, for example ``/v1/embeddings``.
        headers: Header fields, names in lower case.
        body: The JSON body; ``None`` where there is none, or none that can be read.
    """

    method: str
    path: str
    headers: Mapping[str, str]
    body: Any = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server answers.

    Attributes:
        body: Bytes as they are; pieces of bytes, each sent at once (a stream); or anything else, as JSON.
        status: HTTP status.
        headers: Further header fields, for example ``{"Retry-After": "1"}``.
        delay: Seconds before the first byte; a server that closes meanwhile does not wait for them.
        cut: Close the connection before the body is complete.
    """

    body: Any = field(default_factory=dict)
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    cut: bool = False


Handler = Callable[[Call], Reply]


class EndpointServer:
    """A model endpoint on 127.0.0.1, to be used as a context manager.

    Args:
        handlers: What answers which path, for example ``{"/v1/embeddings": answer_embeddings(dims=64)}``.

    Attributes:
        handlers: May be changed while the server runs.
        calls: Every request so far, in order of arrival.
        faults: Replies to be given before any handler is asked, first come first served: errors, delays, cut connections.
    """

    def __init__(self, handlers: Mapping[str, Handler] | None = None) -> None:
        self.handlers: dict[str, Handler] = dict(handlers or {})
        self.calls: list[Call] = []
        self.faults: list[Reply] = []
        self._lock = threading.Lock()
        self._running = 0
        self._idle = threading.Condition()
        self._closing = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _serving(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def base_url(self) -> str:
        """Address to configure, with the ``/v1`` at its end."""
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def answer(self, call: Call) -> Reply:
        """Note a request and say what answers it: a fault if one is waiting, else the handler of its path."""
        with self._lock:
            self.calls.append(call)
            if self.faults:
                return self.faults.pop(0)
        handler = self.handlers.get(call.path)
        return handler(call) if handler else Reply({"error": {"message": f"unknown path {call.path}"}}, status=404)

    def wait(self, seconds: float) -> None:
        """Wait as a slow endpoint would, but no longer than the server runs."""
        self._closing.wait(seconds)

    def wait_idle(self, seconds: float) -> bool:
        """Wait until no request is under way and say whether that came about: a caller that aborts leaves none running.

        Args:
            seconds: Wait no longer than this.
        """
        with self._idle:
            return self._idle.wait_for(lambda: self._running == 0, seconds)

    def count(self, step: int) -> None:
        """Note that a request begins (1) or ends (-1)."""
        with self._idle:
            self._running += step
            self._idle.notify_all()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _serving(endpoint: EndpointServer) -> type[BaseHTTPRequestHandler]:
    class Serving(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            endpoint.count(1)
            try:
                self._answer()
            finally:
                endpoint.count(-1)

        do_GET = do_POST

        def log_message(self, *_: object) -> None:
            """Say nothing: a request may hold the user's text."""

        def _answer(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            body = self.rfile.read(int(headers.get("content-length", "0")))
            reply = endpoint.answer(Call(self.command, self.path.partition("?")[0], headers, _decoded(body)))
            endpoint.wait(reply.delay)
            try:
                self._send(reply)
            except OSError:  # the caller gave up waiting
                self.close_connection = True

        def _send(self, reply: Reply) -> None:
            streams = _streams(reply.body)
            self.send_response(reply.status)
            self.send_header("Content-Type", "text/event-stream" if streams else "application/json")
            for name, value in reply.headers.items():
                self.send_header(name, value)
            pieces = list(reply.body) if streams and reply.cut else reply.body if streams else [_encoded(reply.body)]
            # A stream ends with its connection; a cut reply promises more bytes than it sends.
            if streams:
                self.send_header("Connection", "close")
            if not streams or reply.cut:
                self.send_header("Content-Length", str(sum(map(len, pieces)) + 64 * reply.cut))
            self.end_headers()
            for piece in _cut(pieces) if reply.cut else pieces:
                self.wfile.write(piece)
                self.wfile.flush()
            self.close_connection = streams or reply.cut

    return Serving


def _cut(pieces: Iterable[bytes]) -> Iterator[bytes]:
    whole = list(pieces)
    yield from whole[:-1]
    yield whole[-1][: len(whole[-1]) // 2]


def _streams(body: Any) -> bool:
    return not isinstance(body, (bytes, str, Mapping, list)) and isinstance(body, Iterable)


def _encoded(body: Any) -> bytes:
    return body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode("utf-8")


def _decoded(body: bytes) -> Any:
    try:
        return json.loads(body) if body else None
    except ValueError:
        return None
