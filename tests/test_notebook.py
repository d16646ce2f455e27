"""The notebooks of the examples: what stands in them is what they print, executed from the wheel in an empty folder without network."""

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.notebooks import EXAMPLES, NOTEBOOKS
from tests.test_wheel import wheel  # noqa: F401  (a fixture)

ROOT = EXAMPLES.parent
NAMES = [path.stem for path in NOTEBOOKS]
LARGEST = 100_000  # bytes
WRITTEN = {"speech-from-spreadsheet": {"输出", "输出/讲话稿.docx", "输出/数据核对表.xlsx"}, "audit-a-speech": {"数据核对表.xlsx"}}


def _cells(path: Path) -> list[dict[str, Any]]:
    return [cell for cell in json.loads(path.read_text("utf-8"))["cells"] if cell["cell_type"] == "code"]


def _said(cell: dict[str, Any]) -> list[Any]:
    """Return what a cell printed; how pandas draws a frame is its own business."""
    return [output for output in cell["outputs"] if 'class="dataframe"' not in json.dumps(output, ensure_ascii=False).replace('\\"', '"')]


def test_there_are_two_notebooks() -> None:
    assert set(NAMES) == set(WRITTEN)


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_is_executed_small_and_clean(name: str) -> None:
    path = EXAMPLES / f"{name}.ipynb"
    text, cells = path.read_text("utf-8"), _cells(path)
    assert [cell["execution_count"] for cell in cells] == list(range(1, len(cells) + 1))
    kinds = {output["output_type"] for cell in cells for output in cell["outputs"]}
    assert kinds <= {"execute_result", "stream"}
    assert not [output for cell in cells for output in cell["outputs"] if output.get("name") == "stderr"]
    assert len(text.encode()) < LARGEST
    assert not re.search(r"<script|<img|https?://|/home/|/root/|/tmp/|[A-Z]:\\\\", text)
    assert "虚构" in text


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs_from_the_wheel_in_an_empty_folder(name: str, wheel: Path, tmp_path: Path) -> None:  # noqa: F811
    site, empty, fresh = tmp_path / "site", tmp_path / "empty", tmp_path / "fresh.ipynb"
    zipfile.ZipFile(wheel).extractall(site)
    empty.mkdir()
    environment = os.environ | {
        "PYTHONPATH": f"{site}{os.pathsep}{os.environ['PYTHONPATH']}",
        **{name: str(tmp_path / name.lower()) for name in ("ASSISTANT_HOME", "IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR")},
    }
    probe = "import assistant; print(assistant.__file__)"
    found = subprocess.run([sys.executable, "-c", probe], cwd=empty, env=environment, capture_output=True, text=True, check=True).stdout
    assert found.startswith(str(site))
    source = site / "assistant" / "bundled" / "examples" / f"{name}.ipynb"
    command = [sys.executable, ROOT / "tests" / "notebooks.py", source, fresh]
    done = subprocess.run(command, cwd=empty, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert {str(path.relative_to(empty)) for path in empty.rglob("*")} == WRITTEN[name]
    # Where this fails although the notebook is sound, `python -m tests.notebooks` writes the present outputs into the examples.
    for now, then in zip(_cells(fresh), _cells(EXAMPLES / f"{name}.ipynb"), strict=True):
        assert _said(now) == _said(then)
