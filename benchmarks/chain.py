"""What the chain costs beside the model: wall clock, time to the first character, computing time, characters of the prompts.

Run ``python -m benchmarks.chain [--pause SECONDS]``. A local endpoint in a process of its own answers with the committed answers
(``examples/prompts/answers.yaml``), a set pause before every piece of four characters; one sentence is wrong, so that one repair
is asked for. Everything stands beside the bare openai client sending the same requests to the same endpoint in the same run.
"""

import argparse
import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PIECE, AT_ONCE, RUNS = 4, 16, 5
WRONG = "全县规上工业利税总额完成18.7亿元。"
RIGHT = "利税的账也要跟着算细。"


def serve(pause: float) -> None:
    """Answer until standard input is closed."""
    from assistant.testing import EndpointServer, answer_chat

    with EndpointServer({"/v1/chat/completions": answer_chat(answer, piece=PIECE, pause=pause)}) as server:
        print(server.base_url, flush=True)
        sys.stdin.read()


def answer(messages: Sequence[Mapping[str, Any]]) -> str:
    import yaml

    answers = yaml.safe_load((ROOT / "examples" / "prompts" / "answers.yaml").read_text("utf-8"))
    asked = str(messages[-1]["content"])
    if "# 要改的句子" in asked:
        return f"1｜{RIGHT}"
    name = section_of(asked)
    text = str(answers[name or "plan"])
    return text.rstrip("\n") + WRONG if name == "目标" else text


def section_of(asked: str) -> str:
    _, found, rest = asked.partition("# 现在写：")
    return rest.split("\n")[0].partition("“")[0].strip() if found else ""


class Noted:
    """A chat model that notes when each section is asked for."""

    model_name = "timed"

    def __init__(self, model: Any) -> None:
        self.model = model
        self.asked: dict[str, float] = {}

    def astream(self, messages: Sequence[Any]) -> AsyncIterator[Any]:
        self.asked[section_of(str(messages[-1].content))] = time.perf_counter()
        return self.model.astream(messages)  # type: ignore[no-any-return]


async def asked_barely(url: str, requests: Sequence[Any]) -> list[tuple[float, float]]:
    """Return seconds to the first character and to the end of each request, all sent at once by the bare client."""
    import httpx
    from openai import AsyncOpenAI

    async with AsyncOpenAI(base_url=url, api_key="none", http_client=httpx.AsyncClient(trust_env=False)) as client:

        async def one(messages: Sequence[Any]) -> tuple[float, float]:
            started, first = time.perf_counter(), 0.0
            sent: Any = [{"role": message.role, "content": message.text} for message in messages]
            stream: Any = await client.chat.completions.create(model="timed", messages=sent, stream=True)
            async for chunk in stream:
                if chunk.choices and chunk.choices[0].delta.content and not first:
                    first = time.perf_counter() - started
            return first, time.perf_counter() - started

        return list(await asyncio.gather(*map(one, requests)))


def measure(url: str, home: Path) -> dict[str, float]:
    """Draft once and return what it took."""
    from assistant import Event, draft_speech, load_brief, open_index
    from assistant.models.chat import chat_model_of
    from assistant.settings import Settings

    settings = Settings(home=home, model="timed", base_url=url, api_key="none", at_once=AT_ONCE)
    index = open_index(home)
    brief = load_brief(ROOT / "examples" / "brief.yaml")
    composer = -time.process_time()
    draft_speech(brief, model=False, index=index)
    composer += time.process_time()
    model, shown = Noted(chat_model_of(settings)), dict[str, float]()

    def told(event: Event) -> None:
        if event.step == "text" and event.text:
            shown.setdefault(event.section, time.perf_counter())

    wall, cpu = -time.perf_counter(), -time.process_time()
    draft = draft_speech(brief, model=model, index=index, settings=settings, on_event=told)
    wall, cpu = wall + time.perf_counter(), cpu + time.process_time()
    assert draft.ok
    assert draft.writing is not None
    assert not draft.writing.given_up
    steps = {step: [one for one in draft.exchanges if one.step == step] for step in ("plan", "section", "repair")}
    bare_cpu = -time.process_time()
    alone = {step: asyncio.run(asked_barely(url, [one.messages for one in found])) for step, found in steps.items()}
    bare_cpu += time.process_time()
    ideal = sum(max(end for _, end in ends) for ends in alone.values())
    texts = ["".join(message.text for message in one.messages) for one in steps["section"]]
    prefix = next(at for at, signs in enumerate(zip(*texts, strict=False)) if len(set(signs)) > 1)
    first = statistics.median(shown[section] - model.asked[section] for section in shown)
    return {
        "wall": wall,
        "ideal": ideal,
        "first": first,
        "bare first": statistics.median(first for first, _ in alone["section"]),
        "cpu": cpu,
        "bare cpu": bare_cpu,
        "composer cpu": composer,
        "repairs": len(steps["repair"]),
        "prompts": sum(len(message.text) for one in draft.exchanges for message in one.messages),
        "prefix": prefix * len(texts) / sum(map(len, texts)),
    }


def report(runs: Sequence[Mapping[str, float]]) -> str:
    mid = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
    return "\n".join(
        [
            f"wall clock {mid['wall']:.2f} s; plan + slowest section + repair by the bare client {mid['ideal']:.2f} s; "
            f"ratio {mid['wall'] / mid['ideal']:.2f} ({mid['repairs']:.0f} repair)",
            f"request to first rendered character {mid['first'] * 1000:.0f} ms; bare client {mid['bare first'] * 1000:.0f} ms; "
            f"ratio {mid['first'] / mid['bare first']:.2f}",
            f"computing time of a speech {mid['cpu']:.2f} s, of which the composed ground {mid['composer cpu']:.2f} s; "
            f"the bare client on the same requests {mid['bare cpu']:.2f} s",
            f"prompt characters of a speech {mid['prompts']:,.0f}; identical prefix of the section requests {mid['prefix']:.0%}",
        ]
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pause", type=float, default=0.03, help="seconds before every piece of the answers (default 0.03)")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.serve:
        serve(chosen.pause)
        return
    command = [sys.executable, "-m", "benchmarks.chain", "--serve", "--pause", str(chosen.pause)]
    with (
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server,
        tempfile.TemporaryDirectory() as home,
    ):
        assert server.stdout is not None
        url = server.stdout.readline().strip()
        measure(url, Path(home))  # imports and the index of the exemplars
        print(report([measure(url, Path(home)) for _ in range(RUNS)]))
        server.communicate("")


if __name__ == "__main__":
    main()
