"""What the types of the model say of the keys of a record, beside what each holds."""

from __future__ import annotations

from functools import cache
from typing import Any, get_args, get_type_hints

from nervecheck.tree.terms import Alone


@cache
def hints_of(record: Any) -> dict[str, Any]:
    """The type of each field, with what is said of it."""
    return get_type_hints(record, include_extras=True)  # read once, as it costs more than all else of a record


@cache
def inline_in(record: Any) -> dict[str, Any]:
    """The records whose keys stand among those of this record, by the field that holds each."""
    return {
        name: get_args(hint)[0] for name, hint in hints_of(record).items() if getattr(hint, "__metadata__", ()) == ("inline",)
    }


@cache
def shared_in(record: Any) -> frozenset[str]:
    """The keys of this record, of a whole file, whose values stand for every record in it that needs one and gives none."""
    parts = ((name, part) for name, hint in hints_of(record).items() for part in get_args(hint))
    return frozenset(name for name, part in parts if getattr(part, "__metadata__", ()) == ("shared",))


@cache
def alone_in(record: Any) -> str:
    """The field that a text in the place of the record fills; "" where it cannot be written so."""
    return next((name for name, hint in hints_of(record).items() if hint == Alone), "")
