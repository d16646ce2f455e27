"""The pages beside the desk and the material: outline, charts, audit of a speech, exemplars, settings."""

import io
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant import Brief, Library, Settings, list_speeches, load_brief, outline_speech, restore_speeches, sample_brief, shown_settings
from desk import state, terms
from tests.single_pages import ANY_EVIL, field, html, messy, open_page, press, run, told, upload

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]
STARTED = {state.STARTED: True}
SPEECH = "同志们：\n今年上半年，规上工业总产值完成142.8亿元，同比增长6.5%。工业投资完成31.4亿元，同比增长9.8%。"


def with_sample(module: str, brief: Brief | None = None) -> AppTest:
    return open_page(module, **STARTED, **{state.BRIEF: brief or sample_brief()})


def word(text: str) -> bytes:
    from docx import Document

    document, stream = Document(), io.BytesIO()
    for line in text.split("\n"):
        document.add_paragraph(line)
    document.save(stream)
    return stream.getvalue()


@pytest.fixture
def unsettled(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setenv("ASSISTANT_API_KEY", "sk-geheim")
    monkeypatch.setenv("ASSISTANT_BASE_URL", "http://user:pass@192.0.2.1:8000/v1?token=abc")
    return monkeypatch


# The outline
def test_an_outline_needs_material() -> None:
    assert terms.NO_OUTLINE_BRIEF in told(open_page("outlining"))


def test_an_outline_tells_sections_figures_and_what_is_left_out() -> None:
    at = with_sample("outlining")
    outline = outline_speech(sample_brief())
    assert len(at.expander) == len(outline.sections) + 1
    assert any("稳住重点企业" in one.label for one in at.expander)
    assert any("142.8亿元" in said for section in outline.sections for said in section.said)
    assert outline.left_out[0][0] in told(at)


def test_what_is_changed_of_an_outline_changes_the_brief_and_the_outline() -> None:
    at = with_sample("outlining")
    before = [section.priority for section in outline_speech(sample_brief()).sections if section.priority]
    at = press(at, terms.DOWN)
    assert at.session_state[state.BRIEF].priorities[0].title == "推动建材转型"
    at = press(at, terms.REMOVE)
    brief = at.session_state[state.BRIEF]
    assert len(brief.priorities) == 4
    assert len([section for section in outline_speech(brief).sections if section.priority]) == len(before) - 1
    field(at.number_input, terms.MOST).set_value(2500)
    at = run(at)
    assert at.session_state[state.BRIEF].length == (2000, 2500)


def test_an_approved_outline_is_drafted() -> None:
    at = with_sample("outlining")
    next(button for button in at.button if button.label == terms.APPROVE).click()
    at.run()
    assert not at.exception
    over(at)


def over(at: AppTest) -> None:
    """Wait until the work that was begun is over."""
    job = at.session_state[state.JOB]
    assert job is not None
    for _ in job.news():
        pass
    assert job.error is None


def test_a_chosen_heading_stands_in_the_draft() -> None:
    at = with_sample("outlining", load_brief(ROOT / "examples" / "brief-city.yaml"))
    field(at.text_input, terms.part_heading("二")).set_value("把“任务”扛起来")
    at = run(at)
    next(button for button in at.button if button.label == terms.APPROVE).click()
    at.run()
    over(at)
    with Library.open() as library:
        (entry,) = library.drafts(query="把任务扛起来")
        draft = library.load(entry.id)
    assert "二、把任务扛起来" in draft.text.split("\n")
    assert draft.ok


# The charts
def test_charts_need_figures_and_say_so() -> None:
    assert terms.NO_CHART_BRIEF in told(open_page("charts"))
    bare = Brief.of([{"indicator": "工业投资", "value": "3", "unit": "亿元"}])
    assert terms.NO_CHARTS in told(with_sample("charts", bare))


def test_every_chart_is_shown_and_can_be_saved() -> None:
    at = with_sample("charts")
    assert len(at.get("arrow_vega_lite_chart") or at.get("vega_lite_chart")) == 3
    assert [button.label for button in at.get("download_button")] == [terms.SAVE_CHART] * 3
    assert at.table[0].value.iloc[0].tolist() == ["规上工业总产值", "47.6%，时间进度50.0%"]


def test_without_a_chinese_font_the_page_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desk.charts.has_chinese_font", lambda: False)
    at = with_sample("charts")
    assert "没有中文字体" in told(at)
    assert not at.get("download_button")


def evil_brief(text: str) -> Brief:
    figure = {"indicator": text, "value": "3", "unit": "亿元", "yoy": "5", "target": "9", "rank": 2, "rank_scope": text[:300], "note": text}
    return Brief.of({"region": "云岭县", "period": "2026年1—6月", "figures": [figure], "priorities": [{"title": text, "points": [text]}]})


@pytest.mark.parametrize("text", ANY_EVIL)
def test_whatever_stands_in_a_brief_its_charts_do_no_harm(text: str) -> None:
    with_sample("charts", evil_brief(text))


@pytest.mark.parametrize("text", ANY_EVIL)
def test_whatever_stands_in_a_brief_its_outline_does_no_harm(text: str) -> None:
    at = with_sample("outlining", evil_brief(text))
    for one in at.text_input:
        one.set_value(text)
    run(at)


# A speech from elsewhere
def test_a_pasted_speech_is_held_against_the_material_in_use() -> None:
    at = with_sample("auditing")
    field(at.text_area, terms.SPEECH_TEXT).set_value(SPEECH)
    at = press(run(at), terms.AUDIT_NOW)
    assert "4个数字：3个与输入一致，1个与输入矛盾" in told(at)
    assert "6.5%" in "\n".join(html(at))
    assert at.get("bidi_component")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("讲话稿.docx", word(SPEECH)),
        pytest.param("讲话稿.doc", word(SPEECH), marks=pytest.mark.slow),
        pytest.param("讲话稿.txt", SPEECH.encode("gb18030"), marks=pytest.mark.slow),
    ],
)
def test_an_uploaded_speech_is_held_against_its_own_table(name: str, data: bytes) -> None:
    at = open_page("auditing")
    at = upload(at, terms.UPLOAD_SPEECH, (name, data))
    assert "142.8亿元" in field(at.text_area, terms.SPEECH_TEXT).value
    table = "指标,数值,单位,同比\n规上工业总产值,142.8,亿元,6.5\n工业投资,31.4,亿元,9.8\n".encode()
    at = upload(at, terms.UPLOAD_BESIDE, ("上半年.csv", table))
    field(at.text_input, terms.AUDIT_PERIOD).set_value("2026年1—6月")
    at = press(run(at), terms.AUDIT_NOW)
    assert "4个数字：4个与输入一致" in told(at)
    assert "上半年.csv" in told(at)
    at = press(at, terms.FORGET_TABLES)
    assert "上半年.csv" not in told(at)


