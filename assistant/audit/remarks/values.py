"""Values: one cell told with two values in one speech, and a part that is more than its whole."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.audit.claims import Claim, end_of
from assistant.audit.remarks.severity import remark
from assistant.audit.rows import PERCENT, POINTS
from assistant.findings import Finding, NumberFinding

Judged = tuple[Claim, NumberFinding]
_GOOD = frozenset({"supported", "derived", "known"})
_VALUE_RULES = frozenset({"value", "unit-scale", "truncated", "false-precision"})
_PARTS = re.compile(r"其中")
_TOGETHER = re.compile(r"合计|一起|加起来|两者|总计|共占")
_APART = re.compile(r"目标|[高低快慢少多]于|超|差|缺|[比较]")
_JOINED = re.compile(r"[、和及与][^，。；：、\d]{0,16}$|^[、和及与]")


def check_values(text: str, judged: Sequence[Judged]) -> Iterator[Finding]:
    """Yield remarks on values that do not hold together inside the speech."""
    yield from _two_values(text, judged)
    yield from _parts(text, judged)


def _told(judged: Judged) -> tuple[Decimal, str]:
    return abs(judged[0].quantity.value), judged[0].dimension


def _two_values(text: str, judged: Sequence[Judged]) -> Iterator[Finding]:
    cells: dict[str, list[Judged]] = {}
    for claim, finding in judged:
        plain = claim.quantity.form == "plain" and not claim.quantity.qualifier and _TOGETHER.search(claim.said) is None
        own = (
            finding.verdict in _GOOD - {"derived"} or finding.rule in _VALUE_RULES
        )  # a monthly average rests on the cell, it is not its value
        if len(finding.facts) == 1 and plain and own:
            cells.setdefault(finding.facts[0], []).append((claim, finding))
    for told in cells.values():
        here, there = _apart(told)
        if here is not None and there is not None:
            message = f"同一指标前后不一：此处是{here.text}，{_place(text, there.start)}是{there.text}。"
            yield remark("two-values", text, here.start, here.end, message)


def _apart(told: Sequence[Judged]) -> tuple[NumberFinding, NumberFinding] | tuple[None, None]:
    """Return the first doubtful figure of a cell that differs from the one it is told with elsewhere: the right one, or the first."""
    first = next((item for item in told if item[1].verdict in _GOOD), told[0])
    for item in told:
        if item[1].verdict not in _GOOD and _told(item)[1] == _told(first)[1] and _told(item)[0] != _told(first)[0]:
            return item[1], first[1]
    return None, None


def _place(text: str, at: int) -> str:
    """Say where a figure stands: the paragraph, and the words before it."""
    paragraph = sum(1 for line in text[:at].split("\n")[:-1] if line.strip()) + 1
    before = re.split(r"[，。；：！？\n]", text[max(0, at - 16) : at])[-1]
    return f"第{paragraph}段“{before}…”处"


def _parts(text: str, judged: Sequence[Judged]) -> Iterator[Finding]:
    """Compare the figures after 其中 with the one before it, where both are amounts in one unit."""
    for at, (claim, finding) in enumerate(judged):
        if at == 0 or claim.role != "level" or claim.dimension in {PERCENT, POINTS, ""}:
            continue
        opens = _PARTS.search(text, end_of(judged[at - 1][0].quantity), claim.quantity.start)
        whole = _before(judged, at) if opens is not None else None
        if whole is None or not _comparable(whole, claim):
            continue
        run = _run(text, judged, at)
        total = sum((abs(part.quantity.value) for part, _ in run), Decimal(0))
        doubtful = any(found.verdict not in _GOOD for _, found in (*run, judged[at]))
        limit = abs(whole.quantity.value)
        if abs(claim.quantity.value) > limit or (len(run) > 1 and total > limit and doubtful):
            shown = text[whole.quantity.start : end_of(whole.quantity)]
            what = "各部分之和大于" if abs(claim.quantity.value) <= limit else "大于"
            yield remark("part-over-whole", text, finding.start, finding.end, f"“其中”的数{what}总数{shown}，请核对。")


def _before(judged: Sequence[Judged], at: int) -> Claim | None:
    """Return the last amount of the same measure before a part, in the same sentence."""
    part = judged[at][0]
    for claim, _ in reversed(judged[max(0, at - 4) : at]):
        if claim.sentence == part.sentence and claim.dimension == part.dimension:
            return claim
    return None


def _comparable(whole: Claim, part: Claim) -> bool:
    plain = all(claim.quantity.form == "plain" and not claim.quantity.qualifier for claim in (whole, part))
    told_apart = _APART.search(whole.clause) is not None
    return (
        plain
        and not told_apart
        and whole.role == "level"
        and whole.quantity.unit == part.quantity.unit
        and whole.quantity.per == part.quantity.per
    )


def _run(text: str, judged: Sequence[Judged], at: int) -> list[Judged]:
    """Return the parts enumerated from one on: 甲20个、乙15个和丙8个."""
    run = [judged[at]]
    for item in judged[at + 1 : at + 9]:
        gap = text[end_of(run[-1][0].quantity) : item[0].quantity.start]
        if item[0].quantity.unit != run[0][0].quantity.unit or _JOINED.search(gap) is None or re.search(r"[，。；：\n]", gap):
            break
        run.append(item)
    return run
