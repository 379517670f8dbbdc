"""编码、名称、类别、资金、年度的差错。"""
from kinds import slip


def any_line(book, rng):
    return rng.choice(book.lines())


def parts(text):
    code, _, name = str(text).partition("-")
    return code, name


def own_code(book, rng, name, change):
    """改一格的编码，名称不动。"""
    if not book.has(name):
        return None
    at = any_line(book, rng)
    code, words = parts(book.get(at, name))
    if not words:
        return None
    book.set(at, name, f"{change(code)}-{words}")
    return [at]


def other_digit(rng, keep=0):
    def change(code):
        at = rng.randrange(keep, len(code))
        return code[:at] + rng.choice([d for d in "0123456789" if d != code[at]]) + code[at + 1:]
    return change


def another(book, rng, name, at):
    """别的行里与这一行不同的一格。"""
    return rng.choice(sorted({book.get(r, name) for r in book.lines()} - {book.get(at, name)}) or [None])


def own_name(book, rng, name):
    if not book.has(name):
        return None
    at = any_line(book, rng)
    code, words = parts(book.get(at, name))
    other = another(book, rng, name, at)
    if other is None or parts(other)[1] == words or not words:
        return None
    book.set(at, name, f"{code}-{parts(other)[1]}")
    return [at]


# 有的地方只有未见正式公开的科目名称与它矛盾，那样只提示。
@slip("功能分类编码错一位，名称没错", needs="提示")
def function_digit(book, rng):
    return own_code(book, rng, "function", other_digit(rng, 3))


@slip("功能分类编码少一位")
def function_short(book, rng):
    return own_code(book, rng, "function", lambda code: code[:-1])


@slip("功能分类名称换成别的")
def function_name(book, rng):
    return own_name(book, rng, "function")


@slip("部门经济分类编码错一位，名称没错")
def economic_digit(book, rng):
    return own_code(book, rng, "economic", other_digit(rng, 2))


@slip("部门经济分类名称换成别的")
def economic_name(book, rng):
    return own_name(book, rng, "economic")


@slip("部门经济分类换成别的类")
def economic_other(book, rng):
    if not book.has("government", "economic"):
        return None
    at = any_line(book, rng)
    if not book.get(at, "government"):
        return None
    others = [v for v in {book.get(r, "economic") for r in book.lines()} if v[:3] != book.get(at, "economic")[:3]]
    book.set(at, "economic", rng.choice(sorted(others)))
    return [at]


@slip("部门经济分类填成政府经济分类")
def economic_government(book, rng):
    if not book.has("government", "economic"):
        return None
    at = any_line(book, rng)
    if not book.get(at, "government"):
        return None
    book.set(at, "economic", book.get(at, "government"))
    return [at]


@slip("两格经济分类换了位置")
def economics_exchanged(book, rng):
    if not book.has("government", "economic"):
        return None
    at = any_line(book, rng)
    if not book.get(at, "government"):
        return None
    a, b = book.get(at, "economic"), book.get(at, "government")
    book.set(at, "economic", b)
    book.set(at, "government", a)
    return [at]


@slip("基本支出没有部门经济分类")
def economic_blank(book, rng):
    name = "category_name" if book.has("category_name") else "category"
    basic = [at for at in book.lines() if book.get(at, name) in ("人员类项目", "公用经费项目")]
    at = rng.choice(basic)
    book.set(at, "economic", None)
    return [at]


@slip("资金性质的名称换了，编码没换")
def fund_name(book, rng):
    return own_code_or_fund(book, rng, keep_code=True)


@slip("资金性质的编码换了，名称没换")
def fund_code(book, rng):
    return own_code_or_fund(book, rng, keep_code=False)


def own_code_or_fund(book, rng, keep_code):
    if not book.has("fund"):
        return None
    at = any_line(book, rng)
    code, words = parts(book.get(at, "fund"))
    others = [("12", "政府性基金预算资金"), ("13", "国有资本经营预算资金"), ("31", "事业收入"), ("11", "一般公共预算资金")]
    other = rng.choice([o for o in others if o[1] != words])
    book.set(at, "fund", f"{code}-{other[1]}" if keep_code else f"{other[0]}-{words}")
    return [at]


@slip("资金性质整格换成另一种", alone=False)
def fund_other(book, rng):
    if not book.has("fund"):
        return None
    at = any_line(book, rng)
    others = [o for o in ("12-政府性基金预算资金", "31-事业收入", "13-国有资本经营预算资金") if o != book.get(at, "fund")]
    book.set(at, "fund", rng.choice(others))
    return [at]


@slip("必填的一格空着")
def needed_blank(book, rng):
    names = [n for n in ("function", "fund") if book.has(n)]
    at = any_line(book, rng)
    book.set(at, rng.choice(names), None)
    return [at]


@slip("项目类别名称换了，编码没换")
def category_name(book, rng):
    return category(book, rng, code=False, name=True)


@slip("项目类别编码换了，名称没换")
def category_code(book, rng):
    return category(book, rng, code=True, name=False)


