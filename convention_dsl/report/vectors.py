"""Test vectors in words: what each goal is, why one has no vector, and what was covered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from convention_dsl.core.nodes import Apply, Expr, Literal, RoundingMode
from convention_dsl.core.operators import Operator
from convention_dsl.diagnostics.entry import Wording
from convention_dsl.inputs.form import Form
from convention_dsl.proof.vectors.changes import Change, ChangeKind
from convention_dsl.proof.vectors.goals import THRESHOLDS, Found, Goal, Kind, Status, Why
from convention_dsl.proof.vectors.roundings import HALF_DOWN
from convention_dsl.proof.vectors.shown import Effect
from convention_dsl.proof.vectors.steps import is_constant
from convention_dsl.proof.vectors.vectors import Vector, Vectors
from convention_dsl.report.documents import Question
from convention_dsl.report.expressions import Expressions
from convention_dsl.report.messages import fill
from convention_dsl.report.payslip import Words
from convention_dsl.report.style import Role, pad, paint, width
from convention_dsl.types import EnumType, SetType

_WRITTEN = (">", "à partir", "at least", "au moins")
"""What shows that a comparison is said in the words of its text."""
_LONGEST = 72
"""A longer condition is cut in a line."""

_GOALS: Mapping[Kind, Wording] = {
    Kind.RESULT: Wording("the clause is calculated", "la clause est calculée"),
    Kind.CALLED: Wording("the clause is called", "la clause est appelée"),
    Kind.ROW: Wording("the row applies", "la ligne s'applique"),
    Kind.CASE: Wording("the case applies", "le cas s'applique"),
    Kind.EXCEPTION: Wording("the exception applies", "l'exception s'applique"),
    Kind.OTHERWISE: Wording("no case applies", "aucun cas ne s'applique"),
    Kind.GENERAL_RULE: Wording("no exception applies", "aucune exception ne s'applique"),
    Kind.THEN: Wording("{text}: yes", "{text} : oui"),
    Kind.ELSE: Wording("{text}: no", "{text} : non"),
    Kind.PRESENT: Wording("the term counts", "le terme compte"),
    Kind.ABSENT: Wording("the term does not count", "le terme ne compte pas"),
    Kind.TRUE: Wording("{text}: yes", "{text} : oui"),
    Kind.FALSE: Wording("{text}: no", "{text} : non"),
    Kind.ALONE: Wording("{text} settles it alone", "{text} en décide à soi seul"),
    Kind.BELOW: Wording("{text} just below {bound}", "{text} juste sous {bound}"),
    Kind.EQUAL: Wording("{text} = {bound}", "{text} = {bound}"),
    Kind.ABOVE: Wording("{text} just above {bound}", "{text} juste au-dessus de {bound}"),
    Kind.UNDER: Wording("{text} below {bound}", "{text} sous {bound}"),
    Kind.OVER: Wording("{text} above {bound}", "{text} au-dessus de {bound}"),
    Kind.UP: Wording("{text} rounded up", "{text} arrondi au-dessus"),
    Kind.DOWN: Wording("{text} rounded down", "{text} arrondi au-dessous"),
    Kind.EXACT: Wording("{text} needs no rounding", "{text} tombe juste"),
    Kind.TIE: Wording("{text} half way between two", "{text} à mi-chemin de deux arrondis"),
    Kind.EMPTY: Wording("{text} is empty", "{text} est vide"),
    Kind.ONE: Wording("{text} has one element", "{text} a un élément"),
    Kind.SEVERAL: Wording("{text} has several elements", "{text} a plusieurs éléments"),
    Kind.MEMBER: Wording("{item} counts in {text}", "{item} compte dans {text}"),
    Kind.AMONG: Wording("{text}: {item}, listed", "{text} : {item}, de la liste"),
    Kind.BESIDE: Wording("{text}: {item}, not listed", "{text} : {item}, hors de la liste"),
    Kind.KNOWN: Wording("{text} is known", "{text} est connu"),
    Kind.UNKNOWN: Wording("{text} is not known", "{text} n'est pas connu"),
    Kind.NONE: Wording("no element passes", "aucun élément n'est retenu"),
}
_REASONS: Mapping[Why, Wording] = {
    Why.SILENCED: Wording(
        "another exception prevails wherever it would apply",
        "une autre exception prévaut partout où elle s'appliquerait",
    ),
    Why.UNREACHED: Wording("nobody gets here", "personne n'arrive ici"),
    Why.NEVER: Wording(
        "no input does this, as is proved", "aucune entrée ne le fait, c'est prouvé"
    ),
    Why.TIME: Wording(
        "not enough time: --seconds allows more", "temps insuffisant : voir --seconds"
    ),
    Why.LISTS: Wording(
        "not found in short lists, not excluded in long ones",
        "pas trouvé dans des listes courtes, pas exclu dans de longues",
    ),
    Why.METHOD: Wording("beyond the solver's method", "hors de la méthode du solveur"),
    Why.REPLAY: Wording(
        "what the solver found is not confirmed by the evaluator",
        "ce qu'a trouvé le solveur n'est pas confirmé par l'évaluateur",
    ),
}
_RANGES: Mapping[str, Wording] = {
    Kind.BELOW.value: Wording("{text} is never below {bound}", "{text} n'est jamais sous {bound}"),
    Kind.EQUAL.value: Wording("{text} is never {bound}", "{text} n'est jamais égal à {bound}"),
    Kind.ABOVE.value: Wording(
        "{text} is never above {bound}", "{text} n'est jamais au-dessus de {bound}"
    ),
}
_MINOR = frozenset({Kind.RESULT, Kind.CALLED, Kind.TRUE, Kind.FALSE, Kind.ALONE})
"""What need not be said of a vector that is there for something else too."""
_CHANGES: Mapping[ChangeKind, Wording] = {
    ChangeKind.MORE: Wording("with a larger {text}", "avec {text} en plus grand"),
    ChangeKind.LESS: Wording("with a smaller {text}", "avec {text} en plus petit"),
    ChangeKind.STRICT: Wording(
        "with the bound of {text} counted otherwise", "avec la borne de {text} comptée autrement"
    ),
    ChangeKind.ITEM: Wording(
        "with {item} listed otherwise in {text}", "avec {item} autrement dans {text}"
    ),
    ChangeKind.CONDITION: Wording("without {text}", "sans {text}"),
    ChangeKind.RAISED: Wording(
        "with the bound of {text} higher on both sides",
        "avec la borne de {text} plus haute des deux côtés",
    ),
    ChangeKind.LOWERED: Wording(
        "with the bound of {text} lower on both sides",
        "avec la borne de {text} plus basse des deux côtés",
    ),
    ChangeKind.ROUNDING: Wording(
        "with {text} rounded otherwise ({item})", "avec {text} arrondi autrement ({item})"
    ),
    ChangeKind.VALUE: Wording("with {text} and one more", "avec {text} et un de plus"),
}
_ROUNDINGS: Mapping[str, Wording] = {
    RoundingMode.HALF_AWAY.value: Wording("half way: away from zero", "milieu : loin de zéro"),
    RoundingMode.HALF_EVEN.value: Wording("half way: to even", "milieu : au pair"),
    HALF_DOWN: Wording("half way: towards zero", "milieu : vers zéro"),
    RoundingMode.UP.value: Wording("always up", "toujours au-dessus"),
    RoundingMode.DOWN.value: Wording("always down", "toujours au-dessous"),
}
_TELLS = Wording("another result {change}", "un autre résultat {change}")
_STOPS = Wording("no result {change}", "aucun résultat {change}")

_SUMMARY = Wording(
    "{clause}: {vectors} vectors; {covered} of {reachable} reachable outcomes covered ({share})",
    "{clause} : {vectors} vecteurs ; {covered} issues atteignables sur {reachable} couvertes "
    "({share})",
)
_UNREACHABLE = Wording("unreachable, as is proved: {n}", "hors d'atteinte, c'est prouvé : {n}")
_UNKNOWN = Wording("not settled: {n}", "indécises : {n}")
_EFFECTS: Mapping[Effect, Wording] = {
    Effect.SHOWN: Wording("{n} change a vector's result", "{n} changent le résultat d'un vecteur"),
    Effect.FAILS: Wording(
        "{n} leave a vector without a result", "{n} laissent un vecteur sans résultat"
    ),
    Effect.NONE: Wording(
        "{n} change no result, as is proved", "{n} n'en changent aucun, c'est prouvé"
    ),
    Effect.UNKNOWN: Wording("{n} not settled", "{n} indécis"),
}
_EFFECTS_OF = Wording(
    "small changes of the text: {effects}", "petits changements du texte : {effects}"
)


@dataclass(frozen=True)
class Sheet:
    """The vectors of a clause with what is needed to write them: its form, what was asked.

    `parameters` are the values given in place of the text's, as written, by name.
    """

    question: Question
    form: Form
    vectors: Vectors
    parameters: Mapping[str, str] = field(default_factory=dict)


class GoalWords:
    """Says for one reader what goals are about."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._expressions = Expressions(words)

    def text(self, goal: Goal) -> str:
        """Return what a goal is, with the row or the term that it is in."""
        own = self.own(goal)
        if goal.kind in (Kind.RESULT, Kind.CALLED):
            return f"{goal.clause.name}{self._words.colon} {own}"
        is_choice = goal.kind in (Kind.THEN, Kind.ELSE)
        owner = goal.owner if is_choice else goal.label or goal.owner
        return f"{owner}{self._words.colon} {own}" if owner else own

    def own(self, goal: Goal) -> str:
        """Return what a goal is, where it stands being known."""
        value, bound = self._value(goal)
        item = "" if goal.item is None else self._words.item(str(goal.item))
        return fill(
            _GOALS[goal.kind].text(self._words.language),
            {"text": value, "bound": bound, "item": item},
            self._words.language,
        )

    def reason(self, found: Found) -> str:
        """Return why a goal has no vector."""
        language = self._words.language
        if found.detail is not None:
            comparison, side = found.detail
            value, bound = self._sides(comparison)
            return fill(_RANGES[side].text(language), {"text": value, "bound": bound}, language)
        return _REASONS[found.why].text(language) if found.why else ""

    def change(self, change: Change) -> str:
        """Return what is changed in the text."""
        language = self._words.language
        text = change.parameter or self.short(change.expr)
        item = "" if change.item is None else self._words.item(str(change.item))
        if change.kind is ChangeKind.ROUNDING:
            item = _ROUNDINGS[str(change.item)].text(language)
        return fill(_CHANGES[change.kind].text(language), {"text": text, "item": item}, language)

    def about(self, vector: Vector, goals: Mapping[str, Goal]) -> list[str]:
        """Return what a vector is there for."""
        first = [goals[id_] for id_ in vector.first]
        salient = [goal for goal in first if goal.kind not in _MINOR] or first
        told = [self.text(goal) for goal in salient]
        for wording, changes in ((_TELLS, vector.shows), (_STOPS, vector.stops)):
            text = wording.text(self._words.language)
            told += [text.format(change=self.change(change)) for change in changes]
        return told

    def _value(self, goal: Goal) -> tuple[str, str]:
        """Return the value or the condition that a goal is about, and what it is compared with."""
        expr = goal.expr
        if goal.kind in THRESHOLDS:
            return self._sides(expr)
        if goal.kind in (Kind.AMONG, Kind.BESIDE) and isinstance(expr.type, SetType):
            assert isinstance(expr, Apply)
            expr = next(a for a in expr.arguments if not isinstance(a, Literal))
        if goal.kind in (Kind.THEN, Kind.ELSE) and goal.label:
            return goal.label, ""
        return self.short(expr), ""

    def _flipped(self, expr: Expr) -> str:
        """Return `80 ≤ x` as a reader says it: `x ≥ 80`; nothing for what is written otherwise."""
        match expr:
            case Apply(operator=Operator.LESS | Operator.LESS_EQUAL, arguments=(low, value)):
                text = self._expressions.text(expr)
                sign = "≥" if expr.operator is Operator.LESS_EQUAL else ">"
                if is_constant(low) and not any(mark in text for mark in _WRITTEN):
                    return f"{self._expressions.operand(value)} {sign} {self.short(low)}"
        return ""

    def _sides(self, expr: Expr) -> tuple[str, str]:
        assert isinstance(expr, Apply)
        left, right = expr.arguments
        if is_constant(left):
            left, right = right, left
        return self.short(left), self.short(right)

    def short(self, expr: Expr) -> str:
        """Return an expression as its text writes it, cut where it is long."""
        text = self._flipped(expr) or _whole(expr) or self._expressions.text(expr)
        text = text.removeprefix("=").lstrip()
        return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def _whole(expr: Expr) -> str:
    """Return the name of an enumeration whose items are all in a written set."""
    match expr:
        case Literal(value=frozenset() as items, type=SetType(element=EnumType() as element)):
            return element.name.rpartition(".")[2] if len(items) == len(element.items) else ""
        case _:
            return ""


