"""The words that every part of a questions folder shares."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import Annotated, TypeVar

Id = Annotated[str, "id"]
Link = Annotated[str, "link"]
Code = Annotated[str, "code"]
Path = Annotated[str, "path"]  # a question's id, or question.option
Record = TypeVar("Record")
Inline = Annotated[Record, "inline"]  # a record whose keys stand among those of the record round it


class Basis(StrEnum):
    """What a statement without a source rests on."""

    JUDGEMENT = "judgement"


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
