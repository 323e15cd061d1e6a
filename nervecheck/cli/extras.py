"""Parts of the program that need more than what it is installed with."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from nervecheck.base.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def installed(extra: str) -> Iterator[None]:
    """Imports what comes with the extra; raises UsageError, with the command that installs it, where it is not there."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("nervecheck"):
            raise
        raise UsageError(f"{error.name} is not installed. Install it with:\n  pip install 'nervecheck[{extra}]'") from None
