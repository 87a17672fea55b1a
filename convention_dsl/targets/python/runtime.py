"""The text of what generated modules carry beside their clauses, each piece only where it is used.

Converters turn a value as people have it into a raw one, or refuse it with an `InputError`; called
with one value, or by `column` with many.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

ERRORS = '''\
class InputError(ValueError):
    """A value that the text does not take: `name` is its input, `row` its place in columns."""

    def __init__(self, name: str, reason: str, row: int | None = None) -> None:
        place = "" if row is None else f" (row {row})"
        super().__init__(f"{name}{place}: {reason}")
        self.name = name
        self.reason = reason
        self.row = row


class EvaluationError(Exception):
    """The text gives no value to these inputs: `kind` says why, `place` where in the text.

    `row` is the place in columns, from 0; None where there is one case only.
    """

    def __init__(self, kind: str, place: int) -> None:
        super().__init__(f"{kind}: {PLACES[place]}")
        self.kind = kind
        self.place = PLACES[place]
        self.row: int | None = None
'''

PIECES: Mapping[str, str] = {
    "_Input": '''\
_V = TypeVar("_V")
_R = TypeVar("_R")


class _Input(Generic[_V, _R]):
    """What an input takes, and how it becomes a raw value."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, value: _V) -> _R:
        raise InputError(self.name, f"{value!r}")

    def column(self, values: Sequence[_V]) -> Sequence[_R]:
        found: list[_R] = []
        try:
            found.extend(map(self, values))
        except InputError as error:
            raise InputError(error.name, error.reason, len(found)) from None
        return found
''',
    "_Boolean": """\
class _Boolean(_Input[bool, bool]):
    def __call__(self, value: bool) -> bool:
        if type(value) is not bool:
            raise InputError(self.name, f"{value!r} is neither True nor False")
        return value

    def column(self, values: Sequence[bool]) -> Sequence[bool]:
        return values if set(map(type, values)) <= {bool} else super().column(values)
""",
    "_Integer": """\
class _Integer(_Input[int, int]):
    def __init__(self, name: str, low: int | None, high: int | None, step: int = 1) -> None:
        super().__init__(name)
        self.low, self.high, self.step = low, high, step

    def __call__(self, value: int) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise InputError(self.name, f"{value!r} is not an integer")
        if self.low is not None and value < self.low:
            raise InputError(self.name, f"{value} is less than {self.low}")
        if self.high is not None and value > self.high:
            raise InputError(self.name, f"{value} is more than {self.high}")
        if value % self.step:
            raise InputError(self.name, f"{value} is not a multiple of {self.step}")
        return value

    def column(self, values: Sequence[int]) -> Sequence[int]:
        if self.step != 1 or not set(map(type, values)) <= {int}:
            return super().column(values)
        low = min(values, default=self.low)
        high = max(values, default=self.high)
        fits = self.low is None or low is None or self.low <= low
        fits = fits and (self.high is None or high is None or high <= self.high)
        return values if fits else super().column(values)
""",
    "_Number": '''\
class _Number(_Input[Fraction | Decimal | int, int]):
    """An exact number, as a number of units of one over `scale`."""

    def __init__(
        self, name: str, scale: int, low: int | None, high: int | None, step: int
    ) -> None:
        super().__init__(name)
        self.scale, self.low, self.high, self.step = scale, low, high, step

    def __call__(self, value: Fraction | Decimal | int) -> int:
        numerator, denominator = _ratio(self.name, value)
        units, rest = divmod(numerator * self.scale, denominator)
        if rest or units % self.step:
            step = Fraction(self.step, self.scale)
            raise InputError(self.name, f"{value} is not a multiple of {step}")
        if self.low is not None and units < self.low:
            raise InputError(self.name, f"{value} is less than {Fraction(self.low, self.scale)}")
        if self.high is not None and units > self.high:
            raise InputError(self.name, f"{value} is more than {Fraction(self.high, self.scale)}")
        return units
''',
    "_Exact": '''\
class _Exact(_Input[Fraction | Decimal | int, Fraction]):
    """A number without a step, as it is."""

    def __init__(self, name: str, low: Fraction | None, high: Fraction | None) -> None:
        super().__init__(name)
        self.low, self.high = low, high

    def __call__(self, value: Fraction | Decimal | int) -> Fraction:
        exact = Fraction(*_ratio(self.name, value))
        if self.low is not None and exact < self.low:
            raise InputError(self.name, f"{value} is less than {self.low}")
        if self.high is not None and exact > self.high:
            raise InputError(self.name, f"{value} is more than {self.high}")
        return exact
''',
    "_ratio": '''\
def _ratio(name: str, value: Fraction | Decimal | int) -> tuple[int, int]:
    """Return an exact number as a numerator and a denominator."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | Fraction):
        raise InputError(name, f"{value!r} is not an int nor a Decimal")
    if isinstance(value, Decimal) and not value.is_finite():
        raise InputError(name, f"{value} is no number")
    return value.as_integer_ratio()
''',
    "_Day": """\
class _Day(_Input[date, date]):
    def __init__(self, name: str, low: date | None, high: date | None) -> None:
        super().__init__(name)
        self.low, self.high = low, high

    def __call__(self, value: date) -> date:
        if type(value) is not date:
            raise InputError(self.name, f"{value!r} is not a datetime.date")
        if self.low is not None and value < self.low:
            raise InputError(self.name, f"{value} is before {self.low}")
        if self.high is not None and value > self.high:
            raise InputError(self.name, f"{value} is after {self.high}")
        return value
