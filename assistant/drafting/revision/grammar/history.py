"""Rules for going back and forth among versions: 撤销刚才那一步, 恢复到第一稿, 重做."""

import re

from assistant.drafting.revision.grammar.amounts import number_of
from assistant.drafting.revision.grammar.rules import Context, Result, Rule, rule
from assistant.drafting.revision.operations import Redo, Undo

_BACK = r"(?:撤销|撤回|撤掉|撤了|取消|回退|退回|还原|收回|撤|作废|回撤|倒回去?)"
_JUST = r"(?:刚才|刚刚|上面|前面|最近|最后|上|前|方才)*(?:的)?(?:那|这)?"
_STEP = r"(?:步|次|个|处|下|回|条)?(?:的)?(?:修改|操作|改动|指令|动作|步骤|编辑|变动|改的|调整|要求)?"
_N = r"[一二两三四五六七八九十0-9]{1,2}"
_TO = r"(?:恢复到|恢复成|恢复|退回到|退回|退到|回到|还原到|还原成|还原|改回到|改回成?|变回|返回到?|用回|回退到|换回|切回到?|还是用|还用)"


def _undo(match: re.Match[str], context: Context) -> Result:
    many = number_of(match["n"]) if match["n"] else 1
    return (Undo(many or 1),)


def _first(match: re.Match[str], context: Context) -> Result:
    return (Undo(version=0),)


def _version(match: re.Match[str], context: Context) -> Result:
    number = number_of(match["n"])
    return (Undo(version=number - 1),) if number else None


def _redo(match: re.Match[str], context: Context) -> Result:
    many = number_of(match["n"]) if match["n"] else 1
    return (Redo(many or 1),)


RULES: tuple[Rule, ...] = (
    rule(
        rf"(?:重做|反撤销|取消撤销|恢复撤销|撤销的?撤销|再做回来|把?(?:刚才)?撤销(?:掉|了)?的(?:那|这)?(?:一)?(?:步|次|处|个)?(?:修改|改动|内容)?(?:再|重新|给我)*(?:恢复|找回|拿回|做|加|改)(?:回来|一遍|上)?|恢复刚才撤销的(?:那)?(?:一)?(?:步|次|处)?(?:修改|改动)?|还是要(?:刚才)?(?:撤销|撤掉|撤回)(?:掉)?的(?:那)?(?:步|次|个)?|前进一步|重新做一遍)(?P<n>(?<=重做){_N}(?=步))?(?:步)?(?:刚才)?(?:撤销的?)?(?:那)?(?:一)?(?:步|次)?(?:改动|修改)?",
        _redo,
    ),
    rule(
        rf"(?:还是|那就|算了)?，?(?:{_TO})(?:最初|最开始|最早|最原始|原始|起初|开始|第一次|原|头一)(?:的)?(?:那)?(?:一)?(?:个)?(?:版本|版|稿子|稿|样子|状态)(?:的样子)?",
        _first,
    ),
    rule(rf"(?:还是|那就|算了)?，?(?:{_TO})(?:初稿|原稿|底稿|原来的初稿|最初)(?:的样子|状态)?", _first),
    rule(rf"(?:还是|那就|算了)?，?(?:{_TO})第(?P<n>{_N})(?:个)?(?:版本|版|稿)(?:的样子)?", _version),
    rule(rf"(?:连着|连续|先|再|一起)*(?:把)?{_BACK}{_JUST}(?P<n>{_N})?{_STEP}(?:了)?", _undo),
    rule(
        rf"(?:把)?{_JUST}(?P<n>{_N})?{_STEP}(?:全|都|给我|还是|就|先)*(?:不算|不要|撤销|撤掉|撤回|撤|取消|作废|改回去|改回来|退回去|退回|不改|不行|还原|恢复原样|恢复)(?:了|数)?",
        _undo,
    ),
    rule(
        rf"(?:还是|那就|算了)?，?(?:{_TO})(?P<n>\Z)?(?:到|成|为)?(?:上一?(?:个)?(?:版本|版|稿|次)|修改前|修改之前|改之前|改前|原来|原样|之前|刚才之前|上一步)(?:的)?(?:那)?(?:一)?(?:版本|版|稿|样子|状态|写法)?",
        _undo,
    ),
    rule(
        r"(?:还是)?(?:改|退|恢复|变)(?P<n>\Z)?回(?:去|来|原样|原来的?)(?:吧|了)?|(?:还是)?原来的?(?:那个?)?(?:好|写法好|版本好)|不改了",
        lambda match, context: (Undo(),),
    ),
)
