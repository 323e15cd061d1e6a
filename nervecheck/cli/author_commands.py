"""The commands of whoever writes questions: parse, call one function, show, exit."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from nervecheck.authoring.id_kinds import IdKind
from nervecheck.base.errors import ExitCode
from nervecheck.cli.parameters import Checked, Folder, ToFile

author_commands = typer.Typer()


class Problems(StrEnum):
    """What is found is written as."""

    TERMINAL = "terminal"
    JSON = "json"
    GITHUB = "github"


class Mutants(StrEnum):
    """Which rules `test --mutate` changes."""

    RED_FLAGS = "red-flags"
    OTHERS = "others"
    ALL = "all"


class DiffFormat(StrEnum):
    """What a comparison of two questions folders is written as."""

    TERMINAL = "terminal"
    JSON = "json"


class ReviewFormat(StrEnum):
    """What the page to sign is written as."""

    MARKDOWN = "markdown"
    HTML = "html"


class GraphFormat(StrEnum):
    """What a graph is written as."""

    MERMAID = "mermaid"
    DOT = "dot"


class UrgencyName(StrEnum):
    """How soon somebody must be seen, as the questions say it."""

    SELF_CARE = "self-care"
    ROUTINE = "routine"
    SAME_DAY = "same-day"
    EMERGENCY = "emergency"
    AMBULANCE = "ambulance"


KnownId = Annotated[str, typer.Argument(metavar="ID", help="Its id; of an option QUESTION.OPTION.")]
FoundAs = Annotated[Problems, typer.Option("--format", help="How it is written; json and github are for programs.")]
OfKind = Annotated[IdKind | None, typer.Option("--kind", help="What has the id, where several things have it.")]


@author_commands.command()
def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that is empty, or not there yet.")],
) -> None:
    """Write a small questions folder, to change into your own."""
    from nervecheck.authoring.new_folder import new_folder, next_steps
    from nervecheck.cli.streams import deliver, questions_folder, write_new_folder

    write_new_folder(folder, new_folder(questions_folder(None)))
    deliver(next_steps(folder), None)


@author_commands.command()
def check(
    folder: Checked = None,
    format_: FoundAs = Problems.TERMINAL,
    strict: Annotated[bool, typer.Option("--strict", help="Fail on warnings as well.")] = False,
    today: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="The day reviews are due by; else today.")
    ] = None,
) -> None:
    """List every mistake in a questions folder."""
    from nervecheck.authoring.check import check as find
    from nervecheck.authoring.problem_formats import REPORTERS
    from nervecheck.base.problems import Level
    from nervecheck.cli.streams import deliver, from_here, questions_folder

    place = questions_folder(folder)
    found = find(place, (today or datetime.now()).date())
    deliver(REPORTERS[format_](found, from_here(place)), None)
    failed = found.count(Level.ERROR) or (strict and found.problems)
    raise typer.Exit(ExitCode.FOUND if failed else ExitCode.FINISHED)


@author_commands.command()
def prove(
    folder: Checked = None,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Write counter-examples here, as answers files.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="Conflicts of the solver before a check is given up.")] = 20_000,
    format_: FoundAs = Problems.TERMINAL,
) -> None:
    """Prove the laws and promises for all possible answers."""
    from nervecheck.authoring.proof_formats import REPORTERS
    from nervecheck.authoring.prove import counterexample_files
    from nervecheck.authoring.prove import prove as every_check
    from nervecheck.cli.second_process import shared_out
    from nervecheck.cli.streams import deliver, from_here, loaded, write_whole

    proof = every_check(loaded(folder), limit, share=shared_out)
    for name, text in counterexample_files(proof) if out is not None else ():
        write_whole(Path(out or ".", name), text)
    deliver(REPORTERS[format_](proof, from_here(proof.tree.folder)), None)
    raise typer.Exit(ExitCode.FOUND if proof.failed else ExitCode.FINISHED)


@author_commands.command("test")
def run_vignettes(
    folder: Checked = None,
    words: Annotated[
        str, typer.Option("-k", metavar="WORDS", help="Only those with all these words in their id or file.")
    ] = "",
    format_: FoundAs = Problems.TERMINAL,
    missed: Annotated[bool, typer.Option("--missed", help="List what no vignette reaches.")] = False,
    min_coverage: Annotated[int, typer.Option(min=0, max=100, help="Fail below this coverage, in 100.")] = 0,
    mutate: Annotated[bool, typer.Option("--mutate", help="Change one rule at a time: is it noticed?")] = False,
    kind: Annotated[Mutants, typer.Option("--kind", help="With --mutate: which rules.")] = Mutants.RED_FLAGS,
    limit: Annotated[int, typer.Option(min=1, help="With --mutate: the most changes to try.")] = 50,
    seed: Annotated[int, typer.Option(help="With --mutate: which changes are drawn.")] = 1,
) -> None:
    """Run the vignettes: stories with their expected result."""
    from nervecheck.cli.vignettes import VignetteOptions, run

    mutants = (kind.value, limit, seed) if mutate else None
    raise typer.Exit(run(VignetteOptions(folder, tuple(words.split()), format_.value, missed, min_coverage, mutants)))


@author_commands.command()
def uses(name: KnownId, folder: Checked = None, kind: OfKind = None) -> None:
    """List every place that names an id, and what it is."""
    from nervecheck.authoring.uses import account
    from nervecheck.authoring.uses import uses as find
    from nervecheck.cli.streams import deliver, loaded

    deliver(account(find(loaded(folder), name, kind)), None)


@author_commands.command()
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


@author_commands.command()
def graph(
    folder: Checked = None,
    format_: Annotated[
        GraphFormat, typer.Option("--format", help="For Markdown pages, or for Graphviz.")
    ] = GraphFormat.MERMAID,
    section: Annotated[str | None, typer.Option(metavar="ID", help="Only the questions of this section.")] = None,
    rule: Annotated[str | None, typer.Option(metavar="ID", help="Only what leads to this rule.")] = None,
    to: Annotated[UrgencyName | None, typer.Option(help="Only what leads to this urgency.")] = None,
    output: ToFile = None,
) -> None:
    """Draw which answers lead to which questions and rules.

    An arrow means "leads to", dashed "leads to, if not". Several into one box: any is enough, unless it says "all of".
    The whole is large: name a section, a rule or an urgency, or two of them.
    """
    from nervecheck.authoring.graph import graph as draw
    from nervecheck.authoring.graph import narrowed
    from nervecheck.authoring.graph_formats import FORMATS
    from nervecheck.cli.streams import deliver, loaded
    from nervecheck.tree.terms import Urgency

    tree = loaded(folder, promises=False)
    urgency = None if to is None else Urgency[to.name]
    deliver(FORMATS[format_](narrowed(draw(tree), tree, section, rule, urgency)), output)


@author_commands.command()
def schema(
    kind: Annotated[str | None, typer.Argument(metavar="[KIND]", help="A kind of file; without it, all are listed.")] = None,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Write into this folder, as KIND.schema.json.")] = None,
    questions: Folder = None,
) -> None:
    """Write what a file may hold as JSON Schema, for editors."""
    from nervecheck.authoring.schema import listed, schemas
    from nervecheck.cli.streams import deliver, loaded, write_whole

    if kind is None and out is None:
        deliver(listed(), None)
        return
    for name, text in schemas(kind, lambda: loaded(questions, promises=False)):
        deliver(text, None) if out is None else write_whole(out / f"{name}.schema.json", text)


@author_commands.command()
def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="The questions folder as it was.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The questions folder as it is now.")],
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Write the examples here, as answers files.")] = None,
    format_: Annotated[DiffFormat, typer.Option("--format", help="How it is written.")] = DiffFormat.TERMINAL,
    strict: Annotated[bool, typer.Option("--strict", help="End with 1 if anybody's urgency changed at all.")] = False,
    every: Annotated[bool, typer.Option("--all", help="Every changed text, and each whole.")] = False,
) -> None:
    """Say whose urgency two questions folders decide differently, and which words and sources changed.

    Ends with 1 if anybody is less urgent now: a story, or somebody whom no story tells of. Else with 0, also where some are
    more urgent.
    """
    from nervecheck.authoring.diff import diff as compared
    from nervecheck.authoring.diff_formats import REPORTERS, example_files
    from nervecheck.cli.streams import deliver, questions_folder, screen_width, write_whole

    found = compared(questions_folder(old), questions_folder(new))
    for name, text in example_files(found) if out is not None else ():
        write_whole(Path(out or ".", name), text)
    deliver(REPORTERS[format_](found, screen_width(), every), None)
    failed = found.is_changed if strict else found.is_less_urgent
    raise typer.Exit(ExitCode.FOUND if failed else ExitCode.FINISHED)


@author_commands.command()
def review(
    questions: Folder = None,
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="List what is newer.")] = None,
    against: Annotated[Path | None, typer.Option(metavar="DIR", help="List what differs from this folder.")] = None,
    format_: Annotated[ReviewFormat | None, typer.Option("--format", help="Else by the file's ending, or Markdown.")] = None,
    output: ToFile = None,
) -> None:
    """Write all questions and rules as one page, to read and sign.

    For a clinician, as Markdown or HTML. The page ends with the lines for reviews.yaml.
    """
    from nervecheck.authoring.diff import load_named
    from nervecheck.authoring.review import FORMATS, review_page
    from nervecheck.cli.options import allowed_format, format_of
    from nervecheck.cli.streams import deliver, loaded, questions_folder

    name = allowed_format(format_ or format_of(output), FORMATS, "The page")
    before = None if against is None else load_named(questions_folder(against))
    page = review_page(loaded(questions, promises=False), None if since is None else since.date(), before)
    deliver(FORMATS[name](page), output)


@author_commands.command("what-if")
def what_if(
    file: Annotated[str, typer.Argument(metavar="FILE", help="An answers file (- is stdin).")],
    every: Annotated[bool, typer.Option("--all", help="Every change, not only the first lines.")] = False,
    questions: Folder = None,
) -> None:
    """Say which single other answer would change the urgency."""
    from nervecheck.authoring.what_if import account
    from nervecheck.cli.streams import deliver, input_bytes, loaded, screen_width
    from nervecheck.engine.alternatives import alternatives
    from nervecheck.interview.answers_file import read_answers

    tree = loaded(questions, promises=False)
    given = read_answers(input_bytes(file), "stdin" if file == "-" else file, tree, complete=True)
    deliver(account(alternatives(tree, given.answers), screen_width(), every, given.notes), None)
