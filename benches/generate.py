#!/usr/bin/env python3
"""Writes exports of a finance system at three sizes, the same bytes each time: department, county, province.

    python3 benches/generate.py FOLDER [SIZE...]           SIZE is department, county, province or LINESxDEPARTMENTS

Each size gives NAME.csv (GBK) and NAME.xlsx with the same rows: 20 columns as the export of basic and project expenditure
has them. Departments have one to eight units; each unit has its staff's pay, its running costs and projects by several
functions, in yuan with cents; one project in twelve is paid from another fund. Nothing in it is about anybody.
Needs nothing but Python.
"""

from __future__ import annotations

import csv
import itertools
import random
import sys
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

SIZES = {"department": (230, 1), "county": (40_000, 120), "province": (1_000_000, 3_000)}
SEED = 20240101
CHARTS = Path(__file__).resolve().parent.parent / "templates" / "charts" / "2024"
HEADER = (
    "预算年度 单位代码 单位名称 部门代码 项目类别代码 项目类别名称 项目代码 项目名称 支出功能分类科目代码 政府支出经济分类代码"
    " 部门支出经济分类代码 资金性质代码 资金来源代码 申报数 财政审核数 年初批复数 调整金额 变动后预算数 是否政府采购 备注"
).split()
AMOUNTS = range(13, 18)
STAFF = [  # government economic, departmental economic, function (None: the unit's own)
    ("50101-工资奖金津补贴", "30101-基本工资", None),
    ("50101-工资奖金津补贴", "30102-津贴补贴", None),
    ("50101-工资奖金津补贴", "30103-奖金", None),
    ("50102-社会保障缴费", "30108-机关事业单位基本养老保险缴费", "2080505-机关事业单位基本养老保险缴费支出"),
    ("50102-社会保障缴费", "30109-职业年金缴费", "2080506-机关事业单位职业年金缴费支出"),
    ("50102-社会保障缴费", "30110-职工基本医疗保险缴费", "2101101-行政单位医疗"),
    ("50102-社会保障缴费", "30112-其他社会保障缴费", None),
    ("50103-住房公积金", "30113-住房公积金", "2210201-住房公积金"),
    ("50905-离退休费", "30302-退休费", "2080501-行政单位离退休"),
]
RUNNING = [
    ("50201-办公经费", "30201-办公费"),
    ("50201-办公经费", "30207-邮电费"),
    ("50201-办公经费", "30211-差旅费"),
    ("50202-会议费", "30215-会议费"),
    ("50203-培训费", "30216-培训费"),
    ("50206-公务接待费", "30217-公务接待费"),
    ("50208-公务用车运行维护费", "30231-公务用车运行维护费"),
    ("50209-维修（护）费", "30213-维修（护）费"),
    ("50201-办公经费", "30239-其他交通费用"),
    ("50205-委托业务费", "30227-委托业务费"),
]
PROJECT = [
    ("50201-办公经费", "30202-印刷费"),
    ("50205-委托业务费", "30227-委托业务费"),
    ("50299-其他商品和服务支出", "30299-其他商品和服务支出"),
    ("50306-设备购置", "31002-办公设备购置"),
    ("50307-大型修缮", "31006-大型修缮"),
    ("50203-培训费", "30216-培训费"),
    ("50207-因公出国（境）费用", "30212-因公出国（境）费用"),
]
PLACES = "东城 西山 南河 北塬 新安 永宁 清河 平川 临江 石桥 柳园 双塔".split()
TRADES = "教育 卫生健康 农业农村 水务 交通运输 民政 住房和城乡建设 文化旅游 市场监督 应急管理 自然资源 林业".split()
WORKS = "信息系统运行维护 专项业务 政策宣传 基层能力提升 监督检查 设施改造 人才培养 应急保障 普查调查 公共服务平台建设".split()


def functions() -> list[str]:
    """Functional items as `code-name`: of the sections that departments mostly spend from."""
    rows = (line.split("\t") for line in (CHARTS / "function.tsv").read_text(encoding="utf-8").splitlines()[1:])
    wanted = ("201", "204", "205", "206", "207", "208", "210", "211", "212", "213", "214", "220", "224")
    return [f"{row[0]}-{row[1]}" for row in rows if len(row[0]) == 7 and row[0].startswith(wanted)]


def cents(chance: random.Random, low: int, high: int) -> str:
    """An amount with cents; one in three is a round hundred, as budgets are."""
    yuan = chance.randint(low, high)
    return f"{yuan // 100 * 100}.00" if chance.random() < 1 / 3 else f"{yuan}.{chance.randint(0, 99):02}"


