"""Every Chinese word of the page that is not said by the product itself."""

from assistant import verdict_label

TITLE = "讲话稿起草"
# Pages
DESK, DRAFTS = "起草", "文稿库"
MATERIAL, OUTLINE, CHARTS, AUDIT, CORPUS, CONFIGURED = "材料", "提纲", "图表", "核对已有稿", "范文", "设置"


def broken(kind: str, place: str) -> str:
    """Say that something went wrong that is our fault."""
    return f"程序出了点问题（{kind}，{place}），刚才这一步没有做成；之前的内容都在。请再试一次，仍不行请反馈括号里的内容。"


# Signing in
SIGN_IN, SIGN_OUT = "登录", "退出登录"
SIGN_IN_FIRST = "请先登录，每个人只看得到自己的文稿。"

# Who writes
BUILT_IN = "内置写作器"
WRITER = "由谁写"
WRITER_HELP = "内置写作器不联网、不需要密钥；模型按设置页里的地址连接。数字都由系统填入，谁写都一样核对。"


def model(name: str) -> str:
    """Name the configured model as a writer."""
    return f"模型 {name}"


# The chat
MESSAGE = "说说材料，或提修改意见，如：第三部分压缩三分之一"
EMPTY_CHAT = "把材料告诉我就能起草：在右边交数据表，或直接在下面说。\n写好以后，还在这里提修改意见、问数据。"
BUSY = "正在处理，完成后再说下一句"
WORKING, DRAFTING, REVISING, UPDATING = "正在处理", "正在起草", "正在修改", "正在按新数据更新"
STOP, STOPPING = "停止，保留已写好的", "正在停止"
UNCHECKED = "核对中"
STOPPED = "已停止，写好的部分都保留着。"
SAMPLE, DRAFT, DRAFT_ANEW, NEW = "用样例材料", "起草", "重新起草", "新开一篇"
RESUME, REFRESH = "续写没写完的部分", "按新数据更新这篇稿子"
CHANGED_BRIEF = "材料改过了，这篇稿子还是按原来的材料写的。"
UNFINISHED = "模型没有写完："
NO_MATERIAL = "还没有材料。"


def material(rows: int, priorities: int, problems: int) -> str:
    """Say what there is to draft from."""
    return f"{rows}行数据、{priorities}项重点工作、{problems}个问题"


def drafted(length: int, writer: str, summary: str) -> str:
    """Say that a draft is there."""
    return f"稿子写好了，{length}字，撰稿：{writer}。{summary}"


GROUND = "\n依据："


def answer(text: str, cells: tuple[str, ...]) -> str:
    """Give an answer with the cells it rests on."""
    return f"{text}{GROUND}{'；'.join(cells)}" if cells else text


def grounds(count: int) -> str:
    """Say on how many cells an answer rests."""
    return f"依据{count}个数据"


NOTED, READY = "记下了：", "可以起草了。"
NOTHING_NOTED = "这句话里没有读出材料；请说数据、会议、重点工作或问题。"


def noted(name: str, value: str, before: str) -> str:
    """Read back what was understood of a message."""
    return f"{name} {value}（原为{before}）" if before else f"{name} {value}"


# What was done on the sheet
CANNOT_CORRECT = "这个数没法自动改正，请直接改写这一段，或删去这一句。"


def corrected(old: str, new: str) -> str:
    """Say that a number was put right."""
    return f"已改正：{old} → {new}"


def dropped(sentence: str) -> str:
    """Say that a sentence was taken out."""
    return f"已删去：{sentence}"


def vouched(number: str, source: str) -> str:
    """Say that a number is vouched for."""
    return f"已记下：{number}，来源：{source}"


EDITED = "已按你的改动重新核对。"
QUICK = {"shorten": "第{n}段压缩三分之一", "expand": "第{n}段展开写写", "reword": "第{n}段换个说法"}

