"""不是差错的样子：必须照常做出，一个数也不变。"""
from decimal import Decimal

from kinds import harmless


@harmless("申报、审核、批复不同")
def cut_projects(book, rng):
    if not book.has("asked", "reviewed"):
        return None
    for at in rng.sample(book.lines(), 10):
        book.put(at, "asked", (book.amount(at) * Decimal("1.37")).quantize(Decimal(1)))
        book.put(at, "reviewed", (book.amount(at) * Decimal("1.12")).quantize(Decimal(1)))
    return []


@harmless("项目砍到零")
def cut_to_zero(book, rng):
    if not book.has("asked", "after"):
        return None
    row = list(book.rows[rng.choice(book.lines())])
    book.rows.append(row)
    at = len(book.rows) - 1
    for name in ("amount", "reviewed", "adjusted", "after"):
        book.put(at, name, Decimal(0))
    return []


@harmless("年中调整过，关系成立")
def adjusted(book, rng):
    if not book.has("after"):
        return None
    for at in rng.sample(book.lines(), 8):
        change = Decimal(rng.choice([-500, 1200, 30000]))
        book.put(at, "adjusted", change)
        book.put(at, "after", book.amount(at) + change)
    return []


@harmless("金额带千位逗号")
def commas(book, rng):
    for at in rng.sample(book.lines(), 10):
        book.set(at, "amount", f"{book.amount(at):,.6f}" if book.base.decimals == 6 else f"{book.amount(at):,.2f}")
    return []


@harmless("金额是全角数字")
def full_width(book, rng):
    for at in rng.sample(book.lines(), 5):
        text = str(book.amount(at))
        book.set(at, "amount", "".join(chr(ord(c) + 0xFEE0) if c in "0123456789." else c for c in text))
    return []


@harmless("单元格前后有空格")
def blanks(book, rng):
    for at in rng.sample(book.lines(), 10):
        for name in ("function", "economic", "project_name"):
            book.set(at, name, f" {book.get(at, name)}　")
    return []


@harmless("中间有空行")
def blank_rows(book, rng):
    for _ in range(4):
        book.rows.insert(rng.choice(book.lines()), [None] * len(book.rows[book.top]))
    return []


@harmless("行的次序打乱")
def shuffled(book, rng):
    if book.sums():
        return None
    body = book.rows[book.top + 1:]
    rng.shuffle(body)
    book.rows[book.top + 1:] = body
    return []


@harmless("表头又出现一次")
def header_again(book, rng):
    if book.sums():
        return None
    book.rows.insert(rng.choice(book.lines()), list(book.rows[book.top]))
    return []


@harmless("多一列用不到的")
def more_columns(book, rng):
    for at, row in enumerate(book.rows):
        row.append("经办人" if at == book.top else ("张三" if at > book.top else None))
    return []


@harmless("备注里有合计、小计等字")
def sum_words(book, rng):
    if not book.has("remark"):
        return None
    for at in rng.sample(book.lines(), 5):
        book.set(at, "remark", rng.choice(["合计", "小计", "含上年合计数", "总计见附表"]))
    return []


@harmless("项目名称里有合计等字")
def sum_in_project(book, rng):
    code = book.get(rng.choice(book.lines()), "project_code")
    for at in book.lines():
        if book.get(at, "project_code") == code:
            book.set(at, "project_name", f"{book.get(at, 'project_name')}统计")
    return []


@harmless("名称的括号宽窄不同")
def bracket_width(book, rng):
    for at in book.lines()[::2]:
        for name in ("function", "economic"):
            book.set(at, name, str(book.get(at, name)).replace("（", "(").replace("）", ")"))
    return []


@harmless("表末有正确的合计")
def right_total(book, rng):
    if book.sums():
        return None
    row = [None] * len(book.rows[book.top])
    row[0] = "合计"
    total = sum((book.amount(at) for at in book.lines()), Decimal(0))
    book.rows.append(row)
    book.put(len(book.rows) - 1, "amount", total)
    return []


@harmless("隐藏的工作表里有一份相同的")
def same_hidden(book, rng):
    if book.format != "xlsx":
        return None
    book.more_sheets.append(("备份", book.rows, "hidden"))
    return []


@harmless("另一个文件与它完全相同")
def same_file(book, rng):
    book.more_files[f"副本.{book.format}"] = book.rows
    return []


@harmless("只有第一行写单位")
def unit_on_first_row(book, rng):
    names = ["unit"] if book.has("unit") else ["unit_code", "unit_name", "department"]
    before = None
    for at in book.lines():
        own = [book.get(at, name) for name in names]
        if own == before:
            for name in names:
                book.set(at, name, None)
        before = own
    return []


@harmless("年度合并成一格")
def merged_year(book, rng):
    if not book.has("year") or book.format != "xlsx":
        return None
    lines = book.lines()
    for at in lines[1:]:
        book.set(at, "year", None)
    book.merges.append(f"A{lines[0] + 1}:A{lines[-1] + 1}")
    return []


@harmless("同一项目同一科目分两笔")
def split_line(book, rng):
    at = rng.choice([r for r in book.lines() if book.amount(r) > 10])
    book.rows.insert(at + 1, list(book.rows[at]))
    part = (book.amount(at) * Decimal("0.3")).quantize(Decimal("0.01"))
    names = [n for n in ("amount", "asked", "reviewed", "after") if book.has(n)]
    names += [n for n in book.names if n.startswith("fund_") and book.get(at, n)]
    for name in names:
        whole = book.amount(at, name)
        book.put(at, name, part)
        book.put(at + 1, name, whole - part)
    return []
