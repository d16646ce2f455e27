"""Charts as pictures: a Vega-Lite specification for a page, and a PNG drawn from it on this machine, without browser or network."""

from collections.abc import Mapping
from functools import cache
from math import ceil
from typing import Any

from assistant.errors import PictureError
from assistant.export.charts import MAIN, PARTS, Bar, Chart

FONTS = "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, SimHei, WenQuanYi Micro Hei, sans-serif"
_INK, _SOFT, _RULE = "#1f2328", "#59636e", "#d8dee4"
_GOOD, _BAD, _BEFORE = "#2f6f9f", "#b3261e", "#9aa7b4"
_ROW = 30
_CONFIG: Mapping[str, Any] = {
    "font": FONTS,
    "background": "white",
    "view": {"stroke": None},
    "title": {"anchor": "start", "fontSize": 16, "color": _INK, "offset": 14},
    "axis": {"labelFontSize": 13, "labelColor": _INK, "titleColor": _SOFT, "gridColor": _RULE, "domain": False, "ticks": False},
    "header": {"labelFontSize": 13, "labelFontWeight": "bold", "labelColor": _SOFT, "labelAnchor": "start"},
}
_NO_FONT = (
    "这台电脑上没有可用的中文字体，图里的汉字画不出来，没有导出。请安装一种中文字体"
    "（Windows：微软雅黑；macOS：苹方；Debian、Ubuntu：apt-get install fonts-noto-cjk），再重新启动本程序。"
)


def chart_spec(chart: Chart, *, width: int = 620) -> dict[str, Any]:
    """Return a chart as a Vega-Lite specification.

    Numbers travel as text, to the last digit, and become numbers only where the drawing puts them on its scale.

    Args:
        chart: The chart.
        width: Width of the plot in pixels, without the names beside it.
    """
    layers = {"progress": _progress, "growth": _growth, "ranks": _ranks}[chart.kind]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "title": chart.title,
        "description": "；".join(f"{bar.name} {bar.text}" for bar in chart.bars),
        "width": width,
        "height": {"step": _ROW},
        "autosize": "pad",
        "data": {"values": [_record(place, bar) for place, bar in enumerate(chart.bars)]},
        "transform": [{"calculate": f"toNumber(datum.{key})", "as": key} for key in ("place", "value", "before", "mark", "end")],
        "layer": layers(chart, width),
        "config": dict(_CONFIG),
    }


def chart_png(chart: Chart, *, scale: int = 2) -> bytes:
    """Return a chart as a PNG.

    Raises:
        PictureError: There is no Chinese font on this machine, or the drawing failed.
    """
    import vl_convert

    if not has_chinese_font():
        raise PictureError(_NO_FONT)
    try:
        return bytes(vl_convert.vegalite_to_png(chart_spec(chart), vl_version="6.1", scale=scale, allowed_base_urls=[]))
    except ValueError as error:
        raise PictureError("这张图没有画出来；请换一张图再试。") from error


@cache
def has_chinese_font() -> bool:
    """Tell whether a picture drawn here shows Chinese: two characters that differ must not look the same."""
    import vl_convert

    frame = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><text y="30" font-size="30" font-family="{}">{}</text></svg>'
    one, other = (vl_convert.svg_to_png(frame.format(FONTS, char)) for char in "县局")
    return bool(one != other)


def _record(place: int, bar: Bar) -> dict[str, str]:
    """Return a bar as text; where a number is missing, nothing is drawn."""
    numbers = {"value": bar.value, "before": bar.before, "mark": bar.mark, "end": max(bar.value, 0)}
    told = {key: f"{number:f}" for key, number in numbers.items() if number is not None}
    return {"place": str(place), "name": bar.name, "group": bar.group, "text": bar.text, **told}


def _rows(chart: Chart) -> dict[str, Any]:
    """Return the names beside the bars, in the order of the brief."""
    order = [bar.name for bar in chart.bars]
    return {"field": "name", "type": "nominal", "sort": order, "title": None, "axis": {"labelLimit": 320, "labelPadding": 8}}


def _along(field: str, **more: Any) -> dict[str, Any]:
    return {"field": field, "type": "quantitative", **more}


def _axis(title: str) -> dict[str, Any]:
    return {"title": title, "titlePadding": 10, "tickCount": 6, "format": "~f"}


def _bars(chart: Chart, axis: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """What falls is red and carries its minus sign: colour is not the only one."""
    color = {"condition": {"test": "datum.value < 0", "value": _BAD}, "value": _GOOD}
    return {"mark": {"type": "bar", "height": 14}, "encoding": {"y": _rows(chart), "x": _along("value", axis=axis, **more), "color": color}}


def _words(chart: Chart, x: Mapping[str, Any], **mark: Any) -> dict[str, Any]:
    kind = {"type": "text", "align": "left", "dx": 8, "fontSize": 13, "color": _INK, **mark}
    return {"mark": kind, "encoding": {"y": _rows(chart), "x": x, "text": {"field": "text"}}}


def _progress(chart: Chart, width: int) -> list[dict[str, Any]]:
    tick = {"type": "tick", "thickness": 2, "size": 24, "color": _INK}
    marks = {"mark": tick, "transform": [{"filter": "isValid(datum.mark)"}], "encoding": {"y": _rows(chart), "x": _along("mark")}}
    scale = {"domainMin": 0, "domainMax": max(100, *(ceil(bar.value) for bar in chart.bars))}
    bars = _bars(chart, _axis("完成年度目标（%）；竖线为时间进度"), scale=scale)
    return [bars, marks, _words(chart, {"value": width})]


def _growth(chart: Chart, width: int) -> list[dict[str, Any]]:
    mixed = len({bar.group for bar in chart.bars}) > 1
    bars = _bars(chart, _axis(f"同比（%）；浅色为{PARTS}" if mixed else "同比（%）"))
    if mixed:
        bars["encoding"]["opacity"] = {"condition": {"test": f"datum.group == '{MAIN}'", "value": 1}, "value": 0.55}
    return [bars, _words(chart, _along("end"))]


def _ranks(chart: Chart, width: int) -> list[dict[str, Any]]:
    """The first place stands on the right; a line leads from the place before to the place now."""
    last = max(int(place) for bar in chart.bars for place in (bar.value, bar.before or 1, bar.last or 1))
    scale = {"reverse": True, "domain": [1, max(last, 2)], "nice": False, "padding": 10}
    axis = {**_axis("位次（越靠右越靠前）；空心点为上次"), "tickMinStep": 1}
    now, before, y = _along("value", scale=scale, axis=axis), _along("before", scale=scale), _rows(chart)
    moved = [{"filter": "isValid(datum.before)"}]
    line = {"mark": {"type": "rule", "color": _BEFORE, "strokeWidth": 2}, "encoding": {"y": y, "x": now, "x2": {"field": "before"}}}
    past = {"mark": {"type": "point", "size": 90, "color": _BEFORE, "strokeWidth": 2}, "encoding": {"y": y, "x": before}}
    dot = {"mark": {"type": "point", "filled": True, "size": 130, "color": _GOOD, "opacity": 1}, "encoding": {"y": y, "x": now}}
    return [{**line, "transform": moved}, {**past, "transform": moved}, dot, _words(chart, {"value": width})]
