"""A generator of small books with properties, each also said in a way that needs no prover.

`generate(rng)` draws a book over a record with few values, and properties of every form. Beside
the text of a property stands what it means: which hypotheses bear on whom, and the subject, as
clauses of a shadow of the book (the same text without properties) that the reference evaluator can
compute for one patient at a time. So the sugar of the claims is decided anew, not read back.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from tests.agreement.small import (
    ENUMERATIONS,
    INNER,
    INNER_DEFAULTS,
    INNER_RULE,
    ITEMS,
    SmallField,
    any_fields,
)
from tests.agreement.small_tables import table
from tests.agreement.small_words import Known, Words

NAME = "generated"
RECORD = "P"
CHANGES = ("2024-07-01", "2025-01-01")
"""The days at which a generated book may change, in force from 2024 to 2025."""

HEAD = f"""# language: en
convention {NAME} "generated"
  in force from 2024-01-01 until 2025-12-31
  source "chance" confidence assumed
"""

Path = tuple[str, ...]
"""An input, then fields and items: `("p", "d", "dry")` is `p.d(dry)`."""


@dataclass(frozen=True)
class Subject:
    """An expression about one patient (and the scalars): its text, and its clause in the shadow."""

    text: str
    type: str
    shadow: str

    def about(self, name: str) -> str:
        return self.text.replace("@", name)


@dataclass(frozen=True)
class Holds:
    """The claim that a condition about `p` holds."""

    condition: Subject


@dataclass(frozen=True)
class Compares:
    """The claim that an amount of `p` and one of `q` compare so."""

    one: Subject
    sign: str
    two: Subject


@dataclass(frozen=True)
class Moves:
    """The claim that the subject follows a field; `free` fields may differ too."""

    subject: Subject
    words: str
    path: Path
    free: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Depends:
    """The claim that the subject depends only on fields, or does not depend on them."""

    subject: Subject
    only: bool
    paths: tuple[Path, ...]


Claim = Holds | Compares | Moves | Depends


@dataclass(frozen=True)
class Condition:
    """A hypothesis about `p` or `q`."""

    subject: Subject
    about: str


@dataclass(frozen=True)
class Relation:
    """A hypothesis that two inputs' fields (or the inputs) compare so."""

    one: Path
    sign: str
    two: Path


@dataclass(frozen=True)
class Property:
    """A property as text and as what it means."""

    name: str
    text: str
    two: bool
    """Whether there is a second patient `q`."""
    scalars: tuple[tuple[str, str], ...]
    hypotheses: tuple[Condition | Relation, ...]
    claim: Claim
    scopes: tuple[str, ...] = ()
    start: str = ""
    end: str = ""


@dataclass(frozen=True)
class Book:
    """A generated book: its text with properties, the shadow's, and the properties."""

    text: str
    plain: str
    """The text without properties."""
    shadow: str
    properties: tuple[Property, ...]
    fields: tuple[SmallField, ...]
    features: frozenset[str]
    clauses: tuple[str, ...] = ()
    invariants: tuple[str, ...] = ()
    """The clauses of the shadow that say whether a record keeps each rule, in order."""


def shown(path: Path, fields: dict[str, SmallField]) -> str:
    """Write a path."""
    if len(path) == 3 and fields[path[1]].kind == "per item":
        return f"{path[0]}.{path[1]}({path[2]})"
    return ".".join(path)


