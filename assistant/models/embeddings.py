"""Vectors from any endpoint that speaks the OpenAI-compatible protocol."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from hashlib import blake2b
from math import hypot
from typing import TYPE_CHECKING

from assistant.errors import ModelError
from assistant.models.faults import explained
from assistant.models.proxies import without_proxy
from assistant.settings import Settings

if TYPE_CHECKING:
    import openai

_WHERE = "向量模型服务"
_BATCH = 64
_BATCH_CHARACTERS = 24_000  # providers limit the sum of a request too; a Chinese character is at most about two tokens
_SECONDS = 30.0
_RETRIES = 2
_PROBE = "工业经济"


class EndpointEmbedding:
    """An embedding model behind an endpoint.

    Args:
        model: Name of the model.
        base_url: Address of the endpoint, with ``/v1`` at its end; OpenAI's own by default.
        key: The key; endpoints on this machine often take any.
        dimensions: Ask for so many dimensions; ``None`` leaves it to the model.
        batch: Texts in one request, at most.
        seconds: Time allowed for one request.
        retries: Further attempts when the endpoint is busy or away.
        no_proxy: Hosts, domains and networks reached without the proxy of the environment; loopback always is.
    """

    semantic = True

    def __init__(
        self,
        model: str,
        *,
        base_url: str | None = None,
        key: str = "",
        dimensions: int | None = None,
        batch: int = _BATCH,
        seconds: float = _SECONDS,
        retries: int = _RETRIES,
        no_proxy: tuple[str, ...] = (),
    ) -> None:
        self.model = model
        self.batch = batch
        self._dimensions = dimensions
        self._connection = (base_url, key, seconds, retries)
        self._no_proxy = no_proxy

    def __repr__(self) -> str:
        return f"EndpointEmbedding({self.model!r})"

    @cached_property
    def label(self) -> str:
        """Model and dimensions, ASCII; the endpoint is asked once how many dimensions it gives.

        Raises:
            ModelError: The endpoint cannot be used.
        """
        plain = re.sub(r"[^A-Za-z0-9.]+", "-", self.model).strip("-.")[:40]
        mark = blake2b(self.model.encode("utf-8"), digest_size=3).hexdigest()
        return f"{plain or 'model'}-{mark}-{len(self.embed([_PROBE])[0])}"

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """Return one vector of length 1 per text, in batches.

        Raises:
            ModelError: The endpoint failed, or its answer is no set of vectors; the message is Chinese and says what to do.
        """
        if not texts:
            return []
        with self._client() as client:  # closed after use: an index lives as long as its program, a connection should not
            return [vector for batch in _batches(texts, self.batch) for vector in self._ask(client, batch)]

    def _client(self) -> "openai.OpenAI":
        from openai import DefaultHttpxClient, OpenAI

        base_url, key, seconds, retries = self._connection
        direct = DefaultHttpxClient(trust_env=False) if without_proxy(base_url or "", self._no_proxy) else None
        return OpenAI(base_url=base_url, api_key=key or "none", timeout=seconds, max_retries=retries, http_client=direct)

    def _ask(self, client: "openai.OpenAI", texts: list[str]) -> list[list[float]]:
        from openai import OpenAIError, omit

        try:
            # "float" rather than the library's own base64, which not every provider understands
            answer = client.embeddings.create(model=self.model, input=texts, encoding_format="float", dimensions=self._dimensions or omit)
            found = {item.index: item.embedding for item in answer.data}
            return [_unit(found[at]) for at in range(len(texts))]
        except (OpenAIError, AttributeError, KeyError, TypeError, ValueError) as error:
            raise ModelError(explained(error, _WHERE)) from error


def embedding_of(settings: Settings) -> EndpointEmbedding | None:
    """Return the embedding a user has set up, or ``None`` for the built-in one.

    Args:
        settings: With ``embedding_model`` and, where needed, address, key and dimensions.
    """
    if not settings.embedding_model:
        return None
    return EndpointEmbedding(
        settings.embedding_model,
        base_url=settings.embedding_base_url or None,
        key=settings.embedding_key,
        dimensions=settings.embedding_dimensions,
        no_proxy=settings.no_proxy,
    )


def _batches(texts: Sequence[str], most: int) -> Iterator[list[str]]:
    batch: list[str] = []
    held = 0
    for text in texts:
        if batch and (len(batch) >= most or held + len(text) > _BATCH_CHARACTERS):
            yield batch
            batch, held = [], 0
        batch.append(text or "　")  # an empty text is refused
        held += len(text)
    if batch:
        yield batch


def _unit(vector: Sequence[float]) -> list[float]:
    length = hypot(*vector)
    if not vector or not 0 < length < float("inf"):
        raise ValueError("no vector")
    return [value / length for value in vector]
