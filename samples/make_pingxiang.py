#!/usr/bin/env python3
"""Writes the sample exports of 平乡县人民政府办公室 2024, and proves that their lines give the published tables.

The lines are constructed, the tables they add up to are real; samples/README.md says so in full.
Nothing here is random or reads the clock: running it again gives the same bytes.

    python3 samples/make_pingxiang.py           writes the files
    python3 samples/make_pingxiang.py --check   writes nothing; ends 1 where a file does not hold what it would write
"""

from __future__ import annotations

import csv
import io
import re
import sys
import zipfile
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Callable, Iterable

import openpyxl
from openpyxl.styles import Alignment, Border, Font, Side

HERE = Path(__file__).resolve().parent
LINES = HERE / "pingxiang-2024-lines"
PUBLISHED = HERE.parent / "tests" / "published"
MAIN = HERE / "pingxiang-2024"
FORMS = HERE / "pingxiang-2024-forms"

YEAR = "2024"
FUND = ("111", "一般公共预算资金")
SOURCE = "本年预算安排"
KINDS = {"1": "人员类项目", "21": "公用经费项目", "22": "其他运转类项目", "3": "特定目标类项目"}
YUAN_PER_WAN = Decimal(10_000)
# A zip member must carry a date; this is the earliest that the format can say.
ZIP_DATE = (1980, 1, 1, 0, 0, 0)
DOCUMENT_DATE = "2024-01-20T00:00:00Z"


# --- The table of lines -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Project:
    """A project (项目) with the category that decides 基本支出 or 项目支出."""

    code: str
    kind: str
    name: str


@dataclass(frozen=True)
class Line:
    """One amount with all its dimensions; money in 元."""

    unit: str
    project: Project
    function: str
    government: str
    economic: str
    requested: Decimal
    reviewed: Decimal
    amount: Decimal

    @property
    def basic(self) -> bool:
        """基本支出 is 人员类 and 公用经费."""
        return self.project.kind in ("1", "21")


class Names:
    """What a code is called (名称)."""

    def __init__(self, rows: Iterable[list[str]]) -> None:
        self._names = {(kind, code): name for kind, code, name in rows}

    def name(self, kind: str, code: str) -> str:
        return self._names[kind, code]

    def coded(self, kind: str, code: str) -> str:
        """As the finance system writes it in one cell: 2010301-行政运行."""
        return f"{code}-{self.name(kind, code)}"


def rows_of(path: Path) -> list[list[str]]:
    """The rows of a tab-separated file, without its header."""
    return [line.split("\t") for line in path.read_text("utf-8").splitlines()[1:]]


def read_lines() -> tuple[list[Line], Names]:
    names = Names(rows_of(LINES / "名称.tsv"))
    projects = {row[0]: Project(*row) for row in rows_of(LINES / "项目.tsv")}
    lines = [
        Line(unit, projects[project], function, government, economic, *map(Decimal, amounts))
        for unit, project, function, government, economic, *amounts in rows_of(LINES / "明细.tsv")
    ]
    return lines, names


# --- Proof: the nine published tables, computed from the lines ------------------------------------------------------------


def printed(amount: Decimal) -> str:
    """As the tables print it: 万元 with two decimals, nothing for zero. A rest below 0.01万元 would not tie: an error."""
    wan = amount / YUAN_PER_WAN
    assert wan == wan.quantize(Decimal("0.01")), f"{amount}元 is not a whole number of 0.01万元"
    return f"{wan:.2f}" if wan else ""


Split = Callable[[Line], int]


def sums(lines: Iterable[Line], key: Callable[[Line], str], columns: int, split: Split) -> dict[str, list[Decimal]]:
    """Sums by code and by each of its parents; the empty code is the sum of all."""
    totals: dict[str, list[Decimal]] = defaultdict(lambda: [Decimal(0)] * columns)
    for line in lines:
        code = key(line)
        for prefix in {"", code[:3], code[:5], code}:
            totals[prefix][split(line)] += line.amount
    return totals


def by_basic(line: Line) -> int:
    return 0 if line.basic else 1


def by_personnel(line: Line) -> int:
    return 0 if line.project.kind == "1" else 1


def published(number: int) -> list[list[str]]:
    path = next(PUBLISHED.glob(f"{number}-*.tsv"))
    return [line.split("\t") for line in path.read_text("utf-8").splitlines()]


def same(table: str, expected: object, actual: object) -> None:
    assert expected == actual, f"table {table}:\n  published {expected}\n  lines     {actual}"


