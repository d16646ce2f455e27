"""The commands ``table`` and ``update``: what was read, what is asked, and what a new month changed."""

import json
from pathlib import Path

import pytest

from assistant.brief import load_brief
from assistant.tables import Alternative, Question
from tests.conftest import Run

OLD = (
    "region: 云岭县\nlevel: 县\nperiod: 2026年1—9月\nfigures: 九月.csv\n"
    "problems:\n  - {text: 工业投资只有60.5亿元, figures: [工业投资]}\npriorities: [抓投资]\n"
)
SEPTEMBER = "指标,数值,单位,同比\n规上工业总产值,312.6,亿元,8.4\n工业投资,60.5,亿元,-3.2\n茶叶总产量,50,吨,\n注：快报数\n"
OCTOBER = (
    "指标,时期,数值,单位,同比\n茶叶产量,2026年1—10月,55,吨,\n工业投资,2026年1—10月,68.2,亿元,-1.0\n"
    "规模以上工业总产值,2026年1—10月,350.1,亿元,8.8\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in (("old.yaml", OLD), ("九月.csv", SEPTEMBER), ("十月.csv", OCTOBER)):
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_a_table_is_shown_as_read(folder: Path, run: Run) -> None:
    code, out, err = run("table", "九月.csv")
    assert (code, err) == (0, "")
    assert "规上工业总产值 312.6亿元" in out
    assert "九月.csv B2" in out
    assert "同比 -3.2%" in out
    assert "注：快报数" in out


def test_several_tables_and_json(folder: Path, run: Run) -> None:
    code, out, _ = run("table", "九月.csv", "十月.csv", "--json")
    told = json.loads(out)["files"]
    assert code == 0
    assert [len(file["rows"]) for file in told] == [3, 3]
    row = told[1]["rows"][2]
    assert (row["canonical"], row["value"], row["unit"], row["period"]) == ("规上工业总产值", "350.1", "亿元", "2026年1—10月")
    assert row["source"]["cells"]["value"] == "C4"
    assert told[0]["notices"][0]["text"].startswith("九月.csv")


def test_a_table_that_contradicts_itself(folder: Path, run: Run) -> None:
    (folder / "九月.csv").write_text("指标,数值,单位\n亏损企业数,-5,户\n", "utf-8")
    code, out, _ = run("table", "九月.csv")
    assert code == 1
    assert "[错误]" in out
    assert "见 九月.csv B2" in out


@pytest.mark.parametrize("answer", ["没有等号", "x=", "=1", "x=1"])
def test_an_answer_to_nothing(answer: str, folder: Path, run: Run) -> None:
    code, out, err = run("table", "九月.csv", "--answers", folder / "answers.yaml", "--answer", answer)
    assert (code, out) == (2, "")
    assert err.startswith("输入有误：")
    assert not (folder / "answers.yaml").exists()


def test_a_question_is_shown_answered_and_remembered(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table that asks: the answer goes to the file, under the shape of its own table."""
    import dataclasses

    import assistant

    options = (Alternative("亿元", "亿元"), Alternative("万元", "万元"))
    question = Question(
        "unit:B1", "", ("B1",), "unit", "“数值”的单位是什么？", options, "亿元", 0.6, "表里没有写单位", held=True, shape="s1"
    )

    def load(source: object, *, answers: Path | None = None) -> object:
        known = answers is not None and answers.exists()
        return dataclasses.replace(load_brief(source), questions=() if known else (question,))

    monkeypatch.setattr(assistant, "load_brief", load, raising=False)
    code, out, _ = run("table", "九月.csv", "--answers", "answers.yaml")
    assert code == 1
    assert "[unit:B1] “数值”的单位是什么？（B1）" in out
    assert "可答：亿元＝亿元（最可能）；万元＝万元" in out
    code, out, _ = run("table", "九月.csv", "--answers", "answers.yaml", "--answer", "unit:B1=万元")
    assert code == 0
    assert "要回答" not in out
    assert "万元" in (folder / "answers.yaml").read_text("utf-8")


def test_an_update_lists_what_changed_and_asks(folder: Path, run: Run) -> None:
    code, out, err = run("update", "old.yaml", "十月.csv", "--json")
    told = json.loads(out)
    assert (code, err) == (1, "")
    assert sorted(change["kind"] for change in told["changes"]) == ["ambiguous", "changed", "renamed"]
    assert told["period"] == "2026年1—10月"
    assert len(told["remarks"]) == 1
    _, text, _ = run("update", "old.yaml", "十月.csv")
    for words in ("认不准的行，要问（1）", "数值 60.5亿元 → 68.2亿元", "原作“规上工业总产值”", "“60.5亿元”是“工业投资”上一期的数"):
        assert words in text


def test_an_answered_update_is_written_and_read_back(folder: Path, run: Run) -> None:
    told = json.loads(run("update", "old.yaml", "十月.csv", "--json")[1])
    (question,) = told["questions"]
    row = f"{question['id'].removeprefix('row:')}={question['alternatives'][0]['value']}"
    code, out, _ = run("update", "old.yaml", "十月.csv", "--row", row, "-o", "new.yaml")
    assert code == 0
    assert "已写入 new.yaml" in out
    brief = load_brief(folder / "new.yaml")
    assert brief.period == "2026年1—10月"
    assert [str(figure.value) for figure in brief.figures] == ["350.1", "68.2", "55"]
    assert [figure.id for figure in brief.figures] == [figure.id for figure in load_brief(folder / "old.yaml").figures]
    assert brief.problems[0].figures == (brief.figures[1].id,)


def test_a_brief_that_is_there_is_not_overwritten(folder: Path, run: Run) -> None:
    (folder / "new.yaml").write_text("keep", "utf-8")
    code, out, err = run("update", "old.yaml", "十月.csv", "-o", "new.yaml")
    assert (code, out) == (2, "")
    assert "--force" in err
    assert (folder / "new.yaml").read_text("utf-8") == "keep"
    run("update", "old.yaml", "十月.csv", "-o", "new.yaml", "--force")
    assert load_brief(folder / "new.yaml").period == "2026年1—10月"


@pytest.mark.parametrize("arguments", [("--period", "下个月"), ("--row", "f01"), ("--row", "f01=none"), ("-o", "no/such/new.yaml")])
def test_an_update_that_cannot_be_done(arguments: tuple[str, str], folder: Path, run: Run) -> None:
    before = sorted(folder.iterdir())
    code, out, err = run("update", "old.yaml", "十月.csv", *arguments)
    assert (code, out) == (2, "")
    assert err.startswith("输入有误：")
    assert sorted(folder.iterdir()) == before


def test_draft_and_check_tell_beside_their_output_what_a_table_left_open(folder: Path, run: Run) -> None:
    (folder / "text.txt").write_text("工业投资60.5亿元。", "utf-8")
    code, out, err = run("check", "text.txt", "--brief", "九月.csv", "--json")
    assert code == 0
    assert json.loads(out)["findings"][0]["cells"] == ["九月.csv B3"]
    assert err.startswith("九月.csv：读表说明1条")
