"""Answers files: read with every mistake at its place, and written so that they read back the same.

A file holds `answers:` (question id -> answer) and may hold `questions:` (version and hash of the questions it was written
for). An answer is an option's id, a list of ids, `none`, `unsure`, a number, or {yes: [...], unsure: [...]}; empty means
not answered. YAML and JSON are read alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from nervecheck.answer import Answer, NoneOfThese, NotSure, Number, Picked
from nervecheck.conditions import NONE, UNSURE, Condition, atoms
from nervecheck.interview import Objection, allowed_words, objections
from nervecheck.load import nodes
from nervecheck.model import Question, QuestionType, Tree
from nervecheck.needed import progress
from nervecheck.plan import plan
from nervecheck.problems import FileProblems, Mark, Problem, nearest
from nervecheck.record import reports_danger
from nervecheck.terms import Urgency
from nervecheck.triage import decision, offered

MAX_BYTES = 262_144
MAX_VALUES = 5_000


class AnswersFile(NamedTuple):
    """The answers of a file by question id, in the order of the tree, and what is worth telling about the file."""

    answers: Mapping[str, Answer]
    notes: tuple[str, ...] = ()


class AnswerProblems(FileProblems):
    """An answers file cannot be used; `urgency` is what its valid part already comes to."""

    def __init__(self, problems: list[Problem], urgency: Urgency) -> None:
        super().__init__(problems)
        self.urgency = urgency


def read_answers(raw: bytes, name: str, tree: Tree, settings: tuple[str, ...] = (), complete: bool = False) -> AnswersFile:
    """The answers of a file, `settings` ("id=a,b") winning over it; `complete` refuses a file that lacks needed answers.

    Raises AnswerProblems with every problem of the file and the settings.
    """
    reader = _Reader(tree)
    reader.read_file(raw, name)
    for setting in settings:
        reader.read_setting(setting)
    return _checked(reader, tree, name, complete)


def read_mapping(node: nodes.Mapping, tree: Tree) -> AnswersFile:
    """The answers of a mapping inside another file, needed ones all there; raises AnswerProblems."""
    reader = _Reader(tree)
    reader.read_mapping(node)
    return _checked(reader, tree, str(node.mark), complete=True)


def _checked(reader: _Reader, tree: Tree, name: str, complete: bool) -> AnswersFile:
    answers = {question: reader.answers[question] for question in tree.questions if question in reader.answers}
    problems = [*reader.problems, *_out_of_place(tree, answers, reader.marks)]
    if complete:
        problems += _missing(tree, answers, name)
    if problems:
        raise AnswerProblems(problems, progress(tree, {**answers, **reader.partly}).lowest)
    return AnswersFile(answers, tuple(reader.notes))


def read_settings(settings: tuple[str, ...], tree: Tree) -> AnswersFile:
    """The answers given by `--set` alone; raises AnswerProblems."""
    return read_answers(b"answers: {}", "--set", tree, settings)


def write_answers(tree: Tree, answers: Mapping[str, Answer]) -> str:
    """The text of an answers file with these answers, which reads back to the same."""
    lines = [
        "# Answers given to nervecheck. Go on with: nervecheck ask --resume THIS_FILE",
        f"questions: {{version: {tree.about.version}, hash: {tree.digest}}}",
        "answers:" if answers else "answers: {}",
    ]
    return "\n".join([*lines, *(f"  {name}: {written(answer)}" for name, answer in answers.items())]) + "\n"


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


class _Reader:
    """Gathers answers from a file and from settings, with the place of each and all problems."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.answers: dict[str, Answer] = {}
        self.marks: dict[str, Mark] = {}
        self.partly: dict[str, Answer] = {}
        self.problems: list[Problem] = []
        self.notes: list[str] = []

    def read_file(self, raw: bytes, name: str) -> None:
        text, problems = nodes.decode(raw, name, MAX_BYTES)
        self.problems += problems
        root, problems = nodes.read(text, name, MAX_VALUES) if not problems else (None, [])
        self.problems += problems
        if root is None:
            if not self.problems:
                hint = "`nervecheck template` writes one to fill in."
                self.tell(Mark(name), "empty-file", "The file holds no answers.", hint)
        elif not isinstance(root, nodes.Mapping):
            self.tell(root.mark, "wrong-type", "The file is not a mapping.", "It begins with `answers:`.")
        else:
            self._top(root)

    def read_setting(self, setting: str) -> None:
        mark = Mark(f"--set {setting}")
        name, equals, value = setting.partition("=")
        if not equals:
            self.tell(mark, "wrong-type", f"'{setting}' has no '='.", "Write question=answer, or question=a,b.")
            return
        words = [word.strip() for word in value.split(",")]
        doubted = [nodes.Scalar(word[:-1], mark, plain=True) for word in words if word.endswith("?")]
        certain = [nodes.Scalar(word, mark, plain=True) for word in words if word and not word.endswith("?")]
        node: nodes.Node = nodes.Sequence(mark, [*certain]) if len(certain) != 1 else certain[0]
        if doubted:
            pairs = [("yes", certain)] if certain else []
            parts = [*pairs, ("unsure", doubted)]
            node = nodes.Mapping(mark, [(nodes.Scalar(k, mark), nodes.Sequence(mark, [*v])) for k, v in parts])
        self._one(nodes.Scalar(name.strip(), mark), node)

    def read_mapping(self, node: nodes.Mapping) -> None:
        for name, answer in node.pairs:
            self._one(name, answer)

    def _top(self, root: nodes.Mapping) -> None:
        for key, value in root.pairs:
            if key.text == "answers" and isinstance(value, nodes.Mapping):
                self.read_mapping(value)
            elif key.text == "answers":
                if not (isinstance(value, nodes.Scalar) and value.is_null):
                    self.tell(value.mark, "wrong-type", "`answers` is not a mapping.", "Write one `question: answer` a line.")
            elif key.text == "questions":
                self._origin(value)
            else:
                known = key.text in self.tree.questions
                hint = "Answers stand below `answers:`, indented." if known else nearest(key.text, ["answers", "questions"])
                self.tell(key.mark, "unknown-key", f"'{key.text}' is no key here.", hint)
        if root.get("answers") is None:
            self.tell(root.mark, "missing-key", "The key `answers` is missing.", "Write `answers:`, and below it the answers.")

    def _origin(self, node: nodes.Node) -> None:
        digest = node.get("hash") if isinstance(node, nodes.Mapping) else None
        if isinstance(digest, nodes.Scalar) and digest.text != self.tree.digest:
            version = node.get("version") if isinstance(node, nodes.Mapping) else None
            of = f" ({version.text})" if isinstance(version, nodes.Scalar) else ""
            self.notes.append(f"The answers were given to other questions{of}; these are {self.tree.about.version}.")

    def _one(self, key: nodes.Scalar, node: nodes.Node) -> None:
        question = self.tree.questions.get(key.text)
        if question is None:
            self.tell(key.mark, "unknown-question", f"'{key.text}' is no question.", nearest(key.text, self.tree.questions))
            return
        self.answers.pop(question.id, None)
        if isinstance(node, nodes.Scalar) and node.is_null:
            return
        before = len(self.problems)
        answer = self._answer(question, node)
        if answer is None:
            return
        for objection in objections(question, question.options, answer):
            self._object(question, objection, node)
        self.marks[question.id] = node.mark
        if len(self.problems) == before:
            self.answers[question.id] = answer
        elif isinstance(answer, Picked):
            # a mistyped word beside a danger sign must not hide the danger sign
            self.partly[question.id] = Picked(*(tuple(filter(question.option, words)) for words in (answer.yes, answer.unsure)))

    def _answer(self, question: Question, node: nodes.Node) -> Answer | None:
        match node:
            case nodes.Scalar(text) if question.type is QuestionType.NUMBER:
                if text.isascii() and text.isdigit() and len(text) < 10:
                    return Number(int(text))
            case nodes.Scalar(text):
                return NoneOfThese() if text == NONE else NotSure() if text == UNSURE else Picked((text,))
            case nodes.Sequence() if question.type is QuestionType.MANY:
                words = self._words(node)
                return None if words is None else Picked(_ordered(question, words))
            case nodes.Mapping(_, pairs) if question.type is QuestionType.MANY and pairs:
                if {key.text for key, _ in pairs} <= {"yes", UNSURE}:
                    yes, unsure = self._words(node.get("yes")), self._words(node.get(UNSURE))
                    if yes is None or unsure is None:
                        return None
                    return Picked(_ordered(question, yes), _ordered(question, [n for n in unsure if n not in yes]))
        self.tell(node.mark, "wrong-type", f"This is no answer to '{question.id}'.", _wanted(question))
        return None

    def _words(self, node: nodes.Node | None) -> list[str] | None:
        """The words of a list; an absent list has none, and a list of something else is a problem."""
        items = [] if node is None else node.items if isinstance(node, nodes.Sequence) else [node]
        words = [item.text for item in items if isinstance(item, nodes.Scalar)]
        if len(words) == len(items):
            return words
        self.tell(items[0].mark, "wrong-type", "The list holds something that is not a word.", "List option ids.")
        return None

    def _object(self, question: Question, objection: Objection, node: nodes.Node) -> None:
        mark = next((part.mark for part in _parts(node) if part.text == objection.option), node.mark)
        hint = nearest(objection.option, allowed_words(question, question.options)) if objection.option else ""
        self.tell(mark, objection.code, f"{question.id}: {objection.message}", hint)

    def tell(self, mark: Mark, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(mark, code, message, hint))


