"""Figures of the memory room: inserts and similarity queries of a corpus of a given size.

Usage: python benchmarks/memory.py [ENTRIES] [--folder FOLDER]
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from pytest_aurora.memory.config import ProdConfig
from pytest_aurora.memory.corpus import Corpus
from pytest_aurora.memory.entry import Entry, normalize_signature
from pytest_aurora.memory.seeds import SeedStore

VERBS = ("add", "count", "reverse", "sort", "merge", "split", "join", "parse", "format", "clamp", "group", "filter")
NOUNS = ("words", "vowels", "names", "dates", "prices", "lines", "items", "digits", "phones", "urls", "keys", "tags")
TYPES = ("int", "str", "float", "bool", "list[int]", "list[str]", "dict[str,int]", "tuple[int,str]", "str|None")
COMMON = ("the", "a", "of", "in", "string", "list", "number", "return", "each", "given", "value", "first", "last")
BATCH = 1000
PROBES = 200


def entries(count: int, rng: random.Random) -> Iterator[Entry]:
    """Attempts as a large team would leave behind: common verbs and types, some rare words."""
    rare = [f"{a}{b}{c}" for a in NOUNS for b in VERBS for c in NOUNS]
    for number in range(count):
        types = rng.choices(TYPES, k=rng.randint(2, 4))
        name = f"{rng.choice(VERBS)}_{rng.choice(NOUNS)}_{rng.choice(rare)}"
        parameters = ",".join(f"{p}:{t}" for p, t in zip("stxn", types[:-1], strict=False))
        words = (*rng.sample(COMMON, 5), rng.choice(VERBS), rng.choice(NOUNS), rng.choice(rare))
        yield Entry(
            signature=f"{name}({parameters})->{types[-1]}",
            words=words,
            examples=tuple(f"{name}({i}) -> {rng.random()}" for i in range(4)),
            outcome="solved" if rng.random() < 0.8 else "timeout",
            body=f"return {name}_{number}({parameters})",
            productions=("root>call", "call>parameter"),
            cost=rng.uniform(3, 30),
            candidates=rng.randrange(1_000_000),
            seconds=rng.uniform(0, 10),
            spec="specs/text.md",
            run="run-20260101-000000",
        )


def milliseconds(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """How long `work` takes."""
    start = clock()
    work()
    return (clock() - start) * 1000


def show(label: str, times: list[float]) -> None:
    """One line of figures."""
    worst = sorted(times)[int(len(times) * 0.99)]
    print(
        f"{label:42} mean {statistics.fmean(times):8.3f}  median {statistics.median(times):8.3f}  p99 {worst:8.3f} ms"
    )


def fill(corpus: Corpus, count: int, rng: random.Random) -> None:
    """Insert `count` entries in large transactions."""
    batch: list[Entry] = []
    start = time.perf_counter()
    for entry in entries(count, rng):
        batch.append(entry)
        if len(batch) == BATCH:
            corpus.record(*batch)
            batch.clear()
    corpus.record(*batch)
    print(f"filled with {count} entries in {time.perf_counter() - start:.1f} s")


def measure(corpus: Corpus, rng: random.Random) -> None:
    """Single inserts, exact lookups and similarity queries."""
    probes, more = list(entries(PROBES, rng)), list(entries(PROBES, rng))
    show("insert, one entry a transaction", [milliseconds(lambda e=e: corpus.record(e)) for e in probes])
    used = [milliseconds(lambda e=e: corpus.record(e), time.process_time) for e in more]
    show("the same in processor time", used)
    show(
        "exact lookup",
        [milliseconds(lambda e=e: corpus.solutions(e.signature, e.examples_hash)) for e in probes],
    )
    show("similar, name and words", [milliseconds(lambda e=e: corpus.similar(e.signature, e.words)) for e in probes])
    used = [milliseconds(lambda e=e: corpus.similar(e.signature, e.words), time.process_time) for e in probes]
    show("the same in processor time", used)
    common = [normalize_signature(f"f(s: {t}) -> {u}") for t in TYPES for u in TYPES]
    show("similar, common types only", [milliseconds(lambda s=s: corpus.similar(s)) for s in common])
    show("similar, common words", [milliseconds(lambda s=s: corpus.similar(s, COMMON)) for s in common])
    used = [milliseconds(lambda s=s: corpus.similar(s, COMMON), time.process_time) for s in common]
    show("the same in processor time", used)
    show("similar, no hit for --grep", [milliseconds(lambda s=s: corpus.similar(s, grep="no such")) for s in common])
    show("outcomes (for the report)", [milliseconds(corpus.outcomes) for _ in range(5)])


def start_up(path: Path, question: Entry) -> float:
    """Milliseconds to open the corpus in a new process and look one question up, without starting Python."""
    program = (
        "import sys, time; from pathlib import Path; from pytest_aurora.memory.corpus import Corpus\n"
        "start = time.perf_counter()\n"
        "with Corpus(Path(sys.argv[1]), warn=print) as corpus: corpus.solutions(sys.argv[2], sys.argv[3])\n"
        "print((time.perf_counter() - start) * 1000)"
    )
    command = [sys.executable, "-c", program, str(path), question.signature, question.examples_hash]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def seeds(folder: Path) -> None:
    """Updates of a seeds file with its most keys."""
    store = SeedStore(folder / "seeds.json", ProdConfig(), warn=print)
    store.update({f"parent{n}>child": 1.0 for n in range(1000)})
    show("seeds, one update of 10 keys among 1000", [
        milliseconds(lambda n=n: store.update({f"parent{n + k}>child": 1.0 for k in range(10)})) for n in range(100)
    ])  # fmt: skip


def main() -> None:
    """Fill a corpus and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("entries", nargs="?", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, default=None, help="keep the files here")
    arguments = parser.parse_args()
    rng = random.Random(0)
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.folder or Path(temporary)
        path = folder / "corpus.sqlite3"
        with Corpus(path, warn=print) as corpus:
            fill(corpus, arguments.entries, rng)
            measure(corpus, rng)
        question = next(entries(1, random.Random(0)))
        show("open and look up in a new process", [start_up(path, question) for _ in range(5)])
        print(f"file: {path.stat().st_size / 1e6:.0f} MB")
        seeds(folder)
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
