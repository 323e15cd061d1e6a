"""What people read: the report in each format holds all of its words, fits the screen, and is never markup by accident."""

from __future__ import annotations

import json
import re
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt
from rich.cells import cell_len
from rich.console import Console

from nervecheck.base.errors import FileProblems
from nervecheck.interview.answers_file import read_answers
from nervecheck.interview.state import Interview
from nervecheck.render import json as as_json
from nervecheck.render import markdown, terminal
from nervecheck.report.compose import compose
from nervecheck.report.document import Banner, Bullets, Document, Heading, Pairs, Paragraph, Reference, References
from nervecheck.report.make import make_report, numbers_for
from nervecheck.tree.load import load
from tests.faces import line_by_line
from tests.support import SOURCES, shipped, small_tree, write_folder
from tests.terminal import STORIES, answers_file, folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from nervecheck.report.facts import Report
    from nervecheck.tree.model import Tree

WIDTHS = (40, 60, 80, 200)
WIDEST = 88
URL = re.compile(r"\s*https://\S+")
# what a report is made of in CommonMark; an image, raw HTML or a code span is in none of them
BLOCKS = {"heading", "paragraph", "bullet_list", "ordered_list", "list_item", "inline"}
INLINE = {"text", "softbreak", "strong_open", "strong_close", "link_open", "link_close"}


def report_on(answers: str, tree: Tree | None = None, region: str | None = None) -> Report:
    """The report on the text of an answers file."""
    tree = tree or shipped()
    given = read_answers(answers.encode(), "answers.yaml", tree, complete=True)
    return make_report(tree, given.answers, numbers_for(tree, region), given.notes)


REPORTS = {name: report_on(answers_file(story), region="GB" if name == "same-day" else None) for name, story in STORIES.items()}
each_report = pytest.mark.parametrize("name", REPORTS)
each_width = pytest.mark.parametrize("width", WIDTHS)


def leaves(part: object) -> Iterator[str]:
    """Every text of a document that is there to be read."""
    match part:
        case str():
            yield part
        case Banner():  # its urgency is an id; the word stands beside it
            yield from leaves((part.word, part.headline, part.lines))
        case tuple():
            for item in part:
                yield from leaves(item)


def shown(document: Document, width: int, plain: bool = False) -> str:
    """What a colour terminal of that width is sent, without the colours."""
    screen = StringIO()
    console = Console(
        file=screen, width=width, force_terminal=True, color_system="truecolor", highlight=False, markup=False, emoji=False
    )
    terminal.show(document, console, plain=plain)
    return re.sub(r"\x1b\[[0-9;]*m", "", screen.getvalue())


def tokens(text: str) -> list[Token]:
    """The Markdown as a CommonMark reader takes it, with the parts of each line."""
    return [part for token in MarkdownIt("commonmark").parse(text) for part in (token, *(token.children or ()))]


def unescaped(text: str) -> str:
    """The words that a reader of the Markdown sees."""
    parts = MarkdownIt("commonmark").parse(text)
    lines = ("".join(" " if c.type == "softbreak" else c.content for c in part.children or ()) for part in parts)
    return folded("\n".join(lines))


# ---- the terminal -------------------------------------------------------------------------------------------------------


def test_there_is_a_story_for_each_result() -> None:
    found = {name: (report.urgency, report.covered) for name, report in REPORTS.items()}
    expected = {name: (name, True) for name in STORIES if name != "not-covered"}
    assert found == {**expected, "not-covered": ("routine", False)}


@each_width
@each_report
def test_no_line_is_wider_than_the_terminal(name: str, width: int) -> None:
    limit = min(width, WIDEST)
    document = compose(REPORTS[name])
    for text in (shown(document, width), shown(document, width, plain=True), terminal.text(document, limit)):
        assert [line for line in text.splitlines() if cell_len(line) > limit and not URL.fullmatch(line)] == []


