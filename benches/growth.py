#!/usr/bin/env python3
"""Time and memory against the number of lines, with the exponent, as a table and an SVG.

    python3 benches/growth.py GONGKAI FOLDER SVG [LINESxDEPARTMENTS...]

Departments have 333 lines each unless said otherwise. CPU seconds of one whole run a size, nine sheets without working
paper, from CSV; the exponent is the slope of a straight line through the logarithms of the sizes from 3,000 lines on, below
which the start of the program counts.
"""

from __future__ import annotations

import math
import os
import subprocess
import sys
import tempfile

from run import HERE, once

SIZES = ["1x1", "230x1", "1000x3", "3000x9", "10000x30", "40000x120", "100000x300", "300000x900", "1000000x3000"]


def exponent(points: list[tuple[float, float]]) -> float:
    logs = [(math.log(x), math.log(y)) for x, y in points]
    mean_x, mean_y = (sum(values) / len(logs) for values in zip(*logs))
    return sum((x - mean_x) * (y - mean_y) for x, y in logs) / sum((x - mean_x) ** 2 for x, _ in logs)


def plot(rows: list[tuple[int, float, float]], slope: float) -> str:
    width, height, left, bottom = 640, 360, 60, 310
    x = lambda lines: left + math.log10(lines) / 6 * (width - left - 90)
    lowest, highest = -3, 3
    y = lambda value: bottom - (math.log10(value) - lowest) / (highest - lowest) * (bottom - 30)
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">']
    parts.append(f'<rect width="{width}" height="{height}" fill="white"/>')
    for power in range(7):
        parts.append(f'<text x="{x(10**power):.0f}" y="{bottom + 18}" text-anchor="middle">{10**power:,}</text>')
    for power in range(lowest, highest + 1):
        at = y(10.0**power)
        parts.append(f'<line x1="{left}" y1="{at:.0f}" x2="{width - 90}" y2="{at:.0f}" stroke="#ddd"/>')
        parts.append(f'<text x="{left - 6}" y="{at + 4:.0f}" text-anchor="end">{10.0**power:g}</text>')
    for index, (colour, label) in enumerate([("#1f5fa8", "CPU s"), ("#b0482c", "peak MiB")], 1):
        points = " ".join(f"{x(row[0]):.1f},{y(row[index]):.1f}" for row in rows)
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.append(f'<text x="{x(rows[-1][0]) + 8:.0f}" y="{y(rows[-1][index]) + 4:.0f}" fill="{colour}">{label}</text>')
    parts.append(f'<text x="{left}" y="20">gongkai: lines of a CSV export, exponent of CPU {slope:.2f}</text>')
    parts.append(f'<text x="{width / 2:.0f}" y="{height - 8}" text-anchor="middle">lines</text></svg>')
    return "\n".join(parts) + "\n"


def main(gongkai: str, folder: str, svg: str, *sizes: str) -> None:
    rows = []
    print("| lines | departments | CPU s | peak MiB |\n| ---: | ---: | ---: | ---: |")
    for size in sizes or SIZES:
        subprocess.run([sys.executable, str(HERE / "generate.py"), folder, size], check=True, stdout=subprocess.DEVNULL)
        lines, departments = (int(part) for part in size.split("x"))
        with tempfile.TemporaryDirectory() as out:
            words = [gongkai, "-q", "convert", os.path.join(folder, f"{size}.csv"), "--no-working-paper", "-o", out]
            cpu, _, peak = once(words)
        rows.append((lines, max(cpu, 0.001), peak))
        print(f"| {lines:,} | {departments:,} | {cpu:.2f} | {peak:.0f} |", flush=True)
    slope = exponent([(lines, cpu) for lines, cpu, _ in rows if lines >= 3_000])
    print(f"\nExponent of CPU from 3,000 lines on: {slope:.3f}.")
    with open(svg, "w", encoding="utf-8") as out:
        out.write(plot(rows, slope))


if __name__ == "__main__":
    main(*sys.argv[1:])
