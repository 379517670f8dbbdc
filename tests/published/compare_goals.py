#!/usr/bin/env python3
"""Compares every field of the goal tables, the assets and the units of a workbook with what was published.

    python3 tests/published/compare_goals.py 公开表.xlsx

goals.tsv, assets.tsv and organisation.tsv are transcribed from the published document. Read by openpyxl, which is not ours.
Ends 1 and names sheet and cell where anything differs.
"""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

import openpyxl

HERE = Path(__file__).resolve().parent
HEADER = ["一级指标", "二级指标", "三级指标", "绩效指标描述", None, "指标值", "指标值确定依据"]


def rows(name: str) -> list[list[str]]:
    return [line.split("\t") for line in (HERE / name).read_text("utf-8").splitlines()]


def projects() -> list[tuple[list[str], list[str], list[list[str]]]]:
    """By project: its facts, its goals, its indicators."""
    found: list[tuple[list[str], list[str], list[list[str]]]] = []
    for kind, *cells in rows("goals.tsv"):
        if kind == "项目":
            found.append((cells, [], []))
        else:
            found[-1][1 if kind == "目标" else 2].append(cells[0] if kind == "目标" else cells)
    return found


class Comparison:
    def __init__(self, path: str) -> None:
        self.book = openpyxl.load_workbook(path, data_only=True)
        self.differences: list[str] = []
        self.compared = 0

    def sheet(self, title: str):
        for sheet in self.book.worksheets:
            if sheet["A1"].value == title:
                return sheet
        self.differences.append(f"没有标题为“{title}”的工作表")
        return None

    def cell(self, sheet, place: str, expected: str | None) -> None:
        """Words as they are, money as a number that prints as published, nothing as nothing."""
        value = sheet[place].value
        shown = f"{value:.2f}" if isinstance(value, float) or (isinstance(value, int) and "0.00" in sheet[place].number_format) else value
        self.compared += 1
        if (shown if shown is not None else "") != (expected or ""):
            self.differences.append(f"{sheet.title}!{place}：应为 {expected!r}，实为 {shown!r}")

    def goals(self) -> None:
        for number, (facts, goals, indicators) in enumerate(projects(), start=1):
            code, name, budget, fiscal, other, purpose, *plan = facts
            sheet = self.sheet(f"{number}、{name}绩效目标表")
            if sheet is None:
                continue
            expected = {
                "A2": None, "A3": "项目编码", "B3": code, "D3": "项目名称", "E3": name,
                "A4": "预算规模及资金用途", "B4": "预算数", "C4": budget, "D4": "其中：财政资金", "E4": fiscal, "F4": "其他资金",
                "G4": other, "B5": purpose, "A6": "资金支出计划（%）", "B6": "3月底", "C6": "6月底", "D6": "10月底", "F6": "12月底",
                "B7": plan[0], "C7": plan[1], "D7": plan[2], "F7": plan[3], "A8": "绩效目标",
            }
            expected |= {f"B{8 + at}": goal for at, goal in enumerate(goals)}
            head = 8 + len(goals)
            expected |= {f"{letter}{head}": word for letter, word in zip("ABCDEFG", HEADER) if word}
            row = head + 1
            merged = {str(area) for area in sheet.merged_cells.ranges}
            for level1, group in groupby(indicators, key=lambda indicator: indicator[0]):
                first = row
                for _, level2, level3, description, value, basis in group:
                    words = zip("BCDFG", (level2, level3, description, value, basis))
                    expected |= {f"{letter}{row}": word for letter, word in words}
                    row += 1
                expected[f"A{first}"] = level1
                self.group(sheet, (first, row - 1), merged, level1)
            expected[f"C{row}"] = None
            for place, text in expected.items():
                if place != "A2":
                    self.cell(sheet, place, text)
            if not any("单位：万元" in str(cell.value) for cell in sheet[2]):
                self.differences.append(f"{sheet.title}：第 2 行没有“单位：万元”")

    def group(self, sheet, rows: tuple[int, int], merged: set[str], level1: str) -> None:
        """A group is merged, in one piece or, where a page ends in it, in pieces that each say its name."""
        row = rows[0]
        while row <= rows[1]:
            pieces = [end for end in range(row, rows[1] + 1) if end == row or f"A{row}:A{end}" in merged]
            if sheet[f"A{row}"].value != level1:
                self.differences.append(f"{sheet.title}!A{row}：应为“{level1}”这一组，实为 {sheet[f'A{row}'].value!r}")
            row = max(pieces) + 1

    def others(self) -> None:
        assets = self.sheet("部门固定资产占用情况表")
        for row, (item, quantity, value) in enumerate(rows("assets.tsv"), start=4):
            if assets is not None:
                found = assets[f"B{row}"].value
                self.compared += 1
                if str(found or "") != quantity:
                    self.differences.append(f"{assets.title}!B{row}：应为 {quantity!r}，实为 {found!r}")
                self.cell(assets, f"A{row}", item)
                self.cell(assets, f"C{row}", value)
        units = self.sheet("部门机构设置情况")
        for row, cells in enumerate(rows("organisation.tsv"), start=4):
            for letter, text in zip("ABCD", cells):
                if units is not None:
                    self.cell(units, f"{letter}{row}", text)


def main() -> int:
    comparison = Comparison(sys.argv[1])
    comparison.goals()
    comparison.others()
    print("\n".join(comparison.differences))
    print(f"比较了 {comparison.compared} 项，{len(comparison.differences)} 处不同")
    return 1 if comparison.differences or comparison.compared < 700 else 0


if __name__ == "__main__":
    sys.exit(main())
