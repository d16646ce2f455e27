"""Tables of figures: files, data frames and pasted text, read into rows for the brief.

Limits: 20 MB a file, 100 MB once unpacked, 50,000 rows, 200 columns, 400,000 filled cells a sheet.
"""

from assistant.tables.answers import ANSWERS_FILE, load_answers, record_answers, record_given
from assistant.tables.cells import Number, is_missing, read_number
from assistant.tables.headings import Heading, read_heading
from assistant.tables.outcome import Alternative, Notice, Question, TableReading
from assistant.tables.reading import TABLE_SUFFIXES, read_frame, read_pasted, read_table
from assistant.tables.sheet import cell_place
from assistant.tables.text import decode
from assistant.tables.uploads import content_suffix, read_upload, safe_name

__all__ = [
    "ANSWERS_FILE",
    "TABLE_SUFFIXES",
    "Alternative",
    "Heading",
    "Notice",
    "Number",
    "Question",
    "TableReading",
    "cell_place",
    "content_suffix",
    "decode",
    "is_missing",
    "load_answers",
    "read_frame",
    "read_heading",
    "read_number",
    "read_pasted",
    "read_table",
    "read_upload",
    "record_answers",
    "record_given",
    "safe_name",
]
