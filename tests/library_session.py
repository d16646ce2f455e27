"""Sessions of edits that are killed: a process of its own, which starts a new session for each line it reads.

A line is JSON: ``place``, ``log`` (a file that gets a line for every edit the library has confirmed), ``seed``, ``edits``, and how it ends:
``statement`` (killed at that SQL statement), ``confirmed`` with ``spins`` (killed from outside, so many turns after that many confirmed
edits), or neither (runs to its end). It answers with a line: the signal that ended the session, or 0.
"""

import json
import os
import signal
import sys
from itertools import count
from pathlib import Path
from random import Random
from typing import Any, TextIO

from sqlalchemy import Engine, event

from assistant import Draft, Library
from assistant.history import continued
from tests.library_drafts import again, small_draft


def session(order: dict[str, Any]) -> None:
    """Open the library, make random edits and confirm each in the log."""
    if "statement" in order:
        _kill_at(order["statement"])
    rng = Random(order["seed"])
    where = order["place"]
    drafts: list[Draft] = []
    with open(order["log"], "a", encoding="utf-8") as log, Library.open(where if "://" in where else Path(where)) as library:
        assert library.notices == ()
        for number in range(order["edits"]):
            _edit(library, drafts, f"第{order['seed']}次第{number}稿", rng, log)


def _edit(library: Library, drafts: list[Draft], words: str, rng: Random, log: TextIO) -> None:
    kind = rng.choice(("new", "version", "version", "revise", "undo", "say", "delete")) if drafts else "new"
    at = rng.randrange(len(drafts)) if drafts else 0
    if kind == "delete":
        identifier = drafts.pop(at).shelf.place.id  # type: ignore[union-attr]
        _tell(log, kind="deleting", id=identifier)
        library.delete(identifier)
        _tell(log, kind="delete", id=identifier)
    elif kind == "say":
        chat = library.start_chat()
        _tell(log, kind="say", chat=chat, number=library.add_message(chat, "user", words), text=words)
    else:
        draft = small_draft(words) if kind == "new" else _next(kind, drafts[at], words)
        saved = library.save(draft)
        drafts[at:] = [*drafts[at:], draft] if kind == "new" else [draft, *drafts[at + 1 :]]
        _tell(log, kind="save", id=saved.id, version=saved.version, text=draft.text)


def _next(kind: str, draft: Draft, words: str) -> Draft:
    """Return what an edit makes of a draft: another text, two revisions saved at once, or the version before."""
    if kind == "undo":
        return draft.undo()
    if kind == "version":
        return again(draft, words)
    step = continued(draft, again(draft, f"{words}之前"), why="改")
    return continued(step, again(step, words), why="再改")


def _tell(log: TextIO, **told: Any) -> None:
    log.write(json.dumps(told) + "\n")
    log.flush()


def _kill_at(statement: int) -> None:
    numbers = count()

    def look(*_: object) -> None:
        if next(numbers) == statement:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", look)


def _kill_after(pid: int, log: Path, confirmed: int, spins: int) -> None:
    while os.waitpid(pid, os.WNOHANG) == (0, 0):
        if log.exists() and log.read_bytes().count(b"\n") >= confirmed:
            for _ in range(spins):
                pass
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            return
    raise SystemExit("the session ended before it was killed")


def main() -> None:
    """Run sessions one by one."""
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            session(order)
            os._exit(0)
        if "confirmed" in order:
            _kill_after(pid, Path(order["log"]), order["confirmed"], order["spins"])
            print(signal.SIGKILL, flush=True)
        else:
            print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)


if __name__ == "__main__":
    main()
