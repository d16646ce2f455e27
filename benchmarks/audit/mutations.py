"""Cases: a clean speech as it is, and each of its planted errors and harmless changes.

An edit of ``edits/*.jsonl`` is a piece of the speech that occurs in it exactly once, with ``【old→new】`` for each
replacement (``【→new】`` inserts) and, where the error shows at a larger place than the replaced words, that place in ``{}``.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant import Brief
from benchmarks.audit.generated import changes
from benchmarks.audit.membership import numbers_of

FOLDER = Path(__file__).parent
CLEAN = frozenset(
    {
        "period_synonym",
        "indicator_alias",
        "derived_ok",
        "dash_variants",
        "nonfact_sentence",
        "reordered_clauses",
        "paraphrase",
        "fraction_ok",
        "carried_subject",
        "word_claim_ok",
    }
)
MARKS = re.compile(r"【([^→】]*)→([^】]*)】|[{}]")

Span = tuple[int, int]


class EditError(ValueError):
    """An edit that does not fit its speech."""


@dataclass(frozen=True)
class Case:
    """One text to check; ``spans`` is where it was changed, ``ref_spans`` the same places in the clean speech."""

    id: str
    speech: str
    kind: str
    label: str
    text: str
    spans: tuple[Span, ...] = ()
    ref_spans: tuple[Span, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class Edit:
    """What one written edit comes to: replacements ``(start, end, new)`` and the marked places, in the clean speech."""

    replacements: tuple[tuple[int, int, str], ...]
    places: tuple[Span, ...]


def names() -> list[str]:
    """Return the names of the speeches."""
    return sorted(path.stem for path in (FOLDER / "speeches").glob("*.txt"))


def speech_of(name: str) -> str:
    """Return a clean speech."""
    return (FOLDER / "speeches" / f"{name}.txt").read_text("utf-8")


@cache
def brief_of(name: str) -> Brief:
    """Return the brief of a speech."""
    return Brief.of(FOLDER / "briefs" / f"{name}.yaml")


def read_edit(written: str, speech: str) -> Edit:
    """Locate a written edit in its speech."""
    old = MARKS.sub(lambda mark: mark[1] or "", written)
    if speech.count(old) != 1:
        raise EditError(f"occurs {speech.count(old)} times: {old}")
    base, shift, opened = speech.index(old), 0, None
    replacements, places = [], []
    for mark in MARKS.finditer(written):
        at = base + mark.start() - shift
        length = len(mark[1] or "")
        shift += mark.end() - mark.start() - length
        if mark[0] == "{":
            opened = at
        elif mark[0] == "}":
            if opened is None:
                raise EditError(f"closes what it did not open: {written}")
            places.append((opened, at))
            opened = None
        else:
            replacements.append((at, at + length, mark[2]))
            if opened is None:
                places.append((at, at + length))
    if opened is not None or not replacements:
        raise EditError(f"is not whole: {written}")
    return Edit(tuple(replacements), tuple(places))


def apply(speech: str, edits: list[Edit]) -> tuple[str, tuple[Span, ...], tuple[Span, ...]]:
    """Return the changed text with its marked places there and in the clean speech."""
    replacements = sorted(part for edit in edits for part in edit.replacements)
    places = tuple(sorted(place for edit in edits for place in edit.places))

    def moved(offset: int, inclusive: bool) -> int:
        done = [part for part in replacements if part[1] < offset or (part[1] == offset and (inclusive or part[0] < offset))]
        return offset + sum(len(new) - (end - start) for start, end, new in done)

    text, last = "", 0
    for start, end, new in replacements:
        text += speech[last:start] + new
        last = end
    spans = tuple((moved(start, False), moved(end, True)) for start, end in places)
    return text + speech[last:], spans, places


def written_cases(name: str) -> Iterator[Case]:
    """Return the cases of the table of edits."""
    speech = speech_of(name)
    for line in (FOLDER / "edits" / f"{name}.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        text, spans, places = apply(speech, [read_edit(written, speech) for written in entry["edits"]])
        label = "clean" if entry["class"] in CLEAN else "error"
        yield Case("", name, entry["class"], label, text, spans, places, entry["why"])


def generated_cases(name: str) -> Iterator[Case]:
    """Return the cases made by rule."""
    speech = speech_of(name)
    for label, kind, change in changes(name, speech, numbers_of(brief_of(name))):
        edit = Edit(((change.start, change.end, change.new),), ((change.start, change.end),))
        text, spans, places = apply(speech, [edit])
        yield Case("", name, kind, label, text, spans, places, change.why)


def cases(name: str) -> list[Case]:
    """Return all cases of a speech, the clean one first, numbered within their class."""
    clean = Case(f"{name}-identity-01", name, "identity", "clean", speech_of(name))
    counts: dict[str, int] = {}
    numbered = [clean]
    for case in (*generated_cases(name), *written_cases(name)):
        counts[case.kind] = counts.get(case.kind, 0) + 1
        number = f"{name}-{case.kind}-{counts[case.kind]:02}"
        numbered.append(Case(number, name, case.kind, case.label, case.text, case.spans, case.ref_spans, case.why))
    return numbered
