"""The documents as tests: what stands in the fences of a Markdown page.

A page is read from top to bottom, in a folder of its own (with a copy of `rules/`):

- a fence after a comment `<!-- NAME -->` is a file of that name; `<!-- NAME + -->` adds to it;
- a fence marked `convention` without a comment is a file `page.conv`; it adds to it unless it
  begins with `# language:`;
- `<!-- NAME: E0201 W0203 -->` says which codes `convention check NAME` must report, no more, no
  less; without it the file must be free of errors;
- `<!-- fragment -->` is for the eye only, and is not run;
- a fence marked `console` holds commands (`$ convention …`) and exactly what they print; a line
  `…` stands for any number of lines.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from convention_dsl.cli import main

FENCE = re.compile(
    r"^(?P<ticks>```+)\{?(?P<info>[\w-]*)\}?[^\n]*\n(?P<body>.*?)^(?P=ticks)\s*$", re.M | re.S
)
COMMENT = re.compile(r"<!--\s*(.+?)\s*-->\s*$")
SECONDS = re.compile(r"\b[0-9]+[.,][0-9]+(?= ?s\b|$)|\b[0-9]+[.,][0-9]{2,3}(?=\s*$)", re.M)


@dataclass(frozen=True)
class Block:
    """A fence of a page, with its line and the comment just before it."""

    line: int
    info: str
    body: str
    comment: str


@dataclass(frozen=True)
class Program:
    """A file that a page spells out, and the codes that checking it must give (None: no error)."""

    line: int
    name: str
    text: str
    codes: frozenset[str] | None


@dataclass(frozen=True)
class Session:
    """A command shown on a page and what it prints; `wrapped` counts its continuation lines."""

    line: int
    command: str
    output: str
    wrapped: int = 0


def blocks(text: str) -> list[Block]:
    """Return the fences of a page in order."""
    found = []
    for match in FENCE.finditer(text):
        comment = COMMENT.search(text[: match.start()].rstrip("\n"))
        found.append(
            Block(
                line=text.count("\n", 0, match.start()) + 1,
                info=match["info"],
                body=match["body"],
                comment=comment[1] if comment else "",
            )
        )
    return found


def steps(text: str) -> list[Program | Session]:
    """Return what a page asks to be written and run, in order."""
    files: dict[str, str] = {}
    found: list[Program | Session] = []
    for block in blocks(text):
        if block.info == "console":
            found += sessions(block)
        elif block.comment != "fragment" and (block.comment or block.info == "convention"):
            program = placed(block, files)
            files[program.name] = program.text
            found.append(program)
    return found


def placed(block: Block, files: dict[str, str]) -> Program:
    """Return the file that a fence makes, given the files of the page so far."""
    target, _, wanted = block.comment.partition(":")
    name = target.rstrip("+ ") or "page.conv"
    adds = target.endswith("+") if target else not block.body.startswith("# language:")
    text = files.get(name, "") + "\n" + block.body if adds else block.body
    codes = frozenset(wanted.split()) if wanted else None
    return Program(line=block.line, name=name, text=text, codes=codes)


def sessions(block: Block) -> list[Session]:
    """Return the commands of a console fence, each with the lines up to the next one."""
    found = []
    parts = re.split(r"^\$ ", block.body, flags=re.M)
    line = block.line + 1 + parts[0].count("\n")
    for part in parts[1:]:
        command, _, output = part.partition("\n")
        wrapped = 0
        while command.endswith("\\"):
            rest, _, output = output.partition("\n")
            command = command[:-1] + rest.strip()
            wrapped += 1
        found.append(Session(line=line, command=command, output=output, wrapped=wrapped))
        line += part.count("\n")
    return found


def same_output(shown: str, real: str) -> bool:
    """Return whether the lines shown are those printed, seconds aside."""
    pattern = r"\n".join(
        r"(?:.*\n)*?.*" if line.strip() == "…" else re.escape(line)
        for line in plain(shown).split("\n")
    )
    return re.fullmatch(pattern, plain(real)) is not None


def plain(text: str, *, comparing: bool = True) -> str:
    """Return `text` without blanks at the ends of lines and, for comparing, without seconds."""
    if comparing:
        text = SECONDS.sub("0", text).replace("\u00a0", " ").replace("\u202f", " ")
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


def run(arguments: list[str]) -> tuple[int, str]:
    """Run the command line in this process, as in a terminal of 100 columns without colours, and
    return its exit code and all that it printed.
    """
    environment = {"COLUMNS": "100", "NO_COLOR": "1", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"}
    result = CliRunner(env=environment).invoke(main, arguments, prog_name="convention")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


def pages(root: Path) -> list[Path]:
    """Return the documents of the project that hold programs or commands."""
    folders = [root / "README.md", root / "README.fr.md", *sorted((root / "docs").rglob("*.md"))]
    generated = {"_build", "errors"}
    return [p for p in folders if not generated & set(p.parts) and steps(p.read_text("utf-8"))]
