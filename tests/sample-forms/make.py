#!/usr/bin/env python3
"""Writes the sample's expenditure in every container and with every quirk: python3 make.py [NAME…].

Needs openpyxl, xlwt and LibreOffice (soffice). `tests/suite/import_sample.rs` demands the same budget of each file here.
"""
import csv
import io
import os
import re
import struct
import subprocess
import sys
import tempfile
import zipfile
from decimal import Decimal
from html import escape

import openpyxl
import xlwt

HERE = os.path.dirname(os.path.abspath(__file__))
SAMPLE = os.path.join(HERE, "..", "..", "samples", "pingxiang-2024", "支出预算明细.csv")
WANTED = set(sys.argv[1:])
ROWS = list(csv.reader(io.StringIO(open(SAMPLE, "rb").read().decode("gb18030"))))
HEAD, DATA = ROWS[0], ROWS[1:]
AMOUNT = HEAD.index("年初批复数")
AMOUNTS = [HEAD.index(name) for name in ("申报数", "财政审核数", "年初批复数", "调整金额", "变动后预算数")]
TOTAL = sum(Decimal(row[AMOUNT]) for row in DATA)


def put(name, data):
    if not WANTED or name in WANTED:
        with open(os.path.join(HERE, name), "wb") as file:
            file.write(data)


def total_row(total=TOTAL, label="合计"):
    return [label] + [""] * (AMOUNT - 1) + [str(total)] + [""] * (len(HEAD) - AMOUNT - 1)


def mapped(change, columns=None):
    """The rows with `change` done to the cells of some columns."""
    chosen = range(len(HEAD)) if columns is None else columns
    return [[change(cell) if at in chosen else cell for at, cell in enumerate(row)] for row in DATA]


# Texts


def text(rows, separator=",", end="\r\n", quoting=csv.QUOTE_MINIMAL):
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator=end, quoting=quoting).writerows(rows)
    return out.getvalue()


def grouped(cell):
    return f"{Decimal(cell):,}"


FULL_WIDTH = {ord(c): ord(c) + 0xFEE0 for c in "0123456789.,"}
put("utf8.csv", text(ROWS).encode())
put("utf8-bom.csv", b"\xef\xbb\xbf" + text(ROWS).encode())
put("utf16le-unicode-text.txt", b"\xff\xfe" + text(ROWS, "\t").encode("utf-16-le"))
put("utf16be-no-bom.csv", text(ROWS).encode("utf-16-be"))
put("semicolons.csv", text(ROWS, ";").encode("gbk"))
put("tabs.tsv", text(ROWS, "\t").encode("gbk"))
put("cr-alone.csv", text(ROWS, end="\r").encode("gbk"))
put("all-quoted.csv", text(ROWS, quoting=csv.QUOTE_ALL).encode("gbk"))
put("nul-bytes.csv", text(ROWS).replace("本年预算", "本年\0预算").encode("gbk"))
put("four-byte-characters.csv", text([HEAD] + [row[:-1] + ["㐀𠮷"] for row in DATA]).encode("gb18030"))
put("wrapped-and-tabs.csv", "".join(
    ",".join(f'="{c}"' if at < AMOUNTS[0] else c + "\t" for at, c in enumerate(row)) + "\r\n" for row in ROWS).encode("gbk"))
put("grouped-amounts.csv", text([HEAD] + mapped(grouped, AMOUNTS)).encode("gbk"))
put("currency-and-blanks.csv", text([HEAD] + mapped(lambda c: f"￥{grouped(c)}\u00a0 ", AMOUNTS)).encode("gb18030"))
put("full-width-digits.csv", text([HEAD] + mapped(lambda c: grouped(c).translate(FULL_WIDTH), AMOUNTS)).encode("gbk"))
put("unit-in-cells.csv", text([HEAD] + mapped(lambda c: f"{Decimal(c) / 10000}万元", AMOUNTS)).encode("gbk"))
put("dashes-for-nothing.csv", text([HEAD] + mapped(lambda c: "—" if not Decimal(c) else c, AMOUNTS)).encode("gbk"))
put("wan-yuan-in-header.csv", text(
    [[f"{c}（万元）" if at in AMOUNTS else c for at, c in enumerate(HEAD)]] + mapped(lambda c: str(Decimal(c) / 10000), AMOUNTS)).encode("gbk"))
