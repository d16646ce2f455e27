"""What a chat message is: a question about the material, material itself, or an instruction about the speech."""

import re
from typing import Any, Literal

from assistant.asking.questions import ASKING
from assistant.brief import Brief
from assistant.intaking import intake
from assistant.intaking.reading import UNCLEAR

MOST = 2000
"""Characters that decide: what a message is stands at its beginning."""
MessageKind = Literal["ask", "intake", "revise"]

_PART = (
    r"(?:第[一二三四五六七八九十\d]+(?:部分|段|节|章|条|点|个?小?标题|句)|[这那](?:段|句|部分|一段|一句)|最后一段|开头|结尾|导语|标题|全文|全篇|整篇|文章"
    r"|稿子|稿件|讲话稿|(?:成绩|问题|措施|目标|任务|重点|形势|部署|保障)(?:那|这)?(?:一)?(?:部分|段|块)|结束语|末段|首段|称谓|[加补插][写上]?[一两几]?[段句])"
)
_EDIT = (
    r"(?:压缩|缩短|精简|删[掉去减]?|去掉|砍|扩写|展开|加长|充实|润色|改写|重写|换[成个]?|调[整到]|移到|挪到|提前|[放提][到在]|排到|对调|合并|拆[分成开]?|突出|强化|弱化"
    r"|语气|口语|严肃|硬一?[点些]|软一?[点些]|严厉|温和|柔和|短一?[点些]|长一?[点些]|写[得短长细实]|具体一?[点些]|控制在|不要[用提写出现说讲]|别[用提写说讲再]"
    r"|禁用|替换|撤[销回]|恢复|回退|重来|增写|补写)"
)
_REVISE = re.compile(
    rf"{_PART}.{{0,20}}{_EDIT}|{_EDIT}.{{0,14}}{_PART}|^(?:请|再|把|将|帮我|麻烦)*{_EDIT}|^(?:请|再)?(?:把|将).{{1,16}}{_EDIT}|撤销|重做|上一版|回到上"
)
_ABOUT_SPEECH = re.compile(_PART)
_POLITE_EDIT = re.compile(r"(?:能不能|可不可以|可以|能否|是否可以).{0,16}" + _EDIT)
_HEAD = re.compile(r"讲话人|会议(?:时间|地点|日期|名称)|参会")
_MATERIAL = re.compile(
    r"更正|纠正|应[为是]|讲话人|会议(?:时间|地点|名称)?[是在定改]|再加一[条个]|加一[条个](?:重点|问题|项目|数据)|牵头|问题是|重点(?:是|抓|：)"
)

_SAID_TO_BE_MATERIAL = re.compile(
    r"^(?:请|再|把|在)*(?:材料|要点|数据表?)(?:里|中|更正|补充)|^(?:数据)?(?:更正|纠正)|补充(?:[一二两三几]|\d)?(?:个|条|项)(?:问题|数据?|指标|项目|重点|任务)[：:，]"
)
_WORDING = re.compile(r"措辞|用词|字眼|表述|这个说法|套话|空话|官话|不像话|念起来|拗口|通顺|顺口|排比")
_QUOTED = re.compile(r"“[^“”]*”|‘[^‘’]*’|「[^「」]*」|\"[^\"]*\"|'[^']*'")
_AT_FIRST = re.compile(rf"^(?:请|在|把|将|给|就|从|到)*{_PART}")
_DATA = re.compile(r"\d+(?:\.\d+)?(?:亿|万|%|％|户|家|个百分点)")
_LINES = 3


def kind_of_message(message: str, brief: Any = None, has_draft: bool = False) -> MessageKind:
    """Tell what a chat message is.

    A question asks; an instruction about the speech (its parts, length, tone, words) revises, where there is a speech: one that speaks
    of a place of the speech is never material, unless it brings data or says that it is. Anything else is material: figures, tasks,
    problems, corrections.

    Args:
        message: What the clerk wrote.
        brief: What is known so far; anything :meth:`assistant.Brief.of` takes.
        has_draft: Whether there is a speech to revise.

    Example:
        >>> kind_of_message("工业投资完成多少？"), kind_of_message("第二部分压缩三分之一", has_draft=True)
        ('ask', 'revise')
        >>> kind_of_message("更正：工业投资应是41.6亿元", has_draft=True)
        'intake'
    """
    said = message.strip()[:MOST]
    if has_draft and _SAID_TO_BE_MATERIAL.search(said) and not _asks(said):
        return "intake"
    if has_draft and _speaks_of_the_speech(said):
        return "revise"
    if has_draft and not _HEAD.search(said) and (_POLITE_EDIT.search(said) or (_REVISE.search(said) and not _asks(said))):
        return "revise"
    if _asks(said):
        return "ask"
    if _MATERIAL.search(said) and not (has_draft and _ABOUT_SPEECH.search(said)):
        return "intake"
    if not has_draft or _brings_something(said, brief):
        return "intake"
    return "revise"


def _speaks_of_the_speech(message: str) -> bool:
    """Tell whether a message speaks of a place or of the wording of the speech and brings no data; a sentence quoted may hold anything."""
    bare = _QUOTED.sub("“”", message)
    if "\t" in bare or bare.count("\n") >= _LINES or _HEAD.search(bare) or _asks(bare):
        return False
    if _AT_FIRST.search(bare):
        return True
    return _DATA.search(bare) is None and (_ABOUT_SPEECH.search(bare) or _WORDING.search(bare)) is not None


def _asks(message: str) -> bool:
    """Tell whether a message asks; a long message with figures of its own tells, whatever words it holds."""
    return ASKING.search(message) is not None and not re.search(r"\d+(?:\.\d+)?(?:亿|万|%|％|户|个百分点).*[，。；].*\d", message)


def _brings_something(message: str, brief: Any) -> bool:
    taken = intake(message, None if brief is None else Brief.of(brief), model=False)
    told = any(one.key.partition(".")[0] not in {"length", "style"} for one in taken.understood)
    return told or any(one.kind not in {"", UNCLEAR} for one in taken.left)
