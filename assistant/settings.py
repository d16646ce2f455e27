"""Settings from the environment (prefix ``ASSISTANT_``). There is no global instance: whoever needs one reads one."""

import os
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import SettingsError

_YES = frozenset({"1", "true", "yes", "on"})
_NO = frozenset({"0", "false", "no", "off", ""})

# Set to these values, the libraries in our stack send nothing home.
_QUIET = {
    "ANONYMIZED_TELEMETRY": "False",
    "DO_NOT_TRACK": "1",
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
    """

    home: Path
    telemetry: bool = False

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> "Settings":
        """Read the settings from environment variables.

        Args:
            env: The variables; default: those of this process.

        Raises:
            SettingsError: A value cannot be used; the message names the variable.
        """
        values = os.environ if env is None else env
        return cls(home=_home(values), telemetry=_switch(values, "ASSISTANT_TELEMETRY"))


def quiet_libraries(settings: Settings, env: MutableMapping[str, str] | None = None) -> None:
    """Turn off telemetry and tracing of every library, whatever the environment says, unless ``settings.telemetry``.

    To be called before such a library is imported.
    """
    if not settings.telemetry:
        (os.environ if env is None else env).update(_QUIET)


def _home(values: Mapping[str, str]) -> Path:
    written = values.get("ASSISTANT_HOME", "").strip() or "~/.speech-assistant"
    try:
        home = Path(written).expanduser().absolute()
    except (RuntimeError, ValueError) as error:
        raise SettingsError(f"环境变量 ASSISTANT_HOME 的值“{written}”不是可用的文件夹路径，请改成完整路径。") from error
    if home.exists() and not home.is_dir():
        raise SettingsError(f"环境变量 ASSISTANT_HOME 指向的“{home}”是文件，不是文件夹，请换一个文件夹。")
    return home


def _switch(values: Mapping[str, str], name: str) -> bool:
    written = values.get(name, "").strip().lower()
    if written not in _YES | _NO:
        raise SettingsError(f"环境变量 {name} 的值“{values[name]}”无法识别，请写 1（开）或 0（关）。")
    return written in _YES