put("preamble-total-footer.csv", (
    "2024年部门预算项目年度预算\r\n编制部门：434-平乡县人民政府办公室,,单位：元\r\n\r\n" + text(ROWS + [total_row()])
    + "\r\n制表人：张三,,审核人：李四\r\n").encode("gbk"))
middle = len(DATA) // 2
put("continued.csv", (
    "2024年部门预算项目年度预算\r\n单位：元\r\n" + text(ROWS[:middle]) + "\r\n2024年部门预算项目年度预算（续表）\r\n单位：元\r\n"
    + text([HEAD] + ROWS[middle:] + [total_row()])).encode("gbk"))
for name, written in (("underscore", r"\1_\2"), ("blank", r"\1 \2"), ("brackets", r"[\1]\2")):
    coded = [at for at, c in enumerate(HEAD) if c.endswith("代码")]
    put(f"code-name-{name}.csv", text([HEAD] + mapped(lambda c: re.sub(r"^(\d+)-(.+)$", written, c), coded)).encode("gbk"))
swapped = list(range(len(HEAD)))
swapped[2], swapped[AMOUNT], swapped[8], swapped[0] = swapped[AMOUNT], swapped[2], swapped[0], swapped[8]
put("columns-in-another-order.csv", text([[row[at] for at in swapped] for row in ROWS]).encode("gbk"))
wrapped = [f"{c[:2]}\n{c[2:]}" if len(c) > 4 else f" {c} " for c in HEAD]
put("header-wrapped.csv", text([wrapped] + DATA).encode("gbk"))
by_unit = sorted({row[1] for row in DATA})


def zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


put("one-file-a-unit.zip", zipped(
    (f"导出/{unit}.csv", text([HEAD] + [row for row in DATA if row[1] == unit]).encode("gbk")) for unit in by_unit))

# Workbooks


def typed(row, codes_too=False):
    """Amounts as numbers; codes too where they are nothing but digits."""
    number = lambda at, c: at in AMOUNTS or codes_too and c.isdigit() and len(c) < 15
    return [float(c) if number(at, c) and c not in ("", "—") else c for at, c in enumerate(row)]


def xlsx(fill):
    book = openpyxl.Workbook()
    fill(book, book.active)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def plain(book, sheet):
    sheet.title = "支出预算明细"
    for row in [HEAD] + [typed(row) for row in DATA]:
        sheet.append(row)


def titled(book, sheet):
    """Title, unit line, header over two rows, fill-down groups as merged cells, hidden rows, a formula nobody calculated."""
    sheet.title = "支出 明细 "
    sheet.append(["2024年部门预算项目年度预算"])
    sheet.append(["编制部门：434-平乡县人民政府办公室"] + [""] * 8 + ["单位：元"])
    sheet.append(["基本信息"] + [""] * 12 + ["预算金额情况"] + [""] * 6)
    sheet.append(HEAD)
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(HEAD))
    sheet.merge_cells(start_row=3, end_row=3, start_column=1, end_column=13)
    sheet.merge_cells(start_row=3, end_row=3, start_column=14, end_column=len(HEAD))
    for row in DATA:
        sheet.append(typed(row))
    letter = openpyxl.utils.get_column_letter(AMOUNT + 1)
    sheet.append(["合计"] + [""] * (AMOUNT - 1) + [f"=SUM({letter}5:{letter}{len(DATA) + 4})"])
    merge_groups(sheet, 3, 5)
    sheet.row_dimensions[7].hidden = True
    sheet["IV1"] = " "


