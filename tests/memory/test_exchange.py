from __future__ import annotations

import json
from dataclasses import replace

import pytest

from pytest_aurora.memory.corpus import Corpus
from pytest_aurora.memory.entry import Entry, dump_entry
from pytest_aurora.memory.exchange import LONGEST_LINE, Rejected, export_jsonl, import_jsonl

GOOD = Entry("add(a:int,b:int)->int", ("add",), ("add(1, 2) -> 3",), "solved", "return a + b")
EVIL = Entry("add(a:int,b:int)->int", ("add",), ("add(1, 2) -> 3",), "solved", "return __import__('os').getpid()")
FAILED = Entry("sub(a:int,b:int)->int", (), (), "timeout", candidates=5)
UMLAUT = Entry("gruß(s:str)->str", ("grüße",), ("gruß('\u2028') -> '\u2028'",), "solved", "return 'ü\u2028'")


@pytest.fixture
def corpus(tmp_path, told):
    with Corpus(tmp_path / "corpus.sqlite3", warn=told.append) as corpus:
        yield corpus
    assert told == []


def checked(entry):
    return "__import__" not in entry.body


def write(path, *lines):
    path.write_text("".join(line if isinstance(line, str) else json.dumps(line) + "\n" for line in lines))
    return path


def test_out_and_in_again_changes_nothing(tmp_path, corpus):
    entries = (GOOD, FAILED, UMLAUT)
    corpus.record(*entries)
    assert export_jsonl(corpus, tmp_path / "corpus.jsonl") == 3
    with Corpus(None, warn=print) as other:
        assert import_jsonl(other, tmp_path / "corpus.jsonl", checked).accepted == 3
        assert tuple(other.entries()) == entries
        assert export_jsonl(other, tmp_path / "again.jsonl") == 3
    assert (tmp_path / "again.jsonl").read_bytes() == (tmp_path / "corpus.jsonl").read_bytes()


def test_a_solved_mark_is_never_trusted(tmp_path, corpus):
    path = write(tmp_path / "in.jsonl", dump_entry(EVIL), dump_entry(GOOD), {**dump_entry(GOOD), "body": ""})
    report = import_jsonl(corpus, path, checked)
    assert (report.accepted, report.known) == (1, 0)
    assert report.rejected == (
        Rejected(1, "the body of add does not pass the checks"),
        Rejected(3, "a solved entry has a body and no other has one"),
    )
    assert tuple(corpus.entries()) == (GOOD,)


def test_what_is_known_is_not_taken_twice(tmp_path, corpus):
    path = write(tmp_path / "in.jsonl", dump_entry(GOOD), dump_entry(replace(GOOD, run="other")), dump_entry(FAILED))
    assert import_jsonl(corpus, path, checked).known == 1
    assert import_jsonl(corpus, path, checked).known == 3
    assert tuple(corpus.entries()) == (GOOD, FAILED)


def test_bad_lines_are_named_and_the_rest_goes_on(tmp_path, corpus):
    lines = [
        "{\n",
        "[]\n",
        "\n",
        "x" * (LONGEST_LINE + 9) + "\n",
        "[" * 100_000 + "\n",
        dump_entry(GOOD),
        '{"version": 7}\n',
    ]
    report = import_jsonl(corpus, write(tmp_path / "in.jsonl", *lines, '{"cut off'), checked)
    assert report.accepted == 1
    assert [rejected.line for rejected in report.rejected] == [1, 2, 4, 5, 7, 8]
    assert report.rejected[2].reason == f"longer than {LONGEST_LINE} characters"
    assert report.rejected[3].reason
    assert "version 7 is newer" in report.rejected[4].reason


def test_bytes_that_are_no_text_are_named(tmp_path, corpus):
    (tmp_path / "in.jsonl").write_bytes(b"\xff\xfe\x00\n" + json.dumps(dump_entry(GOOD)).encode())
    report = import_jsonl(corpus, tmp_path / "in.jsonl", checked)
    assert (report.accepted, [rejected.line for rejected in report.rejected]) == (1, [1])


def test_a_corpus_that_cannot_be_written_says_so(tmp_path, told):
    (tmp_path / "corpus.sqlite3").mkdir()
    with Corpus(tmp_path / "corpus.sqlite3", warn=told.append) as corpus:
        report = import_jsonl(corpus, write(tmp_path / "in.jsonl", dump_entry(GOOD)), checked)
    assert report.rejected == (Rejected(1, "the corpus cannot be written"),)
    assert len(told) == 1


def test_a_missing_file_is_the_callers_to_tell(tmp_path, corpus):
    with pytest.raises(FileNotFoundError):
        import_jsonl(corpus, tmp_path / "none.jsonl", checked)
