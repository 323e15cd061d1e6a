"""`nervecheck diff`: whose urgency changes between two questions folders, by which rule, with somebody who shows it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from nervecheck.authoring.diff import Diff, diff
from nervecheck.authoring.diff_effect import Judged, acts_otherwise
from nervecheck.authoring.diff_formats import example_files, terminal
from nervecheck.authoring.diff_people import ANYBODY, Direction, Example
from nervecheck.base.errors import FileProblems
from nervecheck.cli.commands import app
from nervecheck.engine.triage import triage
from nervecheck.interview.answers_file import read_answers
from tests.support import small_tree
from tests.support.weak_legs import QUESTIONS

RULES = """
rules:
  - {id: both, title: t, urgency: emergency, when: {legs: weak}, why: w, basis: judgement, reviewed: 2026-01-01,
     raise: [{to: ambulance, when: {walk: no}, why: w}]}
  - {id: foot, title: t, urgency: same-day, when: foot-numb, why: w, basis: judgement, reviewed: 2026-01-01}
self-care: {when: {legs: none}, why: w, basis: judgement, reviewed: 2026-01-01}
"""
FINDINGS = "foot-numb: {says: a numb foot, when: {legs: numb}}\n"
STORIES = """
- {id: weak-legs, story: s, answers: {legs: weak, walk: yes}, expect: {urgency: [emergency]}, source: s}
- {id: numb-foot, story: s, answers: {legs: numb}, expect: {urgency: [same-day]}, source: s}
"""
WITHOUT_WALK = QUESTIONS.split("- {id: walk")[0]


def folder(place: Path, questions: str = QUESTIONS, rules: str = RULES, findings: str = FINDINGS) -> Path:
    """A small questions folder with two stories."""
    (place / "vignettes").mkdir(parents=True)
    (place / "vignettes" / "all.yaml").write_text(STORIES)
    small_tree(place, questions, rules, findings)
    return place


def compared(place: Path, questions: str = QUESTIONS, rules: str = RULES, findings: str = FINDINGS) -> Diff:
    """The small folder beside a changed one."""
    return diff(folder(place / "old"), folder(place / "new", questions, rules, findings))


def changes(found: Diff) -> dict[str, tuple[str, tuple[str, ...]]]:
    """What happened to each part."""
    return {part.title: (str(part.change), part.what) for part in found.parts}


def ways(found: Diff) -> dict[str, dict[str, str]]:
    """By changed part, what somebody's urgency was and is, who is less urgent and who is more."""
    told: dict[str, dict[str, str]] = {part.title: {} for part in found.parts}
    for part in found.parts:
        for way in (Direction.LESS, Direction.MORE):
            if (one := found.examples.get((part.key, way))) is not None:
                told[part.title][way] = f"{one.old.id} {one.new.id}"
    return told


def directions(found: Diff) -> dict[str, Direction]:
    """How each story changed."""
    return {story.vignette.case.id: story.direction for story in found.stories}


def test_an_urgency_that_was_lowered(tmp_path: Path) -> None:
    found = compared(tmp_path, rules=RULES.replace("urgency: same-day", "urgency: routine"))
    assert changes(found) == {"foot": ("changed", ("urgency same-day became routine",))}
    assert directions(found) == {"weak-legs": Direction.SAME, "numb-foot": Direction.LESS}
    assert found.is_less_urgent


def test_an_urgency_that_was_raised_makes_nobody_less_urgent(tmp_path: Path) -> None:
    found = compared(tmp_path, rules=RULES.replace("urgency: same-day", "urgency: ambulance"))
    assert directions(found)["numb-foot"] is Direction.MORE
    assert not found.is_less_urgent


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("{legs: weak}", "{legs: [weak, numb]}", {"both": ("changed", ("condition changed (new: legs.numb)",))}),
        ("when: {legs: weak}", "when: {any: [{legs: weak}]}", {"both": ("changed", ("condition changed",))}),
        ("{walk: no}", "{walk: yes}", {"both": ("changed", ("raise to ambulance changed (new: walk.yes; gone: walk.no)",))}),
        (
            ",\n     raise: [{to: ambulance, when: {walk: no}, why: w}]",
            "",
            {"both": ("changed", ("raise to ambulance removed",))},
        ),
        ("id: foot", "id: toe", {"toe": ("added", ("same-day",)), "foot": ("removed", ("same-day",))}),
        (
            "{legs: none}",
            "{legs: clear}",
            {"self-care": ("changed", ("condition changed (new: legs.clear; gone: legs.none)",))},
        ),
        ("why: w, basis", "why: other words, basis", {}),
    ],
)
def test_what_changed_of_a_rule(old: str, new: str, what: dict[str, object], tmp_path: Path) -> None:
    assert changes(compared(tmp_path, rules=RULES.replace(old, new))) == what


