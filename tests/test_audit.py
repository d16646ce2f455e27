"""The number audit: a table of sentences for every rule, and what holds for any text whatever."""

import json
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import check_numbers
from assistant.audit.facts import Fact, table_of
from assistant.audit.report import GOOD, NumberReport
from assistant.brief import Brief, load_brief
from assistant.findings import NumberFinding
from assistant.slots import available, render

DATA = Path(__file__).parent / "data" / "audit"
CHAIN = Path(__file__).parent / "chain" / "brief.yaml"
SAMPLE = Path(__file__).parents[1] / "examples" / "brief.yaml"
RULES = {
    *("exact", "rounded", "half-even", "loose", "qualified"),
    *("false-precision", "truncated", "lost-qualifier", "unit-scale", "points"),
    *("scope", "period", "kind", "anchor", "basis", "direction", "reached"),
    *("value", "no-source", "unnamed", "note-only", "noun", "vague"),
}
VERDICTS = {"supported", "derived", "known", "unsupported", "contradicted", "unclear"}


@cache
def brief_of(name: str) -> Brief:
    return load_brief({"chain": CHAIN, "sample": SAMPLE}.get(name, DATA / f"{name}.yaml"))


def _lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines()]


SENTENCES = _lines("sentences.jsonl")
NOUNS = _lines("nouns.jsonl")
OWNERS = _lines("owners.jsonl")
OPPOSITES = _lines("opposites.jsonl")


def _case(row: dict[str, Any]) -> Any:
    marks = pytest.mark.xfail(reason=row["fails"]) if "fails" in row else ()
    return pytest.param(row, id=f"{row.get('rule', 'no-figure')}-{SENTENCES.index(row) + 1}", marks=marks)


def finding_on(report: NumberReport, text: str, printed: str) -> NumberFinding:
    """Return the finding that overlaps a figure as printed."""
    start = text.index(printed)
    found = [finding for finding in report.findings if finding.start < start + len(printed) and start < finding.end]
    assert len(found) == 1, f"{len(found)} findings on {printed}: {report.findings}"
    return found[0]


@pytest.mark.parametrize("row", [_case(row) for row in SENTENCES])
def test_sentence_is_judged(row: dict[str, Any]) -> None:
    report = check_numbers(row["text"], brief_of(row["brief"]))
    if "figure" not in row:
        assert report.findings == ()
        return
    finding = finding_on(report, row["text"], row["figure"])
    assert (finding.verdict, finding.rule) == (row["verdict"], row["rule"]), finding.message
    assert finding.facts == tuple(row.get("facts", finding.facts))


def test_every_rule_has_sentences_for_and_against() -> None:
    assert len(SENTENCES) >= 120
    assert {row["rule"] for row in SENTENCES if "rule" in row} == RULES
    assert {row["rule"] for row in OPPOSITES} == RULES
    assert {row["verdict"] for row in SENTENCES if "verdict" in row} == VERDICTS


@pytest.mark.slow
@pytest.mark.parametrize("row", [*NOUNS, *OWNERS], ids=lambda row: f"{row['brief']}-{row['text']}-{row['figure']}")
def test_a_number_is_never_lent_to_another_indicator_year_or_firm(row: dict[str, Any]) -> None:
    finding = finding_on(check_numbers(row["text"], brief_of(row["brief"])), row["text"], row["figure"])
    assert (finding.verdict, finding.rule) == (row["verdict"], row["rule"]), finding.message
    assert finding.facts == tuple(row.get("facts", finding.facts))


@pytest.mark.parametrize("row", OPPOSITES, ids=lambda row: row["rule"])
def test_rule_keeps_still_where_it_has_no_business(row: dict[str, Any]) -> None:
    report = check_numbers(row["text"], brief_of("county"))
    assert report.ok, [finding.message for finding in report.findings]
    assert row["rule"] not in {finding.rule for finding in report.findings}


def test_the_county_brief_uses_every_key_of_a_row() -> None:
    import yaml

    from assistant.brief.model import Figure

    rows = yaml.safe_load((DATA / "county.yaml").read_text("utf-8"))["figures"]
    used = {key for row in rows for key in row}
    resolved = {"name", "canonical", "when", "scopes"}
    assert set(Figure.__dataclass_fields__) - resolved <= used | {"references"}


# --- the report


