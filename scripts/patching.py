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
INSERTED = 3
CELL = re.compile(r"^([A-Z]+)(\d+)$")
P = r"(?:\w+:)?"
# Attributes that hold addresses or row numbers. Where one differs, each number in it is the old one or moved by the rows put in.
ADDRESSES = {"r", "ref", "sqref", "topLeftCell", "activeCell", "ySplit", "id", "location", "r1", "r2", "fmlaRange", "fmlaLink",
             "fmlaTxbx", "cellRange", "textlink", "firstRowNumber", "anchor"}
# Attributes that list areas, which may also grow over the rows put in, since these are made like the row above them.
AREAS = {"ref", "sqref"}
# Elements whose text does.
TEXTS = {"f", "formula", "formula1", "formula2", "sqref", "definedName", "row", "Row", "Anchor", "FmlaRange", "FmlaLink", "FmlaMacro",
         "FmlaPict", "FmlaTxbx", "FmlaGroup", "calculatedColumnFormula", "totalsRowFormula"}


def unexpected(case: Case, name: str, before: bytes, after: bytes) -> list[str]:
    """What differs in a changed part besides what moves and what was put in."""
    old, new = decoded(before), decoded(after)
    if case.edit_part == name:
        problem = merges(old, new, case.edit["after"])
        if problem:
            return [problem]
        old, new = (without_edits(text, case, moved) for text, moved in ((old, False), (new, True)))
    old, new = tokens(old), tokens(new)
    for one, other in zip(old, new):
        if one != other and not moved_only(one, other, case.edit["after"]):
            return [f"{one[1][:60]} → {other[1][:60]}"]
    if len(old) != len(new):
        rest = (old if len(old) > len(new) else new)[min(len(old), len(new))]
        return [f"{len(old)} → {len(new)}: {rest[1][:80]}"]
    return []


def decoded(data: bytes) -> str:
    return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")


def areas(text: str) -> list[tuple[int, int, int, int]]:
    """Areas of a list as first row, last row, first column, last column."""
    found = []
    for area in text.replace("$", "").split():
        corners = [re.fullmatch(r"([A-Z]*)(\d*)", corner) for corner in area.split(":")]
        if not all(corners) or len(corners) > 2:
            return []
        rows = [int(corner[2] or 0) for corner in corners]
        columns = [sum((ord(c) - 64) * 26**at for at, c in enumerate(reversed(corner[1]))) for corner in corners]
        found.append((min(rows), max(rows), min(columns), max(columns)))
    return found


def merges(old: str, new: str, after: int) -> str:
    """Merged cells are the old ones, moved or grown, and copies of those of the pattern row; their count is right."""
    listed = lambda text: [areas(ref)[0] for ref in re.findall(rf'<{P}mergeCell\b[^>]*?\bref="([^"]*)"', text)]
    down = lambda row: row + INSERTED if row > after else row
    wanted = {(down(top), down(bottom), left, right) for top, bottom, left, right in listed(old)}
    extra = set(listed(new)) - wanted
    if wanted - set(listed(new)):
        return f"merged cells lost: {sorted(wanted - set(listed(new)))[:3]}"
    if any(not after < top <= bottom <= after + INSERTED for top, bottom, _, _ in extra):
        return f"merged cells made: {sorted(extra)[:3]}"
    count = re.search(rf'<{P}mergeCells\b[^>]*?\bcount="(\d+)"', new)
    return f"mergeCells count {count[1]}" if count and int(count[1]) != len(listed(new)) else ""


