"""Clauses that ask for nothing: what is to stay as it is, reasons, thanks."""

import re

from assistant.drafting.revision.grammar.rules import shape
from assistant.drafting.revision.grammar.vocabulary import any_of

_REST = any_of("keeping.rest") + r"*"
_STAYS = shape(
    rf"{_REST}(?:保持原样|保持不变|保持现状|保持一致|保持|不变|不动|不用动|不要动|不需要动|别动|不改|不用改|不要改|别改|不许改|不得改|照旧|照原样|原样保留|原封不动|保留原样|保留|维持原样|维持不变|维持|不受影响"
    r"|不能变|不能动|不能改|不能少|不能丢|一字不动|一字不改|别变|不要变|顺延|依次往前移?|依次往后移?|往前移|往前提|往后移|依次顺延|依次往后|跟着改|跟着调|跟着变|相应调整|相应改|重新排|重新编号|接上|不能乱|别乱|理顺|不要丢|别丢|别漏|还在|如故)(?:了|就行|即可|就好|过来|一下|原样|不变|住)*"
)
_NOT_TO = r"(?:先|暂时|也|都|就)*(?:不要|别|不用|不必|先别|先不)(?:再)?(?:删|动|压缩|压|改|挪|砍|碰|减|缩短|扩|调)(?:掉|动|了)*"
_LEFT_ALONE = shape(rf"{_NOT_TO}(?:{{P}}(?:、|和)?)+(?:了)?|(?:{{P}}(?:、|和)?)+{_NOT_TO}")
_NOT_APART = re.compile(
    r"(?:千万)?(?:别|不要|不能|不得|可别)(?:再)?(?:超|超过|超出|多写|写多|写长|写超)(?:了|字数)?|(?:不要|别|不能|不许)(?:再)?(?:动|改|变|碰|丢)(?:里面的|其中的)?(?:数字|数据|数|牵头单位|意思|顺序|标题|结构)(?:了)?|[^，]{1,10}(?:不单独|不另|不再单独|不专门|不再另)(?:再)?(?:讲|写|列|说|成段)(?:了)?"
)
_ONLY = shape(
    r"(?:这次|先|就|我|也)*(?:只|仅|单)(?:改|动|调|调整|修改|针对|看)(?:一下)?(?P<p>{P})(?:这里|就行|就好|就可以|即可)*(?:，)?|(?P<about>(?:关于|对于|至于|针对|说到|看一下|再看))(?P<q>{P})(?:的问题|这里|呢)?"
)
_REQUEST = re.compile(
    r"[改换删加写讲说提放挪移调压缩减扩补插撤]|不要|不能|不用|去掉|拿掉|别|必须|请|要|数字|数据|口气|语气|些$|点$|再|更|突出|强调|合并|拆|分成|展开|充实|精简|控制|字|标题|[0-9]|把|将|替|统一"
)
_NEUTRAL = re.compile(
    r"改革|改制|改组|讲话|换届|重要|需要|主要|要求|调整|写作|字数|加班|参加|放假|撤并|合并|挂牌|说明|更名|提前|推迟|加快|提高|压力|通知"
)
_MARKS = shape("[{Q}{P}{F}{V}{Z}{A}{S}{D}{G}{X}]".replace("[{", "(?:{").replace("}]", "})").replace("}{", "}|{"))
_REASONS = re.compile(
    r"(?:机构改革|换届|人事|职务|工作|名称|单位|部门|领导|情况|形势|政策|口径|任务|时间|会议|议程|议题|上级|省里|市里|县里|现在|最近|后来|因为|由于|考虑到|鉴于|毕竟|怕|担心|听|看|时长|讲话|稿子|文件|通知|报纸|材料|大家|企业|群众|台下|代表|不然|否则|这样|太(?!阳)|有点|实在|显得|容易|已经|刚|今天|下午|会上|到时候)"
)
_CAUSE = re.compile(r"因为|由于|毕竟|不然|否则|免得|省得|以免|怕|担心|考虑到|鉴于|这样|要不|主要是")
_THANKS = re.compile(
    r"(?:谢谢|辛苦|多谢|感谢|麻烦|拜托|好的?|行|可以|嗯|对|是的|收到|您好|你好|稿子(?:整体)?不错|写得不错|总体不错|总体可以|整体可以|基本可以|很好|挺好|不错)(?:了|你|您|啦)?(?:，)?"
)


def stays(clause: str) -> bool:
    """Tell whether a clause only says what is to be left alone: 其余保持原样, 数据不变, 序号顺延."""
    return bool(_STAYS.fullmatch(clause) or _LEFT_ALONE.fullmatch(clause) or _NOT_APART.fullmatch(clause))


def only(clause: str) -> re.Match[str] | None:
    """Return the match of a clause that only says where: 只改第三条."""
    return _ONLY.fullmatch(clause)


def chatter(clause: str) -> bool:
    """Tell whether a clause is thanks or assent."""
    return bool(_THANKS.fullmatch(clause))


def reason(clause: str, told: bool) -> bool:
    """Tell whether a clause gives a reason and asks for nothing: it names no place, figure or quotation and has no word of request.

    Args:
        clause: The clause.
        told: Whether something has been asked for already: a reason that comes after must begin like one.
    """
    if told and not _CAUSE.match(clause):
        return False
    return not _MARKS.search(clause) and not _REQUEST.search(_NEUTRAL.sub("", clause)) and bool(_REASONS.search(clause))
