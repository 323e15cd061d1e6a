"""A questions folder as one page for a clinician to read and sign."""

from nervecheck.authoring.review.page import review_page

__all__ = ["review_page"]
