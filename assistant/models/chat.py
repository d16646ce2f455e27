"""Chat models behind any endpoint that speaks the OpenAI-compatible protocol."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.errors import ModelError, SettingsError
from assistant.models.faults import explained
from assistant.models.presets import Preset, preset_for
from assistant.models.proxies import without_proxy
from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models.chat_models import BaseChatModel

WHERE = "模型服务"
_UNNAMED = "自带模型"
_PROBE = "请只回复一个字：好"
_PROBE_SECONDS = 20.0


def preset_of(settings: Settings) -> Preset:
    """Return the preset of the configured provider.

    Raises:
        SettingsError: The provider is unknown.
    """
    return preset_for(settings.provider, settings.base_url)


def chat_model_of(settings: Settings) -> "BaseChatModel | None":
    """Return the chat model a user has set up, or ``None`` where none is.

    Only fields that every provider takes are sent, unless the preset says more: no temperature, no limit of tokens, no penalties.

    Args:
        settings: With ``model`` and, where needed, provider, address and key.

    Raises:
        SettingsError: A key or an address is missing.
    """
    if not settings.model:
        return None
    preset = preset_of(settings)
    base_url = settings.base_url or preset.base_url
    if not base_url:
        raise SettingsError(f"设置了模型 {settings.model}，但没有地址，请用环境变量 ASSISTANT_BASE_URL 写明。")
    if preset.key and not settings.api_key:
        raise SettingsError(f"{preset.label} 需要密钥，请用环境变量 ASSISTANT_API_KEY 写明。")
    from langchain_openai import ChatOpenAI
    from pydantic import SecretStr

    options: dict[str, Any] = {"extra_body": dict(preset.extra_body)} if preset.extra_body else {}
    return ChatOpenAI(
        model=settings.model,
        base_url=base_url,
        api_key=SecretStr(settings.api_key or "none"),
        timeout=settings.timeout,
        max_retries=2,
        stream_usage=preset.stream_usage,
        **options,
        **_direct(base_url, settings),
    )


def _direct(base_url: str, settings: Settings) -> dict[str, Any]:
    """Return clients that take no proxy where the host is this machine or one the user lists; else the library's own.

    Its own clients look for a proxy in the environment only where no socket options are set.
    """
    if not without_proxy(base_url, settings.no_proxy):
        return {"http_socket_options": ()}
    import httpx

    # LangChain passes no time limit on to a client that it is given.
    limits: dict[str, Any] = {"trust_env": False, "timeout": settings.timeout}
    return {"http_client": httpx.Client(**limits), "http_async_client": httpx.AsyncClient(**limits)}


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat model that writes, and whether it is ours to close.

    Attributes:
        model: A LangChain chat model.
        own: Whether it was made here, from the settings.
    """

    model: Any
    own: bool

    @property
    def name(self) -> str:
        """What the model is called."""
        name = getattr(self.model, "model_name", "") or getattr(self.model, "model", "")
        return name if isinstance(name, str) and name else _UNNAMED

    async def aclose(self) -> None:
        """Close the connections of a model made here; in the loop that they were made in."""
        if self.own:
            await self.model.root_async_client.close()
            self.model.root_client.close()


def chat_of(model: Any, settings: Settings) -> Chat | None:
    """Return the chat model that writes, or ``None`` where the built-in composer does.

    Args:
        model: A model of the caller's; ``None`` for the configured one; ``False`` for none in any case.
        settings: Where no model is given.

    Raises:
        SettingsError: The configured model is not fully set up.
    """
    if model is False:
        return None
    if model is not None:
        return Chat(model, False)
    configured = chat_model_of(settings)
    return None if configured is None else Chat(configured, True)


def explain(error: BaseException) -> str:
    """Return one Chinese sentence for a failure of the chat endpoint."""
    return explained(error, WHERE).rstrip("。")


def probe(settings: Settings) -> str:
    """Ask the configured endpoint for one word and return what it said, shortened.

    Raises:
        ModelError: It cannot be used; the message says why and what to do.
        SettingsError: It is not fully set up.
    """
    model = chat_model_of(settings)
    if model is None:
        raise SettingsError("没有设置模型。")
    try:
        answer = model.bind(timeout=min(settings.timeout, _PROBE_SECONDS)).invoke(_PROBE)
    except Exception as error:
        raise ModelError(explained(error, WHERE)) from error
    return str(answer.content)[:20]
