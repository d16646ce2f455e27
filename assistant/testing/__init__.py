"""Stand-ins for the outside world: a model endpoint on this machine, for tests, the demonstration and the documents."""

from assistant.testing.embedding import answer_embeddings
from assistant.testing.server import Call, EndpointServer, Handler, Reply

__all__ = ["Call", "EndpointServer", "Handler", "Reply", "answer_embeddings"]
