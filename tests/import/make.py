#!/usr/bin/env python3
"""Makes the workbooks of the cases whose kind lies in the container: python3 make.py. Needs openpyxl.

Everything is made from a few lines of a national upload table, so that only what a case is about differs.
"""
import datetime
import io
import os
import zipfile

import openpyxl
from openpyxl.styles import Font

HERE = os.path.dirname(os.path.abspath(__file__))
HEADER = ["预算年度", "单位代码", "单位名称", "部门代码", "项目类别代码", "项目类别名称", "支出功能分类科目代码",
          "部门支出经济分类代码", "资金性质代码", "年初批复数", "备注"]
AMOUNTS = [4387600.5, 236412, 1866000.25, 98400.75, 45360, 320000.4]


def lines(amounts=AMOUNTS):
    return [["2024", "434001", "平乡县人民政府办公室（本级）", "434-平乡县人民政府办公室", "1", "人员类项目", "2010301-行政运行",
             code, "111-一般公共预算资金", amount, None] for code, amount in zip(
                 ["30101-基本工资", "30102-津贴补贴", "30103-奖金", "30108-机关事业单位基本养老保险缴费", "30110-职工基本医疗保险缴费", "30113-住房公积金"], amounts)]


def case(name, rows, header=HEADER, above=(), below=(), title="支出预算明细", file="支出.xlsx", edit=None):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in [*above, header, *rows, *below]:
        sheet.append(row)
    first = len(above) + 2
    if edit:
        edit(sheet, first)
    book.properties.created = book.properties.modified = datetime.datetime(2024, 1, 31)
    whole = io.BytesIO()
    book.save(whole)
    os.makedirs(f"{HERE}/{name}", exist_ok=True)
    with zipfile.ZipFile(whole) as made, zipfile.ZipFile(f"{HERE}/{name}/{file}", "w", zipfile.ZIP_DEFLATED) as packed:
        for part in made.infolist():
            packed.writestr(zipfile.ZipInfo(part.filename), made.read(part), zipfile.ZIP_DEFLATED)


def column(letter, **change):
    def edit(sheet, first):
        for row in range(first, first + len(AMOUNTS)):
            for name, value in change.items():
                setattr(sheet[f"{letter}{row}"], name, value)
    return edit


def cell(address_row, letter, **change):
    def edit(sheet, first):
        for name, value in change.items():
            setattr(sheet[f"{letter}{first + address_row}"], name, value)
    return edit


def both(*edits):
    return lambda sheet, first: [edit(sheet, first) for edit in edits]


WAN = [round(amount / 10000, 6) for amount in AMOUNTS]
YUAN_LINE, WAN_LINE = ["编制部门：434-平乡县人民政府办公室", "单位：元"], ["编制部门：434-平乡县人民政府办公室", "单位：万元"]
for form, name in (("0!.0000", "point"), ("0!.0,", "point-and-comma"), ('#,##0"."0000', "quoted-point")):
    case(f"format-shows-wan-{name}", lines(), above=[WAN_LINE], edit=column("J", number_format=form))
case("format-shows-wan-under-yuan", lines(), above=[YUAN_LINE], edit=column("J", number_format="0!.0000"))
case("format-shows-wan-without-unit", lines(), edit=column("J", number_format="0!.0000"))
case("format-shows-millions", lines(), above=[WAN_LINE], edit=column("J", number_format="0.00,,"))
case("format-of-some-rows", lines(), above=[WAN_LINE], edit=both(column("J", number_format="0!.0000"), cell(2, "J", number_format="0.00")))
case("unit-in-sheet-name", lines(WAN), title="支出预算明细（万元）")
case("unit-in-file-name", lines(WAN), file="支出_万元.xlsx")
case("unit-in-sheet-name-against-header", lines(WAN), header=[*HEADER[:9], "年初批复数（元）", "备注"], title="支出（万元）")
case("unit-below-the-table", lines(WAN), below=[["单位：万元"]])
case("unit-in-a-row-under-the-header", [[None] * 9 + ["万元", None], *lines(WAN)])
case("unit-on-the-printed-page", lines(WAN), edit=lambda sheet, first: setattr(sheet.oddHeader.right, "text", "单位：万元"))
case("decimals-of-wan-under-yuan", lines(WAN), header=[*HEADER[:9], "年初批复数（元）", "备注"])
case("unit-absurd", lines(), header=[*HEADER[:9], "年初批复数（万元）", "备注"])
case("formula-product-not-calculated", lines(), edit=cell(1, "J", value="=K3*0.9"))
case("codes-formatted-as-dates", [[row[0], 434001, *row[2:6], 2010301, *row[7:]] for row in lines()], edit=both(column("B", number_format="yyyy/m/d"), column("G", number_format="yyyy/m/d")))
case("year-formatted-as-date", [[2024, *row[1:]] for row in lines()], edit=column("A", number_format="yyyy-mm-dd"))
case("year-shown-of-a-date", [[datetime.date(2024, 1, 1), *row[1:]] for row in lines()], edit=column("A", number_format="yyyy"))
case("crossed-out", lines(), edit=both(cell(1, "J", font=Font(strike=True)), cell(3, "C", font=Font(strike=True))))
case("hidden-rows-counted", lines(), edit=lambda sheet, first: [setattr(sheet.row_dimensions[first + at], "hidden", True) for at in (1, 2)])
MARKED = [*HEADER[:10], "是否政府采购"]
case("purchases-marked", [[*row[:10], "是" if at == 2 else "否"] for at, row in enumerate(lines())], header=MARKED)
