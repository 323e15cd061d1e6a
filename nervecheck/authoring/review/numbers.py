"""The numbers by which the review page names questions, findings, rules and limits, and conditions in words with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from nervecheck.report.document import Block, Bullets, Paragraph
from nervecheck.tree.conditions import CLEAR, NONE, UNSURE, AllOf, AnyOf, AtLeast, Chosen, Named, Not, Within
from nervecheck.tree.model import QuestionType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nervecheck.tree.conditions import Condition
    from nervecheck.tree.model import Tree

_WORDS = {NONE: "none of these", UNSURE: "not sure", CLEAR: "none of these, or ordinary lines only"}


class Numbers:
    """Q1, F1, R1 and N1 onwards, in the order of the files, rules by urgency first; and what conditions say in words."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.questions = _numbered("Q", tree.questions)
        self.findings = _numbered("F", tree.findings)
        self.rules = _numbered("R", (rule.id for rule in sorted(tree.rules.rules, key=lambda rule: -rule.urgency)))
        self.limits = _numbered("N", (limit.id for limit in tree.rules.not_covered))

    def blocks(self, condition: Condition, lead: str) -> Iterator[Block]:
        """The condition after these words: its parts as a list, or one line where it has no parts."""
        match condition:
            case AllOf(parts):
                words = "all of these hold"
            case AnyOf(parts):
                words = "any of these holds"
            case AtLeast(number, parts):
                words = f"at least {number} of these hold"
            case _:
                yield Paragraph(f"{lead}: {self.words(condition)}.")
                return
        yield Paragraph(f"{lead} {words}:")
        yield Bullets(tuple(self.words(part) for part in parts))

    def words(self, condition: Condition) -> str:
        """The condition in one line: the labels of answers in quotes, with the number of their question."""
        match condition:
            case Chosen(name, options):
                return f"{self.labels(name, options)} ({self.questions[name]})"
            case Within(name, low, high):
                return f"{self.tree.questions[name].topic}: {_range(low, high)} ({self.questions[name]})"
            case Named(name):
                if name in self.tree.findings:
                    return f"{self.tree.findings[name].says} ({self.findings[name]})"
                return f"{self.tree.questions[name].topic}: yes ({self.questions[name]})"
            case Not(part):
                return f"not: {self.words(part)}"
            case AllOf(parts):
                return f"all of ({'; '.join(map(self.words, parts))})"
            case AnyOf(parts):
                return f"any of ({'; '.join(map(self.words, parts))})"
            case AtLeast(number, parts):
                return f"at least {number} of ({'; '.join(map(self.words, parts))})"
            case _:
                assert_never(condition)

    def labels(self, name: str, options: Iterable[str]) -> str:
        """The answers in quotes, any of which is enough."""
        question = self.tree.questions[name]
        said = []
        for word in options:
            option = question.option(word)
            said.append(f'"{option.label}"' if option is not None else _WORDS.get(word, word))
        joined = " or ".join(said)
        return f"{question.topic}: {joined}" if question.type is QuestionType.YES_NO or said[0] in _WORDS.values() else joined


def _numbered(letter: str, names: Iterable[str]) -> dict[str, str]:
    return {name: f"{letter}{number}" for number, name in enumerate(names, 1)}


def _range(low: int | None, high: int | None) -> str:
    if low is None:
        return f"{high} or less"
    return f"{low} or more" if high is None else f"{low} to {high}"