def merge_groups(sheet, column, first):
    """Equal neighbours of a column become one merged cell."""
    begin = first
    for at in range(first + 1, first + len(DATA) + 1):
        value = sheet.cell(at, column).value if at < first + len(DATA) else None
        if value != sheet.cell(begin, column).value:
            if at - 1 > begin:
                sheet.merge_cells(start_row=begin, end_row=at - 1, start_column=column, end_column=column)
            begin = at


def codes_as_numbers(book, sheet):
    for row in [HEAD] + [typed(row, codes_too=True) for row in DATA]:
        sheet.append(row)


def two_sheets(book, sheet):
    """One unit a sheet, behind a cover; the last one hidden."""
    sheet.title = "封面"
    sheet.append(["2024年部门预算"])
    for unit in by_unit:
        page = book.create_sheet(f"{unit}明细")
        for row in [HEAD] + [typed(row) for row in DATA if row[1] == unit]:
            page.append(row)
    page.sheet_state = "hidden"


def beside_another(book, sheet):
    """A table of something else on the right, behind an empty column."""
    right = [["科目代码", "科目名称", "说明"]] + [[f"{n}", "名称", ""] for n in range(3)]
    for at, row in enumerate([HEAD] + [typed(row) for row in DATA]):
        sheet.append(row + [None] + (right[at] if at < len(right) else []))


put("plain.xlsx", xlsx(plain))
put("titled-merged-hidden.xlsx", xlsx(titled))
put("codes-as-numbers.xlsx", xlsx(codes_as_numbers))
put("a-sheet-a-unit.xlsx", xlsx(two_sheets))
put("another-table-beside.xlsx", xlsx(beside_another))


