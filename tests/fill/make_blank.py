#!/usr/bin/env python3
"""Makes the blank workbooks of tests/fill as a bureau would hand them down, and has LibreOffice write them.

    python3 tests/fill/make_blank.py            writes 空白表.xlsx and 空白表-单行.xlsx beside this file

The words come from templates/editions/hebei-2024. What is otherwise in them is what real blanks have: fonts of their own, a
logo, a stamp drawn over the sheet, validation, conditional formats, print settings, a comment, names, formulas, columns in
another order and under shorter names, two forms on one sheet, rows and a sheet that no form knows. In 空白表-单行.xlsx the
growing tables have one empty pattern row. LibreOffice stamps the time into docProps/core.xml; that is the only part in which
a second run differs.
"""

from __future__ import annotations

import base64
import struct
import subprocess
import sys
import tempfile
import tomllib
import zlib
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

HERE = Path(__file__).resolve().parent
FORMS = HERE.parent.parent / "templates/editions/hebei-2024/forms"
NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0", "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0", "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0", "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0", "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
    "xlink": "http://www.w3.org/1999/xlink", "dc": "http://purl.org/dc/elements/1.1/", "of": "urn:oasis:names:tc:opendocument:xmlns:of:1.2",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
}


@dataclass
class Layout:
    """Where a form stands on its sheet; rows count from 1, columns from A."""

    number: int
    sheet: str
    title_row: int
    columns: list[str]
    header_row: int = 0
    body_row: int = 0
    rows: dict[str, int] = field(default_factory=dict)


# Another order of columns, and shorter words, than the edition has.
ORDER = {2: ["seq", "name", "code", "year", "appropriation", "special", "institutional", "operating", "superior", "subordinate", "other", "carry_over", "total"]}
SHORT = {"财政拨款收入": "财政拨款", "附属单位上缴收入": "附属单位上缴", "公务用车购置及运维费": "公务用车购置及运维费"}
SHEETS = {1: "表1", 2: "表2", 3: "表3", 4: "表4", 5: "表5", 6: "表6 基本支出", 7: "表7-8", 8: "表7-8", 9: "表9"}
EMPTY_ROWS = 25


def forms() -> dict[int, dict]:
    found = {}
    for path in FORMS.glob("*.toml"):
        number = path.name.split("-")[0]
        if number.isdigit() and int(number) <= 9:
            found[int(number)] = tomllib.loads(path.read_text("utf-8"))
    return found


def letters(col: int) -> str:
    return chr(ord("A") + col)


class Sheet:
    """Cells by row and column from 0, with spans and heights."""

    def __init__(self, name: str) -> None:
        self.name, self.cells, self.spans, self.heights, self.widths = name, {}, {}, {}, {}
        self.shapes, self.anchored, self.formats, self.repeat = [], {}, [], None

    def put(self, row: int, col: int, style: str, text: str = "", formula: str = "", validation: str = "", note: str = "") -> None:
        self.cells[row, col] = (style, text, formula, validation, note)

    def xml(self) -> str:
        rows = max(row for row, _ in self.cells) + 1
        cols = max(col for _, col in self.cells) + 1
        covered = {(r, c) for (row, col), (down, right) in self.spans.items() for r in range(row, row + down) for c in range(col, col + right)} - set(self.spans)
        out = [f'<table:table table:name="{escape(self.name)}" table:style-name="ta1" table:print-ranges="{self.print_range(rows, cols)}">']
        if self.shapes:
            out.append("<table:shapes>" + "".join(self.shapes) + "</table:shapes>")
        for col in range(cols):
            out.append(f'<table:table-column table:style-name="co{self.widths.get(col, 24)}"/>')
        for row in range(rows):
            if self.repeat and row == self.repeat[0]:
                out.append("<table:table-header-rows>")
            out.append(f'<table:table-row table:style-name="ro{self.heights.get(row, 18)}">')
            out += [self.cell(row, col, covered) for col in range(cols)]
            out.append("</table:table-row>")
            if self.repeat and row == self.repeat[1]:
                out.append("</table:table-header-rows>")
        conditional = "".join(
            f'<calcext:conditional-format calcext:target-range-address="{quoted(self.name)}.{area}">'
            f'<calcext:condition calcext:apply-style-name="{style}" calcext:value="{escape(value)}" calcext:base-cell-address="{quoted(self.name)}.{area.split(":")[0]}"/>'
            "</calcext:conditional-format>"
            for area, value, style in self.formats
        )
        out.append(f"<calcext:conditional-formats>{conditional}</calcext:conditional-formats>" if conditional else "")
        return "".join(out) + "</table:table>"

    def print_range(self, rows: int, cols: int) -> str:
        return escape(f"{quoted(self.name)}.A1:{quoted(self.name)}.{letters(cols - 1)}{rows}")

    def cell(self, row: int, col: int, covered: set) -> str:
        style, text, formula, validation, note = self.cells.get((row, col), ("plain", "", "", "", ""))
        attributes = f' table:style-name="{style}"'
        if (row, col) in self.spans:
            down, right = self.spans[row, col]
            attributes += f' table:number-rows-spanned="{down}" table:number-columns-spanned="{right}"'
        if validation:
            attributes += f' table:content-validation-name="{validation}"'
        inside = ""
        if formula:
            attributes += f' table:formula="{escape(formula)}" office:value-type="float" office:value="0"'
        elif text:
            attributes += ' office:value-type="string"'
            inside = f"<text:p>{escape(text)}</text:p>"
        if note:
            inside = f'<office:annotation><dc:creator>财政局</dc:creator><text:p>{escape(note)}</text:p></office:annotation>{inside}'
        inside += self.anchored.get((row, col), "")
        kind = "covered-table-cell" if (row, col) in covered else "table-cell"
        return f"<table:{kind}{attributes}>{inside}</table:{kind}>"