SPEECH = "1—10月，全县规上工业总产值418.5亿元，同比增长6.7%，距目标还差101.5亿元。下面讲两点意见：一要稳存量，二要扩增量。"


def test_report_is_plain_data() -> None:
    report = check_numbers(SPEECH, brief_of("county"))
    data = report.to_dict()
    assert list(data) == ["ok", "counts", "findings", "mentions", "remarks", "missing", "brief"]
    assert json.loads(json.dumps(data, ensure_ascii=False)) == data
    finding = data["findings"][1]
    keys = {"start", "end", "text", "rule", "severity", "message", "suggestion", "verdict", "expected", "facts", "formula", "cells"}
    assert set(finding) == keys
    assert finding["verdict"] == "contradicted"
    assert finding["expected"] == "7.6%"
    assert finding["facts"] == ["f01.yoy"]
    assert all(text == SPEECH[mention["start"] : mention["end"]] for mention in data["mentions"] for text in [mention["text"]])


def test_decimals_are_told_as_text() -> None:
    def values(node: Any) -> list[Any]:
        children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        return [node, *(value for child in children for value in values(child))]

    assert not [value for value in values(check_numbers(SPEECH, brief_of("county")).to_dict()) if isinstance(value, float)]


def test_counts_tell_how_each_figure_was_judged() -> None:
    counts = check_numbers(SPEECH, brief_of("county")).counts
    assert counts["judged"] == 3
    assert counts["supported"] == counts["derived"] == counts["contradicted"] == 1
    assert counts["mentions"] >= counts["judged"]


def test_a_derivation_shows_its_formula() -> None:
    finding = finding_on(check_numbers(SPEECH, brief_of("county")), SPEECH, "101.5亿元")
    assert finding.formula == "目标520亿元 − 已完成418.5亿元 = 101.5亿元"
    assert finding.severity == "note"


def test_a_contradiction_tells_what_was_expected_and_where_it_stands() -> None:
    text = "工业投资增长18.3%。"
    message = finding_on(check_numbers(text, brief_of("county")), text, "18.3%").message
    assert "应为11.5%" in message
    assert "f04 工业投资" in message
    assert "f05 工业技改投资" in message


def test_missing_names_unused_rows_those_of_problems_first() -> None:
    missing = check_numbers("规上工业总产值418.5亿元，新型材料产业产值下降3.6%。", brief_of("county")).missing
    assert "f01" not in missing
    assert "f12" not in missing
    assert set(missing[:3]) == {"f03", "f15", "f10"}
    assert len(missing) == len(brief_of("county").figures) - 2


@pytest.mark.parametrize("text", ["", "\n", "同志们：", "要进一步提振信心。", "会期定在2026年11月18日。", "𠮷。"])
def test_nothing_judged_is_never_green(text: str) -> None:
    report = check_numbers(text, brief_of("county"))
    assert not report.ok
    assert report.findings == ()
    assert report.to_dict()["ok"] is False


def test_a_brief_without_rows_supports_nothing() -> None:
    report = check_numbers("工业投资68.5亿元。", {"priorities": ["抓项目"]})
    assert not report.ok
    assert [finding.verdict for finding in report.findings] == ["unsupported"]


def test_one_bad_figure_spoils_the_report() -> None:
    assert check_numbers("工业投资增长11.5%。", brief_of("county")).ok
    assert not check_numbers("工业投资增长11.5%。新建充电桩450个。", brief_of("county")).ok


def test_announced_counts_are_remarked() -> None:
    right = "我讲两点意见：一要稳存量；二要扩增量。工业投资增长11.5%。"
    assert check_numbers(right, brief_of("county")).remarks == ()
    (remark,) = check_numbers(right.replace("两点", "三点"), brief_of("county")).remarks
    assert remark.rule == "announced-count"
    assert remark.text == "三"


def test_a_doubtful_brief_is_reported_once() -> None:
    rows = [{"indicator": "工业投资", "value": 60, "unit": "亿元", "target": 100, "progress": 70}]
    report = check_numbers("工业投资60亿元。工业投资60亿元。", rows)
    assert [finding.rule for finding in report.brief] == ["brief-progress"]
    assert "存疑" in report.summary()


# --- what holds for any text