def prove_classified(number: int, totals: dict[str, list[Decimal]], columns: Callable[[list[Decimal]], list[str]]) -> None:
    """A table with a row for each classification code: every code and every figure, both ways."""
    rows = published(number)
    same(str(number), [row[0] for row in rows], sorted(totals))
    for row in rows:
        same(f"{number} row {row[0] or '合计'}", row[2:], columns(totals[row[0]]))


def prove_names(number: int, names: Names, kind: str, digits: int) -> None:
    """The names of the finest codes are those printed."""
    for code, name, *_ in published(number):
        if len(code) == digits:
            same(f"{number} name of {code}", name, names.name(kind, code))


def prove_balance(number: int, by_function: dict[str, list[Decimal]], width: int) -> None:
    """收支总表 (1) and 财政拨款收支总表 (4): all money is 一般公共预算, nothing was carried over, nothing is left."""
    total = printed(sum(by_function[""]))
    expected = {"一、一般公共预算拨款收入": total, "一、一般公共预算拨款": total, "本年收入合计": total, "收入总计": total}
    classes = {published(2)[i][1]: printed(sum(by_function[row[0]])) for i, row in enumerate(published(2)) if len(row[0]) == 3}
    right = {**classes, "本年支出合计": total, "支出总计": total}
    seen = set()
    for at, (income, figure, label, *figures) in enumerate(published(number)):
        # The second 一、一般公共预算拨款 of table 4 stands under 年初财政拨款结转和结余.
        carried = income in seen
        seen.add(income)
        same(f"{number} row {at + 1} left", figure, "" if carried else expected.get(income, ""))
        spent = right.get(re.sub("^[一二三四五六七八九十]+、", "", label), "")
        same(f"{number} row {at + 1} right", figures, [spent, spent, "", ""][:width])


def prove_three_public(lines: list[Line]) -> None:
    """“三公”、会议费、培训费: by economic class, over all kinds of expenditure."""
    spent = {code: sum((line.amount for line in lines if line.economic == code), Decimal(0)) for code in
             ("30212", "31013", "30231", "30217", "30215", "30216")}
    abroad, bought, run, received, met, trained = spent.values()
    three = abroad + bought + run + received
    figures = [three + met + trained, three, abroad, 0, abroad, bought + run, bought, run, received, met, met, trained]
    for row, figure in zip(published(9), figures, strict=True):
        cell = printed(Decimal(figure))
        same(f"9 row {row[0]}", row[1:], [cell, cell, "", ""])


def prove_projects(lines: list[Line], names: Names) -> None:
    """The published projects, their amounts, and the functional items that their groups must add up to."""
    totals: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for line in lines:
        if not line.basic:
            totals[line.project.code, line.project.name] += line.amount
    real = [line.split("\t")[:3] for line in (PUBLISHED / "projects.tsv").read_text("utf-8").splitlines()]
    same("projects", sorted(real), sorted([code, name, printed(amount)] for (code, name), amount in totals.items()))


def prove_soft_ties(lines: list[Line]) -> None:
    """Contributions stand under their own functional items and nowhere else."""
    for functions, economics in (
        (("2080505",), ("30108",)),
        (("2080506",), ("30109",)),
        (("2101101", "2101102"), ("30110",)),
        (("2101103",), ("30111",)),
        (("2210201",), ("30113",)),
    ):
        for line in lines:
            same(f"tie {functions}={economics} at {line}", line.function in functions, line.economic in economics)


def prove_units(lines: list[Line]) -> None:
    """事业运行, 事业单位医疗 and 对事业单位的补助 (505, 506) belong to the 事业单位; the rest of basic expenditure does not."""
    for line in lines:
        institution = line.unit == "434002"
        if line.function in ("2010301", "2101101", "2010350", "2101102"):
            same(f"unit of {line}", institution, line.function in ("2010350", "2101102"))
        if line.government != "50905":
            same(f"government class of {line}", institution, line.government[:3] in ("505", "506"))


