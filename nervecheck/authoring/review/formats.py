"""What the review page is written as."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nervecheck.render.markdown import render

if TYPE_CHECKING:
    from collections.abc import Callable

    from nervecheck.report.document import Document


def _html(page: Document) -> str:
    from nervecheck.render.html.page import document_page  # brings Jinja2 with it

    return document_page(page)


FORMATS: dict[str, Callable[[Document], str]] = {"markdown": render, "html": _html}
