"""The layers of a workbook, laid out and calculated, before any sheet is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from convention_dsl.calculator.plan.formula import Fold, FoldKind, Formula, Ref
from convention_dsl.calculator.plan.interpret import run
from convention_dsl.calculator.plan.plan import Definition, LineKind, Origin, Plan, Raw
from convention_dsl.calculator.plan.traverse import every_definition, names_in
from convention_dsl.locale import ItemLabels
from convention_dsl.targets.xlsx.caching import Cached, Cacher, element_values
from convention_dsl.targets.xlsx.contents import Contents
from convention_dsl.targets.xlsx.entry import Line
from convention_dsl.targets.xlsx.fields import Fields
from convention_dsl.targets.xlsx.filling import Filled, Filler
from convention_dsl.targets.xlsx.grid import Grid
from convention_dsl.targets.xlsx.guide import Guide
from convention_dsl.targets.xlsx.layer import BLANK, COUNTED, Layer, Laying, key
from convention_dsl.targets.xlsx.naming import sheet_name
from convention_dsl.targets.xlsx.outputs import Output, outputs_of
from convention_dsl.targets.xlsx.reading import Reader
from convention_dsl.targets.xlsx.shown import Shower
from convention_dsl.targets.xlsx.splitting import split
from convention_dsl.targets.xlsx.words import word
from convention_dsl.types import AMOUNT

_MOST_REASONS = 60
_MOST_AMOUNTS = 6


@dataclass(frozen=True)
class Model:
    """One layer with its rows; `names` are where plan names stand, for its entry sheet."""

    layer: Layer
    grid: Grid
    names: Mapping[str, str]
    lines: tuple[Line, ...]
    blank: Line


@dataclass(frozen=True)
class Ground:
    """What the layers of a workbook share."""

    language: str
    labels: ItemLabels
    reader: Reader
    shower: Shower
    parameters: Mapping[str, str]
    parameters_ok: str | None
    faults: str | None
    fault_texts: Sequence[str]


def with_short_formulas(plan: Plan) -> Plan:
    """Return a plan of which every formula fits in a cell."""
    columns = [*plan.columns, *(each for list_ in plan.lists for each in list_.columns)]
    names = [each.name for each in columns] + [each.name for each in plan.parameters]
    names += [each.name for each in every_definition(plan)]
    taken = {name.casefold() for name in names}
    lists = tuple(
        replace(list_, definitions=tuple(split(list_.definitions, taken))) for list_ in plan.lists
    )
    return replace(plan, lists=lists, definitions=tuple(split(plan.definitions, taken)))


def main_layer(plan: Plan, fields: Fields, sheet: str, labels: ItemLabels, count: int) -> Layer:
    """Return the layer of the plan itself; a single row where the plan has a list."""
    return Layer(
        sheet,
        plan.columns,
        fields,
        plan.definitions,
        tuple(outputs_of(plan, labels)),
        plan.requirements,
        plan.fault,
        tuple(_reasons(plan))[:_MOST_REASONS],
        1 if plan.lists else count,
        is_single=bool(plan.lists),
    )


def _reasons(plan: Plan) -> list[tuple[str, str]]:
    return [
        (line.shown, line.label)
        for line in plan.lines
        if line.shown is not None and line.label and not line.label.isdigit()
        if line.kind is LineKind.REASON or line.depth > 1
    ]


def element_layer(plan: Plan, fields: Fields, sheet: str, contents: Contents) -> Layer:
    """Return the layer of the elements of the plan's list."""
    only = plan.lists[0]
    guide, language = contents.guide, contents.edition.language
    outputs = (*_amounts(plan, guide), *_added_up(plan, guide, language))
    return Layer(
        sheet,
        only.columns,
        fields,
        only.definitions,
        outputs,
        only.requirements,
        None,
        (),
        contents.count,
    )


def _amounts(plan: Plan, guide: Guide) -> list[Output]:
    """Return the clauses that give an amount for each element."""
    found = [
        Output(each.label, each.name, AMOUNT, each.scale, provenance=each.provenance)
        for each in plan.lists[0].definitions
        if each.origin is Origin.CLAUSE and each.name in guide.amounts and each.label
    ]
    return found[-_MOST_AMOUNTS:]


def _added_up(plan: Plan, guide: Guide, language: str) -> list[Output]:
    """Return what is added up in the results, where that is no clause already shown."""
    scales = {each.name: each for each in plan.results if each.denominator is None}
    found = []
    for definition in plan.definitions:
        fold, result = definition.formula, scales.get(definition.name)
        if not isinstance(fold, Fold) or fold.fold is not FoldKind.SUM or result is None:
            continue
        if isinstance(fold.body, Ref) and fold.body.name not in guide.amounts:
            said = word("added up", language)
            name, scale = fold.body.name, result.scale
            found.append(
                Output(said, name, result.type, scale, shown=_name(fold.filter), is_main=True)
            )
    return found


def _name(formula: Formula | None) -> str | None:
    return formula.name if isinstance(formula, Ref) else None


