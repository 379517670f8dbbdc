//! The program as a clerk and a script see it.
//!
//! A case is a folder in `tests/cli`: `cmd` holds commands, one a line; `expected` what they print and how they end. Files
//! beside them are copied into an empty folder in which the commands run. `BLESS=1` rewrites `expected`.
//!
//! | line | does |
//! | --- | --- |
//! | `gongkai …` | runs the program; `"…"` holds blanks together, `< FILE` gives standard input |
//! | `with NAME=VALUE gongkai …` | runs it with a variable of the environment |
//! | `sample FILE [AS]` | copies a file of `samples/pingxiang-2024` |
//! | `take PATH AS` | copies any file of the repository |
//! | `edit FILE OLD NEW` | replaces a text that must be there, in a file in GB18030 |
//! | `cut FILE TEXT` | takes away the only line that holds it, likewise |
//! | `keep FOLDER`, `same FOLDER` | remembers its files; says which are no longer the same |
//! | `write FILE TEXT` | makes a file |
//! | `empty FILE` | makes one without content |
//! | `remove FILE` | takes one away |
//! | `ls` | lists all files |
//! | `cat FILE` | prints one |
//! | `# …` | says why |

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::cases;
use crate::openxml::{self, Audit};

#[test]
fn every_transcript_is_as_expected() {
    let audit = RefCell::new(Audit::new());
    cases::each("tests/cli", "expected", |case| transcript(case, &mut audit.borrow_mut()));
    let judged = audit.into_inner().judge();
    assert!(judged >= 10, "only {judged} workbooks and documents were written");
}

fn transcript(case: &Path, audit: &mut Audit) -> String {
    let dir = tempfile::tempdir().unwrap();
    copy_files(case, dir.path());
    let commands = fs::read_to_string(case.join("cmd")).unwrap();
    let mut text = String::new();
    let mut inputs = contents(dir.path());
    for line in commands.lines().filter(|line| !line.trim().is_empty()) {
        text.push_str(&format!("$ {line}\n"));
        let words = split(line);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let before = contents(dir.path());
        text.push_str(&step(dir.path(), &words));
        if !words.contains(&"gongkai") {
            inputs.extend(contents(dir.path()).into_iter().filter(|bytes| !before.contains(bytes)));
        }
    }
    audit.folder(dir.path(), &inputs);
    without_run_ids(&text)
}

/// `20240101T000000-000-1234` becomes `RUN`: names of runs say when they were.
fn without_run_ids(text: &str) -> String {
    let mut shown = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(".gongkai/runs/") {
        let (before, after) = rest.split_at(at + ".gongkai/runs/".len());
        shown.push_str(before);
        shown.push_str("RUN");
        rest = after.trim_start_matches(|c: char| c.is_ascii_digit() || c == 'T' || c == '-');
    }
    shown + rest
}

fn step(dir: &Path, words: &[&str]) -> String {
    match words {
        ["#", ..] => {}
        ["gongkai", arguments @ ..] => return run(dir, arguments, &[]),
        ["with", variable, "gongkai", arguments @ ..] => {
            return run(dir, arguments, &[variable.split_once('=').unwrap()]);
        }
        ["take", path, name] => {
            write(&dir.join(name), &fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap())
        }
        ["sample", file] => copy_sample(file, &dir.join(file)),
        ["sample", file, name] => copy_sample(file, &dir.join(name)),
        ["edit", file, old, new] => edit(&dir.join(file), old, &new.replace("\\n", "\n")),
        ["keep", folder] => keep(dir, &dir.join(folder)),
        ["same", folder] => return same(dir, &dir.join(folder)),
        ["write", file, text] => write(&dir.join(file), text.replace("\\n", "\n").as_bytes()),
        ["empty", file] => write(&dir.join(file), b""),
        ["remove", file] => fs::remove_file(dir.join(file)).unwrap(),
        ["ls"] => return list(dir),
        ["cat", file] => {
            return fs::read_to_string(dir.join(file)).unwrap().replace('\r', "").trim_end().to_owned() + "\n";
        }
        ["cut", file, text] => cut(&dir.join(file), text),
        other => panic!("no such step: {other:?}"),
    }
    String::new()
}

/// Changes a text in GB18030, which exports mostly are.
fn edit(path: &Path, old: &str, new: &str) {
    let bytes = fs::read(path).unwrap();
    let (before, _, broken) = encoding_rs::GB18030.decode(&bytes);
    assert!(!broken && before.contains(old), "{} does not hold {old}", path.display());
    fs::write(path, encoding_rs::GB18030.encode(&before.replace(old, new)).0).unwrap();
}

