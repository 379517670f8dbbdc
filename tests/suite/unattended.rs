//! `gongkai run`, as a server at night sees it: killed at any moment, run twice at once, without room, with half its inputs.
//!
//! `KILLS=200` (make crash-test) kills more often than a test before a commit can.

#![allow(clippy::print_stdout, reason = "figures for docs/unattended.md")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

/// Header and a line of the kind of export that the sample has.
const HEADER: &str = "预算年度,单位代码,单位名称,部门代码,项目类别代码,项目类别名称,项目代码,项目名称,支出功能分类科目代码,\
                      政府支出经济分类代码,部门支出经济分类代码,资金性质代码,资金来源代码,申报数,财政审核数,年初批复数,\
                      调整金额,变动后预算数,是否政府采购,备注";

/// A job in a folder of its own.
struct Job {
    dir: TempDir,
    out: PathBuf,
}

impl Job {
    fn new(departments: usize, settings: &str) -> Job {
        let dir = tempfile::tempdir().unwrap();
        let job = Job { out: dir.path().join("结果"), dir };
        job.write(departments, |_| 0);
        job.set("结果", settings);
        job
    }

    fn set(&self, output: &str, settings: &str) {
        let text = format!("inputs = [\"导出\"]\noutput = \"{output}\"\n{settings}");
        fs::write(self.dir.path().join("job.toml"), text).unwrap();
    }

    /// Writes the export; `more` is added to a department's salaries, in 元.
    fn write(&self, departments: usize, more: impl Fn(usize) -> usize) {
        let mut text = format!("{HEADER}\n");
        for number in 0..departments {
            let (code, salary) = (501 + number, 100_000 + more(number));
            for (economic, amount) in [("30101-基本工资", salary), ("30102-津贴补贴", 50_000)] {
                text.push_str(&format!(
                    "2024,{code}001,第{number}局本级,{code}-第{number}局,1,人员类项目,P{code},工资津贴补贴,2010301-行政运行,\
                     50101-工资奖金津补贴,{economic},111-一般公共预算资金,1-本年预算安排,{amount}.00,{amount}.00,{amount}.00,\
                     0.00,{amount}.00,否,\n"
                ));
            }
        }
        fs::create_dir_all(self.dir.path().join("导出")).unwrap();
        fs::write(self.dir.path().join("导出/支出.csv"), text).unwrap();
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
        command.args(["run", "job.toml"]).current_dir(self.dir.path()).stdin(Stdio::null());
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).env("HOME", self.dir.path());
        command.env_remove("SOURCE_DATE_EPOCH").env_remove("XDG_CONFIG_HOME").env_remove("JOURNAL_STREAM");
        command
    }

    /// Runs to the end: exit code and what was said.
    fn run(&self) -> (i32, String) {
        let output = self.command().output().unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    }

    fn manifests(&self) -> Vec<Value> {
        let mut paths: Vec<PathBuf> = fs::read_dir(self.out.join(".gongkai/runs"))
            .map(|entries| entries.map(|entry| entry.unwrap().path()).collect())
            .unwrap_or_default();
        paths.retain(|path| path.extension().is_some_and(|end| end == "json"));
        paths.sort_by_key(|path| fs::metadata(path).unwrap().modified().unwrap());
        paths.iter().map(|path| serde_json::from_slice(&fs::read(path).unwrap()).unwrap()).collect()
    }

    /// How many departments the last run made.
    fn made(&self) -> usize {
        let manifest = self.manifests().pop().unwrap();
        let departments = manifest["departments"].as_array().unwrap().clone();
        departments.iter().filter(|department| department["state"] == "made").count()
    }

    /// What a program that reads the outputs sees: all files but the hidden ones.
    fn outputs(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(&self.out, &self.out, &|name| !name.starts_with('.'), &mut files);
        files
    }

    /// Temporary files and notes that were left.
    fn left(&self) -> Vec<PathBuf> {
        let mut files = BTreeMap::new();
        collect(&self.out, &self.out, &|_| true, &mut files);
        files.into_keys().filter(|path| path.to_string_lossy().contains(".gongkai-")).collect()
    }
}