@slip("项目类别整个换成另一种")
def category_both(book, rng):
    return category(book, rng, code=True, name=True)


def category(book, rng, code, name):
    kinds = [("1", "人员类项目"), ("21", "公用经费项目"), ("22", "其他运转类项目"), ("3", "特定目标类项目")]
    letters = {"R": "人员类项目", "Y": "公用经费项目"}
    if not book.has("category_name"):
        return None
    repeated = {}
    for at in book.lines():
        repeated.setdefault(book.get(at, "project_code"), []).append(at)
    # 编码和名称一起换的，要有别的行或项目编码里的字母与它矛盾。
    fit = [at for at in book.lines() if (not code or not name or len(repeated[book.get(at, "project_code")]) > 2
                                         or str(book.get(at, "project_code"))[8:9] in letters)]
    at = rng.choice(fit)
    own = book.get(at, "category_name")
    if own not in dict((b, a) for a, b in kinds):
        return None
    other = rng.choice([k for k in kinds if k[1] != own])
    if letters.get(str(book.get(at, "project_code"))[8:9]) == "公用经费项目" and other[1] == "其他运转类项目" and code and name:
        return None
    if code:
        book.set(at, "category_code", other[0])
    if name:
        book.set(at, "category_name", other[1])
    return [at]


@slip("单位编码换成另一个单位的，名称没换")
def unit_code(book, rng):
    at = any_line(book, rng)
    if book.has("unit"):
        pairs = sorted({book.get(r, "unit") for r in book.lines()})
        other = next(p for p in pairs if p != book.get(at, "unit"))
        book.set(at, "unit", f"{parts(other)[0]}-{parts(book.get(at, 'unit'))[1]}")
    else:
        other = next(c for c in sorted({book.get(r, "unit_code") for r in book.lines()}) if c != book.get(at, "unit_code"))
        book.set(at, "unit_code", other)
    return [at]


@slip("单位编码不是任何单位的", needs="提示")
def unit_unknown(book, rng):
    at = any_line(book, rng)
    if book.has("unit"):
        code, name = parts(book.get(at, "unit"))
        book.set(at, "unit", f"{code[:-1]}{rng.choice('6789')}-{name}")
    else:
        book.set(at, "unit_code", book.get(at, "unit_code")[:-1] + rng.choice("6789"))
    return [at]


@slip("单位编码错了部门的那几位")
def unit_of_another_department(book, rng):
    at = any_line(book, rng)
    name = "unit" if book.has("unit") else "unit_code"
    book.set(at, name, "5" + book.get(at, name)[1:])
    return [at]


@slip("部门编码错一位")
def department_digit(book, rng):
    return own_code(book, rng, "department", other_digit(rng))


@slip("单位编码丢了前面的零", needs="提示")
def zeros_lost(book, rng):
    if not book.has("unit_code"):
        return None
    for at in book.lines():
        book.set(at, "unit_code", f"000{book.get(at, 'unit_code')}")
    lost = rng.sample(book.lines(), 5)
    for at in lost:
        book.set(at, "unit_code", book.get(at, "unit_code")[3:])
    return lost


@slip("项目编码成了科学计数", needs="提示")
def scientific(book, rng):
    changed = rng.sample(book.lines(), 12)
    for at in changed:
        book.set(at, "project_code", "1.30532E+20")
    return changed


@slip("项目编码错一位", needs="提示")
def project_digit(book, rng):
    at = any_line(book, rng)
    code = book.get(at, "project_code")
    book.set(at, "project_code", code[:18] + ("1" if code[18] != "1" else "2") + code[19:])
    return [at]


@slip("名称是乱码", needs="提示")
def rubbish(book, rng):
    at = any_line(book, rng)
    name = rng.choice([n for n in ("function", "economic") if book.has(n)])
    code, _ = parts(book.get(at, name))
    book.set(at, name, f"{code}-{rng.choice(['#N/A', 'null', '????', '锟斤拷锟斤拷', '-', '0'])}")
    return [at]


@slip("一行的年度错了")
def year(book, rng):
    if not book.has("year"):
        return None
    at = any_line(book, rng)
    book.set(at, "year", rng.choice(["2023", "2025", "2042"]))
    return [at]


@slip("拖动填充使编码递增")
def dragged(book, rng):
    lines = book.lines()
    first = rng.randrange(0, len(lines) - 5)
    code, name = parts(book.get(lines[first], "function"))
    changed = []
    for step, at in enumerate(lines[first:first + 4]):
        if step:
            book.set(at, "function", f"{int(code) + step}-{name}")
            changed.append(at)
    return changed


@slip("编码格子带了日期格式")
def date_codes(book, rng):
    if not book.has("unit_code") or book.format != "xlsx":
        return None
    changed = rng.sample(book.lines(), 3)
    for at in changed:
        book.set(at, "unit_code", int(book.get(at, "unit_code")))
        book.number_formats[(at, book.col("unit_code"))] = "yyyy-mm-dd"
    return changed
