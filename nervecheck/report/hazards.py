"""What the questions are for, where their sources differ and what can go wrong, as blocks of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nervecheck.base.text import typed
from nervecheck.report.blocks import references
from nervecheck.report.document import Block, Bullets, Document, Heading, Pairs, Paragraph
from nervecheck.report.make import cited
from nervecheck.tree.hazards import risk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nervecheck.tree.hazards import Control, Hazard, HazardsFile, Likelihood
    from nervecheck.tree.load.names import Stated
    from nervecheck.tree.model import Tree

NO_LOG = "This folder has no hazard log: nobody has written down what can go wrong with it."
_RISK = "Risk is counted from 1, accepted as it is, to 5, never accepted."


def use_blocks(tree: Tree) -> Document:
    """What the questions are for, whom they do not serve, and their limits; nothing where the folder does not say."""
    file = tree.hazards
    if file is None:
        return ()
    parts = {"Intended use": file.intended_use, "Not for": file.not_for, "Limits": file.limits}
    return tuple(block for title, texts in parts.items() for block in (Heading(title, 3), Bullets(texts)))


def hazard_count(tree: Tree) -> Document:
    """How many hazards the log holds, what it does not claim, and where to read it."""
    file = tree.hazards
    if file is None:
        return (Paragraph(NO_LOG),)
    listed, differ = _count(len(file.hazards), "way"), _count(len(file.disagreements), "point")
    return (
        Heading("Hazards", 3),
        Bullets(
            (
                f"The log lists {listed} to come to harm, and {differ} on which sources differ.",
                f"To read them: {typed('about --hazards', tree.named)}",
                file.standing,
            )
        ),
    )


def hazard_blocks(tree: Tree) -> Document:
    """The whole log: use and limits, where sources differ, and each hazard in the order of the file with what holds it.

    A folder without a log gives one line that says so.
    """
    file = tree.hazards
    if file is None:
        return (Paragraph(NO_LOG),)
    judged = "" if file.sources else " No source is named for it: it is a judgement."
    return (
        Heading("Use, limits and hazards"),
        *use_blocks(tree),
        *_disagreements(file),
        Heading("Hazards"),
        Paragraph(file.standing),
        Paragraph(f"{file.scale}{judged} {_RISK}"),
        *(block for number, hazard in enumerate(file.hazards, 1) for block in _hazard(number, hazard, file)),
        Heading("Sources of this log", 3),
        references([cited(name, tree.sources[name]) for name in _named(file)]),
    )


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _disagreements(file: HazardsFile) -> Iterator[Block]:
    if file.disagreements:
        yield Heading("Where sources differ")
    for one in file.disagreements:
        yield Heading(one.about, 3)
        yield Bullets((*one.positions, f"Followed here: {one.followed} {_rests_on(one)}"))


def _hazard(number: int, hazard: Hazard, file: HazardsFile) -> Iterator[Block]:
    yield Heading(f"{number}. {hazard.hazard} ({hazard.id})", 3)
    rows = [
        ("Cause", " ".join(hazard.cause)),
        ("Who is harmed", hazard.harmed),
        ("Without controls", f"{_level(hazard, hazard.likelihood)} {hazard.judged_on}"),
        *(("Control", _control(control)) for control in hazard.controls),
        *(("No control yet", text) for text in hazard.none_yet),
        ("What is left", f"{_level(hazard, hazard.left_likelihood)} {hazard.left}"),
        ("Owner", f"{hazard.owner or file.owner}. Reviewed {hazard.reviewed.isoformat()}. {_rests_on(hazard)}"),
    ]
    yield Pairs(tuple(rows))


def _level(hazard: Hazard, likelihood: Likelihood) -> str:
    words = str(likelihood.value).replace("-", " ")
    return f"{hazard.severity}, likelihood {words}: risk {risk(hazard.severity, likelihood)}."


def _control(control: Control) -> str:
    """What is done, and in brackets what shows it."""
    shown = {
        "promise": control.promises,
        "law": control.laws,
        "vignette": control.vignettes,
        "check": control.checks,
        "test": [_test(name) for name in control.tests],
    }
    proofs = (f"{kind} {', '.join(names)}" for kind, names in shown.items() if names)
    return f"{control.does} [{'; '.join(proofs)}]"


def _test(name: str) -> str:
    """Where the test stands and what it says, in words that a line can be broken between."""
    file, _, test = name.partition("::")
    return f"{file.removeprefix('tests/')}: {test.removeprefix('test_').replace('_', ' ')}"


def _rests_on(stated: Stated) -> str:
    return f"Sources: {', '.join(stated.sources)}." if stated.sources else "A judgement."


def _named(file: HazardsFile) -> list[str]:
    """The ids of all sources, each once, in the order in which they are named."""
    stated: list[Stated] = [*file.disagreements, file, *file.hazards]
    return list(dict.fromkeys(name for one in stated for name in one.sources))
