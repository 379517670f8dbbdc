"""几张表、几个文件之间的差错，以及表头的差错。"""
import copy
from decimal import Decimal

from kinds import slip


def other_amounts(book, rng, rows):
    rows = copy.deepcopy(rows)
    for at in rng.sample(book.lines(), 6):
        for name in book.amounts():
            if name != "adjusted" and rows[at][book.col(name)] not in (None, ""):
                rows[at][book.col(name)] = book.written(Decimal(str(rows[at][book.col(name)])) * Decimal("1.5"))
    return rows


@slip("同一工作簿另有一版，金额不同")
def version_in_sheet(book, rng):
    if book.format != "xlsx":
        return None
    book.more_sheets.append((rng.choice(["二下", "一上", "备份", "Sheet2"]), other_amounts(book, rng, book.rows), "visible"))
    return ["支出预算明细"]


@slip("隐藏的工作表里另有一版")
def version_hidden(book, rng):
    if book.format != "xlsx":
        return None
    state = rng.choice(["hidden", "veryHidden"])
    book.more_sheets.append((rng.choice(["旧", "备份"]), other_amounts(book, rng, book.rows), state))
    return ["支出预算明细"]


@slip("另一个文件里有另一版")
def version_in_file(book, rng):
    book.more_files[f"支出预算明细（{rng.choice(['一上', '二上', '二下', '终稿'])}）.{book.format}"] = other_amounts(book, rng, book.rows)
    return ["支出预算明细"]


@slip("另一个文件里有一部分重复的明细")
def part_in_file(book, rng):
    lines = book.lines()
    length = rng.randrange(5, 15)
    first = rng.randrange(0, len(lines) - length)
    rows = book.rows[:book.top + 1] + [book.rows[at] for at in lines[first:first + length]]
    book.more_files[f"补充.{book.format}"] = copy.deepcopy(rows)
    return ["支出预算明细"]


@slip("旁边放着上年的文件")
def last_year(book, rng):
    if not book.has("year"):
        return None
    rows = other_amounts(book, rng, book.rows)
    for row in rows[1:]:
        row[book.col("year")] = "2023"
    book.more_files[f"支出预算明细（上年）.{book.format}"] = rows
    return ["支出预算明细"]


@slip("采用的金额列改了名")
def renamed(book, rng):
    book.rows[book.top][book.col("amount")] = rng.choice(["本年数", "批复", "安排数", "计划"])
    return ["支出预算明细"]


@slip("两个表头换了名")
def headers_swapped(book, rng):
    if not book.has("after", "asked"):
        return None
    a, b = book.col("amount"), book.col("asked")
    head = book.rows[book.top]
    changed = [at for at in book.lines() if book.get(at, "amount") != book.get(at, "asked")]
    head[a], head[b] = head[b], head[a]
    return changed or None


@slip("表头说万元，数是元")
def says_wan(book, rng):
    if not book.has("after"):
        return None
    book.rows[book.top][book.col("amount")] = "年初批复数（万元）"
    return ["支出预算明细"]


@slip("收入预算的金额错一位", alone=False)
def revenue_digit(book, rng):
    if "收入预算.xlsx" not in book.companions:
        return None
    sheet = book.companion("收入预算.xlsx")
    row = rng.choice([r for r in range(5, sheet.max_row) if sheet.cell(r, 3).value])
    sheet.cell(row, 3).value += rng.choice([1, 10, 1000, 90000])
    return ["收入预算"]


@slip("收入预算少了一行", alone=False)
def revenue_row(book, rng):
    if "收入预算.xlsx" not in book.companions:
        return None
    sheet = book.companion("收入预算.xlsx")
    sheet.delete_rows(rng.randrange(5, sheet.max_row))
    return ["收入预算"]


@slip("收入预算换了资金", alone=False)
def revenue_fund(book, rng):
    if "收入预算.xlsx" not in book.companions:
        return None
    sheet = book.companion("收入预算.xlsx")
    row = rng.randrange(5, sheet.max_row)
    others = [o for o in ("12-政府性基金预算资金", "31-事业收入", "39-其他收入") if o != sheet.cell(row, 2).value]
    sheet.cell(row, 2).value = rng.choice(others)
    return ["收入预算", "支出预算明细"]


@slip("绩效目标的预算数错了", alone=False)
def goal_amount(book, rng):
    name = "项目绩效目标.xls"
    if name not in book.companions:
        return None
    import re
    text = book.companions[name].read_text(encoding="utf-8")
    numbers = [m for m in re.finditer(r'>(\d+\.\d+)</Data>', text)]
    found = rng.choice(numbers[:3])
    wrong = Decimal(found.group(1)) + 1

    class Changed:
        def save(self, path):
            path.write_text(text[:found.start(1)] + str(wrong) + text[found.end(1):], encoding="utf-8")
    book.companions[name] = Changed()
    return ["项目绩效目标"]
