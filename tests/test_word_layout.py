"""House settings, titles, reading lines and the roles of lines: what a Word file is laid out by."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.state import DraftState
from assistant.errors import SettingsError
from assistant.export.word.house import load_house
from assistant.export.word.kinsoku import unit_places
from assistant.export.word.lines import lines_of
from assistant.export.word.sense import sense_lines, width_of
from assistant.export.word.titles import balanced

pytestmark = pytest.mark.slow

DATA = Path(__file__).parent / "data" / "word"


def table(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load((DATA / f"{name}.yaml").read_text("utf-8"))
    return rows


@pytest.mark.parametrize("row", table("house"), ids=lambda row: row["own"][:30])
def test_house_settings(row: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "word.yaml").write_text(row["own"], "utf-8")
    if not row["says"]:
        load_house(tmp_path)
        return
    with pytest.raises(SettingsError) as caught:
        load_house(tmp_path)
    told = str(caught.value).split("\n")
    assert len(told) == len(row["says"])
    for line, wanted in zip(told, row["says"], strict=True):
        assert line.startswith(str(tmp_path / "word.yaml")) and wanted in line


def test_the_users_settings_go_before_the_defaults(tmp_path: Path) -> None:
    (tmp_path / "word.yaml").write_text("印发稿: {正文: {行距: 30}}", "utf-8")
    own, default = load_house(tmp_path), load_house()
    assert own.printed.body.pitch == 30
    assert own.printed.body.model_copy(update={"pitch": default.printed.body.pitch}) == default.printed.body
    assert own.spoken == default.spoken
    assert load_house(tmp_path / "nowhere") == default


def test_a_settings_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "word.yaml").write_bytes("印发稿".encode("gb18030") + b"\xff\xff")
    with pytest.raises(SettingsError, match="不是有效的 YAML"):
        load_house(tmp_path)


@pytest.mark.parametrize("row", table("titles"), ids=lambda row: row["title"][:20])
def test_titles(row: dict[str, Any]) -> None:
    lines = balanced(row["title"], row["width"])
    assert list(lines) == row["lines"]
    assert "".join(lines) == row["title"]


@pytest.mark.parametrize("row", table("lines"), ids=lambda row: row["text"][:20])
def test_lines(row: dict[str, Any]) -> None:
    title, blank, greeting, line, _ = lines_of(f"标题\n\n同志们：\n{row['text']}\n完。", DraftState("标题", "", "", "同志们：", ()))
    assert (title.style, blank.text, greeting.style) == ("标题", "", "称谓")
    assert (line.style, line.text) == (row["style"], row["text"])
    assert (line.text[: line.lead], line.lead_style) == (row.get("lead", ""), row.get("lead_style", ""))


def test_the_masthead_has_a_line_for_each_line_of_its_fields() -> None:
    state = DraftState("算清账，开好局\n——在全县会议上的讲话", "（2026年7月21日）", "李明", "同志们：", ())
    lines = lines_of(state.text.replace("同志们：\n", "同志们：\n正文。\n"), state)
    assert [(line.style, line.field) for line in lines] == [
        *(("标题", "title"), ("副标题", "title"), ("题注", "date"), ("题注", "speaker")),
        *(("正文", ""), ("称谓", "salutation"), ("正文", "")),
    ]


def test_a_speech_without_masthead() -> None:
    assert [line.style for line in lines_of("今天开会。\n大家辛苦。", DraftState("", "", "", "", ()))] == ["正文", "正文"]


PIECES = st.sampled_from(
    [
        *(
            "规上工业总产值",
            "同比增长",
            "142.8亿元",
            "6.3%",
            "1.6个百分点",
            "5.86亿千瓦时",
            "120户",
            "2026年7月21日",
            "第3位",
            "，",
            "。",
            "；",
        ),
        *("、", "“开门红”", "（县、市、区）", "县工信局", "要", "的", "1—6月", "A", "《办法》", "栖云经济开发区", "不得", "6.3%—7.2%", " "),
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join), st.integers(10, 30), st.integers(0, 2))
def test_reading_lines_are_the_paragraph_and_part_no_number_from_its_unit(text: str, width: int, indent: int) -> None:
    lines = sense_lines(text, width, indent)
    assert "".join(lines) == text
    ends = {sum(map(len, lines[:count])) for count in range(1, len(lines))}
    assert not [place for place in unit_places(text) if ends & set(range(*place))]
    assert not [line for before, line in pairwise(lines) if before[-1].isdigit() and line[0] in "0123456789.%年月日"]
    assert all(width_of(line) <= width for line in lines if len(line) > 12)
    assert not [line for line in lines[1:] if line[0] in "，。；、：”）》%"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("产值142.8亿元，增长6.3%。", ["亿元"]),
        ("回落1.6个百分点，用电5.86亿千瓦时。", ["个百分点", "亿千瓦时"]),
        ("列第3位，有120户。", ["位", "户"]),
        ("三户企业。", []),
        ("今天开会。", []),
        ("2026年7月21日上午开会。", ["年", "月", "日"]),
    ],
)
def test_units_beside_their_digits(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in unit_places(text)] == found
