"""Questions about the material: the right cells, nothing invented, and every answer audits clean."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assistant import Answer, Brief, ask, check_numbers, kind_of_message
from assistant.audit.facts import table_of
from assistant.audit.report import GOOD
from tests.conftest import Run

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent / "data"
QUESTIONS = [
    json.loads(line) for name in ("questions", "fresh") for line in (ROOT / "asking" / f"{name}.jsonl").read_text("utf-8").splitlines()
]
TOWNSHIPS = [json.loads(line) for line in (ROOT / "asking" / "townships.jsonl").read_text("utf-8").splitlines()]
ROUTES = [json.loads(line) for line in (ROOT / "asking" / "routes.jsonl").read_text("utf-8").splitlines()]
BRIEFS = sorted(path.relative_to(ROOT / "briefs").with_suffix("").as_posix() for path in (ROOT / "briefs").rglob("*.yaml"))
_OTHER_CELLS = ("meeting.name", "meeting.date", "meeting.place", "speaker", "audience", "meeting.agenda", "period", "enterprises", "bg")


@cache
def _brief(name: str) -> Brief:
    return Brief.of(ROOT / "briefs" / f"{name}.yaml")


def _assert_clean(answer: Answer, brief: Brief) -> None:
    report = check_numbers(answer.text, brief)
    assert [finding for finding in report.findings if finding.verdict not in GOOD] == [], answer.text
    assert [remark for remark in report.remarks if remark.severity == "error"] == [], answer.text


def _assert_known(answer: Answer, brief: Brief) -> None:
    owners = {item.id for item in (*brief.priorities, *brief.problems, *brief.projects, *brief.known, *brief.figures)}
    assert set(answer.cells) <= {*table_of(brief).by_key, *owners, *_OTHER_CELLS}


@pytest.mark.parametrize("case", QUESTIONS, ids=[case["question"] for case in QUESTIONS])
def test_an_answer_rests_on_the_right_cells(case: dict[str, Any]) -> None:
    brief = _brief(case["brief"])
    answer = ask(case["question"], brief, model=False)
    assert (set(answer.cells), answer.outcome) == (set(case["cells"]), case["outcome"]), answer
    for words in case.get("says", ()):
        assert words in answer.text
    _assert_clean(answer, brief)


@pytest.mark.parametrize("case", TOWNSHIPS, ids=[case["question"] for case in TOWNSHIPS])
def test_an_answer_is_of_the_place_and_the_indicator_asked_for(case: dict[str, Any]) -> None:
    brief = Brief.of(ROOT / "asking" / "townships.yaml")
    answer = ask(case["question"], brief, model=False)
    assert (set(answer.cells), answer.outcome) == (set(case["cells"]), case["outcome"]), answer
    assert [words for words in case.get("says", ()) if words not in answer.text] == [], answer.text
    assert [words for words in case.get("lacks", ()) if words in answer.text] == [], answer.text
    _assert_clean(answer, brief)


@pytest.mark.parametrize("name", BRIEFS)
def test_every_answer_on_every_brief_audits_clean(name: str) -> None:
    brief = _brief(name)
    for case in QUESTIONS:
        answer = ask(case["question"], brief, model=False)
        assert answer.text
        _assert_clean(answer, brief)
        _assert_known(answer, brief)


@pytest.mark.parametrize("case", ROUTES, ids=[case["message"][:16] for case in ROUTES])
def test_a_message_goes_where_it_belongs(case: dict[str, Any]) -> None:
    brief = _brief("county_half_year_falling")
    assert kind_of_message(case["message"], brief, has_draft=case.get("draft", True)) == case["kind"]


def test_the_command_answers_with_its_sources(tmp_path: Path, run: Run) -> None:
    (tmp_path / "九月.csv").write_text("指标,数值,单位,同比,目标\n工业投资,57.3,亿元,14.6,72\n", "utf-8")
    code, out, _ = run("ask", str(tmp_path / "九月.csv"), "工业投资离目标还差多少？", "--composer")
    assert (code, out.splitlines()) == (0, ["工业投资离72亿元的年度目标还差14.7亿元。", "依据：九月.csv E2、九月.csv B2"])


def test_the_command_tells_that_the_material_does_not_say(tmp_path: Path, run: Run) -> None:
    (tmp_path / "九月.csv").write_text("指标,数值,单位\n工业投资,57.3,亿元\n", "utf-8")
    code, out, _ = run("ask", str(tmp_path / "九月.csv"), "税收多少？", "--composer", "--json")
    assert code == 1
    assert json.loads(out)["outcome"] == "unknown"
