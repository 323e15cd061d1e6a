"""What is wrong with a hazard log beyond its form: controls that show nothing, or that name what is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nervecheck.authoring.problem_codes import CODES
from nervecheck.base.problems import Problem, nearest, quoted
from nervecheck.tree.hazards import Likelihood

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from nervecheck.authoring.vignettes import Vignette
    from nervecheck.tree.hazards import Control, Hazard
    from nervecheck.tree.model import Tree


def hazard_problems(tree: Tree, stories: Iterable[Vignette]) -> Iterator[Problem]:
    """Every control that names no promise, vignette or code there is, and every hazard whose rest does not follow.

    Tests of the program cannot be looked for here: a folder may stand far from them.
    """
    known: dict[str, Collection[str]] = {
        "promise": [promise.id for promise in tree.promises],
        "vignette": [story.case.id for story in stories],
        "code of check": CODES,
    }
    for hazard in tree.hazards.hazards if tree.hazards is not None else ():
        yield from _rest(hazard)
        for control in hazard.controls:
            yield from _control(control, known)


def _rest(hazard: Hazard) -> Iterator[Problem]:
    """What a hazard says of what is left."""
    if not hazard.controls and not hazard.none_yet:
        hint = "Give `controls`, or say under `none-yet` what nothing holds."
        yield Problem(hazard.mark, "bad-hazard", f"Nothing is said of what holds '{hazard.id}'.", hint)
    order = list(Likelihood)
    before, left = order.index(hazard.likelihood), order.index(hazard.left_likelihood)
    if left > before or (left < before and not hazard.controls):
        found = f"'{hazard.id}' is {hazard.likelihood} without controls and {hazard.left_likelihood} with them."
        hint = "Controls make it no likelier." if left > before else "Without a control it stays as likely."
        yield Problem(hazard.mark, "bad-hazard", found, hint)


def _control(control: Control, known: dict[str, Collection[str]]) -> Iterator[Problem]:
    """What a control names in vain."""
    named = {"promise": control.promises, "vignette": control.vignettes, "code of check": control.checks}
    for kind, names in named.items():
        for name in names:
            if name not in known[kind]:
                yield Problem(control.mark, "unknown-control", f"{quoted(name)} is no {kind}.", nearest(name, known[kind]))
    if not any((*named.values(), control.laws, control.tests)):
        hint = "Name promises, vignettes, laws, checks or tests; or move it to `none-yet`."
        yield Problem(control.mark, "bad-hazard", "This control names nothing that shows it.", hint)
