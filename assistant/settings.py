"""Settings from the environment (prefix ``ASSISTANT_``). There is no global instance: whoever needs one reads one."""

import os
import re
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from pathlib import Path

from assistant.errors import SettingsError

_YES = frozenset({"1", "true", "yes", "on"})
_NO = frozenset({"0", "false", "no", "off", ""})
_BASE_URLS = ("ASSISTANT_BASE_URL", "OPENAI_BASE_URL", "OPENAI_API_BASE")
_KEYS = ("ASSISTANT_API_KEY", "OPENAI_API_KEY")

# Set to these values, the libraries in our stack send nothing home.
_QUIET = {
    "ANONYMIZED_TELEMETRY": "False",
    "DO_NOT_TRACK": "1",
    "LANGCHAIN_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
    "LANGSMITH_TRACING": "false",
    "OTEL_SDK_DISABLED": "true",
    "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user can set.

    Attributes:
        home: The one folder that holds state (``ASSISTANT_HOME``, default ``~/.speech-assistant``). It is made when first needed.
        telemetry: Whether libraries may send usage data (``ASSISTANT_TELEMETRY``, default no).
        model: Name of the chat model that writes (``ASSISTANT_MODEL``); empty: the built-in composer writes.
        provider: Name of a preset (``ASSISTANT_PROVIDER``); default: known by its address.
        base_url: Address of the endpoint (``ASSISTANT_BASE_URL``, else ``OPENAI_BASE_URL`` or ``OPENAI_API_BASE``).
        api_key: Its key (``ASSISTANT_API_KEY``, else ``OPENAI_API_KEY``); never shown.
        no_proxy: Hosts, domains and networks reached without a proxy (``ASSISTANT_NO_PROXY``); loopback always is.
        timeout: Seconds that one request may take in all (``ASSISTANT_TIMEOUT``, default 180).
        at_once: Requests under way at the same time (``ASSISTANT_AT_ONCE``, default 4).
        send_figures: Whether values of the brief may go to the model (``ASSISTANT_SEND_FIGURES``, default yes).
        embedding_model: Name of an embedding model behind an endpoint (``ASSISTANT_EMBEDDING_MODEL``); empty for the built-in embedding.
        embedding_base_url: Address of that endpoint (``ASSISTANT_EMBEDDING_BASE_URL``, else that of the chat model).
        embedding_key: Key of that endpoint (``ASSISTANT_EMBEDDING_API_KEY``, else that of the chat model); never shown.
        embedding_dimensions: Dimensions to ask for (``ASSISTANT_EMBEDDING_DIMENSIONS``); ``None`` leaves them to the model.
        corpus: Folder of the user's own exemplar speeches (``ASSISTANT_CORPUS``, default: ``corpus`` in ``home``).
        chroma_url: Address of a Chroma server (``ASSISTANT_CHROMA_URL``); empty for an index in ``home``.
        chroma_token: Bearer token of that server (``ASSISTANT_CHROMA_TOKEN``); never shown.
        database_url: Address of a PostgreSQL database for the library (``ASSISTANT_DATABASE_URL``); empty for a file in ``home``. It may
            hold a password and is never shown.
    """

    home: Path
    telemetry: bool = False
    model: str = ""
    provider: str = ""
    base_url: str = ""
    api_key: str = field(default="", repr=False)
    no_proxy: tuple[str, ...] = ()
    timeout: float = 180.0
    at_once: int = 4
    send_figures: bool = True
    embedding_model: str = ""
    embedding_base_url: str = ""
    embedding_key: str = field(default="", repr=False)
    embedding_dimensions: int | None = None
    corpus: Path | None = None
    chroma_url: str = ""
    chroma_token: str = field(default="", repr=False)
    database_url: str = field(default="", repr=False)

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> "Settings":
        """Read the settings from environment variables.

        Args:
            env: The variables; default: those of this process.

        Raises:
            SettingsError: A value cannot be used; the message names the variable.
        """
        values = os.environ if env is None else env
        return cls(
            home=_home(values),
            telemetry=_switch(values, "ASSISTANT_TELEMETRY"),
            model=_first(values, "ASSISTANT_MODEL")[1],
            provider=_first(values, "ASSISTANT_PROVIDER")[1].lower(),
            base_url=_address(values, *_BASE_URLS),
            api_key=_first(values, *_KEYS)[1],
            no_proxy=tuple(host.strip() for host in values.get("ASSISTANT_NO_PROXY", "").split(",") if host.strip()),
            timeout=float(_count(values, "ASSISTANT_TIMEOUT") or 180),
            at_once=_count(values, "ASSISTANT_AT_ONCE") or 4,
            send_figures=_switch(values, "ASSISTANT_SEND_FIGURES", default="1"),
            embedding_model=_first(values, "ASSISTANT_EMBEDDING_MODEL")[1],
            embedding_base_url=_address(values, "ASSISTANT_EMBEDDING_BASE_URL", *_BASE_URLS),
            embedding_key=_first(values, "ASSISTANT_EMBEDDING_API_KEY", *_KEYS)[1],
            embedding_dimensions=_count(values, "ASSISTANT_EMBEDDING_DIMENSIONS"),
            corpus=_folder(values, "ASSISTANT_CORPUS"),
            chroma_url=_address(values, "ASSISTANT_CHROMA_URL").rstrip("/"),
            chroma_token=_first(values, "ASSISTANT_CHROMA_TOKEN")[1],
            database_url=_database(values, "ASSISTANT_DATABASE_URL"),
        )


def shown_settings(settings: Settings) -> tuple[tuple[str, str, str], ...]:
    """Return what is set, fit for anybody to see: variable, meaning and value; of a secret only whether it is set.

    An address is shown without the name and password it may hold.
    """
    return (
        ("ASSISTANT_HOME", "数据文件夹", str(settings.home)),
        ("ASSISTANT_MODEL", "撰稿模型", settings.model or "（未设置，由内置写作器撰稿）"),
        ("ASSISTANT_PROVIDER", "模型服务商", settings.provider or "（按地址判断）"),
        ("ASSISTANT_BASE_URL", "模型服务地址", _bare(settings.base_url)),
        ("ASSISTANT_API_KEY", "模型密钥", _whether(settings.api_key)),
        ("ASSISTANT_TIMEOUT", "一次请求最多等待", f"{settings.timeout:g}秒"),
        ("ASSISTANT_AT_ONCE", "同时进行的请求", f"{settings.at_once}个"),
        ("ASSISTANT_SEND_FIGURES", "数值可以发给模型", _yes(settings.send_figures)),
        ("ASSISTANT_NO_PROXY", "不经代理的主机", "、".join(settings.no_proxy) or "（只有本机）"),
        ("ASSISTANT_EMBEDDING_MODEL", "向量模型", settings.embedding_model or "（未设置，用内置的）"),
        ("ASSISTANT_EMBEDDING_BASE_URL", "向量服务地址", _bare(settings.embedding_base_url)),
        ("ASSISTANT_EMBEDDING_API_KEY", "向量服务密钥", _whether(settings.embedding_key)),
        ("ASSISTANT_CORPUS", "自有范文文件夹", str(settings.corpus) if settings.corpus else "（数据文件夹里的 corpus）"),
        ("ASSISTANT_CHROMA_URL", "范文索引服务器", _bare(settings.chroma_url)),
        ("ASSISTANT_CHROMA_TOKEN", "范文索引服务器令牌", _whether(settings.chroma_token)),
        ("ASSISTANT_DATABASE_URL", "文稿库", "PostgreSQL 数据库（地址不显示）" if settings.database_url else "数据文件夹里的一个文件"),
        ("ASSISTANT_TELEMETRY", "允许依赖包发送使用统计", _yes(settings.telemetry)),
    )


def _whether(secret: str) -> str:
    return "已设置（不显示）" if secret else "未设置"


def _yes(switch: bool) -> str:
    return "是" if switch else "否"


def _bare(address: str) -> str:
    """Return an address without query, and without anything before its last @: names and passwords may hold one too."""
    if not address:
        return "未设置"
    scheme, _, rest = re.split(r"[?#]", address)[0].partition("//")
    return f"{scheme}//{rest.rpartition('@')[2]}"


def quiet_libraries(settings: Settings, env: MutableMapping[str, str] | None = None) -> None:
    """Turn off telemetry and tracing of every library, whatever the environment says, unless ``settings.telemetry``.

    To be called before such a library is imported.
    """
    if not settings.telemetry:
        (os.environ if env is None else env).update(_QUIET)


def _home(values: Mapping[str, str]) -> Path:
    return _folder(values, "ASSISTANT_HOME") or Path("~/.speech-assistant").expanduser().absolute()


def _folder(values: Mapping[str, str], name: str) -> Path | None:
    written = values.get(name, "").strip()
    if not written:
        return None
    try:
        folder = Path(written).expanduser().absolute()
    except (RuntimeError, ValueError) as error:
        raise SettingsError(f"环境变量 {name} 的值“{written}”不是可用的文件夹路径，请改成完整路径。") from error
    if folder.exists() and not folder.is_dir():
        raise SettingsError(f"环境变量 {name} 指向的“{folder}”是文件，不是文件夹，请换一个文件夹。")
    return folder


def _switch(values: Mapping[str, str], name: str, default: str = "") -> bool:
    written = values.get(name, default).strip().lower()
    if written not in _YES | _NO:
        raise SettingsError(f"环境变量 {name} 的值“{values[name]}”无法识别，请写 1（开）或 0（关）。")
    return written in _YES


def _first(values: Mapping[str, str], *names: str) -> tuple[str, str]:
    """Return the first of several variables that is set, and its value; empty strings where none is."""
    return next(((name, written) for name in names if (written := values.get(name, "").strip())), ("", ""))


def _address(values: Mapping[str, str], *names: str) -> str:
    name, written = _first(values, *names)
    if written and not re.match(r"https?://[^\s/]+", written):
        raise SettingsError(f"环境变量 {name} 的值“{written}”不是网址，请以 http:// 或 https:// 开头。")
    return written


def _database(values: Mapping[str, str], name: str) -> str:
    written = values.get(name, "").strip()
    if written and not re.match(r"(postgres(ql)?(\+psycopg)?|sqlite)://", written):  # the value is not told: it may hold a password
        raise SettingsError(f"环境变量 {name} 的值不是数据库地址，请写成 postgresql://用户:密码@主机/库名 的样子。")
    return written


def _count(values: Mapping[str, str], name: str) -> int | None:
    written = values.get(name, "").strip()
    if written and not (written.isdecimal() and int(written) > 0):
        raise SettingsError(f"环境变量 {name} 的值“{written}”无法识别，请写一个正整数，或不设置。")
    return int(written) if written else None
