"""What the engine in Python says of records that the query decided: the likely causes, and the report as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from nervecheck.base.text import clean
from nervecheck.engine.ranking import ranking
from nervecheck.engine.triage import triage
from nervecheck.exchange.table import answers_of
from nervecheck.render.json import render as as_json
from nervecheck.report.compose import document
from nervecheck.report.facts import Numbers, Report
from nervecheck.report.make import make_report
from nervecheck.tree.model import Tree
from nervecheck.tree.terms import Urgency

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_CAUSES = 3
_LONGEST = 50  # letters of an id in the name of a file, which may have 255 bytes


class Selection(NamedTuple):
    """Which of the decided records are meant: those of these urgencies, of them the first in the file, at most so many."""

    urgencies: tuple[Urgency, ...] = tuple(Urgency)
    most: int | None = None


RANKED = Selection(tuple(urgency for urgency in Urgency if urgency < Urgency.EMERGENCY))  # the only ones with causes


class Person(NamedTuple):
    """A record that was decided: its number in the file, its id, and its cells by question."""

    number: int
    id: str | None
    cells: dict[str, Any]


class ReportFiles(NamedTuple):
    """The folder to write reports into, their format (of `FORMATS`), the numbers to call, and when the answers were given."""

    folder: Path
    format: str
    numbers: Numbers
    date: str


def cause_columns() -> list[str]:
    """The names of the columns for the causes: the id, then how well it fits, of the first, the second and the third."""
    return [f"{name}_{place}" for place in range(1, MOST_CAUSES + 1) for name in ("cause", "fit")]


def leading_causes(tree: Tree, people: list[Person]) -> list[list[Any]]:
    """For each person their number, then what stands in `cause_columns`: the first causes that a report names."""
    return [[person.number, *_causes(tree, person)] for person in people]


def _causes(tree: Tree, person: Person) -> list[str | None]:
    answers = answers_of(tree, person.cells)
    named = ranking(tree, answers, triage(tree, answers)).named[:MOST_CAUSES]
    found: list[str | None] = [word for item in named for word in (item.cause.id, str(item.band))]
    return found + [None] * (2 * MOST_CAUSES - len(found))


def write_reports(tree: Tree, people: list[Person], files: ReportFiles) -> list[str]:
    """Writes the report of each person into the folder, and gives the names of the files; raises OSError."""
    return [_write_report(tree, person, files) for person in people]


def _write_report(tree: Tree, person: Person, files: ReportFiles) -> str:
    ending, text_of = FORMATS[files.format]
    name = f"{_file_name(person)}{ending}"
    report = make_report(tree, answers_of(tree, person.cells), files.numbers, date=files.date)
    (files.folder / name).touch(mode=0o600, exist_ok=False)  # before there is anything in it to read
    (files.folder / name).write_text(clean(text_of(report)), encoding="utf-8", newline="\n")
    return name


def _file_name(person: Person) -> str:
    """The id as far as any system can have it in the name of a file, and the number, which makes it the only one."""
    letters = ("".join(letter if letter.isalnum() or letter in "._-" else "_" for letter in person.id or ""))[:_LONGEST]
    return f"{letters.lstrip('.-')}-{person.number}".lstrip("-")


def _markdown(report: Report) -> str:
    from nervecheck.render.markdown import render

    return render(document(report))


def _html(report: Report) -> str:
    from nervecheck.render.html.page import report_page

    return report_page(report)


FORMATS: dict[str, tuple[str, Callable[[Report], str]]] = {
    "markdown": (".md", _markdown),
    "html": (".html", _html),
    "json": (".json", as_json),
}
