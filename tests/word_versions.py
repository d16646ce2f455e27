"""Random versions of a speech: what reviewers and revisions do to one, and worse."""

from random import Random

from assistant.export.word.lines import Line, lines_of


def versions(text: str, random: Random, other: str) -> str:
    """Return a text after some random changes.

    Args:
        text: A speech.
        random: Where chance comes from.
        other: Another speech, whose lines may come in.
    """
    lines = text.split("\n")
    for _ in range(random.randint(1, 8)):
        random.choice(_CHANGES)(lines, random, other.split("\n"))
    return "\n".join(lines).rstrip("\n") or "完。"


def _drop(lines: list[str], random: Random, other: list[str]) -> None:
    if len(lines) > 1:
        del lines[random.randrange(len(lines))]


def _insert(lines: list[str], random: Random, other: list[str]) -> None:
    lines.insert(random.randint(0, len(lines)), random.choice(other))


def _move(lines: list[str], random: Random, other: list[str]) -> None:
    lines.insert(random.randrange(len(lines)), lines.pop(random.randrange(len(lines))))


def _split(lines: list[str], random: Random, other: list[str]) -> None:
    place = random.randrange(len(lines))
    cut = random.randint(0, len(lines[place]))
    lines[place : place + 1] = [lines[place][:cut], lines[place][cut:]]


def _join(lines: list[str], random: Random, other: list[str]) -> None:
    if len(lines) > 1:
        place = random.randrange(len(lines) - 1)
        lines[place : place + 2] = [lines[place] + lines[place + 1]]


def _reword(lines: list[str], random: Random, other: list[str]) -> None:
    place = random.randrange(len(lines))
    line = lines[place]
    start = random.randint(0, len(line))
    lines[place] = (
        line[:start] + random.choice(["", "要", "312.6亿元", "，同比增长8.4%", "\t“栖云”", "<&>"]) + line[start + random.randint(0, 12) :]
    )


def _empty(lines: list[str], random: Random, other: list[str]) -> None:
    lines.insert(random.randint(0, len(lines)), "")


_CHANGES = (_drop, _insert, _move, _split, _join, _reword, _reword, _empty)


def lines(text: str) -> tuple[Line, ...]:
    """Return a text as paragraphs, its first line a title."""
    from assistant.drafting.state import DraftState

    return lines_of(text, DraftState(text.split("\n", 1)[0], "", "", "", ()))
