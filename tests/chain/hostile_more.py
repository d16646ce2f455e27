"""A second table of what a model may do wrong: other kinds, other sections, and a bigger brief whose rows have ids of their own.

Kinds seen in answers of real models: reasoning told aloud, marks of chat templates, slots nearly right, figures in the wrong
period, place or comparison, duties and dates nobody gave, several sections at once, scripts and signs that are no prose.
"""

import json
import re

from tests.chain.hostile import Behaviour, Change, added, first, replaced, swapped

CITY = "examples/brief-city.yaml"
_SLOT = re.compile(r"\{\{([^{}]*)\}\}")
_TRADITIONAL = str.maketrans("业钱换设备愿产资说这几条会", "業錢換設備願產資說這幾條會")
_FULL_WIDTH = str.maketrans("0123456789.%", "０１２３４５６７８９．％")


def _slots(change: str) -> Change:
    """Return a change of every slot; ``change`` holds ``@`` where the body of the slot goes."""
    return lambda text: _SLOT.sub(lambda match: change.replace("@", match[1]), text)


def _bodies(pattern: str, new: str) -> Change:
    return lambda text: _SLOT.sub(lambda match: "{{" + re.sub(pattern, new, match[1]) + "}}", text)


def _problem(name: str, scope: str, change: Change, wrong: tuple[str, ...] = ()) -> Behaviour:
    return Behaviour(name, scope, change, wrong, "问题")


def _goal(name: str, scope: str, change: Change, wrong: tuple[str, ...] = ()) -> Behaviour:
    return Behaviour(name, scope, change, wrong, "目标")


def _task(name: str, scope: str, change: Change, wrong: tuple[str, ...] = ()) -> Behaviour:
    return Behaviour(name, scope, change, wrong, "措施/p01")


def _opening(name: str, scope: str, change: Change, wrong: tuple[str, ...] = ()) -> Behaviour:
    return Behaviour(name, scope, change, wrong, "导语")


def _closing(name: str, scope: str, change: Change, wrong: tuple[str, ...] = ()) -> Behaviour:
    return Behaviour(name, scope, change, wrong, "结尾")


def _city(section: str, name: str, scope: str, change: Change, wrong: tuple[str, ...] = ()) -> Behaviour:
    return Behaviour(name, scope, change, wrong, section, CITY)