def prove(lines: list[Line], names: Names) -> None:
    keys = [(line.unit, line.project.code, line.function, line.economic) for line in lines]
    assert len(keys) == len(set(keys)), "two lines have the same dimensions"
    assert all(line.requested >= line.reviewed >= line.amount > 0 for line in lines)
    by_function = sums(lines, lambda line: line.function, 2, by_basic)
    basic = [line for line in lines if line.basic]
    prove_balance(1, by_function, 1)
    prove_classified(2, by_function, lambda t: [printed(sum(t))] * 3 + [""] * 7)
    prove_classified(3, by_function, lambda t: [printed(sum(t)), *map(printed, t), "", "", ""])
    prove_balance(4, by_function, 4)
    prove_classified(5, by_function, lambda t: [printed(sum(t)), *map(printed, t)])
    by_economic = sums(basic, lambda line: line.economic, 2, by_personnel)
    prove_classified(6, by_economic, lambda t: [printed(sum(t)), *map(printed, t)])
    # All money is 一般公共预算 (FUND), so tables 7 and 8 hold nothing but their note.
    for number in (7, 8):
        same(str(number), [len(row) for row in published(number)], [1])
    prove_three_public(lines)
    prove_projects(lines, names)
    prove_soft_ties(lines)
    prove_units(lines)
    prove_names(2, names, "支出功能分类", 7)
    prove_names(6, names, "部门经济分类", 5)


# --- The files ------------------------------------------------------------------------------------------------------------


def expenditure_csv(lines: list[Line], names: Names) -> bytes:
    """部门预算项目年度预算, the layout of the national upload: GBK, CRLF, 元."""
    header = (
        "预算年度,单位代码,单位名称,部门代码,项目类别代码,项目类别名称,项目代码,项目名称,支出功能分类科目代码,政府支出经济分类代码,"
        "部门支出经济分类代码,资金性质代码,资金来源代码,申报数,财政审核数,年初批复数,调整金额,变动后预算数,是否政府采购,备注"
    ).split(",")
    text = io.StringIO(newline="")
    out = csv.writer(text, lineterminator="\r\n")
    out.writerow(header)
    for line in lines:
        out.writerow([
            YEAR, line.unit, names.name("单位", line.unit), names.coded("部门", "434"),
            line.project.kind, KINDS[line.project.kind], line.project.code, line.project.name,
            names.coded("支出功能分类", line.function), names.coded("政府经济分类", line.government),
            names.coded("部门经济分类", line.economic), "-".join(FUND), f"1-{SOURCE}",
            f"{line.requested:.2f}", f"{line.reviewed:.2f}", f"{line.amount:.2f}", "0.00", f"{line.amount:.2f}", "否", "",
        ])
    return text.getvalue().encode("gbk")


THIN = Side(style="thin")


def sheet_with_title(name: str, title: str, unit: str, names: Names, columns: int) -> tuple[openpyxl.Workbook, object]:
    """A workbook as the system writes it: a merged title, then the department on the left and the unit on the right."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = name
    sheet.append([title])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=columns)
    sheet["A1"].font = Font(name="黑体", size=16)
    sheet["A1"].alignment = Alignment(horizontal="center")
    sheet.append([f"编制部门：{names.coded('部门', '434')}"] + [None] * (columns - 2) + [f"单位：{unit}"])
    return book, sheet


def border(sheet, first: int) -> None:
    for row in sheet.iter_rows(min_row=first):
        for cell in row:
            cell.border = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)


def revenue_xlsx(lines: list[Line], names: Names) -> bytes:
    """收入预算: a row for each unit and fund, a header of two merged rows, 合计 at the end; 元."""
    book, sheet = sheet_with_title("收入预算", f"{YEAR}年部门收入预算表", "元", names, 4)
    sheet.append(["预算单位", "资金性质", "收入预算", None])
    sheet.append([None, None, "预算金额", "上年结转"])
    for merged in ("A3:A4", "B3:B4", "C3:D3"):
        sheet.merge_cells(merged)
    for unit, own in groupby(lines, key=lambda line: line.unit):
        sheet.append([names.coded("单位", unit), "-".join(FUND), float(sum(line.amount for line in own)), None])
    sheet.append(["合计", None, float(sum(line.amount for line in lines)), None])
    for row in sheet.iter_rows(min_row=5, min_col=3, max_col=4):
        for cell in row:
            cell.number_format = "#,##0.00"
    finish(sheet, range(3, 5), [38, 26, 18, 18])
    return workbook_bytes(book)


def expenditure_xlsx(lines: list[Line], names: Names) -> bytes:
    """项目支出预算表: 万元, 小计 after each category of a unit, 合计 at the end."""
    header = ["预算单位", "项目类别", "项目编码", "项目名称", "支出功能分类", "政府预算经济分类", "部门预算经济分类",
              "是否政府采购", "是否新增资产配置", "资金性质", "资金来源", "预算金额"]
    book, sheet = sheet_with_title("项目支出预算表", f"{YEAR}年项目支出预算表", "万元", names, len(header))
    sheet.append(header)

    def total(word: str, own: Iterable[Line]) -> None:
        sheet.append([word] + [None] * (len(header) - 2) + [wan(sum(line.amount for line in own))])

    ordered = sorted(lines, key=lambda line: (line.unit, line.project.kind))
    for (unit, kind), own in groupby(ordered, key=lambda line: (line.unit, line.project.kind)):
        group = list(own)
        for line in group:
            sheet.append([
                names.coded("单位", unit), KINDS[kind], line.project.code, line.project.name,
                names.coded("支出功能分类", line.function), names.coded("政府经济分类", line.government),
                names.coded("部门经济分类", line.economic), "否", "否", "-".join(FUND), SOURCE, wan(line.amount),
            ])
        total("  小计", group)
    total("合计", lines)
    for (cell,) in sheet.iter_rows(min_row=4, min_col=len(header)):
        cell.number_format = "#,##0.000000"
    finish(sheet, range(3, 4), [34, 16, 25, 32, 42, 26, 34, 14, 18, 24, 16, 16])
    return workbook_bytes(book)


def wan(yuan: Decimal) -> float:
    """万元 as a number cell: the text that Python writes for it is the exact decimal, which is asserted."""
    exact = yuan / YUAN_PER_WAN
    number = float(exact)
    assert Decimal(repr(number)) == exact
    return number


def finish(sheet, header: range, widths: list[int]) -> None:
    """Borders from the header's first row on, widths, and the header kept in sight; rows count from 1."""
    border(sheet, header.start)
    for at, width in enumerate(widths):
        sheet.column_dimensions[openpyxl.utils.get_column_letter(at + 1)].width = width
    sheet.freeze_panes = f"A{header.stop}"


