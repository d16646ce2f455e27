"""The check sheet (数据核对表) as plain data: a row for every number of a speech, with the cell it comes from and room for initials.

Rows are text throughout and free of control characters, so that a workbook, a Word table or a page can lay them out as they are.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.audit.fact import FIELD_LABELS, Fact
from assistant.audit.facts import FactTable, table_of
from assistant.audit.printing import signed
from assistant.audit.report import NumberReport
from assistant.brief import Brief
from assistant.findings import Finding, NumberFinding, Severity
from assistant.lexicon.labels import mention_label, severity_label, tally, verdict_label
from assistant.numbers import Mention

_SENTENCE_ENDS = "。！？\n"
_LONGEST = 300  # characters of a sentence that are shown before a number, and after it
_NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")  # what XML or a printer cannot take
_OWNERS = {"m": "问题", "p": "重点工作", "j": "项目", "k": "担保", "b": "背景"}
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_SIGNED = "核对人"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the sheet: its heading, and its width in characters of a workbook (about half a Chinese character)."""

    title: str
    width: float


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the sheet.

    Attributes:
        cells: One text for each column; several lines where a number rests on several cells.
        state: What it comes to: a verdict (``supported`` …) or a severity (``error`` …); empty where nothing was judged.
        mark: Where the number stands in the sentence, which is the second cell; ``None`` where nothing is marked.
    """

    cells: tuple[str, ...]
    state: str = ""
    mark: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One table of the sheet; ``empty`` says what it means that it has no rows."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class CheckSheet:
    """The whole sheet.

    Attributes:
        title: First line of the speech.
        tally: How the numbers were judged, in one line.
        parts: The figures in text order, the unused figures, the findings about words, the numerals that are no figures.
        version: Which version of the speech was checked; may be empty.
        text_sum: SHA-256 of the text in UTF-8.
        brief_sum: SHA-256 of ``brief.to_yaml()`` in UTF-8.
    """

    title: str
    tally: str
    parts: tuple[Part, ...]
    version: str
    text_sum: str
    brief_sum: str


_FIGURES = (
    *(Column("序号", 4.5), Column("所在句子", 31), Column("数字", 11), Column("指标", 16), Column("时期", 14), Column("输入中的数", 13)),
    *(Column("数据位置", 20), Column("算式", 17), Column("结论", 9), Column("说明", 18), Column(_SIGNED, 9)),
)
_UNUSED = (
    *(Column("序号", 4.5), Column("数据行", 11), Column("指标", 34), Column("时期", 18), Column("输入中的数", 17)),
    *(Column("数据位置", 32), Column(_SIGNED, 12)),
)
_WORDING = (
    *(Column("序号", 4.5), Column("所在句子", 44), Column("词句", 20), Column("程度", 8), Column("说明", 42), Column("建议", 24)),
    Column(_SIGNED, 12),
)
_OTHER = (Column("序号", 4.5), Column("所在句子", 70), Column("数字", 22), Column("类别", 34), Column(_SIGNED, 12))


def check_sheet(text: str, report: NumberReport, brief: Brief, wording: Sequence[Finding] = (), *, version: str = "") -> CheckSheet:
    """Return the check sheet of a speech.

    Args:
        text: The speech.
        report: The number audit of this very text.
        brief: What it was checked against.
        wording: What the wording check found in it.
        version: Which version of the speech this is (第2版), for the footer.

    Example:
        >>> from assistant import check_numbers
        >>> brief = Brief.of([{"indicator": "工业投资", "value": "68.5", "unit": "亿元", "period": "2025年"}])
        >>> text = "工业投资68.5亿元。"
        >>> check_sheet(text, check_numbers(text, brief), brief).parts[0].rows[0].cells[2:6]
        ('68.5亿元', '工业投资', '2025年', '68.5亿元')
    """
    table = table_of(brief)
    judged = tuple(_figure(number, finding, text, table) for number, finding in enumerate(report.findings, 1))
    unused = tuple(_numbered(fact_row for key in report.missing for fact_row in _unused(key, table)))
    others = tuple(_numbered(_other(mention, text) for mention in _unjudged(report)))
    parts = (
        Part("数据核对表", _FIGURES, judged, "没有可核对的数字，不能视为通过。"),
        Part("未用数据", _UNUSED, unused, "输入的数据都用到了。"),
        Part("措辞", _WORDING, tuple(_numbered(_worded(report, wording, text))), "没有发现问题。"),
        Part("其他数字", _OTHER, others, "没有其他数字。"),
    )
    title = clean(text.strip().split("\n", 1)[0])
    return CheckSheet(title, tally(finding.verdict for finding in report.findings), parts, clean(version), *_sums(text, brief))


def clean(text: str) -> str:
    """Return a text without control characters and what is no character; a tab is a space, a carriage return a line end."""
    return _NOT_TEXT.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))


def _sums(text: str, brief: Brief) -> Iterator[str]:
    for told in (text, brief.to_yaml()):
        yield hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def _numbered(rows: Iterable[Row]) -> Iterator[Row]:
    for number, row in enumerate(rows, 1):
        yield Row((str(number), *row.cells), row.state, row.mark)


def _figure(number: int, finding: NumberFinding, text: str, table: FactTable) -> Row:
    sentence, mark = _sentence(text, finding.start, finding.end)
    facts = [fact for key in finding.facts if (fact := table.get(key))]
    told = [
        *(_lines(map(_name, facts)), _lines(_period(fact, table) for fact in facts), _lines(map(_value, facts))),
        *(_lines(_address(fact, table) for fact in facts), clean(finding.formula), verdict_label(finding.verdict), _note(finding)),
    ]
    return Row((str(number), sentence, clean(finding.text), *told, ""), str(finding.verdict), mark)


def _note(finding: NumberFinding) -> str:
    """Return what the audit says, where the columns before do not say it all already."""
    plain = finding.verdict == "supported" and finding.rule == "exact"
    return "" if plain or (finding.formula and finding.formula in finding.message) else clean(finding.message)


def _unused(row: str, table: FactTable) -> Iterator[Row]:
    """Yield the cells of a row that the speech never tells of; a row that holds no number has nothing to sign."""
    for fact in table.of_row(row):
        yield Row((row, clean(_name(fact)), _period(fact, table), _value(fact), clean(_address(fact, table)), ""))


def _worded(report: NumberReport, wording: Sequence[Finding], text: str) -> Iterator[Row]:
    """Yield what is to be said about words, remarks on numbers that are no figures, and doubts about the brief itself.

    What the audit and the wording check both say of one place is said once.
    """
    told = {(remark.rule, remark.start) for remark in report.remarks}
    found = [*report.remarks, *(finding for finding in wording if (finding.rule, finding.start) not in told)]
    for finding in sorted(found, key=lambda each: each.start):
        sentence, mark = _sentence(text, finding.start, finding.end)
        yield _said(sentence, finding.text, finding.severity, finding.message, finding.suggestion, mark)
    for doubt in report.brief:
        yield _said("（输入自身）", "、".join(doubt.cells or doubt.facts), doubt.severity, doubt.message, doubt.suggestion)


def _said(sentence: str, words: str, severity: Severity, message: str, advice: str, mark: tuple[int, int] | None = None) -> Row:
    return Row((sentence, clean(words), severity_label(severity), clean(message), clean(advice), ""), severity, mark)


def _unjudged(report: NumberReport) -> Iterator[Mention]:
    """Yield the numerals no row stands for yet, without idioms (进一步) and list markers (一是) in Chinese characters."""
    spans = [(finding.start, finding.end) for finding in (*report.findings, *report.remarks)]
    for mention in report.mentions:
        wordy = mention.kind in {"idiom", "marker"} and not re.search("[0-9０-９]", mention.text)
        if not wordy and not any(start < mention.end and mention.start < end for start, end in spans):
            yield mention


def _other(mention: Mention, text: str) -> Row:
    sentence, mark = _sentence(text, mention.start, mention.end)
    return Row((sentence, clean(mention.text), mention_label(mention.kind), ""), mark=mark)


def _sentence(text: str, start: int, end: int) -> tuple[str, tuple[int, int]]:
    """Return the sentence a span stands in, and where the span is in it."""
    first = max(text.rfind(sign, 0, start) for sign in _SENTENCE_ENDS) + 1
    last = min((place + 1 for sign in _SENTENCE_ENDS if (place := text.find(sign, end)) >= 0), default=len(text))
    first, last = max(first, start - _LONGEST), min(last, end + _LONGEST)
    before, marked = clean(text[first:start]).lstrip(), clean(text[start:end])
    return f"{before}{marked}{clean(text[end:last])}".rstrip(), (len(before), len(before) + len(marked))


def _lines(told: Iterable[str]) -> str:
    """Return one text as it is, several numbered on a line each; what is the same for all is said once."""
    lines = [clean(line) for line in told]
    if len(set(lines)) <= 1:
        return lines[0] if lines else ""
    return "\n".join(f"{_CIRCLED[place] if place < len(_CIRCLED) else '·'}{line}" for place, line in enumerate(lines))


def _name(fact: Fact) -> str:
    if fact.field == "text":
        return f"{_OWNERS.get(fact.row[0], '')}中的文字"
    extra = fact.anchor if fact.field in {"also", "reference"} else FIELD_LABELS[fact.field]
    return f"{fact.name} {extra}".rstrip()


def _period(fact: Fact, table: FactTable) -> str:
    if fact.when is not None:
        return fact.when.label()
    figure = table.rows.get(fact.row)
    return clean(figure.period) if figure else ""


def _value(fact: Fact) -> str:
    text = clean(signed(fact))
    return f"-{text}" if fact.value < 0 and fact.field != "text" and not text.startswith("-") else text


def _address(fact: Fact, table: FactTable) -> str:
    """Return where a number stands: a cell of the user's own file, else a place of the brief."""
    if place := table.place(fact.key):
        return place
    if fact.field == "text":
        source = next((known.source for known in table.brief.known if known.id == fact.row), "")
        return f"任务单 {_OWNERS.get(fact.row[0], '')} {fact.row}{f'（{source}）' if source else ''}"
    label = fact.anchor if fact.field in {"also", "reference"} else FIELD_LABELS[fact.field] or "数值"
    return f"任务单 数据 {fact.row} {label}"
