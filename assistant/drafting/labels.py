"""What a problem is called: in a few words of the user, without its numbers."""

import re

from assistant.drafting.topics import trouble_of
from assistant.numbers import Quantity, extract_quantities

_LASTING = ("年", "月", "天", "日")
_SHORT = (
    (r"^企业负增长$", "企业分化"),
    (r"^(.{2,8}?)(?:产业|行业)?(?:产值)?(?:负增长|下降|下滑)$", r"\1下滑"),
    (r"^(.{2,6}?)(?:产值)?进度.*$", r"\1进度落后"),
    (r"^.*当月.*回落$", "当月增速回落"),
    (r"^(.{2,8}?)(?:增速)?比.*回落$", r"\1增速回落"),
    (r"^(.*)没有(.{2,3})$", r"\1尚未\2"),
)
_LONGEST = 9


_KNOWN = (
    (r"离[^，]*年度目标还差", "年度目标的差额"),
    (r"((?:技改|工业)?投资|产值|利润|增加值|用电量?)降幅(都|均)?在", r"\1降幅偏大"),
    (r"授信.*(只|仅|才)(投放|用)", "授信投放不足"),
    (r"项目(还|尚)?(没有|没|未)(开工|动工)", "项目没有开工"),
    (r"([一-鿿]{2,8})(只有|仅有|仅为|只占)", r"\1偏少"),
)
_BROKEN = re.compile(r"(差|在|达|了|的|比|到|只|仅|只投放|以上|以下)$|^(以上|以下|的|离|距)|(都|均)在|^亿元以上")


def label_of(text: str) -> str:
    """Return a problem in a few words without its numbers: what it is called when it is answered.

    Where cutting out the numbers leaves no Chinese behind, a name for its kind serves.
    """
    label = _label(text)
    if not _BROKEN.search(label):
        return label
    for pattern, name in _KNOWN:
        if match := re.search(pattern, text):
            return match.expand(name) if "\\" in name else name
    return _OF_KIND.get(trouble_of(text), "前面讲到的这个短板")


_OF_KIND = {
    "进度": "进度上的差额",
    "投资": "投资跟不上",
    "项目": "项目推进慢",
    "资金": "资金上的难处",
    "企业": "企业的难处",
    "用工": "用工的缺口",
    "区域": "县区之间的差距",
    "效益": "效益上的压力",
}


def _label(text: str) -> str:
    pieces = [piece for piece in re.split(r"[，：；。]", text) if piece]
    if apart := re.match(r"^(.{2,8}?)(离|距).*差距", pieces[0]):
        return f"{apart[1]}的差距"
    first = _without_numbers(pieces[0])
    others = [
        piece for piece in pieces[1:] if not extract_quantities(piece) and 3 <= len(piece) <= 12 and not re.search(r"原因|因为|由于", piece)
    ]
    if others and re.match(r"[快慢高低]于", others[0]):
        return first + others[0]
    bare_noun = extract_quantities(pieces[0]) and not re.search(
        r"缺口|未|负|低|慢|少|差|落后|下降|停|沉睡|拖欠|没|亏损|空置|闲置|紧|欠", first
    )
    chosen = others[0] if others and (bare_noun or len(first) > 14 or len(first) < 3) else first
    if bare_noun and chosen == first:
        chosen = f"{first}{_verdict(first)}"
    if chosen is not first and re.match(r"进度|增速|总量|规模", chosen) and len(first + chosen) <= 14:
        chosen = first + chosen
    chosen = re.sub(r"(增加|减少|扩大|上升|下降|回落)到$", r"\1", chosen).replace("欠序时", "落后序时")
    return re.sub(r"(比较|较为|十分|还)?(普遍|突出|明显|较多|较大)$", "", chosen)


def _verdict(noun: str) -> str:
    if re.search(r"(时限|时间|周期)$", noun):
        return "偏长"
    if re.search(r"(率|比重|占比|强度|面)$", noun):
        return "偏高" if re.search("亏损|负债|负荷|空置|退", noun) else "不高"
    return ""


def short_label(text: str) -> str:
    """Return the name a problem has in a list: the user's own title, else a few of the user's words; empty where none is short enough."""
    title, _, detail = text.partition("：")
    if detail:
        return title
    label = label_of(text)
    for pattern, shape in _SHORT:
        if re.match(pattern, label):
            label = re.sub(pattern, shape, label)
            break
    return label if len(label) <= _LONGEST else ""


def _counted(piece: str, quantity: Quantity) -> bool:
    """Tell whether a quantity is a figure and no name of a class: 亿元以上 stays in 亿元以上项目."""
    return bool(re.search(r"[\d一二两三四五六七八九十百]", piece[quantity.start : quantity.end]))


def _without_numbers(piece: str) -> str:
    for quantity in reversed(extract_quantities(piece)):
        if quantity.unit not in _LASTING and _counted(piece, quantity):
            piece = piece[: quantity.start] + piece[max(quantity.end, quantity.unit_end) :]
    piece = re.sub(r"(还有|目前|仍有|尚有)", "", piece).removeprefix("的")
    piece = re.sub(r"^[一-鿿]{1,4}中的(?=企业)", "", piece)
    piece = re.sub(r"^(有|约|近|超)+|(仅|只|才|约|近)?(有|为|达到|达|完成)?$", "", piece)
    return re.sub(r"比[一-鿿]{2,10}(低|高|慢|少)$", r"偏\1", piece)
