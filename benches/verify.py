#!/usr/bin/env python3
"""Compares workbooks cell by cell with the plan, which holds what gongkai's published workbooks hold.

    python3 benches/verify.py PLAN FOLDER

FOLDER is what a peer, the floor or gongkai wrote. Every department must have its workbook; of those, at most a dozen, spread
evenly from the first to the last, are opened: the same sheets in the same order, the same merged areas, and in every cell the
same text, number or formula. A stored result must be the plan's; openpyxl stores none, so a workbook without any is let pass.
"""

from __future__ import annotations

import json
import sys
import warnings
from pathlib import Path

from openpyxl import load_workbook

OPENED = 12


def sample(lines: list[str]) -> list[dict]:
    """Some of the plan's workbooks, the first and the last among them."""
    count = min(OPENED, len(lines))
    places = {round(at * (len(lines) - 1) / max(count - 1, 1)) for at in range(count)}
    return [json.loads(lines[at]) for at in sorted(places)]


def written(folder: Path, code: str) -> Path | None:
    """The workbook of a department, by the name that peers give it or by gongkai's."""
    peers = folder / f"{code}.xlsx"
    return peers if peers.exists() else next(folder.glob(f"{code}-*/*公开表.xlsx"), None)


def cells(sheet) -> dict[tuple[int, int], object]:
    return {(c.row - 1, c.column - 1): c.value for row in sheet.iter_rows() for c in row if c.value not in (None, "")}


def of_sheet(plan: dict, formulas, values) -> list[str]:
    merged = [[a.min_row - 1, a.min_col - 1, a.max_row - 1, a.max_col - 1] for a in formulas.merged_cells.ranges]
    said = [] if sorted(merged) == plan["merged"] else [f"{plan['name']}: merged areas differ"]
    contents = {(row, column): value for row, column, _, value in plan["cells"] if value not in (None, "")}
    wanted = {at: value[0] if isinstance(value, list) else value for at, value in contents.items()}
    found, results = cells(formulas), cells(values)
    for at in sorted(wanted.keys() | found.keys()):
        if wanted.get(at) != found.get(at):
            said.append(f"{plan['name']} {at}: {wanted.get(at)!r} wanted, {found.get(at)!r} found")
    stored = {at: value[1] for at, value in contents.items() if isinstance(value, list)}
    if any(at in results for at in stored):
        said += [f"{plan['name']} {at}: result {results.get(at)!r}, not {r!r}" for at, r in stored.items() if results.get(at, 0) != r]
    return said


def of_workbook(plan: dict, path: Path) -> list[str]:
    formulas, values = load_workbook(path), load_workbook(path, data_only=True)
    names = [sheet["name"] for sheet in plan["sheets"]]
    if formulas.sheetnames != names:
        return [f"sheets {formulas.sheetnames}, not {names}"]
    pairs = ((sheet, formulas[sheet["name"]], values[sheet["name"]]) for sheet in plan["sheets"])
    return [f"{path.name}: {line}" for sheet, of, result in pairs for line in of_sheet(sheet, of, result)]


def differences(plan: Path, folder: Path) -> list[str]:
    """What is not as planned, in words; empty where all is."""
    warnings.simplefilter("ignore")
    lines = plan.read_text(encoding="utf-8").splitlines()
    codes = [json.loads(line)["code"] for line in lines]
    missing = [code for code in codes if written(folder, code) is None]
    if missing:
        return [f"no workbook of {len(missing)} departments, {missing[0]} among them"]
    return [line for workbook in sample(lines) for line in of_workbook(workbook, written(folder, workbook["code"]))]


if __name__ == "__main__":
    found = differences(Path(sys.argv[1]), Path(sys.argv[2]))
    print("\n".join(found[:20]) or "the same")
    sys.exit(1 if found else 0)
