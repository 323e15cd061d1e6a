"""The words that every part of a questions folder shares."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import Annotated, TypeVar

Id = Annotated[str, "id"]
Alone = Annotated[str, "alone"]  # the field of a record that a text in the place of the record fills
Link = Annotated[str, "link"]
Code = Annotated[str, "code"]
Version = Annotated[str, "version"]
Year = Annotated[str, "year"]  # of a source; with the year of a later form of it, or n.d. where none is given
EmergencyNumber = Annotated[str, "emergency-number"]  # a short number, and more words after it where there are several
TestName = Annotated[str, "test-name"]  # file::test, a test of the program
Frequency = Annotated[str, "frequency"]  # a sentence with one figure such as "7 in 10"
Path = Annotated[str, "path"]  # a question's id, or question.option
Hash = Annotated[str, "hash"]  # of a questions folder, as `nervecheck about` shows it
Record = TypeVar("Record")
Shared = Annotated[Record, "shared"]  # the value of this key for every record of the file that needs one and gives none
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


class ReaderPart(StrEnum):
    """Where an answer stands on the page for whoever sees the person next, in the order in which a clinician reads."""

    WHO = "who"
    AGE = "age"
    FEEL = "feel"
    SITE = "site"
    SIDE = "side"
    ONSET = "onset"
    BEGAN = "began"
    COURSE = "course"
    SEVERITY = "severity"
    SETS_OFF = "sets-off"
    EASES = "eases"
    ILLNESS = "illness"
    MEDICINE = "medicine"
    TRIED = "tried"
    WORRY = "worry"
