"""Judging: from the best match of a claim to a verdict with one Chinese sentence."""

from assistant.audit.cells import Cell
from assistant.audit.claims import Claim, end_of
from assistant.audit.facts import FactTable
from assistant.audit.matching import BAND, FAINT, IDENTIFIED, Match, Matcher
from assistant.audit.printing import printed, with_unit
from assistant.audit.values import dimension, same_digits
from assistant.findings import NumberFinding, Severity, Verdict
from assistant.numbers import extract_quantities

CLOSE = 0.9
DISTANT = 0.35
CLOSE_BAND = 0.03
HALF = 0.5
CALLED = 0.75
# What is wrong with the printing of a number that is the right one.
_SHORT = frozenset(("false-precision", "truncated", "lost-qualifier"))
NOUNS = frozenset(("noun", "vague"))
_SEVERITY: dict[str, Severity] = {"supported": "note", "derived": "note", "known": "note", "unclear": "warning"}
_RULE_SEVERITY: dict[str, Severity] = {"truncated": "warning", "lost-qualifier": "warning"}
_WORDS = {
    "scope": "范围（地区、园区、行业、企业）与输入不符",
    "period": "时期与输入不符",
    "kind": "目标与完成情况混淆",
    "anchor": "比较对象与输入不符",
    "basis": "同比、环比等基期与输入不符",
    "direction": "升降方向与输入相反",
    "reached": "“提高到”“压缩到”与“提高”“压缩”意思不同",
    "false-precision": "比输入更精确，多出的位数没有依据",
    "truncated": "应四舍五入，不应截尾",
    "lost-qualifier": "输入带有“近、约、以上”等限定，不能略去",
    "unit-scale": "数字相同而单位量级不同",
    "points": "两个百分率之差应写“个百分点”，增速和占比应写“%”",
    "value": "数值与输入不符",
}


def cell_text(cell: Cell) -> str:
    """Return the value of a cell as it would be printed."""
    return with_unit(cell.value, cell.unit) if cell.derived else printed(cell.fact)


def cell_label(cell: Cell) -> str:
    """Return how a message names a cell."""
    return f"{cell.fact.label}（推算：{cell.derived.formula}）" if cell.derived else cell.fact.label


def judge(claim: Claim, matcher: Matcher, text: str) -> NumberFinding:
    """Return the finding on one figure; figures are judged in text order, for the row told of carries over to the next."""
    finding = _judged(claim, matcher, text)
    refused = finding.rule in NOUNS
    matcher.conflicts.noun.remember(claim, refused=refused)
    matcher.view.told(claim, () if refused else finding.facts)
    return finding


def _judged(claim: Claim, matcher: Matcher, text: str) -> NumberFinding:
    matches = matcher.matches(claim)
    # Words of the user support a number where they stand; they never tell a named indicator what its value should be.
    named = [match for match in matches if match.cell.fact.field != "text"]
    best = named[0] if named else None
    top = best.score if best else 0.0
    equal = [match for match in matches if match.agreement.ok]
    clean = [match for match in equal if not match.conflicts and not _of_another_row(claim, match, matcher)]
    refused = _named_conflict(named, clean, named_best=best is not None and top >= IDENTIFIED and not NOUNS & {*best.conflicts})
    if refused is not None:
        return _refuse(claim, matcher, refused, text)
    distant = best is None or best.near < DISTANT
    spoken = claim.quantity.form in {"fraction", "cheng"}
    band = CLOSE_BAND if spoken else BAND
    least = HALF if spoken else FAINT
    fit = [match for match in clean if (match.called >= least or match is best) and (match.score >= top - band or top < IDENTIFIED)]
    fit = fit or [match for match in clean if _verbatim(match, FAINT if distant else HALF)]
    accepted = min(fit, key=_evidence, default=None)
    if accepted is not None:
        return _accept(claim, accepted, text)
    if best is not None and top >= IDENTIFIED:
        return _contradict(claim, matcher, text, named, equal)
    # Right after a figure of the same sentence the subject is carried over: a number of quite another row has no source there.
    carried = matcher.view.antecedent(claim) and "；" not in claim.windows[0][0]
    if equal and not equal[0].conflicts and carried and equal[0].called < FAINT:
        return _unsupported(claim, matcher, text, best)
    if equal:
        return _refuse(claim, matcher, equal[0], text) if equal[0].conflicts else _unclear(claim, equal[0], text)
    return _unsupported(claim, matcher, text, best)


