"""Opening a library: new, older, newer, damaged, or not ours; and what is said when it cannot be opened."""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, select, text

from assistant import Library, Settings
from assistant.__main__ import main
from assistant.errors import LibraryError, SettingsError
from assistant.library.opening import MIGRATIONS, migrate
from assistant.library.schema import DRAFTS, KNOWN, METADATA, NEWEST
from assistant.library.store import Store, engine_of, place_of
from tests.library_drafts import Clock, again, small_draft
from tests.library_places import BOTH, place

VERSION_1 = Path(__file__).parent / "data" / "library" / "version1.sql"
SECRET = "geheim-8841"


def _old(home: Path) -> Path:
    """Make a library file of schema version 1."""
    path = home / "library.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(VERSION_1.read_text("utf-8"))
    return path


def test_the_tables_are_those_of_the_newest_migration(tmp_path: Path) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    script = ScriptDirectory.from_config(config)
    assert script.get_current_head() == NEWEST
    assert {revision.revision for revision in script.walk_revisions()} == KNOWN
    Library.open(tmp_path).close()
    with engine_of(place_of(tmp_path)).connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
        modes = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        ]
    assert modes == ["wal", 2, 1, 1]


def test_an_older_file_is_brought_up_to_date(tmp_path: Path) -> None:
    _old(tmp_path)
    with Library.open(tmp_path) as library:
        assert _holds_what_version_1_held(library)
        assert library.notices == ()
    with Library.open(tmp_path) as library:
        assert _holds_what_version_1_held(library)


def _holds_what_version_1_held(library: Library) -> bool:
    (entry,), (brief,), (chat,) = library.drafts(), library.briefs(query="云岭县"), library.chats(draft="d00000000001")
    texts = [library.load(entry.id, number).text for number in (1, 2)]
    said = [message.text for message in library.messages(chat.id)]
    owners = {entry.owner, brief.owner, chat.owner}
    expected = [small_draft("第一稿").text, small_draft("第二稿").text]
    return (texts, said, owners) == (expected, ["第二部分压缩", "已压缩。"], {"local"})


@pytest.mark.parametrize("kind", BOTH[1:])
def test_an_older_database_is_brought_up_to_date(kind: str, tmp_path: Path) -> None:
    _old(tmp_path)
    with place("postgres", tmp_path) as where:
        store = Store(engine_of(place_of(where)), place_of(where), Clock(), str)
        store.write(lambda connection: migrate(connection, "0001"))
        reflected = MetaData()
        with engine_of(place_of(tmp_path)).connect() as old:
            reflected.reflect(old)
            names = [name for name in METADATA.tables if name in reflected.tables]
            rows = {name: [dict(row) for row in old.execute(select(reflected.tables[name])).mappings()] for name in names}
        store.write(lambda connection: [connection.execute(reflected.tables[name].insert(), rows[name]) for name in names])
        store.engine.dispose()
        with Library.open(where) as library:
            assert _holds_what_version_1_held(library)


def test_a_migration_that_breaks_off_leaves_the_older_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _old(tmp_path)
    before = _dump(path)
    with monkeypatch.context() as patch:
        patch.setattr("assistant.library.opening.migrate", _half)
        with pytest.raises(ZeroDivisionError):
            Library.open(tmp_path)
    assert _dump(path) == before
    with Library.open(tmp_path) as library:
        assert _holds_what_version_1_held(library)


def _half(connection: object, version: str) -> None:
    migrate(connection, version)  # type: ignore[arg-type]
    raise ZeroDivisionError


def _dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


@pytest.mark.parametrize("kind", BOTH)
def test_a_newer_library_is_refused_and_left_alone(kind: str, tmp_path: Path) -> None:
    with place(kind, tmp_path) as where:
        with Library.open(where) as library:
            saved = small_draft().save(library)
            library._store.write(lambda connection: connection.execute(text("UPDATE alembic_version SET version_num = '0099'")))
            before = _dump(tmp_path / "library.sqlite3") if kind == "sqlite" else None
        with pytest.raises(LibraryError, match="请升级程序"):
            Library.open(where)
        assert before is None or _dump(tmp_path / "library.sqlite3") == before
        assert library.load(saved.id).text == small_draft().text
        library.close()


