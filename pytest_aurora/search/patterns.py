"""Components made for one problem: regular expressions induced from its examples."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from pytest_aurora.language.component import Component
from pytest_aurora.language.components.patterns import quoted
from pytest_aurora.language.expressions import Apply
from pytest_aurora.problem.problem import Problem
from pytest_aurora.problem.types import BOOL, FLOAT, INT, STR, Type, list_of
from pytest_aurora.problem.words import words_of
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.context import Context
from pytest_aurora.search.shapes import Shape, class_member, common_prefix, common_suffix, literal, shapes
from pytest_aurora.search.stretches import targets, texts_of
from pytest_aurora.search.substitutions import Row, substitutions, text_component

SEARCH_COST = 4
"""What a search for a pattern costs beyond the pattern."""
MOST = 16
"""Components made for one column of texts."""
MIDDLE = 2
"""What a match in the middle costs more, where the texts have different numbers of them."""
EACH = 3
"""Patterns kept for one column of targets."""
CHECKED = words_of("format pattern code exactly follow")
"""What a spec says that asks for the shape of a text."""
ENCLOSED = {(r"\(", r"\)"), (r"\[", r"\]"), (r"\{", r"\}"), ("<", ">"), ('"', '"'), ("'", "'"), ("`", "`")}
"""What is written on both sides of a text that is apart from what is around it."""
KINDS = (Shape("[A-Z]", 1), Shape("[a-z]", 1), Shape(r"\d", 1))
ANYTHING = (Shape(".*?", 1), Shape(".*", 1))


def induced_components(problem: Problem) -> tuple[Component, ...]:
    """Searches, splits, substitutions and checks by patterns that the examples have in common."""
    found: dict[str, Component] = {}
    for _, rows in texts_of(problem):
        for component in sorted(_of_column(problem.signature.returns, rows), key=lambda c: c.cost)[:MOST]:
            found.setdefault(component.name, component)
    return tuple(found.values())


def seed(context: Context, components: Iterable[Component]) -> None:
    """Put what was made for a problem into its bank at once, applied to the parameters: deduction builds on it."""
    for component in components:
        for entry in tuple(context.variables):
            if component.parameters == (entry.type,):
                _seed_one(context, component, entry)


def _seed_one(context: Context, component: Component, entry: Entry) -> None:
    try:
        values = tuple(map(component.function, entry.values))
    except (TypeError, ValueError, ArithmeticError, LookupError):
        return
    expression = Apply(component, (entry.expression,), component.result)
    context.bank.add(expression, component.result, component.cost + entry.cost, values)


def _of_column(returns: Type, rows: list[Row]) -> Iterator[Component]:
    if returns == BOOL:
        yield from _checks(rows)
    elif returns == list_of(STR):
        yield from _lists(rows)
    elif returns in (INT, FLOAT):
        yield from _searches([(text, str(value)) for text, value in rows])
    elif returns == STR:
        for column in targets(rows):
            yield from _searches(column)
        yield from substitutions(rows)


# --- one piece of a text --------------------------------------------------------------------------------------------


def _searches(rows: Sequence[Row]) -> Iterator[Component]:
    """`re.search(...)`: the first patterns, cheapest first, that find every target."""
    if not all(target and target in text for text, target in rows) or len({t for _, t in rows}) == 1:
        return
    if all(text == target for text, target in rows):
        return
    yield from _chosen(rows)
    kept = 0
    for shape in sorted(_in_context(rows), key=lambda s: s.cost):
        group = int("(" in re.sub(r"\\.", "", shape.pattern))
        search = re.compile(shape.pattern).search
        if all((m := search(text)) is not None and m[group] == target for text, target in rows):
            yield text_component(
                f"find_all:{shape.pattern}[0]", STR, SEARCH_COST + shape.cost,
                lambda s, search=search, group=group: search(s)[group],
                f"re.search({quoted(shape.pattern)}, {{0}})[{group}]",
            )  # fmt: skip
            kept += 1
            if kept == EACH:
                return


def _chosen(rows: Sequence[Row]) -> Iterator[Component]:
    """`re.findall(...)[k]`: the first shape of which the targets are the second, third or last match everywhere."""
    for shape in shapes([target for _, target in rows]):
        find = re.compile(shape.pattern).findall
        matches = [find(text) for text, _ in rows]
        for place in (1, -1, 2, -2):
            if all(len(m) > max(place, -place - 1) and m[place] == t for m, (_, t) in zip(matches, rows, strict=True)):
                middle = place != -1 and len(set(map(len, matches))) > 1
                yield text_component(
                    f"find_all:{shape.pattern}[{place}]", STR, SEARCH_COST + shape.cost + MIDDLE * middle,
                    lambda s, find=find, place=place: find(s)[place],
                    f"re.findall({quoted(shape.pattern)}, {{0}})[{place}]",
                )  # fmt: skip
                return


def _in_context(rows: Sequence[Row]) -> Iterator[Shape]:
    """Shapes of the targets, alone and with what stands before and after them in every text."""
    cores = shapes([target for _, target in rows])
    yield from cores
    for find in (str.find, str.rfind):
        places = [find(text, target) for text, target in rows]
        befores = [text[:at] for (text, _), at in zip(rows, places, strict=True)]
        afters = [text[at + len(target) :] for (text, target), at in zip(rows, places, strict=True)]
        lefts, rights = _lefts(befores), _rights(afters)
        for core in [*cores[:6], *ANYTHING, *_until(rights)]:
            for left, right in product((None, *lefts), (None, *rights)):
                sides = {side.pattern for side in (left, right) if side}
                if sides and not (core in ANYTHING and sides <= {"^", "$"}):
                    yield _framed(left, core, right)


def _lefts(befores: Sequence[str]) -> list[Shape]:
    common = common_suffix(befores) if all(befores) else ""
    if all(not before for before in befores):
        return [Shape("^", 1)]
    return [*map(literal, _ends(common, last=True)), *_kinds([before[-1:] for before in befores])]


def _rights(afters: Sequence[str]) -> list[Shape]:
    if all(not after for after in afters):
        return [Shape("$", 1)]
    return [*map(literal, _ends(common_prefix(afters), last=False)), *_kinds([after[:1] for after in afters])]


def _kinds(characters: Sequence[str]) -> Iterator[Shape]:
    """What kind of characters these are, where they differ."""
    if len(set(characters)) > 1:
        yield from (shape for shape in KINDS if all(map(re.compile(shape.pattern).fullmatch, characters)))


def _ends(common: str, *, last: bool) -> Iterable[str]:
    """The nearest character, what stands before the nearest word, that with the word, and all of what is common."""
    if not common:
        return ()
    gap = re.search(r"\W+$", common) if last else re.match(r"\W+", common)
    word = re.search(r"\w+\W*$", common) if last else re.match(r"\W*\w+", common)
    near = common[-1] if last else common[0]
    return dict.fromkeys([near, *(m[0] for m in (gap, word) if m), *([common] if len(common) <= 12 else [])])


def _until(rights: Sequence[Shape]) -> Iterator[Shape]:
    for right in rights:
        if len(character := right.pattern.removeprefix("\\")) == 1 and not character.isalnum() and character != "$":
            yield Shape(f"[^{class_member(character)}]+", 1)


def _framed(left: Shape | None, core: Shape, right: Shape | None) -> Shape:
    before, after = (left.pattern if left else ""), (right.pattern if right else "")
    enclosed = (before, after) in ENCLOSED and core == ANYTHING[0]
    cost = 0 if enclosed else core.cost + sum(1 + side.cost for side in (left, right) if side)
    anchored = before in ("", "^") and after in ("", "$")
    return Shape(before + (core.pattern if anchored else f"({core.pattern})") + after, cost)


# --- lists and checks -----------------------------------------------------------------------------------------------


def _lists(rows: Sequence[Row]) -> Iterator[Component]:
    """`re.findall` by the items' shape, `re.split` by the shape of what stands between them."""
    items = [item for _, value in rows for item in value]
    kept = 0
    for shape in shapes(list(dict.fromkeys(items))) if items else []:
        find = re.compile(shape.pattern).findall
        if kept < EACH and all(find(text) == value for text, value in rows):
            kept += 1
            yield text_component(
                f"find_all:{shape.pattern}", list_of(STR), SEARCH_COST + shape.cost,
                lambda s, find=find: tuple(find(s)), f"re.findall({quoted(shape.pattern)}, {{0}})",
            )  # fmt: skip
    gaps = [gap for text, value in rows for gap in _gaps(text, value)]
    for shape in [*_any_of(gaps), *shapes(list(dict.fromkeys(gaps)))][: 2 * EACH] if gaps and all(gaps) else []:
        split = re.compile(shape.pattern).split
        if all(split(text) == value for text, value in rows):
            yield text_component(
                f"resplit:{shape.pattern}", list_of(STR), SEARCH_COST + shape.cost,
                lambda s, split=split: tuple(split(s)), f"re.split({quoted(shape.pattern)}, {{0}})",
            )  # fmt: skip
            return


