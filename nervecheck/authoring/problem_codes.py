"""The codes of all problems that `check` can find in a questions folder. A code stays the same once it is given."""

_WORDS = """
allow-unused allow-without-reason bad-gate bad-hazard bad-id bad-option bad-promise bad-question bad-review bad-value
banned-word calm-doubt calm-unsure control-character danger-under-not danger-without-unsure duplicate-id duplicate-key
empty-file empty-value escalation-not-one-level escalation-order few-signs finding-cycle finding-too-large gate-decides
hard-to-read later-question long-excerpt long-label long-sentence missing-file missing-front-matter missing-key missing-source
no-gate no-ordinary-answer not-in-article not-over-unsure not-utf-8 out-of-range raise-not-higher raw-markup
retired-in-use review-in-future review-overdue same-rule same-words several-signs source-and-basis
source-not-opened too-deep too-large
too-many-values torn-line unknown-cause unknown-caution unknown-control unknown-file unknown-finding unknown-key
unknown-option unknown-question unknown-source unknown-tag unmarked-danger unused-caution unused-finding
unused-question unused-source whole-sentence wrong-type yaml-anchor yaml-comment yaml-dialect yaml-document yaml-syntax yaml-tab
yaml-tag
"""
CODES = frozenset(_WORDS.split())
