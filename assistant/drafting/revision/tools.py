"""Instructions that the grammar does not understand, understood by a model that calls tools; the same operations, the same refusals."""

from collections.abc import Callable
from string import Template
from typing import Any

from assistant.brief import Brief
from assistant.drafting.chain.conducting import conduct
from assistant.drafting.chain.withholding import withheld
from assistant.drafting.revision.calls import Calls
from assistant.drafting.revision.grammar.lexing import lexed
from assistant.drafting.revision.grammar.ordering import settled
from assistant.drafting.revision.grammar.refusing import refusal
from assistant.drafting.revision.grammar.rules import Context
from assistant.drafting.revision.grammar.scene import Scene
from assistant.drafting.revision.grammar.tokens import Tokens, tidied
from assistant.drafting.revision.operations import Ask, Operation, Refuse, Rewrite
from assistant.drafting.revision.schemas import TOOLS, tools_in_words
from assistant.drafting.revision.understanding import not_understood
from assistant.drafting.state import DraftState
from assistant.models.chat import Chat
from assistant.models.tools import Called, call_tools
from assistant.numbers import spell
from assistant.prompts import Message, fenced, load_prompt
from assistant.settings import Settings
from assistant.slots import slotted

Understood = tuple[Operation, ...] | Ask | Refuse


def understand_with(chat: Chat, instruction: str, state: DraftState, brief: Brief, settings: Settings) -> Understood:
    """Return what an instruction asks for, as a model understands it.

    Nothing the model says is taken on trust: every call must rest on words of the instruction, places and figures are looked up as the
    grammar looks them up, and what would make a figure untrue is refused before the model is asked and after.

    Args:
        chat: The model.
        instruction: As the user typed it.
        state: The draft.
        brief: Its brief.
        settings: Time limit, and whether figures may leave the house.

    Raises:
        ModelError: The endpoint failed.
    """
    scene = Scene(state, brief)
    if (refused := _refused(instruction, scene)) is not None:
        return refused

    async def work(put: Callable[[Any], None]) -> Understood:
        """Ask the model; what it calls is read and judged before anything is done."""
        called: tuple[Called, ...] = ()
        understood: Understood = ()
        try:
            in_words = Template(load_prompt("revise").words["json"]).safe_substitute(tools=tools_in_words())
            called = await call_tools(chat, request(instruction, scene, settings.send_figures), TOOLS, in_words, settings.timeout)
            understood = _settled(Calls(instruction, scene).operations(called), instruction, scene)
        finally:
            # the same connections rewrite what is to be rewritten, and are closed there
            if not (isinstance(understood, tuple) and any(isinstance(one, Rewrite) for one in understood)):
                await chat.aclose()
        return understood

    return conduct(work, lambda event: None)


def _refused(instruction: str, scene: Scene) -> Ask | Refuse | None:
    tokens = Tokens()
    return refusal(lexed(tidied(instruction, tokens), tokens, scene), Context(tokens, scene))


def _settled(found: Understood | None, instruction: str, scene: Scene) -> Understood:
    if found is None:
        return Ask(not_understood(instruction.strip(), by_model=True))
    return settled(found, scene) if isinstance(found, tuple) else found


def request(instruction: str, scene: Scene, show_figures: bool) -> tuple[Message, ...]:
    """Return what a model is asked: the outline of the speech, the names of the material, and the instruction.

    Args:
        instruction: As the user typed it.
        scene: Speech and brief.
        show_figures: Whether values of the brief may leave the house; they are blotted out where not.
    """
    brief = scene.brief
    told = {
        "parts": "\n".join(f"第{spell(n)}部分：{heading}" for n, heading in enumerate(scene.headings, 1)) or "没有分部分",
        "priorities": "\n".join(f"第{spell(n)}条：{title}" for n, title in enumerate(scene.titles, 1)) or "没有",
        "indicators": "、".join(dict.fromkeys(figure.indicator for figure in brief.figures)) or "没有",
        "problems": "\n".join(f"第{spell(n)}个：{slotted(brief, one.id)}" for n, one in enumerate(brief.problems, 1)) or "没有",
        "instruction": instruction,
    }
    if not show_figures:
        told = {key: withheld(text, brief) for key, text in told.items()}
    kinds = {"parts": "标题", "priorities": "措施", "indicators": "指标", "problems": "问题", "instruction": "意见"}
    return load_prompt("revise").render({key: fenced(kinds[key], text) for key, text in told.items()})
