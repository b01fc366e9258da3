"""Deduction: from what a goal wants to what its parts must want."""

from __future__ import annotations

from pytest_aurora.search.calls import deduce_calls
from pytest_aurora.search.core import Deducer
from pytest_aurora.search.deduce.blanks import deduce_blanks
from pytest_aurora.search.deduce.branch import deduce_branches
from pytest_aurora.search.deduce.concat import deduce_concatenation
from pytest_aurora.search.deduce.equalities import deduce_equalities
from pytest_aurora.search.deduce.extremes import deduce_extremes
from pytest_aurora.search.deduce.firsts import deduce_firsts
from pytest_aurora.search.deduce.fits import deduce_fits
from pytest_aurora.search.deduce.greedy import deduce_greedy
from pytest_aurora.search.deduce.groups import deduce_dicts
from pytest_aurora.search.deduce.inverse import deduce_inverses
from pytest_aurora.search.deduce.items import deduce_items
from pytest_aurora.search.deduce.joins import deduce_joins
from pytest_aurora.search.deduce.logic import deduce_logic
from pytest_aurora.search.deduce.optional import deduce_optional
from pytest_aurora.search.deduce.outer import deduce_outer
from pytest_aurora.search.deduce.pieces import deduce_pieces
from pytest_aurora.search.deduce.pipelines import deduce_pipelines
from pytest_aurora.search.deduce.places import deduce_places
from pytest_aurora.search.deduce.repeats import deduce_repeats
from pytest_aurora.search.deduce.scans import deduce_scans
from pytest_aurora.search.deduce.scopes import deduce_scopes
from pytest_aurora.search.deduce.slices import deduce_slices
from pytest_aurora.search.deduce.structure import deduce_structure
from pytest_aurora.search.deduce.swaps import deduce_swaps
from pytest_aurora.search.deduce.tiers import deduce_tiers
from pytest_aurora.search.deduce.unions import deduce_unions
from pytest_aurora.search.deduce.updates import deduce_updates
from pytest_aurora.search.deduce.weights import deduce_weights
from pytest_aurora.search.loops import deduce_loops
from pytest_aurora.search.recurrences import deduce_recurrences
from pytest_aurora.search.recursion import deduce_recursion
from pytest_aurora.search.whiles import deduce_whiles

DEDUCERS: tuple[Deducer, ...] = (
    deduce_structure,
    deduce_blanks,
    deduce_inverses,
    deduce_fits,
    deduce_extremes,
    deduce_weights,
    deduce_tiers,
    deduce_joins,
    deduce_updates,
    deduce_unions,
    deduce_items,
    deduce_slices,
    deduce_places,
    deduce_swaps,
    deduce_concatenation,
    deduce_scopes,
    deduce_dicts,
    deduce_pieces,
    deduce_optional,
    deduce_repeats,
    deduce_scans,
    deduce_outer,
    deduce_equalities,
    deduce_firsts,
    deduce_greedy,
    deduce_logic,
    deduce_branches,
    deduce_loops,
    deduce_pipelines,
    deduce_recurrences,
    deduce_whiles,
    deduce_recursion,
    deduce_calls,
)
"""In the order in which they are asked."""
