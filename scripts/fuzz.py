#!/usr/bin/env python3
"""Feeds damaged copies of the sample's files to `gongkai inspect` and demands that it never panics, hangs or eats the memory.

    python3 scripts/fuzz.py PROGRAM [--seconds 60] [--seed 1]

The same seed makes the same files. What breaks the program is kept in out/fuzz/ and named; it belongs into tests/containers/.
"""

from __future__ import annotations

import argparse
import io
import random
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
KEPT = REPOSITORY / "out" / "fuzz"
# Exit codes that the program promises; a panic ends with 101, a signal with a negative number.
PROMISED = range(0, 6)
TIMEOUT = 20
MEMORY = 2 << 30


def flip(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 8)):
        data[chance.randrange(len(data))] = chance.randrange(256)


def cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data)):]


def remove(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    del data[at:at + chance.randint(1, 200)]


def repeat(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    data[at:at] = data[at:at + chance.randint(1, 200)] * chance.randint(1, 20)


def extreme(data: bytearray, chance: random.Random) -> None:
    """A number of four bytes becomes one that counts and offsets do not expect."""
    at = chance.randrange(len(data))
    data[at:at + 4] = chance.choice([b"\x00" * 4, b"\xff" * 4, b"\xff\xff\xff\x7f", b"\x01\x00\x00\x80"])


DAMAGES = [flip, cut, remove, repeat, extreme]


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The file damaged; of an archive every other time a part inside, so that the damage reaches the reader of XML."""
    if data[:2] == b"PK" and chance.random() < 0.5:
        return damaged_part(data, chance)
    changed = bytearray(data)
    chance.choice(DAMAGES)(changed, chance)
    return bytes(changed)


def damaged_part(data: bytes, chance: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = chance.choice(old.namelist())
        for name in old.namelist():
            part = bytearray(old.read(name))
            if name == chosen and part:
                chance.choice(DAMAGES)(part, chance)
            new.writestr(name, bytes(part))
    return out.getvalue()


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def breaks(program: str, path: Path, promised: range = PROMISED) -> str | None:
    """What went wrong, if anything did."""
    try:
        done = subprocess.run([program, "inspect", path], capture_output=True, timeout=TIMEOUT, preexec_fn=limit)
    except subprocess.TimeoutExpired:
        return f"took more than {TIMEOUT} seconds"
    if done.returncode not in promised or b"panicked" in done.stderr:
        return f"ended {done.returncode}: {done.stderr.decode('utf-8', 'replace')[-400:]}"
    return None


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("program")
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    originals = sorted(p for p in (REPOSITORY / "samples").rglob("*") if p.suffix in (".csv", ".xlsx", ".xls"))
    ill = [f"{path}: {trouble}" for path in originals if (trouble := breaks(chosen.program, path, range(1)))]
    if ill or not originals:
        sys.exit("the undamaged samples do not pass, so damaged ones would show nothing:\n" + "\n".join(ill))
    until = time.monotonic() + chosen.seconds
    tried = 0
    broken = 0
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < until:
            chance = random.Random(f"{chosen.seed}/{tried}")
            original = chance.choice(originals)
            path = Path(folder) / f"{chosen.seed}-{tried}{original.suffix}"
            path.write_bytes(damaged(original.read_bytes(), chance))
            tried += 1
            if trouble := breaks(chosen.program, path):
                broken += 1
                KEPT.mkdir(parents=True, exist_ok=True)
                (KEPT / path.name).write_bytes(path.read_bytes())
                print(f"{KEPT / path.name}: {trouble}")
            path.unlink()
    print(f"试了 {tried} 个改坏的文件，{broken} 个出了问题")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
