"""What a clause asks for, as a table for people or as JSON."""

from __future__ import annotations

from textwrap import wrap

from convention_dsl.inputs.blank import is_required
from convention_dsl.inputs.form import MISSING, Form, Leaf
from convention_dsl.locale import describe_type
from convention_dsl.report.payslip import Words
from convention_dsl.report.style import Role, paint, table

_WIDTH = 60
"""How wide the column of what an input accepts may be."""


def listing(form: Form, words: Words) -> str:
    """Return a row per input: its name, what it accepts, its default, its meaning."""
    clause = form.clause
    head = f"{clause.book}.{clause.name}" + (f" — {clause.label}" if clause.label else "")
    header = [paint(words.say(key), Role.STRONG) for key in ("input", "default", "label", "type")]
    rows = [row for leaf in form.leaves for row in _rows(form, leaf, words)]
    result = f"{words.say('result')}{words.colon} {describe_type(clause.result, words.language)}"
    return "\n".join([head, *table([header, *rows], indent="  "), result]) + "\n"


def _rows(form: Form, leaf: Leaf, words: Words) -> list[list[str]]:
    """Return the row of an input; what it accepts may take several lines."""
    if is_required(leaf):
        default = words.say("required")
    elif leaf.default is MISSING:
        default = words.say("unknown")
    else:
        default = words.value(leaf.default, leaf.type)  # type: ignore[arg-type]
    first, *rest = wrap(describe_type(leaf.type, words.language), _WIDTH, break_on_hyphens=False)
    return [[form.name(leaf), default, leaf.label, first], *(["", "", "", line] for line in rest)]
