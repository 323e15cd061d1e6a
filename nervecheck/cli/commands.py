"""The command line: parse, call one function, show, exit."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from nervecheck.authoring.id_kinds import IdKind
from nervecheck.base.errors import ExitCode
from nervecheck.cli.error_handler import ErrorHandler

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


class PageName(StrEnum):
    """One page of a report."""

    PERSON = "person"
    READER = "reader"


class Problems(StrEnum):
    """What problems are written as."""

    TERMINAL = "terminal"
    JSON = "json"
    GITHUB = "github"


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


Version = Annotated[bool, typer.Option("--version", help="Show the version.", is_eager=True, callback=_version)]
Folder = Annotated[Path | None, typer.Option("--questions", metavar="DIR", help="Another questions folder.")]
Checked = Annotated[Path | None, typer.Argument(metavar="[DIR]", help="The questions folder.")]
KnownId = Annotated[str, typer.Argument(metavar="ID", help="Its id; of an option QUESTION.OPTION.")]
OfKind = Annotated[IdKind | None, typer.Option("--kind", help="What has the id, where several things have it.")]
ToFile = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here, not to stdout.")]


@app.callback()
def top(version: Version = False) -> None:
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
    format_: Annotated[Format | None, typer.Option("--format", help="Default: terminal, or markdown when piped.")] = None,
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
    markdown: Annotated[bool, typer.Option("--markdown", help="Markdown, also on a terminal.")] = False,
    plain: Annotated[bool, typer.Option("--plain", help="No lines, no colour: for screen readers.")] = False,
    questions: Folder = None,
) -> None:
    """Read the library: all titles, those with some words, or one article."""
    from nervecheck.cli.read import read
    from nervecheck.cli.streams import loaded

    read(loaded(questions), tuple(article or ()), markdown, plain)


@app.command()
def check(
    folder: Checked = None,
    format_: Annotated[Problems, typer.Option("--format", help="How problems are written.")] = Problems.TERMINAL,
    strict: Annotated[bool, typer.Option("--strict", help="Fail on warnings as well.")] = False,
    today: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="The day reviews are due by; else today.")
    ] = None,
) -> None:
    """List every mistake in a questions folder."""
    from nervecheck.authoring.check import check as find
    from nervecheck.authoring.problem_formats import REPORTERS
    from nervecheck.base.problems import Level
    from nervecheck.cli.streams import deliver, questions_folder

    found = find(questions_folder(folder), (today or datetime.now()).date())
    deliver(REPORTERS[format_](found), None)
    failed = found.count(Level.ERROR) or (strict and found.problems)
    raise typer.Exit(ExitCode.FOUND if failed else ExitCode.FINISHED)


@app.command()
def prove(
    folder: Checked = None,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Write counter-examples here, as answers files.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="Conflicts of the solver before a check is given up.")] = 20_000,
) -> None:
    """Prove the laws and promises for all possible answers."""
    from nervecheck.authoring.prove import account, counterexample_files
    from nervecheck.authoring.prove import prove as every_check
    from nervecheck.cli.streams import deliver, loaded, write_whole

    proof = every_check(loaded(folder), limit)
    for name, text in counterexample_files(proof) if out is not None else ():
        write_whole(Path(out or ".", name), text)
    deliver(account(proof), None)
    raise typer.Exit(ExitCode.FOUND if proof.failed else ExitCode.FINISHED)


@app.command("test")
def run_vignettes(
    folder: Checked = None,
    missed: Annotated[bool, typer.Option("--missed", help="List what no vignette reaches.")] = False,
    min_coverage: Annotated[int, typer.Option(min=0, max=100, help="Fail below this coverage, in 100.")] = 0,
) -> None:
    """Run the vignettes: stories with their expected result."""
    from nervecheck.authoring.coverage import account, coverage, percent
    from nervecheck.authoring.vignettes import examine_vignettes, play_all
    from nervecheck.cli.streams import deliver, loaded

    tree = loaded(folder)
    vignettes, problems = examine_vignettes(tree)
    played = play_all(vignettes, tree)
    deliver(account(played, tree, missed, problems), None)
    poor = percent(coverage(played, tree)) < min_coverage
    failed = poor or problems or not played or any(one.differences for one in played)
    raise typer.Exit(ExitCode.FOUND if failed else ExitCode.FINISHED)


@app.command()
def uses(name: KnownId, folder: Checked = None, kind: OfKind = None) -> None:
    """List every place that names an id, and what it is."""
    from nervecheck.authoring.uses import account
    from nervecheck.authoring.uses import uses as find
    from nervecheck.cli.streams import deliver, loaded

    deliver(account(find(loaded(folder), name, kind)), None)


@app.command()
def rename(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The id it has; of an option QUESTION.OPTION.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The id it gets.")],
    folder: Checked = None,
    kind: OfKind = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only list the places that would change.")] = False,
) -> None:
    """Change an id in all files, and nothing else."""
    from nervecheck.authoring.rename import rename as renaming
    from nervecheck.authoring.rename_account import account
    from nervecheck.cli.replace_files import replace_files
    from nervecheck.cli.streams import deliver, loaded

    renamed = renaming(loaded(folder), old, new, kind)
    if not dry_run:
        replace_files(Path(renamed.tree.folder), renamed.contents)
    deliver(account(renamed, dry_run), None)


@app.command()
def about(questions: Folder = None) -> None:
    """Intended use, limits, review state, versions, licence."""
    from nervecheck.cli.streams import deliver, loaded, screen_width
    from nervecheck.render.terminal import text
    from nervecheck.report.compose import about as describe

    deliver(text(describe(loaded(questions)), screen_width()), None)


def main() -> None:
    """The program; a stream that is full or gone ends it with its own exit code, and without a traceback."""
    import gc
    import sys

    from nervecheck.cli.streams import forget

    gc.disable()  # a short run that builds much and frees little: the collector would cost a tenth of it and find nothing
    try:
        app()
    except OSError:
        forget(sys.stdout)
        raise SystemExit(ExitCode.NOT_WRITTEN) from None
    finally:
        gc.freeze()  # nor is there anything to find at the end, where the interpreter would look through it all once more
        try:
            if sys.stderr is not None:
                sys.stderr.flush()
        except OSError:
            forget(sys.stderr)
