"""``python -m assistant index``: the exemplar speeches and the index over them."""

import argparse
from pathlib import Path
from typing import Any

from assistant.settings import Settings, quiet_libraries

FINE, FINDINGS, BAD_INPUT = 0, 1, 2


def register(commands: Any) -> None:
    """Add the group to the command line.

    Args:
        commands: What ``add_subparsers`` returned.
    """
    index = commands.add_parser("index", help="管理范文和范文索引", description="管理范文和范文索引；不写操作则显示概况。")
    index.set_defaults(run=_health)
    actions = index.add_subparsers(title="操作", metavar="操作")

    add = actions.add_parser(
        "add", help="加入自己的范文", description="加入自己的范文：.txt、.md、.docx、有文字的 .pdf，或放着它们的文件夹。"
    )
    add.add_argument("places", nargs="+", type=Path, metavar="FILE", help="文件或文件夹")
    add.add_argument("--similar", action="store_true", help="与已有范文近似的也加入")
    add.set_defaults(run=_add)

    listing = actions.add_parser("list", help="列出全部范文", description="列出全部范文。")
    listing.set_defaults(run=_list)

    show = actions.add_parser("show", help="查看概况，或某一篇识别出了什么", description="查看概况，或某一篇识别出了什么。")
    show.add_argument("id", nargs="?", metavar="ID", help="范文编号；不写则显示概况")
    show.set_defaults(run=_show)

    mask = actions.add_parser(
        "mask", help="查看一篇文稿遮去哪些内容", description="逐段对照一篇文稿遮去数字、名称和过时提法的前后，不加入范文。"
    )
    mask.add_argument("place", type=Path, metavar="FILE", help="文件：.txt、.md、.docx、有文字的 .pdf")
    mask.set_defaults(run=_mask)

    for name, said, run in (("remove", "移出自己的范文，停用自带的范文", _remove), ("restore", "恢复停用的自带范文", _restore)):
        action = actions.add_parser(name, help=said, description=f"{said}。")
        action.add_argument("ids", nargs="+", metavar="ID", help="范文编号")
        action.set_defaults(run=run)

    actions.add_parser("rebuild", help="重建索引", description="收入手工放进文件夹的范文，并重建索引；改过的目录信息保留。").set_defaults(
        run=_rebuild
    )
    actions.add_parser("health", help="检查范文和索引", description="检查范文和索引是否完好。").set_defaults(run=_health)


def _settings() -> Settings:
    settings = Settings.from_env()
    quiet_libraries(settings)
    return settings


def _add(chosen: argparse.Namespace) -> int:
    from assistant import add_speeches, open_index

    _settings()
    reports = add_speeches(chosen.places, similar=chosen.similar)
    for report in reports:
        print(report)
    added = sum(report.status == "added" for report in reports)
    failed = sum(report.status == "failed" for report in reports)
    print(f"共{len(reports)}个文件：加入{added}个，重复或近似{len(reports) - added - failed}个，失败{failed}个。")
    if added:
        index = open_index()
        print(f"范文索引已更新：{index.count}个段落。")
        index.close()
    return FINE if not failed else FINDINGS if added else BAD_INPUT


def _list(chosen: argparse.Namespace) -> int:
    from assistant import list_speeches

    for listed in list_speeches():
        print(listed)
    return FINE


def _show(chosen: argparse.Namespace) -> int:
    from assistant import describe_speech

    if chosen.id is None:
        return _health(chosen)
    print(describe_speech(chosen.id))
    return FINE


def _mask(chosen: argparse.Namespace) -> int:
    from assistant.exemplars.preview import preview

    print(preview(chosen.place))
    return FINE


def _remove(chosen: argparse.Namespace) -> int:
    from assistant import remove_speeches

    print("\n".join(remove_speeches(chosen.ids)))
    return FINE


def _restore(chosen: argparse.Namespace) -> int:
    from assistant import restore_speeches

    print("\n".join(restore_speeches(chosen.ids)))
    return FINE


def _rebuild(chosen: argparse.Namespace) -> int:
    from assistant import open_index
    from assistant.exemplars.own import adopt_texts

    _settings()
    for line in adopt_texts():
        print(line)
    index = open_index()
    index.rebuild()
    index.close()
    return _health(chosen)


def _health(chosen: argparse.Namespace) -> int:
    from assistant import list_speeches, open_index
    from assistant.exemplars.own import corpus_troubles

    _settings()
    index = open_index()
    whole = index.health()
    troubles = corpus_troubles()
    listed = list_speeches()
    own = sum(item.own for item in listed)
    print(f"范文：自带{sum(item.used for item in listed) - own}篇，自有{own}篇")
    state = "完好" if whole else "不完整，请运行 python -m assistant index rebuild"
    print(f"范文索引：{index.count}个段落\n位置：{index.place}\n状态：{state}")
    for trouble in troubles:
        print(f"[异常] {trouble}")
    index.close()
    return FINE if whole and not troubles else FINDINGS
