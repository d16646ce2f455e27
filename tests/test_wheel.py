"""The wheel carries all it needs and works from an empty folder."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT], capture_output=True, check=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_the_bundled_folders(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"assistant"}
    for part in (
        "assistant/lexicon/indicators.jsonl",
        "bundled/corpus/speeches/",
        "bundled/corpus/phrases",
        "bundled/ui/app.py",
        "bundled/ui/.streamlit/config.toml",
        "bundled/ui/desk/sheet/sheet.js",
        "bundled/examples/",
    ):
        assert any(part in name for name in names), part
    assert not [name for name in names if name.endswith((".pyc", ".part"))]


def test_the_wheel_drafts_from_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    site, empty = tmp_path / "site", tmp_path / "empty"
    zipfile.ZipFile(wheel).extractall(site)
    empty.mkdir()
    environment = os.environ | {"PYTHONPATH": f"{site}{os.pathsep}{os.environ['PYTHONPATH']}", "ASSISTANT_HOME": str(tmp_path / "home")}
    code = (
        "import assistant, sys; from assistant.__main__ import main; print(assistant.__file__, file=sys.stderr); sys.exit(main(['draft']))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=empty, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert str(site) in result.stderr
    assert result.returncode == 0
    assert "个数字：" in result.stdout
    assert list(empty.iterdir()) == []


def test_the_wheel_serves_the_app_from_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    site, empty = tmp_path / "site", tmp_path / "empty"
    zipfile.ZipFile(wheel).extractall(site)
    empty.mkdir()
    environment = os.environ | {"PYTHONPATH": f"{site}{os.pathsep}{os.environ['PYTHONPATH']}", "ASSISTANT_HOME": str(tmp_path / "home")}
    code = """
import assistant, sys
from pathlib import Path
from streamlit.testing.v1 import AppTest
from assistant.commands.page import command_line
page = next(part for part in command_line(8501) if part.endswith("app.py"))
at = AppTest.from_file(page, default_timeout=60).run()
assert not at.exception, at.exception
print(assistant.__file__, Path(page).parent, len(at.button), len(at.chat_input))
"""
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=empty, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert result.returncode == 0, result.stderr
    package, page, buttons, inputs = result.stdout.split()
    assert package.startswith(str(site)) and page.startswith(str(site))
    assert (int(buttons) > 2, inputs) == (True, "1")
    assert list(empty.iterdir()) == []
