from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.problem.probes import MOST_PROBES, make_probes

rows = st.lists(st.tuples(st.text(max_size=9), st.integers(), st.lists(st.integers())), min_size=1, max_size=5)


def anything(_):
    return True


@given(rows, st.integers(0, 3))
def test_probes_are_new_deterministic_and_of_the_same_types(examples, seed):
    probes = make_probes(examples, anything, seed)
    assert probes == make_probes(examples, anything, seed)
    assert len(probes) <= MOST_PROBES
    assert not set(map(repr, probes)) & set(map(repr, examples))
    assert len(set(map(repr, probes))) == len(probes)
    assert all([type(v) for v in probe] == [str, int, list] for probe in probes)


@given(rows)
def test_probes_do_not_change_the_examples(examples):
    before = repr(examples)
    make_probes(examples, anything)
    assert repr(examples) == before


def test_only_allowed_probes_are_made():
    probes = make_probes([(1,), (5,)], lambda row: row[0] > 3)
    assert probes
    assert all(n > 3 for (n,) in probes)


def test_a_text_keeps_its_shape():
    for (text,) in make_probes([("Ada-King 1815",), ("Bob-Ross 1942",)], anything):
        first, _, rest = text.partition("-")
        assert first.istitle()
        assert rest.split(" ")[1].isdigit()
