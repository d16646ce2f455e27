"""Tokens: an instruction in which every quotation, place, figure and amount is one character of a kind of its own."""

import re
from dataclasses import dataclass, field
from typing import Any

_FIRST = 0xE000
_EACH = 0x100
KINDS = "QPFVZASDGX"
"""Q quotation, P place, F figure, V number with its unit, Z number of characters, A share, S sentences, D date, G paragraphs,
X a place that only someone who looks at the screen knows (这一段)."""
CLASSES = {kind: f"[{chr(_FIRST + at * _EACH)}-{chr(_FIRST + at * _EACH + _EACH - 1)}]" for at, kind in enumerate(KINDS)}
ANY = f"[{chr(_FIRST)}-{chr(_FIRST + len(KINDS) * _EACH - 1)}]"
_ANY = re.compile(ANY)
_QUOTED = re.compile(r"“([^“”]*)”|‘([^‘’]*)’|「([^「」]*)」|『([^『』]*)』|《([^《》]*)》|\"([^\"]*)\"|'([^']*)'|”([^“”]+)”|“([^“”]+)“")


@dataclass
class Tokens:
    """The tokens of one instruction.

    Attributes:
        words: The characters each token stands for, tokens inside them included.
        values: What each token means.
    """

    words: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)

    def put(self, kind: str, words: str, value: Any) -> str:
        """Return a new token."""
        used = sum(1 for token in self.words if re.fullmatch(CLASSES[kind], token))
        token = chr(_FIRST + KINDS.index(kind) * _EACH + min(used, _EACH - 1))
        self.words[token], self.values[token] = words, value
        return token

    def plain(self, text: str) -> str:
        """Return the characters that a text with tokens was made from."""
        while _ANY.search(text):
            text = _ANY.sub(lambda match: self.words[match[0]], text)
        return text

    def quoted(self, text: str) -> str:
        """Put the quotations of an instruction into tokens; the marks may be of any make, also turned the wrong way."""
        return _QUOTED.sub(lambda match: self.put("Q", match[0], next(group for group in match.groups() if group is not None)), text)


_COURTESY = re.compile(
    r"(?:麻烦|劳驾|辛苦|拜托)(?:你|您|你们)?(?:再|先|帮|了)?|请(?!示|求|假)(?:你|您)?(?:帮忙?|把(?=把))?|帮(?:我|忙|着)(?:们)?|给我|替我|能不能|能否|可不可以|可否|是不是可以|我想|我要|我看|我觉得"
    r"|一下子?|好吗|行吗|行不行|好不好|谢谢(?:您|你|啦|了)?|多谢|您好|你好"
)
_PARTICLE = re.compile(r"(?:吧|哈|啊|呀|呢|嘛|啦|哦|噢|哟|哇)+(?=[，。！；？]|$)")
_SAYS = re.compile(
    r"(?:^|(?<=[，。；！？]))(?:刚才|刚刚|上午|下午|昨天|今天)?(?:县里|市里|办公室|我们)?(?:的)?(?:主要|分管)?"
    r"(?:领导|书记|县长|市长|区长|主任|秘书长|老板|上面|上头|[一-鿿]{1,2}(?:县长|书记|主任|局长|秘书长|市长))(?:们)?(?:看了|看完|看过|看后)?(?:稿子)?(?:以后|之后|后)?"
    r"(?:说了?|讲了?|要求|交代|交待|意思是|的意思是|的意见是|觉得|提出|提了|批示|批了|嫌|指出|认为|让|叫|想)(?:要|了)?[，：:]?"
)
_PUNCTUATION = str.maketrans({",": "，", ";": "；", "!": "！", "?": "？", ":": "：", "(": "（", ")": "）", "\n": "。", "．": "."})
_WIDE = str.maketrans("０１２３４５６７８９％", "0123456789%")
_TYPOS = (("部份", "部分"), ("第章", "第"), ("小标提", "小标题"), ("秩序号", "序号"))


def tidied(instruction: str, tokens: Tokens) -> str:
    """Return an instruction with its quotations as tokens, without politeness, its marks and digits in one width.

    Args:
        instruction: What the user typed.
        tokens: Takes the quotations.
    """
    text = tokens.quoted(instruction.strip())
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text.translate(_WIDE))
    text = re.sub(r"\s+", "", text.replace("...", "。").translate(_PUNCTUATION))
    text = re.sub(rf"(?<=[一-鿿]|{ANY})\.|\.$", "。", text)
    for typed, meant in _TYPOS:
        text = text.replace(typed, meant)
    text = _SAYS.sub("", text)
    text = _PARTICLE.sub("", _COURTESY.sub("", text))
    text = re.sub(r"[，；、]+(?=[。！？])", "", text)
    return re.sub(r"([，。；！？：、])[，；、]+", r"\1", text).strip("，；、")
