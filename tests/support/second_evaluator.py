"""What answers come to, read from the YAML of a questions folder as its README.md says, by nothing of the program.

It is slow and plain, so that the engine can be compared with it. It knows nothing of what is needed or likely: it takes a
record, and says which questions are asked of that person, which rules fire and how urgent it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import yaml

URGENCIES = ("self-care", "routine", "same-day", "emergency", "ambulance")
Data = Any  # what YAML holds, every scalar a text


@dataclass(frozen=True)
class Given:
    """One answer: what was chosen, the lines that are not sure, and whether all of it is not sure."""

    yes: tuple[str, ...] = ()
    doubted: tuple[str, ...] = ()
    not_sure: bool = False
    number: int | None = None


NONE = Given()


class Result(NamedTuple):
    """What a record comes to: each rule that fired with the urgency that it calls for, and the answers that counted."""

    asked: tuple[str, ...]
    urgency: str
    covered: bool
    rules: Mapping[str, str]
    answers: Mapping[str, Given]


class SecondEvaluator:
    """The questions folder, ready to judge records."""

    def __init__(self, folder: Path) -> None:
        self.tree, self.rules = _yaml(folder / "tree.yaml"), _yaml(folder / "rules.yaml")
        self.findings = {name: finding["when"] for name, finding in (_yaml(folder / "findings.yaml") or {}).items()}
        self.questions = {q["id"]: q for section in self.tree["sections"] for q in section["questions"]}
        self.section_of = {q["id"]: section for section in self.tree["sections"] for q in section["questions"]}
        self.opened = {
            name: [
                (gate["id"], o["id"]) for gate in self.questions.values() for o in _options(gate) if name in o.get("opens", ())
            ]
            for name in self.questions
        }

    def judge(self, record: Mapping[str, Given], answer: Callable[[str, tuple[str, ...]], Given] | None = None) -> Result:
        """What the record comes to; answers to questions that are not asked of this person count for nothing.

        With `answer`, whatever is asked and not in the record is answered by it, who gets the question and the options shown.
        """
        so_far: dict[str, Given] = {}
        asked: list[str] = []
        for name, question in self.questions.items():
            if self._is_asked(question, so_far):
                asked.append(name)
                if name in record or answer is not None:
                    given = record[name] if name in record or answer is None else answer(name, self.shown(name, so_far))
                    so_far[name] = self._of_what_is_shown(question, given, so_far)
        urgency, covered, fired = self._urgency(so_far, asked)
        return Result(tuple(asked), urgency, covered, fired, so_far)

    def shown(self, name: str, record: Mapping[str, Given]) -> tuple[str, ...]:
        """The options of the question that a person with these answers is shown."""
        return tuple(o["id"] for o in _options(self.questions[name]) if "when" not in o or self._holds(o["when"], record))

    def _of_what_is_shown(self, question: Data, given: Given, so_far: Mapping[str, Given]) -> Given:
        if question["type"] != "many":
            return given
        shown = self.shown(question["id"], so_far)
        return Given(tuple(n for n in given.yes if n in shown), tuple(n for n in given.doubted if n in shown), given.not_sure)

    def _is_asked(self, question: Data, so_far: Mapping[str, Given]) -> bool:
        section, name = self.section_of[question["id"]], question["id"]
        if "when" in section and not self._holds(section["when"], so_far):
            return False
        before = {n: given for n, given in so_far.items() if self.section_of[n] is not section}
        if "from" in section and not any(_at_least(level, section["from"]) for level in self._fired(before).values()):
            return False
        lines = self.opened[name]
        if any(self._ticked_or_not_sure(so_far.get(gate), line) for gate, line in lines):
            return True
        if "when" in question:
            return self._holds(question["when"], so_far)
        return not lines

    def _ticked_or_not_sure(self, given: Given | None, line: str) -> bool:
        return given is not None and (given.not_sure or line in given.yes or line in given.doubted)

    # ---- urgency -----------------------------------------------------------------------------------------------------

    def _urgency(self, record: Mapping[str, Given], asked: list[str]) -> tuple[str, bool, Mapping[str, str]]:
        limits = [limit for limit in self.rules.get("not-covered", ()) if self._holds(limit["when"], record)]
        covered = all(limit.get("partly") == "true" for limit in limits)
        fired = self._fired(record)
        urgency = max(fired.values(), key=URGENCIES.index, default="routine")
        if not fired and not limits and self._stays_at_home(record, asked):
            urgency = "self-care"
        for step in self.rules.get("escalate", ()):
            if step["from"] == urgency and self._holds(step["when"], record):
                urgency = step["to"]
        return urgency, covered, fired

    def _fired(self, record: Mapping[str, Given]) -> dict[str, str]:
        """The rules that fired, each with the urgency that it calls for, what raises it counted."""
        return {rule["id"]: self._level(rule, record) for rule in self.rules["rules"] if self._holds(rule["when"], record)}

    def _level(self, rule: Data, record: Mapping[str, Given]) -> str:
        raised: list[str] = [step["to"] for step in rule.get("raise", ()) if self._holds(step["when"], record)]
        return max(str(rule["urgency"]), *raised, key=URGENCIES.index) if raised else str(rule["urgency"])

    def _stays_at_home(self, record: Mapping[str, Given], asked: list[str]) -> bool:
        for name, question in self.questions.items():
            if name not in asked or not _signs(question):
                continue
            given = record.get(name)
            if given is None:
                return False
            if given.not_sure or set(_signs(question)) & {*given.yes, *given.doubted}:
                return False
        return self._said(self.rules["self-care"]["when"], record, asked) is True

    # ---- conditions where they decide --------------------------------------------------------------------------------

    def _holds(self, condition: Data, record: Mapping[str, Given], outright: bool = False) -> bool:
        """Whether it holds: "not sure" counts as what it is read as, and under `not` only what was said outright."""
        if isinstance(condition, str):
            return self._holds(self._finding(condition), record, outright)
        return all(self._part_holds(key, value, record, outright) for key, value in condition.items())

    def _part_holds(self, key: str, value: Data, record: Mapping[str, Given], outright: bool) -> bool:
        match key:
            case "all":
                return all(self._holds(part, record, outright) for part in value)
            case "any":
                return any(self._holds(part, record, outright) for part in value)
            case "not":
                return not self._holds(value, record, not outright)
            case "at-least":
                return sum(self._holds(part, record, outright) for part in value["of"]) >= int(value["n"])
            case "clear":
                return all(self._holds({name: "clear"}, record, outright) for name in value)
        given, question = record.get(key), self.questions[key]
        if isinstance(value, Mapping):
            return given is not None and given.number is not None and _within(given.number, value)
        return any(self._word_holds(question, word, given, outright) for word in _listed(value))

    def _word_holds(self, question: Data, word: str, given: Given | None, outright: bool) -> bool:
        if word == "clear":
            return given is None or self._is_clear(question, given)
        if given is None:
            return False
        if word == "asked":
            return not outright or (not given.not_sure and (bool(given.yes) or not given.doubted))
        if word == "none":
            return given == NONE
        if word == "unsure":
            return not outright and (given.not_sure or bool(given.doubted))
        return word in (given.yes if outright else self._chosen(question["id"], given))

    def _chosen(self, name: str, given: Given) -> set[str]:
        """The options that count as chosen, "not sure" read as what it stands for."""
        question = self.questions[name]
        if question.get("gate") == "true":
            return {o["id"] for o in _options(question) if self._ticked_or_not_sure(given, o["id"])}
        read = {o["id"] for o in _options(question) if o.get("unsure", "yes" if o.get("danger") == "true" else "no") == "yes"}
        if given.not_sure:
            return set(question["unsure"]) if "unsure" in question else read
        return {*given.yes, *(line for line in given.doubted if line in read)}

    def _is_clear(self, question: Data, given: Given) -> bool:
        calm = {o["id"] for o in _options(question) if "true" in (o.get("harmless"), o.get("informs"))}
        return not given.not_sure and {*given.yes, *given.doubted} <= calm

    def _finding(self, name: str) -> Data:
        return self.findings.get(name, {name: "yes"})

    # ---- the condition of self-care: what was asked and said outright ------------------------------------------------

    def _said(self, condition: Data, record: Mapping[str, Given], asked: list[str]) -> bool | None:
        """Whether it was said outright: True, False, or None where the answers say neither."""
        if isinstance(condition, str):
            return self._said(self._finding(condition), record, asked)
        return _all(self._part_said(key, value, record, asked) for key, value in condition.items())

    def _part_said(self, key: str, value: Data, record: Mapping[str, Given], asked: list[str]) -> bool | None:
        match key:
            case "all":
                return _all(self._said(part, record, asked) for part in value)
            case "any":
                return _any(self._said(part, record, asked) for part in value)
            case "not":
                return _not(self._said(value, record, asked))
            case "at-least":
                return _at_least_so_many(int(value["n"]), [self._said(part, record, asked) for part in value["of"]])
            case "clear":
                return _all(self._said({name: "clear"}, record, asked) for name in value)
        given, question = record.get(key), self.questions[key]
        if isinstance(value, Mapping):
            return None if given is None or given.number is None else _within(given.number, value)
        return _any(self._word_said(question, word, given, key in asked) for word in _listed(value))

    def _word_said(self, question: Data, word: str, given: Given | None, asked: bool) -> bool | None:
        if word == "clear":
            if given is None:
                return None if asked else True
            doubt = given.not_sure or (
                self._is_clear(question, replace(given, doubted=())) and not self._is_clear(question, given)
            )
            return None if doubt else self._is_clear(question, given)
        if given is None or given.not_sure:
            return None
        if word == "asked":
            return True if given.yes or not given.doubted else None
        if word == "unsure":
            return None if given.doubted else False
        if word == "none":
            return given == NONE
        return True if word in given.yes else None if word in given.doubted else False


def _yaml(file: Path) -> Data:
    return yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)  # every scalar stays a text


def _options(question: Data) -> list[Data]:
    return question.get("options", [])  # type: ignore[no-any-return]


def _signs(question: Data) -> list[str]:
    """The danger signs that the question lists."""
    if question["type"] == "yes-no":
        return ["yes"] if question.get("danger") == "true" else []
    return [option["id"] for option in _options(question) if option.get("danger") == "true"]


def _listed(value: Data) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _within(number: int, bounds: Data) -> bool:
    return int(bounds.get("min", number)) <= number <= int(bounds.get("max", number))


def _at_least(urgency: str, other: str) -> bool:
    return URGENCIES.index(urgency) >= URGENCIES.index(other)


def _not(value: bool | None) -> bool | None:
    return None if value is None else not value


def _all(values: Iterable[bool | None]) -> bool | None:
    found = list(values)
    return False if False in found else None if None in found else True


def _any(values: Iterable[bool | None]) -> bool | None:
    return _not(_all(_not(value) for value in values))


def _at_least_so_many(count: int, values: list[bool | None]) -> bool | None:
    if values.count(True) >= count:
        return True
    return None if values.count(True) + values.count(None) >= count else False
