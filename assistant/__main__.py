"""The command line. It reads arguments, calls the public functions and prints; there is no logic here.

Exit codes: 0 fine, 1 a finding of severity error, 2 input that cannot be used, 3 an error of the program itself, 4 a model endpoint
that failed (before it wrote anything, or in some sections, which the built-in composer wrote instead), 130 cancelled.
"""

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from assistant.commands.asking import register as register_asking
from assistant.commands.drafts import register as register_drafts
from assistant.commands.drafts import save
from assistant.commands.index import register as register_index
from assistant.commands.page import register as register_page
from assistant.commands.tables import answers_file
from assistant.commands.tables import register as register_tables
from assistant.errors import AssistantError, InputError, ModelError
from assistant.settings import Settings, quiet_libraries

if TYPE_CHECKING:
    from assistant import Brief
    from assistant.audit.report import NumberReport
    from assistant.draft import Draft, Event
    from assistant.findings import Finding

MOST_TEXT = 200_000  # characters; a speech has 2,000 to 4,000
FINE, FINDINGS, BAD_INPUT, BROKEN, NO_MODEL, CANCELLED = 0, 1, 2, 3, 4, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    Args:
        arguments: The words after ``python -m assistant``; default: those of this process.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # consoles that are not UTF-8 by themselves
            stream.reconfigure(encoding="utf-8", errors="replace")
    parser = _parser()
    chosen = parser.parse_args(arguments)
    if chosen.run is None:
        parser.print_help()
        return FINE
    return _guarded(lambda: int(chosen.run(chosen)))


def _guarded(command: Callable[[], int]) -> int:
    """Run a command so that no stack trace reaches the user, and none of their figures stands in a message about our own errors."""
    try:
        return command()
    except InputError as error:
        print(f"输入有误：{error}", file=sys.stderr)
        return BAD_INPUT
    except ModelError as error:
        print(f"模型没有写成：{error}。不用模型也能成稿：加上 --composer。", file=sys.stderr)
        return NO_MODEL
    except AssistantError as error:
        print(error, file=sys.stderr)
        return FINDINGS
    except KeyboardInterrupt:
        print("已取消。", file=sys.stderr)
        return CANCELLED
    except BrokenPipeError:  # the reader (head, less) went away
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except Exception as error:
        print(
            f"程序内部错误（{type(error).__name__}，{_place(error)}）。请运行 python -m assistant doctor 自查，并反馈这一行。",
            file=sys.stderr,
        )
        return BROKEN


def _place(error: Exception) -> str:
    trace, place = error.__traceback__, ""
    while trace:
        path = Path(trace.tb_frame.f_code.co_filename)
        if "assistant" in path.parts:
            place = f"{path.name} 第{trace.tb_lineno}行"
        trace = trace.tb_next
    return place


def _draft(chosen: argparse.Namespace) -> int:
    from assistant import draft_speech, sample_brief
    from assistant.export.files import check_target, write_text
    from assistant.export.terminal import report_text, wording_text

    if chosen.output:
        check_target(chosen.output)
    brief = _loaded(chosen.brief) if chosen.brief else sample_brief()
    settings = Settings.from_env()
    settings = replace(settings, model=chosen.model) if chosen.model else settings
    shown = _progress if sys.stderr.isatty() or (settings.model and not chosen.composer) else None
    draft = draft_speech(brief, model=False if chosen.composer else None, seed=chosen.seed, on_event=shown, settings=settings)
    audit = f"{'─' * 40}\n撰稿：{draft.writer}\n{report_text(draft.report, draft.text, brief)}"
    audit += f"\n{wording_text(draft.wording, draft.text, draft.report.remarks)}"
    speech = _as(chosen.format, draft)
    if chosen.output:
        write_text(chosen.output, speech + "\n")
        print(f"已写入 {chosen.output}\n{audit}")
    else:
        print(f"{speech}\n\n{audit}" if chosen.format == "text" else speech)
    if chosen.save:
        save(draft)  # after the output: a library that cannot be reached costs nobody a speech
    for section, why in draft.unfinished.items():
        print(f"模型没有写完：{section}（{why}），暂由内置写作器代写", file=sys.stderr)
    return NO_MODEL if draft.unfinished else _verdict(draft.report, draft.wording)


def _loaded(name: str) -> "Brief":
    """Load a brief with the answers given before; what its table leaves open is told beside the output."""
    from assistant import load_brief
    from assistant.export.tables import doubts_line

    brief = load_brief(name, answers=answers_file())
    if told := doubts_line(brief, name):
        print(told, file=sys.stderr)
    return brief


def _as(form: str, draft: "Draft") -> str:
    if form == "json":
        wording = [finding.to_dict() for finding in draft.wording]
        data = {"text": draft.text, "writer": draft.writer, "report": draft.report.to_dict(), "wording": wording}
        return json.dumps(data, ensure_ascii=False, indent=2)
    if form == "html":
        from assistant.export.html import speech_page

        return speech_page(draft.text, draft.report.findings, draft.wording)
    return draft.text


