"""The page of the material: every way of handing in, every field, every question, next month; and whatever is typed does no harm."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant import BriefForm, Library, sample_brief
from desk import labels, places, state, terms
from desk.brief.figures import with_edits
from tests.single_pages import ANY_EVIL, choose, field, messy, open_page, press, run, told, upload, workbook

pytestmark = pytest.mark.slow

PLAIN = "指标,数值,单位,时期,同比\n规上工业总产值,312.6,亿元,2026年1—9月,8.4\n工业投资,68.5,亿元,2026年1—9月,12.1\n".encode()
PARTS = ("figures", "meeting", "priorities", "problems", "projects", "known", "next")


@pytest.fixture
def page(home: Path) -> AppTest:
    (home / "table_answers.yaml").unlink(missing_ok=True)
    return open_page("brief.material")


@pytest.fixture
def sample(page: AppTest) -> AppTest:
    return press(page, labels.SAMPLE)


def brief_of(at: AppTest):
    return at.session_state[state.BRIEF]


def test_an_empty_page_says_how_to_begin(page: AppTest) -> None:
    assert terms.BEGIN in told(page)
    assert not page.error
    for part in PARTS:
        assert not choose(page, part).error


def test_the_sample_is_shown_in_every_part_and_kept(sample: AppTest) -> None:
    assert brief_of(sample) == sample_brief()
    assert sample.query_params.keys() == {"brief"}
    assert "已保存" in told(sample)
    for part in PARTS:
        assert not choose(sample, part).error
    with Library.open() as library:
        assert library.load_brief(sample.query_params["brief"]) == sample_brief()


def test_several_tables_are_read_and_one_that_is_no_table_is_told(page: AppTest) -> None:
    more = "指标,数值,单位,时期\n用电量,5.8,亿千瓦时,2026年1—9月\n".encode()
    at = upload(page, terms.UPLOAD, ("月报.xlsx", PLAIN), ("图.xlsx", b"\x89PNG\r\n\x1a\n\0"), ("用电.csv", more))
    assert len(brief_of(at).figures) == 3
    assert "图.xlsx：内容不是数据表" in told(at)
    assert "月报.xlsx，读出2行" in told(at)
    at = press(at, terms.FORGET)
    assert [figure.indicator for figure in brief_of(at).figures] == ["用电量"]


def test_too_many_files_at_once_are_told(page: AppTest) -> None:
    at = upload(page, terms.UPLOAD, *((f"{number}.csv", PLAIN + b"\n" * number) for number in range(25)))
    assert "最多20个文件" in told(at)


def test_a_pasted_table_is_read_and_nonsense_is_told(page: AppTest) -> None:
    field(page.text_area, terms.PASTE_HERE).set_value("指标\t数值\t单位\n工业投资\t68.5\t亿元")
    at = press(page, terms.TAKE_PASTED)
    assert [figure.indicator for figure in brief_of(at).figures] == ["工业投资"]
    at = press(at, terms.TAKE_PASTED)
    assert "没有内容" in told(at)


def test_a_brief_file_fills_the_fields_and_a_wrong_one_is_told(page: AppTest) -> None:
    at = upload(page, terms.UPLOAD, ("任务单.yaml", "region: 云岭县\npriorities: [抓稳产]\n".encode()))
    assert brief_of(at).region == "云岭县"
    at = upload(at, terms.UPLOAD, ("坏.yaml", b"regoin: x"))
    assert "regoin" in told(at)
    assert brief_of(at).region == "云岭县"


def test_the_questions_of_a_messy_table_are_answered_in_one_list(page: AppTest) -> None:
    at = upload(page, terms.UPLOAD, ("9月报.xlsx", messy()))
    assert "单位" in at.radio[0].label
    at = press(at, terms.RECORD)
    assert terms.CHOOSE_FIRST in told(at)
    at.radio[0].set_value(at.radio[0].options[0] if at.radio[0].options[0] == "亿元" else "亿元")
    at = press(at, terms.RECORD)
    assert not at.radio
    units = {figure.indicator: figure.unit for figure in brief_of(at).figures}
    assert units["规上工业总产值"] == "亿元"
    assert units["规上工业企业数"] == "户"
    at = press(at, terms.CLEAR)
    at = upload(at, terms.UPLOAD, ("10月报.xlsx", messy(10, 30)))
    assert not at.radio


def test_region_and_period_are_offered_as_the_table_says_them(page: AppTest) -> None:
    at = upload(page, terms.UPLOAD, ("9月报.xlsx", messy()))
    assert "地区“云岭县”、时期“2026年1—9月”" in told(at)
    at = press(at, terms.TAKE_SUGGESTION)
    assert (brief_of(at).region, brief_of(at).period) == ("云岭县", "2026年1—9月")
    assert terms.TAKE_SUGGESTION not in [button.label for button in at.button]


def test_answers_about_a_table_that_is_no_longer_at_hand_wait_for_it(page: AppTest) -> None:
    at = upload(page, terms.UPLOAD, ("9月报.xlsx", messy()))
    kept = open_page("brief.material", **{state.STARTED: True, state.BRIEF: brief_of(at)})
    kept.radio[0].set_value("亿元")
    kept = press(kept, terms.RECORD)
    assert terms.HAND_IN_AGAIN in told(kept)
    kept = press(kept, terms.CLEAR)
    kept = upload(kept, terms.UPLOAD, ("9月报.xlsx", messy()))
    assert not kept.radio


def test_what_is_typed_into_the_form_is_in_the_brief_at_once(sample: AppTest) -> None:
    at = choose(sample, "meeting")
    field(at.text_input, terms.MEETING_NAME).set_value("全县三季度工业经济调度会")
    field(at.text_area, terms.AUDIENCE).set_value("各乡镇\n\n 县直部门 ")
    at = run(at)
    assert brief_of(at).meeting.name == "全县三季度工业经济调度会"
    assert brief_of(at).audience == ("各乡镇", "县直部门")
    field(at.number_input, terms.LEAST).set_value(3000)
    at = run(at)
    assert brief_of(at).length == (2800, 3000)
    field(at.number_input, terms.MOST).set_value(0)
    at = run(at)
    assert brief_of(at).length is None
    field(at.date_input, terms.MEETING_DATE).set_value(None)
    assert brief_of(run(at)).meeting.date is None


def test_priorities_are_added_ordered_changed_and_taken_away(sample: AppTest) -> None:
    at = choose(sample, "priorities")
    at = press(at, terms.DOWN)
    assert [one.title for one in brief_of(at).priorities][:2] == ["推动建材转型", "稳住重点企业"]
    at = press(at, terms.REMOVE)
    assert brief_of(at).priorities[0].title == "稳住重点企业"
    at = press(at, terms.ADD_PRIORITY)
    assert not at.error
    assert len(brief_of(at).priorities) == 4
    field(at.text_input, terms.TASK_TITLE, 4).set_value("守住安全底线")
    field(at.text_area, terms.POINTS, 4).set_value("逐户排查\n限期整改")
    at = run(at)
    assert brief_of(at).priorities[4].points == ("逐户排查", "限期整改")


def test_a_priority_goes_on_answering_its_problem_when_problems_move(sample: AppTest) -> None:
    def answered(at: AppTest) -> dict[str, str]:
        texts = {one.id: one.text for one in brief_of(at).problems}
        return {one.title: texts.get(one.problem, "") for one in brief_of(at).priorities}

    before = answered(sample)
    at = press(choose(sample, "problems"), terms.DOWN)
    assert answered(at) == before
    at = press(at, terms.REMOVE)
    gone = sample_brief().problems[1].text
    assert answered(at) == {title: "" if text == gone else text for title, text in before.items()}


def test_what_is_wrong_is_told_at_its_field_and_the_last_good_brief_stays(sample: AppTest) -> None:
    at = choose(sample, "priorities")
    field(at.text_input, terms.TASK_TITLE).set_value("")
    at = run(at)
    assert "不能空" in at.error[0].value
    assert "有1处要改" in told(at)
    assert brief_of(at) == sample_brief()
    at = choose(at, "meeting")
    assert "重点工作第1项" in told(at)
    at = press(choose(at, "priorities"), terms.REMOVE)
    assert not at.error
    assert len(brief_of(at).priorities) == 4


def test_a_vouched_number_needs_its_source(sample: AppTest) -> None:
    at = press(choose(sample, "known"), terms.ADD_KNOWN)
    field(at.text_input, "带数字的话").set_value("新签约项目12个")
    at = run(at)
    assert "出处" in at.error[0].value
    field(at.text_input, "出处（文件、表格或提供人）").set_value("商务局8月5日电话")
    assert brief_of(run(at)).known[0].source == "商务局8月5日电话"


def test_doubts_about_rows_stand_under_the_table(page: AppTest) -> None:
    table = "指标,数值,单位,时期,目标,完成进度\n工业投资,68.5,亿元,2026年1—9月,95,10\n".encode()
    at = upload(page, terms.UPLOAD, ("月报.csv", table))
    assert "第1行 工业投资" in told(at)
    frame = at.dataframe[0].value
    assert frame.loc[0, "doubt"] != ""
    assert frame.loc[0, "read"] == "工业投资"
    assert frame.loc[0, "place"] == "月报.csv B2"


def test_rows_that_stand_in_two_tables_are_told_by_their_rows(page: AppTest) -> None:
    at = upload(page, terms.UPLOAD, ("月报.csv", PLAIN), ("快报.csv", PLAIN + b"\n"))
    assert "第3行 规上工业总产值：与数据第1行" in told(at)
    assert "要改" in told(at)
    at = press(at, terms.FORGET, 1)
    assert not at.error
    assert len(brief_of(at).figures) == 2


def test_a_row_is_added_and_wrong_until_it_is_filled(sample: AppTest) -> None:
    at = press(sample, terms.ADD_ROW)
    assert "第26行" in told(at)
    assert brief_of(at) == sample_brief()


def test_edits_of_the_table_are_taken_over_once() -> None:
    form = BriefForm.of(sample_brief())
    edits = {0: {"value": "150.5", "kind": "目标", "note": None, "chosen": True}, 99: {"value": "1"}}
    changed = with_edits(form, edits)
    figure = changed.brief().figures[0]
    assert (f"{figure.value}", figure.kind, figure.note) == ("150.5", "target", "")
    assert with_edits(changed, edits) is changed
    assert with_edits(form, {0: {"chosen": True}}) is form


def test_next_month_is_shown_change_by_change_before_it_is_taken(page: AppTest) -> None:
    at = upload(page, terms.UPLOAD, ("9月报.xlsx", messy()))
    at.radio[0].set_value("亿元")
    at = press(at, terms.RECORD)
    before = brief_of(at)
    at = choose(at, "next")
    at = upload(at, terms.UPLOAD_NEXT, ("10月报.xlsx", messy(10, 30)))
    assert "2026年1—10月" in told(at)
    assert "312.6亿元" in told(at)
    assert "342.6亿元" in told(at)
    assert brief_of(at) == before
    at = press(at, terms.ADOPT)
    after = brief_of(at)
    assert [figure.id for figure in after.figures] == [figure.id for figure in before.figures]
    assert after.figures[0].value == before.figures[0].value + 30


def test_next_month_needs_a_month_before_and_can_be_dropped(page: AppTest, sample: AppTest) -> None:
    assert terms.NO_LAST_MONTH in told(choose(open_page("brief.material"), "next"))
    at = upload(choose(sample, "next"), terms.UPLOAD_NEXT, ("x.csv", b"\x00\x01"), ("月报.csv", PLAIN))
    assert "x.csv" in told(at)
    field(at.text_input, terms.NEXT_PERIOD).set_value("不是时期")
    at = run(at)
    at = press(at, terms.DROP_NEXT)
    assert terms.ADOPT not in [button.label for button in at.button]


def test_a_brief_from_elsewhere_takes_the_place_of_the_form(sample: AppTest) -> None:
    other = sample_brief().__class__.of({"region": "云岭县", "priorities": ["抓稳产"]})
    sample.session_state[state.BRIEF] = other
    at = choose(run(sample), "meeting")
    assert field(at.text_input, terms.REGION).value == "云岭县"


def test_an_empty_form_begins_anew(sample: AppTest) -> None:
    at = press(sample, terms.CLEAR)
    assert brief_of(at) is None
    assert terms.BEGIN in told(at)


@pytest.mark.parametrize("text", ANY_EVIL)
@pytest.mark.parametrize(
    "part", ["meeting", *(pytest.param(part, marks=pytest.mark.slow) for part in ("priorities", "problems", "projects", "known"))]
)
def test_whatever_is_typed_does_no_harm(page: AppTest, part: str, text: str) -> None:
    at = choose(upload(page, terms.UPLOAD, ("月报.csv", PLAIN)), part)
    adding = {"priorities": terms.ADD_PRIORITY, "problems": terms.ADD_PROBLEM, "projects": terms.ADD_PROJECT, "known": terms.ADD_KNOWN}
    at = press(at, adding[part]) if part in adding else at
    for element in (*at.text_input, *at.text_area):
        element.set_value(text)
    at = run(at)
    for other in PARTS:
        at = choose(at, other)


@pytest.mark.parametrize("text", ANY_EVIL)
def test_whatever_stands_in_a_table_or_its_name_does_no_harm(page: AppTest, text: str) -> None:
    cell = text[:30_000]  # a cell of a workbook holds no more
    table = workbook(
        ("指标", "数值", "单位", "时期", "备注"), (cell, 68.5, "亿元", "2026年1—9月", cell), ("用电量", cell, cell, cell, cell)
    )
    at = upload(page, terms.UPLOAD, (f"{text[:200]}.xlsx", table), (f"{text[:200]}.yaml", text.encode()))
    field(at.text_area, terms.PASTE_HERE).set_value(f"指标\t数值\n{text}\t3\n{text}\t{text}")
    at = press(at, terms.TAKE_PASTED)
    for part in PARTS:
        at = choose(at, part)
    at = upload(at, terms.UPLOAD_NEXT, (f"{text[:200]}.xlsx", table)) if brief_of(at) else at


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("", ""),
        ("meeting.date", "会议日期："),
        ("length", "字数："),
        ("priorities[0].lead", "重点工作第1项 牵头部门："),
        ("priorities[1]", "重点工作第2项："),
        ("priorities[0].points[2]", "重点工作第1项 要点："),
        ("known[2].source", "由人担保的数第3项 出处："),
        ("figures[3]（f04 工业投资）.value", "数据第4行（f04 工业投资） 数值："),
        ("figures[3]（f04 工业投资）", "数据第4行（f04 工业投资）："),
        ("任务单.yaml meeting.date", "任务单.yaml meeting.date："),
    ],
)
def test_places_are_told_in_words(where: str, words: str) -> None:
    assert places.place(where) == words
