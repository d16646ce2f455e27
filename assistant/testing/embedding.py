"""The embeddings part of the endpoint on this machine."""

import base64
import struct
from collections.abc import Callable, Sequence

from assistant.testing.server import Call, Handler, Reply


def answer_embeddings(vector: Callable[[str], Sequence[float]], *, at_most: int = 2048, plain_only: bool = False) -> Handler:
    """Return a handler for ``/v1/embeddings``.

    Args:
        vector: What gives the vector of a text.
        at_most: Texts that one request may hold; more are refused, as providers do.
        plain_only: Refuse ``encoding_format: base64``, as some providers do.
    """

    def answer(call: Call) -> Reply:
        asked = call.body if isinstance(call.body, dict) else {}
        texts = [asked["input"]] if isinstance(asked.get("input"), str) else asked.get("input") or []
        packed = asked.get("encoding_format") == "base64"
        if not texts or len(texts) > at_most or (packed and plain_only):
            return Reply({"error": {"message": "unusable input"}}, status=400)
        vectors = [list(vector(text)) for text in texts]
        data = [
            {"object": "embedding", "index": at, "embedding": _packed(values) if packed else values} for at, values in enumerate(vectors)
        ]
        return Reply({"object": "list", "model": asked.get("model", ""), "data": data, "usage": {"prompt_tokens": 0, "total_tokens": 0}})

    return answer


def _packed(values: Sequence[float]) -> str:
    return base64.b64encode(struct.pack(f"<{len(values)}f", *values)).decode("ascii")
