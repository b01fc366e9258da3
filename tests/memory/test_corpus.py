from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pytest_aurora.errors import UsageError
from pytest_aurora.memory import corpus as corpus_module
from pytest_aurora.memory.corpus import MIGRATIONS, Corpus
from pytest_aurora.memory.database import Database, writing
from pytest_aurora.memory.entry import Entry
from pytest_aurora.memory.state import SYSTEM_CLOCK

WRITE = """
import sys
from dataclasses import replace
from pathlib import Path
from pytest_aurora.memory.corpus import Corpus
from pytest_aurora.memory.entry import Entry
entry = Entry("f(s:str)->str", ("words",), (), "solved", "return s")
print("ready", flush=True)
sys.stdin.readline()
with Corpus(Path(sys.argv[1]), warn=print) as corpus:
    for number in range(int(sys.argv[2])):
        examples = (f"{sys.argv[3]} {number}",)
        assert corpus.record(replace(entry, examples=examples, spec=sys.argv[3], candidates=number))
"""
DIE_INSIDE = """
import os, signal, sqlite3, sys
from pathlib import Path
from pytest_aurora.memory import corpus as room
from pytest_aurora.memory.entry import Entry
index = room._index
def dying(connection, number, signature, words):
    index(connection, number, signature, words)
    if signature.startswith("last("):
        os.kill(os.getpid(), signal.SIGKILL)
room._index = dying
corpus = room.Corpus(Path(sys.argv[1]), warn=print)
assert corpus.record(Entry("first()->int", (), (), "solved", "return 1"))
corpus.record(Entry("middle()->int", (), (), "solved", "return 1"), Entry("last()->int", (), (), "solved", "return 1"))
"""


def entry(signature, *words, body="return s", examples=(), **rest):
    return Entry(signature, words, examples, "solved" if body else "timeout", body, **rest)


COUNT_VOWELS = entry("count_vowels(s:str)->int", "vowels", "count", body="return sum(c in 'aeiou' for c in s)")
REVERSE = entry(
    "reverse_string(s:str)->str", "reverse", body="return s[::-1]", examples=("reverse_string('a') -> 'a'",)
)
MEAN = entry("mean(xs:list[float])->float", "average", "numbers", body="return sum(xs) / len(xs)")
FAILED = entry("count_consonants(s:str)->int", "consonants", "count", body="")
GREET = entry("grüße_sagen(name:str,wie:dict[str,str])->str", body="return wie[name]")
ALL = (COUNT_VOWELS, REVERSE, MEAN, FAILED, GREET)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "state" / "corpus.sqlite3"


@pytest.fixture
def corpus(path, told):
    with Corpus(path, warn=told.append) as corpus:
        corpus.record(*ALL)
        yield corpus
    assert told == []


def test_every_attempt_is_kept_as_it_was(corpus):
    assert tuple(corpus.entries()) == ALL
    assert tuple(corpus.entries(batch=1)) == ALL
    assert corpus.outcomes() == {"solved": 4, "timeout": 1}


def test_another_process_would_find_them(corpus, path, told):
    with Corpus(path, warn=told.append) as other:
        assert tuple(other.entries()) == ALL


def test_the_same_question_finds_its_bodies_newest_first(corpus):
    other = replace(REVERSE, body="return ''.join(reversed(s))")
    corpus.record(other, replace(REVERSE, run="run-2"), replace(REVERSE, examples=("reverse_string('b') -> 'b'",)))
    question = (REVERSE.signature, REVERSE.examples_hash)
    assert corpus.solutions(*question) == (replace(REVERSE, run="run-2"), other)
    assert corpus.solutions(*question, most=1) == (replace(REVERSE, run="run-2"),)
    assert corpus.solutions(FAILED.signature, FAILED.examples_hash) == ()
    assert corpus.solutions(REVERSE.signature, "another") == ()


