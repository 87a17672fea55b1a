"""`prove --report FILE`: the page, written whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from convention_dsl import pipeline
from convention_dsl.cli.output import Out, write_file
from convention_dsl.diagnostics import Diagnostic
from convention_dsl.diagnostics.reasons import system_reason
from convention_dsl.report.verdicts import Shown

_PACKAGES = {"vl_convert": "vl-convert-python"}
"""The names under which modules are installed, where they differ."""


def check_report(path: Path | None, workspace: pipeline.Workspace, out: Out) -> None:
    """Stop before any proof where the page could not be made or would replace a text."""
    if path is None:
        return
    from convention_dsl.report.html.render import missing

    texts = {(workspace.root / name).resolve() for name in (*workspace.sources, *workspace.data)}
    if path.suffix == ".conv" or path.resolve() in texts:
        raise out.refuse(Diagnostic("E0563", None, {"text": str(path)}), workspace)
    lacking = [_PACKAGES.get(name, name) for name in missing()]
    if lacking:
        raise out.refuse(Diagnostic("E0565", None, {"missing": lacking}), workspace)
    folder = path.parent
    if path.is_dir() or not folder.is_dir():
        error = IsADirectoryError(21, "") if path.is_dir() else FileNotFoundError(2, "")
        raise _unwritable(path, error, workspace, out)


def write_report(
    path: Path,
    shown: Sequence[Shown],
    workspace: pipeline.Workspace,
    out: Out,
    asked: Sequence[str],
) -> None:
    """Write the page about `shown`; `asked` says what was asked for beside the texts."""
    from convention_dsl.report.html.render import page_html

    words = pipeline.words(workspace, out.language(workspace))
    page = page_html(shown, workspace.library, words, asked)
    try:
        write_file(path, page.encode("utf-8"))
    except OSError as error:
        raise _unwritable(path, error, workspace, out) from error


def _unwritable(path: Path, error: OSError, workspace: pipeline.Workspace, out: Out) -> Exception:
    reason = system_reason(error)
    return out.refuse(Diagnostic("E0561", None, {"text": str(path), "reason": reason}), workspace)
