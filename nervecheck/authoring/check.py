"""What `nervecheck check` finds in a questions folder: errors, warnings, and which of these a comment allows."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from nervecheck.authoring.hazards import hazard_problems
from nervecheck.authoring.markup import markup
from nervecheck.authoring.reviews import overdue, signed_in_future, sources_to_come
from nervecheck.authoring.unread_files import what_to_do
from nervecheck.authoring.vignettes import Vignette, examine_vignettes
from nervecheck.authoring.warnings import warnings
from nervecheck.authoring.wording import wording
from nervecheck.base.problems import Level, Mark, Problem, in_order
from nervecheck.base.text import one_line
from nervecheck.engine.answer import Picked
from nervecheck.engine.plan import plan
from nervecheck.engine.readings import OPEN, decided
from nervecheck.tree.load import article_body
from nervecheck.tree.load.files import NEEDED, OPTIONAL
from nervecheck.tree.load.folder import examine
from nervecheck.tree.load.nodes import file_bytes
from nervecheck.tree.load.places import placed
from nervecheck.tree.model import QuestionType
from nervecheck.tree.terms import Urgency

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from nervecheck.engine.compiled import Test
    from nervecheck.tree.model import Question, Tree

_ALLOW = re.compile(r"#\s*nervecheck:\s*allow\s+(?P<code>[a-z-]+)(?::\s*(?P<reason>\S.*))?")


class Checked(NamedTuple):
    """The problems in order of place, the lines of the files they stand in, and what was read."""

    problems: tuple[Problem, ...]
    lines: Mapping[str, tuple[str, ...]]
    summary: str

    def count(self, level: Level) -> int:
        """How many problems are of this level."""
        return sum(problem.level is level for problem in self.problems)


def check(folder: Path, today: date | None = None) -> Checked:
    """Every problem of the folder; warnings only where there is no error, as they need a whole tree.

    With a day given, reviews that are overdue on it are warned of.
    """
    tree, problems = examine(folder)
    lines = _lines(folder)
    stories: tuple[Vignette, ...] = ()
    if not problems:
        signs = list(unmarked(tree))
        told = [*placed(_warnings(tree, today), folder), *(one for one in signs if one.level is Level.WARNING)]
        problems = list(_allowed(told, {name: lines[name] for name in lines if "/" not in name}))
        problems += [one for one in signs if one.level is Level.ERROR]
        dated = [] if today is None else [*signed_in_future(tree, today), *sources_to_come(tree, today)]
        problems += placed(dated, folder)
        stories, bad = examine_vignettes(tree)
        problems += bad
        problems += [] if bad else hazard_problems(tree, stories)  # an unread story would look unknown
    problems += _unknown_files(folder)
    summary = (
        f"{one_line(str(folder))}: {', '.join(_counted(tree, stories))}. Version {tree.about.version}, hash {tree.digest}."
    )
    return Checked(in_order(problems), lines, summary)


def _counted(tree: Tree, stories: tuple[Vignette, ...]) -> Iterator[str]:
    """How much of each kind the folder holds, in words."""
    yield _count(len(tree.questions), "question")
    yield _count(len(tree.rules.rules), "rule")
    yield _count(len(tree.findings), "finding")
    if tree.causes is not None:
        rows = _count(len(list(tree.causes.rows())), "row")
        yield f"{_count(len(tree.causes.causes), 'cause')} with {rows} of evidence"
    yield _count(len(tree.articles), "article")
    yield _count(len(tree.sources), "source")
    yield _count(len(tree.promises), "promise")
    yield _count(len(stories), "vignette")
    if tree.hazards is not None:
        yield _count(len(tree.hazards.hazards), "hazard")


def _count(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'}"


def unmarked(tree: Tree) -> Iterator[Problem]:
    """Options that call for a hospital or an ambulance by themselves, and are not marked as danger signs.

    So are those that call for help today, with a warning: not marked, a doubt about one counts as no.
    """
    nothing = dict.fromkeys(tree.questions, OPEN)
    calls = sorted(_calls(tree), key=lambda call: call[0], reverse=True)
    for question in tree.questions.values():
        for option, is_danger, mark in _answers(question):
            alone = {**nothing, question.id: decided(question, Picked((option,)))}
            called = next(((urgency, words) for urgency, test, words in calls if test.value(alone) is True), None)
            if called is None or is_danger:
                continue
            urgency, words = called
            level = Level.ERROR if urgency >= Urgency.EMERGENCY else Level.WARNING
            if level is Level.ERROR or urgency is Urgency.SAME_DAY:
                found = f"'{option}' of '{question.id}' alone {words}, and is no danger sign."
                yield Problem(mark, "unmarked-danger", found, "Add `danger: true`, or ask for more in the rule.", level)


def _calls(tree: Tree) -> Iterator[tuple[Urgency, Test, str]]:
    """What can call for an urgency: each rule and raise, and each escalation, with what a lone answer does to it in words."""
    for item in plan(tree).consequences:
        yield item.urgency, item.test, f"makes the rule '{item.rule.id}' fire"
    for step, test in plan(tree).escalations:
        yield step.to, test, f"lifts '{step.from_.id}' to '{step.to.id}'"


def _answers(question: Question) -> Iterator[tuple[str, bool, Mark]]:
    """Each answer that a rule may look at, whether it is marked as a danger sign, and where it stands; none of a gate."""
    if question.type is QuestionType.YES_NO:
        yield "yes", question.danger, question.mark
    elif not question.gate:
        yield from ((option.id, option.danger, option.mark) for option in question.options)


def _warnings(tree: Tree, today: date | None) -> Iterator[Problem]:
    yield from warnings(tree)
    bodies = {article.id: article_body(tree, article) for article in tree.articles}
    yield from wording(tree, bodies)
    yield from markup(tree, bodies)
    if today is not None:
        yield from overdue(tree, today)


def _unknown_files(folder: Path) -> Iterator[Problem]:
    """What stands in the folder and is read by nothing: a slip in a name must not leave promises or stories out."""
    known = {"": (*NEEDED, *OPTIONAL, "README.md"), "library": ("*.md",), "vignettes": ("*.yaml",)}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        at = str(name.parent) if name.parent != Path() else ""
        hidden = any(part.startswith(".") for part in name.parts)
        folders = [place for place in known if place]
        if hidden or (path.is_dir() and str(name) in folders) or (str(name.parent) != "." and at not in folders):
            continue  # what stands in an unknown folder is told with that folder
        if path.is_dir() or not any(path.match(pattern) for pattern in known[at]):
            allowed = (*known[""], *folders) if not at else known[at]
            yield Problem(Mark(str(name)), "unknown-file", "Nothing reads it.", what_to_do(path, at, allowed))


def _lines(folder: Path) -> dict[str, tuple[str, ...]]:
    """The lines of every file that is read, by its name in the folder."""
    paths = [path for pattern in ("*.yaml", "vignettes/*.yaml", "library/*.md") for path in sorted(folder.glob(pattern))]
    return {path.relative_to(folder).as_posix(): _lines_of(path) for path in paths}


def _lines_of(path: Path) -> tuple[str, ...]:
    """The lines of a file; none of one that cannot be read, which is told elsewhere."""
    try:
        return tuple(file_bytes(path).decode("utf-8", "replace").splitlines())
    except OSError:
        return ()


def _allowed(found: list[Problem], lines: Mapping[str, tuple[str, ...]]) -> Iterator[Problem]:
    """The warnings that no comment allows, on their own line or the one above; and what is wrong with the comments."""
    allows: dict[tuple[str, int], tuple[str, str]] = {}
    for file, texts in lines.items():
        for number, text in enumerate(texts, 1):
            if (match := _ALLOW.search(text)) is not None:
                allows[file, number] = match["code"], match["reason"] or ""
    used = set()
    for problem in found:
        file, number = problem.mark.file, problem.mark.line
        at = next(
            (place for place in ((file, number), (file, number - 1)) if allows.get(place, ("",))[0] == problem.code), None
        )
        if at is None:
            yield problem
        used.add(at)
    for place, (code, reason) in allows.items():
        mark = Mark(place[0], place[1], 1)
        if not reason:
            yield Problem(
                mark, "allow-without-reason", f"'{code}' is allowed without a reason.", "Write it: `allow CODE: reason`."
            )
        elif place not in used:
            found_ = f"'{code}' is allowed here, but does not occur."
            yield Problem(mark, "allow-unused", found_, "Remove the comment.", Level.WARNING)
