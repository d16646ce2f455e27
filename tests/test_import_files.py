"""Importing a user's speeches: every form that is read, every file that is refused, and what the corpus keeps."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant import AssistantError, add_speeches, describe_speech, list_speeches, remove_speeches, restore_speeches
from assistant.__main__ import main
from assistant.exemplars import load_speeches, open_index
from assistant.exemplars.documents import read_document
from assistant.exemplars.hygiene import clean, suspicions
from assistant.exemplars.importing import Imported
from assistant.exemplars.opening import all_speeches
from assistant.exemplars.own import adopt_texts, corpus_troubles, own_corpus
from assistant.exemplars.recognition import recognise, split_head
from assistant.settings import Settings
from tests.speech_files import BODY, CASES, HEAD, ORDER, OTHER, SPEECH, Case, docx, pdf, wrapped

DATA = Path(__file__).parent / "data"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "home")


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    return folder


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A corpus of one speech in place of the bundled one: masking five takes its time."""
    folder = tmp_path / "small"
    (folder / "speeches").mkdir(parents=True)
    (folder / "speeches" / "o.txt").write_text(split_head(OTHER)[1], "utf-8")
    record = "- {id: o, file: o.txt, title: 讲话, occasion: 招商专题, level: 市, season: 开门红, year: 2025}\n"
    (folder / "speeches.yaml").write_text(record, "utf-8")
    return folder


def _add(settings: Settings, path: Path, data: bytes, **options: bool) -> Imported:
    path.write_bytes(data)
    [report] = add_speeches([path], settings=settings, **options)
    return report


# What is read


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", SPEECH.encode()),
        ("a.TXT", SPEECH.replace("\n", "\r\n").encode("utf-8-sig")),
        ("b.txt", SPEECH.encode("gb18030")),
        ("c.txt", SPEECH.encode("utf-16")),
        ("d.txt", SPEECH.encode("utf-16-le")),
        ("e.txt", SPEECH.encode("utf-16-be")),
        ("f.docx", docx(SPEECH)),
        ("g.pdf", pdf(wrapped(SPEECH))),
        ("h.md", ("---\ntitle: x\n---\n" + SPEECH.replace("一、看", "## 一、看").replace("一要盯紧项目", "**一要盯紧项目**")).encode()),
    ],
)
def test_every_form_gives_the_same_speech(settings: Settings, files: Path, name: str, data: bytes) -> None:
    report = _add(settings, files / name, data)
    assert (report.status, report.notes) == ("added", ())
    [own] = [listed.speech for listed in list_speeches(settings=settings) if listed.own]
    told = (own.title, own.date, own.speaker, own.occasion, own.season, own.level, own.year)
    assert told == ("在全县工业经济半年调度会上的讲话", "2024-07-18", "白砚青", "半年调度会", "二季度", "县", 2024)
    assert own.text.strip() == BODY.strip()
    for seen in ("3个大标题", "成绩、问题", "措施", "白砚青"):
        assert seen in report.message


def test_word_shows_what_is_printed(files: Path) -> None:
    def run(inner: str) -> str:
        return f"<w:p>{inner}</w:p>"

    extra = [
        run("<w:ins><w:r><w:t>插入的文字。</w:t></w:r></w:ins>"),
        run("<w:del><w:r><w:delText>删去的文字。</w:delText></w:r></w:del>"),
        run('<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>白色的文字。</w:t></w:r>'),
        run('<w:pPr><w:numPr><w:ilvl w:val="0"/></w:numPr></w:pPr><w:r><w:t>自动编号。</w:t></w:r>'),
        run('<w:pPr><w:numPr><w:ilvl w:val="0"/></w:numPr></w:pPr><w:r><w:t>自动编号。</w:t></w:r>'),
    ]
    (files / "a.docx").write_bytes(docx(SPEECH, *extra))
    document = read_document(files / "a.docx")
    assert "插入的文字" in document.text
    assert [word for word in ("删去的文字", "白色的文字") if word in document.text] == []
    assert [("1处隐藏" in note, "自动编号" in note) for note in document.notes] == [(True, False), (False, True)]


