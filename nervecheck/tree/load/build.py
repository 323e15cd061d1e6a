"""Nodes to frozen records, led by the types of the fields: the model is the only schema.

Every problem is kept and a stand-in takes the place of what was wrong, so that one run finds them all. The stand-ins are
never seen outside: whoever builds looks at `problems` first.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache
from typing import Any, NamedTuple, Union, get_args, get_origin

from nervecheck.base.problems import Mark, Problem, missing_comma, nearest, quoted
from nervecheck.tree import conditions
from nervecheck.tree.conditions import AllOf
from nervecheck.tree.load import nodes
from nervecheck.tree.load.names import choices
from nervecheck.tree.load.record_types import alone_in, hints_of, inline_in, shared_in
from nervecheck.tree.load.scalars import EMPTY, READERS, Reader, choice
from nervecheck.tree.model import Question, QuestionType

BAD: Any = object()
_COMMA = 'A text that holds a comma must stand in "straight quotes": the comma ends it here.'
_IDS = re.compile(r"[a-z][a-z0-9-]*(, *[a-z][a-z0-9-]*)*")


class Field(NamedTuple):
    """One key of a record: the field it fills, how its value is built, and whether it must be given."""

    name: str
    kind: Kind
    needed: bool


class Kind(NamedTuple):
    """How a value of one type is built: the method of the builder, what it needs to know, and a stand-in."""

    build: Callable[[Builder, nodes.Node, Any], Any]
    about: Any
    stand_in: Callable[[Mark], Any]


class Builder:
    """Builds values of a type from nodes; what is wrong is added to `problems`."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.tainted: set[Mark] = set()  # records with a problem in them, of which nothing else can be said
        self.shared: dict[str, nodes.Node] = {}  # what the file says for every record in it, by key
        self.questions: Mapping[str, Question] | None = None  # what `asked` is written out by; None until they are read
        self.waits = False  # whether an `asked` was met before that

    def build(self, node: nodes.Node, hint: Any) -> Any:
        """The value of this type that the node stands for, or a stand-in."""
        return self.value(node, kind_of(hint))

    def value(self, node: nodes.Node, kind: Kind) -> Any:
        """The value that the node stands for, or a stand-in."""
        built = kind.build(self, node, kind.about)
        return kind.stand_in(node.mark) if built is BAD else built

    def tell(self, mark: Mark, code: str, message: str, hint: str = "") -> Any:
        """Keeps a problem and gives the sign for a bad value."""
        self.problems.append(Problem(mark, code, message, hint))
        return BAD

    def wrong(self, node: nodes.Node, wanted: str) -> Any:
        """Keeps the problem that something else stands here."""
        return self.tell(node.mark, "wrong-type", f"Found {nodes.described(node)}.", f"It must be {wanted}.")


def _list(builder: Builder, node: nodes.Node, item: Kind) -> Any:
    if not isinstance(node, nodes.Sequence):
        ids = isinstance(node, nodes.Scalar) and _IDS.fullmatch(node.text)
        return builder.wrong(node, f"a list: [{node.text}]" if ids else "a list: each item in a line of its own, after `- `")  # type: ignore[union-attr]
    built = [_item(builder, part, item) for part in node.items]
    return tuple(part for part in built if part is not BAD)


def _item(builder: Builder, node: nodes.Node, item: Kind) -> Any:
    """The value of one item, or the sign for a bad one."""
    reader = item.about
    if isinstance(node, nodes.Scalar) and isinstance(reader, Reader) and (comma := missing_comma(node.text, reader.allowed)):
        return builder.tell(node.mark, reader.code, f"{quoted(node.text)} cannot stand here.", comma)
    return item.build(builder, node, reader)


def _by_id(builder: Builder, node: nodes.Node, kinds: tuple[Kind, Kind]) -> Any:
    key_kind, item = kinds
    if not isinstance(node, nodes.Mapping):
        return builder.wrong(node, "ids with what belongs to each, as `id: {...}`")
    for key, _ in node.pairs:
        builder.value(key, key_kind)
    return {key.text: builder.value(value, item) for key, value in node.pairs}


