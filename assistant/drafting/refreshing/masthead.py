"""Title, date, speaker and the words of the meeting: what the next brief names otherwise is renamed in the speech."""

from collections.abc import Iterator

from assistant.brief import Brief
from assistant.drafting.refreshing.moves import Moves
from assistant.drafting.refreshing.script import Script
from assistant.slots import available, bind

RENAMED = "会议信息更新"
_LEAST = 2  # characters of a name that may be replaced in running text


def follow_masthead(script: Script, moves: Moves) -> None:
    """Rename title, speaker, salutation, meeting and place where the next brief has them otherwise, in place.

    Args:
        script: The speech.
        moves: The last brief and the next one.
    """
    title, date, _, salutation = script.head
    if title.slots and title.read == _title(moves.old):
        title.told(_title(moves.new), RENAMED)
    if date.slots == "（{{date}}）" and not available(moves.new, "date"):
        date.told("", RENAMED)
    if salutation.slots == moves.old.salutation and moves.new.salutation:
        salutation.told(moves.new.salutation, RENAMED)
    for before, after in _names(moves.old, moves.new):
        # A period in the name of a meeting may have become a slot: the name is looked for both ways.
        ways = [written for written in dict.fromkeys((before, bind(before, moves.old).slots)) if written != after]
        for _, sentence in script.sentences():
            for written in ways:
                if written in sentence.slots:
                    sentence.told(sentence.slots.replace(written, after), RENAMED if before != after else "")


def _title(brief: Brief) -> str:
    return brief.title or (f"在{brief.meeting.name}上的讲话" if brief.meeting.name else "")


def _names(old: Brief, new: Brief) -> Iterator[tuple[str, str]]:
    """Yield what the two briefs call it, the longer names first."""
    pairs = [(old.meeting.name, new.meeting.name), (old.speaker.name, new.speaker.name), (old.meeting.place, new.meeting.place)]
    for before, after in sorted(pairs, key=lambda pair: -len(pair[0])):
        if len(before) >= _LEAST and after:
            yield before, after
