"""The command line: exit codes fit for scripts, one clear Chinese message for each bad input, files whole or not at all."""

import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import assistant
from assistant.resources import bundled
from tests.conftest import Run

SAMPLE = bundled("examples") / "brief.yaml"
BRIEF = "region: 云岭县\nfigures:\n  - {indicator: 规上工业总产值, value: 312.6, unit: 亿元, yoy: 8.4}\n"


@pytest.fixture
def brief(tmp_path: Path) -> Path:
    path = tmp_path / "brief.yaml"
    path.write_text(BRIEF, "utf-8")
    return path


def _spreadsheet(path: Path, rows: list[list[object]]) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path)


def _oversize(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(64 * 1024 * 1024)


BAD_INPUTS: dict[str, tuple[str, Callable[[Path], object]]] = {
    "missing file": ("no.yaml", lambda path: None),
    "empty file": ("brief.yaml", lambda path: path.write_bytes(b"")),
    "empty table": ("table.csv", lambda path: path.write_text("指标,数值,单位\n", "utf-8")),
    "empty spreadsheet": ("table.xlsx", lambda path: _spreadsheet(path, [])),
    "unknown key": ("brief.yaml", lambda path: path.write_text(BRIEF + "regoin: 云岭县\n", "utf-8")),
    "unknown key in a row": ("brief.yaml", lambda path: path.write_text(BRIEF.replace("yoy", "yooy"), "utf-8")),
    "text for a number": ("brief.yaml", lambda path: path.write_text(BRIEF.replace("312.6", "很多"), "utf-8")),
    "text for a number in a table": (
        "table.xlsx",
        lambda path: _spreadsheet(path, [["指标", "数值", "单位"], ["工业投资", "很多", "亿元"]]),
    ),
    "undecodable bytes": ("brief.yaml", lambda path: path.write_bytes(b"region: \xff\xfe\xfd\x81\x00\xff")),
    "undecodable table": ("table.csv", lambda path: path.write_bytes(b"\xff\xff\x81\x00\xff,\xfd\n")),
    "broken yaml": ("brief.yaml", lambda path: path.write_text("figures: [", "utf-8")),
    "broken json": ("brief.json", lambda path: path.write_text('{"figures": [', "utf-8")),
    "no spreadsheet": ("table.xlsx", lambda path: path.write_bytes(b"PK\x03\x04 nonsense")),
    "directory": ("folder.yaml", lambda path: path.mkdir()),
    "oversize spreadsheet": ("table.xlsx", _oversize),
    "unknown kind": ("brief.docx", lambda path: path.write_bytes(b"PK\x03\x04")),
    "nothing to say": ("brief.yaml", lambda path: path.write_text("region: 云岭县\n", "utf-8")),
}


@pytest.mark.parametrize("command", ["draft", "check"])
@pytest.mark.parametrize("case", BAD_INPUTS)
def test_bad_input_is_told_in_chinese_and_nothing_is_written(case: str, command: str, tmp_path: Path, run: Run) -> None:
    name, make = BAD_INPUTS[case]
    path, output, text = tmp_path / name, tmp_path / "out.txt", tmp_path / "text.txt"
    make(path)
    text.write_text("规上工业总产值完成312.6亿元。", "utf-8")
    before = sorted(tmp_path.iterdir())
    arguments = ("draft", path, "-o", output) if command == "draft" else ("check", text, "--brief", path)
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("输入有误：")
    assert re.search(r"[一-鿿]{4}", err.removeprefix("输入有误："))
    assert "Traceback" not in err
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    "make",
    [
        lambda path: None,
        lambda path: path.mkdir(),
        lambda path: path.write_bytes(b"\xff\xff\x81\x00\xff"),
        lambda path: path.write_bytes(b""),
    ],
)
def test_a_text_that_cannot_be_read(make: Callable[[Path], object], tmp_path: Path, brief: Path, run: Run) -> None:
    make(tmp_path / "text.txt")
    code, out, err = run("check", tmp_path / "text.txt", "--brief", brief)
    assert (code, out) == (2, "")
    assert err.startswith("输入有误：")


@pytest.mark.parametrize("output", ["folder", "no/such/out.txt"])
def test_an_output_that_cannot_be_written(output: str, tmp_path: Path, brief: Path, run: Run) -> None:
    (tmp_path / "folder").mkdir()
    code, out, err = run("draft", brief, "-o", tmp_path / output)
    assert (code, out) == (2, "")
    assert err.startswith("输入有误：输出")
    assert list((tmp_path / "folder").iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "text.txt"], "缺少参数：--brief"),
        (["draft", "--seed", "x"], "应为整数"),
        (["draft", "--colour"], "不认识的参数：--colour"),
        (["draft", "--format", "pdf"], "可选："),
        (["speak"], "可选："),
        (["draft", "-o"], "后面缺少内容"),
    ],
)
def test_wrong_usage(arguments: list[str], said: str, run: Run) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("命令写法有误：")
    assert said in err
    assert "usage" not in err