def test_an_attempt_takes_the_place_of_the_same_one(corpus):
    again, other = replace(REVERSE, run="run-2"), replace(REVERSE, body="return s")
    corpus.record(again, other, replace(FAILED, run="run-2"))
    kept = [COUNT_VOWELS, MEAN, GREET, again, other, replace(FAILED, run="run-2")]
    assert list(corpus.entries()) == [each for each in kept if each in ALL] + kept[3:]
    corpus.record(replace(FAILED, outcome="solved", body="return 1"))
    assert corpus.outcomes() == {"solved": 6}
    corpus.record(FAILED)
    assert corpus.outcomes() == {"solved": 6, "timeout": 1}


def test_only_the_newest_attempts_without_a_body_are_kept(corpus):
    failed = [replace(FAILED, examples=(f"f({n}) -> {n}",), outcome=("timeout", "memory")[n % 2]) for n in range(9)]
    corpus.record(*failed)
    corpus.prune(3)
    assert corpus.outcomes() == {"solved": 4, "timeout": 2, "memory": 1}
    assert set(failed[6:]) < set(corpus.entries())
    assert FAILED not in corpus.similar(FAILED.signature, FAILED.words, solved_only=False, top=99)


def test_what_is_removed_leaves_nothing_in_the_index(corpus, path, told):
    for run in range(5):
        corpus.record(*(replace(each, run=f"run-{run}", words=(*each.words, f"w{run}")) for each in ALL))
    with contextlib.closing(sqlite3.connect(path)) as connection:
        counts = dict(connection.execute("SELECT term, entries FROM terms"))
        connection.execute("INSERT INTO likeness (likeness) VALUES ('integrity-check')")
    with Corpus(None, warn=told.append) as fresh:
        fresh.record(*(replace(each, run="run-4", words=(*each.words, "w4")) for each in ALL))
        assert set(fresh.entries()) == set(corpus.entries())
        assert fresh.similar("f(s: str) -> str", ["count"]) == corpus.similar("f(s: str) -> str", ["count"])
    assert (counts["w4"], counts["count"], "w3" in counts) == (5, 2, False)


def test_what_is_known(corpus):
    assert corpus.knows(replace(REVERSE, run="run-9"))
    assert corpus.knows(FAILED)
    assert not corpus.knows(replace(REVERSE, body="return s"))


@pytest.mark.parametrize(
    ("signature", "words", "best"),
    [
        ("count_digits(s: str) -> int", ["count", "digits"], COUNT_VOWELS),
        ("average(values: List[float]) -> float", [], MEAN),
        ("f(s: str) -> str", [], REVERSE),
        ("f(x)", ["Average!"], MEAN),
        ("countVowels(x: bytes) -> bytes", [], COUNT_VOWELS),
        ("grüße(größe: bytes) -> bytes", [], GREET),
    ],
)
def test_the_most_similar_comes_first(corpus, signature, words, best):
    assert corpus.similar(signature, words)[0] == best


def test_similar_entries_are_filtered(corpus):
    signature = "count(s: str) -> int"
    assert corpus.similar(signature, ["count"], top=2) == (COUNT_VOWELS, REVERSE)
    assert set(corpus.similar(signature, ["count"], solved_only=False)) == {COUNT_VOWELS, REVERSE, FAILED, GREET}
    assert corpus.similar(signature, ["count"], top=1) == (COUNT_VOWELS,)
    assert corpus.similar(signature, ["count"], top=1, grep=r"\[::-1\]") == (REVERSE,)
    assert corpus.similar(signature, grep="def count_v") == (COUNT_VOWELS,)
    assert corpus.similar(signature, grep=r"'a'\) -> 'a'") == (REVERSE,)
    assert corpus.similar("nothing()->bool", ["unheard"]) == ()


def test_what_was_solved_again_and_again_is_shown_once(corpus):
    corpus.record(*(replace(REVERSE, run=f"run-{n}") for n in range(20)))
    assert [found.body for found in corpus.similar("f(s:str)->str", top=3)].count(REVERSE.body) == 1


@pytest.mark.parametrize(("signature", "grep"), [("no signature", ""), ("f()", "(")])
def test_a_query_that_makes_no_sense_is_the_users_mistake(corpus, signature, grep):
    with pytest.raises(UsageError, match="is no"):
        corpus.similar(signature, grep=grep)


