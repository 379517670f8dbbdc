#!/usr/bin/env python3
"""Types transcribed disclosures of other places into plain workbooks, as people do.

    python3 tests/audit/transcribed.py FOLDER WAY OUT.xlsx [mutate N STEP]

FOLDER: one of tests/audit/transcriptions. WAY: sheets (a sheet a table, header merged, codes as printed), one-sheet (all tables below
each other, group words in their first cell only, codes joined into one column), files (OUT is a folder, a file a table).
With `mutate` the N-th figure (counted from 0) is changed by STEP printed steps before it is typed; its place goes to stdout.
"""

from __future__ import annotations

import sys
from decimal import Decimal, InvalidOperation
from pathlib import Path

import openpyxl

HERE = Path(__file__).resolve().parent / "transcriptions"
PARTS = {"类", "款", "项"}


class Table:
    def __init__(self, path: Path) -> None:
        self.lines = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
        self.name = path.stem.split("-", 1)[1]

    def of(self, kind: str) -> list[list[str]]:
        return [line[1:] for line in self.lines if line[0] == kind]


def amount(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", "")) if any(c.isdigit() for c in text) else None
    except InvalidOperation:
        return None


def is_code(headers: list[list[str]], col: int) -> bool:
    return any("编码" in row[col] for row in headers if col < len(row)) or any(row[col] in PARTS for row in headers if col < len(row))


def figures(tables: list[Table]) -> list[tuple[int, int, int]]:
    """Table, row and column of every figure."""
    places = []
    for at, table in enumerate(tables):
        headers = table.of("header")
        for number, row in enumerate(table.of("row")):
            for col, text in enumerate(row):
                if not is_code(headers, col) and amount(text) is not None:
                    places.append((at, number, col))
    return places


def mutate(tables: list[Table], nth: int, step: Decimal) -> str:
    at, number, col = figures(tables)[nth]
    rows = [line for line in tables[at].lines if line[0] == "row"]
    text = rows[number][col + 1]
    decimals = len(text.split(".")[1]) if "." in text else 0
    value = amount(text) + step * Decimal(1).scaleb(-decimals)
    rows[number][col + 1] = f"{value:.{decimals}f}"
    return f"{tables[at].name}\t{number}\t{col}\t{text}\t{value}"


def joined(table: Table) -> tuple[list[list[str]], list[list[str]]]:
    """Headers and rows with the codes of each block in one column."""
    headers, rows = table.of("header"), table.of("row")
    width = max(len(row) for row in headers + rows)
    pad = lambda row: row + [""] * (width - len(row))
    headers, rows = [pad(row) for row in headers], [pad(row) for row in rows]
    parts = [col for col in range(width) if any(row[col] in PARTS for row in headers)]
    if not parts:
        return headers, rows
    runs: list[list[int]] = []
    for col in parts:
        if runs and runs[-1][-1] == col - 1:
            runs[-1].append(col)
        else:
            runs.append([col])
    def merge(row: list[str], body: bool) -> list[str]:
        out, skip = [], set()
        for run in runs:
            skip.update(run[1:])
        for col, text in enumerate(row):
            run = next((run for run in runs if run[0] == col), None)
            if run and body:
                text = "".join(row[c] for c in run)
            if col not in skip:
                out.append("" if not body and text in PARTS else text)
        return out
    return [merge(row, False) for row in headers if not set(row) <= PARTS | {""}], [merge(row, True) for row in rows]


def value(headers: list[list[str]], col: int, text: str) -> object:
    if not text:
        return None
    number = None if is_code(headers, col) else amount(text)
    return text if number is None else float(number)


def write(sheet, top: int, table: Table, way: str) -> int:
    headers, rows = joined(table) if way == "one-sheet" else (table.of("header"), table.of("row"))
    row = top
    for line in table.of("title"):
        sheet.cell(row, 1, line[0])
        row += 1
    for line in table.of("caption"):
        for col, text in enumerate(line):
            sheet.cell(row, 1 if col == 0 else max(col + 1, len(headers[0])), text)
        row += 1
    first = row
    for line in headers:
        for col, text in enumerate(line):
            # A group's word stands in its first cell.
            same = col > 0 and line[col - 1] == text and all(
                above[col - 1] == above[col] for above in headers[: headers.index(line)]
            )
            repeated = headers.index(line) + 1 < len(headers) and same
            if text and not repeated:
                sheet.cell(row, col + 1, text)
            if way != "one-sheet" and repeated and text:
                end = col
        row += 1
    if way != "one-sheet":
        merge_groups(sheet, first, headers)
    for line in rows:
        for col, text in enumerate(line):
            sheet.cell(row, col + 1, value(headers, col, text))
        row += 1
    for line in table.of("note"):
        sheet.cell(row, 1, line[0])
        row += 1
    return row


def merge_groups(sheet, first: int, headers: list[list[str]]) -> None:
    for number, line in enumerate(headers[:-1]):
        col = 0
        while col < len(line):
            end = col
            while end + 1 < len(line) and line[col] and line[end + 1] == line[col] and sheet.cell(first + number, end + 2).value is None:
                end += 1
            if end > col:
                sheet.merge_cells(start_row=first + number, end_row=first + number, start_column=col + 1, end_column=end + 1)
            col = end + 1


def main() -> None:
    folder, way, out = HERE / sys.argv[1], sys.argv[2], Path(sys.argv[3])
    tables = [Table(path) for path in sorted(folder.glob("*.tsv"))]
    if len(sys.argv) > 4:
        print(mutate(tables, int(sys.argv[5]), Decimal(sys.argv[6])))
    if way == "files":
        out.mkdir(parents=True, exist_ok=True)
        for table in tables:
            book = openpyxl.Workbook()
            write(book.active, 1, table, way)
            book.save(out / f"{table.name}.xlsx")
        return
    book = openpyxl.Workbook()
    book.remove(book.active)
    if way == "one-sheet":
        sheet, row = book.create_sheet("公开表"), 1
        for table in tables:
            row = write(sheet, row, table, way) + 2
    else:
        for number, table in enumerate(tables, 1):
            write(book.create_sheet(f"{number}"), 1, table, way)
    book.save(out)


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[2] == "count":
        print(len(figures([Table(path) for path in sorted((HERE / sys.argv[1]).glob("*.tsv"))])))
    else:
        main()
