// A peer of gongkai on exceljs: reads an export, sums it by department, writes the nine sheets of each.
//
//     node benches/peers/exceljs/peer.js EXPORT PLAN FOLDER
//
// Like the peers in Python it checks nothing, keeps no origin and is given rows and formulas (benches/plan.py).

import fs from "node:fs";
import path from "node:path";
import readline from "node:readline";
import ExcelJS from "exceljs";

const [DEPARTMENT, KIND, FUNCTION, ECONOMIC, FUND, AMOUNT] = [3, 5, 8, 10, 11, 15];
const middle = { vertical: "middle", wrapText: true };
const line = { style: "thin" };
const border = { top: line, left: line, bottom: line, right: line };
const song = { name: "宋体", size: 10 };
const LOOKS = {
  1: { font: { name: "方正小标宋简体", size: 18 }, alignment: { ...middle, horizontal: "center" } },
  2: { font: song, alignment: middle },
  3: { font: { name: "黑体", size: 10 }, alignment: { ...middle, horizontal: "center" }, border },
  4: { font: song, alignment: { horizontal: "right" }, border, numFmt: "0.00;-0.00;;@" },
  5: { font: song, alignment: { ...middle, horizontal: "left" }, border },
};

const sums = new Map();
function add(row) {
  const code = row[DEPARTMENT].split("-")[0];
  const group = sums.get(code) ?? new Map();
  const key = [row[KIND], row[FUNCTION], row[ECONOMIC], row[FUND]].join("|");
  group.set(key, (group.get(key) ?? 0) + Number(row[AMOUNT]));
  sums.set(code, group);
}

async function read(name) {
  let first = true;
  if (name.endsWith(".csv")) {
    // No field is quoted.
    for await (const row of linesOf(decoded(name))) {
      if (!first && row !== "") add(row.split(","));
      first = false;
    }
    return;
  }
  for await (const sheet of new ExcelJS.stream.xlsx.WorkbookReader(name)) {
    for await (const row of sheet) {
      if (!first) add(row.values.slice(1).map((value) => value ?? ""));
      first = false;
    }
  }
}

async function* decoded(name) {
  const decoder = new TextDecoder("gb18030");
  for await (const chunk of fs.createReadStream(name, { highWaterMark: 1 << 20 })) yield decoder.decode(chunk, { stream: true });
}

async function* linesOf(chunks) {
  let rest = "";
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split(/\r?\n/);
    rest = lines.pop();
    yield* lines;
  }
  if (rest !== "") yield rest;
}

function check(workbook) {
  const read = [...sums.get(workbook.code).values()].reduce((sum, part) => sum + part, 0) / 10000;
  if (Math.abs(workbook.total - read) >= 0.01) throw new Error(`${workbook.code}: ${workbook.total} ${read}`);
}

async function write(folder, workbook) {
  const book = new ExcelJS.Workbook();
  for (const table of workbook.sheets) {
    const sheet = book.addWorksheet(table.name, {
      pageSetup: { orientation: "landscape", paperSize: 9, fitToPage: true, fitToHeight: 0, printTitlesRow: "1:5" },
      views: [{ state: "frozen", ySplit: 5 }],
    });
    table.widths.forEach((width, column) => (sheet.getColumn(column + 1).width = width));
    for (const [row, column, look, value] of table.cells) {
      const cell = sheet.getCell(row + 1, column + 1);
      cell.value = Array.isArray(value) ? { formula: value[0].slice(1), result: value[1] } : value;
      Object.assign(cell, LOOKS[look]);
    }
    for (const [top, left, bottom, right] of table.merged) sheet.mergeCells(top + 1, left + 1, bottom + 1, right + 1);
  }
  await book.xlsx.writeFile(path.join(folder, `${workbook.code}.xlsx`));
}

const [name, plan, folder] = process.argv.slice(2);
await read(name);
fs.mkdirSync(folder, { recursive: true });
for await (const text of readline.createInterface({ input: fs.createReadStream(plan) })) {
  const workbook = JSON.parse(text);
  check(workbook);
  await write(folder, workbook);
}
