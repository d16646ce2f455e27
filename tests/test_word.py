"""Word files in the two layouts of the house, their XML looked at piece by piece."""

import json
import zipfile
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from word_parts import WORD, disorder, get, loose_fonts, paragraphs, parts_of, styles_of

from assistant import Draft, draft_speech, load_brief
from assistant.export.word.kinsoku import never_starts

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]
LAYOUTS = ("印发稿", "朗读稿", "审阅稿")
WHEN = datetime(2026, 11, 20, 9, 30)
SCENARIOS = tuple(pytest.param(name, marks=[pytest.mark.shared, pytest.mark.slow]) for name in ("s01", "s03", "s06"))
BRIEFS = ("brief.yaml", pytest.param("brief-city.yaml", marks=pytest.mark.slow), *SCENARIOS)


@cache
def drafted(name: str) -> Draft:
    if name.endswith(".yaml"):
        return draft_speech(load_brief(ROOT / "examples" / name), model=False)
    return draft_speech(json.loads((ROOT.parent / "shared" / "scenarios" / "briefs" / f"{name}.json").read_text("utf-8")), model=False)


@cache
def written(name: str, layout: str, annex: bool = False) -> bytes:
    return drafted(name).docx(layout, when=WHEN, annex=annex)


@pytest.mark.parametrize("annex", [False, True])
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", BRIEFS)
def test_the_file_is_sound(name: str, layout: str, annex: bool) -> None:
    parts = parts_of(written(name, layout, annex))
    assert list(disorder(parts)) == []
    assert list(loose_fonts(parts)) == []
    assert not [part for part in parts if "theme" in part]
    raw = b"".join(_raw(written(name, layout, annex)))
    assert b"heme" not in raw and b"sciiTheme" not in raw
    assert b"python-docx" not in raw


def _raw(content: bytes) -> list[bytes]:
    with zipfile.ZipFile(BytesIO(content)) as package:
        return [package.read(name) for name in package.namelist()]


def test_unsound_files_are_seen() -> None:
    """The checks above find what they are there for."""
    parts = parts_of(written("brief.yaml", "印发稿"))
    properties = styles_of(parts)["Title"].find(f"{WORD}pPr")
    assert properties is not None
    properties.append(properties[0])
    assert len(list(disorder(parts))) == 1
    fonts = next(parts["word/document.xml"].iter(f"{WORD}rFonts"))
    fonts.set(f"{WORD}asciiTheme", "minorHAnsi")
    assert len(list(loose_fonts(parts))) == 1


@pytest.mark.parametrize("name", BRIEFS)
def test_the_printed_page_is_that_of_the_standard(name: str) -> None:
    """GB/T 9704-2012: 5.1 paper, 5.2.1 margins and type area, 5.2.3 lines and characters, 7.5 page number."""
    parts = parts_of(written(name, "印发稿"))
    section = parts["word/document.xml"].find(f"{WORD}body/{WORD}sectPr")
    assert get(section, "pgSz") == {"w": "11906", "h": "16838"}
    margins = {side: int(value) for side, value in get(section, "pgMar").items()}
    assert {side: margins[side] for side in ("top", "left", "bottom", "right")} == {
        "top": 2098,
        "left": 1588,
        "bottom": 1984,
        "right": 1474,
    }
    grid = get(section, "docGrid")
    assert grid["type"] == "lines"
    assert 16838 - 2098 - 1984 >= 22 * int(grid["linePitch"]) > 16838 - 2098 - 1984 - int(grid["linePitch"])
    body = styles_of(parts)["Normal"]
    width = 11906 - margins["left"] - margins["right"]
    each = 320 + int(get(body, "rPr", "spacing")["val"])
    assert width // each == 28
    # The dash stands at half the height of its 14-point line, 7 mm (397 twentieths of a point) below the type area.
    assert margins["bottom"] - margins["footer"] - 280 / 2 == pytest.approx(397, abs=2)


