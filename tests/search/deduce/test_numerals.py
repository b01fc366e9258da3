from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.language.expressions import Constant
from pytest_aurora.search.deduce.numerals import formats

from ..cores import computed, make_core, make_root

CORE = make_core("str:int", "padded2", "padded3", "padded4", "thousands", "str:float", "fixed1", "fixed2")


@pytest.mark.parametrize(
    ("texts", "names"),
    [
        (["7", "-12", "0"], ["str:int"]),
        (["12", "30"], ["str:int", "padded2"]),
        (["12", "345"], ["str:int", "padded2"]),
        (["12345", "67890"], ["str:int"]),
        (["07", "12"], ["padded2"]),
        (["0007", "0012"], ["padded4"]),
        (["1,200", "7"], ["thousands"]),
        (["2.50", "10.00"], ["fixed2"]),
        (["2.5", "10.0"], ["str:float", "fixed1"]),
        (["2.5", "10.25"], ["str:float"]),
        (["2.5", "10"], []),
        (["1,20", "7"], []),
        (["x", "7"], []),
        (["", "7"], []),
    ],
)
def test_formats_that_write_all_texts(texts, names):
    assert [found.component for found in formats(CORE, texts)] == names


@given(st.sampled_from(["{}", "{:02d}", "{:03d}", "{:,}"]), st.lists(st.integers(0, 10**6), min_size=1, max_size=4))
def test_a_format_writes_what_it_reads(form, numbers):
    texts = [form.format(number) for number in numbers]
    root = make_root(n=("int", [0]))
    for found in formats(CORE, texts):
        for text in texts:
            number = Constant(found.read(text), found.type)
            assert computed(found.write(CORE, number), root) == [text]