def without_edits(text: str, case: Case, moved: bool) -> str:
    """The sheet without the rows that were put in, the cell that was written, and its row where nothing else is in it."""
    column, row = CELL.match(case.edit["cell"]).groups()
    after, target = case.edit["after"], int(row)
    target += INSERTED if moved and target > after else 0
    last = 0

    def one(match: re.Match) -> str:
        nonlocal last
        head = match[1]
        stated = re.search(r'\br="(\d+)"', head)
        last = int(stated[1]) if stated else last + 1
        if moved and after < last <= after + INSERTED:
            return ""
        if last != target:
            return match[0] if match[2] is not None else f"{head.removesuffix('/>')}></{match[3] or 'row'}>"
        cells, at = [], 0
        for cell in re.finditer(rf"<{P}c\b[^>]*?(?:/>|>.*?</{P}c>)", match[2] or "", re.S):
            place = re.match(r'<[^>]*?\br="([A-Z]+)\d+"', cell[0])
            at = areas(place[1] + "1")[0][2] if place else at + 1
            if at != areas(column + "1")[0][2]:
                cells.append(cell[0])
        # Which columns a row holds is only a hint, which one cell more may change.
        return re.sub(r' spans="[^"]*"', "", head) + "".join(cells) + "</row>" if cells else ""

    # A row that is written anew may lose the difference between an empty element and one without content.
    body = re.search(rf"<{P}sheetData\b[^>]*>(.*)</{P}sheetData>", text, re.S)
    if body:
        rows = re.sub(rf"(<{P}row\b(?:[^>]*[^/>])?>)(.*?)</({P}row)>|(<{P}row\b[^>]*/>)", lambda m: one(Row(m)), body[1], flags=re.S)
        text = text[: body.start(1)] + rows + text[body.end(1) :]
    text = re.sub(rf"<{P}mergeCells?\b[^>]*?>|</{P}mergeCells>", "", text)
    return re.sub(rf"<{P}dimension\b[^>]*>", "", text)


class Row:
    """A row element with or without content, as head, content and name."""

    def __init__(self, match: re.Match) -> None:
        empty = match[4]
        self.parts = [match[0], (empty.removesuffix("/>") + ">") if empty else match[1], "" if empty else match[2], match[3]]
        self.empty = empty

    def __getitem__(self, at: int):
        return self.parts[at]


def tokens(text: str) -> list[tuple[str, str]]:
    """Tags and texts with the element that a text stands in; a formula with its text is one token."""
    out = []
    element = ""
    pattern = rf"<{P}f\b[^>]*?(?:/>|>[^<]*</{P}f>)|<[^>]*>|[^<]+"
    for token in re.findall(pattern, text):
        if re.match(rf"<{P}f\b", token):
            out.append(("f", token))
        elif token.startswith("<"):
            name = re.match(rf"</?{P}([\w.]*)", token)
            element = name[1] if name else ""
            out.append(("", token))
        elif token.strip() or element == "t":
            out.append((element, token))
    return out


def moved_only(old: tuple[str, str], new: tuple[str, str], after: int) -> bool:
    """Whether two tokens differ only in addresses that moved."""
    if old[0] != new[0]:
        return False
    if old[0] == "f":
        # A shared formula is written out where rows moved in it; the tests compare formulas with LibreOffice's.
        return 't="shared"' in old[1] or numbers_moved(unescape(old[1]), unescape(new[1]))
    if old[0]:
        return old[0] in TEXTS and (numbers_moved(old[1], new[1]) or grown(old[1], new[1], after))
    attributes = [re.findall(r'([\w:]+)="([^"]*)"', token) for token in (old[1], new[1])]
    outside = [re.sub(r'="[^"]*"', "", token) for token in (old[1], new[1])]
    if outside[0] != outside[1] or len(attributes[0]) != len(attributes[1]):
        return False
    for (key, one), (_, other) in zip(*attributes):
        local = key.split(":")[-1]
        if one == other:
            continue
        if local not in ADDRESSES or not (numbers_moved(one, other) or (local in AREAS and grown(one, other, after))):
            return False
    return True


def numbers_moved(old: str, new: str) -> bool:
    """Whether the texts are the same but for numbers, each of which is the old one or moved by the rows put in."""
    one, other = re.split(r"(\d+)", old), re.split(r"(\d+)", new)
    same = lambda a, b: a == b or (a.isdigit() and b.isdigit() and int(b) == int(a) + INSERTED)
    return len(one) == len(other) and all(map(same, one, other))


def grown(old: str, new: str, after: int) -> bool:
    """Whether the areas are the old ones, moved, and more only in the rows put in."""
    before, now = areas(old), areas(new)
    if not before or not now:
        return False

    def covered(listed: list, moved: bool) -> set:
        cells = set()
        for top, bottom, left, right in listed:
            if (bottom - top + 1) * (right - left + 1) > 300_000:
                return {None}
            for row in range(top, bottom + 1):
                if moved and after < row <= after + INSERTED:
                    continue
                row -= INSERTED if moved and row > after else 0
                cells.update((row, column) for column in range(left, right + 1))
        return cells

    return covered(before, False) == covered(now, True)


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
