#!/usr/bin/env python3
"""Looks at a .docx by means that are not ours: every part is well-formed, every relation leads to a part, every table's
rows cover its grid exactly, and LibreOffice opens it."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def table(element: ElementTree.Element) -> None:
    grid = [int(column.get(W + "w")) for column in element.find(W + "tblGrid")]
    assert all(width > 0 for width in grid), grid
    body = False
    for row in element.findall(W + "tr"):
        at = 0
        for cell in row.findall(W + "tc"):
            properties = cell.find(W + "tcPr")
            span = properties.find(W + "gridSpan")
            count = int(span.get(W + "val")) if span is not None else 1
            width = int(properties.find(W + "tcW").get(W + "w"))
            assert width == sum(grid[at : at + count]), (width, grid, at, count)
            assert cell.findall(W + "p"), "a cell needs a paragraph"
            at += count
        assert at == len(grid), f"a row covers {at} of {len(grid)} columns"
        head = row.find(f"{W}trPr/{W}tblHeader") is not None
        assert not (head and body), "a repeated row below the body is not repeated"
        body = body or not head


def main() -> int:
    path = Path(sys.argv[1])
    with zipfile.ZipFile(path) as package:
        names = set(package.namelist())
        for name in names:
            ElementTree.fromstring(package.read(name))
        for name in ("word/_rels/document.xml.rels", "_rels/.rels"):
            folder = "word/" if name.startswith("word") else ""
            for relation in ElementTree.fromstring(package.read(name)):
                assert folder + relation.get("Target") in names, relation.get("Target")
        document = ElementTree.fromstring(package.read("word/document.xml"))
    tables = list(document.iter(W + "tbl"))
    assert len(tables) >= 9, len(tables)
    for one in tables:
        table(one)
    marks = [mark.get(W + "name") for mark in document.iter(W + "bookmarkStart")]
    anchors = [link.get(W + "anchor") for link in document.iter(W + "hyperlink")]
    assert marks == anchors and len(set(marks)) == len(marks), (marks, anchors)
    orientations = [size.get(W + "orient") for size in document.iter(W + "pgSz")]
    assert "landscape" in orientations and orientations[-1] is None, orientations
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        pdf = (Path(folder) / (path.stem + ".pdf")).read_bytes()
    assert pdf.startswith(b"%PDF-") and len(pdf) > 50_000, len(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