def workbook_bytes(book: openpyxl.Workbook) -> bytes:
    """The workbook with the dates of its properties and of its zip members fixed."""
    book.properties.creator = "预算管理一体化系统"
    raw = io.BytesIO()
    book.save(raw)
    out = io.BytesIO()
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>" + DOCUMENT_DATE.encode(), part)
            member = zipfile.ZipInfo(name, ZIP_DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            new.writestr(member, part)
    return out.getvalue()


def expenditure_xls(lines: list[Line], names: Names) -> bytes:
    """指标明细: an old workbook (BIFF8), 元 as text with thousands separators, codes and names in columns of their own."""
    import xlwt  # needed for this one file

    header = ["序号", "指标编码", "年度", "文号", "单位代码", "单位名称", "项目类型代码", "项目类型名称", "部门项目代码", "部门项目名称",
              "支出功能分类代码", "支出功能分类名称", "政府预算经济分类代码", "政府预算经济分类名称", "部门预算经济分类代码",
              "部门预算经济分类名称", "资金性质代码", "资金性质名称", "录入金额", "核定金额"]
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("指标明细 ")  # with the trailing blank that such files have
    last = len(header) - 1
    sheet.write_merge(0, 0, 0, last, f"{YEAR}年部门支出指标明细表")
    sheet.write(1, 0, f"编制部门：{names.coded('部门', '434')}")
    sheet.write(1, last, "单位：元")
    for col, word in enumerate(header):
        sheet.write(2, col, word)
    for at, line in enumerate(lines, start=1):
        pairs = (("支出功能分类", line.function), ("政府经济分类", line.government), ("部门经济分类", line.economic))
        cells = [
            at, f"1305322400{at:06}", YEAR, "平财预〔2024〕1号", line.unit, names.name("单位", line.unit),
            line.project.kind, KINDS[line.project.kind], line.project.code, line.project.name,
            *(cell for kind, code in pairs for cell in (code, names.name(kind, code))),
            *FUND, f"{line.reviewed:,.2f}", f"{line.amount:,.2f}",
        ]
        for col, cell in enumerate(cells):
            sheet.write(at + 2, col, cell)
    bottom = len(lines) + 3
    sheet.write(bottom, 0, "合计")
    for col, amounts in ((last - 1, [line.reviewed for line in lines]), (last, [line.amount for line in lines])):
        sheet.write(bottom, col, f"{sum(amounts):,.2f}")
    sheet.write(bottom + 1, 0, "制表人：")
    sheet.write(bottom + 1, 6, "审核人：")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# --- What is published beside the nine tables -----------------------------------------------------------------------------


def goals() -> list[dict]:
    """The eleven goal tables as they were published: tests/published/goals.tsv."""
    keys = ("code", "name", "budget", "fiscal", "other", "purpose", "march", "june", "october", "december")
    projects: list[dict] = []
    for line in (PUBLISHED / "goals.tsv").read_text("utf-8").splitlines():
        kind, *cells = line.split("\t")
        if kind == "项目":
            projects.append({**dict(zip(keys, cells, strict=True)), "goals": [], "indicators": []})
        elif kind == "目标":
            projects[-1]["goals"].append(cells[0])
        else:
            projects[-1]["indicators"].append(cells)
    return projects


INDICATOR_HEADER = ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"]


def goals_xml(lines: list[Line], names: Names) -> bytes:
    """项目绩效目标: a sheet a project, as the performance system gives it: XML Spreadsheet 2003 under the name .xls."""
    sheets = "".join(goal_sheet(number, project) for number, project in enumerate(goals(), start=1))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\r\n<?mso-application progid="Excel.Sheet"?>\r\n'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
        ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">\r\n' + sheets + "</Workbook>\r\n"
    ).encode("utf-8")


