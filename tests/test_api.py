"""The public functions: a draft with its proof, the same for the same seed, told step by step."""

from functools import cache
from typing import Any

import pandas as pd
import pytest

import assistant
from assistant import Brief, Draft, Event, Section, draft_section, draft_speech, sample_brief
from assistant.errors import AssistantError, BriefError, DraftError
from assistant.slots import render

ROLES = {"导语", "成绩", "问题", "形势", "目标", "措施", "保障", "结尾"}
ROWS = [
    {"id": "f01", "indicator": "规上工业总产值", "value": 312.4, "unit": "亿元", "yoy": 6.3, "target": 470, "progress": 66.5},
    {"id": "f02", "indicator": "工业投资", "value": 58.2, "unit": "亿元", "yoy": -3.1},
    {"id": "f03", "indicator": "规上工业企业数", "value": 142, "unit": "户", "period": "2026年8月末"},
]
FIELDS: dict[str, Any] = {
    "region": "苍梧岭县",
    "level": "县",
    "period": "2026年1—8月",
    "meeting": {"type": "调度会", "name": "全县工业经济调度会", "date": "2026-09-15"},
    "priorities": [{"title": "扩大工业投资", "lead": "县发展改革局", "points": ["9月底前开工6个项目"]}],
}
# Nothing in it can be judged, so its audit is never clean.
WORDS_ONLY = {"region": "苍梧岭县", "priorities": ["抓好项目建设", "做好企业服务"]}


@cache
def sample(seed: int = 0) -> Draft:
    return draft_speech(sample_brief(), seed=seed)


def test_the_public_names_are_there() -> None:
    assert all(getattr(assistant, name) is not None for name in assistant.__all__)
    assert set(assistant.__all__) <= set(dir(assistant))
    with pytest.raises(AttributeError, match="no attribute 'drafts'"):
        _ = assistant.drafts


def test_the_sample_drafts_clean() -> None:
    draft = sample()
    assert draft.ok, [finding.message for finding in draft.report.findings if finding.verdict in {"unsupported", "contradicted", "unclear"}]
    assert draft.report.ok
    assert str(draft) == draft.text
    assert draft.seed == 0
    assert draft.writer == "内置写作器"
    assert draft.brief == sample_brief()


def test_the_draft_is_its_slots_rendered() -> None:
    draft = sample()
    rendered = render(draft.slots, draft.brief, dict(draft.state.counts))
    assert rendered.text == draft.text
    assert rendered.spans == draft.spans
    assert "{{" in draft.slots
    assert "{{" not in draft.text


def test_the_spans_and_findings_slice_the_text() -> None:
    draft = sample()
    for finding in draft.report.findings:
        assert draft.text[finding.start : finding.end] == finding.text
    assert all(0 <= span.start < span.end <= len(draft.text) for span in draft.spans)


@pytest.mark.slow
def test_the_same_seed_gives_the_same_speech() -> None:
    again = draft_speech(sample_brief(), seed=0)
    assert again.text == sample().text
    assert again.slots == sample().slots
    assert sample(1).text != sample().text


def test_exemplars_were_looked_at() -> None:
    draft = sample()
    assert draft.exemplars
    assert len(set(draft.exemplars)) == len(draft.exemplars)


def test_sections_are_the_speech_in_order() -> None:
    draft = sample()
    at = 0
    for section in draft.sections:
        assert section.role in ROLES
        found = draft.text.find(section.text, at)
        assert found >= 0, section.text
        assert section.text.startswith(section.heading)
        at = found + len(section.text)
    assert draft.text[at:].strip() == ""
    assert "".join(section.text for section in draft.sections)[-20:] == draft.text.replace("\n", "")[-20:]


def test_sections_carry_an_audit_of_their_own() -> None:
    for section in sample().sections:
        for finding in section.report.findings:
            assert section.text[finding.start : finding.end] == finding.text
            assert finding.verdict in {"supported", "derived", "known"}, finding.message


