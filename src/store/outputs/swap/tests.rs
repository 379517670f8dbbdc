use super::*;

fn texts(folder: &Path) -> Vec<String> {
    let mut all: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| format!("{}={}", path.file_name().unwrap().display(), fs::read_to_string(&path).unwrap()))
        .collect();
    all.sort();
    all
}

/// A folder as a run leaves it that is killed after it renamed the first of two files.
fn killed_half_way() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a"), "old a").unwrap();
    fs::write(dir.path().join("b"), "old b").unwrap();
    let mut swap = Swap::new(dir.path());
    swap.stage("a", b"new a").unwrap();
    swap.stage("b", b"new b").unwrap();
    let (mut temporaries, files): (Vec<TempPath>, Vec<Step>) = swap.staged.into_iter().unzip();
    temporaries.iter_mut().for_each(|path| path.disable_cleanup(true));
    fs::write(dir.path().join(NOTE), serde_json::to_vec(&Note { files }).unwrap()).unwrap();
    fs::rename(&temporaries[0], dir.path().join("a")).unwrap();
    dir
}

#[test]
fn what_a_killed_run_began_is_completed() {
    let dir = killed_half_way();
    complete(dir.path());
    assert_eq!(texts(dir.path()), ["a=new a", "b=new b"]);
    complete(dir.path());
    assert_eq!(texts(dir.path()), ["a=new a", "b=new b"]);
}

#[test]
fn what_somebody_changed_since_is_left_to_them() {
    let dir = killed_half_way();
    fs::write(dir.path().join("b"), "mine").unwrap();
    complete(dir.path());
    assert_eq!(texts(dir.path()), ["a=new a", "b=mine"]);
}

#[test]
fn without_a_note_nothing_has_happened_and_what_is_left_is_swept() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a"), "old a").unwrap();
    let mut swap = Swap::new(dir.path());
    swap.stage("a", b"new a").unwrap();
    swap.staged.iter_mut().for_each(|(path, _)| path.disable_cleanup(true));
    drop(swap);
    complete(dir.path());
    assert_eq!(texts(dir.path()).len(), 2);
    sweep(dir.path());
    assert_eq!(texts(dir.path()), ["a=old a"]);
}

#[test]
fn a_set_that_cannot_be_begun_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    // A folder that is not empty stands where the first file would go.
    fs::create_dir_all(dir.path().join("a/in")).unwrap();
    fs::create_dir_all(dir.path().join("x")).unwrap();
    let mut swap = Swap::new(dir.path());
    swap.stage("a", b"new a").unwrap();
    swap.stage("b", b"new b").unwrap();
    assert!(swap.perform().is_err());
    let left: Vec<_> = fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

#[test]
fn a_whole_set_takes_its_places_and_leaves_nothing_behind() {
    let dir = tempfile::tempdir().unwrap();
    let mut swap = Swap::new(dir.path());
    for name in ["a", "b", "c"] {
        swap.stage(name, name.as_bytes()).unwrap();
    }
    swap.perform().unwrap();
    assert_eq!(texts(dir.path()), ["a=a", "b=b", "c=c"]);
}
