"""Answers in the user's own words: tasks, who leads them and by when, problems, projects, the meeting."""

import re
from collections.abc import Callable, Iterable

from assistant.asking.answer import Answer
from assistant.asking.refusing import refused
from assistant.asking.telling import Teller
from assistant.audit.identity import pairs
from assistant.audit.rows import spoken_name
from assistant.brief import Brief
from assistant.brief.model import Figure, Priority
from assistant.intaking.lists import number_of

SAID = 4
"""So many characters of a name in a row are enough to mean it."""
_ASKED = re.compile(r"是?怎么回事|多少个?|什么|哪些|哪个|怎么样|如何|有没有|为什么|吗|呢|的|了|？|要|\\?")
_TIMES = re.compile(r"\d{1,2}月(?=底|末|份|前|之前|以前)|年底|年内|春节前|[一二三四]季度|[上下]半年")
_STATES = re.compile(r"停工|停滞|在建|试生产|投产|未开工|已开工|复工|竣工|签约")
_ORDINAL = re.compile(r"第(?P<number>[一二三四五六七八九十\d]+)(?:个|项|条|件)?(?:重点|任务|工作|问题|项目)?")


def chosen_tasks(question: str, brief: Brief) -> tuple[Priority, ...]:
    """Return the tasks a question names: by number, by title, by lead; all of them where it names none."""
    if match := _ORDINAL.search(question):
        number = number_of(match["number"])
        return brief.priorities[number - 1 : number]
    named = tuple(task for task in brief.priorities if _called(task.title, question))
    led = tuple(task for task in brief.priorities if task.lead and any(_called(name, question) for name in task.lead.split("、")))
    return named or led or brief.priorities


def _called(name: str, question: str) -> bool:
    short = re.sub(r"^[县市区]", "", name)
    return bool(short) and (name in question or (len(short) > 1 and short in question) or _pairs(name, question))


def _pairs(title: str, question: str) -> bool:
    """Tell whether a question shares at least half of the pairs of a title (技改怎么抓 beside 狠抓技改)."""
    pairs = {title[at : at + 2] for at in range(len(title) - 1)}
    return len(pairs) > 1 and sum(pair in question for pair in pairs) * 2 >= len(pairs)


def lead(question: str, brief: Brief) -> Answer:
    """Tell who leads a task."""
    teller = Teller(brief)
    for task in chosen_tasks(question, brief):
        teller.say(f"{task.title}由{task.lead}牵头。" if task.lead else f"{task.title}还没有写牵头单位。", task.id)
    return _done(teller, "lead", "要点里没有重点，也就没有牵头单位。")


def due(question: str, brief: Brief) -> Answer:
    """Tell by when a task has to be done."""
    teller = Teller(brief)
    if times := _TIMES.findall(question):
        for task in brief.priorities:
            if any(time in text for time in times for text in (task.due, *task.points)):
                teller.say(_whole(task), task.id)
        return _done(teller, "due", f"要点里没有{times[0]}前要完成的事。")
    for task in chosen_tasks(question, brief):
        dated = [point for point in task.points if re.search(r"[月年季](?:底|末)?[之以]?[前内]|年底|年内", point)]
        if task.due:
            teller.say(f"{task.title}：{task.due}。", task.id)
        for point in dated:
            teller.say(f"{task.title}：{point}。", task.id)
        if not task.due and not dated:
            teller.say(f"{task.title}没有写时限。", task.id)
    return _done(teller, "due", "要点里没有重点，也就没有时限。")


def tasks(question: str, brief: Brief) -> Answer:
    """Tell the tasks with lead and points."""
    teller = Teller(brief)
    for task in chosen_tasks(question, brief):
        teller.say(_whole(task), task.id)
    return _done(teller, "tasks", "要点里还没有重点。")


def _whole(task: Priority) -> str:
    more = "；".join(filter(None, (f"{task.lead}牵头" if task.lead else "", *task.points, task.due)))
    return f"{task.title}：{more}。" if more else f"{task.title}。"


def problems(question: str, brief: Brief) -> Answer:
    """Tell the problems of the brief."""
    teller = Teller(brief)
    match = _ORDINAL.search(question)
    number = number_of(match["number"]) if match else 0
    for problem in brief.problems[number - 1 : number] if number else brief.problems:
        teller.say(f"{problem.text}。", problem.id)
    return _done(teller, "problems", "要点里没有写问题。")


def why(rows: tuple[Figure, ...], brief: Brief) -> Answer:
    """Tell what the user wrote as problems of some rows; reasons are nowhere else."""
    ids = {figure.id for figure in rows}
    teller = Teller(brief)
    for problem in brief.problems:
        if ids & set(problem.figures) or any(spoken_name(figure) in problem.text for figure in rows):
            teller.say(f"{problem.text}。", problem.id)
    return teller.answer("why") if teller.lines else refused("why", rows, brief)


