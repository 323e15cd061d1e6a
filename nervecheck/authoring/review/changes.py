"""What changed in the questions: against another folder, or by the days on which records were reviewed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nervecheck.authoring.diff_rules import rule_changes, same_meaning
from nervecheck.authoring.reviews import reviewed_records
from nervecheck.report.document import Block, Bullets, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from nervecheck.authoring.review.numbers import Numbers
    from nervecheck.tree.model import Question, Tree
    from nervecheck.tree.rules import Rule

_QUESTION_WORDS = ("topic", "ask", "help", "why")
_QUESTION_FORM = ("type", "danger", "unsure", "ask_which", "ask_again", "gate", "core", "follow_up", "low", "high")
_OPTION = ("label", "hint", "danger", "unsure", "informs", "harmless", "opens")
_RULE_WORDS = ("title", "why", "sources", "basis", "reviewed")


def changes_since(tree: Tree, day: date, numbers: Numbers) -> Iterator[Block]:
    """The records that were reviewed after that day; questions, findings and lines of advice have no day of their own."""
    late = [(name, when) for name, _, when in reviewed_records(tree) if when > day]
    yield Paragraph(f"Reviewed after {day.isoformat()}: {len(late)} records. Questions have no day of their own.")
    yield Bullets(tuple(f"{_number(name, numbers)}{name}, {when.isoformat()}" for name, when in late))


def changes_against(old: Tree, new: Tree, numbers: Numbers) -> Iterator[Block]:
    """What was added, removed or changed since the other folder, of questions and rules, in the order of the files."""
    lines = [*_questions(old, new, numbers), *_rules(old, new, numbers)]
    yield Paragraph(f"Compared with version {old.about.version} ({old.digest}), reviewed {old.about.reviewed.isoformat()}.")
    yield Bullets(tuple(lines)) if lines else Paragraph("No question and no rule differs.")


def _questions(old: Tree, new: Tree, numbers: Numbers) -> Iterator[str]:
    for name, question in new.questions.items():
        before = old.questions.get(name)
        what = ["new"] if before is None else list(_question(before, question, old, new))
        if what:
            yield f"{numbers.questions[name]} {question.topic} ({name}): {'; '.join(what)}"
    yield from (f"{question.topic} ({name}): removed" for name, question in old.questions.items() if name not in new.questions)


def _question(before: Question, after: Question, old: Tree, new: Tree) -> Iterator[str]:
    yield from (f"other words: {key}" for key in _QUESTION_WORDS if getattr(before, key) != getattr(after, key))
    yield from (f"`{key.replace('_', '-')}` changed" for key in _QUESTION_FORM if getattr(before, key) != getattr(after, key))
    if not same_meaning(before.when, after.when, old, new):
        yield "asked of others"
    there, here = ({option.id: option for option in question.options} for question in (before, after))
    yield from (f'"{option.label}" is new' for name, option in here.items() if name not in there)
    yield from (f'"{option.label}" was removed' for name, option in there.items() if name not in here)
    for name in (name for name in here if name in there):
        keys = [key for key in _OPTION if getattr(there[name], key) != getattr(here[name], key)]
        keys += ["when"] if not same_meaning(there[name].when, here[name].when, old, new) else []
        keys += ["settled"] if not same_meaning(there[name].settled, here[name].settled, old, new) else []
        if keys:
            yield f'"{here[name].label}": {", ".join(keys)} changed'


def _rules(old: Tree, new: Tree, numbers: Numbers) -> Iterator[str]:
    decided = {change.title: change for change in rule_changes(old, new)}
    there, here = _by_id(old), _by_id(new)
    for name in dict.fromkeys((*here, *decided)):
        what = [] if name not in decided else [str(decided[name].change), *decided[name].what]
        if name in here and name in there:
            what += [f"other {key}" for key in _RULE_WORDS if getattr(here[name], key) != getattr(there[name], key)]
            same = [[line.say for line in (*rule.do, *rule.avoid)] for rule in (here[name], there[name])]
            what += ["other lines of advice"] if same[0] != same[1] else []
        if what:
            yield f"{_number(name, numbers)}{name}: {'; '.join(what)}"


def _by_id(tree: Tree) -> Mapping[str, Rule]:
    return {rule.id: rule for rule in tree.rules.rules}


def _number(name: str, numbers: Numbers) -> str:
    return f"{numbers.rules[name]} " if name in numbers.rules else ""