def test_html_marks_every_number() -> None:
    draft = sample()
    html = draft._repr_html_()
    assert html.count("<mark") == len(draft.report.findings)
    assert 'class="supported"' in html
    assert draft.text.split("\n")[0] in html
    assert "<script" not in html


def test_events_come_in_order() -> None:
    events: list[Event] = []
    draft = draft_speech(sample_brief(), seed=3, on_event=events.append)
    steps = [event.step for event in events]
    assert steps == ["brief", "exemplars", *["compose"] * steps.count("compose"), "audit", "done"]
    assert [event.section for event in events if event.step == "compose"] == [section.key for section in draft.state.sections]
    assert all(event.text for event in events)
    assert f"{len(draft.brief.figures)}行数据" in events[0].text
    assert events[-2].text == draft.report.summary()


def test_a_doubtful_brief_is_told_before_drafting() -> None:
    events: list[Event] = []
    rows = [{**ROWS[0], "progress": 90}, *ROWS[1:]]
    draft = draft_speech(figures=rows, **FIELDS, on_event=events.append)
    assert "存疑" in events[0].text
    assert [finding.rule for finding in draft.report.brief] == ["brief-progress"]


def test_strict_raises_where_the_audit_is_not_clean() -> None:
    assert not draft_speech(WORDS_ONLY).ok
    with pytest.raises(DraftError, match="没有通过核对"):
        draft_speech(WORDS_ONLY, strict=True)
    assert draft_speech(sample_brief(), strict=True).ok


@pytest.mark.parametrize("shape", [list, pd.DataFrame], ids=["rows", "frame"])
def test_rows_and_frames_draft(shape: Any) -> None:
    draft = draft_speech(figures=shape(ROWS), **FIELDS)
    assert draft.ok
    for printed in ("312.4亿元", "58.2亿元", "142户"):
        assert printed in draft.text
    assert "扩大工业投资" in draft.text


def test_rows_alone_draft() -> None:
    draft = draft_speech(ROWS)
    assert draft.ok
    assert "312.4亿元" in draft.text


def test_a_brief_may_be_a_path(tmp_path: Any) -> None:
    import json

    path = tmp_path / "brief.json"
    path.write_text(json.dumps({**FIELDS, "figures": ROWS}, ensure_ascii=False), "utf-8")
    assert draft_speech(path).text == draft_speech(figures=ROWS, **FIELDS).text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "至少要有 figures"),
        ({"region": "苍梧岭县"}, "至少要有 figures"),
        ({"figures": []}, "至少要有 figures"),
        ({"brief": ROWS, "region": "苍梧岭县"}, "既给了要点又给了"),
        ({"figures": [{"indicator": "工业投资", "valeu": 3}]}, "valeu"),
        ({"figures": [{"indicator": "工业投资", "value": "三十多"}]}, "value"),
        ({"regoin": "苍梧岭县", "priorities": ["抓项目"]}, "regoin"),
    ],
)
def test_a_bad_brief_is_one_chinese_message(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(BriefError, match=message) as caught:
        draft_speech(**arguments)
    assert isinstance(caught.value, AssistantError)
    assert str(caught.value).endswith(("。", "？"))


@pytest.mark.slow
@pytest.mark.parametrize("role", ["导语", "成绩", "问题", "目标", "措施", "结尾"])
def test_one_section_alone(role: str) -> None:
    events: list[Event] = []
    section = draft_section(sample_brief(), role=role, seed=2, on_event=events.append)
    assert isinstance(section, Section)
    assert section.role == role
    assert section.text
    assert section == draft_section(sample_brief(), role=role, seed=2)
    assert not [finding for finding in section.report.findings if finding.verdict in {"unsupported", "contradicted"}]
    assert [(event.step, event.section) for event in events] == [("audit", role)]


def test_a_section_the_brief_cannot_fill_is_refused() -> None:
    with pytest.raises(BriefError, match="写不出“尾声”；能写的有：导语、成绩"):
        draft_section(sample_brief(), role="尾声")


def test_a_draft_is_frozen() -> None:
    with pytest.raises(AttributeError):
        sample().text = ""  # type: ignore[misc]
    assert isinstance(sample().brief, Brief)
