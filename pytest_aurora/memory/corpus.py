"""The corpus: every attempt at a function, found again by its question or by likeness."""

from __future__ import annotations

import bisect
import itertools
import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, fields
from pathlib import Path
from types import TracebackType

from pytest_aurora.errors import UsageError
from pytest_aurora.memory.database import Database, writing
from pytest_aurora.memory.entry import SOLVED, Entry, normalize_signature, signature_names, signature_types
from pytest_aurora.memory.state import LOCK_TIMEOUT, SYSTEM_CLOCK, Clock, Warn

MOST_POSTINGS = 20_000
"""So many index entries are ranked for a query: rare terms first, then the newest entries of the common ones."""
MOST_TERMS = 64

_FIELDS = tuple(f.name for f in fields(Entry))
_COLUMNS = ", ".join(_FIELDS)
_QUESTION = f"SELECT {_COLUMNS} FROM entries WHERE signature = ? AND examples_hash = ? AND outcome = ? ORDER BY id DESC"
_SAME = f"""
    SELECT id, {_COLUMNS} FROM entries WHERE signature = :signature AND examples_hash = :examples_hash AND
    (outcome = '{SOLVED}' AND body = :body AND imports = :imports OR outcome < '{SOLVED}' OR outcome > '{SOLVED}')
"""
_UNSOLVED = f"""
    SELECT id, {_COLUMNS} FROM entries WHERE outcome < '{SOLVED}' OR outcome > '{SOLVED}'
    ORDER BY id DESC LIMIT -1 OFFSET ?
"""
_LIKENESS = f"""
    SELECT {", ".join(f"entries.{name}" for name in _FIELDS)} FROM likeness JOIN entries ON entries.id = likeness.rowid
    WHERE likeness MATCH ? AND likeness.rowid >= ? ORDER BY likeness.rank
"""


def _create_entries(connection: sqlite3.Connection) -> None:
    connection.execute(
        "CREATE TABLE entries (id INTEGER PRIMARY KEY, examples_hash TEXT NOT NULL, signature TEXT NOT NULL,"
        " words TEXT NOT NULL, examples TEXT NOT NULL, outcome TEXT NOT NULL, body TEXT NOT NULL,"
        " imports TEXT NOT NULL, productions TEXT NOT NULL, cost REAL NOT NULL, candidates INTEGER NOT NULL,"
        " seconds REAL NOT NULL, spec TEXT NOT NULL, run TEXT NOT NULL)"
    )
    connection.execute("CREATE INDEX entries_question ON entries (signature, examples_hash, outcome)")
    connection.execute("CREATE INDEX entries_outcome ON entries (outcome)")


def _create_index(connection: sqlite3.Connection) -> None:
    connection.execute(
        "CREATE VIRTUAL TABLE likeness USING fts5 (name, types, words, content = '',"
        " tokenize = \"unicode61 remove_diacritics 0 tokenchars '_.,>|[]():'\")"
    )
    connection.execute("INSERT INTO likeness (likeness, rank) VALUES ('rank', 'bm25(4.0, 2.0, 1.0)')")
    connection.execute("CREATE TABLE terms (term TEXT PRIMARY KEY, entries INTEGER NOT NULL) WITHOUT ROWID")
    for number, signature, words in connection.execute("SELECT id, signature, words FROM entries").fetchall():
        _index(connection, number, signature, json.loads(words))


