#!/usr/bin/env python3
"""Writes a constructed export of the year before the sample's, so that the published changes can be computed.

Last year's tables of the department were not at hand; only how much changed was published. The lines are this year's with
the published changes taken away again: +26.27 = +19.42 (基本支出) + 6.85 (项目支出), “三公” −8.00 (万元).

    python3 samples/make_prior.py           writes the file
    python3 samples/make_prior.py --check   writes nothing; ends 1 where the file does not hold what it would write
"""

from __future__ import annotations

import dataclasses
import sys
from decimal import Decimal
from pathlib import Path

import make_pingxiang as sample

PRIOR = Path(__file__).resolve().parent / "pingxiang-2023"
YEAR = "2023"
THREE_PUBLIC = ("30212", "31013", "30231", "30217")

# The project that is new this year: 县级数据汇聚子节点建设运营.
NEW_PROJECT = "13053224P00273512892P"
# What last year's lines had more or less than this year's, in 元: unit, project, function, economic class.
OTHERWISE = {
    ("basic", "30101"): Decimal("-194200"),
    ("project", "30231"): Decimal("80000"),
    ("project", "30201"): Decimal("568500"),
}


def prior_lines(lines: list[sample.Line]) -> list[sample.Line]:
    kept = [line for line in lines if line.project.code != NEW_PROJECT]
    left = dict(OTHERWISE)
    changed = []
    for line in kept:
        delta = left.pop(("basic" if line.basic else "project", line.economic), Decimal(0))
        amount = line.amount + delta
        assert amount > 0, line
        code = line.project.code
        project = dataclasses.replace(line.project, code=code[:6] + YEAR[2:] + code[8:])
        requested, reviewed = max(line.requested, amount), max(line.reviewed, amount)
        changed.append(dataclasses.replace(line, project=project, requested=requested, reviewed=reviewed, amount=amount))
    assert not left, left
    return changed


def prove(this: list[sample.Line], last: list[sample.Line]) -> None:
    """The published changes, in 万元."""

    def change(of) -> str:
        total = lambda lines: sum((line.amount for line in lines if of(line)), Decimal(0))
        return f"{(total(this) - total(last)) / sample.YUAN_PER_WAN:.2f}"

    sample.same("change", "26.27", change(lambda line: True))
    sample.same("change of 基本支出", "19.42", change(lambda line: line.basic))
    sample.same("change of 项目支出", "6.85", change(lambda line: not line.basic))
    sample.same("change of “三公”", "-8.00", change(lambda line: line.economic in THREE_PUBLIC))


def main() -> int:
    lines, names = sample.read_lines()
    last = prior_lines(lines)
    prove(lines, last)
    sample.YEAR = YEAR
    data = sample.expenditure_csv(last, names)
    path = PRIOR / "支出预算明细.csv"
    if "--check" in sys.argv[1:]:
        same = path.exists() and path.read_bytes() == data
        if not same:
            print(f"{path} does not hold what {sys.argv[0]} would write", file=sys.stderr)
        return 0 if same else 1
    PRIOR.mkdir(exist_ok=True)
    path.write_bytes(data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
