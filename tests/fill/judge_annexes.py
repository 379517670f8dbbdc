#!/usr/bin/env python3
"""Judges a filled 空白表-附表.xlsx: every goal table, the assets and the units as published, and the rest as it was.

    python3 tests/fill/judge_annexes.py BLANK.xlsx FILLED.xlsx

Reads with openpyxl and zipfile. Ends 1 on any difference.
"""

from __future__ import annotations

import re
import sys
import zipfile
from pathlib import Path

import openpyxl

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "published")]
import compare_goals as published  # noqa: E402
import make_annexes as blank_form  # noqa: E402

OWNER = "编制部门：434 平乡县人民政府办公室"


class Judge:
    def __init__(self, blank: str, filled: str) -> None:
        self.paths = blank, filled
        self.before, self.after = openpyxl.load_workbook(blank), openpyxl.load_workbook(filled)
        self.values = openpyxl.load_workbook(filled, data_only=True)
        self.problems: list[str] = []
        self.compared = 0

    def same(self, sheet, place: str, expected: str) -> None:
        value = sheet[place].value
        money = "0.00" in sheet[place].number_format and isinstance(value, int | float)
        shown = f"{value:.2f}" if money else "" if value is None else str(value)
        self.compared += 1
        if shown != expected:
            self.problems.append(f"{sheet.title}!{place}：应为 {expected!r}，实为 {shown!r}")

    def goals(self) -> None:
        for number, (facts, goals, indicators) in enumerate(published.projects(), start=1):
            code, name, budget, fiscal, other, purpose, *plan = facts
            sheet = self.values[f"绩效{number}"]
            expected = {"A2": OWNER, "B3": name, "E3": code, "C4": budget, "E4": fiscal, "G4": other, "B5": purpose,
                        "B7": plan[0], "C7": plan[1], "D7": plan[2], "F7": plan[3], "B8": "\n".join(goals)}
            for place, text in expected.items():
                self.same(sheet, place, text)
            (self.printed if number in blank_form.PRINTED else self.listed)(sheet, indicators)

    def listed(self, sheet, indicators: list[list[str]]) -> None:
        """One pattern row in the blank: a row an indicator, made like it."""
        pattern = self.before[sheet.title]
        for row, words in enumerate(indicators, start=blank_form.FIRST_INDICATOR):
            for letter, text in zip("ABCDFG", words, strict=True):
                self.same(sheet, f"{letter}{row}", text)
                if self.after[sheet.title][f"{letter}{row}"]._style != pattern[f"{letter}{blank_form.FIRST_INDICATOR}"]._style:
                    self.problems.append(f"{sheet.title}!{letter}{row}：样式不是样板行的")
            if f"D{row}:E{row}" not in map(str, sheet.merged_cells.ranges):
                self.problems.append(f"{sheet.title} 第 {row} 行：D、E 没有像样板行那样合并")
        self.foot(sheet, blank_form.FIRST_INDICATOR + len(indicators))

    def printed(self, sheet, indicators: list[list[str]]) -> None:
        """Levels are printed in the blank: each indicator below its own, what is printed stays."""
        rows, level1 = [], ""
        row = blank_form.FIRST_INDICATOR
        while not str(sheet[f"A{row}"].value or "").startswith("填表人"):
            level1 = sheet[f"A{row}"].value or level1
            rows.append([level1, *(sheet[f"{letter}{row}"].value or "" for letter in "BCDFG")])
            row += 1
        filled = [words for words in rows if any(words[2:])]
        self.compared += 6 * len(filled)
        if sorted(filled) != sorted(indicators):
            self.problems.append(f"{sheet.title}：指标应为 {sorted(indicators)}，实为 {sorted(filled)}")
        wanted = [(one, two) for one, levels in blank_form.LEVELS for two in levels]
        seen = list(dict.fromkeys((words[0], words[1]) for words in rows))
        if seen != wanted:
            self.problems.append(f"{sheet.title}：印好的指标变了：{seen}")
        self.foot(sheet, row)

    def foot(self, sheet, row: int) -> None:
        if not str(sheet[f"A{row}"].value).startswith("填表人") or sheet.max_row != row:
            self.problems.append(f"{sheet.title}：第 {row} 行应是填表人一行，共 {sheet.max_row} 行")

    def others(self) -> None:
        sheet = self.values["资产和机构"]
        for row, (item, quantity, value) in enumerate(published.rows("assets.tsv"), start=4):
            self.same(sheet, f"A{row}", item)
            self.same(sheet, f"B{row}", quantity)
            self.same(sheet, f"C{row}", value)
        self.same(sheet, "C2", "截止时间：2023-12-31")
        for row, (name, nature, rank, funding) in enumerate(published.rows("organisation.tsv"), start=15):
            for letter, text in zip("ABCD", (name, rank, nature, funding), strict=True):
                self.same(sheet, f"{letter}{row}", text)
        purchases = self.values["采购"]
        self.same(purchases, "C5", "注：无政府采购预算，空表列示。")
        if self.after["采购"]["H5"].value != "=SUM(I5:N5)":
            self.problems.append("采购!H5：空白表的公式变了")

    def parts(self) -> None:
        with zipfile.ZipFile(self.paths[0]) as old, zipfile.ZipFile(self.paths[1]) as new:
            if old.namelist() != new.namelist():
                self.problems.append(f"部件不同：{old.namelist()} → {new.namelist()}")
            may = re.compile(r"xl/worksheets/sheet\d+\.xml$|xl/workbook\.xml$")
            changed = [part for part in old.namelist() if old.read(part) != new.read(part) and not may.match(part)]
            self.problems += [f"{part} 变了" for part in changed]


def main() -> int:
    judge = Judge(*sys.argv[1:])
    judge.goals()
    judge.others()
    judge.parts()
    print("\n".join(judge.problems[:60]))
    print(f"比较了 {judge.compared} 项，{len(judge.problems)} 处不同")
    return 1 if judge.problems or judge.compared < 600 else 0


if __name__ == "__main__":
    sys.exit(main() if len(sys.argv) == 3 else __doc__)
