"""Rules for what stands where: dropping, moving and swapping parts and priorities, the style of counting, paragraphs."""

import re

from assistant.drafting.revision.grammar.rules import ALSO, TAKE, WITHIN, Context, Result, Rule, inside_quotes, listed, rule, which_place
from assistant.drafting.revision.grammar.vocabulary import any_of
from assistant.drafting.revision.operations import Ask, Drop, Move, Place, Renumber, Split, Style, Swap

DROPS = any_of("placing.drops") + r"(?:了)?"
_SEVERAL = re.compile(r"[两几]句|套话|口号|都|全")
_BLAME = r"(?!.{0,12}[改换挪移放留])[一-鿿]{1,14}"
_WHOLE = r"(?:这部分|这一部分|这条|这一条|那条|的内容|内容|的文字|整体)?"


def _drop(match: re.Match[str], context: Context) -> Result:
    places = context.places(match["p"])
    if not places:
        return which_place(context.scene, "要删")
    if any(place.kind in {"all", "masthead", "priorities"} for place in places):
        return Ask("整篇不能都删掉。要删哪一部分、哪一条，请说明，例如：把第三条删掉。")
    # from the back, so that the numbers of those still to go hold
    return tuple(Drop(place) for place in sorted(places, key=lambda place: -place.number))


def _drop_sentence(match: re.Match[str], context: Context) -> Result:
    words = context.words(match["q"]).rstrip("。！？")
    held = context.scene.sentences_with(words)
    if len(held) > 1 and words not in held and not _SEVERAL.search(context.tokens.plain(match[0])):
        return Ask(f"带“{inside_quotes(words)}”的句子有{len(held)}句，没有动。请把要删的那一句整句发来。")
    return (Drop(Place("sentence", title=words)),)


def _drop_whole_sentence(match: re.Match[str], context: Context) -> Result:
    """Drop a sentence that is quoted in full; of anything shorter the words only are meant."""
    words = context.words(match["q"]).rstrip("。！？")
    return (Drop(Place("sentence", title=words)),) if words in context.scene.sentences_with(words) else None


def _drop_within(match: re.Match[str], context: Context) -> Result:
    """Drop a paragraph of a part, or a priority that is named by its place there: 第三部分删去最后一段."""
    outer, inner = context.value(match["p"]), context.value(match["inner"])
    if inner.kind == "priority":
        return (Drop(inner),)
    if inner.kind == "paragraph" or (inner.kind == "closing" and "段" in context.words(match["inner"])):
        return (Drop(Place("paragraph", inner.number or -1, of=outer)),)
    return None


def _drop_paragraph(match: re.Match[str], context: Context) -> Result:
    if "段" not in context.tokens.plain(match[0]):
        return None
    words = context.words(match["q"])
    number = context.scene.paragraph_with(words)
    if not number:
        return Ask(f"讲话稿里没有以“{words}”开头的段落。请把这一段开头的几个字原样发来，或说明是第几部分第几段。")
    return (Drop(Place("paragraph", number)),)


def _drop_blamed(match: re.Match[str], context: Context) -> Result:
    return (_drop_paragraph if "段" in context.tokens.plain(match["this"]) else _drop_sentence)(match, context)


def _merge(match: re.Match[str], context: Context) -> Result:
    first, second = (context.told(place) for place in context.places(match["p"]))
    return Ask(f"把{first}和{second}并成一处要重新组织文字，不接大模型做不了，所以没有动。可以删去其中一条，再给另一条改标题。")


def _nothing(match: re.Match[str], context: Context) -> Result:
    return ()


_MOVES = any_of("placing.moves") + r"(?:一下)?(?:到|在|至|成|为)?"
_FRONT = r"(?:最前面?|最前头|最前边|首位|第一位|头里|头一位|第一个|前头|最开头|开头|打头|最上面|前面)"
_BACK = r"(?:最后面?|最后头|末尾|末位|压轴|最末|最后一位|最后一个|后头|最下面|后面)"
_SAY = r"(?:去)?(?:来)?(?:讲|说|写|谈|的位置|的位子|上)?(?:去)?(?:了)?"


