"""Key presses from the start to the result in both faces, for five stories. Run by hand: python tests/bench/presses.py [FILE]

The fewest keys are counted that a person can use, the Enter that begins and the one that asks for the result included. With
FILE, five screens are written there as text, at 80 by 24 and 60 by 20.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from nervecheck.prompts.session import FOR_HELPERS
from tests.support.arrow_terminal import ArrowTerminal
from tests.support.terminal import EMERGENCY, SELF_CARE, STORIES, Terminal, keys

FIVE = ("self-care", "routine", "same-day", "emergency", "ambulance")


def main(file: str | None) -> None:
    """Prints the table, and writes the screens."""
    print(f"{'story':14}{'questions':>10}{'arrows':>8}{'plain':>8}")
    for name in FIVE:
        asked, arrows = _arrows(name)
        print(f"{name:14}{asked:10}{arrows:8}{_plain(name):8}")
    if file is not None:
        shown = [_screens(columns, rows) for columns, rows in ((80, 24), (60, 20))]
        Path(file).write_text("\n\n".join(text for texts in shown for text in texts) + "\n", encoding="utf-8")


def _arrows(name: str) -> tuple[int, int]:
    with ArrowTerminal("ask") as person:
        asked = 0
        while (place := person.settles()) != "What next?":
            if place in ("What now?", FOR_HELPERS):
                person.press("down", "down", "enter")
                if name == "ambulance" and place == FOR_HELPERS:
                    person.sees("Summary for a doctor")
                    break
            elif place in STORIES[name]:
                person.answer(place, STORIES[name][place])
                asked += 1
            else:
                person.press("enter")
                person.sees("What next?")
        return asked, person.pressed


def _plain(name: str) -> int:
    with Terminal("ask") as person:
        typed = 1
        person.type("")
        while person.exit_code is None and person.page != "What next?":
            line = {"What now?": "2", FOR_HELPERS: "2", "Choose one to change it.": ""}.get(person.page)
            line = keys(person.question, STORIES[name][person.question]) if line is None else line
            person.type(line)
            typed += len(line) + 1
        return typed


def _screens(columns: int, rows: int) -> list[str]:
    found = []
    with ArrowTerminal("ask", columns=columns, rows=rows) as person:
        person.play(EMERGENCY, until="gate-now")
        person.press("down", "space", "down", "u")
        found.append(_framed("a danger list", person))
    with ArrowTerminal("ask", columns=columns, rows=rows) as person:
        person.play(EMERGENCY, until="ces")
        person.press("down", "space", "?")
        found.append(_framed("a question, with why it is asked", person))
    with ArrowTerminal("ask", columns=columns, rows=rows) as person:
        person.play(EMERGENCY, until="ces-since")
        person.answer("ces-since", EMERGENCY["ces-since"])
        person.sees("What now?")
        found.append(_framed("the danger exit", person))
    with ArrowTerminal("ask", columns=columns, rows=rows) as person:
        person.play(SELF_CARE)
        person.sees("Show the result")
        found.append(_framed("the review", person))
        person.press("enter")
        person.sees("What next?")
        found.append(_framed("the result", person))
    return found


def _framed(title: str, person: ArrowTerminal) -> str:
    columns = person.display.columns
    rows = [f"|{row:{columns}}|" for row in person.display.display]
    edge = "-" * columns
    return "\n".join([f"{title}, {columns} by {person.display.lines}", f"+{edge}+", *rows, f"+{edge}+"])


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
