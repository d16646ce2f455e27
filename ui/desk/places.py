"""Where something is wrong, in the words of the page instead of the keys of a brief."""

import re

from desk import terms

_FIELDS = {
    **{"meeting.name": "会议名称", "meeting.date": "会议日期", "meeting": "会议", "speaker": "讲话人", "region": "地区", "level": "级别"},
    **{"period": "时期", "length": "字数", "title": "标题", "audience": "参会人员", "background": "上级要求", "known": "由人担保的数"},
    **{"priorities": "重点工作", "problems": "问题", "projects": "项目", "figures": "数据", "enterprises": "企业", "names": "专名"},
}
_CELLS = {key: label.rstrip("%") for key, (label, _) in terms.FIGURE_COLUMNS.items()}
_KEYS = {
    **_CELLS,
    "lead": "牵头部门",
    "due": "时限",
    "problem": "针对的问题",
    "points": "要点",
    "text": "文字",
    "source": "出处",
    "name": "名称",
}
_ITEM = re.compile(r"(figures|priorities|problems|projects|known)\[(\d+)\]")


def place(where: str) -> str:
    """Say where something is wrong: 重点工作第1项 牵头部门： for ``priorities[0].lead``.

    Example:
        >>> place("figures[3]（f04 工业投资）.value"), place("meeting.date"), place("")
        ('数据第4行（f04 工业投资） 数值：', '会议日期：', '')
    """
    if where in _FIELDS or not _ITEM.match(where):
        return f"{_FIELDS.get(where, where)}：" if where else ""
    head, _, key = where.rpartition(".")
    label = _KEYS.get(key.partition("[")[0], "")
    return f"{in_words(head)} {label}：" if label else f"{in_words(where)}："


def in_words(message: str) -> str:
    """Return a message with keys of the brief as words: 数据第3行 for ``figures[2]``.

    Example:
        >>> in_words("与figures[2]（规上工业总产值）是同一指标")
        '与数据第3行（规上工业总产值）是同一指标'
    """
    return _ITEM.sub(_item, message)


def _item(match: re.Match[str]) -> str:
    unit = "行" if match[1] == "figures" else "项"
    return f"{_FIELDS[match[1]]}第{int(match[2]) + 1}{unit}"
