from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.language.components import standard_components
from pytest_aurora.language.expressions import Variable
from pytest_aurora.language.meaning import meaning
from pytest_aurora.problem.types import INT
from pytest_aurora.search.deduce.stages import INTS, JOINTS, Number, stages

from ..cores import make_core, source

XS, YS, N = Variable("xs", INTS), Variable("ys", INTS), Variable("n", INT)
CORE = make_core(*(component.name for component in standard_components()))
ints = st.lists(st.integers(-30, 30), max_size=8).map(tuple)


def every_stage(n: int):
    return stages(CORE, [Number(N, 1, (n,))], 1)


@given(ints, st.integers(-5, 5))
def test_a_stage_computes_what_its_body_does(items, n):
    for stage in every_stage(n):
        try:
            wanted = meaning(stage.build(XS))({XS: items, N: n})
        except ZeroDivisionError:
            with pytest.raises(ZeroDivisionError):
                stage.functions[0](items)
            continue
        assert stage.functions[0](items) == wanted, source(stage.build(XS))


@given(ints, st.integers(-5, 5))
def test_what_is_found_backwards_leads_there(items, n):
    for stage in every_stage(n):
        for back in stage.backwards:
            before = back(items)
            assert before is None or stage.functions[0](before) == items
            assert back(stage.functions[0](items)) == items


@given(ints, st.integers(-5, 5))
def test_a_filter_keeps_what_its_test_holds_of(items, n):
    filters = [stage for stage in every_stage(n) if stage.holds]
    assert len(filters) >= 6
    for stage in filters:
        assert stage.functions[0](items) == tuple(filter(stage.holds[0], items))


@pytest.mark.parametrize("joint", JOINTS, ids=lambda joint: joint.component)
@given(ints, ints)
def test_a_joint_computes_what_its_body_does_and_finds_the_other_half(joint, a, b):
    made = joint.of(a, b)
    assert made == meaning(joint.build(CORE, XS, YS))({XS: a, YS: b})
    rest = joint.left(made, a)
    if rest is not None:
        assert joint.of(a, rest) == made


def test_a_half_that_is_too_short_has_no_other():
    add, *_, largest = JOINTS[:4]
    assert add.left((3, 4), (1,)) is None
    assert add.left((3, 4), (1, 1, 9)) == (2, 3)
    assert largest.left((3, 4), (1, 1)) is None


def test_stages_are_made_of_the_components_there_are():
    assert [source(s.build(XS)) for s in stages(make_core("neg", "reversed"), [], 1)] == [
        "xs[::-1]",
        "[-x for x in xs]",
    ]


def test_dear_numbers_only_cut():
    cheap = stages(make_core("add", "take", "drop"), [Number(N, 1, (2,))], 1)
    dear = stages(make_core("add", "take", "drop"), [Number(N, 2, (2,))], 1)
    assert {source(s.build(XS)) for s in cheap} - {source(s.build(XS)) for s in dear} == {"[x + n for x in xs]"}
    assert "xs[:n]" in {source(s.build(XS)) for s in dear}
