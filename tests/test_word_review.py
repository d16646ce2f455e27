"""Tracked changes and comments, written and read back."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st
from word_parts import WORD, disorder, get, loose_fonts, parts_of
from word_versions import lines, versions

from assistant import Draft, draft_speech, sample_brief
from assistant.errors import AssistantError, InputError
from assistant.export.word.differences import difference
from assistant.export.word.house import load_house
from assistant.export.word.notes import NUMBERS, WORDING, Note
from assistant.export.word.package import Sheet, packed
from assistant.export.word.reading import Returned, returned_of
from assistant.export.word.review import review_docx
from assistant.export.word.speech import speech_docx

pytestmark = pytest.mark.slow

WHEN = datetime(2026, 11, 20, 9, 30)
PAIRS = 50
LINES = st.lists(
    st.sampled_from(["", "同志们：", "一、看成绩", "增长6.3%。", "增长6.5%。", "产值142.8亿元，增长6.3%。", "产值，", "a b"]),
    min_size=1,
    max_size=7,
)


@cache
def drafted(seed: int) -> Draft:
    return draft_speech(sample_brief(), model=False, seed=seed)


def review(old: str, new: str, notes: tuple[Note, ...] = ()) -> bytes:
    house = load_house()
    sheet = Sheet(house, house.printed, "审阅", new, WHEN, tracked=True)
    return packed(review_docx(lines(old), lines(new), notes, sheet, author="拟稿"))


def pair(number: int) -> tuple[str, str]:
    """Return the old and the new text of a random pair."""
    random = Random(number)
    old = drafted(number % 3).text
    return old, drafted((number + 1) % 3).text if number % 10 == 0 else versions(old, random, drafted((number + 1) % 3).text)


@given(LINES, LINES)
def test_a_stream_reads_as_either_version(old: list[str], new: list[str]) -> None:
    pieces = difference(old, new)
    assert "".join(piece.text for piece in pieces if piece.kept != "inserted") == "\n".join([*old, ""])
    assert "".join(piece.text for piece in pieces if piece.kept != "deleted") == "\n".join([*new, ""])
    assert (pieces[-1].text, pieces[-1].kept) == ("\n", "same")


@settings(max_examples=40)
@given(LINES, LINES)
def test_accepted_and_rejected(old: list[str], new: list[str]) -> None:
    before, after = "\n".join(["题", *old, "末"]), "\n".join(["题", *new, "末"])
    returned = returned_of("稿", review(before, after))
    assert (returned.text, returned.before) == (after, before)


@pytest.mark.parametrize("number", range(PAIRS))
def test_random_pairs_of_versions(number: int) -> None:
    old, new = pair(number)
    content = review(old, new)
    returned = returned_of("稿", content)
    assert returned.text == new
    assert returned.before == old
    parts = parts_of(content)
    assert list(disorder(parts)) == list(loose_fonts(parts)) == []
    ids = [get(node)["id"] for tag in ("ins", "del") for node in parts["word/document.xml"].iter(f"{WORD}{tag}")]
    assert len(ids) == len(set(ids))


def test_numbers_are_changed_as_a_whole() -> None:
    changed = [(piece.text, piece.kept) for piece in difference(["产值142.8亿元，增长6.3%。"], ["产值149.8亿元，增长6.35%。"])]
    assert ("142.8", "deleted") in changed and ("149.8", "inserted") in changed
    assert ("6.3", "deleted") in changed and ("6.35", "inserted") in changed


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("今天开会。话讲得直。账算得细。", "今天开会。账算得细。", [("话讲得直。", "deleted")]),
        ("今天开会。账算得细。", "今天开会。话讲得直。账算得细。", [("话讲得直。", "inserted")]),
        ("抓投产，抓技改，抓创新。", "抓投产，抓创新。", [("抓技改，", "deleted")]),
        ("增长6.3%。", "增长6.3%。", []),
        ("要增长", "要要增长", [("要", "inserted")]),
    ],
)
def test_changes_begin_where_sentences_do(old: str, new: str, changed: list[tuple[str, str]]) -> None:
    assert [(piece.text, piece.kept) for piece in difference([old], [new]) if piece.kept != "same"] == changed


def test_changes_carry_author_and_time() -> None:
    document = parts_of(review("题\n增长6.3%。", "题\n增长6.5%。\n完。"))["word/document.xml"]
    found = [get(node) for tag in ("ins", "del") for node in document.iter(f"{WORD}{tag}")]
    assert len(found) == 4
    assert {(one["author"], one["date"]) for one in found} == {("拟稿", "2026-11-20T09:30:00Z")}


def test_a_heading_that_became_a_paragraph_is_tracked() -> None:
    document = parts_of(review("题\n一、看成绩", "题\n一、看成绩。"))["word/document.xml"]
    assert [get(node, "pPr", "pStyle") for node in document.iter(f"{WORD}pPrChange")] == [{"val": "SpeechHeading1"}]


def test_every_finding_is_a_comment_on_its_words() -> None:
    draft = drafted(0)
    parts = parts_of(draft.docx("审阅稿", when=WHEN))
    said = {get(node)["id"]: (get(node)["author"], "".join(node.itertext())) for node in parts["word/comments.xml"].iter(f"{WORD}comment")}
    findings = [*draft.report.findings, *draft.report.remarks, *draft.wording]
    assert len(said) == len([one for one in findings if one.start < one.end])
    quoted = _quoted(parts["word/document.xml"])
    for finding in draft.report.findings:
        fits = [key for key, words in quoted.items() if words == finding.text and finding.message in said[key][1]]
        assert fits and {said[key][0] for key in fits} == {NUMBERS}
    assert {author for author, _ in said.values()} <= {NUMBERS, WORDING}


def _quoted(document: object) -> dict[str, str]:
    """Return the words each comment stands on, read straight from the XML."""
    found: dict[str, str] = {}
    running: set[str] = set()
    for node in document.iter():  # type: ignore[attr-defined]
        tag = node.tag.removeprefix(WORD)
        if tag == "commentRangeStart":
            running.add(get(node)["id"])
        elif tag == "commentRangeEnd":
            running.discard(get(node)["id"])
        elif tag == "t":
            found.update({key: found.get(key, "") + (node.text or "") for key in running})
    return found


def test_comments_on_changed_words_and_over_lines() -> None:
    notes = (Note(4, 8, NUMBERS, "一"), Note(2, 11, WORDING, "二\n三"), Note(6, 7, NUMBERS, "四"))
    content = review("题\n增长6.3%。\n完。", "题\n增长6.5%。\n全完。", notes)
    quoted = _quoted(parts_of(content)["word/document.xml"])
    assert quoted == {"0": "6.5%", "1": "增长6.5%。全完"[:8], "2": "5"}
    returned = returned_of("稿", content)
    assert (returned.text, returned.comments) == ("题\n增长6.5%。\n全完。", ())


def test_a_text_goes_through_word_letter_for_letter() -> None:
    """Every character that GB 18030 has in two bytes, in all layouts."""
    characters = "".join(_two_bytes())
    text = "标题\n" + "\n".join(characters[at : at + 97] for at in range(0, len(characters), 97))
    assert len(characters) > 23_000
    house = load_house()
    for layout in (house.printed, house.spoken):
        content = packed(speech_docx(lines(text), Sheet(house, layout, "字", text, WHEN)))
        assert returned_of("字", content).text == text
    assert returned_of("字", review("标题\n旧。", text)).text == text


def _two_bytes() -> list[str]:
    trails = [*range(0x40, 0x7F), *range(0x80, 0xFF)]
    pairs = (bytes((lead, trail)) for lead in range(0x81, 0xFF) for trail in trails)
    return [one for each in pairs if len(one := each.decode("gb18030", "ignore")) == 1]


@pytest.mark.parametrize("bad", ["\x00", "\x0b", "\x1f", "\ufffe", "\uffff", "\ud800", "\r"])
def test_what_xml_cannot_carry_is_refused_with_its_place(bad: str, tmp_path: Path) -> None:
    draft = drafted(0)
    place = draft.text.index("同志们")
    spoilt = replace(draft, text=draft.text[: place + 2] + bad + draft.text[place + 2 :])
    with pytest.raises(InputError) as caught:
        spoilt.to_docx(tmp_path / "稿.docx")
    assert str(caught.value).startswith(f"第5行“同志”之后有一个看不见的控制字符（U+{ord(bad):04X}）")
    assert list(tmp_path.iterdir()) == []


# A paragraph of the body as another program writes it, and what it reads as: all accepted, all rejected.
FOREIGN: list[tuple[str, str, str]] = [
    ("<w:r><w:t>甲</w:t></w:r>", "甲", "甲"),
    ("<w:ins w:id='1' w:author='李'><w:r><w:t>甲</w:t></w:r></w:ins><w:r><w:t>乙</w:t></w:r>", "甲乙", "乙"),
    ("<w:del w:id='1' w:author='李'><w:r><w:delText>甲</w:delText></w:r></w:del><w:r><w:t>乙</w:t></w:r>", "乙", "甲乙"),
    ("<w:moveFrom w:id='1' w:author='李'><w:r><w:t>甲</w:t></w:r></w:moveFrom><w:r><w:t>乙</w:t></w:r>", "乙", "甲乙"),
    ("<w:moveTo w:id='1' w:author='李'><w:r><w:t>甲</w:t></w:r></w:moveTo><w:r><w:t>乙</w:t></w:r>", "甲乙", "乙"),
    ("<w:ins w:id='1' w:author='李'><w:del w:id='2' w:author='王'><w:r><w:delText>甲</w:delText></w:r></w:del></w:ins>", "", ""),
    ("<w:hyperlink><w:r><w:t>甲</w:t></w:r></w:hyperlink><w:smartTag><w:r><w:t>乙</w:t></w:r></w:smartTag>", "甲乙", "甲乙"),
    ("<w:sdt><w:sdtContent><w:r><w:t>甲</w:t></w:r></w:sdtContent></w:sdt>", "甲", "甲"),
    ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:noBreakHyphen/><w:t>丙</w:t></w:r>", "甲\t乙-丙", "甲\t乙-丙"),
    ("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:br w:type='page'/></w:r>", "甲\n乙", "甲\n乙"),
    ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t></w:r><w:r><w:t>甲</w:t></w:r>", "甲", "甲"),
    ("<w:r><w:ruby><w:rt><w:r><w:t>qī</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>栖</w:t></w:r></w:rubyBase></w:ruby></w:r>", "栖", "栖"),
    ("<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>3</w:t></w:r>", "3", "3"),
]


def _foreign(body: str) -> bytes:
    document = Document()
    for child in list(parse_xml(f"<w:body {nsdecls('w')}>{body}</w:body>")):
        document.element.body.sectPr.addprevious(child)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("inside", "accepted", "rejected"), FOREIGN, ids=range(len(FOREIGN)))
def test_what_other_programs_write(inside: str, accepted: str, rejected: str) -> None:
    returned = returned_of(
        "稿.docx", _foreign(f"<w:p><w:r><w:t>首</w:t></w:r></w:p><w:p>{inside}</w:p><w:p><w:r><w:t>末</w:t></w:r></w:p>")
    )
    assert (returned.text, returned.before) == (f"首\n{accepted}\n末", f"首\n{rejected}\n末")
    assert set(returned.authors) <= {"李", "王"}


@pytest.mark.parametrize(
    ("mark", "accepted", "rejected"),
    [("del", "首尾", "首\n尾"), ("moveFrom", "首尾", "首\n尾"), ("ins", "首\n尾", "首尾"), ("moveTo", "首\n尾", "首尾")],
)
def test_paragraph_marks(mark: str, accepted: str, rejected: str) -> None:
    properties = f"<w:pPr><w:rPr><w:{mark} w:id='1' w:author='李'/></w:rPr></w:pPr>"
    returned = returned_of("稿", _foreign(f"<w:p>{properties}<w:r><w:t>首</w:t></w:r></w:p><w:p><w:r><w:t>尾</w:t></w:r></w:p>"))
    assert (returned.text, returned.before, returned.authors) == (accepted, rejected, ("李",))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>表</w:t></w:r></w:p></w:tc></w:tr></w:tbl>", "有1个表格"),
        ("<w:p><w:r><w:rPr><w:color w:val='FFFFFF'/></w:rPr><w:t>白</w:t></w:r></w:p>", "有1处隐藏或白色的文字"),
        ("<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>", "自动编号"),
        ("<w:p><w:r><w:sym w:font='Wingdings' w:char='F0FC'/></w:r></w:p>", "符号字体"),
        ("<w:p><w:r><w:footnoteReference w:id='2'/></w:r></w:p>", "脚注"),
    ],
)
def test_what_was_not_read_is_told(body: str, said: str) -> None:
    returned = returned_of("稿", _foreign(f"<w:p><w:r><w:t>首</w:t></w:r></w:p>{body}"))
    assert [said in note for note in returned.notes] == [True]
    assert "表" not in returned.text and "白" not in returned.text


def test_a_reviewed_file_becomes_the_next_version() -> None:
    """The leader changes a figure, moves nothing, deletes a sentence and asks a question in the margin."""
    draft = drafted(0)
    document = Document(BytesIO(draft.docx("印发稿")))
    target = next(paragraph for paragraph in document.paragraphs if "142.8亿元" in paragraph.text)
    run = next(run for run in target.runs if "142.8亿元" in run.text)
    run.text = run.text.replace("142.8亿元", "143.8亿元")
    document.add_comment(run, text="这个数对吗？\n再核一遍", author="县长", initials="县")
    out = BytesIO()
    document.save(out)
    out.seek(0)
    version = Draft.from_docx(out, draft)
    assert version.text == draft.text.replace("142.8亿元", "143.8亿元")
    assert [finding.text for finding in version.report.findings if finding.verdict == "contradicted"] == ["143.8亿元"]
    assert len(version.changes) == 1 and version.changes[0].after.count("143.8亿元") == 1
    assert version.returned is not None
    (comment,) = version.returned.comments
    assert (comment.author, comment.text) == ("县长", "这个数对吗？\n再核一遍")
    assert "143.8亿元" in comment.quoted
    assert version.before.text == version.undo().text == draft.text


def test_a_file_with_nothing_but_comments_is_a_version_of_the_same_words() -> None:
    draft = drafted(0)
    document, out = Document(BytesIO(draft.docx("印发稿"))), BytesIO()
    document.add_comment(document.paragraphs[-1].runs, text="同意", author="县长", initials="")
    document.save(out)
    out.seek(0)
    version = Draft.from_docx(out, draft)
    assert (version.number, version.text, version.changes) == (draft.number + 1, draft.text, ())
    assert version.reply == "读入“Word 文件”：文字没有变，批注1条。"
    assert version.revise("称谓改为“同志们、朋友们：”。", model=False).returned is None


def test_an_untouched_file_changes_nothing() -> None:
    draft = drafted(0)
    for layout in ("印发稿", "朗读稿", "审阅稿"):
        back = Draft.from_docx(BytesIO(draft.docx(layout)), draft)
        assert (back.text, back.slots, back.number) == (draft.text, draft.slots, draft.number)
        assert back.returned is not None and back.returned.comments == ()


def test_the_review_copy_shows_what_the_last_step_changed() -> None:
    draft = drafted(0)
    edited = draft.edit(draft.text.replace("同志们：", "同志们、朋友们：", 1))
    returned = returned_of("稿", edited.docx("审阅稿", author="张"))
    assert (returned.text, returned.before, returned.authors) == (edited.text, draft.text, ("张",))
    alone = returned_of("稿", draft.docx("审阅稿"))
    assert (alone.text, alone.authors) == (alone.before, ())
    other = returned_of("稿", edited.docx("审阅稿", against=drafted(1)))
    assert (other.text, other.before) == (edited.text, drafted(1).text)


BROKEN: list[tuple[str, Callable[[bytes], bytes], str]] = [
    ("空.docx", lambda _: b"", "不是 Word 文档"),
    ("字.docx", lambda _: "同志们".encode(), "不是 Word 文档"),
    ("半.docx", lambda content: content[: len(content) // 2], "已损坏或不完整"),
    ("旧.docx", lambda _: b"\xd0\xcf\x11\xe0" + bytes(600), "旧版 Word 文档"),
]


@pytest.mark.parametrize(("name", "spoil", "said"), BROKEN)
def test_broken_files_are_told_in_one_sentence(tmp_path: Path, name: str, spoil: Callable[[bytes], bytes], said: str) -> None:
    path = tmp_path / name
    path.write_bytes(spoil(review("题\n甲。", "题\n乙。")))
    with pytest.raises(AssistantError) as caught:
        Draft.from_docx(path, drafted(0))
    assert name in str(caught.value) and said in str(caught.value) and "\n" not in str(caught.value)


def test_a_damaged_part_is_told(tmp_path: Path) -> None:
    path = tmp_path / "坏.docx"
    with zipfile.ZipFile(BytesIO(review("题\n甲。", "题\n乙。"))) as package, zipfile.ZipFile(path, "w") as spoilt:
        for name in package.namelist():
            spoilt.writestr(name, package.read(name) if name != "word/document.xml" else escape("<w:document>"))
    with pytest.raises(InputError, match=r"坏\.docx：Word 文档已损坏或不完整"):
        Draft.from_docx(path, drafted(0))
    with pytest.raises(InputError, match="找不到这个文件"):
        Draft.from_docx(tmp_path / "没有.docx", drafted(0))


def test_an_empty_file_is_no_speech() -> None:
    with pytest.raises(AssistantError, match="稿子是空的"):
        Draft.from_docx(BytesIO(_foreign("")), drafted(0))


def test_a_returned_file_is_plain_data() -> None:
    assert returned_of("稿", review("题\n甲。", "题\n乙。")) == Returned("稿", "题\n乙。", "题\n甲。", (), ("拟稿",), ())