def _add_notation(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE entries ADD COLUMN notation TEXT NOT NULL DEFAULT ''")


def _merge_less(connection: sqlite3.Connection) -> None:
    """Merge parts of the index seldom: an insert that has to merge is the slow one, and queries hardly notice."""
    connection.execute("INSERT INTO likeness (likeness, rank) VALUES ('automerge', 16)")


MIGRATIONS = (_create_entries, _create_index, _merge_less, _add_notation)


# --- rows and terms -----------------------------------------------------------------------------------------------


def _to_row(entry: Entry) -> tuple[object, ...]:
    return tuple(json.dumps(v) if isinstance(v, tuple) else v for v in astuple(entry))


def _from_row(row: Iterable[object]) -> Entry:
    tuples = (f.type == "tuple[str, ...]" for f in fields(Entry))
    try:
        values = [tuple(json.loads(str(v))) if packed else v for v, packed in zip(row, tuples, strict=True)]
    except ValueError as error:
        raise sqlite3.DatabaseError(f"an entry cannot be read: {error}") from None
    return Entry(*values)  # type: ignore[arg-type]


def _terms(signature: str, words: Iterable[str]) -> tuple[list[str], list[str], list[str]]:
    """What an entry is found by: the words of its names, its types and their shape, the spec's words."""
    names, types = signature_names(signature), signature_types(signature)
    parts = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|_|\s", " ", " ".join(names)).lower().split()
    shape = f"{','.join(types[:-1])}>{types[-1]}"
    return parts, [*types, shape], re.findall(r"\w+", " ".join(words).lower())


def _index(connection: sqlite3.Connection, number: int, signature: str, words: Iterable[str]) -> None:
    columns = _terms(signature, words)
    texts = [" ".join(terms) for terms in columns]
    connection.execute("INSERT INTO likeness (rowid, name, types, words) VALUES (?, ?, ?, ?)", (number, *texts))
    connection.executemany(
        "INSERT INTO terms VALUES (?, 1) ON CONFLICT (term) DO UPDATE SET entries = entries + 1",
        [(term,) for term in sorted({term for terms in columns for term in terms})],
    )


# --- the corpus ---------------------------------------------------------------------------------------------------


class Corpus:
    """The attempts of a SQLite file; trouble with the file is told to `warn` and never raises.

    Args:
        path: the file, or None to keep the attempts in memory.
        timeout: seconds to wait for another writer.
    """

    def __init__(
        self, path: Path | None, *, warn: Warn, clock: Clock = SYSTEM_CLOCK, timeout: float = LOCK_TIMEOUT
    ) -> None:
        self._database = Database(path, MIGRATIONS, warn=warn, clock=clock, timeout=timeout)

    def __enter__(self) -> Corpus:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def record(self, *entries: Entry) -> bool:
        """Keep attempts, all of them or none; whether they were kept.

        An attempt takes the place of earlier ones at the same question that have the same body or none.
        """

        def insert(connection: sqlite3.Connection) -> bool:
            with writing(connection):
                for entry in entries:
                    _remove(connection, *_superseded(connection, entry))
                    _insert(connection, entry)
            return True

        return self._database.run(insert, False)

    def prune(self, unsolved: int) -> None:
        """Forget all but the newest attempts without a body; bodies are never forgotten."""

        def remove(connection: sqlite3.Connection) -> None:
            with writing(connection):
                _remove(connection, *connection.execute(_UNSOLVED, (unsolved,)))

        self._database.run(remove, None)

    def solutions(self, signature: str, examples_hash: str, most: int = 3) -> tuple[Entry, ...]:
        """Stored bodies for just this question (normalized signature, examples), each once, newest first."""

        def answers(connection: sqlite3.Connection) -> tuple[Entry, ...]:
            rows = connection.execute(_QUESTION, (signature, examples_hash, SOLVED))
            return tuple(_each_once(map(_from_row, rows), most))

        return self._database.run(answers, ())

    def knows(self, entry: Entry) -> bool:
        """Whether an attempt at the same question with the same result is stored."""
        query = "SELECT 1 FROM entries WHERE signature = ? AND examples_hash = ? AND outcome = ? AND body = ? LIMIT 1"
        values = (entry.signature, entry.examples_hash, entry.outcome, entry.body)
        return self._database.run(lambda connection: connection.execute(query, values).fetchone() is not None, False)

    def similar(
        self, signature: str, words: Iterable[str] = (), *, top: int = 10, grep: str = "", solved_only: bool = True
    ) -> tuple[Entry, ...]:
        """The entries that are most like a question, best first, each signature and body once.

        Ranked by BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009) over names, types and
        words.

        Args:
            signature: as anybody would write it.
            words: what is said about the function.
            top: how many at most.
            grep: a regular expression that is to be found in `def`, signature, body or examples.
            solved_only: only entries with a body.

        Raises:
            UsageError: no signature, or no regular expression.
        """
        terms = {term for column in _terms(normalize_signature(signature), words) for term in column}
        wanted = _filter(grep, solved_only)

        def best(connection: sqlite3.Connection) -> tuple[Entry, ...]:
            return tuple(_each_once(filter(wanted, _ranked(connection, terms)), top))

        return self._database.run(best, ())

    def outcomes(self) -> dict[str, int]:
        """How many attempts came to what: `solved`, `timeout`, ..."""
        query = "SELECT outcome, count(*) FROM entries GROUP BY outcome"
        return self._database.run(lambda connection: dict(connection.execute(query)), {})

    def entries(self, batch: int = 1000) -> Iterator[Entry]:
        """All attempts, oldest first."""
        after = 0
        while rows := self._page(after, batch):
            yield from (_from_row(row[1:]) for row in rows)
            after = rows[-1][0]

    def _page(self, after: int, batch: int) -> list[tuple[int, ...]]:
        query = f"SELECT id, {_COLUMNS} FROM entries WHERE id > ? ORDER BY id LIMIT ?"
        return self._database.run(lambda connection: connection.execute(query, (after, batch)).fetchall(), [])


def _insert(connection: sqlite3.Connection, entry: Entry) -> None:
    places = ", ".join("?" for _ in _FIELDS)
    number = connection.execute(
        f"INSERT INTO entries (examples_hash, {_COLUMNS}) VALUES (?, {places})",
        (entry.examples_hash, *_to_row(entry)),
    ).lastrowid
    assert number is not None
    _index(connection, number, entry.signature, entry.words)


def _superseded(connection: sqlite3.Connection, entry: Entry) -> list[tuple[object, ...]]:
    """Earlier attempts at the same question with the same body, or with none: their numbers and columns."""
    row = _to_row(entry)
    values = dict(zip(_FIELDS, row, strict=True), examples_hash=entry.examples_hash)
    return connection.execute(_SAME, values).fetchall()


def _remove(connection: sqlite3.Connection, *rows: tuple[object, ...]) -> None:
    """Take entries out, and out of the index, which asks for what it was given."""
    for number, *row in rows:
        entry = _from_row(row)
        columns = _terms(entry.signature, entry.words)
        texts = [" ".join(terms) for terms in columns]
        command = "INSERT INTO likeness (likeness, rowid, name, types, words) VALUES ('delete', ?, ?, ?, ?)"
        connection.execute(command, (number, *texts))
        gone = [(term,) for term in sorted({term for terms in columns for term in terms})]
        connection.executemany("UPDATE terms SET entries = entries - 1 WHERE term = ?", gone)
        connection.executemany("DELETE FROM terms WHERE term = ? AND entries = 0", gone)
        connection.execute("DELETE FROM entries WHERE id = ?", (number,))


def _each_once(entries: Iterable[Entry], most: int) -> Iterator[Entry]:
    """The first `most` entries that differ in signature or body."""
    seen: set[tuple[object, ...]] = set()
    for entry in entries:
        key = (entry.signature, entry.body, entry.imports)
        if key not in seen and len(seen) < most:
            seen.add(key)
            yield entry
        if len(seen) >= most:
            return


def _filter(grep: str, solved_only: bool) -> Callable[[Entry], bool]:
    try:
        pattern = re.compile(grep)
    except re.error as error:
        raise UsageError(f"{grep!r} is no regular expression: {error}") from None

    def wanted(entry: Entry) -> bool:
        text = "\n".join((f"def {entry.signature}", entry.body, *entry.examples))
        return (entry.solved or not solved_only) and pattern.search(text) is not None

    return wanted


def _ranked(connection: sqlite3.Connection, terms: set[str]) -> Iterator[Entry]:
    for expression, oldest in _expressions(connection, terms):
        yield from map(_from_row, connection.execute(_LIKENESS, (expression, oldest)))


def _expressions(connection: sqlite3.Connection, terms: set[str]) -> Iterator[tuple[str, int]]:
    """Match expressions with the oldest row that each looks at: the rare terms, then all of them."""
    known = _by_rarity(connection, terms)[:MOST_TERMS]
    postings = list(itertools.accumulate(entries for entries, _ in known))
    rare = bisect.bisect_right(postings, MOST_POSTINGS)
    if rare:
        yield _any_of(known[:rare]), 0
    if rare < len(known):
        newest = connection.execute("SELECT max(id) FROM entries").fetchone()[0]
        yield _any_of(known), int(newest * (1 - MOST_POSTINGS / postings[-1]))


def _by_rarity(connection: sqlite3.Connection, terms: set[str]) -> list[tuple[int, str]]:
    """How many entries hold each term, the rarest first; what none holds is left out."""
    query = "SELECT entries, term FROM terms WHERE term = ?"
    return sorted(row for term in terms for row in connection.execute(query, (term,)))


def _any_of(known: Iterable[tuple[int, str]]) -> str:
    return " OR ".join('"' + term.replace('"', '""') + '"' for _, term in known)
