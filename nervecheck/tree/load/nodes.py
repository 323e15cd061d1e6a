"""YAML read strictly, from events: a tree of nodes that know their places, or every problem found.

Built on the event stream and not on `compose`, because only events let depth and node count be capped before anything is
built, and show anchors, aliases and tags (seen: PyYAML 6.0.3 on libyaml dies at 100,000 `[` in compose, not in parse; and
events cost half). Scalars are text: `no` is the word no, `012` is three characters.
"""

from __future__ import annotations

import errno
import re
import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from nervecheck.base.problems import Mark, Problem, quoted
from nervecheck.base.text import unsafe
from nervecheck.tree.load.files import FENCE
from nervecheck.tree.load.slips import Slip, slip_at, slip_in
from nervecheck.tree.load.syntax import DIALECT, dialect, syntax_error

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MAX_BYTES = 1_048_576
MAX_DEPTH = 40
MAX_NODES = 60_000
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DIRECTIVE = re.compile(r"(?:[ ]*(?:#.*)?\n)*%")  # before the document: within it no line can begin so
_COMMENT_IN_HEAD = re.compile(r"[|>][-+0-9]*#")
_CUT_COMMENT = re.compile(r" #(?<=\S #)")  # led by what is rare, which is found many times faster than `\S #`
_ANCHOR_HINT = "Anchors and aliases are not read: write the text out, or quote it."


@dataclass(slots=True)
class _Placed:
    """What stands at a place of a file; without a place, it stands for the file as a whole."""

    file: str
    place: Any = None  # as libyaml tells it: the marks of a whole folder would cost more than all else made of its nodes

    @property
    def mark(self) -> Mark:
        """Where it begins."""
        return _mark(self.file, self.place)


@dataclass(slots=True)
class Scalar(_Placed):
    """A piece of text; `plain` when it stood without quotes."""

    text: str = ""
    plain: bool = False

    @property
    def is_null(self) -> bool:
        """Nothing written, or a word for nothing."""
        return self.plain and self.text in ("", "~", "null")


@dataclass(slots=True)
class Sequence(_Placed):
    """A list."""

    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Mapping(_Placed):
    """Keys and values, in the order of the file, each key once; what stood a second time is a problem, and in `repeated`."""

    pairs: list[tuple[Scalar, Node]] = field(default_factory=list)
    repeated: list[tuple[Scalar, Node]] = field(default_factory=list)

    def get(self, key: str) -> Node | None:
        """The value of that key."""
        return next((value for name, value in self.pairs if name.text == key), None)


Node = Scalar | Sequence | Mapping


def described(node: Node) -> str:
    """What stands there, in words for a message."""
    match node:
        case Scalar(text=text):
            return f"the text {quoted(text)}" if text else "nothing"
        case Sequence(items=items):
            return "a list" if items else "an empty list"
        case Mapping(pairs=pairs):
            return f"a mapping with {', '.join(quoted(key.text) for key, _ in pairs[:5])}" if pairs else "an empty mapping"


def front_matter(text: str) -> str:
    """The front matter of an article as YAML; "" where it has none.

    The fence is a line of its own, so a line of comment in its place keeps the places right.
    """
    head = text.split(FENCE, 2)
    return "" if len(head) < 3 or head[0] else "#\n" + head[1]


class _Refused(Exception):
    """What comes after this place is not read; the problem says why."""

    def __init__(self, place: Any, code: str, message: str, hint: str) -> None:
        self.told = (place, code, message, hint)


