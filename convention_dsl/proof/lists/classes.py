"""Deciding by classes: all the terms that elements can have, and how many elements have each.

Where lists are short, whole numbers matter, and no weighted sum may tell. If the elements have few
different terms, every list is a count of each, and the question is one about these counts.
"""

from __future__ import annotations

from convention_dsl.proof.lists.search import Refuted, Search, Task
from convention_dsl.proof.symbolic import OutsideMethod
from convention_dsl.proof.verdict import Certificate


def by_classes(task: Task, search: Search) -> Refuted | Certificate:
    """Return the outcome; raises `OutsideMethod` where there are too many classes."""
    raise OutsideMethod("integers")
