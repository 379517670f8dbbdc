#!/usr/bin/env python3
"""Whether DuckDB sees in every budget.parquet what budget.json beside it says: each field of each line, exactly.

    python3 scripts/parquet_test.py RESULTS        RESULTS holds FOLDER/DEPARTMENT/budget.parquet and budget.json
"""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from pathlib import Path

import duckdb

CODED = ("department", "entity", "project", "function", "economic", "government_economic")


def expected(line: dict, which: str) -> dict:
    coded = {f"{name}_{part}": (line.get(name) or {}).get(part) for name in CODED for part in ("code", "name")}
    origin = line["origin"]
    return {
        "list": which,
        "fiscal_year": line["fiscal_year"],
        **coded,
        "fund": line["fund"],
        "carry_over": line["carry_over"],
        "kind": line.get("kind"),
        "academic_travel": line.get("academic_travel", False),
        "amount": Decimal(line["amount"]),
        "stated_text": line["stated"]["text"],
        "stated_unit": line["stated"]["unit"],
        "file": origin["file"],
        "sheet": origin.get("sheet"),
        "cell": origin.get("cell"),
        "line": origin.get("line"),
        "field": origin.get("field"),
    }


def main(results: str) -> int:
    lines, total = 0, Decimal(0)
    for parquet in sorted(Path(results).glob("*/*/budget.parquet")):
        budget = json.loads((parquet.parent / "budget.json").read_text(encoding="utf-8"))
        wanted = [expected(line, "支出") for line in budget["lines"]]
        wanted += [expected(line, "收入") for line in budget["revenue"]]
        read = duckdb.execute("select * from read_parquet(?)", [str(parquet)])
        names = [column[0] for column in read.description]
        found = [dict(zip(names, row)) for row in read.fetchall()]
        assert len(found) == len(wanted), (parquet, len(found), len(wanted))
        for number, (one, other) in enumerate(zip(found, wanted)):
            assert one == other, (parquet, number, [(k, one.get(k), v) for k, v in other.items() if one.get(k) != v])
        lines += len(wanted)
        total += sum(row["amount"] for row in wanted)
    together = "select count(*), sum(amount) from read_parquet(?)"
    count, amount = duckdb.execute(together, [f"{results}/*/*/budget.parquet"]).fetchone()
    assert lines > 0 and (count, amount) == (lines, total), (count, amount, lines, total)
    print(f"{lines} lines, {total} yuan: the same in DuckDB and in budget.json")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
