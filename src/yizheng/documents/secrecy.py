"""Marks of state secrecy. What bears one must not be in this system, whoever sends it."""

import re
import unicodedata

from yizheng.core.errors import Invalid

# 机密★, 秘密★10年, 密级：机密. The bare word is no mark: it stands in ordinary prose (商业秘密).
MARK = re.compile(r"(?:绝密|机密|機密|秘密)[★☆✩✪✭⭐]|密级[:：]?(?:绝密|机密|秘密)")
INVISIBLE = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]+")
REFUSAL = "标有国家秘密标志，不得进入本系统。请按保密规定处理，这里只登记编号。"


def is_marked(text: str) -> bool:
    """Whether a text bears a mark of state secrecy, however spaced or full-width it is written."""
    return bool(MARK.search(INVISIBLE.sub("", unicodedata.normalize("NFKC", text))))


def refuse_marked(**texts: str) -> None:
    """Refuse texts that bear a mark; each is named by its field.

    Raises:
        Invalid: at the field of the first one that does. The text itself is not repeated.
    """
    for field, text in texts.items():
        if is_marked(text):
            raise Invalid(REFUSAL, field=field)
