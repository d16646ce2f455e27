"""The house settings of the Word layouts: one YAML with the defaults, over which a user's own ``word.yaml`` is laid."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import SettingsError

OWN_FILE = "word.yaml"
"""The user's own settings, in the home folder."""

_DEFAULTS = Path(__file__).with_name("house.yaml")
_MOST_BYTES = 200_000

Millimetres = Annotated[Decimal, Field(ge=0, le=100)]
Points = Annotated[Decimal, Field(ge=5, le=72, multiple_of=Decimal("0.5"))]
Spacing = Annotated[Decimal, Field(ge=5, le=200)]
Font = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[^\x00-\x1f]*$")]
Align = Literal["居中", "左", "右", "两端"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=False, validate_by_alias=True)


class Page(_Part):
    """The page: margins in millimetres, and how many characters a line takes."""

    top: Millimetres = Field(alias="上")
    bottom: Millimetres = Field(alias="下")
    left: Millimetres = Field(alias="左")
    right: Millimetres = Field(alias="右")
    characters: int = Field(alias="每行字数", ge=8, le=60)


class PageNumber(_Part):
    """The page number: outside (odd pages right, even pages left, one character in) or centred."""

    place: Literal["外侧", "居中"] = Field(alias="位置")
    font: Font = Field(alias="字体")
    size: Points = Field(alias="字号")
    below: Millimetres = Field(alias="距版心")
    dashes: bool = Field(alias="一字线")


class Face(_Part):
    """How the opening sentence of a paragraph is set; its size is the paragraph's."""

    font: Font = Field(alias="字体")
    latin: Font = Field(alias="西文字体", default="Times New Roman")
    bold: bool = Field(alias="加粗", default=False)


class Element(Face):
    """How a paragraph is set.

    Attributes:
        size: Points.
        pitch: Exact distance of the lines, points.
        indent: Characters by which the first line is moved in.
        align: Where the lines stand.
        before: Points above the paragraph.
        after: Points below it.
    """

    size: Points = Field(alias="字号")
    pitch: Spacing = Field(alias="行距")
    indent: int = Field(alias="首行缩进", default=0, ge=0, le=10)
    align: Align = Field(alias="对齐", default="两端")
    before: Annotated[Decimal, Field(ge=0, le=200)] = Field(alias="段前", default=Decimal(0))
    after: Annotated[Decimal, Field(ge=0, le=200)] = Field(alias="段后", default=Decimal(0))


class Layout(_Part):
    """One layout: the page, and how each element of a speech is set."""

    page: Page = Field(alias="页面")
    number: PageNumber = Field(alias="页码")
    by_sense: bool = Field(alias="按词语换行")
    caption: tuple[Literal["日期", "讲话人"], ...] = Field(alias="题注顺序", max_length=2)
    corner: str = Field(alias="右上角", max_length=40)
    title: Element = Field(alias="标题")
    subtitle: Element = Field(alias="副标题")
    under_title: Element = Field(alias="题注")
    salutation: Element = Field(alias="称谓")
    body: Element = Field(alias="正文")
    heading1: Element = Field(alias="一级标题")
    heading2: Element = Field(alias="二级标题")
    heading3: Element = Field(alias="三级标题")
    corner_mark: Element = Field(alias="右上角标注")
    run_in: Face = Field(alias="小标题句")
    lead: Face = Field(alias="段首句")


class House(_Part):
    """The layouts of a house, and what to fall back on where a font is missing."""

    fallbacks: dict[str, Font] = Field(alias="后备字体")
    printed: Layout = Field(alias="印发稿")
    spoken: Layout = Field(alias="朗读稿")


def load_house(home: Path | None = None) -> House:
    """Return the house settings.

    Args:
        home: The folder a user's own ``word.yaml`` may lie in; what it says goes before the defaults, item by item.

    Raises:
        SettingsError: The user's file cannot be read, or an item of it cannot be used; every trouble is told with its place.
    """
    own = home / OWN_FILE if home else None
    data = _read(_DEFAULTS)
    if own and own.is_file():
        data = _over(data, _read(own))
    try:
        return House.model_validate(data)
    except ValidationError as error:
        told = "\n".join(f"{own}：{_told(dict(trouble))}" for trouble in error.errors())
        raise SettingsError(told) from error


def _read(path: Path) -> dict[str, Any]:
    import yaml

    try:
        raw = path.read_bytes()
        if len(raw) > _MOST_BYTES:
            raise SettingsError(f"{path}：文件太大，不像版式设置；请对照自带的版式设置改正，或删去此文件。")
        data = yaml.safe_load(raw.decode("utf-8-sig"))
    except OSError as error:
        raise SettingsError(f"{path}：读不出来（{error.strerror}），请检查文件和权限。") from error
    except (UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"第{mark.line + 1}行附近" if mark else ""
        raise SettingsError(f"{path}：{where}不是有效的 YAML（UTF-8），请对照自带的版式设置改正，或删去此文件。") from error
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise SettingsError(f"{path}：内容应为“名称: 值”，请对照自带的版式设置改正，或删去此文件。")
    return data


def _over(base: dict[str, Any], own: Mapping[Any, Any]) -> dict[str, Any]:
    """Lay one mapping over another, level by level; what is no mapping on both sides is replaced."""
    merged = dict(base)
    for key, value in own.items():
        before = merged.get(key)
        merged[key] = _over(before, value) if isinstance(before, dict) and isinstance(value, dict) else value
    return merged


_SAID = {
    "extra_forbidden": "没有这一项",
    "model_type": "下面应写若干小项",
    "dict_type": "下面应写若干小项",
    "missing": "缺少这一项",
    "decimal_parsing": "应为数字",
    "decimal_type": "应为数字",
    "finite_number": "应为数字",
    "int_parsing": "应为整数",
    "int_type": "应为整数",
    "int_from_float": "应为整数",
    "bool_parsing": "应为 true 或 false",
    "bool_type": "应为 true 或 false",
    "string_type": "应为文字",
    "string_too_short": "不能空着",
    "tuple_type": "应为列表，写成 [日期, 讲话人]",
}
_LIMITS = {
    "greater_than_equal": ("ge", "不能小于{}"),
    "less_than_equal": ("le", "不能大于{}"),
    "multiple_of": ("multiple_of", "应为{}的倍数"),
    "string_too_long": ("max_length", "不能超过{}个字"),
    "too_long": ("max_length", "不能超过{}项"),
    "literal_error": ("expected", "只能是{}"),
}


def _told(trouble: Mapping[str, Any]) -> str:
    kind, context = trouble["type"], trouble.get("ctx", {})
    if kind in _LIMITS:
        key, words = _LIMITS[kind]
        said = words.format(str(context.get(key, "")).replace(" or ", "或").replace(", ", "、").replace("'", ""))
    else:
        said = _SAID.get(kind, "无法识别")
    value = trouble["input"]
    shown = f"（现为“{str(value)[:20]}”）" if isinstance(value, str | int | float | bool) and kind != "extra_forbidden" else ""
    place = "·".join(f"第{step + 1}项" if isinstance(step, int) else str(step) for step in trouble["loc"])
    return f"“{place}”{said}{shown}，请改正。"
