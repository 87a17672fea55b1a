"""A certificate in sentences that anyone can check with paper and pencil.

A lemma says of every element what, added up over a list, gives the claim: "for every p of L:
fmt(p) − 5 € ≥ 3.20 € × ((1 if p.ald) − 15 %)".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from convention_dsl.core.program import PropertyDef
from convention_dsl.proof.verdict import Certificate, Combination, Lemma, ListSum, Threshold
from convention_dsl.report.expressions import Expressions
from convention_dsl.report.payslip import Words
from convention_dsl.report.style import Role, paint, table, wrapped
from convention_dsl.types import AMOUNT, NUMBER, RATE, NumberType

_WIDTH = 100
_SUM = re.compile(r"[^\W\d_]\d+\b")
"""What may be the name of a sum in the text of a hypothesis."""
_MOST_LEMMAS = 6
"""How many lemmas are written out in text; all are in the JSON."""
_MOST_CLASSES = 30
"""How many classes are written out in text; all are in the JSON."""


@dataclass(frozen=True, slots=True)
class LemmaText:
    """A lemma: where it is meant, for every what, the inequality, which hypotheses it uses."""

    conditions: tuple[str, ...]
    quantifier: str
    formula: str
    hypotheses: tuple[str, ...]

    def sentence(self, words: Words, formula: str | None = None) -> str:
        """Return the lemma as one sentence; `formula` is its formula as a report shows it."""
        text = f"{self.quantifier}{words.colon} {formula or self.formula}"
        if not self.conditions:
            return text
        return f"{words.say('when', text=words.semicolon.join(self.conditions))}, {text}"


@dataclass(frozen=True, slots=True)
class ClassesText:
    """The classes of elements that a proof goes by: a column per sum, a row per class."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class CertificateText:
    """All that a reader needs to check a proof about lists."""

    lemmas: tuple[LemmaText, ...]
    classes: ClassesText | None
    therefore: str
    claim: str


def certificate_text(
    certificate: Certificate,
    definition: PropertyDef,
    words: Words,
    threshold: Threshold | None = None,
) -> CertificateText:
    """Return a certificate in the reader's words; that of a threshold is about its value."""
    at_threshold = ""
    if threshold is not None and threshold.value is not None:
        value = words.value(threshold.value, threshold.type)
        at_threshold = f" ({words.say('at value', text=f'{threshold.variable} = {value}')})"
    classes = _classes(certificate, words) if certificate.classes else None
    unit = _unit(certificate)
    lemmas = tuple(_lemma(each, certificate.sums, unit, words) for each in certificate.lemmas)
    key = "whatever numbers" if classes else "therefore"
    return CertificateText(
        tuple(dict.fromkeys(lemmas)),
        classes,
        words.say(key) + at_threshold,
        Expressions(words).text(definition.claim),
    )


def certificate_lines(
    certificate: Certificate,
    definition: PropertyDef,
    words: Words,
    threshold: Threshold | None = None,
) -> Iterator[str]:
    """Yield the lines of a certificate."""
    found = certificate_text(certificate, definition, words, threshold)
    yield words.say("certificate") + words.colon
    for lemma in found.lemmas[:_MOST_LEMMAS]:
        text = lemma.sentence(words, paint(lemma.formula, Role.STRONG))
        yield from wrapped(f"  {text}", _WIDTH, "      ")
        for given in lemma.hypotheses:
            line = f"    {words.say('hypotheses used')}{words.colon} {given}"
            yield from wrapped(line, _WIDTH, "      ")
    if len(found.lemmas) > _MOST_LEMMAS:
        yield f"  {words.say('more lemmas', n=len(found.lemmas) - _MOST_LEMMAS)}"
    if found.classes:
        yield f"  {found.classes.title}{words.colon}"
        rows = [found.classes.heads, *found.classes.rows[:_MOST_CLASSES]]
        right = frozenset(range(1, len(found.classes.heads)))
        yield from table(rows, indent="    ", right=right)
        if len(found.classes.rows) > _MOST_CLASSES:
            yield "    …"
    if not found.lemmas and not found.classes:
        yield f"  {words.say('alone')}"
    yield from wrapped(f"  {found.therefore}{words.colon} {found.claim}", _WIDTH, "      ")


