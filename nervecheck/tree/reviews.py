"""What a clinician signed after reading the questions, as frozen types (file reviews.yaml).

Nothing reads a signature to decide anything: it is shown, and no more. The hash of a folder does not cover the file.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from nervecheck.base.problems import Mark
from nervecheck.tree.terms import Hash


class Scope(StrEnum):
    """A part of a questions folder that a clinician can review."""

    QUESTIONS = "questions"
    RULES = "rules"
    ADVICE = "advice"
    CAUSES = "causes"
    LIBRARY = "library"


class Review(NamedTuple):
    """A clinician's signature: who read which parts of which state of the questions, and when.

    `registration` is the number by which a register knows the person. `version` and `hash` are those of the questions that
    were read: where the hash is another one now, the questions changed since.
    """

    name: str
    registration: str
    role: str
    reviewed: date
    version: str
    hash: Hash
    scope: tuple[Scope, ...]
    mark: Mark
    remark: str = ""