""",
    "_Item": '''\
class _Item(_Input[_V, int]):
    """An item of an enumeration, as its position."""

    def __init__(self, name: str, items: Iterable[_V]) -> None:
        super().__init__(name)
        self.positions: dict[_V, int] = {item: index for index, item in enumerate(items)}

    def __call__(self, value: _V) -> int:
        try:
            return self.positions[value]
        except (KeyError, TypeError):
            known = ", ".join(map(str, self.positions))
            raise InputError(self.name, f"{value!r} is none of {known}") from None

    def column(self, values: Sequence[_V]) -> Sequence[int]:
        try:
            return list(map(self.positions.__getitem__, values))
        except (KeyError, TypeError):
            return super().column(values)
''',
    "_Items": '''\
class _Items(_Input[AbstractSet[_V], int]):
    """A set of items, as a mask: the bit of an item is its position."""

    def __init__(self, name: str, items: Iterable[_V]) -> None:
        super().__init__(name)
        self.bits: dict[_V, int] = {item: 1 << index for index, item in enumerate(items)}

    def __call__(self, value: AbstractSet[_V]) -> int:
        if not isinstance(value, AbstractSet):
            raise InputError(self.name, f"{value!r} is not a set")
        try:
            return sum(map(self.bits.__getitem__, value)) if value else 0
        except KeyError as error:
            known = ", ".join(map(str, self.bits))
            raise InputError(self.name, f"{error.args[0]!r} is none of {known}") from None
''',
    "_Numbers": '''\
class _Numbers(_Input[AbstractSet[int], int]):
    """A set of integers, as a mask: that of `offset` is bit 0."""

    def __init__(self, name: str, low: int, high: int, offset: int) -> None:
        super().__init__(name)
        self.low, self.high, self.offset = low, high, offset

    def __call__(self, value: AbstractSet[int]) -> int:
        if not isinstance(value, AbstractSet):
            raise InputError(self.name, f"{value!r} is not a set")
        mask = 0
        for each in value:
            if not isinstance(each, int) or not self.low <= each <= self.high:
                raise InputError(
                    self.name, f"{each!r} is not an integer from {self.low} to {self.high}"
                )
            mask |= 1 << (each - self.offset)
        return mask
''',
    "_PerItem": '''\
class _PerItem(_Input[Mapping[_K, _V], tuple[_R, ...]]):
    """One value for each item of an enumeration."""

    def __init__(self, name: str, items: Iterable[_K], inner: _Input[_V, _R]) -> None:
        super().__init__(name)
        self.items, self.inner = tuple(items), inner

    def __call__(self, value: Mapping[_K, _V]) -> tuple[_R, ...]:
        if not isinstance(value, Mapping) or value.keys() != set(self.items):
            raise InputError(self.name, f"one value is expected for each of {self.items}")
        return tuple([self.inner(value[item]) for item in self.items])
''',
    "_Maybe": '''\
class _Maybe(_Input[_V | None, _R | None]):
    """A value that may be unknown."""

    def __init__(self, name: str, inner: _Input[_V, _R]) -> None:
        super().__init__(name)
        self.inner = inner

    def __call__(self, value: _V | None) -> _R | None:
        return None if value is None else self.inner(value)
''',
    "_Each": '''\
class _Each(_Input[Iterable[_V], tuple[_R, ...]]):
    """A list of records."""

    def __init__(self, name: str, inner: _Input[_V, _R]) -> None:
        super().__init__(name)
        self.inner = inner

    def __call__(self, value: Iterable[_V]) -> tuple[_R, ...]:
        return tuple([self.inner(each) for each in value])
''',
    "_same_length": '''\
def _same_length(**columns: Sequence[object] | None) -> None:
    """Refuse columns that are not of one length, and no column at all."""
    lengths = {name: len(values) for name, values in columns.items() if values is not None}
    first = next(iter(lengths), None)
    if first is None:
        raise InputError(next(iter(columns)), "at least one column is needed")
    for name, length in lengths.items():
        if length != lengths[first]:
            raise InputError(name, f"{length} rows, and {lengths[first]} of {first}")
''',
    "_map": '''\
def _map(function: Callable[..., _R], *columns: Iterable[object]) -> list[_R]:
    """Return the values of a function, row by row."""
    found: list[_R] = []
    try:
        found.extend(map(function, *columns))
    except EvaluationError as error:
        error.row = len(found)
        raise
    return found
''',
    "_hold": '''\
def _hold(
    condition: Callable[..., bool], name: str, rule: str, *columns: Iterable[object]
) -> None:
    """Refuse the first row that breaks a rule of its record."""
    for row, holds in enumerate(map(condition, *columns)):
        if not holds:
            raise InputError(name, rule, row)
''',
}

_NEEDS: Mapping[str, tuple[str, ...]] = {
    "_Number": ("_ratio",),
    "_Exact": ("_ratio",),
}
_ORDER = ("_Input", "_ratio")
"""What other pieces read when the module is imported, before them."""

_KEYS = '_K = TypeVar("_K")\n'


def pieces(names: Iterable[str]) -> list[str]:
    """Return the texts of the pieces of these names and of those they need, in a fixed order."""
    wanted = set(names)
    for name in tuple(wanted):
        wanted.update(_NEEDS.get(name, ()))
        if "_Input[" in PIECES[name] or "_R]" in PIECES[name]:
            wanted.add("_Input")
    ordered = [*_ORDER, *(name for name in PIECES if name not in _ORDER)]
    texts = [PIECES[name] for name in ordered if name in wanted]
    return [_KEYS, *texts] if "_PerItem" in wanted else texts
