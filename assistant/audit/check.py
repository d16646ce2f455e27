"""The number audit: a text and a brief in, a report out. A pure function; it trusts nobody and needs no model."""

import re
from dataclasses import replace
from functools import lru_cache
from typing import Any

from assistant.audit.claims import Claim, claims_in, merge_ratios
from assistant.audit.consistency import check_brief
from assistant.audit.denials import read_denied
from assistant.audit.identity import names_of, normal
from assistant.audit.judging import judge
from assistant.audit.matching import Matcher
from assistant.audit.remarks import check_remarks
from assistant.audit.report import NumberReport, why_empty
from assistant.audit.rows import spoken_name
from assistant.audit.view import BriefView
from assistant.audit.words import check_words
from assistant.brief import Brief
from assistant.numbers import Quantity, extract_quantities, find_periods, read_mentions

# Small counts in Chinese numerals with these units structure speech (三个方面, 一项一项); they are told, not measured.
_TIMES = frozenset(("个月", "小时", "个小时", "分钟", "星期"))
_LOOSE_UNITS = frozenset("个项条件张类种步次点块头层环道笔股口批轮关句样门线面页段场天年周月日人组") | _TIMES
NAMED = 0.9
_SMALL = re.compile(r"[一二两三四五六七八九十几半]{1,2}")


def check_numbers(text: str, brief: Any) -> NumberReport:
    """Bind every figure of a text to a cell or a formula of a brief, and say where it cannot be done.

    Args:
        text: Any Chinese text, whoever wrote it.
        brief: Anything :meth:`assistant.Brief.of` takes.

    Returns:
        The report; ``report.ok`` is True only when at least one figure was judged and all of them are traced.

    Raises:
        BriefError: The brief cannot be read.

    Example:
        >>> rows = [{"indicator": "工业投资", "value": "68.5", "unit": "亿元", "yoy": "12.1"}]
        >>> check_numbers("工业投资68.5亿元，增长12.1%。", rows).ok
        True
    """
    brief = Brief.of(brief)
    quantities = read_denied(text, merge_ratios(text, extract_quantities(text)))
    labels = labels_of(brief)
    periods = find_periods(text)
    claims = [claim for claim in claims_in(text, quantities, periods) if _judged(claim, labels, text)]
    view = BriefView(brief)
    matcher = Matcher(view)
    findings = tuple(judge(claim, matcher, text) for claim in claims)
    words = check_words(text, view, findings, quantities, periods)
    mentions = tuple(read_mentions(text))
    told = tuple(replace(finding, cells=view.table.places(finding.facts)) for finding in (*findings, *words))
    used = {key for finding in findings for key in finding.facts}
    return NumberReport(
        findings=tuple(sorted(told, key=lambda finding: finding.start)),
        mentions=mentions,
        remarks=check_remarks(text, view, tuple(zip(claims, findings, strict=True)), mentions, periods),
        missing=_missing(view, used),
        brief=check_brief(brief),
        empty=why_empty(text, len(brief.figures), len(findings)),
    )


def _judged(claim: Claim, labels: tuple[str, ...], text: str) -> bool:
    """Leave out definitions (亿元以上企业), words for nothing changed, and counts that only structure the speech."""
    quantity = claim.quantity
    if quantity.form == "threshold":
        return _other_threshold(quantity, labels)
    if quantity.form == "zero" or (quantity.unit in _TIMES and _SMALL.fullmatch(quantity.text)):
        return False
    if _in_label(quantity, labels, text) or quantity.qualifier == "倒数":
        return False
    if quantity.form in {"fraction", "cheng", "fan", "multiple", "rank"}:
        return True
    return not (_SMALL.fullmatch(quantity.text) and (quantity.unit in _LOOSE_UNITS or not quantity.unit))


def _other_threshold(quantity: Quantity, labels: tuple[str, ...]) -> bool:
    """Judge a definition only where it has a number of its own and the names of the brief draw another line (5亿元以上企业)."""
    drawn = {
        found.value for label in labels for found in extract_quantities(label) if found.form == "threshold" and found.unit == quantity.unit
    }
    return bool(drawn) and quantity.value not in drawn and any(character.isdigit() for character in quantity.text)


def _in_label(quantity: Quantity, labels: tuple[str, ...], text: str) -> bool:
    """Tell whether a number is part of a name the brief gives (产值前20位企业, 110千伏变电站), copied as it stands."""
    for label in labels:
        at = text.find(label, max(0, quantity.start - len(label)), quantity.end + len(label))
        if 0 <= at <= quantity.start and quantity.end <= at + len(label):
            return True
    return False


@lru_cache(maxsize=16)
def labels_of(brief: Brief) -> tuple[str, ...]:
    """Return the names of a brief that hold numerals."""
    names = [name for figure in brief.figures for name in (figure.indicator, spoken_name(figure))]
    names += [figure.rank_scope for figure in brief.figures]
    names += [project.name for project in brief.projects] + [project.name.removesuffix("项目") for project in brief.projects]
    names += [*brief.enterprises, *brief.names, brief.title, brief.meeting.name]
    names += [also.name for figure in brief.figures for also in figure.also]
    names += [re.sub(r"[“”\"‘’「」]", "", name) for name in brief.names]
    return tuple(name for name in dict.fromkeys(names) if name and extract_quantities(name))


def _missing(view: BriefView, used: set[str]) -> tuple[str, ...]:
    """Return the rows never told of; those a problem points to first, then those the words of a problem or priority call."""
    brief = view.brief
    rows_used = {key.split(".")[0] for key in used}
    pointed = {row for problem in brief.problems for row in problem.figures}
    texts = [problem.text for problem in brief.problems]
    texts += [text for priority in brief.priorities for text in (priority.title, *priority.points)]
    words = normal("\n".join(texts))
    called = {figure.id for figure in brief.figures if any(name.weight >= NAMED and name.text in words for name in names_of(figure))}
    unused = [figure.id for figure in brief.figures if figure.id not in rows_used]
    return tuple(sorted(unused, key=lambda row: (row not in pointed, row not in called)))