fn collect(root: &Path, folder: &Path, wanted: &dyn Fn(&str) -> bool, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if !wanted(&path.file_name().unwrap().to_string_lossy()) {
            continue;
        }
        if path.is_dir() {
            collect(root, &path, wanted, files);
        } else {
            files.insert(path.strip_prefix(root).unwrap().to_owned(), fs::read(&path).unwrap());
        }
    }
}

const QUICK: &str = "[settings]\nformats = [\"json\"]\nworking_paper = false\n[wait]\nstill_seconds = 0\n";

#[test]
fn a_run_that_is_killed_leaves_whole_files_and_the_next_one_completes_it() {
    const DEPARTMENTS: usize = 50;
    let kills: u64 = std::env::var("KILLS").ok().map_or(8, |text| text.parse().unwrap());
    let versions = [0, 7_000];
    let job = Job::new(DEPARTMENTS, QUICK);
    let mut right = Vec::new();
    let mut longest = Duration::ZERO;
    for version in versions {
        let clean = Job::new(DEPARTMENTS, QUICK);
        clean.write(DEPARTMENTS, |_| version);
        let begun = Instant::now();
        assert_eq!(clean.run().0, 0);
        longest = longest.max(begun.elapsed());
        right.push(clean.outputs());
        assert_eq!(right[0].len(), DEPARTMENTS * 3);
    }
    let mut random = 12_345_u64;
    let mut mixtures = 0;
    for kill in 0..kills {
        let version = usize::try_from(kill % 2).unwrap();
        job.write(DEPARTMENTS, |_| versions[version]);
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let moment = longest.mul_f64(f64::from(u32::try_from(random >> 33).unwrap()) / f64::from(1_u32 << 31));
        let mut child: Child = job.command().spawn().unwrap();
        std::thread::sleep(moment);
        child.kill().unwrap();
        child.wait().unwrap();
        let now = job.outputs();
        for (path, bytes) in &now {
            let whole = right.iter().any(|right| right.get(path) == Some(bytes));
            assert!(whole, "after kill {kill} at {moment:?}, {} is neither the old nor the new one", path.display());
        }
        mixtures += usize::from(right.iter().all(|right| *right != now) && !now.is_empty());
        let (code, said) = job.run();
        assert_eq!(code, 0, "after kill {kill} at {moment:?}: {said}");
        assert!(job.outputs() == right[version], "after kill {kill} at {moment:?} something is lost or doubled");
        assert!(job.left().is_empty(), "{:?}", job.left());
    }
    println!(
        "{kills} kills within {longest:?}; {mixtures} of them among the departments; every file was whole each time"
    );
}

#[test]
fn an_unchanged_county_is_not_made_again_and_a_changed_line_makes_one_department() {
    const DEPARTMENTS: usize = 120;
    let job = Job::new(DEPARTMENTS, QUICK);
    let timed = || {
        let begun = Instant::now();
        assert_eq!(job.run().0, 0);
        (begun.elapsed(), job.made())
    };
    let (first, made) = timed();
    assert_eq!(made, DEPARTMENTS);
    let before = job.outputs();
    let (second, made) = timed();
    assert_eq!((made, job.manifests()[1]["state"].as_str()), (0, Some("unchanged")));
    assert!(job.outputs() == before);
    println!(
        "a county of {DEPARTMENTS}: first {first:?}, unchanged {second:?}, ratio {:.3}",
        second.as_secs_f64() / first.as_secs_f64()
    );
    assert!(second * 10 < first, "the first run took {first:?}, the second {second:?}");
    job.write(DEPARTMENTS, |number| if number == 77 { 1 } else { 0 });
    let (third, made) = timed();
    println!("one line changed: {third:?}");
    assert_eq!(made, 1);
    let changed: Vec<PathBuf> = job
        .outputs()
        .into_iter()
        .filter(|(path, bytes)| before.get(path) != Some(bytes))
        .map(|(path, _)| path)
        .collect();
    assert!(changed.iter().all(|path| path.starts_with("578-第77局")) && changed.len() == 3, "{changed:?}");
    // An output that is gone is made again; one that somebody edited is kept, and the new one stands beside it.
    fs::remove_file(job.out.join("501-第0局/budget.json")).unwrap();
    fs::write(job.out.join("502-第1局/budget.json"), "改过").unwrap();
    assert_eq!(timed().1, 2);
    assert_eq!(fs::read_to_string(job.out.join("502-第1局/budget.json")).unwrap(), "改过");
    assert!(job.out.join("502-第1局/budget(2).json").exists() && job.out.join("501-第0局/budget.json").exists());
    assert_eq!(timed().1, 0);
}

