"""From the files of memory to the figures of a report; nothing is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pytest_aurora.memory.adaptive import AdaptiveBiasScheduler
from pytest_aurora.memory.config import ProdConfig
from pytest_aurora.memory.corpus import Corpus
from pytest_aurora.memory.entry import SOLVED
from pytest_aurora.memory.layout import Layout
from pytest_aurora.memory.prior import PriorStore
from pytest_aurora.memory.runs import FunctionRun, Run, Runs
from pytest_aurora.memory.seeds import SeedStore
from pytest_aurora.memory.state import Warn
from pytest_aurora.report import records
from pytest_aurora.report.records import Report

MOST_RUNS = 50
LINES = 5
"""So many biases are followed from run to run."""

_Key = tuple[str, str, str]


def build_report(files: Layout, config: ProdConfig, warn: Warn) -> Report:
    """The report of a state folder.

    Args:
        files: where memory lies.
        config: how learning goes; `top_k` biases are shown.
        warn: told of files that cannot be read.
    """
    seeds = SeedStore(files.seeds, config, warn=warn, keep=False)
    scheduler = AdaptiveBiasScheduler(files.schedule, config, warn=warn, keep=False)
    runs = tuple(reversed(Runs(files.runs, warn=warn, keep=False).newest(MOST_RUNS)))
    shown = _seeds(seeds, runs)
    return Report(
        seeds=shown,
        scheduler=_scheduler(scheduler),
        prior=_prior(PriorStore(files.prior, warn=warn, keep=False)),
        corpus=_corpus(files, runs, warn),
        runs=tuple(_run(run, before) for run, before in zip(runs, (None, *runs), strict=False)),
        evolution=tuple(_line(bias.key, runs) for bias in shown.top[:LINES]),
        functions=tuple(sorted(_functions(runs), key=lambda f: (f.latest - f.without, f.name))),
    )


def _seeds(store: SeedStore, runs: Sequence[Run]) -> records.Seeds:
    summary = store.summary()
    before = runs[-2].head.biases if len(runs) > 1 else {}
    figures = summary["summary"]
    top = (
        records.Bias(each["seed_key"], each["bias"], each["bias"] - before.get(each["seed_key"], 0.0))
        for each in summary["top_biases"]
    )
    return records.Seeds(
        figures["total_seeds"],
        figures["avg_bias"],
        figures["max_bias"],
        figures["min_bias"],
        figures["total_updates"],
        tuple(top),
    )


def _scheduler(scheduler: AdaptiveBiasScheduler) -> records.Scheduler:
    schedule = scheduler.schedule
    resting = sorted(schedule.resting.items(), key=lambda item: (-item[1], item[0]))
    awake = (records.Rest(key, until) for key, until in resting if until > schedule.iteration)
    return records.Scheduler(schedule.iteration, schedule.explored, schedule.exploited, tuple(awake))


def _prior(store: PriorStore) -> records.Prior:
    paths, counts = store.prior.paths, store.prior.counts()
    liked = tuple(records.Like(key, counts[key]) for key in store.prior.liked())
    files, places = (sum(getattr(mined, name) for mined in paths.values()) for name in ("files", "places"))
    return records.Prior(tuple(paths), files, places, liked)


def _corpus(files: Layout, runs: Sequence[Run], warn: Warn) -> records.Corpus:
    hits = sum(_hits(run) for run in runs)
    if files.corpus is None or not files.corpus.exists():
        return records.Corpus(0, 0, hits)
    with Corpus(files.corpus, warn=warn) as corpus:
        outcomes = corpus.outcomes()
    return records.Corpus(sum(outcomes.values()), outcomes.get(SOLVED, 0), hits)


def _hits(run: Run) -> int:
    return sum(function.origin == "corpus" for function in run.functions)


def _run(run: Run, before: Run | None) -> records.RunFigures:
    seconds = run.head.seconds if run.head.seconds is not None else sum(f.seconds for f in run.functions)
    trend = None if before is None else _trend(before, run)
    functions = len(run.functions)
    return records.RunFigures(run.head.name, functions, run.solved, _hits(run), run.candidates, seconds, trend)


def _trend(before: Run, run: Run) -> float | None:
    """By what factor candidates changed for the functions that both have solved."""
    old = {(f.spec, f.function): f.candidates for f in before.functions if f.solved}
    both = [(old[f.spec, f.function], f.candidates) for f in run.functions if f.solved and (f.spec, f.function) in old]
    total = sum(then for then, _ in both)
    return sum(now for _, now in both) / total if total else None


def _line(key: str, runs: Sequence[Run]) -> records.Line:
    return records.Line(key, tuple(run.head.biases.get(key) for run in runs))


def _functions(runs: Sequence[Run]) -> Iterator[records.FunctionFigures]:
    """Functions that were solved without what was learned first and again later."""
    without: dict[_Key, FunctionRun] = {}
    latest: dict[_Key, FunctionRun] = {}
    for function in (f for run in runs for f in run.functions if f.solved):
        key = (function.spec, function.function, function.digest)
        if key in without:
            latest[key] = function
        elif function.origin == "search" and not _counter(function.counters, "learned"):
            without[key] = function
    for key, function in latest.items():
        name = f"{function.spec}::{function.function}"
        yield records.FunctionFigures(name, without[key].candidates, function.candidates)


def _counter(counters: Mapping[str, int], name: str) -> int:
    return counters.get(name, 0)