def _record(builder: Builder, node: nodes.Node, record: Any) -> Any:
    alone = alone_in(record)
    if alone and isinstance(node, nodes.Scalar):
        return record(mark=node.mark, **{alone: builder.value(node, fields_of(record)[alone].kind)})
    if not isinstance(node, nodes.Mapping):
        builder.tainted.add(node.mark)
        needed = [name for name, field in fields_of(record).items() if field.needed] or fields_of(record)
        return builder.wrong(node, f"keys with their values, such as {', '.join(needed)}")
    fields, before = fields_of(record), len(builder.problems)
    given: dict[str, Any] = {"mark": node.mark}
    builder.shared |= {key.text: value for key, value in node.pairs if key.text in shared_in(record)}
    for key, value in node.pairs:
        field = fields.get(key.text)
        if field is None:
            hint = _COMMA if " " in key.text else nearest(key.text, fields)
            if key.text == "basis" and "sources" in fields:
                hint = "Judgement is not enough here: name a source, as `sources: [...]`."
            builder.tell(key.mark, "unknown-key", f"{quoted(key.text)} is no key here.", hint)
        elif isinstance(value, nodes.Scalar) and value.is_null:
            hint = "It must be given." if field.needed else "Give one, or leave the key out."
            builder.tell(value.mark, "empty-value", f"'{key.text}' has no value.", hint)
        else:
            given[field.name] = builder.value(value, field.kind)
    for key_name, field in fields.items():
        if field.needed and field.name not in given:
            given[field.name] = _not_given(builder, node, key_name, field.kind)
    if len(builder.problems) > before:
        builder.tainted.add(node.mark)
    return _made(record, given)


def _not_given(builder: Builder, node: nodes.Mapping, key: str, kind: Kind) -> Any:
    """The value of a key that the record needs and has not: what the file gives to all, or a stand-in."""
    if node.get(key) is not None:  # which was told
        return kind.stand_in(node.mark)
    if key in builder.shared:
        return builder.value(builder.shared[key], kind)
    allowed = kind.about.allowed if isinstance(kind.about, Reader) else ()
    builder.tell(node.mark, "missing-key", f"'{key}' is missing here.", f"It must be given. {nearest('', allowed)}".rstrip())
    return kind.stand_in(node.mark)


def _made(record: Any, given: dict[str, Any]) -> Any:
    """The record of these values; those of a record inside it are taken out from among them."""
    for name, inner in inline_in(record).items():
        own = {part: given.pop(part) for part in inner._fields if part in given and part != "mark"}
        given[name] = inner(mark=given["mark"], **own)
    return record(**given)


def _scalar(builder: Builder, node: nodes.Node, reader: Reader) -> Any:
    if not isinstance(node, nodes.Scalar):
        return builder.wrong(node, "one value")
    try:
        return reader.read(node.text)
    except ValueError:
        hint = nearest(node.text, reader.allowed) if reader.allowed else f"It must be {reader.words}."
        if node.text == conditions.NONE and reader.code == "bad-id":
            hint = 'A list of type `many` offers "none of these" by itself. For another meaning choose another id.'
        return builder.tell(node.mark, reader.code, f"{quoted(node.text)} cannot stand here.", hint)


@cache
def kind_of(hint: Any) -> Kind:
    """How a value of this type is built."""
    args, origin = get_args(hint), get_origin(hint)
    if getattr(hint, "__metadata__", ()) == ("shared",):
        return kind_of(args[0])
    if origin in (types.UnionType, Union) and types.NoneType in args:
        inner = next(part for part in args if part is not types.NoneType)
        kind = _CONDITION if _is_condition(hint) else kind_of(inner)
        return Kind(kind.build, kind.about, lambda _: None)
    if _is_condition(hint):
        return _CONDITION
    if origin is tuple:
        return Kind(_list, kind_of(args[0]), lambda _: ())
    if origin is Mapping:
        return Kind(_by_id, (kind_of(args[0]), kind_of(args[1])), lambda _: {})
    if hasattr(hint, "_fields"):
        return Kind(_record, hint, lambda mark: stand_in(hint, mark))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return Kind(_scalar, choice(hint), lambda _: next(iter(hint)))
    return Kind(_scalar, READERS[hint], lambda _: EMPTY.get(hint, ""))


@cache
def fields_of(record: Any) -> dict[str, Field]:
    """YAML key -> field, in the order of the record; the place is filled in by the builder."""
    hints, fields = hints_of(record), dict[str, Field]()
    for name in record._fields:
        if name in inline_in(record):
            fields |= fields_of(inline_in(record)[name])
        elif name != "mark":
            needed = name not in record._field_defaults
            fields[name.rstrip("_").replace("_", "-")] = Field(name, kind_of(hints[name]), needed)
    return fields


def stand_in(record: Any, mark: Mark) -> Any:
    """Some record of this type, for the rest of the run to go on with."""
    needed = [field for field in fields_of(record).values() if field.needed]
    return _made(record, {"mark": mark} | {field.name: field.kind.stand_in(mark) for field in needed})


def _is_condition(hint: Any) -> bool:
    return conditions.Named in get_args(hint)  # a union, and one with None is flattened into it


