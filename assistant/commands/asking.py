"""``python -m assistant ask``: a question about the material, answered from its facts."""

import argparse
import json
from dataclasses import asdict
from typing import Any

FINE, NOT_ANSWERED = 0, 1


def register(commands: Any) -> None:
    """Add the command to the command line.

    Args:
        commands: What ``add_subparsers`` returned.
    """
    asking = commands.add_parser("ask", help="就材料提问", description="就任务单里的材料提问，用其中的数字和准许的推算回答，注明出处。")
    asking.add_argument("brief", metavar="BRIEF", help="任务单（YAML、JSON）或数据表（CSV、XLSX）")
    asking.add_argument("question", metavar="QUESTION", help="问题，例如“离目标还差多少？”")
    asking.add_argument("--composer", action="store_true", help="不连接模型")
    asking.add_argument("--json", action="store_true", help="输出 JSON")
    asking.set_defaults(run=_ask)


def _ask(chosen: argparse.Namespace) -> int:
    from assistant import ask, load_brief
    from assistant.commands.tables import answers_file

    brief = load_brief(chosen.brief, answers=answers_file())
    answer = ask(chosen.question, brief, model=False if chosen.composer else None)
    if chosen.json:
        print(json.dumps(asdict(answer), ensure_ascii=False, indent=2))
    else:
        print(answer.text)
        print(f"依据：{'、'.join(answer.places or answer.cells)}" if answer.cells else "依据：材料里没有")
    return FINE if answer.outcome == "answered" else NOT_ANSWERED
