"""A proof as text: for a person, for a program, and for the annotations of a code host."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from nervecheck.authoring.problem_formats import json_text, place_facts, problem_facts, workflow_commands
from nervecheck.authoring.prove import account, write_inline
from nervecheck.authoring.prove.counterexample import Counterexample, explanation
from nervecheck.authoring.prove.verdict import Kind, State, Verdict
from nervecheck.base.problems import Problem
from nervecheck.base.text import clean
from nervecheck.interview.answers_file import as_data

if TYPE_CHECKING:
    from collections.abc import Callable

    from nervecheck.authoring.prove import Proof

FORMAT = "nervecheck-proof/1"
_People = tuple[Counterexample, ...]


def terminal(proof: Proof, _folder: str = "") -> str:
    """The outcome in words."""
    return account(proof)


def as_json(proof: Proof, folder: str) -> str:
    """One object, as README.md describes it."""
    counts = Counter((verdict.kind, verdict.state) for verdict in proof.verdicts)
    kinds = [
        {"kind": _name(kind), "says": str(kind), **{_key(state): counts[kind, state] for state in State}}
        for kind in Kind
        if any(counts[kind, state] for state in State)
    ]
    shortest, longest, possible = proof.paths
    facts = {
        "format": FORMAT,
        "counts": {_key(state): sum(counts[kind, state] for kind in Kind) for state in State},
        "kinds": kinds,
        "problems": [problem_facts(_problem(verdict, people, proof), folder) for verdict, people in proof.shown],
        "failed": [_failed(verdict, people, proof, folder) for verdict, people in proof.shown],
        "screens": {"shortest": shortest, "longest_found": longest, "longest_possible": possible},
    }
    return json_text(facts)


def github(proof: Proof, folder: str) -> str:
    """A workflow command for each check that is not proved, with the person who shows it."""
    return workflow_commands((_problem(verdict, people, proof) for verdict, people in proof.shown), folder)


# the formats that `prove` knows, by the name of each
REPORTERS: dict[str, Callable[[Proof, str], str]] = {"terminal": terminal, "json": as_json, "github": github}


def _problem(verdict: Verdict, people: _People, proof: Proof) -> Problem:
    """The check as a problem: its code says how it ended and of what kind it is, its hint why and for whom it fails."""
    why = [*explanation(verdict, people, proof.tree)]
    if people:
        why.append(f"Such a person: {write_inline(people[-1].answers)}")
    code = f"{verdict.state}-{_name(verdict.kind)}"
    return Problem(verdict.mark, code, f"{verdict.subject}: {verdict.message}", "\n".join(why))


def _failed(verdict: Verdict, people: _People, proof: Proof, folder: str) -> dict[str, Any]:
    return {
        "check": clean(verdict.subject),
        "kind": _name(verdict.kind),
        "state": str(verdict.state),
        **place_facts(verdict.mark, folder),
        "message": clean(verdict.message),
        "why": [clean(sentence) for sentence in explanation(verdict, people, proof.tree)],
        "people": [_person(person) for person in people],
    }


def _person(person: Counterexample) -> dict[str, Any]:
    """Somebody who shows it: `answers` are those of an answers file, `not_asked` what is true and was not asked."""
    given, unasked = ({name: as_data(a) for name, a in part.items()} for part in (person.answers, person.unasked))
    return {"name": person.name, "urgency": person.urgency.id, "answers": given, "not_asked": unasked}


def _name(kind: Kind) -> str:
    return kind.name.lower()


def _key(state: State) -> str:
    return state.name.lower()
