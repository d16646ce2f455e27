"""Names that a text uses and the brief does not have: enterprises, projects, places, people, campaigns, papers.

Masking hides whatever may be a name, since a leak is worse than a gap. Here a sentence is repaired or lost for it, so a name has to be
sure: an office beside it, title marks around it, or characters that no ordinary word of the genre leaves over.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from assistant.brief import Brief
from assistant.findings import Finding
from assistant.masking import NAME_KINDS, MaskedSpan, mask
from assistant.masking.vocabulary import is_ordinary, tokens

_QUOTES = "“”《》（）"
_TITLED = frozenset({"人名", "行动", "文件", "称号"})
_SUFFIX = re.compile(r"(?:有限公司|股份公司|公司|集团|产业园|工业园|科技园|物流园|开发区|高新区|小区|基地|合作社)$")
_GENERIC = re.compile(r"(?:这[个家些]|各|每[个家]|重点|骨干|龙头|民营|上市|国有|全[市县区]|本地|园区|平台|建设)+")
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")
_PLACE = "县市区镇乡村"
_PLACED = re.compile(rf"[{_PLACE}]|街道|园区|开发区|高新区|经验|模式|做法")


def invented_names(text: str, brief: Brief) -> Iterator[Finding]:
    """Yield what a text names and the brief does not.

    Args:
        text: The finished text.
        brief: The brief.
    """
    known = words_of(brief)
    for span in mask(text, {}).spans:
        bare = span.text.strip(_QUOTES)
        if span.kind in NAME_KINDS and len(bare) > 1 and bare not in known and _sure(text, span, bare, brief):
            yield Finding(span.start, span.end, span.text, "invented", "warning", f"“{bare}”不在材料里，不能写进讲话")


def _sure(text: str, span: MaskedSpan, bare: str, brief: Brief) -> bool:
    if span.kind in _TITLED:
        return True
    left = [piece for piece in _left(bare, brief) if not _GENERIC.fullmatch(piece)]
    if span.kind in {"企业", "项目", "园区"} and _SUFFIX.search(text[span.start : span.end + 3].rstrip("，。；、")):
        return any(len(piece) > 1 for piece in left) and bool(_SUFFIX.sub("", _GENERIC.sub("", bare)))
    if span.kind == "名称":  # a clump of rare characters: 编筐编篓 as often as a brand
        return False
    if span.kind == "地名" and not (_PLACED.match(text, span.end) or _PLACED.search(bare)):
        return False
    return any(_strange(piece) for piece in left)


def _left(bare: str, brief: Brief) -> list[str]:
    """Return what the names of the brief leave of a candidate: 就是沅溪 beside 沅溪县 leaves 就是."""
    for name in _names_of(brief):
        bare = bare.replace(name, "\n")
    return _CHINESE.findall(bare)


def _strange(piece: str) -> bool:
    """Tell whether two characters in a row belong to no ordinary word."""
    if len(piece) < 2 or is_ordinary(piece):
        return False
    kinds = [token.kind for token in tokens(piece, 0, len(piece)) for _ in range(token.end - token.start)]
    return any(one == other == "unknown" for one, other in pairwise(kinds))


@lru_cache(maxsize=64)
def _names_of(brief: Brief) -> tuple[str, ...]:
    """Return the names of a brief, whole and without the word for what they are, longest first."""
    whole = {brief.region, *brief.enterprises, *brief.names, brief.speaker.name}
    whole |= {project.name for project in brief.projects} | {figure.scope for figure in brief.figures}
    whole |= {place for place in re.findall(rf"[\u4e00-\u9fff]{{2,4}}[{_PLACE}]", words_of(brief))}
    short = {name[:-1] for name in whole if len(name) > 2 and name[-1:] in _PLACE}
    return tuple(sorted((name for name in whole | short if len(name) > 1), key=lambda name: (-len(name), name)))


@lru_cache(maxsize=64)
def words_of(brief: Brief) -> str:
    """Return every text of a brief, to look names up in."""
    told = [brief.region, brief.title, brief.background, brief.meeting.name, brief.meeting.place, brief.meeting.agenda]
    told += [brief.speaker.name, brief.speaker.post, *brief.audience, *brief.enterprises, *brief.names]
    told += [
        text for figure in brief.figures for text in (figure.indicator, figure.scope, figure.note, *(item.name for item in figure.also))
    ]
    told += [problem.text for problem in brief.problems]
    told += [text for priority in brief.priorities for text in (priority.title, priority.lead, *priority.points, priority.due)]
    told += [text for project in brief.projects for text in (project.name, project.status, project.owner)]
    told += [text for known in brief.known for text in (known.text, known.source)]
    return "\n".join(filter(None, told))