def macros(data):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name).replace(b"spreadsheetml.sheet.main+xml", b"@").replace(
                b"application/vnd.openxmlformats-officedocument.@", b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
            new.writestr(name, part)
    return out.getvalue()


put("plain.xlsm", macros(xlsx(plain)))


def biff8():
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("支出")
    money = xlwt.easyxf(num_format_str='#,##0.00_ ;[Red]-#,##0.00 ')
    for at, row in enumerate([HEAD] + [typed(row) for row in DATA]):
        for col, cell in enumerate(row):
            sheet.write(at, col, cell, money if isinstance(cell, float) else xlwt.Style.default_style)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


put("biff8.xls", biff8())
put("wps.et", biff8())


def record(kind, data=b""):
    return struct.pack("<HH", kind, len(data)) + data


def biff5():
    """Excel 95 with code page 936: records without a compound file around them."""
    begin = lambda kind: record(0x0809, struct.pack("<HHHH", 0x0500, kind, 0, 0))
    name = "支出".encode("gbk")
    sheet = begin(0x10)
    for at, row in enumerate([HEAD] + [typed(row) for row in DATA]):
        for col, cell in enumerate(row):
            if isinstance(cell, float):
                sheet += record(0x0203, struct.pack("<HHHd", at, col, 0, cell))
            elif cell:
                encoded = cell.encode("gbk")
                sheet += record(0x0204, struct.pack("<HHHH", at, col, 0, len(encoded)) + encoded)
    sheet += record(0x000A)
    head = begin(0x05) + record(0x0042, struct.pack("<H", 936))
    listed = lambda position: record(0x0085, struct.pack("<IBB", position, 0, 0) + bytes([len(name)]) + name)
    position = len(head + listed(0) + record(0x000A))
    return head + listed(position) + record(0x000A) + sheet


put("biff5-code-page-936.xls", biff5())


def brecord(kind, data=b""):
    code = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = b"", len(data)
    while True:
        size += bytes([length & 0x7F | (0x80 if length > 0x7F else 0)])
        length >>= 7
        if not length:
            return code + size + data


def xlsb():
    wide = lambda s: struct.pack("<I", len(s.encode("utf-16-le")) // 2) + s.encode("utf-16-le")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    cells = b""
    for at, row in enumerate([HEAD] + [typed(row) for row in DATA]):
        cells += brecord(0, struct.pack("<IIHBBBI", at, 0, 0, 0, 0, 0, 0))
        for col, cell in enumerate(row):
            place = struct.pack("<II", col, 0)
            if isinstance(cell, float):
                cells += brecord(5, place + struct.pack("<d", cell))
            elif cell:
                cells += brecord(6, place + wide(cell))
    sheet = brecord(129) + brecord(145) + cells + brecord(146) + brecord(130)
    book = brecord(131) + brecord(143) + brecord(156, struct.pack("<II", 0, 1) + wide("a") + wide("支出")) + brecord(144) + brecord(132)
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
    relations = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="{kind}/worksheet" Target="sheet.bin"/></Relationships>'
    return zipped([("[Content_Types].xml", types), ("xl/workbook.bin", book), ("xl/_rels/workbook.bin.rels", relations), ("xl/sheet.bin", sheet)])


put("binary.xlsb", xlsb())


def libreoffice(name, ending, target):
    if WANTED and name not in WANTED:
        return
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "a.xlsx")
        open(path, "wb").write(xlsx(plain))
        subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", target, "--outdir", folder, path], check=True, capture_output=True)
        put(name, open(os.path.join(folder, f"a.{ending}"), "rb").read())


libreoffice("libreoffice.xlsx", "xlsx", "xlsx:Calc MS Excel 2007 XML")
libreoffice("libreoffice.ods", "ods", "ods")
libreoffice("libreoffice.fods", "fods", "fods")
libreoffice("libreoffice-page.xls", "html", "html:HTML (StarCalc)")

# Pages and XML saved as .xls


def page(charset):
    """A table with a cell over the rows of each unit, as web systems export it."""
    rows, begin = [], 0
    while begin < len(DATA):
        end = begin
        while end < len(DATA) and DATA[end][1] == DATA[begin][1]:
            end += 1
        for at in range(begin, end):
            cells = [f"<td rowspan={end - begin}>{escape(DATA[at][1])}</td>"] if at == begin else []
            cells += [f"<td style=\"mso-number-format:'\\@'\">{escape(c)}&nbsp;</td>" for c in DATA[at][2:]]
            rows.append(f"<tr><td>{DATA[at][0]}" + "".join(cells))
        begin = end
    head = "".join(f"<th nowrap>{escape(c)}<br></th>" for c in HEAD)
    title = f"<tr><td colspan={len(HEAD)}>2024年部门预算项目年度预算</td></tr><tr><td colspan={len(HEAD)} align=right>单位：元</td></tr>"
    return (f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"></head><body><table border=1>'
            f"{title}<tr>{head}</tr>" + "\n".join(rows) + "</table></body></html>")


put("page-gbk.xls", page("gb2312").encode("gbk"))
put("page-utf8.xls", page("utf-8").encode())
put("web-archive.mht", (
    "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"----=_Next\"\r\n\r\n------=_Next\r\n"
    "Content-Location: file:///C:/a.htm\r\nContent-Type: text/html; charset=\"gb2312\"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    + page("gb2312") + "\r\n------=_Next--\r\n").encode("gbk"))


def xml2003(encoding):
    cell = lambda at, c: f'<Cell><Data ss:Type="{"Number" if at in AMOUNTS else "String"}">{escape(c)}</Data></Cell>'
    rows = ["".join(f'<Cell><Data ss:Type="String">{escape(c)}</Data></Cell>' for c in HEAD)]
    rows += ["".join(cell(at, c) for at, c in enumerate(row)) for row in DATA]
    body = "".join(f"<Row>{row}</Row>\n" for row in rows)
    return (f'<?xml version="1.0" encoding="{encoding}"?>\n<?mso-application progid="Excel.Sheet"?>\n'
            '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
            f'<Worksheet ss:Name="支出"><Table>{body}</Table></Worksheet></Workbook>')


put("xml-2003-gbk.xls", xml2003("GBK").encode("gbk"))
put("xml-2003-utf8.xml", xml2003("UTF-8").encode())
