"""A verdict as the page shows it; equal ones of a property are shown once, with all their cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from convention_dsl.core.program import Library, Status
from convention_dsl.core.provenance import Confidence
from convention_dsl.proof.verdict import PropertyResult
from convention_dsl.report.certificates import certificate_text
from convention_dsl.report.chosen import amounts_note
from convention_dsl.report.counterexample import sum_rows
from convention_dsl.report.grounds import contradiction_texts, grounds_text, weakest_text
from convention_dsl.report.html.cases import case_view, sums_table
from convention_dsl.report.html.citations import Citations
from convention_dsl.report.html.model import (
    Badge,
    CaseView,
    LemmaView,
    Outcome,
    OutcomeView,
    ProofView,
    Row,
    Table,
)
from convention_dsl.report.naming import qualifiers
from convention_dsl.report.outcomes import (
    about,
    beyond_title,
    threshold_text,
    worst_text,
    worst_title,
)
from convention_dsl.report.payslip import Words
from convention_dsl.report.rechecked import rechecked_lines
from convention_dsl.report.style import plain
from convention_dsl.report.verdicts import Shown, own_reason, slips

SYMBOLS = {Status.PROVED: "✓", Status.REFUTED: "✗", Status.UNKNOWN: "?", Status.VACUOUS: "∅"}
_MOST_LEMMAS = 6
_MOST_CLASSES = 30


def badge(status: Status, words: Words, count: str = "") -> Badge:
    """Return the badge of a status: a sign and a word, so that colour is not needed."""
    return Badge(status.value, words.say(status.value), SYMBOLS[status], count)


def outcomes(
    every: Sequence[Shown],
    library: Library,
    words: Words,
    citations: Citations,
    *,
    has_lines: bool = False,
) -> tuple[Outcome, ...]:
    """Return the different outcomes of one property, each with where it is so."""
    results = [each.result for each in every]
    found: dict[OutcomeView, list[str]] = {}
    for each in every:
        view = _view(each, library, words, citations, has_lines=has_lines)
        where = ", ".join(qualifiers(each.result, results, words))
        found.setdefault(view, []).append(where)
    return tuple(Outcome(view, tuple(filter(None, where))) for view, where in found.items())


_CLAUSES = ("clause", "row")


def _in_order(result: PropertyResult) -> PropertyResult:
    """Return a verdict with its parameters by name: readings meet them in different orders."""
    grounds = result.verdict.grounds
    clauses = [each for each in grounds if each.kind in _CLAUSES]
    others = [each for each in grounds if each.kind not in _CLAUSES]
    ordered = (*clauses, *sorted(others, key=lambda each: (each.kind, each.name)))
    return replace(result, verdict=replace(result.verdict, grounds=ordered))


def _view(
    each: Shown, library: Library, words: Words, citations: Citations, *, has_lines: bool
) -> OutcomeView:
    result, verdict = _in_order(each.result), each.result.verdict
    own = badge(verdict.status, words)
    is_case = verdict.counterexample is not None
    says_more = verdict.status is not Status.PROVED or not result.as_expected
    expected = result.expected
    return OutcomeView(
        own.status,
        own.word,
        own.symbol,
        _note(result, words),
        result.as_expected,
        reason=own_reason(result, words),
        contradiction=tuple(contradiction_texts(result, words)),
        case=_case(each, library, words, has_lines=has_lines) if is_case else None,
        worst=_worst(result, library, words),
        worst_title=worst_title(result, words),
        worst_case=_worst_case(each, library, words),
        threshold=_threshold(result, words),
        beyond=_beyond(each, library, words),
        figures=_figures(each, words),
        proof=_proof(result, words),
        grounds="" if is_case else _grounds(result, words),
        cited=citations.cite(verdict.grounds),
        weakest=weakest_text(result, words),
        is_assumed=verdict.confidence is Confidence.ASSUMED,
        authors_reason=expected.reason if expected and says_more else "",
        rechecked=plain(" ".join(rechecked_lines(result, words))),
        is_rechecked=result.rechecked is None or result.rechecked.ok,
    )


def _note(result: PropertyResult, words: Words) -> str:
    status = result.verdict.status
    if result.as_expected:
        is_said = result.expected is not None and status is not Status.PROVED
        return words.say("as expected") if is_said else ""
    wanted = result.expected.status if result.expected else Status.PROVED
    return words.say("not as expected", status=words.say(wanted.value))


def _case(each: Shown, library: Library, words: Words, *, has_lines: bool) -> CaseView:
    key = "broken by" if each.result.property.named else "figures heading"
    found = case_view(
        each.result,
        each.case,
        library,
        words,
        title=words.say(key),
        steps=slips(each),
        has_lines=has_lines and not each.result.property.inputs,
    )
    note = amounts_note(each.result, library, words)
    if not note:
        return found
    return CaseView(found.title, (*found.tables, Table(note, (), ())), found.slips)


def _worst(result: PropertyResult, library: Library, words: Words) -> str:
    worst = result.verdict.worst
    return worst_text(worst, result, library, words) if worst else ""


def _worst_case(each: Shown, library: Library, words: Words) -> CaseView | None:
    worst = each.result.verdict.worst
    if worst is None or worst.counterexample == each.result.verdict.counterexample:
        return None
    return case_view(about(each.result, worst.counterexample), each.worst, library, words, title="")


def _threshold(result: PropertyResult, words: Words) -> str:
    threshold, binding = result.verdict.threshold, result.property.threshold
    return threshold_text(threshold, binding, words) if threshold and binding else ""


def _beyond(each: Shown, library: Library, words: Words) -> CaseView | None:
    threshold, binding = each.result.verdict.threshold, each.result.property.threshold
    if threshold is None or threshold.beyond is None or binding is None:
        return None
    title = beyond_title(threshold.beyond, binding, words)
    return case_view(about(each.result, threshold.beyond), each.beyond, library, words, title=title)


def _figures(each: Shown, words: Words) -> Table | None:
    is_proved = each.result.verdict.status is Status.PROVED
    if not is_proved or each.case is None or each.result.property.inputs:
        return None
    rows = sum_rows(each.case, words)
    return sums_table(rows, words) if rows else None


def _grounds(result: PropertyResult, words: Words) -> str:
    return grounds_text(result, words) if result.verdict.grounds else ""


def _proof(result: PropertyResult, words: Words) -> ProofView | None:
    verdict = result.verdict
    if verdict.certificate is None:
        return None
    found = certificate_text(verdict.certificate, result.property, words, verdict.threshold)
    lemmas = []
    for each in found.lemmas[:_MOST_LEMMAS]:
        lead = each.sentence(words, "…").removesuffix("…").rstrip()
        lemmas.append(LemmaView(lead, each.formula, each.hypotheses))
    rest = len(found.lemmas) - len(lemmas)
    classes = None
    if found.classes:
        rows = tuple(Row(head, tuple(cells)) for head, *cells in found.classes.rows[:_MOST_CLASSES])
        classes = Table(found.classes.title, found.classes.heads, rows)
    return ProofView(
        tuple(lemmas),
        words.say("more lemmas", n=rest) if rest > 0 else "",
        "" if found.lemmas or found.classes else words.say("alone"),
        classes,
        found.therefore,
        found.claim,
    )
