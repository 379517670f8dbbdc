#!/usr/bin/env bash
# Does what docs/scaling.md says, on a dozen departments, and compares with a run of all of them at once.
#   scripts/scale_test.sh GONGKAI FOLDER        GONGKAI is built with --features parquet
# Needs python3 with venv, and GNU parallel; installs DuckDB and the schemas of Kubernetes into FOLDER.
set -euo pipefail
[ $# -eq 2 ] || { sed -n '2,4p' "$0"; exit 2; }
gongkai=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
command -v parallel > /dev/null || { echo "GNU parallel is missing (Debian: apt-get install parallel)" >&2; exit 1; }
mkdir -p "$2" && cd "$2"
rm -rf export one shards results log
[ -x python/bin/python ] || python3 -m venv python
python/bin/pip install --quiet duckdb==2.0.1 kubernetes-validate==1.37.0

echo "== an export of twelve departments"
mkdir export
python3 "$here/../benches/generate.py" export 2000x12

echo "== all at once"
"$gongkai" --quiet convert export/2000x12.csv --format xlsx,parquet -o one > /dev/null 2>&1 || [ $? -eq 1 ]

echo "== in shards of whole departments, two at a time"
"$here/shard.sh" export/2000x12.csv 4 4 shards
# A shard with findings that block publication ends with 1, so parallel's own code counts those; the log says which failed.
ls shards/*.csv | RAYON_NUM_THREADS=1 parallel -j 2 --joblog log \
    "$gongkai --quiet convert {} --format xlsx,parquet -o results/{/.} > /dev/null 2>&1" || true
awk 'NR > 1 && $7 > 1 { print "failed: " $0; bad = 1 } END { exit bad }' log

echo "== the published workbooks are the same bytes"
count=0
for workbook in one/*/*公开表.xlsx; do
    cmp "$workbook" results/*/"$(basename "$(dirname "$workbook")")/$(basename "$workbook")"
    count=$((count + 1))
done
[ "$count" -eq 12 ] || { echo "$count workbooks instead of 12" >&2; exit 1; }

echo "== DuckDB reads the lines"
python/bin/python "$here/parquet_test.py" results

echo "== the manifest of the Kubernetes job fits its schema"
python/bin/python -m kubernetes_validate --strict "$here/../docs/kubernetes-job.yaml"
