"""Warnings about markup in texts: every format shows a text as it stands, so its signs would be read as they are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from nervecheck.base.problems import Level, Mark, Problem, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nervecheck.tree.model import Tree

_MARKUP = re.compile(
    r"\*\*[^*]+\*\*|(?<!\w)\*\w[^*]*\*(?!\w)|(?<!\w)__?\w[^_]*__?(?!\w)"  # bold, slanted
    r"|</?[A-Za-z][^<>]*>|&(?:#\d+|[A-Za-z]+);"  # HTML
    r"|\[[^\[\]]+\]\([^()]*\)|`[^`]+`"  # a link, code
)

_NO_TEXT_OF_RESULTS = ("folder", "named", "digest", "retired")  # what is said of retired ids is a message, as of a mistake


def markup(tree: Tree, bodies: Mapping[str, str]) -> Iterator[Problem]:
    """Every text of the tree, and every line of the articles' bodies by id, that holds markup."""
    marks = {article.id: article.mark for article in tree.articles}
    texts = [
        text
        for part in fields(tree)
        if part.name not in _NO_TEXT_OF_RESULTS
        for text in _texts(getattr(tree, part.name), Mark(f"{part.name}.yaml"))
    ]
    texts += [(marks[name], line) for name, body in bodies.items() for line in body.splitlines()]
    for mark, text in texts:
        if found := _MARKUP.search(text):
            message = f"{quoted(found[0])} is markup, and would be shown as it stands."
            yield Problem(mark, "raw-markup", message, "Write the words alone.", Level.WARNING, (text,))


def _texts(value: Any, mark: Mark) -> Iterator[tuple[Mark, str]]:
    """Every text in a value of the model, each with the place of the record that it stands in."""
    if isinstance(value, str):
        yield mark, value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part, mark)
    elif isinstance(value, tuple) and not isinstance(value, Mark):
        inside = getattr(value, "mark", mark)
        for part in value:
            yield from _texts(part, inside)
