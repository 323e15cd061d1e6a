"""What a terminal sends, as the names of keys."""

from __future__ import annotations

import pytest

from nervecheck.prompts.keys import decode


@pytest.mark.parametrize(
    ("sent", "keys"),
    [
        (b"\x1b[A\x1b[B\x1bOA\x1bOB", ("up", "down", "up", "down")),
        (b"\x1b[1;5A\x1b[5~\x1b[6~\x1b[H\x1b[4~", ("up", "page-up", "page-down", "home", "end")),
        (b"\r\n \x7f", ("enter", "enter", "space", "backspace")),
        (b"\x03\x04\x1a", ("ctrl-c", "ctrl-d", "ctrl-z")),
        ("é腰".encode(), ("é", "腰")),
        (b"\x1b[<0;1;1M\x1b[200~\x00\x01", ()),
        (b"\xff\xfea", ("a",)),
    ],
)
def test_what_a_terminal_sends(sent: bytes, keys: tuple[str, ...]) -> None:
    assert decode(sent) == (keys, b"")


@pytest.mark.parametrize("whole", ["\x1b[A", "\x1b[5~", "é", "腰"])
def test_a_key_that_comes_in_pieces(whole: str) -> None:
    data, keys, rest = whole.encode(), list[str](), b""
    for byte in data:
        found, rest = decode(rest + bytes([byte]))
        keys += found
    assert (len(keys), rest) == (1, b"")


def test_escape_by_itself() -> None:
    assert decode(b"\x1b") == ((), b"\x1b")
    assert decode(b"\x1b", ended=True) == (("escape",), b"")
