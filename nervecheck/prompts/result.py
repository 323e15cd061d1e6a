"""The result on a terminal: what to do now on one screen, then its parts opened one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nervecheck.prompts.face import BACK, QUIT, Choice, Page
from nervecheck.report.document import Banner, Document, Heading

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from nervecheck.prompts.face import Face

    Articles = Mapping[str, Callable[[], Document]]

_ARTICLES = Choice("article", "Read an article")
CHANGE = "change"
_CHANGE = Choice(CHANGE, "Change an answer")
_QUIT = Choice(QUIT, "Quit")


class Saving(NamedTuple):
    """One thing that can be kept: its choice, and what does it and gives the words to say then."""

    choice: Choice
    save: Callable[[], str]


class Parts(NamedTuple):
    """A document in the pieces in which it is read: what to do now, then a part for each heading of level 2."""

    head: Document
    rest: Mapping[str, Document]


def parts(document: Document) -> Parts:
    """The document in pieces; the action once more at its end is left out, as it stays in sight."""
    blocks = document[:-1] if len(document) > 1 and isinstance(document[-1], Banner) else document
    starts = [at for at, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 2]
    ends = [*starts[1:], len(blocks)]
    named = [(blocks[start], blocks[start + 1 : end]) for start, end in zip(starts, ends, strict=True)]
    head = blocks[: starts[0]] if starts else blocks
    return Parts(head, {heading.text: body for heading, body in named if isinstance(heading, Heading)})


def read(
    document: Document, articles: Articles, face: Face, savings: tuple[Saving, ...], more: tuple[Choice, ...], first: str
) -> str:
    """Lets the person read and keep the result; gives CHANGE, QUIT, or the id of the one of `more` that was chosen.

    `more` are questions that are asked only once the result is there. `first` begins the title of the part that is opened at
    once ("" for none).
    """
    pieces = parts(document)
    keep = {saving.choice.id: saving.save for saving in savings}
    titles = tuple(Choice(title, title) for title in pieces.rest)
    last = (*more, *([_ARTICLES] if articles else []), *(saving.choice for saving in savings), _CHANGE, _QUIT)
    page = Page("", "What next?", (*titles, Choice("all", "All of it"), *last), pieces.head, back="", short=True)
    for title in pieces.rest:
        if first and title.startswith(first):
            face.show(title, pieces.rest[title])
    while True:
        chosen = face.choose(page)
        if chosen in (CHANGE, QUIT) or chosen in {choice.id for choice in more}:
            return chosen
        if chosen in keep:
            face.tell(keep[chosen]())
        elif chosen == _ARTICLES.id:
            _articles(articles, face)
        else:
            face.show("" if chosen == "all" else chosen, document if chosen == "all" else pieces.rest[chosen])


def _articles(articles: Articles, face: Face) -> None:
    page = Page("To read", "Which one?", tuple(Choice(title, title) for title in articles))
    while (chosen := face.choose(page)) not in (BACK, QUIT):
        face.show("", articles[chosen]())
