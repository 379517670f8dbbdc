#!/usr/bin/env python3
"""Sends collections of odd workbooks through `gongkai inspect`, each file alone under a limit of memory and time.

    python3 scripts/corpus.py PROGRAM REPOSITORY... [--write docs/corpus.md] [--keep FOLDER]

REPOSITORY is a clone of a public collection (bare or not), named OWNER+NAME or below a folder of that name; its files are
taken from its HEAD, each content once. Nothing of them is copied into this repository: only the counts are, with --write.
A panic, a hang or a kill is named and ends the run with 1; with --keep such files are kept in that folder.
"""

from __future__ import annotations

import argparse
import collections
import concurrent.futures
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

MEMORY = 1 << 30
SECONDS = 20
ENDINGS = tuple(".xls .xlt .xlsx .xlsm .xltx .xltm .xlsb .ods .ots .fods .et .ett .csv .tsv .htm .html .mht .mhtml .slk .xml".split())
# An .xml is a workbook only where it says so.
WORKBOOKS = (b"urn:schemas-microsoft-com:office:spreadsheet", b"office:spreadsheet")
# Exit codes that the program promises; a panic ends with 101, a signal with a negative number.
PROMISED = range(0, 6)
EXAMPLES = 3


@dataclass
class Result:
    name: str
    format: str = ""
    outcome: str = ""
    reasons: list[str] = field(default_factory=list)
    seconds: float = 0.0
    memory: int = 0


def repositories(paths: list[Path]) -> list[tuple[str, Path]]:
    found = []
    for path in paths:
        name = next((part for part in reversed(path.resolve().parts) if "+" in part), path.name)
        inner = [path, path / "repo", path / "repo" / ".git", path / ".git"]
        git = next((p for p in inner if (p / "HEAD").is_file()), None)
        if git is None:
            sys.exit(f"{path}: no git repository")
        found.append((name.replace("+", "/"), git))
    return sorted(found)


def git(repository: Path, *arguments: str) -> bytes:
    environment = dict(os.environ, GIT_NO_LAZY_FETCH="1")
    return subprocess.run(["git", "-C", repository, *arguments], check=True, capture_output=True, env=environment).stdout


def files(name: str, repository: Path):
    """Names and contents, by path."""
    listing = git(repository, "ls-tree", "-r", "-z", "HEAD").decode("utf-8", "surrogateescape").split("\0")
    blobs = {}
    for line in filter(None, listing):
        about, path = line.split("\t", 1)
        if about.split()[1] == "blob" and path.lower().endswith(ENDINGS):
            blobs.setdefault(about.split()[2], path)
    reader = subprocess.Popen(["git", "-C", repository, "cat-file", "--batch"], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, env=dict(os.environ, GIT_NO_LAZY_FETCH="1"))
    for blob, path in sorted(blobs.items(), key=lambda item: item[1]):
        reader.stdin.write(blob.encode() + b"\n")
        reader.stdin.flush()
        head = reader.stdout.readline().split()
        if head[-1] == b"missing":
            continue
        data = reader.stdout.read(int(head[2]))
        reader.stdout.read(1)
        pointer = data.startswith(b"version https://git-lfs")
        plain_xml = path.lower().endswith(".xml") and not any(word in data for word in WORKBOOKS)
        if not pointer and not plain_xml:
            yield blob, f"{name}:{path}", data
    reader.stdin.close()
    reader.wait()


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def inspect(program: str, name: str, path: Path) -> Result:
    result = Result(name)
    begin = time.monotonic()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen([program, "inspect", "--format", "json", path], stdout=out, stderr=err, preexec_fn=limit)
        timer = threading.Timer(SECONDS, process.kill)
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        timer.cancel()
        out.seek(0), err.seek(0)
        answer, talk = out.read(), err.read()
    result.seconds, result.memory = time.monotonic() - begin, usage.ru_maxrss
    if process.returncode not in PROMISED or b"panicked" in talk:
        what = f"{SECONDS} 秒没有读完" if result.seconds >= SECONDS else talk.decode("utf-8", "replace").strip()[-300:]
        result.outcome, result.reasons = "出错", [f"退出码 {process.returncode}：{what}"]
        return result
    judge(json.loads(answer), result)
    return result


def judge(answer: dict, result: Result) -> None:
    opened = answer["files"]
    unread = [file for file in opened if file["unreadable"]]
    result.format = opened[0]["format"] if len(opened) == 1 else "压缩包（.zip）"
    lost = [f for f in answer["findings"] if f["code"] in LOSSES]
    result.reasons = sorted({reason(finding) for finding in lost})
    if any(finding["code"] == "GK-I006" for finding in lost):
        result.outcome = "出错"
    elif len(unread) == len(opened):
        result.outcome = "拒绝"
    else:
        result.outcome = "部分" if lost or unread else "全部"


# Findings that say that a file, or a part of it, was not read.
LOSSES = {"GK-I001", "GK-I002", "GK-I003", "GK-I004", "GK-I005", "GK-I006", "GK-I007", "GK-I015", "GK-I018"}


