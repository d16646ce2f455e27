"""The commands ``table`` (what was read, and what has to be asked) and ``update`` (next month's table)."""

import argparse
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import InputError
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant import Brief
    from assistant.findings import BriefFinding
    from assistant.tables import Question

FINE, FINDINGS = 0, 1


def register(commands: Any) -> None:
    """Add the commands to the parser's group of commands."""
    table = commands.add_parser("table", help="查看数据表读成了什么", description="逐行列出读出的数据、没有读的内容和要回答的问题。")
    table.add_argument("files", nargs="+", metavar="FILE", help="数据表，或任务单（YAML、JSON）")
    table.add_argument("--answer", action="append", default=[], metavar="ID=VALUE", help="回答一个问题，记下来供以后同样的表使用；可写多次")
    _add_answers(table)
    table.add_argument("--json", action="store_true", help="输出 JSON")
    table.set_defaults(run=_table)

    update = commands.add_parser(
        "update", help="用新一期的数据表更新任务单", description="按指标、范围、口径认行，列出变化；-o 写出新的任务单。"
    )
    update.add_argument("brief", metavar="OLD_BRIEF", help="上一期的任务单（YAML、JSON）")
    update.add_argument("table", metavar="NEW_TABLE", help="新一期的数据表")
    update.add_argument("--period", metavar="PERIOD", help="新的时期，例如 2026年1—10月；不写则看表里怎么说")
    update.add_argument("--row", action="append", default=[], metavar="OLD=NEW", help="上一期的行对应新表的哪一行，都不是写 none；可写多次")
    _add_answers(update)
    update.add_argument("-o", "--output", type=Path, metavar="FILE", help="把新的任务单写入文件（YAML）")
    update.add_argument("--force", action="store_true", help="文件已有时覆盖")
    update.add_argument("--json", action="store_true", help="输出 JSON")
    update.set_defaults(run=_update)


def _add_answers(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--answers", type=Path, metavar="FILE", help="读表问题的回答记在哪个文件（默认在数据文件夹里）")


def answers_file(chosen: Path | None = None) -> Path:
    """Return the file of answers about tables: the one named, else the one in the folder that holds state."""
    from assistant.tables import ANSWERS_FILE

    return chosen or Settings.from_env().home / ANSWERS_FILE


def _table(chosen: argparse.Namespace) -> int:
    from assistant import load_brief
    from assistant.audit.consistency import check_brief

    answers = answers_file(chosen.answers)
    briefs = {name: load_brief(name, answers=answers) for name in chosen.files}
    given = _pairs(chosen.answer, "--answer")
    if given:
        _record(answers, [question for brief in briefs.values() for question in brief.questions], given)
        briefs = {name: load_brief(name, answers=answers) for name in chosen.files}
    findings = {name: check_brief(brief) for name, brief in briefs.items()}
    if chosen.json:
        _print_json({"files": [_plain(name, brief, findings[name]) for name, brief in briefs.items()]})
    else:
        print("\n\n".join(_text(name, brief, findings[name]) for name, brief in briefs.items()))
    held = any(question.held for brief in briefs.values() for question in brief.questions)
    return FINDINGS if held or _any_error(finding for found in findings.values() for finding in found) else FINE


def _pairs(given: Iterable[str], option: str) -> dict[str, str]:
    pairs = {}
    for text in given:
        name, sign, value = text.partition("=")
        if not sign or not name or not value:
            raise InputError(f"{option} “{text}”写法有误；请写成 编号=回答 的样子。")
        pairs[name] = value
    return pairs


def _record(path: Path, questions: Iterable["Question"], given: Mapping[str, str]) -> None:
    """Record answers shape by shape; an answer to no question of any table is refused."""
    from assistant.tables import record_answers

    shapes: dict[str, list[Question]] = {}
    for question in questions:
        shapes.setdefault(question.shape, []).append(question)
    asked = {question.id for found in shapes.values() for question in found}
    for name in given:
        if name not in asked:
            raise InputError(f"没有编号为“{name}”的问题；可答的有：{'、'.join(sorted(asked)) or '（没有）'}。")
    for found in shapes.values():
        ids = {question.id for question in found}
        record_answers(path, found, {name: value for name, value in given.items() if name in ids})


def _text(name: str, brief: "Brief", findings: Iterable["BriefFinding"]) -> str:
    from assistant.export.tables import doubts_text, rows_text
    from assistant.export.terminal import brief_finding, numbered

    checked = "\n".join(numbered("数据自身的问题", (brief_finding(finding) for finding in findings)))
    return "\n".join(filter(None, (name, rows_text(brief), doubts_text(brief.notices, brief.questions), checked)))


def _plain(name: str, brief: "Brief", findings: Iterable["BriefFinding"]) -> dict[str, Any]:
    from assistant.brief.writing import brief_mapping

    rows = brief_mapping(brief).get("figures", [])
    settled = ("canonical", "period", "scope", "kind", "basis", "span")
    return {
        "file": name,
        "rows": [{**{key: getattr(figure, key) for key in settled}, **row} for figure, row in zip(brief.figures, rows, strict=True)],
        "notices": [asdict(notice) for notice in brief.notices],
        "questions": [asdict(question) for question in brief.questions],
        "findings": [finding.to_dict() for finding in findings],
    }


def _update(chosen: argparse.Namespace) -> int:
    from assistant import load_brief
    from assistant.audit.consistency import check_brief
    from assistant.brief.writing import brief_yaml
    from assistant.export.files import check_target, write_text

    if chosen.output:
        check_target(chosen.output)
        if chosen.output.exists() and not chosen.force:
            raise InputError(f"“{chosen.output}”已有；要覆盖请加 --force，或换一个文件名。")
    old = load_brief(chosen.brief)
    done = old.update(chosen.table, period=chosen.period, rows=_pairs(chosen.row, "--row"), answers=answers_file(chosen.answers))
    findings = check_brief(done.brief, old)
    if chosen.json:
        told = {"notices": [asdict(notice) for notice in done.brief.notices], "findings": [finding.to_dict() for finding in findings]}
        _print_json({**done.to_dict(), "table_questions": [asdict(question) for question in done.brief.questions], **told})
    else:
        _print_update(done, findings)
    if chosen.output:
        write_text(chosen.output, brief_yaml(done.brief))
        if not chosen.json:
            print(f"已写入 {chosen.output}")
    held = bool(done.questions) or any(question.held for question in done.brief.questions)
    return FINDINGS if held or _any_error(findings) else FINE


def _print_update(done: Any, findings: Iterable["BriefFinding"]) -> None:
    from assistant.export.tables import doubts_text, update_text
    from assistant.export.terminal import brief_finding, numbered

    checked = "\n".join(numbered("数据自身的问题", (brief_finding(finding) for finding in findings)))
    print("\n".join(filter(None, (update_text(done), doubts_text(done.brief.notices, done.brief.questions), checked))))


def _print_json(data: Mapping[str, Any]) -> None:
    print(json.dumps(data, ensure_ascii=False, indent=2, default=str))


def _any_error(findings: Iterable["BriefFinding"]) -> bool:
    return any(finding.severity == "error" for finding in findings)
