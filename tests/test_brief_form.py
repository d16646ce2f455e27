"""A brief being filled in: tables taken in and read again, rows changed by hand, a brief that comes out the same."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant import Brief, BriefError, BriefForm, load_brief, recognised_rows, sample_brief, suggested_fields
from assistant.errors import TableError
from assistant.tables import Notice
from tests.single_pages import messy

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]
MONTHLY = "指标,数值,单位,时期,同比\n规上工业总产值,312.6,亿元,2026年1—9月,8.4\n工业投资,68.5,亿元,2026年1—9月,12.1\n".encode()
FALLING = "指标,2026年1—9月,同比\n规上工业总产值（亿元）,312.6,8.4\n工业投资（亿元）,68.5,下降0.5\n".encode()
UNITLESS = "指标,2026年1—9月数值\n规上工业总产值,312.6\n工业投资,68.5\n".encode()


def figures(brief: Brief) -> list[tuple[str, str, str]]:
    return [(figure.indicator, f"{figure.value}", figure.period) for figure in brief.figures]


@pytest.mark.parametrize("name", ["brief.yaml", "brief-city.yaml"])
def test_a_brief_comes_out_of_its_form_as_it_went_in(name: str) -> None:
    brief = load_brief(ROOT / "examples" / name)
    assert BriefForm.of(brief).brief() == brief


def test_a_table_adds_its_rows_and_shows_where_they_stand() -> None:
    form = BriefForm().take("月报.csv", MONTHLY)
    brief = form.brief()
    assert figures(brief) == [("规上工业总产值", "312.6", "2026年1—9月"), ("工业投资", "68.5", "2026年1—9月")]
    assert brief.figures[0].source is not None
    assert brief.figures[0].source.place() == "月报.csv B2"


def test_what_a_file_holds_counts_not_what_its_name_says() -> None:
    assert len(BriefForm().take("月报.xlsx", MONTHLY).rows) == 2


def test_several_tables_stand_side_by_side_and_the_same_one_is_refused() -> None:
    form = BriefForm().take("月报.csv", MONTHLY)
    with pytest.raises(BriefError, match="已经读入"):
        form.take("另一个名字.csv", MONTHLY)
    both = form.take("月报.csv", "指标,数值,单位,时期\n用电量,5.8,亿千瓦时,2026年1—9月\n".encode())
    assert [table.name for table in both.tables] == ["月报.csv", "月报（2）.csv"]
    assert [row["indicator"] for row in both.forget("月报.csv").rows] == ["用电量"]


def test_what_was_told_of_a_table_goes_with_it() -> None:
    kept = BriefForm.of(BriefForm().take("9月报.xlsx", messy()).brief())
    other = Notice("另一张表里的一条说明。", "10月报.xlsx")
    again = replace(kept, notices=(*kept.notices, other)).take("9月报.xlsx", messy())
    assert len(kept.notices) > 1
    assert again.forget("9月报.xlsx").notices == (other,)


def test_tables_are_not_endless() -> None:
    form = BriefForm()
    with pytest.raises(BriefError, match="最多40张表"):
        for number in range(41):
            form = form.take("月报.csv", MONTHLY + b"\n" * number)


def test_a_pasted_table_is_read() -> None:
    form = BriefForm().paste("指标\t数值\t单位\n工业投资\t68.5\t亿元")
    assert figures(form.brief()) == [("工业投资", "68.5", "")]
    with pytest.raises(TableError):
        form.paste("   ")


def test_a_brief_file_takes_the_place_of_the_fields_and_keeps_the_tables() -> None:
    form = BriefForm().take("月报.csv", MONTHLY).take("任务单.yaml", "region: 云岭县\npriorities: [抓稳产]\n".encode())
    assert form.brief().region == "云岭县"
    assert len(form.brief().figures) == 2


def test_a_path_in_an_uploaded_brief_is_never_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_bytes(MONTHLY)
    form = BriefForm().take("任务单.yaml", f"region: 云岭县\nfigures: {secret}\n".encode())
    assert form.rows == ()
    assert "secret.csv”要一起上传" in form.notices[0].text
    assert str(tmp_path) not in form.notices[0].text
    assert form.take("secret.csv", MONTHLY).notices == ()


def test_a_brief_and_the_table_it_names_come_together() -> None:
    folder = ROOT / "examples"
    whole = load_brief(folder / "brief-city.yaml")
    form = BriefForm().take("figures-city.xlsx", (folder / "figures-city.xlsx").read_bytes())
    form = form.take("brief-city.yaml", (folder / "brief-city.yaml").read_bytes())
    assert form.brief() == whole
    assert len(form.tables) == 1
    with pytest.raises(BriefError, match=r"数据表“figures-city\.xlsx”要一起上传"):
        BriefForm().take("brief-city.yaml", (folder / "brief-city.yaml").read_bytes())


def test_a_wrong_brief_file_is_refused_with_its_name() -> None:
    with pytest.raises(BriefError, match=r"任务单\.yaml.*regoin"):
        BriefForm().take("任务单.yaml", b"regoin: x\npriorities: [a]")


def test_a_cell_changed_by_hand_no_longer_stands_in_the_table() -> None:
    form = BriefForm().take("月报.csv", MONTHLY).edit(0, {"value": "313.0", "note": "初步核算"})
    figure = form.brief().figures[0]
    assert (f"{figure.value}", figure.note) == ("313.0", "初步核算")
    assert figure.source is not None
    assert figure.source.place() == ""
    assert figure.source.place("yoy") == "月报.csv E2"
    assert form.edit(0, {"yoy": ""}).brief().figures[0].yoy is None


def test_an_answer_is_remembered_and_the_table_read_again(tmp_path: Path) -> None:
    answers = tmp_path / "answers.yaml"
    form = BriefForm().take("月报.csv", UNITLESS, answers=answers)
    question = next(question for question in form.asked if question.field == "unit")
    unit = question.alternatives[0].value
    answered = form.answer({question: unit}, answers=answers)
    assert question not in answered.asked
    assert unit in {figure.unit for figure in answered.brief().figures}
    assert question not in BriefForm().take("下月.csv", UNITLESS, answers=answers).asked


def test_reading_again_leaves_what_was_changed_and_brings_nothing_back(tmp_path: Path) -> None:
    answers = tmp_path / "answers.yaml"
    table = UNITLESS + "用电量,5.8\n".encode()
    form = BriefForm().take("月报.csv", table, answers=answers)
    form = form.edit(0, {"value": "400", "unit": "亿元"})
    wanted = [index for index, row in enumerate(form.rows) if row["indicator"] == "用电量"]
    form = form.drop(wanted)
    given = {question: question.alternatives[0].value for question in form.asked}
    names = [(row["indicator"], str(row["value"])) for row in form.answer(given, answers=answers).rows]
    assert ("规上工业总产值", "400") in names
    assert "用电量" not in dict(names)
    assert len(names) == len(set(names)) == 2


def test_a_wrong_answer_is_refused(tmp_path: Path) -> None:
    form = BriefForm().take("月报.csv", UNITLESS)
    with pytest.raises(TableError, match="不在可选的回答之列"):
        form.answer({form.asked[0]: "胡说"}, answers=tmp_path / "answers.yaml")


def test_rows_keep_the_ids_problems_point_to() -> None:
    form = BriefForm().take("月报.csv", MONTHLY)
    brief = form.brief()
    pinned = form.named(brief).fill(problems=[{"text": "投资偏慢", "figures": [brief.figures[1].id]}], period="2026年1—10月")
    changed = pinned.edit(1, {"indicator": "工业固定资产投资"}).brief()
    assert changed.problems[0].figures == (changed.figures[1].id,)


def test_another_reporting_period_moves_no_row() -> None:
    form = BriefForm.of(sample_brief()).fill(period="2026年1—9月")
    assert form.brief().figures[0].period == sample_brief().figures[0].period


def test_what_is_wrong_is_told_with_its_place() -> None:
    form = BriefForm.of(sample_brief()).fill(meeting={"date": "明天"}).edit(0, {"value": "很多"})
    with pytest.raises(BriefError) as caught:
        form.brief()
    places = [trouble.place for trouble in caught.value.troubles]
    assert "meeting.date" in places
    assert any(place.startswith("figures[0]") for place in places)


def test_rows_show_what_they_were_recognised_as() -> None:
    form = (
        BriefForm()
        .take("月报.csv", MONTHLY + "云岭特色产业产值,3.1,亿元,2026年1—9月,2.0\n".encode())
        .add({"indicator": "新指标甲", "value": "3"})
    )
    brief = form.brief()
    known = recognised_rows(form, brief)
    assert [(row.indicator, row.known, row.place) for row in known if row] == [
        ("规上工业总产值", True, "月报.csv B2"),
        ("工业投资", True, "月报.csv B3"),
        ("云岭特色产业产值", False, "月报.csv B4"),
        ("新指标甲", False, ""),
    ]
    longer = form.add({"indicator": "还没有填"})
    assert recognised_rows(longer, brief)[-1] is None


@pytest.mark.parametrize(
    ("rows", "fields", "said"),
    [
        ([{"scope": "云岭县", "period": "2026年1—9月"}], {}, {"region": "云岭县", "period": "2026年1—9月"}),
        ([{"scope": "云岭县", "period": "2026年1—9月"}], {"region": "栖云县"}, {"period": "2026年1—9月"}),
        ([{"scope": "全县", "period": "1—9月"}], {}, {}),
        ([{"scope": "装备制造业"}], {"period": "2026年"}, {}),
        ([{"scope": "云岭县"}, {"scope": "栖云县"}], {"period": "2026年"}, {}),
    ],
)
def test_region_and_period_are_only_offered(rows: list[dict[str, str]], fields: dict[str, str], said: dict[str, str]) -> None:
    brief = Brief.of({"figures": [{"indicator": "工业投资", "value": "3", "unit": "亿元", **row} for row in rows], **fields})
    assert suggested_fields(brief) == said
    assert brief.region == fields.get("region", "")


def test_nothing_yet_is_empty() -> None:
    assert BriefForm().empty
    assert not BriefForm().add({"indicator": "工业投资", "value": "3"}).empty