# Lemmas -----------------------------------------------------------------------------------------


def _said(lemma: Lemma, words: Words) -> list[tuple[Fraction, Combination, str]]:
    """Return the hypotheses of a lemma in the words of the property, where it has them."""
    if len(lemma.premises) != len(lemma.hypotheses):
        return list(lemma.hypotheses)
    texts = map(Expressions(words).text, lemma.premises)
    pairs = zip(lemma.hypotheses, texts, strict=True)
    return [(factor, own, text) for (factor, own, _), text in pairs]


def _unit(certificate: Certificate) -> NumberType:
    """Return what a claim is about: amounts where it speaks of a sum of amounts."""
    claimed = {name for lemma in certificate.lemmas for _, name in lemma.claim}
    found = (each for each in certificate.sums if each.name in claimed)
    return AMOUNT if any(each.type.has_dimension for each in found) else NUMBER


def _lemma(lemma: Lemma, every: Sequence[ListSum], unit: NumberType, words: Words) -> LemmaText:
    used = {name for _, name in (*lemma.weights, *lemma.claim)}
    used |= {name for _, combination, _ in lemma.hypotheses for _, name in combination}
    sums = {each.name: each for each in every if each.name in used}
    writer = _Elementwise(sums, words)
    hypotheses = [each for each in _said(lemma, words) if each[0] != 0 and each[1]]
    left = writer.combination(lemma.claim, unit)
    right = writer.combined(hypotheses, unit)
    conditions = tuple(Expressions(words).text(each) for each in lemma.conditions)
    texts = dict.fromkeys(
        writer.given(own, text) for _, own, text in hypotheses if not writer.is_trivial(own, text)
    )
    return LemmaText(conditions, writer.quantifier(), f"{left} ≥ {right}", tuple(texts))


