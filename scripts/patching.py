#!/usr/bin/env python3
"""Writes one cell and inserts three rows in rich workbooks of strangers, and looks at what became of everything else.

    cargo build --example patch
    python3 scripts/patching.py CLONES WORK [--files 200] [--umya PROGRAM] [--known RESULTS]

CLONES is a folder of git clones of public projects that keep workbooks for their tests (bare or not, found by walking);
nothing of them is committed here. WORK takes the copies. The same edits are made with this project's engine, with openpyxl,
and with umya-spreadsheet where PROGRAM (called with IN OUT SHEET CELL AFTER) is given. For each file:

1. parts that were not to change must be the same bytes, in the same order;
2. in changed parts only addresses, formulas and the new rows may differ: everything else is compared tag by tag;
3. LibreOffice must show the sheets that were not edited as before (as text, every sheet).
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import re
import subprocess
import sys
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
RICH = {
    "图形": r"xl/drawings/drawing\d",
    "图表": r"xl/charts/chart",
    "透视表": r"xl/pivotTables/",
    "宏": r"vbaProject",
    "批注": r"xl/(comments|threadedComments)",
    "表格对象": r"xl/tables/",
    "控件": r"xl/(ctrlProps|activeX)",
    "自定义部件": r"customXml/item",
    "图片": r"xl/media/",
    "外部链接": r"xl/externalLinks/",
}
IN_SHEETS = {"数据验证": b"dataValidation ", "条件格式": b"conditionalFormatting", "数组公式": b't="array"', "共享公式": b't="shared"'}
ENGINE = REPOSITORY / "target/debug/examples/patch"
LARGEST = 1_500_000
SHEETS_AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


@dataclass
class Case:
    """One workbook and what was done to it."""

    stem: str
    source: str
    path: Path
    features: list[str]
    edit: dict = field(default_factory=dict)
    results: dict = field(default_factory=dict)


# --- Choosing ---------------------------------------------------------------------------------------------------------


def git(repository: Path, *arguments: str) -> bytes:
    return subprocess.run(["git", "-C", repository, *arguments], check=True, capture_output=True).stdout


def clones(folder: Path) -> list[tuple[str, Path]]:
    found = [(path.parent, path.parent) for path in folder.rglob("HEAD") if (path.parent / "objects").is_dir()]
    return sorted((str(path.relative_to(folder)).removesuffix("/.git").removesuffix("/repo"), root) for path, root in found)


def choose(folder: Path, work: Path, wanted: int) -> list[Case]:
    """Rich workbooks, taken from the clones in turn, those with most kinds of content first."""
    per_clone = []
    for name, repository in clones(folder):
        listed = git(repository, "ls-tree", "-r", "-z", "--long", "HEAD").split(b"\0")
        candidates = []
        for line in filter(None, listed):
            head, path = line.split(b"\t", 1)
            _, _, blob, size = head.split()
            text = path.decode("utf-8", "replace")
            if re.search(r"\.xls[xm]$", text, re.I) and size.isdigit() and 3000 < int(size) < LARGEST:
                candidates.append((text, blob.decode()))
        per_clone.append((name, repository, candidates))
    rich, seen = [], set()
    for name, repository, candidates in per_clone:
        own = []
        for path, blob in candidates[:1500]:
            if blob in seen:
                continue
            seen.add(blob)
            data = git(repository, "cat-file", "blob", blob)
            features = features_of(data, work / "probe.zip")
            if len(features) >= 2:
                own.append((-len(features), path, data, features))
        own.sort(key=lambda entry: entry[:2])
        rich.append((name, own))
    cases = []
    while len(cases) < wanted and any(own for _, own in rich):
        for name, own in rich:
            if own and len(cases) < wanted:
                _, path, data, features = own.pop(0)
                stem = f"f{len(cases):03}"
                target = work / "before" / f"{stem}{Path(path).suffix.lower()}"
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
                cases.append(Case(stem, f"{name}: {path}", target, features))
    return cases


def features_of(data: bytes, probe: Path) -> list[str]:
    probe.write_bytes(data)
    try:
        with zipfile.ZipFile(probe) as archive:
            names = archive.namelist()
            features = [word for word, pattern in RICH.items() if any(re.match(pattern, n) or re.search(pattern, n) for n in names)]
            sheets = b"".join(archive.read(n) for n in names if re.match(r"xl/worksheets/[^/]*\.xml$", n))
    except Exception:
        return []
    if b"<c " not in sheets and b":c " not in sheets:
        return []
    return features + [word for word, mark in IN_SHEETS.items() if mark in sheets]


# --- Editing ----------------------------------------------------------------------------------------------------------


def ours(case: Case, target: Path) -> None:
    done = subprocess.run([ENGINE, "auto", case.path, target], capture_output=True, text=True, timeout=300)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip()[-300:])
    said = json.loads(done.stdout)
    if "refused" in said:
        raise RuntimeError(said["refused"])
    case.edit = said


OPENPYXL = """
import sys, openpyxl, warnings
warnings.simplefilter("ignore")
_, source, target, sheet, cell, after = sys.argv
book = openpyxl.load_workbook(source, keep_vba=source.endswith(".xlsm"), rich_text=True)
book[sheet][cell] = "公开"
book[sheet].insert_rows(int(after) + 1, 3)
book.save(target)
"""


def with_openpyxl(case: Case, target: Path) -> None:
    peer([sys.executable, "-c", OPENPYXL], case, target)


def peer(program: list, case: Case, target: Path) -> None:
    arguments = [*program, case.path, target, case.edit["sheet"], case.edit["cell"], str(case.edit["after"])]
    done = subprocess.run(arguments, capture_output=True, text=True, timeout=60)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip()[-200:] or f"exit {done.returncode}")


def with_umya(program: str):
    return lambda case, target: peer([program], case, target)


# --- Comparing parts --------------------------------------------------------------------------------------------------


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def compare_parts(case: Case, target: Path) -> dict:
    before, after = parts(case.path), parts(target)
    same = [name for name in before if after.get(name) == before[name]]
    lost = [name for name in before if name not in after]
    kept_order = [name for name in before if name in after] == [name for name in after if name in before]
    return {"parts": len(before), "same": len(same), "lost": lost, "order": kept_order,
            "changed": [name for name in before if name in after and after[name] != before[name]]}


DROPPED = re.compile(r"calcChain|_xmlsignatures|\.sigs|\.psdsxs", re.I)
CELL = re.compile(r"^([A-Z]+)(\d+)$")
# Attributes and elements that hold addresses or count what was inserted.
ADDRESSES = {"r", "ref", "sqref", "topLeftCell", "activeCell", "spans", "count", "ySplit", "manualBreakCount", "rowBreaks",
             "id", "location", "Target", "r1", "r2", "s", "fmlaRange", "fmlaLink", "fmlaTxbx", "totalsRowCellStyle", "uniqueCount",
             "cellRange", "textlink", "macro", "firstRowNumber", "activeCellId", "anchor", "shapeId", "tbl", "firstHeaderRow"}
TEXTS = {"f", "formula", "formula1", "formula2", "sqref", "definedName", "row", "Row", "Anchor", "FmlaRange", "FmlaLink", "FmlaMacro",
         "FmlaPict", "FmlaTxbx", "FmlaGroup", "calculatedColumnFormula", "totalsRowFormula", "dir"}


def unexpected(case: Case, name: str, before: bytes, after: bytes) -> list[str]:
    """What differs in a changed part besides addresses and what was put in."""
    is_sheet = "/worksheets/" in name and "_rels" not in name and case.edit_part == name
    old, new = (tokens(text, case, is_sheet, moved) for text, moved in ((before, False), (after, True)))
    found = []
    for one, other in zip(old, new):
        if one != other:
            found.append(f"{one[:60]} → {other[:60]}")
            break
    if not found and len(old) != len(new):
        rest = (old if len(old) > len(new) else new)[min(len(old), len(new))]
        found.append(f"{len(old)} → {len(new)}: {rest[:80]}")
    return found


def tokens(data: bytes, case: Case, is_sheet: bool, moved: bool) -> list[str]:
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    text = data.decode(encoding)
    p = r"(?:\w+:)?"
    # Formulas are compared by the tests against LibreOffice; shared ones are written out.
    text = re.sub(rf"<({p}f)\b[^>]*?(?:/>|>.*?</\1>)", "<f/>", text, flags=re.S)
    if is_sheet:
        column, row = CELL.match(case.edit["cell"]).groups()
        after = case.edit["after"]
        row = int(row)
        if moved:
            for number in range(after + 1, after + 4):
                text = re.sub(rf'<({p}row)\b[^>]*?\br="{number}"[^>]*?(?:/>|>.*?</\1>)', "", text, count=1, flags=re.S)
            row += 3 if row > after else 0
        text = re.sub(rf'<({p}c)\b[^>]*?\br="{column}{row}"[^>]*?(?:/>|>.*?</\1>)', "", text, count=1, flags=re.S)
        text = re.sub(rf"<({p}row)\b([^>]*?)/>", r"<\1\2></\1>", text)
        text = re.sub(rf'<({p}row)\b[^>]*?\br="{row}"[^>]*></\1>', "", text)
        text = re.sub(rf"<{p}mergeCell\b[^>]*/>", "", text)
    # Stored results stay; only where they stand moves.
    out = []
    stack = ""
    for token in re.findall(r"<[^>]*>|[^<]+", text):
        if token.startswith("<"):
            stack = re.match(rf"</?{p}([\w.]*)", token).group(1) if re.match(rf"</?{p}([\w.]*)", token) else ""
            out.append(re.sub(r'([\w:]+)="([^"]*)"', lambda m: f'{m[1]}="#"' if m[1].split(":")[-1] in ADDRESSES else m[0], token))
        elif token.strip() or stack == "t":
            out.append("#" if stack in TEXTS else token)
    return out


def judge(case: Case, target: Path) -> dict:
    result = compare_parts(case, target)
    before, after = parts(case.path), parts(target)
    result["lost"] = [name for name in result["lost"] if not DROPPED.search(name)]
    odd = {}
    for name in result["changed"]:
        if name == "[Content_Types].xml" or name.endswith("workbook.xml.rels") or name == "_rels/.rels":
            gone = re.findall(rb"<(?:\w+:)?(?:Override|Relationship|Default)\b[^>]*>", before[name])
            kept = re.findall(rb"<(?:\w+:)?(?:Override|Relationship|Default)\b[^>]*>", after[name])
            bad = [tag for tag in gone if tag not in kept and not re.search(rb"calcChain|ignature|sigs|psdsxs", tag)]
            bad += [tag for tag in kept if tag not in gone]
            if bad:
                odd[name] = [bad[0].decode()[:100]]
        elif found := unexpected(case, name, before[name], after[name]):
            odd[name] = found
    result["unexpected"] = odd
    return result


def edited_part(case: Case) -> str:
    """The part of the edited sheet."""
    with zipfile.ZipFile(case.path) as archive:
        names = {name.lstrip("/").replace("\\", "/").lower(): name for name in archive.namelist()}
        read = lambda name: archive.read(names[name.lower()]).decode("utf-8-sig", "replace")
        main = re.search(r'<[^>]*relationships/officeDocument"[^>]*>', read("_rels/.rels"))
        book = re.search(r'Target="/?([^"]*)"', main[0])[1]
        folder, base = book.rsplit("/", 1) if "/" in book else ("", book)
        for tag in re.findall(r"<(?:\w+:)?sheet\b[^>]*>", read(book)):
            name = re.search(r'\bname="([^"]*)"', tag)[1]
            if unescape(name) == case.edit["sheet"]:
                rid = re.search(r'\b\w+:id="([^"]*)"', tag)[1]
                rels = read(f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels")
                for relation in re.findall(r"<(?:\w+:)?Relationship\b[^>]*>", rels):
                    if f'Id="{rid}"' in relation:
                        part = re.search(r'Target="([^"]*)"', relation)[1]
                        part = part.lstrip("/") if part.startswith("/") else f"{folder}/{part}".lstrip("/")
                        while "/../" in part:
                            part = re.sub(r"[^/]+/\.\./", "", part, count=1)
                        return names.get(part.replace("\\", "/").lower(), part)
    return ""


def unescape(text: str) -> str:
    import html

    return html.unescape(text)


# --- Rendering --------------------------------------------------------------------------------------------------------


def render(paths: list[Path], out: Path, profile: Path, batch: int = 8) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for at in range(0, len(paths), batch):
        some = paths[at : at + batch]
        if not soffice(some, out, profile, 60 + 20 * len(some)):
            for path in some:
                if not list(out.glob(f"{path.stem}-*.csv")):
                    soffice([path], out, profile, 60)


def soffice(paths: list[Path], out: Path, profile: Path, seconds: int) -> bool:
    command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", SHEETS_AS_CSV, "--outdir", out, *paths]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        import os
        import signal

        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return False
    return all(list(out.glob(f"{path.stem}-*.csv")) for path in paths)


def shown(out: Path, stem: str) -> dict[str, list[list[str]]]:
    found = {}
    for path in sorted(out.glob(f"{stem}-*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found[path.stem[len(stem) + 1 :]] = list(csv.reader(file))
    return found


def same_shown(case: Case, before: Path, after: Path, again: Path | None) -> str:
    """Empty where the untouched sheets look the same, else what differs; what also differs between two runs does not count."""
    old, new = shown(before, case.stem), shown(after, case.stem)
    if not old:
        return "not shown before"
    if not new:
        return "cannot be opened"
    edited = case.edit["sheet"]
    if sorted(old) != sorted(new):
        return f"sheets {sorted(old)} → {sorted(new)}"
    volatile = shown(again, case.stem) if again else {}
    for name in old:
        if name == edited or re.sub(r"[^\w]", "", name) == re.sub(r"[^\w]", "", edited):
            continue
        if old[name] != new[name]:
            if volatile.get(name) is not None and volatile[name] != old[name]:
                continue
            for row, (one, other) in enumerate(zip(old[name], new[name])):
                if one != other:
                    return f"{name} row {row + 1}: {one[:6]} → {other[:6]}"
            return f"{name}: {len(old[name])} → {len(new[name])} rows"
    return ""


# --- The run ----------------------------------------------------------------------------------------------------------


def run(arguments: argparse.Namespace) -> None:
    work = Path(arguments.work)
    work.mkdir(parents=True, exist_ok=True)
    cases = choose(Path(arguments.clones), work, arguments.files)
    known = {record["source"]: record for record in json.loads(Path(arguments.known).read_text("utf-8"))} if arguments.known else {}
    fresh = [case for case in cases if case.source not in known]
    print(f"{len(cases)} workbooks, {len(fresh)} to look at", flush=True)
    engines = {"gongkai": ours, "openpyxl": with_openpyxl}
    if arguments.umya:
        engines["umya"] = with_umya(arguments.umya)
    for engine, edit in engines.items():
        (work / engine).mkdir(exist_ok=True)
        for case in fresh:
            if engine != "gongkai" and not case.edit:
                continue
            print(f"{engine} {case.stem}", end="\r", flush=True)
            target = work / engine / case.path.name
            try:
                edit(case, target)
                if engine == "gongkai":
                    case.edit_part = edited_part(case)
                    case.results[engine] = judge(case, target)
                else:
                    case.results[engine] = compare_parts(case, target)
            except Exception as error:
                case.results[engine] = {"failed": f"{type(error).__name__}: {error}".removeprefix("RuntimeError: ")[:200]}
        print(f"{engine} done", flush=True)
    profile = work / "profile"
    usable = [case for case in fresh if case.edit]
    render([case.path for case in usable], work / "before-csv", profile)
    for engine in engines:
        render([work / engine / case.path.name for case in usable if "failed" not in case.results[engine]], work / f"{engine}-csv", profile)
        print(f"{engine} rendered", flush=True)
        if engine == "gongkai":
            odd = [case for case in usable if same_shown(case, work / "before-csv", work / f"{engine}-csv", None)]
            render([case.path for case in odd], work / "again-csv", profile)
        for case in usable:
            if "failed" not in case.results[engine]:
                case.results[engine]["shown"] = same_shown(case, work / "before-csv", work / f"{engine}-csv", work / "again-csv")
    for case in cases:
        if case.source in known:
            case.edit, case.results = known[case.source]["edit"], known[case.source]["results"]
    saved = [{"stem": c.stem, "source": c.source, "features": c.features, "edit": c.edit, "results": c.results} for c in cases]
    (work / "results.json").write_text(json.dumps(saved, ensure_ascii=False, indent=1), encoding="utf-8")
    print(summary(saved, list(engines)))
    print(table(saved, list(engines)))


def summary(saved: list[dict], engines: list[str]) -> str:
    lines = []
    for engine in engines:
        done = [r["results"][engine] for r in saved if engine in r["results"]]
        edited = [r for r in done if "failed" not in r]
        visible = [r for r in edited if r.get("shown") != "not shown before"]
        lines.append(
            f"{engine}: edited {len(edited)} of {len(saved)}; parts identical {sum(r['same'] for r in edited)} of "
            f"{sum(r['parts'] for r in edited)}; lost {sum(len(r['lost']) for r in edited)}; order kept {sum(r['order'] for r in edited)}; "
            f"other sheets shown the same {sum(r.get('shown') == '' for r in visible)} of {len(visible)}"
        )
    for record in saved:
        own = record["results"].get("gongkai", {})
        said = [own[key] for key in ("failed", "unexpected", "lost") if own.get(key)] + ([own["shown"]] if own.get("shown") else [])
        if said or own.get("order") is False:
            lines.append(f"- {record['stem']} {record['source']}: {said}")
    return "\n".join(lines)


def table(saved: list[dict], engines: list[str]) -> str:
    """The results as Markdown: all workbooks, then by what they contain."""
    head = "| 内容 | 文件 | " + " | ".join(f"{engine}：改成 / 部件原样 / 丢失部件 / 其他表显示不变" for engine in engines) + " |"
    lines = [head, "| --- |" + " ---: |" * (len(engines) + 1)]
    kinds = sorted({feature for record in saved for feature in record["features"]})
    for kind in ["全部", *kinds]:
        own = [record for record in saved if kind == "全部" or kind in record["features"]]
        cells = []
        for engine in engines:
            done = [record["results"][engine] for record in own if "failed" not in record["results"].get(engine, {"failed": ""})]
            same, parts = sum(r["same"] for r in done), sum(r["parts"] for r in done)
            visible = [r for r in done if r.get("shown") != "not shown before"]
            share = f"{100 * same / parts:.1f}%" if parts else "–"
            cells.append(f"{len(done)} / {share} / {sum(len(r['lost']) for r in done)} / {sum(r.get('shown') == '' for r in visible)} of {len(visible)}")
        lines.append(f"| {kind} | {len(own)} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clones")
    parser.add_argument("work")
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--umya")
    parser.add_argument("--known", help="results.json of an earlier run, whose workbooks are not looked at again")
    run(parser.parse_args())
