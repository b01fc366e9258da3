from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.memory.prior import Mined, Prior, PriorStore, dump_prior, parse_prior

PATHS = st.lists(st.sampled_from(("src", "lib", "shop.py")), min_size=1, max_size=3).map("/".join)


def mined(**counts: int) -> Mined:
    return Mined(1, sum(counts.values()), {f"str>{key}": count for key, count in counts.items()})


@given(st.lists(st.tuples(PATHS, st.integers(0, 9)), max_size=8))
def test_no_path_lies_in_another_and_each_counts_once(steps):
    prior = Prior()
    for path, count in steps:
        whole = prior.whole(path)
        again = prior.learned(whole, mined(upper=count)).learned(whole, mined(upper=count))
        prior = prior.learned(whole, mined(upper=count))
        assert again == prior
    paths = sorted(prior.paths)
    assert not any(b.startswith(f"{a}/") for a in paths for b in paths)
    assert prior.counts() == ({"str>upper": sum(m.counts["str>upper"] for m in prior.paths.values())} if paths else {})
    assert parse_prior(json.loads(json.dumps(dump_prior(prior)))) == prior


def test_a_folder_takes_the_place_of_its_parts():
    prior = Prior().learned("src/a.py", mined(upper=2)).learned("lib", mined(upper=1))
    assert prior.whole("lib/b.py") == "lib"
    assert prior.learned("src", mined(upper=5)).counts() == {"str>upper": 6}


def test_the_whole_project_holds_everything_but_what_lies_elsewhere():
    prior = Prior().learned(".", mined(upper=1))
    assert (prior.whole("src"), prior.whole("/usr/lib")) == (".", "/usr/lib")


def test_only_what_is_dear_and_a_habit_is_liked():
    prior = Prior().learned("src", mined(upper=90, casefold=3, swapcase=4, capwords=2, gone=50))
    assert prior.liked() == ("str>swapcase", "str>casefold")


@pytest.mark.parametrize(
    "document",
    [[], {"version": 2}, {"paths": {"src": {}}}, {"paths": {"src": {"files": -1, "places": 0, "counts": {}}}},
     {"paths": {"src": {"files": 1, "places": 0, "counts": {"str>upper": "3"}}}}],
)  # fmt: skip
def test_no_other_document_is_a_prior(document):
    with pytest.raises(ValueError):  # noqa: PT011 - each says something else
        parse_prior(document)


def test_what_is_learned_lasts_and_a_broken_file_is_set_aside(tmp_path):
    path, warnings = tmp_path / "prior.json", []
    PriorStore(path, warn=warnings.append).learn("src", mined(upper=1))
    assert PriorStore(path, warn=warnings.append).prior.counts() == {"str>upper": 1}
    path.write_text("{")
    assert PriorStore(path, warn=warnings.append).prior == Prior()
    assert [w.path for w in warnings] == [path]
    assert len(list(tmp_path.glob("prior.json.corrupt-*"))) == 1
