"""The shipped kinds of activity, on which products and plan items stand."""

import pytest

from yizheng.activities import kinds


@pytest.fixture
def city(city):
    kinds.seed()
    return city