def quoted(name: str) -> str:
    return f"'{name}'"


class Blank:
    """The workbook with where its forms stand."""

    def __init__(self, single: bool) -> None:
        self.single = single
        self.sheets = {"填表说明": self.instructions()}
        self.layouts: dict[int, Layout] = {}
        for number, form in sorted(forms().items()):
            self.form(number, form)

    def instructions(self) -> Sheet:
        sheet = Sheet("填表说明")
        sheet.put(0, 0, "title", "部门预算公开表填报说明")
        for row, text in enumerate(["一、黄色单元格由公式计算，请勿改动。", "二、各表金额单位为万元，保留两位小数。", "三、填好后盖章上报。"], 1):
            sheet.put(row, 0, "note", text)
        sheet.widths[0] = 120
        return sheet

    def form(self, number: int, form: dict) -> None:
        name = SHEETS[number]
        sheet = self.sheets.setdefault(name, Sheet(name))
        top = max((row for row, _ in sheet.cells), default=-2) + 2
        order = ORDER.get(number, [column["key"] for column in form["column"]])
        by_key = {column["key"]: column for column in form["column"]}
        columns = [by_key[key] for key in order]
        layout = Layout(number, name, top + 1, order)
        self.layouts[number] = layout
        width = len(columns)
        for col, column in enumerate(columns):
            sheet.widths[col] = max(sheet.widths.get(col, 0), {"sequence": 14, "label": 62, "code": 24}.get(column["role"], 30))
        sheet.put(top, 0, "title", form["title"])
        sheet.spans[top, 0] = (1, width)
        sheet.heights[top] = 40
        half = max(1, width - 2)
        sheet.put(top + 1, 0, "caption", "编制部门：")
        if half > 1:
            sheet.spans[top + 1, 0] = (1, half)
        sheet.put(top + 1, half, "caption", "预算年度：")
        sheet.put(top + 1, half + 1, "caption-right", "单位：万元")
        self.header(sheet, top + 2, columns)
        depth = max(len(column["headers"]) for column in columns)
        layout.header_row = top + 3
        numbers = top + 2 + depth
        sheet.repeat = (0, numbers) if top == 0 else sheet.repeat
        for col, column in enumerate(columns):
            sheet.put(numbers, col, "header", form["number_label"] if column["role"] == "sequence" else str(column.get("number", "")))
        layout.body_row = numbers + 2
        last = self.body(sheet, number, form, columns, numbers + 1)
        self.foot(sheet, number, last, width)

    def header(self, sheet: Sheet, top: int, columns: list[dict]) -> None:
        depth = max(len(column["headers"]) for column in columns)
        grid = [[(column["headers"] + [column["headers"][-1]] * depth)[:depth] for column in columns][col] for col in range(len(columns))]
        for row in range(depth):
            col = 0
            while col < len(columns):
                word = grid[col][row]
                if row > 0 and grid[col][row - 1] == word and len(columns[col]["headers"]) <= row:
                    sheet.put(top + row, col, "header")
                    col += 1
                    continue
                right = 1
                while col + right < len(columns) and grid[col + right][row] == word and row + 1 < len(columns[col]["headers"]):
                    right += 1
                down = depth - row if len(columns[col]["headers"]) == row + 1 else 1
                sheet.put(top + row, col, "header", SHORT.get(word, word) if len(columns) > 10 else word)
                for extra in range(1, right):
                    sheet.put(top + row, col + extra, "header")
                if (down, right) != (1, 1):
                    sheet.spans[top + row, col] = (down, right)
                col += right

    def body(self, sheet: Sheet, number: int, form: dict, columns: list[dict], first: int) -> int:
        block = form["block"][0]
        if "classification" not in block:
            return self.fixed(sheet, number, form, columns, first)
        total_on_top = number in (3, 5)
        empty = 1 if self.single and number in (2, 3) else EMPTY_ROWS
        row = first
        if total_on_top:
            for col, column in enumerate(columns):
                text = block["classification"]["total"] if column["role"] == "label" else "1" if column["role"] == "sequence" else ""
                sheet.put(row, col, self.style(column), text)
            self.layouts[number].rows["合计"] = row + 1
            row += 1
        area = f"{letters(3)}{row + 1}:{letters(len(columns) - 1)}{row + empty}"
        sheet.formats.append((area, "<0", "Negative"))
        for _ in range(empty):
            for col, column in enumerate(columns):
                sheet.put(row, col, self.style(column), validation="amount" if column["role"] == "value" else "code" if column["role"] == "code" else "",
                          formula=self.row_sum(number, columns, column, row))
            sheet.heights[row] = 21
            row += 1
        return row

    def row_sum(self, number: int, columns: list[dict], column: dict, row: int) -> str:
        """The blank of 支出总表 adds up its rows itself."""
        if number != 3 or column["key"] != "total":
            return ""
        at = [letters(col) for col, other in enumerate(columns) if other["role"] == "value" and other["key"] != "total"]
        return f"of:=SUM([.{at[0]}{row + 1}:.{at[-1]}{row + 1}])"

    def fixed(self, sheet: Sheet, number: int, form: dict, columns: list[dict], first: int) -> int:
        most = 0
        for block in form["block"]:
            at = 0
            labels = next(col for col, column in enumerate(columns) if column["role"] == "label" and column["block"] == block["key"])
            values = [col for col, column in enumerate(columns) if column["role"] == "value" and column["block"] == block["key"]]
            for entry in block["row"]:
                at = entry.get("at", at + 1)
                row = first + at - 1
                most = max(most, at)
                sheet.put(row, labels, "label", "　" * entry.get("level", 0) + entry["label"])
                for col in values:
                    formula = self.formula(number, entry, first, col)
                    sheet.put(row, col, "total" if formula else "figure", formula=formula, validation="" if formula else "amount")
                self.layouts[number].rows[entry["label"]] = row + 1
        for at in range(most):
            for col, column in enumerate(columns):
                if (first + at, col) not in sheet.cells:
                    sheet.put(first + at, col, self.style(column), str(at + 1) if column["role"] == "sequence" else "")
        row = first + most
        if number == 9:
            for col in range(len(columns)):
                sheet.put(row, col, "label", "补充资料：公务用车保有量（辆）" if col == 1 else "")
            row += 1
        return row

    def formula(self, number: int, entry: dict, first: int, col: int) -> str:
        """The blank of 收支总表 adds up its sides; the others are filled with figures."""
        if number not in (1, 4) or "formula" not in entry:
            return ""
        left, right = entry["formula"].split("=")
        name = lambda n: f"[.{letters(col)}{first + int(n)}]"
        if ".." in right:
            low, high = right.split("..")
            return f"of:=SUM([.{letters(col)}{first + int(low)}:.{letters(col)}{first + int(high)}])"
        return "of:=" + "+".join(name(n.strip()) for n in right.split("+"))

    def style(self, column: dict) -> str:
        return {"sequence": "sequence", "label": "label", "code": "code"}.get(column["role"], "figure")

    def foot(self, sheet: Sheet, number: int, row: int, width: int) -> None:
        sheet.put(row, 0, "note", "填表人：　　　　　审核人：　　　　　单位负责人：", note="请手写签名" if number == 2 else "")
        sheet.spans[row, 0] = (1, width)
        if number in (1, 2, 3):
            sheet.shapes.append(logo(sheet.name, number))
            sheet.anchored[row, 0] = stamp(sheet.name, row, number)

    def fods(self) -> str:
        spaces = " ".join(f'xmlns:{key}="{value}"' for key, value in NAMESPACES.items())
        tables = "".join(sheet.xml() for sheet in self.sheets.values())
        return (
            f'<?xml version="1.0" encoding="UTF-8"?><office:document {spaces} office:version="1.2" '
            f'office:mimetype="application/vnd.oasis.opendocument.spreadsheet">{self.styles()}<office:body><office:spreadsheet>'
            f"{VALIDATIONS}{tables}{self.names()}</office:spreadsheet></office:body></office:document>"
        )

    def names(self) -> str:
        return (
            '<table:named-expressions><table:named-range table:name="收入总计" table:base-cell-address="$\'表1\'.$A$1" '
            "table:cell-range-address=\"$'表1'.$C$39\"/></table:named-expressions>"
        )

    def styles(self) -> str:
        widths = sorted({w for sheet in self.sheets.values() for w in sheet.widths.values()} | {24})
        heights = sorted({h for sheet in self.sheets.values() for h in sheet.heights.values()} | {18})
        columns = "".join(f'<style:style style:name="co{w}" style:family="table-column"><style:table-column-properties style:column-width="{w}mm"/></style:style>' for w in widths)
        rows = "".join(
            f'<style:style style:name="ro{h}" style:family="table-row"><style:table-row-properties style:row-height="{h}pt" style:use-optimal-row-height="false"/></style:style>'
            for h in heights
        )
        return STYLES.replace("{columns}", columns + rows)


