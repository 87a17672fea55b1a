"""Expressions over a small record, in which `@` stands for the record: `@.b`, `base(@)`."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from tests.agreement.small import ITEMS, SmallField

CENTS = ("0 €", "0 €", "1 €", "1 €", "2 €", "3 €", "0.50 €", "0.33 €", "10 €", "-1 €", "-0.55 €")
OPTIONAL = (
    "optional integer",
    "optional date",
    "optional Colour",
    "optional boolean",
    "optional record",
)


@dataclass(frozen=True)
class Known:
    """What an expression may mention besides the record: each as it is written."""

    amounts: tuple[str, ...] = ()
    integers: tuple[str, ...] = ()
    booleans: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    """Variables that stand for an item of Kind."""


@dataclass
class Words:
    """Writes expressions of each type, compound ones in parentheses."""

    rng: random.Random
    fields: Sequence[SmallField]
    known: Known = field(default_factory=Known)
    features: set[str] = field(default_factory=set)
    names: int = 0

    def fresh(self, stem: str) -> str:
        self.names += 1
        return f"{stem}{self.names}"

    def note(self, feature: str, text: str) -> str:
        self.features.add(feature)
        return text

    def of(self, *kinds: str) -> list[SmallField]:
        return [each for each in self.fields if each.kind in kinds]

    def some(self, *kinds: str) -> SmallField | None:
        found = self.of(*kinds)
        return self.rng.choice(found) if found else None

    def pick(self, choices: Sequence[tuple[int, Callable[[], str | None]]]) -> str:
        """Write one of the weighted choices that can be written."""
        left = list(choices)
        while True:
            at = self.rng.choices(range(len(left)), [weight for weight, _ in left])[0]
            text = left[at][1]()
            if text is not None:
                return text
            left.pop(at)

    def among(self, known: Sequence[str]) -> str | None:
        return self.rng.choice(known) if known else None

    def inside(self, **more: str) -> Words:
        """Return a writer that knows one more name of each kind; it notes features here."""
        parts = {name: (*getattr(self.known, name), value) for name, value in more.items()}
        inner = Words(self.rng, self.fields, replace(self.known, **parts), self.features)
        inner.names = self.names + 20
        return inner

    # Amounts --------------------------------------------------------------------------------------

    def cents(self) -> str:
        text = self.rng.choice(CENTS)
        return f"({text})" if text.startswith("-") else text

    def amount(self, depth: int) -> str:
        """Write an amount."""
        simple: list[tuple[int, Callable[[], str | None]]] = [
            (4, self.cents),
            (3, lambda: self._plain("amount")),
            (5, lambda: self.among(self.known.amounts)),
            (3, lambda: self._item_of("amount")),
        ]
        if depth <= 0:
            return self.pick(simple)
        return self.pick([*simple, *self._compound_amounts(depth - 1)])

    def _plain(self, kind: str) -> str | None:
        found = self.some(kind)
        return None if found is None else f"@.{found.name}"

    def _item_of(self, start: str) -> str | None:
        found = [each for each in self.of("per item") if each.type.startswith(start)]
        if not found:
            return None
        item = self.rng.choice((*ITEMS["Kind"], *self.known.kinds * 4))
        return self.note("per item", f"@.{self.rng.choice(found).name}({item})")

    def _compound_amounts(self, depth: int) -> list[tuple[int, Callable[[], str | None]]]:
        def amount() -> str:
            return self.amount(depth)

        rng = self.rng
        return [
            (3, lambda: f"({amount()} + {amount()})"),
            (2, lambda: f"({amount()} - {amount()})"),
            (5, lambda: f"({self.integer(depth)} * {self.cents()})"),
            (2, lambda: self._product(depth)),
            (2, lambda: f"({rng.choice(('50 %', '33 %', '10 %'))} of {amount()})"),
            (2, lambda: self.note("division", f"({amount()} / {rng.choice((2, 3, 7))})")),
            (1, lambda: self._by_variable(depth)),
            (2, lambda: f"{rng.choice(('min', 'max'))}({amount()}, {amount()})"),
            (1, lambda: f"abs({amount()})"),
            (1, lambda: f"({amount()} capped at {amount()})"),
            (4, lambda: self._conditional(depth, self.amount)),
            (3, lambda: self._rounding(depth)),
            (3, lambda: self._aggregate(depth)),
        ]

    def _product(self, depth: int) -> str | None:
        """Write a product of two values of the text: non-linear, but for few values."""
        self.features.add("product")
        rate = self._plain("rate") or self._item_of("rate")
        if rate is not None and self.rng.random() < 0.5:
            return f"({rate} * {self.amount(depth)})"
        return f"({self.integer(0)} * {self.amount(depth)})"

    def _by_variable(self, depth: int) -> str | None:
        found = self.some("integer")
        if found is None:
            return None
        self.features.add("division by a variable")
        shift = self.rng.choice(("+ 4", "+ 4", "+ 4", "- 1"))
        return f"({self.amount(depth)} / (@.{found.name} {shift}))"

    def _rounding(self, depth: int) -> str:
        mode = self.rng.choice(("", "", "down ", "up ", "half-even "))
        target = self.rng.choice(("the cent", "the euro", "the euro", "0.30 €"))
        return self.note("rounding", f"(round {self.amount(depth)} {mode}to {target})")

    def _conditional(self, depth: int, write: Callable[[int], str]) -> str:
        return f"(if {self.boolean(depth)} then {write(depth)} else {write(depth)})"

    def _domain(self) -> str | None:
        """Write a set of items of Kind."""
        found = self._plain("set of Kind")
        return found if found and self.rng.random() < 0.7 else "Kind"

    def _aggregate(self, depth: int) -> str | None:
        self.features.add("aggregate")
        name = self.fresh("i")
        inner = self.inside(kinds=name)
        where = f" where {inner.boolean(0)}" if self.rng.random() < 0.5 else ""
        binder = f"{name} in {self._domain()}{where}"
        if self.rng.random() < 0.4:
            return f"({self.rng.choice(('1 €', '0.50 €', '2 €'))} for each ({binder}))"
        body = inner.amount(min(depth, 1))
        if self.rng.random() < 0.6:
            return f"(sum of ({body} for {binder}))"
        word = self.rng.choice(("smallest", "largest"))
        return f"({word} of ({body} for {binder}) if empty {self.cents()})"

    # Integers -------------------------------------------------------------------------------------

    def integer(self, depth: int) -> str:
        """Write an integer."""
        simple: list[tuple[int, Callable[[], str | None]]] = [
            (6, lambda: self._plain("integer")),
            (2, lambda: str(self.rng.randint(0, 3))),
            (3, self._optional_integer),
            (2, lambda: self._item_of("integer")),
            (2, lambda: self._inner(".i")),
            (3, lambda: self.among(self.known.integers)),
            (2, self._count),
            (3, self._chosen),
            (2, self._date_integer),
        ]
        if depth <= 0:
            return self.pick(simple)
        nested = depth - 1
        return self.pick(
            [
                *simple,
                (2, lambda: f"({self.integer(nested)} + {self.integer(nested)})"),
                (2, lambda: f"({self.integer(nested)} - {self.integer(nested)})"),
                (1, lambda: f"({self.integer(nested)} div {self.rng.choice((2, 3))})"),
                (1, lambda: f"({self.integer(nested)} mod {self.rng.choice((2, 3))})"),
                (1, lambda: f"max({self.integer(nested)}, {self.integer(nested)})"),
                (1, lambda: self._conditional(nested, self.integer)),
            ]
        )

    def _inner(self, part: str) -> str | None:
        found = self.some("record", "optional record")
        if found is None:
            return None
        self.features.add("nested record")
        if found.kind == "record":
            return f"@.{found.name}{part}"
        return f"(@.{found.name} if unknown Inner(i: {self.rng.randint(1, 2)}, j: yes)){part}"

    def _optional_integer(self) -> str | None:
        found = self._plain("optional integer")
        if found is None:
            return None
        return self.note("optional", f"({found} if unknown {self.rng.randint(0, 3)})")

    def _count(self) -> str | None:
        found = self.some("set of Kind", "set of Colour", "numbers")
        if found is None:
            return None
        self.features.add("aggregate")
        name = self.fresh("i")
        if found.kind == "numbers":
            return self.rng.choice(
                (
                    f"(number of ({name} in @.{found.name}))",
                    f"(sum of ({name} for {name} in @.{found.name}))",
                )
            )
        where = ""
        if self.rng.random() < 0.4:
            where = f" where {name} ≠ {self.rng.choice(found.values)}"
        return f"(number of ({name} in @.{found.name}{where}))"

    def _chosen(self) -> str | None:
        """Write "the one with the lowest": the first in order among equals, of which there are."""
        found = self.some("numbers")
        if found is None:
            return None
        self.features.add("the one with")
        name = self.fresh("i")
        word = self.rng.choice(("lowest", "highest"))
        keys = (f"abs({name} - 2)", f"{name} div 3", f"{name} mod 2", "0")
        key = self.rng.choice((*keys, f"(if {self.boolean(0)} then {name} else 1)"))
        where = f" where {name} ≠ 2" if self.rng.random() < 0.3 else ""
        return f"(the one with the {word} ({key} for {name} in @.{found.name}{where}) if empty 1)"

    def _day(self) -> str | None:
        found = self.some("date", "optional date")
        if found is None:
            return None
        self.features.add("date")
        day = self.rng.choice(found.values)
        if found.kind == "optional date":
            return f"(@.{found.name} if unknown {day})"
        shift = self.rng.choice(("", "", " + 1 months", " + 1 years", " - 1 months", " + 3 days"))
        return f"(@.{found.name}{shift})" if shift else f"@.{found.name}"

    def _date_integer(self) -> str | None:
        day = self._day()
        if day is None:
            return None
        other = self.rng.choice(("2023-02-28", "2024-02-29", "2022-12-31", "1996-02-29"))
        unit = self.rng.choice(("years", "months", "days"))
        if self.rng.random() < 0.4:
            return f"{day}.{self.rng.choice(('month', 'day'))}"
        return f"({unit} between {other} and {day})"

    # Booleans -------------------------------------------------------------------------------------

    def compare(self) -> str:
        return self.rng.choice(("<", "<=", ">", ">=", "=", "≠"))

    def boolean(self, depth: int) -> str:
        """Write a condition."""
        simple: list[tuple[int, Callable[[], str | None]]] = [
            (4, lambda: self._plain("boolean")),
            (5, lambda: self._with_literal("integer", "amount", "rate", "ordered", "date")),
            (3, lambda: self._same_as_literal("enum")),
            (4, self._set_test),
            (2, self._optional_test),
            (2, lambda: self._item_of("boolean")),
            (1, lambda: self._inner(".j")),
            (4, lambda: self.among(self.known.booleans)),
            (4, self._kind_test),
            (1, lambda: f"({self.integer(0)} {self.compare()} {self.integer(0)})"),
        ]
        if depth <= 0:
            return self.pick(simple)
        nested = depth - 1
        return self.pick(
            [
                *simple,
                (3, lambda: f"({self.boolean(nested)} and {self.boolean(nested)})"),
                (3, lambda: f"({self.boolean(nested)} or {self.boolean(nested)})"),
                (2, lambda: f"(not {self.boolean(nested)})"),
                (1, lambda: f"({self.boolean(nested)} implies {self.boolean(nested)})"),
                (2, lambda: f"({self.integer(nested)} {self.compare()} {self.integer(nested)})"),
                (2, lambda: f"({self.amount(nested)} {self.compare()} {self.amount(nested)})"),
                (1, self._day_test),
                (2, self._quantified),
            ]
        )

    def _with_literal(self, *kinds: str) -> str | None:
        found = self.some(*kinds)
        if found is None:
            return None
        return f"(@.{found.name} {self.compare()} {self.rng.choice(found.values)})"

    def _same_as_literal(self, kind: str) -> str | None:
        found = self.some(kind)
        if found is None:
            return None
        sign = self.rng.choice(("=", "≠"))
        return f"(@.{found.name} {sign} {self.rng.choice(found.values)})"

    def _set_test(self) -> str | None:
        found = self.some("set of Kind", "set of Colour", "numbers")
        if found is None:
            return None
        self.features.add("set")
        element = self.rng.choice(found.values)
        name = f"@.{found.name}"
        return self.rng.choice(
            (
                f"({name} contains {element})",
                f"({name} is empty)",
                f"({name} = {{{element}}})",
                f"({name} included in {{{element}}})",
                f"(({name} without {{{element}}}) is not empty)",
                f"({name} meets {{{', '.join(found.values[:2])}}})",
            )
        )

    def _optional_test(self) -> str | None:
        found = self.some(
            "optional integer", "optional date", "optional Colour", "optional boolean"
        )
        if found is None:
            return None
        self.features.add("optional")
        name = f"@.{found.name}"
        if found.kind == "optional record":
            return f"({name} is {self.rng.choice(('known', 'unknown'))})"
        literal = self.rng.choice(found.values)
        if found.kind == "optional integer":
            test = (
                f"(({name} if unknown {literal}) {self.compare()} {self.rng.choice(found.values)})"
            )
        elif found.kind == "optional boolean":
            test = f"({name} if unknown {literal})"
        else:
            test = f"(({name} if unknown {literal}) = {self.rng.choice(found.values)})"
        return self.rng.choice((test, test, f"({name} is known)", f"({name} is unknown)"))

    def _kind_test(self) -> str | None:
        name = self.among(self.known.kinds)
        if name is None:
            return None
        holder = self._plain("set of Kind")
        if holder and self.rng.random() < 0.6:
            return f"({name} in {holder})"
        return f"({name} {self.rng.choice(('=', '≠'))} {self.rng.choice(ITEMS['Kind'])})"

    def _day_test(self) -> str | None:
        one, two = self._day(), self._day()
        if one is None or two is None:
            return None
        return f"({one} {self.compare()} {two})"

    def _quantified(self) -> str | None:
        self.features.add("quantified set")
        name = self.fresh("i")
        inner = self.inside(kinds=name)
        word = self.rng.choice(("some", "all"))
        return f"({word} ({name} in {self._domain()}: {inner.boolean(0)}))"
