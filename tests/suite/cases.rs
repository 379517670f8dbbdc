//! Cases as folders: found by walking, compared with the expected text beside them, rewritten with `BLESS=1`.

use std::path::{Path, PathBuf};

/// Runs `show` for every folder below `root` and compares what it gives with the folder's `expected` file.
///
/// All differing cases are named at the end; a root without cases fails.
pub fn each(root: &str, expected: &str, show: impl Fn(&Path) -> String) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(root);
    let mut folders: Vec<PathBuf> =
        std::fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    assert!(!folders.is_empty(), "no case below {}", root.display());
    let bless = std::env::var_os("BLESS").is_some();
    let mut failed = Vec::new();
    for folder in folders {
        let path = folder.join(expected);
        let actual = show(&folder);
        let before = std::fs::read_to_string(&path);
        if before.as_ref().is_ok_and(|before| *before == actual) {
            continue;
        }
        if bless {
            std::fs::write(&path, actual).unwrap();
        } else if let Err(missing) = before {
            // An expectation that is not there is none of emptiness.
            failed.push(format!("{}: {missing}", path.display()));
        } else if let Ok(before) = before {
            failed.push(format!("{}\n{}", path.display(), first_difference(&before, &actual)));
        }
    }
    assert!(failed.is_empty(), "{} case(s) differ (BLESS=1 rewrites):\n{}", failed.len(), failed.join("\n"));
}

fn first_difference(expected: &str, actual: &str) -> String {
    let pairs = expected
        .lines()
        .map(Some)
        .chain(std::iter::repeat(None))
        .zip(actual.lines().map(Some).chain(std::iter::repeat(None)));
    let longest = expected.lines().count().max(actual.lines().count());
    let differing = (1..).zip(pairs).take(longest).filter(|(_, (a, b))| a != b);
    let show = |line: Option<&str>| line.unwrap_or("（没有这一行）").to_owned();
    differing.take(5).map(|(number, (a, b))| format!("  第 {number} 行\n  - {}\n  + {}\n", show(a), show(b))).collect()
}
