"""Reads a workbook with openpyxl and prints what it found as JSON.

Usage: read_back.py WORKBOOK.xlsx

A sheet's cells are keyed by A1; a formula cell has its text and the result stored with it. Nothing is judged here: the
tests compare.
"""

import json
import sys
import zipfile
from xml.etree import ElementTree

import openpyxl

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def cell(formula_side, value_side):
    """One cell: its value or formula with the stored result, and its format."""
    found = {
        "type": formula_side.data_type,
        "value": value_side.value,
        "format": formula_side.number_format,
        "font": formula_side.font.name,
        "size": formula_side.font.sz,
        "charset": formula_side.font.charset,
        "across": formula_side.alignment.horizontal,
        "down": formula_side.alignment.vertical,
        "wrap": bool(formula_side.alignment.wrap_text),
        "indent": int(formula_side.alignment.indent),
        "border": formula_side.border.left.style == formula_side.border.top.style == "thin",
    }
    if formula_side.data_type == "f":
        found["formula"] = formula_side.value
    if formula_side.hyperlink is not None:
        found["link"] = [formula_side.hyperlink.target, formula_side.hyperlink.location]
    return found


def ignored(book, index):
    """The ignoredErrors of the sheet at `index`, which openpyxl does not read."""
    xml = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{index + 1}.xml"))
    found = {}
    for error in xml.iter(f"{MAIN}ignoredError"):
        for name, value in error.attrib.items():
            if name != "sqref":
                found[name] = error.attrib["sqref"].split()
    return found


def sheet(formulas, values):
    """One sheet: cells, merges and settings."""
    return {
        "name": formulas.title,
        "dimension": formulas.dimensions,
        "cells": {
            at.coordinate: cell(at, values[at.coordinate])
            for row in formulas.iter_rows()
            for at in row
            if at.value is not None or at.has_style
        },
        "merges": sorted(str(area) for area in formulas.merged_cells.ranges),
        "heights": {str(row): size.height for row, size in formulas.row_dimensions.items() if size.height},
        "widths": {letters: size.width for letters, size in formulas.column_dimensions.items()},
        "paper": formulas.page_setup.paperSize,
        "orientation": formulas.page_setup.orientation,
        "fit": [
            formulas.sheet_properties.pageSetUpPr.fitToPage if formulas.sheet_properties.pageSetUpPr else None,
            formulas.page_setup.fitToWidth,
            formulas.page_setup.fitToHeight,
        ],
        "margins": [getattr(formulas.page_margins, side) for side in ("left", "right", "top", "bottom")],
        "centred": formulas.print_options.horizontalCentered,
        "footer": formulas.oddFooter.center.text,
        "repeat": formulas.print_title_rows,
        "area": formulas.print_area,
        "freeze": formulas.freeze_panes,
        "filter": formulas.auto_filter.ref,
        "active": formulas.sheet_view.tabSelected,
    }


def main(path):
    """Prints the workbook at `path`."""
    formulas = openpyxl.load_workbook(path)
    values = openpyxl.load_workbook(path, data_only=True)
    sheets = [sheet(one, values[one.title]) for one in formulas.worksheets]
    with zipfile.ZipFile(path) as book:
        for index, found in enumerate(sheets):
            found["ignored"] = ignored(book, index)
    about = formulas.properties
    with zipfile.ZipFile(path) as book:
        company = ElementTree.fromstring(book.read("docProps/app.xml")).findtext(
            "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}Company"
        )
    print(
        json.dumps(
            {
                "sheets": sheets,
                "properties": {
                    "title": about.title,
                    "subject": about.subject,
                    "author": about.creator,
                    "company": company,
                    "created": about.created.isoformat(),
                },
            },
            ensure_ascii=False,
        )
    )


main(sys.argv[1])
