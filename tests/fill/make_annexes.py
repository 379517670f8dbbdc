#!/usr/bin/env python3
"""Makes 空白表-附表.xlsx: the forms beside the tables of figures as a bureau would hand them down, written by LibreOffice.

    python3 tests/fill/make_annexes.py

Eleven sheets for goals, two of them with the levels of the indicators printed in merged groups; purchases; assets and units
on one sheet. Columns stand in another order than the edition's, and words are shorter here and there.
"""

from __future__ import annotations

from pathlib import Path

import make_blank
from make_blank import Sheet

HERE = Path(__file__).resolve().parent
PROJECTS = 11
# Sheets whose indicators are printed, counted from 1, and what is printed on them.
PRINTED = (2, 5)
LEVELS = [
    ("产出指标", ["数量指标", "质量指标", "时效指标", "成本指标"]),
    ("效益指标", ["经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"]),
    ("满意度指标", ["服务对象满意度指标"]),
]
FIRST_INDICATOR = 10  # row of the first indicator, counted from 1


class Annexes(make_blank.Blank):
    """The workbook."""

    def __init__(self) -> None:
        self.sheets = {f"绩效{number}": goals(number) for number in range(1, PROJECTS + 1)}
        self.sheets["采购"] = purchases()
        self.sheets["资产和机构"] = assets_and_units()

    def names(self) -> str:
        return ""


def merged(sheet: Sheet, at: tuple[int, int], span: tuple[int, int], style: str, text: str = "") -> None:
    for row in range(at[0], at[0] + span[0]):
        for col in range(at[1], at[1] + span[1]):
            sheet.put(row, col, style)
    sheet.put(*at, style, text)
    if span != (1, 1):
        sheet.spans[at] = span


def goals(number: int) -> Sheet:
    sheet = Sheet(f"绩效{number}")
    sheet.widths = {0: 30, 1: 30, 2: 40, 3: 24, 4: 24, 5: 30, 6: 40}
    merged(sheet, (0, 0), (1, 7), "title", "部门预算项目支出绩效目标表")
    merged(sheet, (1, 0), (1, 5), "caption", "编制部门：")
    merged(sheet, (1, 5), (1, 2), "caption-right", "单位：万元")
    # Name before code, the other way round than the edition.
    sheet.put(2, 0, "header", "项目名称")
    merged(sheet, (2, 1), (1, 2), "label")
    sheet.put(2, 3, "header", "项目编码：")
    merged(sheet, (2, 4), (1, 3), "code")
    merged(sheet, (3, 0), (2, 1), "header", "预算规模及\n资金用途")
    for col, words in ((1, "预算数"), (3, "其中：财政资金"), (5, "其他资金")):
        sheet.put(3, col, "header", words)
        sheet.put(3, col + 1, "figure")
    merged(sheet, (4, 1), (1, 6), "label")
    merged(sheet, (5, 0), (2, 1), "header", "资金支出计划（%）")
    for col, span, words in ((1, 1, "3月底"), (2, 1, "6月底"), (3, 2, "10月底"), (5, 2, "12月底")):
        merged(sheet, (5, col), (1, span), "header", words)
        merged(sheet, (6, col), (1, span), "figure")
    sheet.put(7, 0, "header", "绩效目标")
    merged(sheet, (7, 1), (1, 6), "label")
    sheet.heights[7] = 60
    for col, words in ((0, "一级指标"), (1, "二级指标"), (2, "三级指标"), (5, "指标值"), (6, "确定依据")):
        sheet.put(8, col, "header", words)
    merged(sheet, (8, 3), (1, 2), "header", "绩效指标描述")
    row = FIRST_INDICATOR - 1
    for level1, levels in LEVELS if number in PRINTED else [("", [""])]:
        merged(sheet, (row, 0), (len(levels), 1), "label", level1)
        for level2 in levels:
            sheet.put(row, 1, "label", level2)
            for col in (2, 5, 6):
                sheet.put(row, col, "label")
            merged(sheet, (row, 3), (1, 2), "label")
            sheet.heights[row] = 21
            row += 1
    merged(sheet, (row, 0), (1, 7), "note", "填表人：　　　　　审核人：")
    return sheet


def purchases() -> Sheet:
    sheet = Sheet("采购")
    heads = ["项目名称", "预算资金", "采购物品名称", "政府采购目录序号", "计量单位", "数量", "单价", "合计", "一般公共预算拨款", "基金预算拨款",
             "国有资本经营预算拨款", "财政专户核拨", "单位资金", "上年结转结余", "2024年预留中小微企业份额"]
    merged(sheet, (0, 0), (1, len(heads)), "title", "部门政府采购预算表")
    merged(sheet, (1, 0), (1, 7), "caption", "编制部门：")
    merged(sheet, (1, 7), (1, 8), "caption-right", "单位：元")
    merged(sheet, (2, 0), (1, 2), "header", "政府采购项目来源")
    merged(sheet, (2, 7), (1, 7), "header", "政府采购金额（当年部门预算安排资金）")
    for col, words in enumerate(heads):
        top = 3 if col < 2 or 7 <= col <= 13 else 2
        merged(sheet, (top, col), (4 - top, 1), "header", words)
    for col in range(len(heads)):
        # The pattern row adds up the funds itself.
        sheet.put(4, col, "total" if col == 7 else "figure" if col in (1, 6) or col > 7 else "label", formula="of:=SUM([.I5:.N5])" if col == 7 else "")
    for col in range(len(heads)):
        style = "label" if col < 7 else "total"
        sheet.put(5, col, style, "合计" if col == 2 else "", formula=f"of:=SUM([.{make_blank.letters(col)}5:.{make_blank.letters(col)}5])" if col > 6 else "")
    return sheet


def assets_and_units() -> Sheet:
    sheet = Sheet("资产和机构")
    sheet.widths = {0: 60, 1: 30, 2: 40, 3: 60}
    merged(sheet, (0, 0), (1, 4), "title", "部门固定资产占用情况表")
    merged(sheet, (1, 0), (1, 2), "caption", "编制部门：")
    merged(sheet, (1, 2), (1, 2), "caption-right", "截止时间：")
    for col, words in enumerate(["项　目", "数量", "价值（金额单位：万元）", "备注"]):
        sheet.put(2, col, "header", words)
    rows = ["资产总额", "1、房屋（平方米）", "其中：办公用房（平方米）", "2、车辆（台、辆）", "3、单价在20万元以上的设备", "4、其他固定资产"]
    for row, words in enumerate(rows, 3):
        sheet.put(row, 0, "label", words)
        sheet.put(row, 1, "sequence")
        # The blank's own total.
        sheet.put(row, 2, "total" if row == 3 else "figure", formula="of:=[.C5]+[.C7]+[.C8]+[.C9]" if row == 3 else "")
        sheet.put(row, 3, "label")
    merged(sheet, (11, 0), (1, 4), "title", "部门机构设置情况表")
    sheet.put(12, 0, "caption", "编制部门：")
    for col, words in enumerate(["单位名称", "单位规格", "单位性质", "经费保障形式"]):
        sheet.put(13, col, "header", words)
        sheet.put(14, col, "label")
    sheet.heights[14] = 30
    return sheet


if __name__ == "__main__":
    make_blank.write(Annexes(), HERE / "空白表-附表.xlsx")
