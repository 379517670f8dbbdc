"""试验的结果写成表。"""
from judge import Verdict

COLUMNS = [Verdict.RIGHT, Verdict.NAMED, Verdict.CAUGHT, Verdict.ADVISED, Verdict.SILENT, Verdict.BLOCKED]


def row(name, verdicts):
    counts = " | ".join(str(verdicts.count(c)) if verdicts.count(c) else "" for c in COLUMNS)
    return f"| {name} | {len(verdicts)} | {counts} |"


def table(kinds, results):
    head = ["| 种类 | 次数 | " + " | ".join(COLUMNS) + " |", "| --- |" + " --: |" * (len(COLUMNS) + 1)]
    slips = [k for k in kinds if not k.harmless and results[k.name]]
    honest = [k for k in kinds if k.harmless and results[k.name]]
    lines = []
    for title, group in (("差错", slips), ("不是差错的样子", honest)):
        if not group:
            continue
        every = [v for k in group for v, _ in results[k.name]]
        lines += [f"### {title}（{len(group)} 种）", "", *head]
        lines += [row(k.name, [v for v, _ in results[k.name]]) for k in group]
        lines += [row("**合计**", every), ""]
    return "\n".join(lines)


def wrong(kinds, results):
    """没有守住的试验：没吭声的，该强制而只提示的，误拦的。"""
    bad = []
    for kind in kinds:
        for verdict, where in results[kind.name]:
            too_weak = verdict == Verdict.ADVISED and kind.needs == "强制"
            if verdict in (Verdict.SILENT, Verdict.BLOCKED) or too_weak:
                bad.append(f"{verdict}：{where}")
    return bad
