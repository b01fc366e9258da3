from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

import pytest

from pytest_aurora.errors import UsageError
from pytest_aurora.memory.config import ProdConfig
from pytest_aurora.memory.corpus import Corpus
from pytest_aurora.memory.entry import Entry
from pytest_aurora.memory.layout import layout
from pytest_aurora.memory.runs import FunctionRun, Runs
from pytest_aurora.memory.seeds import Seeds, dump_seeds
from pytest_aurora.memory.state import write_json
from pytest_aurora.report.build import build_report
from pytest_aurora.report.charts import bar_chart, line_chart
from pytest_aurora.report.comparison import baseline_of, comparison_lines
from pytest_aurora.report.document import report_document
from pytest_aurora.report.page import report_page
from pytest_aurora.report.records import Bias, FunctionFigures, Line, Report
from pytest_aurora.report.text import report_lines


def fail(*_: object) -> None:
    raise AssertionError("told of something wrong")


def record(runs: Runs, biases: dict[str, float], *functions: FunctionRun) -> str:
    recorder = runs.begin(seed=1, config={}, versions={})
    for function in functions:
        recorder.record(function)
    return recorder.finish(2.0, biases).head.name


def search(name: str, candidates: int, *, learned: int = 0, outcome: str = "solved") -> FunctionRun:
    origin = "search" if outcome == "solved" else ""
    return FunctionRun("a.md", name, outcome, origin, "", candidates, counters={"learned": learned}, digest="1")


@pytest.fixture
def state(tmp_path) -> Path:
    """Three runs: one without anything learned, one with, one that remembers."""
    runs = Runs(tmp_path / "runs", warn=fail)
    record(runs, {"str>upper": 0.2}, search("f", 1000), search("g", 50), search("h", 9, outcome="timeout"))
    record(runs, {"str>upper": 0.3, "str><b>": -0.1}, search("f", 200, learned=1), search("g", 60))
    hit = FunctionRun("a.md", "f", "solved", "corpus", "", 0, counters={"saved": 200}, digest="1")
    record(runs, {"str>upper": 0.36, "str><b>": -0.1}, hit)
    seeds = Seeds({"str>upper": 0.36, "str><b>": -0.1, "int>len": 0.01}, 4)
    write_json(tmp_path / "seeds.json", dump_seeds(seeds, ProdConfig()))
    with Corpus(tmp_path / "corpus.sqlite", warn=fail) as corpus:
        corpus.record(Entry("f(s:str)->str", (), ("f('a') -> 'A'",), "solved", "return s.upper()"))
        corpus.record(Entry("h(s:str)->str", (), ("h('a') -> 'x'",), "timeout"))
    return tmp_path


def build(folder: Path | None) -> Report:
    return build_report(layout(folder, {}), ProdConfig(), fail)


def test_the_figures_are_those_of_the_files(state):
    report = build(state)
    assert report.seeds.top[:2] == (Bias("str>upper", 0.36, pytest.approx(0.06)), Bias("str><b>", -0.1, 0.0))
    assert (report.seeds.total, report.seeds.updates) == (3, 4)
    assert (report.corpus.entries, report.corpus.solved, report.corpus.hits) == (2, 1, 1)
    assert [(r.solved, r.functions, r.hits, r.candidates, r.seconds, r.trend) for r in report.runs] == [
        (2, 3, 0, 1059, 2.0, None),
        (2, 2, 0, 260, 2.0, pytest.approx(260 / 1050)),
        (1, 1, 1, 0, 2.0, 0.0),
    ]
    assert report.evolution[0] == Line("str>upper", (0.2, 0.3, 0.36))
    assert report.evolution[1] == Line("str><b>", (None, -0.1, -0.1))


def test_what_was_saved_is_measured_against_the_first_search(state):
    report = build(state)
    assert report.functions == (FunctionFigures("a.md::f", 1000, 0), FunctionFigures("a.md::g", 50, 60))
    assert (report.without, report.latest) == (1050, 60)
    assert "saved: 1,050 candidates without what was learned, 60 with it (94 % saved over 2 functions)" in list(
        report_lines(report)
    )


