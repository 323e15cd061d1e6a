"""What has an id that other places name. It imports nothing, so that the command line can offer the words at no cost."""

from enum import StrEnum


class IdKind(StrEnum):
    """What an id belongs to; that of an option is written `question.option`."""

    QUESTION = "question"
    OPTION = "option"
    FINDING = "finding"
    RULE = "rule"
    SOURCE = "source"
    ARTICLE = "article"
    CAUSE = "cause"
    CAUTION = "caution"
    PROMISE = "promise"
