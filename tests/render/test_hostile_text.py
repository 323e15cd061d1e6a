"""Text from questions and answers is never markup, a link or a control code, in no format."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from nervecheck.base.errors import FileProblems
from nervecheck.interview.state import Interview
from nervecheck.render import json as as_json
from nervecheck.render import markdown, terminal
from nervecheck.render.html.page import document_page, report_page, without_commands
from nervecheck.report.document import Document, Heading, Pairs, Paragraph, Reference, References
from nervecheck.tree.load import load
from tests.support import SOURCES, small_tree, write_folder
from tests.support.faces import line_by_line
from tests.support.terminal import STORIES, answers_file, folded

if TYPE_CHECKING:
    from nervecheck.report.facts import Report
    from nervecheck.tree.model import Tree
from tests.support.html import ATTRIBUTES, ELEMENTS, named, parsed, seen, tag
from tests.support.reports import REPORTS, URL, assert_only_report, leaves, links, report_on, shown, unescaped, whole

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
    "a blank line\n\n# and a heading",
    "a blank line\n\n- and an item",
    "a blank line\n\n1. and a step",
    "a blank line\n\n    and code",
    "underlined\n===",
    "a line\n> and a quote",
    "text\n| a |\n| --- |",
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
    del rules[0]["basis"]
    actions = {
        name: {"word": text[0], "headline": text[3], "steps": listed, "avoid": listed}
        for name in ("self-care", "routine", "same-day", "emergency", "ambulance")
    }
    advice = {
        "opening": listed,
        "actions": actions,
        "signs": [{"say": line, "place": "today", "basis": "judgement"} for line in listed],
        "expect": [{"say": text[6], "basis": "judgement"}],
        "not-assessed": listed,
        "about": listed,
    }
    section = {"id": "s", "title": text[16], "questions": [{**question, "options": options}]}
    tree = {"title": "t", "version": "1", "reviewed": "2026-01-01", "reviewed-by": text[6], "scope": text[7]}
    limit = {"id": "l", "when": {"q": "o0"}, "say": text[3], "ask": text[6], "partly": "true"}
    self_care = {"when": {"q": "none"}, "why": text[3], **judged}
    write_folder(
        folder,
        quoted({**tree, "sections": [section]}),
        quoted({"rules": rules, "self-care": self_care, "not-covered": [limit]}),
        advice=quoted(advice),
        sources=SOURCES.replace("title: S", f"title: {quoted(text[3])}"),
        regions=quoted({"GB": {"name": text[0], "emergency": "999", "hospital": text[6], "checked": "2026-01-01"}}),
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
    document = whole(hostile_report)
    for width in (60, 80):
        screen = shown(document, width)
        assert "\x1b" not in screen
        seen = folded(screen)
        assert [line for line in HOSTILE if folded(line) not in seen] == []
        assert [line for line in screen.splitlines() if cell_len(line) > width and not URL.fullmatch(line)] == []
        assert [leaf for leaf in leaves(document) if folded(leaf).casefold() not in seen.casefold()] == []


def test_hostile_text_is_plain_text_in_markdown(hostile_report: Report) -> None:
    document = whole(hostile_report)
    text = markdown.render(document)
    assert_only_report(text, document)
    assert links(text) == {"https://example.org/"}
    seen = unescaped(text)
    assert [leaf for leaf in leaves(document) if folded(leaf) not in seen] == []


def test_hostile_text_is_plain_text_in_html(hostile_report: Report) -> None:
    for text in (report_page(hostile_report, full=True), document_page((Heading(HOSTILE[6]), *whole(hostile_report)))):
        root = parsed(text)
        assert {tag(element) for element in root.iter()} <= ELEMENTS
        assert {attribute for element in root.iter() for attribute in element.attrib} <= ATTRIBUTES
        places = {f"#{element.get('id')}" for element in root.iter() if element.get("id")}
        assert {link.get("href") for link in named(root, "a")} - places == {"https://example.org/", "tel:999"}
        words, shown = seen(text), whole(without_commands(hostile_report))
        assert [leaf for leaf in leaves(shown) if folded(leaf) not in words] == []


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
    document = whole(report)
    assert report.told
    assert_only_report(markdown.render(document), document)
    assert version in unescaped(markdown.render(document))
    assert version in folded(shown(document, 80))


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
        *whole(report),
        Heading(text),
        Paragraph(text),
        Pairs(((text, text),)),
        References((Reference(text, "https://example.org/"),)),
    )
    files = (report_page(report, full=True), document_page(document))
    for read in (shown(document, 80), terminal.text(document, 80), markdown.render(document), as_json.render(report), *files):
        assert control[0] not in read
        assert "b" in read
    assert [text for text in files if "\ufffd" not in seen(text)] == []


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\t", "\r"])
def test_a_separator_keeps_the_formats_whole(separator: str) -> None:
    report = REPORTS["same-day"]._replace(headline=f"Ring{separator}today", steps=(f"a{separator}b", f"a{separator}# b"))
    document = whole(report)
    assert len(json.loads(as_json.render(report))["steps"]) == 2
    assert_only_report(markdown.render(document), document)
    assert folded(shown(document, 80).replace("━", "")).startswith("SAME DAY: Ring")