def test_doubts_about_the_table_beside_are_answered(home: Path) -> None:
    (home / "table_answers.yaml").unlink(missing_ok=True)
    at = upload(open_page("auditing"), terms.UPLOAD_BESIDE, ("9月报.xlsx", messy()))
    at.radio[1].set_value("亿元")
    at = press(at, terms.RECORD)
    field(at.text_area, terms.SPEECH_TEXT).set_value("1—9月，规上工业总产值完成312.6亿元，同比增长8.4%。")
    at = press(run(at), terms.AUDIT_NOW)
    assert "2个数字：2个与输入一致" in told(at)


def test_an_audit_without_text_or_table_says_what_is_missing() -> None:
    at = press(open_page("auditing"), terms.AUDIT_NOW)
    assert terms.NO_TEXT in told(at)
    field(at.text_area, terms.SPEECH_TEXT).set_value(SPEECH)
    at = press(run(at), terms.AUDIT_NOW)
    assert "没有内容可写" in told(at) or "没有数据" in told(at)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", b"PK\x03\x04x"),
        *(pytest.param(*file, marks=pytest.mark.slow) for file in (("a.pdf", b"%PDF-1.4 x"), ("a.txt", b"\x00\x01\xff"), ("a.md", b" "))),
    ],
)
def test_a_file_that_is_no_speech_is_told(name: str, data: bytes) -> None:
    at = upload(open_page("auditing"), terms.UPLOAD_SPEECH, (name, data))
    assert at.error


@pytest.mark.parametrize("text", ANY_EVIL)
def test_whatever_is_audited_does_no_harm(text: str) -> None:
    at = with_sample("auditing")
    field(at.text_area, terms.SPEECH_TEXT).set_value(f"{SPEECH}\n{text}。{text[:2000]}完成99.9亿元。")
    at = press(run(at), terms.AUDIT_NOW)
    upload(at, terms.UPLOAD_SPEECH, (f"{text[:200]}.txt", text.encode()))


