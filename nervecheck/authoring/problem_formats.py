"""Problems as text: for a person, for a program, and for the annotations of a code host.

The last two name files from where the command was run: they are given the questions folder as it is reached from there.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from nervecheck.base.problems import Level, within
from nervecheck.base.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from nervecheck.authoring.check import Checked
    from nervecheck.base.problems import Mark, Problem

_WIDEST = 100


def terminal(checked: Checked, _folder: str = "") -> str:
    """Each problem with the line it stands in and a mark below the place; then the count.

    Those of the questions come first: what other files say of a question follows from them.
    """
    problems = sorted(checked.problems, key=lambda problem: problem.mark.file != "tree.yaml")
    lines = [line for problem in problems for line in _shown(problem, checked)]
    return "\n".join([*lines, _count(checked)]) + "\n"


def as_json(checked: Checked, folder: str) -> str:
    """One object: `problems`, each as `problem_facts` has it; and `summary`."""
    problems = [problem_facts(problem, folder) for problem in checked.problems]
    return json_text({"problems": problems, "summary": checked.summary})


def github(checked: Checked, folder: str) -> str:
    """Workflow commands that GitHub shows beside the lines of a change."""
    return workflow_commands(checked.problems, folder)


# the formats that `check` knows, by the name of each
REPORTERS: dict[str, Callable[[Checked, str], str]] = {"terminal": terminal, "json": as_json, "github": github}


def problem_facts(problem: Problem, folder: str) -> dict[str, Any]:
    """Where it is (file, line, column), its level and code, its message and hint; line 0 means the file as a whole."""
    told = {"level": str(problem.level), "code": problem.code, "message": clean(problem.message), "hint": clean(problem.hint)}
    return place_facts(problem.mark, folder) | told


def place_facts(mark: Mark, folder: str) -> dict[str, Any]:
    """A place as file, line and column."""
    place = within(folder, mark)
    return place._replace(file=clean(place.file))._asdict()


def json_text(facts: dict[str, Any]) -> str:
    """The facts as indented JSON, ended by one line end."""
    return json.dumps(facts, ensure_ascii=False, indent=2) + "\n"


def workflow_commands(problems: Iterable[Problem], folder: str) -> str:
    """A workflow command for each problem, in its order; a message of several lines stays one command."""
    return "".join(f"{_annotation(problem, within(folder, problem.mark))}\n" for problem in problems)


def _annotation(problem: Problem, mark: Mark) -> str:
    where = {"file": mark.file, "line": str(max(1, mark.line)), "col": str(max(1, mark.column)), "title": problem.code}
    properties = ",".join(f"{name}={_property(value)}" for name, value in where.items())
    told = ("\n" if "\n" in problem.hint else " ").join([problem.message.strip(), problem.hint]).rstrip()
    return f"::{problem.level} {properties}::{_data(told)}"


def _data(text: str) -> str:
    """As GitHub reads a message back: it knows these escapes and no others, so a comma must stay a comma."""
    return clean(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """As GitHub reads a property back, which a comma or a colon would end."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _shown(problem: Problem, checked: Checked) -> Iterator[str]:
    yield str(problem)
    file = checked.lines.get(problem.mark.file, ())
    if 0 < problem.mark.line <= len(file):
        text, column = clean(file[problem.mark.line - 1]), problem.mark.column
        start = max(0, column - _WIDEST + 20)  # a long line is shown round the place
        lead = f"{problem.mark.line:6} | "
        yield f"{lead}{text[start : start + _WIDEST]}"
        yield f"{' ' * (len(lead) - 2)}| {' ' * (column - 1 - start)}^"


def _count(checked: Checked) -> str:
    errors, warnings = checked.count(Level.ERROR), checked.count(Level.WARNING)
    if not checked.problems:
        return f"No problem found in {checked.summary}"
    return f"{errors} error{'' if errors == 1 else 's'}, {warnings} warning{'' if warnings == 1 else 's'}."
