#!/usr/bin/env python3
"""Makes what is handed out, in dist/: a zip for Windows, a tar for Linux, and their SHA-256.

Same commit, same compilers, same bytes: times are those of the commit, entries are sorted, paths of the machine are left out
of the programs (see scripts/windows.sh and build_linux below).

The names in the zip are Chinese. The Explorer of Windows 7 reads names in the system's code page only and knows nothing of
the flag for UTF-8, other programs prefer UTF-8: names are written in GBK, with the Unicode path extra field (0x7075) beside.
"""

import gzip
import hashlib
import io
import json
import os
import struct
import subprocess
import sys
import tarfile
import zipfile
import zlib
from datetime import datetime, timezone
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WINDOWS_EXE = ROOT / "target/windows/x86_64-win7-windows-gnu/release/gongkai.exe"
LINUX_TARGET = "x86_64-unknown-linux-gnu"
LINUX_EXE = ROOT / f"target/linux/{LINUX_TARGET}/release/gongkai"
# One line in ASCII, whose exit code is the program's: the program says everything in Chinese itself.
DROP_SCRIPT = b'@"%~dp0gongkai.exe" --wait %*\r\n'


def output(*command: str) -> str:
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


def build_linux() -> None:
    """A static program: it starts on any x86-64 Linux, however old its C library."""
    home = Path(os.environ.get("CARGO_HOME", Path.home() / ".cargo"))
    flags = ["-Ctarget-feature=+crt-static", f"--remap-path-prefix={ROOT}=.", f"--remap-path-prefix={home}=cargo"]
    env = {**os.environ, "CARGO_ENCODED_RUSTFLAGS": "\x1f".join(flags), "CARGO_TARGET_DIR": str(ROOT / "target/linux")}
    subprocess.run(["cargo", "build", "--release", "--locked", "--target", LINUX_TARGET, "--bin", "gongkai"], cwd=ROOT, env=env, check=True)


def licences() -> str:
    """The licences of all packages in the programs, each text once."""
    metadata = json.loads(output("cargo", "metadata", "--locked", "--format-version", "1"))
    packages = {package["id"]: package for package in metadata["packages"]}
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    wanted, open_ids = set(), [metadata["resolve"]["root"]]
    while open_ids:
        current = open_ids.pop()
        if current in wanted:
            continue
        wanted.add(current)
        for dependency in nodes[current]["deps"]:
            if any(kind["kind"] is None for kind in dependency["dep_kinds"]):
                open_ids.append(dependency["pkg"])
    texts: dict[str, list[str]] = {}
    heads = []
    for package in sorted((packages[key] for key in wanted), key=lambda each: (each["name"], each["version"])):
        if package["source"] is None:
            continue
        name = f"{package['name']} {package['version']}"
        heads.append(f"{name}  {package['license'] or '见下文'}  {package['repository'] or ''}".rstrip())
        folder = Path(package["manifest_path"]).parent
        for file in sorted(folder.iterdir()):
            if file.is_file() and file.name.upper().startswith(("LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE")):
                text = file.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n").strip()
                texts.setdefault(text, []).append(f"{name}（{file.name}）")
    rust = "Rust 标准库  MIT OR Apache-2.0  https://github.com/rust-lang/rust"
    parts = ["程序里用到的其他软件和它们的许可", "", rust, *heads]
    for text, owners in sorted(texts.items(), key=lambda pair: pair[1]):
        parts += ["", "=" * 80, "、".join(owners), "=" * 80, "", text]
    return "\n".join(parts) + "\n"


def for_notepad(text: str) -> bytes:
    """As the editor of Windows 7 reads it."""
    return b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()


def shared_files() -> dict[str, bytes]:
    """What both packages hold: the sample, and our own licences."""
    files = {name: (ROOT / name).read_bytes() for name in ("LICENSE-MIT", "LICENSE-APACHE")}
    sample = ROOT / "samples/pingxiang-2024"
    for path in sorted(sample.rglob("*")):
        if path.is_file():
            files[f"样例/{path.relative_to(sample)}"] = path.read_bytes()
    return files


class GbkInfo(zipfile.ZipInfo):
    """An entry whose name is written in GBK; the Unicode name goes into the extra field."""

    def _encodeFilenameFlags(self):  # the name that zipfile calls
        return self.filename.encode("gbk"), self.flag_bits & ~0x800


def zipped(files: dict[str, bytes], folder: str, epoch: int) -> bytes:
    moment = datetime.fromtimestamp(max(epoch, 315532800), timezone.utc).timetuple()[:6]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files.items()):
            entry = GbkInfo(f"{folder}/{name}", moment)
            raw, unicode_name = entry.filename.encode("gbk"), entry.filename.encode()
            if raw != unicode_name:
                entry.extra = struct.pack("<HHBL", 0x7075, 5 + len(unicode_name), 1, zlib.crc32(raw)) + unicode_name
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, data)
    return buffer.getvalue()


def tarred(files: dict[str, bytes], folder: str, epoch: int) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, data in sorted(files.items()):
            entry = tarfile.TarInfo(f"{folder}/{name}")
            entry.size, entry.mtime = len(data), epoch
            entry.mode = 0o755 if name == "gongkai" or name.endswith(".sh") else 0o644
            archive.addfile(entry, io.BytesIO(data))
    return gzip.compress(buffer.getvalue(), 9, mtime=0)


def main() -> None:
    subprocess.run(["bash", "scripts/windows.sh", "build"], cwd=ROOT, check=True)
    build_linux()
    version = json.loads(output("cargo", "metadata", "--no-deps", "--format-version", "1"))["packages"][0]["version"]
    epoch = int(os.environ.get("SOURCE_DATE_EPOCH") or output("git", "log", "-1", "--format=%ct"))
    shared, guide, others = shared_files(), (ROOT / "packaging/使用说明.txt").read_text(encoding="utf-8"), licences()
    windows = {
        **shared,
        "gongkai.exe": WINDOWS_EXE.read_bytes(),
        "拖到这里.cmd": DROP_SCRIPT,
        "使用说明.txt": for_notepad(guide),
        "第三方许可.txt": for_notepad(others),
    }
    linux = {**shared, "gongkai": LINUX_EXE.read_bytes(), "第三方许可.txt": others.encode()}
    for path in sorted((ROOT / "packaging").glob("linux/*")) + sorted((ROOT / "packaging").glob("systemd/*")):
        linux[f"{path.parent.name}/{path.name}"] = path.read_bytes()
    made = {
        f"gongkai-{version}-windows-x64.zip": zipped(windows, f"gongkai-{version}", epoch),
        f"gongkai-{version}-linux-x64.tar.gz": tarred(linux, f"gongkai-{version}", epoch),
    }
    folder = ROOT / "dist"
    folder.mkdir(exist_ok=True)
    sums = ""
    for name, data in sorted(made.items()):
        (folder / name).write_bytes(data)
        sums += f"{hashlib.sha256(data).hexdigest()}  {name}\n"
    (folder / "SHA256SUMS").write_text(sums)
    sys.stdout.write(sums)


if __name__ == "__main__":
    main()