/// Takes away the only line that holds a text, in a file in GB18030.
fn cut(path: &Path, text: &str) {
    let bytes = fs::read(path).unwrap();
    let (before, _, _) = encoding_rs::GB18030.decode(&bytes);
    let left: Vec<&str> = before.split_inclusive('\n').filter(|line| !line.contains(text)).collect();
    assert_eq!(left.len() + 1, before.lines().count(), "{} lines hold {text}", before.lines().count() - left.len());
    fs::write(path, encoding_rs::GB18030.encode(&left.concat()).0).unwrap();
}

/// Where kept files are; walks skip it as hidden.
const KEPT: &str = ".kept";

fn keep(dir: &Path, folder: &Path) {
    for path in files(folder) {
        write(&dir.join(KEPT).join(path.strip_prefix(dir).unwrap()), &fs::read(&path).unwrap());
    }
}

/// Which files differ from those kept, are new, or are gone.
fn same(dir: &Path, folder: &Path) -> String {
    let kept = dir.join(KEPT).join(folder.strip_prefix(dir).unwrap());
    let names = |root: &Path| files(root).iter().map(|path| path.strip_prefix(root).unwrap().to_owned()).collect();
    let (now, before): (BTreeSet<PathBuf>, BTreeSet<PathBuf>) = (names(folder), names(&kept));
    let differ = |name: &PathBuf| fs::read(folder.join(name)).ok() != fs::read(kept.join(name)).ok();
    let all: Vec<String> =
        now.union(&before).filter(|name| differ(name)).map(|name| format!("differs: {}\n", name.display())).collect();
    if all.is_empty() { format!("the same {} files\n", now.len()) } else { all.concat() }
}

fn run(dir: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> String {
    let (arguments, stdin) = match arguments {
        [arguments @ .., "<", file] => (arguments, Stdio::from(File::open(dir.join(file)).unwrap())),
        _ => (arguments, Stdio::null()),
    };
    let output =
        program().args(arguments).envs(variables.iter().copied()).current_dir(dir).stdin(stdin).output().unwrap();
    let mut text = String::from_utf8(output.stdout).unwrap();
    let talk = String::from_utf8(output.stderr).unwrap();
    if !talk.is_empty() {
        text.push_str(&format!("--- stderr\n{talk}"));
    }
    text.push_str(&format!("--- exit {}\n", output.status.code().unwrap()));
    text
}

fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    program.env_remove("NO_COLOR").env_remove("SOURCE_DATE_EPOCH").env_remove("JOURNAL_STREAM");
    // No settings of whoever runs the tests.
    program.env_remove("XDG_CONFIG_HOME").env_remove("APPDATA").env("HOME", "/nonexistent");
    program
}

/// Words by blanks; `"` holds them together.
fn split(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut held = false;
    for c in line.chars() {
        match c {
            '"' => held = !held,
            ' ' if !held => words.push(String::new()),
            c => words.last_mut().unwrap().push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

fn copy_sample(file: &str, to: &Path) {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/pingxiang-2024").join(file);
    write(to, &fs::read(from).unwrap());
}

fn copy_files(case: &Path, dir: &Path) {
    for path in files(case) {
        let name = path.strip_prefix(case).unwrap();
        if name != OsStr::new("cmd") && name != OsStr::new("expected") {
            write(&dir.join(name), &fs::read(&path).unwrap());
        }
    }
}

fn list(dir: &Path) -> String {
    let shown = files(dir).into_iter().filter(|path| !path.starts_with(dir.join(KEPT)));
    shown.map(|path| format!("{}\n", path.strip_prefix(dir).unwrap().display())).collect()
}

/// What the workbooks and documents below a folder hold.
fn contents(dir: &Path) -> Vec<Vec<u8>> {
    openxml::walked(dir).iter().map(|path| fs::read(path).unwrap()).collect()
}

fn files(dir: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { all.extend(files(&path)) } else { all.push(path) }
    }
    all.sort();
    all
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = program().arg("explain").stdout(writer).stderr(Stdio::piped()).spawn().unwrap().wait_with_output();
    let output = output.unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), b"".as_slice()));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_under_standard_output_is_said() {
    let full = File::options().write(true).open("/dev/full").unwrap();
    let output = program().arg("explain").stdout(full).stderr(Stdio::piped()).spawn().unwrap().wait_with_output();
    let output = output.unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("写不出结果"));
}

#[test]
fn colour_is_for_terminals_or_where_it_is_asked_for() {
    let talk = |arguments: &[&str]| {
        let dir = tempfile::tempdir().unwrap();
        let output = program().args(arguments).arg("没有.csv").current_dir(dir.path()).output().unwrap();
        [output.stdout, output.stderr].concat()
    };
    assert!(!talk(&["check"]).contains(&0x1b));
    assert!(talk(&["check", "--color", "always"]).contains(&0x1b));
    assert!(!talk(&["check", "--color", "never"]).contains(&0x1b));
}