class Department:
    """What stays the same in the lines of a department."""

    def __init__(self, number: int, chance: random.Random, items: list[str]):
        self.chance = chance
        self.number = number
        self.code = str(100_000 + number)
        self.name = f"{PLACES[number % len(PLACES)]}{number}号{TRADES[number // 7 % len(TRADES)]}局"
        home = chance.randrange(len(items))
        self.items = [items[(home + step) % len(items)] for step in range(6)]
        self.units = [(f"{self.code}001", f"{self.name}本级")]
        for unit in range(2, chance.randint(1, 8) + 1):
            self.units.append((f"{self.code}{unit:03}", f"{self.name}第{unit}事业中心"))
        self.projects = 0

    def project(self, letter: str) -> str:
        self.projects += 1
        return f"13053224{letter}{self.number:06}{self.projects:06}"

    def rows(self, count: int):
        """Exactly `count` rows: staff, running costs, then projects, unit by unit."""
        shares = [count // len(self.units) + (unit < count % len(self.units)) for unit in range(len(self.units))]
        for (code, name), share in zip(self.units, shares):
            lines = self.unit_lines()
            for _ in range(share):
                yield ["2024", code, name, f"{self.code}-{self.name}", *next(lines)]

    def unit_lines(self):
        chance = self.chance
        own = self.items[0]
        general = "111-一般公共预算资金"
        for government, economic, function in STAFF:
            project = (self.project("R"), f"{economic[6:]}（在职人员）")
            yield self.line(("1", "人员类项目"), project, (function or own, government, economic), general, 900_000)
        project = (self.project("Y"), "日常公用经费")
        for government, economic in RUNNING:
            yield self.line(("21", "公用经费项目"), project, (own, government, economic), general, 60_000)
        while True:
            kind = chance.choice([("22", "其他运转类项目"), ("3", "特定目标类项目"), ("3", "特定目标类项目")])
            project = (self.project("P"), f"{chance.choice(TRADES)}{chance.choice(WORKS)}")
            fund = "31-财政专户管理资金" if chance.random() < 1 / 12 else general
            function = chance.choice(self.items)
            for government, economic in chance.sample(PROJECT, chance.randint(1, 4)):
                yield self.line(kind, project, (function, government, economic), fund, 700_000)

    def line(self, kind, project, classes, fund, most):
        amount = cents(self.chance, 1_000, most)
        bought = "是" if "购置" in classes[2] else "否"
        return [*kind, *project, *classes, fund, "1-本年预算安排", amount, amount, amount, "0.00", amount, bought, ""]


def rows(lines: int, departments: int):
    """All rows of a size, sorted by department as systems export them."""
    chance = random.Random(SEED)
    items = functions()
    for number in range(departments):
        share = lines // departments + (number < lines % departments)
        yield from Department(number, chance, items).rows(share)


def write_csv(path: Path, lines: int, departments: int) -> None:
    with path.open("w", encoding="gbk", newline="") as out:
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(HEADER)
        writer.writerows(rows(lines, departments))


PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="支出预算明细" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
}
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def write_xlsx(path: Path, lines: int, departments: int) -> None:
    """As office programs store it: words in a table of strings, amounts as numbers."""
    letters = [chr(65 + col) for col in range(len(HEADER))]
    strings: dict[str, int] = {}
    used = 0

    def cell(col: int, row: int, text: str) -> str:
        nonlocal used
        if col in AMOUNTS and row > 1:
            return f'<c r="{letters[col]}{row}"><v>{float(text):.15g}</v></c>'
        used += 1
        return f'<c r="{letters[col]}{row}" t="s"><v>{strings.setdefault(text, len(strings))}</v></c>'

    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:

        def compressed(name: str) -> zipfile.ZipInfo:
            info = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            return info

        for name, text in PARTS.items():
            package.writestr(compressed(name), f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}')
        with package.open(compressed("xl/worksheets/sheet1.xml"), "w", force_zip64=True) as out:
            out.write(f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{SHEET}"><sheetData>'.encode())
            block: list[str] = []
            for row, values in enumerate(itertools.chain([HEADER], rows(lines, departments)), 1):
                block.append(f'<row r="{row}">' + "".join(cell(c, row, v) for c, v in enumerate(values) if v) + "</row>")
                if len(block) >= 2000:
                    out.write("".join(block).encode())
                    block.clear()
            out.write(("".join(block) + "</sheetData></worksheet>").encode())
        with package.open(compressed("xl/sharedStrings.xml"), "w") as out:
            out.write(f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="{SHEET}" count="{used}" uniqueCount="{len(strings)}">'.encode())
            for text in strings:
                out.write(f"<si><t>{escape(text)}</t></si>".encode())
            out.write(b"</sst>")


def main(arguments: list[str]) -> int:
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    for name in arguments[1:] or list(SIZES):
        lines, departments = SIZES.get(name) or (int(part) for part in name.split("x"))
        for ending, write in ((".csv", write_csv), (".xlsx", write_xlsx)):
            # The workbook has at most 1,048,576 rows, one of them the header.
            path = folder / f"{name}{ending}"
            if path.exists():
                continue
            fresh = path.with_suffix(ending + ".part")
            write(fresh, lines, departments)
            fresh.rename(path)
            print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
