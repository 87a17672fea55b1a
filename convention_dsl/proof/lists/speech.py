"""What an expression speaks of: lists, elements of lists, open amounts."""

from __future__ import annotations

from convention_dsl.core.nodes import (
    Aggregate,
    Apply,
    Call,
    ClauseRef,
    Construct,
    Expr,
    Field,
    ParameterRef,
    Variable,
)
from convention_dsl.core.operators import Operator
from convention_dsl.core.program import Program
from convention_dsl.core.traverse import walk
from convention_dsl.proof.encode import parameter_key
from convention_dsl.proof.instantiate import Instances
from convention_dsl.proof.lists.chains import conjuncts
from convention_dsl.proof.obligation import Obligation
from convention_dsl.types import ListType, holds_list


class Speech:
    """Facts about the expressions of one program, each clause looked into once."""

    def __init__(self, program: Program, open_parameters: tuple[str, ...] = ()) -> None:
        self.program = program
        self.instances = Instances()
        self._open = frozenset(open_parameters)
        self._of_lists: dict[ClauseRef, bool] = {}
        self._of_open: dict[ClauseRef, bool] = {}

    def of_lists(self, expr: Expr) -> bool:
        """Return whether the value of `expr` depends on what is in a list."""
        return any(self._looks_into_list(node) for node in walk(expr))

    def _looks_into_list(self, node: Expr) -> bool:
        match node:
            case Aggregate():
                is_written = isinstance(node.domain, Construct)
                return isinstance(node.domain.type, ListType) and not is_written
            case Apply():
                is_equal = node.operator is Operator.EQUAL
                return is_equal and holds_list(node.arguments[0].type)
            case Call():
                if not any(holds_list(argument.type) for argument in node.arguments):
                    return False
                known = self._of_lists.get(node.clause)
                if known is None:
                    known = self.of_lists(self.program.clauses[node.clause].body)
                    self._of_lists[node.clause] = known
                return known
            case _:
                return False

    def of_open_amounts(self, expr: Expr) -> bool:
        """Return whether the value of `expr` depends on an open parameter."""
        if not self._open:
            return False
        return any(self._reads_open(node) for node in walk(expr))

    def _reads_open(self, node: Expr) -> bool:
        match node:
            case ParameterRef():
                return parameter_key(node) in self._open
            case Call():
                known = self._of_open.get(node.clause)
                if known is None:
                    known = self.of_open_amounts(self.program.clauses[node.clause].body)
                    self._of_open[node.clause] = known
                return known
            case _:
                return False

    def depends(self, expr: Expr, bound: frozenset[str]) -> bool:
        """Return whether `expr` speaks of one of the elements named `bound`."""
        return not self.instances.free(expr).isdisjoint(bound)

    def is_fixed(self, expr: Expr, bound: frozenset[str]) -> bool:
        """Return whether `expr` depends on nothing but the elements named `bound`."""
        return self.instances.free(expr) <= bound and not self.of_open_amounts(expr)


def same_lists(expr: Expr) -> tuple[Expr, Expr] | None:
    """Return two lists that are inputs (or fields of inputs), where `expr` says they are equal."""
    match expr:
        case Apply(operator=Operator.EQUAL, arguments=(one, two)):
            are_lists = isinstance(one.type, ListType) and is_input(one) and is_input(two)
            return (one, two) if are_lists else None
        case _:
            return None


def is_input(expr: Expr) -> bool:
    """Return whether an expression is an input (or an element), or a field of one."""
    match expr:
        case Variable():
            return True
        case Field():
            return is_input(expr.record)
        case _:
            return False


def speaks_of_lists(program: Program, obligation: Obligation) -> bool:
    """Return whether an obligation depends on what is in a list."""
    if not any(holds_list(binding.type) for binding in obligation.inputs):
        return False
    speech = Speech(program)
    parts = [part for each in obligation.hypotheses for part in conjuncts(each)]
    exprs = [part for part in parts if same_lists(part) is None]
    return any(speech.of_lists(expr) for expr in (*exprs, obligation.claim))
