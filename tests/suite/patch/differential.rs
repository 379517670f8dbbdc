//! Rows inserted by us and by LibreOffice itself, told apart by nothing.

use std::path::Path;

use gongkai::patch::{Package, RowInsertion};

use super::case::zipped;
use crate::python::{python, repository};

/// Sheet, the row after which rows come (from 0), and how many: at the top, inside every kind of range, at their ends, below,
/// and on sheets that others refer to.
const INSERTIONS: &[(usize, u32, u32)] =
    &[(0, 3, 1), (0, 4, 2), (0, 7, 3), (0, 8, 1), (0, 11, 2), (0, 17, 2), (1, 4, 2), (2, 1, 3)];

#[test]
fn rows_come_in_as_libreoffice_inserts_them() {
    let folder = tempfile::tempdir().unwrap();
    let before = zipped(&parts(&repository("tests/patch/differential/book")));
    std::fs::write(folder.path().join("before.xlsx"), &before).unwrap();
    for &(sheet, after, count) in INSERTIONS {
        let mut package = Package::open(&before).unwrap();
        let name = package.sheets()[sheet].name.clone();
        package.insert_rows(&name, &RowInsertion::after(after, count)).unwrap();
        let target = folder.path().join(format!("{sheet}-{after}-{count}.xlsx"));
        std::fs::write(target, package.save().unwrap()).unwrap();
    }
    python("tests/patch/differential.py", &[folder.path().as_os_str()]);
}

/// The files below a folder as parts, in the order of their names.
fn parts(root: &Path) -> Vec<(String, Vec<u8>)> {
    let mut folders = vec![root.to_owned()];
    let mut parts = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
                parts.push((name, std::fs::read(&path).unwrap()));
            }
        }
    }
    parts.sort();
    parts
}
