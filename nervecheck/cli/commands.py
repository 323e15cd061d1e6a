"""The command line for whoever asks or reads: parse, call one function, show, exit."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from nervecheck.cli.error_handler import ErrorHandler
from nervecheck.cli.parameters import Folder, ToFile

app = typer.Typer(
    cls=ErrorHandler,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)


class Format(StrEnum):
    """What a report is written as."""

    TERMINAL = "terminal"
    MARKDOWN = "markdown"
    JSON = "json"
    HTML = "html"


class ReadFormat(StrEnum):
    """What the library is written as."""

    TERMINAL = "terminal"
    MARKDOWN = "markdown"
    HTML = "html"


class PageName(StrEnum):
    """One page of a report."""

    PERSON = "person"
    READER = "reader"


def _version(wanted: bool) -> None:
    if wanted:
        from nervecheck import __version__

        typer.echo(f"nervecheck {__version__}")
        raise typer.Exit


def _countries(begun: str) -> list[tuple[str, str]]:
    """The codes that begin so, with their countries: what a shell completes."""
    from nervecheck.cli.streams import questions_folder
    from nervecheck.tree.load import load

    regions = load(questions_folder(None)).regions.items()
    return [(code, place.name) for code, place in regions if code.startswith(begun.upper())]


DEFAULT_FORMAT = "Else by the file's ending; on a terminal as text, in a pipe as Markdown."
Debug = Annotated[bool, typer.Option("--debug", help="After a fault in nervecheck, show its trace; it can hold answers.")]
Version = Annotated[bool, typer.Option("--version", help="Show the version.", is_eager=True, callback=_version)]


@app.callback()
def top(version: Version = False, debug: Debug = False) -> None:
    """How soon to get help for pain, numbness, weakness or tight muscles.

    Start with: nervecheck ask. It does not diagnose. In an emergency call your local emergency number (112, 911 or 999).
    """


@app.command()
def ask(
    answers: Annotated[str | None, typer.Option(metavar="FILE", help="Use these answers (- is stdin); never ask.")] = None,
    resume: Annotated[str | None, typer.Option(metavar="FILE", help="Begin with this file, ask what is missing.")] = None,
    set_: Annotated[
        list[str] | None, typer.Option("--set", metavar="ID=ANSWER", help="As ID=a,b or ID=a? (not sure); wins.")
    ] = None,
    save: Annotated[Path | None, typer.Option(metavar="FILE", help="Keep the answers here, after each one.")] = None,
    format_: Annotated[Format | None, typer.Option("--format", help=DEFAULT_FORMAT)] = None,
    output: ToFile = None,
    region: Annotated[
        str | None, typer.Option(metavar="CODE", help="Country for numbers and words, such as GB.", autocompletion=_countries)
    ] = None,
    plain: Annotated[bool, typer.Option("--plain", help="Numbered lines, for screen readers.")] = False,
    questions: Folder = None,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit 10 to 14 by urgency, not 0.")] = False,
    full: Annotated[bool, typer.Option("--full", help="After the pages, all the rest.")] = False,
    page: Annotated[PageName | None, typer.Option(help="Only the page for the person, or for the next reader.")] = None,
    date: Annotated[str | None, typer.Option(metavar="DATE", help="When the answers were given; else now.")] = None,
) -> None:
    """Ask about the trouble and say how soon to get help."""
    from nervecheck.cli.ask import run
    from nervecheck.cli.options import AskOptions, moment

    chosen, when, alone = None if format_ is None else format_.value, moment(date, datetime.now), page or ""
    given = (answers, resume, tuple(set_ or ()), save, chosen, output, region, plain, questions, exit_code)
    options = AskOptions(*given, when, full, alone)
    raise typer.Exit(run(options))


@app.command()
def template(output: ToFile = None, questions: Folder = None) -> None:
    """Write an empty answers file, to fill in."""
    from nervecheck.cli.streams import deliver, loaded
    from nervecheck.interview.template import template as empty_file

    deliver(empty_file(loaded(questions)), output)


@app.command("read")
def read_library(
    article: Annotated[list[str] | None, typer.Argument(metavar="[ARTICLE]", help="An article's id, or words in it.")] = None,
    format_: Annotated[ReadFormat | None, typer.Option("--format", help=DEFAULT_FORMAT)] = None,
    output: ToFile = None,
    plain: Annotated[bool, typer.Option("--plain", help="No lines, no colour: for screen readers.")] = False,
    questions: Folder = None,
) -> None:
    """Read the library: all titles, those with some words, or one article."""
    from nervecheck.cli.read import read
    from nervecheck.cli.streams import loaded

    chosen = None if format_ is None else format_.value
    read(loaded(questions), tuple(article or ()), chosen, output, plain)


@app.command()
def about(
    hazards: Annotated[bool, typer.Option("--hazards", help="What can go wrong, and what holds it.")] = False,
    questions: Folder = None,
) -> None:
    """Intended use, limits, review state, versions, licence."""
    from nervecheck.cli.streams import deliver, loaded, screen_width
    from nervecheck.render.terminal import text
    from nervecheck.report.compose import about as describe
    from nervecheck.report.hazards import hazard_blocks

    tree = loaded(questions)
    deliver(text(hazard_blocks(tree) if hazards else describe(tree), screen_width()), None)
