"""Bind: any audited text back into slots, the inverse of render.

Sentences the audit still binds to another cell are listed in ``data/bind_doubts.jsonl``: each pattern is left out of the laws,
and its example is a known failure.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from slot_frames import frames, own_frames

from assistant import check_numbers, draft_speech
from assistant.audit.report import GOOD
from assistant.brief import Brief, load_brief
from assistant.slots import available, bind, canonical, render

TESTS = Path(__file__).parent
ROOT = TESTS.parent
AUDIT = TESTS / "data" / "audit"
BENCHMARK = ROOT / "benchmarks" / "audit"
BRIEFS = [
    *sorted((ROOT / "examples").glob("*.yaml")),
    *sorted((TESTS / "data" / "briefs").glob("*.yaml")),
    *sorted((BENCHMARK / "briefs").glob("*.yaml")),
]
SPEECHES = sorted((BENCHMARK / "speeches").glob("*.txt"))
# Least share of the judged figures of a speech that somebody else wrote which become slots.
LEAST = 0.8


def _lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (TESTS / "data" / name).read_text("utf-8").splitlines()]


DOUBTS = _lines("bind_doubts.jsonl")


@cache
def brief_of(path: Path) -> Brief:
    return load_brief(path)


def county() -> Brief:
    return brief_of(AUDIT / "county.yaml")


@cache
def sentences_of(path: Path) -> tuple[str, ...]:
    """Sentences in slot form, each with and without its period said."""
    brief = brief_of(path)
    plain = [*frames(brief), *own_frames(brief)]
    dated = [
        f"{{{{{row}.period}}}}，{frame}"
        for frame in plain
        if frame.startswith("{{") and available(brief, f"{(row := frame[2:].partition('.')[0])}.period")
        if not any(word in frame for word in ("目标", "need_per_month"))
    ]
    doubts = [re.compile(doubt["pattern"]) for doubt in DOUBTS if doubt["brief"] == path.stem]
    sentences = dict.fromkeys(f"{frame}。" for frame in (*plain, *dated) if frame)
    return tuple(sentence for sentence in sentences if not any(doubt.search(sentence) for doubt in doubts))


def lawful(slots: str, brief: Brief, counts: dict[str, int] | None = None) -> list[str]:
    """Return what breaks a law for one slot text."""
    text = render(slots, brief, counts).text
    bound = bind(text, brief)
    again = render(bound.slots, brief).text
    broken = [f"does not render to the text again: {text}"] if again != text else []
    broken += [f"{bound.slots} is not {wanted}"] if bound.slots != (wanted := canonical(slots, brief, counts)) else []
    broken += [f"{wanted} is not canonical"] if canonical(wanted, brief) != wanted else []
    broken += [f"{bound} is not what binding again gives"] if bind(again, brief) != bound else []
    return broken


def unproven(text: str, brief: Brief) -> list[str]:
    return [f"{finding.text}: {finding.message}" for finding in check_numbers(text, brief).findings if finding.verdict not in GOOD]


# --- the laws


@pytest.mark.slow
@pytest.mark.parametrize("path", BRIEFS, ids=lambda path: path.stem)
@settings(max_examples=8)
@given(data=st.data())
def test_the_laws_hold_for_sentences(path: Path, data: st.DataObject) -> None:
    brief = brief_of(path)
    text = data.draw(st.lists(st.sampled_from(sentences_of(path)), min_size=1, max_size=2, unique=True).map("\n".join))
    assert lawful(text, brief) == []


@pytest.mark.slow
@pytest.mark.parametrize("path", BRIEFS, ids=lambda path: path.stem)
def test_the_laws_hold_for_every_sentence(path: Path) -> None:
    brief = brief_of(path)
    broken = {sentence: lawful(sentence, brief) + unproven(render(sentence, brief).text, brief) for sentence in sentences_of(path)}
    assert {sentence: found for sentence, found in broken.items() if found} == {}


@pytest.mark.parametrize("doubt", [pytest.param(row, id=row["slots"], marks=pytest.mark.xfail(reason=row["why"])) for row in DOUBTS])
def test_doubtful_sentences(doubt: dict[str, Any]) -> None:
    brief = brief_of(next(path for path in BRIEFS if path.stem == doubt["brief"]))
    assert lawful(doubt["slots"], brief) + unproven(render(doubt["slots"], brief).text, brief) == []


@pytest.mark.slow
@pytest.mark.parametrize("path", [ROOT / "examples" / "brief.yaml", BENCHMARK / "briefs" / "b2.yaml"], ids=lambda path: path.stem)
def test_the_laws_hold_for_a_draft(path: Path) -> None:
    draft = draft_speech(brief_of(path), seed=3)
    assert lawful(draft.slots, draft.brief, dict(draft.state.counts)) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, 1, 2, 7])
@pytest.mark.parametrize("path", BRIEFS, ids=lambda path: path.stem)
def test_the_laws_hold_for_drafts(path: Path, seed: int) -> None:
    draft = draft_speech(brief_of(path), seed=seed)
    assert lawful(draft.slots, draft.brief, dict(draft.state.counts)) == []
    assert unproven(draft.text, draft.brief) == []


# Pieces that make, break or feign figures, clauses and slots.
PIECES = (
    *(
        "规上工业总产值",
        "工业投资",
        "418.5亿元",
        "96.4",
        "亿元",
        "同比",
        "增长",
        "7.6%",
        "同比增长7.6%",
        "增长11.5%",
        "比年初增长10.2%",
        "同",
        "占",
    ),
    *(
        "列全市8个县（市、区）第4位，前移2位",
        "第4位",
        "前移2位",
        "1—10月",
        "10月末",
        "2026年",
        "2026年11月18日",
        "近60户",
        "13户",
        "三成",
        "（",
    ),
    *("{", "}", "{{", "}}", "{{f01}}", "\n", "。", "，", "、", "分别", "约", "以上", "\u2028", "\r", "\0", "𠀀", "８.1%"),
)


@pytest.mark.slow
@settings(max_examples=100)
@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=12).map("".join)))
@example("同比{418.5亿元}")
@example("规上工业总产值同{{f16.yoy}}")
def test_any_text_comes_back(text: str) -> None:
    bound = bind(text, county())
    at = 0
    for span in bound.bound:
        assert at <= span.start < span.end <= len(text)
        at = span.end
    if "{{" in text or "}}" in text:
        assert bound.slots == text
        assert bound.bound == ()
    else:
        assert render(bound.slots, county()).text == text


@pytest.mark.slow
@given(
    st.text(
        st.characters(
            codec="utf-8", exclude_categories=("N",), exclude_characters="一二两三四五六七八九十百千万亿半零〇几初末底今明去上下全首"
        ),
        max_size=60,
    )
)
def test_a_text_without_figures_stays(text: str) -> None:
    assert bind(text, county()).slots == text
    assert bind(text, county()).unbound == ()


# --- single texts


@pytest.mark.parametrize("row", [pytest.param(row, id=row["text"]) for row in _lines("bind.jsonl")])
def test_bound_text(row: dict[str, Any]) -> None:
    bound = bind(row["text"], county())
    assert bound.slots == row["slots"]
    assert [finding.text for finding in bound.unbound] == row.get("unbound", [])


@pytest.mark.parametrize(
    ("slots", "reads"),
    [
        ("{{f01.name}}{{f01}}，{{f01.yoy}}", "规上工业总产值{{f01}}，{{f01.yoy}}"),
        ("{{f02.yoy:rate}}是{{f02.name}}的增速", "{{f02}}是规上工业增加值的增速"),
        ("{{f01.name}}{{f01.value}}", "规上工业总产值{{f01}}"),
        ("技改投资{{d:diff(f05.yoy, f04.yoy):clause}}", "技改投资{{d:diff(f05.yoy,f04.yoy):clause}}"),
        ("技改投资与工业投资增速相差{{d:diff(f05.yoy,f04.yoy)}}", "技改投资与工业投资增速相差{{d:diff(f04.yoy,f05.yoy)}}"),
        ("{{f11.name}}、{{f12.name}}合计{{d:sum(f12,f11)}}", "绿色食品产业产值、新型材料产业产值合计{{d:sum(f11,f12)}}"),
        ("{{f02.name}}{{f02.vs:全市平均}}", "规上工业增加值{{f02.vs}}"),
        ("{{f02.name}}{{f02.vs:全省平均}}", "规上工业增加值{{f02.vs:全省平均}}"),
        ("{{f02.name}}比前三季度提高{{d:point_change(f02)}}", "规上工业增加值{{f02.change}}"),
        ("{{f01.period}}，{{f01.name}}{{f01}}", "{{period}}，规上工业总产值{{f01}}"),
        ("{{f17.name}}未开工{{d:minus(f17,f17.also:已开工项目)}}", "亿元以上工业项目{{f17.also:未开工项目}}"),
        ("讲{{n:points}}点意见", "讲三点意见"),
    ],
)
def test_canonical(slots: str, reads: str) -> None:
    assert canonical(slots, county(), {"points": 3}) == reads


def test_a_wrong_figure_stays_and_is_listed() -> None:
    brief = brief_of(AUDIT / "county.yaml")
    text = render("{{f01.name}}{{f01}}，{{f01.yoy}}；{{f04.name}}{{f04}}，{{f04.yoy}}。", brief).text
    edited = text.replace("增长11.5%", "增长12.5%")
    bound = bind(edited, brief)
    assert bound.slots == "规上工业总产值{{f01}}，{{f01.yoy}}；工业投资{{f04}}，增长12.5%。"
    assert [(finding.text, finding.verdict) for finding in bound.unbound] == [("12.5%", "contradicted")]
    assert edited[bound.bound[1].start : bound.bound[1].end] == "同比增长7.6%"
    assert bound.bound[1].facts == ("f01.yoy",)


def test_last_months_speech_is_told_with_this_months_table() -> None:
    row = {"indicator": "规上工业总产值", "unit": "亿元", "value": "418.5", "yoy": "7.6", "period": "2026年1—10月"}
    meeting = {"type": "调度会", "date": "2026-11-18"}
    last = Brief.of({"region": "霁川县", "meeting": meeting, "period": "2026年1—10月", "figures": [row]})
    now = Brief.of(
        {
            "region": "霁川县",
            "meeting": meeting | {"date": "2026-12-16"},
            "period": "2026年1—11月",
            "figures": [row | {"value": "459.8", "yoy": "-0.4", "period": "2026年1—11月"}],
        }
    )
    told = bind("（2026年11月18日）\n1—10月，规上工业总产值418.5亿元，同比增长7.6%。产值增长7.6%，来之不易。", last)
    assert told.unbound == ()
    text = render(told.slots, now).text
    assert text == "（2026年12月16日）\n1—11月，规上工业总产值459.8亿元，同比下降0.4%。产值下降0.4%，来之不易。"
    assert check_numbers(text, now).ok


def share_bound(text: str, brief: Brief) -> float:
    """Return the share of the judged figures that become slots, once the text is found to come back whole."""
    bound = bind(text, brief)
    assert render(bound.slots, brief).text == text
    assert canonical(bound.slots, brief) == bound.slots
    judged = len(check_numbers(text, brief).findings)
    return (judged - len(bound.unbound)) / judged


@pytest.mark.parametrize("path", SPEECHES, ids=lambda path: path.stem)
def test_a_speech_comes_back(path: Path, record_property: Any) -> None:
    share = share_bound(path.read_text("utf-8"), brief_of(BENCHMARK / "briefs" / f"{path.stem}.yaml"))
    record_property("figures bound", f"{share:.1%}")
    assert share >= LEAST


@pytest.mark.shared
@pytest.mark.parametrize("name", ["s01", "s03", "s06"])
def test_a_reference_comes_back(name: str, shared: Path, record_property: Any) -> None:
    scenarios = shared / "scenarios"
    share = share_bound((scenarios / "references" / f"{name}.txt").read_text("utf-8"), brief_of(scenarios / "briefs" / f"{name}.json"))
    record_property("figures bound", f"{share:.1%}")
    assert share >= LEAST
