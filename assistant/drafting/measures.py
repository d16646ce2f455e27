"""措施: each priority in the user's order: who, what, how many, by when, and which problem it answers."""

import re
from decimal import Decimal

from assistant.audit.derivations import try_derive
from assistant.audit.facts import table_of
from assistant.audit.rows import value_measure
from assistant.brief import Brief
from assistant.brief.model import Figure, Priority
from assistant.drafting.figures import facets, head, joined, within
from assistant.drafting.headings import numbered
from assistant.drafting.matching import magnitude
from assistant.drafting.outline import Outline, Task
from assistant.drafting.phrases import Voice
from assistant.drafting.places import tiers
from assistant.drafting.points import points_of, sentences
from assistant.drafting.projects import told
from assistant.drafting.review import period_of
from assistant.drafting.state import Message, Passage
from assistant.drafting.topics import GENERAL
from assistant.numbers import extract_quantities
from assistant.slots import slotted

_ELABORATIONS = (*[("措施_细", weight) for weight in (2, 3, 4, 4, 5, 5, 5, 6, 6, 6)], ("措施_收", 5), ("措施_收", 3))


def measures(outline: Outline, brief: Brief, voice: Voice) -> list[Passage]:
    """Return one paragraph for each task, with its heading run in."""
    passages = []
    for number, task in enumerate(outline.tasks, 1):
        head_line = f"{numbered(number, style='（')}{task.heading}。"
        passages.append(Passage("措施", tuple(_measure(task, outline, brief, voice)), head=head_line, owner=task.id))
    return passages


def _measure(task: Task, outline: Outline, brief: Brief, voice: Voice) -> list[Message]:
    topics = (task.topic, GENERAL)
    lead_in = voice.say_first("措施_引", topics)
    messages = [Message("thought", (lead_in,), 2)] if lead_in else []
    messages += [*_state_of_things(task, brief, voice), *_burden(task, outline, brief, voice)]
    priority = next((one for one in brief.priorities if one.id == task.id), None)
    body = _tasks(priority, brief, voice) if priority else []
    answers = _answers(task, brief, voice)
    messages += _woven(answers, body)
    messages += [told(project, brief, voice) for project in brief.projects if project.id in task.projects]
    tied = task.lead or any("{{" in message.variants[0] for message in messages if message.weight == 0)
    if not tied and (text := voice.say("措施_实")):
        messages.append(Message("point", (text,), 0, (task.id,)))
    thoughts = [Message("thought", (text,), weight) for role, weight in _ELABORATIONS if (text := voice.say_first(role, topics))]
    return _spread(messages, thoughts, voice)


def _spread(messages: list[Message], thoughts: list[Message], voice: Voice) -> list[Message]:
    """Let elaborations stand between the tasks they belong to; the last thought closes the measure."""
    if not thoughts:
        return messages
    *between, last = thoughts
    places = [i for i, message in enumerate(messages) if message.kind in {"point", "project"}] or [len(messages) - 1]
    offset = voice.rng.randrange(len(places))
    after: dict[int, list[Message]] = {}
    for number, thought in enumerate(between):
        after.setdefault(places[(offset + number) % len(places)], []).append(thought)
    out: list[Message] = []
    for i, message in enumerate(messages):
        out += [message, *after.get(i, ())]
    return [*out, *after.get(-1, ()), last]


def _state_of_things(task: Task, brief: Brief, voice: Voice) -> list[Message]:
    if not task.lead and task.id.startswith("t"):
        return _asked_by_figures(task, brief)
    messages = []
    said = {abs(q.value) for one in brief.priorities if one.id == task.id for point in one.points for q in extract_quantities(point)}
    for figure in brief.figures:
        if figure.id not in task.figures:
            continue
        clauses = [head(figure, voice.rng), *facets(figure, brief, voice.rng)]
        weight = 1 if not _all_said(figure, said) else 3
        messages.append(Message("figure", (f"{joined(within(clauses))}。",), weight, (figure.id,), *period_of(figure, brief)))
    return messages


