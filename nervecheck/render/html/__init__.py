"""A report or a document as one HTML file that loads nothing and runs nothing. Start at `page.py`.

In: a `Report` or a `Document`. Out: text. Jinja2 and segno are imported here alone, as nothing else needs them.
Templates translate blocks; every text in them is escaped and cleaned on its way out.
"""