# Style: east Asian font, size in half points, first line in hundredths of a character, alignment, bold, kept with the next paragraph.
PRINTED = {
    "Title": ("方正小标宋简体", 44, 0, "center", False, True),
    "caption": ("楷体_GB2312", 32, 0, "center", False, True),
    "称谓": ("仿宋_GB2312", 32, 0, "left", False, True),
    "Normal": ("仿宋_GB2312", 32, 200, "both", False, False),
    "一级标题": ("黑体", 32, 200, "left", False, True),
    "二级标题": ("楷体_GB2312", 32, 200, "left", False, True),
    "三级标题": ("仿宋_GB2312", 32, 200, "left", True, True),
}
SPOKEN = {
    "Title": ("方正小标宋简体", 52, 0, "center", False, True),
    "称谓": ("仿宋_GB2312", 44, 0, "left", False, True),
    "Normal": ("仿宋_GB2312", 44, 200, "left", False, False),
    "一级标题": ("黑体", 44, 200, "left", False, True),
}


@pytest.mark.parametrize(("layout", "wanted"), [("印发稿", PRINTED), ("朗读稿", SPOKEN), ("审阅稿", PRINTED)])
def test_the_styles(layout: str, wanted: dict[str, tuple[str, int, int, str, bool, bool]]) -> None:
    styles = styles_of(parts_of(written("brief.yaml", layout)))
    for name, (font, size, indent, align, bold, kept) in wanted.items():
        style = styles[name]
        assert get(style, "rPr", "rFonts") == {
            **{"ascii": "Times New Roman", "hAnsi": "Times New Roman", "cs": "Times New Roman"},
            **{"eastAsia": font, "hint": "eastAsia"},
        }
        assert get(style, "rPr", "sz") == get(style, "rPr", "szCs") == {"val": str(size)}
        # firstLineChars goes before firstLine: a title that takes over the indent of 正文 stands off centre.
        indents = get(style, "pPr", "ind")
        assert (indents["firstLineChars"], indents["left"], indents["right"]) == (str(indent), "0", "0")
        assert int(indents["firstLine"]) == size * 10 * indent // 100
        assert get(style, "pPr", "jc") == {"val": align}
        assert (get(style, "rPr", "b").get("val", "1") != "0") is bold
        assert (get(style, "pPr", "keepNext").get("val", "1") != "0") is kept
        assert get(style, "pPr", "spacing")["lineRule"] == "exact"
        # A line higher than that of the body would take two lines of the grid.
        same_pitch = get(style, "pPr", "spacing")["line"] == get(styles["Normal"], "pPr", "spacing")["line"]
        assert (get(style, "pPr", "snapToGrid").get("val", "1") != "0") is same_pitch
        assert "qFormat" in {child.tag.removeprefix(WORD) for child in style}


def test_headings_stand_in_the_outline() -> None:
    styles = styles_of(parts_of(written("brief.yaml", "印发稿")))
    levels = {name: get(style, "pPr", "outlineLvl").get("val") for name, style in styles.items()}
    assert [levels[name] for name in ("一级标题", "二级标题", "三级标题", "Normal", "Title")] == ["0", "1", "2", "9", "9"]


@pytest.mark.parametrize(("layout", "sides"), [("印发稿", {"default": "right", "even": "left"}), ("朗读稿", {"default": "center"})])
def test_page_numbers(layout: str, sides: dict[str, str]) -> None:
    """GB/T 9704-2012, 7.5: 14 points, a dash on either side; odd pages right, even pages left, one character in."""
    parts = parts_of(written("brief.yaml", layout))
    kinds = {"".join(node.itertext()): node for name, node in parts.items() if "footer" in name}
    assert set(kinds) == {"— PAGE1 —"}
    named = [get(node)["type"] for node in parts["word/document.xml"].iter(f"{WORD}footerReference")]
    assert sorted(named) == sorted(sides)
    found = [node for name, node in parts.items() if name.startswith("word/footer")]
    assert sorted(get(node, "p", "pPr", "jc")["val"] for node in found) == sorted(sides.values())
    for node in found:
        side, indents = get(node, "p", "pPr", "jc")["val"], get(node, "p", "pPr", "ind")
        assert side == "center" or (indents[side], indents[f"{side}Chars"]) == ("280", "100")
        assert {get(run, "rPr", "rFonts")["ascii"] for run in node.iter(f"{WORD}r")} == {"宋体"}
    number = styles_of(parts)["page number"]
    assert get(number, "rPr", "sz") == {"val": {"印发稿": "28", "朗读稿": "32"}[layout]}
    assert (parts["word/settings.xml"].find(f"{WORD}evenAndOddHeaders") is not None) is ("even" in sides)


