"""What the index gates run in processes of their own: ``write`` adds speeches without end, ``read`` asks without end.

Everything acknowledged or seen goes to a log, one line at a time, so that a kill -9 loses no evidence.
"""

import sys
from pathlib import Path
from random import Random

from assistant import add_speeches, open_index

SUBJECTS = "项目建设|企业帮扶|园区配套|招商引资|技术改造|用地报批|融资对接|用工保障|安全生产|节能降碳|入库纳统|产业链条"
VERBS = "盯紧|抓实|做细|理顺|补齐|压实|摸清|打通|稳住|拓宽"
ENDS = "每周调度一次|当场能定的当场定|年底前见到成效|责任落到具体的人|不许推来推去|办结一件销号一件|七天之内给出答复|按月通报进度"
MANNERS = "坚持问题导向，不回避矛盾|由分管领导牵头，部门跟上|到企业去听真话，到工地去看进度|拿出能落地的办法|把账算清楚，把路走踏实"


def speech(seed: int) -> str:
    """Return a speech that nobody else has."""
    rng = Random(seed)

    def one(choice: str) -> str:
        return rng.choice(choice.split("|"))

    lines = [
        f"{number}要{one(VERBS)}{one(SUBJECTS)}。{one(MANNERS)}，{one(VERBS)}{one(SUBJECTS)}，{one(ENDS)}；"
        f"{one(VERBS)}{one(SUBJECTS)}，{one(MANNERS)}，{one(ENDS)}。"
        for number in "一二三四五六"
    ]
    return "同志们：\n今天开会，把下一步的工作再安排一遍。\n" + "\n".join(lines) + "\n同志们，让我们马上动起来。\n"


def write(home: Path, log: Path, first: int) -> None:
    """Add speeches, each followed by an update of the index."""
    for seed in range(first, first + 10_000):
        path = log.with_name(f"speech{seed}.txt")
        if not path.exists():
            path.write_text(speech(seed), "utf-8")
        [report] = add_speeches([path], similar=True)
        _say(log, f"{report.status} {report.id}")
        index = open_index(home)
        _say(log, f"indexed {index.count} {index.health()}")
        index.close()


def read(home: Path, log: Path, _: int) -> None:
    """Ask one open index again and again."""
    following = open_index(home)
    rng = Random(1)
    while True:
        index = following.current()
        found = index.retrieve(rng.choice(VERBS.split("|")) + rng.choice(SUBJECTS.split("|")), k=5)
        known = {passage.id for passage in index.passages}
        right = len({exemplar.id for exemplar in found} & known) == 5
        _say(log, f"{'right' if right else 'wrong'} {index.count}")


def _say(log: Path, line: str) -> None:
    with log.open("a", encoding="utf-8") as file:
        file.write(line + "\n")


if __name__ == "__main__":
    {"write": write, "read": read}[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