def test_the_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("CREATE TABLE drafts (x); INSERT INTO drafts VALUES (1)")
    before = path.read_bytes()
    with pytest.raises(LibraryError, match="别的程序"):
        Library.open(tmp_path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("harm", ["text", "head", "cut", "middle", "short"])
def test_a_damaged_file_is_set_aside_and_said(tmp_path: Path, harm: str) -> None:
    with Library.open(tmp_path) as library:
        draft = small_draft()
        for number in range(6):
            draft = again(draft, f"第{number}稿")
            draft.save(library)
    path = tmp_path / "library.sqlite3"
    whole = path.read_bytes()
    damaged = {
        "text": "不是数据库".encode() * 100,
        "head": b"\0" * 4096 + whole[4096:],
        "cut": whole[: len(whole) // 2],
        "middle": whole[:8192] + b"\x5a" * (len(whole) - 16384) + whole[-8192:],
        "short": b"SQLite",
    }[harm]
    path.write_bytes(damaged)
    with Library.open(tmp_path, clock=Clock()) as library:
        (notice,) = library.notices
        assert library.drafts() == ()
        small_draft().save(library)
    (aside,) = tmp_path.glob("library.damaged-*.sqlite3")
    assert aside.name in notice
    assert aside.read_bytes() == damaged
    with Library.open(tmp_path) as library:
        assert (library.notices, len(library.drafts())) == ((), 1)


def test_of_a_large_file_the_head_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.library.opening.READ_THROUGH", 0)
    with Library.open(tmp_path) as library:
        small_draft().save(library)
    with Library.open(tmp_path) as library:
        assert (library.notices, len(library.drafts())) == ((), 1)
    path = tmp_path / "library.sqlite3"
    path.write_bytes(b"\0" * 4096 + path.read_bytes()[4096:])
    with Library.open(tmp_path) as library:
        assert (len(library.notices), library.drafts()) == (1, ())


def test_the_journal_of_a_damaged_file_goes_with_it(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite3"
    path.write_bytes(b"x" * 5000)
    path.with_name("library.sqlite3-wal").write_bytes(b"y" * 100)
    for number in range(2):  # at the same second: two names
        path.write_bytes(b"x" * 5000)
        with Library.open(tmp_path, clock=lambda: Clock()()) as library:
            assert len(library.notices) == 1, number
    assert len(list(tmp_path.glob("library.damaged-*.sqlite3"))) == 2
    (journal,) = tmp_path.glob("library.damaged-*-wal")
    assert journal.read_bytes() == b"y" * 100


def test_damage_met_later_is_said_and_nothing_is_renamed(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        small_draft().save(library)
        path = tmp_path / "library.sqlite3"
        path.write_bytes(b"\x5a" * path.stat().st_size)
        with pytest.raises(LibraryError, match="损坏"):
            library.drafts()
    assert list(tmp_path.glob("library.damaged-*")) == []


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(LibraryError, match="不能写入"):
        Library.open(tmp_path / "file" / "home")


def test_a_library_held_by_another_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.library.store.PATIENCE", 0.01)
    with Library.open(tmp_path) as library, closing(sqlite3.connect(tmp_path / "library.sqlite3")) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryError, match="占用"):
            small_draft().save(library)
        other.rollback()
        assert small_draft().save(library).version == 1


@pytest.mark.parametrize(
    ("address", "said"),
    [
        pytest.param(f"postgresql://user:{SECRET}@127.0.0.1:1/library", "连不上文稿库", marks=pytest.mark.postgres),
        pytest.param(f"postgresql:///library?host=/nowhere&password={SECRET}", "连不上文稿库", marks=pytest.mark.postgres),
        (f"mysql://user:{SECRET}@host/library", "postgresql://"),
        (f"postgresql://user:{SECRET}@host:port/library", "写法有误"),
    ],
)
def test_a_server_that_cannot_be_used_is_said_without_its_password(address: str, said: str) -> None:
    with pytest.raises(LibraryError, match=said) as caught:
        Library.open(address)
    assert SECRET not in str(caught.value)
    assert SECRET not in str(place_of("postgresql://u:x@h/d?password=" + SECRET))


def test_a_missing_driver_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(LibraryError, match=r"speech-assistant\[postgres\]"):
        Library.open("postgresql://host/library")


def test_the_settings_name_the_database(tmp_path: Path) -> None:
    assert place_of(Settings(home=tmp_path)).path == tmp_path / "library.sqlite3"
    address = f"postgresql://user:{SECRET}@host/library"
    settings = Settings.from_env({"ASSISTANT_HOME": str(tmp_path), "ASSISTANT_DATABASE_URL": address})
    assert (place_of(settings).path, place_of(settings).url.database) == (None, "library")
    assert SECRET not in repr(settings)
    assert place_of(f"sqlite:///{tmp_path}/own.db").path == tmp_path / "own.db"
    with pytest.raises(SettingsError, match="ASSISTANT_DATABASE_URL") as caught:
        Settings.from_env({"ASSISTANT_DATABASE_URL": f"host:{SECRET}"})
    assert SECRET not in str(caught.value)


def test_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("ASSISTANT_HOME", str(tmp_path))
    assert _run(capsys, "drafts") == (0, "文稿库里还没有文稿；起草时加 --save 即可存入。\n", "")
    draft = small_draft("第一稿")
    saved = draft.save()
    again(draft, "第二稿").save()
    listed = _run(capsys, "drafts", "list", "第二稿", "总产值")[1]
    assert listed.startswith(saved.id)
    assert listed.endswith("2版  在全县工业经济调度会上的讲话\n共1篇\n")
    assert _run(capsys, "drafts", "list", "第一稿") == (0, "共0篇\n", "")
    assert _run(capsys, "drafts", "show", saved.id, "--version", "1") == (0, draft.text + "\n", "")
    assert "第2版" in _run(capsys, "drafts", "show", saved.id, "--versions")[1]
    assert _run(capsys, "drafts", "export", str(tmp_path / "all.zip"))[0] == 0
    assert _run(capsys, "drafts", "delete", saved.id) == (0, "已删除1项。\n", "")
    assert _run(capsys, "drafts", "delete", saved.id)[0] == 2
    assert _run(capsys, "drafts", "import", str(tmp_path / "all.zip"))[1].startswith("已导入文稿1篇")
    assert "第二稿" in _run(capsys, "drafts", "show", saved.id)[1]


def test_the_command_line_tells_of_a_damaged_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ASSISTANT_HOME", str(tmp_path))
    (tmp_path / "library.sqlite3").write_bytes(b"x" * 5000)
    code, _, said = _run(capsys, "drafts", "list")
    assert code == 0
    assert "已损坏" in said
    assert "改名为" in said


@pytest.mark.slow
def test_a_draft_is_saved_from_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ASSISTANT_DATABASE_URL", f"sqlite:///{tmp_path}/own.db")
    code, speech, said = _run(capsys, "draft", "--save", "--composer")
    assert code == 0
    with Library.open() as library:
        (entry,) = library.drafts()
        assert f"编号 {entry.id}，第1版" in said
        assert speech.startswith(library.load(entry.id).text)


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(list(arguments))
    out, err = capsys.readouterr()
    return code, out, err


def test_nothing_of_a_text_stands_in_an_error(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        saved = small_draft("机密的字句").save(library)
        library._store.write(lambda connection: connection.execute(text("UPDATE parts SET body = x'00'")))
        with pytest.raises(LibraryError, match="已损坏") as caught:
            library.load(saved.id)
        assert "机密" not in str(caught.value)
        with library._store.reading() as connection:
            assert "机密的字句" in connection.execute(select(DRAFTS.c.search)).scalar_one()
