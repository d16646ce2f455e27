"""What a version says otherwise than the one before, sentence by sentence; numerals, which follow by themselves, are kept out."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from assistant.brief import Brief
from assistant.drafting.chain.sentences import sentences_of
from assistant.drafting.state import DraftState
from assistant.slots import render

_NUMERAL = re.compile(r"^(?:[一二三四五六七八九十]{1,3}[、是要]|（[一二三四五六七八九十]{1,3}）|\d{1,2}[.．、])(?=[^\d])")
_ALIKE = 0.5
_HEAD = "题头"
_PLACES = {"导语": "开头", "结尾": "结尾"}


@dataclass(frozen=True, slots=True)
class Change:
    """A sentence that is not as it was.

    Attributes:
        kind: ``added``, ``dropped``, ``changed`` or ``moved``.
        before: How it read; empty for one that was added.
        after: How it reads; empty for one that was dropped.
        section: Where it stands, or stood: 题头, 开头, 成绩, 问题, the heading of a priority …
        why: What asked for it.
    """

    kind: Literal["added", "dropped", "changed", "moved"]
    before: str
    after: str
    section: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as it reads, and where it stands."""

    text: str
    section: str

    @property
    def key(self) -> str:
        """The sentence without its numeral."""
        return _NUMERAL.sub("", self.text)


def lines_of(state: DraftState, brief: Brief) -> tuple[Line, ...]:
    """Return the sentences of a draft as they read, each with its section."""
    text = render(state.text.rstrip("\n"), brief, dict(state.counts)).text.split("\n")
    head = sum(bool(line) for line in (state.title, state.date, state.speaker)) + 1
    body = text.index(render(state.salutation, brief).text) + 1 if state.salutation else head
    found = [Line(line, _HEAD) for line in text[:body] if line.strip()]
    at = body
    for section in state.sections:
        told = text[at : at + len([line for line in (section.heading, *section.paragraphs) if line])]
        at += len(told)
        sentences = [one.text.strip() for line in told for one in sentences_of(line)]
        begins = sentences[bool(section.heading)] if section.owner and len(sentences) > bool(section.heading) else ""
        name = _NUMERAL.sub("", begins).rstrip("。") or _PLACES.get(section.role, section.role)
        found += [Line(sentence, name) for sentence in sentences if sentence]
    return tuple(found)


def differences(before: Sequence[Line], after: Sequence[Line], why: str = "") -> tuple[Change, ...]:
    """Return what has changed from one version to the next, in the order of the new one.

    Args:
        before: The sentences of the old version, from :func:`lines_of`.
        after: Those of the new version.
        why: What asked for it.
    """
    matcher = SequenceMatcher(None, [line.key for line in before], [line.key for line in after], autojunk=False)
    blocks = [(before[i1:i2], after[j1:j2]) for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag != "equal"]
    gone = Counter(line.key for old, _ in blocks for line in old)
    come = Counter(line.key for _, new in blocks for line in new)
    moved = gone & come
    arriving, leaving = Counter(moved), Counter(moved)
    found: list[Change] = []
    for old, new in blocks:
        dropped = [line for line in old if not _taken(leaving, line)]
        added: list[Line] = []
        for line in new:
            if _taken(arriving, line):
                found.append(Change("moved", line.text, line.text, line.section, why))
            else:
                added.append(line)
        found += _paired(dropped, added, why)
    return tuple(found)


def _taken(left: Counter[str], line: Line) -> bool:
    if left[line.key] <= 0:
        return False
    left[line.key] -= 1
    return True


def _paired(dropped: list[Line], added: list[Line], why: str) -> Iterator[Change]:
    """Pair what is gone with what has come in its place where they are alike."""
    rest = list(dropped)
    for new in added:
        likeness = [(_likeness(old, new), -at) for at, old in enumerate(rest)]
        best = max(likeness, default=(0.0, 0))
        if best[0] >= _ALIKE:
            old = rest.pop(-best[1])
            yield Change("changed", old.text, new.text, new.section, why)
        else:
            yield Change("added", "", new.text, new.section, why)
    yield from (Change("dropped", old.text, "", old.section, why) for old in rest)


def _likeness(old: Line, new: Line) -> float:
    """Return how alike two sentences are; a line of the masthead that stands for another is one that was changed."""
    if old.section == new.section == _HEAD:
        return 1.0
    return SequenceMatcher(None, old.key, new.key, autojunk=False).ratio()


_TOLD = {"changed": "改了{}句", "added": "加了{}句", "dropped": "去掉{}句", "moved": "挪动{}句"}


def summary(changes: Sequence[Change]) -> str:
    """Return in a few words what has changed: 改了2句、去掉3句."""
    counts = Counter(change.kind for change in changes)
    return "、".join(shape.format(counts[kind]) for kind, shape in _TOLD.items() if counts[kind]) or "文字没有变"  # type: ignore[index]
