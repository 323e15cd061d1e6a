"""Problems as text: for a person, for a program, and for the annotations of a code host."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from nervecheck.base.problems import Level
from nervecheck.base.text import clean, one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from nervecheck.authoring.check import Checked
    from nervecheck.base.problems import Problem

_WIDEST = 100


def terminal(checked: Checked) -> str:
    """Each problem with the line it stands in and a mark below the place; then the count.

    Those of the questions come first: what other files say of a question follows from them.
    """
    problems = sorted(checked.problems, key=lambda problem: problem.mark.file != "tree.yaml")
    lines = [line for problem in problems for line in _shown(problem, checked)]
    return "\n".join([*lines, _count(checked)]) + "\n"


def as_json(checked: Checked) -> str:
    """One object: `problems`, each with file, line, column, level, code, message and hint; and `summary`."""
    problems = [
        {
            "file": problem.mark.file,
            "line": problem.mark.line,
            "column": problem.mark.column,
            "level": str(problem.level),
            "code": problem.code,
            "message": clean(problem.message),
            "hint": clean(problem.hint),
        }
        for problem in checked.problems
    ]
    return json.dumps({"problems": problems, "summary": checked.summary}, ensure_ascii=False, indent=2) + "\n"


def github(checked: Checked) -> str:
    """Workflow commands that GitHub shows beside the lines of a change."""
    lines = [
        f"::{p.level} file={_escaped(p.mark.file)},line={max(1, p.mark.line)},col={max(1, p.mark.column)},title={p.code}"
        f"::{_escaped(one_line(f'{p.message} {p.hint}'))}"
        for p in checked.problems
    ]
    return "".join(f"{line}\n" for line in lines)


# the formats that `check` knows, by the name of each
REPORTERS: dict[str, Callable[[Checked], str]] = {"terminal": terminal, "json": as_json, "github": github}


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


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A").replace(":", "%3A").replace(",", "%2C")
