#!/usr/bin/env python3
"""Writes the sample exports of a made-up department with everything that 平乡县人民政府办公室 does not have.

Two units, own income of every sort, money of the special account, carry-over, a government fund, state capital, all kinds of
expenditure, something carried forward, and amounts with odd cents. Nothing of it is real; samples/README.md says so.
Nothing here is random or reads the clock: running it again gives the same content.

    python3 samples/make_own_income.py           writes the files
    python3 samples/make_own_income.py --check   writes nothing; ends 1 where a file does not hold what it would write
"""

from __future__ import annotations

import csv
import io
import sys
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from make_pingxiang import contents, finish, sheet_with_title, workbook_bytes

HERE = Path(__file__).resolve().parent
FOLDER = HERE / "own-income-2024"
YEAR = "2024"
DEPARTMENT = "361-样例县教育局"
UNITS = {"361001": "样例县教育局本级", "361002": "样例县职业中学"}

# 资金性质: code and name as the system has them.
FUNDS = {
    "11": "一般公共预算资金", "12": "政府性基金预算资金", "13": "国有资本经营预算资金", "2": "财政专户管理资金", "31": "事业收入",
    "32": "上级补助收入", "33": "附属单位上缴收入", "34": "事业单位经营收入", "39": "其他收入",
}
GRANTS = ("11", "12", "13")
# 项目类别; the last four have no code of their own in this system.
KINDS = {
    "人": ("1", "人员类项目"), "公": ("21", "公用经费项目"), "运": ("22", "其他运转类项目"), "特": ("3", "特定目标类项目"),
    "营": ("", "经营支出"), "解": ("", "上解上级支出"), "补": ("", "对附属单位补助支出"), "结": ("", "年终结转结余"),
}
PROJECTS = {
    "人": ("1", "人员经费"), "公": ("2", "公用经费"), "运": ("3", "校园运行维护"), "特": ("4", "专项"),
    "营": ("5", "校办实训经营"), "解": ("6", "上解统筹"), "补": ("7", "补助附属幼儿园"), "结": ("8", "年终结转"),
}
FUNCTIONS = {
    "2050101": "行政运行", "2050102": "一般行政管理事务", "2050302": "中等职业教育", "2080505": "机关事业单位基本养老保险缴费支出",
    "2080506": "机关事业单位职业年金缴费支出", "2101101": "行政单位医疗", "2101102": "事业单位医疗", "2101103": "公务员医疗补助",
    "2120803": "城市建设支出", "2210201": "住房公积金", "2230105": "国有企业退休人员社会化管理补助支出",
}
ECONOMIC = {
    "30101": "基本工资", "30102": "津贴补贴", "30103": "奖金", "30107": "绩效工资", "30108": "机关事业单位基本养老保险缴费",
    "30109": "职业年金缴费", "30110": "职工基本医疗保险缴费", "30111": "公务员医疗补助缴费", "30113": "住房公积金", "30201": "办公费",
    "30205": "水费", "30206": "电费", "30211": "差旅费", "30212": "因公出国（境）费用", "30213": "维修（护）费", "30215": "会议费",
    "30216": "培训费", "30217": "公务接待费", "30218": "专用材料费", "30226": "劳务费", "30231": "公务用车运行维护费",
    "30299": "其他商品和服务支出", "30302": "退休费", "30308": "助学金", "31002": "办公设备购置", "31003": "专用设备购置",
    "31005": "基础设施建设", "31013": "公务用车购置", "31201": "资本金注入",
}

# unit, functional item, economic item, fund, carried over (结), kind, 元
LINES = """
361001 2050101 30101 11 - 人 1286437.35
361001 2050101 30102 11 - 人  874215.68
361001 2050101 30103 11 - 人  336052.17
361001 2050101 30302 11 - 人   58123.46
361001 2050101 30201 11 - 公   86344.44
361001 2050101 30205 11 - 公    7344.45
361001 2050101 30206 11 - 公   23444.44
361001 2050101 30211 11 - 公   41233.33
361001 2050101 30217 11 - 公    8244.40
361001 2050101 30231 11 - 公   52744.47
361001 2050101 31002 11 - 公   19644.46
361001 2050102 30215 11 - 特   36144.44
361001 2050102 30216 11 - 特   68744.43
361001 2050102 30212 11 - 特   49644.45
361001 2050102 30299 11 结 特  123344.46
361001 2050102 30226 39 - 运   15444.43
361001 2080505 30108 11 - 人  347286.52
361001 2080506 30109 11 - 人  173643.26
361001 2101101 30110 11 - 人  151937.85
361001 2101103 30111 11 - 人   54263.52
361001 2210201 30113 11 - 人  260464.89
361002 2050302 30101 11 - 人 6423318.74
361002 2050302 30107 11 - 人 3846672.58
361002 2050302 30308 11 - 特  482644.44
361002 2050302 30201 11 - 公  214344.46
361002 2050302 30206 11 - 公  186244.43
361002 2050302 30231 11 - 公   46344.45
361002 2050302 31003 11 结 特  864344.47
361002 2050302 31013 11 - 特  178644.44
361002 2050302 30213  2 - 运  936744.46
361002 2050302 30218  2 - 运  412344.43
361002 2050302 30107  2 结 人  253644.45
361002 2050302 30107 31 - 人  742344.44
361002 2050302 30226 31 - 运  318644.46
361002 2050302 30201 31 - 公   94444.43
361002 2050302 30299 32 - 特  127744.45
361002 2050302 30299 33 - 特   58344.44
361002 2050302 30218 34 - 营  223444.46
361002 2050302 30226 34 - 营   86744.43
361002 2050302 30299 31 - 解   64344.45
361002 2050302 30299 31 - 补   42644.44
361002 2050302 30299 31 - 结   31844.46
361002 2080505 30108 11 - 人 1643198.77
361002 2080506 30109 11 - 人  821599.39
361002 2080505 30108 31 - 人  118775.11
361002 2101102 30110 11 - 人  718899.46
361002 2210201 30113 11 - 人 1232399.08
361002 2210201 30113 31 - 人   89081.33
361002 2120803 31005 12 - 特 3264344.44
361002 2120803 31003 12 结 特  647344.46
361002 2120803 30216 12 - 特   24344.43
361002 2230105 31201 13 - 特  500344.45
361002 2230105 30299 13 - 特   76544.47
"""


