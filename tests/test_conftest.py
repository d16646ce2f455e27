"""The house rules of the suite hold by force: no network here, none in a child process, and a skip fails CI."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import sitecustomize


def _run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=False)


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("2001:db8::1", 80), ("example.org", 443)])
def test_connections_are_blocked(address: tuple[str, int]) -> None:
    with pytest.raises(sitecustomize.NetworkBlocked):
        socket.create_connection(address, timeout=1)


def test_datagrams_are_blocked() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender, pytest.raises(sitecustomize.NetworkBlocked):
        sender.sendto(b"x", ("192.0.2.1", 53))


def test_loopback_is_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname(), timeout=5) as client:
        assert client.getpeername()[0] == "127.0.0.1"


def test_child_processes_are_blocked() -> None:
    result = _run("import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)")
    assert result.returncode == 1
    assert "NetworkBlocked" in result.stderr


@pytest.mark.slow
@pytest.mark.parametrize(("setting", "code"), [("1", 1), ("0", 0)])
def test_a_skip_fails_only_in_ci(tmp_path: Path, setting: str, code: int) -> None:
    (tmp_path / "conftest.py").write_text(Path(__file__).with_name("conftest.py").read_text("utf-8"), "utf-8")
    (tmp_path / "test_it.py").write_text("import pytest\n\ndef test_it():\n    pytest.skip('no')\n", "utf-8")
    environment = os.environ | {"CI_NO_SKIP": setting}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)]
    assert subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, timeout=60, check=False).returncode == code
