"""`convention prove PATH...`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from convention_dsl.cli.language import INTERRUPTION, SUMMARIES, Texts, speaker
from convention_dsl.cli.options import choice_options, make, output_options, paths

if TYPE_CHECKING:
    from convention_dsl.report.verdicts import Shown

_HELP = (
    SUMMARIES["prove"][0]
    + " Exit code 0: every verdict is the expected one; 1: one is not, or an error; 3: something "
    "is unknown and nothing is worse.",
    SUMMARIES["prove"][1]
    + " Code de sortie 0 : tous les verdicts sont ceux attendus ; 1 : l'un ne l'est pas, ou une "
    "erreur ; 3 : l'un est indécis et rien n'est pire.",
)
_EXAMPLE = (
    "convention prove rules\n"
    'convention prove rules/fmt --claim "for every p : Patient then fmt(p) >= 5 €"\n'
    "convention prove rules --report verdicts.html",
    "convention prove rules\n"
    'convention prove rules/fmt --claim "pour chaque p : Patient alors fmt(p) >= 5 €"\n'
    "convention prove rules --report verdicts.html",
)


@dataclass(frozen=True)
class _Options:
    """The command line of `prove`."""

    properties: tuple[str, ...]
    claims: tuple[str, ...]
    at: date | None
    params: tuple[str, ...]
    force: bool
    readings: tuple[str, ...]
    timeout: float | None
    recheck: bool
    report: Path | None


def command(language: str) -> click.Command:
    """Return the command in `language`."""
    say = speaker(language)
    params: list[click.Parameter] = [
        paths(language, many=True),
        *_own_options(say, language),
        *choice_options(say, language),
        *output_options(say),
    ]

    def run(paths: tuple[Path, ...], format_: str, lang: str | None, **options: object) -> int:
        return prove(paths, _Options(**options), format_, lang, language)  # type: ignore[arg-type]

    return make(language, "prove", texts=_HELP, example=_EXAMPLE, params=params, run=run)


def _own_options(say: Texts, language: str) -> list[click.Option]:
    return [
        click.Option(
            ["--property", "properties"],
            multiple=True,
            metavar="NAME" if language == "en" else "NOM",
            help=say("Only this property (repeatable).", "Seulement cette propriété (répétable)."),
        ),
        click.Option(
            ["--claim", "claims"],
            multiple=True,
            metavar="TEXT" if language == "en" else "TEXTE",
            help=say(
                "A property typed on the spot, in the language of the book.",
                "Une propriété écrite sur place, dans la langue du livre.",
            ),
        ),
        click.Option(
            ["--timeout"],
            type=click.FloatRange(min=0.001),
            metavar="SECONDS" if language == "en" else "SECONDES",
            help=say("Time allowed for each property.", "Temps accordé à chaque propriété."),
        ),
        click.Option(
            ["--report"],
            type=click.Path(path_type=Path),
            metavar="FILE.html" if language == "en" else "FICHIER.html",
            help=say(
                "Also write the verdicts as one page to read, hand out and print.",
                "Écrire aussi les verdicts en une page à lire, distribuer et imprimer.",
            ),
        ),
        click.Option(
            ["--recheck"],
            is_flag=True,
            help=say(
                "Check the certificates of proofs about lists a second time, by other means; "
                "exit code 1 where one is not accepted.",
                "Vérifier une seconde fois, par d'autres moyens, les certificats des preuves sur "
                "des listes ; code de sortie 1 si l'un n'est pas accepté.",
            ),
        ),
    ]


def prove(
    paths: Sequence[Path], options: _Options, format_: str, lang: str | None, fallback: str
) -> int:
    """Prove, report, and return the exit code."""
    from convention_dsl import pipeline
    from convention_dsl.cli.interrupts import interruptible
    from convention_dsl.cli.names import loaded, properties_named, readings_named
    from convention_dsl.cli.output import Out
    from convention_dsl.cli.proving import Proving
    from convention_dsl.cli.report import check_report, write_report

    out = Out(format_, lang, fallback)
    workspace = loaded(paths, options.params, out, force=options.force)
    names = properties_named(workspace, options.properties, out)
    claims: tuple[pipeline.PropertyDef, ...] = ()
    if options.claims:
        claims, sources, diagnostics = pipeline.read_claims(workspace, options.claims)
        out.messages(diagnostics, sources, out.language(workspace))
        workspace = replace(workspace, sources={**workspace.sources, **sources})
    readings = readings_named(workspace, options.readings, out)
    asked = pipeline.Asked(names, claims, options.at, readings, options.timeout, options.recheck)
    out.messages(pipeline.out_of_force(workspace, asked), workspace.sources)
    check_report(options.report, workspace, out)
    proving = Proving(workspace, asked, out.language(workspace), format_)
    with interruptible(speaker(fallback)(*INTERRUPTION), proving.interrupt):
        shown = proving.run()
        if options.report is not None:
            notes = _asked(options, speaker(out.language(workspace)))
            write_report(options.report, shown, workspace, out, notes)
        return exit_code(shown)


def _asked(options: _Options, say: Texts) -> list[str]:
    """Return what a report says was asked for beside the texts."""
    found = list(options.params)
    found += [say(f"reading {name}", f"lecture {name}") for name in options.readings]
    return found + [say(f"claim: {claim}", f"énoncé : {claim}") for claim in options.claims]


def exit_code(shown: Sequence[Shown]) -> int:
    """Return 0 where all is as expected, 3 where only unknowns are not, else 1.

    A certificate that the second check does not accept is an error.
    """
    from convention_dsl.cli.output import FAILED, OK, UNSETTLED

    if any(each.result.rechecked and not each.result.rechecked.ok for each in shown):
        return FAILED
    unexpected = {each.status for each in shown if not each.as_expected}
    if not unexpected:
        return OK
    return UNSETTLED if unexpected == {"unknown"} else FAILED
