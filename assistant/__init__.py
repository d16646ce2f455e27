"""A drafting assistant for county and city economic speeches that proves every number.

Public names are resolved on first use, so that ``check_numbers`` loads nothing but the standard library.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.api import check_wording, draft_section, draft_speech, open_index, sample_brief
    from assistant.asking import Answer, ask, kind_of_message
    from assistant.audit.check import check_numbers
    from assistant.audit.consistency import check_brief
    from assistant.audit.correcting import correct_number
    from assistant.audit.report import NumberReport
    from assistant.batch import BatchResult, draft_speeches
    from assistant.brief import Brief, load_brief
    from assistant.brief.form import BriefForm
    from assistant.brief.recognised import Recognised, recognised_rows, suggested_fields
    from assistant.brief.update import BriefUpdate
    from assistant.doctor import examine, examine_corpus
    from assistant.draft import Draft, Event, Section
    from assistant.errors import AssistantError, AuditError, BatchError, BriefError, PictureError, StopDrafting
    from assistant.exemplars.documents import read_speech
    from assistant.exemplars.own import add_speeches, describe_speech, list_speeches, remove_speeches, restore_speeches
    from assistant.exemplars.preview import Comparison, compare_speech
    from assistant.export.charts import Chart, charts_of
    from assistant.export.marking import marked_lines
    from assistant.export.pictures import chart_png, chart_spec, has_chinese_font
    from assistant.export.tables import ChangeRow, cell_names, change_rows
    from assistant.findings import Finding
    from assistant.intaking import Intake, intake
    from assistant.lexicon.labels import severity_label, verdict_label
    from assistant.library import Library
    from assistant.outlining import Outline, OutlineSection, outline_speech
    from assistant.settings import Settings, shown_settings
    from assistant.slots import bind
    from assistant.tables import ANSWERS_FILE, Question, TableReading, read_pasted, read_table, record_answers, safe_name

__version__ = "0.1.0"

__all__ = [
    "ANSWERS_FILE",
    "Answer",
    "AssistantError",
    "AuditError",
    "BatchError",
    "BatchResult",
    "Brief",
    "BriefError",
    "BriefForm",
    "BriefUpdate",
    "ChangeRow",
    "Chart",
    "Comparison",
    "Draft",
    "Event",
    "Finding",
    "Intake",
    "Library",
    "NumberReport",
    "Outline",
    "OutlineSection",
    "PictureError",
    "Question",
    "Recognised",
    "Section",
    "Settings",
    "StopDrafting",
    "TableReading",
    "add_speeches",
    "ask",
    "bind",
    "cell_names",
    "change_rows",
    "chart_png",
    "chart_spec",
    "charts_of",
    "check_brief",
    "check_numbers",
    "check_wording",
    "compare_speech",
    "correct_number",
    "describe_speech",
    "draft_section",
    "draft_speech",
    "draft_speeches",
    "examine",
    "examine_corpus",
    "has_chinese_font",
    "intake",
    "kind_of_message",
    "list_speeches",
    "load_brief",
    "marked_lines",
    "open_index",
    "outline_speech",
    "read_pasted",
    "read_speech",
    "read_table",
    "recognised_rows",
    "record_answers",
    "remove_speeches",
    "restore_speeches",
    "safe_name",
    "sample_brief",
    "severity_label",
    "shown_settings",
    "suggested_fields",
    "verdict_label",
]

_HOMES = {
    "ANSWERS_FILE": "tables",
    "Answer": "asking",
    "AssistantError": "errors",
    "AuditError": "errors",
    "BatchError": "errors",
    "BatchResult": "batch",
    "Brief": "brief",
    "BriefError": "errors",
    "BriefForm": "brief.form",
    "BriefUpdate": "brief.update",
    "ChangeRow": "export.tables",
    "Chart": "export.charts",
    "Comparison": "exemplars.preview",
    "Draft": "draft",
    "Event": "draft",
    "Finding": "findings",
    "Intake": "intaking",
    "Library": "library",
    "NumberReport": "audit.report",
    "Outline": "outlining",
    "OutlineSection": "outlining",
    "PictureError": "errors",
    "Question": "tables",
    "Recognised": "brief.recognised",
    "Section": "draft",
    "Settings": "settings",
    "StopDrafting": "errors",
    "TableReading": "tables",
    "add_speeches": "exemplars.own",
    "ask": "asking",
    "bind": "slots",
    "change_rows": "export.tables",
    "chart_png": "export.pictures",
    "chart_spec": "export.pictures",
    "charts_of": "export.charts",
    "cell_names": "export.tables",
    "check_brief": "audit.consistency",
    "check_numbers": "audit.check",
    "check_wording": "api",
    "compare_speech": "exemplars.preview",
    "correct_number": "audit.correcting",
    "describe_speech": "exemplars.own",
    "draft_section": "api",
    "draft_speech": "api",
    "draft_speeches": "batch",
    "examine": "doctor",
    "examine_corpus": "doctor",
    "has_chinese_font": "export.pictures",
    "intake": "intaking",
    "kind_of_message": "asking",
    "list_speeches": "exemplars.own",
    "load_brief": "brief",
    "marked_lines": "export.marking",
    "open_index": "api",
    "outline_speech": "outlining",
    "read_pasted": "tables",
    "read_speech": "exemplars.documents",
    "read_table": "tables",
    "recognised_rows": "brief.recognised",
    "record_answers": "tables",
    "remove_speeches": "exemplars.own",
    "restore_speeches": "exemplars.own",
    "safe_name": "tables",
    "sample_brief": "api",
    "severity_label": "lexicon.labels",
    "shown_settings": "settings",
    "suggested_fields": "brief.recognised",
    "verdict_label": "lexicon.labels",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