CARE = "{when: {legs: none}, why: w, basis: judgement, reviewed: 2026-01-01}"
LIFT = "self-care: {when: {legs: ache}, why: w, basis: judgement, reviewed: 2026-01-01}\n" + (
    "escalate: [{from: same-day, to: emergency, when: {legs: numb}, why: w}]"
)


@pytest.mark.parametrize(
    ("old", "new", "title", "what", "who"),
    [
        ("{legs: none}", "{legs: [none, ache]}", "self-care", ("condition changed (new: legs.ache)",),
         {"less-urgent": "routine self-care"}),
        ("{legs: none}", "{legs: ache}", "self-care", ("condition changed (new: legs.ache; gone: legs.none)",),
         {"less-urgent": "routine self-care", "more-urgent": "self-care routine"}),
        (CARE, CARE + "\nescalate: [{from: same-day, to: emergency, when: {legs: numb}, why: w}]",
         "escalate same-day-to-emergency", ("emergency",), {"more-urgent": "same-day emergency"}),
        (CARE, CARE + "\nnot-covered: [{id: calm, when: {legs: none}, say: s, ask: a}]",
         "not-covered calm", ("routine",), {"more-urgent": "self-care routine"}),
    ],
)  # fmt: skip
def test_self_care_escalations_and_what_is_not_covered_are_told_with_somebody(
    old: str, new: str, title: str, what: tuple[str, ...], who: dict[str, str], tmp_path: Path
) -> None:
    found = compared(tmp_path, rules=RULES.replace(old, new))
    assert changes(found)[title][1] == what
    assert ways(found) == {title: who}


@pytest.mark.parametrize(
    ("old", "new", "what", "who"),
    [
        ("when: {legs: weak}", "when: {legs: numb}", "asked of others", {"less-urgent": "ambulance emergency"}),
        ("unsure: [no]", "unsure: [yes]", "not sure counts as: yes; before: no", {"less-urgent": "ambulance emergency"}),
    ],
)
def test_whom_a_question_is_asked_and_how_not_sure_is_read_are_told_with_somebody(
    old: str, new: str, what: str, who: dict[str, str], tmp_path: Path
) -> None:
    found = compared(tmp_path, QUESTIONS.replace(old, new))
    assert changes(found) == {"question walk": ("changed", (what,))}
    assert ways(found) == {"question walk": who}


def test_a_line_that_leaves_a_list_clear_or_is_a_danger_sign_no_more_is_told(tmp_path: Path) -> None:
    clear = RULES.replace("{legs: none}", "{legs: clear}")
    old = folder(tmp_path / "old", rules=clear)
    questions = QUESTIONS.replace("They ache", "They ache, harmless: true").replace("Numb, danger: true", "Numb")
    found = diff(old, folder(tmp_path / "new", questions, clear))
    told = changes(found)["question legs"][1]
    assert told == (
        "numb is no danger sign any more", "numb not sure counts as no; before: yes", "ache leaves the list clear now"
    )  # fmt: skip
    assert ways(found)["question legs"]["less-urgent"] == "routine self-care"


SINCE = """
- {id: pay, topic: P, ask: 'Who pays?', type: one, options: [{id: i, label: I}, {id: you, label: You}]}
- {id: since, topic: S, ask: 'Since?', type: one, when: {legs: numb}, options: [{id: years, label: Y}, {id: days, label: D}]}
"""


