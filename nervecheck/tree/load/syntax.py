"""What the YAML parser says of a file that it cannot read, in words that tell an author what to mend."""

from __future__ import annotations

import re

_ANYWHERE = "Look at this line and the one before it. A text with ': ' in it must be quoted."
_OPEN = (
    "something that was opened here or above is not closed",
    "Each `{`, `[` and quote needs its partner, and a comma parts two keys. Quote a text that holds a comma.",
)
_COLUMN = (
    "this line does not stand in the column of the lines that it belongs to",
    "Keys of one item begin in the same column, and a new item begins with `- `.",
)
# keys that hold a condition or other keys, and never a text
_NO_TEXT = re.compile(
    "when|if|has|presumes|about|unless|settled|at-once|defining|excluded|not|all|any|at-least|then|expect|answers|base|self-care"
)
_INNER = re.compile(r"(?P<key>[a-z][a-z0-9-]*):\s+(?P<value>\S.*)")  # a mapping without its braces
_LIST = re.compile(r"(\[|\{)(.*[\]}]|[^\]}]*)$")  # or a mapping; the second one may go on in the next line
_COMMENT = re.compile(r"\s+#.*")
# by what libyaml says; PyYAML's own parser says the same in most cases
_PLAIN: dict[str, tuple[str, str]] = {
    "did not find expected '-' indicator": _COLUMN,
    "did not find expected key": _COLUMN,
    "did not find expected <document start>": _COLUMN,
    "did not find expected ',' or '}'": _OPEN,
    "did not find expected ',' or ']'": _OPEN,
    "found unexpected end of stream": _OPEN,
    "did not find expected node content": (
        "a value or a key is missing here",
        "Look for a comma or a bracket too many. Quote a text that begins with one.",
    ),
    "could not find expected ':'": (
        "this line or the one above is no `key: value`",
        "A colon and a space follow a key. A text that goes on in a second line is indented further than its key.",
    ),
    "found character that cannot start any token": (
        "no text can begin with this character",
        "Quote the text.",
    ),
    "block sequence entries are not allowed in this context": (
        "a list cannot begin in the line of its key",
        "Begin it in the next line: `- `, then the item.",
    ),
}
# what only one of the two parsers refuses, by what it says then -> the sign that is read in two ways
DIALECT = {
    "expected ',' or '}', but got '?'": "?",
    "expected ',' or ']', but got '?'": "?",
    "expected chomping or indentation indicators, but found '#'": "#",
    "found unexpected ':'": ":",
}
_TWO_WAYS = {
    "?": ("a `?` in a text without quotes, inside {...} or [...]", "Quote the text."),
    ":": ("a `:` without a space after it, inside {...} or [...]", "Quote the text, or set a space after the colon."),
    "#": ("a `#` right behind the `|` or `>` that begins a text", "Set two spaces before the comment."),
    "%": ("a line that begins with `%`", "Leave the line out."),
}


def dialect(sign: str) -> tuple[str, str, str]:
    """The code, the words and the mend of what readers of YAML take in different ways; the sign is one of ?, :, # and %."""
    what, hint = _TWO_WAYS[sign]
    return "yaml-dialect", f"Programs differ in how they read {what}.", hint


def syntax_error(found: str, lines: list[str], line: int, column: int) -> tuple[str, str]:
    """What is wrong at that place, and how to mend it; line and column count from 0."""
    if found == "mapping values are not allowed in this context":
        why, hint = _second_colon(lines[line] if line < len(lines) else "", column)
    else:
        why, hint = _PLAIN.get(found, (found, _ANYWHERE))
    return f"This cannot be read: {why}.", hint


def _second_colon(line: str, column: int) -> tuple[str, str]:
    """A colon where none can be: behind another one of its line, or in a line that seems to go on with the text above."""
    key = re.match(r"(?:\s*- )?\s*(?P<key>[^\s:{\[\"']+): ", line[:column])
    if key is None:
        return _COLUMN
    if key["key"].startswith("("):
        return "keys and values stand in braces", "Write `{id: ..., label: ...}`, with { } and not ( )."
    name, value = key["key"], line[key.end() :].strip()
    return f"a second ': ' stands in the text of '{name}'", _braces_or_quotes(name, _COMMENT.sub("", value))


def _braces_or_quotes(name: str, value: str) -> str:
    """How to write what holds a second colon: braces where it is a key with its value, quotes where it is a text."""
    inner = _INNER.fullmatch(value)
    if inner is None or not (_NO_TEXT.fullmatch(name) or _LIST.match(inner["value"])):
        return f'Quote the whole text: {name}: "...".'
    return f"Write {name}: {_braced(value)}."


def _braced(value: str) -> str:
    """The text as a mapping, and so each that stands in it without braces; what goes on in the next line is left out."""
    inner = _INNER.fullmatch(value)
    if inner is None:
        return value if all(value.count(pair[0]) == value.count(pair[1]) for pair in ("[]", "{}")) else "..."
    return f"{{{inner['key']}: {_braced(inner['value'])}}}"
