#!/usr/bin/env python3
"""Fills fuzz/corpus/ from the container cases, cut to what each target takes."""
import os
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
CASES = os.path.join(HERE, "..", "tests", "containers")


def put(target, name, data):
    os.makedirs(f"{HERE}/corpus/{target}", exist_ok=True)
    with open(f"{HERE}/corpus/{target}/{name}", "wb") as file:
        file.write(data)


for case in sorted(os.listdir(CASES)):
    folder = os.path.join(CASES, case)
    if not os.path.isdir(folder):
        continue
    path = next(os.path.join(folder, name) for name in os.listdir(folder) if name.startswith("input."))
    data = open(path, "rb").read()
    put("open", case, data)
    if case.startswith("csv"):
        put("text", case, data)
    elif case.startswith("xls-") and data[:4] == b"\x09\x08\x08\x00":
        put("records", case, bytes([1]) + data[12:])
    elif case.startswith("xls-") and data[:4] == b"\xd0\xcf\x11\xe0":
        at = data.find(b"\x09\x08\x08\x00\x00\x06")
        if at >= 0:
            put("records", case, bytes([0]) + data[at + 12:])
    elif case.startswith("xlsx-") and zipfile.is_zipfile(path):
        parts = zipfile.ZipFile(path)
        names = ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"]
        put("worksheet", case, b"\0".join(parts.read(n) if n in parts.namelist() else b"" for n in names))
    elif case.startswith("ods-"):
        put("document", case, zipfile.ZipFile(path).read("content.xml"))
    elif case.startswith("html-"):
        put("markup", case, bytes([0]) + data)
    elif case.startswith("xml2003-"):
        at = data.find(b"<Worksheet")
        put("markup", case, bytes([1]) + data[max(at, 0):])
    elif case.startswith("pdf-") and len(data) < 10_000:
        put("pdf", case, bytes([0]) + data)
        at = data.find(b"stream\n") + 7
        put("pdf", f"{case}-page", bytes([1]) + data[at:data.find(b"endstream")])
    elif case.startswith("mhtml-"):
        put("markup", case, bytes([2]) + data)

# The engine that edits workbooks: the sheets of its cases with what hangs on them, and whole blanks.
PATCH = os.path.join(HERE, "..", "tests", "patch", "differential", "book", "xl")


def read(name):
    with open(os.path.join(PATCH, name), "rb") as file:
        return file.read()


sheet, hanging = read("worksheets/sheet1.xml"), [read("drawings/drawing1.xml"), read("drawings/vmlDrawing1.vml"), read("comments1.xml")]
for which in range(32):
    put("patch", f"book-{which}", b"\0".join([bytes([which, 4 + which % 9, which % 5, 3]) + sheet, b"", *hanging]))
blanks = os.path.join(HERE, "..", "tests", "fill")
for at, name in enumerate(sorted(os.listdir(blanks))):
    if name.endswith(".xlsx"):
        put("patch", f"blank-{at}", bytes([at, 7, 3, 2]) + open(os.path.join(blanks, name), "rb").read())
