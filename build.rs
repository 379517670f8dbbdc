//! Gives the program for Windows its manifest, icon and version; nothing else needs building.

use std::env;
use std::path::PathBuf;
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=packaging/windows");
    let set = |name: &str| env::var(name).unwrap_or_default();
    if set("CARGO_CFG_TARGET_OS") != "windows" {
        return;
    }
    if set("CARGO_CFG_TARGET_ENV") != "gnu" {
        println!("cargo::warning=only builds with MinGW get manifest, icon and version (docs/windows.md)");
        return;
    }
    let object = PathBuf::from(set("OUT_DIR")).join("resources.o");
    let number = |part: &str| set(&format!("CARGO_PKG_VERSION_{part}"));
    let done = Command::new("x86_64-w64-mingw32-windres")
        .args(["--include-dir", "packaging/windows", "-c", "65001"])
        .arg(format!("-DVERSION_NUMBERS={},{},{},0", number("MAJOR"), number("MINOR"), number("PATCH")))
        .arg(format!("-DVERSION_TEXT=\\\"{}\\\"", set("CARGO_PKG_VERSION")))
        .args(["packaging/windows/gongkai.rc", "-O", "coff", "-o"])
        .arg(&object)
        .status();
    match done {
        Ok(status) if status.success() => println!("cargo::rustc-link-arg-bins={}", object.display()),
        other => println!("cargo::error=x86_64-w64-mingw32-windres: {other:?}"),
    }
}