def _of_another_row(claim: Claim, match: Match, matcher: Matcher) -> bool:
    """Tell whether a place in a ranking is that of quite another row than the clause names, told by a cell or in words of the user."""
    if claim.role not in {"rank", "move"}:
        return False
    called = matcher.view.rows(claim.windows[0][0], CALLED)
    best = {row for row, score in called.items() if score >= max(called.values()) - CLOSE_BAND}
    told = matcher.view.rows(match.cell.fact.text, CALLED) if match.cell.fact.field == "text" else (match.cell.row,)
    return bool(best) and best.isdisjoint(told)


def _named_conflict(named: list[Match], clean: list[Match], *, named_best: bool) -> Match | None:
    """Return the row that has the number but not the period, scope … claimed, where only words of the user would excuse it."""
    if any(match.cell.fact.field != "text" or match.called >= CLOSE for match in clean):
        return None
    fit = [match for match in named if match.agreement.ok and match.conflicts and match.called >= _least(match)]
    if named_best:
        least = named[0].score - BAND if named[0].agreement.rule in _SHORT else -1.0
        fit = [match for match in fit if not NOUNS & {*match.conflicts} and match.agreement.rule != "loose" and match.score >= least]
    return fit[0] if fit else None


def _least(match: Match) -> float:
    """A sum still to be done is told without its indicator (四季度还要完成91.5亿元), a cell is called by name."""
    return FAINT if match.cell.key.startswith("d:gap") and "period" in match.conflicts else HALF


def _verbatim(match: Match, least: float) -> bool:
    """Tell whether the user's own words, right beside the figure, hold this very number."""
    return match.cell.fact.field == "text" and match.near >= least and match.agreement.rule in {"exact", "qualified"}


def _evidence(match: Match) -> tuple[int, bool]:
    """A cell of the table is better evidence than arithmetic, and both than the user's own words; an exact number than a loose one."""
    kind = 1 if match.cell.derived else 2 if match.cell.fact.field == "text" else 0
    return kind, match.agreement.rule not in {"exact", "qualified"}


def _finding(claim: Claim, text: str, verdict: Verdict, rule: str, message: str, **more: object) -> NumberFinding:
    start, end = claim.quantity.start, end_of(claim.quantity)
    word = claim.quantity.qualifier
    if word and text[max(0, start - len(word)) : start] == word:
        start -= len(word)
    elif word and text[end : end + len(word)] == word:
        end += len(word)
    severity = _RULE_SEVERITY.get(rule, _SEVERITY.get(verdict, "error"))
    return NumberFinding(start, end, text[start:end], rule, severity, message, verdict=verdict, **more)  # type: ignore[arg-type]


def _keys(cell: Cell) -> tuple[str, ...]:
    return cell.derived.operands if cell.derived else (cell.key,)


def _accept(claim: Claim, match: Match, text: str) -> NumberFinding:
    cell = match.cell
    rule = match.agreement.rule
    if cell.derived is not None:
        message = f"由输入推算：{cell.derived.formula}。"
        return _finding(claim, text, "derived", rule, message, expected=cell_text(cell), facts=_keys(cell), formula=cell.derived.formula)
    verdict: Verdict = "known" if cell.kind == "known" else "supported"
    message = f"与输入 {cell.fact.label} 一致{_manner(rule)}。"
    return _finding(claim, text, verdict, rule, message, expected=cell_text(cell), facts=_keys(cell))


def _manner(rule: str) -> str:
    return {"rounded": "（四舍五入）", "half-even": "（按GB/T 8170 修约）", "loose": "（说法宽松但成立）", "qualified": "（概数成立）"}.get(
        rule, ""
    )


def _contradict(claim: Claim, matcher: Matcher, text: str, matches: list[Match], equal: list[Match]) -> NumberFinding:
    """The words call a cell by name and the number is not its own."""
    best = matches[0]
    mixed = matcher.mixed(claim)
    if mixed is not None:
        return _points(claim, mixed, text)
    if best.agreement.rule in _SHORT:
        return _differs(claim, matcher, text, best, equal)
    alike = (match for match in equal if not NOUNS & {*match.conflicts} and not (match.conflicts and match.agreement.rule == "loose"))
    near = next((match for match in alike if match.score >= best.score - BAND or match.cell.row == best.cell.row), None)
    if near is not None and near.conflicts:
        return _refuse(claim, matcher, near, text)
    return _differs(claim, matcher, text, best, equal)