def test_the_person_shown_for_a_part_is_one_for_whom_no_other_part_acts_otherwise(tmp_path: Path) -> None:
    rules = RULES.replace("when: foot-numb", "when: {since: days}") + (
        "\nescalate: [{from: emergency, to: ambulance, when: {pay: [i, you]}, why: w}]"
    )
    old = folder(tmp_path / "old", QUESTIONS + SINCE, rules)
    new = folder(tmp_path / "new", QUESTIONS + SINCE.replace("{legs: numb}", "{legs: ache}"), rules.replace("[i, you]", "you"))
    found = diff(old, new)
    acting = {part.title: acting_for(found.examples[part.key, Direction.LESS], found) for part in found.parts}
    assert acting == {title: [title] for title in ("escalate emergency-to-ambulance", "question since")}


def acting_for(one: Example, found: Diff) -> list[str]:
    """The parts that do something else for this person in the two folders."""
    old, new = Judged(found.old, triage(found.old, one.old_answers)), Judged(found.new, triage(found.new, one.new_answers))
    return [part.title for part in found.parts if acts_otherwise(part, old, new)]


def test_what_the_solver_gave_up_is_not_told_to_be_nobody(tmp_path: Path) -> None:
    found = compared(tmp_path, rules=RULES.replace("when: {legs: weak}", "when: {any: [{legs: weak}]}"))
    told = terminal(found._replace(given_up={(ANYBODY, Direction.LESS)}), 80)
    assert "The solver gave up before it could say whether anybody is less urgent now." in told
    assert "Nobody is less urgent now." not in told


def test_a_section_that_is_asked_of_others_is_told_once(tmp_path: Path) -> None:
    old, new = folder(tmp_path / "old"), folder(tmp_path / "new")
    for place, line in ((old, "legs: weak"), (new, "legs: [weak, numb]")):
        text = (place / "tree.yaml").read_text()
        head, walk = text.split("      - {id: walk")
        walk = walk.replace(", when: {legs: weak}", "")
        (place / "tree.yaml").write_text(
            f"{head}  - id: late\n    title: L\n    when: {{{line}}}\n    questions:\n      - {{id: walk{walk}"
        )
    assert changes(diff(old, new)) == {"section late": ("changed", ("asked of others",))}


def test_the_code_is_1_for_somebody_whom_no_story_tells_of_and_0_for_who_is_more_urgent(tmp_path: Path) -> None:
    old, new = folder(tmp_path / "old"), folder(tmp_path / "new", rules=RULES.replace("{legs: none}", "{legs: [none, ache]}"))
    codes = [CliRunner().invoke(app, ["diff", *map(str, pair)]).exit_code for pair in ((old, new), (new, old), (old, old))]
    strict = [CliRunner().invoke(app, ["diff", *map(str, pair), "--strict"]).exit_code for pair in ((new, old), (old, old))]
    assert (codes, strict) == ([1, 0, 0], [1, 0])


def test_a_finding_changes_the_rules_that_name_it(tmp_path: Path) -> None:
    found = compared(tmp_path, findings=FINDINGS.replace("numb}}", "ache}}"))
    assert changes(found) == {"foot": ("changed", ("condition changed by the finding foot-numb",))}


def test_the_solver_finds_somebody_whom_no_story_tells_of(tmp_path: Path) -> None:
    found = compared(tmp_path, rules=RULES.replace("{walk: no}", "{all: [{walk: no}, {legs: numb}]}"))
    assert set(directions(found).values()) == {Direction.SAME}
    assert found.by_solver
    assert "less urgent, for example ambulance became emergency: legs=weak, walk=no" in terminal(found, 80)
    assert found.is_less_urgent


def test_a_change_in_words_alone_is_told_to_change_nobody(tmp_path: Path) -> None:
    found = compared(tmp_path, rules=RULES.replace("{legs: weak}", "{any: [{legs: weak}, {all: [{legs: weak}, foot-numb]}]}"))
    assert "Changes that make nobody more or less urgent:\n- changed: both" in terminal(found, 80)


def test_answers_that_a_folder_does_not_know_are_left_out_and_told(tmp_path: Path) -> None:
    rules = RULES.replace("walk: no", "legs: ache").replace("urgency: same-day", "urgency: routine")
    found = compared(tmp_path, WITHOUT_WALK, rules)
    story = next(story for story in found.stories if story.vignette.case.id == "weak-legs")
    assert (story.old.left_out, story.new.left_out) == ((), ("walk",))
    assert not found.by_solver
    assert "only the stories and single changes of them were looked at" in " ".join(terminal(found, 80).split())
    assert ways(found)["foot"] == {"less-urgent": "same-day routine"}
    assert "Asked no longer: walk.\n" in terminal(found, 80)


