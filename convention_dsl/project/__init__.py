"""Finding the texts of a project: paths to the parsed files of the books asked for and used."""

from __future__ import annotations

from convention_dsl.project.finding import Files, find
from convention_dsl.project.folders import project_root

__all__ = ["Files", "find", "project_root"]
