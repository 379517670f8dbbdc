#!/usr/bin/env python3
"""Judges a filled blank: the published tables in it cell for cell, and everything else as it was.

    python3 tests/fill/judge.py single|full BLANK.xlsx FILLED.xlsx

Reads with zipfile and openpyxl, which know nothing of this project; where the forms stand is known from make_blank.py, which
made the blank. Prints every difference; ends 1 on any.
"""

from __future__ import annotations

import re
import sys
import zipfile
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter, range_boundaries

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "published")]
import compare as published  # noqa: E402
import make_blank  # noqa: E402

OWNER, YEAR = "编制部门：434 平乡县人民政府办公室", "预算年度：2024"
# What inserting rows may touch besides the sheets that receive values.
MOVED_ALONG = re.compile(r"xl/(workbook\.xml|comments\d+\.xml|drawings/(vmlDrawing|drawing)\d+\.(vml|xml))$")


class Judge:
    def __init__(self, kind: str, blank: Path, filled: Path) -> None:
        self.blank, self.filled = blank, filled
        self.layouts = make_blank.Blank(kind == "single").layouts
        self.single = kind == "single"
        self.problems: list[str] = []
        self.before = openpyxl.load_workbook(blank)
        self.after = openpyxl.load_workbook(filled)
        self.values = openpyxl.load_workbook(filled, data_only=True)
        self.tables = {table.number: table for table in published.published_tables()}
        # By sheet: the row after which rows came in, and how many.
        self.inserted = {name: (0, 0) for name in self.before.sheetnames}
        self.compared = 0
        # Cells that receive something, by sheet, as they stand afterwards.
        self.written: set[tuple[str, int, int]] = set()

    def say(self, problem: str) -> None:
        self.problems.append(problem)

    # --- The figures --------------------------------------------------------------------------------------------------

    def figures(self) -> None:
        for number, layout in self.layouts.items():
            table = self.tables[number]
            sheet = self.values[layout.sheet]
            grows = number not in (1, 4, 9)
            columns = [key for key in layout.columns if key != "seq"]
            form = make_blank.forms()[number]
            order = [column["key"] for column in form["column"] if column["key"] != "seq"]
            at = {key: layout.columns.index(key) + 1 for key in columns}
            if table.is_note:
                body = [[c.value for c in row] for row in sheet.iter_rows(min_row=layout.body_row, max_row=layout.body_row + 3)]
                words = [published.plain(value) for row in body for value in row if value is not None]
                if words != [published.plain(table.rows[0][0])]:
                    self.say(f"{layout.sheet}：空表应只有注，实为 {words}")
                self.mark(layout.sheet, layout.body_row, make_blank.letters(layout.columns.index("name")))
                self.captions(layout)
                continue
            if grows:
                empty = (1 if self.single and number in (2, 3) else make_blank.EMPTY_ROWS) + (number in (3, 5))
                more = max(0, len(table.rows) - empty)
                if more:
                    self.inserted[layout.sheet] = (layout.body_row + empty - 1, more)
            first_of: dict[str, int] = {}
            for index, cells in enumerate(table.rows):
                row = layout.body_row + index
                for key, expected in zip(order, cells):
                    shown = self.shown(layout.sheet, row, at[key])
                    self.compared += 1
                    if published.plain(expected) != shown:
                        self.say(f"{layout.sheet}!{make_blank.letters(at[key] - 1)}{row}：应为“{expected}”，实为“{shown}”")
                    self.written.add((layout.sheet, row, at[key]))
                self.written.add((layout.sheet, row, layout.columns.index("seq") + 1))
                first_of.setdefault(cells[0], row)
                if grows and published.plain(sheet.cell(row, 1).value) != str(index + 1):
                    self.say(f"{layout.sheet}!A{row}：序号应为 {index + 1}，实为 {sheet.cell(row, 1).value}")
            self.captions(layout)

    def shown(self, sheet: str, row: int, col: int) -> str:
        cell = self.values[sheet].cell(row, col)
        # The published tables print no separators; this blank's number format does.
        return published.shown(cell.value, cell.number_format.replace("#,##", "") if cell.is_date is False else "General")

    def captions(self, layout: make_blank.Layout) -> None:
        row = layout.title_row + 1
        words = [cell.value for cell in self.values[layout.sheet][row] if cell.value]
        if words != [OWNER, YEAR, "单位：万元"]:
            self.say(f"{layout.sheet} 第 {row} 行：{words}")
        for cell in self.values[layout.sheet][row]:
            self.written.add((layout.sheet, row, cell.column))

    def mark(self, sheet: str, row: int, letters: str) -> None:
        self.written.add((sheet, row, openpyxl.utils.column_index_from_string(letters)))

    # --- Everything else ----------------------------------------------------------------------------------------------

    def moved(self, sheet: str, row: int) -> int:
        after, count = self.inserted[sheet]
        return row + count if count and row > after else row

    def range_moved(self, sheet: str, area: str) -> str:
        left, top, right, bottom = range_boundaries(area)
        after, count = self.inserted[sheet]
        grown = bottom + count if count and bottom >= after and top <= after else self.moved(sheet, bottom)
        return f"{get_column_letter(left)}{self.moved(sheet, top)}:{get_column_letter(right)}{grown}"

    def cells(self) -> None:
        for name in self.before.sheetnames:
            old, new = self.before[name], self.after[name]
            after, count = self.inserted[name]
            if new.max_row != old.max_row + count:
                self.say(f"{name}：{old.max_row} 行变成 {new.max_row} 行，插入应为 {count} 行")
            for row in old.iter_rows():
                for cell in row:
                    other = new.cell(self.moved(name, cell.row), cell.column)
                    if cell.has_style and cell._style != other._style:
                        self.say(f"{name}!{other.coordinate}：样式变了")
                    if (name, other.row, other.column) in self.written or cell.data_type == "f":
                        continue
                    if cell.value != other.value:
                        self.say(f"{name}!{other.coordinate}：“{cell.value}”变成“{other.value}”")
                    if (cell.comment is None) != (other.comment is None):
                        self.say(f"{name}!{other.coordinate}：批注不见了")
            for row in range(after + 1, after + count + 1):
                for col in range(1, old.max_column + 1):
                    if new.cell(row, col)._style != old.cell(after, col)._style:
                        self.say(f"{name}!{new.cell(row, col).coordinate}：新行的样式不是样板行的")
                if new.row_dimensions[row].height != old.row_dimensions[after].height:
                    self.say(f"{name} 第 {row} 行：行高不是样板行的")
            self.formulas(name)
            self.around(name)

    def formulas(self, name: str) -> None:
        old, new = self.before[name], self.after[name]
        for row in old.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    other = new.cell(self.moved(name, cell.row), cell.column)
                    if other.data_type != "f" or (not self.inserted[name][1] and other.value != cell.value):
                        self.say(f"{name}!{other.coordinate}：公式 {cell.value} 变成 {other.value}")
                    if self.values[name].cell(other.row, other.column).value is None:
                        self.say(f"{name}!{other.coordinate}：公式没有结果")

    def around(self, name: str) -> None:
        old, new = self.before[name], self.after[name]
        kept = lambda areas: sorted(self.range_moved(name, str(area)) for area in areas)
        if kept(old.merged_cells.ranges) != sorted(str(area) for area in new.merged_cells.ranges):
            self.say(f"{name}：合并单元格变了")
        rules = lambda sheet: [(str(found.sqref), [(r.type, r.operator, r.formula) for r in found.rules]) for found in sheet.conditional_formatting]
        wanted = [(" ".join(self.range_moved(name, area) for area in areas.split()), rule) for areas, rule in rules(old)]
        if wanted != rules(new):
            self.say(f"{name}：条件格式应为 {wanted}，实为 {rules(new)}")
        checks = lambda sheet: [(str(v.sqref), v.type, v.formula1, v.formula2) for v in sheet.data_validations.dataValidation]
        for (areas, *rest), (others, *other_rest) in zip(checks(old), checks(new), strict=True):
            covered = lambda text: {(r, c) for area in text.split() for left, top, right, bottom in [range_boundaries(area)]
                                    for r in range(top, bottom + 1) for c in range(left, right + 1)}
            after, count = self.inserted[name]
            expected = {(self.moved(name, r), c) for r, c in covered(areas)}
            expected |= {(r, c) for row, c in covered(areas) if row == after for r in range(after + 1, after + count + 1)}
            if expected != covered(others) or rest != other_rest:
                self.say(f"{name}：数据验证 {areas} 变成 {others}")
        for attribute in ("page_setup", "page_margins", "print_options", "print_title_rows", "sheet_format"):
            one, other = (repr(getattr(sheet, attribute, None)) for sheet in (old, new))
            if one != other:
                self.say(f"{name}：{attribute} {one} 变成 {other}")
        if old.oddFooter.center.text != new.oddFooter.center.text:
            self.say(f"{name}：页脚变了")
        area = self.range_moved(name, old.print_area.split("!")[-1].replace("$", ""))
        if area != new.print_area.split("!")[-1].replace("$", ""):
            self.say(f"{name}：打印区域应为 {area}，实为 {new.print_area}")

    def names(self) -> None:
        old, new = ({key: value.attr_text for key, value in book.defined_names.items()} for book in (self.before, self.after))
        if old != new:
            self.say(f"定义的名称：{old} 变成 {new}")

    def parts(self) -> None:
        with zipfile.ZipFile(self.blank) as old, zipfile.ZipFile(self.filled) as new:
            if old.namelist() != new.namelist():
                self.say(f"部件不同：{old.namelist()} → {new.namelist()}")
            for part in old.namelist():
                same = old.read(part) == new.read(part)
                received = part.startswith("xl/worksheets/sheet") and part != "xl/worksheets/sheet1.xml"
                along = any(count for _, count in self.inserted.values()) and MOVED_ALONG.match(part)
                if not same and not received and not along:
                    self.say(f"{part} 变了")
            self.drawings(old, new)

    def drawings(self, old: zipfile.ZipFile, new: zipfile.ZipFile) -> None:
        """A logo at the top stays, a stamp at the bottom goes along with the rows."""
        anchors = lambda text: [int(row) for row in re.findall(r"<xdr:row>(\d+)</xdr:row>", text)]
        for number in (1, 2, 3):
            part = f"xl/drawings/drawing{number}.xml"
            one, other = (anchors(archive.read(part).decode()) for archive in (old, new))
            name = make_blank.SHEETS[number]
            if [self.moved(name, row + 1) - 1 for row in one] != other:
                self.say(f"{part}：{one} 变成 {other}")


def main() -> int:
    judge = Judge(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
    judge.figures()
    judge.cells()
    judge.names()
    judge.parts()
    for problem in judge.problems[:60]:
        print(problem)
    print(f"比较了 {judge.compared} 格，{len(judge.problems)} 处不同")
    return 1 if judge.problems or judge.compared < 1000 else 0


if __name__ == "__main__":
    sys.exit(main() if len(sys.argv) == 4 else __doc__)
