"""Every Chinese word of the material and of the pages beside the desk; those of the desk stand in ``labels``."""

from decimal import Decimal

START = "先给材料"
START_HELP = "上传本单位的数据表（可以多张），或粘贴一张表，也可以先用样例看看效果。其余内容在“材料”页补充。"
PART = "材料的哪一部分"
_PARTS = {
    "figures": "数据",
    "meeting": "会议和讲话人",
    "priorities": "重点工作",
    "problems": "问题",
    "projects": "项目和名称",
    "known": "由人担保的数",
    "next": "下一期数据",
}
BEGIN = "还没有材料：上传或粘贴数据表，或用样例开始；填写的内容随时保存。"


def part(part: str, waiting: int) -> str:
    """Name a part of the material, with how many things wait there."""
    return f"{_PARTS[part]}（{waiting}）" if waiting else _PARTS[part]


def wrong(count: int, *, kept: bool) -> str:
    """Say that the material cannot be used as it stands."""
    return f"有{count}处要改，改好才会保存" + ("；起草时仍用改动之前的材料。" if kept else "。")


def kept(name: str, told: str) -> str:
    """Say what the material is for, what there is of it, and that it is kept."""
    return f"{name}：{told}；已保存" if name else f"{told}；已保存"


# Handing in
UPLOAD, UPLOAD_NEXT = "把数据表或任务单拖到这里，可以一次多个", "把下一期的数据表拖到这里"
UPLOAD_HELP = "XLSX、XLS、CSV、ODS、网页或 Word 里的表格，或任务单（YAML、JSON）；每个不超过20 MB。文件只在本机读取。"
PASTE, PASTE_HERE, TAKE_PASTED = "粘贴一张表", "从 Excel、WPS 或网页复制，粘贴在这里", "读入"
PASTE_HINT = "指标\t数值\t单位\t同比\n工业投资\t31.4\t亿元\t9.8"
CLEAR, CLEAR_HELP = "清空，从头填写", "已保存的材料仍在文稿库里"
FORGET = "移去这张表"
HAND_IN_AGAIN = "回答已记下。这张表不在手边，请再上传一次，上传后按回答读取。"


def too_many(most: int) -> str:
    """Say that too many files came at once."""
    return f"一次最多{most}个文件，多出来的没有读；请分批上传。"


def table(name: str, rows: int) -> str:
    """Tell a table that was read."""
    return f"{name}，读出{rows}行"


# The figures
NO_ROWS, ADD_ROW, FIGURES = "还没有数据。", "添一行", "数据表"
NUMBER, CHOSEN, DOUBT, READ_AS, CIRCUMSTANCES, STANDS_AT = "行", "勾选", "核对", "认作", "时期、范围、口径", "出处"
KINDS = {"actual": "实际", "target": "目标", "plan": "计划", "threshold": "门槛", "rank": "位次"}
READ_AS_HELP = "在指标目录里认作哪个指标；目录里没有的按原名使用。"
FIGURE_COLUMNS = {
    "indicator": ("指标", 200),
    "value": ("数值", 90),
    "unit": ("单位", 85),
    "yoy": ("同比%", 90),
    "period": ("时期", 130),
    "scope": ("范围", 100),
    "kind": ("类型", 80),
    "target": ("目标", 85),
    "progress": ("进度%", 90),
    "share": ("占比%", 90),
    "rank": ("位次", 85),
    "note": ("备注", 140),
}


def recognised(indicator: str, *, known: bool) -> str:
    """Say what a row was recognised as."""
    return indicator if known else "（目录外，按原名）"


def doubt_sign(severities: set[str]) -> str:
    """Say in two characters how bad the doubts about a row are."""
    return "✕ 错" if "error" in severities else "！查" if severities else ""


def drop_rows(count: int) -> str:
    """Name the button that takes rows away."""
    return f"删去勾选的{count}行" if count else "删去勾选的行"


def figure_value(value: Decimal | None, unit: str, basis: str, growth: Decimal | None) -> str:
    """Write a value with its unit, or the growth of a row that has none; empty where it has neither."""
    if value is not None:
        return f"{value:f}{unit}"
    return "" if growth is None else f"{basis}{growth:f}%"


def nth_row(place: int) -> str:
    """Name a row by its place in the table."""
    return f"第{place}行"


def row(place: int, name: str) -> str:
    """Name a row before what is wrong with it."""
    return f"{nth_row(place)} {name}：" if name else f"{nth_row(place)}："


def more_rows(count: int) -> str:
    """Say how many further rows have doubts."""
    return f"还有{count}行也要核对；先改好上面的。"


