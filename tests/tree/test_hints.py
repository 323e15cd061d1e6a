"""What a first-time author gets wrong in a new folder, and the one hint that says how to mend it."""

from __future__ import annotations

from pathlib import Path

import pytest

from nervecheck.authoring.check import check
from nervecheck.authoring.new_folder import new_folder
from nervecheck.authoring.problem_formats import terminal
from nervecheck.cli.streams import write_new_folder
from tests.support import SHIPPED

COLUMN = "Keys of one item begin in the same column, and a new item begins with `- `."


def told(folder: Path, name: str, old: str, new: str) -> list[str]:
    """The problems of a new folder in which one text is changed."""
    texts = new_folder(SHIPPED)
    assert texts[name].count(old) == 1
    write_new_folder(folder, {**texts, name: texts[name].replace(old, new)})
    return [str(problem) for problem in check(folder).problems]


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ("ask: When did it begin?", "ask: Now: when did it begin?", 'Quote the whole text: ask: "...".'),
        ("        topic: Since when", "       topic: Since when", COLUMN),
        ("        topic: Since when", "          topic: Since when", COLUMN),
        ("topic: Since when", "topic:Since when", "A colon and a space follow a key."),
        ("{id: today, label: Today}", "{id: today, label: Today", "Each `{`, `[` and quote needs its partner"),
        ("{id: today, label: Today}", "{id: today, label: @home}", "Quote the text."),
        ("label: Pus comes", "label: Pus, or blood comes", 'A text that holds a comma must stand in "straight quotes"'),
        ('"It bled, and has stopped"', "\u201cIt bled, and has stopped\u201d", 'must stand in "straight quotes"'),
        ("        type: number\n", "", "It must be given. Allowed: yes-no, one, many, number."),
        ("unsure: [dirty]", "unsure: dirty", "It must be a list: [dirty]."),
        ("        unsure: [dirty]\n", "", "Add `unsure: [dirty]`."),
        ("{id: hand,", "{id: none,", 'A list of type `many` offers "none of these" by itself.'),
    ],
)
def test_a_slip_in_the_questions(old: str, new: str, hint: str, tmp_path: Path) -> None:
    assert any(hint in line for line in told(tmp_path, "tree.yaml", old, new))


@pytest.mark.parametrize(
    ("old", "new", "words"),  # the place that is told stands behind the mark
    [
        ('"It bled, and has stopped"', '¦"It bled, and has stopped', "the quote that opens here ends only in line 53"),
        ("label: Knee}", "label: ¦'Knee}", "the quote that opens here is never closed"),
        ("label: Knee}", "label: 'The knee¦'s cap'}", "this apostrophe ends the text"),
        ("label: Knee}", 'label: "The ¦"cap""}', "this quote ends the text"),
        ("label: Knee}", "label: Knee}¦}", "no `{` is open here for this `}`"),
        ("- {id: knee,", "¦-{id: knee,", "a space is missing after this `-`"),
        ("- id: since", "¦-id: since", "a space is missing after this `-`"),
        ("- {id: knee,", "-¦\u00a0{id: knee,", "a no-break space (U+00A0) stands here"),
        ("topic: Since when", "topic:¦\u00a0Since when", "a no-break space (U+00A0) stands here"),
    ],
)
def test_a_slip_is_told_where_it_was_made_and_by_what_it_is(old: str, new: str, words: str, tmp_path: Path) -> None:
    before, _, _ = new_folder(SHIPPED)["tree.yaml"].replace(old, new).partition("¦")
    (line,) = told(tmp_path, "tree.yaml", old, new.replace("¦", ""))
    place = f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"
    assert line.startswith(f"tree.yaml:{place}: error[yaml-syntax] This cannot be read: {words}.")


@pytest.mark.parametrize(
    ("new", "words"),  # the place that is told stands behind the mark
    [
        ("{place: [knee, hand¦}", "the `[` in column 19 is not closed before this `}`. Add `]` before it."),
        ("{all: [{place: knee¦]}", "the `{` in column 18 is not closed before this `]`. Add `}` before it."),
        ("{all: [[{place: knee}¦}", "the `[` in column 18 is not closed before this `}`. Add `]]` before it."),
        ("{place: [knee,\n      hand¦}", "the `[` in line 33, column 19, is not closed before this `}`. Add `]` before it."),
        ("{dirt: dirty¦]", "the `{` in column 11 is not closed before this `]`. Write `}` in its place, or take it away."),
        ("{place: [knee, hand]}¦]", "no `[` is open here for this `]`. Take it away, or open it before."),
    ],
)
def test_a_bracket_that_is_not_closed_is_named(new: str, words: str, tmp_path: Path) -> None:
    before, _, _ = new_folder(SHIPPED)["rules.yaml"].replace("{dirt: dirty}", new).partition("¦")
    (line,) = told(tmp_path, "rules.yaml", "{dirt: dirty}", new.replace("¦", ""))
    place = f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"
    assert line == f"rules.yaml:{place}: error[yaml-syntax] This cannot be read: {words}"


def test_judgement_alone_is_no_source_of_an_article(tmp_path: Path) -> None:
    texts = new_folder(SHIPPED)
    name = next(name for name in texts if name.startswith("library/"))
    found = told(tmp_path, name, "\nsources: ", "\nbasis: judgement\nsources: ")
    assert [line.partition("] ")[2] for line in found] == [
        "'basis' is no key here. Judgement is not enough here: name a source, as `sources: [...]`."
    ]


