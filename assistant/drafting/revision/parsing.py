"""From the sections of a draft to the tree of a speech: numerals and run-in headings are taken off, paragraphs cut into sentences."""

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.brief import Brief
from assistant.drafting.chain.sentences import sentences_of
from assistant.drafting.revision.document import Block, Document, Paragraph, Part
from assistant.drafting.state import DraftState, Section

_PART = re.compile(r"^[一二三四五六七八九十]{1,3}、")
_MARKS = (
    ("（", re.compile(r"^（[一二三四五六七八九十]{1,3}）")),
    ("要", re.compile(r"^[一二三四五六七八九十]{1,3}要")),
    ("是", re.compile(r"^[一二三四五六七八九十]{1,3}是")),
    ("1", re.compile(r"^\d{1,2}[.．、]")),
)
_HEAD = re.compile(r"([^。！？]{2,60})。")
_LONGEST_BARE = 40
ADDRESSED = re.compile(r"^(?:同志们|各位|朋友们)[^。！？]{0,20}?[，！]")
"""How a closing begins."""


def document_of(state: DraftState, brief: Brief) -> Document:
    """Return the tree of a speech; its text is the text of the draft, letter for letter.

    Args:
        state: The draft.
        brief: Tells which paragraph carries out which priority, where the draft does not say so itself.
    """
    parts: list[Part] = [Part("", ())]
    marks: list[str] = []
    for section in state.sections:
        heading = _PART.sub("", section.heading)
        blocks = tuple(_blocks(section, brief, marks))
        if heading or (len(parts) == 1 and section.role != "导语"):
            parts.append(Part(heading, blocks))
        else:
            parts[-1] = replace(parts[-1], blocks=parts[-1].blocks + blocks)
    if len(parts) == 1:
        parts.append(Part("", ()))
    mark = marks[0] if marks else "是"
    body, closing = _closing(parts[-1])
    head = (state.title, state.date, state.speaker, state.salutation)
    return Document(*head, (*parts[:-1], body, Part("", closing)), mark, state.counts, state.plan)


def _closing(last: Part) -> tuple[Part, tuple[Block, ...]]:
    """Part the closing from the last part: its own section, else the last paragraph that opens with an address."""
    if last.blocks and last.blocks[-1].role == "结尾":
        return replace(last, blocks=last.blocks[:-1]), last.blocks[-1:]
    end = last.blocks[-1] if last.blocks else Block("")
    if not end.paragraphs or not ADDRESSED.match("".join(end.paragraphs[-1])):
        return last, ()
    kept = replace(end, paragraphs=end.paragraphs[:-1])
    blocks = (*last.blocks[:-1], *([kept] if kept.paragraphs or kept.head else []))
    return replace(last, blocks=blocks), (Block("结尾", paragraphs=end.paragraphs[-1:]),)


def _blocks(section: Section, brief: Brief, marks: list[str]) -> Iterator[Block]:
    """Yield a section as blocks: one, or where it holds several priorities that are not told apart, one for each."""
    if section.role != "措施":
        yield Block(section.role, section.owner, "", tuple(map(_cut, section.paragraphs)))
        return
    grouped: list[list[str]] = []
    for line in section.paragraphs:
        if not grouped or (not section.owner and _mark_of(line)):
            grouped.append([])
        grouped[-1].append(line)
    for lines in grouped:
        yield _measure(lines, section.owner, brief, marks)


def _measure(lines: list[str], owner: str, brief: Brief, marks: list[str]) -> Block:
    mark = _mark_of(lines[0])
    rest = lines[0].removeprefix(mark[1])
    match = _HEAD.match(rest)
    titles = {priority.id: priority.title for priority in brief.priorities}
    if match is None or not (mark[1] or _bare_heading(match[1], titles.get(owner, ""))):
        return Block("措施", owner, "", tuple(map(_cut, lines)))
    if mark[1]:
        marks.append(mark[0])
    owner = owner or next((one for one, title in titles.items() if title in match[1]), "")
    paragraphs = tuple(told for line in (rest[match.end() :], *lines[1:]) if (told := _cut(line)))
    return Block("措施", owner, match[1], paragraphs, counted=bool(mark[1]) or bool(owner))


def _bare_heading(sentence: str, title: str) -> bool:
    """Tell whether the first sentence of a priority that stands alone is its heading."""
    return bool(title) and sentence.startswith(title) and len(sentence) <= _LONGEST_BARE and "{{" not in sentence


def _mark_of(line: str) -> tuple[str, str]:
    return next(((mark, match[0]) for mark, shape in _MARKS if (match := shape.match(line))), ("", ""))


def _cut(paragraph: str) -> Paragraph:
    return tuple(sentence.text for sentence in sentences_of(paragraph))
