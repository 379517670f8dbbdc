#!/usr/bin/env python3
"""Writes the export that the published tables of jiangsu-2019 follow from, and proves that it adds up to them.

    python3 tests/published-places/make_jiangsu.py OUT

The splits by economic class, the codes of projects and the unit are made up; every total is the published one.
"""

from __future__ import annotations

import csv
import sys
from decimal import Decimal
from pathlib import Path

HERE = Path(__file__).resolve().parent
WAN = Decimal(10000)
GENERAL, OTHER = "111-一般公共预算资金", "39-其他收入"
PERSONNEL, OPERATION, GOAL, RESERVE = "人员类项目", "公用经费项目", "特定目标类项目", "单位预留机动经费"

LINES = [
    *[("2010201", code, PERSONNEL, amount) for code, amount in [
        ("30101", "877.88"), ("30102", "515.40"), ("30103", "70.37"), ("30107", "45.33"), ("30114", "20.88"),
        ("30199", "9.60"), ("30301", "236.12"), ("30302", "430.38"), ("30309", "0.50")]],
    *[("2010201", code, OPERATION, amount) for code, amount in [
        ("30201", "110.00"), ("30205", "15.00"), ("30206", "85.00"), ("30207", "50.00"), ("30211", "200.00"),
        ("30213", "100.00"), ("30228", "70.00"), ("30231", "156.60"), ("30239", "168.64"), ("30299", "175.50")]],
    ("2010201", "39999", RESERVE, "1886.02"),
    ("2010202", "30212", GOAL, "106.00"), ("2010202", "30217", GOAL, "397.50"), ("2010202", "30216", GOAL, "281.77"),
    ("2010202", "30227", GOAL, "2374.51"), ("2010204", "30215", GOAL, "1282.56"), ("2010205", "30211", GOAL, "426.00"),
    ("2010299", "30299", GOAL, "100.00"),
    ("2080504", "30302", PERSONNEL, "277.05"), ("2080505", "30108", PERSONNEL, "415.33"),
    ("2080506", "30109", PERSONNEL, "166.13"), ("2210201", "30113", PERSONNEL, "492.87"),
    ("2210202", "30102", PERSONNEL, "1754.17"),
]


def published(table: str) -> dict[str, Decimal]:
    """The figures of a published table by code."""
    path = next(HERE.glob(f"jiangsu-2019/{table}*.tsv"))
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    return {row[1]: Decimal(row[3].replace(",", "")) for row in rows if row[0] == "row" and row[1] and row[3]}


def prove() -> None:
    """Every code of the two tables of general funds comes to what was published."""
    for table, column, kinds in [("07", 0, None), ("08", 1, (PERSONNEL, OPERATION))]:
        for code, amount in published(table).items():
            lines = [line for line in LINES if line[column].startswith(code) and (kinds is None or line[2] in kinds)]
            assert sum(Decimal(line[3]) for line in lines) == amount, (table, code)


def main(out: str) -> None:
    prove()
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    unit = ("105001", "江苏省政协办公厅本级", "105-江苏省政协办公厅")
    head = ["预算年度", "单位代码", "单位名称", "部门代码", "项目类别名称", "项目代码", "项目名称", "支出功能分类科目代码",
            "部门支出经济分类代码", "资金性质代码", "资金来源代码", "年初批复数"]
    lines = [(*line, GENERAL) for line in LINES] + [("2010201", "30299", OPERATION, "80.00", OTHER)]
    with open(folder / "支出预算明细.csv", "w", encoding="gbk", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        for number, (function, economic, kind, amount, fund) in enumerate(lines, 1):
            project = f"32000019{kind[0]}105001{number:06}".replace("人", "R").replace("公", "Y").replace("特", "T")
            project = project.replace("单", "D")
            yuan = (Decimal(amount) * WAN).quantize(Decimal("0.01"))
            writer.writerow(["2019", *unit, kind, project, f"项目{number}", function, economic, fund, "1-本年预算安排", yuan])
    with open(folder / "收入预算.csv", "w", encoding="gbk", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["预算年度", "单位代码", "单位名称", "部门代码", "收入项目", "资金来源代码", "预算数"])
        total = sum(Decimal(line[3]) for line in LINES)
        for name, amount in [("一般公共预算拨款收入", total), ("其他收入", Decimal("80.00"))]:
            writer.writerow(["2019", *unit, name, "1-本年预算安排", (amount * WAN).quantize(Decimal("0.01"))])


if __name__ == "__main__":
    main(sys.argv[1])
