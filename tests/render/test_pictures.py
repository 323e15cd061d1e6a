"""Pictures: safe markup with its words, a drawing for all that a folder can name, and the side marked that was said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from nervecheck.render.html.pictures import (
    Picture,
    body,
    figures,
    icon_array,
    move,
    moves,
    nerve_areas,
    of_report,
    scale,
    timeline,
)
from nervecheck.render.html.pictures.body import PLACES, drawn_marks
from nervecheck.render.html.pictures.charts import SHAPES, shape
from nervecheck.render.html.pictures.moves import DRAWINGS
from nervecheck.render.html.pictures.skin_areas import AREAS
from nervecheck.render.html.pictures.svg import CLASSES, STYLE
from nervecheck.report.excerpts import excerpt
from nervecheck.report.picture_facts import Level, Spot
from nervecheck.tree.drawings import BodyPart, Move, SkinArea
from nervecheck.tree.terms import ReaderPart, Urgency
from tests.support import shipped
from tests.support.reports import LEG_REPORT, REPORTS

if TYPE_CHECKING:
    from collections.abc import Iterator

SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = {"svg", "title", "desc", "g", "path", "circle", "text", "tspan"}
LEVELS = tuple(Level(urgency.id, urgency.id.title()) for urgency in Urgency)
SIDES = (("left",), ("right",), ("left", "right"), ("middle",), ())
HOSTILE = "<script>alert(1)</script>&\"'\u202e\x07"
SHOWN = "<script>alert(1)</script>&\"'\ufffd\ufffd"


def every_picture(said: str = "words") -> Iterator[Picture]:
    """Each kind of picture, in each form that it has, with these words in it."""
    yield from (
        body([Spot(place, said, unsure)], sides, said) for place in PLACES for sides in SIDES for unsure in (True, False)
    )
    yield from (picture for area in AREAS for side in ("left", "right", "") for picture in nerve_areas([area], side))
    yield from (move(name, said) for name in DRAWINGS)
    yield from (scale(level.id, [one._replace(word=said) for one in LEVELS]) for level in LEVELS)
    yield from (icon_array(count, of, said) for count, of in ((0, 10), (7, 10), (55, 100)))
    yield timeline(said, said, (said, said))


def read(picture: Picture) -> ElementTree.Element:
    return ElementTree.fromstring(picture.svg)


def texts(picture: Picture) -> list[str]:
    return [part.text or "" for part in read(picture).iter(f"{SVG}tspan")]


@pytest.fixture(scope="module")
def pictures() -> list[Picture]:
    return list(every_picture())


# ---- markup -------------------------------------------------------------------------------------------------------------


def test_a_picture_is_named_and_described_where_a_screen_reader_looks(pictures: list[Picture]) -> None:
    for picture in pictures:
        root = read(picture)
        title, said = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
        assert title is not None
        assert said is not None
        assert (title.text, said.text) == (picture.title, picture.says)
        assert "" not in (picture.title, picture.says)
        assert root.attrib["aria-labelledby"] == f"{title.attrib['id']} {said.attrib['id']}"
        assert root.attrib["role"] == "img"
        assert re.fullmatch(r"0 0 \d+(\.\d)? \d+(\.\d)?", root.attrib["viewBox"])


def test_nothing_in_a_picture_runs_loads_or_styles(pictures: list[Picture]) -> None:
    for picture in pictures:
        for part in read(picture).iter():
            assert part.tag.removeprefix(SVG) in ELEMENTS
            assert not [name for name in part.attrib if name.startswith("on") or "href" in name or name == "style"]
            assert part.attrib.get("class") in (None, *CLASSES)
        assert "url(" not in picture.svg
        assert picture.svg.count("http") == 1  # the name of the format


def test_words_from_outside_stay_words() -> None:
    for picture in every_picture(HOSTILE):
        assert {part.tag.removeprefix(SVG) for part in read(picture).iter()} <= ELEMENTS
        assert "\u202e" not in picture.svg
    assert SHOWN in texts(timeline(HOSTILE, ""))
    assert SHOWN in body([Spot("hand", HOSTILE, False)], ["left"]).says


def test_different_pictures_have_different_ids(pictures: list[Picture]) -> None:
    ids = [part.attrib["id"] for picture in set(pictures) for part in read(picture).iter() if "id" in part.attrib]
    assert len(ids) == len(set(ids)) > 0


def test_a_page_sets_only_classes_that_pictures_have() -> None:
    assert set(re.findall(r"\.(nc-[a-z0-9-]+)", STYLE)) <= set(CLASSES)


def test_no_picture_is_wider_than_what_it_shows(pictures: list[Picture]) -> None:
    for picture in pictures:
        width = float(read(picture).attrib["width"])
        for text in read(picture).iter(f"{SVG}text"):
            middle = text.attrib["text-anchor"] == "middle"
            for line in text:
                half = len(line.text or "") * 6.6 / (2 if middle else 1)
                assert float(line.attrib["x"]) + half <= width + 8, (picture.title, line.text)


# ---- a drawing for all that a folder can name ---------------------------------------------------------------------------


def test_there_is_a_drawing_for_every_word_that_a_folder_may_use() -> None:
    assert set(PLACES) == set(BodyPart)
    assert set(AREAS) == set(SkinArea)
    assert set(DRAWINGS) == set(Move)
    assert set(SHAPES) == {urgency.id for urgency in Urgency}
    assert len({shape(urgency.id) for urgency in Urgency}) == len(SHAPES)


def test_each_place_and_side_of_the_shipped_questions_can_be_shown() -> None:
    area = shipped().questions["area"]
    assert [option.id for option in area.options if option.body is None] == ["elsewhere"]
    for question in shipped().questions.values():
        if question.reader is ReaderPart.SIDE:
            assert [option.id for option in question.options if option.side is None] == []


def test_each_cause_of_a_nerve_shows_its_skin_or_serves_none_of_one_place() -> None:
    causes = shipped().causes
    assert causes is not None
    without = {cause.id for cause in causes.causes if re.search("[Nn]erve", cause.name) and cause.skin is None}
    assert without == {
        "bells-palsy",  # moves the face, and feels no skin
        "motor-neurone-disease",
        "multiple-sclerosis",
        "polyneuropathy", "waking-nerve",  # of no one nerve
    }  # fmt: skip


# ---- left and right -----------------------------------------------------------------------------------------------------

SIDED = [place for place in PLACES if place not in ("genitals", "whole-body")]


@pytest.mark.parametrize("place", SIDED)
@pytest.mark.parametrize(("side", "front", "back"), [("left", 1, -1), ("right", -1, 1)])
def test_the_left_is_on_the_viewers_right_from_the_front_and_on_the_left_from_the_back(
    place: str, side: str, front: int, back: int
) -> None:
    for behind, way in ((False, front), (True, back)):
        marks, sure = drawn_marks(place, [side], behind)
        assert all(joint.x * way > 0 for part in marks for joint in part)
        assert sure
    assert drawn_marks(place, [side], False)[0] or drawn_marks(place, [side], True)[0]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("sides", [("left", "right"), ("middle",), ()])
def test_both_sides_and_the_middle_are_marked_alike_on_both_halves(place: str, sides: tuple[str, ...]) -> None:
    for back in (False, True):
        joints = {joint for part in drawn_marks(place, sides, back)[0] for joint in part}
        halves = [{(joint.y, joint.r) for joint in joints if joint.x * way > 0} for way in (1, -1)]
        assert halves[0] == halves[1]


def test_what_is_not_sure_is_dashed() -> None:
    def looks(spot: Spot, sides: tuple[str, ...]) -> set[str]:
        return {look for look in ("nc-mark", "nc-doubt") if f'"{look}"' in body([spot], sides).svg}

    assert looks(Spot("knee", "Knee", False), ("left",)) == {"nc-mark"}
    assert looks(Spot("knee", "Knee", True), ("left",)) == {"nc-doubt"}
    assert looks(Spot("knee", "Knee", False), ()) == {"nc-doubt"}  # the side is not known


def test_a_place_without_a_drawing_is_named() -> None:
    assert "Somewhere else" in " ".join(texts(body([Spot("", "Somewhere else", False)], ())))


def test_a_left_hand_is_a_right_hand_in_a_mirror() -> None:
    (left,), (right,) = nerve_areas(["median"], "left"), nerve_areas(["median"], "right")
    assert "scale(-1 1)" in left.svg
    assert "scale(-1 1)" not in right.svg
    assert "Left hand." in left.says


def test_the_left_side_of_a_face_is_marked_on_the_viewers_right() -> None:
    (face,) = nerve_areas(["v2"], "left")
    marked = next(part for part in read(face).iter(f"{SVG}g") if 'class="nc-mark"' in ElementTree.tostring(part, "unicode"))
    assert "scale(-1 1)" in marked.attrib["transform"]
    assert all(joint.x < 0 for part in AREAS["v2"].first for joint in part)  # drawn of the right, which is on the viewer's left
    assert "Left side of the face." in face.says


# ---- figures, times, moves ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("count", "of"), [(0, 10), (7, 10), (10, 10), (1, 100), (55, 100)])
def test_as_many_people_are_filled_as_are_counted(count: int, of: int) -> None:
    heads = [part.attrib["class"] for part in read(icon_array(count, of, "x")).iter(f"{SVG}circle")]
    assert (heads.count("nc-count"), len(heads)) == (count, of)


@pytest.mark.parametrize(("count", "of"), [(11, 10), (3, 20), (-1, 10)])
def test_no_other_figure_is_drawn(count: int, of: int) -> None:
    with pytest.raises(ValueError, match="no picture"):
        icon_array(count, of, "x")


@pytest.mark.parametrize("urgency", [urgency.id for urgency in Urgency])
def test_the_scale_says_the_word_of_its_level(urgency: str) -> None:
    picture = scale(urgency, LEVELS)
    assert f"This result: {urgency.title()}." in picture.says
    assert texts(picture) == [level.word for level in LEVELS]


def test_a_line_of_time_leaves_out_what_is_not_known() -> None:
    assert (
        timeline("today", "", ("Check again", "in 7 days")).says == "From left to right: Began: today; Check again: in 7 days."
    )


@pytest.mark.parametrize(
    "article", [article for article in shipped().articles if article.moves], ids=lambda article: article.id
)
def test_each_step_is_drawn_beside_the_sentence_of_the_article(article: object) -> None:
    whole = excerpt(shipped(), article, None)  # type: ignore[arg-type]
    drawn = moves(whole)
    assert [step.picture.title for step in drawn] == [step.sentence for step in drawn]
    assert [step.sentence for step in drawn] == [step.step for step in article.moves]  # type: ignore[attr-defined]
    assert moves(whole._replace(opposed=True)) == ()


# ---- a report -----------------------------------------------------------------------------------------------------------


def test_a_report_has_its_pictures() -> None:
    drawn = of_report(REPORTS["routine"])
    assert drawn.body is not None
    assert drawn.timeline is not None
    assert drawn.body.says.startswith("Marked on a body seen from the front and from the back: Low back or tailbone.")
    assert "Began: 6 weeks to 3 months ago" in drawn.timeline.says


def test_the_skin_of_a_nerve_is_shown_once_on_the_side_of_the_trouble() -> None:
    skin = of_report(LEG_REPORT).skin
    assert list(skin) == ["herniated-disc-lumbar"]  # the same of `spondylosis-lumbar` is not shown again
    assert "Left leg." in skin["herniated-disc-lumbar"][0].says
    assert {source.id for source in LEG_REPORT.picture_sources} == {"harrison-roots", "murphy-2009"}


@pytest.mark.parametrize("name", REPORTS)
def test_no_id_stands_twice_in_the_pictures_of_a_report(name: str) -> None:
    report = REPORTS[name]
    drawn = of_report(report)
    shown = [drawn.scale, drawn.body, drawn.timeline, *(one for group in drawn.skin.values() for one in group)]
    shown += [one for part in report.excerpts for one in (*figures(part), *(step.picture for step in moves(part)))]
    ids = re.findall(r' id="([^"]*)"', "".join(one.svg for one in shown if one is not None))
    assert len(ids) == len(set(ids))
