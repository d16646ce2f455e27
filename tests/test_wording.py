"""The wording check: every rule with texts it finds and texts it leaves alone, and what excuses a phrase."""

import datetime
import json
import re
from collections.abc import Iterator
from pathlib import Path
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import Brief
from assistant.findings import Finding
from assistant.lexicon import read_records
from assistant.wording import LeakIndex, check, is_clean
from assistant.wording.rules import load_rules

DATA = Path(__file__).parent / "data"
MARKS = str.maketrans("", "", "⟨⟩")
COUNTY: dict[str, Any] = {
    "region": "云岭县",
    "level": "县",
    "meeting": {"type": "开门红部署会", "name": "全县工业经济“开门红”部署会", "date": "2026-01-23"},
    "figures": [{"indicator": "规上工业总产值", "value": "312.6", "unit": "亿元", "yoy": "8.4"}],
}
LEAKS = LeakIndex(
    names={"鸿远印染": "企业", "鸿远": "企业", "西平": "地名", "千企腾飞": "行动", "绿谷食品产业城": "项目", "高端纺织": "项目"},
    numbers=frozenset({"47.35亿元", "83.14%", "34个", "26%"}),
    passages=("各镇要把工作抓在手上，拧成一股绳把项目往前推。完成产值5亿元，占年计划的六成。\n拿出超常规的办法来解决要素保障里的老问题。",),
)


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / "wording" / f"{name}.jsonl").read_text("utf-8").splitlines()]


FAMILIES = ("legal", "traces", "terms", "typos", "levels", "style", "commitments")
EXAMPLES = [row for family in FAMILIES for row in rows(family)]
PATTERNS = [(name, record) for name in ("wording", "empty_phrases", "commitments", "dated", "dated_more") for record in read_records(name)]


def brief_of(**changes: Any) -> Brief:
    return Brief.of(COUNTY | changes)


def found(text: str, brief: Brief, rule: str, leaks: LeakIndex | None = None) -> list[Finding]:
    return [finding for finding in check(text, brief, leaks) if finding.rule == rule]


def span_of(marked: str) -> tuple[int, int]:
    return marked.index("⟨"), marked.rindex("⟩") - 1


# ── rules ──


def test_every_rule_has_texts_it_finds_and_texts_it_leaves_alone() -> None:
    told = {record["id"] for name in ("wording", "empty_phrases", "commitments") for record in read_records(name)}
    in_code = {"other-level", "other-place", "series-gap", "long-sentence", "full-sentence", "repeated", "duty", "office", "weekday"}
    shown = {row["rule"] for row in EXAMPLES if row["wrong"] and row["right"]}
    assert told | in_code == shown
    assert len(told) == sum(len(read_records(name)) for name in ("wording", "empty_phrases", "commitments"))


@pytest.mark.parametrize(
    ("rule", "marked", "changes"), [(row["rule"], text, row.get("brief", {})) for row in EXAMPLES for text in row["wrong"]]
)
def test_a_wrong_text_is_found_at_its_place(rule: str, marked: str, changes: dict[str, Any]) -> None:
    text = marked.translate(MARKS)
    findings = found(text, brief_of(**changes), rule)
    assert span_of(marked) in [(finding.start, finding.end) for finding in findings]
    assert all(finding.text == text[finding.start : finding.end] and finding.message.endswith("。") for finding in findings)


@pytest.mark.parametrize(
    ("rule", "text", "changes"), [(row["rule"], text, row.get("brief", {})) for row in EXAMPLES for text in row["right"]]
)
def test_a_right_text_is_left_alone(rule: str, text: str, changes: dict[str, Any]) -> None:
    assert found(text, brief_of(**changes), rule) == []


@pytest.mark.parametrize("rule", load_rules(), ids=lambda rule: rule.id)
def test_a_rule_says_what_is_wrong_and_why(rule: Any) -> None:
    assert rule.message
    assert rule.reason
    assert rule.severity in {"error", "warning", "note"}
    assert set(rule.excuses) <= {"brief", "prohibited", "past", "voluntary"}
    assert rule.group != "legal" or "past" in rule.excuses


