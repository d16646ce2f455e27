"""Instructions as clerks type them, carried out without a model: those of the shared table with the gate's figures, and our own."""

import re
from functools import lru_cache
from pathlib import Path

import pytest
from revision.running import Record, Verdict, records_of, run

from assistant.testing import ScriptedChatModel

HERE = Path(__file__).parent
SHARED = HERE.parents[1] / "shared"
EXAMPLES = {"county": HERE.parent / "examples" / "brief.yaml", "city": HERE.parent / "examples" / "brief-city.yaml"}
THEIRS = records_of(SHARED / "revision" / "instructions.jsonl") if SHARED.is_dir() else []
OURS = records_of(HERE / "data" / "revision" / "instructions.jsonl")
RIGHT, CHANGED = 25, 22  # of the 28 that need no model


END, SIMILE = re.compile(r"([。！？])$"), r"，好比登山，一步也松不得\1"
SENT = re.compile(r"^(\d+)｜(.*)$", re.MULTILINE)


def rewriting(asked: str) -> str:
    """Answer for a model: every sentence it is sent, with a simile at its end."""
    sent = asked.partition("# 要改的句子")[2].partition("# 说明")[0]
    return "\n".join(f"{number}｜{END.sub(SIMILE, told.strip())}" for number, told in SENT.findall(sent))


def brief_of(scenario: str) -> Path:
    return EXAMPLES.get(scenario) or SHARED / "scenarios" / "briefs" / f"{scenario}.json"


@lru_cache(maxsize=256)
def _verdict(line: str) -> Verdict:
    record = next(record for record in (*THEIRS, *OURS) if record["id"] == line)
    return run(record, brief_of(record["scenario"]))


def verdict_on(record: Record) -> Verdict:
    """Return the verdict on an instruction; each is carried out once."""
    return _verdict(record["id"])


def _params(records: list[dict[str, object]]) -> list[object]:
    """Mark what reads the shared material, and what is known to fail."""
    found = []
    for record in records:
        marks = [] if record["scenario"] in EXAMPLES else [pytest.mark.shared]
        if record.get("fails"):
            marks.append(pytest.mark.xfail(strict=True, reason=str(record["fails"])))
        found.append(pytest.param(record, id=str(record["id"]), marks=marks))
    return found


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.parametrize("record", _params(THEIRS))
def test_a_shared_instruction_is_carried_out(record: Record) -> None:
    assert verdict_on(record).faults == ()


@pytest.mark.slow
@pytest.mark.shared
def test_the_gate_is_held() -> None:
    plain = [record for record in THEIRS if record["expected"] == "do" and record["needs"] == "none"]
    verdicts = [verdict_on(record) for record in plain]
    assert len(plain) == 28
    assert sum(not verdict.faults for verdict in verdicts) >= RIGHT
    assert sum(not verdict.faults and verdict.changed for verdict in verdicts) >= CHANGED


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.parametrize("record", _params([record for record in THEIRS if record["needs"] == "model"]))
def test_with_a_model_no_sentence_changes_that_was_not_asked_to(record: Record) -> None:
    verdict = run(record, brief_of(record["scenario"]), model=ScriptedChatModel(script=rewriting))
    assert (verdict.faults, verdict.changed) == ((), True)


@pytest.mark.slow
@pytest.mark.parametrize("record", _params(OURS))
def test_an_instruction_of_our_own_is_carried_out(record: Record) -> None:
    assert verdict_on(record).faults == ()


def test_our_own_instructions_are_many_and_none_is_a_shared_one() -> None:
    assert len(OURS) >= 120
    assert len({record["instruction"] for record in OURS}) == len(OURS) == len({record["id"] for record in OURS})
    assert {record["instruction"] for record in OURS}.isdisjoint(record["instruction"] for record in THEIRS)
    assert {record["expected"] for record in OURS} == {"do", "ask", "refuse"}