def cell_style(name: str, font: str, size: int, align: str, extra: str = "", number: str = "", border: bool = True, background: str = "") -> str:
    frame = ' fo:border="0.5pt solid #000000"' if border else ""
    fill = f' fo:background-color="{background}"' if background else ""
    data = f' style:data-style-name="{number}"' if number else ""
    return (
        f'<style:style style:name="{name}" style:family="table-cell" style:parent-style-name="Default"{data}>'
        f'<style:table-cell-properties style:vertical-align="middle"{frame}{fill} fo:wrap-option="{"wrap" if name == "header" else "no-wrap"}"/>'
        f'<style:paragraph-properties fo:text-align="{align}"/>'
        f'<style:text-properties style:font-name="{font}" style:font-name-asian="{font}" fo:font-size="{size}pt" style:font-size-asian="{size}pt"{extra}/></style:style>'
    )


STYLES = (
    "<office:font-face-decls>"
    + "".join(f'<style:font-face style:name="{font}" svg:font-family="{font}"/>' for font in ("华文中宋", "仿宋_GB2312", "楷体_GB2312", "Times New Roman"))
    + '</office:font-face-decls><office:styles><style:style style:name="Default" style:family="table-cell"><style:text-properties style:font-name="仿宋_GB2312" '
    'style:font-name-asian="仿宋_GB2312" fo:font-size="11pt"/></style:style><style:style style:name="Negative" style:family="table-cell" style:parent-style-name="Default">'
    '<style:text-properties fo:color="#c00000" fo:font-weight="bold"/></style:style></office:styles><office:automatic-styles>{columns}'
    '<number:number-style style:name="N1P0" style:volatile="true"><number:number number:decimal-places="2" number:min-decimal-places="2" number:min-integer-digits="1" number:grouping="true"/></number:number-style>'
    '<number:number-style style:name="N1P1" style:volatile="true"><number:text>-</number:text><number:number number:decimal-places="2" number:min-decimal-places="2" number:min-integer-digits="1" number:grouping="true"/></number:number-style>'
    '<number:number-style style:name="N1"><number:text/><style:map style:condition="value()&gt;0" style:apply-style-name="N1P0"/><style:map style:condition="value()&lt;0" style:apply-style-name="N1P1"/></number:number-style>'
    '<number:text-style style:name="N2"><number:text-content/></number:text-style>'
    '<style:style style:name="ta1" style:family="table" style:master-page-name="Blank"><style:table-properties table:display="true"/></style:style>'
    '<style:page-layout style:name="pm1"><style:page-layout-properties style:print-orientation="landscape" fo:page-width="297mm" fo:page-height="210mm" fo:margin-top="18mm" '
    'fo:margin-bottom="15mm" fo:margin-left="20mm" fo:margin-right="12mm" style:scale-to-X="1" style:scale-to-Y="0" style:table-centering="horizontal"/></style:page-layout>'
    + cell_style("plain", "仿宋_GB2312", 11, "start", border=False)
    + cell_style("title", "华文中宋", 20, "center", border=False)
    + cell_style("caption", "楷体_GB2312", 11, "start", border=False)
    + cell_style("caption-right", "楷体_GB2312", 11, "end", border=False)
    + cell_style("header", "仿宋_GB2312", 12, "center", ' fo:font-weight="bold"', background="#deeaf6")
    + cell_style("sequence", "Times New Roman", 11, "center")
    + cell_style("label", "仿宋_GB2312", 11, "start")
    + cell_style("code", "Times New Roman", 11, "center", number="N2")
    + cell_style("figure", "Times New Roman", 11, "end", number="N1")
    + cell_style("total", "Times New Roman", 11, "end", number="N1", background="#fff2cc")
    + cell_style("note", "楷体_GB2312", 10, "start", border=False)
    + '</office:automatic-styles><office:master-styles><style:master-page style:name="Blank" style:page-layout-name="pm1"><style:footer><text:p>第 <text:page-number>1</text:page-number> 页</text:p></style:footer></style:master-page></office:master-styles>'
)
VALIDATIONS = (
    '<table:content-validations><table:content-validation table:name="amount" table:condition="of:cell-content-is-decimal-number() and cell-content-is-between(-9999999,9999999)" '
    'table:allow-empty-cell="true" table:base-cell-address="$\'表1\'.$A$1"><table:error-message table:message-type="stop" table:title="金额" table:display="true"><text:p>请填数字，单位万元</text:p></table:error-message></table:content-validation>'
    '<table:content-validation table:name="code" table:condition="of:cell-content-text-length-is-between(3,7)" table:allow-empty-cell="true" table:base-cell-address="$\'表1\'.$A$1">'
    '<table:error-message table:message-type="warning" table:display="true"><text:p>科目编码为三、五、七位</text:p></table:error-message></table:content-validation></table:content-validations>'
)


