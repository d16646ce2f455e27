"""What masking returns: the masked text and, for every placeholder, what it stands for."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["数", "时期", "企业", "项目", "地名", "人名", "园区", "部门", "行动", "文件", "称号", "名称", "过时", "空"]

NAME_KINDS: frozenset[Kind] = frozenset({"企业", "项目", "地名", "人名", "园区", "部门", "行动", "文件", "称号", "名称"})


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the original text that must not be shown.

    Attributes:
        start: Offset of the first character in the original text.
        end: Offset after the last character.
        kind: What stands there; the label of the placeholder.
    """

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class MaskedSpan:
    """One placeholder: where its original stood and what it read.

    Attributes:
        start: Offset in the original text.
        end: Offset after the original.
        text: The original characters; for the leak list only, never to be shown.
        kind: The label of the placeholder.
        at: Offset of the placeholder in the masked text.
    """

    start: int
    end: int
    text: str
    kind: Kind
    at: int


@dataclass(frozen=True, slots=True)
class Masked:
    """A text whose figures, names, marks and expired words are typed placeholders.

    Attributes:
        text: The masked text; a placeholder reads 〔数〕, 〔企业〕, 〔过时〕 …
        spans: What each placeholder stands for, in text order.
        length: Number of characters of the original text.
    """

    text: str
    spans: tuple[MaskedSpan, ...]
    length: int

    @property
    def kept(self) -> float:
        """Share of the original characters that stand outside placeholders."""
        hidden = sum(span.end - span.start for span in self.spans)
        return 1 - hidden / self.length if self.length else 1.0


def placeholder(kind: Kind) -> str:
    """Return the placeholder of a kind, for example 〔企业〕."""
    return f"〔{kind}〕"
