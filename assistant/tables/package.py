"""Office files as packages: what can be told of them without unpacking them."""

import zipfile
from io import BytesIO

from assistant.errors import TableError, Trouble

MAX_UNPACKED = 100 * 1024 * 1024
LOCKED = "文件设了打开密码；请去掉密码后再用。"

OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def damaged(what: str = "XLSX 工作簿") -> str:
    """Return the message on a file that is what it claims to be, but cannot be opened."""
    return f"{what.split()[1]}已损坏或没有下载完整，打不开；请重新导出，或在 Excel 或 WPS 里打开后另存为 {better(what)}。"


def better(what: str) -> str:
    """Return the format to save in instead: DOCX for a document, XLSX for any workbook."""
    return "DOCX" if what.startswith("DOCX") else "XLSX"


def check_package(data: bytes, name: str, part: str, what: str) -> None:
    """Look at the directory of a package only; nothing is unpacked.

    Args:
        data: The file.
        name: Its name, for messages.
        part: The part that makes it what it claims to be: ``xl/workbook.xml``.
        what: What it should be, for messages: XLSX 工作簿.

    Raises:
        TableError: Not such a package, damaged, locked by a password, in the old format, or over the limit.
    """
    if data.startswith(OLD_OFFICE):
        old = f"内容是旧版 Office 格式，与扩展名不符；请在 Excel 或 WPS 里打开后另存为 {better(what)} 再用。"
        raise TableError(Trouble(name, LOCKED if _ENCRYPTED in data else old))
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        wrong = f"不是 {what}（内容与扩展名不符）；请用 Excel 或 WPS 打开后另存为 {better(what)}。"
        raise TableError(Trouble(name, damaged(what) if data.startswith(b"PK") else wrong)) from error
    if sum(member.file_size for member in members) > MAX_UNPACKED:
        raise TableError(Trouble(name, f"解压后超过{MAX_UNPACKED // 1024 // 1024} MB，不予读取；请只保留需要的工作表和行。"))
    if part not in {member.filename for member in members}:
        raise TableError(Trouble(name, damaged(what) if members else f"压缩包里没有内容；请重新导出 {better(what)}。"))
