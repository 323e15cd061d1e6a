"""Counter-examples: the smallest people who show that a check fails, as answers files that replay to the outcome claimed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from nervecheck.authoring.prove.mends import of_danger
from nervecheck.authoring.prove.verdict import Kind, Verdict
from nervecheck.base.text import typed
from nervecheck.engine.answer import Answer, Answers, NoneOfThese, Number, Picked
from nervecheck.engine.plan import plan
from nervecheck.engine.readings import reports_danger
from nervecheck.engine.triage import offered_part, triage
from nervecheck.interview.answers_file import write_answers, written
from nervecheck.interview.state import Interview
from nervecheck.tree.conditions import Chosen, atoms
from nervecheck.tree.model import Question, QuestionType, Tree

if TYPE_CHECKING:
    from nervecheck.tree.terms import Urgency

People = tuple[Answers, ...]


class Counterexample(NamedTuple):
    """One person of a counter-example: the answers asked for, danger signs that are true but were not asked, the outcome."""

    name: str
    answers: Answers
    unasked: Answers
    urgency: Urgency


def counterexamples(verdict: Verdict, tree: Tree) -> tuple[Counterexample, ...]:
    """The people of a refuted verdict, made as plain as they can be, the one wrongly decided last."""
    if verdict.shows is None:
        return ()
    people = simplest(verdict.people, verdict.shows, tree)
    names = ("calmer-answer", "counter-example")[-len(people) :]
    return tuple(_example(name, record, tree) for name, record in zip(names, people, strict=True))


def text(example: Counterexample, verdict: Verdict, tree: Tree) -> str:
    """The answers file of an example, with what it shows as comments."""
    head = [
        f"# {verdict.kind}: {verdict.subject} ({verdict.mark})",
        f"# {verdict.message}",
        f"# `{typed('ask --answers THIS_FILE', tree.named)}` gives: {example.urgency.id}",
    ]
    told = [f"# true of this person, but not asked: {name}: {written(answer)}" for name, answer in example.unasked.items()]
    return "\n".join([*head, *told, ""]) + write_answers(tree, example.answers)


def explanation(verdict: Verdict, people: tuple[Counterexample, ...], tree: Tree) -> Iterator[str]:
    """Sentences that say which rule is lost, by which guard, closed by which answer."""
    if len(people) < 2:
        yield from (sentence for person in people for sentence in _path(person, tree))
        if verdict.kind is Kind.PROMISE:
            yield from _mend_of_promise(verdict.subject, people, tree)
        if verdict.mend:
            yield f"Mend: {verdict.mend}"
        return
    calm, wrong = (triage(tree, {**person.answers, **person.unasked}) for person in people)
    lost = {fired.rule.id for fired in calm.fired} - {fired.rule.id for fired in wrong.fired}
    for fired in calm.fired:
        if fired.rule.id in lost:
            yield f"The rule '{fired.rule.id}' ({fired.rule.mark}) fires for the calmer answer and not for the other."
            names = dict.fromkeys(reason.question for reason in fired.reasons if reason.question not in wrong.applied)
            yield from _closed_guards(names, people[-1], tree)
    yield f"{verdict.subject}: {calm.urgency.id} becomes {wrong.urgency.id}."
    if verdict.kind is Kind.UNSURE:
        yield from _mend_of_unsure(verdict, people, tree)
    if verdict.kind is Kind.DANGER:
        name, _, sign = verdict.subject.partition(": ")
        yield from of_danger(name, sign, [{**person.answers, **person.unasked} for person in people], tree)


def _mend_of_unsure(verdict: Verdict, people: tuple[Counterexample, ...], tree: Tree) -> Iterator[str]:
    """The two answers that are set against each other, and what makes "not sure" count as the more urgent of them."""
    name, _, about = verdict.subject.partition(": ")
    said, unsure = (person.answers.get(name) for person in (people[0], people[-1]))
    if said is None or unsure is None:
        return
    yield f"The two answers: {name}: {written(said)}, and {name}: {written(unsure)}."
    if about.startswith("not sure"):
        chosen = written(said)
        yield f"Mend: add `{chosen}` to `unsure` of '{name}' ({tree.questions[name].mark}), or let the rule hold for both."
    else:
        option = about.split()[0]
        yield f"Mend: say `unsure: yes` at the option '{option}', or let the rule hold for whoever is not sure of it."


def _mend_of_promise(subject: str, people: tuple[Counterexample, ...], tree: Tree) -> Iterator[str]:
    """The lines of gates that open what the promise names, where they are closed: whoever ticks none is never asked."""
    promise = next(one for one in tree.promises if one.id == subject)
    named = {atom.question for atom, _ in atoms(promise.if_) if isinstance(atom, Chosen)}
    for name in dict.fromkeys(name for person in people for name in person.unasked if name in named):
        for gate, lines in tree.opened.get(name, {}).items():
            if gate not in named:
                line = lines[0] if len(lines) == 1 else f"[{', '.join(lines)}]"
                yield f"Mend: only a line of '{gate}' opens '{name}'. Add it to the `if` of the promise: {{{gate}: {line}}}."


def simplest(people: People, fails: Callable[[People], bool], tree: Tree) -> People:
    """The people with every answer made plainer that may be, the same change to all, as long as the check still fails."""
    for name, question in [*tree.questions.items()] * 2:  # one answer made plainer can free another
        ticks = _ticks(people, name) + 1
        while _ticks(people, name) < ticks:
            ticks = _ticks(people, name)
            for change in _changes(question, [person[name] for person in people]):
                changed = tuple({**person, name: answer} for person, answer in zip(people, change, strict=True))
                if fails(changed):
                    people = changed
                    break
    return people


def _path(person: Counterexample, tree: Tree) -> Iterator[str]:
    fired = triage(tree, person.answers).fired
    rules = ", ".join(f"'{item.rule.id}' ({item.rule.mark})" for item in fired) or "no rule"
    yield f"It comes to {person.urgency.id}. Fired: {rules}."
    yield from _closed_guards(person.unasked, person, tree)


def _closed_guards(names: Iterable[str], person: Counterexample, tree: Tree) -> Iterator[str]:
    """The questions that are not asked, with the place of the guard and the answers it looks at."""
    given = person.answers
    for name in names:
        question, gates = tree.questions[name], [*tree.opened.get(name, ())]
        looked = [] if question.when is None else [atom for atom, _ in atoms(question.when)]
        if looked or gates:
            behind = dict.fromkeys([*gates, *(getattr(atom, "question", getattr(atom, "name", "")) for atom in looked)])
            said = "; ".join(f"{n}: {written(given[n]) if n in given else 'not asked'}" for n in behind)
            place = looked[0].mark if looked else tree.questions[gates[0]].mark
            yield f"The question '{name}' ({question.mark}) is not asked: {said} closes the guard at {place}."


def _example(name: str, record: Answers, tree: Tree) -> Counterexample:
    state = replayed(tree, record)
    signs = {name: answer for name, answer in record.items() if reports_danger(tree.questions[name], answer)}
    unasked = {name: answer for name, answer in signs.items() if name not in state.answers}
    return Counterexample(name, state.answers, unasked, triage(tree, state.answers).urgency)


def replayed(tree: Tree, record: Answers, screens: int | None = None) -> Interview:
    """The interview with a person of whom this is true, who chooses from what is shown: the whole, or its first screens."""
    state = Interview(tree, {})
    while len(state.answers) != screens and (question := state.question) is not None:
        view, _ = state.decision
        state, _ = state.answer(offered_part(plan(tree), question, record[question.id], view))
    return state


def _ticks(people: People, name: str) -> int:
    answers = (person[name] for person in people)
    return sum(len(answer.yes) + len(answer.unsure) for answer in answers if isinstance(answer, Picked))


def _changes(question: Question, answers: list[Answer]) -> Iterator[list[Answer]]:
    """Plainer answers to one question for each of the people, the plainest first; what sets them apart stays."""
    if all(answer == answers[0] for answer in answers):
        for plainer in _plainer(question, answers[0]):
            yield [plainer for _ in answers]
        return
    picks = [answer if isinstance(answer, Picked) else Picked(()) for answer in answers]
    shared = set.intersection(*({*pick.yes, *pick.unsure} for pick in picks))
    if question.type is QuestionType.MANY and shared:
        yield [_without(answer, shared) for answer in answers]
        yield from ([_without(answer, {name}) for answer in answers] for name in sorted(shared))


def _without(answer: Answer, names: set[str]) -> Answer:
    if not isinstance(answer, Picked):
        return answer
    yes, unsure = (tuple(name for name in words if name not in names) for words in (answer.yes, answer.unsure))
    return Picked(yes, unsure) if yes or unsure else NoneOfThese()


def _plainer(question: Question, answer: Answer) -> Iterator[Answer]:
    """Plainer answers than this one, the plainest first."""
    if isinstance(answer, Number):
        yield from (Number(value) for value in (40, 30) if (question.low or 0) <= value <= (question.high or 0))
        return
    if question.type is not QuestionType.MANY:
        names = ["no", "yes"] if question.type is QuestionType.YES_NO else [option.id for option in question.options]
        yield from (Picked((name,)) for name in names if not question.is_danger(name))
        return
    yield NoneOfThese()
    if isinstance(answer, Picked):
        words = (*answer.yes, *answer.unsure)
        yield from (Picked((name,)) for name in words)
        yield from (Picked((), (name,)) for name in answer.unsure)
        yield from (Picked(tuple(name for name in words if name != left_out)) for left_out in words if len(words) > 1)
        yield Picked(words)