def test_what_a_story_does_not_answer_leaves_its_urgency_open(tmp_path: Path) -> None:
    old, new = folder(tmp_path / "old", WITHOUT_WALK, RULES.replace("walk: no", "legs: ache")), folder(tmp_path / "new")
    for place in (old, new):
        (place / "vignettes" / "all.yaml").write_text(STORIES.replace(", walk: yes", "") if place is old else "[]")
    found = diff(old, new)
    assert directions(found)["weak-legs"] is Direction.OPEN
    assert "new: between emergency and ambulance" in terminal(found, 80)


def test_the_counts_stand_first_and_last_and_the_gravest_before_the_others(tmp_path: Path) -> None:
    calmer = RULES.replace("same-day, when: foot", "routine, when: foot").replace("urgency: emergency", "urgency: same-day")
    text = terminal(compared(tmp_path, rules=calmer), 80)
    counts = "2 stories: 0 more urgent, 2 less urgent, 0 the same."
    assert text.split("\n\n")[1].startswith(counts)
    assert text.endswith(f"{counts}\n")
    assert text.index("- weak-legs (") < text.index("- numb-foot (")


def test_of_what_no_story_tried_the_most_urgent_rule_stands_first(tmp_path: Path) -> None:
    rule = "rules:\n  - {{id: {}, title: t, urgency: {}, when: {}, why: w, basis: judgement, reviewed: 2026-01-01}}\n"
    mild, grave = rule.format("mild", "routine", "{legs: ache}"), rule.format("grave", "emergency", "{walk: no}")
    both = RULES.replace("rules:\n", mild + grave.replace("rules:\n", ""))
    old, new = folder(tmp_path / "old"), folder(tmp_path / "new", rules=both)
    (new / "tree.yaml").write_text((new / "tree.yaml").read_text().replace("They ache}", "They ache}, {id: old, label: Old}"))
    text = terminal(diff(old, new), 80)
    assert text.index("no story here could try") < text.index("- added: grave") < text.index("- added: mild")


def test_examples_replay_to_what_they_claim(tmp_path: Path) -> None:
    found = compared(tmp_path, rules=RULES.replace("urgency: emergency", "urgency: same-day"))
    files = dict(example_files(found))
    sides = {"old": found.old, "new": found.new}
    urgencies = {
        side: triage(
            tree, read_answers(files[f"both-less-urgent-{side}.yaml"].encode(), "f", tree, complete=True).answers
        ).urgency.id
        for side, tree in sides.items()
    }
    assert urgencies == {"old": "emergency", "new": "same-day"}


def test_mistakes_are_told_under_their_folder(tmp_path: Path) -> None:
    old, new = folder(tmp_path / "old"), folder(tmp_path / "new")
    (new / "rules.yaml").write_text(RULES.replace("{legs: weak}", "{legs: week}"))
    with pytest.raises(FileProblems) as bad:
        diff(old, new)
    assert str(bad.value).startswith(f"{new}/rules.yaml:3:")


def test_the_command_ends_with_one_for_somebody_less_urgent_and_writes_json_and_examples(tmp_path: Path) -> None:
    old, new = folder(tmp_path / "old"), folder(tmp_path / "new", rules=RULES.replace("same-day", "routine"))
    arguments = ["diff", str(old), str(new), "--format", "json", "--out", str(tmp_path / "out")]
    done = CliRunner().invoke(app, arguments)
    told = json.loads(done.output)
    assert done.exit_code == 1
    assert [(story["id"], story["change"]) for story in told["stories"]] == [("numb-foot", "less-urgent")]
    assert told["counts"] == {"less-urgent": 1, "more-urgent": 0, "open": 0, "same": 1}
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        f"{name}less-urgent-{side}.yaml" for name in ("foot-", "") for side in ("old", "new")
    }
    assert CliRunner().invoke(app, ["diff", str(new), str(old)]).exit_code == 0