def test_page_numbers_and_printed_lines_go(files: Path) -> None:
    (files / "a.pdf").write_bytes(pdf([*wrapped(SPEECH), "— 1 —"]))
    assert read_document(files / "a.pdf").text.split("\n\n")[-1].splitlines()[-4:] == BODY.splitlines()[-4:]


# What is refused, or taken with a remark


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Imported]]:
    """Import all bad files at once, and a sound one in their midst."""
    folder = tmp_path_factory.mktemp("bad")
    paths = [case.write(folder) for case in CASES]
    sound = folder / "好.txt"
    sound.write_text(HEAD + BODY.replace("工业", "农业").replace("企业", "合作社").replace("项目", "工程") * 2, "utf-8")
    reports = add_speeches([*paths[:20], sound, *paths[20:]], similar=True, settings=Settings(folder / "home"))
    return {path.name: [report for report in reports if report.file == str(path)] for path in [*paths, sound]}


def test_there_are_forty_bad_files() -> None:
    assert len(CASES) >= 40
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_bad_file_is_one_clear_message(reported: dict[str, list[Imported]], case: Case) -> None:
    [report] = reported[case.name]
    assert report.status == case.status
    told = [report.message, *report.notes]
    assert sum(case.says in line for line in told) == 1
    assert report.message.startswith(case.name)
    assert all("\n" not in line and line.endswith("。") for line in told)
    assert not any(word in "".join(told) for word in ("Traceback", "Error", "Exception"))


def test_bad_files_do_not_stop_a_sound_one(reported: dict[str, list[Imported]]) -> None:
    assert [report.status for report in reported["好.txt"]] == ["added"]


def test_a_missing_file_and_a_folder_of_files(settings: Settings, files: Path) -> None:
    (files / "inner").mkdir()
    (files / "inner" / "a.txt").write_text(SPEECH, "utf-8")
    (files / "b.doc").write_bytes(b"x")
    (files / "~$a.docx").write_bytes(b"x")
    (files / ".hidden.txt").write_bytes(b"x")
    reports = add_speeches([files, files / "none.txt"], settings=settings)
    assert [(Path(report.file).name, report.status) for report in reports] == [
        ("b.doc", "failed"),
        ("a.txt", "added"),
        ("none.txt", "failed"),
    ]
    assert "找不到" in reports[-1].message


# Duplicates


def test_the_same_text_in_another_dress_is_a_duplicate(settings: Settings, files: Path) -> None:
    first = _add(settings, files / "a.txt", SPEECH.encode())
    again = _add(settings, files / "b.docx", docx(SPEECH.replace("，", ", ")))
    assert (again.status, again.id) == ("duplicate", first.id)
    bundled = load_speeches()[2]
    assert _add(settings, files / "c.txt", ("标题\n" + bundled.text).encode()).id == bundled.id


@pytest.mark.slow
def test_a_revised_version_is_told_apart_and_taken_when_asked(settings: Settings, files: Path) -> None:
    _add(settings, files / "a.txt", SPEECH.encode())
    revised = SPEECH.replace("7.3%", "7.5%").replace("每周调度一次", "每月调度一次").replace("坚定信心", "增强信心")
    assert _add(settings, files / "b.txt", revised.encode()).status == "similar"
    assert _add(settings, files / "b.txt", revised.encode(), similar=True).status == "added"


def test_another_speech_is_new(settings: Settings, files: Path) -> None:
    reports = [_add(settings, files / f"{at}.txt", text.encode()) for at, text in enumerate((SPEECH, OTHER))]
    assert [report.status for report in reports] == ["added", "added"]


# What the corpus keeps


