"""A run of vignettes as text: for a person, for a program, and for the annotations of a code host."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nervecheck.authoring.coverage import percent
from nervecheck.authoring.problem_formats import json_text, place_facts, problem_facts, workflow_commands
from nervecheck.base.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from nervecheck.authoring.coverage import Covered
    from nervecheck.authoring.vignette_run import VignetteRun
    from nervecheck.authoring.vignettes import Played
    from nervecheck.engine.triage import Outcome

FORMAT = "nervecheck-test/1"
_SHOWN_MISSES = 200


def terminal(run: VignetteRun, missed: bool, _folder: str = "") -> str:
    """The mistakes in vignettes that could not be played, those that came out otherwise, with their trace, and the coverage.

    What is `missed` by all of them is listed if wanted.
    """
    others = run.problems[len(run.mistakes) + len(run.failed) :]  # of the run as a whole
    if run.is_empty:
        return "".join(f"{problem.message} {problem.hint}\n" for problem in others)
    lines = [*map(str, run.mistakes), *(line for one in run.failed for line in _told(one))]
    for part in run.covered or ():
        lines.append(f"{part.total - len(part.missed):5} of {part.total:4}  {part.kind} reached")
        if missed:
            lines += [f"  {mark}: {part.kind}: {name} is reached by no vignette" for name, mark in part.missed[:_SHOWN_MISSES]]
    if run.covered is not None and not missed:
        lines.append("`--missed` lists what no vignette reaches.")
    lines += [*(problem.message for problem in others), *_last(run)]
    return "\n".join(map(clean, lines)) + "\n"


def as_json(run: VignetteRun, _missed: bool, folder: str) -> str:
    """One object, as README.md describes it; what is missed is always in it."""
    problems = [problem_facts(problem, folder) for problem in run.problems]
    facts = {
        "format": FORMAT,
        "counts": run.counts._asdict(),
        "problems": problems,
        "failed": [_failed(one, folder) for one in run.failed],
        "coverage": None if run.covered is None else _coverage(run.covered, folder),
    }
    return json_text(facts)


def github(run: VignetteRun, _missed: bool, folder: str) -> str:
    """A workflow command for each problem, which GitHub shows beside the lines of a change."""
    return workflow_commands(run.problems, folder)


# the formats that `test` knows, by the name of each
REPORTERS: dict[str, Callable[[VignetteRun, bool, str], str]] = {"terminal": terminal, "json": as_json, "github": github}


def _last(run: VignetteRun) -> Iterator[str]:
    counts = run.counts
    if counts.mistakes:
        yield f"{counts.mistakes} mistake{'' if counts.mistakes == 1 else 's'} in vignettes. Those vignettes were left out."
    reached = "" if run.covered is None else f", coverage {percent(run.covered):.0f} in 100"
    chosen = f" -k chose {run.choice.chosen} of {run.choice.total}, so what they reach is not told." if run.words else ""
    yield f"{counts.passed} passed, {counts.failed} failed{reached}.{chosen}"


def _told(one: Played) -> Iterator[str]:
    case = one.vignette.case
    yield f"{case.mark}: {case.id}: {'; '.join(one.differences)}"
    yield f"  {case.story}"
    for item in one.outcome.fired:
        because = ", ".join(dict.fromkeys(reason.question for reason in item.reasons))
        yield f"  fired: {item.rule.id} ({item.rule.mark}), {item.urgency.id}, because of {because}"
    if not one.outcome.fired:
        yield "  no rule fired"


def _failed(one: Played, folder: str) -> dict[str, Any]:
    case, outcome = one.vignette.case, one.outcome
    facts = {
        "vignette": case.id,
        **place_facts(case.mark, folder),
        "story": clean(case.story),
        "expected": [urgency.id for urgency in case.expect.urgency],
        "urgency": outcome.urgency.id,
        "differences": list(one.differences),
    }
    return facts | {"fired": list(_fired(outcome, folder))}


def _fired(outcome: Outcome, folder: str) -> Iterator[dict[str, Any]]:
    for item in outcome.fired:
        because = list(dict.fromkeys(reason.question for reason in item.reasons))
        yield {"rule": item.rule.id, **place_facts(item.rule.mark, folder), "urgency": item.urgency.id, "because": because}


def _coverage(covered: tuple[Covered, ...], folder: str) -> dict[str, Any]:
    parts = [
        {
            "kind": part.kind,
            "reached": part.total - len(part.missed),
            "total": part.total,
            "missed": [{"name": name, **place_facts(mark, folder)} for name, mark in part.missed],
        }
        for part in covered
    ]
    return {"percent": round(percent(covered), 1), "parts": parts}
