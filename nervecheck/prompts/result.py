"""The result on a terminal: what to do now on one screen, then its parts opened one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nervecheck.prompts.face import BACK, QUIT, Choice, Page
from nervecheck.report.document import Document, Heading
from nervecheck.report.reader_page import TITLE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from nervecheck.prompts.face import Face
    from nervecheck.report.compose import Pages

    Articles = Mapping[str, Callable[[], Document]]

_ARTICLES = Choice("article", "Read an article")
_SEARCH = Choice("search", "Search for something else")
CHANGE = "change"
_CHANGE = Choice(CHANGE, "Change an answer")
_QUIT = Choice(QUIT, "Quit")


class Library(NamedTuple):
    """What there is to read: the articles that fit the answers, by title, and a search for words.

    `search` gives the articles found, the best first, whether the first alone answers the words, and what to say first.
    """

    fitting: Articles
    search: Callable[[str], tuple[Articles, bool, tuple[str, ...]]]


class Saving(NamedTuple):
    """One thing that can be kept: its choice, and what does it and gives the words to say then."""

    choice: Choice
    save: Callable[[], str]


class Parts(NamedTuple):
    """A report in the pieces in which it is read: what to do now, then the pages, then a part for each heading of the rest."""

    head: Document
    rest: Mapping[str, Document]


def parts(head: Document, pages: Pages) -> Parts:
    """The pages in pieces, under the names of the menu."""
    blocks = pages.rest
    starts = [at for at, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 2]
    ends = [*starts[1:], len(blocks)]
    named = [(blocks[start], blocks[start + 1 : end]) for start, end in zip(starts, ends, strict=True)]
    rest = {heading.text: body for heading, body in named if isinstance(heading, Heading)}
    return Parts(head, {"Your page": pages.person, TITLE: pages.reader[1:], **rest})


def read(
    pieces: Parts, library: Library | None, face: Face, savings: tuple[Saving, ...], more: tuple[Choice, ...], first: str
) -> str:
    """Lets the person read and keep the result; gives CHANGE, QUIT, or the id of the one of `more` that was chosen.

    `library` is None where nothing is to be read now. `more` are questions that are asked only once the result is there.
    `first` begins the title of the part that is opened at once ("" for none).
    """
    keep = {saving.choice.id: saving.save for saving in savings}
    titles = tuple(Choice(title, title) for title in pieces.rest)
    last = (*more, *([_ARTICLES] if library is not None else []), *(saving.choice for saving in savings), _CHANGE, _QUIT)
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
        elif library is not None and chosen == _ARTICLES.id:
            _read_articles(library, face)
        else:
            every = tuple(block for title, body in pieces.rest.items() for block in (Heading(title), *body))
            face.show("" if chosen == "all" else chosen, every if chosen == "all" else pieces.rest[chosen])


def _read_articles(library: Library, face: Face) -> None:
    page = Page("To read", "Which one?", (*(Choice(title, title) for title in library.fitting), _SEARCH))
    while (chosen := face.choose(page)) not in (BACK, QUIT):
        if chosen == _SEARCH.id:
            _search(library, face)
        else:
            face.show("", library.fitting[chosen]())


def _search(library: Library, face: Face) -> None:
    """Asks for words until there are none, and shows the article that answers them, or a list to choose from."""
    while words := face.words("What do you want to read about? A word or a whole question."):
        found, clear, said = library.search(words)
        for text in said:
            face.tell(text)
        if clear:
            face.show("", next(iter(found.values()))())
        elif found:
            page = Page("To read", f"Found for '{words}'. Which one?", tuple(Choice(title, title) for title in found))
            while (chosen := face.choose(page)) not in (BACK, QUIT):
                face.show("", found[chosen]())
        else:
            face.tell(f"No article holds '{words}'.")
