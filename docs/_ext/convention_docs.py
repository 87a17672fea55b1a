"""What the site makes from the code: the catalogue of messages, and colours for programs."""

import re
import tomllib
from pathlib import Path
from typing import ClassVar

from pygments.lexer import RegexLexer, words
from pygments.token import Comment, Keyword, Literal, Name, Number, Operator, String, Whitespace
from sphinx.application import Sphinx

from convention_dsl.diagnostics.catalogue import entries
from convention_dsl.diagnostics.entry import Entry

FAMILIES = {
    "00": "Reading a text",
    "01": "Names and types",
    "02": "What `check` proves",
    "03": "Input data",
    "04": "Properties",
    "05": "Files and options",
}

KEYWORDS = Path(__file__).parents[2] / "grammar" / "keywords.toml"


def spellings(*sections: str) -> list[str]:
    """Return every word of the keyword table, of `sections` or (none named) of all."""
    table = tomllib.loads(KEYWORDS.read_text("utf-8"))
    return [
        word
        for section, terminals in table.items()
        if not sections or section in sections
        for languages in terminals.values()
        for spelling in [*languages["en"], *languages["fr"]]
        for word in spelling.split()
    ]


class ConventionLexer(RegexLexer):
    """Colours for programs in both surfaces; it recognises words, not grammar."""

    name = "Convention"
    aliases = ("convention",)
    filenames = ("*.conv",)
    tokens: ClassVar = {
        "root": [
            (r"#[^\n]*", Comment.Single),
            (r'"[^"\n]*"|«[^»\n]*»|“[^”\n]*”', String),
            (r"[0-9]{4}-[0-9]{2}-[0-9]{2}", Literal.Date),
            (r"[0-9][0-9.,\u00a0\u202f]*(?:[ \u00a0\u202f]?(?:€|%|M€|Md€))?", Number),
            (words(spellings("declaration"), prefix=r"\b", suffix=r"\b"), Keyword.Declaration),
            (words(spellings("type"), prefix=r"\b", suffix=r"\b"), Keyword.Type),
            (words(spellings(), prefix=r"\b", suffix=r"\b"), Keyword),
            (r"\w+", Name),
            (r"\s+", Whitespace),
            (r"[^\w\s]", Operator),
        ]
    }


def headline(message: str) -> str:
    """Return a message with `…` for what depends on the text it is about."""
    return re.sub(r"\{[^}]*\}", "…", message)


def entry_page(entry: Entry) -> str:
    """Return the page of one message."""
    parts = [f"# {entry.code}", f"**{headline(entry.message.en)}**"]
    parts.append(entry.explanation.en)
    if entry.help:
        parts.append(f"What to do: {headline(entry.help.en)}")
    for title, example in (("Refused", entry.bad), ("Accepted", entry.good)):
        if example.strip():
            parts.append(f"{title}:\n\n````convention\n{example.strip()}\n````")
    parts.append("## En français")
    parts.append(f"**{headline(entry.message.fr)}**")
    parts.append(entry.explanation.fr)
    if entry.help:
        parts.append(f"Que faire : {headline(entry.help.fr)}")
    return "\n\n".join(parts) + "\n"


def index_page() -> str:
    """Return the list of messages by family."""
    parts = [
        "# Messages",
        "Every message has a code: E for an error, W for a warning. `convention explain CODE` "
        "shows the same page in a terminal. Both are made from the code itself.",
    ]
    for family, title in FAMILIES.items():
        found = [entry for code, entry in sorted(entries().items()) if code[1:3] == family]
        if found:
            parts.append(f"## {title}")
            parts.append(
                "\n".join(f"- [{e.code}]({e.code}.md) {headline(e.message.en)}" for e in found)
            )
    pages = "\n".join(sorted(entries()))
    parts.append(f"```{{toctree}}\n:hidden:\n\n{pages}\n```")
    return "\n\n".join(parts) + "\n"


def write_if_changed(path: Path, text: str) -> None:
    """Write `text` unless it is there already, so that an unchanged page is not built again."""
    if not path.exists() or path.read_text("utf-8") != text:
        path.write_text(text, "utf-8")


def write_catalogue(app: Sphinx) -> None:
    """Write `errors/`, and remove the pages of messages that are no more."""
    folder = Path(app.srcdir) / "errors"
    folder.mkdir(exist_ok=True)
    pages = {f"{code}.md": entry_page(entry) for code, entry in entries().items()}
    pages["index.md"] = index_page()
    for name, text in pages.items():
        write_if_changed(folder / name, text)
    for path in folder.glob("*.md"):
        if path.name not in pages:
            path.unlink()


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the pages and the colours."""
    app.add_lexer("convention", ConventionLexer)
    app.connect("builder-inited", write_catalogue)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
