"""Where the bundled files are: inside the wheel, or at the root of a source checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def bundled(folder: str) -> Path:
    """Return a bundled folder: ``corpus``, ``prompts``, ``ui`` or ``examples``."""
    inside = _PACKAGE / "bundled" / folder
    return inside if inside.is_dir() else _PACKAGE.parent / folder
