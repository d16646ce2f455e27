"""The outline: parts, tasks in the user's order, every problem answered, headings of one shape."""

from pathlib import Path
from random import Random

import pytest

from assistant.brief import Brief
from assistant.drafting.headings import numbered
from assistant.drafting.labels import label_of, short_label
from assistant.drafting.outline import build_outline
from assistant.drafting.points import classify
from assistant.drafting.profile import meeting_kind
from assistant.drafting.projects import stage_of
from assistant.drafting.topics import topic_of

BRIEFS = sorted((Path(__file__).parent / "data" / "briefs").glob("*.yaml"))


@pytest.fixture(params=BRIEFS, ids=lambda path: path.stem)
def brief(request: pytest.FixtureRequest) -> Brief:
    return Brief.of(request.param)


def test_every_priority_is_a_task_in_order(brief: Brief) -> None:
    tasks = build_outline(brief).tasks
    if brief.priorities:
        assert [task.id for task in tasks] == [priority.id for priority in brief.priorities]
        assert [task.lead for task in tasks] == [priority.lead for priority in brief.priorities]
    else:
        assert tasks


def test_every_problem_is_answered_and_every_project_told_once(brief: Brief) -> None:
    tasks = build_outline(brief).tasks
    assert sorted(problem for task in tasks for problem in task.problems) == sorted(problem.id for problem in brief.problems)
    assert sorted(project for task in tasks for project in task.projects) == sorted(project.id for project in brief.projects)


def test_every_row_has_a_place(brief: Brief) -> None:
    outline = build_outline(brief)
    placed = {row for _, rows in (*outline.angles, *outline.problems) for row in rows} | {*outline.goals, *outline.local}
    placed |= {row for task in outline.tasks for row in task.figures}
    assert {figure.id for figure in brief.figures} <= placed


def test_top_headings_are_parallel(brief: Brief) -> None:
    for seed in range(6):
        lengths = [len(part.heading) for part in build_outline(brief, Random(seed)).parts]
        assert max(lengths) - min(lengths) <= 3


def test_the_same_seed_gives_the_same_outline(brief: Brief) -> None:
    assert build_outline(brief, Random(3)) == build_outline(brief, Random(3))


@pytest.mark.parametrize(
    ("meeting", "level", "kind"),
    [
        ({"type": "开门红部署会"}, "县", "开门红"),
        ({"type": "半年调度会"}, "县", "调度"),
        ({"type": "座谈会", "name": "全县三季度工业经济运行座谈会"}, "县", "座谈"),
        ({"type": "", "name": "全县工业经济收官冲刺会"}, "县", "收官"),
        ({"type": "调度会"}, "市", "市级调度"),
        ({"type": "园区专题推进会"}, "县", "园区"),
        ({"type": "技改专题推进会"}, "县", "技改"),
        ({"type": "惠企政策落实专题会"}, "区", "惠企"),
        ({"type": "", "name": "全县工业大会"}, "县", "通用"),
    ],
)
def test_meeting_types(meeting: dict[str, str], level: str, kind: str) -> None:
    brief = Brief.of({"region": "甲县", "level": level, "meeting": meeting, "priorities": ["抓好生产"]})
    assert meeting_kind(brief) == kind


@pytest.mark.parametrize(
    ("title", "body", "topic"),
    [
        ("抓企业稳产", "58户连续生产企业", "企业帮扶"),
        ("抓安全生产", "规上企业检查全覆盖", "安全生产"),
        ("规范招商引资", "未开工项目", "招商引资"),
        ("谋划明年", "储备项目排序", "谋划储备"),
        ("深化园区改革", "管委会加公司", "改革创新"),
        ("强化学习", "", "通用"),
    ],
)
def test_topics(title: str, body: str, topic: str) -> None:
    assert topic_of(title, body) == topic


@pytest.mark.parametrize(
    ("point", "shape", "text"),
    [
        ("组建生物医药中试平台", "动", "组建生物医药中试平台"),
        ("33户负增长企业逐户会诊", "动", "对33户负增长企业逐户会诊"),
        ("35个储备项目按成熟度排序", "动", "把35个储备项目按成熟度排序"),
        ("6个项目四季度投产", "主", "6个项目要在四季度投产"),
        ("年底本地配套率提高到40%", "时", "年底本地配套率要提高到40%"),
        ("不以违规优惠换项目", "禁", "不以违规优惠换项目"),
        ("节后首日县级领导带队走访", "自", "节后首日，县级领导带队走访"),
        ("装备制造业支持满产多销", "动", "支持装备制造业满产多销"),
        ("管委会加公司运营", "动", "推行管委会加公司运营"),
        ("15件未办结诉求8月底前办结", "主", "15件未办结诉求要在8月底前办结"),
        ("46项下放事项真正接得住", "主", "46项下放事项要真正接得住"),
        ("竹木家居向定制化转型", "主", "推动竹木家居向定制化转型"),
        ("全年工业投资完成520亿元", "时", "全年工业投资要完成520亿元"),
        ("8月底前机械加工产业拿出止滑方案", "时", "8月底前，机械加工产业要拿出止滑方案"),
        ("48个项目还有11个，12月20日前全部投产", "自", "48个项目还有11个，12月20日前要全部投产"),
        ("12个项目倒排工期，2月底前完成手续", "主", "12个项目要倒排工期，2月底前完成手续"),
    ],
)
def test_points_are_completed_by_their_kind(point: str, shape: str, text: str) -> None:
    classified = classify(point, point)
    assert (classified.shape, classified.text) == (shape, text)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("年末增势放缓：12月当月产值增速比11月回落2.4个百分点", "年末增势放缓"),
        ("竹木家居产业负增长4.8%，直接原因是出口订单减少", "竹木家居产业负增长"),
        ("亩均税收比全省开发区平均低4.7万元", "亩均税收偏低"),
        ("签约项目还有9个没开工", "签约项目没开工"),
        ("本地配套率34%，链条不长", "链条不长"),
        ("政策知晓率68.5%", "政策知晓率不高"),
        ("31.2%的企业反映申报材料偏多", "企业反映申报材料偏多"),
        ("兑现时限离10个工作日的目标还有差距", "兑现时限的差距"),
    ],
)
def test_problems_are_called_by_name_without_numbers(text: str, label: str) -> None:
    assert label_of(text) == label


@pytest.mark.parametrize(
    ("status", "stage"),
    [("10月已投产", "完"), ("在建，11月投产", "建期"), ("已签约，未开工", "卡"), ("2月底开工", "期"), ("设备调试", "建"), ("谋划中", "他")],
)
def test_project_stages(status: str, stage: str) -> None:
    assert stage_of(status) == stage


def test_heading_numbers() -> None:
    assert [numbered(1), numbered(6, style="（"), numbered(11)] == ["一、", "（六）", "十一、"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("建材下滑：新型建材产业产值下降8.5%", "建材下滑"),
        ("竹木家居产业负增长4.8%，直接原因是出口订单减少", "竹木家居下滑"),
        ("产值进度慢于序时0.4个百分点，还差91.5亿元", "产值进度落后"),
        ("33户企业负增长", "企业分化"),
        ("还有1900万元账款没有清偿", "账款尚未清偿"),
        ("68户规上企业近三年没有实施技改", ""),
    ],
)
def test_problems_have_short_names_in_the_words_of_the_user(text: str, label: str) -> None:
    assert short_label(text) == label