def _progress(event: "Event") -> None:
    """Tell each step on a line of its own, and on a screen how long a section under way has grown."""
    if event.step not in {"text", "wait"}:
        print(f"· {event.text}", file=sys.stderr)
    elif event.step == "text" and sys.stderr.isatty():
        print(f"· {event.section}：已写{len(event.text)}字", end="\r", file=sys.stderr)


def _check(chosen: argparse.Namespace) -> int:
    from assistant import check_numbers, check_wording
    from assistant.export.terminal import report_text, wording_text

    text = _read(chosen.text)
    brief = _loaded(chosen.brief)
    report, wording = check_numbers(text, brief), check_wording(text, brief)
    if chosen.json:
        data = report.to_dict() | {"wording": [finding.to_dict() for finding in wording]}
        print(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        print(f"{report_text(report, text, brief)}\n{wording_text(wording, text, report.remarks)}")
    return _verdict(report, wording)


def _verdict(report: "NumberReport", wording: "Sequence[Finding]") -> int:
    """Zero figures judged is never green."""
    told = [*report.findings, *report.remarks, *report.brief, *wording]
    return FINDINGS if not report.findings or any(finding.severity == "error" for finding in told) else FINE


def _read(place: str) -> str:
    from assistant.tables import decode
    from assistant.tables.reading import read_bytes

    data = sys.stdin.buffer.read() if place == "-" else read_bytes(Path(place))
    text = decode(data)
    if text is None:
        raise InputError(f"{place}：读不出文字，不是 UTF-8、GB18030 或 UTF-16 编码；请另存为 UTF-8。")
    if len(text) > MOST_TEXT:
        raise InputError(f"{place}：文字超过{MOST_TEXT:,}字，不像一篇讲话稿；请检查是否选错了文件。")
    return text


def _doctor(chosen: argparse.Namespace) -> int:
    from assistant.doctor import examine

    settings = Settings.from_env()
    quiet_libraries(settings)
    checks = examine(settings)
    for check in checks:
        print(f"[{'正常' if check.ok else '异常'}] {check.name}：{check.text}")
    return FINE if all(check.ok for check in checks) else FINDINGS


class _Help(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """An argument parser that speaks Chinese."""

    _SAID = (
        (r"unrecognized arguments: (.+)", r"不认识的参数：\1"),
        (r"the following arguments are required: (.+)", r"缺少参数：\1"),
        (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", r"\1 不能是 \2，可选：\3"),
        (r"argument (.+?): invalid int value: (.+)", r"\1 应为整数，不能是 \2"),
        (r"argument (.+?): expected one argument", r"\1 后面缺少内容"),
    )

    def __init__(self, **options: Any) -> None:
        super().__init__(formatter_class=_Help, add_help=False, allow_abbrev=False, **options)
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示帮助")

    def error(self, message: str) -> NoReturn:
        for pattern, said in self._SAID:
            message = re.sub(pattern, said, message)
        self.exit(BAD_INPUT, f"命令写法有误：{message}\n{self.format_usage()}")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m assistant",
        description="从数据表和重点工作起草讲话稿，并逐个核对稿中的数字。",
        epilog="退出码：0 正常，1 发现错误，2 输入有误，3 程序内部错误，4 模型服务出错（没有写成，或有几节没有写完）。",
    )
    parser.set_defaults(run=None)
    commands = parser.add_subparsers(title="命令", metavar="命令")

    draft = commands.add_parser("draft", help="起草讲话稿", description="起草讲话稿，并附数字和措辞的核对结果。")
    draft.add_argument("brief", nargs="?", metavar="BRIEF", help="任务单（YAML、JSON）或数据表（CSV、XLSX）；不写则用自带的样例")
    draft.add_argument("-o", "--output", type=Path, metavar="FILE", help="把稿子写入文件，核对结果仍显示在屏幕上")
    draft.add_argument("--seed", type=int, default=0, metavar="N", help="换一个数，换一种写法；同一个数写出同一篇稿（默认 0）")
    draft.add_argument("--model", metavar="NAME", help="用这个模型写，代替 ASSISTANT_MODEL；地址和密钥仍取自环境变量")
    draft.add_argument("--composer", action="store_true", help="用内置写作器写，不连接模型")
    draft.add_argument("--format", choices=("text", "json", "html"), default="text", help="输出格式（默认 text）")
    draft.add_argument("--save", action="store_true", help="存入文稿库")
    draft.set_defaults(run=_draft)

    check = commands.add_parser("check", help="核对稿中的数字和措辞", description="对照任务单，逐个核对稿中的数字，并检查措辞。")
    check.add_argument("text", metavar="TEXT", help="稿子的文本文件；- 表示标准输入")
    check.add_argument("--brief", required=True, metavar="BRIEF", help="任务单（YAML、JSON）或数据表（CSV、XLSX）")
    check.add_argument("--json", action="store_true", help="输出 JSON")
    check.set_defaults(run=_check)

    register_tables(commands)
    register_asking(commands)

    register_index(commands)
    register_drafts(commands)
    register_page(commands)
    commands.add_parser("doctor", help="检查运行环境", description="检查配置了什么、什么能用。").set_defaults(run=_doctor)
    return parser


if __name__ == "__main__":
    sys.exit(main())
