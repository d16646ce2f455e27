"""``python -m assistant drafts word`` and ``drafts returned``: a draft of the library as a Word file, and the file that comes back."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant import Draft

FINE, FINDINGS = 0, 1


def register(actions: Any) -> None:
    """Add both to the group of drafts.

    Args:
        actions: What ``add_subparsers`` of the group returned.
    """
    word = actions.add_parser("word", help="导出 Word 文件", description="把文稿库里的一篇文稿写成 Word 文件（.docx）。")
    word.add_argument("id", metavar="ID", help="文稿编号")
    word.add_argument("file", type=Path, metavar="FILE", help="Word 文件（.docx）")
    word.add_argument("--layout", choices=("印发稿", "朗读稿", "审阅稿"), default="印发稿", help="版式（默认 印发稿）")
    word.add_argument("--version", type=int, metavar="N", help="第几版（默认最后一版）")
    word.add_argument("--corner", metavar="TEXT", help="首页右上角的字样，如 讲话稿（送审稿）")
    word.add_argument("--annex", action="store_true", help="后附数据核对表")
    word.add_argument("--overwrite", action="store_true", help="已有同名文件时换掉它")
    word.set_defaults(run=_word)

    returned = actions.add_parser(
        "returned", help="读入改过的 Word 文件", description="读入审阅后的 Word 文件，逐个核对其中的数字，存为下一版。"
    )
    returned.add_argument("id", metavar="ID", help="文稿编号")
    returned.add_argument("file", type=Path, metavar="FILE", help="审阅后的 Word 文件（.docx）")
    returned.set_defaults(run=_returned)


def _word(chosen: argparse.Namespace) -> int:
    from assistant.commands.drafts import opened

    with opened() as library:
        draft = library.load(chosen.id, chosen.version)
        options = {"corner": chosen.corner} if chosen.corner is not None else {}
        path = draft.to_docx(chosen.file, chosen.layout, overwrite=chosen.overwrite, annex=chosen.annex, **options)
    print(f"已写入 {path}（{chosen.layout}）")
    return FINE


def _returned(chosen: argparse.Namespace) -> int:
    from assistant import Draft
    from assistant.commands.drafts import opened
    from assistant.export.terminal import report_text, wording_text

    with opened() as library:
        before = library.load(chosen.id)
        draft = Draft.from_docx(chosen.file, before)
        _tell(draft)
        if draft.number == before.number:
            print("正文没有改动，也没有批注，没有存新的一版。")
            return FINE
        saved = library.save(draft)
    print(f"{report_text(draft.report, draft.text, draft.brief)}\n{wording_text(draft.wording, draft.text, draft.report.remarks)}")
    print(f"已存入文稿库：编号 {saved.id}，第{saved.version}版")
    return FINE if draft.ok else FINDINGS


def _tell(draft: "Draft") -> None:
    """Tell what reviewers changed and said, and what was not read."""
    if draft.returned is None:
        return
    for change in draft.changes:
        told = f"挪动“{change.after}”" if change.kind == "moved" else f"{change.before or '（无）'} → {change.after or '（删去）'}"
        print(f"· {change.section}：{told}")
    for comment in draft.returned.comments:
        print(f"批注（{comment.author}）{f'“{comment.quoted}”' if comment.quoted else ''}：{comment.text}")
    for note in draft.returned.notes:
        print(f"说明：{note}")
