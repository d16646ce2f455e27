"""Show what masking hides of a speech, before and after, without adding it to any corpus."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.exemplars.documents import read_document
from assistant.exemplars.opening import all_speeches
from assistant.exemplars.own import find_speech, own_corpus
from assistant.masking import Masked, mask, names_of
from assistant.settings import Settings


def preview(path: Path, *, settings: Settings | None = None) -> str:
    """Return each paragraph of a file as it is and as a writer would see it, and what stands behind the placeholders.

    Args:
        path: A .txt, .md, .docx, or a .pdf with a text layer; it is not stored.
        settings: Where the user's corpus is, whose speeches help to tell names from words; default: those of the environment.

    Raises:
        CorpusError: The file, or the corpus, cannot be read.
    """
    text = read_document(path).text
    names = names_of([*(speech.text for speech in all_speeches(None, own_corpus(settings))), text])
    return comparison(mask(text, names), text)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A speech before and after masking.

    Attributes:
        paragraphs: Each paragraph as it is, and as a writer sees it.
        hidden: One Chinese sentence for each kind of placeholder: what it stands for.
    """

    paragraphs: tuple[tuple[str, str], ...]
    hidden: tuple[str, ...]


def compare_speech(identifier: str, *, settings: Settings | None = None) -> Comparison:
    """Return a speech of the corpus before and after masking, in use or not.

    Args:
        identifier: Its identifier.
        settings: Where the user's corpus is; default: those of the environment.

    Raises:
        CorpusError: There is no such speech, or the corpus cannot be read.
    """
    speech = find_speech(identifier, settings=settings)
    names = names_of([*(other.text for other in all_speeches(None, own_corpus(settings))), speech.text])
    masked = mask(speech.text, names)
    pairs = zip(speech.text.splitlines(), masked.text.splitlines(), strict=True)
    return Comparison(tuple(pair for pair in pairs if pair[0].strip()), tuple(_hidden(masked)))


def comparison(masked: Masked, text: str) -> str:
    """Return a masked text beside its original, paragraph by paragraph, with a list of what was hidden.

    Args:
        masked: The result of masking.
        text: The text that was masked.
    """
    before, after = text.splitlines(), masked.text.splitlines()
    shown = [f"原文：{old}\n遮后：{new}" if old != new else f"未变：{old}" for old, new in zip(before, after, strict=True) if old.strip()]
    return "\n".join([*shown, "", *_hidden(masked), f"共{masked.length}字，占位之外保留{masked.kept:.1%}。"])


def _hidden(masked: Masked) -> Iterator[str]:
    """Yield one line for each kind of placeholder: what it stands for, in order of appearance."""
    kinds: dict[str, Counter[str]] = {}
    for span in masked.spans:
        kinds.setdefault(span.kind, Counter())[span.text] += 1
    for kind, found in kinds.items():
        told = (f"{name}（{count}处）" if count > 1 else name for name, count in found.items())
        yield f"〔{kind}〕{found.total()}处：{'、'.join(told)}"
