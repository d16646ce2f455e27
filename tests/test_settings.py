"""Settings: defaults, bad values, and telemetry that stays off whatever the environment says."""

from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings import Settings, quiet_libraries


def test_defaults_leave_the_machine_alone() -> None:
    settings = Settings.from_env({})
    assert settings.home == Path("~/.speech-assistant").expanduser()
    assert not settings.telemetry


def test_home_is_read_and_made_absolute(tmp_path: Path) -> None:
    assert Settings.from_env({"ASSISTANT_HOME": f" {tmp_path}/a "}).home == tmp_path / "a"
    assert Settings.from_env({"ASSISTANT_HOME": "x"}).home.is_absolute()
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize(("written", "meant"), [("1", True), ("TRUE", True), ("on", True), ("0", False), ("off", False), ("", False)])
def test_switch(written: str, meant: bool) -> None:
    assert Settings.from_env({"ASSISTANT_TELEMETRY": written}).telemetry is meant


@pytest.mark.parametrize(
    ("name", "value"), [("ASSISTANT_TELEMETRY", "maybe"), ("ASSISTANT_HOME", __file__), ("ASSISTANT_HOME", "~nobody-of-this-name/x")]
)
def test_bad_values_name_the_variable(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"{name}.*请"):
        Settings.from_env({name: value})


def test_telemetry_is_forced_off(tmp_path: Path) -> None:
    env = {"LANGSMITH_TRACING": "true", "ANONYMIZED_TELEMETRY": "True", "OTHER": "kept"}
    quiet_libraries(Settings(tmp_path), env)
    assert env["LANGSMITH_TRACING"] == "false"
    assert env["ANONYMIZED_TELEMETRY"] == "False"
    assert env["STREAMLIT_BROWSER_GATHER_USAGE_STATS"] == "false"
    assert env["OTHER"] == "kept"


def test_only_our_own_setting_lets_libraries_talk(tmp_path: Path) -> None:
    env = {"LANGSMITH_TRACING": "true"}
    quiet_libraries(Settings(tmp_path, telemetry=True), env)
    assert env == {"LANGSMITH_TRACING": "true"}


def test_corpus_and_server(tmp_path: Path) -> None:
    env = {"ASSISTANT_CORPUS": f"{tmp_path}/c", "ASSISTANT_CHROMA_URL": "http://chroma:8000/", "ASSISTANT_CHROMA_TOKEN": "s3cret"}
    settings = Settings.from_env(env)
    assert (settings.corpus, settings.chroma_url, settings.chroma_token) == (tmp_path / "c", "http://chroma:8000", "s3cret")
    assert "s3cret" not in repr(settings)
    for name, value in (("ASSISTANT_CORPUS", __file__), ("ASSISTANT_CHROMA_URL", "chroma:8000")):
        with pytest.raises(SettingsError, match=f"{name}.*请"):
            Settings.from_env({name: value})
