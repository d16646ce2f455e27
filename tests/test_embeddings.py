"""Embedding endpoints: over a real socket, batched, and one clear Chinese sentence for everything that can go wrong."""

import math
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.errors import ModelError, SettingsError
from assistant.exemplars import ExemplarIndex, Passage
from assistant.exemplars.embedding import HashedCharacters
from assistant.models.embeddings import EndpointEmbedding, embedding_of
from assistant.models.faults import explained
from assistant.settings import Settings
from assistant.testing import EndpointServer, Reply, answer_embeddings

pytestmark = pytest.mark.slow

KEY = "sk-secret-0123456789"
PATH = "/v1/embeddings"


def lengths(text: str) -> list[float]:
    return [3.0 * len(text), 4.0 * len(text)]


@pytest.fixture
def server() -> Iterator[EndpointServer]:
    with EndpointServer({PATH: answer_embeddings(lengths, at_most=64, plain_only=True)}) as running:
        yield running


def made(server: EndpointServer, **options: object) -> EndpointEmbedding:
    return EndpointEmbedding("bge-m3", base_url=server.base_url, key=KEY, retries=0, **options)  # type: ignore[arg-type]


def test_vectors_come_back_in_order_and_of_unit_length(server: EndpointServer) -> None:
    vectors = made(server).embed([str(at) for at in range(150)])
    assert len(vectors) == 150
    assert all(vector == pytest.approx([0.6, 0.8]) for vector in vectors)
    assert [len(call.body["input"]) for call in server.calls] == [64, 64, 22]
    assert [text for call in server.calls for text in call.body["input"]] == [str(at) for at in range(150)]
    assert {call.headers["authorization"] for call in server.calls} == {f"Bearer {KEY}"}


def test_answers_out_of_order_are_put_in_order(server: EndpointServer) -> None:
    data = [{"object": "embedding", "index": at, "embedding": [1.0, float(at)]} for at in (1, 0)]
    server.handlers[PATH] = lambda _: Reply(
        {"object": "list", "model": "m", "data": data, "usage": {"prompt_tokens": 0, "total_tokens": 0}}
    )
    first, second = made(server).embed(["甲", "乙"])
    assert first == [1.0, 0.0]
    assert math.isclose(second[0], second[1])


def test_long_texts_make_small_batches(server: EndpointServer) -> None:
    made(server).embed(["长" * 10_000] * 5)
    assert [len(call.body["input"]) for call in server.calls] == [2, 2, 1]


def test_an_empty_text_and_no_text_are_no_trouble(server: EndpointServer) -> None:
    assert made(server).embed([]) == []
    assert server.calls == []
    assert len(made(server).embed(["", "项目"])) == 2


def test_the_label_names_model_and_dimensions(server: EndpointServer) -> None:
    embedding = made(server)
    assert embedding.label.startswith("bge-m3-")
    assert embedding.label.endswith("-2")
    assert embedding.label == embedding.label
    assert len(server.calls) == 1
    other = EndpointEmbedding("模型/甲", base_url=server.base_url)
    assert other.label.isascii()
    assert "/" not in other.label
    assert other.label != EndpointEmbedding("模型/乙", base_url=server.base_url).label


def test_another_model_gets_another_index(server: EndpointServer, tmp_path: Path) -> None:
    passages = [Passage("a", "甲", "加快园区建设。", "措施"), Passage("b", "乙", "抓好安全生产，排查隐患。", "措施")]
    first = ExemplarIndex(passages, tmp_path, embedding=made(server))
    assert first.health()
    assert "语义相近" in first.retrieve("园区")[0].reason
    first.close()
    asked = len(server.calls)
    again = ExemplarIndex(passages, tmp_path, embedding=made(server))
    assert again.place == first.place
    assert len(server.calls) == asked + 1  # only the question of how many dimensions; no passage is embedded again
    again.close()
    server.handlers[PATH] = answer_embeddings(lambda text: [1.0, 2.0, 3.0])
    other = ExemplarIndex(passages, tmp_path, embedding=made(server))
    assert other.place != first.place
    assert other.health()
    other.close()


def test_dimensions_are_asked_for_only_when_set(server: EndpointServer) -> None:
    made(server).embed(["甲"])
    made(server, dimensions=256).embed(["甲"])
    assert [call.body.get("dimensions") for call in server.calls] == [None, 256]


