"""What all peers share: the plan, the sums by department, and the check that the export was really read."""

from __future__ import annotations

import json
import resource
from collections import defaultdict

DEPARTMENT, KIND, FUNCTION, ECONOMIC, FUND, AMOUNT = 3, 5, 8, 10, 11, 15


def plan(path: str):
    """The workbooks to write, one a line."""
    with open(path, encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def grouped(rows) -> dict:
    """Sums by department and by the dimensions that the tables show, from rows of text or numbers."""
    sums: dict = defaultdict(lambda: defaultdict(float))
    for row in rows:
        code = row[DEPARTMENT].split("-", 1)[0]
        sums[code][row[KIND], row[FUNCTION], row[ECONOMIC], row[FUND]] += float(row[AMOUNT])
    return sums


def check(sums, workbook) -> None:
    """That what was read of a department comes to its total, in 万元."""
    read = sum(sums.values()) / 10_000
    assert abs(workbook["total"] - read) < 0.01, (workbook["code"], workbook["total"], read)


def report() -> None:
    """Peak memory in MiB, for the script that measures."""
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}")
