"""Briefs: what is read from them, what is made of them, and what is told of what is wrong."""

import json
import random
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.brief import Brief, load_brief
from assistant.brief.building import BRIEF_KEYS
from assistant.brief.rows import ROW_KEYS
from assistant.errors import BriefError, TableError
from assistant.resources import bundled

DATA = Path(__file__).parent / "data"
BAD = yaml.safe_load((DATA / "bad_briefs.yaml").read_text("utf-8"))
GOOD = yaml.safe_load((DATA / "good_rows.yaml").read_text("utf-8"))

SETTING: dict[str, Any] = {
    "region": "平川县",
    "level": "县",
    "meeting": {"name": "全县工业经济调度会", "date": "2026-06-20", "place": "平川经济开发区管委会"},
    "period": "2026年1—5月",
}


@pytest.mark.parametrize("case", BAD, ids=lambda case: case["name"])
def test_bad_brief(case: dict[str, Any]) -> None:
    with pytest.raises(BriefError) as caught:
        Brief.of(case["brief"])
    message = str(caught.value)
    assert [fragment for fragment in case["says"] if fragment not in message] == []


@pytest.mark.parametrize("case", GOOD, ids=lambda case: next(iter(case["row"].values())))
def test_good_row(case: dict[str, Any]) -> None:
    figure = Brief.of(SETTING | {"figures": [case["row"]]}).figures[0]
    for key, expected in case["figure"].items():
        found: Any = getattr(figure, key)
        if key == "when":
            found = [found.year, found.first, found.last]
        elif isinstance(found, Decimal):
            found = str(found)
        assert (list(found) if isinstance(found, tuple) else found) == expected, key


def test_number_stays_as_written_through_every_door(tmp_path: Path) -> None:
    row = '{"indicator": "营业收入利润率", "value": 6.0, "unit": "%"}'
    (tmp_path / "a.json").write_text('{"figures": [' + row + "]}", "utf-8")
    (tmp_path / "a.yaml").write_text("figures:\n  - {indicator: 营业收入利润率, value: 6.0, unit: '%'}\n", "utf-8")
    (tmp_path / "a.csv").write_text("指标,数值,单位\n营业收入利润率,6.0,%\n", "utf-8")
    for name in ("a.json", "a.yaml", "a.csv"):
        assert str(load_brief(tmp_path / name).figures[0].value) == "6.0"
    assert str(Brief.of([json.loads(row)]).figures[0].value) == "6.0"


def test_binary_noise_is_rounded_away() -> None:
    figure = Brief.of([{"indicator": "工业投资", "value": 312.59999999999997, "unit": "亿元", "yoy": 0.1 + 0.2}]).figures[0]
    assert (figure.value, figure.yoy) == (Decimal("312.6"), Decimal("0.3"))


def test_brief_is_hashable_and_returned_as_it_is() -> None:
    brief = Brief.of(bundled("examples") / "brief.yaml")
    assert Brief.of(brief) is brief
    assert hash(brief) == hash(load_brief(bundled("examples") / "brief.yaml"))


def test_frame_and_rows_give_the_same_figures() -> None:
    rows = [
        {"indicator": "工业投资", "value": 25.8, "unit": "亿元", "yoy": 3.2},
        {"indicator": "工业用电量", "value": 9.75, "unit": "亿千瓦时"},
    ]
    by_rows, by_frame = Brief.of(rows), Brief.of(pandas.DataFrame(rows))
    assert [replace(figure, source=None) for figure in by_frame.figures] == list(by_rows.figures)
    chinese = pandas.DataFrame({"指标": ["工业投资"], "数值（亿元）": [25.8], "同比": [None]})
    assert Brief.of({"figures": chinese, "priorities": ["抓项目"]}).figures[0].unit == "亿元"


def test_counts_of_a_float_column_are_whole() -> None:
    frame = pandas.DataFrame({"指标": ["规上工业企业数", "工业投资"], "单位": ["户", "亿元"], "数值": [146.0, None], "同比": [None, 3.2]})
    assert str(Brief.of(frame).figures[0].value) == "146"


def test_title_and_salutation_are_derived() -> None:
    brief = Brief.of(SETTING | {"priorities": ["抓项目"]})
    assert (brief.title, brief.salutation) == ("在全县工业经济调度会上的讲话", "同志们：")
    assert Brief.of({"priorities": ["抓项目"]}).title == ""


def test_periods_of_the_brief() -> None:
    brief = Brief.of({"period": "2025年（总结）、2026年一季度（部署）", "priorities": ["抓项目"]})
    assert brief.reporting is not None and brief.planning is not None
    assert (brief.reporting.year, brief.reporting.span, brief.planning.year, brief.planning.last) == (2025, "累计", 2026, 3)