@pytest.mark.parametrize("arguments", [[], ["-h"], ["draft", "-h"], ["check", "-h"], ["index", "-h"], ["doctor", "-h"]])
def test_help_is_chinese(arguments: list[str], run: Run) -> None:
    code, out, _ = run(*arguments)
    assert code == 0
    assert out.startswith("用法：")
    assert not re.search("usage|options|positional|show this", out)


def test_draft_without_a_brief_uses_the_sample(run: Run) -> None:
    code, out, err = run("draft")
    speech, rule, audit = out.partition("─" * 40)
    assert code == 0
    assert err == ""
    assert rule
    assert len(speech) > 1500
    assert "个数字：" in audit
    assert "内置写作器" in audit


@pytest.mark.slow
def test_the_same_seed_gives_the_same_speech(run: Run) -> None:
    first, second, other = (run("draft", SAMPLE, "--seed", seed)[1] for seed in (3, 3, 4))
    assert first == second
    assert first != other


def test_output_file_holds_the_speech_alone(tmp_path: Path, run: Run) -> None:
    target = tmp_path / "speech.txt"
    target.write_text("old", "utf-8")
    code, out, _ = run("draft", SAMPLE, "-o", target)
    assert code == 0
    assert out.startswith(f"已写入 {target}\n")
    assert "个数字：" in out
    assert "个数字：" not in target.read_text("utf-8")
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.slow
def test_formats(run: Run) -> None:
    data = json.loads(run("draft", SAMPLE, "--format", "json")[1])
    assert data["report"]["ok"] is True
    assert data["text"]
    page = run("draft", SAMPLE, "--format", "html")[1]
    assert page.startswith("<!doctype html>")
    assert 'class="supported"' in page


@pytest.mark.parametrize(
    ("text", "code"),
    [("规上工业总产值完成312.6亿元，同比增长8.4%。", 0), ("规上工业总产值完成321.6亿元，同比增长8.4%。", 1), ("同志们好。", 1)],
)
def test_check_leaves_with_the_verdict(text: str, code: int, tmp_path: Path, brief: Path, run: Run) -> None:
    path = tmp_path / "text.txt"
    path.write_text(text, "utf-8")
    found, out, _ = run("check", path, "--brief", brief, "--json")
    assert found == code
    assert json.loads(out)["ok"] is (code == 0)
    assert run("check", path, "--brief", brief)[0] == code


def test_check_tells_wording_and_leaves_with_its_errors(tmp_path: Path, brief: Path, run: Run) -> None:
    path = tmp_path / "text.txt"
    path.write_text("规上工业总产值完成312.6亿元，同比增长8.4%。对企业给予税收返还。", "utf-8")
    code, out, _ = run("check", path, "--brief", brief)
    assert code == 1
    assert "措辞核对：1处错误。" in out
    data = json.loads(run("check", path, "--brief", brief, "--json")[1])
    assert data["ok"] is True
    assert [(finding["rule"], finding["text"]) for finding in data["wording"]] == [("tax-refund", "税收返还")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_check_reads_texts_as_they_come(encoding: str, tmp_path: Path, brief: Path, run: Run) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes("规上工业总产值完成312.6亿元，同比增长8.4%。".encode(encoding))
    code, out, _ = run("check", path, "--brief", brief)
    assert code == 0
    assert "2个数字：2个与输入一致。" in out


def test_check_reads_standard_input(brief: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("规上工业总产值321.6亿元。".encode())))
    code, out, _ = run("check", "-", "--brief", brief)
    assert code == 1
    assert "321.6亿元" in out
    assert "312.6亿元" in out


def test_index_and_doctor(run: Run, home: Path) -> None:
    code, out, _ = run("index", "rebuild")
    assert code == 0
    assert re.search(r"范文索引：[1-9]\d+个段落", out)
    assert str(home) in out
    code, out, _ = run("doctor")
    assert code == 0
    assert "[异常]" not in out
    for name in ("Python", "依赖包", "数据文件夹", "范文索引", "内置写作器", "不联网"):
        assert name in out


def test_a_bad_setting_is_bad_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_TELEMETRY", "maybe")
    code, _, err = run("doctor")
    assert code == 2
    assert "ASSISTANT_TELEMETRY" in err


def test_our_own_error_shows_no_trace_and_no_figure(brief: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("312.6")

    monkeypatch.setattr(assistant, "draft_speech", broken, raising=False)
    code, out, err = run("draft", brief)
    assert (code, out) == (3, "")
    assert "ZeroDivisionError" in err
    assert "Traceback" not in err
    assert "312.6" not in err


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = f"{sys.executable} -m assistant -h | head -n 1"
    result = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True, timeout=60, check=False)
    assert result.stderr == ""
