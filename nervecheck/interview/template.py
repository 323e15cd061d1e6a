"""The empty answers file: every question in order with its options, help and condition as comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nervecheck.base.text import typed
from nervecheck.interview.state import allowed_words
from nervecheck.tree.conditions import NONE, UNSURE, atoms
from nervecheck.tree.model import Question, QuestionType, Tree

if TYPE_CHECKING:
    from collections.abc import Iterator


def template(tree: Tree) -> str:
    """An empty answers file: every question in order, with its options, help and condition as comments."""
    lines = [
        f"# An answers file for nervecheck. Fill in what applies, then: {typed('ask --answers THIS_FILE', tree.named)}",
        "# A list question takes an id, [several, ids], none, or {yes: [a], unsure: [b]}. Empty means not answered.",
        f"questions: {{version: {tree.about.version}, hash: {tree.digest}}}",
        "answers:",
    ]
    for section in tree.about.sections:
        lines += ["", f"  # == {section.title}"]
        for question in section.questions:
            lines += [f"  # {line}" for line in _described(question, tree)] + [f"  {question.id}:"]
    return "\n".join(lines) + "\n"


def _described(question: Question, tree: Tree) -> Iterator[str]:
    yield question.ask
    if question.help:
        yield f"({question.help})"
    for gate, opening in tree.opened.get(question.id, {}).items():
        yield f"Opened by {gate}: {', '.join(opening)}"
    if question.when is not None:
        names = dict.fromkeys(getattr(atom, "question", getattr(atom, "name", "")) for atom, _ in atoms(question.when))
        yield f"Asked depending on: {', '.join(names)}"
    if question.type is QuestionType.NUMBER:
        yield f"A number from {question.low} to {question.high}"
    for option in question.options:
        yield f"  {option.id}: {option.label}" + (f" ({option.hint})" if option.hint else "")
    if question.type is QuestionType.YES_NO:
        yield "  yes, no"
    more = [word for word in allowed_words(question, ()) if word in (NONE, UNSURE)]
    if more:
        yield f"  or: {', '.join(more)}"
