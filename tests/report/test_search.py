"""The search of the library: what each of these words and questions must find first."""

from __future__ import annotations

from pathlib import Path

import pytest

from nervecheck.report.search import search
from tests.support import shipped, small_tree

FIRST = {
    "what is a pinched nerve": "what-is-a-pinched-nerve",
    "what causes a pinched nerve": "what-causes-it",
    "how a pinched nerve makes muscles spasm": "why-muscles-spasm",
    "symptoms of a pinched nerve": "symptoms-by-area",
    "how is a pinched nerve diagnosed": "what-happens-at-the-doctors",
    "what treatments are there for a pinched nerve": "how-it-is-treated",
    "is a pinched nerve risky": "risks-and-complications",
    "complications of an untreated pinched nerve": "risks-and-complications",
    "can a pinched nerve cause permanent damage": "can-it-do-lasting-harm",
    "what diseases cause muscle spasms": "other-illnesses-that-cause-spasms",
    "does herpes cause twitching": "shingles-and-twitches",
    "can a pinched nerve cause twitching": "can-a-pinched-nerve-twitch",
    "why does my leg twitch for no reason": "leg-twitching-no-clear-reason",
    "can nerve damage cause cramps": "cramps-and-nerve-damage",
    "bone spurs": "what-causes-it",
    "herniated disc": "slipped-discs-shrink",
    "paralysis": "can-it-do-lasting-harm",
    "electrolyte": "salts-and-cramps",
    "dehydration": "dehydration-and-cramps",
    "sciatica": "how-long-sciatica-lasts",
    "how long does sciatica last": "how-long-sciatica-lasts",
    "carpal tunnel": "how-long-carpal-tunnel-lasts",
    "MRI": "when-a-scan-helps",
    "do I need a scan": "when-a-scan-helps",
    "magnesium": "minerals-and-food",
    "ibuprofen": "painkillers-from-the-shop",
    "acetaminophen": "painkillers-from-the-shop",
    "gabapentin": "prescription-tablets",
    "cortisone": "injections",
    "chiropractor": "hands-on-treatment",
    "physical therapy": "physiotherapy",
    "night cramps": "night-cramp-stretch",
    "charley horse": "cramp-first-aid",
    "eye twitch": "twitch-care",
    "statin": "medicine-check",
    "quinine": "quinine",
    "tonic water": "quinine",
    "ice pack": "ice",
    "hot water bottle": "heat",
    "pillow": "sleep-positions",
    "pregnant": "pregnancy-nerves-and-cramps",
    "wrist brace": "wrist-splint",
    "neck exercises": "moves-for-the-neck",
    "back stretches": "moves-for-the-low-back",
    "wrist exercises": "moves-for-the-wrist",
    "EMG": "nerve-tests",
    "laminectomy": "spine-surgery",
    "carpal tunnel surgery": "wrist-and-elbow-surgery",
    "sick note": "work-while-it-heals",
    "text neck": "desk-and-phone",
    "funny bone": "elbow-care",
    "oral rehydration": "rehydration-sachets",
    "how much water": "drinking-enough",
    "bed rest": "rest-and-pacing",
    "will it come back": "can-it-come-back",
    "what to ask the doctor": "questions-to-ask",
    "fibromyalgia": "look-alikes",
    "difference between cramp and spasm": "words-cramp-spasm-twitch",
    "foam roller": "massage",
    "acupuncture": "belts-traction-needles",
    "soft collar": "neck-collar",
    "CK blood test": "blood-tests",
    "pinched nerve in the neck how long": "how-long-neck-arm-pain-lasts",
    "hernated disk": "slipped-discs-shrink",
    "electrolite imbalance": "salts-and-cramps",
}


@pytest.mark.parametrize("words", FIRST)
def test_what_people_ask_finds_its_article_first(words: str) -> None:
    found = search(shipped(), words.split())
    assert found.articles[0].id == FIRST[words]


def test_a_question_of_any_length_its_capitals_and_its_signs_do_not_matter() -> None:
    long = "Please, I WAKE at night: what on earth is this cramp in my calf, and how do I stop a cramp now?! " * 40
    assert search(shipped(), [long]).articles[0].id == "cramp-first-aid"
    assert search(shipped(), ["cramps"]).articles == search(shipped(), ["CRAMP!"]).articles


@pytest.mark.parametrize("words", [(), ("",), ("?!",), ('"',), ("zebra",), ("^*",)])
def test_what_no_article_holds_finds_nothing_and_breaks_nothing(words: tuple[str, ...]) -> None:
    assert search(shipped(), words).articles == ()


def test_a_slip_is_corrected_and_told() -> None:
    found = search(shipped(), ["hernated", "disk"])
    assert found.corrected == (("hernated", "herniated"),)
    assert found.articles[0].id == "slipped-discs-shrink"


def test_a_folder_without_a_library_finds_nothing(tmp_path: Path) -> None:
    tree = small_tree(tmp_path, "- {id: q, topic: T, ask: 'Q?', type: one, options: [{id: a, label: A}, {id: b, label: B}]}\n")
    assert search(tree, ["heat"]).articles == ()
