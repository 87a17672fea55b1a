"""LibreOffice without a screen: workbooks calculated again, or printed.

Every process has a profile of its own, so that test workers do not block each other; it says that
workbooks are always calculated on loading (by default the cached values are believed).
"""

from __future__ import annotations

import atexit
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


@cache
def _profile() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="libreoffice-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "user").mkdir()
    (folder / "user" / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
    return folder


def convert(files: Mapping[str, bytes], to: str, *, seconds: float = 100) -> dict[str, bytes]:
    """Return each file as LibreOffice writes it in another format (`xlsx`, `pdf`), in one run."""
    program = require("soffice")
    with tempfile.TemporaryDirectory() as name:
        source, target = Path(name) / "in", Path(name) / "out"
        source.mkdir()
        for file, content in files.items():
            (source / file).write_bytes(content)
        subprocess.run(
            [
                program,
                f"-env:UserInstallation=file://{_profile()}",
                "--headless",
                "--norestore",
                "--convert-to",
                to,
                "--outdir",
                str(target),
                *(str(source / file) for file in files),
            ],
            check=True,
            capture_output=True,
            timeout=seconds,
        )
        return {
            file: (target / Path(file).with_suffix(f".{to}").name).read_bytes() for file in files
        }


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