def project_named(question: str, brief: Brief) -> bool:
    """Tell whether a question names one of the projects, by a stretch of its name."""
    return any(_stretch(project.name, question) for project in brief.projects)


def _stretch(name: str, question: str) -> bool:
    stem = name.removesuffix("项目")
    return any(stem[at : at + SAID] in question for at in range(max(len(stem) - SAID + 1, 1)))


def in_words(question: str, brief: Brief) -> Answer | None:
    """Tell what the user wrote in words that share most of a question's own: a point, a problem, the background."""
    asked = pairs(_ASKED.sub("", question))
    if len(asked) < SAID:
        return None
    texts = [(problem.text, problem.id) for problem in brief.problems]
    texts += [(_whole(task).rstrip("。"), task.id) for task in brief.priorities]
    teller = Teller(brief)
    for text, owner in texts:
        if any(2 * len(asked & pairs(part)) >= len(asked) for part in re.split("[：；]", text)):
            teller.say(f"{text}。", owner)
    return teller.answer("words") if teller.lines else None


def projects(question: str, brief: Brief) -> Answer:
    """Tell the projects with investment and state."""
    teller = Teller(brief)
    named = [project for project in brief.projects if _stretch(project.name, question)]
    if not named and (state := _STATES.search(question)):
        named = [project for project in brief.projects if state[0] in project.status]
    for project in named or brief.projects:
        words = (f"投资{project.investment}" if project.investment else "", project.status, f"业主{project.owner}" if project.owner else "")
        teller.say(f"{project.name}：{'，'.join(filter(None, words))}。", project.id)
    return _done(teller, "projects", "要点里没有写具体项目。")


def _done(teller: Teller, kind: str, none: str) -> Answer:
    return teller.answer(kind) if teller.lines else teller.answer(kind, head=none, outcome="unknown")


def _fact(brief: Brief, kind: str, told: Iterable[tuple[str, str]], none: str) -> Answer:
    teller = Teller(brief)
    for text, cell in told:
        if text:
            teller.say(f"{text}。", cell)
    return _done(teller, kind, none)


def meeting(question: str, brief: Brief) -> Answer:
    """Tell what is known of the meeting: when, where, who speaks, who listens."""
    day = brief.meeting.date
    date = (f"会议日期是{day.year}年{day.month}月{day.day}日" if day else "", "meeting.date")
    place = (f"地点在{brief.meeting.place}" if brief.meeting.place else "", "meeting.place")
    speaker = (f"讲话人是{brief.speaker.post}{brief.speaker.name}" if brief.speaker.name or brief.speaker.post else "", "speaker")
    audience = (f"参会的有{'、'.join(brief.audience)}" if brief.audience else "", "audience")
    agenda = (f"议程是{brief.meeting.agenda}" if brief.meeting.agenda else "", "meeting.agenda")
    name = (f"会议是{brief.meeting.name or brief.meeting.type}" if brief.meeting.name or brief.meeting.type else "", "meeting.name")
    table = (
        ("什么时候|哪天|几号|几月|日期|时间", date),
        ("哪里|在哪|地点|地方", place),
        ("谁讲|讲话人|谁主讲|谁来讲|谁作", speaker),
        ("发言|汇报|通报|表态|议程|安排", agenda),
        ("谁参|参会|哪些人|参加|听众|出席", audience),
    )
    told = [fact for pattern, fact in table if re.search(pattern, question)]
    return _fact(brief, "meeting", told or [name, date, place, speaker, audience], "要点里没有写这一项。")


def enterprises(question: str, brief: Brief) -> Answer:
    """Tell the enterprises the speech may name."""
    return _fact(brief, "enterprises", [("、".join(brief.enterprises), "enterprises")], "要点里没有可点名的企业。")


def background(question: str, brief: Brief) -> Answer:
    """Tell the background."""
    return _fact(brief, "background", [(brief.background, "bg")], "要点里没有写背景要求。")


def period(question: str, brief: Brief) -> Answer:
    """Tell the reporting period."""
    return _fact(brief, "period", [(f"数据的时期是{brief.period}" if brief.period else "", "period")], "要点里没有写数据的时期。")


WORDS: dict[str, Callable[[str, Brief], Answer]] = {
    "lead": lead,
    "due": due,
    "tasks": tasks,
    "problems": problems,
    "projects": projects,
    "meeting": meeting,
    "enterprises": enterprises,
    "background": background,
    "period": period,
}
