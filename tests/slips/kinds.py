"""差错的种类：一种一个函数。

函数拿到一份表（Book）和一个按种子取数的 rng，改动它，返回改动的行（从 0 数）；用不上这份表的返回 None。
`alone`：不给配套文件，同一文件里也有别的内容与它矛盾；否则只有给了配套文件才看得出。
`harmless`：不是差错，必须照常做出，一个数也不变。
`needs`：至少要怎样说：强制，或者提示。
"""
KINDS = []


class Kind:
    def __init__(self, name, function, alone, harmless, needs):
        self.name, self.function, self.alone, self.harmless = name, function, alone, harmless
        self.needs = needs


def slip(name, alone=True, needs="强制"):
    """一种差错。"""
    def add(function):
        KINDS.append(Kind(name, function, alone, False, needs))
        return function
    return add


def harmless(name):
    """一种不是差错的样子。"""
    def add(function):
        KINDS.append(Kind(name, function, True, True, None))
        return function
    return add


def all_kinds():
    import amounts  # noqa: F401
    import codes  # noqa: F401
    import files  # noqa: F401
    import honest  # noqa: F401
    import rows  # noqa: F401
    return KINDS
