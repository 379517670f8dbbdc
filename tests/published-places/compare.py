#!/usr/bin/env python3
"""Compares a workbook with tables that were really published, cell for cell as displayed, both ways.

    python3 tests/published-places/compare.py FOLDER WORKBOOK.xlsx

FOLDER holds a TSV a table: lines `title`, `caption`, `header` (words repeated over merged cells), `row`, `note`. Reads with
openpyxl, which knows nothing of this project. A cell counts as what its number format shows of its (cached) value. Every
cell of the tables must be there, and nothing else. Differences are printed by sheet!cell; ends 1 on any, 2 where the
workbook cannot be read.
"""

from __future__ import annotations

import sys
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter


def digits(value: Decimal, section: str) -> str:
    """A number as one section of a number format shows it: `#,##0.00`, or words in quotes."""
    if section.startswith('"'):
        return section.strip('"')
    plain = section.lstrip("-").replace("\\ ", "").strip()
    places = len(plain.split(".")[1]) if "." in plain else 0
    rounded = abs(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    sign = "-" if section.startswith("-") or (value < 0 and not section.startswith("-") and rounded) else ""
    return sign + (f"{rounded:,}" if "," in plain else str(rounded))


def shown(cell) -> str:
    """What a cell displays."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, (int, float)):
        number = Decimal(repr(value) if isinstance(value, float) else value)
        if cell.number_format == "General":
            return str(number)
        sections = cell.number_format.split(";")
        if number == 0 and len(sections) > 2:
            return digits(number, sections[2]) if sections[2] else ""
        if number < 0 and len(sections) > 1:
            return digits(-number, sections[1])
        return digits(number, sections[0])
    return str(value).strip()


def tables(folder: Path) -> list[list[list[str]]]:
    read = []
    for path in sorted(folder.glob("*.tsv")):
        lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        read.append(lines)
    return read


def grid(sheet, merged: bool) -> list[list[str]]:
    cells = [[shown(cell) for cell in row] for row in sheet.iter_rows()]
    if merged:
        for area in sheet.merged_cells.ranges:
            words = cells[area.min_row - 1][area.min_col - 1]
            for row in range(area.min_row, area.max_row + 1):
                for col in range(area.min_col, area.max_col + 1):
                    if row == area.min_row:
                        cells[row - 1][col - 1] = words
    return cells


def trimmed(row: list[str]) -> list[str]:
    while row and not row[-1]:
        row = row[:-1]
    return row


def compare(lines: list[list[str]], sheet) -> tuple[list[str], int]:
    plain, merged = grid(sheet, False), grid(sheet, True)
    problems, compared, at = [], 0, 0
    for kind, *cells in lines:
        while at < len(plain) and not any(plain[at]):
            at += 1
        if at >= len(plain):
            problems.append(f"{sheet.title}: 少一行 {kind} {cells}")
            continue
        own = merged[at] if kind == "header" else plain[at]
        found = [cell for cell in own if cell] if kind in ("caption", "title", "note") else own
        wanted = [cell.strip() for cell in cells]
        wanted = [cell for cell in wanted if cell] if kind == "caption" else trimmed(wanted)
        found = trimmed(found)
        compared += max(len(found), len(wanted))
        for col in range(max(len(found), len(wanted))):
            a = wanted[col] if col < len(wanted) else ""
            b = found[col] if col < len(found) else ""
            if a != b:
                problems.append(f"{sheet.title}!{get_column_letter(col + 1)}{at + 1}: 公布“{a}”，得到“{b}”")
        at += 1
    for row in range(at, len(plain)):
        if any(plain[row]):
            problems.append(f"{sheet.title}!A{row + 1}: 多出一行 {trimmed(plain[row])}")
    return problems, compared


def main(folder: str, workbook: str) -> int:
    try:
        book = openpyxl.load_workbook(workbook, data_only=True)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with it is said
        print(f"打不开 {workbook}：{error}")
        return 2
    wanted = tables(Path(folder))
    titles = {sheet["A1"].value and str(sheet["A1"].value).strip(): sheet for sheet in book.worksheets}
    problems, compared = [], 0
    for lines in wanted:
        title = lines[0][1].strip()
        if title not in titles:
            problems.append(f"没有《{title}》")
            continue
        found, count = compare(lines, titles.pop(title))
        problems.extend(found)
        compared += count
    problems.extend(f"多出工作表 {sheet.title}" for sheet in titles.values())
    print("\n".join(problems))
    print(f"{len(wanted)} 张表，{compared} 格，{len(problems)} 处不同")
    return 1 if problems or not compared else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
