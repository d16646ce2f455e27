"""Slots: every form with its exact reading, what is refused, and the law that what is rendered is proven."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slot_frames import frames, own_frames

from assistant import check_numbers
from assistant.audit.facts import table_of
from assistant.audit.report import GOOD
from assistant.brief import Brief, load_brief
from assistant.errors import SlotError
from assistant.slots import available, parse_slot, render, slots_in, slotted

TESTS = Path(__file__).parent
AUDIT = TESTS / "data" / "audit"
BRIEFS = [
    *sorted((TESTS.parent / "examples").glob("*.yaml")),
    *sorted((TESTS / "data" / "briefs").glob("*.yaml")),
    *(AUDIT / f"{name}.yaml" for name in ("county", "city")),
]


def _lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (AUDIT / name).read_text("utf-8").splitlines()]


def _cases(name: str) -> list[Any]:
    marked = [(row, (pytest.mark.xfail(reason=row["fails"]),) if "fails" in row else ()) for row in _lines(name)]
    return [pytest.param(row, id=row["slot"], marks=marks) for row, marks in marked]


READINGS = _lines("slots.jsonl")


# The smallest of each kind run every time; the rest are the same law on more rows.
QUICK = {"brief", "county", "city", "county_retrofit"}
LAW = [pytest.param(path, id=path.stem, marks=() if path.stem in QUICK else pytest.mark.slow) for path in BRIEFS]


@cache
def brief_of(name: str) -> Brief:
    return load_brief(AUDIT / f"{name}.yaml")


def read(text: str, brief: str = "county") -> str:
    return render(text, brief_of(brief), {"points": 3}).text


@pytest.mark.parametrize("row", _cases("slots.jsonl"))
def test_reading(row: dict[str, Any]) -> None:
    before, after = "今年，", "；下一步"
    rendered = render(before + row["slot"] + after, brief_of(row["brief"]), {"points": 3})
    assert rendered.text == before + row["reads"] + after
    (span,) = rendered.spans
    assert rendered.text[span.start : span.end] == row["reads"]
    assert span.slot == row["slot"].strip("{}").strip()
    assert span.facts == tuple(row.get("facts", ()))
    assert available(brief_of(row["brief"]), row["slot"]) or row["slot"].startswith("{{n:")


@pytest.mark.parametrize("row", _cases("bad_slots.jsonl"))
def test_refused(row: dict[str, Any]) -> None:
    with pytest.raises(SlotError) as caught:
        render(f"今年，{row['slot']}。", brief_of(row["brief"]), {"points": 3})
    assert str(caught.value).endswith(("。", "…"))


def test_refusals_tell_what_there_is() -> None:
    with pytest.raises(SlotError, match=r"f01\.yoy、f01\.target、f01\.progress"):
        read("{{f01.share}}")
    with pytest.raises(SlotError, match="没有 f99 这一行"):
        read("{{f99}}")


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("{{f01.yoy}}，{{f04.yoy}}", "同比增长7.6%，增长11.5%"),
        ("{{f01.yoy}}，{{f07.yoy}}", "同比增长7.6%，下降4.2%"),
        ("{{f01.yoy}}。\n{{f04.yoy}}", "同比增长7.6%。\n同比增长11.5%"),
        ("同比看，{{f04.yoy}}", "同比看，增长11.5%"),
        ("同比看。\n{{f04.yoy}}", "同比看。\n同比增长11.5%"),
        ("{{f01.yoy}}，{{f05.yoy_pp}}", "同比增长7.6%，提高2.1个百分点"),
        ("{{f01.yoy}}，{{f16.yoy}}", "同比增长7.6%，比年初增长10.2%"),
        ("{{f01.yoy}}，{{f27.yoy}}", "同比增长7.6%，环比增长3.3%"),
        ("{{f16.yoy}}，{{f01.yoy}}", "比年初增长10.2%，同比增长7.6%"),
        ("{{f01.yoy:rate}}，{{f04.yoy}}", "7.6%，同比增长11.5%"),
    ],
)
def test_year_on_year_is_said_once_a_paragraph(text: str, reads: str) -> None:
    assert read(text) == reads


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("{{f05.name}}；{{f05.name}}", "工业技改投资；技改投资"),
        ("{{f05.name}}。\n{{f05.name}}", "工业技改投资。\n技改投资"),
        ("{{f01.name}}、{{f03.name}}", "规上工业总产值、规上工业总产值"),
        ("{{f13.name}}，{{f13.name}}", "霁川工业园区规上工业总产值，霁川工业园区规上工业总产值"),
    ],
)
def test_a_name_is_short_after_its_first_mention(text: str, reads: str) -> None:
    assert read(text) == reads


@pytest.mark.parametrize(("number", "word"), [(1, "一"), (2, "两"), (3, "三"), (6, "六"), (10, "十"), (12, "十二")])
def test_an_announced_count_is_a_word(number: int, word: str) -> None:
    assert render("讲{{n:points}}点意见", brief_of("county"), {"points": number}).text == f"讲{word}点意见"


@pytest.mark.parametrize(
    ("share", "reads"), [("25.8", "每4户就有1户"), ("33.3", "每3户就有近1户"), ("50.6", "每2户就有1户"), ("9.5", "每10户就有近1户")]
)
def test_a_share_is_told_as_people_count(share: str, reads: str) -> None:
    rows = [{"id": "f01", "indicator": "规上工业企业数", "value": "128", "unit": "户"}]
    rows += [{"id": "f02", "indicator": "负增长企业数", "value": "33", "unit": "户", "share": share, "share_of": "f01"}]
    brief = Brief.of({"region": "甲县", "period": "2026年1—6月", "figures": rows})
    text = render("规上工业企业中，负增长企业{{f02.share}}，{{f02.share:each}}。", brief).text
    assert reads in text
    assert all(finding.verdict in GOOD for finding in check_numbers(text, brief).findings)


@pytest.mark.parametrize("share", ["28.1", "18.3", "62.4", "95.0", "8.0"])
def test_a_share_that_is_not_nearly_one_in_so_many_is_not(share: str) -> None:
    rows = [{"id": "f02", "indicator": "负增长企业数", "value": "33", "unit": "户", "share": share, "share_of": "规上工业企业"}]
    assert not available(Brief.of({"period": "2026年1—6月", "figures": rows}), "f02.share:each")


def test_text_without_slots_stays_as_it_is() -> None:
    assert read("同志们：\n要稳存量。\n") == "同志们：\n要稳存量。\n"
    assert render("", brief_of("county")).spans == ()


@pytest.mark.parametrize(
    ("owner", "part", "text"),
    [
        ("p01", "title", "稳住重点企业"),
        ("p01", 0, "四季度完成产值{{p01.q1}}"),
        ("p01", 1, "{{p01.q2}}重点企业按周调度"),
        ("p02", 0, "{{p02.q1}}停产生产线年内改造{{p02.q2}}"),
        ("p01", "due", "11月底前"),
        ("m01", "text", "当月放缓：10月产值增速比9月回落{{m01.q1}}"),
        ("j01", "investment", "{{j01.q1}}"),
        ("j01", "name", "霁川轻合金型材项目"),
        ("bg", "text", "市委要求全年规上工业增加值增长{{bg.q1}}以上"),
    ],
)
def test_the_users_own_words_as_slots(owner: str, part: str | int, text: str) -> None:
    assert slotted(brief_of("county"), owner, part) == text


@pytest.mark.parametrize("path", BRIEFS, ids=lambda path: path.stem)
def test_the_users_own_words_come_back_unchanged(path: Path) -> None:
    brief = load_brief(path)
    texts = {(item.id, "text"): item.text for item in brief.problems} | {("bg", "text"): brief.background}
    for priority in brief.priorities:
        texts |= {(priority.id, "title"): priority.title, (priority.id, "due"): priority.due}
        texts |= {(priority.id, number): point for number, point in enumerate(priority.points)}
    for project in brief.projects:
        texts |= {(project.id, part): getattr(project, part) for part in ("name", "investment", "status")}
    for (owner, part), text in texts.items():
        assert render(slotted(brief, owner, part), brief).text == text


@given(
    st.lists(st.sampled_from([row["slot"] for row in READINGS if row["brief"] == "county"]), max_size=8),
    st.text("甲乙，。\n同比", max_size=6),
)
def test_spans_slice_to_their_readings(slots: list[str], between: str) -> None:
    text = between.join(slots)
    rendered = render(text, brief_of("county"), {"points": 3})
    assert [span.slot for span in rendered.spans] == [slot.body for _, _, slot in slots_in(text)]
    at = 0
    for span in rendered.spans:
        assert at <= span.start < span.end <= len(rendered.text)
        assert all(table_of(brief_of("county")).get(key) for key in span.facts)
        at = span.end
    assert render(text, brief_of("county"), {"points": 3}) == rendered


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_any_slot_body_is_read_or_refused(body: str) -> None:
    try:
        parse_slot(body)
    except SlotError:
        assert not available(brief_of("county"), body) if "{" not in body and "}" not in body else True
    else:
        available(brief_of("county"), body)


# --- what is rendered is proven: each slot of each row in a sentence of the kind a speech has


def _unproven(brief: Brief, sentences: Iterator[str]) -> list[tuple[str, list[str]]]:
    found = []
    for frame in dict.fromkeys(sentences):
        text = render(f"{frame}。", brief).text
        report = check_numbers(text, brief)
        wrong = [f"{finding.text} {finding.verdict} {finding.message}" for finding in report.findings if finding.verdict not in GOOD]
        # 持平 and a name without a number leave nothing to judge.
        if wrong or ("{{" in frame and not report.findings and "持平" not in text and any(sign.isdigit() for sign in text)):
            found.append((text, wrong))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("path", LAW)
def test_every_rendered_slot_is_proven(path: Path) -> None:
    brief = load_brief(path)
    assert _unproven(brief, frames(brief)) == []


@pytest.mark.slow
@pytest.mark.parametrize("path", BRIEFS, ids=lambda path: path.stem)
def test_every_rendered_slot_is_proven_with_its_period_said(path: Path) -> None:
    brief = load_brief(path)
    dated = (
        f"{{{{{row}.period}}}}，{frame}"
        for frame in frames(brief)
        if frame.startswith("{{") and available(brief, f"{(row := frame[2:].partition('.')[0])}.period")
        if "目标" not in frame and "need_per_month" not in frame
    )
    assert _unproven(brief, dated) == []


@pytest.mark.parametrize("path", BRIEFS, ids=lambda path: path.stem)
def test_the_users_own_words_are_proven(path: Path) -> None:
    brief = load_brief(path)
    assert _unproven(brief, own_frames(brief)) == []
