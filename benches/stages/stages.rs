//! Each step from the bytes of an export to those of a workbook, alone, on the exports of `make bench-data`.
//!
//! ```text
//! BENCH_DATA=out/bench cargo bench --manifest-path benches/stages/Cargo.toml [-- STEP]
//! ```
//!
//! Reading is measured on a county (40,000 lines) and on a department, what follows on one department of the county (333 lines).

use std::fs;
use std::hint::black_box;
use std::io::{Cursor, Read, Write};
use std::path::PathBuf;
use std::sync::Arc;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use gongkai::edition::{Edition, Templates};
use gongkai::export::{Stamp, WorkingPaper, workbook, working_paper};
use gongkai::import::limits::Limits;
use gongkai::import::open::{Input, Opened, open};
use gongkai::import::{Knowledge, Options, stages, understand};
use gongkai::model::{Budget, split};
use gongkai::{check, tables};
use zip::write::SimpleFileOptions;

const DATE: Stamp = Stamp { year: 2024, month: 1, day: 1 };

fn export(name: &str) -> Vec<u8> {
    let folder = std::env::var_os("BENCH_DATA").map_or_else(|| PathBuf::from("../../out/bench"), PathBuf::from);
    let path = folder.join(name);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}; run make bench-data first", path.display()))
}

fn opened(name: &str, bytes: &[u8]) -> Vec<Opened> {
    open(&Input { name: Arc::from(name), bytes }, &Limits::default()).value
}

fn options(templates: &Templates) -> Options<'_> {
    Options { templates, profile: None, unit: None, fiscal_year: None }
}

fn reading(c: &mut Criterion) {
    let templates = Templates::built_in();
    let knowledge = Knowledge::load(&templates).unwrap();
    for size in ["department", "county"] {
        let (csv, xlsx) = (export(&format!("{size}.csv")), export(&format!("{size}.xlsx")));
        let mut group = c.benchmark_group(size);
        group.sample_size(10).throughput(Throughput::Bytes(csv.len() as u64));
        group.bench_function("decode", |b| b.iter(|| stages::decode(black_box(&csv))));
        group.bench_function("csv", |b| b.iter(|| opened("a.csv", black_box(&csv))));
        group.bench_function("xlsx", |b| b.iter(|| opened("a.xlsx", black_box(&xlsx))));
        let files = opened("a.csv", &csv);
        group.bench_function("header", |b| b.iter(|| stages::headers(&files[0], &knowledge)));
        group.bench_function("lines", |b| b.iter(|| understand(black_box(&files), &options(&templates))));
        let batch = understand(&files, &options(&templates)).value.batch;
        group.bench_function("budget", |b| b.iter_batched(|| batch.clone(), split, BatchSize::LargeInput));
        group.finish();
    }
}

/// The first department of the county.
fn department(templates: &Templates) -> Budget {
    let files = opened("a.csv", &export("county.csv"));
    split(understand(&files, &options(templates)).value.batch).into_iter().next().expect("a county has departments")
}

fn writing(c: &mut Criterion) {
    let templates = Templates::built_in();
    let edition = Edition::load(&templates, "hebei-2024").unwrap();
    let budget = department(&templates);
    let disclosure = tables::fill(&budget, &edition).value;
    let report = check::run(&disclosure, Some(&budget), &edition);
    let paper = WorkingPaper {
        disclosure: &disclosure,
        budget: &budget,
        findings: &report.findings,
        readings: &[],
        published_name: "公开表.xlsx",
    };
    let mut group = c.benchmark_group("one department");
    group.bench_function("tables", |b| b.iter(|| tables::fill(black_box(&budget), &edition)));
    group.bench_function("check", |b| b.iter(|| check::run(black_box(&disclosure), Some(&budget), &edition)));
    group.bench_function("workbook", |b| b.iter(|| workbook(black_box(&disclosure), DATE).unwrap()));
    group.bench_function("working paper", |b| b.iter(|| working_paper(black_box(&paper), DATE).unwrap()));
    group.finish();
    let books = [("workbook", workbook(&disclosure, DATE).unwrap()), ("paper", working_paper(&paper, DATE).unwrap())];
    for (name, book) in books {
        let parts = parts(&book);
        let mut group = c.benchmark_group(format!("deflate {name}"));
        group.throughput(Throughput::Bytes(parts.iter().map(|part| part.len() as u64).sum()));
        for level in 1..=6 {
            println!("deflate {name}, level {level}: {} bytes", packed(&parts, level).len());
            group.bench_function(level.to_string(), |b| b.iter(|| packed(black_box(&parts), level)));
        }
        group.finish();
    }
}

/// The parts of a workbook, unpacked.
fn parts(book: &[u8]) -> Vec<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let count = archive.len();
    let unpacked = |at: usize| {
        let mut bytes = Vec::new();
        archive.by_index(at).unwrap().read_to_end(&mut bytes).unwrap();
        bytes
    };
    (0..count).map(unpacked).collect()
}

fn packed(parts: &[Vec<u8>], level: i64) -> Vec<u8> {
    let mut package = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (number, part) in parts.iter().enumerate() {
        package.start_file(number.to_string(), SimpleFileOptions::default().compression_level(Some(level))).unwrap();
        package.write_all(part).unwrap();
    }
    package.finish().unwrap().into_inner()
}

criterion_group!(benches, reading, writing);
criterion_main!(benches);
