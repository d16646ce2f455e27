"""LibreOffice as a second reader of Word files: one start for many files, by a Basic macro in a profile of its own."""

import os
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

from pypdf import PdfReader

PAGE_NUMBER = re.compile(r"^— ?\d+ ?—$")

_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Review"/></library:library>
"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Review" script:language="StarBasic">
Function Named(name As String, value As Variant) As Object
  Dim one As New com.sun.star.beans.PropertyValue
  one.Name = name
  one.Value = value
  Named = one
End Function

Sub Save(folder As String, name As String, command As String, suffix As String)
  Dim document As Object
  document = StarDesktop.loadComponentFromURL(ConvertToURL(folder &amp; "/" &amp; name), "_blank", 0, Array(Named("Hidden", True)))
  If command &lt;&gt; "" Then
    createUnoService("com.sun.star.frame.DispatchHelper").executeDispatch(document.CurrentController.Frame, command, "", 0, Array())
  End If
  document.storeToURL(ConvertToURL(folder &amp; "/" &amp; name &amp; suffix &amp; ".txt"), _
    Array(Named("FilterName", "Text (encoded)"), Named("FilterOptions", "UTF8,LF")))
  document.storeToURL(ConvertToURL(folder &amp; "/" &amp; name &amp; suffix &amp; ".again"), Array(Named("FilterName", "MS Word 2007 XML")))
  document.close(True)
End Sub

Sub Main(folder As String)
  Dim names(0 To 999) As String, count As Long, index As Long, name As String
  name = Dir(folder &amp; "/*.docx")
  Do While name &lt;&gt; ""
    names(count) = name
    count = count + 1
    name = Dir
  Loop
  For index = 0 To count - 1
    Save(folder, names(index), ".uno:AcceptAllTrackedChanges", ".accepted")
    Save(folder, names(index), ".uno:RejectAllTrackedChanges", ".rejected")
  Next
End Sub
</script:module>
"""
_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include>{}</fontconfig>
"""
_STANDING_IN = {
    "方正小标宋简体": "Noto Serif CJK SC",
    "仿宋_GB2312": "Noto Serif CJK SC",
    "楷体_GB2312": "Noto Serif CJK SC",
    "宋体": "Noto Serif CJK SC",
    "黑体": "Noto Sans CJK SC",
}


def _start(profile: Path, *arguments: str, fonts: Path | None = None) -> None:
    environment = {**os.environ, **({"FONTCONFIG_FILE": str(fonts)} if fonts else {})}
    command = ["soffice", "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}", *arguments]
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=300)


def accept_and_reject(folder: Path, profile: Path) -> None:
    """Open every .docx of a folder twice, accept or reject all changes, and save text and Word file beside it."""
    _start(profile, "--terminate_after_init")  # the first start makes the profile, and would overwrite what is in it
    basic = profile / "user" / "basic" / "Standard"
    basic.mkdir(parents=True, exist_ok=True)
    (basic / "script.xlb").write_text(_LIBRARY, "utf-8")
    (basic / "Review.xba").write_text(_MODULE, "utf-8")
    _start(profile, f'macro:///Standard.Review.Main("{folder}")')


def to_pdf(files: Sequence[Path], folder: Path, profile: Path) -> list[Path]:
    """Convert Word files to PDF in one start, the fonts of the layouts replaced by free ones of the same width."""
    fonts = folder / "fonts.conf"
    families = (
        f'<alias binding="same"><family>{name}</family><prefer><family>{one}</family></prefer></alias>'
        for name, one in _STANDING_IN.items()
    )
    fonts.write_text(_FONTS.format("".join(families)), "utf-8")
    _start(profile, "--convert-to", "pdf", "--outdir", str(folder), *map(str, files), fonts=fonts)
    return [folder / f"{file.stem}.pdf" for file in files]


def rows_of(pdf: Path) -> list[list[str]]:
    """Return the rows of each page of a PDF, page numbers among them."""
    pages = (page.extract_text().splitlines() for page in PdfReader(pdf).pages)
    return [[row.strip() for row in rows if row.strip()] for rows in pages]


def parted(pages: Sequence[Sequence[str]], stretches: Sequence[tuple[int, int]]) -> int:
    """Count the stretches that a line end goes through.

    Args:
        pages: The rows of each page.
        stretches: Places in the text the rows hold, without its spaces.
    """
    ends, at = set(), 0
    for row in (row for rows in pages for row in rows if not PAGE_NUMBER.match(row)):
        at += len("".join(row.split()))
        ends.add(at)
    return sum(bool(ends & set(range(start + 1, end))) for start, end in stretches)
