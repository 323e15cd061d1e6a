"""The JSON Schema of the JSON report, made of the types of its facts and of the blocks of its pages."""

from __future__ import annotations

import types
from typing import Any, get_args, get_origin, get_type_hints

from nervecheck.render.json import FORMAT
from nervecheck.report import document
from nervecheck.report.compose import Pages
from nervecheck.report.facts import Report
from nervecheck.tree.terms import Urgency

Schema = dict[str, Any]
_SCALARS: dict[Any, str] = {str: "string", bool: "boolean", int: "integer"}


def report(parts: Schema) -> Schema:
    """What a report holds, each key always there; its records are added to `parts`, and referred to."""
    made = _fields(Report, parts)
    made["properties"]["urgency"] = {"enum": [urgency.id for urgency in Urgency]}
    blocks = {"type": "array", "items": {"anyOf": [_block(block, parts) for block in get_args(document.Block)]}}
    pages = _closed(dict.fromkeys(Pages._fields, blocks))
    return _closed({"format": {"const": FORMAT}, **made["properties"], "pages": pages})


def _block(block: Any, parts: Schema) -> Schema:
    """A block of a page: its kind, then its fields."""
    name = block.__name__.lower()
    kind = {"block": {"const": name}}
    parts[f"block-{name}"] = _described(block, _closed(kind | _fields(block, parts)["properties"]))
    return _ref(f"block-{name}")


def _of(hint: Any, parts: Schema) -> Schema:
    """The schema of a value of this type, as `render.json` writes it."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is types.UnionType:
        return {"anyOf": [{"type": "null"} if one is types.NoneType else _of(one, parts) for one in args]}
    if origin is tuple and args[-1] is ...:
        return {"type": "array", "items": _of(args[0], parts)}
    if origin is tuple:
        return {"type": "array", "prefixItems": [_of(one, parts) for one in args], "minItems": len(args), "items": False}
    if hint in _SCALARS:
        return {"type": _SCALARS[hint]}
    name = hint.__name__.lower()
    if name not in parts:
        parts[name] = _described(hint, _fields(hint, parts))
    return _ref(name)


def _fields(record: Any, parts: Schema) -> Schema:
    hints = get_type_hints(record)
    return _closed({name: _of(hints[name], parts) for name in record._fields})


def _described(record: Any, made: Schema) -> Schema:
    return {"description": " ".join(record.__doc__.split()), **made}


def _closed(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}