def test_corrections_by_hand_survive(settings: Settings, files: Path, small: Path) -> None:
    report = _add(settings, files / "a.txt", SPEECH.encode())
    manifest = settings.home / "corpus" / "speeches.yaml"
    manifest.write_text(
        manifest.read_text("utf-8").replace("半年调度会\n", "工业专班会 # 改过\n").replace("season: 二季度", "season: 三季度"), "utf-8"
    )
    _add(settings, files / "b.txt", OTHER.encode())
    adopt_texts(settings=settings)
    index = open_index(settings.home, corpus=small)
    index.rebuild()
    own = next(listed.speech for listed in list_speeches(settings=settings) if listed.speech.id == report.id)
    assert (own.occasion, own.season, own.title) == ("工业专班会", "三季度", "在全县工业经济半年调度会上的讲话")
    assert "# 改过" in manifest.read_text("utf-8")
    assert {passage.meeting_type for passage in index.passages if passage.speech == report.id} == {"工业专班会"}
    index.close()


def test_an_open_index_follows_the_corpus(settings: Settings, files: Path, small: Path) -> None:
    index = open_index(settings.home, corpus=small)
    before = index.count
    report = _add(settings, files / "a.txt", SPEECH.encode())
    assert index.count > before
    assert report.id in {exemplar.speech for exemplar in index.retrieve("干部上门走访企业，当场解决", k=5)}
    assert index.health()
    remove_speeches([report.id], settings=settings)
    assert index.count == before
    index.close()


def test_removing_keeps_the_text_and_the_remarks(settings: Settings, files: Path) -> None:
    first = _add(settings, files / "a.txt", SPEECH.encode())
    second = _add(settings, files / "b.txt", OTHER.encode())
    folder = settings.home / "corpus"
    manifest = folder / "speeches.yaml"
    manifest.write_text(manifest.read_text("utf-8") + "# 我的备注\n", "utf-8")
    [said] = remove_speeches([first.id], settings=settings)
    assert str(folder / "removed") in said
    assert [listed.speech.id for listed in list_speeches(settings=settings) if listed.own] == [second.id]
    assert [path.read_text("utf-8").strip() for path in (folder / "removed").iterdir()] == [SPEECH.strip()]
    assert "# 我的备注" in manifest.read_text("utf-8")
    assert corpus_troubles(settings=settings) == []
    assert _add(settings, files / "a.txt", SPEECH.encode()).status == "added"


def test_bundled_speeches_are_put_aside_and_brought_back(settings: Settings) -> None:
    def used() -> list[str]:
        return [speech.id for speech in all_speeches(None, own_corpus(settings))]

    remove_speeches(["002", "004"], settings=settings)
    assert [listed.used for listed in list_speeches(settings=settings)] == [True, True, False, True, False]
    assert used() == ["000", "001", "003"]
    restore_speeches(["002"], settings=settings)
    assert used() == ["000", "001", "002", "003"]
    for change in (remove_speeches, restore_speeches):
        with pytest.raises(AssistantError, match="没有编号为 nobody"):
            change(["nobody"], settings=settings)


def test_a_text_without_a_record_is_taken_in(settings: Settings, files: Path) -> None:
    _add(settings, files / "a.txt", OTHER.encode())
    (settings.home / "corpus" / "speeches" / "手工放的.txt").write_text(SPEECH, "utf-8")
    [said] = adopt_texts(settings=settings)
    assert "手工放的.txt" in said
    assert sum(listed.own for listed in list_speeches(settings=settings)) == 2
    assert adopt_texts(settings=settings) == []


@pytest.mark.parametrize(
    ("record", "says"),
    [
        ("- {id: x, file: none.txt, title: 讲话, occasion: 调度会, level: 县, season: 二季度, year: 2024}", "none.txt"),
        ("- {id: x, file: ../a.txt, title: 讲话, occasion: 调度会, level: 县, season: 二季度, year: 2024}", "不能带路径"),
        ("- {id: x, file: a.txt, title: 讲话, occasion: 调度会, level: 县, season: 二季度, year: 去年}", "去年"),
        ("- {id: x, title: 讲话}", "缺少：file"),
    ],
)
def test_a_bad_record_does_not_stop_the_others(settings: Settings, files: Path, record: str, says: str) -> None:
    _add(settings, files / "a.txt", SPEECH.encode())
    manifest = settings.home / "corpus" / "speeches.yaml"
    manifest.write_text(manifest.read_text("utf-8") + record + "\n", "utf-8")
    [trouble] = corpus_troubles(settings=settings)
    assert says in trouble
    assert sum(listed.own for listed in list_speeches(settings=settings)) == 1


