"""The pages: they fit, quote nobody wrongly, contradict nothing, and presume nothing, for every vignette and for anybody."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from nervecheck.engine.answer import Answers, Number, Picked
from nervecheck.engine.plan import shown
from nervecheck.engine.triage import definite_view, triage
from nervecheck.render import terminal
from nervecheck.report.blocks import PLACES
from nervecheck.report.compose import Pages, compose
from nervecheck.report.document import Bullets, Document, Lines
from nervecheck.report.make import make_report, numbers_for
from nervecheck.report.pages import height
from nervecheck.tree.load.shown import told_lines
from nervecheck.tree.model import Tree
from tests.support import examples, shipped
from tests.support.interviewed import interviewed
from tests.support.reports import vignettes
from tests.support.strategies import records
from tests.support.terminal import folded

LONGEST = {"ambulance": 16, "emergency": 28}
DATE = "2026-11-28T14:30"
VIGNETTES = vignettes()


def assert_good(answers: Answers, tree: Tree) -> None:
    """The pages of these answers keep every law that a machine can check."""
    report = make_report(tree, answers, numbers_for(tree, "GB"), (), DATE)
    pages = compose(report)
    assert height(pages.person) <= LONGEST.get(report.urgency, 62), terminal.text(pages.person, 80)
    assert height(pages.reader) <= 32, terminal.text(pages.reader, 80)
    for page in pages:
        assert height(page) == len(list(terminal.lines(page, 80)))
    assert_whole_sentences(pages.person)
    texts = {text for page in pages for block in page if isinstance(block, Lines | Bullets) for text in block.items}
    words = folded(" ".join(texts))
    brief = folded(" ".join(text for block in pages.person if isinstance(block, Lines) for text in block.items))
    torn = [excerpt.id for excerpt in report.excerpts for caution in excerpt.cautions if folded(f": {caution}") in brief]
    assert torn == []  # a list was announced, and a caution came in its place
    assert_no_contradiction(words, tree)
    assert_presumes_only_what_was_said(words, answers, tree)
    assert_quotes(pages, answers, tree)


def assert_whole_sentences(page: Document) -> None:
    for block in page:
        for text in block.items if isinstance(block, Lines | Bullets) else ():
            whole = text[:1].isupper() or text[:1].isdigit() or text[:1] in "\"'"
            ends = text.endswith((".", "?", "!", "]")) or "More: nervecheck read" in text
            assert whole, text
            assert ends, text


def assert_no_contradiction(page: str, tree: Tree) -> None:
    tagged = [(line.say, line.tags) for line in told_lines(tree)] + [(f"{one.title}:", one.tags) for one in tree.articles]
    there = {tag for say, tags in tagged if tags and folded(say) in page for tag in tags}
    assert [pair for pair in tree.advice.excludes if set(pair) <= there] == []


def assert_presumes_only_what_was_said(page: str, answers: Answers, tree: Tree) -> None:
    outcome, tests = triage(tree, answers), shown(tree)
    settled = definite_view(tree, answers, outcome.view, outcome.applied)
    of_rules = [told for group in (*tests.do.values(), *tests.avoid_doing.values()) for told in group]
    presuming = {
        told.line.say: told for told in (*of_rules, *tests.of_results(), *tests.tell, *tests.ask) if told.line.presumes
    }
    assert [say for say, told in presuming.items() if folded(say) in page and told.presumed.value(settled) is not True] == []
    there = [sign.say for sign, _, has in tests.signs if has.value(settled) is True]
    assert [say for say in there for part in watched(page) if say in part] == []


def watched(page: str) -> list[str]:
    """The signs that the page tells to watch for."""
    parts = [part for words in PLACES.values() for part in page.split(f"{words}:")[1:]]
    return [part.split(".")[0] for part in parts]


def assert_quotes(pages: Pages, answers: Answers, tree: Tree) -> None:
    """Whatever the person is told to have said is a label that they ticked, or a number that they gave."""
    labels = {"None of these", "Not sure"}
    for name, answer in answers.items():
        question = tree.questions[name]
        if isinstance(answer, Picked):
            labels |= {o.label for o in question.options if o.id in (*answer.yes, *answer.unsure)} | {"Yes", "No"}
        if isinstance(answer, Number):
            labels.add(f"{answer.value} {question.unit}".strip())
    topics = {question.topic for question in tree.questions.values()}
    said = [text for block in pages.person if isinstance(block, Lines) for text in block.items if text.startswith("You said (")]
    for text in said:
        rest = text.split("): ", 1)[1].rstrip(".")
        for label in sorted({*labels, *(f"{topic}: " for topic in topics)}, key=len, reverse=True):
            rest = rest.replace(label.rstrip("."), "")
        assert rest.replace("; ", "").replace(" more", "").strip().isdigit() or not rest.strip("; "), (text, rest)


@pytest.mark.parametrize("first", range(0, len(VIGNETTES), 40))
def test_the_pages_of_every_vignette_keep_the_laws(first: int) -> None:
    for answers in list(VIGNETTES.values())[first : first + 40]:
        assert_good(answers, shipped())


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=examples(60))
@given(record=records(shipped()))
def test_the_pages_of_anybody_keep_the_laws(record: Answers) -> None:
    assert_good(interviewed(shipped(), record).answers, shipped())


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=examples(60))
@given(record=records(shipped()))
def test_the_pages_of_whoever_answers_everything_fit(record: Answers) -> None:
    report = make_report(shipped(), record, numbers_for(shipped(), None), (), DATE)
    pages = compose(report)
    assert height(pages.person) <= LONGEST.get(report.urgency, 62)
    assert height(pages.reader) <= 32
