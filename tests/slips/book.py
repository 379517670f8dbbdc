"""导出的一张表，可以改动，可以写成文件。

一份底本（Base）是样例的一种导出：行、表头在哪一行、各列叫什么。每次试验从底本复制一份（Book）再改，改完写进一个空文件夹。
"""
import copy
import csv
import shutil
from decimal import Decimal
from pathlib import Path

import openpyxl

ROOT = Path(__file__).resolve().parents[2]
NATIONAL = {
    "year": "预算年度", "unit_code": "单位代码", "unit_name": "单位名称", "department": "部门代码", "category_code": "项目类别代码",
    "category_name": "项目类别名称", "project_code": "项目代码", "project_name": "项目名称", "function": "支出功能分类科目代码",
    "government": "政府支出经济分类代码", "economic": "部门支出经济分类代码", "fund": "资金性质代码", "source": "资金来源代码",
    "asked": "申报数", "reviewed": "财政审核数", "amount": "年初批复数", "adjusted": "调整金额", "after": "变动后预算数",
    "purchase": "是否政府采购", "remark": "备注",
}
PROJECT = {
    "unit": "预算单位", "category": "项目类别", "project_code": "项目编码", "project_name": "项目名称", "function": "支出功能分类",
    "government": "政府预算经济分类", "economic": "部门预算经济分类", "fund": "资金性质", "source": "资金来源", "amount": "预算金额",
}
WIDE = [("11", "公共预算拨款"), ("12", "政府性基金拨款"), ("31", "事业收入"), ("34", "事业单位经营收入")]


class Book:
    """一次试验的全部输入。"""

    def __init__(self, base):
        self.base = base
        self.rows = copy.deepcopy(base.rows)
        self.names = base.names
        self.top = base.top
        self.format = base.format
        self.more_sheets = []
        self.hidden = set()
        self.number_formats = {}
        self.more_files = {}
        self.companions = dict(base.companions)
        self.merges = []

    def has(self, *names):
        return all(name in self.names and self.names[name] in self.rows[self.top] for name in names)

    def col(self, name):
        return self.rows[self.top].index(self.names[name])

    def get(self, row, name):
        return self.rows[row][self.col(name)]

    def set(self, row, name, value):
        self.rows[row][self.col(name)] = value

    def amount(self, row, name="amount"):
        return Decimal(str(self.get(row, name)))

    def put(self, row, name, amount):
        """写金额：照底本的写法，文字或数。"""
        self.set(row, name, self.written(amount))

    def written(self, amount):
        if self.format == "xlsx":
            return float(amount)
        return f"{amount:.2f}" if self.base.decimals == 2 else format(amount.normalize(), "f")

    def lines(self):
        """明细行，不算小计、合计。"""
        return [at for at in range(self.top + 1, len(self.rows)) if self.is_line(at)]

    def is_line(self, at):
        row = self.rows[at]
        return len(row) > self.col("function") and bool(row[self.col("function")]) and row[self.col("amount")] not in (None, "")

    def sums(self):
        return [at for at in range(self.top + 1, len(self.rows)) if not self.is_line(at) and any(self.rows[at])]

    def sums_over(self, at):
        """盖住这一行的小计、合计行：只有它们对不上时，指出它们也算指出。"""
        return [row for row in self.sums() if row > at]

    def amounts(self):
        """有的金额列，采用的在最前。"""
        return [name for name in ("amount", "asked", "reviewed", "adjusted", "after") if self.has(name)]

    def write(self, folder, with_companions):
        folder.mkdir(parents=True)
        self.write_table(folder / f"支出预算明细.{self.format}", self.rows)
        for name, rows in self.more_files.items():
            self.write_table(folder / name, rows)
        if with_companions:
            for name, content in self.companions.items():
                if isinstance(content, Path):
                    shutil.copy(content, folder / name)
                else:
                    content.save(folder / name)

    def write_table(self, path, rows):
        if self.format == "csv":
            with path.open("w", encoding="gb18030", newline="") as out:
                csv.writer(out, lineterminator="\r\n").writerows([["" if v is None else v for v in row] for row in rows])
            return
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = "支出预算明细"
        fill(sheet, rows)
        for at in self.hidden:
            sheet.row_dimensions[at + 1].hidden = True
        for (at, col), code in self.number_formats.items():
            sheet.cell(at + 1, col + 1).number_format = code
        for area in self.merges:
            sheet.merge_cells(area)
        for name, more, state in self.more_sheets:
            beside = book.create_sheet(name)
            beside.sheet_state = state
            fill(beside, more)
        book.save(path)

    def companion(self, name):
        """打开一份配套文件来改。"""
        self.companions[name] = openpyxl.load_workbook(self.companions[name])
        return self.companions[name].worksheets[0]


