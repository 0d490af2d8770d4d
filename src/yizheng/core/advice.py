"""Advice on a text while somebody writes it (写作提示): what apps that take in texts share.

Plain functions over text, without the database. They speak up only when the words themselves show
the matter: advice that is often wrong is not read.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from .personal_data import personal_data


class Advice(NamedTuple):
    """One thing to look at again: what, the words that show it, why it matters, in which field."""

    what: str
    quoted: str
    why: str
    field: str


MANY_MATTERS = re.compile(r"(?:第二|另一|还有一)件事[是，：]|另外还?反映一个问题|顺便反映")
MANY_IN_TITLE = re.compile(r"关于.+关于|(?:两|三|四|五|几)件事")
# Who does what, where, how much, by when: any of it makes a suggestion concrete.
CONCRETE = re.compile(
    r"[0-9０-９]|[一二两三四五六七八九十百千][个条处座次辆家所项年月天名人]|每|由[^，。]{2,}"
    r"|建[设立成造]|设[立置]|增[设加派]|新[建增设]|[改扩]建|改造|修[订复建缮改]|出台|制定|印发|安装|划[定线]"
    r"|试点|取消|合并|缩短|延长|减免|补贴|开通|开展|组织|公布|公开|纳入|列入|培训|招[聘录]|配[备置]"
    r"|成立|整治|拆除|清理|检查|评估|试行|推行|引进|编制|安排|调整|明确|委托"
)


def is_concrete(suggestion: str) -> bool:
    """Whether a suggestion says who does what, where, how much or by when."""
    return CONCRETE.search(suggestion) is not None


def on_personal_data(fields: Mapping[str, str], why: str) -> Iterator[Advice]:
    """Personal data wherever they stand."""
    for field, text in fields.items():
        for found in personal_data(text):
            yield Advice(f"文中有{found.what}", found.quoted, why, field)


def on_words(
    fields: Mapping[str, str], what: str, pattern: re.Pattern[str], why: str
) -> Iterator[Advice]:
    """Words that show a matter, once, where they stand first."""
    for field, text in fields.items():
        if match := pattern.search(text):
            yield Advice(what, match[0], why, field)
            return
