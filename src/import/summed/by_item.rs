//! Tables of blocks of items: 项目, 行次 and amounts, side by side.

use super::grid::{Paths, Standing};
use super::knowledge::TableDef;
use super::parsed::{Parsed, ParsedRow};
use super::recognise::Reader;
use crate::import::cell::label::{comparable, is_empty};

/// A block: the column of its labels, and its amounts.
struct Block {
    label: u32,
    columns: Vec<(u32, String)>,
}

pub(super) fn read(
    reader: &mut Reader<'_, '_>,
    def: &TableDef,
    (standing, paths): (&Standing, &Paths),
    parsed: &mut Parsed,
) {
    let blocks = blocks(def, paths, parsed);
    for at in standing.body.clone() {
        let mut known = false;
        for block in &blocks {
            let row = &reader.sheet().rows[at];
            let Some(label) = row.cell(block.label).filter(|cell| !is_empty(&cell.text)) else { continue };
            let label = comparable(&label.text);
            let Some(item) = spoken(&label).into_iter().find_map(|words| def.items.iter().find(|item| item.is(&words)))
            else {
                continue;
            };
            known = true;
            for (col, column) in &block.columns {
                let key = (item.key.clone(), column.clone());
                if item.count {
                    if let Some(count) = reader.count(at, *col) {
                        parsed.counts.entry(key).or_insert(count);
                    }
                } else if let Some(figure) = reader.figure(at, *col) {
                    match parsed.figures.get(&key) {
                        Some(first) if first.amount != figure.amount => {
                            reader.differs(item.names_first(), first, &figure)
                        }
                        Some(_) => {}
                        None => {
                            parsed.figures.insert(key, figure);
                        }
                    }
                }
            }
            if parsed.rows.iter().all(|row| row.key != item.key) {
                parsed.rows.push(ParsedRow { key: item.key.clone(), coded: None, at });
            }
        }
        if !known {
            reader.aside(at, "公开表用不到的项目");
        }
    }
}

fn blocks(def: &TableDef, paths: &Paths, parsed: &mut Parsed) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for (col, path) in paths {
        let Some(last) = path.last() else { continue };
        if last.starts_with("项目") {
            blocks.push(Block { label: *col, columns: Vec::new() });
            continue;
        }
        let words = std::slice::from_ref(last);
        if let (Some(block), Some(known)) = (blocks.last_mut(), def.columns.iter().find(|known| known.is(words))) {
            parsed.columns.entry(known.key.clone()).or_insert_with(|| last.clone());
            block.columns.push((*col, known.key.clone()));
        }
    }
    blocks
}

/// A label without its number, and also without the unit in brackets behind it.
fn spoken(label: &str) -> Vec<String> {
    let mut words = label;
    while let Some(rest) = without_number(words) {
        words = rest;
    }
    let mut all = vec![words.to_owned()];
    while let Some((rest, _)) = words.strip_suffix(')').and_then(|open| open.rsplit_once('(')) {
        words = rest;
        all.push(words.to_owned());
    }
    all
}

/// What follows `一、`, `(一)`, `1.`, `(1)`, `其中:`; `None` where the label begins with its words.
fn without_number(label: &str) -> Option<&str> {
    const CHINESE: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
    if let Some(rest) = label.strip_prefix("其中:") {
        return Some(rest);
    }
    let open = label.strip_prefix('(');
    let number = open.unwrap_or(label);
    let rest = number.trim_start_matches(|c: char| CHINESE.contains(&c) || c.is_ascii_digit());
    if rest.len() == number.len() {
        return None;
    }
    match open {
        Some(_) => rest.strip_prefix(')'),
        None => rest.strip_prefix(['、', '.', ',', '．']),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_lose_their_numbers_and_units() {
        for (label, wanted) in [
            ("一、\"三公\"经费", "\"三公\"经费"),
            ("(一)支出合计", "支出合计"),
            ("2.公务用车购置及运行维护费", "公务用车购置及运行维护费"),
            ("(1)公务用车购置费", "公务用车购置费"),
            ("其中:外事接待批次(个)", "外事接待批次"),
            ("5.执法执勤用车", "执法执勤用车"),
            ("(二)单价100万元(含)以上设备(台,套)(不含车辆)", "单价100万元(含)以上设备"),
            ("1.因公出国(境)费", "因公出国(境)费"),
        ] {
            assert!(spoken(label).contains(&wanted.to_owned()), "{label}: {:?}", spoken(label));
        }
    }
}
