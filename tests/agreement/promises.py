"""Properties of a small book: every form of claim, with hypotheses, scopes and periods."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

from tests.agreement.properties import (
    Author,
    Claim,
    Compares,
    Condition,
    Depends,
    Holds,
    Moves,
    Path,
    Property,
    Relation,
    Subject,
    shown,
)
from tests.agreement.small import SmallField

DIRECTIONS = ("increases", "never decreases", "decreases", "never increases")
SCALARS = {
    "integer 0..2": (("integers", "#"),),
    "integer 1..2": (("integers", "#"),),
    "boolean": (("booleans", "#"),),
    "Colour": (("booleans", "(# = red)"),),
    "Level": (("booleans", "(# > low)"),),
    "set of Kind": (("integers", "(number of (k in #))"),),
    "date 2024-02-28..2024-03-01": (("integers", "#.day"),),
    "optional integer 0..1": (("booleans", "(# is known)"), ("integers", "(# if unknown 2)")),
}
"""Types of other quantified inputs, and how expressions speak of them."""
FORMS = ("holds", "holds", "compares", "moves", "moves", "depends")
FEW_PAIRS = ("holds", "holds", "moves")
"""The forms that compare few patients with few."""
MOST_IN_PAIRS = 64
"""Beyond so many patients not every pair is tried."""
Scalars = tuple[tuple[str, str], ...]


def promises(author: Author) -> Iterator[Property]:
    """Write a few properties."""
    for number in range(author.rng.choice((2, 3, 4))):
        yield _Promise(author, f"promise{number + 1}").written()


class _Promise:
    """One property being written."""

    def __init__(self, author: Author, name: str) -> None:
        self.author = author
        self.rng = author.rng
        self.words = author.words
        self.name = name
        self.fields = {each.name: each for each in author.fields}
        self.scalars: Scalars = ()
        self.lets = ""
        self.is_large = prod(each.size for each in author.fields) > MOST_IN_PAIRS

    def written(self) -> Property:
        """Write the property."""
        rng, words = self.rng, self.words
        form = rng.choice(FEW_PAIRS if self.is_large else FORMS)
        two = form == "compares"
        old = words.known
        if rng.random() < 0.25:
            names = "nm" if rng.random() < 0.2 else "n"
            self.scalars = tuple((name, rng.choice(tuple(SCALARS))) for name in names)
            for name, of in self.scalars:
                self.author.learn(**{k: text.replace("#", name) for k, text in SCALARS[of]})
                if of.startswith("integer") and "two inputs" in words.features:
                    self.author.learn(amounts=f"pay(@, {name})")
            words.features.add("scalar")
        if form != "compares" and rng.random() < 0.15:
            name = words.fresh("y")
            value = words.amount(1)
            self.lets = f"\n  let {name} = {value}"
            self.author.learn(amounts=name)
            words.features.add("let in property")
        claim = self.claim(form)
        lets = self.lets
        hypotheses = self.hypotheses(two)
        self.words.known = old
        words.features.add(form)
        return self.assembled(claim, hypotheses, two, lets)

    def subject(self, text: str, type_: str) -> Subject:
        return self.author.subject(text, type_, self.scalars, self.lets)

    # Claims ---------------------------------------------------------------------------------------

    def claim(self, form: str) -> Claim:
        if form == "holds":
            return Holds(self.subject(self.condition(), "boolean"))
        if form == "compares":
            one = self.subject(self.value(), "amount")
            two = one if self.rng.random() < 0.6 else self.subject(self.value(), "amount")
            if self.rng.random() < 0.3:
                two = self.subject(f"{two.text} {self.rng.choice('+-')} 1 €", "amount")
            return Compares(one, self.words.compare(), two)
        if form == "moves":
            return self.moves()
        only = self.rng.random() < 0.5
        most = 3 if only else 2
        paths = self.paths(most, for_order=False)
        type_ = self.rng.choice(("amount", "amount", "boolean", "integer"))
        return Depends(self.subject(self.of_type(type_), type_), only, paths)

    def condition(self) -> str:
        """Write a claim about one patient: mostly about an amount of the book."""
        words = self.words
        style = self.rng.random()
        if style < 0.5:
            bound = self.rng.choice((words.cents(), "5 €", "3 €", "4 €", words.amount(0)))
            return f"{self.value()} {words.compare()} {bound}"
        if style < 0.7:
            return f"{words.boolean(1)} implies {self.value()} {words.compare()} {words.cents()}"
        return words.boolean(2)

    def value(self) -> str:
        calls = [each for each in self.words.known.amounts if "(@" in each]
        text = self.rng.choice(calls)
        if self.rng.random() < 0.2:
            text = f"{text} + {self.words.amount(0)}"
        return text

    def of_type(self, type_: str) -> str:
        if type_ == "amount":
            return self.value()
        return self.words.boolean(1) if type_ == "boolean" else self.words.integer(1)

    def moves(self) -> Claim:
        type_ = self.rng.choice(("amount",) * 5 + ("boolean", "integer"))
        words = self.rng.choice(DIRECTIONS)
        path = self.paths(1, for_order=True)[0]
        free: tuple[Path, ...] = ()
        if self.rng.random() < 0.3 and not self.is_large:
            free = tuple(each for each in self.paths(2, for_order=False) if each != path)
            self.words.features.add("except")
        return Moves(self.subject(self.of_type(type_), type_), words, path, free)

    def paths(self, most: int, *, for_order: bool) -> tuple[Path, ...]:
        """Return paths to fields; along an order only those that have one."""
        found = [path for each in self.fields.values() for path in _within(each, for_order)]
        unordered = ("Colour", "optional integer 0..1")
        found += [(name,) for name, of in self.scalars if not for_order or of not in unordered]
        if not found:
            found = [("p", next(iter(self.fields)))]
        self.rng.shuffle(found)
        return tuple(found[: self.rng.randint(1, most)])

    # Hypotheses -----------------------------------------------------------------------------------

    def hypotheses(self, two: bool) -> tuple[Condition | Relation, ...]:
        found: list[Condition | Relation] = []
        for _ in range(self.rng.choice((0, 0, 1, 1, 2, 3))):
            if two and self.rng.random() < 0.6:
                found.append(self.relation())
            else:
                about = self.rng.choice("pq") if two else "p"
                found.append(Condition(self.subject(self.condition_on_one(), "boolean"), about))
        if self.rng.random() < 0.05:
            found.append(Condition(self.subject("1 = 2", "boolean"), "p"))
        return tuple(found)

    def condition_on_one(self) -> str:
        """Write a condition on one patient; a scalar may be tied to a field."""
        kinds = {"boolean": "boolean", "Colour": "enum", "Level": "ordered", "inte": "integer"}
        of = self.scalars[0][1] if self.scalars else ""
        tied = self.words.some(kinds.get(of, kinds.get(of[:4], "")))
        if tied and self.rng.random() < 0.4:
            self.words.features.add("tied scalar")
            return f"n {self.rng.choice(('=', '=', '≠'))} @.{tied.name}"
        return self.words.boolean(self.rng.choice((0, 0, 1)))

    def relation(self) -> Relation:
        if self.rng.random() < 0.1:
            return Relation(("p",), self.rng.choice(("=", "≠")), ("q",))
        each = self.rng.choice(list(self.fields.values()))
        orders = each.kind in ("integer", "amount", "rate", "ordered", "date")
        signs = ("<", "<=", ">", ">=") if orders else ()
        if each.kind.startswith("set") or each.kind == "numbers":
            signs = ("included in", "included in")
        sign = self.rng.choice(("=", "=", "≠", *signs))
        return Relation(("p", each.name), sign, ("q", each.name))

    # Text -----------------------------------------------------------------------------------------

    def assembled(
        self, claim: Claim, hypotheses: tuple[Condition | Relation, ...], two: bool, lets: str
    ) -> Property:
        quantified = ("p, q : P" if two else "p : P") + "".join(
            f", {name} : {of}" for name, of in self.scalars
        )
        lines = [f"\nproperty {self.name}", f"  for every {quantified}"]
        lines += [f"  such that {self.hypothesis(each)}" for each in hypotheses]
        lines.append(f"  then {self.claimed(claim)}{lets.replace('@', 'p')}")
        scopes: tuple[str, ...] = ()
        start = end = ""
        if self.rng.random() < 0.2:
            scopes = (self.rng.choice(("at the values", "whatever the open amounts")),)
            lines.append(f"  {scopes[0]}")
        if self.rng.random() < 0.2:
            start, end = self.rng.choice(
                (("2024-05-01", "2024-05-01"), ("2024-07-01", "2025-06-30"), ("2025-01-01", ""))
            )
            until = f" until {end}" if end else ""
            lines.append(f"  at {start}" if start == end else f"  from {start}{until}")
            self.words.features.add("period")
        text = "\n".join(lines) + "\n"
        return Property(self.name, text, two, self.scalars, hypotheses, claim, scopes, start, end)

    def hypothesis(self, each: Condition | Relation) -> str:
        if isinstance(each, Condition):
            return each.subject.about(each.about)
        return f"{shown(each.one, self.fields)} {each.sign} {shown(each.two, self.fields)}"

    def claimed(self, claim: Claim) -> str:
        match claim:
            case Holds():
                return claim.condition.about("p")
            case Compares():
                return f"{claim.one.about('p')} {claim.sign} {claim.two.about('q')}"
            case Moves():
                text = f"{claim.subject.about('p')} {claim.words} with {self.path(claim.path)}"
                if not claim.free:
                    return text + self.rng.choice(("", ", all else equal"))
                free = ", ".join(map(self.path, claim.free))
                return f"{text}, all else equal except {free}"
            case Depends():
                words = "depends only on" if claim.only else "does not depend on"
                paths = ", ".join(map(self.path, claim.paths))
                return f"{claim.subject.about('p')} {words} {paths}"

    def path(self, path: Path) -> str:
        return shown(path, self.fields)


def _within(each: SmallField, for_order: bool) -> list[Path]:
    """Return the paths to a field of `p` and into it."""
    whole: Path = ("p", each.name)
    ordered = ("boolean", "integer", "amount", "rate", "ordered", "date")
    if each.kind == "per item":
        items: list[Path] = [(*whole, "dry"), (*whole, "wet")]
        return items if for_order else [whole, *items]
    if each.kind == "record":
        parts: list[Path] = [(*whole, "i"), (*whole, "j")]
        return parts if for_order else [whole, *parts]
    if for_order and each.kind not in ordered and each.kind not in ("numbers",):
        return [whole] if each.kind.startswith("set") else []
    return [whole]
