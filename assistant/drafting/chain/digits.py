"""Digits that a model typed: those the brief proves become their slots."""

from collections.abc import Mapping
from dataclasses import replace

from assistant.brief import Brief
from assistant.drafting.chain.answers import wrong_slots
from assistant.drafting.chain.bodies import Body
from assistant.numbers import Mention, read_mentions
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


def typed_figures(rendered: Rendered) -> list[Mention]:
    """Return the figures of a rendered text that no slot put there."""
    filled = [(span.start, span.end) for span in rendered.spans]
    figures = (mention for mention in read_mentions(rendered.text) if mention.kind == "figure")
    return [figure for figure in figures if not any(start <= figure.start < end for start, end in filled)]