@each_width
@each_report
def test_action_is_first_and_last(name: str, width: int) -> None:
    report = REPORTS[name]
    action = folded(f"{report.word.upper()}: {report.headline}")
    document = compose(report)
    for text in (shown(document, width), shown(document, width, plain=True), terminal.text(document, min(width, WIDEST))):
        assert folded(text.replace("━", "")).startswith(action)
        last = text.replace("━", "").strip().split("\n\n")[-1]
        assert folded(last).startswith(action)
        assert folded(report.numbers.emergency) in folded(last)


@each_report
def test_what_to_do_fits_the_first_screen(name: str) -> None:
    lines = shown(compose(REPORTS[name]), 80).splitlines()
    assert lines.index("WHY") <= 24


@each_width
@each_report
def test_every_word_of_the_document_is_on_the_terminal(name: str, width: int) -> None:
    document = compose(REPORTS[name])
    text = folded(shown(document, width)).casefold()
    assert [leaf for leaf in leaves(document) if folded(leaf).casefold() not in text] == []


@each_report
def test_plain_and_coloured_say_the_same(name: str) -> None:
    document = compose(REPORTS[name])
    assert shown(document, 80).replace("━" * 80 + "\n", "") == shown(document, 80, plain=True) == terminal.text(document, 80)


# ---- Markdown -----------------------------------------------------------------------------------------------------------


@each_report
def test_every_word_of_the_document_is_in_the_markdown(name: str) -> None:
    document = compose(REPORTS[name])
    text = unescaped(markdown.render(document))
    # a reader of Markdown shows the %28 of an address as what it stands for
    assert [leaf for leaf in leaves(document) if folded(unquote(leaf)) not in unquote(text)] == []


@each_report
def test_markdown_holds_no_image_no_html_and_only_links_to_sources(name: str) -> None:
    document = compose(REPORTS[name])
    text = markdown.render(document)
    assert_only_report(text, document)
    assert links(text) <= {source.url for source in shipped().sources.values()}
    assert text.startswith(f"# {REPORTS[name].headline}\n")


def links(text: str) -> set[str]:
    return {str(token.attrs["href"]) for token in tokens(text) if token.type == "link_open"}


def assert_only_report(text: str, document: Document) -> None:
    """The Markdown reads as the blocks of the document, no more and no fewer."""
    found = tokens(text)
    inline = {child.type for token in found for child in token.children or ()}
    blocks = {token.type.removesuffix("_open").removesuffix("_close") for token in found if token.block}
    assert inline <= INLINE
    assert blocks <= BLOCKS
    assert all(url.startswith("https://") for url in links(text))
    count = [token.type for token in found].count
    banners = sum(isinstance(block, Banner) for block in document)
    assert count("strong_open") == banners
    assert count("heading_open") == banners + sum(isinstance(block, Heading) for block in document)
    assert count("list_item_open") == sum(map(items, document))
    assert count("link_open") == sum(len(block.items) for block in document if isinstance(block, References))


def items(block: object) -> int:
    match block:
        case Bullets(listed, _):
            return len(listed)
        case Pairs(rows):
            return len(rows)
        case References(listed):
            return len(listed)
        case _:
            return 0


# ---- text that would be something else ----------------------------------------------------------------------------------

HOSTILE = (
    "[bold]not[/bold] weak",
    "[/left] leg",
    "[link=https://evil.example]here[/link]",
    "![x](https://evil.example/a.png)",
    "[x](https://evil.example)",
    "[x]: https://evil.example",
    "<img src=x onerror=alert(1)>",
    "<https://evil.example/d>",
    "<!-- hidden -->",
    "https://evil.example/e",
    "www.evil.example",
    "a@evil.example",
    "&lt;b&gt; &amp; &#x41;",
    "1. x",
    "2) y",
    "_a_ *b* **c** __d__ ~~e~~",
    "# heading",
    "> quote",
    "- item",
    "+ item",
    "===",
    "---",
    "***",
    "```sh",
    "~~~",
    "`tick`",
    "| a | b |",
    "ends in a backslash \\",
    "\\[x\\]",
    ":smile: :100:",
    "{{ name }} {0} %s $HOME $(x)",
    "\u2764\ufe0f \U0001f469\u200d\u2695\ufe0f \U0001f1ec\U0001f1e7 emoji",
    "腰が痛い \uff57\uff49\uff44\uff45",
    "e\u0301 a\u0308 combining",
    "כאב גב",
    "says \"no\" and 'yes'",
)


