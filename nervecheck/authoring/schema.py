"""JSON Schemas (draft 2020-12) of the files of a questions folder, made of the same types that the loader reads them by.

With them stands that of the JSON report, which is made of its facts.

They say what one file can say of itself: keys, forms of values, words allowed. Names that lead to other files, and all that
the laws ask for, are told by `check` alone. What a reader of YAML 1.2 makes of a file is valid where the loader takes it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from nervecheck.authoring.answers_schema import answers_file, answers_to
from nervecheck.authoring.report_schema import report as report_schema
from nervecheck.authoring.vignettes import Case, VignettesFile
from nervecheck.base.errors import UsageError
from nervecheck.base.problems import nearest, quoted
from nervecheck.tree.conditions import ASKED, CLEAR, NONE, UNSURE
from nervecheck.tree.library import Article
from nervecheck.tree.load.build import Field, Kind, fields_of, kind_of
from nervecheck.tree.load.folder import CONTENTS
from nervecheck.tree.load.record_types import alone_in, shared_in
from nervecheck.tree.load.scalars import READERS, Reader
from nervecheck.tree.model import Tree
from nervecheck.tree.terms import Alone, EmergencyNumber, Id, Version, Year

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"

# what each kind of file is, and the type of what it holds; answers are of one folder's questions, a report is written and not
# read: neither has a type here
_FILES: dict[str, tuple[str, Any]] = {
    **{file.removesuffix(".yaml"): (file, hint) for file, hint in CONTENTS.items()},
    "article": ("library/*.md, what stands between the lines ---", Article),
    "vignettes": ("vignettes/*.yaml", tuple[Case, ...]),
    "answers": ("an answers file", None),
    "report": ("what `ask --format json` writes", None),
}
_NO_RECORD = {
    "retired": "Ids that are asked no longer, each with what to answer instead.",
    "answers": "The answers of one person, by question id.",
    "report": "Everything about one set of answers.",
}
# what a reader of YAML makes of a value without quotes, beside text
_UNQUOTED: dict[Any, list[str]] = {
    str: ["number", "boolean"],
    int: ["integer"],
    float: ["number"],
    bool: ["boolean"],
    Version: ["number"],
    Year: ["integer"],
    EmergencyNumber: ["integer"],
}
_LARGEST = {
    int: (-999_999_999, 999_999_999),
    float: (0, 999_999.999_999),
    Version: (0, 999_999.999_999),
    Year: (1800, 2099),
    EmergencyNumber: (10, 999_999),
}


def kinds() -> Mapping[str, tuple[str, str]]:
    """Every kind of file by its name: which file it is, and what that holds, in a sentence."""
    return {name: (file, _NO_RECORD.get(name) or _first(_record_in(hint))) for name, (file, hint) in _FILES.items()}


def listed() -> str:
    """The kinds, a line each, and how the schemas are got and used."""
    lines = [f"{name:10} {file}" for name, (file, _) in kinds().items()]
    lines += [
        "",
        "`nervecheck schema KIND` prints the JSON Schema of one kind of file.",
        "`nervecheck schema --out DIR` writes all of them, as KIND.schema.json.",
        "Many editors then complete and check a file that begins with this line:",
        "# yaml-language-server: $schema=DIR/KIND.schema.json",
        "Those of vignettes and answers are of the questions in `--questions`. `nervecheck",
        "check` finds more: a schema knows one file, and no other.",
    ]
    return "\n".join(lines) + "\n"


def schemas(kind: str | None, tree: Callable[[], Tree]) -> Iterator[tuple[str, str]]:
    """The names and texts of the schema of that kind, or of all; the tree is asked for only where its answers are described.

    Raises UsageError for a kind that is none.
    """
    if kind is not None and kind not in _FILES:
        raise UsageError(f"{quoted(kind)} is no kind of file. {nearest(kind, _FILES)}")
    for name in _FILES if kind is None else (kind,):
        yield name, json.dumps(schema(name, tree), indent=2, ensure_ascii=False) + "\n"


def schema(kind: str, tree: Callable[[], Tree]) -> Schema:
    """The schema of that kind of file."""
    file, hint = _FILES[kind]
    head: Schema = {"$schema": DIALECT, "title": f"nervecheck: {file}", "description": kinds()[kind][1]}
    parts: Schema = {}
    match kind:
        case "answers":
            made = answers_file(tree(), parts)
        case "report":
            made = report_schema(parts)
        case "vignettes":
            made = _vignettes(tree(), parts)
        case _:
            made = _of(kind_of(hint), parts)
    return head | made | {"$defs": dict(sorted(parts.items()))}


def _vignettes(tree: Tree, parts: Schema) -> Schema:
    """A list of vignettes, alone or below the answers that they share; the loader reads answers by the questions."""
    forms = [_of(kind_of(hint), parts) for hint in (tuple[Case, ...], VignettesFile)]
    parts["case"]["properties"]["answers"] = answers_to(tree, parts)
    parts["case"]["required"].append("answers")
    parts["vignettes-file"]["properties"]["base"] = answers_to(tree, parts)
    return {"anyOf": forms}


def _of(kind: Kind, parts: Schema) -> Schema:
    """The schema of a value of this kind; records, conditions and scalars are added to `parts`, and referred to."""
    match kind.about:
        case Kind() as item:
            return {"type": "array", "items": _of(item, parts)}
        case (Kind() as key, Kind() as item):
            return {"type": "object", "propertyNames": _of(key, parts), "additionalProperties": _of(item, parts)}
        case Reader(allowed=allowed) if allowed:
            return {"enum": list(allowed)}
        case Reader() as reader:
            return _scalar(next(hint for hint, known in READERS.items() if known is reader), parts)
        case None:
            return _condition(parts)
        case record:
            return _record(record, parts)


def _scalar(hint: Any, parts: Schema) -> Schema:
    name = "text" if hint in (str, Alone) else getattr(hint, "__metadata__", [hint])[0]
    name = getattr(name, "__name__", name)
    reader = READERS[hint]
    forms = ["string", *_UNQUOTED.get(hint, ())]
    made: Schema = {"description": f"It must be {reader.words}.", "type": forms if len(forms) > 1 else "string"}
    if hint in _LARGEST:
        made["minimum"], made["maximum"] = _LARGEST[hint]
    if name == "date":
        made["format"] = "date"
    return _part(name, made | {"pattern": reader.pattern}, parts)


def _record(record: Any, parts: Schema) -> Schema:
    name = _name(record)
    if name in parts:
        return _ref(name)
    parts[name] = {}  # known before its fields are, which may lead back to it
    fields, words = fields_of(record), _sentences(record)
    properties = {}
    for key, field in fields.items():
        said = " ".join(sentence for sentence in words if f"`{key}`" in sentence)
        properties[key] = ({"description": said} if said else {}) | _of(field.kind, parts)
    needed = [key for key, field in fields.items() if field.needed]
    whole: Schema = {"type": "object", "properties": properties, "required": needed, "additionalProperties": False}
    for key in sorted(shared_in(record)):
        whole |= _shared(key, fields, parts)
    if alone := alone_in(record):
        whole = {"anyOf": [_of(fields[alone].kind, parts), whole]}
    parts[name] = {"description": _first(record)} | whole
    return _ref(name)


def _shared(key: str, fields: Mapping[str, Field], parts: Schema) -> Schema:
    """That the records in a file need the key where the file does not give it for all of them; not needed by them else."""
    demands: Schema = {}
    for name, field in fields.items():
        listed = isinstance(field.kind.about, Kind)
        record = field.kind.about.about if listed else field.kind.about
        part = parts.get(_name(record), {}) if isinstance(record, type) else {}
        if key in part.get("required", ()):
            part["required"].remove(key)
            demands[name] = {"items": {"required": [key]}} if listed else {"required": [key]}
    return {"if": {"not": {"required": [key]}}, "then": {"properties": demands}}


def _condition(parts: Schema) -> Schema:
    """The forms that `_clause` of the loader reads."""
    if "condition" in parts:
        return _ref("condition")
    one, word = _ref("condition"), _ref("word")
    parts["condition"] = {}
    several = {"type": "array", "items": one, "minItems": 1}
    count = _scalar(int, parts) | {"minimum": 1}
    at_least = {"type": "object", "properties": {"n": count, "of": several}, "required": ["n", "of"]}
    whole = _scalar(int, parts)
    bounds = {"type": "object", "properties": {"min": whole, "max": whole}, "minProperties": 1}
    lists = {"type": "array", "items": _scalar(Id, parts), "minItems": 1}
    clauses = {"all": several, "any": several, "not": one, "at-least": at_least | {"additionalProperties": False}, CLEAR: lists}
    parts["word"] = {
        "description": "The id of an option, or a word for an answer to a list.",
        "anyOf": [_scalar(Id, parts), {"enum": [NONE, UNSURE, CLEAR]}],
    }
    words = {"type": "array", "items": word, "minItems": 1}
    parts["test"] = {
        "description": "An option, a list of options of which one is enough, bounds of a number, or `asked`: any answer.",
        "anyOf": [word, {"const": ASKED}, words, bounds | {"additionalProperties": False}],
    }
    mapping: Schema = {"type": "object", "properties": clauses, "additionalProperties": _ref("test"), "minProperties": 1}
    parts["condition"] = {
        "description": "A finding's id, or clauses that all hold: {question: option}, all, any, not, at-least, clear.",
        "anyOf": [_scalar(Id, parts), mapping],
    }
    return one


def _name(record: Any) -> str:
    return re.sub("(?<=[a-z])(?=[A-Z])", "-", record.__name__).lower()


def _part(name: str, made: Schema, parts: Schema) -> Schema:
    parts[name] = made
    return _ref(name)


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _record_in(hint: Any) -> Any:
    """The record that a file holds, one or many of."""
    match kind_of(hint).about:
        case Kind(about=record) | (Kind(), Kind(about=record)):
            return record
        case record:
            return record


def _first(record: Any) -> str:
    return _sentences(record)[0]


def _sentences(record: Any) -> list[str]:
    """What is said of a record where it is defined, a sentence each, with the keys as they are written in YAML."""
    text = " ".join(record.__doc__.split())
    said = re.sub(r"`(\w+)`", lambda name: f"`{name[1].rstrip('_').replace('_', '-')}`", text)
    return re.split(r"(?<=[.])\s+", said)
