#!/usr/bin/env python3
"""Two workbooks print the same figures in the same cells, each of which holds no more than it prints.

    python3 tests/published/same_figures.py WRITTEN.xlsx RECALCULATED.xlsx
"""

from __future__ import annotations

import sys

import openpyxl

# Far below what is printed, far above what adding hundredths in binary can miss by.
NOTHING = 1e-6


def figures(path: str) -> dict[tuple[str, str], float]:
    book = openpyxl.load_workbook(path, data_only=True)
    cells = ((sheet.title, cell) for sheet in book for row in sheet for cell in row)
    return {(title, cell.coordinate): cell.value for title, cell in cells if isinstance(cell.value, (int, float))}


def main(written: str, recalculated: str) -> int:
    one, other = figures(written), figures(recalculated)
    wrong = [f"{place}: {one.get(place)} {other.get(place)}" for place in sorted(one.keys() | other.keys())
             if place not in one or place not in other or f"{one[place]:.2f}" != f"{other[place]:.2f}"]
    wrong += [f"{place}: {value} holds more than it prints" for book in (one, other) for place, value in book.items()
              if abs(value - round(value, 2)) > NOTHING]
    print("\n".join(wrong) or f"{len(one)} figures are the same")
    return 1 if wrong or len(one) < 100 else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
