"""How an inspection says no."""

from typing import NoReturn

from yizheng.core.errors import Invalid


def refuse(sentence: str) -> NoReturn:
    """Refuse the file with a sentence that says what to do."""
    raise Invalid(sentence, field="file")