def _move(match: re.Match[str], context: Context) -> Result:
    what = context.place(match["p"])
    if what is not None and what.kind in {"paragraph", "sentence"}:
        return Ask("段落和句子不能单独挪动，能挪的是整个部分、整条措施和某个数据。请说明要挪哪一部分或哪一条。")
    if what is None or what.kind not in {"part", "priority"}:
        return which_place(context.scene, "要挪")
    if match["front"] or match["back"]:
        return _to_end(what, bool(match["front"]))
    target: Place = context.value(match["to"])
    if target.kind in {"opening", "closing"} and not match["side"]:
        return _to_end(what, target.kind == "opening")
    return _beside(what, target, match["side"] or "", context)


def _to_end(what: Place, front: bool) -> Result:
    end = Place(what.kind, 1 if front else -1)
    return (Move(what, before=end) if front else Move(what, after=end),)


def _beside(what: Place, target: Place, side: str, context: Context) -> Result:
    if target.kind == "measures" and what.kind == "part":
        target = Place("part", context.scene.measures_number)
    if target.kind != what.kind:
        return Ask(
            f"{context.told(what)}不能挪到{context.told(target)}：部分与部分之间、条与条之间可以调换次序。请说明放在谁的前面或后面。"
        )
    here, there = context.scene.number_of(what), context.scene.number_of(target)
    if here and here == there:
        return Ask(f"{context.told(what)}就在那里，没有可挪的。请说明放在谁的前面或后面。")
    if "前" in side:
        return (Move(what, before=target),)
    if "后" in side:
        return (Move(what, after=target),)
    return (Move(what, after=target) if here and here < there else Move(what, before=target),)


def _shift(match: re.Match[str], context: Context) -> Result:
    """Move one place forward or back: 往前提一位."""
    what = context.place(match["p"])
    here = context.scene.number_of(what) if what and what.kind in {"part", "priority"} else 0
    if what is None or not here:
        return which_place(context.scene, "要挪")
    there = here + (-1 if match["way"] == "前" else 1)
    if not context.scene.number_of(Place(what.kind, max(there, 0))):
        return Ask(f"{context.told(what)}已经在最{match['way']}面了，没有再挪的地方。")
    end = Place(what.kind, there)
    return (Move(what, before=end) if match["way"] == "前" else Move(what, after=end),)


def _first_then(match: re.Match[str], context: Context) -> Result:
    first, second = context.value(match["p"]), context.value(match["to"])
    if first.kind != second.kind or first.kind not in {"part", "priority"}:
        return None
    here, there = context.scene.number_of(first), context.scene.number_of(second)
    return () if here and here < there else (Move(first, before=second),)


def _swap(match: re.Match[str], context: Context) -> Result:
    places = context.places(match["p"])
    if len(places) != 2 or places[0].kind != places[1].kind or len({context.scene.number_of(place) for place in places}) == 1:
        return Ask("请说明哪两部分、或者哪两条对调，例如：第二条和第三条对调。")
    return (Swap(*places),)


_STYLES: tuple[tuple[Style, str], ...] = (
    ("一是", r"一是|二是"),
    ("一要", r"一要|二要"),
    ("（一）", r"（一）|（二）|括号"),
    ("1.", r"阿拉伯|1[.、．]|(?<!第)1[，、]?2|123"),
)


def _renumber(match: re.Match[str], context: Context) -> Result:
    words = context.tokens.plain(match["style"])
    style: Style | None = next((style for style, told in _STYLES if re.search(told, words)), None)
    if style is None and not re.search("序号|编号|标号|序数|层次号|序次|排序号|序列号", match[0]):
        return None
    if style is None:
        return Ask(f"措施的序号可以用“一是”“一要”“（一）”“1.”这四种写法，没有“{words}”这种。请问换成哪一种？")
    place = context.place(match["p"])
    if place is not None and place.kind not in {"measures", "priorities", "all"}:
        return Ask("能换写法的是措施的序号（一是、一要、（一）、1.）；各部分的“一、二、三”不变。要换措施的序号吗？")
    return (Renumber(style),)


