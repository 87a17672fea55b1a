"""What the site makes from the code: the catalogue of messages, and colours for programs."""

from pathlib import Path

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

DECLARATIONS = """
    convention vocabulary part use parameter clause exception property example examples enumeration
    record reading given convention vocabulaire partie utilise paramètre clause exception propriété
    exemple exemples énumération fiche lecture étant
""".split()

WORDS = """
    in force from until as on of source confidence official reported derived assumed open at least
    most step default such that replaces whole cents rounded round down up half-even to plus minus
    if subject let when then otherwise prevails over implies or and not is empty known unknown
    contains meets included capped with a minimum else div mod union without intersection number sum
    each for where smallest largest some all share the one lowest highest years months days between
    yes no every promised demanded by expected proved refuted vacuous because increases decreases
    never depends only does depend equal except values whatever amounts nothing
    en vigueur à compter du jusqu'au au de la le les officiel rapporté dérivé supposé ouvert moins
    plus pas défaut tel que remplace centimes entiers arrondi sous réserve soit si quand alors sinon
    prime sur implique ou et non est vide connu inconnu contient touche inclus dans limite avec un
    sinon privé nombre somme par pour chaque où petit grand il existe tous part celui qui a bas haut
    années mois jours entre oui non dès lors promise demandée attendu prouvé réfuté indécis
    augmente diminue jamais ne dépend toutes choses égales ailleurs sauf aux valeurs quels soient
    montants ouverts date rien
""".split()

TYPES = """
    boolean integer amount rate date set list optional booléen entier montant taux ensemble liste
    facultatif
""".split()


class ConventionLexer(RegexLexer):
    """Colours for programs in both surfaces; it recognises words, not grammar."""

    name = "Convention"
    aliases = ["convention"]
    filenames = ["*.conv"]
    tokens = {
        "root": [
            (r"#[^\n]*", Comment.Single),
            (r'"[^"\n]*"|«[^»\n]*»|“[^”\n]*”', String),
            (r"[0-9]{4}-[0-9]{2}-[0-9]{2}", Literal.Date),
            (r"[0-9][0-9.,\u00a0\u202f]*(?:[ \u00a0\u202f]?(?:€|%|M€|Md€))?", Number),
            (words(DECLARATIONS, prefix=r"\b", suffix=r"\b"), Keyword.Declaration),
            (words(TYPES, prefix=r"\b", suffix=r"\b"), Keyword.Type),
            (words(WORDS, prefix=r"\b", suffix=r"\b"), Keyword),
            (r"\w+", Name),
            (r"\s+", Whitespace),
            (r"[^\w\s]", Operator),
        ]
    }


def entry_page(entry: Entry) -> str:
    """Return the page of one message."""
    parts = [f"# {entry.code}", f"**{entry.message.en}**", f"*{entry.message.fr}*"]
    parts.append(entry.explanation.en)
    if entry.help:
        parts.append(f"What to do: {entry.help.en}")
    for title, example in (("Refused", entry.bad), ("Accepted", entry.good)):
        if example.strip():
            parts.append(f"{title}:\n\n````convention\n{example.strip()}\n````")
    parts.append("## En français")
    parts.append(entry.explanation.fr)
    if entry.help:
        parts.append(f"Que faire : {entry.help.fr}")
    return "\n\n".join(parts) + "\n"


def index_page() -> str:
    """Return the list of messages by family."""
    parts = [
        "# Messages",
        "Every message has a code: E for an error, W for a warning. `convention explain CODE` shows "
        "the same page in a terminal. Both are made from the code itself.",
    ]
    for family, title in FAMILIES.items():
        found = [entry for code, entry in sorted(entries().items()) if code[1:3] == family]
        if found:
            parts.append(f"## {title}")
            parts.append("\n".join(f"- [{e.code}]({e.code}.md) {e.message.en}" for e in found))
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
