"""A chart as HTML for a notebook: bars drawn by the page itself, without scripts, pictures or fonts from elsewhere, light and dark."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from html import escape

from assistant.export.charts import Bar, Chart

_STYLE = """
.chart{--ink:#1f2328;--soft:#59636e;--paper:#fff;--track:#eef1f4;--good:#2f6f9f;--bad:#b3261e;
color:var(--ink);background:var(--paper);font:14px/1.5 "Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif;padding:.8em 1em}
@media (prefers-color-scheme:dark){
.chart{--ink:#e6edf3;--soft:#9da7b3;--paper:#15191e;--track:#2a3038;--good:#79b8ff;--bad:#ff8d85}}
.chart .title{font-size:1.15em;font-weight:700;margin:0 0 .2em}
.chart .line{color:var(--soft);margin:0 0 .6em}
.chart.chart table{border-collapse:collapse;table-layout:auto;color:inherit;background:none;margin:0;width:100%;max-width:60em;
font-size:1em}
.chart.chart table tr,.chart.chart table td{background:none;color:inherit;border:0;padding:.12em .5em .12em 0;text-align:left;
vertical-align:middle;max-width:none}
.chart.chart table td:first-child{white-space:nowrap;width:1%}
.chart.chart table td:last-child{width:34%}
.chart .track{position:relative;height:1em;background:var(--track);min-width:9em}
.chart .track span{position:absolute;top:0;height:100%}
.chart .bar{background:var(--good)}
.chart .bar.bad{background:var(--bad)}
.chart .mark{width:2px;background:var(--ink)}
.chart .dot{width:.8em;height:.8em;margin:.1em 0 0 -.4em;border-radius:50%;background:var(--good)}
.chart .dot.before{background:none;box-shadow:inset 0 0 0 2px var(--soft)}
"""
_LINES = {
    "progress": "横条：完成年度目标的百分比；竖线：时间进度。",
    "growth": "横条：同比增速，下降为红色、向左。",
    "ranks": "实心点：现在的位次，越靠右越靠前；空心点：上次的位次。",
}
_WHOLE = Decimal(100)
_INSET = Decimal(4)  # percent of the track kept free at both ends, so that a dot of the first place is whole


def chart_html(chart: Chart) -> str:
    """Return a chart as an HTML fragment with its style; all text is escaped, every number stands beside its bar."""
    draw = {"progress": _progress, "growth": _growth, "ranks": _ranks}[chart.kind](chart)
    rows = [
        f'<tr><td>{escape(bar.name)}</td><td><div class="track">{"".join(draw(bar))}</div></td><td>{escape(bar.text)}</td></tr>'
        for bar in chart.bars
    ]
    head = f'<p class="title">{escape(chart.title)}</p><p class="line">{_LINES[chart.kind]}</p>'
    return "\n".join([f'<div class="chart" lang="zh-CN"><style>{_STYLE}</style>', head, "<table>", *rows, "</table>", "</div>"])


Draw = Callable[[Bar], Iterator[str]]


def _progress(chart: Chart) -> Draw:
    end = max(_WHOLE, *(bar.value for bar in chart.bars))

    def draw(bar: Bar) -> Iterator[str]:
        yield _span("bar", Decimal(0), max(bar.value, Decimal(0)) / end)
        if bar.mark is not None:
            yield _span("mark", bar.mark / end)

    return draw


def _growth(chart: Chart) -> Draw:
    values = [Decimal(0), *(bar.value for bar in chart.bars)]
    low, high = min(values), max(values)
    reach = high - low or Decimal(1)

    def draw(bar: Bar) -> Iterator[str]:
        first, last = sorted((bar.value, Decimal(0)))
        yield _span("bar bad" if bar.value < 0 else "bar", (first - low) / reach, (last - first) / reach)

    return draw


def _ranks(chart: Chart) -> Draw:
    last = max(place for bar in chart.bars for place in (bar.value, bar.before or Decimal(1), bar.last or Decimal(2)))
    inner = _WHOLE - 2 * _INSET

    def at(place: Decimal) -> Decimal:
        return (_INSET + inner * (last - place) / max(last - 1, Decimal(1))) / _WHOLE

    def draw(bar: Bar) -> Iterator[str]:
        if bar.before is not None:
            yield _span("dot before", at(bar.before))
        yield _span("dot", at(bar.value))

    return draw


def _span(look: str, start: Decimal, length: Decimal | None = None) -> str:
    width = "" if length is None else f";width:{length * _WHOLE:.2f}%"
    return f'<span class="{look}" style="left:{start * _WHOLE:.2f}%{width}"></span>'
