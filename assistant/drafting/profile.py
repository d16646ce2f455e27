"""What of a brief decides the manner of a speech: meeting type, level, tone, season, who listens."""

import re
from dataclasses import dataclass
from typing import Any

from assistant.brief import Brief
from assistant.drafting.standing import balance_of, contrary
from assistant.lexicon import read_records

_RICH = 10
_ENTERPRISE = re.compile(r"企业(家|负责人|代表|界)|厂长|董事长")
_ORGANS = {"县": "县委、县政府", "市": "市委、市政府", "区": "区委、区政府"}


@dataclass(frozen=True, slots=True)
class Profile:
    """The manner of a speech.

    Attributes:
        meeting: One of the meeting types of the outline table.
        level: 县, 市 or 区.
        region: The place itself, or 全县 and the like where the brief names none.
        organ: In whose name the speaker speaks.
        month: Month of the meeting; 0 where the brief has no date.
        sign: ``up``, ``mixed``, ``down`` or ``flat``: how the figures stand; empty without figures.
        has: Marks that phrases may ask for: ``soft``, ``agenda``, ``ent``, ``place``, ``aud``, ``num``, ``rich``, ``secretary``,
            ``mayor``, ``deputy``, ``clean`` (no row speaks against calling things steady), ``allfall`` (none rose).
    """

    meeting: str
    level: str
    region: str
    organ: str
    month: int
    sign: str
    has: frozenset[str]

    @property
    def soft(self) -> bool:
        """Tell whether the tone is that of equals at one table."""
        return "soft" in self.has


def outline_record(meeting: str) -> dict[str, Any]:
    """Return the outline table's record of a meeting type."""
    return next(record for record in read_records("outlines") if record["meeting"] == meeting)


def kind_of(text: str, level: str) -> str:
    """Return the meeting type a text names, empty where it names none."""
    if level == "市" and "座谈" not in text and re.search(r"调度|运行|分析", text):
        return "市级调度"
    for record in read_records("outlines"):
        if record["meeting"] != "市级调度" and any(cue in text for cue in record["cues"]):
            return str(record["meeting"])
    return ""


def meeting_kind(brief: Brief) -> str:
    """Return the meeting type of a brief: by its stated type first, then by its name and title."""
    level = _level(brief)
    found = (kind_of(text, level) for text in (brief.meeting.type, brief.meeting.name, brief.title))
    return next((kind for kind in found if kind), "通用")


def _level(brief: Brief) -> str:
    if brief.level in _ORGANS:
        return brief.level
    return brief.region[-1:] if brief.region[-1:] in _ORGANS else "县"


def _organ(brief: Brief, level: str) -> str:
    """A party secretary speaks for the committee, a mayor for committee and government, and so does a deputy."""
    return f"{level}委" if post_of(brief.speaker.post) == "secretary" else _ORGANS[level]


def post_of(post: str) -> str:
    """Return who speaks: ``secretary`` sets direction and discipline, ``mayor`` counts and assigns, ``deputy`` carries out."""
    if re.search(r"副(县|市|区)长", post):
        return "deputy"
    if re.search(r"(县|市|区)长", post):
        return "mayor"
    return "secretary" if re.search(r"委书记", post) and "副书记" not in post else ""


def profile_of(brief: Brief, sign: str) -> Profile:
    """Return the profile of a brief whose figures stand as ``sign`` says."""
    meeting, level, spoken = meeting_kind(brief), _level(brief), post_of(brief.speaker.post)
    marks = {
        "soft": meeting == "座谈",
        "agenda": bool(brief.meeting.agenda),
        "ent": any(map(_ENTERPRISE.search, brief.audience)) or meeting == "座谈",
        "place": bool(brief.meeting.place) and not brief.meeting.place.endswith(("行政中心", "会议室", "礼堂", "会议中心")),
        "aud": bool(listeners(brief)),
        **{post: spoken == post for post in ("secretary", "mayor", "deputy")},
        "num": bool(sign) and brief.reporting is not None,
        "rich": len(brief.figures) >= _RICH,
    }
    marks |= {"clean": not any(contrary(figure, brief) for figure in brief.figures), "allfall": balance_of(brief.figures, brief) == "down"}
    has = frozenset(mark for mark, true in marks.items() if true)
    month = brief.meeting.date.month if brief.meeting.date else 0
    return Profile(meeting, level, brief.region or f"全{level}", _organ(brief, level), month, sign, has)


def listeners(brief: Brief) -> str:
    """Return the offices in the audience as they are addressed; enterprises are not given orders."""
    groups = [group for group in brief.audience if not _ENTERPRISE.search(group) and "领导" not in group and not re.search(r"\d", group)]
    return "、".join(groups[:3])
