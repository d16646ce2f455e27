"""The exemplar index at 1,000, 10,000 and, with ``--large``, 100,000 passages, each size in a fresh process.

Run ``python -m benchmarks.index [--large]``. Indexing stands beside bare Chroma in the same run: the same vectors, texts and labels handed
to ``collection.add``, nothing checked, nothing put in place. Times depend on the machine, the ratio hardly does. Queries are timed twice:
the vectors alone, and the whole answer (vectors, BM25, order, reasons). Masking is timed apart, on text it has not seen.

A plan for 10 million passages (some 120,000 speeches, 6 GB of text), not built:

1. Vectors: 1,024 float32 each make 41 GB, in memory. Cut the built-in hashing to 256 dimensions (10 GB), or take a semantic model of 512;
   put them on Chroma servers, sharded by level and season, the labels nearly every question carries. ``ServerStore`` stays, one per shard.
2. Building: one speech at a time, not one corpus at a time. A collection per shard, written in place by upsert under a journal of what has
   been acknowledged; the fingerprint becomes a hash per shard, so that a new speech touches one shard.
3. Passages and BM25 leave the process: SQLite with FTS5 over characters and pairs finds candidates, the best 200 are ordered as now.
4. Masking: names are counted once per speech and summed; a speech is masked again only where the sum has changed a name of its own.
   At 1 MB/s, 6 GB take four processes half an hour, once.
5. Health: a thousand vectors per shard at open, as now; all of them in a nightly run.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.exemplars import Passage

SIZES, LARGE = (1_000, 10_000), 100_000
QUERIES, BATCH = 200, 5000
WORDS = (
    "项目企业园区产业投资用地融资用工安全生产技改设备厂房订单市场产能税收产值增速指标任务责任部门乡镇干部调度清单台账时限问题困难堵点短板差距"
    "优势机遇挑战目标措施办法服务审批环评能耗电力供气污水标准研发专利人才招商签约开工投产竣工入库"
)
VERBS = "抓好盯紧推进加快落实解决协调保障服务支持引导督促梳理排查整治提升扩大稳住打通补齐完善健全压实细化"
ROLES = ("成绩", "问题", "目标", "措施", "保障")


def word(rng: Random, words: str) -> str:
    at = rng.randrange(0, len(words), 2)
    return words[at : at + 2]


def sentence(rng: Random) -> str:
    parts = ["".join(word(rng, VERBS) + word(rng, WORDS) + word(rng, WORDS) for _ in range(rng.randint(1, 3))) for _ in range(3)]
    return "，".join(parts) + "。"


def text(rng: Random) -> str:
    return "".join(sentence(rng) for _ in range(rng.randint(3, 6)))


def timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def p95(samples: Sequence[float]) -> float:
    return statistics.quantiles(samples, n=20)[-1] * 1000


def bare(folder: Path, parts: Sequence[Sequence["Passage"]], vectors: Sequence[Any]) -> None:
    """Hand ready vectors to Chroma, and no more."""
    import chromadb
    from chromadb.config import Settings

    client = chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))
    collection = client.create_collection("bare", embedding_function=None, configuration={"hnsw": {"space": "cosine"}})
    for part, rows in zip(parts, vectors, strict=True):
        collection.add(
            ids=[passage.id for passage in part],
            embeddings=rows,
            documents=[passage.text for passage in part],
            metadatas=[{"speech": passage.speech, "role": passage.role, "season": passage.season} for passage in part],
        )
    client.close()


def measure(size: int) -> Iterator[str]:
    import numpy as np

    from assistant.exemplars import ExemplarIndex, Passage
    from assistant.exemplars.embedding import HashedCharacters
    from assistant.exemplars.index import VectorIndex

    rng = Random(size)
    passages = [Passage(f"p{at}", f"s{at // 80}", text(rng), ROLES[at % 5], season="收官") for at in range(size)]
    embedding = HashedCharacters()
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        parts = [passages[at : at + BATCH] for at in range(0, size, BATCH)]
        vectors = [np.asarray(embedding.embed([passage.text for passage in part]), dtype=np.float32) for part in parts]
        embedded = time.perf_counter() - start
        start = time.perf_counter()
        bare(Path(folder) / "bare", parts, vectors)
        plain = time.perf_counter() - start
        del vectors, parts
        base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        ours = timed(lambda: VectorIndex(passages, embedding, Path(folder) / "home").close())
        opened = timed(lambda: VectorIndex(passages, embedding, Path(folder) / "home").close())
        more = [*passages, *(Passage(f"n{at}", "new", text(rng), "措施", season="收官") for at in range(15))]
        added = timed(lambda: VectorIndex(more, embedding, Path(folder) / "home").close())
        yield f"{size:,} passages, {sum(len(passage.text) for passage in passages) / size:.0f} characters each"
        yield f"  indexing {ours:.1f} s of which embedding {embedded:.1f} s; bare Chroma {plain:.1f} s; ratio {ours / plain:.2f}"
        yield f"  opening with its health check {opened:.2f} s; one more speech of 15 passages {added:.1f} s"
        index = ExemplarIndex(passages, Path(folder) / "home")
        index.retrieve("热身")
        asked = [sentence(rng)[:24] for _ in range(QUERIES)]
        near = {name: p95([timed(lambda q=q, w=w: index._vectors.nearest(q, 20, w)) for q in asked]) for name, w in FILTERS.items()}
        whole = {name: p95([timed(lambda q=q, w=w: index.retrieve(q, k=3, **w)) for q in asked]) for name, w in FILTERS.items()}
        for name in FILTERS:
            yield f"  query p95 {name}: vectors {near[name]:.1f} ms, whole answer {whole[name]:.1f} ms"
        yield f"  memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at the most ({base / 1024:.0f} MB before ours)"
        index.close()


FILTERS: dict[str, dict[str, str]] = {"without filter": {}, "with filter": {"role": "措施"}}


def masking() -> str:
    from assistant.masking import mask, names_of

    rng = Random(7)
    speeches = [
        "".join(
            f"{sentence(rng)[:-1]}，完成{rng.randint(1, 999)}.{rng.randint(0, 9)}亿元，同比增长{rng.random() * 20:.1f}%。"
            for _ in range(60)
        )
        for _ in range(100)
    ]
    megabytes = sum(len(speech.encode()) for speech in speeches) / 1e6
    names = names_of(speeches[:1])
    taken = timed(lambda: [mask(speech, names) for speech in speeches])
    counted = timed(lambda: names_of(speeches))
    return f"masking {megabytes / taken:.2f} MB/s; names of the corpus {megabytes / counted:.2f} MB/s ({megabytes:.1f} MB)"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--large", action="store_true", help="100,000 passages too (minutes, gigabytes)")
    parser.add_argument("--size", type=int, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.size:
        for line in measure(chosen.size) if chosen.size > 1 else [masking()]:
            print(line, flush=True)
        return
    for size in (1, *SIZES, *([LARGE] if chosen.large else [])):
        subprocess.run(
            [sys.executable, "-m", "benchmarks.index", "--size", str(size)], check=True, env=os.environ | {"ANONYMIZED_TELEMETRY": "False"}
        )


if __name__ == "__main__":
    main()
