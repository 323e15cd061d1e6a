"""What a questions folder is, as frozen types: the only schema. `load` reads these fields from YAML by their types.

A trailing underscore in a field name is dropped in YAML and an underscore is a hyphen there: `raise_` is `raise`.
A field without a default must be given. Lists keep the order of the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from nervecheck.base.problems import Mark
from nervecheck.tree.causes import CausesFile
from nervecheck.tree.conditions import Condition
from nervecheck.tree.drawings import BodyPart, Side
from nervecheck.tree.hazards import HazardsFile
from nervecheck.tree.library import Advice, Article, Caution, Region, Source
from nervecheck.tree.promises import Promise
from nervecheck.tree.reviews import Review
from nervecheck.tree.rules import RulesFile
from nervecheck.tree.terms import Id, ReaderPart, Urgency, Version


class QuestionType(StrEnum):
    """What an answer looks like."""

    YES_NO = "yes-no"
    ONE = "one"
    MANY = "many"
    NUMBER = "number"


class YesNo(StrEnum):
    """What "not sure" about one option of a `many` is read as."""

    YES = "yes"
    NO = "no"


class Option(NamedTuple):
    """One choice of a question. `danger` marks a danger sign; `unsure` says how "not sure" about it alone is read.

    A list is clear, as if answered "none of these", where all that is chosen is `harmless`. `opens` names the questions that
    a line of a gate opens. `settled` is the definite later answer that lets a danger sign stay below same-day; the prover holds
    all others to same-day, and nothing else reads it.

    `note` is said once, when the option is chosen. `informs` says that choosing it decides nothing, and is there for the reader
    of the report; the prover holds it to that. `body` names the part of the body that choosing it marks in a picture, `side`
    the side; both decide nothing.
    """

    id: Id
    label: str
    mark: Mark
    hint: str = ""
    danger: bool = False
    unsure: YesNo | None = None
    informs: bool = False
    harmless: bool = False
    settled: Condition | None = None
    note: str = ""
    opens: tuple[str, ...] = ()
    body: BodyPart | None = None
    side: Side | None = None
    when: Condition | None = None

    @property
    def leaves_clear(self) -> bool:
        """Whether choosing it says nothing against a clear list: so for what only informs, too."""
        return self.harmless or self.informs

    @property
    def unsure_is_yes(self) -> bool:
        """Whether rules read "not sure" as yes: so for a danger sign and a line of a gate, unless the option says otherwise."""
        return self.danger or bool(self.opens) if self.unsure is None else self.unsure is YesNo.YES


class Question(NamedTuple):
    """What is asked on one screen; `topic` names it in a report.

    `unsure` lists the options that "not sure" is read as; absent, it is not offered. `ask_which` makes "not sure" of a
    whole list open the list once more, as "which might be true?"; `ask_again` asks once more about single lines that are
    not sure. `at_once` says when the question comes before all others;
    it never changes whether it is asked. `sensitive` offers "rather not say", which is an answer of "not sure".
    The lines of a `gate` are no signs: each opens lists of signs, and decides nothing by itself. A `core` question is needed
    below emergency by whoever it applies to, and so is a `follow_up`, but for its sake nothing else is. One to `hand_over` is
    offered after an emergency, for whoever comes to help. `reader` says where the answer stands for whoever sees the person
    next; it decides nothing.
    """

    id: Id
    topic: str
    ask: str
    type: QuestionType
    mark: Mark
    options: tuple[Option, ...] = ()
    help: str = ""
    why: str = ""
    danger: bool = False
    unsure: tuple[str, ...] | None = None
    ask_which: bool = False
    ask_again: bool = False
    sensitive: bool = False
    gate: bool = False
    core: bool = False
    follow_up: bool = False
    hand_over: bool = False
    when: Condition | None = None
    at_once: Condition | None = None
    low: int | None = None
    high: int | None = None
    unit: str = ""
    reader: ReaderPart | None = None

    def option(self, name: str) -> Option | None:
        """The option of that id."""
        return next((option for option in self.options if option.id == name), None)

    def is_danger(self, name: str) -> bool:
        """Whether this answer reports a danger sign."""
        option = self.option(name)
        return option.danger if option is not None else self.danger and name == "yes"

    @property
    def signs(self) -> tuple[str, ...]:
        """The answers that report a danger sign, in order."""
        return (*(("yes",) if self.danger else ()), *(option.id for option in self.options if option.danger))

    @property
    def asks_danger(self) -> bool:
        """Whether some answer to it reports a danger sign."""
        return bool(self.signs)

    @property
    def offers_unsure(self) -> bool:
        """Whether "not sure" may be said of the whole question."""
        return self.unsure is not None or self.asks_which

    @property
    def asks_which(self) -> bool:
        """Whether "not sure" of the whole list opens it once more, as "which might be true?"."""
        return self.ask_which or self.gate


class Section(NamedTuple):
    """Questions under one heading. `from_` opens it only once the answers before it reach that urgency.

    An `optional` section is never needed: it is there for who wants to read more, and is asked after the result, if at all.
    """

    id: Id
    title: str
    questions: tuple[Question, ...]
    mark: Mark
    when: Condition | None = None
    from_: Urgency | None = None
    optional: bool = False


class Finding(NamedTuple):
    """A named fact about the answers, with the words a report uses for it, and for its denial where "no" to it reads badly."""

    says: str
    when: Condition
    mark: Mark
    denied: str = ""


class TreeFile(NamedTuple):
    """The file tree.yaml: what the questions are for, and the questions in the order asked."""

    title: str
    version: Version
    reviewed: date
    reviewed_by: str
    scope: str
    sections: tuple[Section, ...]
    mark: Mark


@dataclass(frozen=True, eq=False)
class Tree:
    """A loaded questions folder: every id in it resolves and every condition is well-formed.

    `named` is how the command line was told of the folder, "" for the one that comes with the program.
    """

    folder: str
    digest: str
    about: TreeFile
    findings: Mapping[str, Finding]
    rules: RulesFile
    advice: Advice
    sources: Mapping[str, Source]
    regions: Mapping[str, Region]
    articles: tuple[Article, ...]
    promises: tuple[Promise, ...] = ()
    causes: CausesFile | None = None
    cautions: Mapping[str, Caution] = field(default_factory=dict)
    named: str = ""
    retired: Mapping[str, str] = field(default_factory=dict)
    hazards: HazardsFile | None = None
    reviews: tuple[Review, ...] = ()

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """All questions by id, in the order asked."""
        return {question.id: question for section in self.about.sections for question in section.questions}

    def section_of(self, name: str) -> Section:
        """The section that the question stands in."""
        return next(section for section in self.about.sections if any(q.id == name for q in section.questions))

    @cached_property
    def opened(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """Question -> gate -> the lines of the gate that open the question."""
        found: dict[str, dict[str, tuple[str, ...]]] = {}
        lines = ((gate, option) for gate in self.questions.values() if gate.gate for option in gate.options)
        for gate, option in lines:
            for name in dict.fromkeys(option.opens):
                by_gate = found.setdefault(name, {})
                by_gate[gate.id] = (*by_gate.get(gate.id, ()), option.id)
        return found

    @cached_property
    def core(self) -> tuple[str, ...]:
        """The questions that everybody below emergency answers to whom they apply, in the order asked."""
        return tuple(question.id for question in self.questions.values() if question.core)

    @cached_property
    def follow_ups(self) -> tuple[str, ...]:
        """The questions that ask more about an answer of somebody below emergency, and decide nothing, in the order asked."""
        return tuple(question.id for question in self.questions.values() if question.follow_up)

    @cached_property
    def optional(self) -> frozenset[str]:
        """The questions that are asked after the result, if at all."""
        return frozenset(q.id for section in self.about.sections if section.optional for q in section.questions)