def _ordered(question: Question, words: list[str]) -> tuple[str, ...]:
    """The words once each, in the order of the question; unknown ones last."""
    order = [option.id for option in question.options]
    return tuple(sorted(dict.fromkeys(words), key=lambda word: order.index(word) if word in order else len(order)))


def _parts(node: nodes.Node) -> Iterator[nodes.Scalar]:
    match node:
        case nodes.Scalar():
            yield node
        case nodes.Sequence(_, items):
            for item in items:
                yield from _parts(item)
        case nodes.Mapping(_, pairs):
            for _, value in pairs:
                yield from _parts(value)


def _wanted(question: Question) -> str:
    match question.type:
        case QuestionType.NUMBER:
            return f"Give a whole number from {question.low} to {question.high}."
        case QuestionType.MANY:
            return "Give an id, [several, ids], none, or {yes: [a], unsure: [b]}."
        case _:
            return nearest("", allowed_words(question, question.options))


def _out_of_place(tree: Tree, answers: Mapping[str, Answer], marks: Mapping[str, Mark]) -> Iterator[Problem]:
    """Danger signs answered where they are not asked: told, never ignored."""
    view, applied = decision(tree, answers)
    for name, answer in answers.items():
        question = tree.questions[name]
        signs = reports_danger(question, answer)
        if name not in applied and signs:
            yield _closed(tree, question, signs, answers, marks[name])
        elif name in applied and isinstance(answer, Picked):
            shown = offered(plan(tree), question, view)
            for word in (*answer.yes, *answer.unsure):
                if question.option(word) is not None and word not in shown:
                    found = f"{name}: '{word}' is not offered to this person."
                    yield Problem(marks[name], "not-offered", found, nearest(word, shown))


