"""差错试验：每种差错在随机的地方各试若干次，看程序怎样说。

python3 tests/slips/run.py 程序 [--places 20] [--seed 1] [--kinds 词] [--write docs/honesty.md] [--show 判定]
"""
import argparse
import random
import shutil
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from book import Book, bases  # noqa: E402
from judge import Verdict, judge, run  # noqa: E402
from kinds import all_kinds  # noqa: E402
from table import table, wrong  # noqa: E402


def tries(kind, forms, places, seed):
    """（底本、有无配套文件、种子），轮流取各种底本，有无配套文件各半。"""
    for at in range(places):
        base = forms[at % len(forms)]
        beside = True if not kind.alone else at // len(forms) % 2 == 0
        yield base, beside, f"{seed}/{kind.name}/{at}"


def prepared(kind, forms, base, seed):
    """改好的表；这份底本用不上这种差错，换下一份。"""
    for form in forms[forms.index(base):] + forms[:forms.index(base)]:
        if not kind.alone and not form.companions:
            continue
        for again in range(8):
            book = Book(form)
            places = kind.function(book, random.Random(f"{seed}/{again}"))
            if places is not None:
                return book, with_sums(book, places)
    return None


def with_sums(book, places):
    """改了带小计的表里的金额，指出对不上的小计也算。"""
    rows = [at for at in places if isinstance(at, int) and at < len(book.rows)]
    over = [sum_row for at in rows for sum_row in book.sums_over(at)[:1]]
    return places + over


def truths(program, forms, scratch):
    """没有差错时公开的数。"""
    known = {}
    for base in forms:
        for beside in (True, False):
            folder, out = scratch / "truth", scratch / "truth-out"
            for path in (folder, out):
                shutil.rmtree(path, ignore_errors=True)
            Book(base).write(folder, beside)
            code, said, known[(base.name, beside)] = run(program, folder, out)
            if code != 0:
                sys.exit(f"{base.name} 没有差错也做不出：{[s.text for s in said if s.severity == '强制']}")
    return known


def campaign(program, kinds, places, seed, show):
    forms = bases()
    results = {kind.name: [] for kind in kinds}
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        truth = truths(program, forms, scratch)

        def one(job):
            number, kind, base, beside, own = job
            found = prepared(kind, forms, base, own)
            if found is None:
                return kind, None, own, []
            book, rows = found
            beside = beside and bool(book.base.companions)
            known = truth[(book.base.name, beside)]
            place = scratch / str(number)
            verdict, said = judge(program, book, rows, kind, beside, known, place)
            shutil.rmtree(place, ignore_errors=True)
            return kind, verdict, f"{own} {book.base.name} 配套={beside} 行={[r + 1 if isinstance(r, int) else r for r in rows][:6]}", said

        jobs = [(kind, *rest) for kind in kinds for rest in tries(kind, forms, places, seed)]
        with ThreadPoolExecutor(2) as pool:
            for kind, verdict, where, said in pool.map(one, [(n, *job) for n, job in enumerate(jobs)]):
                if verdict is None:
                    continue
                results[kind.name].append((verdict, where))
                if verdict == show or show == "全部":
                    print(f"== {verdict} {where}")
                    for s in said:
                        print("   ", s.text.replace("\n", "\n    "))
    return results


def main():
    parse = argparse.ArgumentParser()
    parse.add_argument("program")
    parse.add_argument("--places", type=int, default=20)
    parse.add_argument("--seed", default="1")
    parse.add_argument("--kinds", default="")
    parse.add_argument("--write")
    parse.add_argument("--show", default="")
    given = parse.parse_args()
    kinds = [kind for kind in all_kinds() if given.kinds in kind.name]
    results = campaign(Path(given.program).resolve(), kinds, given.places, given.seed, given.show)
    text = table(kinds, results)
    print(text)
    if given.write:
        path = Path(given.write)
        before, _, rest = path.read_text(encoding="utf-8").partition("<!-- 试验 -->")
        _, _, after = rest.partition("<!-- 试验完 -->")
        path.write_text(f"{before}<!-- 试验 -->\n\n{text}\n<!-- 试验完 -->{after}", encoding="utf-8")
    bad = wrong(kinds, results)
    for line in bad:
        print("没有守住：", line)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