def _unbounded(tree: Any) -> Iterator[str]:
    for code, value in tree:
        if code in {codes.MAX_REPEAT, codes.MIN_REPEAT}:
            if value[1] == codes.MAXREPEAT:
                yield str(value[2])
            yield from _unbounded(value[2])
        elif code is codes.SUBPATTERN:
            yield from _unbounded(value[3])
        elif code is codes.BRANCH:
            for branch in value[1]:
                yield from _unbounded(branch)
        elif code in {codes.ASSERT, codes.ASSERT_NOT}:
            yield from _unbounded(value[1])


@pytest.mark.parametrize(
    ("name", "record"), PATTERNS, ids=lambda value: value if isinstance(value, str) else value.get("id", value["pattern"])
)
def test_patterns_repeat_within_bounds(name: str, record: dict[str, Any]) -> None:
    """A search with bounded repetition is linear in the text, whatever the text."""
    assert list(_unbounded(parser.parse(record["pattern"]))) == []


# ── what excuses ──

LEGAL = [
    (row["rule"], text, row.get("brief", {}))
    for row in rows("legal")
    for text in row["wrong"]
    if next(rule for rule in load_rules() if rule.id == row["rule"]).excuses != ("brief", "past")
]


@pytest.mark.parametrize(("rule", "marked", "changes"), LEGAL)
def test_a_prohibition_is_no_promise(rule: str, marked: str, changes: dict[str, Any]) -> None:
    start, end = span_of(marked)
    said = marked.translate(MARKS)[start:end]
    assert found(f"招商要守规矩，严禁{said}。", brief_of(**changes), rule) == []
    assert found(f"严禁弄虚作假，{said}。", brief_of(**changes), rule) != []


@pytest.mark.parametrize(("rule", "marked", "changes"), LEGAL)
def test_what_the_brief_says_stands_unless_it_forbids_it(rule: str, marked: str, changes: dict[str, Any]) -> None:
    text = marked.translate(MARKS)
    said = text[slice(*span_of(marked))]
    assert found(text, brief_of(**changes, background=said), rule) == []
    assert found(text, brief_of(**changes, background=f"严禁{said}"), rule) != []


def test_a_placeholder_of_the_brief_is_a_placeholder_still() -> None:
    assert found("完成投资XX亿元。", brief_of(background="完成投资XX亿元"), "placeholder-mark")


# ── dated wording ──


def windows() -> Iterator[tuple[dict[str, Any], str, str]]:
    told = map(json.loads, (DATA / "dated_examples.jsonl").read_text("utf-8").splitlines())
    examples = {row["pattern"]: row for row in (*told, *rows("windows_more"))}
    for record in (*read_records("dated"), *read_records("dated_more")):
        if record["valid_from"] != "0001-01-01":
            yield record, examples[record["pattern"]]["match"], examples[record["pattern"]]["other"]


def _days(record: dict[str, Any]) -> tuple[datetime.date, datetime.date]:
    """Return a day on which an expression is in use and one on which it is not."""
    first, last = (datetime.date.fromisoformat(record[key]) for key in ("valid_from", "valid_to"))
    return first, last + datetime.timedelta(days=1)


def _dated(text: str, day: datetime.date, pattern: str) -> list[Finding]:
    meeting = {"name": "工业会", "date": day.isoformat()}
    return [
        each
        for each in check(text, brief_of(meeting=meeting))
        if each.rule in {"dated", "tax-refund", "free-land"} and re.search(pattern, text)
    ]


