"""What a clause asks for, as a table for people or as JSON."""

from __future__ import annotations

from convention_dsl.inputs.blank import is_required
from convention_dsl.inputs.form import MISSING, Form, Leaf
from convention_dsl.locale import describe_type
from convention_dsl.report.payslip import Words
from convention_dsl.report.style import Role, paint, table


def listing(form: Form, words: Words) -> str:
    """Return a row per input: its name, what it accepts, its default, its meaning."""
    clause = form.clause
    head = f"{clause.book}.{clause.name}" + (f" — {clause.label}" if clause.label else "")
    header = [paint(words.say(key), Role.STRONG) for key in ("input", "type", "default", "label")]
    rows = [_row(form, leaf, words) for leaf in form.leaves]
    result = f"{words.say('result')}: {describe_type(clause.result, words.language)}"
    return "\n".join([head, *table([header, *rows], indent="  "), result]) + "\n"


def _row(form: Form, leaf: Leaf, words: Words) -> list[str]:
    if is_required(leaf):
        default = words.say("required")
    elif leaf.default is MISSING:
        default = words.say("unknown")
    else:
        default = words.value(leaf.default, leaf.type)  # type: ignore[arg-type]
    return [form.name(leaf), describe_type(leaf.type, words.language), default, leaf.label]
