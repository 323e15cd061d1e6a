"""What is wrong with a record that was set aside: told by the reader of answers files, in the words that `ask` has for it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from nervecheck.base.problems import Mark, Problem, quoted
from nervecheck.exchange.batch.copies import fault_in
from nervecheck.exchange.batch.run import SetAside
from nervecheck.exchange.batch.sources import Source
from nervecheck.exchange.table import DOUBT, ID
from nervecheck.interview.answers_file import AnswerProblems, read_mapping
from nervecheck.tree.load import nodes
from nervecheck.tree.model import Question, QuestionType, Tree
from nervecheck.tree.terms import Urgency

_ONCE = f"Write an option once, with or without its {DOUBT}, and no spaces round it."


def rejects(tree: Tree, source: Source, aside: SetAside) -> Iterator[dict[str, Any]]:
    """Each problem of the record: its number, the key, what was found and allowed, and what the rest of it comes to."""
    if (fault := fault_in(aside.raw)) is not None:
        told = {"code": "not-readable", "found": fault["found"], "allowed": fault["allowed"]}
        yield {source.counted: aside.number, ID: fault["id"], "key": None, **told}
        return
    pairs, found = _pairs(aside.raw)
    name = next((str(value) for key, value in pairs if key == ID and value is not None), None)
    start = {source.counted: aside.number, ID: name}
    if found:
        # a line that cannot be read may hold anything, so nothing is said of how urgent it is
        yield {**start, "key": None, "code": "not-json", "found": found, "allowed": "Write one JSON object on a line."}
        return
    try:
        read_mapping(_mapping(tree, pairs), tree)
        problems, least = [*_twice(pairs)], None
    except AnswerProblems as bad:
        problems, least = [*_twice(pairs), *bad.problems], bad.urgency.id if bad.urgency >= Urgency.SAME_DAY else None
    for problem in problems:
        told = {"code": problem.code, "found": problem.message, "allowed": problem.hint}
        yield {**start, "key": _key(problem), **told, "at_least": least}
    if not problems:  # what only a table has: an answer with spaces round it, a line that stands twice
        for mistake in aside.found or ("record: it cannot be decided",):
            key, _, why = mistake.partition(": ")
            yield {**start, "key": key, "code": "not-allowed", "found": f"{key}: {why}.", "allowed": _ONCE, "at_least": None}


def _twice(pairs: list[tuple[str, Any]]) -> Iterator[Problem]:
    """The keys that stand there more than once."""
    keys = [key for key, _ in pairs]
    for key in dict.fromkeys(keys):
        if keys.count(key) > 1:
            yield Problem(
                Mark(key), "repeated-key", f"{quoted(key)} stands there {keys.count(key)} times.", "Keep one of them."
            )


def _key(problem: Problem) -> str:
    """The question: its answer is told of as a setting is, `question=answer`; one that is missing is named in the message."""
    return problem.mark.file.partition("=")[0] or problem.message.split("'")[1]


def _pairs(raw: str) -> tuple[list[tuple[str, Any]], str]:
    """The keys and values of the record, each as often as it stands there, or why there are none."""
    try:
        value = json.loads(raw, object_pairs_hook=_Object)
    except (ValueError, RecursionError) as error:
        return [], f"The line is no JSON: {str(error).split(':')[0]}."
    return (value.pairs, "") if isinstance(value, _Object) else ([], f"Found {quoted(raw)}.")


class _Object:
    """A JSON object that keeps keys which stand there twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        self.pairs = pairs


def _mapping(tree: Tree, pairs: list[tuple[str, Any]]) -> nodes.Mapping:
    """The record as an answers file would hold it. A key that stands there twice has a problem of its own."""
    found: dict[str, tuple[nodes.Scalar, nodes.Node]] = {}
    for key, value in pairs:
        if key != ID:
            file = f"{key}={value if isinstance(value, str | int | float) else json.dumps(value, default=_plain)}"
            found[key] = nodes.Scalar(key, text=key), _answer(tree.questions.get(key), file, value)
    return nodes.Mapping("", pairs=[*found.values()])


def _answer(question: Question | None, file: str, value: Any) -> nodes.Node:
    """The answer; in a list, `leak?` is a line that is not sure, and text with commas is a list."""
    if question is not None and question.type is QuestionType.MANY:
        words = value.strip(" []").split(",") if isinstance(value, str) else value
        if isinstance(words, list) and all(isinstance(word, str) for word in words):
            words = [word.strip() for word in words]
            if len(words) == 1 and not words[0].endswith(DOUBT):
                return _node(file, words[0])
            certain = [word for word in words if not word.endswith(DOUBT)]
            doubts = [word.removesuffix(DOUBT) for word in words if word.endswith(DOUBT)]
            return _node(file, _Object([("yes", certain), ("unsure", doubts)]) if doubts else certain)
    return _node(file, value)


def _node(file: str, value: Any) -> nodes.Node:
    match value:
        case None | "":
            return nodes.Scalar(file, plain=True)
        case _Object():
            return nodes.Mapping(file, pairs=[(nodes.Scalar(file, text=name), _node(file, part)) for name, part in value.pairs])
        case list():
            return nodes.Sequence(file, items=[_node(file, word) for word in value])
        case bool():
            return nodes.Scalar(file, text=str(value).lower())
        case float() if value.is_integer():
            return nodes.Scalar(file, text=str(int(value)))
        case _:
            return nodes.Scalar(file, text=str(value))


def _plain(value: _Object) -> dict[str, Any]:
    return dict(value.pairs)