def _differs(claim: Claim, matcher: Matcher, text: str, best: Match, equal: list[Match]) -> NumberFinding:
    rule = best.agreement.rule if best.agreement.rule in _SHORT else "value"
    if rule == "value" and same_digits(claim.quantity, best.cell.value, best.cell.unit):
        rule = "unit-scale"
    said = text[claim.quantity.start : end_of(claim.quantity)]
    message = f"{_WORDS[rule]}：应为{cell_text(best.cell)}（{cell_label(best.cell)}）"
    other = next((match.cell for match in equal if match.cell.key != best.cell.key), None)
    other = other or next(iter(matcher.elsewhere(claim)), None)
    message += f"，此处{said}是{cell_label(other)}。" if other is not None and other.key != best.cell.key else f"，此处是{said}。"
    verdict: Verdict = "unsupported" if rule in {"false-precision", "lost-qualifier"} else "contradicted"
    return _finding(claim, text, verdict, rule, message, expected=cell_text(best.cell), facts=_keys(best.cell))


def _refuse(claim: Claim, matcher: Matcher, match: Match, text: str) -> NumberFinding:
    rule = match.conflicts[0]
    if rule == "vague":
        message = f"“{matcher.conflicts.noun.said(claim)}”不像输入中的任何一个指标；这个数与{cell_label(match.cell)}相同，请人工核对。"
        return _finding(claim, text, "unclear", rule, message, expected=cell_text(match.cell), facts=_keys(match.cell))
    if rule == "noun":
        message = f"输入中没有“{matcher.conflicts.noun.said(claim)}”；这个数与{cell_label(match.cell)}相同，请核对指标名称。"
        return _finding(claim, text, "unsupported", rule, message, expected=cell_text(match.cell), facts=_keys(match.cell))
    message = f"{_WORDS[rule]}：输入 {cell_label(match.cell)} 为{cell_text(match.cell)}{_circumstance(match.cell, rule)}。"
    return _finding(claim, text, "contradicted", rule, message, expected=cell_text(match.cell), facts=_keys(match.cell))


def _circumstance(cell: Cell, rule: str) -> str:
    if rule == "period" and cell.when is not None:
        return f"，时期是{cell.when.label()}"
    if rule == "scope" and cell.fact.scope:
        return f"，范围是{cell.fact.scope}"
    if rule == "kind":
        return "，是目标或计划" if cell.kind in {"target", "plan"} else "，是实际完成数"
    if rule == "direction":
        return "，方向是" + ("上升" if cell.sign > 0 else "下降")
    if rule == "basis" and cell.basis:
        return f"，基期是{cell.basis}"
    return f"，比较对象是{cell.fact.anchor}" if rule == "anchor" and cell.fact.anchor and cell.fact.field != "share" else ""


def _unclear(claim: Claim, match: Match, text: str) -> NumberFinding:
    message = f"数值与输入 {cell_label(match.cell)} 相同，但句中没有说明是哪个指标，请人工核对。"
    return _finding(claim, text, "unclear", "unnamed", message, expected=cell_text(match.cell), facts=_keys(match.cell))


def _unsupported(claim: Claim, matcher: Matcher, text: str, best: Match | None) -> NumberFinding:
    said = text[claim.quantity.start : end_of(claim.quantity)]
    mixed = matcher.mixed(claim)
    if mixed is not None:
        return _points(claim, mixed, text)
    noted = _only_in_note(matcher.view.table, claim) if not matcher.view.antecedent(claim) else ""
    if noted:
        return _finding(claim, text, "unclear", "note-only", f"{said}只见于备注：{noted}。备注只作说明，不能作为依据。")
    if best is not None and best.called >= IDENTIFIED and best.cell.derived is None:
        message = f"输入中没有这个数；最接近的是{cell_label(best.cell)}，为{cell_text(best.cell)}。"
        return _finding(claim, text, "unsupported", "no-source", message, expected=cell_text(best.cell), facts=_keys(best.cell))
    return _finding(claim, text, "unsupported", "no-source", f"输入中没有{said}，也不能由输入推算。")


def _points(claim: Claim, cell: Cell, text: str) -> NumberFinding:
    message = f"{_WORDS['points']}：输入 {cell_label(cell)} 为{cell_text(cell)}。"
    return _finding(claim, text, "contradicted", "points", message, expected=cell_text(cell), facts=_keys(cell))


def _only_in_note(table: FactTable, claim: Claim) -> str:
    """Return the note that alone holds the number; a note explains and licenses nothing."""
    for figure in table.brief.figures:
        for quantity in extract_quantities(figure.note) if figure.note else ():
            if quantity.value == claim.quantity.value and dimension(quantity.unit) == claim.dimension:
                return f"{figure.id} {figure.note}"
    return ""
