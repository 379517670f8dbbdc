#!/usr/bin/env python3
"""Tries compare.py on a workbook that is right and on ones that are each wrong in one way: a test that cannot fail proves nothing.

The workbook is written from the same tables, with formulas for the totals, and its results are LibreOffice's.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter

import compare
from recalculate import recalculate

FORMAT = "0.00;-0.00;;@"
# Rows of table 9, from 0, that a total adds up.
THREE_PUBLIC_PARTS = {"合计": [1, 9, 11], "“三公”经费小计": [2, 5, 8], "二、公务用车购置及运维费": [6, 7]}


def write(path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for table in compare.published_tables():
        sheet = book.create_sheet(f"{table.number}{table.name}"[:31])
        sheet.append([table.name])
        sheet.append(compare.CAPTION)
        for words in table.headers:
            sheet.append(words)
        first = 3 + len(table.headers)
        if table.is_note:
            sheet.append(table.rows[0])
            continue
        for row, cells in enumerate(table.rows):
            sheet.append([row + 1, *(cell_of(table, row, col, first) for col in range(len(cells)))])
            for cell in sheet[first + row]:
                cell.number_format = FORMAT if cell.column > 1 else "General"
    book.save(path)


def cell_of(table: compare.Published, row: int, col: int, first: int) -> object:
    text = table.rows[row][col]
    if not compare.FIGURE.fullmatch(text):
        # Empty figures of totals are zeros that their format hides.
        return text or (0 if table.is_total(row, col) and col > 3 else None)
    return formula(table, row, col, first) if table.is_total(row, col) else float(text)


def formula(table: compare.Published, row: int, col: int, first: int) -> str:
    """The sum of the cells that this figure follows from."""
    rows = parts(table, row, col)
    sums = compare.TOTAL_COLUMNS.get(table.number, ())
    across = col in sums and not (table.number == 9 and table.rows[row][0] in THREE_PUBLIC_PARTS)
    columns = [c for c in range(col + 1, len(table.rows[row])) if c not in sums] if across else [col]
    return f"=SUM({','.join(f'{get_column_letter(c + 2)}{r + first}' for r in rows for c in columns)})"


def parts(table: compare.Published, row: int, col: int) -> list[int]:
    """Rows below a total: the finest codes, the classes of a balance, the items of “三公”; the row itself for a sum across."""
    label = table.rows[row][0]
    if table.number in compare.FINEST:
        finest = compare.FINEST[table.number]
        return [r for r, cells in enumerate(table.rows) if cells[0].startswith(label) and len(cells[0]) == finest]
    if table.number == 9:
        return THREE_PUBLIC_PARTS.get(label, [row])
    whole = col == 1 or table.rows[row][2] in compare.BALANCE_TOTALS
    return list(range(31)) if whole else [row]


# Each makes one thing wrong in the sheet of table 3 (合计 in row 6, 201 in row 7, 2010301 in row 9) or in the book.
def change_amount(book): book.worksheets[2]["E9"] = 449.31
def change_label(book): book.worksheets[2]["C9"] = "行政"
def change_title(book): book.worksheets[2]["A1"] = "部门支出总表"
def change_caption(book): book.worksheets[2]["C2"] = "单位：元"
def change_header(book): book.worksheets[2]["E3"] = "基本"
def change_sequence(book): book.worksheets[2]["A9"] = 5
def change_note(book): book.worksheets[6]["A6"] = "注：无国有资本经营预算财政拨款预算，空表列示。"
def value_for_total(book): book.worksheets[2]["D7"] = 950.10
def number_for_code(book): book.worksheets[2]["B9"] = 2010301
def text_for_figure(book): book.worksheets[2]["E9"] = "449.30"
def visible_zero(book): book.worksheets[2]["H9"] = 0; book.worksheets[2]["H9"].number_format = "0.00"
def wrong_format(book): book.worksheets[2]["E9"].number_format = "#,##0.0"
def extra_row(book): book.worksheets[2]["B40"] = "229"
def extra_column(book): book.worksheets[2]["M9"] = 1
def extra_sheet(book): book.create_sheet("草稿")
def missing_sheet(book): book.remove(book.worksheets[7])
def missing_row(book): book.worksheets[2].delete_rows(9)
def swapped_sheets(book): book.move_sheet(book.worksheets[0], 1)
def other_function(book): book.worksheets[2]["D9"] = "=AVERAGE(E9:E9)"
def constant_in_formula(book): book.worksheets[2]["D9"] = "=E9+0"


WRONGS = [change_amount, change_label, change_title, change_caption, change_header, change_sequence, change_note, value_for_total,
          number_for_code, text_for_figure, visible_zero, wrong_format, extra_row, extra_column, extra_sheet, missing_sheet,
          missing_row, swapped_sheets, other_function, constant_in_formula]


def verdict(values: openpyxl.Workbook, formulas: openpyxl.Workbook) -> list[str]:
    comparison = compare.Comparison(values, formulas)
    comparison.workbook()
    return comparison.differences


def main() -> int:
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        written, right = Path(folder) / "written.xlsx", Path(folder) / "right.xlsx"
        write(written)
        uncached = subprocess.run([sys.executable, compare.__file__, written], capture_output=True, text=True)
        if uncached.returncode != 1 or "没有缓存" not in uncached.stdout:
            failures.append("formulas without cached results went unnoticed")
        recalculate(written, right)
        accepted = subprocess.run([sys.executable, compare.__file__, right], capture_output=True, text=True)
        if accepted.returncode != 0:
            failures.append(f"the right workbook was refused:\n{accepted.stdout}{accepted.stderr}")
        for wrong in WRONGS:
            values, formulas = openpyxl.load_workbook(right, data_only=True), openpyxl.load_workbook(right)
            wrong(values)
            wrong(formulas)
            if wrong in (other_function, constant_in_formula):
                values.worksheets[2]["D9"] = 449.30
            found = verdict(values, formulas)
            print(f"{wrong.__name__}: {found[0] if found else 'NOT NOTICED'}")
            if not found:
                failures.append(f"{wrong.__name__} went unnoticed")
    for failure in failures:
        print(failure, file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
