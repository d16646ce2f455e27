"""The library: what is saved comes back the same, nothing is lost, what is deleted is gone. The same on SQLite and PostgreSQL."""

import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant import Draft, Library
from assistant.errors import InputError, LibraryError
from assistant.export.word.reading import Comment, Returned
from tests.library_drafts import Clock, again, bytes_of, rich_draft, small_brief, small_draft
from tests.library_places import BOTH, place

Where = Path | str


@pytest.fixture(params=BOTH)
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Where]:
    with place(request.param, tmp_path) as found:
        yield found


@pytest.fixture
def library(where: Where) -> Iterator[Library]:
    with Library.open(where, clock=Clock()) as opened:
        yield opened


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Library]:
    with place("sqlite", tmp_path) as home, Library.open(home, clock=Clock()) as opened:
        yield opened


def test_a_draft_comes_back_the_same(library: Library, where: Where) -> None:
    draft = rich_draft()
    saved = draft.save(library)
    with Library.open(where) as other:
        loaded = other.load(saved.id)
    assert loaded == draft
    assert repr(loaded) == repr(draft)  # 268.50 is not 268.5
    assert (loaded.plan, loaded.record(), loaded.ok) == (draft.plan, draft.record(), draft.ok)
    assert loaded.shelf.place == saved == draft.shelf.place


def test_a_draft_is_saved_where_the_settings_say(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ASSISTANT_HOME", str(tmp_path / "new" / "home"))
    saved = small_draft().save()
    with Library.open() as library:
        assert library.load(saved.id).text == small_draft().text
        assert library.place == saved.library == str(tmp_path / "new" / "home" / "library.sqlite3")


def test_what_came_back_in_word_stays_with_its_version(library: Library, where: Where, tmp_path: Path) -> None:
    comment = Comment("王县长", "再核\n一遍", "142.8亿元", datetime(2026, 11, 20, 9, 30, tzinfo=UTC))
    returned = Returned("改.docx", "改后", "改前", (comment, Comment("", "好")), ("王县长",), ("有1个表格，没有读入。",))
    first = small_draft("第一稿")
    identifier = first.save(library).id
    replace(again(first, "第二稿"), returned=returned).save(library)
    library.export(tmp_path / "全部.zip")
    with Library.open(where) as other, Library.open(tmp_path / "别处") as third:
        third.take_in(tmp_path / "全部.zip")
        for place_of_it in (other, third):
            assert place_of_it.load(identifier).returned == returned
            assert place_of_it.load(identifier, 1).returned is None


def test_versions_follow_each_other_and_stay(library: Library) -> None:
    first = small_draft("第一稿")
    identifier = first.save(library).id
    second = again(first, "第二稿")
    assert second.save(library).version == 2
    assert second.save(library).version == 2  # unchanged
    assert again(second, "第三稿").save(library).version == 3
    assert [library.load(identifier, number).text for number in (1, 2)] == [first.text, second.text]
    assert [(version.number, version.parent) for version in library.versions(identifier)] == [(1, 0), (2, 1), (3, 2)]
    assert library.drafts()[0].versions == 3


def test_an_earlier_version_saved_again_is_the_last(library: Library) -> None:
    draft = small_draft("第一稿")
    identifier = draft.save(library).id
    again(draft, "第二稿").save(library)
    assert library.load(identifier, 1).save(library).version == 3
    assert library.load(identifier).text == draft.text


def test_two_writers_get_two_versions(library: Library, where: Where) -> None:
    identifier = small_draft().save(library).id
    with Library.open(where) as beside:
        mine, theirs = library.load(identifier), beside.load(identifier)
        assert again(mine, "我改的").save(library).version == 2
        assert again(theirs, "他改的").save(beside).version == 3
    assert [(version.number, version.parent) for version in library.versions(identifier)] == [(1, 0), (2, 1), (3, 1)]
    assert ["我改的" in library.load(identifier, 2).text, "他改的" in library.load(identifier, 3).text] == [True, True]


def test_two_writers_of_the_same_words_get_two_versions(library: Library) -> None:
    identifier = small_draft().save(library).id
    drafts = [library.load(identifier), library.load(identifier)]
    assert [again(draft, "同样的话").save(library).version for draft in drafts] == [2, 3]


def test_everybody_sees_their_own(library: Library) -> None:
    mine, theirs = small_draft("甲的稿子"), small_draft("乙的稿子")
    mine.save(library)
    saved = theirs.save(library, owner="王敏")
    assert [entry.id for entry in library.drafts("王敏")] == [saved.id]
    assert [entry.owner for entry in (*library.drafts(), *library.briefs())] == ["local", "local"]
    copy = library.load(saved.id)
    assert copy.save(library).id != saved.id  # another's draft becomes one's own
    assert len(library.versions(saved.id)) == 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True),
        ("   ", True),
        ("总产值", True),
        ("产值完成", True),
        ("总 产 值", True),
        ("268.50亿元", False),
        ("268.5亿元", True),
        ("增长7.6％", True),
        ("ＧＤＰ", True),
        ("gdp 总产值", True),
        ("总产值 没有这个词", False),
        ("值产总", False),
        ("调度会", True),  # in the title
        ("工业投资", False),  # in the brief only
        ("100%", True),
        ("1%0", False),
        ("a_b", True),
        ("a_c", False),
        ("axb", False),
        ("\\n", True),
        ("𠮷", True),
        ("'; DROP TABLE drafts; --", False),
    ],
)
def test_search(searched: Library, query: str, found: bool) -> None:
    assert bool(searched.drafts(query=query)) is found


