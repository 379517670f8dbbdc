#!/usr/bin/env bash
# Splits a CSV export into shards by department, each with the header: no department is in two.
#   scripts/shard.sh EXPORT.csv COLUMN SHARDS FOLDER       COLUMN is that of the department, counted from 1
# Works on bytes, whatever the encoding (no byte of a GBK character is a comma or a line end). For exports whose fields are
# not quoted; where one has a quote it stops rather than cut a field in two.
set -euo pipefail
[ $# -eq 4 ] || { sed -n '2,5p' "$0"; exit 2; }
if LC_ALL=C grep -q '"' "$1"; then
  echo "$1 has quoted fields; split it with a program that reads CSV" >&2
  exit 1
fi
mkdir -p "$4"
LC_ALL=C awk -F, -v column="$2" -v shards="$3" -v folder="$4" '
  NR == 1 { header = $0; next }
  !($column in shard) { shard[$column] = sprintf("%s/%03d.csv", folder, count++ % shards) }
  { file = shard[$column]; if (!(file in begun)) { print header > file; begun[file] = 1 } print > file }
' "$1"
