"""A scripted model for the chain: good answers, one behaviour, and a way to repair; and what is judged of a draft."""

import json
import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

from assistant import Brief, Draft, draft_speech, load_brief
from assistant.audit.report import GOOD
from assistant.drafting.chain.sentences import sentences_of
from assistant.settings import Settings
from assistant.slots import render
from assistant.testing import EndpointServer, answer_chat
from assistant.wording import is_clean
from tests.chain.hostile import Answer, Behaviour

ROOT = Path(__file__).resolve().parents[2]
BRIEF = "tests/chain/brief.yaml"
SECTION = re.compile(r"^# 现在写：([^“\n]+)", re.MULTILINE)
_FLAWED = re.compile(r"^(\d+)｜(.*)$", re.MULTILINE)


@cache
def brief(name: str = BRIEF) -> Brief:
    return load_brief(ROOT / name)


@cache
def good_answers(name: str = BRIEF) -> Mapping[str, str]:
    """Return what a good model answers, by section; in other words than the composer's, so that the two can be told apart."""
    records = map(json.loads, (Path(__file__).parent / "answers.jsonl").read_text("utf-8").splitlines())
    return {record["section"]: record["text"] for record in records if record["brief"] == name}


class Model:
    """A scripted model.

    Attributes:
        repair: How it answers when sentences are to be repaired: ``stubborn`` sends them back, ``drops`` has them left out, ``talks``
            says something else, ``good`` writes what the good answer says there, ``worsens`` adds another wrong figure.
        bad: The bad answer it gave.
    """

    def __init__(self, behaviour: Behaviour | None, repair: str = "stubborn", name: str = BRIEF) -> None:
        self.behaviour, self.repair = behaviour, repair
        self.brief = behaviour.brief if behaviour else name
        self.bad = ""
        self._rounds = 0

    def __call__(self, messages: Sequence[Mapping[str, Any]]) -> Answer:
        asked = str(messages[-1]["content"])
        section = SECTION.search(asked)
        if section:
            good = good_answers(self.brief).get(section[1], "")
            if self.behaviour is None or section[1] != self.behaviour.section:
                return good
            answer = self.behaviour.change(good)
            self.bad = answer if isinstance(answer, str) else ""
            return answer
        if "要改的句子" in asked:
            return self._repaired(asked)
        return "主旨：稳住总量，补上短板"

    def _repaired(self, asked: str) -> str:
        self._rounds += 1
        sent = [(match[1], match[2]) for match in _FLAWED.finditer(asked.partition("# 可用的槽位")[0])]
        if self.repair == "talks":
            return "好的，我会改。"
        return "\n".join(f"{number}｜{self._sentence(text)}" for number, text in sent)

    def _sentence(self, text: str) -> str:
        if self.repair == "drops":
            return "删去"
        if self.repair == "worsens":
            return f"{text.rstrip('。')}，比计划多出{self._rounds}88.8亿元。"
        if self.repair == "good":
            known = [sentence.text.strip() for answer in good_answers(self.brief).values() for sentence in sentences_of(answer)]
            best = max(known, key=lambda sentence: SequenceMatcher(None, sentence, text).ratio())
            return best if SequenceMatcher(None, best, text).ratio() > 0.6 else "这件事要一样一样办实。"
        return text


def settings(server: EndpointServer, home: Path) -> Settings:
    return Settings(home=home, model="scripted", base_url=server.base_url, api_key="sk-secret-key", timeout=30)


def drafted(server: EndpointServer, home: Path, model: Model) -> Draft:
    server.handlers["/v1/chat/completions"] = answer_chat(model, piece=9)
    return draft_speech(brief(model.brief), settings=settings(server, home))


def unmarked(draft: Draft, text: str) -> bool:
    """Tell whether a text stands in a draft and no finding touches it."""
    found = [*draft.report.findings, *draft.report.remarks, *draft.wording]
    marked = [finding for finding in found if getattr(finding, "verdict", "") not in GOOD]
    return any(
        not any(finding.start < match.end() and match.start() < finding.end for finding in marked)
        for match in re.finditer(re.escape(text), draft.text)
    )


def survived(draft: Draft, model: Model, *, in_bad: bool = False) -> float:
    """Return the share of the model's good sentences of the section it went wrong in that stand in the speech.

    Args:
        draft: The draft.
        model: The model that wrote it.
        in_bad: Count only good sentences that the bad answer still held.
    """
    name = model.behaviour.section if model.behaviour else "成绩"
    good = [one.text for one in sentences_of(good_answers(model.brief)[name]) if not in_bad or one.text in model.bad]
    told = [sentence.text.strip() for sentence in sentences_of(draft.text)]
    filled = render("".join(good), brief(model.brief), dict(draft.state.counts)).text
    wanted = [sentence.text.strip() for sentence in sentences_of(filled) if sentence.text.strip()]
    return sum(any(_alike(one, other) for other in told) for one in wanted) / len(wanted) if wanted else 1.0


def _alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one, other)
    return matcher.real_quick_ratio() > 0.9 and matcher.quick_ratio() > 0.9 and matcher.ratio() > 0.9


def clean(draft: Draft) -> bool:
    return draft.report.ok and is_clean(draft.wording)
