"""A table that `calc` accepts, `simulate` accepts with the same values; and conversely."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from sqlglot import exp

from convention_dsl.calculator.plan.conversion import encode
from convention_dsl.calculator.plan.plan import Role
from convention_dsl.inputs.batch import read_batch
from convention_dsl.inputs.cells import Conventions
from convention_dsl.inputs.tables import read_table
from convention_dsl.locale import item_labels

from .inputs import Row, planned, reading, rows

USUAL = {
    "age": "82",
    "ald": "oui",
    "c2s": "",
    "fees": "1 234,50 €",
    "debt": "-3,5",
    "coin": "1,15",
    "share": "12,5 %",
    "index": "-0,25",
    "tens": "30",
    "born": "1950-02-01",
    "seen": "",
    "zone": "zip",
    "home_zone": "",
    "done": "influenza|cancer of the cervix",
    "nos": "3|8",
    "likes": "",
    "sure": "",
    "count": "",
    "score.influenza": "0",
    "score.covid": "100 %",
    "score.cervix": "0,125",
    "home.rooms": "",
    "home.rent": "",
    "home.quiet": "",
    "home.garden.area": "",
    "home.garden.trees": "",
    "été": "",
}

SPACES = st.sampled_from(["", "", "", " ", "\u00a0", "\u202f", "\t", "  "])
DIGITS = st.integers(0, 3000).map(str)
NUMBERS = st.one_of(
    DIGITS,
    st.builds(
        "".join,
        st.tuples(
            st.sampled_from(["", "", "-", "+", "\u2212", "- "]),
            st.sampled_from(["0", "1", "5", "07", "10", "130", "1 234", "1\u202f000", "12 34"]),
            st.sampled_from(["", "", ",5", ",25", ".5", ",125", ",10", ",", ".0", ",001", ",000"]),
            SPACES,
            st.sampled_from(["", "", "€", "%", "euros", "EUR", "M€", "Md€", "e3", "/3", "/4", "x"]),
        ),
    ),
    st.sampled_from(
        ["1/3", "6/2", "1 / 4", "1/0", "1,234.5", "1,000 €", "9" * 19, "0" * 30, "1e3"]
    ),
)
BOOLEANS = st.sampled_from(["oui", "NON", "yes", "no", "true", "Faux", "1", "0", "2", "vrai ", "x"])
DATES = st.one_of(
    st.dates().map(lambda day: day.isoformat()),
    st.sampled_from(
        [
            "2026-1-5",
            "2026-13-05",
            "31/12/1999",
            "31/02/1999",
            "1/2/1999",
            "1er janvier 1999",
            "1er\u00a0août 2001",
            "3 March 1950",
            "29 février 2001",
            "0000-01-01",
            "12 foo 1999",
            "1999",
            "1999-01-01 00:00:00",
        ]
    ),
)
ITEMS = st.sampled_from(
    [
        "influenza",
        "covid",
        "cervix",
        "flu shot",
        "Covid",
        "none",
        "zip",
        "priority zone (ZIP)",
        "qpv",
    ]
)
MEMBERS = st.one_of(ITEMS, st.integers(0, 40).map(str), st.sampled_from(["03", "3.0", "3,0", "+4"]))
SETS = st.builds(
    lambda parts, mark, braces, gap: "{" * braces + (gap + mark + gap).join(parts) + "}" * braces,
    st.lists(MEMBERS, max_size=3),
    st.sampled_from(["|", "|", "|", ","]),
    st.booleans(),
    st.sampled_from(["", " "]),
)
UNKNOWN = st.sampled_from(["", " ", "unknown", "Inconnu", "null", "\u00a0"])
CELLS = st.builds(
    lambda before, text, after: before + text + after,
    SPACES,
    st.one_of(NUMBERS, BOOLEANS, DATES, ITEMS, SETS, UNKNOWN),
    SPACES,
)
LIKELY = {
    **dict.fromkeys(("ald", "c2s", "sure", "home.quiet"), BOOLEANS),
    **dict.fromkeys(("born", "seen"), DATES),
    **dict.fromkeys(("zone", "home_zone"), ITEMS),
    **dict.fromkeys(("done", "nos", "likes"), SETS),
}
CHANGES = st.dictionaries(
    st.sampled_from(sorted(USUAL)), st.none(), min_size=1, max_size=4
).flatmap(
    lambda chosen: st.fixed_dictionaries(
        {name: st.one_of(LIKELY.get(name, NUMBERS), UNKNOWN, CELLS) for name in chosen}
    )
)


def table(many: list[dict[str, str]], separator: str = ";") -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=separator)
    writer.writerow(list(many[0]))
    writer.writerows([each[name] for name in many[0]] for each in many)
    return buffer.getvalue().encode()


def by_calc(cells: dict[str, str], separator: str, clause: str = "one") -> dict[str, Any] | None:
    """Return the columns of a row as `calc` reads it; None where it refuses the row."""
    plan, form = planned(clause)
    found, _, diagnostics = read_table("data.csv", table([cells], separator))
    assert found is not None, diagnostics
    conventions = Conventions(found.decimal_comma, item_labels(form.library))
    batch, _ = read_batch(form, found, conventions)
    if batch is None:
        return None
    try:
        return dict(encode(plan, batch.arguments[0])[0])
    except ValueError:
        return None


def meaningful(row: Row | dict[str, Any]) -> dict[str, Any]:
    """Leave out what stands for the values that are not known."""
    values = dict(row.values) if isinstance(row, Row) else row
    plan, _ = planned("one")
    known = {c.path: bool(values[c.name]) for c in plan.columns if c.role is Role.KNOWN}
    return {
        c.name: values[c.name]
        for c in plan.columns
        if all(
            known.get(c.path[:end], True) for end in range(len(c.path) + (c.role is not Role.KNOWN))
        )
    }


@pytest.mark.parametrize("separator", [";", ","])
@settings(
    max_examples=4,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(changes=st.lists(CHANGES, min_size=60, max_size=60))
@example(
    changes=[{"home.rooms": "3", "home.quiet": "oui"}, {"home.rooms": "3"}, {"home.rent": "5"}]
)
@example(
    changes=[
        {"home.rooms": "3", "home.quiet": "oui", "home.garden.area": "8"},
        {"home.rooms": "3", "home.quiet": "oui", "home.garden.trees": "8"},
        {"home.rooms": "3", "home.quiet": "oui", "home.garden.area": "8", "home.garden.trees": "2"},
        {"home.garden.area": "8"},
    ]
)
@example(changes=[{"nos": "6/2"}, {"age": "164/2", "nos": "{1}"}])
@example(changes=[{"likes": "unknown"}, {"likes": "{}"}, {"likes": "covid|covid"}, {"done": "{}"}])
def test_calc_and_simulate_read_the_same(
    tmp_path: Path, separator: str, changes: list[dict[str, str]]
) -> None:
    usual = USUAL if separator == ";" else {k: v.replace(",", ".") for k, v in USUAL.items()}
    many = [{**usual, **each} for each in changes]
    path = tmp_path / "data.csv"
    path.write_bytes(table(many, separator))
    for cells, row in zip(many, rows(path), strict=True):
        if "/" in cells["nos"]:
            continue  # An integer written as a fraction (6/2) is refused in a set here.
        wanted = by_calc(cells, separator)
        if wanted is None:
            assert row.refused, cells
        else:
            assert not row.refused, (cells, row.reasons)
            assert meaningful(row) == meaningful(wanted), cells


GROUPED = st.lists(
    st.fixed_dictionaries(
        {
            "group": st.sampled_from(["a", "b", " a", "c "]),
            "age": st.sampled_from(["40", "40", "40", "", " 40 ", "41", "x"]),
            "visits.fee": st.sampled_from(["10", "10,5", "", "", "200", "201", "zut"]),
            "visits.days": st.sampled_from(["", "", "3", "31"]),
            "visits.paid": st.sampled_from(["", "", "oui", "non", "peut-être"]),
        }
    ),
    min_size=1,
    max_size=6,
)


@settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(many=GROUPED)
def test_calc_and_simulate_read_the_same_lists(tmp_path: Path, many: list[dict[str, str]]) -> None:
    path = tmp_path / "data.csv"
    path.write_bytes(table(many))
    by_group: dict[str, list[dict[str, str]]] = {}
    for row in many:
        by_group.setdefault(row["group"].strip(), []).append(row)
    found = groups(path)
    assert found.keys() == by_group.keys()
    plan, _ = planned("many")
    for name, own in by_group.items():
        values, elements, is_refused = found[name]
        wanted = lists_by_calc(own)
        if wanted is None:
            # A first row that leaves a cell empty for the others to fill is an error to `calc`.
            assert is_refused or own[0]["age"].strip() == "", own
        else:
            assert not is_refused, own
            assert values == wanted[0]
            assert sorted(elements) == sorted(wanted[1])
    assert [each.name for each in plan.lists] == ["visits"]


def lists_by_calc(
    many: list[dict[str, str]],
) -> tuple[dict[str, Any], list[tuple[Any, ...]]] | None:
    plan, form = planned("many")
    found, _, diagnostics = read_table("data.csv", table(many))
    assert found is not None, diagnostics
    batch, _ = read_batch(form, found, Conventions(found.decimal_comma, item_labels(form.library)))
    if batch is None:
        return None
    columns, lists = encode(plan, batch.arguments[0])
    return dict(columns), [tuple(each.values()) for each in lists["visits"]]


def groups(path: Path) -> dict[str, tuple[dict[str, Any], list[tuple[Any, ...]], bool]]:
    """Return the columns of each group, its elements, and whether it is refused."""
    with reading(path, clause="many") as (connection, found, diagnostics):
        assert found is not None, diagnostics
        (key,) = found.group
        bad = exp.or_(*(check.holds for check in found.checks))
        visits = found.plans[0].lists["visits"]
        query = exp.select(key, bad, visits.present, *visits.columns.values()).from_(found.scan)
        rows_ = connection.execute(query.sql("duckdb")).fetchall()
        bad = exp.or_(*(check.holds for check in found.group_checks))
        query = exp.select(key, bad, *found.columns.values()).from_(found.scan).group_by(key)
        lines = connection.execute(query.sql("duckdb")).fetchall()
    return {
        name: (
            dict(zip(found.columns, values, strict=True)),
            [tuple(line) for own, _, present, *line in rows_ if own == name and present],
            refused or any(wrong for own, wrong, *_ in rows_ if own == name),
        )
        for name, refused, *values in lines
    }
