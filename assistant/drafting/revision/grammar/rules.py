"""Rules: a shape over tokens, and what an instruction of that shape asks for."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from assistant.drafting.revision.grammar.scene import Scene
from assistant.drafting.revision.grammar.tokens import ANY, CLASSES, Tokens
from assistant.drafting.revision.grammar.vocabulary import any_of
from assistant.drafting.revision.operations import ALL, Ask, Operation, Place, Refuse

Result = tuple[Operation, ...] | Ask | Refuse | None
"""``None``: the rule has nothing to say to it after all; an empty tuple: understood, and nothing to be done."""

TAKE = r"(?:把|将|对|给|让|就)?"
ALSO = any_of("rules.also") + r"*"
WITHIN = r"(?:里面|里头|里边|里|中间|当中|中|内|上|的?一?开头|的?结尾|的?末尾|的?最后)?"
_BRACES = re.compile(r"\{([A-Z])\}")


@dataclass(frozen=True)
class Context:
    """What a rule may look at.

    Attributes:
        tokens: Meanings of the tokens.
        scene: Speech and brief.
        last: The place spoken of last; ``None`` where none was.
    """

    tokens: Tokens
    scene: Scene
    last: Place | None = None

    def value(self, token: str) -> Any:
        """Return what a token means."""
        return self.tokens.values[token]

    def values(self, text: str) -> list[Any]:
        """Return the meanings of all tokens in a stretch of text."""
        return [self.tokens.values[token] for token in re.findall(ANY, text)]

    def place(self, token: str | None) -> Place | None:
        """Return the place a token means; where there is none, the one spoken of last."""
        return self.tokens.values[token] if token else self.last

    def places(self, text: str | None) -> list[Place]:
        """Return all places in a stretch of text; where there is none, the one spoken of last."""
        found = [value for value in self.values(text or "") if isinstance(value, Place)]
        return found or ([self.last] if self.last else [])

    def words(self, text: str) -> str:
        """Return words as typed; of a single quotation what stands between its marks."""
        if re.fullmatch(CLASSES["Q"], text):
            return str(self.tokens.values[text]).strip()
        return re.sub(r"[“”‘’「」『』《》\"]", "", self.tokens.plain(text)) if re.search(CLASSES["Q"], text) else self.tokens.plain(text)

    def told(self, place: Place) -> str:
        """Return how a reply names a place."""
        return told_place(place, self.scene)


Build = Callable[[re.Match[str], Context], Result]


@dataclass(frozen=True)
class Rule:
    """A shape and what it asks for.

    Attributes:
        shape: Must match clauses as a whole.
        build: From the match to the result.
    """

    shape: re.Pattern[str]
    build: Build


def rule(template: str, build: Build) -> Rule:
    """Return a rule; ``{P}`` stands for any token of that kind, ``~`` for adverbs that change nothing."""
    return Rule(shape(template), build)


def shape(template: str) -> re.Pattern[str]:
    """Return a template as a regular expression."""
    return re.compile(_BRACES.sub(lambda match: CLASSES[match[1]], template.replace("~", ALSO)))


def listed(kind: str) -> str:
    """Return a template for one or several tokens of a kind, joined by 、 or 和."""
    return rf"{{{kind}}}(?:(?:、|和|与|及|跟|以及|还有|，)?{{{kind}}})*"


_INSIDE = str.maketrans("“”", "‘’")


def inside_quotes(words: str) -> str:
    """Return words as they stand between the marks of a reply: marks of their own are single ones."""
    return words.translate(_INSIDE)


_KINDS = {"opening": "开头", "closing": "结尾", "masthead": "题头", "measures": "措施部分", "all": "全文", "priorities": "每条措施"}


def told_place(place: Place, scene: Scene) -> str:
    """Return how a reply names a place: 第二部分, “抓安全生产”这条."""
    if place.kind == "part":
        return f"第{place.number}部分" if place.number > 0 else "最后一部分"
    if place.kind == "priority":
        return f"“{place.title}”这条" if place.title else f"第{place.number}条"
    if place.kind == "role":
        return f"讲{place.title}的部分"
    return _KINDS.get(place.kind, "这一处")


def which_place(scene: Scene, what: str) -> Ask:
    """Ask back which place is meant, naming those there are.

    Args:
        scene: The speech.
        what: What is to be done there, for example 压缩.
    """
    parts = "、".join(f"第{n}部分“{heading}”" for n, heading in enumerate(scene.headings, 1))
    items = "、".join(f"第{n}条“{title}”" for n, title in enumerate(scene.titles, 1))
    told = "；".join(filter(None, [parts, items and f"措施有{items}"]))
    return Ask(f"{what}的是哪一处？请说明第几部分、第几条，或者开头、结尾、全文。{f'现有{told}。' if told else ''}")


def explicit(place: Place | None) -> Place:
    """Return a place, the whole speech where none is named."""
    return place or ALL
