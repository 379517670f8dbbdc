//! Sums of an export by department.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use calamine::{Data, DataRef, Reader, Xlsx, open_workbook};

use crate::Outcome;

const DEPARTMENT: usize = 3;
const DIMENSIONS: [usize; 4] = [5, 8, 10, 11];
const AMOUNT: usize = 15;

/// From GBK: fields are split as bytes and each distinct one is decoded once.
pub fn csv(path: &Path) -> Outcome<HashMap<String, f64>> {
    let bytes = fs::read(path)?;
    let mut rows = csv::ReaderBuilder::new().from_reader(bytes.as_slice());
    let mut names: HashMap<Vec<u8>, u32> = HashMap::new();
    let mut texts: Vec<String> = Vec::new();
    let mut sums: HashMap<[u32; 5], f64> = HashMap::new();
    let mut row = csv::ByteRecord::new();
    while rows.read_byte_record(&mut row)? {
        let mut id = |field: &[u8]| match names.get(field) {
            Some(id) => *id,
            None => {
                let id = u32::try_from(texts.len()).expect("fewer texts");
                texts.push(encoding_rs::GBK.decode(field).0.into_owned());
                names.insert(field.to_vec(), id);
                id
            }
        };
        let mut key = [id(&row[DEPARTMENT]), 0, 0, 0, 0];
        for (at, column) in DIMENSIONS.iter().enumerate() {
            key[at + 1] = id(&row[*column]);
        }
        *sums.entry(key).or_default() += std::str::from_utf8(&row[AMOUNT])?.parse::<f64>()?;
    }
    Ok(by_department(sums, |id| texts[id as usize].clone()))
}

/// From a workbook, cell by cell.
pub fn xlsx(path: &Path) -> Outcome<HashMap<String, f64>> {
    let mut book: Xlsx<_> = open_workbook(path)?;
    let name = book.sheet_names().first().cloned().ok_or("no sheet")?;
    let mut cells = book.worksheet_cells_reader(&name)?;
    let mut names: HashMap<String, u32> = HashMap::new();
    let mut sums: HashMap<[u32; 5], f64> = HashMap::new();
    let mut key = [0; 5];
    while let Some(cell) = cells.next_cell()? {
        let (row, column) = cell.get_position();
        if row == 0 {
            continue;
        }
        let text = |value: &DataRef<'_>| Data::from(value.clone()).to_string();
        let at = match column as usize {
            DEPARTMENT => 0,
            AMOUNT => {
                let amount: f64 = text(cell.get_value()).parse()?;
                *sums.entry(key).or_default() += amount;
                continue;
            }
            column => match DIMENSIONS.iter().position(|known| *known == column) {
                Some(at) => at + 1,
                None => continue,
            },
        };
        let next = u32::try_from(names.len())?;
        key[at] = *names.entry(text(cell.get_value())).or_insert(next);
    }
    let mut texts: Vec<String> = vec![String::new(); names.len()];
    names.into_iter().for_each(|(text, id)| texts[id as usize] = text);
    Ok(by_department(sums, |id| texts[id as usize].clone()))
}

fn by_department(sums: HashMap<[u32; 5], f64>, text: impl Fn(u32) -> String) -> HashMap<String, f64> {
    let mut departments = HashMap::new();
    for (key, amount) in sums {
        let name = text(key[0]);
        let code = name.split('-').next().unwrap_or_default().to_owned();
        *departments.entry(code).or_default() += amount;
    }
    departments
}
