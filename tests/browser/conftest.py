"""The app as a clerk has it: a server of its own, a Chromium, and a watch on every request that leaves this machine."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WIDTH, HEIGHT = 1280, 720
PATIENCE = 60_000  # milliseconds until something that should appear counts as missing; two cores may be shared by a dozen processes


class Server:
    """The app on a port of its own; it can be stopped and started again over the same data."""

    def __init__(self, home: Path, **environment: str) -> None:
        self.home, self.network_log = home, home / "network.log"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._environment = os.environ | environment | {"ASSISTANT_HOME": str(home), "NETWORK_LOG": str(self.network_log)}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "assistant", "ui", "--port", str(self.port)]
        root = Path(__file__).resolve().parents[2]
        with (self.home / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=root, env=self._environment, stdout=subprocess.PIPE, stderr=log, start_new_session=True
            )
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if b"URL:" in line:  # what Streamlit prints once it listens
                return
        raise RuntimeError(f"the app did not start: {(self.home / 'server.log').read_text('utf-8')}")

    def stop(self, *, hard: bool = False) -> None:
        if self._process is not None:
            os.killpg(self._process.pid, 9 if hard else 15)
            self._process.communicate(timeout=PATIENCE / 1000)
            self._process = None


@pytest.fixture(scope="session")
def app_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("app")


@pytest.fixture(scope="session")
def server(app_home: Path) -> Iterator[Server]:
    running = Server(app_home)
    running.start()
    yield running
    running.stop()
    assert not running.network_log.exists(), running.network_log.read_text("utf-8")


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """A Chromium for the tests of one file: while its driver runs, this thread has an event loop, and other tests could start none."""
    playwright = pytest.importorskip("playwright.sync_api")
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("the tests marked browser need Chromium (chromium)")
    playwright.expect.set_options(timeout=PATIENCE)
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def open_page(browser: "Browser", server: Server) -> Iterator[Callable[..., "Page"]]:
    """Open pages of the app; at the end no request has left this machine, and no script of ours has failed."""
    contexts, outside, broken = [], [], []

    def open_one(address: str = "", width: int = WIDTH, height: int = HEIGHT) -> "Page":
        context = browser.new_context(viewport={"width": width, "height": height}, accept_downloads=True, locale="zh-CN")
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: _is_outside(request.url, server.url) and outside.append(request.url))
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.on("dialog", lambda dialog: broken.append(f"dialog: {dialog.message}") or dialog.dismiss())
        page.goto(address or server.url)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert outside == []
    assert broken == []


def _is_outside(url: str, own: str) -> bool:
    return not url.startswith((own, own.replace("http", "ws", 1), "data:", "blob:"))
