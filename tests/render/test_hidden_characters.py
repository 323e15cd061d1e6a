"""No character that hides, moves or reverses reaches a reader in any format, and none is left out without a mark."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from nervecheck.base.errors import FileProblems
from nervecheck.base.text import clean, unsafe
from nervecheck.report.document import Banner, Bullets, Document, Heading, Lines, Pairs, Paragraph, Reference, References
from tests.support import small_tree
from tests.support.hostile import FORMATS, KINDS, assert_marked
from tests.support.reports import REPORTS

each_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


def text_with(kind: str) -> str:
    return f"begin {kind[:12]} end"


@each_kind
@pytest.mark.parametrize("name", FORMATS)
def test_each_kind_is_marked_in_each_format(name: str, kind: str) -> None:
    text = text_with(kind)
    report = REPORTS["same-day"]._replace(headline=text, steps=(text,), told=(text,))
    blocks = (Heading(text), Paragraph(text), Pairs(((text, text),)), References((Reference(text, "https://example.org/"),)))
    document: Document = (Banner("same-day", text, text, (text,)), Bullets((text,)), Lines((text,)), *blocks)
    seen = FORMATS[name](report, document)
    assert_marked(seen, kind[:12] * 3)
    assert_marked(str(json.loads(seen)) if name == "json" else seen, kind[:12] * 3)


@each_kind
@pytest.mark.parametrize("place", ["ask", "topic", "label", "help"])
def test_no_questions_with_hidden_characters_are_loaded(place: str, kind: str, tmp_path: Path) -> None:
    texts = {name: json.dumps(text_with(kind[0]) if name == place else "A.") for name in ("ask", "topic", "label", "help")}
    options = f"[{{id: a, label: {texts['label']}}}, {{id: b, label: B}}]"
    question = (
        f"- {{id: q, topic: {texts['topic']}, ask: {texts['ask']}, help: {texts['help']}, type: one, options: {options}}}"
    )
    with pytest.raises(FileProblems) as caught:
        small_tree(tmp_path, question)
    assert {problem.code for problem in caught.value.problems} <= {"control-character", "yaml-syntax"}


def test_every_character_that_shows_as_nothing_is_known() -> None:
    for number in range(0x110000):
        character = chr(number)
        formatting = unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") and character != "\n"
        if formatting or number & 0xFFFE == 0xFFFE:
            assert character not in clean(f"a{character}b"), f"U+{number:04X}"


@pytest.mark.parametrize(
    "text",
    [
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",  # Persian: the joiner is a letter's shape
        "\u0915\u094d\u200d\u0937",  # Hindi
        "\u2764\ufe0f \U0001f469\U0001f3fd\u200d\u2695\ufe0f \U0001f1ec\U0001f1e7",
        "e\u0301 \u05db\u05d0\u05d1 \u8170\u304c\u75db\u3044",
    ],
)
def test_what_a_script_needs_is_kept(text: str) -> None:
    assert clean(text) == text
    assert unsafe(text) is None


@pytest.mark.parametrize(
    "text", ["leg\u200d", "leg\u200c s", "a\ufe0f", "\u2764\ufe0f\ufe0f", "\U0001f469\u200d!", "\u0645\u200c\u200c"]
)
def test_what_no_script_needs_is_marked(text: str) -> None:
    assert clean(text).count("\ufffd") == 1
    assert unsafe(text) is not None
