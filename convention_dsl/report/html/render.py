"""The page as a text: the only module that knows the template library."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec

from convention_dsl.core.program import Library
from convention_dsl.report.payslip import Words
from convention_dsl.report.verdicts import Shown

NEEDED = ("altair", "jinja2", "vl_convert")
"""The modules of the optional libraries."""


def missing() -> list[str]:
    """Return the optional modules that are not installed."""
    return [name for name in NEEDED if find_spec(name) is None]


def page_html(shown: Sequence[Shown], library: Library, words: Words, asked: Sequence[str]) -> str:
    """Return the page about some verdicts: one file that loads nothing, the same every time."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    from convention_dsl.report.html.build import build

    environment = Environment(
        loader=PackageLoader("convention_dsl.report.html", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    page = build(shown, library, words, asked)
    return environment.get_template("page.html.j2").render(page=page, say=page.labels)
