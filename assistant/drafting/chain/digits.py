"""Digits that a model typed: those the brief proves become their slots."""

from collections.abc import Mapping
from dataclasses import replace

from assistant.brief import Brief
from assistant.drafting.chain.answers import wrong_slots
from assistant.drafting.chain.bodies import Body
from assistant.numbers import read_mentions
from assistant.slots import Rendered, canonical, render


def with_digits_bound(body: Body, brief: Brief, counts: Mapping[str, int]) -> Body:
    """Return a section whose typed digits are slots where the audit proves them; paragraphs without typed digits stay as they are.

    Args:
        body: The section.
        brief: The brief.
        counts: Announced counts.
    """
    return replace(body, paragraphs=tuple(_bound(paragraph, brief, counts) for paragraph in body.paragraphs))


def _bound(paragraph: str, brief: Brief, counts: Mapping[str, int]) -> str:
    if wrong_slots(paragraph, brief, counts) or not typed_figures(render(paragraph, brief, counts)):
        return paragraph
    return canonical(paragraph, brief, counts)


def typed_figures(rendered: Rendered, start: int = 0) -> list[tuple[int, int]]:
    """Return where the figures of a rendered text stand that no slot put there.

    Args:
        rendered: The text with its slots filled.
        start: Where to begin: what stands before is known already. The beginning of a sentence.
    """
    filled = [(span.start, span.end) for span in rendered.spans if span.end > start]
    figures = (mention for mention in read_mentions(rendered.text[start:]) if mention.kind == "figure")
    told = ((start + figure.start, start + figure.end) for figure in figures)
    return [figure for figure in told if not any(begin <= figure[0] < end for begin, end in filled)]