@pytest.mark.parametrize(
    ("new", "hint"),
    [
        ("when: dirt: dirty", "Write when: {dirt: dirty}."),
        ("when: place: [knee, hand]", "Write when: {place: [knee, hand]}."),
        ("when: age: {min: 65}  # the old", "Write when: {age: {min: 65}}."),
        ("when: not: dirt: dirty", "Write when: {not: {dirt: dirty}}."),
        ("when: all: [{dirt: dirty},\n      {place: knee}]", "Write when: {all: ...}."),
        ("when: dirty", "Write {dirt: dirty}."),
        ("when: dirt = dirty", "An answer is written {question: option}, and several {all: [...]} or {any: [...]}."),
        ("when: {dirt: dirty or clean}", "Write [dirty, clean]."),
        ("when: {or: [{dirt: dirty}, {since: weeks}]}", "Write {any: [...]}."),
        ("when: [{dirt: dirty}, {since: weeks}]", "for several {all: [...]} or {any: [...]}."),
    ],
)
def test_a_condition_as_it_is_first_written(new: str, hint: str, tmp_path: Path) -> None:
    (line,) = told(tmp_path, "rules.yaml", "when: {dirt: dirty}", new)
    assert line.endswith(hint)


@pytest.mark.parametrize(
    ("name", "old", "new", "hint"),
    [
        ("rules.yaml", "title: Dirt that", "title: dirt: that", 'Quote the whole text: title: "...".'),
        ("rules.yaml", "title: Dirt that", "title: dirt: [some] that", 'Quote the whole text: title: "...".'),
        ("rules.yaml", "title: Dirt that", "title: Dirt: that", 'Quote the whole text: title: "...".'),
        ("promises.yaml", "then: {at-least: same-day}", "then: at-least: same-day", "Write then: {at-least: same-day}."),
        ("tree.yaml", "unsure: [dirty]", "unsure: dirt: [dirty]", "Write unsure: {dirt: [dirty]}."),
    ],
)
def test_what_holds_other_keys_goes_into_braces_and_a_text_into_quotes(
    name: str, old: str, new: str, hint: str, tmp_path: Path
) -> None:
    (line,) = told(tmp_path, name, old, new)
    assert line.endswith(hint)


@pytest.mark.parametrize(
    ("name", "old", "new", "hint"),
    [
        ("rules.yaml", "{dirt: dirty}", "{place: [knee, hand elbow]}",
         "A comma is missing between 'hand' and 'elbow'. Write [knee, hand, elbow]."),
        ("rules.yaml", "{dirt: dirty}", "{since: [today days]}",
         "A comma is missing between 'today' and 'days'. Write [today, days]."),
        ("rules.yaml", "{dirt: dirty}", "{since: today days}",
         "A comma is missing between 'today' and 'days'. Write [today, days]."),
        ("tree.yaml", "unsure: [dirty]", "unsure: [dirty clean]", "A comma is missing between 'dirty' and 'clean'."),
        ("promises.yaml", "sources: [wales-cuts]", "sources: [wales-cuts portsmouth-wounds]",
         "A comma is missing between 'wales-cuts' and 'portsmouth-wounds'."),
        ("vignettes/grazes.yaml", "[red, pus, fever, itch]", "[red, pus fever itch]",
         "A comma is missing between 'pus' and 'fever' and between 'fever' and 'itch'."),
        ("vignettes/grazes.yaml", "[infected, still-dirty, slow-to-heal]", "[infected still-dirty, slow-to-heal]",
         "A comma is missing between 'infected' and 'still-dirty'."),
        ("vignettes/grazes.yaml", "[same-day]", "[same-day emergency]",
         "A comma is missing between 'same-day' and 'emergency'."),
    ],
)  # fmt: skip
def test_a_comma_that_is_missing_in_a_list_is_told(name: str, old: str, new: str, hint: str, tmp_path: Path) -> None:
    (line,) = told(tmp_path, name, old, new)
    assert line.endswith(hint)


@pytest.mark.parametrize("new", ["{since: [today dayz]}", "{since: today dayz}"])
def test_no_comma_is_missing_between_what_is_no_option(new: str, tmp_path: Path) -> None:
    (line,) = told(tmp_path, "rules.yaml", "{dirt: dirty}", new)
    assert "comma" not in line


def test_an_answer_that_is_one_of_several_is_not_told_to_be_a_list(tmp_path: Path) -> None:
    (line,) = told(tmp_path, "vignettes/grazes.yaml", "since: weeks", "since: today weeks")
    assert "comma" not in line


def test_an_id_that_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    (line,) = told(tmp_path, "tree.yaml", "id: since\n", "id: Since\n")
    assert "'Since' cannot stand here." in line


@pytest.mark.parametrize(("name", "hint"), [("findings", "write {} into it."), ("promises", "or remove the file.")])
def test_an_empty_file(name: str, hint: str, tmp_path: Path) -> None:
    texts = new_folder(SHIPPED)
    (line,) = told(tmp_path, f"{name}.yaml", texts[f"{name}.yaml"], "\n")
    assert line.endswith(hint)


def test_what_a_story_lacks_is_not_told_of_one_that_answers_other_questions(tmp_path: Path) -> None:
    (line,) = told(tmp_path, "vignettes/grazes.yaml", "    dirt: clean\n", "    dust: clean\n")
    assert "In 'a-small-clean-graze': 'dust' is no question." in line


def test_the_questions_come_first_and_a_story_with_its_line(tmp_path: Path) -> None:
    told(tmp_path, "tree.yaml", "{id: knee, label: Knee}", "{id: leg, label: [Leg]}")
    lines = terminal(check(tmp_path)).splitlines()
    assert lines[0].startswith("tree.yaml:")
    (tmp_path / "tree.yaml").write_text(new_folder(SHIPPED)["tree.yaml"].replace("knee", "leg"), encoding="utf-8")
    told_first = tmp_path / "second"
    told(told_first, "vignettes/grazes.yaml", "place: knee", "place: leg")
    assert "    34 |     place: leg" in terminal(check(told_first)).splitlines()
