"""Tables of figures: CSV, TSV, XLSX or a DataFrame with one heading row, read into rows for the brief.

Limits: 20 MB a file, 100 MB once unpacked, 100,000 rows, 200 columns.
"""

from assistant.tables.cells import Number, is_missing, read_number
from assistant.tables.grid import table_of_sheets
from assistant.tables.headings import Heading, read_heading
from assistant.tables.reading import TABLE_SUFFIXES, read_frame, read_table
from assistant.tables.sheet import Sheet, Table, TableRow
from assistant.tables.text import decode

__all__ = [
    "TABLE_SUFFIXES",
    "Heading",
    "Number",
    "Sheet",
    "Table",
    "TableRow",
    "decode",
    "is_missing",
    "read_frame",
    "read_heading",
    "read_number",
    "read_table",
    "table_of_sheets",
]
