"""Statements of populations as Spark reads them."""

from __future__ import annotations

import re

from sqlglot import exp

_WIDE = "DECIMAL(38, 0)"
_REFERENCE = re.compile(r"\\([0-9])")


def spark_sql(query: exp.Expression) -> str:
    """Return a statement, made of what all engines know, as Spark reads it."""
    return query.copy().transform(_own).sql(dialect="spark", comments=False)


def _own(node: exp.Expression) -> exp.Expression:
    """Return a part of a statement as Spark has it, where sqlglot does not see to that."""
    if isinstance(node, exp.DataType) and node.this == exp.DType.INT128:
        return exp.DataType.build(_WIDE)
    if isinstance(node, exp.RegexpReplace):
        replacement = node.args["replacement"]
        java = _REFERENCE.sub(r"$\1", replacement.this)
        node.set("replacement", exp.Literal.string(java))
    return node
