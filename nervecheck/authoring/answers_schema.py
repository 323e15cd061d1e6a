"""The JSON Schema of answers to the questions of one folder: which words each question takes, as the reader of answers does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nervecheck.interview.state import allowed_words
from nervecheck.tree.conditions import NONE, UNSURE
from nervecheck.tree.model import Question, QuestionType

if TYPE_CHECKING:
    from nervecheck.tree.model import Tree

Schema = dict[str, Any]


def answers_file(tree: Tree, parts: Schema) -> Schema:
    """What an answers file may hold; which questions are needed depends on the answers, and is not said."""
    lists = {"enum": list(tree.questions)}
    told = {
        "answers": answers_to(tree, parts) | {"type": ["object", "null"]},
        "questions": {
            "description": "Which questions the answers were given to, as a saved file says.",
            **_closed({"version": {}, "hash": {}}, minProperties=1),
        },
        "again": {"description": "The lists whose lines of not sure were asked about once more.", **_one_or_more(lists)},
    }
    return _closed(told, required=["answers"])


def answers_to(tree: Tree, parts: Schema) -> Schema:
    """A mapping from question ids to answers, where nothing written is no answer; each answer is added to `parts`."""
    for question in tree.questions.values():
        parts[f"answer-{question.id}"] = _answer(question, parts)
    return _closed({name: _ref(f"answer-{name}") for name in tree.questions})


def _answer(question: Question, parts: Schema) -> Schema:
    said = {"description": "\n".join([question.ask, *(f"{option.id}: {option.label}" for option in question.options)])}
    words = allowed_words(question, question.options)
    match question.type:
        case QuestionType.NUMBER:
            bounds = {"minimum": question.low, "maximum": question.high}
            return said | {"type": ["integer", "string", "null"], "pattern": "^[0-9]{1,9}$"} | bounds
        case QuestionType.MANY:
            ids = f"options-{question.id}"
            parts[ids] = {"enum": [word for word in words if word not in (NONE, UNSURE)]}
            both = _closed({"yes": _one_or_more(_ref(ids)), UNSURE: _one_or_more(_ref(ids))}, minProperties=1)
            return said | {"anyOf": [{"enum": [*words, None]}, {"type": "array", "items": _ref(ids), "minItems": 1}, both]}
        case QuestionType.ONE | QuestionType.YES_NO:
            return said | {"enum": [*words, None]}


def _closed(properties: Schema, **more: Any) -> Schema:
    return {"type": "object", "properties": properties, "additionalProperties": False, **more}


def _one_or_more(item: Schema) -> Schema:
    return {"anyOf": [item, {"type": "array", "items": item}]}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}
