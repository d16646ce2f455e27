"""The README shows what really happens: its commands, the output of its examples, its brief.

``python -m tests.test_readme`` writes the present output of the examples into both READMEs.
"""

import contextlib
import io
import re
from pathlib import Path

import pytest

from assistant import Brief

ROOT = Path(__file__).resolve().parents[1]
READMES = ["README.md", "README.zh-CN.md"]
COMMANDS = [
    "python3 -m venv .venv && .venv/bin/pip install -e . && .venv/bin/python -m assistant draft",
    'python3 -m venv .venv && .venv/bin/pip install -e ".[test]" && .venv/bin/pytest',
]


def _blocks(name: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", (ROOT / name).read_text("utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", READMES)
def test_two_commands_each_on_one_line_with_windows_beside(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert re.findall(r"^python3 .*$", text, re.MULTILINE) == COMMANDS
    assert len(re.findall(r"^Windows.*`py -3 -m venv .*`$", text, re.MULTILINE)) == 2


def _printed(name: str) -> list[str]:
    """Run the examples one after the other, as in one session; return what each prints."""
    told: list[str] = []
    names: dict[str, object] = {}
    for block in _blocks(name, "python"):
        printed = io.StringIO()
        with contextlib.chdir(ROOT), contextlib.redirect_stdout(printed):
            exec(compile(block, name, "exec"), names)
        told.append(printed.getvalue())
    return told


@pytest.mark.parametrize("name", READMES)
def test_the_examples_print_what_the_readme_shows(name: str) -> None:
    assert _printed(name) == _blocks(name, "text")


@pytest.mark.parametrize("name", READMES)
def test_the_brief_of_the_readme_can_be_read(name: str) -> None:
    import yaml

    brief = Brief.of(yaml.safe_load(_blocks(name, "yaml")[0]))
    assert len(brief.figures) == len(brief.priorities) == 1


def test_files_named_in_the_readme_exist() -> None:
    for name in READMES:
        for path in re.findall(r"`((?:assistant|corpus|ui|examples|benchmarks|tests|\.ci)/[\w./]*)`", (ROOT / name).read_text("utf-8")):
            assert (ROOT / path).exists(), path


def _update(name: str) -> None:
    told = iter(_printed(name))
    text = (ROOT / name).read_text("utf-8")
    text = re.sub(r"^```text\n.*?^```$", lambda match: f"```text\n{next(told)}```", text, flags=re.MULTILINE | re.DOTALL)
    (ROOT / name).write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    for readme in READMES:
        _update(readme)
