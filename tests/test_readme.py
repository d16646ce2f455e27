"""The README shows what really happens: its commands, its example's output, its brief.

``python -m tests.test_readme`` writes the example's present output into both READMEs.
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


def _printed(name: str) -> str:
    printed = io.StringIO()
    with contextlib.chdir(ROOT), contextlib.redirect_stdout(printed):
        exec(compile("".join(_blocks(name, "python")), name, "exec"), {})
    return printed.getvalue()


@pytest.mark.parametrize("name", READMES)
def test_the_example_prints_what_the_readme_shows(name: str) -> None:
    assert _printed(name) == "".join(_blocks(name, "text"))


@pytest.mark.parametrize("name", READMES)
def test_the_brief_of_the_readme_can_be_read(name: str) -> None:
    import yaml

    brief = Brief.of(yaml.safe_load(_blocks(name, "yaml")[0]))
    assert len(brief.figures) == len(brief.priorities) == 1


def test_files_named_in_the_readme_exist() -> None:
    for name in READMES:
        for path in re.findall(r"`((?:assistant|corpus|ui|examples|benchmarks|tests|\.ci)/[\w./]*)`", (ROOT / name).read_text("utf-8")):
            assert (ROOT / path).exists(), path


def _update() -> None:
    for name in READMES:
        before, _, rest = (ROOT / name).read_text("utf-8").partition("```text\n")
        after = rest[rest.index("```\n") :]
        (ROOT / name).write_text(f"{before}```text\n{_printed(name)}{after}", "utf-8", newline="\n")


if __name__ == "__main__":
    _update()
