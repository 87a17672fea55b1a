"""How a workbook looks: few colours, each with one meaning."""

from __future__ import annotations

from collections.abc import Mapping

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet


class PlainSheet(Worksheet):  # type: ignore[misc]
    """A sheet whose formulas are written as they are: none has a function newer than Excel 2010.

    The library looks for some thirty of them in each formula, which is most of its time.
    """

    def _prepare_formula(self, formula: str, *_: object) -> str:
        return formula.removeprefix("=")


_FONT = {"font_name": "Calibri", "font_size": 11, "valign": "vcenter"}
_DARK, _INPUT, _RESULT, _GREY = "#1F3864", "#FFF8DC", "#E8F0FA", "#F2F2F2"
_LINE = {"border": 1, "border_color": "#BFC8D6"}
_HEAD = {"bold": True, "align": "center", "text_wrap": True, **_LINE}

_STYLES: Mapping[str, Mapping[str, object]] = {
    "text": {"text_wrap": True, "valign": "top"},
    "title": {"bold": True, "font_size": 18, "font_color": _DARK},
    "subtitle": {"font_size": 11, "font_color": "#595959", "italic": True},
    "section": {"bold": True, "font_size": 13, "font_color": _DARK, "bottom": 2},
    "legend": {"indent": 1},
    "key": {"bold": True, "valign": "top", "font_color": "#404040"},
    "note": {"font_color": "#595959", "text_wrap": True, "valign": "top"},
    "band": {
        "bold": True,
        "font_color": "white",
        "bg_color": _DARK,
        "align": "left",
        "indent": 1,
        **_LINE,
    },
    "band result": {
        "bold": True,
        "font_color": "white",
        "bg_color": "#2E75B6",
        "align": "left",
        "indent": 1,
        **_LINE,
    },
    "group": {**_HEAD, "bg_color": "#F7E9B5", "font_size": 10},
    "head": {**_HEAD, "bg_color": "#FBF1CC"},
    "head member": {
        **_HEAD,
        "bg_color": "#FBF1CC",
        "font_size": 9,
        "bold": False,
        "rotation": 90,
        "valign": "bottom",
    },
    "head result": {**_HEAD, "bg_color": "#CFE0F3"},
    "head plain": {**_HEAD, "bg_color": _GREY},
    "unit": {"italic": True, "font_size": 9, "align": "center", "font_color": "#595959", **_LINE},
    "input": {"bg_color": _INPUT, "locked": False, "indent": 1, **_LINE},
    "input centre": {"bg_color": _INPUT, "locked": False, "align": "center", **_LINE},
    "input text": {"bg_color": _INPUT, "locked": False, "num_format": "@", **_LINE},
    "result": {"bg_color": _RESULT, "align": "right", "indent": 1, **_LINE},
    "result bold": {
        "bg_color": "#D6E4F5",
        "bold": True,
        "align": "right",
        "indent": 1,
        **_LINE,
    },
    "result text": {"bg_color": _RESULT, "font_size": 9, "indent": 1, **_LINE},
    "state": {"align": "left", "indent": 1, "font_size": 10, **_LINE},
    "total": {"bold": True, "align": "right", "indent": 1, "bottom": 1, "bottom_color": _DARK},
    "total label": {"bold": True, "align": "right", "font_color": "#404040"},
    "cell": {"text_wrap": True, "indent": 1, **_LINE},
    "cell centre": {"align": "center", **_LINE},
    "locked": {"bg_color": _GREY, "align": "center", **_LINE},
    "step": {"font_size": 9, "font_color": "#404040"},
    "step head": {"bold": True, "font_size": 9, "text_wrap": True, "bg_color": _GREY, **_LINE},
    "good": {"font_color": "#2E7D32", "bold": True},
    "problem": {"font_color": "#9C3A00", "bg_color": "#FCE0CC"},
    "changed": {"bg_color": "#F8B26A", "bold": True},
}


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[str, str], Format] = {}

    def __call__(self, name: str, number: str = "") -> Format:
        """Return the format of that name, with a format of numbers."""
        key = name, number
        if key not in self._made:
            extra = {"num_format": number} if number else {}
            self._made[key] = self._workbook.add_format({**_FONT, **_STYLES[name], **extra})
        return self._made[key]

    def conditional(self, name: str) -> Format:
        """Return a format that conditions lay over a cell's own."""
        key = name, "over"
        if key not in self._made:
            self._made[key] = self._workbook.add_format(dict(_STYLES[name]))
        return self._made[key]