#[test]
fn inputs_that_are_as_the_last_manifest_says_do_not_hide_outputs_of_a_killed_run() {
    let job = Job::new(3, QUICK);
    assert_eq!(job.run().0, 0);
    let before = job.outputs();
    job.write(3, |_| 5);
    assert_eq!(job.run().0, 0);
    // As if that run had been killed between its last department and its manifest.
    let mut paths: Vec<PathBuf> =
        fs::read_dir(job.out.join(".gongkai/runs")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    fs::remove_file(paths.pop().unwrap()).unwrap();
    job.write(3, |_| 0);
    assert_eq!(job.run().0, 0);
    assert!(job.outputs() == before);
}

#[test]
fn of_eight_runs_at_once_one_works() {
    let job = Job::new(3, "[wait]\nstill_seconds = 4\n");
    let children: Vec<Child> = (0..8).map(|_| job.command().spawn().unwrap()).collect();
    let mut codes: Vec<i32> =
        children.into_iter().map(|child| child.wait_with_output().unwrap().status.code().unwrap()).collect();
    codes.sort_unstable();
    assert_eq!(codes, [0, 5, 5, 5, 5, 5, 5, 5]);
    let alone = Job::new(3, "[wait]\nstill_seconds = 0\n");
    assert_eq!(alone.run().0, 0);
    assert!(job.outputs() == alone.outputs());
    assert_eq!(job.manifests().len(), 1);
}

#[test]
fn what_cannot_be_read_leaves_the_last_good_outputs() {
    let job = Job::new(2, QUICK);
    assert_eq!(job.run().0, 0);
    let before = job.outputs();
    fs::rename(job.dir.path().join("导出"), job.dir.path().join("搬走了")).unwrap();
    let (code, said) = job.run();
    assert_eq!(code, 4, "{said}");
    assert!(said.contains("找不到这个文件或文件夹"), "{said}");
    fs::rename(job.dir.path().join("搬走了"), job.dir.path().join("导出")).unwrap();
    // Half a workbook beside the export: some department's figures may stand in it.
    fs::write(job.dir.path().join("导出/收入.xlsx"), b"PK\x03\x04").unwrap();
    assert_eq!(job.run().0, 4);
    assert!(job.outputs() == before);
    fs::remove_file(job.dir.path().join("导出/收入.xlsx")).unwrap();
    assert_eq!(job.run().0, 0);
}

#[test]
fn what_settings_name_is_looked_into_and_makes_again_whom_it_concerns() {
    let settings = "[settings]\nformats = [\"docx\"]\nworking_paper = false\nwaive = \"豁免.toml\"\nprior = [\"上年\"]\n\
                    profile = \"配置.toml\"\n[wait]\nstill_seconds = 0\n";
    let job = Job::new(2, settings);
    let write = |name: &str, text: &str| fs::write(job.dir.path().join(name), text).unwrap();
    let profile = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/profiles/national-upload.toml");
    let profile = fs::read_to_string(profile).unwrap();
    write("配置.toml", &profile);
    write("豁免.toml", "");
    write("导出/501说明.toml", "department = \"501\"\nyear = 2024\n");
    let (code, said) = job.run();
    assert!(
        code == 4 && said.contains("上年"),
        "last year's data that is not there is no reason to do without: {said}"
    );
    fs::create_dir(job.dir.path().join("上年")).unwrap();
    let once = |wanted: usize, why: &str| {
        let (code, said) = job.run();
        assert!(code <= 1, "{why}: {said}");
        assert_eq!(job.made(), wanted, "{why}: {said}");
    };
    write("上年/上年.csv", &format!("{HEADER}\n"));
    once(2, "the first run");
    once(0, "nothing changed");
    write("导出/501说明.toml", "department = \"501\"\nyear = 2024\n# 改过\n");
    once(1, "what people wrote for one department");
    write("导出/说明.toml", "year = 2024\n");
    once(2, "what people wrote for nobody in particular");
    write("上年/上年.csv", &format!("{HEADER}\n\n"));
    once(2, "last year's data");
    write("豁免.toml", "# 改过");
    once(2, "waivers");
    write("配置.toml", &format!("{profile}\n# 改过\n"));
    once(2, "the profile");
    once(0, "nothing changed");
    assert_eq!(job.manifests().pop().unwrap()["others"].as_array().unwrap().len(), 5);
}

#[test]
fn a_waiver_counts_until_its_day_and_is_not_called_unused_by_a_run_that_leaves_its_department_alone() {
    let job = Job::new(2, &QUICK.replace("formats", "waive = \"豁免.toml\"\nformats"));
    let waiver = "[[waiver]]\ncode = \"GK-T010\"\ndepartment = \"501\"\nreason = \"没有收入\"\nwho = \"张三\"\nuntil = \"2024-06-30\"\n";
    fs::write(job.dir.path().join("豁免.toml"), waiver).unwrap();
    let on = |day: u64| {
        let epoch = 1_718_409_600 + day * 86_400; // 2024-06-15
        let output = job.command().env("SOURCE_DATE_EPOCH", epoch.to_string()).output().unwrap();
        (job.made(), String::from_utf8(output.stderr).unwrap())
    };
    assert_eq!(on(0).0, 2);
    let (made, said) = on(1);
    assert!(made == 0 && !said.contains("GK-C902"), "{said}");
    job.write(2, |number| number);
    let (made, said) = on(2);
    assert!(made == 1 && !said.contains("GK-C902"), "{said}");
    let (made, said) = on(16);
    assert!(made == 2 && said.contains("GK-C901"), "{said}");
}

#[test]
fn a_folder_that_a_run_is_writing_to_is_left_alone_by_convert() {
    let job = Job::new(2, "[wait]\nstill_seconds = 2\n");
    job.write(2, |_| 0);
    let mut child = job.command().spawn().unwrap();
    while !job.out.join(".gongkai/log.jsonl").exists() {
        std::thread::sleep(Duration::from_millis(5));
    }
    let by_hand = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
        command.args(["convert", "导出", "-o", "结果"]).current_dir(job.dir.path()).env("HOME", job.dir.path());
        command.output().unwrap().status.code()
    };
    assert_eq!(by_hand(), Some(5));
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(by_hand(), Some(0));
}

