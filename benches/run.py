#!/usr/bin/env python3
"""Measures whole processes against peers, in interleaved rounds, and writes the table of docs/performance.md.

    python3 benches/run.py GONGKAI DATA PYTHON [--rounds N] [--sizes department,county,province] [--write docs/performance.md]

GONGKAI is a release build, DATA the folder of `make bench-data`, PYTHON one that has benches/peers/requirements.txt. The floor
(benches/floor) and exceljs (benches/peers/exceljs) are measured too where `make bench` has built them in DATA.
Every round runs each program once, so that all see the same load; figures are medians of user + system CPU seconds of whole
processes, ratios are medians of the rounds' own ratios to the fastest peer. Peak memory is the largest of all rounds. A province
has one round. What was written stays until all rounds are over: a file system looks for room among what was just deleted (ext4
does so for minutes), and who creates the next files would pay for it.
What each program wrote in the first round is compared cell by cell with the plan (benches/verify.py), and a run that fails or
differs ends the measuring: gongkai alone may exit with 1, by which it says that the data have findings that must be mended.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
Run = tuple[float, float, float]
GONGKAI = ("gongkai, nine sheets", "gongkai, everything")
BEGIN, END = "<!-- measured: begin -->\n", "<!-- measured: end -->\n"


def once(words: list[str], good: tuple[int, ...] = (0,)) -> Run:
    """CPU seconds, wall seconds and peak MiB of one run, which must end with one of the exit codes that are good."""
    begin = time.perf_counter()
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    code = os.waitstatus_to_exitcode(status)
    if code not in good:
        sys.exit(f"{' '.join(words)}\nexit code {code}\n{said.decode('utf-8', 'replace')[-2000:]}")
    return usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024


def plan(gongkai: str, python: str, data: Path, size: str) -> Path:
    """The workbooks that peers write, made again where this gongkai, the export or the maker of plans is newer."""
    path, export, maker = data / f"{size}.plan.jsonl", data / f"{size}.csv", HERE / "plan.py"
    if not path.exists() or path.stat().st_mtime < max(os.stat(of).st_mtime for of in (gongkai, export, maker)):
        with tempfile.TemporaryDirectory() as folder:
            results = os.path.join(folder, "results")
            once([gongkai, "-q", "convert", str(export), "--no-working-paper", "-o", results], good=(0, 1))
            subprocess.run([python, str(maker), results, str(path)], check=True)
    return path


def programs(gongkai: str, python: str, data: Path, size: str, kind: str, folder: str) -> dict[str, list[str]]:
    """The words of each program by its name."""
    export = str(data / f"{size}.{kind}")
    convert = [gongkai, "-q", "convert", export, "-o", folder]
    found = dict(zip(GONGKAI, ([*convert, "--no-working-paper"], convert)))
    planned = str(plan(gongkai, python, data, size))
    pairs = [("csv", "xlsxwriter"), ("polars", "xlsxwriter"), ("csv", "openpyxl")]
    if kind == "xlsx":
        pairs = [("calamine", "xlsxwriter"), ("polars", "xlsxwriter"), ("openpyxl", "openpyxl")]
    peer = str(HERE / "peers" / "peer.py")
    for reader, writer in pairs:
        words = [python, peer, reader, writer, export, planned, folder]
        if size != "province" or writer != "openpyxl":
            found[f"{reader} + {writer}"] = words
    rest = [export, planned, folder]
    script, floor = data / "exceljs" / "peer.js", data / "floor" / "release" / "floor"
    if script.exists():
        found["exceljs"] = ["node", str(script), *rest]
    if floor.exists():
        found["floor on rust_xlsxwriter"] = [str(floor), "rust_xlsxwriter", *rest]
        found["floor, own XML"] = [str(floor), "xml", *rest]
    return found


def compare(python: str, name: str, planned: Path, folder: str) -> None:
    """Ends the measuring where a program did not write what the plan holds."""
    # A process of its own: a child's peak memory is at least what this one has when it starts it.
    words = [python, str(HERE / "verify.py"), str(planned), folder]
    verified = subprocess.run(words, capture_output=True, text=True)
    if verified.returncode != 0:
        sys.exit(f"{name} wrote something else than the plan holds:\n{verified.stdout}{verified.stderr}")


def measure(commands: dict[str, list[str]], rounds: int, folder: str, compare: Callable[[str], None]) -> dict[str, list[Run]]:
    """All rounds; after each program's run in the first, `compare` looks at what it wrote."""
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for number in range(rounds):
        for name, words in commands.items():
            runs[name].append(once(words, (0, 1) if name in GONGKAI else (0,)))
            if number == 0:
                compare(name)
            os.rename(folder, os.path.join(tempfile.mkdtemp(dir=os.path.dirname(folder)), "out"))
    return runs


def table(title: str, runs: dict[str, list[Run]]) -> list[str]:
    rounds = len(next(iter(runs.values())))
    cpu = {name: statistics.median(run[0] for run in all_) for name, all_ in runs.items()}
    peer = min((name for name in cpu if not name.startswith(("gongkai", "floor"))), key=cpu.get)
    lines = [f"\n### {title}\n", f"{rounds} rounds; the fastest peer is {peer}.\n"]
    lines += ["| program | CPU s | of the fastest peer | wall s | of its wall time | peak MiB |"]
    lines += ["| --- | ---: | ---: | ---: | ---: | ---: |"]
    for name, all_ in runs.items():
        ratios = [statistics.median(run[at] / other[at] for run, other in zip(all_, runs[peer])) for at in (0, 1)]
        wall = statistics.median(run[1] for run in all_)
        peak = max(run[2] for run in all_)
        lines.append(f"| {name} | {cpu[name]:.2f} | {ratios[0]:.3f} | {wall:.2f} | {ratios[1]:.3f} | {peak:.0f} |")
    return lines


def start_up(gongkai: str) -> list[str]:
    runs = [once([gongkai, "--version"]) for _ in range(50)]
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
                planned = given.data / f"{size}.plan.jsonl"
                rounds = 1 if size == "province" else given.rounds
                runs = measure(commands, rounds, out, lambda name: compare(given.python, name, planned, out))
                lines += table(f"{size}, {kind}", runs)
    text = "\n".join(lines) + "\n"
    print(text)
    if given.write:
        page = given.write.read_text(encoding="utf-8")
        before, rest = page.split(BEGIN)
        given.write.write_text(before + BEGIN + text + END + rest.split(END)[1], encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
