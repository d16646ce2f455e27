"""``python -m assistant ui``: on this machine only, without usage statistics, and in Chinese where it cannot start."""

import socket
import subprocess
import tomllib
from pathlib import Path

import pytest

from assistant.__main__ import main
from assistant.commands import page

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]


def test_the_app_is_served_to_this_machine_only() -> None:
    line = page.command_line(8600)
    assert line[1:4] == ["-m", "streamlit", "run"]
    assert Path(line[4]).is_file()
    given = dict(zip(line[5::2], line[6::2], strict=True))
    assert given["--server.port"] == "8600"
    assert given["--server.address"] == "127.0.0.1"
    assert given["--browser.gatherUsageStats"] == "false"


def test_the_settings_beside_the_app_say_the_same() -> None:
    settings = tomllib.loads((ROOT / "ui" / ".streamlit" / "config.toml").read_text("utf-8"))
    assert settings["server"]["address"] == "127.0.0.1"
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["server"]["enableXsrfProtection"] is True
    assert 0 < settings["server"]["maxUploadSize"] <= 50
    assert settings["client"]["showErrorDetails"] == "none"


@pytest.mark.parametrize("port", ["0", "70000", "-1"])
def test_a_port_that_is_none_is_told(capsys: pytest.CaptureFixture[str], port: str) -> None:
    assert main(["ui", "--port", port]) == 2
    assert "--port" in capsys.readouterr().err


def test_a_port_in_use_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert main(["ui", "--port", str(taken.getsockname()[1])]) == 2
    assert "已被占用" in capsys.readouterr().err


def test_the_program_runs_until_it_is_stopped(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(line: list[str]) -> int:
        assert line == page.command_line(8601)
        raise KeyboardInterrupt

    monkeypatch.setattr(subprocess, "call", stopped)
    assert main(["ui", "--port", "8601"]) == 130
    assert "http://127.0.0.1:8601" in capsys.readouterr().out
