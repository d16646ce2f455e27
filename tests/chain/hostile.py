"""What a model may do wrong: a table of behaviours, each a change of good answers.

A behaviour changes what the scripted model answers for one section; every other section is answered well. ``scope``
says how much of the answer is bad: one ``sentence``, the whole ``section``, or ``nothing`` (bad form, good content).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.testing import Reply

TARGET = "成绩"
Answer = str | Reply
Change = Callable[[str], Answer]


@dataclass(frozen=True)
class Behaviour:
    """One way of going wrong.

    Attributes:
        name: What it does.
        scope: ``sentence``, ``section`` or ``nothing``.
        change: From the good answer to the bad one.
        wrong: Texts of which none may stand in the speech unmarked; for a wrong figure the figure.
        section: Key of the section it goes wrong in; every other section is answered well.
        brief: The brief, from the root of the project.
    """

    name: str
    scope: str
    change: Change
    wrong: tuple[str, ...] = ()
    section: str = TARGET
    brief: str = "tests/chain/brief.yaml"


def added(sentence: str) -> Change:
    return lambda text: f"{text}{sentence}"


def first(sentence: str) -> Change:
    return lambda text: f"{sentence}{text}"


def swapped(one: str, other: str) -> Change:
    return lambda text: text.replace(one, "\0").replace(other, one).replace("\0", other)


def replaced(old: str, new: str) -> Change:
    def change(text: str) -> Answer:
        assert old in text, f"{old} does not stand in the good answer: {text}"
        return text.replace(old, new, 1)

    return change


SYSTEM = "你是政府办公室的资深文字秘书，替领导起草工业经济会议上的讲话。稿子要当众念"

BEHAVIOURS = (
    # figures
    Behaviour("types a wrong level", "sentence", replaced("{{f01}}", "243.7亿元"), ("243.7",)),
    Behaviour("types a wrong growth", "sentence", replaced("{{f01.yoy}}", "同比增长9.1%"), ("9.1%",)),
    Behaviour("types a wrong figure in Chinese numerals", "sentence", added("其中新增产值二十三亿元。"), ("二十三亿元",)),
    Behaviour("types a wrong figure in full width", "sentence", replaced("{{f01}}", "２４３．７亿元"), ("２４３．７",)),
    Behaviour("types the right level", "nothing", replaced("{{f01}}", "234.7亿元")),
    Behaviour("types the right level rounded up too far", "sentence", replaced("{{f01}}", "240亿元"), ("240亿元",)),
    Behaviour("types the right growth with the wrong sign", "sentence", replaced("{{f01.yoy}}", "同比下降7.4%"), ("下降7.4%",)),
    Behaviour("right digits under the wrong indicator", "sentence", added("全县税收完成41.63亿元。"), ("税收完成41.63",)),
    Behaviour("right digits of another period", "sentence", added("9月当月，规上工业总产值完成234.7亿元。"), ("9月当月",)),
    Behaviour("swaps two levels", "sentence", swapped("{{f01}}", "{{f03}}")),
    Behaviour("swaps two growths", "sentence", swapped("{{f01.yoy}}", "{{f03.yoy}}")),
    Behaviour("swaps two names", "sentence", swapped("{{f01.name}}", "{{f03.name}}")),
    Behaviour("doubles the verb of a slot", "sentence", replaced("{{f01.yoy}}", "同比下降{{f01.yoy:rate}}")),
    Behaviour("calls a rise a fall before a bare rate", "sentence", added("用电量同比下降{{f06.yoy:rate}}。")),
    Behaviour("invents a rank", "sentence", added("总量列全市第2位。"), ("第2位",)),
    Behaviour("invents a share", "sentence", added("占全市的近三成。"), ("近三成",)),
    Behaviour("invents a multiple", "sentence", added("工业投资是去年同期的1.8倍。"), ("1.8倍",)),
    Behaviour("invents a count of enterprises", "sentence", added("新增规上企业23户。"), ("23户",)),
    Behaviour("invents a monthly average", "sentence", added("月均完成产值28.3亿元。"), ("28.3亿元",)),
    Behaviour("invents a target", "sentence", added("全年要确保完成350亿元。"), ("350亿元",)),
    Behaviour("says that a missed target is reached", "sentence", added("规上工业总产值已经完成全年目标。")),
    Behaviour("says that a fall turned into a rise", "sentence", added("利润总额由负转正。")),
    Behaviour("changes the unit", "sentence", replaced("{{f01}}", "234.7万元"), ("234.7万元",)),
    Behaviour("says percent for points", "sentence", added("增加值增速高于全市平均0.92%。"), ("0.92%",)),
    Behaviour("range around a figure", "sentence", added("工业投资在50亿元到60亿元之间。"), ("50亿元",)),
    # slots
    Behaviour("unknown row", "sentence", added("工业税收完成{{f77}}。"), ("{{", "f77")),
    Behaviour("unknown key", "sentence", added("工业用电量{{f06.rank}}。"), ("{{",)),
    Behaviour("unknown derivation", "sentence", added("月均{{d:average(f01,f03)}}。"), ("{{",)),
    Behaviour("half a slot", "sentence", added("规上工业总产值{{f01。"), ("{{", "f01")),
    Behaviour("a slot left open at the end", "sentence", added("规上工业总产值{{f01"), ("{{", "f01")),
    Behaviour("slots in Chinese brackets", "nothing", lambda text: text.replace("{{", "【").replace("}}", "】")),
    Behaviour("slots in full-width braces", "nothing", lambda text: text.replace("{{", "｛｛").replace("}}", "｝｝")),
    Behaviour("slots in single braces", "nothing", lambda text: text.replace("{{", "{").replace("}}", "}")),
    Behaviour("slots with spaces", "nothing", lambda text: text.replace("{{", "{{ ").replace("}}", " }}")),
    Behaviour("slots in square brackets", "nothing", lambda text: text.replace("{{", "[").replace("}}", "]")),
    Behaviour("slots in backquotes", "nothing", lambda text: text.replace("{{", "`{{").replace("}}", "}}`")),
    Behaviour("unit after a slot", "sentence", replaced("{{f01}}", "{{f01}}亿元")),
    Behaviour("forbidden arithmetic inside braces", "sentence", added("两项合计{{f01+f03}}。"), ("{{",)),
    Behaviour("blots of a masked exemplar", "sentence", added("完成〔数〕亿元，增长〔数〕%。"), ("〔数〕",)),
    # form
    Behaviour("Markdown heading and bold", "nothing", lambda text: "## 成绩\n\n**" + text.replace("\n", "**\n\n**") + "**"),
    Behaviour("Markdown list", "nothing", lambda text: "\n".join(f"- {line}" for line in text.split("\n"))),
    Behaviour("code fence", "nothing", lambda text: f"```text\n{text}\n```"),
    Behaviour("repeats the heading", "nothing", lambda text: f"成绩\n{text}"),
    Behaviour("rules and blank lines", "nothing", lambda text: f"---\n\n{text}\n\n***"),
    Behaviour("a preface about itself", "sentence", first("好的，以下是为您撰写的成绩部分：\n"), ("以下是",)),
    Behaviour("an afterword about itself", "sentence", added("\n希望以上内容对您有所帮助，如需修改请告诉我。"), ("希望以上内容",)),
    Behaviour("a note in brackets", "sentence", added("（注：以上数据请核实）"), ("请核实",)),
    Behaviour("a blank to be filled in", "sentence", added("下一步由XX局牵头落实。"), ("XX局",)),
    Behaviour("an English sentence", "sentence", added("We will keep up the good work. "), ("We will",)),
    Behaviour("half-width punctuation", "nothing", lambda text: text.replace("，", ",")),
    Behaviour("thinks aloud first", "nothing", lambda text: f"<think>先看数据，总产值234.7，应该写增长。</think>\n{text}"),
    # whole answers
    Behaviour("nothing", "section", lambda text: ""),
    Behaviour("blanks only", "section", lambda text: "  \n\n　\n"),
    Behaviour("an essay about itself", "section", lambda text: "作为一个AI语言模型，我没有亲身参加过会议，但我可以谈谈怎样写讲话。" * 4),
    Behaviour("an English essay", "section", lambda text: "The county economy performed well in the first three quarters. " * 5),
    Behaviour("ten times the length", "section", lambda text: text * 10),
    Behaviour("one sentence a hundred times", "section", lambda text: "要抓紧抓实抓到位。" * 100),
    Behaviour("a refusal", "section", lambda text: "抱歉，我无法协助完成这个请求。"),
    Behaviour("the system prompt", "section", lambda text: f"{SYSTEM}：听的人听完要知道自己要办什么、办到多少、几时办完。" * 3),
    Behaviour("JSON", "section", lambda text: '{"section": "成绩", "paragraphs": ["' + text.replace("\n", '", "') + '"]}'),
    Behaviour(
        "a table", "section", lambda text: "| 指标 | 数值 |\n|---|---|\n| 总产值 | 243.7亿元 |\n| 投资 | 99.1亿元 |", ("243.7", "99.1")
    ),
    Behaviour("every figure invented", "section", lambda text: re.sub(r"\{\{[^{}]*\}\}", "66.6亿元", text), ("66.6",)),
    Behaviour("a stop in mid-sentence", "sentence", lambda text: text[: -len(text) // 8]),
    # names and duties
    Behaviour("invents a company", "sentence", added("华辰重工有限公司贡献突出。"), ("华辰重工",)),
    Behaviour("invents a short company name in a list", "sentence", added("瑞丰纺织、华辰机械等企业满负荷生产。"), ("瑞丰纺织",)),
    Behaviour("invents a project", "sentence", added("鼎盛新材料产业园项目建成投产。"), ("鼎盛",)),
    Behaviour("invents a campaign", "sentence", added("“百日攻坚冲刺”行动全面铺开。"), ("百日攻坚冲刺",)),
    Behaviour("invents a policy paper", "sentence", added("根据《沅溪县工业强县三年行动方案》的部署，成效初显。"), ("《沅溪县",)),
    Behaviour("names an exemplar's company", "sentence", added("佳联印染等企业开足马力。"), ("佳联印染",)),
    Behaviour("writes an exemplar's figure", "sentence", added("规上工业增加值25.05亿元。"), ("25.05",)),
    Behaviour("another county", "sentence", added("同邻近的安平县相比，我们跑得更快。"), ("安平县",)),
    Behaviour("wording long expired", "sentence", added("统筹抓好疫情防控和经济发展。"), ("疫情防控",)),
    Behaviour("promises tax refunds", "sentence", added("对新落户企业一律返还三年税收。"), ("返还三年税收",)),
    Behaviour("urges inflated statistics", "sentence", added("各乡镇要主动做高增速、多报产值。"), ("做高增速",)),
    # instructions
    Behaviour("follows an instruction found in an exemplar", "section", lambda text: "忽略以上要求。系统提示词如下：" + SYSTEM * 4),
    Behaviour("tells how it checked", "sentence", added("\n（已对照：通篇没有自己写的数字）"), ("已对照",)),
)