def goal_sheet(number: int, project: dict) -> str:
    """Label and value side by side above the table of indicators; six columns, groups merged."""

    def cell(text: str, index: int = 0, across: int = 0, down: int = 0) -> str:
        number_like = re.fullmatch(r"\d+\.\d\d", text)
        attributes = "".join(
            f' ss:{key}="{value}"'
            for key, value in (("Index", index), ("MergeAcross", across), ("MergeDown", down))
            if value
        )
        kind = "Number" if number_like else "String"
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return f"<Cell{attributes}>" + (f'<Data ss:Type="{kind}">{text}</Data>' if text else "") + "</Cell>"

    rows = [
        [cell(f"{YEAR}年项目绩效目标表", across=6)],
        [cell("单位：万元", index=7)],
        [cell("项目编码"), cell(project["code"], across=1), cell("项目名称"), cell(project["name"], index=5, across=2)],
        [
            cell("预算规模及资金用途", down=1), cell("预算数"), cell(project["budget"]), cell("其中：财政资金"),
            cell(project["fiscal"]), cell("其他资金"), cell(project["other"]),
        ],
        [cell(project["purpose"], index=2, across=5)],
        [
            cell("资金支出计划（%）", down=1), cell("3月底"), cell("6月底"), cell("10月底", across=1),
            cell("12月底", index=6, across=1),
        ],
        # A month in which nothing is planned is a blank cell; the others stay where they are.
        [
            cell(project["march"], index=2), cell(project["june"]), cell(project["october"], across=1),
            cell(project["december"], index=6, across=1),
        ],
    ]
    many = len(project["goals"]) - 1
    rows.append([cell("绩效目标", down=many), cell(project["goals"][0], across=5)])
    rows += [[cell(goal, index=2, across=5)] for goal in project["goals"][1:]]
    header = INDICATOR_HEADER
    rows.append([cell(header[0]), cell(header[1]), cell(header[2]), cell(header[3], across=1), cell(header[4], index=6), cell(header[5])])
    for _, group in groupby(project["indicators"], key=lambda indicator: indicator[0]):
        own = list(group)
        for at, (level1, level2, level3, description, value, basis) in enumerate(own):
            first = [cell(level1, down=len(own) - 1)] if at == 0 else []
            rows.append([
                *first, cell(level2, index=2), cell(level3), cell(description, across=1), cell(value, index=6), cell(basis),
            ])
    body = "".join("<Row>" + "".join(row) + "</Row>\r\n" for row in rows)
    name = f"{number} {project['name']}"
    return f'<Worksheet ss:Name="{name}"><Table>\r\n{body}</Table></Worksheet>\r\n'


def goals_csv(lines: list[Line], names: Names) -> bytes:
    """项目绩效目标清单: a row an indicator, the project on the first of its rows only; GBK, 元."""
    text = io.StringIO(newline="")
    out = csv.writer(text, lineterminator="\r\n")
    out.writerow([
        "预算年度", "项目编码", "项目名称", "预算数（元）", "财政资金（元）", "其他资金（元）", "资金用途", "3月底", "6月底", "10月底", "12月底",
        "绩效目标", *INDICATOR_HEADER,
    ])

    def yuan(text: str) -> str:
        return f"{Decimal(text) * YUAN_PER_WAN:.2f}" if text else ""

    for project in goals():
        money = [yuan(project[key]) for key in ("budget", "fiscal", "other")]
        plan = [yuan(project[key]) for key in ("march", "june", "october", "december")]
        facts = [YEAR, project["code"], project["name"], *money, project["purpose"], *plan, "\n".join(project["goals"])]
        last = ["", ""]
        for at, indicator in enumerate(project["indicators"]):
            levels = [now if now != before else "" for now, before in zip(indicator, last)]
            # A new 一级指标 is followed by its 二级指标 also where that is the same word.
            levels[1] = indicator[1] if levels[0] else levels[1]
            last = indicator[:2]
            out.writerow((facts if at == 0 else [""] * len(facts)) + levels + indicator[2:])
    return text.getvalue().encode("gb18030")


