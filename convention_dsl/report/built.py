"""What `convention build` wrote, as lines and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from convention_dsl.core.nodes import ClauseRef
from convention_dsl.diagnostics import Diagnostic
from convention_dsl.diagnostics.entry import Wording
from convention_dsl.locale import format_date
from convention_dsl.report.json import SCHEMA, Json
from convention_dsl.report.phrases import phrase
from convention_dsl.targets.edition import Edition, Files
from convention_dsl.targets.registry import Target


@dataclass(frozen=True)
class Built:
    """The files that a target made of some clauses of a book."""

    target: Target
    edition: Edition
    refs: tuple[ClauseRef, ...]
    files: Files

    def in_folder(self) -> Built:
        """Return the same files in a folder named after the book."""
        book = self.edition.book
        return replace(self, files={f"{book}/{name}": data for name, data in self.files.items()})


def built_lines(built: Sequence[Built], output: Path, language: str) -> Iterator[str]:
    """Yield the files written and what each is, after the edition of each book."""
    width = max(len(str(output / name)) for each in built for name in each.files)
    colon = " :" if language == "fr" else ":"
    heading = ""
    for each in sorted(built, key=lambda each: each.edition.book):
        if heading != (heading := _heading(each.edition, language)):
            yield heading
        yield f"  {each.target.name}{colon} {', '.join(ref.name for ref in each.refs)}"
        for name in each.files:
            yield f"    {str(output / name).ljust(width)}  {_kind(name, language)}".rstrip()
        yield from _absent(each.files, language)


_KINDS = {
    ".py": Wording("Python module, no dependency", "module Python, sans dépendance"),
    ".mjs": Wording("JavaScript module", "module JavaScript"),
    ".d.mts": Wording("its type declarations", "ses déclarations de types"),
    ".html": Wording("page to open in a browser", "page à ouvrir dans un navigateur"),
    ".xlsx": Wording("workbook", "classeur"),
    ".duckdb.sql": Wording("query for DuckDB", "requête pour DuckDB"),
    ".postgresql.sql": Wording("query for PostgreSQL", "requête pour PostgreSQL"),
    ".postgres.sql": Wording("query for PostgreSQL", "requête pour PostgreSQL"),
    ".spark.sql": Wording("query for Spark", "requête pour Spark"),
}
"""What a file is, by the end of its name."""


_NO_SPARK = Wording(
    "no query for Spark: it cannot calculate this clause exactly; {name} says why",
    "pas de requête pour Spark : il ne calcule pas cette clause exactement ; {name} dit pourquoi",
)


def _absent(files: Files, language: str) -> Iterator[str]:
    """Yield the clauses that have queries, but none for Spark, whose integers are narrower."""
    for name in files:
        stem, end, _ = name.partition(".duckdb.sql")
        if end and f"{stem}.spark.sql" not in files:
            yield f"    {_NO_SPARK.text(language).format(name=name)}"


def _kind(name: str, language: str) -> str:
    found = (wording for end, wording in _KINDS.items() if name.endswith(end))
    return next(found, Wording("", "")).text(language)


def _heading(edition: Edition, language: str) -> str:
    parts = [f"{edition.book} — {edition.title}"]
    if edition.at is not None:
        parts.append(phrase("text from", language, date=format_date(edition.at, language)))
    parts += [f"{phrase('reading', language)} {name}" for name in edition.readings.values()]
    parts += [f"{name} = {value}" for name, value in edition.parameters.items()]
    parts.append(phrase("edition", language, version=edition.version))
    return ", ".join(parts)


def built_json(built: Sequence[Built], left_out: Sequence[Diagnostic]) -> dict[str, Json]:
    """Return the document of what was written."""
    return {
        "schema": SCHEMA,
        "built": [_document(each) for each in built],
        "left_out": [_left_out(each) for each in left_out],
    }


def _document(built: Built) -> dict[str, Json]:
    edition = built.edition
    return {
        "target": built.target.name,
        "book": edition.book,
        "version": edition.version,
        "at": edition.at.isoformat() if edition.at else None,
        "readings": dict(edition.readings),
        "parameters": dict(edition.parameters),
        "clauses": [str(ref) for ref in built.refs],
        "files": list(built.files),
    }


def _left_out(diagnostic: Diagnostic) -> dict[str, Json]:
    from convention_dsl.report.messages import headline

    target = diagnostic.arguments.get("target")
    return {
        "clause": str(diagnostic.arguments["clause"]),
        "target": str(target) if target else None,
        "code": diagnostic.code,
        "reason": {language: headline(diagnostic, language) for language in ("en", "fr")},
    }
