"""Changes of a file by chance: of its bytes, and of what it holds as YAML."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

# pieces that readers of YAML, Markdown, terminals and HTML take for more than text
TOKENS = (
    *(
        b"\n",
        b"\r",
        b"\t",
        b" ",
        b"- ",
        b": ",
        b" #",
        b"---\n",
        b"...\n",
        b"[",
        b"]",
        b"{",
        b"}",
        b"'",
        b'"',
        b"&a ",
        b"*a",
        b"!!str ",
    ),
    *(
        b"? ",
        b"| \n",
        b">-\n",
        b"%YAML 1.1\n",
        b"<<: ",
        b"~",
        b"null",
        b"\0",
        b"\x1b[2J",
        b"\x9b",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
    ),
    *(
        b"\xe2\x80\xae",
        b"\xe2\x80\xa8",
        b"\xc2\x85",
        b"\xed\xa0\x80",
        b"\xf4\x90\x80\x80",
        b"\\ud800",
        b"\\x1b",
        b"\\U0010ffff",
    ),
    *(b"# ", b"## ", b"1. ", b"![x](y)", b"<script>", b"&lt;", b"`", b"**", b"[bold]", b"9" * 40, b"-1", b"1e999", b"[" * 60),
    *(b"none", b"unsure", b"clear", b"asked", b"not", b"all", b"any", b"at-least", b"yes", b"no", b"when: ", b"opens: []"),
)
ODD: tuple[Any, ...] = (
    "",
    "none",
    "unsure",
    "asked",
    "clear",
    "no",
    "-1",
    "99999999999999999999",
    "\u0660",
    "x" * 5000,
    "\u202e",
    [],
    {},
    [[]],
    [{}],
)


def mutated_bytes(raw: bytes, chance: Random) -> bytes:
    """The bytes after one to six small changes."""
    found = bytearray(raw)
    for _ in range(chance.choice([1, 1, 2, 3, 6])):
        at, length = chance.randint(0, len(found)), chance.choice([1, 1, 2, 8, 64, 500])
        match chance.randrange(6):
            case 0:
                del found[at : at + length]
            case 1:
                found[at:at] = chance.choice(TOKENS)
            case 2:
                found[at : at + length] = chance.choice(TOKENS)
            case 3:
                found[at:at] = found[at : at + length]
            case 4 if found:
                found[chance.randrange(len(found))] = chance.randrange(256)
            case _:
                other = chance.randint(0, len(found))
                found[at:at] = found[other : other + length]
    return bytes(found)


def mutated_yaml(raw: bytes, chance: Random) -> bytes:
    """The same file, written as JSON, with one to three changes of what it holds: values swapped, left out, doubled, odd."""
    data: Any = copy.deepcopy(yaml.load(raw.decode(), yaml.BaseLoader))
    for _ in range(chance.choice([1, 1, 2, 3])):
        holders = list(_holders(data))
        if not holders:
            break
        _change(chance.choice(holders), holders, chance)
    return json.dumps(data, ensure_ascii=False, indent=chance.choice([None, 1])).encode("utf-8", "surrogatepass")


def _holders(data: Any) -> list[Any]:
    """Every list and mapping that holds something, the data itself first."""
    found = [data] if isinstance(data, list | dict) and data else []
    inside = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return found + [holder for part in inside for holder in _holders(part)]


def _change(holder: Any, holders: Sequence[Any], chance: Random) -> None:
    key = chance.choice(list(holder)) if isinstance(holder, dict) else chance.randrange(len(holder))
    other = chance.choice(holders)
    from_there = copy.deepcopy(chance.choice(list(other.values()) if isinstance(other, dict) else other) if other else "")
    match chance.randrange(5):
        case 0:
            del holder[key]
        case 1:
            holder[key] = chance.choice(ODD)
        case 2:
            holder[key] = from_there
        case 3 if isinstance(holder, list):
            holder.insert(key, from_there)
        case 3:
            holder[chance.choice(["when", "id", "unsure", "danger", "not", "all", "x"])] = from_there
        case _:
            holder[key] = [holder[key]] if chance.random() < 0.5 else {"not": holder[key]}
