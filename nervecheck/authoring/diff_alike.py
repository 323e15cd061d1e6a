"""Whether two trees decide alike for certain: what decides is written the same in both, and only words differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from nervecheck.base.problems import Mark
from nervecheck.tree.causes import Cause, Evidence, Frame
from nervecheck.tree.model import Finding, Option, Question, Section, Tree, TreeFile
from nervecheck.tree.rules import Escalation, Limit, Raise, Rule, RulesFile, SelfCare

_RESTS_ON = ("reviewed", "sources", "basis")
# Fields that are only read to a person, or say what a record rests on. Every other field counts as deciding, so that a new
# one makes the comparison longer until it is listed here, and never wrong.
WORDS: dict[type, tuple[str, ...]] = {
    TreeFile: ("title", "version", "reviewed", "reviewed_by", "scope"),
    Section: ("title",),
    Question: ("topic", "ask", "help", "why", "unit", "reader"),
    Option: ("label", "hint", "note", "body", "side"),
    Finding: ("says", "denied"),
    RulesFile: ("reviewed",),
    Rule: ("title", "why", "do", "avoid", *_RESTS_ON),
    Raise: ("why",),
    Limit: ("say", "ask"),
    Escalation: ("why",),
    SelfCare: ("why", *_RESTS_ON),
    Evidence: ("worked", "sources"),
    Cause: ("name", "term", "is_", "course", "skin", *_RESTS_ON),
    Frame: ("title", *_RESTS_ON),
}


def decide_alike(old: Tree, new: Tree) -> bool:
    """Whether everybody gets the same urgency, and is asked the same, since all that is read for it is written the same.

    Those are the questions, findings, rules, and causes: the ranking of causes decides what is asked. False says nothing.
    """
    return _deciding(old) == _deciding(new)


def _deciding(tree: Tree) -> tuple[Any, ...]:
    return tuple(_without_words(part) for part in (tree.about, tree.findings, tree.rules, tree.causes))


def _without_words(value: Any) -> Any:
    """The value without places and words, the order of everything kept."""
    if isinstance(value, Mapping):
        return [(name, _without_words(part)) for name, part in value.items()]
    if is_dataclass(value):
        return type(value), [_without_words(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, Mark):
        return None
    if hasattr(value, "_fields"):
        words = WORDS.get(type(value), ())
        return type(value), [_without_words(getattr(value, name)) for name in value._fields if name not in words]
    return [_without_words(part) for part in value] if isinstance(value, tuple) else value
