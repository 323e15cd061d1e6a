"""Answers out of a file or a setting: each with its place, every mistake told, and no danger sign lost to a mistake."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from nervecheck.base.problems import Mark, Problem, nearest, quoted
from nervecheck.base.text import one_line, typed
from nervecheck.engine.answer import Answer, NoneOfThese, NotSure, Number, Picked
from nervecheck.interview.state import Objection, allowed_words, objections
from nervecheck.tree.conditions import NONE, RESERVED, UNSURE
from nervecheck.tree.load import nodes
from nervecheck.tree.model import Question, QuestionType, Tree

MAX_BYTES = 262_144
MAX_VALUES = 5_000
_MOST_OBJECTIONS = 20


class Reader:
    """Gathers answers from a file and from settings, with the place of each and all problems."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.answers: dict[str, Answer] = {}
        self.marks: dict[str, Mark] = {}
        self.partly: dict[str, Answer] = {}  # what can be read of an answer with a mistake in it
        self.troubled: set[str] = set()  # questions whose answer has a mistake
        self.asked_again = frozenset[str]()
        self.lost = False  # whether so little could be read that everything would look missing
        self.problems: list[Problem] = []
        self.notes: list[str] = []

    def read_file(self, raw: bytes, name: str) -> None:
        """Takes in a whole answers file."""
        text, problems = nodes.decode(raw, name, MAX_BYTES)
        self.problems += problems
        root, problems = nodes.read(text, name, MAX_VALUES) if not problems else (None, [])
        self.problems += problems
        if root is None:
            self.lost = True
            if not self.problems:
                hint = f"`{typed('template', self.tree.named)}` writes one to fill in."
                self.tell(Mark(name), "empty-file", "The file holds no answers.", hint)
        elif not isinstance(root, nodes.Mapping):
            self.lost = True
            self.tell(root.mark, "wrong-type", "The file is not a mapping.", "It begins with `answers:`.")
        else:
            self._top(root)

    def read_setting(self, setting: str) -> None:
        """Takes in "id=answer", which wins over what was read before."""
        file = f"--set {setting}"
        name, equals, value = setting.partition("=")
        key = nodes.Scalar(file, text=name.strip())
        if not equals:
            self.tell(key.mark, "wrong-type", f"{quoted(setting)} has no '='.", "Write question=answer, or question=a,b.")
            return
        if not value.strip():
            self._one(key, nodes.Scalar(file, plain=True))
            return
        words = [word.strip() for word in value.strip().removeprefix("[").removesuffix("]").split(",")]
        doubted = [nodes.Scalar(file, text=word[:-1], plain=True) for word in words if word.endswith("?")]
        certain = [nodes.Scalar(file, text=word, plain=True) for word in words if word and not word.endswith("?")]
        node: nodes.Node = nodes.Sequence(file, items=[*certain]) if len(certain) != 1 else certain[0]
        if doubted:
            pairs = [("yes", certain)] if certain else []
            parts = [*pairs, ("unsure", doubted)]
            node = nodes.Mapping(file, pairs=[(nodes.Scalar(file, text=k), nodes.Sequence(file, items=[*v])) for k, v in parts])
        self._one(key, node)

    def read_mapping(self, node: nodes.Mapping) -> None:
        """Takes in question ids and their answers."""
        for name, answer in node.pairs:
            self._one(name, answer)
        for name, answer in node.repeated:
            self._salvage(name.text, answer)

    def _top(self, root: nodes.Mapping) -> None:
        flat = [key for key, _ in root.pairs if key.text in self.tree.questions]
        for key, value in root.pairs:
            if key.text == "answers" and isinstance(value, nodes.Mapping):
                self.read_mapping(value)
            elif key.text == "answers":
                if not (isinstance(value, nodes.Scalar) and value.is_null):
                    self.tell(value.mark, "wrong-type", "`answers` is not a mapping.", "Write one `question: answer` a line.")
            elif key.text == "questions":
                self._origin(value)
            elif key.text == "again":
                self._again(value)
            elif key.text in self.tree.questions:
                self._salvage(key.text, value)
            else:
                hint = nearest(key.text, ["answers", "questions", "again"])
                self.tell(key.mark, "unknown-key", f"{quoted(key.text)} is no key here.", hint)
        self.lost = root.get("answers") is None
        if flat:
            found = f"'{flat[0].text}' stands outside of `answers`."
            self.tell(flat[0].mark, "unknown-key", found, "Write `answers:`, and below it, indented, the answers.")
        elif self.lost and not self.problems:
            self.tell(root.mark, "missing-key", "The key `answers` is missing.", "Write `answers:`, and below it the answers.")

    def _origin(self, node: nodes.Node) -> None:
        words = {key.text: value for key, value in node.pairs} if isinstance(node, nodes.Mapping) else {}
        if not words or not set(words) <= {"version", "hash"}:
            found = f"Found {nodes.described(node)}."
            self.tell(node.mark, "wrong-type", found, "`questions` holds the version and hash that a saved file has.")
            return
        digest, version = words.get("hash"), words.get("version")
        if isinstance(digest, nodes.Scalar) and digest.text != self.tree.digest:
            of = one_line(version.text) if isinstance(version, nodes.Scalar) else ""
            named, now = f" ({of})" if of else "", self.tree.about.version
            other = f"another edition of {now}." if of == now else f"other questions{named}; these are {now}."
            self.notes.append(f"The answers were given to {other}")

    def _again(self, node: nodes.Node) -> None:
        words = {part.text for part in _parts(node)}
        if unknown := sorted(words - set(self.tree.questions)):
            hint = nearest(unknown[0], self.tree.questions)
            self.tell(node.mark, "unknown-question", f"{quoted(unknown[0])} is no question.", hint)
        self.asked_again = frozenset(words)

    def _salvage(self, name: str, node: nodes.Node) -> None:
        """Keeps the options named in an answer with a mistake: it must not hide a danger sign."""
        question = self.tree.questions.get(name)
        words = [part.text for part in _parts(node)]
        known = tuple(dict.fromkeys(w for w in words if question is not None and question.option(w) is not None))
        if known:
            before = self.partly.get(name)
            self.partly[name] = Picked(tuple(dict.fromkeys([*(before.yes if isinstance(before, Picked) else ()), *known])))

    def _one(self, key: nodes.Scalar, node: nodes.Node) -> None:
        question = self.tree.questions.get(key.text)
        if question is None:
            self._unknown(key)
            return
        self.answers.pop(question.id, None)
        if isinstance(node, nodes.Scalar) and node.is_null:
            return
        self.marks[question.id] = node.mark
        before = len(self.problems)
        answer = self._answer(question, node)
        if answer is not None:
            places = {part.text: part.mark for part in _parts(node)}
            for objection in islice(objections(question, question.options, answer), _MOST_OBJECTIONS):
                self._object(question, objection, places, node.mark)
        if answer is not None and len(self.problems) == before:
            self.answers[question.id] = answer
        else:
            self._salvage(question.id, node)
            self.troubled.add(question.id)

    def _unknown(self, key: nodes.Scalar) -> None:
        if key.text in self.tree.retired:
            self.tell(key.mark, "retired", f"'{key.text}' is asked no longer.", self.tree.retired[key.text])
        else:
            hint = nearest(key.text, self.tree.questions)
            self.tell(key.mark, "unknown-question", f"{quoted(key.text)} is no question.", hint)

    def _answer(self, question: Question, node: nodes.Node) -> Answer | None:
        match node:
            case nodes.Scalar(text=text) if question.type is QuestionType.NUMBER:
                digits = text.strip()
                if digits.isascii() and digits.isdigit() and len(digits) < 10:
                    return Number(int(digits))
            case nodes.Scalar(text=text):
                word = text.strip()
                return NoneOfThese() if word == NONE else NotSure() if word == UNSURE else Picked((word,))
            case nodes.Sequence() if question.type is QuestionType.MANY:
                words = self._words(question, node)
                return None if words is None else Picked(_ordered(question, words))
            case nodes.Mapping(pairs=pairs) if question.type is QuestionType.MANY and pairs:
                if {key.text for key, _ in pairs} <= {"yes", UNSURE}:
                    yes, unsure = self._words(question, node.get("yes")), self._words(question, node.get(UNSURE))
                    if yes is None or unsure is None:
                        return None
                    return Picked(_ordered(question, yes), _ordered(question, [n for n in unsure if n not in yes]))
        setting = node.mark.file.partition("=")[2]
        found = nodes.described(node) if node.mark.line else quoted(setting)
        found = f"{found[0].upper()}{found[1:]} is no answer to '{question.id}'."
        self.tell(node.mark, "wrong-type", found, wanted(question))
        return None

    def _words(self, question: Question, node: nodes.Node | None) -> list[str] | None:
        """The words of a list; an absent list has none, and a list of something else is a problem."""
        items = [] if node is None else node.items if isinstance(node, nodes.Sequence) else [node]
        for item in items:
            if not isinstance(item, nodes.Scalar) or item.is_null:
                found = f"{question.id}: found {nodes.described(item)} in the list."
                self.tell(item.mark, "wrong-type", found, "List option ids.")
                return None
        return [item.text.strip() for item in items if isinstance(item, nodes.Scalar)]

    def _object(self, question: Question, objection: Objection, places: Mapping[str, Mark], mark: Mark) -> None:
        at = mark if objection.option is None else places.get(objection.option, mark)
        retired = self.tree.retired.get(f"{question.id}.{objection.option}")
        if retired is not None:
            self.tell(at, "retired", f"{question.id}: '{objection.option}' is offered no longer.", retired)
            return
        words = allowed_words(question, question.options)
        hint = question.help if objection.code == "out-of-range" else ""
        if objection.option is not None and objection.option not in RESERVED:
            hint = nearest(objection.option, words, listed=question.type is QuestionType.MANY)
        elif objection.option is not None and objection.option not in words:
            hint = nearest("", words)  # the word is well written, and out of place
        self.tell(at, objection.code, f"{question.id}: {objection.message}", hint)

    def tell(self, mark: Mark, code: str, message: str, hint: str) -> None:
        """Keeps a problem."""
        self.problems.append(Problem(mark, code, message, hint))


def _ordered(question: Question, words: list[str]) -> tuple[str, ...]:
    """The words once each, in the order of the question; unknown ones last."""
    order = [option.id for option in question.options]
    return tuple(sorted(dict.fromkeys(words), key=lambda word: order.index(word) if word in order else len(order)))


def _parts(node: nodes.Node) -> Iterator[nodes.Scalar]:
    match node:
        case nodes.Scalar():
            yield node
        case nodes.Sequence(items=items):
            for item in items:
                yield from _parts(item)
        case nodes.Mapping(pairs=pairs):
            for _, value in pairs:
                yield from _parts(value)


def wanted(question: Question) -> str:
    """What an answer to the question looks like, as a sentence."""
    match question.type:
        case QuestionType.NUMBER:
            return f"Give a whole number from {question.low} to {question.high}."
        case QuestionType.MANY:
            return "Give an id, [several, ids], none, or {yes: [a], unsure: [b]}."
        case _:
            return nearest("", allowed_words(question, question.options))