#[cfg(unix)]
#[test]
fn the_journal_is_told_how_grave_each_line_is() {
    use std::os::unix::fs::MetadataExt;
    let job = Job::new(1, QUICK);
    fs::remove_dir_all(job.dir.path().join("导出")).unwrap();
    let path = job.dir.path().join("说的");
    let said = |stream: &dyn Fn(&fs::Metadata) -> String| {
        let file = fs::File::create(&path).unwrap();
        let stream = stream(&file.metadata().unwrap());
        job.command().env("JOURNAL_STREAM", stream).stderr(file).status().unwrap();
        fs::read_to_string(&path).unwrap()
    };
    let marked = said(&|about| format!("{}:{}", about.dev(), about.ino()));
    assert!(marked.starts_with("<3>[强制 GK-R001]") && marked.lines().all(|line| line.starts_with('<')), "{marked}");
    let elsewhere = said(&|about| format!("{}:{}", about.dev(), about.ino() + 1));
    assert!(elsewhere.starts_with("[强制 GK-R001]") && !elsewhere.contains("<3>"), "{elsewhere}");
}

#[cfg(unix)]
fn signal(child: &Child, name: &str) {
    assert!(Command::new("kill").args([name, &child.id().to_string()]).status().unwrap().success());
}

#[cfg(unix)]
#[test]
fn a_run_that_is_asked_to_end_ends_between_departments() {
    let job = Job::new(60, QUICK);
    let mut child = job.command().spawn().unwrap();
    while !job.out.join("501-第0局/report.json").exists() {
        std::thread::sleep(Duration::from_millis(5));
        assert!(child.try_wait().unwrap().is_none(), "it ended before it was asked to");
    }
    signal(&child, "-TERM");
    assert_eq!(child.wait().unwrap().code(), Some(3));
    assert_eq!(job.manifests()[0]["state"], "interrupted");
    let done = job.made();
    assert!(done < 60);
    assert_eq!(job.run().0, 0);
    assert_eq!(job.made(), 60 - done);
    assert!(job.left().is_empty());
}

