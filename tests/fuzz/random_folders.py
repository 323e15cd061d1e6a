"""Small questions folders drawn by chance, with every form of question, guard, gate and condition that README.md tells of.

They are written as JSON, which is YAML. A drawn folder may hold a mistake, as a red flag that needs a sign to be absent; `load`
refuses it, and the next is drawn.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from nervecheck.base.errors import FileProblems
from nervecheck.tree.load import load
from tests.support import write_folder

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

    from nervecheck.tree.model import Tree

JUDGED = {"basis": "judgement", "reviewed": "2026-01-01"}
URGENT = ("routine", "same-day", "emergency", "ambulance")
HEAD = {"title": "t", "version": "1", "reviewed": "2026-01-01", "reviewed-by": "nobody", "scope": "all"}


def random_folder(folder: Path, chance: Random) -> Tree:
    """A folder written there that `load` takes, and its tree."""
    while True:
        try:
            return load(_write(folder, chance))
        except FileProblems:
            continue


def _write(folder: Path, chance: Random) -> Path:
    questions: list[dict[str, Any]] = []
    for index in range(chance.randint(2, 6)):
        questions.append(_question(f"q{index}", questions, chance))
    findings = {
        f"f{n}": {"says": f"finding {n}", "when": condition(questions, (), chance)} for n in range(chance.randint(0, 2))
    }
    known = tuple(findings)
    rules = [_rule(index, questions, known, chance) for index in range(chance.randint(1, 5))]
    limits = [
        {
            "id": f"l{n}",
            "when": condition(questions, known, chance),
            "say": "Not this.",
            "ask": "Ask.",
            **_now_and_then_partly(chance),
        }
        for n in range(chance.choice([0, 0, 1, 2]))
    ]
    steps = [_step(questions, known, chance) for _ in range(chance.choice([0, 0, 1, 2]))]  # in a wrong order: refused
    care = {"when": condition(questions, known, chance), "why": "w", **JUDGED}
    more = {name: listed for name, listed in (("not-covered", limits), ("escalate", steps)) if listed}
    tree = {**HEAD, "sections": _sections(_with_gate(questions, chance), questions, chance)}
    rules_text = json.dumps({"rules": rules, "self-care": care, **more})
    return write_folder(folder, json.dumps(tree), rules_text, json.dumps(findings))


def _now_and_then_partly(chance: Random) -> dict[str, str]:
    return {"partly": "true"} if chance.random() < 0.4 else {}


def _step(questions: list[dict[str, Any]], findings: tuple[str, ...], chance: Random) -> dict[str, Any]:
    at = chance.randint(0, len(URGENT) - 2)
    return {"from": URGENT[at], "to": URGENT[at + 1], "when": condition(questions, findings, chance), "why": "w"}


def _rule(index: int, questions: list[dict[str, Any]], findings: tuple[str, ...], chance: Random) -> dict[str, Any]:
    at = chance.randrange(len(URGENT))
    higher = URGENT[at + 1 :]
    raises = [
        {"to": chance.choice(higher), "when": condition(questions, findings, chance), "why": "w"}
        for _ in range(chance.choice([0, 0, 1, 2]) if higher else 0)
    ]
    when = condition(questions, findings, chance)
    made = {"id": f"r{index}", "title": f"Rule {index}", "urgency": URGENT[at], "when": when, "why": "w", **JUDGED}
    return {**made, "raise": raises} if raises else made


def _question(name: str, earlier: list[dict[str, Any]], chance: Random) -> dict[str, Any]:
    kind = chance.choice(["yes-no", "one", "many", "many", "many", "number"])
    made: dict[str, Any] = {"id": name, "topic": f"Topic {name}", "ask": "A?", "type": kind}
    if earlier and chance.random() < 0.5:
        made["when"] = condition(earlier, (), chance)
        if chance.random() < 0.3:
            made["at-once"] = condition(earlier, (), chance)
    if chance.random() < 0.2:
        made["core"] = "true"
    if kind == "number":
        return {**made, "low": "18", "high": "24"}
    if kind == "yes-no":
        return {**made, "danger": "true", "unsure": ["yes"]}
    options = [_option(f"{name}{letter}", kind, earlier, chance) for letter in "abcd"[: chance.randint(2, 4)]]
    if kind == "one":
        options[0].pop("when", None)  # somebody might be shown none, which `load` refuses
    made["options"] = options
    return {**made, **_not_sure(made, chance)}


def _option(name: str, kind: str, earlier: list[dict[str, Any]], chance: Random) -> dict[str, Any]:
    made: dict[str, Any] = {"id": name, "label": f"Line {name}"}
    worth = chance.choice(["danger", "harmless", "other"])
    if worth == "danger" or (worth == "harmless" and kind == "many"):
        made[worth] = "true"
    if kind == "many" and worth == "other" and chance.random() < 0.3:
        made["unsure"] = chance.choice(["yes", "no"])
    if earlier and chance.random() < 0.2:
        made["when"] = condition(earlier, (), chance)
    return made


def _not_sure(question: dict[str, Any], chance: Random) -> dict[str, Any]:
    signs = [option["id"] for option in question["options"] if "danger" in option]
    if question["type"] == "many" and chance.random() < 0.5:
        return {"ask-which": "true"} | ({"ask-again": "true"} if chance.random() < 0.5 else {})
    if signs or chance.random() < 0.5:
        named = [o["id"] for o in question["options"] if "danger" in o or ("harmless" not in o and chance.random() < 0.2)]
        some = [chance.choice(signs)] if signs and chance.random() < 0.5 else named
        return {"unsure": some} | ({"sensitive": "true"} if chance.random() < 0.2 else {}) if some else {}
    return {}


def _with_gate(questions: list[dict[str, Any]], chance: Random) -> list[dict[str, Any]]:
    lists = [q["id"] for q in questions if "danger" in q or any("danger" in o for o in q.get("options", ()))]
    if not lists or chance.random() < 0.4:
        return []
    lines = [
        {"id": f"g{n}", "label": f"Group {n}", "opens": chance.sample(lists, min(len(lists), chance.randint(1, 2)))}
        for n in range(chance.randint(1, 3))
    ]
    return [{"id": "gate", "topic": "Groups", "ask": "A?", "type": "many", "gate": "true", "options": lines}]


def _sections(gate: list[dict[str, Any]], questions: list[dict[str, Any]], chance: Random) -> list[dict[str, Any]]:
    cut = chance.randint(1, len(questions))
    first = {"id": "first", "title": "First", "questions": [*gate, *questions[:cut]]}
    if cut == len(questions):
        return [first]
    more: dict[str, Any] = {"id": "second", "title": "Second", "questions": questions[cut:]}
    kind = chance.choice(["plain", "when", "from", "gate"])
    if kind == "when" or (kind == "gate" and not gate):
        more["when"] = condition(questions[:cut], (), chance)
    elif kind == "gate":
        more["when"] = chance.choice([{"gate": "g0"}, {"not": {"gate": "g0"}}, {"gate": "none"}, {"gate": ["g0", "unsure"]}])
    elif kind == "from":
        more["from"] = "emergency"
    return [first, more]


def condition(questions: list[dict[str, Any]], findings: tuple[str, ...], chance: Random, depth: int = 0) -> Any:
    """A condition over these questions and findings, in any form, up to four levels deep."""
    form = chance.random()
    if depth == 3 or form < 0.5:
        return _atom(chance.choice(questions), findings, chance)
    if form < 0.62:
        return {"not": condition(questions, findings, chance, depth + 1)}
    parts = [condition(questions, findings, chance, depth + 1) for _ in range(chance.randint(1, 3))]
    if form < 0.93:
        return {chance.choice(["all", "any"]): parts}
    return {"at-least": {"n": str(chance.randint(1, len(parts))), "of": parts}}


def _atom(question: dict[str, Any], findings: tuple[str, ...], chance: Random) -> Any:
    name, kind = question["id"], question["type"]
    if findings and chance.random() < 0.2:
        return chance.choice(findings)
    if kind == "number":
        return {name: chance.choice([{"min": "20"}, {"max": "21"}, {"min": "19", "max": "22"}])}
    words = ["yes", "no"] if kind == "yes-no" else [option["id"] for option in question["options"]]
    if kind == "many":
        words += ["none", "clear"]
        if chance.random() < 0.1:
            return {"clear": [name]}
    if "unsure" in question or "ask-which" in question:
        words.append("unsure")
    if chance.random() < 0.1:
        return {name: "asked"}
    picked = chance.sample(words, chance.choice([1, 1, 1, 2]))
    return {name: picked if len(picked) > 1 else picked[0]}