def quoted(value: object) -> str:
    """The value as JSON, which is YAML."""
    return json.dumps(value, ensure_ascii=False)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """A tree in which everything that is shown is hostile text."""
    folder = tmp_path_factory.mktemp("hostile")
    text = dict(enumerate(HOSTILE))
    listed = list(HOSTILE)
    options = [{"id": f"o{n}", "label": line, "hint": listed[-1 - n]} for n, line in text.items()]
    judged = {"basis": "judgement", "reviewed": "2026-01-01"}
    question = {"id": "q", "topic": text[3], "ask": text[6], "help": text[0], "why": text[4], "type": "many"}
    rules: list[dict[str, object]] = [
        {"id": f"r{n}", "title": line, "urgency": "same-day", "when": {"q": f"o{n}"}, "why": line, **judged}
        for n, line in text.items()
    ]
    rules[0] |= {"do": listed, "avoid": listed, "sources": ["src"]}
    actions = {
        name: {"word": text[0], "headline": text[3], "steps": listed, "avoid": listed}
        for name in ("self-care", "routine", "same-day", "emergency", "ambulance")
    }
    advice = {
        "opening": listed,
        "actions": actions,
        "safety-nets": [{"id": "net", "heading": text[3], "changes": listed, "course": text[6], "basis": "judgement"}],
        "not-assessed": listed,
        "about": listed,
    }
    section = {"id": "s", "title": text[16], "questions": [{**question, "options": options}]}
    tree = {"title": "t", "version": text[5], "reviewed": "2026-01-01", "reviewed-by": text[6], "scope": text[7]}
    limit = {"id": "l", "when": {"q": "o0"}, "say": text[3], "ask": text[6], "partly": "true"}
    self_care = {"when": {"q": "none"}, "why": text[3], **judged}
    write_folder(
        folder,
        quoted({**tree, "sections": [section]}),
        quoted({"rules": rules, "self-care": self_care, "not-covered": [limit]}),
        advice=quoted(advice),
        sources=SOURCES.replace("title: S", f"title: {quoted(text[3])}"),
        regions=quoted({"GB": {"name": text[0], "emergency": text[3], "hospital": text[6], "checked": "2026-01-01"}}),
    )
    (folder / "library").mkdir()
    head = {"id": "a", "title": text[3], "kind": "faq", "rank": "1", "when": {"q": "o0"}, "sources": ["src"]}
    body = "\n\n".join(listed)
    (folder / "library" / "a.md").write_text(
        f"---\n{quoted({**head, 'reviewed': '2026-01-01'})}\n---\n{body}\n", encoding="utf-8"
    )
    return load(folder)


@pytest.fixture(scope="module")
def hostile_report(hostile: Tree) -> Report:
    return report_on(quoted({"answers": {"q": [f"o{n}" for n in range(len(HOSTILE))]}}), hostile, "GB")


def test_hostile_text_is_plain_text_on_the_terminal(hostile_report: Report) -> None:
    document = compose(hostile_report)
    for width in (60, 80):
        screen = shown(document, width)
        assert "\x1b" not in screen
        seen = folded(screen)
        assert [line for line in HOSTILE if folded(line) not in seen] == []
        assert [line for line in screen.splitlines() if cell_len(line) > width and not URL.fullmatch(line)] == []
        assert [leaf for leaf in leaves(document) if folded(leaf).casefold() not in seen.casefold()] == []


def test_hostile_text_is_plain_text_in_markdown(hostile_report: Report) -> None:
    document = compose(hostile_report)
    text = markdown.render(document)
    assert_only_report(text, document)
    assert links(text) == {"https://example.org/"}
    seen = unescaped(text)
    assert [leaf for leaf in leaves(document) if folded(leaf) not in seen] == []