def test_length_forms() -> None:
    assert Brief.of({"priorities": ["抓项目"], "length": 2500}).length == (2500, 2500)
    assert Brief.of({"priorities": ["抓项目"], "length": [2000, 2800]}).length == (2000, 2800)
    assert Brief.of({"priorities": ["抓项目"]}).length is None


def test_share_of_is_settled() -> None:
    rows = [
        {"id": "f01", "indicator": "规上工业总产值", "value": 100, "unit": "亿元"},
        {"id": "f02", "indicator": "规上工业总产值（当月）", "value": 10, "unit": "亿元", "period": "2026年5月"},
        {"id": "f03", "indicator": "园区规上工业总产值", "value": 60, "unit": "亿元", "share": 60, "share_of": "全县"},
        {"id": "f04", "indicator": "茶产业产值", "value": 20, "unit": "亿元", "share": 20, "share_of": "规模以上工业总产值"},
        {"id": "f05", "indicator": "工业税收", "value": 2, "unit": "亿元", "share": 20, "share_of": "一般公共预算收入"},
    ]
    brief = Brief.of(SETTING | {"figures": rows})
    assert [figure.share_of for figure in brief.figures] == ["", "", "f01", "f01", "一般公共预算收入"]


@pytest.mark.parametrize(
    ("name", "scopes"),
    [
        ("全县工业园区高质量发展推进会", ("平川经济开发区", "园区", "经济开发区", "开发区", "经开区", "平川县", "全县")),
        ("城关镇工业项目推进会", ("城关镇", "平川县", "全县")),
        ("全县生物医药产业链推进会", ("生物医药产业", "平川县", "全县")),
        ("全县工业经济调度会", ("平川县", "全县")),
        ("全县主导产业发展推进会", ("平川县", "全县")),
    ],
)
def test_scope_follows_what_the_meeting_is_about(name: str, scopes: tuple[str, ...]) -> None:
    setting = SETTING | {"meeting": {"name": name, "place": "平川经济开发区管委会"}}
    figure = Brief.of(setting | {"figures": [{"indicator": "企业用工缺口", "value": 640, "unit": "人"}]}).figures[0]
    assert figure.scopes == scopes


ROWS = [
    {"indicator": "规上工业总产值", "value": 134.2, "unit": "亿元", "period": "2026年1—5月"},
    {"indicator": "规上工业总产值（当月）", "value": 27.0, "unit": "亿元", "period": "2026年5月"},
    {"indicator": "园区规上工业总产值", "value": 96.4, "unit": "亿元", "period": "2026年1—5月"},
    {"indicator": "规上工业总产值目标", "value": 320, "unit": "亿元", "period": "2026年"},
    {"indicator": "规上工业总产值目标", "value": 80, "unit": "亿元", "period": "2026年三季度"},
    {"indicator": "规上工业总产值目标", "value": 160, "unit": "亿元", "period": "2026年上半年"},
    {"indicator": "规上工业总产值", "value": 120.1, "unit": "亿元", "period": "2025年1—5月"},
    {"indicator": "工业投资", "value": 25.8, "unit": "亿元", "yoy": 3.2, "basis": "环比"},
]


def _ids(rows: list[dict[str, Any]], **setting: Any) -> dict[str, str]:
    brief = Brief.of(SETTING | setting | {"figures": rows})
    return {f"{figure.indicator} {figure.period}": figure.id for figure in brief.figures}


@given(st.randoms(use_true_random=False))
def test_made_ids_do_not_follow_the_order(order: random.Random) -> None:
    shuffled = list(ROWS)
    order.shuffle(shuffled)
    assert _ids(shuffled) == _ids(ROWS)
    assert len(set(_ids(ROWS).values())) == len(ROWS)


def test_made_ids_survive_an_inserted_row() -> None:
    assert _ids(ROWS[:1]).items() <= _ids(ROWS).items()


def test_made_ids_survive_a_new_year_and_another_meeting() -> None:
    later = [row | {"period": row["period"].replace("2026", "2027").replace("2025", "2026")} for row in ROWS if "period" in row]
    meeting = {"name": "全县工业园区推进会", "date": "2027-06-20", "place": "平川经济开发区"}
    before, after = _ids(ROWS[:-1]), _ids(later, period="2027年1—5月", meeting=meeting)
    assert list(before.values()) == list(after.values())


