"""Pictures for a page: each is an SVG element with a title, and says in words all that it shows.

In: facts of a report. Out: `Picture`, whose `svg` is safe markup made here. Start at `report.py`; `STYLE` goes into the page's
own style. Show a picture once in a page: its ids come from what it holds. Never put a style, script or address in a picture.
"""

from nervecheck.render.html.pictures.body import body
from nervecheck.render.html.pictures.charts import icon_array, scale, shape, timeline
from nervecheck.render.html.pictures.moves import move
from nervecheck.render.html.pictures.report import DrawnStep, OfReport, figures, moves, of_report
from nervecheck.render.html.pictures.skin import nerve_areas
from nervecheck.render.html.pictures.svg import STYLE, Picture, again

__all__ = [
    "STYLE",
    "DrawnStep",
    "OfReport",
    "Picture",
    "again",
    "body",
    "figures",
    "icon_array",
    "move",
    "moves",
    "nerve_areas",
    "of_report",
    "scale",
    "shape",
    "timeline",
]