PIECES = st.sampled_from(
    [
        *("规上工业总产值", "工业投资", "同比", "增长", "下降", "占", "高于全市平均", "分别", "还差", "力争", "比上半年", "1—10月", "园区"),
        *("418.5亿元", "7.6%", "−3", "近", "60户", "个百分点", "三成", "两倍", "翻一番", "第4位", "-", "—", "、", "，", "。"),
        *("（", "）", "{{f01}}", "XX亿元", "***", "１２．５％", "零", "〇", "亿", "万", "1e9", "٣", "²", "①", "½"),
        *("9" * 30, "\n", "\u200b", "\ufeff", "\x00", "\ud800"),
    ]
)
ANY_TEXT = st.one_of(st.text(st.characters(), max_size=60), st.lists(PIECES, max_size=14).map("".join))


@pytest.mark.slow
@given(ANY_TEXT)
@settings(max_examples=200)
def test_no_text_breaks_the_audit(text: str) -> None:
    report = check_numbers(text, brief_of("county"))
    for finding in (*report.findings, *report.remarks):
        assert text[finding.start : finding.end] == finding.text
        assert finding.text
    for mention in report.mentions:
        assert text[mention.start : mention.end] == mention.text
    json.dumps(report.to_dict())
    assert report.findings or not report.ok


# --- a changed number is found


def _cells() -> list[tuple[str, str]]:
    """Return every unqualified cell of both briefs whose slot stands after the name of its row and holds a digit."""
    keys = ("", ".yoy", ".yoy_pp", ".progress", ".share")
    return [
        (name, f"{figure.id}{key}")
        for name in ("county", "city")
        for figure in brief_of(name).figures
        for key in keys
        if not figure.qualifier and available(brief_of(name), f"{figure.id}{key}") and not (key == ".yoy" and figure.yoy == 0)
    ]


def _of_family(brief: Brief, row: str, finding: NumberFinding) -> bool:
    """Tell whether a judgement rests on other cells of the same indicator (its target, its other period)."""
    table = table_of(brief)
    family = {figure.id for figure in brief.figures if figure.canonical == table.row(row).canonical}
    return {key.partition(".")[0] for key in finding.facts} <= family


@pytest.mark.slow
@given(st.data())
@settings(max_examples=120)
def test_a_changed_digit_is_never_supported(data: st.DataObject) -> None:
    name, key = data.draw(st.sampled_from(_cells()))
    brief = brief_of(name)
    row = key.partition(".")[0]
    rendered = render(f"{{{{{row}.name}}}}{{{{{key}}}}}。", brief)
    span = rendered.spans[1]
    digits = [at for at in range(span.start, span.end) if rendered.text[at].isdigit()]
    at = data.draw(st.sampled_from(digits))
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != rendered.text[at]]))
    text = rendered.text[:at] + other + rendered.text[at + 1 :]
    hit = [finding for finding in check_numbers(text, brief).findings if finding.start <= at < finding.end]
    assert not [finding for finding in hit if finding.verdict in GOOD and not _of_family(brief, row, finding)], (text, hit)
    assert not [finding for finding in hit if finding.facts == (key,) and finding.verdict in GOOD], (text, hit)


def _pairs(field: str) -> list[tuple[Fact, Fact]]:
    """Return pairs of cells of one kind with unlike values, each called by a name of its own."""
    facts = [fact for fact in table_of(brief_of("county")).facts if fact.field == field and fact.row[0] == "f" and not fact.qualifier]
    facts = [fact for fact in facts if fact.basis in {"", "同比"} and fact.kind == "actual" and fact.measure in {"level", "growth"}]
    rows = [(a, b) for a, b in combinations(facts, 2) if a.unit == b.unit and a.value != b.value and a.name not in b.name]
    return [(a, b) for a, b in rows if (a.value > 0) == (b.value > 0)]


@pytest.mark.slow
@pytest.mark.parametrize(("field", "verb"), [("yoy", "增长"), ("value", "")])
def test_swapped_values_are_both_found(field: str, verb: str) -> None:
    wrong = []
    for a, b in _pairs(field):
        said = verb if a.value > 0 else "下降"
        text = f"{a.name}{said}{abs(b.value)}{b.unit}，{b.name}{said}{abs(a.value)}{a.unit}。"
        verdicts = [finding.verdict for finding in check_numbers(text, brief_of("county")).findings]
        if len(verdicts) != 2 or GOOD & set(verdicts):
            wrong.append((text, verdicts))
    assert wrong == []
