#!/usr/bin/env python3
"""A peer of gongkai in Python: reads an export, sums it by department, writes the nine sheets of each.

    python3 benches/peers/peer.py READER WRITER EXPORT PLAN FOLDER

READER is csv, polars, calamine or openpyxl; WRITER xlsxwriter or openpyxl. It checks nothing, keeps no origin, and is
given the rows and formulas (benches/plan.py); versions are in requirements.txt.
"""

from __future__ import annotations

import os
import sys

import common
import writers


def by_csv(path: str):
    import csv

    with open(path, encoding="gb18030", newline="") as lines:
        rows = csv.reader(lines)
        next(rows)
        return common.grouped(rows)


def by_polars(path: str):
    import polars

    if path.endswith(".csv"):
        frame = polars.read_csv(path, encoding="gb18030", infer_schema=False)
    else:
        frame = polars.read_excel(path, engine="calamine")
    names = frame.columns
    code = polars.col(names[common.DEPARTMENT]).str.split("-").list.first().alias("code")
    amount = polars.col(names[common.AMOUNT]).cast(polars.Float64)
    keys = [code, *(names[at] for at in (common.KIND, common.FUNCTION, common.ECONOMIC, common.FUND))]
    sums: dict = {}
    for department, kind, function, economic, fund, total in frame.group_by(keys).agg(amount.sum()).iter_rows():
        sums.setdefault(department, {})[kind, function, economic, fund] = total
    return sums


def by_calamine(path: str):
    from python_calamine import CalamineWorkbook

    rows = iter(CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python())
    next(rows)
    return common.grouped(rows)


def by_openpyxl(path: str):
    from openpyxl import load_workbook

    rows = load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True)
    next(rows)
    return common.grouped(rows)


def main(reader: str, writer: str, export: str, plan: str, folder: str) -> None:
    read = {"csv": by_csv, "polars": by_polars, "calamine": by_calamine, "openpyxl": by_openpyxl}[reader]
    write = {"xlsxwriter": writers.xlsxwriter, "openpyxl": writers.openpyxl}[writer]
    sums = read(export)
    os.makedirs(folder, exist_ok=True)
    for workbook in common.plan(plan):
        common.check(sums[workbook["code"]], workbook)
        write(folder, workbook)
    common.report()


if __name__ == "__main__":
    main(*sys.argv[1:])
