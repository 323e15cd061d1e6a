"""Answers files: read with every mistake at its place, and written so that they read back the same.

A file holds `answers:` (question id -> answer). It may hold `questions:` (version and hash of the questions it was written
for) and `again:` (the lists whose lines of "not sure" were asked about once more). An answer is an option's id, a list
of ids, `none`, `unsure`, a number, or {yes: [...], unsure: [...]}; empty means not answered. YAML and JSON are read alike.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from nervecheck.base.errors import FileProblems
from nervecheck.base.problems import Mark, Problem, nearest
from nervecheck.base.text import typed
from nervecheck.engine.answer import Answer, NoneOfThese, NotSure, Number, Picked
from nervecheck.engine.compiled import Test, compiled, tests_in
from nervecheck.engine.needed import progress, worst_of
from nervecheck.engine.plan import meaning_of, plan
from nervecheck.engine.readings import reports_danger
from nervecheck.engine.triage import decision, offered
from nervecheck.interview.answers_reader import Reader, wanted
from nervecheck.interview.state import Interview
from nervecheck.tree.conditions import NONE, UNSURE, atoms
from nervecheck.tree.load import nodes
from nervecheck.tree.model import Question, Tree
from nervecheck.tree.terms import Urgency


class AnswersFile(NamedTuple):
    """The answers of a file by question id, in the order of the tree, and what is worth telling about the file.

    `asked_again` names the lists whose lines of "not sure" were asked about once more.
    """

    answers: Mapping[str, Answer]
    notes: tuple[str, ...] = ()
    asked_again: frozenset[str] = frozenset()


class AnswerProblems(FileProblems):
    """An answers file cannot be used; `urgency` is what its readable part comes to, `worst` what the rest may add to it."""

    def __init__(self, problems: list[Problem], urgency: Urgency, worst: Urgency) -> None:
        super().__init__(problems)
        self.urgency = urgency
        self.worst = worst


def read_answers(raw: bytes, name: str, tree: Tree, settings: tuple[str, ...] = (), complete: bool = False) -> AnswersFile:
    """The answers of a file, `settings` ("id=a,b") winning over it; `complete` refuses a file that lacks needed answers.

    Raises AnswerProblems with every problem of the file and the settings.
    """
    reader = Reader(tree)
    reader.read_file(raw, name)
    for setting in settings:
        reader.read_setting(setting)
    _tell_of_another_folder(reader)
    return _checked(reader, tree, name, complete)


def _tell_of_another_folder(reader: Reader) -> None:
    """Where most of a file answers questions that are not here, one problem says so in place of all that follow from it."""
    unknown = [problem for problem in reader.problems if problem.code == "unknown-question"]
    if len(unknown) > max(2, len(reader.answers)):
        found = f"{len(unknown)} of its answers are to no question here, so it was written for other questions."
        hint = "Name their folder: `--questions DIR`."
        others = [problem for problem in reader.problems if problem.code != "unknown-question"]
        reader.problems = [Problem(unknown[0].mark, "unknown-question", found, hint), *others]
        reader.lost = True  # what is missing follows from it


class Base(NamedTuple):
    """Answers that several people share, with the place of each."""

    answers: Mapping[str, Answer]
    marks: Mapping[str, Mark]


NO_BASE = Base({}, {})


def read_base(node: nodes.Mapping, tree: Tree) -> tuple[Base, tuple[Problem, ...]]:
    """The shared answers of a mapping inside another file, and every mistake in one; nobody is asked them yet."""
    reader = Reader(tree)
    reader.read_mapping(node)
    return Base(reader.answers, reader.marks), tuple(reader.problems)


def read_mapping(node: nodes.Mapping, tree: Tree, base: Base = NO_BASE) -> AnswersFile:
    """The answers of a mapping inside another file, needed ones all there; raises AnswerProblems.

    What an interview asks this person and they do not answer themselves is answered from the base, and no more is taken of it.
    """
    reader = Reader(tree)
    reader.read_mapping(node)
    if base.answers:
        own = {key.text for key, _ in (*node.pairs, *node.repeated)}
        shared = {name: answer for name, answer in base.answers.items() if name not in own}
        taken = _asked_of(tree, reader.answers, shared)
        reader.answers |= {name: shared[name] for name in taken}
        reader.marks |= {name: base.marks[name] for name in taken}
    return _checked(reader, tree, str(node.mark), complete=True)


def _asked_of(tree: Tree, own: Mapping[str, Answer], shared: Mapping[str, Answer]) -> list[str]:
    """The questions with a shared answer that an interview asks, in the order asked, each with all answers before it."""
    given, every, taken = dict[str, Answer](), {**shared, **own}, list[str]()
    while name := next((name for name in progress(tree, given).missing if name in every), ""):
        given[name] = every[name]
        taken += [name] if name in shared else []
    return taken


def _checked(reader: Reader, tree: Tree, name: str, complete: bool) -> AnswersFile:
    answers = {question: reader.answers[question] for question in tree.questions if question in reader.answers}
    problems = [*reader.problems, *_out_of_place(tree, answers, reader.marks, reader.troubled)]
    if complete and not reader.lost:
        problems += _missing(tree, answers, name, reader.troubled)
    if problems:
        readable = _with_gates_open(tree, {**answers, **reader.partly}, reader.troubled)
        worst = worst_of(tree, readable, Interview(tree, readable).danger())
        raise AnswerProblems(problems, progress(tree, readable).lowest, worst)
    return AnswersFile(answers, tuple(reader.notes), reader.asked_again.intersection(answers))


def _with_gates_open(tree: Tree, answers: Mapping[str, Answer], troubled: set[str]) -> Mapping[str, Answer]:
    """The answers, and ticked in every gate that is missing or could not be read what opens the lists that are answered."""
    found = dict(answers)
    for name in answers:
        for gate, lines in tree.opened.get(name, {}).items():
            before = found.get(gate)
            if before is None or gate in troubled:
                found[gate] = Picked((*(before.yes if isinstance(before, Picked) else ()), *lines))
    return found


def read_settings(settings: tuple[str, ...], tree: Tree) -> AnswersFile:
    """The answers given by `--set` alone; raises AnswerProblems."""
    return read_answers(b"answers: {}", "--set", tree, settings)


def write_answers(tree: Tree, answers: Mapping[str, Answer], asked_again: frozenset[str] = frozenset()) -> str:
    """The text of an answers file with these answers, which reads back to the same."""
    again = [name for name in answers if name in asked_again]
    lines = [
        f"# Answers given to nervecheck. Go on with: {typed('ask --resume THIS_FILE --save THIS_FILE', tree.named)}",
        f"questions: {{version: {_quoted(tree.about.version)}, hash: {tree.digest}}}",
        *([f"again: [{', '.join(again)}]"] if again else []),
        "answers:" if answers else "answers: {}",
    ]
    return "\n".join([*lines, *(f"  {name}: {written(answer)}" for name, answer in answers.items())]) + "\n"


def _quoted(text: str) -> str:
    """The text as YAML reads it back, whatever stands in it."""
    return text if re.fullmatch(r"[A-Za-z0-9]+([.-][A-Za-z0-9]+)*", text) else json.dumps(text, ensure_ascii=False)


def written(answer: Answer) -> str:
    """The answer as an answers file holds it."""
    match answer:
        case Number(value):
            return str(value)
        case NoneOfThese():
            return NONE
        case NotSure():
            return UNSURE
        case Picked((one,), ()):
            return one
        case Picked(yes, ()):
            return f"[{', '.join(yes)}]"
        case Picked(yes, unsure):
            certain = f"yes: [{', '.join(yes)}], " if yes else ""
            return f"{{{certain}unsure: [{', '.join(unsure)}]}}"


def as_data(answer: Answer) -> int | str | list[str] | dict[str, list[str]]:
    """The answer as an answers file in JSON holds it."""
    match answer:
        case Number(value):
            return value
        case Picked(yes, ()) if len(yes) > 1:
            return list(yes)
        case Picked(yes, unsure) if unsure:
            return {name: list(words) for name, words in (("yes", yes), (UNSURE, unsure)) if words}
        case _:
            return written(answer)


def _out_of_place(
    tree: Tree, answers: Mapping[str, Answer], marks: Mapping[str, Mark], troubled: set[str]
) -> Iterator[Problem]:
    """Danger signs answered where they are not asked: told, never ignored."""
    view, applied = decision(tree, answers)
    for name, answer in answers.items():
        question = tree.questions[name]
        signs = reports_danger(question, answer)
        waits = {test.question for test in tests_in(plan(tree).guards[name])} & troubled  # an answer nobody could read
        if name not in applied and signs and not waits:
            yield _closed(tree, question, signs, answers, marks[name])
        elif name in applied and isinstance(answer, Picked):
            shown = offered(plan(tree), question, view)
            for word in (*answer.yes, *answer.unsure):
                if question.option(word) is not None and word not in shown:
                    found = f"{name}: '{word}' is not offered to this person."
                    yield Problem(marks[name], "not-offered", found, nearest(word, shown))


def _closed(tree: Tree, question: Question, signs: tuple[str, ...], answers: Mapping[str, Answer], mark: Mark) -> Problem:
    """The guard that closed the question, and the answers that it looks at."""
    found = f"'{question.id}' reports a danger sign ({', '.join(signs)}) but is not asked of this person."
    view, _ = decision(tree, answers)
    for place, ways in _guards(tree, question):
        if not any(test.value(view) is True for test in ways):
            names = dict.fromkeys(part.question for test in ways for part in tests_in(test))
            said = "; ".join(f"{n}: {written(answers[n]) if n in answers else 'not answered'}" for n in names)
            return Problem(mark, "not-asked", found, f"Its condition at {place} is closed by {said}. Correct one of them.")
    return Problem(mark, "not-asked", found, "It is asked only once the other answers come to an emergency.")


def _guards(tree: Tree, question: Question) -> Iterator[tuple[Mark, list[Test]]]:
    """The guards of the question, its section's first: the place of each, and the tests of which one must hold."""
    section = tree.section_of(question.id)
    if section.when is not None:
        yield next(atom.mark for atom, _ in atoms(section.when)), [compiled(section.when, meaning_of(tree))]
    places = [tree.questions[gate].mark for gate in tree.opened.get(question.id, ())]
    ways = [plan(tree).opened[question.id]] if places else []
    if question.when is not None:
        places.insert(0, next(atom.mark for atom, _ in atoms(question.when)))
        ways.append(compiled(question.when, meaning_of(tree)))
    if ways:
        yield places[0], ways


def _missing(tree: Tree, answers: Mapping[str, Answer], name: str, told: set[str]) -> Iterator[Problem]:
    for needed in progress(tree, answers).missing:
        if needed not in told:
            question = tree.questions[needed]
            yield Problem(Mark(name), "missing-answer", f"'{needed}' is not answered: {question.ask}", wanted(question))
