"""LibreOffice without a screen: workbooks calculated again, or printed.

Every process has a profile of its own, so that test workers do not block each other; it says that
workbooks are always calculated on loading (by default the cached values are believed).
"""

from __future__ import annotations

import atexit
import csv
import io
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from tests.tools import require

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" \
oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""

_POISON = b"-987654321"
_SECONDS = 110


@cache
def _profile() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="libreoffice-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "user").mkdir()
    (folder / "user" / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
    return folder


def convert(files: Mapping[str, bytes], to: str) -> dict[str, bytes]:
    """Return each file as LibreOffice writes it in another format (`xlsx`, `pdf`), in one run."""
    written = _converted(files, to)
    return {file: written[Path(file).with_suffix(f".{to}").name] for file in files}


def tables(files: Mapping[str, bytes]) -> dict[str, dict[str, list[list[str]]]]:
    """Return the sheets of workbooks, calculated again: their cells as text, days as numbers."""
    written = _converted({name: poisoned(content) for name, content in files.items()}, _CSV)
    found: dict[str, dict[str, list[list[str]]]] = {file: {} for file in files}
    stems = {Path(file).stem: file for file in files}
    for name, content in written.items():
        stem, _, sheet = Path(name).stem.partition("-")
        rows = csv.reader(io.StringIO(content.decode()), delimiter="\t")
        found[stems[stem]][sheet] = list(rows)
    return found


_CSV = "csv:Text - txt - csv (StarCalc):9,34,76,1,,0,true,false,false,false,false,-1"
"""Tabs, quotes, UTF-8, from line 1; text quoted, cells not as shown, values; every sheet."""


def _converted(files: Mapping[str, bytes], to: str) -> dict[str, bytes]:
    """Return what LibreOffice writes, by file name."""
    program = require("soffice")
    with tempfile.TemporaryDirectory() as name:
        source, target = Path(name) / "in", Path(name) / "out"
        source.mkdir()
        for file, content in files.items():
            (source / file).write_bytes(content)
        profile = f"-env:UserInstallation=file://{_profile()}"
        command = [program, profile, "--headless", "--norestore", "--convert-to", to]
        sources = [str(source / file) for file in files]
        subprocess.run(
            [*command, "--outdir", str(target), *sources],
            check=True,
            capture_output=True,
            timeout=_SECONDS,
        )
        return {path.name: path.read_bytes() for path in target.iterdir()}


def recalculated(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return workbooks calculated by LibreOffice, whatever values their formulas came with."""
    return convert({name: poisoned(content) for name, content in files.items()}, "xlsx")


def poisoned(workbook: bytes) -> bytes:
    """Return a workbook in which every formula has the same, wrong, cached value."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(result, "w") as new:
        for item in old.infolist():
            content = old.read(item)
            if item.filename.startswith("xl/worksheets/sheet"):
                content = _FORMULA.sub(_with_poison, content)
            new.writestr(item, content, zipfile.ZIP_DEFLATED)
    return result.getvalue()


_FORMULA = re.compile(rb'<c r="([A-Z]+[0-9]+)"( s="[0-9]+")?[^<>]*>(<f>[^<]*</f>)<v>[^<]*</v></c>')


def _with_poison(found: re.Match[bytes]) -> bytes:
    place, style, formula = found[1], found[2] or b"", found[3]
    return b'<c r="%s"%s>%s<v>%s</v></c>' % (place, style, formula, _POISON)
