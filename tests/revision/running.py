"""Gives instructions to drafts of the built-in composer and judges what came of them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from gates.counting import miscounts
from revision.figures import untraced
from revision.predicates import SETUP, Revision, broken
from revision.speech import Speech

from assistant import Brief, Draft, draft_speech

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Verdict:
    """What is to be said of one instruction.

    Attributes:
        faults: Everything that is not as it should be; empty where the instruction was carried out.
        outcome: ``do``, ``ask`` or ``refuse``, as the product says.
        changed: Whether the text is another one.
        reply: What the user was told.
    """

    faults: tuple[str, ...]
    outcome: str
    changed: bool
    reply: str


def records_of(path: Path) -> list[dict[str, Any]]:
    """Return the records of a JSONL file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def source_of(brief: Brief) -> dict[str, Any]:
    """Return what the judges of a text need of a brief, as plain data."""
    priorities = [{"title": one.title, "lead": one.lead} for one in brief.priorities]
    return {"priorities": priorities, "figures": [{"indicator": figure.indicator} for figure in brief.figures]}


@lru_cache(maxsize=8)
def drafted(path: Path) -> Draft:
    """Return the composed draft of a brief; each is composed once."""
    return draft_speech(path, model=False)


def run(record: Record, path: Path, *, model: Any = False) -> Verdict:
    """Carry out one instruction on a fresh draft and judge it.

    Args:
        record: The instruction.
        path: The brief of its scenario.
        model: What rewrites; ``False`` for none.
    """
    before = drafted(path)
    for instruction in next((one[SETUP] for one in record["predicates"] if SETUP in one), ()):
        before = before.revise(instruction, model=model)
        assert before.outcome == "do", (record["id"], instruction, before.reply)
    after = before.revise(record["instruction"], model=model)
    revision = revision_of(before, after, source_of(drafted(path).brief))
    changed = after.text != before.text
    return Verdict((*_standing(record, revision, before, after, model), *_held(record, revision)), after.outcome, changed, after.reply)


def revision_of(before: Draft, after: Draft, source: Record) -> Revision:
    """Return what the judges need of two versions of a draft."""
    speeches = Speech(before.text, source), Speech(after.text, source)
    versions = tuple(version.text for version in before.versions)
    return Revision(*speeches, (before.brief, after.brief), after.reply, versions)


def _standing(record: Record, revision: Revision, before: Draft, after: Draft, model: Any) -> list[str]:
    """Judge outcome and versions. Saying that there is nothing to do, with the text unchanged, is no fault of a ``do``."""
    changed = after.text != before.text
    wanted = "ask" if record["needs"] == "model" and model is False else record["expected"]
    faults = []
    if after.outcome != wanted and not (wanted == "do" and after.outcome == "ask" and not changed):
        faults.append(f"结果是 {after.outcome}，应是 {wanted}")
    if not after.reply.strip() and after.outcome != "do":
        faults.append("没有答复")
    if (after.outcome != "do" or wanted != "do") and (changed or len(after.versions) != len(before.versions)):
        faults.append("没有办却动了稿子")
    if before.text not in {version.text for version in after.versions}:
        faults.append("旧稿不在了")
    return faults


def _held(record: Record, revision: Revision) -> list[str]:
    if record["needs"] == "model" and revision.after.text == revision.before.text:
        return [] if "模型" in revision.reply else [f"没有说要模型：{revision.reply}"]
    return [*broken(revision, record["predicates"]), *(universal(record, revision) if record["expected"] == "do" else ())]


def universal(record: Record, revision: Revision) -> list[str]:
    """Judge what holds for every instruction that is carried out."""
    wrong = [f"数字没有出处：{text}" for text in untraced(revision.after.text, revision.briefs[1])]
    wrong += [f"序号或点数：{one}" for one in miscounts(revision.after.text) if one not in miscounts(revision.before.text)]
    return wrong + _priorities(record, revision)


def _priorities(record: Record, revision: Revision) -> list[str]:
    """Name the priorities that the instruction does not speak of and that lost their heading or a lead."""
    if any("equals_version" in one for one in record["predicates"]):
        return []  # what came back is judged by being that version
    wrong = []
    for number, priority in enumerate(revision.before.brief.get("priorities", ()), 1):
        where = {"priority": number}
        if _named(where, priority["title"], record) or revision.before.span(where) is None:
            continue
        old, new = _named_anew(revision.before.told(where), record["predicates"]), revision.after.told(where)
        heading = {"heading_of": where}
        if _heading(revision.before, heading, record) != _heading(revision.after, heading, record):
            wrong.append(f"{priority['title']} 的标题变了")
        leads = [lead for lead in priority.get("lead", "").split("、") if lead]
        wrong += [
            f"{priority['title']} 少了 {lead}"
            for lead in _renamed(leads, record["predicates"])
            if lead in old and lead not in _named_anew(new, record["predicates"])
        ]
    return wrong


def _heading(speech: Speech, where: Any, record: Record) -> str:
    """Return a heading without its mark, and without the words that the instruction forbids or replaces."""
    span = speech.span(where)
    told = next((speech.heading_at(n) for n, (start, end) in enumerate(speech.lines) if span and start <= span[0] < end), "")
    return _named_anew(told, record["predicates"])


def _named(where: Any, title: str, record: Record) -> bool:
    """Tell whether an instruction speaks of a priority: by its title, or by a predicate about it or the part that holds it."""
    told = json.dumps(record["predicates"], ensure_ascii=False)
    return title in record["instruction"] or json.dumps(where) in told or f'"priority_dropped": {where["priority"]}' in told


def _named_anew(text: str, predicates: Sequence[Record]) -> str:
    for old, new in _renamings(predicates):
        text = text.replace(old, new)
    return text


def _renamed(leads: Sequence[str], predicates: Sequence[Record]) -> list[str]:
    return [_named_anew(lead, predicates) for lead in leads]


def _renamings(predicates: Sequence[Record]) -> list[tuple[str, str]]:
    replaced = [(one["replaced"]["from"], one["replaced"]["to"]) for one in predicates if "replaced" in one]
    full = [(one["first_full"]["full"], one["first_full"]["short"]) for one in predicates if "first_full" in one]
    forbidden = [(one["absent"], "") for one in predicates if isinstance(one.get("absent"), str)]
    return [*replaced, *full, *forbidden]
