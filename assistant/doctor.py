"""What is configured and what works, told in Chinese; nothing here changes anything but the exemplar cache."""

import os
import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from assistant.errors import AssistantError
from assistant.settings import Settings

_SLOW, _MINUTES = 8.0, 5  # seconds for a single word; what that means for a speech
_PACKAGES = ("chromadb", "langchain", "langchain-openai", "openai", "openpyxl", "pandas", "pypdf", "python-docx", "pyyaml", "streamlit")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: its Chinese name, whether it works, and what was found."""

    name: str
    ok: bool
    text: str


def examine(settings: Settings) -> list[Check]:
    """Look at the whole installation.

    Returns:
        The checks in the order in which a reader would go about it.
    """
    return [_python(), *_packages(), _home(settings.home), *_exemplars(settings.home), *_posture(settings)]


def examine_corpus(settings: Settings) -> list[Check]:
    """Look at the exemplar speeches and their index only."""
    return list(_exemplars(settings.home))


def _python() -> Check:
    fits = (3, 11) <= sys.version_info[:2] <= (3, 13)
    return Check("Python", fits, platform.python_version() + ("" if fits else "，需要 3.11—3.13"))


def _packages() -> Iterator[Check]:
    found, missing = [], []
    for name in _PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    yield Check("依赖包", not missing, "，".join(found))
    if missing:
        yield Check("缺少的包", False, f"{'、'.join(missing)}，请重新运行 pip install")


def _home(home: Path) -> Check:
    nearest = next(folder for folder in (home, *home.parents) if folder.exists())
    if not os.access(nearest, os.W_OK):
        return Check("数据文件夹", False, f"{home} 不可写，请用环境变量 ASSISTANT_HOME 换一个文件夹")
    return Check("数据文件夹", True, f"{home}" + ("" if home.exists() else "（首次使用时建立）"))


def _exemplars(home: Path) -> Iterator[Check]:
    try:
        from assistant.api import open_index
        from assistant.exemplars.own import corpus_troubles, list_speeches

        listed, troubles = list_speeches(), corpus_troubles()
        own = sum(item.own for item in listed)
        yield Check("范文", not troubles, "；".join([f"自带{len(listed) - own}篇，自有{own}篇", *troubles]))
        index = open_index(home)
        yield Check("范文索引", index.health(), f"{index.count}个段落，位于 {index.place}")
    except AssistantError as error:
        yield Check("范文索引", False, str(error))


def _posture(settings: Settings) -> Iterator[Check]:
    vectors = f"模型 {settings.embedding_model}" if settings.embedding_model else "内置（不下载模型，不联网）"
    yield Check("向量", True, vectors)
    yield from _writer(settings)
    away = "只连接所配置的模型服务" if settings.model or settings.embedding_model else "不联网"
    yield Check("网络", True, "已允许依赖包发送使用统计" if settings.telemetry else f"{away}；依赖包的使用统计和跟踪已全部关闭")


def _writer(settings: Settings) -> Iterator[Check]:
    """Tell who writes; try the endpoint where one is configured. The key is never shown, only whether there is one."""
    if not settings.model:
        yield Check("撰稿", True, "内置写作器（不需要密钥，不联网）")
        return
    from assistant.models.chat import address_of, preset_of, probe

    try:
        told = f"{preset_of(settings).label}，模型 {settings.model}，地址 {address_of(settings)}"
        key = "已设置密钥" if settings.api_key else "没有设置密钥"
        kept = "" if settings.send_figures else "；数值不外传"
        yield Check("撰稿", True, f"{told}，{key}{kept}")
        seconds = probe(settings)
    except AssistantError as error:
        yield Check("模型服务", False, str(error))
    else:
        slow = f"，偏慢，一篇稿子可能要写{_MINUTES}分钟以上" if seconds > _SLOW else ""
        yield Check("模型服务", True, f"已答复，用时{seconds:.1f}秒{slow}")
