"""Taking sentences out without leaving loose ends: connectives, questions without an answer, counted sentences, periods."""

import re
from collections.abc import Collection
from dataclasses import replace

from assistant.brief import Brief
from assistant.drafting.headings import NUMERALS
from assistant.drafting.revision.document import NONE, Address, Block, Document, Paragraph
from assistant.drafting.revision.rows import rows_in

_CONNECTIVE = re.compile(r"^(?:其中|同时|与此同时|此外|另外|但|不过|还有一条|除此之外|在此基础上)，")
_LEANING = re.compile(
    r"^(?:其中|这(?!次|个月|一年|里先|件事交给|件事由)|此|那(?!里)|它|他们|这就|为此|对此|因此|所以|由此|两者|前者|后者|往后|也就是|也要|还要|再|并且|而且|反过来|即便如此|句句|听了以后)"
)
_QUESTION = re.compile(r"[？?][”’]?$")
_PERIOD = re.compile(r"^(?:截至)?\{\{(?:\w+\.)?(?:plan_)?period\}\}，")
_ANY_PERIOD = re.compile(r"\{\{(?:\w+\.)?(?:plan_)?period\}\}")
_PERIOD_OF = re.compile(r"\{\{(\w+)\.period\}\}")
_ROW = re.compile(r"\{\{(?![pmj]\d+\.|n:)")
_COUNTED = (
    ("第{}，", re.compile(r"^第([一二三四五六七八九十])，")),
    ("其{}，", re.compile(r"^其([一二三四五六七八九十])，")),
    ("{}是", re.compile(r"^([一二三四五六七八九十])是")),
    ("{}要", re.compile(r"^([一二三四五六七八九十])要")),
    ("{}看", re.compile(r"^([一二三四五六七八九十])看")),
)


def leans(sentence: str) -> bool:
    """Tell whether a sentence cannot stand without the one before it."""
    return bool(_LEANING.match(sentence))


def asks(sentence: str) -> bool:
    """Tell whether a sentence is a question that the next one answers."""
    return bool(_QUESTION.search(sentence))


def without(document: Document, gone: Collection[Address], brief: Brief) -> Document:
    """Return the speech without some sentences; what hung on them is set right, and nothing else changes.

    Args:
        document: The speech.
        gone: Addresses of sentences.
        brief: Tells of which period a row is.
    """
    touched = {at[:2] for at in gone}
    for at, block in document.blocks():
        if at[:2] in touched:
            out = {(one.paragraph, one.sentence) for one in gone if one[:2] == at[:2]}
            document = document.with_block(at, _block_without(block, out, brief))
    return document.changed(lambda at, text: text)  # takes away what has become empty


def _block_without(block: Block, gone: set[tuple[int, int]], brief: Brief) -> Block:
    paragraphs = []
    for number, paragraph in enumerate(block.paragraphs):
        out = {at for index, at in gone if index == number}
        paragraphs.append(_paragraph_without(paragraph, out, brief) if out else paragraph)
    return recounted(block, replace(block, paragraphs=tuple(one for one in paragraphs if one)))


def _paragraph_without(paragraph: Paragraph, gone: set[int], brief: Brief) -> Paragraph:
    kept: list[str] = []
    stretch = ""
    for at, sentence in enumerate(paragraph):
        period = _PERIOD.match(sentence)
        if at in gone:
            stretch = period[0] if period else stretch
            continue
        if at - 1 in gone:
            sentence = _standing(sentence, stretch, kept, brief)
        if not _ROW.search(sentence) or _ANY_PERIOD.search(sentence):
            stretch = ""
        kept.append(sentence)
    return tuple(kept)


def _standing(sentence: str, stretch: str, kept: list[str], brief: Brief) -> str:
    """Return a sentence whose predecessor is gone: without a connective that joined it on, with the period it was told under."""
    other = "." in stretch or any(_ANY_PERIOD.search(one) for one in kept)
    if stretch and other and not _ANY_PERIOD.search(sentence) and (row := _told_under(sentence, stretch, brief)):
        slot = f"{row}.period" if "." in stretch else "period"
        return f"{'截至' if stretch.startswith('截至') else ''}{{{{{slot}}}}}，{_CONNECTIVE.sub('', sentence)}"
    return _CONNECTIVE.sub("", sentence) if sentence.startswith("其中，") or not kept else sentence


def _told_under(sentence: str, stretch: str, brief: Brief) -> str:
    """Return the first row of a sentence where it needs the period that a sentence before it told; empty where it does not.

    What stands at the end of the reporting period is understood without being dated.
    """
    rows = {figure.id: figure for figure in brief.figures}
    first = next((rows[row] for row in rows_in(sentence) if row in rows), None)
    own = _PERIOD_OF.search(stretch)
    when = rows[own[1]].when if own and own[1] in rows else brief.reporting
    if first is None or first.when is None or first.when != when:
        return ""
    now = brief.reporting
    known = "." in stretch and now is not None and (first.when.year, first.when.last) == (now.year, now.last)
    return "" if known else first.id


def recounted(before: Block, after: Block) -> Block:
    """Count 第一，…第二，… of a block anew where some of the sentences so counted are gone; one that is left alone is not counted."""
    for shape, pattern in _COUNTED:
        old, new = ([one for text in _sentences(block) if (one := pattern.match(text))] for block in (before, after))
        if len(old) < 2 or len(old) == len(new):
            continue
        numbers = iter(NUMERALS)
        alone = len(new) == 1
        paragraphs = []
        for paragraph in after.paragraphs:
            told = (pattern.sub("" if alone else shape.format(next(numbers)), one) if pattern.match(one) else one for one in paragraph)
            paragraphs.append(tuple(told))
        after = replace(after, paragraphs=tuple(paragraphs))
    return after


def _sentences(block: Block) -> list[str]:
    return [sentence for paragraph in block.paragraphs for sentence in paragraph]


def followed(scope: Collection[Address], gone: Collection[Address], addresses: Collection[Address]) -> frozenset[Address]:
    """Return a place after sentences are gone: what stood behind them has moved up, paragraphs that are empty are none.

    Args:
        scope: The place.
        gone: Sentences taken out.
        addresses: Everything that stood in the speech before.
    """
    out = set(gone)
    lines = {at[:3] for at in out}
    empty = {line for line in lines if all(at in out for at in addresses if at[:3] == line and at.sentence != NONE)}
    moved = set()
    for at in set(scope) - out:
        lost = sum(line[:2] == at[:2] and line[2] < at.paragraph for line in empty)
        before = sum(one[:3] == at[:3] and one.sentence < at.sentence for one in out)
        moved.add(at if at.sentence == NONE else Address(at.part, at.block, at.paragraph - lost, at.sentence - before))
    return frozenset(moved)
