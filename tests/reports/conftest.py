from datetime import date

import pytest

from tests.factories.accounts import acting
from tests.factories.members import MandateFactory, PersonFactory, SectorFactory, two_sessions
from yizheng.accounts.roles import Role
from yizheng.members.selectors import year_of
from yizheng.reports import services

TEXT = """# [[committee]][[year]]年总结

## 委员

### 队伍

[[term]]委员共[[members.total 名]]，来自[[members.sectors 个 汉字]]界别。
"""


@pytest.fixture
def sessions(city):
    """The plenary sessions that bound the session year 2025."""
    return two_sessions()


@pytest.fixture
def year(city, sessions):
    """The city's 2025."""
    return year_of(city.pk, 2025)


@pytest.fixture
def three_members(sessions):
    """Three members of two sectors, serving at the end of 2025."""
    first, second = SectorFactory(name="经济界"), SectorFactory(name="教育界")
    return [
        MandateFactory(
            person=PersonFactory(name=name),
            sector=sector,
            term=sessions[0].term,
            started_on=date(2022, 1, 10),
        )
        for name, sector in (("甲一", first), ("乙二", first), ("丙三", second))
    ]


@pytest.fixture
def writer(city):
    """A clerk of the research office."""
    return acting(Role.RESEARCH)


@pytest.fixture
def own_text(writer, year):
    """A short text with two figures, saved for every year."""
    return services.save_text(by=writer, text=TEXT)
