"""What a cell is called in prose, and how well a stretch of text calls it so.

A name is compared by its pairs of neighbouring characters: an alias or a shortened name still shares most of them, and
no word list or segmenter is needed. Pairs shared by many rows of the same brief (工业, 产值) say little and weigh little.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from assistant.audit.facts import Fact, FactTable
from assistant.audit.rows import scope_in_name, spoken_name
from assistant.brief import Brief
from assistant.brief.model import Figure
from assistant.lexicon.indicators import find_indicator

_NOISE = re.compile(r"[\s，。；：！？、“”‘’「」《》（）()【】\[\]—–\-·…/%]")
_UNDONE = re.compile(r"没有|尚未|还没|还未")
_HEADS = ("产业产值", "行业产值", "产业", "产值", "企业数", "项目数", "总额", "余额", "面积", "数")
_TOP = re.compile(r"前(\d+)(位|户|家|强)(重点)?企业")
MOVES = frozenset(("增长", "下降", "提高", "增加", "同比", "环比", "比增", "比下", "比提"))
# Pairs that say what happened, not to what.
VERBS = frozenset(
    ("增长", "完成", "实现", "达到", "新增", "净增", "下降", "提高", "增加", "同比", "环比", "比增", "比下", "比提", "投资")
) | {"企业", "项目", "开工", "投产", "目标", "年度", "全年"}
_CALENDAR = re.compile(r"[年月季半度\d]")
LOOSE = 0.5
SCOPELESS = 0.85


def normal(text: str) -> str:
    """Return a text without punctuation and with 规模以上 as 规上: what names are compared in."""
    return (
        _UNDONE.sub("未", _NOISE.sub("", text))
        .replace("规模以上", "规上")
        .replace("技术改造", "技改")
        .replace("战略性新兴产业", "战新产业")
    )


@lru_cache(maxsize=8192)
def pairs(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of a text."""
    text = normal(text)
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


@dataclass(frozen=True, slots=True)
class Name:
    """One way of calling a row, with its weight: 1 for a name of its own, less for a word that others share."""

    text: str
    pairs: frozenset[str]
    weight: float = 1.0


def _variants(figure: Figure) -> list[tuple[str, float]]:
    spoken = spoken_name(figure)
    bare = SCOPELESS if scope_in_name(figure) else 1.0
    found: list[tuple[str, float]] = [(spoken, 1.0), (figure.name, bare)]
    for name in (spoken, figure.name):
        found += [(name.removesuffix(head), 0.9) for head in _HEADS if name.endswith(head) and len(name) - len(head) >= 2]
        if match := _TOP.search(name):
            found += [(name.replace(match[0], f"{match[1]}户{match[3] or ''}企业"), 1.0), (f"前{match[1]}{match[2]}", 1.0)]
    entry = find_indicator(figure.name)
    if entry is not None:
        scope = scope_in_name(figure)
        found += [(scope + word, 1.0) for word in (entry.name, entry.says, entry.short, *entry.aliases) if word]
        found += [(word, LOOSE) for word in entry.loose]
    return found


@lru_cache(maxsize=4096)
def names_of(figure: Figure) -> tuple[Name, ...]:
    """Return the ways a row is called, longest first."""
    best: dict[str, float] = {}
    for text, weight in _variants(figure):
        key = normal(text)
        if len(key) >= 2:
            best[key] = max(weight, best.get(key, 0.0))
    return tuple(Name(text, pairs(text), weight) for text, weight in sorted(best.items(), key=lambda item: (-len(item[0]), item[0])))


@lru_cache(maxsize=4096)
def pairs_of(figure: Figure) -> frozenset[str]:
    """Return the pairs of all names of a row: a text that shares none of them does not call it."""
    return frozenset().union(*(name.pairs for name in names_of(figure)))


UNIT = 1000


class Weights:
    """How much a pair of characters tells within one brief; whole numbers, so that no order of adding matters.

    Attributes:
        telling: Pairs that name something in this brief, verbs and calendar words left out.
    """

    def __init__(self, rarity: dict[str, int], telling: frozenset[str]) -> None:
        self.rarity = rarity
        self.telling = telling
        self._totals: dict[frozenset[str], int] = {}

    def of(self, found: frozenset[str]) -> int:
        """Return the summed weight of pairs."""
        rarity = self.rarity
        return sum([rarity.get(pair, UNIT) for pair in found])

    def total(self, name: Name) -> int:
        """Return the weight of a whole name."""
        if name.pairs not in self._totals:
            self._totals[name.pairs] = self.of(name.pairs)
        return self._totals[name.pairs]

    def cover(self, name: Name, window: frozenset[str]) -> float:
        """Return how far a window calls the name, 0 to 1, a little more for a longer name."""
        shared = name.pairs & window
        return name.weight * self.of(shared) / self.total(name) + 0.004 * len(shared) if shared else 0.0


@lru_cache(maxsize=16)
def weights_of(brief: Brief) -> Weights:
    """Return the weights of character pairs for a brief."""
    count: Counter[str] = Counter()
    telling: set[str] = set()
    for figure in brief.figures:
        count.update(pairs(spoken_name(figure)))
        telling |= pairs(spoken_name(figure)).union(*(pairs(also.name) for also in figure.also)) - VERBS
    told = frozenset(pair for pair in telling if not _CALENDAR.search(pair))
    return Weights({pair: round(UNIT / (1 + 0.35 * (number - 1))) for pair, number in count.items()}, told)


def own_words(fact: Fact) -> str:
    """Return the words that tell one cell of a row from another: 净增 of 净增企业, the name of an ``also``."""
    if fact.field != "also":
        return ""
    words = fact.anchor
    for noun in ("企业", "项目", "事项"):
        if words.endswith(noun) and len(words) > len(noun) + 1:
            words = words.removesuffix(noun)
    return words


def text_context(fact: Fact) -> str:
    """Return the words around a number inside a text of the user."""
    if fact.row.startswith("j") and fact.name:
        return fact.name
    return fact.text[max(0, fact.start - 12) : fact.start] + "|" + fact.text[fact.end : fact.end + 12]


def rows_called(table: FactTable, weights: Weights, text: str) -> dict[str, float]:
    """Return the rows a stretch of text calls at all well, with how well."""
    window = pairs(text)
    called = [figure for figure in table.brief.figures if not window.isdisjoint(pairs_of(figure))]
    scores = {figure.id: max([weights.cover(name, window) for name in names_of(figure)]) for figure in called}
    return {row: score for row, score in scores.items() if score >= LOOSE}
