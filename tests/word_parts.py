"""The parts of a Word file as XML trees, looked at without the library that wrote them."""

import zipfile
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import yaml

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ORDER = Path(__file__).parent / "data" / "word" / "order.yaml"
Element = ElementTree.Element


def parts_of(content: bytes) -> dict[str, Element]:
    """Return every XML part by its path."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {name: ElementTree.fromstring(package.read(name)) for name in package.namelist() if name.endswith((".xml", ".rels"))}


def get(node: Element | None, *path: str) -> dict[str, str]:
    """Return the attributes at a path of child elements, without namespace; empty where there is no such element."""
    for step in path:
        node = node.find(f"{WORD}{step}") if node is not None else None
    return {key.rpartition("}")[2]: value for key, value in node.attrib.items()} if node is not None else {}


def styles_of(parts: dict[str, Element]) -> dict[str, Element]:
    """Return the styles by name."""
    return {get(style, "name")["val"]: style for style in parts["word/styles.xml"].iter(f"{WORD}style")}


def paragraphs(parts: dict[str, Element]) -> list[tuple[str, str]]:
    """Return style name and text of each paragraph."""
    names = {style.get(f"{WORD}styleId"): name for name, style in styles_of(parts).items()}
    found = []
    for node in parts["word/document.xml"].iter(f"{WORD}p"):
        style = names[get(node, "pPr", "pStyle").get("val", "Normal")]
        found.append((style, "".join(text.text or "" for text in node.iter(f"{WORD}t"))))
    return found


@cache
def _orders() -> dict[str, dict[str, int]]:
    listed = yaml.safe_load(ORDER.read_text("utf-8"))
    return {tag: {child: place for place, child in enumerate(children.split())} for tag, children in listed.items()}


def disorder(parts: dict[str, Element]) -> Iterator[str]:
    """Yield where children of an element are unknown or stand in another order than ECMA-376 gives them."""
    for name, root in parts.items():
        for node in root.iter():
            tag = node.tag.removeprefix(WORD)
            order = _orders().get(tag)
            children = [child.tag.removeprefix(WORD) for child in node]
            if order is not None:
                if unknown := [child for child in children if child not in order]:
                    yield f"{name}: {tag} has {unknown}"
                elif (places := [order[child] for child in children]) != sorted(places):
                    yield f"{name}: {tag} has {children}"
            if f"{tag}Pr" in children[1:]:
                yield f"{name}: {tag}Pr is not the first child of {tag}"


def loose_fonts(parts: dict[str, Element]) -> Iterator[str]:
    """Yield runs and styles without a font in each of the four slots, without the hint, or with a font of a theme."""
    for name, root in parts.items():
        wanted = [*root.iter(f"{WORD}r"), *root.iter(f"{WORD}rPrDefault"), *_fonted(root)]
        for node in wanted:
            fonts = get(node, "rPr", "rFonts")
            if fonts.keys() != {"ascii", "hAnsi", "eastAsia", "cs", "hint"} or fonts["hint"] != "eastAsia" or not all(fonts.values()):
                yield f"{name}: {node.tag.removeprefix(WORD)} {fonts}"


def _fonted(root: Element) -> Iterator[Element]:
    """Yield the styles of text; the three every file must have (no list, plain table, plain character) say nothing."""
    for style in root.iter(f"{WORD}style"):
        if not (get(style).get("default") and get(style)["type"] != "paragraph"):
            yield style
