"""A questions folder as one page for a clinician to read and sign."""

from nervecheck.authoring.review.formats import FORMATS
from nervecheck.authoring.review.page import review_page

__all__ = ["FORMATS", "review_page"]
