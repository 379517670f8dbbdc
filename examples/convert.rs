//! Makes the disclosure of every department of one export: `cargo run --example convert -- 支出预算明细.xlsx 结果`.

use std::error::Error;
use std::path::Path;

use gongkai::{Input, Order, convert};

fn main() -> Result<(), Box<dyn Error>> {
    let [export, out] = std::env::args().skip(1).collect::<Vec<_>>().try_into().map_err(|_| "EXPORT and FOLDER")?;
    let made = convert(vec![Input::new(&export, std::fs::read(&export)?)], &Order::default())?;
    for department in &made.departments {
        for (name, bytes) in &department.files {
            let path = Path::new(&out).join(&department.folder).join(name);
            std::fs::create_dir_all(path.parent().unwrap_or(Path::new(&out)))?;
            std::fs::write(path, bytes)?;
        }
    }
    if made.status == gongkai::ExitStatus::Done { Ok(()) } else { Err(format!("{:?}", made.status).into()) }
}
