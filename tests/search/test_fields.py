from __future__ import annotations

from pytest_aurora.problem.types import INT
from pytest_aurora.search.deduce.entering import open_cheap_walks
from pytest_aurora.search.fields import add_fields

from .cores import add_constants, computed, entries, make_core, make_root, source, work


def fields_of(rows):
    core = make_core("at", "split", "split:on", rules=(add_fields, open_cheap_walks))
    root = make_root(lines=("list[str]", rows))
    add_constants(root, ",", " ")
    work(core, root, turns=4)
    scope = next(walk.opened[0] for walk in root.walks if walk.name == "elements")
    for entry in entries(scope):
        assert computed(entry.expression, scope) == list(entry.values)
    return {source(entry.expression).partition(".")[2] for entry in entries(scope) if entry.cost > 1}


def test_fields_that_every_text_has():
    assert fields_of([["a,b 1", "c,d 2"], ["e,f 3"]]) >= {'split(",")[0]', 'split(",")[1]', "split()[0]", "split()[1]"}


def test_texts_with_different_numbers_of_fields_have_none():
    assert not any("split" in field for field in fields_of([["a,b,c", "d,e"], ["f"]]))


def test_fields_that_are_numbers_are_there_at_the_root():
    core = make_core("at", "split:on", "int:str", rules=(add_fields,))
    core.native = frozenset({INT})
    root = make_root(time=("str", ["1:30", "12:05"]), name=("str", ["a:1", "b:2"]))
    add_constants(root, ":")
    work(core, root, turns=2)
    found = {source(entry.expression): entry for entry in entries(root) if str(entry.type) == "int"}
    assert set(found) == {'int(time.split(":")[0])', 'int(time.split(":")[1])', 'int(name.split(":")[1])'}
    assert found['int(time.split(":")[1])'].values == (30, 5)
