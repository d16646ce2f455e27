"""What a question asks for: an ordered table of patterns (``lexicon/questions.jsonl``); the first that fits decides."""

import re
from functools import cache

from assistant.lexicon import read_records

ASKING = re.compile(
    r"[？?]|多少|哪些|哪个|哪家|哪几|什么|怎么样|如何|为什么|为何|是否|有没有|能不能|[吗呢][。！]?$|谁|几号|第几|几成|何时|啥|怎么回事|差几|哪里"
)


@cache
def _table() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((str(record["kind"]), re.compile("|".join(record["patterns"]))) for record in read_records("questions"))


def kind_of_question(question: str) -> str:
    """Return what a question asks for; empty where no pattern fits."""
    return next((kind for kind, pattern in _table() if pattern.search(question)), "")