def test_common_terms_are_ranked_among_the_newest_entries(corpus, monkeypatch):
    corpus.record(*(entry(f"f{n}(s:str)->str", "common", body=f"return {n}") for n in range(50)))
    corpus.record(entry("rare_thing(s:str)->str", "common", body="return 'rare'"))
    monkeypatch.setattr(corpus_module, "MOST_POSTINGS", 8)
    found = corpus.similar("rare(s: str) -> str", ["common"], top=20)
    assert found[0].body == "return 'rare'"
    newest = {"return 'rare'", *(f"return {n}" for n in range(40, 50))}
    assert 1 < len(found) < 12
    assert {each.body for each in found} <= newest


@settings(max_examples=60)
@given(st.lists(st.lists(st.text(max_size=6), max_size=4), min_size=1, max_size=4), st.lists(st.text(max_size=6)))
def test_any_words_can_be_kept_and_asked_for(kept, asked):
    entries = [
        entry("f(p:Literal['\"','x y'])->str", *words, body=f"return {n}")
        for n, words in enumerate([[w.encode("utf-8", "ignore").decode() for w in words] for words in kept])
    ]
    told = []
    with Corpus(None, warn=told.append) as corpus:
        assert corpus.record(*entries)
        assert tuple(corpus.entries()) == tuple(entries)
        assert len(corpus.similar("f(p: Literal['\"','x y']) -> str", asked, top=99)) == len(entries)
    assert told == []


def test_two_processes_write_at_once(path, python, told):
    with python(WRITE, path, 100, "one") as one, python(WRITE, path, 100, "two") as two:
        for process in (one, two):
            assert process.stdout.readline() == "ready\n"
        for process in (one, two):
            process.stdin.write("\n")
            process.stdin.flush()
        assert one.communicate()[0] == two.communicate()[0] == ""
    with Corpus(path, warn=told.append) as corpus:
        kept = [(each.spec, each.candidates) for each in corpus.entries()]
        assert len(corpus.similar("f(s:str)->str", ["words"])) == 1
    for spec in ("one", "two"):
        assert [number for name, number in kept if name == spec] == list(range(100))


def test_a_kill_inside_a_transaction_leaves_what_was_there_before(path, python, told):
    with python(DIE_INSIDE, path) as process:
        assert process.wait() == -9
    with Corpus(path, warn=told.append) as corpus:
        assert [each.name for each in corpus.entries()] == ["first"]
        assert corpus.record(REVERSE)
        assert corpus.similar("last()->int")[0].name == "first"
        assert {each.name for each in corpus.similar("reverse()->int")} == {"first", "reverse_string"}
    assert told == []