def file_bytes(path: Path) -> bytes:
    """What the file holds; of one that is too large no more than shows it.

    Raises OSError, and so for a folder, a pipe or a device too: a pipe would be waited for, and a device be read, for ever.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, "it is no ordinary file")
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def decode(raw: bytes, name: str, limit: int = MAX_BYTES) -> tuple[str, list[Problem]]:
    """The text of a file without its byte-order mark, and what keeps it from being read as text."""
    if len(raw) > limit:
        return "", [Problem(Mark(name), "too-large", "The file is too large.", f"At most {limit:,} bytes are read.")]
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        text = raw.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        mark = Mark(name, raw.count(b"\n", 0, error.start) + 1, error.start - raw.rfind(b"\n", 0, error.start))
        return "", [Problem(mark, "not-utf-8", f"Byte 0x{raw[error.start]:02x} is not UTF-8 text.", "Save the file as UTF-8.")]
    at = unsafe(text)
    return text, [] if at is None else [_control_character(text[at], _mark_at(text, at, name))]


def read(text: str, name: str, max_nodes: int = MAX_NODES) -> tuple[Node | None, list[Problem]]:
    """The one document of the text (None when there is none), and the problems; JSON is read as the YAML that it is."""
    if text.lstrip()[:1] in ("{", "["):
        text = text.replace("\t", " ")  # JSON may be indented with tabs
    elif "\t" in text:
        return None, [Problem(_mark_at(text, text.index("\t"), name), "yaml-tab", "A tab stands here.", "Use spaces.")]
    if (found := _DIRECTIVE.match(text)) is not None:
        return None, [Problem(_mark_at(text, found.end() - 1, name), *dialect("%"))]
    if (slip := slip_in(text)) is not None:
        return None, [_of_slip(slip, text, name)]
    reader = _Reader(text, name, max_nodes)
    try:
        # `yaml.parse` asks twice for each event
        return reader.build(iter(_LOADER(text).get_event, None)), reader.problems
    except _Refused as refused:
        reader.tell(*refused.told)
    except yaml.MarkedYAMLError as error:
        place, slip = error.problem_mark or error.context_mark, slip_at(text, error, reader.quoted, reader.flow)
        if slip is not None:
            reader.problems.append(_of_slip(slip, text, name))
        else:
            reader.tell(place, *_syntax(str(error.problem or error.context), text, place))
    except yaml.YAMLError as error:
        reader.problems.append(Problem(Mark(name), "yaml-syntax", f"This cannot be read ({type(error).__name__})."))
    return None, reader.problems


class _Reader:
    """Turns events into nodes with a stack of its own, so that no depth can exhaust the interpreter's."""

    def __init__(self, text: str, name: str, max_nodes: int) -> None:
        self.name, self.left, self.problems = name, max_nodes, list[Problem]()
        self.text, self.flow = text, list[int]()  # where each {...} and [...] that is open began
        self.pure = _LOADER is yaml.SafeLoader  # libyaml refuses the odd colon by itself
        self.limit = f"At most {max_nodes:,} are read."
        self.quoted: yaml.ScalarEvent | None = None  # the last text in quotes
        self.cuts = {found.start() for found in _CUT_COMMENT.finditer(text)}
        self.escapes = "\\" in text  # only an escape can bring a character that `decode` did not see

    def build(self, events: Iterable[yaml.Event]) -> Node | None:
        stack: list[tuple[Sequence | Mapping, list[Node]]] = []
        children: list[Node] = []
        top = children
        for event in events:
            if isinstance(event, yaml.ScalarEvent):
                children.append(self._scalar(event))
            elif isinstance(event, yaml.CollectionStartEvent):
                stack.append((self._collection(event, len(stack)), children))
                children = []
            elif isinstance(event, yaml.CollectionEndEvent):
                del self.flow[-1:]  # within one that is open all are of its kind
                node, parent = stack.pop()
                self._fill(node, children)
                parent.append(node)
                children = parent
            elif isinstance(event, yaml.AliasEvent):
                raise _Refused(event.start_mark, "yaml-anchor", f"'*{event.anchor}' stands for another place.", _ANCHOR_HINT)
            elif isinstance(event, yaml.DocumentStartEvent) and top:
                raise _Refused(event.start_mark, "yaml-document", "A second document begins here.", "Keep one to a file.")
        return top[0] if top else None

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        self.left -= 1
        if self.left < 0 or event.anchor or event.tag:
            self._refuse(event)
        style, text = event.style, event.value
        if not style and self.cuts and text and event.end_mark.index in self.cuts:  # type: ignore[union-attr]
            hint = "Quote the text, or set two spaces before a comment."
            self.tell(event.end_mark, "yaml-comment", "The text ends here, as ` #` begins a comment.", hint)
        if (self.flow and not style and (self.pure or "?" in text)) or style in ("|", ">"):
            self._dialect(event)
        if style in ('"', "'"):
            self.quoted = event
        if style == '"' and self.escapes and (at := unsafe(text)) is not None:
            self.problems.append(_control_character(text[at], _mark(self.name, event.start_mark)))
        return Scalar(self.name, event.start_mark, text, not style)

    def _dialect(self, event: yaml.ScalarEvent) -> None:
        """Refuses what libyaml reads and PyYAML's own parser does not, or the other way round."""
        begin, end = event.start_mark.index, event.end_mark.index  # type: ignore[union-attr]
        if event.style:
            head = _COMMENT_IN_HEAD.match(self.text, begin)
            at, sign = (-1 if head is None else head.end() - 1), "#"
        elif "?" in event.value:
            at, sign = self.text.index("?", begin), "?"
        else:
            at, sign = (end if self.text[end : end + 1] == ":" and self.text[end + 1 : end + 2] in tuple(",[]{}") else -1), ":"
        if at >= 0:
            self.problems.append(Problem(_mark_at(self.text, at, self.name), *dialect(sign)))

    def _collection(self, event: yaml.CollectionStartEvent, depth: int) -> Sequence | Mapping:
        self.left -= 1
        if self.left < 0 or event.anchor or event.tag:
            self._refuse(event)
        if depth >= MAX_DEPTH:
            raise _Refused(event.start_mark, *_too_deep())
        if event.flow_style:
            self.flow.append(event.start_mark.index)  # type: ignore[union-attr]
        kind = Sequence if isinstance(event, yaml.SequenceStartEvent) else Mapping
        return kind(self.name, event.start_mark)

    def _fill(self, node: Sequence | Mapping, children: list[Node]) -> None:
        if isinstance(node, Sequence):
            node.items = children
            return
        seen: dict[str, Scalar] = {}
        for key, value in zip(children[::2], children[1::2], strict=True):
            if not isinstance(key, Scalar):
                found = "A key is a list or a mapping here."
                self.problems.append(Problem(key.mark, "wrong-type", found, "A key must be a word."))
            elif seen.setdefault(key.text, key) is not key:
                first = f"The first is in line {seen[key.text].mark.line}."
                if key.text == "id":  # the usual slip in a list
                    first += " A new item begins with `- `."
                found = f"{quoted(key.text)} stands here a second time."
                self.problems.append(Problem(key.mark, "duplicate-key", found, first))
                node.repeated.append((key, value))
            else:
                node.pairs.append((key, value))

    def _refuse(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if self.left < 0:
            raise _Refused(event.start_mark, "too-many-values", "There are too many values in this file.", self.limit)
        if event.anchor:
            self.tell(event.start_mark, "yaml-anchor", f"'&{event.anchor}' marks this place by a name.", _ANCHOR_HINT)
        if event.tag:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.tell(event.start_mark, "yaml-tag", f"The tag '{tag}' is not read.", "Leave it out, or quote the text.")

    def tell(self, place: Any, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(_mark(self.name, place), code, message, hint))


def _mark(name: str, place: Any) -> Mark:
    return Mark(name) if place is None else Mark(name, place.line + 1, place.column + 1)


def _of_slip(slip: Slip, text: str, name: str) -> Problem:
    return Problem(_mark_at(text, slip.at, name), "yaml-syntax", f"This cannot be read: {slip.why}.", slip.hint)


def _syntax(found: str, text: str, place: Any) -> tuple[str, str, str]:
    if "nesting depth" in found:  # libyaml looks ahead of its events and stops at 1,000 by itself
        return _too_deep()
    if found in DIALECT:
        return dialect(DIALECT[found])
    line, column = (0, 0) if place is None else (place.line, place.column)
    return "yaml-syntax", *syntax_error(found, text.split("\n"), line, column)


def _too_deep() -> tuple[str, str, str]:
    return "too-deep", "The data goes too deep here.", f"At most {MAX_DEPTH} levels are read."


def _control_character(found: str, mark: Mark) -> Problem:
    return Problem(mark, "control-character", f"U+{ord(found):04X} is a control or an invisible character.", "Remove it.")


def _mark_at(text: str, at: int, name: str) -> Mark:
    return Mark(name, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
