#!/usr/bin/env python3
"""Measures a command: wall time and peak memory of each of several runs, each into a fresh folder.
Memory is never reported below what this Python itself has (about 14 MiB), since the system counts from before the start.

    python3 scripts/bench.py PROGRAM ARGUMENT...        {folder} stands for the fresh folder
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time

RUNS = 20


def run(command: list[str]) -> tuple[float, int]:
    """Seconds, and peak memory in KiB, of one run that must end well."""
    with tempfile.TemporaryDirectory() as folder:
        words = [word.replace("{folder}", folder) for word in command]
        start = time.perf_counter()
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        said = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
    code = os.waitstatus_to_exitcode(status)
    if code != 0:
        sys.exit(f"{' '.join(words)} ended {code}:\n{said.decode('utf-8', 'replace')}")
    return seconds, usage.ru_maxrss


def main() -> int:
    if len(sys.argv) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    run(sys.argv[1:])  # warms the file cache
    results = [run(sys.argv[1:]) for _ in range(RUNS)]
    times = [seconds * 1000 for seconds, _ in results]
    memory = max(kib for _, kib in results) / 1024
    print(f"{RUNS} 次：中位 {statistics.median(times):.1f} 毫秒，最快 {min(times):.1f}，最慢 {max(times):.1f}；内存最多 {memory:.1f} MiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