def test_a_corpus_of_an_older_schema_is_migrated(path, told):
    old = Database(path, MIGRATIONS[:1], warn=told.append, clock=SYSTEM_CLOCK)

    def insert(connection):
        with writing(connection):
            for each in ALL:
                row = dict(zip(corpus_module._FIELDS, corpus_module._to_row(each), strict=True))
                row = {"examples_hash": each.examples_hash, **row}
                del row["notation"]
                marks = ", ".join("?" * len(row))
                connection.execute(f"INSERT INTO entries ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))

    old.run(insert, None)
    old.close()
    with Corpus(path, warn=told.append) as corpus:
        assert tuple(corpus.entries()) == ALL
        assert corpus.similar("count_digits(s: str) -> int", ["count"])[0] == COUNT_VOWELS
    assert told == []


def test_a_migration_that_fails_changes_nothing(path, told):
    def fail(connection):
        connection.execute("CREATE TABLE half (x)")
        raise KeyboardInterrupt

    broken = Database(path, (fail,), warn=told.append, clock=SYSTEM_CLOCK)
    with pytest.raises(KeyboardInterrupt):
        broken.run(lambda connection: connection, None)
    broken.close()
    with Corpus(path, warn=told.append) as corpus:
        assert corpus.record(REVERSE)
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'half'").fetchall() == []
    connection.close()


def test_a_newer_schema_is_set_aside(path, told):
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.execute("CREATE TABLE precious (x)")
    connection.close()
    with Corpus(path, warn=told.append) as corpus:
        assert corpus.record(REVERSE)
        assert tuple(corpus.entries()) == (REVERSE,)
    assert f"schema 99 is newer than {len(MIGRATIONS)}" in told[0].problem
    (aside,) = path.parent.glob("*.corrupt-*")
    assert b"precious" in aside.read_bytes()


@pytest.mark.parametrize("damage", ["text", "truncated", "zeros", "scrambled"])
def test_a_damaged_file_is_set_aside_and_the_run_goes_on(path, told, damage):
    with Corpus(path, warn=told.append) as corpus:
        corpus.record(*(replace(REVERSE, body=f"return {n}", words=("w" * 99,) * 20) for n in range(300)))
    sound = path.read_bytes()
    path.write_bytes(
        {
            "text": b"this is no database, whatever its name says" * 100,
            "truncated": sound[: len(sound) // 2],
            "zeros": b"\0" * len(sound),
            "scrambled": sound[:4096] + bytes(reversed(sound[4096:])),
        }[damage]
    )
    with Corpus(path, warn=told.append) as corpus:
        assert corpus.similar("f(s: str) -> str", ["anything"], top=5) is not None
        assert isinstance(list(corpus.entries()), list)
        assert corpus.record(COUNT_VOWELS)
        assert corpus.solutions(COUNT_VOWELS.signature, COUNT_VOWELS.examples_hash) == (COUNT_VOWELS,)
    assert len(told) == 1
    assert "moved to corpus.sqlite3.corrupt-" in told[0].remedy


def test_an_entry_that_cannot_be_read_condemns_the_file(path, told):
    with Corpus(path, warn=told.append) as corpus:
        corpus.record(REVERSE)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE entries SET words = '[\"rev'")
        connection.commit()
    with Corpus(path, warn=told.append) as corpus:
        assert corpus.similar("f(s: str) -> str") == ()
        assert corpus.record(REVERSE)
    assert "an entry cannot be read" in told[0].problem
    assert len(told) == 1


def test_a_file_that_another_process_has_replaced_already_is_not_set_aside(path, told):
    with Corpus(path, warn=told.append) as first, Corpus(path, warn=told.append) as second:
        assert first.record(*(replace(REVERSE, body=f"return {n}", words=("w" * 99,) * 20) for n in range(3000)))
        assert second.outcomes() == {"solved": 3000}
        scramble(path)
        for corpus, entry in ((first, MEAN), (second, COUNT_VOWELS)):
            list(corpus.entries())
            assert corpus.record(entry)
        assert tuple(first.entries()) == tuple(second.entries()) == (MEAN, COUNT_VOWELS)
    assert len(told) == 1


def scramble(path):
    """Damage every page but the first under the processes that have the file open."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with open(path, "r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * (path.stat().st_size - 4096))


def test_a_locked_database_is_waited_for_then_told_once(path, told):
    with Corpus(path, warn=told.append) as corpus:
        corpus.record(REVERSE)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with Corpus(path, warn=told.append, timeout=0.05) as corpus:
        assert tuple(corpus.entries()) == (REVERSE,)
        assert not corpus.record(MEAN)
        assert not corpus.record(MEAN)
    holder.rollback()
    holder.close()
    assert [warning.problem for warning in told] == ["database is locked"]
    with Corpus(path, warn=told.append) as corpus:
        assert tuple(corpus.entries()) == (REVERSE,)


def test_a_folder_in_the_way_is_told_once(tmp_path, told):
    (tmp_path / "corpus.sqlite3").mkdir()
    with Corpus(tmp_path / "corpus.sqlite3", warn=told.append) as corpus:
        assert not corpus.record(REVERSE)
        assert corpus.similar("f(s: str) -> str") == ()
        assert corpus.outcomes() == {}
    assert len(told) == 1


def test_nothing_appears_before_it_is_used(path, told):
    with Corpus(path, warn=told.append):
        assert not path.parent.exists()


def test_a_mistake_of_the_program_is_not_taken_for_a_damaged_file(path, told):
    database = Database(path, MIGRATIONS, warn=told.append, clock=SYSTEM_CLOCK)
    with pytest.raises(sqlite3.IntegrityError):
        database.run(lambda c: c.execute("INSERT INTO terms VALUES (NULL, NULL)"), None)
    database.close()
    assert path.exists()
    assert told == []
