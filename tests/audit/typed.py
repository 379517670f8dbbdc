#!/usr/bin/env python3
"""Types the nine published tables into a plain workbook, as somebody would by hand: values only, own widths and places.

    python3 tests/audit/typed.py WAY OUT.xlsx

WAY: plain, one-sheet (all tables below each other), moved (columns in another order, shifted), yuan (元 instead of 万元), gaps
(blank rows, wrapped labels, a title with the year), or the name of a planted defect.
"""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path

import openpyxl

HERE = Path(__file__).resolve().parent.parent / "published"
FORMS = sorted(HERE.glob("[1-9]-*.tsv"))


FUNCTION = [["序号", "功能分类科目", "", "合计", "基本支出", "项目支出"], ["", "科目编码", "科目名称"]]
# Words where they stand; a group's word stands over its first column and is merged over the empty cells after it.
HEADERS = {
    1: [["序号", "收入", "", "支出", ""], ["", "项目", "预算数", "项目", "预算数"]],
    2: [["序号", "功能分类科目", "", "合计", "本年收入", "", "", "", "", "", "", "", "上年结转"],
        ["", "科目编码", "科目名称", "", "小计", "财政拨款收入", "财政专户收入", "事业收入", "经营收入", "上级补助收入",
         "附属单位上缴收入", "其他收入"]],
    3: [[*FUNCTION[0], "经营支出", "上解上级支出", "对附属单位补助支出"], FUNCTION[1]],
    4: [["序号", "收入", "", "支出", "", "", "", ""],
        ["", "项目", "金额", "项目", "合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"]],
    5: FUNCTION,
    6: [["序号", "支出部门经济分类科目", "", "一般公共预算基本支出", "", ""], ["", "科目编码", "科目名称", "合计", "人员经费", "公用经费"]],
    7: FUNCTION,
    8: FUNCTION,
    9: [["序号", "项目", "资金性质", "", "", ""],
        ["", "", "合计", "一般公共预算财政拨款", "政府性基金预算拨款", "国有资本经营预算财政拨款"]],
}


def table(path: Path) -> tuple[int, str, list[list[str]], list[list[str]]]:
    number, name = path.stem.split("-", 1)
    width = len(HEADERS[int(number)][0])
    headers = [row + [""] * (width - len(row)) for row in HEADERS[int(number)]]
    headers.append(["栏次", *map(str, range(1, width))])
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
    return int(number), name, headers, rows


def figure(text: str, unit: int) -> object:
    try:
        value = Decimal(text) * unit
    except ArithmeticError:
        return text or None
    return float(value)


def is_code_column(number: int, col: int) -> bool:
    return number in (2, 3, 5, 6) and col == 0


def defects(way: str, number: int, rows: list[list[str]]) -> list[list[str]]:
    rows = [list(row) for row in rows]
    if way == "disagree" and number == 1:
        for row in rows:
            row[:] = [{"950.10": "950.20", "1166.60": "1166.70"}.get(cell, cell) if at == 3 else cell
                      for at, cell in enumerate(row)]
    if way == "row-total" and number == 3:
        rows[3][2] = "449.40"
    if way == "missing-item" and number == 5:
        del rows[4]
    if way == "old-name" and number == 1:
        for row in rows:
            row[2] = row[2].replace("卫生健康支出", "医疗卫生与计划生育支出")
    if way == "words" and number == 6:
        rows[2][2] = "见附件"
    if way == "no-items" and number == 2:
        rows = [row for row in rows if len(row[0]) != 7]
    if way == "no-split" and number == 9:
        rows = [row for row in rows if "公务用车购置费" not in row[0]]
        assert len(rows) == 11
    if way == "yuan-as-wan" and number == 3:
        rows = [row[:2] + [str(Decimal(cell) * 10000) if cell else cell for cell in row[2:]] for row in rows]
    if way == "copied-note" and number == 8:
        rows = [["注：无政府基金预算财政拨款预算，空表列示。"]]
    if way == "made-up-code" and number in (2, 3, 5):
        rows = [[row[0].replace("2010399", "2010391"), *row[1:]] for row in rows]
    if way == "last-year-name" and number in (2, 3, 5):
        rows = [[cell.replace("卫生健康支出", "医疗卫生与计划生育支出") for cell in row] for row in rows]
    if way == "cent" and number == 6:
        rows[0][2] = "673.25"
    if way == "silent-empty" and number == 7:
        rows.clear()
    return rows


def merge(sheet, top: int, left: int, headers: list[list[str]], order: list[int]) -> None:
    """Merges a group's word over its columns, and a single column's word down to the last row of words."""
    first, second = headers[0], headers[1]
    col = 0
    while col < len(first):
        end = col
        while end + 1 < len(first) and not first[end + 1] and second[end + 1]:
            end += 1
        places = [order.index(c) for c in range(col, end + 1) if c in order]
        if end > col and places == list(range(places[0], places[0] + len(places))):
            sheet.merge_cells(start_row=top, end_row=top, start_column=left + places[0], end_column=left + places[-1])
        elif places and not second[col]:
            sheet.merge_cells(start_row=top, end_row=top + 1, start_column=left + places[0], end_column=left + places[0])
        col = end + 1


def write(sheet, at: int, left: int, form: tuple, way: str) -> int:
    number, name, headers, rows = form
    unit = 10000 if way == "yuan" else 1
    word = "元" if way == "yuan" else "万元"
    order = list(range(len(headers[-1])))
    if way == "moved" and number in (3, 5):
        order[4:] = reversed(order[4:])
    if way == "no-column" and number == 3:
        order.remove(5)
    sheet.cell(at, left, f"平乡县人民政府办公室2024年{name}" if way == "gaps" else name)
    sheet.cell(at + 1, left, "434 平乡县人民政府办公室")
    sheet.cell(at + 1, left + 2, "预算年度：2024")
    sheet.cell(at + 1, left + len(order) - 1, f"单位：{word}")
    at += 2
    for header in headers:
        for place, col in enumerate(order):
            sheet.cell(at, left + place, header[col] or None)
        at += 1
    merge(sheet, at - len(headers), left, headers, order)
    if len(rows) <= 1:
        if rows:
            sheet.cell(at, left, rows[0][0])
        return at + 2
    for serial, row in enumerate(rows, 1):
        cells = [str(serial)] + row + [""] * (len(headers[-1]) - 1 - len(row))
        for place, col in enumerate(order):
            text = cells[col]
            value = text if col == 0 or is_code_column(number, col - 1) else figure(text, unit)
            if way == "gaps" and isinstance(value, str) and len(value) > 8 and col:
                value = value[:6] + "\n" + value[6:]
            sheet.cell(at, left + place, value or None)
        at += 2 if way == "gaps" and serial % 5 == 0 else 1
    return at + 2


def main() -> None:
    way, out = sys.argv[1], sys.argv[2]
    book = openpyxl.Workbook()
    sheet = book.active
    at = 1
    for path in FORMS:
        form = table(path)
        if way == "no-table" and form[0] == 8:
            continue
        form = (*form[:3], defects(way, form[0], form[3]))
        if way == "one-sheet":
            at = write(sheet, at, 1, form, way)
            continue
        sheet.title = f"表{form[0]}"
        write(sheet, 3 if way in ("moved", "gaps") else 1, 3 if way == "moved" else 1, form, way)
        sheet = book.create_sheet()
    if way != "one-sheet":
        book.remove(sheet)
    book.save(out)


main()
