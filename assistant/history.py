"""The versions of a draft: what each changed, undo and redo; earlier ones of a library are fetched when they are asked for."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from assistant.drafting.revision.differences import Change, differences, lines_of, summary
from assistant.numbers import spell

if TYPE_CHECKING:
    from assistant.draft import Draft

FIRST = -1
"""The parent of a version that was made from none."""

Outcome = Literal["", "do", "ask", "refuse"]


class Version:
    """A draft as it was.

    Args:
        source: The draft, or what fetches it when it is asked for.
        parent: Index of the version it was made from.
    """

    def __init__(self, source: "Draft | Callable[[], Draft]", parent: int = FIRST) -> None:
        self._source = source
        self.parent = parent

    @cached_property
    def draft(self) -> "Draft":
        """The draft."""
        return self._source() if callable(self._source) else self._source


@dataclass(frozen=True, slots=True)
class History:
    """All versions of a draft, and which of them is the present one.

    Attributes:
        versions: The oldest first.
        at: Index of the present one.
        undone: Indices of versions that were taken back, the first taken back first.
    """

    versions: tuple[Version, ...]
    at: int
    undone: tuple[int, ...] = ()

    @property
    def parent(self) -> int:
        """The version the present one was made from; :data:`FIRST` where it was made from none."""
        return self.versions[self.at].parent

    @property
    def line(self) -> tuple[int, ...]:
        """The versions the present one goes back to, the first first, itself included."""
        found, at = [self.at], self.parent
        while at != FIRST:
            found.append(at)
            at = self.versions[at].parent
        return tuple(reversed(found))

    def grown(self, draft: "Draft") -> "History":
        """Return the history with one more version, made from the present one."""
        return History((*self.versions, Version(draft, self.at)), len(self.versions))


def history_of(draft: "Draft") -> History:
    """Return the history of a draft; one that was never changed is its own only version."""
    return draft.history or History((Version(draft),), 0)


def continued(old: "Draft", new: "Draft", *, why: str, reply: str = "", changes: tuple[Change, ...] | None = None) -> "Draft":
    """Return a draft as the next version of another one: it takes over shelf and history, and knows what it changed.

    Args:
        old: The version it was made from.
        new: The draft.
        why: What asked for it; it stands with every change.
        reply: What the user is told; what has changed in a few words by default.
        changes: What has changed, where that is told otherwise than by comparing the texts.
    """
    told = changes_between(old, new, why) if changes is None else changes
    returned = None if new.returned is old.returned else new.returned  # what came back belongs to the version made of it only
    version = replace(
        new, shelf=old.shelf, reply=reply or f"{summary(told)}。", outcome="do", changes=told, history=None, returned=returned
    )
    return replace(version, history=history_of(old).grown(version))


def changes_between(old: "Draft", new: "Draft", why: str) -> tuple[Change, ...]:
    """Return what one version says otherwise than another."""
    return differences(lines_of(old.state, old.brief), lines_of(new.state, new.brief), why)


def answered(draft: "Draft", reply: str, outcome: Outcome) -> "Draft":
    """Return the same version with an answer to the user."""
    return replace(draft, reply=reply, outcome=outcome, history=history_of(draft))


def undone(draft: "Draft", steps: int = 1) -> "Draft":
    """Return the version before; the one taken back can be made again."""
    history = history_of(draft)
    at, taken = history.at, history.undone
    for _ in range(steps):
        if history.versions[at].parent == FIRST:
            break
        taken, at = (*taken, at), history.versions[at].parent
    if at == history.at:
        return answered(draft, "这是最初的一稿，没有可以撤销的改动。", "ask")
    told = f"已撤销{spell(len(taken) - len(history.undone), counting=True)}步，回到第{at + 1}版。"
    return _at(draft, replace(history, at=at, undone=taken), told)


def redone(draft: "Draft", steps: int = 1) -> "Draft":
    """Return the version that was taken back last."""
    history = history_of(draft)
    count = min(steps, len(history.undone))
    if not count:
        return answered(draft, "没有撤销过的改动，不用恢复。", "ask")
    at = history.undone[-count]
    return _at(
        draft, replace(history, at=at, undone=history.undone[:-count]), f"已恢复{spell(count, counting=True)}步，现在是第{at + 1}版。"
    )


def restored(draft: "Draft", version: int) -> "Draft":
    """Return another version, counted from 0; the present one can be made again."""
    history = history_of(draft)
    if not 0 <= version < len(history.versions):
        return answered(draft, f"没有这一版；现在共有{len(history.versions)}版。请问要回到第几版？", "ask")
    if version == history.at:
        return answered(draft, f"现在就是第{version + 1}版，没有改动。", "ask")
    return _at(draft, replace(history, at=version, undone=(*history.undone, history.at)), f"已回到第{version + 1}版。")


def _at(draft: "Draft", history: History, reply: str) -> "Draft":
    """Return the present version of a history; what it changed is told against the version left."""
    version = history.versions[history.at].draft
    changes = changes_between(draft, version, reply.rstrip("。"))
    return replace(version, shelf=draft.shelf, reply=reply, outcome="do", changes=changes, history=history)