#[cfg(unix)]
#[test]
fn a_watched_folder_is_done_again_when_it_changes() {
    for poll in [0, 1] {
        let job = Job::new(2, &format!("{QUICK}[watch]\nquiet_seconds = 1\npoll_seconds = {poll}\n"));
        let mut child = job.command().arg("--watch").spawn().unwrap();
        let runs = |wanted: usize| {
            let begun = Instant::now();
            while job.manifests().len() < wanted {
                assert!(begun.elapsed() < Duration::from_secs(60), "run {wanted} does not come (polling: {poll})");
                std::thread::sleep(Duration::from_millis(100));
            }
        };
        runs(1);
        std::thread::sleep(Duration::from_millis(1500));
        job.write(2, |number| number);
        runs(2);
        assert_eq!(job.made(), 1);
        std::thread::sleep(Duration::from_millis(2500));
        assert_eq!(job.manifests().len(), 2, "what a run writes is no change");
        signal(&child, "-INT");
        assert_eq!(child.wait().unwrap().code(), Some(0));
    }
}

/// A file system of a given size, as only root can make one.
#[cfg(target_os = "linux")]
struct Disk(PathBuf);

#[cfg(target_os = "linux")]
impl Disk {
    fn new(at: PathBuf, options: &str) -> Option<Disk> {
        fs::create_dir_all(&at).unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(&at).stderr(Stdio::null());
        mount.status().is_ok_and(|status| status.success()).then_some(Disk(at))
    }

    fn become_(&self, options: &str) {
        let mut mount = Command::new("mount");
        assert!(mount.args(["-o", &format!("remount,{options}")]).arg(&self.0).status().unwrap().success());
    }
}

#[cfg(target_os = "linux")]
impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_and_a_read_only_one_are_said_and_spoil_nothing() {
    let job = Job::new(40, "[wait]\nstill_seconds = 0\n");
    let Some(disk) = Disk::new(job.out.clone(), "size=600k") else {
        println!("not tried: file systems cannot be mounted here");
        return;
    };
    let (code, said) = job.run();
    assert!((2..=3).contains(&code), "{code} {said}");
    // Where the line is broken depends on the names.
    assert!(said.split_whitespace().collect::<String>().contains("磁盘空间不足"), "{said}");
    let full = job.outputs();
    disk.become_("size=64m");
    assert_eq!(job.run().0, 0);
    let whole = job.outputs();
    assert_eq!(whole.len(), 40 * 4);
    assert!(full.iter().all(|(path, bytes)| whole.get(path) == Some(bytes)), "what was written was whole");
    assert!(job.left().is_empty());
    disk.become_("ro");
    job.write(40, |_| 1);
    let (code, said) = job.run();
    assert!(code == 2 && said.contains("只读"), "{code} {said}");
    assert!(job.outputs() == whole);
}

#[test]
fn somebody_is_told_and_old_records_go() {
    let settings = format!(
        "{QUICK}[keep]\nruns = 2\n[notify]\ncommand = [\"sh\", \"-c\", \"cat > told.json; echo $GONGKAI_EXIT > exit\"]\nwhen = \"change\"\n"
    );
    let job = Job::new(1, &settings);
    assert_eq!(job.run().0, 0);
    let told: Value = serde_json::from_slice(&fs::read(job.dir.path().join("told.json")).unwrap()).unwrap();
    assert_eq!(told["departments"][0]["owner"], "501-第0局");
    assert_eq!(fs::read_to_string(job.dir.path().join("exit")).unwrap().trim(), "0");
    fs::remove_file(job.dir.path().join("exit")).unwrap();
    for _ in 0..3 {
        assert_eq!(job.run().0, 0);
    }
    assert!(!job.dir.path().join("exit").exists(), "nothing changed, so nobody is told");
    assert_eq!(job.manifests().len(), 2);
    let log = fs::read_to_string(job.out.join(".gongkai/log.jsonl")).unwrap();
    assert!(log.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()) && log.lines().count() == 9, "{log}");
}
