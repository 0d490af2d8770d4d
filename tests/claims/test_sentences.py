"""Single sentences of our own: what is a quantity, what it says, which figure it is."""

import pytest

from tests.claims.marked import sentences, unmark
from yizheng.claims import read, shipped

TERMS = shipped()


@pytest.mark.parametrize("sentence", sentences("negatives.txt"))
def test_a_word_with_a_numeral_is_no_claim(sentence):
    found = [claim.text for claim in read(sentence, TERMS).claims]
    assert found == []


@pytest.mark.parametrize("sentence", sentences("quantities.txt"))
def test_a_quantity_is_found_with_its_span_value_and_unit(sentence):
    text, marks = unmark(sentence)
    claims = read(text, TERMS).claims
    assert [(c.start, c.end) for c in claims] == [(m.start, m.end) for m in marks]
    assert [(c.value, c.low, c.high, c.unit) for c in claims] == [m.amount for m in marks]


@pytest.mark.parametrize("sentence", sentences("figures.txt"))
def test_a_quantity_is_linked_by_its_words(sentence):
    text, marks = unmark(sentence)
    claims = read(text, TERMS).claims
    assert [(c.text, c.indicator or "-") for c in claims] == [
        (text[m.start : m.end], m.note) for m in marks
    ]


def test_there_are_enough_sentences():
    kinds = ("negatives.txt", "quantities.txt", "figures.txt")
    assert sum(len(list(sentences(kind))) for kind in kinds) >= 150
