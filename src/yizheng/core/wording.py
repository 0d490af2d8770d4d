"""Numbers in Chinese, as ordinals of terms and sessions are written."""

import cn2an


def chinese(number: int) -> str:
    """A whole number in Chinese numerals: 17 is 十七."""
    return str(cn2an.an2cn(number))