def test_ids_of_the_other_parts_follow_their_order() -> None:
    brief = Brief.of(
        {
            "figures": [{"indicator": "工业投资", "value": 1, "unit": "亿元"}],
            "problems": ["投资偏慢", {"text": "项目偏少", "figures": ["工业投资"]}],
            "priorities": ["抓项目", {"title": "抓投资", "problem": "项目偏少"}],
            "projects": [{"name": "甲项目"}],
            "known": [{"text": "到位资金3亿元", "source": "县投促中心"}],
        }
    )
    ids = [item.id for part in (brief.problems, brief.priorities, brief.projects, brief.known) for item in part]
    assert ids == ["m01", "m02", "p01", "p02", "j01", "k01"]
    assert brief.problems[1].figures == (brief.figures[0].id,)
    assert brief.priorities[1].problem == "m02"


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.yaml", "region: 甲\nregion: 乙\n".encode(), "“region”写了两次"),
        ("a.json", b'{"region": 1, "region": 2}', "“region”写了两次"),
        ("a.yaml", b"figures: [1, 2\nregion: x", "不是正确的 YAML"),
        ("a.json", b'{"region": ', "不是正确的 JSON"),
        ("a.yaml", b"\x00\x01\x02\xff\xfe\x00", "读不出文字"),
        ("a.yaml", b"  \n", "文件是空的"),
        ("a.yaml", "只有一句话".encode(), "分项填写"),
        ("a.yaml", b"figures:\n  - &a {indicator: !!python/object:os.system x}\n", "不是正确的 YAML"),
        ("a.pdf", b"%PDF", "不认识的文件类型"),
        ("a.xls", b"\xd0\xcf\x11\xe0", "另存为 XLSX"),
    ],
)
def test_bad_file(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(BriefError, match=says) as caught:
        load_brief(tmp_path / name)
    assert "\n" not in str(caught.value)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(BriefError, match="找不到"):
        load_brief(tmp_path / "brief.yaml")
    with pytest.raises(BriefError, match="文件夹"):
        load_brief(tmp_path)
    with pytest.raises(BriefError, match="读不了 int"):
        load_brief(3)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_brief_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "brief.yaml"
    path.write_bytes("region: 平川县\npriorities: [抓项目]\n".encode(encoding))
    assert load_brief(path).region == "平川县"


def test_figures_from_a_table_beside_the_brief(tmp_path: Path) -> None:
    (tmp_path / "数据.csv").write_text("指标,数值,单位,同比\n工业投资,25.8,亿元,快\n", "utf-8")
    (tmp_path / "brief.yaml").write_text("regoin: 平川县\nfigures: 数据.csv\n", "utf-8")
    with pytest.raises(BriefError) as caught:
        load_brief(tmp_path / "brief.yaml")
    assert "regoin" in str(caught.value) and "数据.csv 第2行D列（同比）" in str(caught.value)
    with pytest.raises(TableError, match="第2行D列"):
        load_brief(tmp_path / "数据.csv")


def test_source_of_a_table_row(tmp_path: Path) -> None:
    (tmp_path / "数据.csv").write_text("指标,数值,单位,同比\n工业投资,25.8,亿元,3.2\n", "utf-8")
    source = load_brief(tmp_path / "数据.csv").figures[0].source
    assert source is not None
    assert (source.file, dict(source.cells)["yoy"]) == ("数据.csv", "D2")


@pytest.mark.parametrize(("name", "rows"), [("brief.yaml", 25), ("brief-city.yaml", 28), ("figures-city.xlsx", 28)])
def test_examples_load(name: str, rows: int) -> None:
    brief = load_brief(bundled("examples") / name)
    assert len(brief.figures) == rows
    assert all(figure.when and figure.unit for figure in brief.figures)
    if name.endswith("yaml"):
        assert {priority.problem for priority in brief.priorities} == {problem.id for problem in brief.problems}
        assert all(priority.lead and len(priority.points) >= 2 for priority in brief.priorities)


@pytest.mark.shared
@pytest.mark.parametrize(("name", "rows"), [("s01", 27), ("s03", 24), ("s06", 22)])
def test_scenarios_load(shared: Path, name: str, rows: int) -> None:
    brief = load_brief(shared / "scenarios" / "briefs" / f"{name}.json")
    assert len(brief.figures) == rows
    assert brief.notices == ()
    assert all(figure.when for figure in brief.figures)


JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 3000)
    | st.floats()
    | st.decimals(allow_nan=True, allow_infinity=True)
    | st.dates()
    | st.text("f01亿元%近同比-—.,（）2026年月 \n", max_size=8),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["id", "name", "value", "指标", "同比", "x"]), inner, max_size=2)
    ),
    max_leaves=3,
)
ROW = st.dictionaries(st.sampled_from([*ROW_KEYS, "指标", "数值（亿元）", "全市平均"]), JUNK, max_size=6)
ANYTHING = st.fixed_dictionaries(
    {"figures": st.lists(ROW | JUNK, max_size=3) | JUNK},
    optional={key: JUNK for key in BRIEF_KEYS if key != "figures"},
)


@given(ANYTHING)
def test_whatever_is_handed_in_ends_in_a_brief_or_in_a_message(raw: dict[str, Any]) -> None:
    try:
        brief = Brief.of(raw)
    except BriefError as error:
        assert str(error).strip()
        assert all(trouble.message.endswith("。") or trouble.message.endswith("？") for trouble in error.troubles)
    else:
        assert hash(brief) is not None
