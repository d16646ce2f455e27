"""Commitments and duties that the brief does not contain: nothing wrong with them, but somebody has to answer for them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.findings import Finding
from assistant.lexicon import read_records
from assistant.wording.context import Context, clause_start
from assistant.wording.rules import shown

COVERED = 50  # percent of a clause's pairs of characters that the brief has: from here on the clause is the brief's
_CLAUSE_END = re.compile(r"[，。；：！？\n]")
_NUMBER = re.compile(r"[\d一二三四五六七八九十]")
_CHINESE = re.compile(r"[^\u4e00-\u9fff]+")
_OFFICE = (
    r"(?:[县市区旗州省][\u4e00-\u9fff]{2,12}?(?:分局|局|管委会|委员会|委办|办公室|中心|供电公司|总工会|金融办|编办)|[县市区]发展改革委)"
    r"(?!长|面|势|部|限|促|区)"
)
_DUTY = re.compile(
    rf"(?P<who>{_OFFICE}(?:[、和]{_OFFICE}){{0,6}})(?:同志)?(?:要|牵头|负责|必须|应当|务必|抓紧|尽快|会同)(?P<what>[^。；！？\n]{{6,80}})"
)
LITTLE = 25  # percent of a duty's pairs that the brief has: below, the duty is new


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of commitment."""

    id: str
    pattern: re.Pattern[str]
    what: str


@cache
def _kinds() -> tuple[Kind, ...]:
    return tuple(Kind(record["id"], re.compile(record["pattern"]), record["what"]) for record in read_records("commitments"))


@lru_cache(maxsize=16)
def _pairs(material: str) -> frozenset[str]:
    return frozenset(run[at : at + 2] for run in _CHINESE.split(material) for at in range(len(run) - 1))


def covered(words: str, context: Context) -> int:
    """Return how many percent of the pairs of Chinese characters in some words the brief has."""
    pairs = [run[at : at + 2] for run in _CHINESE.split(words) for at in range(len(run) - 1)]
    return 100 * sum(pair in _pairs(context.material) for pair in pairs) // len(pairs) if pairs else 100


def check_commitments(text: str, context: Context) -> Iterator[Finding]:
    """Yield a note on every promise, deadline, frequency, body and penalty that the brief does not have."""
    for kind in _kinds():
        for match in kind.pattern.finditer(text):
            if not _given(text, match, context):
                message = f"需确认：输入中没有“{shown(match[0])}”这项{kind.what}。"
                yield Finding(match.start(), match.end(), match[0], kind.id, "note", message, "请牵头部门确认，或补进任务单")


def _given(text: str, match: re.Match[str], context: Context) -> bool:
    if context.says(match[0]):
        return True
    end = _CLAUSE_END.search(text, match.end())
    clause = text[clause_start(text, match.start()) : end.start() if end else len(text)]
    return not _NUMBER.search(match[0]) and covered(match[0], context) == 100 and covered(clause, context) >= COVERED


def check_duties(text: str, context: Context) -> Iterator[Finding]:
    """Yield a note on every duty of a department that the brief does not give it, and on departments it does not name."""
    for match in _DUTY.finditer(text):
        unknown = [office for office in re.split("[、和]", match["who"]) if not context.says(office)]
        if unknown:
            rule, what = "office", f"输入中没有提到“{shown('、'.join(unknown))}”"
        elif covered(match["what"], context) < LITTLE:
            rule, what = "duty", f"输入中没有给“{shown(match['who'])}”这项任务"
        else:
            continue
        yield Finding(match.start(), match.end(), match[0], rule, "note", f"需确认：{what}。", "请该部门确认，或补进任务单")