@dataclass
class Author:
    """Writes one book; `shadows` are the clauses that only the shadow has."""

    rng: random.Random
    fields: list[SmallField]
    words: Words
    shadows: list[str] = field(default_factory=list)
    clauses: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    sound: bool = True

    @property
    def known(self) -> Known:
        return self.words.known

    def learn(self, **names: str) -> None:
        """Let later expressions mention something more."""
        old = self.words.known
        parts = {kind: (*getattr(old, kind), name) for kind, name in names.items()}
        self.words.known = Known(
            **{k: parts.get(k, getattr(old, k)) for k in ("amounts", "integers", "booleans")}
        )

    def chance(self, odds: float) -> bool:
        return self.rng.random() < odds

    # Declarations ---------------------------------------------------------------------------------

    def record(self) -> tuple[str, list[str]]:
        """Write the record; return the texts of its rules too."""
        rules = []
        if self.chance(0.3):
            rules = [self.words.boolean(1) for _ in range(self.rng.choice((1, 1, 2)))]
            self.words.features.add("invariant")
        lines = [each.declaration for each in self.fields]
        lines += [f"  such that {rule.replace('@.', '')}" for rule in rules]
        return f"\nrecord {RECORD}\n" + "\n".join(lines) + "\n", rules

    def parameters(self) -> str:
        """Write parameters: dated, open, open without a value."""
        made = (
            ("par1", "parameter par1 : amount = 2 € open at least 1 € at most 3 € step 1 €\n"),
            ("par2", "parameter par2 : amount open at least 0 € at most 1 € step 0.50 €\n"),
            (
                "par3",
                f"parameter par3 : amount\n  from 2024-01-01 : 1 €\n  from {CHANGES[1]} : 2 €\n",
            ),
            ("par4", "parameter par4 : integer = 2 open at least 1 at most 3\n"),
            (
                "par5",
                "parameter par5 : amount open at least 1 € at most 2 € step 0.50 €\n"
                f"  from 2024-01-01 : 1 €\n  from {CHANGES[0]} : 1.50 €\n",
            ),
        )
        chosen = [each for each in made if self.chance(0.25)][:2]
        for name, _ in chosen:
            self.learn(**{"integers" if name == "par4" else "amounts": name})
            self.words.features.add(f"parameter {name}")
        return "".join(text for _, text in chosen)

    def body(self) -> str:
        """Write a table, cases, or a formula."""
        rng, words = self.rng, self.words
        style = rng.random()
        if style < 0.5:
            text = table(words, rng.randint(2, 6), sound=self.sound or self.chance(0.5))
            if text is not None:
                return text
        if style < 0.65:
            return self.cases()
        return self.formula()

    def cases(self) -> str:
        words = self.words
        self.words.features.add("cases")
        first, value, other = words.boolean(1), words.amount(1), words.amount(1)
        last = f"otherwise {other}" if self.chance(0.5) else f"when not {first} then {other}"
        if not self.sound and self.chance(0.5):
            words.features.add("spoilt cases")
            last = f"when {words.boolean(1)} then {other}"
        return f'  when {first} then {value} "first"\n  {last}'

    def formula(self) -> str:
        words = self.words
        words.features.add("total")
        lines = [f"  = {words.amount(self.rng.choice((0, 1, 2)))}"]
        for _ in range(self.rng.randint(0, 3)):
            condition = f" if {words.boolean(1)}" if self.chance(0.7) else ""
            sign = self.rng.choice(("plus", "plus", "minus"))
            label = f' "{words.fresh("line ")}"' if self.chance(0.6) else ""
            lines.append(f"    {sign} {words.amount(1)}{condition}{label}")
        if self.chance(0.2):
            words.features.add("gate")
            lines.append(f"    subject to {words.boolean(1)}")
        if self.chance(0.3):
            words.features.add("let")
            name = words.fresh("x")
            lines[0] += f" + {name}"
            lines.append(f"    let {name} = {words.amount(1)}")
        return "\n".join(lines)

    def exceptions(self, target: str) -> str:
        words = self.words
        words.features.add("exception")
        one, two = words.fresh("ex"), words.fresh("ex")

        def when() -> str:
            if not self.chance(0.25):
                return f"when {words.boolean(1)} then {words.amount(1)}\n"
            words.features.add("let in exception")
            value, old = words.integer(1), self.known
            self.learn(integers="w")
            condition = f"{self.called('w')} {words.compare()} {self.called('1')}"
            given = f"when ({condition}) then {words.amount(1)}\n  let w = {value}\n"
            words.known = old
            return given

        since = ""
        if self.chance(0.4):
            words.features.add("dated exception")
            since = f" in force from {CHANGES[0]}"
        text = f"\nexception {one} to {target}{since} {when()}"
        if self.chance(0.5):
            priority = f" prevails over {one}" if self.sound or self.chance(0.5) else ""
            text += f"exception {two} to {target}{priority} {when()}"
        if self.chance(0.3):
            text += f"exception {words.fresh('ex')} to {one} {when()}"
        return text.replace("@", "p")

    def clause(self, name: str) -> str:
        result = self.rng.choice(
            ("amount",) * 6
            + (
                "amount rounded to the cent",
                "amount rounded down to the euro",
                "amount in whole cents",
            )
            + ("amount -5 €..20 €",)
        )
        if result == "amount -5 €..20 €":
            self.words.features.add("result range")
        body = self.body().replace("@", "p")
        self.clauses.append(name)
        text = f"\nclause {name} (p: {RECORD}) : {result}\n{body}\n"
        if self.chance(0.3):
            text += self.exceptions(name)
        return text

    def book(self) -> str:
        """Write the clauses."""
        words = self.words
        if self.chance(0.3):
            words.features.add("two inputs")
            self.parts.append("\nclause twice (n: integer -99..9999) : integer\n  = 2 * n\n")
        if self.chance(0.35):
            self.clauses.append("flag")
            condition = words.boolean(2).replace("@", "p")
            body = f" = {condition}"
            if self.chance(0.5):
                words.features.add("reading")
                other = words.boolean(1).replace("@", "p")
                body = f"\n  reading strict = {condition}\n  reading broad = {other}"
            self.parts.append(f"\nclause flag (p: {RECORD}) : boolean{body}\n")
            self.learn(booleans="flag(@)")
        for _ in range(self.rng.choice((0, 1, 1, 2))):
            name = words.fresh("step")
            self.parts.append(self.clause(name))
            self.learn(amounts=f"{name}(@)")
        if self.chance(0.15) and words.known.amounts and (changed := self.changed()):
            self.learn(amounts=words.known.amounts[-1].replace("(@)", f"(@ with ({changed}))"))
            words.features.add("record with")
        self.parts.append(self.clause("result"))
        self.learn(amounts="result(@)")
        if "two inputs" in words.features:
            inputs = f"p: {RECORD}, n: integer 0..2"
            old = self.known
            self.learn(integers="n")
            body = self.formula().replace("@", "p")
            self.words.known = old
            self.parts.append(f"\nclause pay ({inputs}) : amount\n{body}\n")
            self.learn(amounts=f"pay(@, {self.rng.randint(0, 2)})")
        return "".join(self.parts)

    def called(self, number: str) -> str:
        """Write a number, or a call with it: a condition that is about no input."""
        if "two inputs" in self.words.features and self.chance(0.7):
            return f"twice({number})"
        return number

    def changed(self) -> str:
        found = self.words.some("boolean", "integer", "enum")
        if found is None:
            return ""
        if found.kind == "integer" and self.chance(0.3):
            return f"{found.name}: @.{found.name} + 1"
        return f"{found.name}: {self.rng.choice(found.values)}"

    # Shadows --------------------------------------------------------------------------------------

    def subject(
        self, text: str, type_: str, scalars: tuple[tuple[str, str], ...], lets: str
    ) -> Subject:
        """Note a clause of the shadow that has the value of an expression."""
        name = f"shadow{len(self.shadows) + 1}"
        inputs = "".join(f", {scalar}: {of}" for scalar, of in scalars)
        body = f"{text}{lets}".replace("@", "p")
        self.shadows.append(f"\nclause {name} (p: {RECORD}{inputs}) : {type_}\n  = {body}\n")
        return Subject(text, type_, name)


def generate(rng: random.Random, most: int | None = None) -> Book:
    """Return a book drawn from `rng`, of at most `most` patients."""
    from tests.agreement.promises import promises

    most = most or rng.choice((12, 24, 48, 48, 100, 300))
    fields = any_fields(rng, most)
    author = Author(rng, fields, Words(rng, fields))
    author.sound = rng.random() < 0.85
    record, rules = author.record()
    head = HEAD + ENUMERATIONS + rng.choice((INNER, INNER, INNER_DEFAULTS))
    if rng.random() < 0.3:
        head += INNER_RULE
        author.words.features.add("inner rule")
    head += record
    invariants = tuple(author.subject(rule, "boolean", (), "").shadow for rule in rules)
    head += author.parameters()
    head += author.book()
    found = tuple(promises(author))
    text = head + "".join(each.text for each in found)
    shadow = head + "".join(author.shadows)
    features = frozenset(author.words.features)
    clauses = tuple(author.clauses)
    return Book(text, head, shadow, found, tuple(fields), features, clauses, invariants)


__all__ = ["ITEMS", "Book", "Claim", "Property", "generate"]
