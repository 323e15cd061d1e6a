"""The faces without a terminal: what is typed comes from a function, what is said goes to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nervecheck.prompts.plain_face import PlainFace, Talk
from nervecheck.prompts.session import Hooks, interview

if TYPE_CHECKING:
    from collections.abc import Callable

    from nervecheck.interview.state import Interview


def hooks(after: Callable[[Interview], None] = lambda state: None) -> Hooks:
    """Hooks that keep nothing and know no number."""
    return Hooks(after, lambda state: (), lambda: (), lambda code: None, lambda: "", lambda state, file: None)


def line_by_line(
    state: Interview,
    hear: Callable[[], str],
    say: Callable[[str], None] = lambda text: None,
    after: Callable[[Interview], None] = lambda state: None,
) -> Interview:
    """The interview after lines from a pipe."""
    return interview(state, PlainFace(Talk(say, hear, 80, patient=False)), hooks(after))[0]