def _gaps(text: str, items: Sequence[str]) -> list[str]:
    gaps, at = [], 0
    for item in items:
        found = text.find(item, at)
        if found < 0:
            return [""]
        gaps.append(text[at:found])
        at = found + len(item)
    return gaps[1:]


def _any_of(gaps: Sequence[str]) -> Iterator[Shape]:
    """Separators that differ, with the spaces around them."""
    characters = "".join(sorted({gap.strip()[:1] for gap in gaps if gap.strip()}))
    if characters and len(characters) <= 5 and not any(map(str.isalnum, characters)):
        inside = "".join(map(class_member, characters))
        one = literal(characters).pattern if len(characters) == 1 else f"[{inside}]"
        yield Shape(one, len(characters))
        yield Shape(f"{one}\\s*", len(characters) + 1)
        yield Shape(f"\\s*{one}\\s*", len(characters) + 2)
    every = sorted(set("".join(gaps)))
    if 1 < len(every) <= 5 and not any(map(str.isalnum, every)):
        yield Shape(f"[{''.join(map(class_member, every))}]+", len(every) + 1)


def _checks(rows: Sequence[Row]) -> Iterator[Component]:
    """`re.fullmatch`: a shape of all texts for which the answer is yes, and of no other."""
    holds = [text for text, value in rows if value]
    others = [text for text, value in rows if not value]
    if len(holds) < 2 or not others:
        return
    kept = 0
    for shape in shapes(holds):
        match = re.compile(shape.pattern).fullmatch
        if kept < EACH and not any(map(match, others)):
            kept += 1
            yield text_component(
                f"fullmatch:{shape.pattern}", BOOL, SEARCH_COST + shape.cost,
                lambda s, match=match: match(s) is not None,
                f"re.fullmatch({quoted(shape.pattern)}, {{0}}) is not None", words=CHECKED,
            )  # fmt: skip
