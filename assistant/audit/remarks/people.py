"""What needs a person: superlatives and firsts, and documents that are not in the user's material."""

import re
from collections.abc import Iterator, Sequence

from assistant.audit.material import words_of
from assistant.audit.remarks.severity import remark
from assistant.audit.view import BriefView
from assistant.findings import Finding
from assistant.numbers import Mention

_SUPERLATIVE = re.compile(
    r"首次|首创|首个|第一次|头一次|(?:创|再创|刷新)[^，。；：\n]{0,8}?(?:新高|新低|纪录|记录)|历史(?:新高|新低|最[高低好佳]|最好水平)|史上最?|有史以来|"
    r"唯一|蝉联|前所未有|史无前例|连续[一二两三四五六七八九十\d]{1,3}(?:个月|个季度|年|次|届)"
)
_VERBS = re.compile(r"(?:认真|全面|贯彻|落实|学习|按照|根据|依据|依照|对照|执行|印发|转发|下发|参照)+(?=[一-鿿])")
_TITLE = re.compile(r"《[^《》\n]{2,60}》")


def check_sources(text: str, view: BriefView, mentions: Sequence[Mention]) -> Iterator[Finding]:
    """Yield a note on every superlative and document that the user's material does not hold."""
    material = words_of(view.brief)
    for match in _SUPERLATIVE.finditer(text):
        if match[0] not in material:
            message = f"“{match[0]}”无法由输入证明，需要人工核实。"
            yield remark("superlative", text, match.start(), match.end(), message)
    documents = [(mention.start + _lead(mention.text), mention.end) for mention in mentions if mention.kind == "document"]
    titles = [match.span() for match in _TITLE.finditer(text)]
    for start, end in dict.fromkeys((*titles, *documents)):
        if text[start:end].strip("《》") not in material:
            yield remark("document", text, start, end, f"输入中没有提到{text[start:end]}，请核实文件名称和文号。")


def _lead(document: str) -> int:
    """Return how many characters of a document as read are the verb before it (落实国发〔2021〕15号)."""
    match = _VERBS.match(document)
    return match.end() if match else 0