def notices(count: int) -> str:
    """Name the list of what was not taken from tables."""
    return f"没有当作数据、或按规则认定的（{count}条）"


def suggestion(fields: dict[str, str]) -> str:
    """Offer what the tables say of region and period."""
    names = {"region": "地区", "period": "时期"}
    return "表里写的是" + "、".join(f"{names[key]}“{value}”" for key, value in fields.items()) + "，材料里还没有填。"


TAKE_SUGGESTION = "照此填入"

# Questions about tables
RECORD, LIKELY = "记下回答，重新读表", "（最可能）"
CHOOSE_FIRST, BEFORE = "还没有选答案：先选，再按“记下回答”。", "回答之前"
HELD, READ_MEANWHILE = "回答之前，这些数不采用", "回答之前，按最可能的读"


def questions(count: int) -> str:
    """Name the list of questions."""
    return f"读表时有{count}处拿不准，请回答（以后同样的表不再问）"


def at(cells: str) -> str:
    """Say which cells a question is about."""
    return f"见{cells}"


# Meeting and speech
MEETING, SPEAKER, THE_SPEECH = "会议", "讲话人", "讲话稿"
MEETING_NAME, MEETING_TYPE, MEETING_DATE, MEETING_PLACE = "会议名称", "会议类型", "日期", "地点"
AGENDA, AGENDA_HINT = "会上已有的议程", "谁作了汇报或发言；不填，稿子里就不会写“刚才……”"
REGION, LEVEL, AUDIENCE = "地区", "级别", "参会人员"
SPEAKER_NAME, SPEAKER_POST = "姓名", "职务"
PERIOD, SPEECH_TITLE, TITLE_HINT = "时期", "标题", "不填则为“在……会上的讲话”"
SALUTATION, BACKGROUND, STYLE = "称呼", "上级要求（一句话）", "风格"
LEAST, MOST = "字数从", "字数到（两个都填才作数）"
ONE_A_LINE = "一行一项"

# Lists
UP, DOWN, REMOVE, UNNAMED = "上移", "下移", "删去", "（未填）"
TASK_TITLE, LEAD, DUE, POINTS = "重点工作", "牵头部门", "时限", "要点（一行一条，照顺序写）"
ANSWERS_PROBLEM, NO_PROBLEM = "针对哪个问题", "（不专门针对）"
PROBLEM_TEXT, PROBLEM_FIGURES = "问题", "涉及的数据"
PROJECT_FIELDS = (("项目名称", "name"), ("投资", "investment"), ("进展", "status"), ("负责单位", "owner"))
KNOWN_FIELDS = (("带数字的话", "text"), ("出处（文件、表格或提供人）", "source"), ("由谁担保", "by"))
KNOWN_HELP = "数据表里没有、但由人担保的数；稿子里用到时会标明由人担保。"
ENTERPRISES, NAMES = "可以点名的企业", "其他专名和口号"
ADD_PRIORITY, ADD_PROBLEM, ADD_PROJECT, ADD_KNOWN = "添一项重点工作", "添一个问题", "添一个项目", "添一个由人担保的数"
NO_PRIORITIES, NO_PROBLEMS, NO_PROJECTS, NO_KNOWN = "还没有重点工作。", "还没有问题。", "还没有项目。", "还没有由人担保的数。"

# Next month
NO_LAST_MONTH = "先要有一期材料，才能换上下一期的数据表。"
NEXT_PERIOD, NEXT_PERIOD_HINT = "新的时期", "不填则看表里怎么写，如 2026年1—10月"
ADOPT, DROP_NEXT, NOTHING_CHANGED = "采用新一期", "放弃这张表", "数据没有变化。"
CHANGE_COLUMNS = ("变化", "指标", "项目", "上一期", "新一期")


def last_month(period: str, rows: int) -> str:
    """Say what the new table is compared with."""
    return f"现有材料：{period or '（没有写时期）'}，{rows}行数据。指标按名称、范围和口径逐行对上，变化列出来，采用之前什么都不改。"


def next_month(period: str, matched: int, rows: int) -> str:
    """Say what was read from the new table."""
    return f"新一期：{period or '（没有写时期）'}，{rows}行数据，其中{matched}行与上一期对上。"


# Charts
NO_CHART_BRIEF, NO_CHARTS = "还没有数据，先在“材料”页上传数据表。", "现有数据里没有目标进度、同比增速或位次，画不出图。"
NO_FONT = "这台服务器上没有中文字体，页面上的图照常看，存成图片要先安装字体（Debian、Ubuntu：apt-get install fonts-noto-cjk）。"
SAVE_CHART, AS_TABLE = "存为图片（PNG）", "看数"
CHART_NAMES = {"progress": "目标进度", "growth": "同比增速", "ranks": "位次"}

