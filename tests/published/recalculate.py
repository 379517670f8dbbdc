#!/usr/bin/env python3
"""Has LibreOffice compute every formula of a workbook anew and writes the result as another workbook.

    python3 tests/published/recalculate.py WORKBOOK.xlsx RESULT.xlsx

The cached results are taken out first, so what the copy shows was computed, whatever LibreOffice's settings say. It runs with
a profile of its own, so that neither the user's settings nor an open window matter.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

FORMULA_CELL = re.compile(rb"(<f\b(?:[^>]*/>|[^>]*>.*?</f>))\s*<v>[^<]*</v>", re.S)
SECONDS = 180


def without_results(source: Path, target: Path) -> None:
    """A copy whose formula cells hold no cached value."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                part = FORMULA_CELL.sub(rb"\1", part)
            new.writestr(name, part)


def recalculate(source: Path, target: Path) -> None:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        sys.exit("没有找到 LibreOffice：请先运行 make setup")
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "bare.xlsx"
        without_results(source, bare)
        out = Path(folder) / "out"
        done = subprocess.run(
            [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx", "--outdir", out, bare],
            capture_output=True, text=True, timeout=SECONDS,
        )
        result = out / bare.name
        if not result.exists():
            sys.exit(f"LibreOffice 没有写出结果：{done.stdout}{done.stderr}")
        shutil.copyfile(result, target)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    recalculate(Path(sys.argv[1]), Path(sys.argv[2]))
