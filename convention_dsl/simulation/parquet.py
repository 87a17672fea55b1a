"""Parquet files as a scan and its columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sqlglot import exp

from convention_dsl.diagnostics.entry import Wording
from convention_dsl.simulation.cell import Cell
from convention_dsl.simulation.expressions import E, add, case, column, equal, renamed, text, whole
from convention_dsl.simulation.profile_columns import KEY
from convention_dsl.simulation.reading import FILE, ROW
from convention_dsl.simulation.sources import File, RefusedError
from convention_dsl.simulation.table import Table
from convention_dsl.simulation.trouble import as_pattern, translated

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_FILE_COLUMN, _ROW_COLUMN = "filename", "file_row_number"
"""What DuckDB calls the columns that a scan has beside those of the file."""


def read(connection: DuckDBPyConnection, files: Sequence[File]) -> Table:
    """Return the table of some Parquet files; nothing but their ends is read.

    Raises RefusedError.
    """
    schemas = [_schema(connection, file) for file in files]
    _refuse_profiles(connection, files)
    _refuse_other_schemas(files, schemas)
    scan = exp.Table(this=_function("read_parquet", files))
    located = exp.select(exp.Star(), *_places(schemas[0], files)).from_(scan.copy())
    rows = _count(connection, files)
    if not rows:
        raise RefusedError("E0738", path=files[0].name)
    whole_cells = [Cell(name, column(name), _type(kind)) for name, kind in schemas[0].items()]
    return Table(
        scan=scan,
        located=located.subquery("located"),
        columns=tuple(schemas[0]),
        cells=tuple(each for cell in whole_cells for each in _fields(cell)),
        is_csv=False,
        decimal_comma=False,
        notes=(_note(len(files)),),
        files=tuple(files),
        rows=rows,
    )


def _note(count: int) -> Wording:
    many = "s" if count > 1 else ""
    return Wording(f"{count} Parquet file{many}", f"{count} fichier{many} Parquet")


def _function(name: str, files: Sequence[File]) -> exp.Anonymous:
    paths = [text(as_pattern(file.path)) for file in files]
    return exp.Anonymous(this=name, expressions=[exp.array(*paths)])


def _run(
    connection: DuckDBPyConnection, query: exp.Expression, files: Sequence[File]
) -> list[tuple[object, ...]]:
    import duckdb

    try:
        return connection.execute(query.sql("duckdb")).fetchall()
    except duckdb.Error as error:
        raise translated(error, files) from error


def _schema(connection: DuckDBPyConnection, file: File) -> dict[str, str]:
    scan = exp.Table(this=_function("read_parquet", [file]))
    found = _run(connection, exp.Describe(this=exp.select(exp.Star()).from_(scan)), [file])
    return {str(row[0]): str(row[1]) for row in found}


def _refuse_profiles(connection: DuckDBPyConnection, files: Sequence[File]) -> None:
    """Refuse counts of rows in place of rows: each would be taken for one row."""
    table = exp.Table(this=_function("parquet_kv_metadata", files))
    is_key = equal(exp.cast(column("key"), exp.DType.VARCHAR), text(KEY))
    found = _run(connection, exp.select("file_name").from_(table).where(is_key), files)
    if found:
        by_path = {str(file.path): file.name for file in files}
        raise RefusedError("E0745", path=by_path.get(str(found[0][0]), str(found[0][0])))


def _refuse_other_schemas(files: Sequence[File], schemas: Sequence[Mapping[str, str]]) -> None:
    """Refuse files whose columns are not those of the first, in names and in types."""
    first = schemas[0]
    for file, schema in zip(files, schemas, strict=True):
        odd = [name for name in {**first, **schema} if first.get(name) != schema.get(name)]
        if odd:
            raise RefusedError(
                "E0726", path=file.name, first=files[0].name, names=[f"`{name}`" for name in odd]
            )


def _type(kind: str) -> exp.DataType:
    return exp.DataType.build(kind, dialect="duckdb")


def _fields(cell: Cell) -> Iterator[Cell]:
    """Yield a column, and the fields of one that holds records, as `column.field`."""
    yield cell
    if cell.type.this != exp.DType.STRUCT:
        return
    for field in cell.type.expressions:
        name, type_ = field.name, field.args.get("kind")
        if isinstance(type_, exp.DataType):
            inner = exp.StructExtract(this=cell.value.copy(), expression=text(name))
            yield from _fields(Cell(f"{cell.name}.{name}", inner, type_))


def _places(schema: Mapping[str, str], files: Sequence[File]) -> Iterator[E]:
    """Yield the columns of a scan that say where a row is; nothing where a column has that name."""
    named = {name.lower() for name in schema}
    nothing = exp.cast(exp.null(), exp.DType.VARCHAR)
    file: E = nothing if _FILE_COLUMN in named else column(_FILE_COLUMN)
    copies = [each for each in files if each.name != str(each.path)]
    if file is not nothing and copies:
        of = [(equal(file, text(str(each.path))), text(each.name)) for each in copies]
        file = case(of, file)
    row: E = exp.cast(exp.null(), exp.DType.BIGINT)
    if _ROW_COLUMN not in named:
        row = add(column(_ROW_COLUMN), whole(1))
    yield renamed(file, FILE)
    yield renamed(row, ROW)


def _count(connection: DuckDBPyConnection, files: Sequence[File]) -> int:
    table = exp.Table(this=_function("parquet_file_metadata", files))
    counts = _run(connection, exp.select("file_name", "num_rows").from_(table), files)
    return sum(int(str(count)) for _, count in counts)
