"""``python -m assistant ui``: the app in the browser, on this machine only."""

import argparse
import socket
import subprocess
import sys
from typing import Any

from assistant.errors import InputError
from assistant.resources import bundled
from assistant.settings import Settings, quiet_libraries

HERE = "127.0.0.1"
PORT = 8501
_PORTS = range(1, 65_536)
STOPPED = 130  # what a program ended by Ctrl-C leaves with


def register(commands: Any) -> None:
    """Add the command to the command line.

    Args:
        commands: What ``add_subparsers`` returned.
    """
    page = commands.add_parser("ui", help="在浏览器里使用", description="启动网页界面，只有本机能打开；按 Ctrl-C 结束。")
    page.add_argument("--port", type=int, default=PORT, metavar="N", help=f"端口（默认 {PORT}）")
    page.set_defaults(run=_serve)


def command_line(port: int) -> list[str]:
    """Return the program that serves the app; the two settings that keep it on this machine hold whatever a settings file says."""
    kept = ["--server.address", HERE, "--browser.gatherUsageStats", "false", "--server.headless", "true"]
    return [sys.executable, "-m", "streamlit", "run", str(bundled("ui") / "app.py"), "--server.port", str(port), *kept]


def _serve(chosen: argparse.Namespace) -> int:
    _check(chosen.port)
    quiet_libraries(Settings.from_env())
    print(f"网页界面：http://{HERE}:{chosen.port}（按 Ctrl-C 结束）", flush=True)
    try:
        return subprocess.call(command_line(chosen.port))
    except KeyboardInterrupt:
        return STOPPED


def _check(port: int) -> None:
    """Raise where the port cannot be used."""
    if port not in _PORTS:
        raise InputError(f"端口 {port} 不能用；请用 --port 换一个 1—65535 之间的数。")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HERE, port))
        except OSError as error:
            raise InputError(f"端口 {port} 已被占用；请用 --port 换一个端口，或关掉占用它的程序。") from error
