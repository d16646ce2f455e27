"""Broken files: one clear Chinese message with place and advice, or the right reading; never a stack trace, never a wrong value."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.brief import Brief
from assistant.errors import BriefError
from tests.tables.broken_packages import MAKERS
from tests.tables.judge import facts_of
from tests.tables.known import DATA

TEXTS = yaml.safe_load((DATA / "broken.yaml").read_text("utf-8"))
SECONDS, MEGABYTES = 10, 500
_LONG = "可比口径" * 25_000
_ENGLISH = re.compile(r"Traceback|Error\b|Exception|line \d|object at|[a-z]+ [a-z]+ [a-z]+ [a-z]+")


def _text_file(folder: Path, case: dict[str, Any]) -> Path:
    path = folder / f"表.{case.get('suffix', 'csv')}"
    path.write_text(case["text"].replace("LONG", _LONG[:10_000] if "指标名" in case["name"] else _LONG), "utf-8")
    return path


CASES = [(case["name"], lambda folder, case=case: _text_file(folder, case), case) for case in TEXTS]
CASES += [(name, maker, expected) for name, (maker, expected) in MAKERS.items()]


def read(path: Path) -> dict[str, Any]:
    """What comes of a file: the message, or the values by cell with what is asked and told."""
    try:
        brief = Brief.of(path)
    except BriefError as error:
        return {"message": str(error), "troubles": len(error.troubles)}
    return {
        "cells": {fact.cell: f"{fact.value} {fact.unit}" for fact in facts_of(brief.figures)},
        "asked": [[question.text, *question.cells] for question in brief.questions],
        "told": [[notice.text, *notice.cells] for notice in brief.notices],
    }


def verdict(path: Path, got: dict[str, Any], expected: dict[str, Any]) -> str:
    """Empty where what came of a file is one of the expected outcomes, else what is wrong."""
    if "message" in got:
        return _message_fault(path, got, expected.get("says", expected.get("or_says", ["（应能读出）"])))
    for key in ("reads", "or_reads"):
        if key in expected and all(f"{got['cells'].get(cell)} ".startswith(value + " ") for cell, value in expected[key].items()):
            return ""
    for words, said in (("asks", "asked"), ("or_asks", "asked"), ("or_tells", "told"), ("or_tells", "asked")):
        if words in expected and any(all(any(word in text for text in one) for word in expected[words]) for one in got[said]):
            return ""
    return f"read as {got}"


def _message_fault(path: Path, got: dict[str, Any], says: list[str]) -> str:
    message = got["message"]
    faults = [f"no {word}" for word in says if word not in message]
    faults += ["no file"] * (path.name not in message)
    faults += ["no advice"] * (not re.search("请|应为|应写|应是|数据表用", message))
    faults += ["English"] * bool(_ENGLISH.search(message))
    faults += ["long"] * (len(message) > 400)
    faults += [f"{got['troubles']} messages"] * (got["troubles"] > 2)
    return f"{faults}: {message[:400]}" if faults else ""


@pytest.mark.parametrize(("maker", "expected"), [pytest.param(*case[1:], id=case[0]) for case in CASES if not case[2].get("heavy")])
def test_broken(tmp_path: Path, maker: Any, expected: dict[str, Any]) -> None:
    path = maker(tmp_path)
    assert verdict(path, read(path), expected) == ""


@pytest.mark.slow
@pytest.mark.parametrize(("maker", "expected"), [pytest.param(*case[1:], id=case[0]) for case in CASES])
def test_limits(tmp_path: Path, maker: Any, expected: dict[str, Any]) -> None:
    """Every file ends within 10 s and 500 MB, in a process of its own."""
    path = maker(tmp_path)
    got, megabytes = measured(path)
    assert verdict(path, got, expected) == ""
    assert megabytes < MEGABYTES


def measured(path: Path) -> tuple[dict[str, Any], float]:
    """Read a file in a process of its own; the system ends a process that computes for more than 10 s, whatever else the machine does.

    Returns:
        What came of it, and the most memory the process had, in MB.
    """
    code = (
        f"import resource; resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS}, {SECONDS}));"
        "import json, sys; from pathlib import Path; from tests.tables.test_broken import read;"
        "got = read(Path(sys.argv[1]));"
        "print(json.dumps([got, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")])}
    ran = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, timeout=12 * SECONDS, env=environment)
    assert ran.returncode == 0, ran.stderr[-2000:]
    got, megabytes = json.loads(ran.stdout)
    return got, megabytes


def test_enough_broken_files() -> None:
    assert len(CASES) >= 45