def is_settled(vectors: Vectors) -> bool:
    """Return whether every goal is covered or proved to be unreachable."""
    return not vectors.having(Status.UNKNOWN)


def share(vectors: Vectors, language: str) -> str:
    """Return how many of the goals that may be reached are covered: never 100 % by rounding."""
    covered = len(vectors.having(Status.COVERED))
    reachable = covered + len(vectors.having(Status.UNKNOWN))
    tenths = covered * 1000 // reachable if reachable else 1000
    whole, rest = divmod(tenths, 10)
    point = "," if language == "fr" else "."
    return f"{whole}{point}{rest} %" if rest else f"{whole} %"


def coverage_lines(sheet: Sheet, words: Words) -> Iterator[str]:
    """Yield the coverage statement of a clause."""
    vectors, language = sheet.vectors, words.language
    covered, unreachable, unknown = map(vectors.having, Status)
    arguments = {
        "clause": vectors.ref.name,
        "vectors": len(vectors.vectors),
        "covered": len(covered),
        "reachable": len(covered) + len(unknown),
        "share": share(vectors, language),
    }
    role = Role.WARNING if unknown else Role.GOOD
    yield paint(fill(_SUMMARY.text(language), arguments, language), role)
    goals = GoalWords(words)
    for title, found in ((_UNREACHABLE, unreachable), (_UNKNOWN, unknown)):
        if found:
            yield f"  {fill(title.text(language), {'n': len(found)}, language)}"
            yield from (f"    {line}" for line in _table(found, goals))
    effects = Counter(effect for _, effect in vectors.changes)
    if effects:
        parts = [
            fill(_EFFECTS[effect].text(language), {"n": effects[effect]}, language)
            for effect in Effect
            if effects[effect]
        ]
        yield f"  {fill(_EFFECTS_OF.text(language), {'effects': ', '.join(parts)}, language)}"
    unsettled = (change for change, effect in vectors.changes if effect is Effect.UNKNOWN)
    yield from (f"    {paint(goals.change(each), Role.FAINT)}" for each in unsettled)


def _table(found: Sequence[Found], goals: GoalWords) -> Iterator[str]:
    """Yield a line for each goal and why it has no vector; those of one reason in their order."""
    texts = [(goals.text(each.goal), goals.reason(each)) for each in found]
    columns = min(max(width(text) for text, _ in texts), _LONGEST)
    for text, reason in texts:
        yield f"{pad(text, columns)}  {paint(reason, Role.FAINT)}"
