#!/usr/bin/env python3
"""Reads an annotated workbook by means that are not ours, and says what does not hold.

    python3 tests/annotate/read.py BEFORE.xlsx|- AFTER.xlsx SHEET CELL WORDS

CELL as -: a line of the list that holds the words leads to a cell of the sheet. Otherwise the cell has a comment of ours with the words, and a colour; the first sheet lists it with a link that leads to it; every cell of
the workbook before is as it was.
"""

from __future__ import annotations

import sys

import openpyxl


def main() -> None:
    before, after, sheet, cell, words = sys.argv[1:]
    book = openpyxl.load_workbook(after)
    assert book.sheetnames[0] == "问题清单", book.sheetnames
    if cell == "-":
        rows = [row for row in book["问题清单"].iter_rows() if any(words in str(one.value) for one in row)]
        places = [one.hyperlink.location for row in rows for one in row if one.hyperlink]
        assert any(place.startswith(f"'{sheet}'!") for place in places), (len(rows), places)
        return
    comment = book[sheet][cell].comment
    assert comment and comment.author == "gongkai 问题标注" and words in comment.text, comment
    coloured = [str(places.sqref) for places in book[sheet].conditional_formatting]
    assert any(cell in places.split() for places in coloured), coloured
    links = [link.location for row in book["问题清单"].iter_rows() for one in row if (link := one.hyperlink)]
    name = sheet.replace("'", "''")
    assert f"'{name}'!{cell}" in links, links
    if before != "-":
        old = openpyxl.load_workbook(before)
        assert book.sheetnames[1:] == old.sheetnames
        for page in old:
            for row in page.iter_rows():
                for one in row:
                    new = book[page.title][one.coordinate]
                    assert (new.value, new.number_format) == (one.value, one.number_format), one.coordinate


main()
