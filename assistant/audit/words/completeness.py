"""Completeness: 全部开工, 已悉数兑现, 无一家亏损, where the brief still counts what is left (未开工9个, 开工率62.5%, 亏损企业27户)."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.audit.facts import Fact
from assistant.audit.printing import with_unit
from assistant.audit.rows import PERCENT
from assistant.audit.view import BriefView
from assistant.audit.words.clauses import Clause
from assistant.findings import NumberFinding

_ACT = "开工|开建|动工|投产|竣工|建成|办结|兑现|拨付|清偿|清欠|还清|收回|化解|整改|解决|交付|落地|销号|入库|复工|复产|达产|达标|扭亏|完成"
_ALREADY = r"(?:已经?|均|都|得到|予以|按期|如期|顺利)*"
_WHOLE = re.compile(rf"(?P<word>{_ALREADY}(?:全部|全数|悉数|全都|无一例外地?|百分之百|一个不落地?){_ALREADY}(?P<act>{_ACT}))")
_NONE = re.compile(
    r"(?P<word>(?:无一|没有一|未有一)[户家个件笔](?:规上|重点|工业)*(?:企业|项目|单位)?(?:出现|发生|存在)?(?P<what>[一-鿿]{2,4})|"
    r"零(?P<zero>亏损|停产|欠薪|拖欠|事故|积压|投诉))"
)
# A deadline makes it a task: 9月底前全部开工.
_DUE = re.compile(r"[月年季度周日底末]内?(?:之?前|以前|以内|内)|到[^，]{0,6}[月年底末]|明年|来年")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_TAIL = re.compile(r"(?:总?数|总?额|总量|金额|数量)$")
_FILLERS = re.compile(r"目前|如今|现在|截至|全[国省市县区]|[我本][省市县区]|这些|上述|所有|全体|应兑现|[个户家件亿万元的]")
_LEFT = re.compile(r"尚?未|没有|待")
HUNDRED = Decimal(100)


def check_completeness(clause: Clause, view: BriefView) -> Iterator[NumberFinding]:
    """Yield a finding where a clause calls finished, or absent, what the brief still counts.

    Args:
        clause: A clause that reports; one with a deadline is a task and is passed over.
        view: The brief.
    """
    if _DUE.search(clause.opening + clause.text):
        return
    for match in _WHOLE.finditer(clause.text):
        subject = clause.text[: match.start()]
        subject = subject if _FILLERS.sub("", subject).strip() else clause.opening.rstrip("，、")
        left = next((fact for fact in view.table.facts if _still_left(fact, match["act"]) and _of(fact, subject, match["act"], view)), None)
        if left is not None:
            yield _finding(clause, match, left)
    for match in _NONE.finditer(clause.text):
        what = match["zero"] or match["what"]
        there = next((fact for fact in view.table.facts if _counted(fact, what, view)), None)
        if there is not None:
            yield _finding(clause, match, there)


def _called(fact: Fact) -> str:
    return fact.anchor if fact.field == "also" else fact.name


def _still_left(fact: Fact, act: str) -> bool:
    """Tell whether a cell counts what is not done yet, or how much is done and that is not all."""
    if fact.field == "text" or fact.kind != "actual":
        return False
    name = _called(fact)
    if fact.unit == PERCENT:
        return name.endswith(f"{act}率") and fact.value < HUNDRED
    mark = _LEFT.search(name)
    return mark is not None and name.startswith(act, mark.end()) and fact.value > 0


def _of(fact: Fact, subject: str, act: str, view: BriefView) -> bool:
    """Tell whether a cell is about the subject of a clause: by its noun, its row, its scope, and the whole number if one is told."""
    row = view.table.row(fact.row)
    own = _LEFT.split(_called(fact))[-1].removeprefix(act) if fact.unit != PERCENT else ""
    noun = (own or _TAIL.sub("", row.indicator))[-2:]
    if noun not in subject or _narrowed(subject, noun, row.indicator + view.brief.region):
        return False
    told = _DIGITS.findall(subject)
    if told and row.value != Decimal(told[-1]):
        return False
    said = view.scopes.said(subject)
    if said and said != view.scopes.kind(row.scope):
        return False
    called = view.rows(subject)
    return not called or fact.row in called


def _narrowed(subject: str, noun: str, known: str) -> bool:
    """Tell whether words before the noun that the row does not have make it another set (省重点项目)."""
    before = _FILLERS.sub("", re.split(r"[，。；：、\d]", subject[: subject.rfind(noun)])[-1])
    return len(before) > 1 and before[-2:] not in known


def _counted(fact: Fact, what: str, view: BriefView) -> bool:
    row = view.table.rows.get(fact.row)
    own = row is not None and fact.field == "value" and fact.kind == "actual" and fact.unit != PERCENT
    return bool(own and row and row.indicator.startswith(what) and fact.value)


def _finding(clause: Clause, match: re.Match[str], fact: Fact) -> NumberFinding:
    start = clause.start + match.start("word")
    told = with_unit(fact.value, fact.unit)
    message = f"“{match['word']}”与输入不符：输入 {fact.row} {_called(fact)} 为{told}。"
    return NumberFinding(
        start,
        start + len(match["word"]),
        match["word"],
        "word-whole",
        "error",
        message,
        verdict="contradicted",
        expected=told,
        facts=(fact.key,),
    )