def test_the_text_has_a_bar_for_each_bias_and_a_line_for_each_run(state):
    lines = list(report_lines(build(state)))
    assert "  str>upper  +0.360  ███████               +0.060 since the run before" in lines
    assert "  str><b>    -0.100  ░░                    +0.000 since the run before" in lines
    assert [line for line in lines if "75 % fewer candidates than before" in line]


def test_nothing_is_written(state):
    before = {path: path.read_bytes() for path in state.rglob("*.json*")}
    build(state)
    assert {path: path.read_bytes() for path in state.rglob("*.json*")} == before


@pytest.mark.parametrize("folder", [None, Path("/nowhere/at/all")])
def test_without_state_there_is_little_to_tell(folder):
    report = build(folder)
    assert report.runs == ()
    assert "biases: 0" in next(report_lines(report))
    assert "nothing is recorded yet" in report_page(report)


def test_the_document_is_json_and_says_what_was_saved(state):
    document = json.loads(json.dumps(report_document(build(state))))
    assert document["candidates"] == {"without": 1050, "latest": 60}
    assert document["seeds"]["top"][0]["key"] == "str>upper"


class Page(HTMLParser):
    """Notes the tags of a page and what it would load."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.loads: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.loads += [value for name, value in attrs if name in ("src", "href", "xlink:href")]
        if tag not in ("meta",):
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_page_is_whole_and_loads_nothing(state):
    text, page = report_page(build(state)), Page()
    page.feed(text)
    assert page.open == []
    assert "Not learned from" in text
    assert page.loads == []
    assert "url(" not in text
    assert "<script" not in text
    assert "prefers-color-scheme: dark" in text
    assert "str&gt;&lt;b&gt;" in text
    assert "str><b>" not in text


def test_charts_are_sound_svg():
    lines = line_chart("a & b", [("<x>", (0.0, None, 1.0)), ("y", ())], 0, 1, ["0", "1"])
    root = ET.fromstring(lines)
    assert [p.get("points") for p in root.iter("polyline")] == ["76.0,204.0 628.0,16.0", ""]
    bars = ET.fromstring(bar_chart("c", [("<f>", ((10, "10"), (5, "5"), (0, "0")))]))
    widths = [float(rect.get("width")) for rect in bars.iter("rect")]
    assert widths == [520.0, 260.0, 2.0]


def test_a_comparison_names_what_changed(state):
    runs = Runs(state / "runs", warn=fail)
    first, second, _ = runs.names()
    lines = list(comparison_lines(runs.load(first), runs.load(second)))
    assert lines == [
        f"{second} against {first}: 1 better, 0 worse, 1 slower, 1 missing",
        "  better: a.md::f, 1,000 candidates then, 200 candidates now",
        "  slower: a.md::g, 50 candidates then, 60 candidates now",
    ]
    third = runs.names()[2]
    assert list(comparison_lines(runs.load(first), runs.load(third))) == [
        f"{third} against {first}: 1 better, 0 worse, 0 slower, 2 missing",
        "  better: a.md::f, 1,000 candidates then, 0 candidates now",
    ]
    before, latest = baseline_of(runs, "latest")
    assert (before.head.name, latest.head.name) == runs.names()[1:]
    with pytest.raises(UsageError, match="there is no run 'run-1'; there are"):
        baseline_of(runs, "run-1")


def test_the_only_run_has_nothing_to_be_compared_with(tmp_path):
    runs = Runs(tmp_path / "runs", warn=fail)
    with pytest.raises(UsageError, match="there is no run yet"):
        baseline_of(runs, "latest")
    record(runs, {}, search("f", 1000))
    with pytest.raises(UsageError, match="there is no other run yet"):
        baseline_of(runs, "latest")
