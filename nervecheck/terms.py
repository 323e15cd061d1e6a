"""The words that every part of a questions folder shares."""

from __future__ import annotations

from enum import IntEnum
from typing import Annotated

Id = Annotated[str, "id"]
Link = Annotated[str, "link"]


class Urgency(IntEnum):
    """How soon somebody must be seen; a larger number is more urgent (red-flags reference, section 1.1)."""

    SELF_CARE = 0
    ROUTINE = 1
    SAME_DAY = 2
    EMERGENCY = 3
    AMBULANCE = 4

    @property
    def id(self) -> str:
        """The word used in YAML, JSON and reports."""
        return self.name.lower().replace("_", "-")