def test_fallbacks_are_named_and_no_font_is_in_the_file() -> None:
    content = written("brief.yaml", "印发稿")
    fonts = {get(font)["name"]: get(font, "altName").get("val") for font in parts_of(content)["word/fontTable.xml"]}
    wanted = {"方正小标宋简体": "宋体", "仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体", "黑体": "SimHei", "宋体": "SimSun"}
    assert {name: fonts[name] for name in wanted} == wanted
    assert "Times New Roman" in fonts
    assert not any(b"embed" in part for part in _raw(content))


@pytest.mark.parametrize("name", BRIEFS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_paragraphs_are_those_of_the_speech(name: str, layout: str) -> None:
    draft = drafted(name)
    found = paragraphs(parts_of(written(name, layout)))
    assert [text for _, text in found] == draft.text.split("\n")
    assert found[0] == ("Title", draft.state.title)
    assert {style for style, text in found if text in {f"（{draft.brief.meeting.date}）", draft.state.speaker} and text} <= {"caption"}
    assert ("称谓", draft.state.salutation) in found
    headings = [section.heading for section in draft.state.sections if section.heading.startswith(tuple("一二三四五六七八九十"))]
    assert [text for style, text in found if style == "一级标题"] == headings


def test_what_may_not_start_a_line_stands_in_the_file() -> None:
    settings = parts_of(written("brief.yaml", "印发稿"))["word/settings.xml"]
    forbidden = get(settings, "noLineBreaksBefore")
    assert forbidden["lang"] == "zh-CN"
    assert set("，。：；？！、”’）》%年月日亿元户个百分点") <= set(forbidden["val"])
    assert never_starts("同志们，大会开了一天。") == never_starts("")


def test_the_properties_say_nothing_about_the_machine() -> None:
    core = parts_of(written("brief.yaml", "印发稿"))["docProps/core.xml"]
    told = {node.tag.rpartition("}")[2]: node.text or "" for node in core}
    assert told["title"] == drafted("brief.yaml").state.title
    assert (told["creator"], told["lastModifiedBy"], told["description"]) == ("", "", "")
    assert told["created"] == told["modified"] == "2026-11-20T09:30:00Z"


def test_the_corner_is_no_part_of_the_text() -> None:
    draft = drafted("brief.yaml")
    content = draft.docx(corner="讲话稿（送审稿）")
    assert paragraphs(parts_of(content))[0] == ("右上角标注", "讲话稿（送审稿）")
    assert Draft.from_docx(BytesIO(content), draft).text == draft.text


def test_the_annex_lists_every_figure_and_is_no_part_of_the_text() -> None:
    draft = drafted("brief.yaml")
    content = written("brief.yaml", "印发稿", annex=True)
    document = parts_of(content)["word/document.xml"]
    rows = list(document.iter(f"{WORD}tr"))
    assert len(rows) == 1 + len(draft.report.findings)
    sections = list(document.iter(f"{WORD}sectPr"))
    assert [get(section, "pgSz").get("orient") for section in sections] == [None, "landscape"]
    returned = Draft.from_docx(BytesIO(content), draft).returned
    assert returned is not None and (returned.text, returned.notes) == (draft.text, ())


def test_a_short_name_is_spread_without_changing_it() -> None:
    draft = drafted("brief.yaml")
    other = draft.edit(draft.text.replace(draft.state.speaker, "李明", 1))
    parts = parts_of(other.docx())
    runs = [run for run in parts["word/document.xml"].iter(f"{WORD}r") if "".join(run.itertext()) in {"李", "明"}]
    assert [get(run, "rPr", "spacing").get("val") for run in runs] == ["320", None]
    assert Draft.from_docx(BytesIO(other.docx()), other).text == other.text


def test_opening_sentences_have_a_style_of_their_own() -> None:
    draft = drafted("brief.yaml")
    measure = next(line for line in draft.text.split("\n") if line.startswith("一要"))
    document = parts_of(written("brief.yaml", "印发稿"))["word/document.xml"]
    led = ["".join(run.itertext()) for run in document.iter(f"{WORD}r") if get(run, "rPr", "rStyle").get("val") == "SpeechLead"]
    assert led[0] == measure.split("。")[0] + "。"
