"""Random formulas over a few columns, for tests of plans and their printers."""

from __future__ import annotations

from hypothesis import strategies as st

from convention_dsl.calculator.plan.construct import boolean, integer
from convention_dsl.calculator.plan.formula import BOOL, Formula, IntKind, Ref

COLUMNS = {"a": IntKind(-9, 9), "b": IntKind(0, 20), "c": IntKind(1, 7)}
FLAGS = ("p", "q")

ROWS = st.fixed_dictionaries(
    {
        **{name: st.integers(kind.low, kind.high) for name, kind in COLUMNS.items()},
        **{name: st.booleans() for name in FLAGS},
    }
)

INTEGERS: st.SearchStrategy[Formula] = st.one_of(
    st.integers(-12, 12).map(integer),
    st.sampled_from([Ref(kind, name) for name, kind in COLUMNS.items()]),
)
BOOLEANS: st.SearchStrategy[Formula] = st.one_of(
    st.booleans().map(boolean),
    st.sampled_from([Ref(BOOL, name) for name in FLAGS]),
)
