"""Holds workbooks and documents against the standard: openxml.py LIST

LIST is a JSON array of [file, [inputs]]. A file that was made of inputs by changing them may have their faults and no
others; any other file has none. openxml-audit (PyPI) judges; nothing here is ours.
"""

import json
import multiprocessing
import sys

from openxml_audit import OpenXmlValidator

# Advice about what Excel does on its next save. The standard allows texts inside their cells, and a file that is changed in
# place gets no table of texts that it did not have; what is written anew has one.
ADVICE = "inline-string cell(s)"


def faults(file):
    """The faults of a file, by part and what is wrong; where in the part does not matter."""
    result = OpenXmlValidator(max_errors=0).validate(file)
    return {f"{error.part_uri}: {error.description} ({error.node})" for error in result.errors}


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        wanted = json.load(file)
    files = sorted({name for made, inputs in wanted for name in [made, *inputs]})
    with multiprocessing.Pool(2) as pool:
        known = dict(zip(files, pool.map(faults, files)))
    wrong = False
    for made, inputs in wanted:
        for fault in sorted(known[made].difference(*(known[name] for name in inputs))):
            if inputs and ADVICE in fault:
                continue
            print(f"{made}: {fault}")
            wrong = True
    print(f"{len(wanted)} files")
    sys.exit(wrong)


if __name__ == "__main__":
    main()
