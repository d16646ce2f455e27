"""Chat models behind any endpoint that speaks the OpenAI-compatible protocol."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from time import perf_counter
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.errors import ModelError, SettingsError
from assistant.models.faults import explained
from assistant.models.presets import Preset, preset_for
from assistant.models.proxies import without_proxy
from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_openai import ChatOpenAI

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


def chat_model_of(settings: Settings, *, retries: int = 2) -> "ChatOpenAI | None":
    """Return the chat model a user has set up, or ``None`` where none is.

    Only fields that every provider takes are sent, unless the preset says more: no temperature, no limit of tokens, no penalties.

    Args:
        settings: With ``model`` and, where needed, provider, address and key.
        retries: How often a request is sent again after 408, 409, 429, 5xx or a failed connection.

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
        max_retries=retries,
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


def probe(settings: Settings, clock: Callable[[], float] = perf_counter) -> float:
    """Ask the configured endpoint for one word, streamed as drafts are, and return the seconds it took.

    Args:
        settings: With model, address and key.
        clock: Gives seconds.

    Raises:
        ModelError: It cannot be used, or is too slow; the message says why and what to do.
        SettingsError: It is not fully set up.
    """
    limit = min(settings.timeout, _PROBE_SECONDS)
    model = chat_model_of(replace(settings, timeout=limit), retries=0)
    if model is None:
        raise SettingsError("没有设置模型。")
    started, said = clock(), ""
    try:
        for piece in model.stream(_PROBE):
            said += str(piece.content)
            # The client's own limit is between two bytes: an endpoint that trickles would never meet it.
            if clock() - started > limit:
                raise ModelError(f"{WHERE}{limit:g}秒内没有答完一个字，请换一个快些的模型，或检查网络。")
    except ModelError:
        raise
    except Exception as error:
        raise ModelError(explained(error, WHERE)) from error
    finally:
        model.root_client.close()
    if not said.strip():
        raise ModelError(f"{WHERE}没有给出文字，请检查模型名称，以及地址是否指向 OpenAI 兼容接口。")
    return clock() - started


def address_of(settings: Settings) -> str:
    """Return where the configured model is, without what an address may hold of a user's name and password."""
    parts = urlsplit(settings.base_url or preset_of(settings).base_url)
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{parts.hostname or ''}{port}{parts.path}"