# Settings
SET, SET_HELP = "现在的设置", "由环境变量决定，改好后重新启动才生效；密钥、令牌和数据库地址从不显示。"
SET_COLUMNS = ("设置", "值", "环境变量")
EXAMINATION, EXAMINE, EXAMINING = "检查", "检查是否可用", "正在检查"
EXAMINE_HELP = "逐项检查安装、范文和所设的模型；设了模型时会向它发一个很短的请求，不带任何材料。"

# Exemplars
ADD_SPEECHES, SIMILAR_TOO = "加入自己的范文，可以一次多篇", "与已有范文近似的也加入"
CHOOSE_SPEECH = "左边选一篇，这里逐段对照遮去数字、名称和过时提法的前后。范文只用来学写法，其中的数字和名称不会写进稿子。"
TAKE_OUT, PUT_ASIDE, BRING_BACK = "移出", "停用", "恢复使用"
BEFORE_AND_AFTER, HIDDEN, MASK_COLUMNS = "遮去前后", "遮去了什么", ("原文", "写作时看到的")
CHECK_CORPUS = "检查范文和索引"
_ADDED = {"added": "已加入", "duplicate": "重复，没有加入", "similar": "近似，没有加入", "failed": "没有加入"}


def added(status: str, message: str) -> str:
    """Say what became of an exemplar that was handed in."""
    told = message.partition("；确要加入")[0]
    return f"{_ADDED.get(status, status)}：{told}"


def standing(*, own: bool, used: bool) -> str:
    """Say whose an exemplar is, and whether it is in use."""
    return "自有" if own else "自带" if used else "自带，已停用"


def speeches(count: int) -> str:
    """Name the list of exemplars."""
    return f"范文（{count}篇）"


# A speech from elsewhere
UPLOAD_SPEECH, SPEECH_TEXT, SPEECH_HINT = "上传讲话稿（Word、PDF 或文本）", "讲话稿全文", "也可以直接粘贴在这里"
HELD_AGAINST, MATERIAL_IN_USE, OWN_TABLES = "对照什么数据", "现有材料", "另外上传数据表"
UPLOAD_BESIDE, AUDIT_PERIOD, FORGET_TABLES = "这篇稿子依据的数据表", "数据的时期（表里没有写时填）", "移去这些表"
AUDIT_NOW, FOUND, NOTHING_FOUND, NO_TEXT = "核对", "要看的地方", "没有发现问题。", "还没有讲话稿：上传或粘贴一篇再核对。"
FOUND_COLUMNS = ("判断", "原文", "说明", "出处或建议")


CHECK_COLUMNS = ("项目", "结果", "说明")


def outcome(*, ok: bool) -> str:
    """Say how a check came out, with a sign."""
    return "✓ 正常" if ok else "✕ 有问题"


def held_against(period: str, rows: int) -> str:
    """Say what a speech is held against."""
    return f"{period}，{rows}行数据" if period else f"{rows}行数据"


def too_long(most: int) -> str:
    """Say that a speech was cut."""
    return f"稿子太长，只取了前{most}字。"


# The outline
NO_OUTLINE_BRIEF = "还没有材料，先在“材料”页填写，再看提纲。"
HEADLINE, USES = "全篇一句话", "用到："
CHANGE_OUTLINE, APPROVE = "定提纲", "就按这个提纲起草"
CHANGE_HELP = "这里改的是材料本身，左边的提纲随着变；写法起草之后在对话里改。由模型写时按同样的安排展开，措辞会不同。"
LEFT_OUT_COLUMNS = ("内容", "为什么不写")


def section(name: str, least: int, most: int, figures: int) -> str:
    """Name a section, with its length and how many figures it uses."""
    return f"{name}　{least}—{most}字" + (f"，用{figures}项数据" if figures else "")


HEADINGS_HELP = "各部分的标题想自己定就填，不填则由写作器拟；起草后按所填的改。"


def part_heading(number: str) -> str:
    """Name the field of a heading."""
    return f"第{number}部分标题"


def retitle(number: str, heading: str) -> str:
    """Say, as one would in the chat, that a heading is to be changed."""
    return f"第{number}部分的标题改为“{heading}”"


def left_out(count: int) -> str:
    """Name the list of what the speech will not tell."""
    return f"不写进去的（{count}项）"
