"""The rules beside zen-engine, a rule engine written in Rust: seconds of the processor for a record. Run by hand:

    pip install zen-engine; python tests/bench/beside_zen.py [RECORDS]

Each rule of the shipped questions becomes an expression over the answers; what several rules share is an expression of its own.
What zen-engine is spared: which questions are asked is worked out beforehand, and only `triage` says the urgency, what
is not covered, and the answers behind each rule. Ends with 1 where a record fires other rules.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from itertools import count, islice

import zen

from nervecheck.engine.answer import Answers
from nervecheck.engine.compiled import Count, NumberTest, SingleTest, Test
from nervecheck.engine.plan import plan
from nervecheck.engine.triage import decision, triage
from nervecheck.exchange.sql.words import words_of
from nervecheck.tree.conditions import CLEAR
from nervecheck.tree.model import QuestionType
from tests.support import shipped
from tests.support.table_rows import People, by_engine, cell


class Expressions:
    """The rules of the shipped questions as expressions by name, each after those that it needs."""

    def __init__(self) -> None:
        self.tree, self.made = shipped(), dict[str, str]()
        self.inputs = {name: f"q{number}" for number, name in enumerate(self.tree.questions)}
        rules = [item for item in plan(self.tree).consequences if item.step is None]
        self._uses = Counter[Test]()
        for item in rules:
            self._count(item.test)
        self._names = dict[Test, str]()
        self.rules = {f"r{number}": item.rule.id for number, item in enumerate(rules)}
        for name, item in zip(self.rules, rules, strict=True):
            self.made[name] = self._text(item.test)

    def record(self, answers: Answers) -> dict[str, object]:
        """What the expressions are worked out over: of each question a list of texts, or a number."""
        _, applied = decision(self.tree, answers)
        found: dict[str, object] = {}
        for name, question in self.tree.questions.items():
            value = cell(question, answers[name]) if name in answers and name in applied else None
            if question.type is not QuestionType.NUMBER:
                value = value if isinstance(value, list) else [] if value is None else [value]
            found[self.inputs[name]] = value
        return found

    def _count(self, test: Test) -> None:
        self._uses[test] += 1
        if isinstance(test, Count) and self._uses[test] == 1:
            for part in test.parts:
                self._count(part)

    def _text(self, test: Test) -> str:
        if test in self._names:
            return f"$.{self._names[test]}"
        text = self._of_parts(test) if isinstance(test, Count) else self._single(test)
        if self._uses[test] == 1:
            return text
        self._names[test] = f"t{len(self._names)}"
        self.made[self._names[test]] = text
        return f"$.{self._names[test]}"

    def _of_parts(self, test: Count) -> str:
        parts = [self._text(part) for part in test.parts]
        if test.number <= 0 or test.number > len(parts):
            return "true" if test.number <= 0 else "false"
        if test.number in (1, len(parts)):
            return f"({(' or ' if test.number == 1 else ' and ').join(parts)})"
        return f"({' + '.join(f'({part} ? 1 : 0)' for part in parts)} >= {test.number})"

    def _single(self, test: SingleTest) -> str:
        """The test as `exchange/sql/tests.py` has it in its reading for decisions."""
        value, question = self.inputs[test.question], self.tree.questions[test.question]
        if isinstance(test, NumberTest):
            bounds = [f"{value} >= {test.low}"] if test.low is not None else []
            bounds += [f"{value} <= {test.high}"] if test.high is not None else []
            inside = " and ".join([f"{value} != null", *bounds])
            return f"({inside})" if test.positive else f"({value} == null or not ({inside}))"
        words = words_of(test, question, outright=False)
        chosen = _any(value, words.wanted)
        if question.type is QuestionType.MANY:
            clear = "false" if words.against is None else f"not {_any(value, words.against)}"
        else:
            clear = f"len({value}) == 0" if CLEAR in test.options else "false"
        return f"({chosen} or {clear})" if test.positive else f"(not {chosen} and not ({clear}))"


def _any(value: str, words: tuple[str, ...]) -> str:
    return f"some({value}, # in {json.dumps(words)})" if words else "false"


def decision_model(expressions: Expressions) -> str:
    """The expressions as one step between what goes in and what comes out, in the engine's own form."""
    nodes: list[dict[str, object]] = [{"id": kind, "type": f"{kind}Node", "name": kind} for kind in ("input", "output")]
    listed = [{"id": name, "key": name, "value": text} for name, text in expressions.made.items()]
    nodes.append({"id": "rules", "type": "expressionNode", "name": "rules", "content": {"expressions": listed}})
    pairs = [("input", "rules"), ("rules", "output")]
    edges = [{"id": f"{a}-{b}", "type": "edge", "sourceId": a, "targetId": b} for a, b in pairs]
    return json.dumps({"nodes": nodes, "edges": edges})


def main(wanted: int) -> int:
    """Prints the table; gives the exit code."""
    tree, expressions = shipped(), Expressions()
    drawn = (People(tree, seed).one() for seed in count())
    people = list(islice((one for one in drawn if by_engine(tree, one).status == "decided"), wanted))
    records = [expressions.record(one) for one in people]
    model = zen.ZenEngine().create_decision(decision_model(expressions))
    model.evaluate(records[0])
    start = time.process_time()
    results = [model.evaluate(record)["result"] for record in records]
    beside = time.process_time() - start
    start = time.process_time()
    outcomes = [triage(tree, one) for one in people]
    ours = time.process_time() - start
    found = [{rule for name, rule in expressions.rules.items() if result[name]} for result in results]
    equal = sum(rules == {item.rule.id for item in one.fired} for rules, one in zip(found, outcomes, strict=True))
    print(f"{len(expressions.rules)} rules, {len(expressions.made)} expressions; equal for {equal:,} of {wanted:,} records")
    print(f"zen-engine {1000 * beside / wanted:.2f} ms of the processor a record, triage {1000 * ours / wanted:.2f} ms")
    return 0 if equal == wanted else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 300))
