use super::*;

fn package(text: &str) -> Package {
    Package { files: vec![("表.xlsx".into(), text.into()), ("csv/1.csv".into(), b"1".to_vec())] }
}

fn report(placed: &[Placed], earlier: Vec<Written>) -> Vec<u8> {
    let outputs: Vec<Written> =
        placed.iter().map(|p| Written { file: p.name.clone(), sha256: p.sha256.clone() }).collect();
    serde_json::to_vec(&serde_json::json!({ "fiscal_year": 2024, "outputs": outputs, "earlier": earlier })).unwrap()
}

fn hows(placed: &[Placed]) -> Vec<How> {
    placed.iter().map(|p| p.how).collect()
}

#[test]
fn our_own_outputs_are_replaced_and_unchanged_ones_left() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("434-甲");
    assert_eq!(hows(&deliver(&folder, &package("一"), false, report).unwrap()), [How::Written, How::Written]);
    assert_eq!(hows(&deliver(&folder, &package("一"), false, report).unwrap()), [How::Unchanged, How::Unchanged]);
    assert_eq!(hows(&deliver(&folder, &package("二"), false, report).unwrap()), [How::Written, How::Unchanged]);
    assert_eq!(fs::read_to_string(folder.join("表.xlsx")).unwrap(), "二");
    let left: Vec<_> = fs::read_dir(&folder).unwrap().collect();
    assert_eq!(left.len(), 3, "no temporary file stays: {left:?}");
}

#[test]
fn an_edited_output_is_kept_and_the_new_one_numbered_once() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("434-甲");
    deliver(&folder, &package("一"), false, report).unwrap();
    fs::write(folder.join("表.xlsx"), "改过").unwrap();
    for _ in 0..3 {
        let placed = deliver(&folder, &package("二"), false, report).unwrap();
        assert_eq!((placed[0].how, &*placed[0].name), (How::Beside, "表(2).xlsx"));
    }
    deliver(&folder, &package("三"), false, report).unwrap();
    assert_eq!(fs::read_to_string(folder.join("表.xlsx")).unwrap(), "改过");
    assert_eq!(fs::read_to_string(folder.join("表(2).xlsx")).unwrap(), "三");
    deliver(&folder, &package("四"), true, report).unwrap();
    assert_eq!(fs::read_to_string(folder.join("表.xlsx")).unwrap(), "四");
}

#[test]
fn what_a_run_does_not_write_stays_known_as_ours() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("434-甲");
    deliver(&folder, &package("一"), false, report).unwrap();
    let fewer = Package { files: vec![("csv/1.csv".into(), b"1".to_vec())] };
    deliver(&folder, &fewer, false, report).unwrap();
    assert_eq!(hows(&deliver(&folder, &package("二"), false, report).unwrap()), [How::Written, How::Unchanged]);
    assert_eq!(fs::read_to_string(folder.join("表.xlsx")).unwrap(), "二");
}

#[test]
fn a_failure_leaves_everything_as_it_was() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("434-甲");
    deliver(&folder, &package("一"), false, report).unwrap();
    let mut broken = package("二");
    // `表.xlsx` is a file, so nothing can lie below it.
    broken.files.push(("表.xlsx/x".into(), Vec::new()));
    let failed = deliver(&folder, &broken, false, report).unwrap_err();
    assert!(failed.path.ends_with("表.xlsx/x"));
    assert_eq!(fs::read_to_string(folder.join("表.xlsx")).unwrap(), "一");
    let left: Vec<_> = fs::read_dir(&folder).unwrap().collect();
    assert_eq!(left.len(), 3, "{left:?}");
}

#[test]
fn a_folder_with_another_year_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    assert!(folder(dir.path(), "434-甲", 2024).ends_with("434-甲"));
    deliver(&dir.path().join("434-甲"), &package("一"), false, report).unwrap();
    assert!(folder(dir.path(), "434-甲", 2024).ends_with("434-甲"));
    assert!(folder(dir.path(), "434-甲", 2025).ends_with("434-甲（2025年）"));
}

#[test]
fn an_output_that_a_program_has_open_is_left_to_it() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("434-甲");
    deliver(&folder, &package("一"), false, report).unwrap();
    for mark in ["~$表.xlsx", ".~lock.表.xlsx#"] {
        fs::write(folder.join(mark), "").unwrap();
        let placed = deliver(&folder, &package("二"), false, report).unwrap();
        assert_eq!((placed[0].how, &*placed[0].name), (How::Held, "表(2).xlsx"));
        assert_eq!(fs::read_to_string(folder.join("表.xlsx")).unwrap(), "一");
        fs::remove_file(folder.join(mark)).unwrap();
    }
    let placed = deliver(&folder, &package("二"), false, report).unwrap();
    assert_eq!((placed[0].how, &*placed[0].name), (How::Written, "表.xlsx"));
}
