"""Next month's table: rows are found again by what they are about, and nothing is bound by accident."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.brief import Brief
from assistant.errors import BriefError

DATA = Path(__file__).parent / "data"
CASES = yaml.safe_load((DATA / "updates.yaml").read_text("utf-8"))
BRIEFS = [*sorted((DATA.parents[1] / "examples").glob("*.yaml")), *sorted((DATA / "briefs").glob("**/*.yaml"))]
SOUND = [path for path in BRIEFS if "\nfigures:" in path.read_text("utf-8")]


def _old(case: dict[str, Any]) -> Brief:
    frame = {"region": "云岭县", "level": "县", "period": "2026年1—9月（总结）、2026年四季度（部署）"}
    return Brief.of({**frame, **case.get("brief", {}), "figures": case["old"]})


def _told(case: dict[str, Any]) -> list[str]:
    done = _old(case).update(case["new"], period=case.get("period"), rows=case.get("rows"))
    return sorted(f"{change.kind} {change.was or change.indicator}" for change in done.changes)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_what_became_of_each_row(case: dict[str, Any]) -> None:
    assert _told(case) == sorted(case["changes"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_the_order_of_either_table_changes_nothing(case: dict[str, Any]) -> None:
    turned = {**case, "old": case["old"][::-1], "new": case["new"][::-1]}
    assert _told(turned) == _told(case)


@pytest.mark.parametrize("path", SOUND, ids=lambda path: path.stem)
def test_the_same_table_changes_nothing(path: Path) -> None:
    brief = Brief.of(path)
    figures = yaml.safe_load(path.read_text("utf-8"))["figures"]
    done = brief.update(path.parent / figures if isinstance(figures, str) else figures)
    assert (done.changes, done.questions, done.remarks) == ((), (), ())
    assert done.matched == len(brief.figures) > 0
    assert replace(done.brief, notices=()) == replace(brief, notices=())


INDICATORS = ("规上工业总产值", "工业投资", "工业用电量", "规上工业利润总额", "茶叶产量", "工业投资（当月）", "规上工业增加值增速")
ALIASES = {"规上工业总产值": "规模以上工业总产值", "规上工业利润总额": "规模以上工业利润总额"}
SCOPES = ("", "园区", "城关镇", "河口镇")


def _row(indicator: str, scope: str, value: int, month: int) -> dict[str, Any]:
    period = f"2026年{month}月" if "当月" in indicator else f"2026年1—{month}月"
    unit = "%" if indicator.endswith("增速") else "亿元"
    return {"indicator": indicator, "scope": scope, "value": Decimal(value) / 10, "unit": unit, "period": period}


@st.composite
def _months(draw: Any) -> tuple[list[Any], list[Any], list[Any]]:
    """Rows of September and of October, some in only one of them, and October once more in another order and wording."""
    keys = [(indicator, scope) for indicator in INDICATORS for scope in SCOPES]
    old, new = (draw(st.lists(st.sampled_from(keys), min_size=1, max_size=12, unique=True)) for _ in "ab")
    september = [_row(*key, draw(st.integers(1, 999)), 9) for key in old]
    october = [_row(*key, draw(st.integers(1, 999)), 10) for key in new]
    turned = [{**row, "indicator": ALIASES.get(row["indicator"], row["indicator"])} for row in draw(st.permutations(october))]
    return september, october, turned


@settings(max_examples=40)
@given(_months())
def test_order_and_alias_change_no_fact(months: tuple[list[Any], list[Any], list[Any]]) -> None:
    september, october, turned = months
    old = Brief.of({"region": "云岭县", "period": "2026年1—9月", "figures": september})
    one, other = old.update(october), old.update(turned)
    assert _facts(one.brief) == _facts(other.brief)
    assert {(change.row, change.kind) for change in one.changes if change.kind != "renamed"} >= {
        (change.row, change.kind) for change in other.changes if change.kind not in {"renamed", "changed"}
    }
    _check_ids(old, one.brief, october)


def _facts(brief: Brief) -> set[tuple[Any, ...]]:
    return {(figure.id, figure.canonical, figure.scope, figure.value, figure.when, figure.span) for figure in brief.figures}


def _check_ids(old: Brief, brief: Brief, october: list[Any]) -> None:
    """An id that both months have means the same thing in both; no row of the table is lost, and its value is its own."""
    before = {figure.id: figure for figure in old.figures}
    assert sorted(figure.value for figure in brief.figures if figure.value is not None) == sorted(row["value"] for row in october)
    for figure in brief.figures:
        if (was := before.get(figure.id)) is not None:
            assert (was.canonical, was.scope, was.span) == (figure.canonical, figure.scope, figure.span)


def test_problems_keep_pointing_to_the_same_rows() -> None:
    rows = [{"indicator": "工业投资", "value": 60, "unit": "亿元"}, {"indicator": "工业用电量", "value": 5, "unit": "亿千瓦时"}]
    problems = [{"text": "投资慢", "figures": ["工业投资"]}, {"text": "用电少", "figures": ["工业用电量"]}]
    old = Brief.of({"period": "2026年1—9月", "figures": rows, "problems": problems, "priorities": ["抓投资"]})
    done = old.update([{**rows[0], "value": 68, "period": "2026年1—10月"}])
    ids = {figure.id for figure in done.brief.figures}
    assert done.brief.problems[0].figures == old.problems[0].figures
    assert set(done.brief.problems[0].figures) <= ids
    assert done.brief.problems[1].figures == ()
    assert [remark.place for remark in done.remarks] == ["problems[1].figures"]
    assert done.brief.priorities == old.priorities


def test_a_row_that_took_the_id_of_another_is_not_taken_for_it() -> None:
    rows = [{"id": "f01", "indicator": "工业投资", "value": 60, "unit": "亿元"}]
    old = Brief.of({"period": "2026年1—9月", "figures": rows, "problems": [{"text": "投资慢", "figures": ["f01"]}]})
    done = old.update([{"id": "f01", "indicator": "工业用电量", "value": 5, "unit": "亿千瓦时", "period": "2026年1—10月"}])
    assert [(figure.id, figure.canonical) for figure in done.brief.figures] == [("f01_2", "工业用电量")]
    assert done.brief.problems[0].figures == ()


@pytest.mark.parametrize(
    ("said", "period", "reporting"),
    [
        (None, "2026年1—10月（总结）、2026年四季度（部署）", (2026, 1, 10)),
        ("2026年前三季度", "2026年前三季度（总结）、2026年四季度（部署）", (2026, 1, 9)),
        ("2026年1—11月、2026年12月", "2026年1—11月、2026年12月", (2026, 1, 11)),
    ],
)
def test_the_reporting_period_moves_with_the_table(said: str | None, period: str, reporting: tuple[int, int, int]) -> None:
    row = {"indicator": "工业投资", "value": 60, "unit": "亿元"}
    old = Brief.of({"period": "2026年1—9月（总结）、2026年四季度（部署）", "figures": [row]})
    brief = old.update([{**row, **({} if said else {"period": "1—10月"})}], period=said).brief
    assert brief.period == period
    assert brief.reporting is not None
    assert (brief.reporting.year, brief.reporting.first, brief.reporting.last) == reporting
    assert brief.figures[0].when == brief.reporting


def test_a_table_of_january_belongs_to_the_next_year() -> None:
    row = {"indicator": "工业投资", "value": 60, "unit": "亿元"}
    old = Brief.of({"period": "2026年1—12月", "figures": [row]})
    assert old.update([{**row, "period": "1—2月"}]).brief.period == "2027年1—2月"


@pytest.mark.parametrize(("said", "when"), [("1—10月", (2026, 10)), ("2026年1—10月", (2026, 10)), ("1—2月", (2027, 2))])
def test_a_table_without_a_brief_takes_the_year_of_the_last(said: str, when: tuple[int, int]) -> None:
    row = {"indicator": "工业投资", "value": 60, "unit": "亿元"}
    done = Brief.of([{**row, "period": "2026年1—9月"}]).update([{**row, "value": 9, "period": said}])
    assert [(change.kind, change.cells[0].key) for change in done.changes] == [("changed", "value")]
    found = done.brief.figures[0].when
    assert found is not None
    assert (found.year, found.last) == when


def test_numbers_in_words_that_the_table_has_overtaken() -> None:
    row = {"indicator": "工业投资", "value": 60.4, "unit": "亿元", "yoy": 12.1, "target": 100}
    words = {
        "problems": [{"text": "投资只有60.4亿元，增速12.1%，离100亿元的目标还远", "figures": ["工业投资"]}],
        "priorities": [{"title": "新开工20个项目", "points": ["把工业投资增速稳在12.1%以上", "12户企业一户一策"]}],
    }
    old = Brief.of({"period": "2026年1—9月", "figures": [row], **words})
    done = old.update([{**row, "value": 68.9, "yoy": 11.5, "period": "2026年1—10月"}])
    assert [remark.place for remark in done.remarks] == ["problems[0]", "problems[0]", "priorities[0].points[0]"]
    assert "“60.4亿元”" in done.remarks[0].message
    assert "68.9亿元" in done.remarks[0].message


def test_an_ambiguous_row_is_asked_and_bound_only_by_an_answer() -> None:
    old = Brief.of({"period": "2026年1—9月", "figures": [{"id": "f01", "indicator": "茶叶总产量", "value": 50, "unit": "吨"}]})
    table = [{"id": "n1", "indicator": "茶叶产量", "value": 55, "unit": "吨", "period": "2026年1—10月"}]
    done = old.update(table)
    assert [(change.kind, change.row, change.candidates) for change in done.changes] == [("ambiguous", "f01", ("n1",))]
    assert [figure.id for figure in done.brief.figures] == ["n1"]
    (question,) = done.questions
    assert question.id == "row:f01"
    assert [option.value for option in question.alternatives] == ["n1", "none"]
    bound = old.update(table, rows={"f01": "n1"})
    assert [(change.kind, change.row, change.was) for change in bound.changes] == [("renamed", "f01", "茶叶总产量")]
    assert bound.questions == ()
    other = old.update(table, rows={"f01": "none"})
    assert [(change.kind, change.row) for change in other.changes] == [("new", "n1"), ("gone", "f01")]


@pytest.mark.parametrize("rows", [{"f09": "n1"}, {"f01": "f01"}])
def test_an_answer_that_cannot_be_used(rows: dict[str, str]) -> None:
    old = Brief.of({"period": "2026年1—9月", "figures": [{"id": "f01", "indicator": "茶叶总产量", "value": 50, "unit": "吨"}]})
    with pytest.raises(BriefError, match=r"可选|没有问到"):
        old.update([{"id": "n1", "indicator": "茶叶产量", "value": 55, "unit": "吨"}], rows=rows)


def test_a_period_that_cannot_be_read() -> None:
    old = Brief.of({"period": "2026年1—9月", "figures": [{"indicator": "工业投资", "value": 50, "unit": "亿元"}]})
    with pytest.raises(BriefError, match="读不出年月"):
        old.update([{"indicator": "工业投资", "value": 50, "unit": "亿元"}], period="下个月")


def test_a_table_file_and_a_brief_file_are_taken_alike(tmp_path: Path) -> None:
    old = Brief.of({"period": "2026年1—9月", "figures": [{"indicator": "工业投资", "value": 50, "unit": "亿元"}]})
    (tmp_path / "月报.csv").write_text("指标,时期,数值,单位\n工业投资,2026年1—10月,55.5,亿元\n", "utf-8")
    (tmp_path / "新.yaml").write_text("period: 2026年1—10月\nfigures: 月报.csv\n", "utf-8")
    one, other = old.update(tmp_path / "月报.csv").brief, old.update(tmp_path / "新.yaml").brief
    assert one.figures == other.figures
    assert one.figures[0].source is not None
    assert one.figures[0].source.place() == "月报.csv C2"
    assert one.period == other.period == "2026年1—10月"
