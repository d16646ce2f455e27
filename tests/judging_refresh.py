"""An independent judge of a speech told again: by strings and the audit, knowing nothing of how it was done."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant import Brief
from assistant.audit.check import check_numbers
from assistant.audit.facts import table_of
from assistant.audit.printing import printed, with_unit
from assistant.audit.report import GOOD
from assistant.brief.model import Figure
from assistant.brief.moving import reporting_of
from assistant.drafting.refreshing import Refreshed
from assistant.numbers import find_periods
from tests.perturbing import NextMonth

_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?[”’]?")
_OWNERS = re.compile(r"[pmjk]\d|bg")
_PLAIN = {"数字更新", "时期更新", "位次后移", "位次前移", "目标已完成", "随前文调整"}
_NUMERAL = re.compile(r"[一二三四五六七八九十两\d]")
_OUTSIDE = frozenset(
    (
        "序号顺延",
        "数目与实有一致",
        "走势有变，改写",
        "会议信息更新",
        "新任务单没有这项重点工作，删去",
        "问题已解决，删去",
        "时期更新",
        "随前文调整",
        "各地位次有变，改写",
    )
)
_YEARS = frozenset({"今年", "去年", "明年", "本年", "全年"})
_UNFIT = "表述与新数据不符，改写"
TELLING = 3


def faults(old: Brief, text: str, month: NextMonth, told: Refreshed, now: str) -> Iterator[str]:
    """Yield everything that is wrong with a speech told again.

    Args:
        old: The last brief.
        text: The last speech.
        month: The next brief, and what became of the rows.
        told: What came out.
        now: The speech now.
    """
    yield from _unproven(old, text, month.brief, now)
    yield from _old_values(old, month, now)
    yield from _old_periods(old, month.brief, now)
    yield from _wrong_directions(month.brief, now)
    yield from _unaccounted(text, told, now)
    yield from _meddled(old, month, text, told)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, stripped."""
    return [match[0].strip() for match in _SENTENCE.finditer(text) if match[0].strip()]


def _unproven(old: Brief, text: str, new: Brief, now: str) -> Iterator[str]:
    before = {finding.text for finding in check_numbers(text, old).findings if finding.verdict not in GOOD}
    report = check_numbers(now, new)
    wrong = [finding for finding in report.findings if finding.verdict not in GOOD and finding.text not in before]
    wrong += [remark for remark in report.remarks if remark.severity == "error"]  # type: ignore[misc]
    yield from (f"unproven: {finding.text} {finding.message}" for finding in wrong)
    if not before and not wrong and not report.ok and new.figures:
        yield f"not ok: {report.empty}"


def _cells(figure: Figure) -> dict[str, str]:
    """Return the cells of a row as they are printed."""
    found = {}
    if figure.value is not None:
        found["value"] = with_unit(figure.value, figure.unit)
    for key in ("yoy", "share", "progress"):
        if (value := getattr(figure, key)) is not None:
            found[key] = with_unit(abs(value), "%")
    return found | {f"also:{item.name}": with_unit(abs(item.value), item.unit) for item in figure.also}


def _old_values(old: Brief, month: NextMonth, now: str) -> Iterator[str]:
    """A value that changed stands nowhere, but where the next brief has it too: in a cell, in a derivation, in the user's words."""
    table = table_of(month.brief)
    fresh = {printed(fact).lstrip("-") for fact in table.facts} | {with_unit(abs(fact.value), fact.unit) for fact in table.facts}
    rows = table.rows
    report = check_numbers(now, month.brief)
    for before in old.figures:
        after = rows.get(month.rows.get(before.id, ""))
        for key, shown in _cells(before).items():
            if sum(map(str.isdigit, shown)) < TELLING or shown in fresh or (after is not None and _cells(after).get(key) == shown):
                continue
            for match in re.finditer(rf"(?<![\d.]){re.escape(shown)}", now):
                finding = next((one for one in report.findings if one.start <= match.start() < one.end), None)
                if finding is None or finding.verdict not in GOOD or all(_OWNERS.match(key) for key in finding.facts):
                    yield f"old value {shown} of {before.indicator}.{key}: …{now[max(0, match.start() - 20) : match.end() + 5]}"


