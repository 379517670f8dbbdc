#!/usr/bin/env python3
"""Makes the plan that floor and peers write by: the cells of every published workbook that gongkai made of an export.

    python3 benches/plan.py FOLDER-OF-RESULTS PLAN.jsonl

One line a department: its code, its total (the last result of the sheet 收支总表), and its sheets with name, widths, merged areas
and cells [row, column, style, value]; a formula is a pair of formula and result. So the programs that are measured against gongkai are spared to choose the rows and
compute the formulas, which makes them faster than any that does the whole work.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

TOTAL = "部门预算收支总表"


def style(cell) -> int:
    """One of a handful of looks, enough to format as the published tables do."""
    if isinstance(cell.value, (int, float)) or cell.data_type == "f" or cell.number_format.startswith("0.00"):
        return 4
    if cell.border.left.style is None:
        return 1 if cell.row == 1 else 2
    return 3 if cell.alignment.horizontal == "center" else 5


def sheet(formulas, values) -> dict:
    cells = []
    for row, results in zip(formulas.iter_rows(), values.iter_rows()):
        for cell, result in zip(row, results):
            if cell.data_type == "f":
                cells.append([cell.row - 1, cell.column - 1, 4, [cell.value, result.value or 0]])
            else:
                cells.append([cell.row - 1, cell.column - 1, style(cell), cell.value])
    merged = [[a.min_row - 1, a.min_col - 1, a.max_row - 1, a.max_col - 1] for a in formulas.merged_cells.ranges]
    widths = [formulas.column_dimensions[get_column_letter(col + 1)].width for col in range(formulas.max_column)]
    return {"name": formulas.title, "widths": widths, "merged": sorted(merged), "cells": cells}


def total(sheets: list[dict]) -> float:
    """The last result of the sheet of revenue and expenditure; whoever reads an export must come to it."""
    table = next(sheet for sheet in sheets if sheet["name"].lstrip("0123456789") == TOTAL)
    return [value[1] for _, _, _, value in table["cells"] if isinstance(value, list)][-1]


def main(results: str, plan: str) -> None:
    with open(plan, "w", encoding="utf-8") as out:
        for folder in sorted(Path(results).iterdir()):
            book = next(folder.glob("*公开表.xlsx"))
            formulas, values = load_workbook(book), load_workbook(book, data_only=True)
            sheets = [sheet(formulas[name], values[name]) for name in formulas.sheetnames]
            workbook = {"code": folder.name.split("-")[0], "total": total(sheets), "sheets": sheets}
            out.write(json.dumps(workbook, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
