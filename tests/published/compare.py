#!/usr/bin/env python3
"""Compares a published workbook with the nine tables that were really published, cell by cell, both ways.

    python3 tests/published/compare.py WORKBOOK.xlsx

Reads with openpyxl, which knows nothing of this project. Every title, caption, header word, label and figure must be there,
and nothing else. Figures are compared as they are shown: by value and number format, so a zero counts as an empty cell only
where its format hides it. Totals must be formulas of SUM, + and − with a cached result. Differences are printed by
sheet!cell; ends 1 on any, 2 where the workbook cannot be read.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import openpyxl
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.utils import get_column_letter

HERE = Path(__file__).resolve().parent
CAPTION = ["434 平乡县人民政府办公室", "预算年度：2024", "单位：万元"]
FIGURE = re.compile(r"-?\d+\.\d\d")


# How the titles of the further forms end.
OTHERS = ("绩效目标表", "部门政府采购预算", "部门固定资产占用情况表", "部门机构设置情况")

@dataclass(frozen=True)
class Published:
    """One published table: what stands where, and which figures are totals."""

    number: int
    name: str
    headers: list[list[str]]
    rows: list[list[str]]

    @property
    def is_note(self) -> bool:
        """An empty table consists of its note."""
        return len(self.rows) == 1 and len(self.rows[0]) == 1

    def is_total(self, row: int, col: int) -> bool:
        """Whether the figure of this row and column (from 0, without 序号) follows from others, so must be a formula."""
        cells = self.rows[row]
        totals = TOTAL_COLUMNS.get(self.number, ())
        if self.number in FINEST:
            return col in totals or len(cells[0]) < FINEST[self.number]
        if self.number == 9:
            return col in totals or cells[0] in THREE_PUBLIC_TOTALS
        label = cells[0] if col == 1 else cells[2]
        return col in totals or label in BALANCE_TOTALS


# Columns, from 0 without 序号, that are sums of others in their row.
TOTAL_COLUMNS = {2: (2, 3), 3: (2,), 4: (3,), 5: (2,), 6: (2,), 9: (1,)}
# Digits of the codes that are not divided further.
FINEST = {2: 7, 3: 7, 5: 7, 6: 5}
BALANCE_TOTALS = {"本年收入合计", "本年支出合计", "收入总计", "支出总计"}
THREE_PUBLIC_TOTALS = {"合计", "“三公”经费小计", "一、因公出国（境）费", "二、公务用车购置及运维费"}


def lines_of(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text("utf-8").splitlines()]


def published_tables() -> list[Published]:
    tables = []
    headers = lines_of(HERE / "headers.tsv")
    for number in range(1, 10):
        (path,) = HERE.glob(f"{number}-*.tsv")
        own = [words for key, *words in headers if key == str(number)]
        tables.append(Published(number, path.stem.split("-", 1)[1], own, lines_of(path)))
    return tables


# --- How a cell is shown ----------------------------------------------------------------------------------------------


def plain(text: object) -> str:
    """A text without blanks: the forms are set with 项　目 and indents, which are looks."""
    return re.sub(r"\s", "", "" if text is None else str(text))


def shown(value: object, number_format: str) -> str:
    """What a reader of the sheet sees."""
    if value is None or isinstance(value, (str, bool)):
        return plain(value)
    number = Decimal(repr(value))
    section = section_for(number, number_format)
    if section in ("", '""'):
        return ""
    if section == "General":
        return str(number)
    decimals = len(re.search(r"\.(0*)|$", section).group(1) or "")
    return f"{number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):{',' if ',' in section else ''}f}"


def section_for(number: Decimal, number_format: str) -> str:
    """The part of a number format that counts for this number: positive;negative;zero."""
    sections = number_format.split(";")
    if number == 0 and len(sections) >= 3:
        return sections[2].strip()
    return sections[0].strip()


# --- Comparing --------------------------------------------------------------------------------------------------------


def tables_of(book: openpyxl.Workbook) -> list:
    """The sheets behind the cover and the list of contents, where the workbook has them."""
    return [sheet for sheet in book.worksheets if sheet.title not in ("封面", "目录")]


@dataclass
class Comparison:
    """Two views of one workbook (values, formulas) and the differences found so far."""

    values: openpyxl.Workbook
    formulas: openpyxl.Workbook
    differences: list[str] = field(default_factory=list)
    compared: int = 0

    def differ(self, sheet: str, cell: str, problem: str) -> None:
        self.differences.append(f"{sheet}!{cell}：{problem}")

    def workbook(self) -> None:
        tables = published_tables()
        values, formulas = tables_of(self.values), tables_of(self.formulas)
        titles = [plain(sheet["A1"].value) for sheet in values]
        # Behind the nine tables stand the other forms of the package, and nothing else.
        nine, others = titles[: len(tables)], titles[len(tables) :]
        if nine != [plain(table.name) for table in tables] or not all(title.endswith(OTHERS) for title in others):
            expected = "、".join(table.name for table in tables)
            self.differences.append(f"工作表的标题依次应为 {expected}，实为 {'、'.join(titles)}")
        for table in tables:
            if plain(table.name) in titles:
                at = titles.index(plain(table.name))
                self.table(table, values[at], formulas[at])

    def table(self, table: Published, values, formulas) -> None:
        self.words(values, 1, [table.name])
        self.words(values, 2, CAPTION)
        for depth, words in enumerate(table.headers):
            self.words(values, 3 + depth, words)
        first = 3 + len(table.headers)
        if table.is_note:
            self.words(values, first, table.rows[0])
        else:
            for row in range(len(table.rows)):
                self.row(table, row, values[first + row], formulas[first + row])
        for row in values.iter_rows(min_row=first + len(table.rows)):
            for cell in row:
                if cell.value is not None:
                    self.differ(values.title, cell.coordinate, f"公布的表到上一行为止，这里多出 {cell.value!r}")

    def words(self, sheet, row: int, expected: list[str]) -> None:
        """The words of a row of title, caption, header or note, wherever they stand in it."""
        actual = [plain(cell.value) for cell in sheet[row] if cell.value is not None]
        self.compared += len(expected)
        if actual != [plain(word) for word in expected]:
            self.differ(sheet.title, f"{row}:{row}", f"应为 {expected}，实为 {actual}")

    def row(self, table: Published, row: int, values: tuple, formulas: tuple) -> None:
        sequence, *cells = values
        if plain(sequence.value) != str(row + 1):
            self.differ(sequence.parent.title, sequence.coordinate, f"序号应为 {row + 1}，实为 {sequence.value!r}")
        expected = table.rows[row] + [""] * (len(cells) - len(table.rows[row]))
        for col, want in enumerate(expected):
            if col >= len(cells):
                self.differ(sequence.parent.title, f"{get_column_letter(col + 2)}{sequence.row}", f"缺这一列，应为 {want!r}")
                continue
            self.cell(want, cells[col], formulas[col + 1])
            if want and FIGURE.fullmatch(want) and table.is_total(row, col) and formulas[col + 1].data_type != "f":
                self.differ(sequence.parent.title, cells[col].coordinate, f"合计应为公式，实为 {formulas[col + 1].value!r}")

    def cell(self, want: str, cell, formula) -> None:
        self.compared += 1
        sheet, at = cell.parent.title, cell.coordinate
        got = shown(cell.value, cell.number_format)
        if formula.data_type == "f":
            self.formula(formula, cell)
        if got != plain(want):
            self.differ(sheet, at, f"应为 {want!r}，显示为 {got!r}（存的是 {cell.value!r}，格式 {cell.number_format}）")
        elif FIGURE.fullmatch(want) and isinstance(cell.value, str):
            self.differ(sheet, at, f"{want} 存成了文字，应为数字")
        elif want and not FIGURE.fullmatch(want) and not isinstance(cell.value, str):
            self.differ(sheet, at, f"{want} 存成了数字，应为文字")

    def formula(self, formula, cell) -> None:
        """Only SUM, + and − of cells, with a cached number."""
        sheet, at = formula.parent.title, formula.coordinate
        for token in Tokenizer(formula.value).items:
            allowed = {
                Token.FUNC: token.value in ("SUM(", ")"),
                Token.OPERAND: token.subtype == Token.RANGE,
                Token.OP_IN: token.value in ("+", "-"),
                Token.OP_PRE: token.value in ("+", "-"),
                Token.SEP: True,
                Token.PAREN: True,
                Token.WSPACE: True,
            }
            if not allowed.get(token.type, False):
                self.differ(sheet, at, f"公式 {formula.value} 里的 {token.value!r} 不是 SUM、加、减或单元格")
        if not isinstance(cell.value, (int, float)):
            self.differ(sheet, at, f"公式 {formula.value} 没有缓存的数值，不计算的软件会显示 {cell.value!r}")


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    path = Path(sys.argv[1])
    try:
        comparison = Comparison(openpyxl.load_workbook(path, data_only=True), openpyxl.load_workbook(path))
    except Exception as error:  # whatever openpyxl raises on a file that is no workbook
        print(f"{path} 打不开：{error}", file=sys.stderr)
        return 2
    comparison.workbook()
    for difference in comparison.differences:
        print(difference)
    print(f"比较了 {comparison.compared} 个单元格，{len(comparison.differences)} 处不同")
    return 1 if comparison.differences else 0


if __name__ == "__main__":
    sys.exit(main())
