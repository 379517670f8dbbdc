#!/usr/bin/env python3
"""Measures whole processes against peers, in interleaved rounds, and writes the table of docs/performance.md.

    python3 benches/run.py GONGKAI DATA PYTHON [--rounds N] [--sizes department,county,province] [--write docs/performance.md]

GONGKAI is a release build, DATA the folder of `make bench-data`, PYTHON one that has benches/peers/requirements.txt. The floor
(benches/floor) and exceljs (benches/peers/exceljs) are measured too where `make bench` has built them in DATA.
Every round runs each program once, so that all see the same load; figures are medians of user + system CPU seconds of whole
processes, ratios are medians of the rounds' own ratios to the fastest peer. Peak memory is the largest of all rounds.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
BEGIN, END = "<!-- measured: begin -->\n", "<!-- measured: end -->\n"


def once(words: list[str], folder: str) -> tuple[float, float, float]:
    """CPU seconds, wall seconds and peak MiB of one run, which must end well."""
    shutil.rmtree(folder, ignore_errors=True)
    begin = time.perf_counter()
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"{' '.join(words)}\n{said.decode('utf-8', 'replace')[-2000:]}")
    return usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024


def plan(gongkai: str, python: str, data: Path, size: str) -> Path:
    """The workbooks that peers write, made once."""
    path = data / f"{size}.plan.jsonl"
    if not path.exists():
        with tempfile.TemporaryDirectory() as results:
            words = [gongkai, "-q", "convert", str(data / f"{size}.csv"), "--no-working-paper", "-o", results]
            subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            subprocess.run([python, str(HERE / "plan.py"), results, str(path)], check=True)
    return path


def programs(gongkai: str, python: str, data: Path, size: str, kind: str, folder: str) -> dict[str, list[str]]:
    export = str(data / f"{size}.{kind}")
    convert = [gongkai, "-q", "convert", export, "-o", folder]
    found = {"gongkai, nine sheets": [*convert, "--no-working-paper"], "gongkai, everything": convert}
    pairs = [("csv", "xlsxwriter"), ("polars", "xlsxwriter"), ("csv", "openpyxl")]
    if kind == "xlsx":
        pairs = [("calamine", "xlsxwriter"), ("polars", "xlsxwriter"), ("openpyxl", "openpyxl")]
    peer = str(HERE / "peers" / "peer.py")
    for reader, writer in pairs:
        words = [python, peer, reader, writer, export, str(plan(gongkai, python, data, size)), folder]
        if size != "province" or writer != "openpyxl":
            found[f"{reader} + {writer}"] = words
    rest = [export, str(plan(gongkai, python, data, size)), folder]
    script, floor = data / "exceljs" / "peer.js", data / "floor" / "release" / "floor"
    if script.exists():
        found["exceljs"] = ["node", str(script), *rest]
    if floor.exists():
        found["floor on rust_xlsxwriter"] = [str(floor), "rust_xlsxwriter", *rest]
        found["floor, own XML"] = [str(floor), "xml", *rest]
    return found


def table(size: str, kind: str, commands: dict[str, list[str]], rounds: int, folder: str) -> list[str]:
    runs: dict[str, list[tuple[float, float, float]]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, words in commands.items():
            runs[name].append(once(words, folder))
    cpu = {name: statistics.median(run[0] for run in all_) for name, all_ in runs.items()}
    peer = min((name for name in cpu if not name.startswith(("gongkai", "floor"))), key=cpu.get)
    lines = [f"\n### {size}, {kind}\n", f"{rounds} rounds; the fastest peer is {peer}.\n"]
    lines += ["| program | CPU s | of the fastest peer | wall s | peak MiB |", "| --- | ---: | ---: | ---: | ---: |"]
    for name, all_ in runs.items():
        ratio = statistics.median(run[0] / other[0] for run, other in zip(all_, runs[peer]))
        wall = statistics.median(run[1] for run in all_)
        peak = max(run[2] for run in all_)
        lines.append(f"| {name} | {cpu[name]:.2f} | {ratio:.3f} | {wall:.2f} | {peak:.0f} |")
    return lines


def start_up(gongkai: str) -> list[str]:
    runs = [once([gongkai, "--version"], "/nonexistent") for _ in range(50)]
    cpu, wall = (statistics.median(run[at] for run in runs) * 1000 for at in (0, 1))
    return [f"\nStart-up (`gongkai --version`, 50 runs): CPU {cpu:.1f} ms, wall {wall:.1f} ms.\n"]


def machine() -> str:
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?")
    return f"Machine: {model}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}."


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gongkai")
    parser.add_argument("data", type=Path)
    parser.add_argument("python")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sizes", default="department,county")
    parser.add_argument("--write", type=Path)
    given = parser.parse_args()
    load = os.getloadavg()[0]
    lines = [f"{machine()} Load when it began: {load:.1f}."]
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "out")
        lines += start_up(given.gongkai)
        for size in given.sizes.split(","):
            for kind in ("csv", "xlsx"):
                commands = programs(given.gongkai, given.python, given.data, size, kind, out)
                lines += table(size, kind, commands, given.rounds, out)
    text = "\n".join(lines) + "\n"
    print(text)
    if given.write:
        page = given.write.read_text(encoding="utf-8")
        before, rest = page.split(BEGIN)
        given.write.write_text(before + BEGIN + text + END + rest.split(END)[1], encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