@dataclass(frozen=True)
class Line:
    """One amount with its dimensions; 元."""

    unit: str
    function: str
    economic: str
    fund: str
    carried: bool
    kind: str
    amount: Decimal


def lines() -> list[Line]:
    rows = [row.split() for row in LINES.strip().splitlines()]
    return [Line(u, f, e, fund, c == "结", kind, Decimal(amount)) for u, f, e, fund, c, kind, amount in rows]


def prove(all_lines: list[Line]) -> None:
    """The sample has what it is there for, and is sound where rules look."""
    assert {line.fund for line in all_lines} == set(FUNDS) and {line.kind for line in all_lines} == set(KINDS)
    keys = [(line.unit, line.function, line.economic, line.fund, line.carried, line.kind) for line in all_lines]
    assert len(keys) == len(set(keys)), "two lines have the same dimensions"
    odd = [line for line in all_lines if line.amount % 100]
    assert len(odd) == len(all_lines), "every amount has something left below the display step"
    for functions, economics in (("2080505", "30108"), ("2080506", "30109"), ("2210201", "30113")):
        for line in all_lines:
            assert (line.function == functions) == (line.economic == economics), line
    for line in all_lines:
        # What is granted is spent as basic or project expenditure; 301 and 303 of it are 人员经费, 302 and 310 公用经费.
        assert line.fund not in GRANTS or line.kind in "人公运特", line
        assert line.kind != "人" or line.economic[:3] in ("301", "303"), line
        assert line.kind != "公" or line.economic[:3] in ("302", "310"), line


def coded(code: str, name: str) -> str:
    return f"{code}-{name}" if code else name


def expenditure_csv(all_lines: list[Line]) -> bytes:
    """部门预算项目年度预算: GBK, CRLF, 元; what was carried over stands in 资金来源."""
    header = (
        "预算年度,单位代码,单位名称,部门代码,项目类别代码,项目类别名称,项目代码,项目名称,支出功能分类科目代码,政府支出经济分类代码,"
        "部门支出经济分类代码,资金性质代码,资金来源代码,申报数,财政审核数,年初批复数,调整金额,变动后预算数,是否政府采购,备注"
    ).split(",")
    text = io.StringIO(newline="")
    out = csv.writer(text, lineterminator="\r\n")
    out.writerow(header)
    for line in all_lines:
        number, project = PROJECTS[line.kind]
        amount = f"{line.amount:.2f}"
        out.writerow([
            YEAR, line.unit, UNITS[line.unit], DEPARTMENT, *KINDS[line.kind],
            f"99000024P{line.unit}{number}0000X", f"{project}（{line.function[:5]}）",
            coded(line.function, FUNCTIONS[line.function]), "", coded(line.economic, ECONOMIC[line.economic]),
            coded(line.fund, FUNDS[line.fund]), "2-上年结转" if line.carried else "1-本年预算安排",
            amount, amount, amount, "0.00", amount, "否", "",
        ])
    return text.getvalue().encode("gbk")


def revenue_xlsx(all_lines: list[Line]) -> bytes:
    """收入预算: a row for each unit and fund, this year's money and what was carried over in two columns, 合计 at the end."""
    sums: dict[tuple[str, str], list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for line in all_lines:
        sums[line.unit, line.fund][line.carried] += line.amount
    book, sheet = sheet_with_title("收入预算", f"{YEAR}年部门收入预算表", "元", Department, 4)
    sheet.append(["预算单位", "资金性质", "收入预算", None])
    sheet.append([None, None, "预算金额", "上年结转"])
    for merged in ("A3:A4", "B3:B4", "C3:D3"):
        sheet.merge_cells(merged)
    for (unit, fund), amounts in sorted(sums.items()):
        sheet.append([coded(unit, UNITS[unit]), coded(fund, FUNDS[fund]), *[float(a) if a else None for a in amounts]])
    sheet.append(["合计", None, *[float(sum(a[i] for a in sums.values())) for i in (0, 1)]])
    for row in sheet.iter_rows(min_row=5, min_col=3, max_col=4):
        for cell in row:
            cell.number_format = "#,##0.00"
    finish(sheet, range(3, 5), [38, 26, 18, 18])
    return workbook_bytes(book)


class Department:
    """What the head of a sheet calls the department."""

    @staticmethod
    def coded(_kind: str, _code: str) -> str:
        return DEPARTMENT


FILES = {FOLDER / "支出预算明细.csv": expenditure_csv, FOLDER / "收入预算.xlsx": revenue_xlsx}


def main() -> int:
    check = sys.argv[1:] == ["--check"]
    if sys.argv[1:] and not check:
        print(__doc__, file=sys.stderr)
        return 2
    all_lines = lines()
    prove(all_lines)
    stale = []
    for path, write in FILES.items():
        data = write(all_lines)
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        elif not path.exists() or contents(path, path.read_bytes()) != contents(path, data):
            stale.append(path)
    for path in stale:
        print(f"{path.relative_to(HERE)} 与 samples/make_own_income.py 写出的不同：请重新运行它", file=sys.stderr)
    print(f"{len(all_lines)} 行明细，{sum(line.amount for line in all_lines):,.2f} 元")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