def reason(finding: dict) -> str:
    """The finding without what differs from file to file."""
    message = re.sub(r"读到.*?时中断", "读到中途中断", finding["message"])
    message = re.sub(r"（开头的字节：.*?）", "", message)
    message = re.sub(r"“Excel[^”]*”", "“…”", message)
    return f"{finding['code']} {re.sub(r'[0-9A-Z]*[0-9]+', '…', message)}"


def run(options: argparse.Namespace) -> tuple[list[str], list[Result]]:
    seen: set[str] = set()
    results: list[Result] = []
    counts: list[str] = []
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        def one(blob: str, name: str, data: bytes) -> Result:
            path = Path(folder) / (blob + Path(name).suffix)
            path.write_bytes(data)
            result = inspect(options.program, name, path)
            if result.outcome == "出错" and options.keep:
                options.keep.mkdir(parents=True, exist_ok=True)
                (options.keep / path.name).write_bytes(data)
            path.unlink()
            return result

        for name, repository in repositories(options.repositories):
            waiting = []
            for blob, path, data in files(name, repository):
                if blob not in seen:
                    seen.add(blob)
                    waiting.append(pool.submit(one, blob, path, data))
                while len(waiting) > 64 and not all(job.done() for job in waiting[-64:]):
                    time.sleep(0.02)
            results += (done := [job.result() for job in waiting])
            commit = git(repository, "rev-parse", "HEAD").decode().strip()[:10]
            if done:
                counts.append(f"| {name} | {commit} | {len(done):,} |")
            print(f"{name}: {len(done)}", file=sys.stderr)
    return counts, results


def page(counts: list[str], results: list[Result]) -> str:
    outcomes = ["全部", "部分", "拒绝", "出错"]
    by_format = collections.defaultdict(collections.Counter)
    for result in results:
        by_format[result.format or "（没有答案）"][result.outcome] += 1
    total = collections.Counter(result.outcome for result in results)
    row = lambda name, counter: f"| {name} | {sum(counter.values()):,} | " + " | ".join(f"{counter[o]:,}" for o in outcomes) + " |"
    lines = [
        "# 拿别人的怪文件试读", "",
        "由 `python3 scripts/corpus.py` 写出，请勿手改。下面这些公开的测试文件集（电子表格软件和程序库收集的怪文件、坏文件、攻击性文件）逐个经过",
        f"`gongkai inspect`，每个文件单独一个进程，内存不超过 {MEMORY >> 30} GiB，时间不超过 {SECONDS} 秒。内容相同的文件只算一次；文件不收入本仓库。", "",
        "LibreOffice 自己的测试文件（sc/qa/unit/data）所在的仓库快照有 7 GB，超过这里能取的大小；ClosedXML 的 `TryToLoad/LO` 收了其中的 97 个，已在内。", "",
        "| 文件集 | 提交 | 文件数 |", "| --- | --- | ---: |", *counts, f"| 合计 | | {len(results):,} |", "",
        "## 按格式和结果", "",
        "“全部”：每张工作表都读了；“部分”：读出了一部分，哪里没读到都有提示；“拒绝”：没有读，说明了原因；“出错”：崩溃、超时、被终止或程序内部错误。", "",
        "| 识别的格式 | 文件数 | " + " | ".join(outcomes) + " |", "| --- | ---: | ---: | ---: | ---: | ---: |",
        *(row(name, by_format[name]) for name in sorted(by_format, key=lambda n: (-sum(by_format[n].values()), n))),
        row("合计", total), "",
        f"最慢的一个用了 {max(r.seconds for r in results):.1f} 秒，占内存最多的一个用了 {max(r.memory for r in results) >> 10} MB。", "",
    ]
    for title, outcome in [("拒绝的和为什么", "拒绝"), ("只读出一部分的和为什么", "部分"), ("出错的", "出错")]:
        grouped = collections.defaultdict(list)
        for result in results:
            if result.outcome == outcome:
                for cause in result.reasons or ["没有说明原因"]:
                    grouped[cause].append(result.name)
        if grouped:
            lines += [f"## {title}", "", "| 原因 | 文件数 | 例如 |", "| --- | ---: | --- |"]
            for cause in sorted(grouped, key=lambda c: (-len(grouped[c]), c)):
                names = sorted(grouped[cause], key=lambda n: (len(n), n))[:EXAMPLES]
                lines.append(f"| {cell(cause)} | {len(grouped[cause]):,} | {'、'.join(cell(n.split('/', 1)[-1]) for n in names)} |")
            lines.append("")
    return "\n".join(lines)


def cell(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("|", "\\|")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("repositories", nargs="+", type=Path)
    parser.add_argument("--write", type=Path)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    counts, results = run(options)
    text = page(counts, results)
    if options.write:
        options.write.write_text(text, encoding="utf-8")
    else:
        print(text)
    failed = [result for result in results if result.outcome == "出错"]
    for result in failed:
        print(f"{result.name}: {'; '.join(result.reasons)}", file=sys.stderr)
    slow = sorted(results, key=lambda r: -r.seconds)[:5]
    print("最慢：" + "，".join(f"{r.name} {r.seconds:.1f}s" for r in slow), file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
