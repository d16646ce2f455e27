"""A speech as HTML with its numbers marked: self-contained, without scripts, fit for light and dark screens."""

from collections.abc import Iterable, Sequence
from html import escape

from assistant.export.marking import Line, marked_lines
from assistant.findings import Finding, NumberFinding
from assistant.lexicon.labels import severity_label, tally, verdict_label

# Colour is never the only sign: every verdict has its own underline, and what is wrong is bold.
_STYLE = """
.speech{--ink:#1f2328;--soft:#59636e;--paper:#fff;--good:#1a7f37;--calc:#0550ae;--wait:#7d4e00;--bad:#b3261e;
color:var(--ink);background:var(--paper);font:16px/1.9 "Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif;
max-width:46em;margin:0 auto;padding:1em 1.2em}
@media (prefers-color-scheme:dark){
.speech{--ink:#e6edf3;--soft:#9da7b3;--paper:#15191e;--good:#4cc26a;--calc:#79b8ff;--wait:#e3b341;--bad:#ff8d85}}
.speech p{margin:0 0 .5em;text-indent:2em}
.speech .title,.speech .under{text-align:center;text-indent:0}
.speech .title{font-size:1.35em;font-weight:700}
.speech .under{color:var(--soft)}
.speech .open{text-indent:0}
.speech .heading{font-weight:700}
.speech .audit{color:var(--soft);font-size:.88em;text-indent:0;border-bottom:1px solid;padding-bottom:.6em;margin-bottom:1.2em}
.speech mark{background:none;color:inherit;text-decoration:underline 2px;text-underline-offset:.25em;cursor:help}
.speech mark.supported{text-decoration-color:var(--good)}
.speech mark.known{text-decoration-color:var(--good);text-decoration-style:dotted}
.speech mark.derived{text-decoration-color:var(--calc);text-decoration-style:dashed}
.speech mark.unclear{text-decoration-color:var(--wait);text-decoration-style:wavy}
.speech mark.wording{text-decoration-style:double;text-decoration-color:var(--wait)}
.speech mark.wording.error{color:var(--bad);font-weight:700;text-decoration-color:var(--bad)}
.speech .found{color:var(--soft);font-size:.88em;border-top:1px solid;margin:1.2em 0 0;padding:.6em 0 0 2em}
.speech mark.unsupported,.speech mark.contradicted{color:var(--bad);font-weight:700;text-decoration-style:wavy}
"""
_HEAD = '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">'


def speech_html(text: str, findings: Sequence[NumberFinding], wording: Sequence[Finding] = ()) -> str:
    """Return a speech as an HTML fragment with its style, for a notebook cell or a page.

    Args:
        text: The finished speech.
        findings: The audit's findings about this very text; their offsets are trusted.
        wording: What the wording check found in it: marked where no number is, errors and warnings listed below the speech.
    """
    audit = f'<p class="audit">{escape(tally(finding.verdict for finding in findings))}</p>'
    paragraphs = [_paragraph(line) for line in marked_lines(text, findings, wording)]
    return "\n".join([f'<div class="speech" lang="zh-CN"><style>{_STYLE}</style>', audit, *paragraphs, *_listed(wording), "</div>"])


def speech_page(text: str, findings: Sequence[NumberFinding], wording: Sequence[Finding] = ()) -> str:
    """Return a speech as a complete HTML document; see :func:`speech_html`."""
    title = escape(text.strip().split("\n", 1)[0])
    body = speech_html(text, findings, wording)
    return f'<!doctype html>\n<html lang="zh-CN"><head>{_HEAD}<title>{title}</title></head>\n<body>{body}</body></html>\n'


def _listed(wording: Iterable[Finding]) -> list[str]:
    items = [f"<li>{escape(_said(finding))}</li>" for finding in wording if finding.severity != "note"]
    return ['<ol class="found">', *items, "</ol>"] if items else []


def _said(finding: Finding) -> str:
    advice = f"建议：{finding.suggestion}。" if finding.suggestion else ""
    return f"{severity_label(finding.severity)}：{finding.message}{advice}"


def _paragraph(line: Line) -> str:
    role = f' class="{line.role}"' if line.role else ""
    runs = "".join(_mark(run.finding, run.text) if run.finding else escape(run.text) for run in line.runs)
    return f"<p{role}>{runs}</p>"


def _mark(finding: Finding, text: str) -> str:
    if isinstance(finding, NumberFinding):
        said = (f"{verdict_label(finding.verdict)}：{finding.message}", finding.formula, "、".join(finding.facts), "、".join(finding.cells))
        kind, tip = str(finding.verdict), " | ".join(filter(None, said))
    else:
        kind, tip = f"wording {finding.severity}", _said(finding)
    return f'<mark class="{kind}" title="{escape(tip)}">{escape(text)}</mark>'
