"""What the sheets of one workbook share."""

from __future__ import annotations

from dataclasses import dataclass

from convention_dsl.locale import ItemLabels
from convention_dsl.targets.xlsx.reading import Reader
from convention_dsl.targets.xlsx.shown import Shower
from convention_dsl.targets.xlsx.styles import Styles
from convention_dsl.targets.xlsx.validation import Validator


@dataclass(frozen=True)
class Tools:
    """How values are read, restricted, shown and styled, in one language."""

    language: str
    labels: ItemLabels
    reader: Reader
    validator: Validator
    shower: Shower
    styles: Styles