# One layer --------------------------------------------------------------------------------------


def scalar_model(contents: Contents, plan: Plan, layer: Layer, ground: Ground) -> Model:
    """Return the only layer of a plan without lists."""
    grid = Grid(word("calculation", ground.language), layer.count)
    laying = _laying(layer, grid, ground, ground.parameters)
    laying.lay()
    cacher = Cacher(layer, ground.language, ground.fault_texts)
    filler = Filler(layer.fields, ground.labels, ground.language)

    def line(filled: Filled) -> Line:
        values = run(plan, filled.read)
        cached = cacher.row(filled, values)
        return _line(layer, ground, filled, cached, values)

    lines = tuple(line(filler.row(label, row)) for label, row in contents.rows)
    return Model(layer, grid, _there(grid, ground.parameters), lines, line(filler.empty()))


def _laying(layer: Layer, grid: Grid, ground: Ground, outer: Mapping[str, str]) -> Laying:
    return Laying(
        layer,
        grid,
        ground.reader,
        ground.language,
        outer,
        ground.parameters_ok,
        ground.faults,
    )


def _line(
    layer: Layer,
    ground: Ground,
    filled: Filled,
    cached: Mapping[str, str | bool | int],
    values: Mapping[str, Raw],
) -> Line:
    shown = tuple(
        ground.shower.content(each, values) if cached[key(COUNTED)] else ""
        for each in layer.outputs
    )
    return Line(filled, cached, shown)


def _there(grid: Grid, outer: Mapping[str, str]) -> dict[str, str]:
    return {**outer, **{step.key: grid.there(step.key) for step in grid.steps}}


# Two layers -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ListModels:
    """The layers of a plan with a list."""

    single: Model
    elements: Model


def list_models(
    contents: Contents, plan: Plan, single: Layer, elements: Layer, ground: Ground
) -> ListModels:
    """Return the layers of a plan with one list: its own columns, and those of the elements."""
    title = word("calculation", ground.language)
    taken = single.sheet, elements.sheet
    grids = Grid(sheet_name(f"{title} {single.sheet}", taken), 1), Grid(title, elements.count)
    before, after = _by_fold(plan.definitions)
    one = _laying(single, grids[0], ground, ground.parameters)
    one.lay_inputs()
    one.lay_definitions(before)
    outer = {**ground.parameters, **{s.key: grids[0].only(s.key) for s in grids[0].steps}}
    each = _laying(elements, grids[1], ground, outer)
    each.lay()
    one.elements = grids[1]
    one.lay_definitions(after)
    one.lay_messages()
    return _calculated(contents, plan, (one, each), before, ground)


def _calculated(
    contents: Contents,
    plan: Plan,
    layings: tuple[Laying, Laying],
    before: Sequence[Definition],
    ground: Ground,
) -> ListModels:
    one, each = layings
    only = plan.lists[0]
    own = Filler(one.layer.fields, ground.labels, ground.language).row("", contents.single)
    filler = Filler(each.layer.fields, ground.labels, ground.language)
    inside = replace(plan, lists=(), definitions=(*before, *only.definitions))
    cacher = Cacher(each.layer, ground.language, ground.fault_texts)

    def read(filled: Filled) -> tuple[Filled, Mapping[str, Raw], Cached]:
        values = run(inside, {**own.read, **filled.read})
        return filled, values, cacher.row(filled, values)

    rows = [read(filler.row(label, row)) for label, row in contents.rows]
    counted = [filled.read for filled, _, cached in rows if cached[key(COUNTED)]]
    wrong = sum(not cached[key(BLANK)] for _, _, cached in rows) - len(counted)
    whole = run(plan, own.read, {only.name: counted})
    folds = {d.name: d.formula for d in plan.definitions if isinstance(d.formula, Fold)}

    def line(filled: Filled, values: Mapping[str, Raw], cached: Cached) -> Line:
        is_counted = bool(cached[key(COUNTED)])
        added = element_values(folds, {**whole, **values}, is_counted=is_counted)
        return _line(each.layer, ground, filled, {**cached, **added}, values)

    lines = tuple(line(*row) for row in rows)
    cached = Cacher(one.layer, ground.language, ground.fault_texts).row(own, whole, wrong)
    only_line = _line(one.layer, ground, own, cached, whole)
    there = _there(one.grid, ground.parameters), _there(each.grid, each.outer)
    return ListModels(
        Model(one.layer, one.grid, there[0], (only_line,), only_line),
        Model(each.layer, each.grid, there[1], lines, line(*read(filler.empty()))),
    )


def _by_fold(definitions: Sequence[Definition]) -> tuple[list[Definition], list[Definition]]:
    """Return the definitions that depend on no aggregate, and the others, in order."""
    before: list[Definition] = []
    after: list[Definition] = []
    late: set[str] = set()
    for each in definitions:
        if isinstance(each.formula, Fold) or late & set(names_in(each.formula)):
            late.add(each.name)
            after.append(each)
        else:
            before.append(each)
    return before, after
