"""What is claimed of the answers to one question, each as a change of the answer that must, or must not, do something."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nervecheck.authoring.prove.changes import COMES, GOES, LEFT, NEVER, NOBODY, SAME, Change, Course
from nervecheck.authoring.prove.solver import Wish
from nervecheck.authoring.prove.verdict import Kind, State, Verdict
from nervecheck.tree.model import Question, QuestionType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nervecheck.authoring.prove.answer_variables import AnswerVariables
    from nervecheck.base.problems import Mark


class Case(NamedTuple):
    """A change of the answer, and what is said where it does what the kind of check forbids; `name` is that of the option."""

    kind: Kind
    subject: str
    name: str
    mark: Mark
    message: str
    change: Change

    def verdict(self, state: State) -> Verdict:
        """The verdict with this state."""
        return Wish(self.kind, self.subject, self.mark, self.message, ()).verdict(state)


class Cases:
    """The cases of a question, whose answer has these variables."""

    def __init__(self, question: Question, given: AnswerVariables) -> None:
        self.question, self.given = question, given
        self.many = question.type is QuestionType.MANY

    def danger(self) -> Iterator[Case]:
        """Law 3: from any benign answer to a danger sign (in a `many`, from off to on), nothing falls."""
        for sign in self.question.signs:
            message = f"With '{sign}' the urgency is lower than without it."
            change = self._chosen(sign) if self.many else self._from_benign({sign: COMES})
            yield self._case(Kind.DANGER, sign, message, change)

    def unsure(self) -> Iterator[Case]:
        """Law 4: "not sure" of an option is not below its no, nor its yes where it is read so; of a question, as designed."""
        for option in self.question.options if self.many else ():
            name, message = option.id, f"With '{option.id}' not sure the urgency is lower than with a definite answer."
            yield self._case(Kind.UNSURE, f"{name} not sure", message, self._change({name: NEVER}, SAME, {name: COMES}))
            if option.unsure_is_yes:
                change = self._change({name: GOES}, SAME, {name: COMES})
                yield self._case(Kind.UNSURE, f"{name} not sure, read as yes", message, change)
        if self.question.unsure is None:
            return
        message = "With 'not sure' the urgency is lower than with a benign answer, or one it is read as."
        yield self._case(Kind.UNSURE, "not sure", message, self._from_benign({}, COMES))
        for name in self.question.unsure:
            yield self._case(Kind.UNSURE, f"not sure, read as {name}", message, self._change({name: GOES}, whole=COMES))

    def harmless(self) -> Iterator[Case]:
        """From "none of these" to a harmless option alone, nothing rises."""
        for option in self.question.options:
            if option.harmless:
                message = "It says `harmless: true`, but is more urgent than none."
                yield self._case(Kind.HARMLESS, option.id, message, self._change({option.id: COMES}))

    def informs(self) -> Iterator[Case]:
        """Choosing an option that only informs changes nothing that anybody sees."""
        message = "It says `informs: true`, but choosing it changes something."
        yield from (self._case(Kind.MATTERS, o.id, message, self._chosen(o.id)) for o in self.question.options if o.informs)

    def choices(self) -> Iterator[Case]:
        """That each option is chosen which is to matter."""
        if self.question.type is QuestionType.YES_NO:
            yield self._case(Kind.MATTERS, "", "Yes or no, nothing changes.", self._change({"yes": COMES}))
        message = "Choosing it never changes anything. If it only informs the reader, say `informs: true`."
        options = [option.id for option in self.question.options if not option.leaves_clear]
        yield from (self._case(Kind.MATTERS, name, message, self._chosen(name)) for name in options)

    def _from_benign(self, ticks: dict[str, Course], whole: Course = NEVER) -> Change:
        """Whatever was chosen before was no danger sign, and is chosen no more; of nobody, if all options are danger signs."""
        if self.question.is_danger(self.given.calm):
            return dict.fromkeys(self.given.free, NOBODY)
        return self._change({name: LEFT for name in self.given.ticks if name not in self.question.signs} | ticks, whole=whole)

    def _chosen(self, name: str) -> Change:
        """The option goes from not chosen to chosen, in a list with all others as they are."""
        return self._change({name: COMES}, SAME, {name: NEVER}) if self.many else self._change({name: COMES}, LEFT, whole=LEFT)

    def _change(
        self, ticks: dict[str, Course], others: Course = NEVER, doubts: dict[str, Course] | None = None, whole: Course = NEVER
    ) -> Change:
        """What becomes of ticks and doubts that are named, of all others, and of "not sure" of the question."""
        changes = {variable: ticks.get(name, others) for name, variable in self.given.ticks.items()}
        changes |= {variable: (doubts or {}).get(name, others) for name, variable in self.given.doubts.items()}
        return changes | dict.fromkeys(self.given.rest, whole)

    def _case(self, kind: Kind, about: str, message: str, change: Change) -> Case:
        name = about.partition(" ")[0]
        option = self.question.option(name)
        subject = f"{self.question.id}: {about}" if about else self.question.id
        return Case(kind, subject, name, self.question.mark if option is None else option.mark, message, change)