def _condition(builder: Builder, node: nodes.Node, _: Any) -> Any:
    """The condition as written, each atom with its place: a finding's id, or a mapping whose clauses all hold."""
    if isinstance(node, nodes.Scalar):
        if node.is_null:
            hint = "Name a finding, or write {area: leg}."
            return builder.tell(node.mark, "empty-value", "A condition is missing here.", hint)
        return conditions.Named(node.text, node.mark)
    if not isinstance(node, nodes.Mapping) or not node.pairs:
        return builder.wrong(node, "a finding's id, or such as {area: low-back}; for several {all: [...]} or {any: [...]}")
    parts = tuple(_clause(builder, key, value) for key, value in node.pairs)
    return parts[0] if len(parts) == 1 else AllOf(parts)


_CONDITION = Kind(_condition, None, lambda _: AllOf(()))


def _clause(builder: Builder, key: nodes.Scalar, value: nodes.Node) -> Any:
    match key.text, value:
        case (("all" | "any"), nodes.Sequence(items=items)) if items:
            parts = tuple(builder.value(item, _CONDITION) for item in items)
            return AllOf(parts) if key.text == "all" else conditions.AnyOf(parts)
        case "not", _:
            return conditions.Not(builder.value(value, _CONDITION))
        case "at-least", nodes.Mapping():
            return _at_least(builder, value)
        case conditions.CLEAR, nodes.Sequence(items=items) if _are_words(items):
            listed = (item for item in items if isinstance(item, nodes.Scalar))
            return AllOf(tuple(conditions.Chosen(item.text, (conditions.CLEAR,), item.mark) for item in listed))
        case (("all" | "any" | "at-least" | conditions.CLEAR), _):
            return _no_clause(builder, value, _WANTED.get(key.text, "a list with something in it"))
        case (("and" | "or"), _):
            meant = "all" if key.text == "and" else "any"
            builder.tell(key.mark, "unknown-key", f"'{key.text}' joins no conditions.", f"Write {{{meant}: [...]}}.")
            return AllOf(())
    return _answer(builder, key, value)


_WANTED = {"at-least": "{n: 2, of: [...]}", conditions.CLEAR: "a list of questions, as [chest-signs, back-signs]"}


def _answer(builder: Builder, key: nodes.Scalar, value: nodes.Node) -> Any:
    """What the answer to a question is."""
    match value:
        case nodes.Scalar(text=conditions.ASKED):
            return _asked(builder, key, value)
        case nodes.Scalar(text=text):
            return conditions.Chosen(key.text, (text,), value.mark)
        case nodes.Sequence(items=items) if _are_words(items):
            names = tuple(item.text for item in items if isinstance(item, nodes.Scalar))
            return conditions.Chosen(key.text, names, value.mark)
        case nodes.Mapping(pairs=pairs) if pairs and {name.text for name, _ in pairs} <= {"min", "max"}:
            before = len(builder.problems)
            bounds = {name.text: builder.build(bound, int) for name, bound in pairs}
            if len(builder.problems) > before:  # a stand-in could only be out of range
                return AllOf(())
            return conditions.Within(key.text, bounds.get("min"), bounds.get("max"), key.mark)
    return _no_clause(builder, value, "an option, a list of options, or {min: 18, max: 65}")


def _are_words(items: list[nodes.Node]) -> bool:
    return bool(items) and all(isinstance(item, nodes.Scalar) for item in items)


def _asked(builder: Builder, key: nodes.Scalar, value: nodes.Node) -> Any:
    """That the question has an answer, whichever: every word that an answer can be, or any number."""
    if builder.questions is None:
        builder.waits = True
        return AllOf(())
    question = builder.questions.get(key.text)
    if question is None:  # which is told where all names are looked up
        return conditions.Chosen(key.text, (conditions.ASKED,), value.mark)
    if question.type is QuestionType.NUMBER:
        return conditions.Within(key.text, None, None, key.mark)
    return conditions.Chosen(key.text, tuple(word for word in choices(question) if word != conditions.CLEAR), value.mark)


def _at_least(builder: Builder, node: nodes.Mapping) -> Any:
    number, of = node.get("n"), node.get("of")
    if len(node.pairs) != 2 or number is None or not isinstance(of, nodes.Sequence) or not of.items:
        return _no_clause(builder, node, "{n: 2, of: [...]}")
    parts = tuple(builder.value(item, _CONDITION) for item in of.items)
    before = len(builder.problems)
    count = builder.build(number, int)
    if len(builder.problems) == before and not 1 <= count <= len(parts):
        builder.tell(number.mark, "bad-value", f"{count} of {len(parts)} cannot be counted.", f"The most is {len(parts)}.")
    return conditions.AtLeast(count, parts)


def _no_clause(builder: Builder, node: nodes.Node, wanted: str) -> Any:
    builder.wrong(node, wanted)
    return AllOf(())
