"""The emergency signs told where there is no result: those of the folder in use, as far as it can be read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

CALL = "Call your local emergency number (112, 911 or 999) now for:"
# Fixed text for the folder that is shipped: it must be there when that cannot be read. From red-flags.md, sections 3 and 9.
SHIPPED = (
    CALL,
    "trouble breathing or waking, chest pain, a drooping face, a limb that cannot",
    "move, sudden ripping pain, a cold pale limb, a fit or confusion.",
    "Go to a hospital now for: numbness between the legs, new trouble with pee or",
    "poo, both legs weak, or a limb that gets weaker.",
)
# for a folder on another subject whose own signs cannot be read
ANYBODY = (CALL, "trouble breathing or waking, chest pain, a drooping face or lost speech, heavy", "bleeding, or a fit.")


def emergency_signs(arguments: Sequence[str]) -> tuple[str, ...]:
    """The signs to print for a command with these arguments: of the folder that `--questions` names, or of the one shipped."""
    folder = _named(arguments)
    if folder is None:
        return SHIPPED
    try:
        return _of_gate(folder) or ANYBODY
    except Exception:  # nothing may stand between a person and the number to call
        return ANYBODY


def _named(arguments: Sequence[str]) -> Path | None:
    for at, argument in enumerate(arguments):
        if argument.startswith("--questions="):
            return Path(argument.partition("=")[2])
        if argument == "--questions" and at + 1 < len(arguments):
            return Path(arguments[at + 1])
    return None


def _of_gate(folder: Path) -> tuple[str, ...]:
    """The lines of the folder's first gate; nothing where it has none that can be read."""
    from nervecheck.base.text import one_line, wrap
    from nervecheck.tree.load.folder import examine

    tree, _ = examine(folder, promises=False)
    gate = next((question for question in tree.questions.values() if question.gate), None)
    labels = [one_line(option.label) for option in gate.options] if gate is not None else []
    return tuple(wrap(f"{CALL} {'; '.join(labels)}.", 78)) if labels else ()