def png() -> str:
    """A red square with a yellow middle, as a picture file."""
    size = 24
    pixel = lambda x, y: b"\xff\xd7\x00" if 8 <= x < 16 and 8 <= y < 16 else b"\xc0\x10\x10"
    raw = b"".join(b"\0" + b"".join(pixel(x, y) for x in range(size)) for y in range(size))
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">2I5B", size, size, 8, 2, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(raw, 9)) + chunk(b"IEND", b"")
    return base64.b64encode(data).decode()


def logo(sheet: str, number: int) -> str:
    return (
        f'<draw:frame draw:name="徽标{number}" table:end-cell-address="{quoted(sheet)}.B1" table:end-x="2mm" table:end-y="13mm" svg:width="12mm" svg:height="12mm" svg:x="1mm" svg:y="1mm">'
        f"<draw:image><office:binary-data>{png()}</office:binary-data></draw:image></draw:frame>"
    )


def stamp(sheet: str, row: int, number: int) -> str:
    """A round stamp over the line of signatures, which moves with its cell."""
    return (
        f'<draw:ellipse draw:name="公章{number}" table:end-cell-address="{quoted(sheet)}.C{row + 6}" table:end-x="10mm" table:end-y="3mm" svg:width="30mm" svg:height="30mm" svg:x="60mm" svg:y="2mm">'
        "<text:p>（公章）</text:p></draw:ellipse>"
    )


def write(blank: Blank, target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"{target.stem}.fods"
        source.write_text(blank.fods(), encoding="utf-8")
        done = subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", folder, source],
            capture_output=True, text=True, timeout=180,
        )
        made = Path(folder) / f"{target.stem}.xlsx"
        if not made.exists():
            sys.exit(f"LibreOffice 没有写出结果：{done.stdout}{done.stderr}")
        target.write_bytes(made.read_bytes())


if __name__ == "__main__":
    write(Blank(single=False), HERE / "空白表.xlsx")
    write(Blank(single=True), HERE / "空白表-单行.xlsx")
