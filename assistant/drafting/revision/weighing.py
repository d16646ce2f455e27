"""What of a place can go, the least needed first: filling before figures, figures before tasks; tasks, leads and problems stay."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from assistant.drafting.leads import split_leads
from assistant.drafting.revision.document import NONE, Address, Block
from assistant.drafting.revision.healing import asks, leans
from assistant.drafting.revision.rows import rows_in
from assistant.drafting.revision.speech import Scope, Speech
from assistant.drafting.revision.trimming import clauses_of, joined
from assistant.drafting.ties import Ties
from assistant.slots import SLOT

_FILLING, _TAIL, _FACET, _FRAME, _EVIDENCE, _PROJECT, _FURTHER, LAST = range(8)
_ADDRESS = re.compile(r"^(?:同志们|各位)[^。！？]{0,20}，")
_THANKS = re.compile(r"^谢谢大家[！。]$")
_FACETS = re.compile(r"^\{\{(?:\w+\.(?:share|yoy_pp|rank|vs:[^{}]*|change|progress|also:[^{}]*)|d:[^{}]*)(?::[a-z]+)?\}\}[，；。]?$")
_SHORTEST = 8
_OPEN = re.compile(
    r"^(?:先|再|首先|一头|既|只要|如果|无论|不论|越|凡是|谁|与其|不是|当)|(?:以后|之后|的时候|[的时后好看问是说])$|什么|怎么|怎样|哪|谁|能不能|是不是|[动开建]没[动开建]|如何|多少"
)
"""Clauses that leave something open: the sentence cannot end with them."""
_BOUND = re.compile(r"^(?:还是|而是|才|就|则|那|却|好在|靠的是|要早|要把它|再)")
_LAWFUL = re.compile(r"自愿|依法|权益|不得|严禁|独立上报")
"""What keeps a measure within the law stays with it."""
_MAIN = re.compile(r"(?:规上)?工业(?:总产值|增加值(?:增速)?|投资|营业收入|利润总额)$|规上工业(?:营业收入|利润总额)$|地区生产总值")
_DEMAND = re.compile(r"要|由|把|对|推动|牵头|负责|落实|建立|开展|完成|交给")
_DATED = re.compile(r"[月季年日]|底|节前|节后|期限|开工|投产|试生产")
_BEGINS = re.compile(r"^(?:[^，。]{2,6}，)?\{\{\w+\.name\}\}")


@dataclass(frozen=True, slots=True)
class Cut:
    """Something that can go.

    Attributes:
        rank: The lower, the sooner.
        texts: What stands in the place of sentences; nothing takes a sentence out.
    """

    rank: int
    texts: tuple[tuple[Address, str], ...]


@dataclass(frozen=True)
class Weighing:
    """What of a scope can go.

    Args:
        speech: The speech.
        scope: The place that is to be shorter.
    """

    speech: Speech
    scope: Scope

    @cached_property
    def _ties(self) -> Ties:
        return Ties(self.speech.brief)

    @cached_property
    def _told(self) -> dict[str, int]:
        """How often each row is told in the whole speech."""
        rows: dict[str, int] = {}
        for one in self.speech.stated:
            for cell in one.cells:
                rows[cell.partition(".")[0]] = rows.get(cell.partition(".")[0], 0) + 1
        return rows

    @cached_property
    def _main(self) -> set[str]:
        """Rows that every listener waits for: output, value added, investment, revenue and profit of the whole region."""
        brief = self.speech.brief
        own = {"", brief.region, f"全{brief.level}"}
        rows = [one for one in brief.figures if one.kind == "actual" and (one.scope in own or len(one.scopes) > 1)]
        return {one.id for one in rows if _MAIN.match(one.canonical) and one.when == brief.reporting}

    def cuts(self) -> Iterator[Cut]:
        """Yield everything that can go."""
        for at, block in self.speech.document.blocks():
            sentences = [one for one in self.scope if one[:2] == at[:2] and one.sentence != NONE]
            if sentences:
                yield from self._cuts_of(at, block, sorted(sentences))

    def _cuts_of(self, at: Address, block: Block, sentences: list[Address]) -> Iterator[Cut]:
        whole = [Address(*at[:2], p, s) for p, paragraph in enumerate(block.paragraphs) for s in range(len(paragraph))]
        for one in sentences:
            chain = self._chain(one, whole)
            if set(chain) <= self.scope and len(chain) < len(whole) and not any(self._needed(each, block, chain) for each in chain):
                yield Cut(max(self._rank(each, block) for each in chain), tuple((each, "") for each in chain))
            yield from self._shorter(one, block)

    def _chain(self, at: Address, whole: list[Address]) -> list[Address]:
        """Return a sentence with those that cannot stand without it: what leans on it, the question it answers."""
        document, index = self.speech.document, whole.index(at)
        chain = [at]
        if index and whole[index - 1][:3] == at[:3] and asks(document.text_at(whole[index - 1])):
            chain.insert(0, whole[index - 1])
        for one in whole[index + 1 :]:
            if one[:3] != at[:3] or not leans(document.text_at(one)) or asks(document.text_at(at)):
                break
            chain.append(one)
        return chain

    def _needed(self, at: Address, block: Block, chain: list[Address]) -> bool:
        """Tell whether a sentence has to stay: the count it announces, the address, a lead or a problem told nowhere else."""
        text = self.speech.document.text_at(at)
        if "{{n:" in text or _ADDRESS.match(text) or _THANKS.match(text):
            return True
        if block.role == "问题" and re.search(r"\{\{m\d+\.", text):
            return True
        if block.role == "问题" and any(problem.text[:6] in text for problem in self.speech.brief.problems):
            return True
        return any(not self._elsewhere(lead, block, at, chain) for lead in self._leads(block) if lead in text)

    def _leads(self, block: Block) -> tuple[str, ...]:
        lead = next((one.lead for one in self.speech.brief.priorities if one.id == block.owner), "")
        return tuple(split_leads(lead)) if lead else ()

    def _elsewhere(self, lead: str, block: Block, at: Address, chain: list[Address]) -> bool:
        others = (
            text for p, paragraph in enumerate(block.paragraphs) for s, text in enumerate(paragraph) if Address(*at[:2], p, s) not in chain
        )
        return any(lead in text for text in others)

    def _rank(self, at: Address, block: Block) -> int:
        """Return how soon a whole sentence can go."""
        text = self.speech.document.text_at(at)
        if block.role == "结尾":
            return LAST + 1
        if _LAWFUL.search(text):
            return LAST
        if "{{" not in text:
            if block.role == "导语":
                return _EVIDENCE
            if not self._ties.hold(text):
                return _FILLING
            demand = re.search(r"要|由|把|对", text) and any(lead in text for lead in self._leads(block))
            return LAST if demand or (block.owner and self._of_points(text, block)) else _FRAME
        if re.search(r"\{\{p\d+\.", text):
            return LAST + 1
        if re.search(r"\{\{j\d+\.", text):
            return _PROJECT
        rows = rows_in(text)
        if set(rows) & self._main:
            return LAST
        again = bool(rows) and all(self._told.get(row, 0) > 1 for row in rows)
        return _EVIDENCE if again or at.sentence > 1 else _FURTHER

    def _of_points(self, text: str, block: Block) -> bool:
        """Tell whether a sentence carries out a point of its priority."""
        points = next((one.points for one in self.speech.brief.priorities if one.id == block.owner), ())
        return any(point[i : i + 5] in text for point in points for i in range(0, max(1, len(point) - 4), 2))

    def _shorter(self, at: Address, block: Block) -> Iterator[Cut]:
        """Yield shorter forms of a sentence: without its last loose clauses, without a facet of its row."""
        text = self.speech.document.text_at(at)
        clauses = clauses_of(text)
        if len(clauses) < 2 or asks(text):
            return
        ends = [end for end in range(len(clauses) - 1, 0, -1) if block.role != "导语" and self._loose("".join(clauses[end:]))]
        if end := next((end for end in ends if self._closes(clauses, end)), 0):
            yield Cut(_TAIL, ((at, joined([*clauses[:end], *([""] * (len(clauses) - end))], text)),))
        for number in range(len(clauses) - 1, 1, -1):
            if _FACETS.match(clauses[number]) and _BEGINS.match(text):
                yield Cut(_FACET, ((at, joined([*clauses[:number], "", *clauses[number + 1 :]], text)),))
                return

    def _loose(self, clause: str) -> bool:
        return "{{" not in clause and not _DATED.search(clause) and not self._ties.hold(clause)

    def _closes(self, clauses: list[str], end: int) -> bool:
        """Tell whether the clauses before an index are a statement that can end there."""
        rest, last, tail = "".join(clauses[:end]), clauses[end - 1], clauses[end]
        bare = last.strip("，；")
        if "：" in rest or _OPEN.search(bare) or _BOUND.match(tail) or _ADDRESS.match(rest) or len(SLOT.sub("数数数", rest)) < _SHORTEST:
            return False
        if last.endswith("；"):
            return True
        if "{{" in last:
            return not last.startswith("{{d:month_average")
        return self._ties.hold(bare) and bool(_DEMAND.search(rest))
