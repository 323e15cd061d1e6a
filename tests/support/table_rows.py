"""Records for many people at once: rows in the table form, random people, and what the engine says of them."""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from nervecheck.engine.answer import Answer, Answers, NoneOfThese, NotSure, Number, Picked
from nervecheck.engine.frames import only_for_ranking
from nervecheck.engine.needed import progress
from nervecheck.engine.plan import plan
from nervecheck.engine.readings import closed, decided, reports_danger
from nervecheck.engine.triage import decision, offered, triage
from nervecheck.exchange.sql.query import Dialect, query
from nervecheck.tree.model import Question, QuestionType, Tree

Row = dict[str, Any]


class Decided(NamedTuple):
    """What the engine, or the query, says of one record; of one that it refuses, only that."""

    status: str
    urgency: str | None = None
    covered: bool | None = None
    rules: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()


def row(tree: Tree, answers: Answers, number: int) -> Row:
    """The record in the table form."""
    cells = {name: cell(tree.questions[name], answer) for name, answer in answers.items()}
    return {"id": str(number), **dict.fromkeys(tree.questions), **cells}


def cell(question: Question, answer: Answer) -> Any:
    """The answer in the table form."""
    match answer:
        case Number(value):
            return value
        case NoneOfThese():
            return ["none"]
        case NotSure():
            return ["unsure"] if question.type is QuestionType.MANY else "unsure"
        case Picked(yes, unsure):
            return [*yes, *(f"{name}?" for name in unsure)] if question.type is QuestionType.MANY else yes[0]


def by_engine(tree: Tree, answers: Answers) -> Decided:
    """What `triage` says of the record, once it is known to have neither mistakes nor gaps."""
    view, applied = decision(tree, answers)
    for name, answer in answers.items():
        question = tree.questions[name]
        if name not in applied and reports_danger(question, answer):
            return Decided("refused")
        if name in applied and isinstance(answer, Picked):
            known = {option.id for option in question.options} - {*offered(plan(tree), question, view)}
            if known.intersection((*answer.yes, *answer.unsure)):
                return Decided("refused")
    if {*progress(tree, answers).missing} - (only_for_ranking(tree) - {*tree.core}):
        return Decided("incomplete")
    outcome = triage(tree, answers)
    rules = tuple(sorted(item.rule.id for item in outcome.fired))
    return Decided("decided", outcome.urgency.id, outcome.covered, rules, tuple(limit.id for limit in outcome.limits))


def by_query(result: Mapping[str, Any]) -> Decided:
    """What the query says of the record."""
    if result["status"] != "decided":
        return Decided(result["status"])
    return Decided("decided", result["urgency"], result["covered"], tuple(sorted(result["rules"])), tuple(result["limits"]))


class People:
    """Random people: calm and ill ones, not sure, numbers at their bounds, gaps, and answers that do not apply."""

    def __init__(self, tree: Tree, seed: int) -> None:
        self.tree, self.random = tree, random.Random(seed)
        self.ends = [18, 19, 44, 45, 46, 49, 50, 51, 59, 60, 64, 65, 74, 75, 80, 120]

    def one(self) -> dict[str, Answer]:
        """The answers of one person, most of them asked in order until nothing is left to ask."""
        compiled, draw = plan(self.tree), self.random.random
        calm, gaps, strange = draw() ** 0.3, 0.02 if draw() < 0.3 else 0.0, 0.05 if draw() < 0.3 else 0.0
        view, found = {name: closed(question) for name, question in self.tree.questions.items()}, dict[str, Answer]()
        for name, question in self.tree.questions.items():
            asked = compiled.guards[name].value(view) is True
            if (asked and draw() >= gaps) or draw() < strange:
                shown = offered(compiled, question, view) if draw() < 0.99 else tuple(o.id for o in question.options)
                found[name] = answer = self.answer(question, shown, calm)
                if asked:
                    view[name] = decided(question, answer)
        return found

    def answer(self, question: Question, shown: tuple[str, ...], calm: float) -> Answer:
        """An answer to the question, from the options shown; the calmer, the less is ticked."""
        draw = self.random
        if question.type is QuestionType.NUMBER:
            low, high = question.low or 0, question.high or 0
            inside = [end for end in (low, *self.ends, high) if low <= end <= high]
            return Number(draw.choice(inside))
        if question.type is not QuestionType.MANY:
            if question.unsure is not None and draw.random() < 0.08:
                return NotSure()
            names = ("yes", "no") if question.type is QuestionType.YES_NO else shown
            benign = [name for name in names if not question.is_danger(name)]
            return Picked((draw.choice(benign if benign and draw.random() < calm else names),))
        if question.unsure is not None and not question.asks_which and draw.random() < 0.03:
            return NotSure()
        if not shown or ((question.asks_danger or question.gate) and draw.random() < calm):
            harmless = [o.id for o in question.options if o.leaves_clear and o.id in shown]
            return Picked((draw.choice(harmless),)) if harmless and draw.random() < 0.3 else NoneOfThese()
        ticked = {name: draw.random() < 0.9 for name in draw.sample(shown, min(len(shown), draw.choice([1, 1, 1, 2, 2, 3])))}
        return Picked(*(tuple(n for n in shown if ticked.get(n) is sure) for sure in (True, False)))


def queried(tree: Tree, people: Iterable[Answers], whole: bool = False) -> list[Decided]:
    """What the query says of these people on DuckDB, in their order; `whole` is the smaller one for those without gaps."""
    import duckdb

    connection = duckdb.connect(config={"threads": 1})  # which for so few people is faster, and takes less memory
    connection.execute("SET disabled_optimizers = 'projection_placement,join_order'")  # which only cost time here
    cells = ", ".join(f'"{name}" {_KINDS.get(question.type, "VARCHAR")}' for name, question in tree.questions.items())
    connection.execute(f"CREATE TABLE answers (id VARCHAR, {cells})")
    lines = "\n".join(json.dumps(row(tree, answers, number)) for number, answers in enumerate(people))
    with tempfile.NamedTemporaryFile("w", suffix=".ndjson") as file:
        file.write(lines)
        file.flush()
        connection.execute("COPY answers FROM ? (FORMAT json)", [file.name])
    found = connection.execute(query(tree, Dialect.DUCKDB, whole=whole))
    names = [str(column[0]) for column in found.description or ()]
    by_id = {int(values[0]): by_query(dict(zip(names, values, strict=True))) for values in found.fetchall()}
    return [by_id[number] for number in sorted(by_id)]


_KINDS = {QuestionType.MANY: "VARCHAR[]", QuestionType.NUMBER: "INTEGER"}


def spark_columns(tree: Tree) -> str:
    """The columns of the table form, as Spark writes a schema."""
    kinds = {QuestionType.MANY: "array<string>", QuestionType.NUMBER: "int"}
    return ", ".join(["id string", *(f"`{q.id}` {kinds.get(q.type, 'string')}" for q in tree.questions.values())])