def fill(sheet, rows):
    for row in rows:
        sheet.append([None if value == "" else value for value in row])


class Base:
    def __init__(self, name, rows, names, top, file_format, companions, decimals=2):
        self.name, self.rows, self.names, self.top = name, rows, names, top
        self.format, self.companions, self.decimals = file_format, companions, decimals


def read_csv(path):
    with (ROOT / path).open(encoding="gb18030", newline="") as file:
        return [row for row in csv.reader(file)]


def read_xlsx(path):
    sheet = openpyxl.load_workbook(ROOT / path).worksheets[0]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def as_numbers(rows):
    """同一张表存成工作簿：金额是数，编码是文字。"""
    money = [at for at, name in enumerate(rows[0]) if name in ("申报数", "财政审核数", "年初批复数", "调整金额", "变动后预算数")]
    return [rows[0]] + [[float(v) if at in money else v for at, v in enumerate(row)] for row in rows[1:]]


def wide(rows):
    """同一批明细写成“项目支出预算表”，一种资金一列，旁边是合计。"""
    at = {name: rows[0].index(head) for name, head in NATIONAL.items()}
    head = ["预算单位", "项目类别", "项目编码", "项目名称", "支出功能分类", "部门预算经济分类", "资金来源", "预算金额"]
    out = [["2024年项目支出预算表"], ["编制部门：361-样例县教育局　单位：元"], head + [name for _, name in WIDE]]
    for row in rows[1:]:
        fund = row[at["fund"]].split("-")[0]
        if fund not in dict(WIDE):
            continue
        shares = [float(row[at["amount"]]) if code == fund else None for code, _ in WIDE]
        texts = [f"{row[at['unit_code']]}-{row[at['unit_name']]}", row[at["category_name"]]]
        texts += [row[at[name]] for name in ("project_code", "project_name", "function", "economic", "source")]
        out.append(texts + [float(row[at["amount"]])] + shares)
    return out


def bases():
    """样例的各种导出，和自有收入的部门。"""
    folder = ROOT / "samples/pingxiang-2024"
    beside = {p.name: p for p in folder.iterdir() if p.name not in ("支出预算明细.csv", "说明.toml")}
    own = {"收入预算.xlsx": ROOT / "samples/own-income-2024/收入预算.xlsx"}
    sample = read_csv("samples/pingxiang-2024/支出预算明细.csv")
    income = read_csv("samples/own-income-2024/支出预算明细.csv")
    project = read_xlsx("samples/pingxiang-2024-forms/xlsx/支出预算明细.xlsx")
    wide_names = {name: head for name, head in PROJECT.items() if name not in ("government", "fund")}
    wide_names.update({f"fund_{code}": head for code, head in WIDE})
    return [
        Base("样例（CSV）", sample, NATIONAL, 0, "csv", beside),
        Base("样例（工作簿）", as_numbers(sample), NATIONAL, 0, "xlsx", beside),
        Base("样例（项目支出预算表）", project, PROJECT, 2, "xlsx", beside, decimals=6),
        Base("几种资金的部门", income, NATIONAL, 0, "csv", own),
        Base("一种资金一列", wide(income), wide_names, 2, "xlsx", {}),
    ]
