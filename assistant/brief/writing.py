"""A brief as the file a user hands in: what is read back is the same brief."""

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from assistant.brief.model import Figure, Source
from assistant.brief.setting import Setting, setting_of
from assistant.lexicon.indicators import NameParts, split_name

if TYPE_CHECKING:
    from assistant.brief import Brief

_ROW_TEXTS = ("qualifier", "prev_period", "share_of", "rank_scope", "note")
_ROW_NUMBERS = ("value", "yoy", "yoy_pp", "prev", "prev_yoy", "mom_pp", "last_year", "target", "progress", "share", "rank", "prev_rank")


def brief_mapping(brief: "Brief") -> dict[str, Any]:
    """Return the keys of a brief as a user would write them; what is derived from other keys is left out."""
    meeting = {key: getattr(brief.meeting, key) for key in ("type", "name", "date", "place", "agenda")}
    setting = setting_of(brief)
    made_title = f"在{brief.meeting.name}上的讲话" if brief.meeting.name else ""
    mapping = {
        "format": brief.format,
        "region": brief.region,
        "level": brief.level,
        "meeting": _given(meeting),
        "title": "" if brief.title == made_title else brief.title,
        "salutation": "" if brief.salutation == "同志们：" else brief.salutation,
        "speaker": _given({"name": brief.speaker.name, "post": brief.speaker.post}),
        "audience": list(brief.audience),
        "period": brief.period,
        "background": brief.background,
        "style": brief.style,
        "length": list(brief.length) if brief.length else None,
        "figures": [_row(figure, setting) for figure in brief.figures],
        "problems": _records(brief.problems, ("text", "figures")),
        "priorities": _records(brief.priorities, ("title", "lead", "points", "due", "problem")),
        "projects": _records(brief.projects, ("name", "investment", "status", "owner")),
        "enterprises": list(brief.enterprises),
        "known": _records(brief.known, ("text", "source", "by")),
        "names": list(brief.names),
    }
    return _given(mapping)


def brief_yaml(brief: "Brief") -> str:
    """Return a brief as YAML, every number with the digits it has."""
    import yaml

    class Dumper(yaml.SafeDumper):
        """The safe dumper, with exact numbers."""

    def number(dumper: yaml.SafeDumper, value: Decimal) -> yaml.ScalarNode:
        text = format(value, "f")
        return dumper.represent_scalar(f"tag:yaml.org,2002:{'float' if '.' in text else 'int'}", text)

    Dumper.add_representer(Decimal, number)
    return str(yaml.dump(brief_mapping(brief), Dumper=Dumper, allow_unicode=True, sort_keys=False, default_flow_style=None, width=10_000))


def _given(mapping: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is absent; a zero is there."""
    return {key: value for key, value in mapping.items() if value is not None and value not in ("", [], {})}


def _records(items: Iterable[Any], keys: tuple[str, ...]) -> list[dict[str, Any]]:
    return [_given({key: _plain(getattr(item, key)) for key in keys}) for item in items]


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _row(figure: Figure, setting: Setting) -> dict[str, Any]:
    parts = split_name(figure.indicator, tuple(filter(None, (setting.region, *setting.park))))
    numbers = {key: getattr(figure, key) for key in _ROW_NUMBERS}
    texts = {key: getattr(figure, key) for key in _ROW_TEXTS}
    row = {
        "id": figure.id,
        "indicator": figure.indicator,
        "unit": "" if figure.unit == parts.unit else figure.unit,
        **_circumstances(figure, parts, setting),
        **numbers,
        **texts,
        "targets": _records(figure.targets, ("by", "value", "yoy")),
        "references": _records(figure.references, ("name", "value")),
        "also": _records(figure.also, ("name", "value", "unit")),
        "source": _source(figure.source),
    }
    return _given(row)


def _circumstances(figure: Figure, parts: NameParts, setting: Setting) -> dict[str, str]:
    """Return period, scope, kind, basis and span where the row does not fall back on them."""
    inherited = parts.period or (setting.mentions[0].text if setting.mentions else "")
    own_scope = figure.scopes != setting.scopes(parts.scope)
    return {
        "period": "" if figure.period == inherited else figure.period,
        "scope": figure.scope if own_scope else "",
        "kind": "" if figure.kind == (parts.kind or "actual") else figure.kind,
        "basis": "" if figure.basis == "同比" else figure.basis,
        "span": "" if figure.span == (figure.when.span if figure.when else "累计") else figure.span,
    }


def _source(source: Source | None) -> dict[str, Any]:
    return _given({"file": source.file, "sheet": source.sheet, "cells": dict(source.cells)}) if source else {}
