"""A report as one page of HTML: no script, no network, light and dark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from pytest_aurora.report.charts import bar_chart, line_chart
from pytest_aurora.report.records import Bias, Prior, Report, RunFigures
from pytest_aurora.report.style import STYLE
from pytest_aurora.report.text import MOST_LIKED, savings, told, trend

MOST_FUNCTIONS = 12
MOST_RUNS = 12


def report_page(report: Report) -> str:
    """The page, complete."""
    return "".join(
        (
            '<!doctype html><html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1"><title>aurora report</title>',
            f"<style>{STYLE}</style></head><body><h1>What aurora has learned</h1>",
            f'<p class="faint">{escape(_when(report))}</p>',
            *_sections(report),
            "</body></html>\n",
        )
    )


def _when(report: Report) -> str:
    return f"up to {report.runs[-1].name}" if report.runs else "nothing is recorded yet"


def _sections(report: Report) -> Iterator[str]:
    yield _section("At a glance", _glance(report))
    yield _section("Strongest biases", _biases(report))
    if len(report.runs) > 1:
        yield _section("Bias evolution", _evolution(report))
        yield _section("Solve rate", _solve_rate(report))
    yield _section("Candidates a function", _functions(report))
    yield _section("Runs", _runs(report))
    yield _section("Scheduler", _scheduler(report))
    yield _section("Your own code", _prior(report.prior))


def _section(title: str, *content: str) -> str:
    return f"<section><h2>{escape(title)}</h2>{''.join(content)}</section>"


def _figures(pairs: Iterable[tuple[str, str]]) -> str:
    return "<dl>" + "".join(f"<div><dt>{escape(k)}</dt><dd>{escape(v)}</dd></div>" for k, v in pairs) + "</dl>"


def _glance(report: Report) -> str:
    return _figures(
        [
            ("runs", f"{len(report.runs):,}"),
            ("corpus entries", f"{report.corpus.entries:,}"),
            ("of them solved", f"{report.corpus.solved:,}"),
            ("used at once", f"{report.corpus.hits:,}"),
            ("biases", f"{report.seeds.total:,}"),
            ("updates", f"{report.seeds.updates:,}"),
        ]
    )


def _biases(report: Report) -> str:
    seeds = report.seeds
    if not seeds.top:
        return "<p>Nothing is learned yet.</p>"
    figures = f"average {seeds.average:+.3f}, from {seeds.smallest:+.3f} to {seeds.largest:+.3f}"
    return f'<p class="faint">{figures}</p>' + "".join(map(_bias, seeds.top))


def _bias(bias: Bias) -> str:
    direction = "" if bias.value >= 0 else " class=down"
    return (
        f'<div class="bias"><div><code>{escape(bias.key)}</code><span>{bias.value:+.3f} '
        f'<span class="faint">({bias.drift:+.3f})</span></span></div>'
        f'<div class="bar"><i{direction} style="width:{abs(bias.value):.1%}"></i></div></div>'
    )


def _evolution(report: Report) -> str:
    values = [v for line in report.evolution for v in line.values if v is not None] or [0.0]
    low, high = min(0.0, *values), max(0.0, *values) or 1.0
    ticks = [f"{low + (high - low) * step / 2:+.2f}" for step in range(3)]
    chart = line_chart(
        "the strongest biases at the end of each run", [(e.key, e.values) for e in report.evolution], low, high, ticks
    )
    return chart + _key(line.key for line in report.evolution)


def _key(names: Iterable[str]) -> str:
    mark = '<svg viewBox="0 0 10 10" aria-hidden="true"><rect class="s{}" width="10" height="10" rx="2"/></svg>'
    items = (f"<li>{mark.format(number)}<code>{escape(name)}</code></li>" for number, name in enumerate(names, 1))
    return f'<ul class="key">{"".join(items)}</ul>'


def _solve_rate(report: Report) -> str:
    rates = [run.solved / run.functions if run.functions else None for run in report.runs]
    return line_chart("solved functions of each run", [("solved", rates)], 0, 1, ["0 %", "50 %", "100 %"])


def _functions(report: Report) -> str:
    told = f"<p>{escape(savings(report).removeprefix('saved: ').capitalize())}.</p>"
    if not report.functions:
        return told
    rows = [
        (f.name, ((f.without, f"{f.without:,}"), (f.latest, f"{f.latest:,}")))
        for f in report.functions[:MOST_FUNCTIONS]
    ]
    return told + bar_chart("candidates of each function, at first and last", rows) + _key(("at first", "last"))


def _runs(report: Report) -> str:
    if not report.runs:
        return "<p>No run is recorded yet.</p>"
    rows = map(_row, reversed(report.runs[-MOST_RUNS:]))
    names = ("run", "solved", "at once", "candidates", "seconds", "trend")
    head = "".join(f"<th>{name}</th>" for name in names)
    return f'<div class="wide"><table><tr>{head}</tr>{"".join(rows)}</table></div>'


def _row(run: RunFigures) -> str:
    cells = (
        f"<code>{escape(run.name)}</code>",
        f"{run.solved} of {run.functions}",
        f"{run.hits:,}",
        f"{run.candidates:,}",
        f"{run.seconds:.1f}",
        escape(trend(run).removeprefix(", ") or "–"),
    )
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _scheduler(report: Report) -> str:
    scheduler = report.scheduler
    figures = _figures(
        [
            ("iteration", f"{scheduler.iteration:,}"),
            ("explored", f"{scheduler.explored:,}"),
            ("exploited", f"{scheduler.exploited:,}"),
            ("at rest", f"{len(scheduler.resting):,}"),
        ]
    )
    rests = "".join(f"<li><code>{escape(rest.key)}</code> until {rest.until}</li>" for rest in scheduler.resting)
    return figures + (f"<ul>{rests}</ul>" if rests else "")


def _prior(prior: Prior) -> str:
    likes = (f"<li><code>{escape(like.key)}</code> {like.places:,}</li>" for like in prior.liked[:MOST_LIKED])
    return f"<p>{escape(told(prior).capitalize())}.</p>" + (f"<ul>{''.join(likes)}</ul>" if prior.liked else "")
