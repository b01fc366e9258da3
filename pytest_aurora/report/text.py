"""A report as lines of plain text."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_aurora.report.records import Bias, Prior, Report, RunFigures
from pytest_aurora.wording import counted, duration

WIDTH = 20
"""Characters of a bar for a bias of 1."""
MOST_RUNS = 5
MOST_LIKED = 5
MOST_FUNCTIONS = 5


def report_lines(report: Report) -> Iterator[str]:
    """The report, section by section."""
    yield from _seeds(report)
    scheduler = report.scheduler
    yield f"scheduler: iteration {scheduler.iteration}, {scheduler.explored} explored, {scheduler.exploited} exploited"
    yield from (f"  {rest.key} rests until iteration {rest.until}" for rest in scheduler.resting)
    yield from _prior(report.prior)
    corpus = report.corpus
    entries, times = counted(corpus.entries, "entry", "entries"), counted(corpus.hits, "time", "times")
    yield f"corpus: {entries}, {corpus.solved:,} of them solved; used at once {times}"
    yield f"runs: {len(report.runs)}"
    yield from map(_run, report.runs[-MOST_RUNS:])
    yield from _savings(report)


def _seeds(report: Report) -> Iterator[str]:
    seeds = report.seeds
    yield (
        f"biases: {seeds.total:,}, average {seeds.average:+.3f}, from {seeds.smallest:+.3f} to {seeds.largest:+.3f}, "
        f"{counted(seeds.updates, 'update', 'updates')}"
    )
    width = max((len(bias.key) for bias in seeds.top), default=0)
    yield from (_bias(bias, width) for bias in seeds.top)


def _bias(bias: Bias, width: int) -> str:
    bar = ("█" if bias.value > 0 else "░") * max(1, round(abs(bias.value) * WIDTH))
    return f"  {bias.key:<{width}}  {bias.value:+.3f}  {bar:<{WIDTH}}  {bias.drift:+.3f} since the run before"


def _prior(prior: Prior) -> Iterator[str]:
    yield f"your code: {told(prior)}"
    yield from (f"  {like.key}: {counted(like.places, 'place', 'places')}" for like in prior.liked[:MOST_LIKED])


def told(prior: Prior) -> str:
    """What the user's own code taught, in one sentence."""
    if not prior.paths:
        return "not learned from; python -m pytest_aurora learn PATH does that"
    liked = counted(len(prior.liked), "component", "components")
    read = f"{counted(prior.files, 'file', 'files')}, {counted(prior.places, 'known place', 'known places')}"
    return f"{read}; {liked} tried earlier"


def _run(run: RunFigures) -> str:
    effort = f"{counted(run.candidates, 'candidate', 'candidates')}, {duration(run.seconds)}"
    return f"  {run.name}: {run.solved} of {run.functions} solved, {effort}{trend(run)}"


def trend(run: RunFigures) -> str:
    """What changed for the functions that the run before had solved too."""
    if run.trend is None:
        return ""
    change = round(100 * (run.trend - 1))
    return f", {abs(change)} % {'fewer' if change < 0 else 'more'} candidates than before" if change else ", as before"


def _savings(report: Report) -> Iterator[str]:
    yield savings(report)
    for function in report.functions[:MOST_FUNCTIONS]:
        first = counted(function.without, "candidate", "candidates")
        yield f"  {function.name}: {first} at first, {function.latest:,} last"


def savings(report: Report) -> str:
    """What learning saved, in one sentence."""
    if not report.functions:
        return "saved: nothing can be told yet; it takes a function that was solved twice"
    functions = counted(len(report.functions), "function", "functions")
    saved = 100 * (1 - report.latest / report.without) if report.without else 0.0
    return (
        f"saved: {counted(report.without, 'candidate', 'candidates')} without what was learned, "
        f"{report.latest:,} with it ({saved:.0f} % saved over {functions})"
    )