# The speech and what stands beside it
UNDO, REDO = "撤销", "重做"
VIEW = "查看"
VIEWS = {
    "speech": "讲话稿",
    "whole": "编辑",
    "matrix": "对照",
    "missing": "未用数据",
    "wording": "措辞",
    "exemplars": "范文",
    "versions": "版本",
}
WRITTEN_BY = "撰稿："
PARTS = {"figures": "数据", "meeting": "会议", "speaker": "讲话人", "priorities": "重点工作"}
WHOLE, SAVE_WHOLE = "整篇文字", "保存并核对"
WORD = {"印发稿": "Word（印发稿）", "朗读稿": "Word（朗读稿）", "审阅稿": "Word（审阅稿）"}
CHECK_SHEET, CHECK_SHEET_FILE = "数据核对表（XLSX）", "数据核对表"
EXPORT, TEXT, MARKDOWN, YAML = "导出", "纯文本", "Markdown", "任务单（YAML）"
FILE = "讲话稿"
BRIEF_FILE = "任务单"
UNUSED = ("指标", "数值", "原因")
ALL_USED = "输入的数据都用上了。"
NO_WORDING = "措辞没有发现问题。"
NO_EXEMPLARS = "这篇稿子没有参考范文。"
REASON, PASSAGE, SPEECH = "为什么选它", "范文（数字和名称已隐去）", "出自"
SAYS, KIND, ADVISED = "原文", "级别", "建议"
PROBLEM, NAMED_AT_ALL, WRITTEN = "问题＼重点工作", "写到了", "写到了"
YES = "✓"
NOT_COVERED = "没有写到"
COMPARE, WITH = "比较", "和"
ADDED, DROPPED, UNCHANGED = "增", "删", "两版文字一样。"


def no_draft(missing: tuple[str, ...], failure: str) -> str:
    """Say how to get a draft: why the last try came to nothing, else what the material lacks; it can be drafted all the same."""
    if failure:
        return f"刚才没有做成：{failure}\n可以点左边的“起草”再试；要改材料，到“材料”页。"
    if missing:
        return f"材料里还没有{'、'.join(PARTS[part] for part in missing)}：到“材料”页补上更好，也可以现在就点左边的“起草”。"
    return "材料齐了，点左边的“起草”；要补充或核对材料，到“材料”页。"


# A Word file that comes back
COMES_BACK = "Word 改好退回后，拖到“版本”里接着核对。"
DROP_IN, READING_BACK = "把改好退回的 Word 拖到这里，成为下一版", "正在读入退回的 Word"
DROP_IN_HELP = "从这里导出、经审阅修改的 .docx，不超过20 MB。修订按接受读入，批注列出，每个数字重新核对。文件只在本机读取。"
COMMENTS = ("批注人", "批注", "针对的文字", "时间")
NOTHING_CAME_BACK = "退回的 Word 里文字没有改动，也没有批注，没有存新的一版。"


def came_back(name: str, authors: str) -> str:
    """Say which file a version was read from, and who made tracked changes in it."""
    return f"这一版读自“{name}”" + (f"，修订人：{authors}" if authors else "") + "。"


def came_in(reply: str, summary: str, doubtful: tuple[str, ...]) -> str:
    """Say what a file that came back has changed, and which of its figures are to be checked."""
    return f"{reply}{summary}" + (f"新出现、要核对的：{'、'.join(doubtful)}。" if doubtful else "")


# Past drafts
SEARCH, SEARCH_HINT = "查找", "标题或正文里的词"
NO_DRAFTS, NONE_FOUND = "文稿库里还没有文稿，也没有材料。", "没有找到。"
OPEN, DELETE, REALLY = "打开", "删除", "确定删除，不能恢复"


def version(number: int, when: str, writer: str) -> str:
    """Name a version."""
    return f"第{number}版 · {when} · {writer}"


def count_versions(count: int) -> str:
    """Say how many versions there are."""
    return f"{count}版"


def drafts(count: int) -> str:
    """Say how many drafts are listed."""
    return f"共{count}篇"


def briefs(count: int) -> str:
    """Name the list of material that nothing is drafted from yet."""
    return f"还没有起草的材料（{count}份）"


# Saving
NO_SUCH = "文稿库里没有这一篇，可能已经删除；下面可以重新开始。"

# The sheet
SHEET = {
    "sheet": "讲话稿",
    "legend": "数字核对结果",
    "next": "跳到下一处",
    "correct": "改为",
    "turn": "改正方向",
    "drop": "删去这一句",
    "vouch": "由我担保",
    "source": "这个数的来源，如：商务局8月5日电话",
    "paragraph": "第N段",
    "shorten": "压缩",
    "expand": "展开",
    "reword": "换个说法",
    "edit": "改写文字",
    "save": "保存并核对",
    "cancel": "取消",
    "close": "关闭",
}
SAID, ADVICE, FORMULA, PLACE, EXPECTED = "说明", "建议", "算式", "出处", "应为"


def kind(kind: str) -> str:
    """Return what a kind of mark is called."""
    return "措辞" if kind == "wording" else verdict_label(kind)