@pytest.mark.parametrize(
    ("record", "match", "other"), list(windows()), ids=lambda value: value if isinstance(value, str) else value["pattern"]
)
def test_wording_is_judged_on_the_day_of_the_meeting(record: dict[str, Any], match: str, other: str) -> None:
    open_day, closed_day = _days(record)
    wrong = [finding for finding in _dated(match, closed_day, record["pattern"]) if finding.severity in {"error", "warning"}]
    assert wrong
    assert "种子" not in wrong[0].message
    assert _dated(other, closed_day, record["pattern"]) == []
    legal = re.search("返还|返税|地价|后返", match)
    assert legal or _of_window(record, match, open_day) == []


def _of_window(record: dict[str, Any], text: str, day: datetime.date) -> list[Finding]:
    note = re.split("[；，]", record["note"].rstrip("。"))[0]
    return [finding for finding in _dated(text, day, record["pattern"]) if note in finding.message]


@pytest.mark.parametrize("row", rows("dated_more"), ids=lambda row: f"{row['date']} {row['text'][:16]}")
def test_history_seasons_and_terms(row: dict[str, Any]) -> None:
    text = row["text"].translate(MARKS)
    findings = found(text, brief_of(meeting={"name": "工业会", "date": row["date"]}), "dated")
    assert bool(findings) is row["found"], row["why"]
    if findings:
        start, end = span_of(row["text"])
        assert any((finding.start <= start and end <= finding.end) or start <= finding.start < end for finding in findings)


def test_without_a_day_nothing_is_out_of_date() -> None:
    assert found("做好疫情防控。", brief_of(meeting={"name": "工业会"}), "dated") == []


def test_what_the_figures_report_stands_in_for_the_day_of_the_meeting() -> None:
    figures = [{"indicator": "工业投资", "value": "68.5", "unit": "亿元", "period": "2026年上半年"}]
    brief = Brief.of({"region": "云岭县", "level": "县", "figures": figures})
    assert [finding.message[:24] for finding in found("做好疫情防控。", brief, "dated")] == ["“疫情防控”在2026年6月30日已经过时（新冠"]
    assert found("夺取首季“开门红”。", brief, "dated") == []


def test_the_brief_may_speak_of_what_is_past() -> None:
    assert found("做好疫情防控。", brief_of(background="疫情防控"), "dated") == []


# ── leaks and copies ──


@pytest.mark.parametrize(
    ("marked", "rule"),
    [
        ("学习⟨鸿远印染⟩的做法。", "leak-name"),
        ("⟨鸿远⟩要带头。", "leak-name"),
        ("开展“⟨千企腾飞⟩”行动。", "leak-name"),
        ("推进⟨绿谷食品产业城⟩。", "leak-name"),
        ("完成产值⟨47.35亿元⟩。", "leak-number"),
        ("完成产值⟨４７．３５亿元⟩。", "leak-number"),
        ("完成产值⟨473500万元⟩。", "leak-number"),
        ("占全县的⟨83.14%⟩。", "leak-number"),
        ("⟨各镇要把工作抓在手上，拧成一股绳⟩去办。", "copied-run"),
        ("⟨各镇，要把工作，抓在手上拧成一股绳⟩去办。", "copied-run"),
        ("县里⟨拿出超常规的办法来解决要素保障里的老问题⟩。", "copied-run"),
    ],
)
def test_leaks_and_copies_are_found(marked: str, rule: str) -> None:
    findings = found(marked.translate(MARKS), brief_of(), rule, LEAKS)
    assert [(finding.start, finding.end) for finding in findings] == [span_of(marked)]
    assert findings[0].severity == "error"


@pytest.mark.parametrize(
    "text",
    [
        "东西平衡发展。",
        "新开工项目34个，占26%。",
        "完成投资47.35万吨。",
        "各镇要把工作抓在手上，拧成绳。",
        "把项目往前推。完成产值6亿元，占年计划的七成。",
        "把项目往前推完成产值。",
    ],
)
def test_what_is_no_leak(text: str) -> None:
    assert [finding for finding in check(text, brief_of(), LEAKS) if finding.rule.startswith(("leak", "copied"))] == []