_BURDENS = (
    "对照年度目标，{name}还差{gap}，这一项要把担子挑起来。",
    "{name}离年度目标还差{gap}，差额要从这里一点一点补。",
    "{name}还差{gap}才到年度目标，这里是主要的着力点。",
    "先看肩上的担子：{name}距年度目标还差{gap}，一分一厘都要从实处来补。",
    "{name}还差{gap}，这笔账要落到具体的企业和项目上。",
    "年度目标摆在那里，{name}还差{gap}，时间不等人，步子要跟上。",
)


def _burden(task: Task, outline: Outline, brief: Brief, voice: Voice) -> list[Message]:
    """Tie a measure to the gap it has to close, and name the places that have to catch up."""
    messages = []
    if outline.local and task.id == _of_places(outline):
        high, low, fallen = tiers(outline, brief)
        if high:
            names = "、".join(figure.scope for figure in high)
            ahead = f"{names}走在前面，要乘势而上、多作贡献，把领先的势头保持住。"
            messages.append(Message("point", (ahead,), 1, tuple(figure.id for figure in high)))
        if low or fallen:
            names = "、".join(figure.scope for figure in (*low, *fallen))
            messages.append(
                Message("point", (f"{names}要把差在哪些行业、哪些企业理清楚，一项一项往回补。",), 1, tuple(f.id for f in (*low, *fallen)))
            )
    if task.id.startswith("t") and task.topic != "运行调度":
        return messages
    for figure in brief.figures:
        if figure.id in outline.goals and figure.kind == "actual" and figure.target is not None and task.topic in _closes(figure.name):
            values = {"name": f"{{{{{figure.id}.name}}}}", "gap": f"{{{{d:gap({figure.id})}}}}"}
            if _gap_said(figure, task.id, brief):
                continue
            fresh = [frame for frame in _BURDENS if frame not in voice.said]
            if fresh and figure.id not in voice.said:
                frame = voice.rng.choice(fresh)
                voice.said.update((figure.id, frame))
                messages.append(Message("goal", (frame.format(**values),), 2, (figure.id,)))
    return messages[:3]


def _gap_said(figure: Figure, owner: str, brief: Brief) -> bool:
    """Tell whether a priority states the gap of a row itself."""
    gap = try_derive(table_of(brief), "gap", figure.id)
    own = {magnitude(fact.value, fact.unit) for fact in table_of(brief).of_row(owner)}
    return gap is None or magnitude(gap.value, gap.unit) in own


def _of_places(outline: Outline) -> str:
    """Return the task that deals with the places of the region: the one whose topic that is, else the first."""
    own = [task.id for task in outline.tasks if task.topic in {"区域协同", "责任落实", "运行调度"}]
    return (own or [outline.tasks[0].id])[0]


def _closes(name: str) -> tuple[str, ...]:
    """Return the topics of measures that close a gap of an indicator."""
    if "技改" in name:
        return ("技改投资",)
    if "投资" in name or "项目" in name:
        return ("项目建设",)
    return ("企业培育",) if "企业" in name else ("企业帮扶", "运行调度")


_ASKED = {
    "企业帮扶": ("要头一个盯住", "也要一项一项理出原因"),
    "运行调度": ("增势要稳住，差额要补上", "也要往前赶"),
    "产业链集群": ("好势头要接着保", "也要守住不退"),
}


def _asked_by_figures(task: Task, brief: Brief) -> list[Message]:
    """Say what the figures ask for where no priority says it: the first row by its number, the others by name."""
    first, *rest = (figure for figure in brief.figures if figure.id in task.figures)
    number = f"{{{{{first.id}.yoy}}}}" if first.yoy is not None or value_measure(first) == "growth" else f"{{{{{first.id}}}}}"
    ask, others = _ASKED[task.topic]
    asked = f"{{{{{first.id}.name}}}}{number}，{ask}"
    more = f"；{'、'.join(f'{{{{{figure.id}.name}}}}' for figure in rest)}{others}" if rest else ""
    return [Message("figure", (f"{asked}{more}。",), 0, tuple(figure.id for figure in (first, *rest)))]


