"""The cases of one `calc`: their arguments, and where each came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from convention_dsl.cli.output import Out
from convention_dsl.diagnostics import Diagnostic
from convention_dsl.diagnostics.entry import Wording
from convention_dsl.diagnostics.reasons import system_reason
from convention_dsl.inputs.batch import Batch, read_batch
from convention_dsl.inputs.cells import Conventions
from convention_dsl.inputs.documents import parse_document, place_words, read_document
from convention_dsl.inputs.form import Form
from convention_dsl.inputs.settings import read_settings
from convention_dsl.inputs.tables import Table, read_table
from convention_dsl.locale import item_labels
from convention_dsl.pipeline import Value
from convention_dsl.source import Source, Span


@dataclass(frozen=True)
class Cases:
    """Arguments by case; a table keeps its rows for the table of results."""

    arguments: Sequence[Sequence[Value]]
    is_many: bool = False
    """Whether the answer is a list even for one case."""
    table: Table | None = None
    batch: Batch | None = None
    sources: Mapping[str, Source] = field(default_factory=dict)

    def place(self, index: int, path: str) -> tuple[Wording, Span | None]:
        """Return how a message names a part of a case."""
        if self.table and self.batch:
            line = self.table.row_number(self.batch.rows[index])
            words = Wording(f"row {line}: ", f"ligne {line} : ")
            start = self.table.source.line_start(line)
            end = start + len(self.table.source.line(line))
            return words, Span(self.table.source.path, start, end)
        return place_words(f"[{index}].{path}".rstrip(".") if self.is_many else path), None


@dataclass(frozen=True)
class CaseReader:
    """Reads cases for a form, or shows everything that is wrong and stops."""

    form: Form
    out: Out
    language: str

    @property
    def conventions(self) -> Conventions:
        """How numbers and dates are written in the language of the book."""
        book = self.form.library.books[self.form.clause.book]
        return Conventions(book.language == "fr", item_labels(self.form.library))

    def read(self, settings: Sequence[str], path: Path | None) -> Cases:
        """Return the cases of `--set` or, where there is one, of the file of `--input`."""
        if path is None:
            arguments, sources, problems = read_settings(self.form, settings, self.conventions)
            self.stop_on(problems, sources)
            return Cases([arguments], sources=sources)
        data = self.bytes_of(path)
        if data.startswith(b"PAR1"):
            self.stop_on([Diagnostic("E0747", None, {"path": str(path)})], {})
        return self.document(path, data) if _is_json(path, data) else self.table(path, data)

    def stop_on(self, problems: Sequence[Diagnostic], sources: Mapping[str, Source]) -> None:
        """Show the problems of the data and stop where there are any."""
        self.out.messages(problems, sources, self.language)

    def bytes_of(self, path: Path) -> bytes:
        """Return the content of a file."""
        try:
            return path.read_bytes()
        except (OSError, ValueError) as error:
            reason = system_reason(error) if isinstance(error, OSError) else str(error)
            problem = Diagnostic("E0319", None, {"text": str(path), "reason": reason})
            self.stop_on([problem], {})
            raise

    def document(self, path: Path, data: bytes) -> Cases:
        """Return the cases of a JSON document."""
        document, source, problems = parse_document(str(path), data)
        sources = {source.path: source}
        self.stop_on(problems, sources)
        arguments, problems = read_document(self.form, document, self.conventions)
        self.stop_on(problems, sources)
        return Cases(arguments, isinstance(document, list), sources=sources)

    def table(self, path: Path, data: bytes) -> Cases:
        """Return the cases of a table."""
        table, source, problems = read_table(str(path), data)
        sources = {source.path: source}
        self.stop_on(problems, sources)
        assert table is not None
        conventions = self.conventions
        if table.decimal_comma:
            conventions = Conventions(True, conventions.labels)
        batch, problems = read_batch(self.form, table, conventions)
        self.stop_on(problems, sources)
        assert batch is not None
        return Cases(batch.arguments, True, table, batch, sources)


def _is_json(path: Path, data: bytes) -> bool:
    if path.suffix.lower() in (".json", ".csv", ".tsv", ".txt"):
        return path.suffix.lower() == ".json"
    return data.lstrip()[:1] in (b"{", b"[")
