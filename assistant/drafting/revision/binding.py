"""Words that an instruction gives: their figures become slots, or they are not taken."""

from assistant.drafting.revision.speech import NotDone, Speech
from assistant.slots import bind


def bound(text: str, speech: Speech) -> str:
    """Return a text of the instruction in slot form.

    Raises:
        NotDone: It holds a figure that the brief does not prove.
    """
    found = bind(text, speech.brief)
    if found.unbound:
        why = "".join(dict.fromkeys(finding.message for finding in found.unbound))
        raise NotDone(f"“{text}”里的数字在材料中找不到依据：{why}请先把数据补进表里，或去掉这个数字。", refused=True)
    return found.slots
