"""What is asked back: everything a speech still needs and everything in doubt, in one Chinese message."""

from collections.abc import Sequence

from assistant.brief import Brief
from assistant.intaking.outcome import Left

# What a speech needs, in the order it is asked for.
_NEEDED = (
    ("region", "是哪个县（市、区）"),
    ("meeting", "开什么会（会议名称）"),
    ("meeting.date", "会议是哪年哪月哪日"),
    ("speaker", "谁讲话（姓名、职务）"),
    ("period", "数据是哪个时期的（如1—9月）"),
    ("figures", "主要数据（可以直接粘贴表格）"),
    ("priorities", "重点抓哪几件事、由谁牵头"),
)
MOST = 12
LONGEST = 60
_TEXTS = dict(_NEEDED)
_MARKS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def missing_of(brief: Brief | None) -> tuple[str, ...]:
    """Return the keys a speech needs that a brief does not have yet, in the order they are asked for."""
    brief = brief or Brief()
    there = {
        "region": brief.region,
        "meeting": brief.meeting.name or brief.meeting.type or brief.title,
        "meeting.date": brief.meeting.date,
        "speaker": brief.speaker.name and brief.speaker.post,
        "period": brief.period or not brief.figures,
        "figures": brief.figures or brief.questions,
        "priorities": brief.priorities,
    }
    return tuple(key for key, _ in _NEEDED if not there[key])


def question_of(brief: Brief | None, missing: Sequence[str], left: Sequence[Left]) -> str:
    """Return the one message that asks for everything; empty where nothing is missing and nothing in doubt."""
    doubts = [f"“{shortened(one.text)}”：{one.why}" for one in left[:MOST]]
    if len(left) > MOST:
        doubts.append("后面还有没看明白的，请先核对这些，再分几条发来。")
    wanted = [_text(key, brief) for key in missing]
    said = []
    if doubts:
        said.append(f"有{len(doubts)}处要请你核对：\n" + _numbered(doubts))
    if wanted:
        said.append(("还差" if doubts else "还差这些，请一起告诉我：") + ("：" if doubts else "") + "；".join(wanted) + "。")
    if brief is not None and brief.questions:
        said.append(f"表格里有{len(brief.questions)}处疑问：\n" + _numbered([question.text for question in brief.questions]))
    return "\n".join(said)


def shortened(text: str) -> str:
    """Return a quotation of bearable length: its beginning and its end, where the number stands."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST // 2]}……{text[-LONGEST // 2 :]}"


def _text(key: str, brief: Brief | None) -> str:
    if key == "speaker" and brief is not None and (brief.speaker.post or brief.speaker.name):
        return f"讲话人（{brief.speaker.post or brief.speaker.name}）的{'姓名' if brief.speaker.post else '职务'}"
    return _TEXTS[key]


def _numbered(lines: Sequence[str]) -> str:
    marked = [f"{_MARKS[at] if at < len(_MARKS) else f'{at + 1}.'}{line}" for at, line in enumerate(lines)]
    return "\n".join(marked)