def test_a_name_of_ordinary_words_is_a_doubt_only() -> None:
    assert [finding.severity for finding in found("发展高端纺织。", brief_of(), "leak-name", LEAKS)] == ["warning"]


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("学习鸿远印染的做法。", {"enterprises": ["鸿远印染"]}),
        ("完成产值47.35亿元。", {"background": "完成产值47.35亿元"}),
        ("工业投资完成47.35亿元。", {"figures": [{"indicator": "工业投资", "value": "47.35", "unit": "亿元"}]}),
        (
            "占规上工业总产值的83.14%。",
            {"figures": [{"id": "a", "indicator": "规上工业总产值", "value": "100", "unit": "亿元", "share": "83.14"}]},
        ),
        ("各镇要把工作抓在手上，拧成一股绳去办。", {"background": "各镇要把工作抓在手上，拧成一股绳"}),
    ],
)
def test_what_the_brief_has_is_no_leak(text: str, changes: dict[str, Any]) -> None:
    assert [finding for finding in check(text, brief_of(**changes), LEAKS) if finding.rule.startswith(("leak", "copied"))] == []


def test_set_phrases_do_not_count_towards_a_copy() -> None:
    phrase = "稳中求进工作总基调"
    leaks = LeakIndex(passages=(f"大家都要坚持{phrase}抓工业。",))
    assert found(f"大家都要坚持{phrase}抓工业。", brief_of(), "copied-run", leaks) == []
    assert found(
        "大家都要坚持一个一个抓下去抓工业。", brief_of(), "copied-run", LeakIndex(passages=("大家都要坚持一个一个抓下去抓工业。",))
    )


def test_many_short_runs_make_a_share() -> None:
    pieces = ["把心思收到车间里来", "一户一户去敲门问话", "账要当着大家的面算", "缺什么就补什么料"]
    leaks = LeakIndex(passages=("，甲，".join(pieces),))
    assert found("，乙，".join(pieces), brief_of(), "copied-share", leaks)
    assert found("，乙，".join(pieces[:1]) + "县里把自己的事情一件一件办好，不和别人比快慢。" * 4, brief_of(), "copied-share", leaks) == []


def test_the_list_of_set_phrases_is_short_and_has_sources() -> None:
    records = read_records("set_phrases")
    assert len(records) <= 150
    assert all(re.fullmatch("[\u4e00-\u9fff]{2,16}", record["phrase"]) and record["source"] for record in records)
    assert len({record["phrase"] for record in records}) == len(records)


# ── the whole check ──


def test_findings_come_in_text_order_without_repetition() -> None:
    text = "同志们：\n全市上下坚定不移的推进工业，给予税收返还，做好疫情防控。鸿远印染完成47.35亿元。"
    findings = check(text, brief_of(), LEAKS)
    rules = ["other-level", "de-adverb", "tax-refund", "dated", "leak-name", "leak-number"]
    assert [finding.rule for finding in findings] == rules
    assert [finding.suggestion for finding in findings][:1] == ["全县"]
    assert all(finding.text == text[finding.start : finding.end] for finding in findings)


def test_clean_means_no_error_and_few_warnings() -> None:
    warning, error = (Finding(0, 1, "x", "r", severity, "m") for severity in ("warning", "error"))
    assert is_clean([warning] * 3)
    assert not is_clean([warning] * 4)
    assert not is_clean([error])


@given(st.text(alphabet="全市县工信局要抓项目12.5%亿元，。、；：！？“”《》（）()[]{}*#|-_XxA×○\n 首先其次一二三是", max_size=80))
def test_any_text_can_be_checked(text: str) -> None:
    findings = check(text, brief_of(), LEAKS)
    assert all(0 <= finding.start < finding.end <= len(text) and finding.text == text[finding.start : finding.end] for finding in findings)
    assert findings == check(text, brief_of(), LEAKS)