def _old_periods(old: Brief, new: Brief, now: str) -> Iterator[str]:
    """The last reporting period stands nowhere, but where a row, the user's words or a year ago explains it."""
    before, after = reporting_of(old), reporting_of(new)
    if before is None or after is None or (before.year, before.first, before.last) == (after.year, after.first, after.last):
        return
    known = [figure.when for figure in new.figures if figure.when] + [period for period in (new.planning,) if period]
    words = " ".join((new.background, new.meeting.name, new.title, *(problem.text for problem in new.problems)))
    words += " ".join(" ".join((one.title, one.due, *one.points)) for one in new.priorities)
    earlier = " ".join(figure.prev_period for figure in new.figures)
    for mention in find_periods(now):
        period = mention.period
        same = (period.first, period.last) == (before.first, before.last) and period.months > 1 and mention.text not in _YEARS
        explained = any((period.first, period.last) == (one.first, one.last) for one in known) or mention.text in words
        if same and not explained and not _matches(mention.text, earlier) and period.offset != -1:
            yield f"old period {mention.text}: …{now[max(0, mention.start - 15) : mention.end + 15]}"


def _matches(text: str, earlier: str) -> bool:
    months = {(one.period.first, one.period.last) for one in find_periods(earlier)}
    return any((one.period.first, one.period.last) in months for one in find_periods(text))


def _wrong_directions(new: Brief, now: str) -> Iterator[str]:
    for figure in new.figures:
        rate = figure.value if figure.unit == "%" and figure.yoy is None and "增速" in figure.indicator else figure.yoy
        alike = sum(figure.name in other.indicator for other in new.figures)
        if rate is None or not rate or alike > 1:
            continue
        shown = with_unit(abs(rate), "%")
        wrong = "下降" if rate > 0 else "增长"
        for match in re.finditer(
            rf"{re.escape(figure.name)}(?:完成|达到|实现|为)?[\d.]+[^，。；\d]{{1,5}}，(?:同比)?{wrong}{re.escape(shown)}", now
        ):
            yield f"direction: {match[0]}"


def _unaccounted(text: str, told: Refreshed, now: str) -> Iterator[str]:
    """Every sentence that is not as it was stands in the change list, with a reason."""
    before, after = "".join(text.split()), "".join(now.split())
    gone = {"".join(change.before.split()) for change in told.changes}
    come = {"".join(change.after.split()) for change in told.changes}
    for sentence in sentences(text):
        bare = "".join(sentence.split())
        if bare not in after and not any(bare in one for one in gone):
            yield f"dropped without a word: {sentence[:40]}"
    for sentence in sentences(now):
        bare = "".join(sentence.split())
        if bare not in before and not any(bare in one for one in come):
            yield f"changed without a word: {sentence[:40]}"
    yield from (f"no reason: {change}" for change in told.changes if not change.why)


def _meddled(old: Brief, month: NextMonth, text: str, told: Refreshed) -> Iterator[str]:
    """In a paragraph where only numbers moved, every sentence without one stands as it stood."""
    lost = [figure.name.removesuffix("数") for figure in old.figures if figure.id in month.gone]
    turned = [figure.name for figure in old.figures if _turned(figure, month)]
    reasons: dict[str, set[str]] = {}
    for change in told.changes:
        reasons.setdefault(change.before, set()).update(change.why.split("；"))
    for paragraph in text.split("\n"):
        here = {change: whys for change, whys in reasons.items() if change and change in paragraph}
        telling = {change: whys for change, whys in here.items() if any(map(str.isdigit, change))}
        if any(not whys <= _PLAIN for whys in telling.values()):
            continue
        for change, whys in here.items():
            timed = bool(find_periods(change)) or "一年" in change or "今年" in change
            named = whys == {"数据缺失，删去"} and any(name[at : at + 3] in change for name in lost for at in range(len(name) - 2))
            named |= whys == {_UNFIT} and any(name in change for name in turned)
            if change not in telling and not timed and not named and not _followed(change, whys):
                yield f"meddled with: {change[:40]} ({'；'.join(whys)})"


def _turned(figure: Figure, month: NextMonth) -> bool:
    after = table_of(month.brief).rows.get(month.rows.get(figure.id, ""))
    return after is not None and ((figure.yoy or 0) < 0) != ((after.yoy or 0) < 0)


def _followed(change: str, whys: set[str]) -> bool:
    """Tell whether a sentence without a figure changed for a reason outside its paragraph."""
    return bool(whys & _OUTSIDE) or bool(_NUMERAL.search(change) and _UNFIT in whys)


def share_kept(text: str, now: str) -> Decimal:
    """Return how many of the sentences stand word for word, from 0 to 1."""
    told = sentences(text)
    return Decimal(sum(sentence in now for sentence in told)) / max(1, len(told))