# The exemplars
def own_speech(text: str = "") -> bytes:
    """A speech of one's own, long enough to be one."""
    lines = ["在全县工业经济调度会上的讲话", "同志们：", "今天召开全县工业经济调度会，主要任务是分析形势、部署工作。下面，我讲三点意见。"]
    lines += [
        f"{number}、抓好第{number}项重点工作。要坚持问题导向，把企业的困难摸清楚、把服务的措施落到位，不折不扣完成全年任务。"
        for number in "一二三四五六"
    ]
    return "\n".join([*lines, text]).encode()


def test_a_speech_is_added_inspected_and_taken_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ASSISTANT_CORPUS", str(tmp_path / "corpus"))
    at = upload(
        open_page("corpus"), terms.ADD_SPEECHES, ("我的稿子.txt", own_speech()), ("坏.docx", b"PK\x03\x04"), ("<script>.txt", own_speech())
    )
    assert [one.value.partition("：")[0] for one in (*at.success, *at.warning, *at.error)] == ["已加入", "重复，没有加入", "没有加入"]
    own = next(one for one in list_speeches() if one.own)
    at.radio(key=state.SPEECH).set_value(own.speech.id)
    at = run(at)
    assert "抓好第一项重点工作" in "\n".join(html(at))
    at = press(at, terms.TAKE_OUT)
    assert not any(one.own for one in list_speeches())


def test_a_bundled_speech_is_put_aside_and_brought_back(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ASSISTANT_CORPUS", str(tmp_path / "corpus"))
    at = open_page("corpus")
    assert terms.CHOOSE_SPEECH in told(at)
    at.radio(key=state.SPEECH).set_value("000")
    at = press(run(at), terms.PUT_ASIDE)
    assert not next(one for one in list_speeches() if one.speech.id == "000").used
    at = press(at, terms.BRING_BACK)
    assert all(one.used for one in list_speeches())
    restore_speeches(["000"])


def test_masking_is_shown_before_and_after() -> None:
    at = open_page("corpus")
    at.radio(key=state.SPEECH).set_value("000")
    shown = "\n".join(html(run(at)))
    assert "〔数〕" in shown
    assert terms.MASK_COLUMNS[1] in shown


def test_the_health_of_the_corpus_is_told_on_demand() -> None:
    at = open_page("corpus")
    assert "范文索引" not in told(at)
    assert "范文索引" in told(press(at, terms.CHECK_CORPUS))


@pytest.mark.parametrize("text", ANY_EVIL)
def test_whatever_stands_in_an_exemplar_or_its_name_does_no_harm(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str) -> None:
    monkeypatch.setenv("ASSISTANT_CORPUS", str(tmp_path / "corpus"))
    at = upload(open_page("corpus"), terms.ADD_SPEECHES, (f"{text[:200]}.txt", own_speech(text)))
    for one in [one for one in list_speeches() if one.own]:
        at.radio(key=state.SPEECH).set_value(one.speech.id)
        at = run(at)


# The settings
def test_no_secret_is_shown(unsettled: pytest.MonkeyPatch) -> None:
    shown = told(open_page("configured"))
    assert "ASSISTANT_API_KEY" in shown
    for secret in ("geheim", "user", "pass@", "abc"):
        assert secret not in shown
    assert "http://192.0.2.1:8000/v1" in shown


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("ASSISTANT_API_KEY", "geheim"),
        ("ASSISTANT_EMBEDDING_API_KEY", "geheim"),
        ("ASSISTANT_CHROMA_TOKEN", "geheim"),
        ("ASSISTANT_DATABASE_URL", "postgresql://geheim:geheim@geheim/geheim"),
        ("ASSISTANT_BASE_URL", "https://geheim:geheim@host/v1?key=geheim#geheim"),
        ("ASSISTANT_EMBEDDING_BASE_URL", "https://a@geheim:geheim@host/v1"),
        ("ASSISTANT_CHROMA_URL", "http://geheim@host:8000"),
    ],
)
def test_a_secret_is_told_only_as_set(variable: str, value: str) -> None:
    shown = shown_settings(Settings.from_env({variable: value}))
    assert "geheim" not in str(shown)
    assert dict((name, told) for name, _, told in shown)[variable] != "未设置"


def test_what_works_is_told_on_demand() -> None:
    at = open_page("configured")
    assert "✓ 正常" not in told(at)
    at = press(at, terms.EXAMINE)
    assert "✓ 正常" in told(at)


def test_a_wrong_setting_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_TIMEOUT", "bald")
    at = AppTest.from_string("from desk import configured, guard\nwith guard.calm():\n    configured.show()", default_timeout=30)
    assert "ASSISTANT_TIMEOUT" in told(run(at))