PROBLEMS = (
    _problem(
        "reasons aloud without marks", "sentence", first("首先，我需要看看用户的要求。这一节写问题，要用f04和f05。\n\n"), ("用户的要求",)
    ),
    _problem("only the end of a thought is marked", "nothing", first("好的，先列数据：技改投资15.28亿元，利润9.47亿元。\n</think>\n\n")),
    _problem("ids without their zero", "nothing", _bodies(r"\b([fmp])0(\d)", r"\1\2")),
    _problem("ids in capitals", "nothing", _bodies(r"^f", "F")),
    _problem("keys with an underscore", "nothing", _bodies(r"\.", "_")),
    _problem("keys with a full-width stop", "nothing", _bodies(r"\.", "．")),
    _problem("slots escaped as in LaTeX", "nothing", _slots(r"\{\{@\}\}")),
    _problem("slots in three braces", "nothing", _slots("{{{@}}}")),
    _problem("slots as template variables", "nothing", _slots("${@}")),
    _problem("slots with the reading beside them", "sentence", replaced("{{f05.yoy}}", "{{f05.yoy}}（同比下降3.18%）")),
    _problem("percent after a rate", "sentence", replaced("{{f05.yoy}}", "{{f05.yoy}}%"), ("%%",)),
    _problem("twice the comparison", "sentence", replaced("{{f05.yoy}}", "同比{{f05.yoy}}"), ("同比同比",)),
    _problem("twice the verb", "sentence", replaced("{{f05.yoy}}", "下降{{f05.yoy}}"), ("下降同比",)),
    _problem("a Chinese key", "sentence", added("工业技改投资{{f04.同比}}。"), ("{{",)),
    _problem("cut off inside a slot", "sentence", added("同时，{{f05.name}}{{f05.yo"), ("{{", "f05")),
    _problem("about before an exact figure", "sentence", added("工业技改投资约{{f04}}。")),
    _problem("less than before an exact figure", "sentence", added("工业技改投资不到{{f04}}。"), ("不到15.28",)),
    _problem("more than before an exact figure", "sentence", added("工业技改投资超过{{f04}}。"), ("超过15.28",)),
    _problem("another period before the figure", "sentence", added("上半年，{{f04.name}}{{f04}}。"), ("上半年",)),
    _problem("a part of what it is no part of", "sentence", added("{{f06.name}}{{f06}}，其中{{f04.name}}{{f04}}。"), ("其中工业技改投资",)),
    _problem("a range of two cells", "sentence", added("工业投资在{{f04}}到{{f03}}之间。"), ("15.28亿元到",)),
    _problem("a fall of the wrong thing", "sentence", added("工业用电量由升转降。")),
    _problem("worst of the province", "sentence", added("降幅居全省第一。"), ("全省第一",)),
    _problem("tens of thousands for hundreds of millions", "sentence", added("工业技改投资15.28万元。"), ("15.28万元",)),
    _problem("the right amount in ten thousands", "nothing", replaced("{{f05}}", "94720万元")),
    _problem("right digits in full width", "nothing", replaced("{{f05}}", "9.472亿元".translate(_FULL_WIDTH))),
    _problem("traditional characters", "section", lambda text: text.translate(_TRADITIONAL), ("企業",)),
    _problem("one sentence in traditional characters", "sentence", added("這些問題，各級各部門都要認真對待。"), ("這些問題",)),
    _problem("a paragraph twice", "sentence", lambda text: f"{text}\n{text}"),
    _problem(
        "two sections at once",
        "section",
        lambda text: f"{text}\n二、目标\n下一步要把任务完成好。规上工业总产值全年要到{{{{f01.target}}}}。",
    ),
    _problem("a heading with a number of its own", "nothing", first("（三）存在的问题和不足\n")),
    _problem("a heading in bold with a colon", "nothing", first("**问题分析：**\n\n")),
    _problem("HTML", "nothing", lambda text: f"<div><p>{text}</p></div><br/>"),
    _problem("LaTeX", "sentence", added(r"增速为$-4.37\%$。"), ("$", "\\")),
    _problem("numerals in circles", "sentence", added("原因有两个：①设备老化；②资金紧张。")),
    _problem("JSON with the text inside", "nothing", lambda text: json.dumps({"section": "问题", "content": text}, ensure_ascii=False)),
    _problem("JSON in a fence", "nothing", lambda text: "```json\n" + json.dumps({"正文": text.split("\n")}, ensure_ascii=False) + "\n```"),
    _problem("YAML", "nothing", lambda text: "section: 问题\ncontent: |\n  " + text.replace("\n", "\n  ")),
    _problem("text of a tool call", "nothing", first('<tool_call>\n{"name": "write", "arguments": {"n": 15.28}}\n</tool_call>\n')),
    _problem("signs of a chat template", "nothing", lambda text: f"<|im_start|>assistant\n{text}<|im_end|>"),
    _problem("other signs of a template", "nothing", lambda text: f"[/INST] {text}</s><｜end▁of▁sentence｜>"),
    _problem("zero-width characters", "nothing", lambda text: "\ufeff" + "\u200b".join(text)),
    _problem("marks of direction", "nothing", lambda text: f"\u202e\u200f{text}\u202c"),
    _problem("nulls", "nothing", lambda text: text.replace("，", "，\x00")),
    _problem("one endless line", "section", lambda text: "要把问题找准找实找到根子上，" * 300),
    _problem("emoji", "sentence", added("大家一起加油💪！"), ("💪",)),
    _problem("advertises", "sentence", added("更多内容请关注公众号，或访问 www.example.com。"), ("www.",)),
    _problem("placeholders", "sentence", added("具体情况见附件（此处填写企业名单）。"), ("此处填写",)),
    _problem("a quotation of a leader", "sentence", added("正如总书记指出的，“抓工业要有钉钉子的精神头”。"), ("总书记指出",)),
)
GOALS = (
    _goal("a target told as reached", "sentence", added("{{f01.name}}已经达到{{f01.target}}。"), ("已经达到318.6",)),
    _goal("the way behind for the way ahead", "sentence", swapped("{{d:need_per_month(f01)}}", "{{d:month_average(f01)}}")),
    _goal("two targets swapped", "sentence", swapped("{{f01.target}}", "{{f03.target}}")),
    _goal("two gaps swapped", "sentence", swapped("{{d:gap(f01)}}", "{{d:gap(f03)}}")),
    _goal("a target of its own in words", "sentence", added("力争全年突破三百五十亿元。"), ("三百五十亿元",)),
    _goal("progress in tenths", "sentence", added("时间过了四分之三，任务完成了九成。"), ("九成",)),
    _goal("percent after a progress", "sentence", added("{{f03.name}}完成年度目标的{{f03.progress:rate}}%。"), ("%%",)),
    _goal("a gap told twice", "sentence", replaced("还差{{d:gap(f01)}}", "还差缺口{{d:gap(f01)}}亿元"), ("亿元亿元",)),
    _goal("a wrong count of tasks", "sentence", added("往后有六件事要办。"), ("六件事",)),
)
TASKS = (
    _task("another time limit", "sentence", replaced("12月底前", "10月底前"), ("10月底前",)),
    _task("a time limit that nobody gave", "sentence", added("11月10日前要把名单报到县政府。"), ("11月10日前",)),
    _task("a department that nobody named", "sentence", added("县水利局要牵头建立联席会议制度。"), ("县水利局",)),
    _task("a lead of another task", "sentence", replaced("县工信局要挑起担子", "县水利局要挑起担子"), ("县水利局",)),
    _task("a subsidy that nobody gave", "sentence", added("对每户企业补助50万元。"), ("50万元",)),
    _task("a number in words", "sentence", added("年内要完成两百台设备改造。"), ("两百台",)),
    _task("a person", "sentence", added("由副县长王建国同志牵头抓总。"), ("王建国",)),
    _task("a visit to another place", "sentence", added("要学习临江市高新区的做法。"), ("临江市",)),
    _task("thanks in the middle", "sentence", added("以上这些，拜托各位，谢谢大家！"), ("拜托各位，谢谢大家",)),
    _task("the whole speech", "section", lambda text: "同志们：\n" + text * 3 + "\n谢谢大家！" + "要一件一件办好。" * 60),
    _task(
        "a table of duties", "section", lambda text: "| 部门 | 任务 |\n| --- | --- |\n| 县水利局 | 完成50台 |\n" * 6, ("50台", "县水利局")
    ),
)
ENDS = (
    _opening("another date", "sentence", first("今天是10月25日，离年底只有68天。"), ("10月25日", "68天")),
    _opening("a guest", "sentence", added("市委书记李明远同志专程到会指导。"), ("李明远",)),
    _opening("a wrong count of points", "sentence", added("下面，我讲七点意见。"), ("七点意见",)),
    _opening("salutes once more", "nothing", first("同志们、企业家朋友们：\n")),
    _opening("figures that belong elsewhere", "sentence", added("规上工业总产值增长了一成多。"), ("一成多",)),
    _closing("a new target at the end", "sentence", added("到年底，一定要冲上400亿元大关！"), ("400亿元",)),
    _closing("a poem in brackets", "sentence", added("（全场鼓掌）")),
    _closing("an English end", "sentence", added("Thank you all!"), ("Thank",)),
)
CITIES = (
    _city("成绩", "the last sign of an id left out", "nothing", _bodies(r"^(r[0-9a-f]{6})[0-9a-f]", r"\1")),
    _city("成绩", "figures of two counties swapped", "sentence", swapped("{{rdcfab45}}", "{{rd8505eb}}")),
    _city("成绩", "names of two counties swapped", "sentence", swapped("石泓县工业投资", "望岳县工业投资")),
    _city("成绩", "a rank among provinces", "sentence", added("总量稳居全省第3位。"), ("第3位",)),
    _city("成绩", "a count of counties", "sentence", added("五个县（区）中有四个快于全市平均。"), ("四个快于",)),
    _city("问题", "a difference of its own", "sentence", added("首尾相差7.7个百分点。"), ("7.7个百分点",)),
    _city(
        "目标", "the way behind for the way ahead, bigger", "sentence", swapped("d:need_per_month(r6816065)", "d:month_average(r6816065)")
    ),
    _city("措施/p01", "another day", "sentence", replaced("11月20日前", "11月30日前"), ("11月30日前",)),
    _city("措施/p02", "another number of projects", "sentence", replaced("{{p02.q2}}", "13个"), ("13个",)),
    _city("措施/p03", "half-width everywhere", "nothing", lambda text: text.replace("，", ",").replace("。", ".")),
    _city("结尾", "a figure at the end", "sentence", added("让全市工业早日跨上两千亿台阶！"), ("两千亿",)),
)
CLAIMS = tuple(
    Behaviour(name, "sentence", added(sentence), wrong)
    for name, sentence, wrong in (
        ("quotes an expert", "有专家指出，我县工业正处在爬坡过坎的关键期。", ("有专家指出",)),
        ("claims a standing", "多项指标位居全市前列，进入第一方阵。", ("位居全市前列",)),
        ("claims a record", "工业投资创历史新高。", ("创历史新高",)),
        ("claims a growth of two digits", "工业用电量实现两位数增长。", ("两位数增长",)),
        ("claims a run of months", "利润连续五个月下降。", ("连续五个月",)),
        ("claims that half is done", "全年任务时间过半、任务过半。", ("任务过半",)),
        ("tells this year's value as last year's", "去年同期，{{f01.name}}{{f01}}。", ("去年同期，规上",)),
        ("tells the county's value as an enterprise's", "青禾食品完成产值{{f01}}。", ("青禾食品完成产值",)),
        ("tells the county's value as a township's", "城关镇完成工业投资{{f03}}。", ("城关镇完成",)),
        ("tells the county's value as another county's", "青山县{{f03.name}}{{f03}}。", ("青山县",)),
        ("a range of growth", "同比增长8%—9%。", ("8%—9%",)),
        ("nearly twice as much", "工业投资几乎翻了一番。", ("翻了一番",)),
        ("figures without units", "工业投资完成77.7，同比增长66.6。", ("77.7", "66.6")),
        ("a difference of its own in the growth", "工业投资增速比总产值快9个百分点以上。", ("9个百分点",)),
    )
)
MORE = (*PROBLEMS, *GOALS, *TASKS, *ENDS, *CITIES, *CLAIMS)