def _split(match: re.Match[str], context: Context) -> Result:
    places = context.places(match["p"])
    if not places:
        return which_place(context.scene, "要分段")
    return tuple(Split(place, context.value(match["g"]) if match["g"] else 1) for place in places)


def _split_how(match: re.Match[str], context: Context) -> Result:
    return Ask("分成几段？请说明，例如：第二部分分成三段。")


_AT = rf"{TAKE}(?P<p>{{P}})?{_WHOLE}(?:单独成段)?"
_LIST = rf"{TAKE}(?P<p>{listed('P')})(?:这(?:两|几|三|些)?(?:个)?(?:条|部分|项|点)?)?{_WHOLE}~"
_DEST = (
    rf"(?:(?P<to>{{P}})(?P<side>(?:的)?(?:最)?(?:前面|前头|之前|前边|前|后面|之后|后头|后边|后)|去)?|(?P<front>{_FRONT})|(?P<back>{_BACK}))"
)
_STYLE = r"(?P<style>{Q}(?:{Q}|、|，)*|[^，]{1,20}?)"

RULES: tuple[Rule, ...] = (
    rule(rf"(?:在)?(?P<p>{{P}}){WITHIN}~{DROPS}(?P<inner>{{P}})", _drop_within),
    rule(
        rf"{TAKE}(?P<p>{{P}}(?:和|与|跟|同|、|及){{P}})~(?:合并|并|合|归并|整合)(?:到一起|在一起|成一条|为一条|成一部分|为一部分|成|为)*(?:{{P}}|一条|一项|一个部分|一部分)?(?:讲|写)?",
        _merge,
    ),
    rule(rf"{ALSO}{DROPS}(?P<q>{{Q}})(?:{{X}}|开头的?(?:那|这)?(?:一)?段|(?:这|那)(?:一)?段)", _drop_paragraph),
    rule(rf"{TAKE}(?P<q>{{Q}})(?:{{X}}|开头的?(?:那|这)?(?:一)?段|(?:这|那)(?:一)?段)~{DROPS}", _drop_paragraph),
    rule(rf"{_LIST}{DROPS}", _drop),
    rule(rf"{TAKE}{ALSO}{DROPS}(?P<p>{listed('P')})", _drop),
    rule(
        rf"{TAKE}(?P<q>{{Q}})(?P<this>{{X}}|(?:这|那)(?:一)?句)(?:话)?{_BLAME}，{TAKE}(?:{{X}}|它|(?:这|那)(?:一)?句(?:话)?)?~{DROPS}",
        _drop_blamed,
    ),
    rule(rf"{TAKE}(?P<q>{{Q}})(?:{_BLAME}，)?~{DROPS}", _drop_whole_sentence),
    rule(rf"{TAKE}{ALSO}{DROPS}(?P<q>{{Q}})", _drop_whole_sentence),
    rule(
        rf"(?:{TAKE}{{P}}(?:{WITHIN})的?)?{TAKE}(?P<q>{{Q}})(?:{{X}}|(?:这|那)(?:一|半|两|几)?(?:句|段))(?:话|套话|口号)?~{DROPS}",
        _drop_sentence,
    ),
    rule(rf"{TAKE}{ALSO}{DROPS}(?P<q>{{Q}})(?:{{X}}|(?:这|那)(?:一|半)?句)(?:话)?", _drop_sentence),
    rule(
        r"(?:(?:开头|前面|后面|下面|上面|然后|后续|其后|接下来)?{P}?)?(?:后面?|之后|前面|以后)?(?:就|再|也|直接|紧接着?|马上|紧跟着?)*(?:接|连|从|进入|转入|转到|讲)(?:着|上|到|入)?(?:{P}|后面|下文|正文)?(?:开始)?(?:讲起?|说起?)?",
        _nothing,
    ),
    rule(rf"{_AT}~往(?P<way>前|后)(?:提|挪|移|调|放|靠|推|排)(?:一|1)?(?:位|条|格|个位置|部分|个)?", _shift),
    rule(rf"{_AT}~{_MOVES}{_DEST}{_SAY}", _move),
    rule(rf"{_AT}~(?:在|到){_DEST}{_SAY}", _move),
    rule(r"(?:先|应该先|要先)(?:讲|说|写|放|谈)(?P<p>{P})，?(?:再|后|然后|其次|接着)(?:再)?(?:讲|说|写|放|谈)(?P<to>{P})", _first_then),
    rule(
        rf"{TAKE}(?P<p>{{P}}(?:和|与|跟|同|、|及){{P}})(?:的)?(?:这两(?:条|部分)|两(?:条|部分|者|个))?(?:的)?(?:先后|前后|次序|顺序|位置|位子)?~"
        r"(?:互相|相互|前后)?(?:对调|互换|调换|交换|对换|换个位置|换位置|颠倒|掉换|调个个儿?|调个位置|调位置|换位|倒过来|倒一下|换|掉个个儿?|调过来|换过来|调个儿)(?:一下|位置|顺序|次序|过来)*",
        _swap,
    ),
    rule(
        rf"{TAKE}(?:(?P<p>{{P}})|措施|任务|各条|各项)?(?:的|里的?|中的?)?(?:每条的?)?(?:序号|编号|标号|序数|层次号|序次|排序号|序列号)~(?:改用|换用|采用|用|换|改|写|变|统一)(?:成|为|作|用|到)*"
        rf"{_STYLE}(?:的|这种|这样的|那种|式的?)?(?:写法|形式|格式|样式|说法|方式|编号|序号|来写|标法|数字|来排|排列)?",
        _renumber,
    ),
    rule(
        rf"{TAKE}(?:(?P<p>{{P}})|措施|任务|各条|各项)?~(?:里|中)?~(?:改用|换用|采用|换成|改成|改为|用|按){_STYLE}(?:的|这种|这样的|那种)?(?:序号|编号|写法|形式|格式|样式|开头|打头|起头|排列|来排|来数|标号)(?:的写法|写|来写|方式)?",
        _renumber,
    ),
    rule(
        rf"{TAKE}(?P<p>{{P}})?(?:的|里的?|中的?)?(?:{{Q}}(?:{{Q}}|、|，)*|一是(?:、?二是)?(?:、?三是)?|一要(?:、?二要)?(?:、?三要)?|（一）(?:、?（二）)?(?:、?（三）)?)~"
        rf"(?:改|换|变)(?:成|为|作|用){_STYLE}(?:的)?(?:序号|编号|写法|形式|格式|样式)",
        _renumber,
    ),
    rule(
        rf"{TAKE}(?:(?P<p>{{P}})|措施|任务|各条|各项)?[^，]{{0,16}}?(?:改用|换用|改|换|变)(?:成|为|作|用)?(?P<style>(?:一是|一要|（一）|阿拉伯数字|1[.、．])[^，]{{0,16}})",
        _renumber,
    ),
    rule(rf"{_AT}~(?:分|拆|切|断|隔|划|断开|分开|拆开|合并|合|并)(?:成|为|作|做)?(?P<g>{{G}}){_SAY}(?:就行|即可|就好|就可以)?", _split),
    rule(
        rf"{_AT}~(?:不要分段|不分段|别分段|合成一段|并成一段|合并成一段|合为一段|合并为一段|并作一段)(?P<g>\Z)?",
        _split,
    ),
    rule(rf"{_AT}~(?:分段|分一下段|分分段|拆段|多分几段|分几段)(?:写|讲)?", _split_how),
)