def _all_said(figure: Figure, said: set[Decimal]) -> bool:
    return figure.value in said and not figure.also and value_measure(figure) == "level"


def _tasks(priority: Priority, brief: Brief, voice: Voice) -> list[Message]:
    messages = sentences(points_of(brief, priority), priority.lead, priority.id, voice)
    if not messages and priority.lead:
        messages = [Message("point", (f"这项工作由{priority.lead}牵头。",), 0, (priority.id,))]
    if priority.due:
        due = slotted(brief, priority.id, "due")
        messages.append(Message("point", (voice.say("期限", "", {"due": due}) or f"时限是{due}。",), 0, (priority.id,)))
    return messages


def _answers(task: Task, brief: Brief, voice: Voice) -> list[Message]:
    """Name the problems this measure answers, in one sentence for every three of them."""
    named = [(problem.id, label_of(problem.text)) for problem in brief.problems if problem.id in task.problems]
    messages = []
    for at in range(0, len(named), 3):
        group = named[at : at + 3]
        values = {"label": _listed([label for _, label in group]), "clause": "{clause}"}
        messages.append(Message("answer", (voice.say_again("答", ("",), values),), 0, tuple(problem for problem, _ in group)))
    return messages


def _listed(labels: list[str]) -> str:
    return ("和" if any("、" in label for label in labels) else "、").join(labels)


def _woven(answers: list[Message], body: list[Message]) -> list[Message]:
    """Put the answers before the tasks; one that opens a sentence takes the first task into it."""
    out: list[Message] = []
    rest = list(body)
    for answer in answers:
        text = answer.variants[0]
        if "{clause}" in text and rest:
            first = rest.pop(0)
            out.append(Message("point", (text.replace("{clause}", first.variants[0]),), 0, (*answer.rows, *first.rows)))
        elif "{clause}" in text:
            out.append(Message("answer", (text.replace("，{clause}", "要拿出管用的办法。"),), 0, answer.rows))
        elif out and rest:
            out += [rest.pop(0), answer]
        else:
            out.append(answer)
    return out + rest


def label_of(text: str) -> str:
    """Return a problem in a few words without its numbers: what it is called when it is answered."""
    pieces = [piece for piece in re.split(r"[，：；。]", text) if piece]
    if apart := re.match(r"^(.{2,8}?)(离|距).*差距", pieces[0]):
        return f"{apart[1]}的差距"
    first = _without_numbers(pieces[0])
    others = [
        piece for piece in pieces[1:] if not extract_quantities(piece) and 3 <= len(piece) <= 12 and not re.search(r"原因|因为|由于", piece)
    ]
    bare_noun = extract_quantities(pieces[0]) and not re.search(
        r"缺口|未|负|低|慢|少|差|落后|下降|停|沉睡|拖欠|没|亏损|空置|闲置|紧", first
    )
    chosen = others[0] if others and (bare_noun or len(first) > 14 or len(first) < 3) else first
    if bare_noun and chosen == first and re.search(r"(率|比重|占比|强度|面)$", first):
        chosen = f"{first}{'偏高' if re.search('亏损|负债|负荷|空置|退', first) else '不高'}"
    if chosen is not first and re.match(r"进度|增速|总量|规模", chosen) and len(first + chosen) <= 14:
        chosen = first + chosen
    return re.sub(r"(比较|较为|十分|还)?(普遍|突出|明显|较多|较大)$", "", chosen)


def _without_numbers(piece: str) -> str:
    for quantity in reversed(extract_quantities(piece)):
        piece = piece[: quantity.start] + piece[max(quantity.end, quantity.unit_end) :]
    piece = re.sub(r"(还有|目前|仍有|尚有)", "", piece).removeprefix("的")
    piece = re.sub(r"^(有|约|近|超)+|(仅|只|才|约|近)?(有|为|达到|达|完成)?$", "", piece)
    return re.sub(r"比[一-鿿]{2,10}(低|高|慢|少)$", r"偏\1", piece)
