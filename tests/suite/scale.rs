//! Many departments in one run: the same bytes whatever the number of threads, and each as if it had run alone.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

/// More than are worked on at once, so that the run goes through several rounds.
const DEPARTMENTS: usize = 37;

/// An export of so many departments, each with amounts of its own and a line that is worth a finding.
fn export(departments: std::ops::Range<usize>) -> String {
    let header = "预算年度,单位代码,单位名称,部门代码,项目类别代码,项目类别名称,项目代码,项目名称,支出功能分类科目代码,\
                  政府支出经济分类代码,部门支出经济分类代码,资金性质代码,资金来源代码,申报数,财政审核数,年初批复数,调整金额,\
                  变动后预算数,是否政府采购,备注\n";
    let mut text = header.to_owned();
    for number in departments {
        let code = 100 + number;
        for (line, (function, economic)) in
            [("2010301-行政运行", "30101-基本工资"), ("2019999-其他一般公共服务支出", "30201-办公费")]
                .into_iter()
                .enumerate()
        {
            let amount = format!("{}.{line}{}", 1000 + number * 7, number % 10);
            // Two departments of one name: only the code tells them apart, and names of folders must not collide.
            let name = format!("第{}局", number / 2);
            text.push_str(&format!(
                "2024,{code}001,{name}本级,{code}-{name},1,人员类项目,13053224R00000000000{line},工资,{function},\
                 50101-工资奖金津补贴,{economic},111-一般公共预算资金,1-本年预算安排,{amount},{amount},{amount},0.00,{amount},否,\n"
            ));
        }
    }
    text
}

/// What a run prints and writes, by name.
fn converted(folder: &Path, input: &str, threads: &str) -> (String, String, BTreeMap<String, Vec<u8>>) {
    let out = folder.join("out");
    let _ = fs::remove_dir_all(&out);
    fs::write(folder.join("支出.csv"), input).unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_gongkai"))
        .current_dir(folder)
        .env("RAYON_NUM_THREADS", threads)
        .args(["convert", "支出.csv", "-o", "out"])
        .output()
        .unwrap();
    let mut files = BTreeMap::new();
    for department in fs::read_dir(&out).unwrap() {
        let department = department.unwrap();
        for file in fs::read_dir(department.path()).unwrap() {
            let file = file.unwrap();
            let name = format!("{}/{}", department.file_name().display(), file.file_name().display());
            files.insert(name, fs::read(file.path()).unwrap());
        }
    }
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(run.stdout), text(run.stderr), files)
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let input = export(0..DEPARTMENTS);
    let one = converted(folder.path(), &input, "1");
    assert_eq!(one.2.len(), DEPARTMENTS * 4, "{}", one.1);
    assert!(one.1.contains("GK-C005"), "the departments have findings of their own:\n{}", one.1);
    for threads in ["2", "5"] {
        assert!(converted(folder.path(), &input, threads) == one, "{threads} threads give something else");
    }
}

#[test]
fn a_department_is_published_as_if_it_had_run_alone() {
    let folder = tempfile::tempdir().unwrap();
    let together = converted(folder.path(), &export(0..DEPARTMENTS), "2").2;
    for number in [0, 1, 20, DEPARTMENTS - 1] {
        let alone = converted(folder.path(), &export(number..number + 1), "2").2;
        let published: Vec<_> = alone.iter().filter(|(name, _)| name.ends_with("公开表.xlsx")).collect();
        assert_eq!(published.len(), 1);
        for (name, bytes) in published {
            assert!(together.get(name) == Some(bytes), "{name} differs");
        }
    }
}

/// The bound of docs/performance.md, with what an unoptimised build needs more: 112 MiB and 2 KiB a line; the library that
/// writes workbooks starts a thread a sheet, whose stacks count here. Whoever holds all
/// departments, or the cells of all lines twice, breaks it.
#[cfg(target_os = "linux")]
#[test]
fn memory_stays_within_its_bound() {
    const LINES: usize = 4_000;
    const LIMIT_KIB: usize = 112 * 1_024 + 2 * LINES;
    let folder = tempfile::tempdir().unwrap();
    let text = export(0..40);
    let (header, lines) = text.split_once('\n').unwrap();
    // The two lines of each department again and again, each time as another project.
    let mut input = format!("{header}\n");
    for line in lines.lines() {
        for number in 0..LINES / 80 {
            input.push_str(&line.replace("13053224R", &format!("13053224R{number:03}")));
            input.push('\n');
        }
    }
    fs::write(folder.path().join("支出.csv"), input).unwrap();
    let limited = format!(r#"ulimit -d {LIMIT_KIB} && exec "$0" --quiet convert 支出.csv -o out"#);
    let run = Command::new("sh")
        .current_dir(folder.path())
        .env("RAYON_NUM_THREADS", "2")
        .env("RUST_BACKTRACE", "0")
        .args(["-c", &limited, env!("CARGO_BIN_EXE_gongkai")])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(matches!(run.status.code(), Some(0 | 1)), "{} with {LIMIT_KIB} KiB:\n{said}", run.status);
    assert_eq!(fs::read_dir(folder.path().join("out")).unwrap().count(), 40);
}
