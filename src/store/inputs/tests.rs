use super::*;

struct Nothing;

impl Read for Nothing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Ok(0)
    }
}

fn tree(files: &[&str]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for file in files {
        let path = dir.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, file.as_bytes()).unwrap();
    }
    dir
}

fn names(gathered: &Gathered) -> Vec<&str> {
    gathered.sources.iter().map(|source| &*source.name).collect()
}

#[test]
fn folders_are_walked_in_order_without_what_others_left_there() {
    let dir = tree(&[
        "乙.csv",
        "甲.csv",
        "a/b.xlsx",
        "~$甲.xlsx",
        ".DS_Store",
        "Thumbs.db",
        ".~lock.甲.xlsx#",
        "x.tmp",
        "a/__MACOSX/b",
        "公开/434-甲/budget.json",
        "公开/434-甲/report.json",
        "公开/434-甲/2024年部门预算公开表.xlsx",
    ]);
    let gathered = gather(&[dir.path().to_owned()], None, 1000, &mut Nothing);
    assert_eq!(names(&gathered), ["a/b.xlsx", "乙.csv", "甲.csv"]);
    assert!(gathered.findings.is_empty());
    assert_eq!(gathered.skipped.len(), 7);
}

#[test]
fn the_output_folder_is_not_walked_but_may_be_the_input_itself() {
    let dir = tree(&["甲.csv", "out/乙.csv"]);
    let gathered = gather(&[dir.path().to_owned()], Some(&dir.path().join("out")), 1000, &mut Nothing);
    assert_eq!(names(&gathered), ["甲.csv"]);
    let gathered = gather(&[dir.path().to_owned()], Some(dir.path()), 1000, &mut Nothing);
    assert_eq!(names(&gathered), ["out/乙.csv", "甲.csv"]);
}

#[test]
fn names_are_short_unless_they_would_be_the_same() {
    let dir = tree(&["一/支出.csv", "二/支出.csv", "二/收入.csv"]);
    let paths = ["一/支出.csv", "二/支出.csv", "二/收入.csv"].map(|path| dir.path().join(path));
    let gathered = gather(&paths, None, 1000, &mut Nothing);
    let whole = |n: usize| paths[n].to_string_lossy().into_owned();
    assert_eq!(names(&gathered), [whole(0), whole(1), "收入.csv".to_owned()]);
}

#[test]
fn the_same_file_is_read_once() {
    let dir = tree(&["a.csv"]);
    let again = dir.path().join("./a.csv");
    let gathered = gather(&[dir.path().join("a.csv"), again, dir.path().to_owned()], None, 1000, &mut Nothing);
    assert_eq!(names(&gathered), ["a.csv"]);
    assert_eq!(gathered.skipped.len(), 2);
    assert!(gathered.findings.is_empty());
}

#[test]
fn what_is_not_there_is_a_finding() {
    let dir = tree(&["leer/.hidden"]);
    let gathered = gather(&[dir.path().join("没有.csv"), dir.path().join("leer")], None, 1000, &mut Nothing);
    let codes: Vec<&str> = gathered.findings.iter().map(|finding| finding.code.id).collect();
    assert_eq!(codes.len(), 2);
    assert!(codes.contains(&UNREADABLE.id) && codes.contains(&EMPTY_FOLDER.id), "{codes:?}");
}

#[test]
fn standard_input_is_read_once_and_no_more_than_the_limit() {
    let mut stdin: &[u8] = b"0123456789";
    let gathered = gather(&["-".into(), "-".into()], None, 4, &mut stdin);
    assert_eq!(names(&gathered), [STDIN]);
    assert_eq!(gathered.sources[0].bytes, b"01234");
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_end() {
    let dir = tree(&["a/甲.csv"]);
    std::os::unix::fs::symlink(dir.path(), dir.path().join("a/ring")).unwrap();
    let gathered = gather(&[dir.path().to_owned()], None, 1000, &mut Nothing);
    assert_eq!(names(&gathered), ["a/甲.csv"]);
}