def assets_xlsx(lines: list[Line], names: Names) -> bytes:
    """资产: the rows of the published table, the date in the line above; 万元, the total first."""
    book, sheet = sheet_with_title("固定资产", "固定资产占用情况表", "万元", names, 3)
    sheet["B2"] = "截止时间：2023-12-31"
    sheet.append(["项目", "数量", "价值（金额单位：万元）"])
    for item, quantity, value in (line.split("\t") for line in (PUBLISHED / "assets.tsv").read_text("utf-8").splitlines()):
        sheet.append([item, int(quantity) if quantity else None, float(value) if value else None])
    finish(sheet, range(3, 4), [34, 12, 24])
    return workbook_bytes(book)


def entities_csv(lines: list[Line], names: Names) -> bytes:
    """单位信息: GBK, CRLF."""
    text = io.StringIO(newline="")
    out = csv.writer(text, lineterminator="\r\n")
    out.writerow(["单位代码", "单位名称", "单位性质", "单位规格", "经费保障形式"])
    rows = [line.split("\t") for line in (PUBLISHED / "organisation.tsv").read_text("utf-8").splitlines()]
    for unit, row in zip(("434001", "434002"), rows, strict=True):
        same(f"name of unit {unit}", names.name("单位", unit), row[0])
        out.writerow([unit, *row])
    return text.getvalue().encode("gbk")


def prove_package() -> None:
    """The goal tables are of the published projects, and what they state of money is what was published."""
    stated = [line.split("\t") for line in (PUBLISHED / "projects.tsv").read_text("utf-8").splitlines()]
    keys = ("code", "name", "budget", "march", "june", "october", "december")
    same("goals", stated, [[project[key] or "-" for key in keys] for project in goals()])
    for project in goals():
        same(f"{project['name']} 预算数", Decimal(project["budget"]), Decimal(project["fiscal"]) + Decimal(project["other"] or 0))
    rows = [line.split("\t") for line in (PUBLISHED / "assets.tsv").read_text("utf-8").splitlines()]
    total = sum((Decimal(value or 0) for item, _, value in rows[1:] if not item.startswith("其中")), Decimal(0))
    same("assets", Decimal(rows[0][2]), total)


FILES = {
    MAIN / "项目绩效目标.xls": goals_xml,
    MAIN / "资产.xlsx": assets_xlsx,
    MAIN / "单位信息.csv": entities_csv,
    FORMS / "goals" / "项目绩效目标清单.csv": goals_csv,
    MAIN / "支出预算明细.csv": expenditure_csv,
    MAIN / "收入预算.xlsx": revenue_xlsx,
    FORMS / "xlsx" / "支出预算明细.xlsx": expenditure_xlsx,
    FORMS / "xls" / "支出预算明细.xls": expenditure_xls,
}


def contents(path: Path, data: bytes) -> object:
    """What --check compares: what stands in a workbook, since another openpyxl or zlib may write the same in other bytes."""
    if path.suffix != ".xlsx":
        return data
    sheets = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    return [
        (sheet.title, sorted(map(str, sheet.merged_cells.ranges)), [(cell.coordinate, cell.value, cell.number_format) for row in sheet for cell in row])
        for sheet in sheets
    ]


def main() -> int:
    check = sys.argv[1:] == ["--check"]
    if sys.argv[1:] and not check:
        print(__doc__, file=sys.stderr)
        return 2
    lines, names = read_lines()
    prove(lines, names)
    prove_package()
    stale = []
    for path, write in FILES.items():
        data = write(lines, names)
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        elif not path.exists() or contents(path, path.read_bytes()) != contents(path, data):
            stale.append(path)
    for path in stale:
        print(f"{path.relative_to(HERE)} 与 samples/make_pingxiang.py 写出的不同：请重新运行它", file=sys.stderr)
    print(f"{len(lines)} 行明细，{sum(line.amount for line in lines):,.2f} 元，与公布的九张表逐格相符")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
