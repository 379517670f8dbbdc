"""整行的差错：重复、少了、切断、错位、小计。"""
from decimal import Decimal

from kinds import slip


def without_sums(book):
    return not book.sums()


@slip("一行重复了")
def twice(book, rng):
    at = rng.choice(book.lines())
    book.rows.insert(at + 1, list(book.rows[at]))
    return [at, at + 1]


@slip("一行在表末又贴了一次")
def twice_at_end(book, rng):
    if not without_sums(book):
        return None
    at = rng.choice(book.lines()[:-3])
    book.rows.append(list(book.rows[at]))
    return [at, len(book.rows) - 1]


@slip("一段贴了两次")
def block_twice(book, rng):
    lines = book.lines()
    length = rng.randrange(4, 20)
    first = rng.randrange(0, len(lines) - length)
    block = [list(book.rows[at]) for at in lines[first:first + length]]
    end = len(book.rows) if without_sums(book) else lines[-1] + 1
    book.rows[end:end] = block
    return list(range(end, end + length)) + lines[first:first + length]


@slip("一段插在中间又贴了一次")
def block_in_the_middle(book, rng):
    lines = book.lines()
    length = rng.randrange(3, 10)
    first = rng.randrange(0, len(lines) - length)
    block = [list(book.rows[at]) for at in lines[first:first + length]]
    to = rng.choice(lines)
    book.rows[to:to] = block
    return list(range(len(book.rows)))


@slip("少了一行", alone=False)
def deleted(book, rng):
    at = rng.choice(book.lines())
    del book.rows[at]
    return None if not without_sums(book) else ["少"]


@slip("少了几行", alone=False)
def several_deleted(book, rng):
    if not without_sums(book):
        return None
    lines = book.lines()
    first = rng.randrange(0, len(lines) - 4)
    for at in reversed(lines[first:first + 3]):
        del book.rows[at]
    return ["少"]


@slip("带小计的表少了一行")
def deleted_under_sum(book, rng):
    if without_sums(book):
        return None
    at = rng.choice(book.lines())
    del book.rows[at]
    return [next(s for s in book.sums() if s >= at), book.sums()[-1]]


@slip("小计改错了")
def sum_edited(book, rng):
    if without_sums(book):
        return None
    at = rng.choice(book.sums())
    book.put(at, "amount", book.amount(at) + Decimal(10))
    return [at]


@slip("小计行没了字")
def sum_unlabelled(book, rng):
    if without_sums(book):
        return None
    at = rng.choice(book.sums())
    book.rows[at][0] = None
    return [at]


@slip("一行只剩前半截", needs="提示")
def cut(book, rng):
    at = rng.choice(book.lines())
    keep = rng.randrange(3, book.col("amount"))
    book.rows[at] = book.rows[at][:keep] + [None] * (len(book.rows[at]) - keep)
    return [at] if keep >= 5 else [at]


@slip("一行只剩后半截")
def beheaded(book, rng):
    at = rng.choice(book.lines())
    cut_to = rng.randrange(book.col("function") + 1, book.col("amount"))
    book.rows[at] = [None] * cut_to + book.rows[at][cut_to:]
    return [at]


@slip("一行从某格起右移一格")
def shifted_right(book, rng):
    at = rng.choice(book.lines())
    start = rng.randrange(1, book.col("amount"))
    row = book.rows[at]
    book.rows[at] = (row[:start] + [None] + row[start:])[:len(row)]
    return [at]


@slip("一行从某格起左移一格")
def shifted_left(book, rng):
    at = rng.choice(book.lines())
    start = rng.randrange(1, book.col("amount"))
    row = book.rows[at]
    book.rows[at] = row[:start] + row[start + 1:] + [None]
    return [at]


@slip("合计抄成一条明细")
def total_as_line(book, rng):
    if not book.has("category_name") and not book.has("category"):
        return None
    lines = book.lines()
    total = sum((book.amount(at) for at in lines), Decimal(0))
    row = [None] * len(book.rows[book.top])
    row[0] = "合计"
    book.rows.append(row)
    book.put(len(book.rows) - 1, "amount", total + rng.choice([1, 100]))
    return [len(book.rows) - 1]
