#!/usr/bin/env python3
"""Compares 部门政府采购预算 of a workbook with purchases.tsv, cell by cell, and demands that every sum is a formula.

    python3 tests/narrative/judge_purchases.py 公开表.xlsx

purchases.tsv is what a person adds up from purchases/政府采购预算.csv; read by openpyxl, which is not ours.
Ends 1 and names the cell where anything differs.
"""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path

import openpyxl

HERE = Path(__file__).resolve().parent
SHEET = "部门政府采购预算"
FIRST = 5  # the row of 合计, below title, caption and two rows of header
TOTAL = 7  # the column 合计, counted from 0; the funds follow it


def shown(value: object, money: bool) -> str:
    if value is None:
        return ""
    return f"{Decimal(str(value)):.2f}" if money else str(value)


def main(path: str) -> None:
    values = openpyxl.load_workbook(path, data_only=True)[SHEET]
    formulas = openpyxl.load_workbook(path)[SHEET]
    wanted = [line.split("\t") for line in (HERE / "purchases.tsv").read_text("utf-8").splitlines()]
    wrong = []
    for index, row in enumerate(wanted):
        for col, expected in enumerate(row):
            cell = values.cell(FIRST + index, col + 1)
            found = shown(cell.value, col in (1, 6) or col >= TOTAL)
            if found != expected:
                wrong.append(f"{cell.coordinate}: {found!r}, not {expected!r}")
            formula = formulas.cell(FIRST + index, col + 1).value
            summed = expected and (index == 0 and col >= TOTAL or col == TOTAL)
            if summed and not str(formula).startswith("=SUM("):
                wrong.append(f"{cell.coordinate}: {formula!r} is no formula")
    after = values.cell(FIRST + len(wanted), 1).value
    if not str(after).startswith("注："):
        wrong.append(f"after the last row: {after!r}")
    if wrong:
        sys.exit("\n".join(wrong))


if __name__ == "__main__":
    main(sys.argv[1])
