"""金额的差错。"""
from decimal import Decimal

from kinds import slip


def line(book, rng, least=Decimal(0)):
    return rng.choice([at for at in book.lines() if book.amount(at) > least])


def tells(book):
    """这张表自己有别的金额可以对：兄弟金额列、资金分列，或者小计行。"""
    return book.has("after") or book.has("fund_11") or book.sums()


def change(book, rng, to, least=Decimal(0)):
    """改采用的金额，别的金额列不动。"""
    at = line(book, rng, least)
    new = to(book.amount(at))
    if not tells(book) or new == book.amount(at):
        return None
    book.put(at, "amount", new)
    return [at]


@slip("金额错一位数字")
def one_digit(book, rng):
    def other(amount):
        text = list(f"{amount:.2f}")
        at = rng.choice([i for i, c in enumerate(text) if c.isdigit() and not (i == 0)])
        text[at] = rng.choice([d for d in "0123456789" if d != text[at]])
        return Decimal("".join(text))
    return change(book, rng, other)


@slip("相邻两位数字颠倒")
def transposed(book, rng):
    def other(amount):
        text = list(f"{amount:.2f}")
        pairs = [i for i in range(len(text) - 1) if text[i].isdigit() and text[i + 1].isdigit() and text[i] != text[i + 1]]
        if not pairs:
            return amount
        at = rng.choice(pairs)
        text[at], text[at + 1] = text[at + 1], text[at]
        return Decimal("".join(text))
    return change(book, rng, other)


@slip("一行的金额按万元填")
def in_wan(book, rng):
    return change(book, rng, lambda amount: (amount / 10000).quantize(Decimal("0.000001")), least=Decimal(1))


@slip("一行的金额多乘了一万")
def times_wan(book, rng):
    return change(book, rng, lambda amount: amount * 10000)


@slip("金额多一个零")
def times_ten(book, rng):
    return change(book, rng, lambda amount: amount * 10)


@slip("小数点丢了")
def point_lost(book, rng):
    return change(book, rng, lambda amount: amount * 100)


@slip("金额填成零")
def zero(book, rng):
    return change(book, rng, lambda amount: Decimal(0))


@slip("金额变成负数")
def negative(book, rng):
    return change(book, rng, lambda amount: -amount)


@slip("金额写在括号里")
def brackets(book, rng):
    if not tells(book):
        return None
    at = line(book, rng)
    book.set(at, "amount", f"({book.amount(at):.2f})")
    return [at]


@slip("金额抹成整万")
def rounded(book, rng):
    step = Decimal(1) if book.base.decimals == 6 else Decimal(10000)
    return change(book, rng, lambda amount: (amount / step).quantize(Decimal(1)) * step)


@slip("采用的金额空着")
def blank(book, rng):
    if not (book.has("after") or book.has("fund_11") or book.sums()):
        return None
    at = line(book, rng)
    book.set(at, "amount", None)
    return [at]


@slip("金额填成文字")
def words(book, rng):
    at = line(book, rng)
    book.set(at, "amount", rng.choice(["见附件", "待定", "同上", "16I2348.00", "1O000", "12.3.4"]))
    return [at]


@slip("两行的金额互换")
def swapped(book, rng):
    if not (book.has("after") or book.has("fund_11")):
        return None
    one, other = rng.sample(book.lines(), 2)
    if book.amount(one) == book.amount(other):
        return None
    a, b = book.get(one, "amount"), book.get(other, "amount")
    book.set(one, "amount", b)
    book.set(other, "amount", a)
    return [one, other]


@slip("旁边的金额列错一位")
def sibling(book, rng):
    if not book.has("after"):
        return None
    at = line(book, rng)
    book.put(at, rng.choice(["after", "adjusted"]), book.amount(at) + rng.choice([1, 10, 1000]))
    return [at]


@slip("一种资金的分列错了")
def fund_share(book, rng):
    if not book.has("fund_11"):
        return None
    at = line(book, rng)
    name = next(n for n in ("fund_11", "fund_12", "fund_31", "fund_34") if book.get(at, n))
    book.put(at, name, book.amount(at, name) + 1000)
    return [at]


@slip("金额列从某一行起错开一行")
def column_slid(book, rng):
    if not (book.has("after") or book.has("fund_11")):
        return None
    lines = book.lines()
    first = rng.randrange(0, len(lines) - 6)
    part = lines[first:first + 5]
    old = [book.get(at, "amount") for at in part]
    for at, value in zip(part[1:], old):
        book.set(at, "amount", value)
    return [at for at, before in zip(part, old) if book.get(at, "amount") != before] or None


@slip("只给金额列排了序")
def column_sorted(book, rng):
    if not (book.has("after") or book.has("fund_11")):
        return None
    lines = book.lines()
    values = sorted((book.get(at, "amount") for at in lines), key=lambda v: float(v))
    for at, value in zip(lines, values):
        book.set(at, "amount", value)
    return lines


@slip("申报数和批复数两列对调")
def columns_swapped(book, rng):
    if not book.has("asked", "after"):
        return None
    changed = []
    for at in book.lines():
        a, b = book.get(at, "asked"), book.get(at, "amount")
        book.set(at, "asked", b)
        book.set(at, "amount", a)
        if a != b:
            changed.append(at)
    return changed or None


@slip("整行金额按万元填", alone=False)
def row_in_wan(book, rng):
    at = line(book, rng, Decimal(1))
    for name in book.amounts():
        if book.get(at, name) not in (None, ""):
            book.put(at, name, (book.amount(at, name) / 10000).quantize(Decimal("0.000001")))
    return [at]


@slip("整行金额都错成一样的数", alone=False)
def row_wrong(book, rng):
    at = line(book, rng)
    wrong = book.amount(at) + rng.choice([1, 100, 5000])
    for name in ("amount", "asked", "reviewed", "after"):
        if book.has(name):
            book.put(at, name, wrong)
    return [at]
