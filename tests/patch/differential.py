#!/usr/bin/env python3
"""Compares rows inserted by this project with rows inserted by LibreOffice itself.

    python3 tests/patch/differential.py FOLDER

FOLDER holds before.xlsx, the same workbook with rows inserted as SHEET-AFTER-COUNT.xlsx (SHEET and AFTER counted from 0).
LibreOffice opens each of them through its UNO bridge, inserts the same rows itself into before.xlsx, computes everything anew,
and says every formula with its result, names, print areas and titles, conditional formats, validation, merged areas, breaks,
comments and where shapes lie. Formulas and places must be the same; results must be what they were before the insertion.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

try:
    import uno
except ImportError:
    # LibreOffice's bridge belongs to the system's Python.
    if sys.executable == "/usr/bin/python3":
        raise
    os.execv("/usr/bin/python3", ["/usr/bin/python3", *sys.argv])

from com.sun.star.beans import PropertyValue  # noqa: E402
from com.sun.star.sheet.ValidationType import ANY  # noqa: E402
from com.sun.star.table.CellContentType import EMPTY, FORMULA  # noqa: E402

SECONDS = 90


class Office:
    """A LibreOffice of its own, with a profile of its own."""

    def __enter__(self) -> Office:
        self.folder = tempfile.TemporaryDirectory()
        pipe = f"gongkai{os.getpid()}"
        self.process = subprocess.Popen(
            ["soffice", f"-env:UserInstallation=file://{self.folder.name}/profile", "--headless", "--norestore", "--nologo",
             f"--accept=pipe,name={pipe};urp;"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        for _ in range(SECONDS * 2):
            try:
                context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                self.desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
                return self
            except Exception:
                time.sleep(0.5)
        sys.exit("LibreOffice did not start")

    def __exit__(self, *_: object) -> None:
        try:
            self.desktop.terminate()
        except Exception:
            pass
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.folder.cleanup()

    def tell(self, path: Path, sheet: int = 0, after: int = 0, count: int = 0) -> list[str]:
        """What is in a workbook, after inserting rows where a count is given, as lines."""
        hidden = PropertyValue("Hidden", 0, True, 0)
        book = self.desktop.loadComponentFromURL(uno.systemPathToFileUrl(str(path)), "_blank", 0, (hidden,))
        book.calculateAll()
        if count:
            book.Sheets.getByIndex(sheet).Rows.insertByIndex(after + 1, count)
            book.calculateAll()
        lines = [f"name {name} {book.NamedRanges.getByName(name).Content}" for name in book.NamedRanges.ElementNames]
        for index in range(book.Sheets.Count):
            lines += [f"{index} {line}" for line in about(book.Sheets.getByIndex(index))]
        book.close(True)
        return lines


def about(sheet) -> list[str]:
    lines = [f"local {name} {sheet.NamedRanges.getByName(name).Content}" for name in sheet.NamedRanges.ElementNames]
    lines += [f"print area {area.StartRow}:{area.EndRow}" for area in sheet.PrintAreas]
    titles = sheet.TitleRows
    lines.append(f"print titles {sheet.PrintTitleRows} {titles.StartRow}:{titles.EndRow}")
    for rules in sheet.ConditionalFormats.getConditionalFormats():
        areas = sorted(rules.Range.RangeAddressesAsString.split(";"))
        lines.append(f"conditional format {areas} {[rules.getByIndex(at).Formula1 for at in range(rules.Count)]}")
    for note in (sheet.Annotations.getByIndex(at) for at in range(sheet.Annotations.Count)):
        lines.append(f"comment {note.Position.Column},{note.Position.Row} {note.String}")
    for shape in (sheet.DrawPage.getByIndex(at) for at in range(sheet.DrawPage.Count)):
        if shape.Name:
            # In half millimetres: the two ways to a height may differ by a rounding.
            lines.append(f"shape {shape.Name} {shape.Position.Y // 50} {shape.Size.Height // 50}")
    lines += [f"break {found.Position}" for found in sheet.RowPageBreaks if found.ManualBreak]
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    last = cursor.RangeAddress
    for row in range(last.EndRow + 1):
        for col in range(last.EndColumn + 1):
            lines += of_cell(sheet, sheet.getCellByPosition(col, row), f"{col},{row}")
    return lines


def of_cell(sheet, cell, place: str) -> list[str]:
    lines = []
    if cell.IsMerged:
        merged = sheet.createCursorByRange(cell)
        merged.collapseToMergedArea()
        lines.append(f"merge {merged.AbsoluteName}")
    if cell.Validation.Type != ANY:
        # Where it holds; LibreOffice moves the rows in its formulas on all sheets alike, which is a fault of its own.
        lines.append(f"validation {place}")
    if cell.Type == FORMULA:
        lines.append(f"formula {place} {cell.Formula} → {cell.String}/{cell.Value}")
    elif cell.Type != EMPTY:
        lines.append(f"value {place} {cell.Formula}")
    return lines


def results(lines: list[str], sheet: int, after: int, count: int) -> dict[tuple[str, str, int], str]:
    """Results of formulas by the cell where the formula is to be after the insertion."""
    found = {}
    for line in lines:
        if match := re.match(r"(\d+) formula (\d+),(\d+) (.*) → (.*)$", line):
            row = int(match[3])
            row += count if int(match[1]) == sheet and row > after else 0
            found[match[1], match[2], row] = match[5]
    return found


def main(folder: Path) -> int:
    before = folder / "before.xlsx"
    problems, facts, insertions = [], 0, 0
    with Office() as office:
        told = office.tell(before)
        for path in sorted(folder.glob("*-*-*.xlsx")):
            sheet, after, count = map(int, path.stem.split("-"))
            ours, theirs = office.tell(path), office.tell(before, sheet, after, count)
            insertions, facts = insertions + 1, facts + len(theirs)
            for whose, lines in (("LibreOffice", set(theirs) - set(ours)), ("ours", set(ours) - set(theirs))):
                problems += [f"{path.stem} {whose}: {line}" for line in sorted(lines)]
            wanted, given = results(told, sheet, after, count), results(ours, 0, 0, 0)
            problems += [f"{path.stem} {key}: {value} → {given.get(key)}" for key, value in wanted.items() if given.get(key) != value]
    for problem in problems[:80]:
        print(problem)
    print(f"{insertions} insertions, {facts} facts compared, {len(problems)} differ")
    return 1 if problems or facts < 1000 else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()) if len(sys.argv) == 2 else __doc__)