def test_hostile_text_is_plain_text_in_json(hostile_report: Report) -> None:
    report = json.loads(as_json.render(hostile_report))
    assert report["steps"] == list(HOSTILE)
    assert report["summary"]["said"][0]["answers"] == list(HOSTILE)


def test_hostile_text_is_plain_text_in_the_questions(hostile: Tree) -> None:
    heard: list[str] = []
    line_by_line(Interview(hostile, {}), lambda: ",".join(str(n) for n in range(1, len(HOSTILE) + 1)) + "\n", heard.append)
    seen = folded("".join(heard))
    assert [line for line in HOSTILE if folded(line) not in seen] == []


@pytest.mark.parametrize("version", ["![x](https://evil.example)", "<img src=x>", "# x"])
def test_the_version_in_an_answers_file_is_plain_text_too(version: str) -> None:
    answers = f"questions: {{version: {quoted(version)}, hash: other}}\n{answers_file(STORIES['ambulance'])}"
    report = report_on(answers)
    document = compose(report)
    assert report.told
    assert_only_report(markdown.render(document), document)
    assert version in unescaped(markdown.render(document))
    assert version in folded(shown(document, 80))


# ---- characters that are no text ----------------------------------------------------------------------------------------

CONTROLS = {
    "escape": "\x1b[2J",
    "eight-bit-escape": "\x9b2J",
    "bell": "\x07",
    "null": "\x00",
    "backspace": "\x08",
    "delete": "\x7f",
    "right-to-left-override": "\u202e",
    "isolate": "\u2066",
    "zero-width-space": "\u200b",
    "byte-order-mark": "\ufeff",
    "tag": "\U000e0041",
}
each_control = pytest.mark.parametrize("control", CONTROLS.values(), ids=CONTROLS)


@each_control
def test_load_refuses_a_control_written_as_an_escape(control: str, tmp_path: Path) -> None:
    label = json.dumps(f"a{control}b")  # as \uXXXX, which YAML reads as the character itself
    question = f"- {{id: q, topic: T, ask: A, type: one, options: [{{id: a, label: {label}}}, {{id: b, label: B}}]}}"
    with pytest.raises(FileProblems) as caught:
        small_tree(tmp_path, question)
    codes = {problem.code for problem in caught.value.problems}
    assert codes <= {"control-character", "yaml-syntax"}  # half of a surrogate pair is no YAML at all
    assert {problem.mark.file for problem in caught.value.problems} == {"tree.yaml"}


@each_control
def test_load_refuses_a_control_as_it_is(control: str, tmp_path: Path) -> None:
    folder = write_folder(tmp_path, f"title: 'a{control}b'\n")
    with pytest.raises(FileProblems) as caught:
        load(folder)
    assert [problem.mark.line for problem in caught.value.problems if problem.code == "control-character"] == [1]


@each_control
def test_no_control_reaches_a_reader(control: str) -> None:
    text = f"a{control}b"
    report = REPORTS["same-day"]._replace(headline=text, steps=(text,), told=(text,))
    document: Document = (
        *compose(report),
        Heading(text),
        Paragraph(text),
        Pairs(((text, text),)),
        References((Reference(text, "https://example.org/"),)),
    )
    for seen in (shown(document, 80), terminal.text(document, 80), markdown.render(document), as_json.render(report)):
        assert control[0] not in seen
        assert "b" in seen


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\t", "\r"])
def test_a_separator_keeps_the_formats_whole(separator: str) -> None:
    report = REPORTS["same-day"]._replace(headline=f"Ring{separator}today", steps=(f"a{separator}b", f"a{separator}# b"))
    document = compose(report)
    assert len(json.loads(as_json.render(report))["steps"]) == 2
    assert_only_report(markdown.render(document), document)
    assert folded(shown(document, 80).replace("━", "")).startswith("SAME DAY: Ring")
