"""CSV files as a scan and its columns: all of them texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlglot import exp

from convention_dsl.diagnostics.entry import Wording
from convention_dsl.diagnostics.reasons import system_reason
from convention_dsl.simulation.cell import Cell
from convention_dsl.simulation.dialect import Dialect, recognise
from convention_dsl.simulation.expressions import add, column, text, whole
from convention_dsl.simulation.reading import FILE, ROW
from convention_dsl.simulation.sources import File, RefusedError
from convention_dsl.simulation.survey import UTF_8, UTF_16, WESTERN, Survey, rewritten, survey
from convention_dsl.simulation.table import Table
from convention_dsl.simulation.trouble import as_pattern

_TEXT = exp.DataType.build(exp.DType.VARCHAR)


@dataclass(frozen=True)
class _Read:
    """A file in UTF-8, its dialect, and the encoding that it had."""

    file: File
    dialect: Dialect
    encoding: str
    is_empty: bool
    """Whether there is nothing below the header."""


def read(files: Sequence[File], scratch: Path) -> Table:
    """Return the table of some CSV files. Raises RefusedError."""
    found = [_one(file, scratch / f"{number}.csv") for number, file in enumerate(files, start=1)]
    first = found[0]
    for each in found:
        _refuse_other_header(first, each)
    if all(each.is_empty for each in found):
        raise RefusedError("E0738", path=first.file.name)
    names = first.dialect.header
    return Table(
        scan=_scan(found),
        located=_located(found),
        columns=names,
        cells=tuple(Cell(name, column(name), _TEXT) for name in names),
        is_csv=True,
        decimal_comma=first.dialect.decimal_comma,
        notes=tuple(_notes(found)),
        files=tuple(each.file for each in found),
    )


def _one(file: File, target: Path) -> _Read:
    try:
        return _ready(file, target)
    except (OSError, EOFError) as error:
        own = str(error)
        reason = system_reason(error) if isinstance(error, OSError) else Wording(own, own)
        raise RefusedError("E0720", path=file.name, reason=reason) from error


def _ready(file: File, target: Path) -> _Read:
    """Return a file that DuckDB reads as it is: itself, or a copy."""
    found = survey(file)
    encoding = found.encoding
    if encoding != UTF_8 or found.is_mixed or found.blank_rows:
        file = rewritten(file, "utf-8-sig" if encoding == UTF_8 else encoding, target)
        found = survey(file)
        _cut(target, found)
    if not found.content:
        raise RefusedError("E0735", path=file.name)
    dialect = recognise(file)
    return _Read(file, dialect, encoding, is_empty=found.content <= dialect.size)


def _cut(copy: Path, found: Survey) -> None:
    """Take away the rows without content that spreadsheets leave at the end."""
    if found.blank_rows:
        with copy.open("r+b") as stream:
            stream.truncate(copy.stat().st_size - found.blank_rows)


def _refuse_other_header(first: _Read, other: _Read) -> None:
    mine, theirs = first.dialect, other.dialect
    if mine.separator != theirs.separator:
        raise RefusedError(
            "E0729",
            path=other.file.name,
            first=first.file.name,
            text=_shown(theirs.separator),
            other=_shown(mine.separator),
        )
    odd = sorted({*mine.header} ^ {*theirs.header})
    if odd:
        names = [f"`{name}`" for name in odd]
        raise RefusedError("E0726", path=other.file.name, first=first.file.name, names=names)


def _shown(separator: str) -> Wording | str:
    return Wording("tab", "tabulation") if separator == "\t" else separator


def _notes(found: Sequence[_Read]) -> list[Wording]:
    dialect, count = found[0].dialect, len(found)
    many = "s" if count > 1 else ""
    encodings = sorted({each.encoding for each in found})
    codes = ", ".join(_ENCODINGS[each] for each in encodings)
    mark = _shown(dialect.separator)
    en, fr = (mark.en, mark.fr) if isinstance(mark, Wording) else (f"`{mark}`", f"`{mark}`")
    decimal = (
        ("decimal comma", "virgule décimale")
        if dialect.decimal_comma
        else (
            "decimal point",
            "point décimal",
        )
    )
    return [
        Wording(
            f"{count} CSV file{many}: separator {en}, {decimal[0]}, encoding {codes}",
            f"{count} fichier{many} CSV : séparateur {fr}, {decimal[1]}, encodage {codes}",
        )
    ]


_ENCODINGS = {UTF_8: "UTF-8", UTF_16: "UTF-16", WESTERN: "Windows-1252"}


# SQL --------------------------------------------------------------------------------------------


def _scan(found: Sequence[_Read]) -> exp.Expression:
    if len({(each.dialect.header, each.dialect.skipped) for each in found}) == 1:
        return exp.Table(this=_function(found))
    parts = [_selected(found[0], each) for each in found]
    return _union(parts).subquery("input")


def _selected(first: _Read, each: _Read) -> exp.Select:
    """Return the rows of a file, its columns in the order of the first."""
    names = [column(name) for name in first.dialect.header]
    return exp.select(*names).from_(exp.Table(this=_function([each])))


def _union(parts: Sequence[exp.Select]) -> exp.Query:
    return parts[0] if len(parts) == 1 else exp.union(*parts, distinct=False)


def _located(found: Sequence[_Read]) -> exp.Expression:
    """Return the scan with the file of each row and its place: 2 is the first below the header."""
    parts = []
    for each in found:
        number = exp.Window(this=exp.RowNumber())
        place = exp.alias_(add(number, whole(1)), ROW, quoted=True)
        name = exp.alias_(text(each.file.name), FILE, quoted=True)
        parts.append(_selected(found[0], each).select(name, place))
    return _union(parts).subquery("located")


def _function(found: Sequence[_Read]) -> exp.Anonymous:
    dialect = found[0].dialect
    types = [
        exp.PropertyEQ(this=exp.to_identifier(name, quoted=True), expression=text("VARCHAR"))
        for name in dialect.header
    ]
    options = {
        "auto_detect": exp.false(),
        "delim": text(dialect.separator),
        "quote": text('"'),
        "escape": text('"'),
        "header": exp.true(),
        "skip": whole(dialect.skipped),
        "strict_mode": exp.true(),
        "columns": exp.Struct(expressions=types),
    }
    given = [exp.EQ(this=exp.to_identifier(key), expression=each) for key, each in options.items()]
    paths = [text(as_pattern(each.file.path)) for each in found]
    return exp.Anonymous(this="read_csv", expressions=[exp.array(*paths), *given])