class _Elementwise:
    """Writes what one element adds to combinations of sums, with one name for the element."""

    def __init__(self, sums: Mapping[str, ListSum], words: Words) -> None:
        self.sums = sums
        self.words = words
        longest = max((each.elements for each in sums.values()), key=len, default=())
        self.elements = longest
        self.names = {
            each.name: {
                own[0]: common[0]
                for own, common in zip(each.elements, longest, strict=False)
                if own[0] != common[0]
            }
            for each in sums.values()
        }

    def quantifier(self) -> str:
        """Return `for every p of L`, the elements that hold others before these."""
        parts = [
            self.words.say("element", name=name, list=Expressions(self.words).text(domain))
            for name, domain in self.elements
        ]
        return self.words.say("every element", names=", ".join(parts))

    def unit(self, combination: Combination) -> NumberType:
        """Return the type of a combination: an amount where one of its sums is one."""
        has_amount = any(self.sums[name].type.has_dimension for _, name in combination)
        return AMOUNT if has_amount else NUMBER

    def term(self, name: str) -> str:
        """Return what an element adds to a sum; nothing where it counts for one, always."""
        own = self.sums[name]
        writer = Expressions(self.words, self.names[name])
        body = "1" if own.body is None else writer.operand(own.body)
        if own.filter is not None:
            return writer.condition(own.filter, body)
        return "" if own.body is None else body

    def combination(self, combination: Combination, unit: NumberType) -> str:
        """Return a weighted sum: `fmt(p) − fpmt(p) − 11 €`."""
        of_counts = all(self.sums[name].body is None for _, name in combination)
        parts = [self._weighted(*each, unit, as_rate=of_counts) for each in combination]
        return _joined(parts) or "0"

    def _weighted(
        self, weight: Fraction, name: str, unit: NumberType, *, as_rate: bool = False
    ) -> tuple[bool, str]:
        """Return whether a term is subtracted, and the term without its sign."""
        term, size = self.term(name), abs(weight)
        is_plain = not self.sums[name].type.has_dimension
        own = unit if is_plain else NUMBER
        if own is NUMBER and not term and size < 1 and as_rate:
            own = RATE
        if not term:
            text = self.words.value(size, own)
        elif size == 1 and not (is_plain and unit.has_dimension):
            text = term
        else:
            text = f"{self.words.value(size, own)} × {term}"
        return weight < 0, text

    def over_list(self, name: str) -> str:
        """Return a sum as the text would write it: `number of (p in L where p.ald)`."""
        own = self.sums[name]
        writer = Expressions(self.words)
        loops = [self.words.say("loop", name=name, list=writer.text(d)) for name, d in own.elements]
        where = f" {self.words.say('where', text=writer.text(own.filter))}" if own.filter else ""
        if own.body is None:
            return self.words.say("number of", text=", ".join(loops) + where)
        body = writer.text(own.body)
        return self.words.say("sum of", body=body, text=", ".join(loops) + where)

    def is_trivial(self, combination: Combination, text: str) -> bool:
        """Return whether a hypothesis only says that there are not fewer than no elements."""
        is_count = all(w > 0 and self.sums[name].body is None for w, name in combination)
        return is_count and "…" in text

    def given(self, combination: Combination, text: str) -> str:
        """Return a hypothesis in words: as it was, its sums written out, or as an inequality."""
        if text and "…" not in text:
            return _SUM.sub(
                lambda match: self.over_list(match[0]) if match[0] in self.sums else match[0], text
            )
        unit = self.unit(combination)
        sides = [
            _joined(
                [
                    (False, self._multiple(w * sign, name, unit))
                    for w, name in combination
                    if w * sign > 0
                ]
            )
            for sign in (1, -1)
        ]
        left, right = (side or self.words.value(Fraction(0), unit) for side in sides)
        return f"{left} ≥ {right}"

    def _multiple(self, weight: Fraction, name: str, unit: NumberType) -> str:
        own = self.sums[name].type.has_dimension
        is_amount = unit.has_dimension and not own
        if weight == 1 and not is_amount:
            return self.over_list(name)
        kind = AMOUNT if is_amount else RATE if weight < 1 and not own else NUMBER
        return f"{self.words.value(weight, kind)} × {self.over_list(name)}"

    def combined(
        self, hypotheses: Sequence[tuple[Fraction, Combination, str]], unit: NumberType
    ) -> str:
        """Return the sum of multiples of hypotheses; 0 where there is none."""
        parts: list[tuple[bool, str]] = []
        for factor, combination, _ in hypotheses:
            if len(combination) == 1:
                ((weight, name),) = combination
                parts.append(self._weighted(factor * weight, name, unit))
                continue
            own = self.unit(combination)
            text = f"({self.combination(combination, own)})"
            has_unit = unit.has_dimension and not own.has_dimension
            if abs(factor) != 1 or has_unit:
                size = self.words.value(abs(factor), AMOUNT if has_unit else NUMBER)
                text = f"{size} × {text}"
            parts.append((factor < 0, text))
        return _joined(parts) or self.words.value(Fraction(0), unit)


def _joined(parts: Sequence[tuple[bool, str]]) -> str:
    """Return terms with their signs between them, the first positive one in front."""
    ordered = sorted(parts, key=lambda part: part[0])
    text = ""
    for is_negative, part in ordered:
        if text:
            text += f" {'−' if is_negative else '+'} {part}"
        else:
            text = f"−{part}" if is_negative else part
    return text


# Classes ----------------------------------------------------------------------------------------


def _classes(certificate: Certificate, words: Words) -> ClassesText:
    writer = _Elementwise({each.name: each for each in certificate.sums}, words)
    shown = [(i, each) for i, each in enumerate(certificate.sums) if writer.term(each.name)]
    rows = []
    for number, values in enumerate(certificate.classes, 1):
        cells = [words.value(values[i], each.type) for i, each in shown]
        rows.append((words.say("class", n=number), *cells))
    names = ", ".join(
        words.say("element", name=name, list=Expressions(words).text(domain))
        for name, domain in writer.elements
    )
    key = "one class" if len(rows) == 1 else "one of the classes"
    heads = ("", *(writer.term(each.name) for _, each in shown))
    return ClassesText(words.say(key, names=names, n=len(rows)), heads, tuple(rows))