@pytest.mark.parametrize("query", ["总" * 1999, " ".join(f"词{number}" for number in range(50))])
def test_a_long_search_is_a_search(searched: Library, query: str) -> None:
    assert searched.drafts(query=query) == searched.briefs(query=query) == searched.chats(query=query) == ()


@pytest.mark.parametrize("query", ["总" * 2001, " ".join(f"词{number}" for number in range(51)), "一句话" * 40_000])
def test_a_search_beyond_measure_is_refused(searched: Library, query: str) -> None:
    with pytest.raises(LibraryError, match="太多或太长"):
        searched.drafts(query=query)


@pytest.fixture(scope="module", params=BOTH)
def searched(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with place(request.param, tmp_path_factory.mktemp("searched")) as found, Library.open(found) as library:
        draft = small_draft("旧稿")
        draft.save(library)
        again(draft, "GDP和100%、a_b、a\\n、𠮷").save(library)
        yield library


def test_the_last_version_is_searched_and_the_last_changed_comes_first(library: Library) -> None:
    first, second = small_draft("先写的"), small_draft("后写的")
    ids = [first.save(library).id, second.save(library).id]
    assert [entry.id for entry in library.drafts()] == ids[::-1]
    again(first, "改过的").save(library)
    assert [entry.id for entry in library.drafts(most=1)] == ids[:1]
    assert library.drafts(query="先写的") == ()


def test_briefs(library: Library) -> None:
    brief = small_brief("云岭县", "云岭县的讲话")
    identifier = library.save_brief(brief)
    assert library.save_brief(brief) == identifier
    small_draft(brief=brief).save(library)
    assert repr(library.load_brief(identifier)) == repr(brief)
    assert [(entry.id, entry.title, entry.drafts) for entry in library.briefs(query="工业投资")] == [(identifier, "云岭县的讲话", 1)]
    assert library.briefs(query="农业投资") == ()


def test_chats(library: Library) -> None:
    draft = small_draft().save(library)
    chat, other = library.start_chat(draft=draft.id), library.start_chat("王敏")
    assert [library.add_message(chat, "user", "第二部分\0压缩"), library.add_message(chat, "assistant", "已压缩。")] == [1, 2]
    assert [(message.role, message.text) for message in library.messages(chat)] == [("user", "第二部分压缩"), ("assistant", "已压缩。")]
    assert [(entry.id, entry.draft, entry.messages) for entry in library.chats(draft=draft.id)] == [(chat, draft.id, 2)]
    assert [entry.id for entry in library.chats("王敏")] == [other]
    assert [len(library.chats(query=query)) for query in ("部分 压缩", "第二 已", "扩写")] == [1, 0, 0]


@pytest.mark.parametrize(
    "ask",
    [
        lambda library, _: library.load("nix"),
        lambda library, _: library.versions("nix"),
        lambda library, _: library.load_brief("nix"),
        lambda library, _: library.messages("nix"),
        lambda library, _: library.add_message("nix", "user", "x"),
        lambda library, _: library.start_chat(draft="nix"),
        lambda library, known: library.delete(known, "nix"),
        lambda library, known: library.load(known, 2),
        lambda library, known: library.load(known, 0),
    ],
)
def test_what_is_not_there_is_said(library: Library, ask: object) -> None:
    known = small_draft().save(library).id
    with pytest.raises(LibraryError, match=r"没有(编号为“nix”|第[02]版)"):
        ask(library, known)  # type: ignore[operator]
    assert library.load(known).text == small_draft().text


def test_everything_travels_in_one_file(library: Library, tmp_path: Path) -> None:
    draft = rich_draft()
    saved = draft.save(library)
    again(draft, "第二稿").save(library)
    chat = library.start_chat(draft=saved.id)
    library.add_message(chat, "user", "压缩")
    library.save_brief(small_brief("海陵市"), owner="王敏")
    assert library.export(tmp_path / "one.zip") == 1
    with Library.open(tmp_path / "elsewhere") as other:
        assert [other.take_in(tmp_path / "one.zip").drafts, other.take_in(tmp_path / "one.zip").drafts] == [1, 0]
        assert other.load(saved.id, 1) == draft
        assert other.messages(chat) == library.messages(chat)
        assert (other.drafts(), other.briefs("王敏")) == (library.drafts(), library.briefs("王敏"))
        other.export(tmp_path / "two.zip")
    assert _content(tmp_path / "two.zip") == _content(tmp_path / "one.zip")


def _content(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_an_import_overwrites_nothing(file: Library, tmp_path: Path) -> None:
    draft = small_draft("共同的")
    saved = draft.save(file)
    file.export(tmp_path / "old.zip")
    again(draft, "这边的").save(file)
    assert file.take_in(tmp_path / "old.zip").known == 1  # goes on from what the file has
    with Library.open(tmp_path / "elsewhere", clock=Clock()) as other:
        other.take_in(tmp_path / "old.zip")
        again(other.load(saved.id), "那边的").save(other)
        other.export(tmp_path / "new.zip")
    assert file.take_in(tmp_path / "new.zip").drafts == 1
    texts = {file.load(entry.id, 2).text for entry in file.drafts()}
    assert len(texts) == 2
    assert "这边的" in file.load(saved.id, 2).text


@pytest.mark.parametrize(
    "harm", ["no zip", "cut", "other zip", "part changed", "rows missing", "names changed", "told twice", "no file", "newer"]
)
def test_a_bad_file_is_not_imported(file: Library, tmp_path: Path, harm: str) -> None:
    small_draft().save(file)
    path = tmp_path / "all.zip"
    file.export(path)
    _harm(path, harm)
    before = file.drafts(), file.briefs()
    with Library.open(tmp_path / "elsewhere") as other:
        with pytest.raises(LibraryError, match=r"导出|读不了|对不上"):
            other.take_in(path)
        assert (other.drafts(), other.briefs(), other.chats()) == ((), (), ())
    assert (file.drafts(), file.briefs()) == before


def _harm(path: Path, harm: str) -> None:
    data, content = path.read_bytes(), _content(path)
    if harm in ("no zip", "cut"):
        path.write_bytes(b"text" if harm == "no zip" else data[: len(data) // 2])
        return
    if harm == "no file":
        path.unlink()
        return
    changes = {
        "other zip": {"library.json": b"[]"},
        "part changed": {"parts.jsonl": content["parts.jsonl"].replace("第一稿".encode(), "第二稿".encode())},
        "rows missing": {"parts.jsonl": b"".join(content["parts.jsonl"].splitlines(keepends=True)[1:])},
        "names changed": {"versions.jsonl": content["versions.jsonl"].replace(b'"draft": "', b'"draft": "0')},
        "told twice": {
            "versions.jsonl": content["versions.jsonl"] * 2,
            "library.json": content["library.json"].replace(b'"versions": 1', b'"versions": 2'),
        },
        "newer": {"library.json": content["library.json"].replace(b'"format": 1', b'"format": 2')},
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, told in {**content, **changes[harm]}.items():
            archive.writestr(name, told)


def test_the_exported_file_can_be_read_by_others(file: Library, tmp_path: Path) -> None:
    small_draft("能读的字").save(file)
    file.export(tmp_path / "all.zip")
    parts = [json.loads(line) for line in _content(tmp_path / "all.zip")["parts.jsonl"].splitlines()]
    speech = next(json.loads(part["json"]) for part in parts if part["kind"] == "speech")
    assert "能读的字" in speech["text"]


def test_an_export_needs_a_place(file: Library, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="文件夹"):
        file.export(tmp_path)
    with pytest.raises(InputError, match="不存在"):
        file.export(tmp_path / "none" / "all.zip")


@pytest.mark.parametrize("rewritten", [pytest.param(0, marks=pytest.mark.slow), 200_000_000])  # bytes: above, the file is not written anew
def test_what_is_deleted_is_gone_from_the_bytes(file: Library, tmp_path: Path, rewritten: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.library.erasing.REWRITTEN", rewritten)
    kept = small_draft("留下的字句").save(file)
    draft = small_draft("机密的字句", small_brief("云岭县", "机密的题目"))
    saved = draft.save(file)
    for number in range(5):
        draft = again(draft, f"机密的字句{number}" * 40**number if number < 3 else f"机密的字句{number}")
        draft.save(file)
    file.add_message(file.start_chat(draft=saved.id), "user", "机密的话")
    secrets = [word.encode() for word in ("机密的字句", "机密的题目", "机密的话")]
    assert [secret in bytes_of(tmp_path) for secret in secrets] == [True, True, True]
    assert file.delete(saved.id)
    assert [secret in bytes_of(tmp_path) for secret in secrets] == [False, False, False]
    assert "留下的字句".encode() in bytes_of(tmp_path)
    assert file.load(kept.id).text == small_draft("留下的字句").text
    assert (file.chats(), len(file.briefs())) == ((), 1)


def test_a_deletion_that_was_held_up_is_made_good_at_the_next_open(file: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saved = small_draft("机密的字句").save(file)
    with monkeypatch.context() as patch:
        patch.setattr("assistant.library.erasing.scrub", lambda store: False)  # as if the program had been killed in between
        assert not file.delete(saved.id)
    assert file.drafts() == ()
    with Library.open(tmp_path):
        assert "机密的字句".encode() not in bytes_of(tmp_path)


def test_a_reader_does_not_keep_a_deletion_from_being_told(file: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.library.store.PATIENCE", 0.05)
    with Library.open(tmp_path) as library:
        saved = small_draft("机密的字句").save(library)
        with file._store.reading() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM drafts").scalar()
            assert library.delete(saved.id) is False
        assert library.drafts() == ()
    with Library.open(tmp_path):
        assert "机密的字句".encode() not in bytes_of(tmp_path)


def test_a_brief_goes_with_its_last_draft_unless_it_was_saved_itself(library: Library) -> None:
    shared, kept = small_brief("云岭县"), small_brief("海陵市")
    library.save_brief(kept)
    drafts = [small_draft(brief=brief).save(library).id for brief in (shared, shared, kept)]
    assert [entry.drafts for entry in library.briefs()] == [2, 1]
    for draft, left in zip(drafts, (2, 1, 1), strict=True):
        assert library.delete(draft)
        assert len(library.briefs()) == left
    assert library.delete(library.briefs()[0].id)
    assert library.briefs() == ()


def test_a_brief_in_use_stays(library: Library) -> None:
    draft = small_draft().save(library)
    chat = library.start_chat()
    with pytest.raises(LibraryError, match="还有1篇文稿在用"):
        library.delete(chat, library.briefs()[0].id)
    assert [entry.id for entry in library.chats()] == [chat]
    assert library.delete(chat, draft.id)


def test_a_draft_deleted_meanwhile_is_saved_as_a_new_one(library: Library) -> None:
    draft = small_draft()
    first = draft.save(library)
    library.delete(first.id)
    second = again(draft, "第二稿").save(library)
    assert (second.id != first.id, second.version) == (True, 1)


def test_what_versions_have_in_common_is_kept_once(file: Library, tmp_path: Path) -> None:
    draft = rich_draft()
    draft.save(file)
    for number in range(4):
        draft = replace(draft, seed=number)
        draft.save(file)
    file.export(tmp_path / "all.zip")
    kinds = [json.loads(line)["kind"] for line in _content(tmp_path / "all.zip")["parts.jsonl"].splitlines()]
    assert sorted(kinds) == ["exemplars", "plan", "speech", "speech", "speech", "speech", "speech", "writing"]


@pytest.mark.slow
def test_a_real_draft_comes_back_the_same(file: Library) -> None:
    from assistant import draft_speech, sample_brief

    draft: Draft = draft_speech(sample_brief(), model=False)
    assert repr(file.load(draft.save(file).id)) == repr(draft)


@pytest.mark.slow
def test_a_draft_by_a_model_comes_back_the_same_and_no_key_is_kept(file: Library, home: Path, tmp_path: Path) -> None:
    from assistant import draft_speech
    from assistant.testing import EndpointServer, answer_chat
    from tests.chain.hostile import BEHAVIOURS
    from tests.chain.model import Model, brief, settings

    with EndpointServer() as server:
        server.handlers["/v1/chat/completions"] = answer_chat(Model(BEHAVIOURS[0], "stubborn"))
        used = replace(settings(server, home), api_key="sk-geheim-8841")
        draft = draft_speech(brief(), settings=used)
    assert draft.exchanges
    loaded = file.load(draft.save(file).id)
    assert (loaded == draft, loaded.record() == draft.record()) == (True, True)
    file.export(tmp_path / "all.zip")
    assert not any(b"geheim-8841" in content for content in _content(tmp_path / "all.zip").values())
