"""The two writers of Python that people use, each with the looks of the published tables."""

from __future__ import annotations

import os

THIN = {"border": 1}
LOOKS = {
    1: {"font_name": "方正小标宋简体", "font_size": 18, "align": "center", "valign": "vcenter", "text_wrap": True},
    2: {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "text_wrap": True},
    3: {"font_name": "黑体", "font_size": 10, "align": "center", "valign": "vcenter", "text_wrap": True, **THIN},
    4: {"font_name": "宋体", "font_size": 10, "align": "right", "num_format": "0.00;-0.00;;@", **THIN},
    5: {"font_name": "宋体", "font_size": 10, "align": "left", "valign": "vcenter", "text_wrap": True, **THIN},
}


def xlsxwriter(folder: str, workbook: dict) -> None:
    import xlsxwriter as library

    book = library.Workbook(os.path.join(folder, workbook["code"] + ".xlsx"))
    looks = {number: book.add_format(look) for number, look in LOOKS.items()}
    for table in workbook["sheets"]:
        sheet = book.add_worksheet(table["name"])
        for column, width in enumerate(table["widths"]):
            sheet.set_column(column, column, width)
        for first_row, first, last_row, last in table["merged"]:
            sheet.merge_range(first_row, first, last_row, last, "")
        for row, column, look, value in table["cells"]:
            if value is None:
                sheet.write_blank(row, column, None, looks[look])
            elif isinstance(value, list):
                sheet.write_formula(row, column, value[0], looks[look], value[1])
            elif isinstance(value, str):
                sheet.write_string(row, column, value, looks[look])
            else:
                sheet.write_number(row, column, value, looks[look])
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.freeze_panes(5, 0)
        sheet.repeat_rows(0, 4)
    book.close()


def openpyxl(folder: str, workbook: dict) -> None:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, Side

    side = Side(style="thin")
    border = Border(side, side, side, side)
    looks = {
        number: (
            Font(name=look["font_name"], size=look["font_size"]),
            Alignment(horizontal=look.get("align"), vertical="center", wrap_text=look.get("text_wrap")),
            border if "border" in look else Border(),
            look.get("num_format", "General"),
        )
        for number, look in LOOKS.items()
    }
    book = Workbook()
    book.remove(book.active)
    for table in workbook["sheets"]:
        sheet = book.create_sheet(table["name"])
        for column, width in enumerate(table["widths"]):
            sheet.column_dimensions[chr(65 + column)].width = width
        for row, column, look, value in table["cells"]:
            cell = sheet.cell(row + 1, column + 1, value[0] if isinstance(value, list) else value)
            cell.font, cell.alignment, cell.border, cell.number_format = looks[look]
        for first_row, first, last_row, last in table["merged"]:
            sheet.merge_cells(start_row=first_row + 1, start_column=first + 1, end_row=last_row + 1, end_column=last + 1)
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
        sheet.freeze_panes = "A6"
        sheet.print_title_rows = "1:5"
    book.save(os.path.join(folder, workbook["code"] + ".xlsx"))
