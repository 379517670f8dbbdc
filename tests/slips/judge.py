"""运行程序，判一次试验：对、指出、拦住、没吭声。"""
import json
import re
import shutil
import subprocess

SEVERITIES = ("强制", "提示", "信息")


class Said:
    """程序说的一个问题：严重程度、编号、全文。"""

    def __init__(self, severity, code, text):
        self.severity, self.code, self.text = severity, code, text


def run(program, folder, out):
    done = subprocess.run(
        [program, "convert", folder, "-o", out, "--format", "json", "--no-working-paper", "--verbose", "--color", "never"],
        capture_output=True, text=True, encoding="utf-8", errors="replace", timeout=120)
    return done.returncode, findings(done.stderr + done.stdout), published(out)


def findings(text):
    # 续行缩进八格以上；先接回去，免得位置在折行处断开。
    joined = re.sub(r"\n {6,}(?=\S)", "", text)
    found = []
    for block in re.split(r"\n\s*\n", joined):
        head = re.match(r"\[(\S+) (GK-\w+)[^\]]*\]", block.strip())
        if head:
            found.append(Said(head.group(1), head.group(2), block))
    return found


def published(out):
    """九张表里的每一个数和名称；括号的宽窄不计。"""
    width = str.maketrans("（）", "()")
    tables = []
    for path in sorted(out.glob("*/*公开表.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        for table in content["tables"]:
            rows = [[((c.get("text") or "").translate(width), c.get("printed"), c.get("yuan")) for c in row["cells"]] for row in table["rows"]]
            tables.append((content["owner"].get("code"), table["name"], rows))
    return tables


def named(said, places):
    """是否指出了文件和行；改了几行的，指出其中一行。"""
    return any(names(said, place) for place in places)


def names(said, place):
    if place == "少":
        # 少了的行指不出来，要说出是哪个单位、差多少。
        return "相差" in said.text and re.search(r"\b(434|361)00\d\b", said.text) is not None
    if isinstance(place, str):
        return place in said.text
    row = place + 1
    cell = rf"支出预算明细[^›\n]*› 支出预算明细 › [A-Z]+{row}(?!\d)"
    line = rf"支出预算明细[^\n]*?第 {row} 行"
    listed = rf"支出预算明细[^\n]*?(?<!\d){row}(?!\d)[^\n]*行"
    return any(re.search(p, said.text) for p in (cell, line, listed))


class Verdict:
    RIGHT, NAMED, CAUGHT, ADVISED, SILENT, BLOCKED = "对", "指出", "拦住", "提示", "没吭声", "误拦"


def judge(program, book, places, kind, with_companions, truth, scratch):
    folder, out = scratch / "in", scratch / "out"
    for path in (folder, out):
        shutil.rmtree(path, ignore_errors=True)
    book.write(folder, with_companions)
    code, said, tables = run(program, folder, out)
    if kind.harmless:
        if code != 0:
            return Verdict.BLOCKED, said
        return (Verdict.RIGHT if tables == truth else Verdict.SILENT), said
    if code != 0:
        good = any(named(s, places) for s in said if s.severity != "信息")
        return (Verdict.NAMED if good else Verdict.CAUGHT), said
    if tables == truth:
        return Verdict.RIGHT, said
    advised = any(s.severity == "提示" and named(s, places) for s in said)
    return (Verdict.ADVISED if advised else Verdict.SILENT), said