def _closed(tree: Tree, question: Question, signs: tuple[str, ...], answers: Mapping[str, Answer], mark: Mark) -> Problem:
    found = f"'{question.id}' reports a danger sign ({', '.join(signs)}) but is not asked of this person."
    guards = [guard for guard in (question.when, *_section_guards(tree, question)) if guard is not None]
    at = [(atom.mark, getattr(atom, "question", getattr(atom, "name", ""))) for guard in guards for atom, _ in atoms(guard)]
    said = dict.fromkeys(f"{name}: {written(answers[name]) if name in answers else 'not answered'}" for _, name in at)
    if not at:
        return Problem(mark, "not-asked", found, "It is asked only once the other answers come to an emergency.")
    return Problem(mark, "not-asked", found, f"Its condition ({at[0][0]}) looks at {'; '.join(said)}. Correct one of them.")


def _section_guards(tree: Tree, question: Question) -> Iterator[Condition | None]:
    yield from (section.when for section in tree.about.sections if question in section.questions)


def _missing(tree: Tree, answers: Mapping[str, Answer], name: str) -> Iterator[Problem]:
    for wanted in progress(tree, answers).missing:
        question = tree.questions[wanted]
        yield Problem(Mark(name), "missing-answer", f"'{wanted}' is not answered: {question.ask}", _wanted(question))
