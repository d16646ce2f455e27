"""``python -m assistant drafts``: the library of drafts."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.commands.word import register as register_word

if TYPE_CHECKING:
    from assistant import Draft, Library

FINE = 0


def register(commands: Any) -> None:
    """Add the group to the command line.

    Args:
        commands: What ``add_subparsers`` returned.
    """
    drafts = commands.add_parser("drafts", help="管理文稿库", description="管理文稿库；不写操作则列出全部文稿。")
    drafts.set_defaults(run=_list, query=[], owner="local")
    actions = drafts.add_subparsers(title="操作", metavar="操作")

    listing = actions.add_parser("list", help="列出文稿", description="列出文稿，最近改动的在前；写了词语则只列含有这些词语的。")
    listing.add_argument("query", nargs="*", metavar="WORD", help="标题或正文里要有的词语，可写多个")
    listing.add_argument("--owner", default="local", metavar="NAME", help="谁的文稿（默认 local，即本机）")
    listing.set_defaults(run=_list)

    show = actions.add_parser("show", help="显示一篇文稿", description="显示一篇文稿的正文，或列出它的各个版本。")
    show.add_argument("id", metavar="ID", help="文稿编号")
    show.add_argument("--version", type=int, metavar="N", help="第几版（默认最后一版）")
    show.add_argument("--versions", action="store_true", help="只列出各个版本")
    show.set_defaults(run=_show)

    export = actions.add_parser("export", help="全部导出为一个文件", description="把任务单、文稿的全部版本和对话导出为一个 ZIP 文件。")
    export.add_argument("file", type=Path, metavar="FILE", help="导出文件（.zip）；已有的同名文件会被换掉")
    export.set_defaults(run=_export)

    taking = actions.add_parser("import", help="导入一个导出文件", description="导入一个导出文件；已有的不会被覆盖。")
    taking.add_argument("file", type=Path, metavar="FILE", help="导出文件（.zip）")
    taking.set_defaults(run=_import)

    register_word(actions)

    delete = actions.add_parser("delete", help="彻底删除", description="彻底删除文稿（连同全部版本和对话）、任务单或对话，不能恢复。")
    delete.add_argument("ids", nargs="+", metavar="ID", help="编号，可写多个")
    delete.set_defaults(run=_delete)


@contextmanager
def opened() -> Iterator["Library"]:
    """Open the library of the settings; what happened at opening is told beside the output."""
    from assistant import Library

    with Library.open() as library:
        for notice in library.notices:
            print(notice, file=sys.stderr)
        yield library


def save(draft: "Draft") -> None:
    """Save a draft and tell its identifier beside the output."""
    with opened() as library:
        saved = library.save(draft)
    print(f"已存入文稿库：编号 {saved.id}，第{saved.version}版", file=sys.stderr)


def _list(chosen: argparse.Namespace) -> int:
    query = " ".join(chosen.query)
    with opened() as library:
        found = library.drafts(chosen.owner, query=query)
    for entry in found:
        print(f"{entry.id}  {entry.changed.astimezone():%Y-%m-%d %H:%M}  {entry.versions}版  {entry.title}")
    print(f"共{len(found)}篇" if found or query else "文稿库里还没有文稿；起草时加 --save 即可存入。")
    return FINE


def _show(chosen: argparse.Namespace) -> int:
    with opened() as library:
        if chosen.versions:
            for version in library.versions(chosen.id):
                since = f"改自第{version.parent}版" if version.parent else "初稿"
                print(f"第{version.number}版  {version.saved.astimezone():%Y-%m-%d %H:%M}  {since}  撰稿：{version.writer}")
        else:
            print(library.load(chosen.id, chosen.version).text)
    return FINE


def _export(chosen: argparse.Namespace) -> int:
    with opened() as library:
        count = library.export(chosen.file)
    print(f"已导出{count}篇文稿到 {chosen.file}")
    return FINE


def _import(chosen: argparse.Namespace) -> int:
    with opened() as library:
        done = library.take_in(chosen.file)
    print(f"已导入文稿{done.drafts}篇、任务单{done.briefs}份、对话{done.chats}个；原已有的{done.known}项没有改动。")
    return FINE


def _delete(chosen: argparse.Namespace) -> int:
    with opened() as library:
        clean = library.delete(*chosen.ids)
    print(f"已删除{len(chosen.ids)}项。" if clean else f"已删除{len(chosen.ids)}项；别的程序正占用文稿库，文件里的残留将在下次打开时清除。")
    return FINE
