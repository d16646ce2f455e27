"""Versions of a draft: undo, redo, branches; in the library too, after it was closed and opened again."""

from pathlib import Path

import pytest

from assistant import Draft, Library, draft_speech
from assistant.draft import Shelf
from assistant.history import continued, restored

pytestmark = pytest.mark.slow

BRIEF = Path(__file__).parent / "data" / "briefs" / "county_retrofit.yaml"
STEPS = ("会期改为8月14日。", "把强化支持这条去掉。", "称谓改为“各位企业家、同志们：”。")


@pytest.fixture(scope="module")
def first() -> Draft:
    return draft_speech(BRIEF, model=False)


@pytest.fixture(scope="module")
def line(first: Draft) -> tuple[Draft, ...]:
    """Four versions, each made from the one before."""
    found = [first]
    for instruction in STEPS:
        found.append(found[-1].revise(instruction, model=False))
        assert found[-1].outcome == "do", found[-1].reply
    return tuple(found)


def texts(drafts: tuple[Draft, ...]) -> list[str]:
    return [draft.text for draft in drafts]


def test_every_version_is_kept(line: tuple[Draft, ...]) -> None:
    assert texts(line[-1].versions) == texts(line)
    assert [draft.reply != "" for draft in line[-1].versions] == [False, True, True, True]
    assert {change.why for change in line[2].changes} == {STEPS[1]}
    assert {change.kind for change in line[2].changes} == {"dropped"}
    assert [(change.kind, change.section) for change in line[1].changes] == [("changed", "题头")]


def test_undo_gives_back_the_exact_text(line: tuple[Draft, ...]) -> None:
    draft = line[-1]
    for wanted in reversed(line[:-1]):
        draft = draft.undo()
        assert (draft.text, draft.outcome, draft.slots) == (wanted.text, "do", wanted.slots)
        assert texts(draft.versions) == texts(line)
    for wanted in line[1:]:
        draft = draft.redo()
        assert (draft.text, draft.outcome) == (wanted.text, "do")


def test_nothing_to_undo_or_redo(first: Draft) -> None:
    for draft in (first.undo(), first.redo()):
        assert (draft.text, draft.outcome, len(draft.versions)) == (first.text, "ask", 1)
        assert draft.reply


def test_an_undone_version_stays_beside_the_new_one(line: tuple[Draft, ...]) -> None:
    back = line[2].undo()
    other = back.revise("讲话人换成陈立。", model=False)
    assert texts(other.versions) == [*texts(line[:3]), other.text]
    assert other.undo().text == line[1].text
    assert other.redo().outcome == "ask"


def test_words_undo_and_redo(line: tuple[Draft, ...]) -> None:
    back = line[-1].revise("撤销刚才那一步。", model=False)
    assert back.text == line[2].text
    assert back.redo().text == line[3].text


def test_back_to_a_version(line: tuple[Draft, ...]) -> None:
    assert restored(line[-1], 0).text == line[0].text
    assert restored(line[-1], 0).redo().text == line[-1].text
    assert restored(line[-1], 9).outcome == restored(line[-1], 3).outcome == "ask"


def test_asking_back_adds_no_version(line: tuple[Draft, ...]) -> None:
    asked = line[1].revise("第九部分压缩一半。", model=False)
    assert (asked.outcome, asked.text, len(asked.versions)) == ("ask", line[1].text, 2)
    refused = asked.revise("把工业投资增速改成99%。", model=False)
    assert (refused.outcome, refused.text, len(refused.versions)) == ("refuse", line[1].text, 2)
    assert asked.undo().text == line[0].text


def test_another_brief_is_a_version(first: Draft) -> None:
    brief = first.brief
    vouched = first.with_brief(brief, why="核过了")
    assert (vouched.text, len(vouched.versions), vouched.changes) == (first.text, 2, ())
    assert vouched.undo().brief == brief


def fresh(draft: Draft) -> Draft:
    """Return a draft that no library knows."""
    from dataclasses import replace

    return replace(draft, shelf=Shelf(), history=None)


def saved(line: tuple[Draft, ...]) -> list[Draft]:
    """Return the versions anew, on a shelf of their own."""
    found = [fresh(line[0])]
    for draft in line[1:]:
        found.append(continued(found[-1], draft, why="改", reply=draft.reply))
    return found


def test_saving_keeps_the_versions_between(line: tuple[Draft, ...], tmp_path: Path) -> None:
    drafts = saved(line)
    with Library.open(tmp_path) as library:
        place = drafts[0].save(library)
        assert drafts[3].save(library).version == place.version + 3
        assert drafts[3].save(library).version == 4
        assert [(one.number, one.parent) for one in library.versions(place.id)] == [(1, 0), (2, 1), (3, 2), (4, 3)]
        loaded = library.load(place.id)
    # the library is closed: earlier versions are read when they are asked for
    assert (loaded.reply, loaded.outcome) == (drafts[3].reply, "do")
    assert loaded.changes == drafts[3].changes
    assert texts(loaded.versions) == texts(line)
    assert loaded.undo().undo().redo().text == line[2].text


def test_what_was_undone_is_saved_as_it_stands(line: tuple[Draft, ...], tmp_path: Path) -> None:
    drafts = saved(line)
    with Library.open(tmp_path) as library:
        place = drafts[2].save(library)
        back = drafts[2].undo()
        assert back.save(library).version == 4
        loaded = library.load(place.id)
        assert loaded.text == line[1].text
        assert loaded.undo().text == line[0].text
        assert back.revise("讲话人换成陈立。", model=False).save(library).version == 5
        assert library.load(place.id).undo().text == line[1].text


def test_a_question_is_no_version(line: tuple[Draft, ...], tmp_path: Path) -> None:
    drafts = saved(line)
    with Library.open(tmp_path) as library:
        place = drafts[1].save(library)
        asked = drafts[1].revise("第九部分压缩一半。", model=False)
        assert asked.save(library) == place
        assert library.load(place.id).reply == drafts[1].reply


def test_two_writers_keep_both(line: tuple[Draft, ...], tmp_path: Path) -> None:
    drafts = saved(line)
    with Library.open(tmp_path) as library:
        place = drafts[0].save(library)
        one, other = library.load(place.id), library.load(place.id)
        mine, yours = one.revise(STEPS[0], model=False), other.revise(STEPS[2], model=False)
        assert [draft.save(library).version for draft in (mine, yours)] == [2, 3]
        assert [one.parent for one in library.versions(place.id)] == [0, 1, 1]
        assert library.load(place.id).undo().text == line[0].text


def test_another_library_gets_all_versions(line: tuple[Draft, ...], tmp_path: Path) -> None:
    drafts = saved(line)
    with Library.open(tmp_path / "a") as here, Library.open(tmp_path / "b") as there:
        drafts[2].save(here)
        copy = drafts[2].save(there)
        assert texts(there.load(copy.id).versions) == texts(line[:3])


def test_a_deleted_draft_comes_back_as_a_new_one(line: tuple[Draft, ...], tmp_path: Path) -> None:
    drafts = saved(line)
    with Library.open(tmp_path) as library:
        place = drafts[1].save(library)
        library.delete(place.id)
        again = drafts[2].save(library)
        assert again.id != place.id
        assert library.load(again.id).text == line[2].text