def test_a_broken_manifest_names_its_line(settings: Settings, files: Path) -> None:
    _add(settings, files / "a.txt", SPEECH.encode())
    manifest = settings.home / "corpus" / "speeches.yaml"
    manifest.write_text(manifest.read_text("utf-8") + "- {id: x\n  title: [\n", "utf-8")
    with pytest.raises(AssistantError, match=r"speeches.yaml 第\d+行"):
        list_speeches(settings=settings)


# Instructions to a model


def _lines(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines()]


@pytest.mark.parametrize("record", _lines("instructions.jsonl"), ids=lambda record: record["text"][:24])
def test_instructions_are_told_from_speech(record: dict[str, str]) -> None:
    assert bool(list(suspicions(clean(record["text"])[0]))) is (record["is"] == "instruction")


def test_speeches_hold_no_instruction() -> None:
    texts = [SPEECH, OTHER, *(speech.text for speech in load_speeches())]
    assert [str(found) for text in texts for found in suspicions(text)] == []


@pytest.mark.shared
def test_reference_speeches_hold_no_instruction(shared: Path) -> None:
    texts = [path.read_text("utf-8") for path in sorted((shared / "scenarios" / "references").glob("*.txt"))]
    assert [str(found) for text in texts for found in suspicions(text)] == []


def test_an_instruction_reaches_no_answer(settings: Settings, files: Path, small: Path) -> None:
    report = _add(settings, files / "a.txt", SPEECH.replace("二、找准", ORDER + "二、找准").encode())
    assert "第9段" in report.notes[0]
    index = open_index(settings.home, corpus=small)
    found = [exemplar.text for exemplar in index.retrieve(ORDER, k=index.count)]
    assert len(found) == index.count
    assert [text for text in found if "忽略" in text or "指令" in text] == []
    assert "已排除" in describe_speech(report.id, settings=settings)
    index.close()


# Recognition


@pytest.mark.parametrize("record", _lines("speech_heads.jsonl"), ids=lambda record: record["head"].replace("\n", " ")[:24])
def test_what_is_recognised(record: dict[str, Sequence[str]]) -> None:
    text = f"{record['head']}\n同志们：\n今天开会。"
    found = recognise(text, "稿.docx")
    assert [getattr(found, field) for field in record if field != "head"] == [record[field] for field in record if field != "head"]
    assert split_head(text)[1] == "同志们：\n今天开会。"


# The command line


@pytest.mark.slow
def test_the_index_commands(settings: Settings, files: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("ASSISTANT_HOME", str(settings.home))
    (files / "a.txt").write_text(SPEECH, "utf-8")
    (files / "b.doc").write_bytes(b"x")

    def run(*arguments: object) -> tuple[int, str]:
        code = main(["index", *map(str, arguments)])
        out, err = capsys.readouterr()
        return code, out + err

    code, said = run("add", files)
    assert (code, "加入1个" in said, "失败1个" in said, "范文索引已更新" in said) == (1, True, True, True)
    [own] = [listed.speech.id for listed in list_speeches() if listed.own]
    assert run("add", files / "a.txt")[0] == 0
    assert run("add", files / "b.doc")[0] == 2
    code, said = run("list")
    assert (code, said.count("[自带]"), said.count("[自有]")) == (0, 5, 1)
    assert "白砚青" in run("show", own)[1]
    (files.parent / "home" / "corpus" / "speeches" / "c.txt").write_text(OTHER, "utf-8")
    code, said = run("rebuild")
    assert (code, "c.txt 已编入目录" in said, "自有2篇" in said) == (0, True, True)
    assert "已移出" in run("remove", own)[1]
    assert "已停用" in run("remove", "003")[1]
    assert "自带4篇，自有1篇" in run("health")[1]
    assert "恢复" in run("restore", "003")[1]
    assert run("remove", "nobody")[0] == 2
    (settings.home / "corpus" / "speeches" / "c.txt").unlink()
    code, said = run()
    assert (code, "[异常] 范文读不出来：c.txt" in said) == (1, True)