def test_an_embedding_says_whether_it_is_semantic(server: EndpointServer) -> None:
    assert made(server).semantic
    assert not HashedCharacters().semantic


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (Reply({"error": {"message": f"bad key {KEY}"}}, status=401), "密钥"),
        (Reply({}, status=402), "余额"),
        (Reply({}, status=403), "权限"),
        (Reply({}, status=404), "/v1"),
        (Reply({}, status=400), "参数"),
        (Reply({}, status=422), "参数"),
        (Reply({}, status=429), "稍后"),
        (Reply({}, status=418), "418"),
        (Reply({}, status=500), "500"),
        (Reply(b"<html>bad gateway</html>", status=502), "502"),
        (Reply(b"<html>hello</html>"), "格式"),
        (Reply(b"{not json"), "格式"),
        (Reply({"data": []}), "格式"),
        (Reply({"data": [{"index": 0, "embedding": []}]}), "格式"),
        (Reply({"data": [{"index": 0, "embedding": [0.0, 0.0]}]}), "格式"),
        (Reply({"data": [{"index": 5, "embedding": [1.0]}]}), "格式"),
        (Reply({"data": [{"index": 0, "embedding": [1.0]}] * 9}, cut=True), "中途断开"),
        (Reply({}, delay=5), "规定时间"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{value.status}-{str(value.body)[:20]}",
)
def test_every_failure_is_one_chinese_sentence(server: EndpointServer, reply: Reply, says: str) -> None:
    server.faults.append(reply)
    with pytest.raises(ModelError) as raised:
        made(server, seconds=0.5).embed(["产值五十一亿元"])
    said = str(raised.value)
    assert says in said
    assert said.startswith("向量模型服务")
    assert said.count("。") == 1
    assert KEY not in said
    assert "五十一" not in said


def test_nobody_at_the_address(server: EndpointServer) -> None:
    with EndpointServer() as gone:
        address = gone.base_url
    with pytest.raises(ModelError, match="连接不上"):
        EndpointEmbedding("m", base_url=address, retries=0).embed(["甲"])


def test_a_busy_endpoint_is_asked_again(server: EndpointServer) -> None:
    server.faults.append(Reply({}, status=429, headers={"retry-after-ms": "1"}))
    assert EndpointEmbedding("m", base_url=server.base_url, retries=1).embed(["甲"]) == [pytest.approx([0.6, 0.8])]
    assert len(server.calls) == 2


@pytest.mark.parametrize(
    ("error", "says"), [(TimeoutError(), "规定时间"), (ConnectionRefusedError(), "连接不上"), (RuntimeError(KEY), "格式")]
)
def test_errors_of_any_library_are_explained(error: Exception, says: str) -> None:
    assert says in explained(error, "模型服务")
    assert KEY not in explained(error, "模型服务")


# Settings


def test_the_built_in_embedding_is_the_default() -> None:
    assert embedding_of(Settings.from_env({"OPENAI_API_KEY": KEY})) is None


def test_an_endpoint_is_set_by_three_variables() -> None:
    settings = Settings.from_env(
        {"ASSISTANT_EMBEDDING_MODEL": "m", "ASSISTANT_EMBEDDING_BASE_URL": "http://127.0.0.1:9/v1", "ASSISTANT_EMBEDDING_API_KEY": KEY}
    )
    assert (settings.embedding_model, settings.embedding_base_url, settings.embedding_key) == ("m", "http://127.0.0.1:9/v1", KEY)
    assert KEY not in repr(settings)
    embedding = embedding_of(settings)
    assert embedding is not None
    assert KEY not in repr(embedding)


def test_address_and_key_fall_back_to_those_of_the_chat_model() -> None:
    settings = Settings.from_env({"ASSISTANT_EMBEDDING_MODEL": "m", "ASSISTANT_BASE_URL": "https://a/v1", "OPENAI_API_KEY": KEY})
    assert (settings.embedding_base_url, settings.embedding_key) == ("https://a/v1", KEY)


@pytest.mark.parametrize(
    ("name", "value"),
    [("ASSISTANT_EMBEDDING_BASE_URL", "localhost:80"), ("ASSISTANT_EMBEDDING_DIMENSIONS", "many"), ("ASSISTANT_EMBEDDING_DIMENSIONS", "0")],
)
def test_bad_values_name_their_variable(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        Settings.from_env({name: value})


def test_the_proxy_of_the_environment_is_for_hosts_that_are_not_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    with EndpointServer() as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.base_url.removesuffix("/v1"))
        for listed in ((), ("model.example",)):
            with pytest.raises((ModelError, RuntimeError)):  # the suite blocks what goes past the proxy
                EndpointEmbedding("m", base_url="http://model.example/v1", retries=0, no_proxy=listed).embed(["工业"])
        assert [call.path for call in proxy.calls] == ["http://model.example/v1/embeddings"]
