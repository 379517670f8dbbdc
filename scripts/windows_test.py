#!/usr/bin/env python3
"""Tries gongkai.exe under Wine with a Chinese locale, as a clerk and as a script would use it.

    python3 scripts/windows_test.py EXE [--transcript FILE] [--screenshot FILE]

Each case prints what was run and what came; the first that is not as it should be ends the run with 1. What Wine cannot show
(the Explorer, SmartScreen, fonts, a real Windows 7) is not tried here.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import unquote

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples/pingxiang-2024"
OWNER = "434-平乡县人民政府办公室"
WORKBOOK = "2024年部门预算公开表.xlsx"
SECOND = "2024年部门预算公开表(2).xlsx"
PAGE = "检查报告.html"
ODD_NAMES = ["有 空格 的", "甲&乙", "100%TEMP%", "（全角）(半角)", "全角　空格", "带!号^和=号", "罕用字𠮷"]
LONG_NAME = "很长的文件夹名称" * 8
DROP_SCRIPT = b'@"%~dp0gongkai.exe" --wait %*\r\n'


class Desk:
    """A Windows of its own in a folder, with the program and the sample."""

    def __init__(self, exe: Path, folder: Path):
        self.folder, self.lines, self.screenshot = folder, [], None
        self.env = {
            **os.environ,
            "WINEPREFIX": str(folder / "prefix"),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "LC_ALL": "zh_CN.UTF-8",
        }
        for name in ("DISPLAY", "TERM"):  # Windows has neither
            self.env.pop(name, None)
        self.home = folder / "桌面"
        self.home.mkdir()
        self.exe = self.home / "gongkai.exe"
        shutil.copy(exe, self.exe)
        (self.home / "拖到这里.cmd").write_bytes(DROP_SCRIPT)
        subprocess.run(["wineboot", "-i"], env=self.env, check=True, capture_output=True, timeout=300)

    def say(self, text: str) -> None:
        text = unquote(text) if "file://" in text else text
        for folder in (windows_path(self.folder), str(self.folder)):
            text = text.replace(folder, "…")
        text = re.sub(r"C:\\users\\[^\\]+\\AppData\\Roaming", "%APPDATA%", text)
        text = text.replace(LONG_NAME, "很长…").rstrip()
        print(text, flush=True)
        self.lines.append(text)

    def sample(self, name: str) -> Path:
        target = self.home / name
        shutil.copytree(SAMPLE, target)
        return target

    def run(self, *arguments: str, stdin: str = "\n", timeout: int = 120) -> subprocess.CompletedProcess:
        """Runs a program of Windows with its output redirected."""
        self.say(f"> {' '.join(arguments)}")
        done = subprocess.run(
            ["wine", *arguments], env=self.env, cwd=self.home, input=stdin.encode(), capture_output=True, timeout=timeout
        )
        done.stdout, done.stderr = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
        for line in (done.stdout + done.stderr).replace("\r", "").splitlines():
            self.say(f"    {line}")
        self.say(f"    [{done.returncode}]")
        return done

    def console(self, *arguments: str) -> str:
        """Runs a program of Windows in a console of its own and gives what that shows."""
        command = " ".join(f"'{argument}'" for argument in ("wine", *arguments))
        self.say(f"> {' '.join(arguments)}    （在控制台里）")
        done = subprocess.run(
            ["script", "-qec", command, "/dev/null"], env=self.env, cwd=self.home, stdin=subprocess.DEVNULL,
            capture_output=True, timeout=60
        )
        text = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", done.stdout.decode("utf-8", "replace")).replace("\r", "")
        for line in text.splitlines():
            self.say(f"    {line}")
        return text


def windows_path(path: Path) -> str:
    return "Z:" + str(path).replace("/", "\\")


def expect(condition: bool, what: str) -> None:
    if not condition:
        sys.exit(f"不符：{what}")


def outputs(folder: Path) -> Path:
    return folder / "公开" / OWNER


# --- The cases ----------------------------------------------------------------------------------------------------------


FORMATS = ["--format", "xlsx,csv,json,docx,html"]


def bytes_below(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def same_as_on_linux(desk: Desk) -> None:
    """Windows 与 Linux 的结果逐字节相同"""
    folder = desk.sample("样例")
    done = desk.run(windows_path(desk.exe), "convert", windows_path(folder), *FORMATS)
    expect(done.returncode in (0, 1), "convert 没有成功")
    linux = desk.folder / "linux"
    command = ["cargo", "run", "--quiet", "--locked", "--", "convert", str(folder), "-o", str(linux), *FORMATS]
    code = subprocess.run(command, cwd=ROOT, capture_output=True).returncode
    expect(code == done.returncode, f"Linux 的退出码是 {code}")
    ours, theirs = bytes_below(folder / "公开"), bytes_below(linux)
    expect(len(ours) > 10 and ours.keys() == theirs.keys(), f"文件不同：{ours.keys() ^ theirs.keys()}")
    for name, data in ours.items():
        expect(data == theirs[name], f"{name} 与 Linux 的不同")
    desk.say(f"    {len(ours)} 个文件与 Linux 的逐字节相同")


def dropped_names(desk: Desk) -> None:
    """拖到图标上：各种名称的文件夹和文件"""
    for name in ODD_NAMES:
        folder = desk.sample(name)
        done = desk.run(windows_path(desk.exe), windows_path(folder))
        expect(done.returncode == 0 and (outputs(folder) / WORKBOOK).exists(), f"文件夹“{name}”")
        # Nobody watches a redirected output, so the report is only named.
        expect(windows_path(outputs(folder) / PAGE) in done.stdout, "没有说检查报告在哪里")
        expect("做成了 1 个部门的公开表" in done.stderr and "没有强制问题" in done.stderr, "没有最后的两行")
    folder = desk.home / "几个文件 & 一起"
    folder.mkdir()
    files = []
    for path in sorted(SAMPLE.iterdir()):
        target = folder / f"甲&乙 {path.name}"
        shutil.copy(path, target)
        files.append(windows_path(target))
    done = desk.run(windows_path(desk.exe), *files)
    expect(done.returncode == 0 and (outputs(folder) / WORKBOOK).exists(), "几个文件一起")


def long_path(desk: Desk) -> None:
    """超过 260 个字符的路径"""
    folder = desk.home
    for _ in range(5):
        folder = folder / LONG_NAME
    shutil.copytree(SAMPLE, folder)
    done = desk.run(windows_path(desk.exe), windows_path(folder))
    expect(len(str(folder)) > 300 and done.returncode == 0 and (outputs(folder) / WORKBOOK).exists(), "长路径")


def drop_script(desk: Desk) -> None:
    """拖到 .cmd 上：经过 cmd，退出码不丢"""
    folder = desk.sample("脚本 (一)！")
    done = desk.run("cmd", "/c", windows_path(desk.home / "拖到这里.cmd"), windows_path(folder))
    expect(done.returncode == 0 and (outputs(folder) / WORKBOOK).exists(), "脚本没有做成")
    expect("按回车键关闭" in done.stderr, "脚本没有等人看")
    done = desk.run("cmd", "/c", windows_path(desk.home / "拖到这里.cmd"), windows_path(desk.home / "没有这个.xlsx"))
    expect(done.returncode == 4, "退出码没有传出来")


def exit_codes(desk: Desk) -> None:
    """退出码"""
    bad = desk.home / "坏的.xlsx"
    bad.write_bytes(b"")
    sample = desk.sample("检查")
    for arguments, code in ((("check", windows_path(sample)), 0), (("check",), 2), (("check", windows_path(bad)), 4)):
        expect(desk.run(windows_path(desk.exe), *arguments).returncode == code, f"{arguments} 的退出码不是 {code}")


def console_text(desk: Desk) -> None:
    """控制台（代码页 936）里的中文，和重定向时的 UTF-8"""
    expect("936" in desk.console("cmd", "/c", "chcp"), "代码页不是 936")
    shown = desk.console("cmd", "/c", f"{windows_path(desk.exe)} explain GK-I001")
    expect("文件是空的" in shown and "按回车键" not in shown, "控制台里的中文不对，或者不该等人")
    desk.run("cmd", "/c", f"{windows_path(desk.exe)} explain GK-I001 > 说明.txt")
    expect("文件是空的" in (desk.home / "说明.txt").read_text(encoding="utf-8"), "重定向的文本不是 UTF-8")


# As Excel opens a workbook: others may read it, and neither write nor replace it.
HOLDER = r"""
#include <windows.h>
int wmain(int count, wchar_t **words) {
    HANDLE file = CreateFileW(words[1], GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
    if (count != 2 || file == INVALID_HANDLE_VALUE) return 1;
    Sleep(60000);
    return 0;
}
"""


def held_open(desk: Desk) -> None:
    """输出正被别的程序打开"""
    source, holder = desk.folder / "holder.c", desk.folder / "holder.exe"
    source.write_text(HOLDER)
    subprocess.run(["x86_64-w64-mingw32-gcc", "-municode", "-o", str(holder), str(source)], check=True)
    folder = desk.sample("打开着")
    desk.run(windows_path(desk.exe), windows_path(folder))
    workbook = outputs(folder) / WORKBOOK
    before = workbook.read_bytes()
    open_elsewhere = subprocess.Popen(
        ["wine", windows_path(holder), windows_path(workbook)], env=desk.env, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(4)
    done = desk.run(windows_path(desk.exe), "convert", windows_path(folder), "--date", "2024-02-02")
    open_elsewhere.kill()
    subprocess.run(["wineserver", "-k"], env=desk.env, check=False)
    open_elsewhere.wait()
    expect(workbook.read_bytes() == before, "打开着的文件被改动")
    expect("GK-R020" in done.stderr and SECOND in done.stderr, "没有说是文件正打开着，新的在哪里")
    expect((outputs(folder) / SECOND).exists(), "没有另起名称")


def send_to(desk: Desk) -> None:
    """“发送到”菜单"""
    expect(desk.run(windows_path(desk.exe), "sendto").returncode == 0, "sendto 没有成功")
    links = list((desk.folder / "prefix/drive_c/users").glob("*/AppData/Roaming/Microsoft/Windows/SendTo/*.lnk"))
    expect(len(links) == 1, "没有快捷方式")
    link = "C:" + str(links[0]).split("drive_c")[1].replace("/", "\\")
    folder = desk.sample("经快捷方式")
    desk.run("start", link, windows_path(folder))
    # What a shortcut starts runs on its own.
    for _ in range(60):
        if (outputs(folder) / "report.json").exists():
            break
        time.sleep(1)
    expect((outputs(folder) / WORKBOOK).exists(), "经快捷方式没有做成")
    expect(desk.run(windows_path(desk.exe), "sendto", "--remove").returncode == 0 and not links[0].exists(), "没有去掉")


def running(name: str) -> list[int]:
    """Processes of Wine by the name of their program."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            program = (folder / "cmdline").read_bytes().split(b"\0")[0].decode("utf-8", "replace")
        except OSError:
            continue
        if program.split("\\")[-1] == name and "\\" in program:
            found.append(int(folder.name))
    return found


def wait_for(condition, seconds: int = 60) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.5)
    return False


def own_window(desk: Desk) -> None:
    """自己的窗口：打开检查报告，等人按回车"""
    folder = desk.sample("自己的窗口 & 甲,乙")
    bin_folder, opened = desk.folder / "bin", desk.folder / "opened"
    bin_folder.mkdir()
    # What Wine hands a document to on a desktop of Linux.
    opener = bin_folder / "xdg-open"
    opener.write_text(f'#!/bin/sh\nprintf "%s" "$1" > "{opened}"\n')
    opener.chmod(0o755)
    with subprocess.Popen(["Xvfb", ":97", "-screen", "0", "1000x700x24"], stderr=subprocess.DEVNULL) as display:
        time.sleep(2)
        env = {**desk.env, "DISPLAY": ":97", "PATH": f"{bin_folder}:{os.environ['PATH']}"}
        command = ["wine", "start", windows_path(desk.exe), windows_path(folder)]
        desk.say(f"> {' '.join(command[1:])}    （开一个新窗口）")
        # What Wine starts keeps the streams that it was given, so there must be none to wait for.
        subprocess.run(
            command, env=env, cwd=desk.home, check=True, timeout=60,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        was_opened = wait_for(opened.exists)
        time.sleep(3)
        waits = bool(running("gongkai.exe"))
        if desk.screenshot:
            subprocess.run(["import", "-window", "root", str(desk.screenshot)], env=env, check=True)
        subprocess.run(["wineserver", "-k"], env=desk.env, check=False)
        display.terminate()
    expect((outputs(folder) / WORKBOOK).exists() and waits, "窗口没有等人")
    expect(was_opened and PAGE in unquote(opened.read_text()), "没有打开检查报告")
    desk.say(f"    打开了 {Path(unquote(opened.read_text())).name}，窗口在等人")


CASES = [same_as_on_linux, dropped_names, long_path, drop_script, exit_codes, console_text, send_to, held_open, own_window]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("exe", type=Path)
    parser.add_argument("--transcript", type=Path)
    parser.add_argument("--screenshot", type=Path, help="keeps a picture of the program's own window here (needs ImageMagick)")
    options = parser.parse_args()
    subprocess.run(["localedef", "-i", "zh_CN", "-f", "UTF-8", "zh_CN.UTF-8"], check=False, capture_output=True)
    with tempfile.TemporaryDirectory(prefix="gongkai-wine-", ignore_cleanup_errors=True) as folder:
        desk = Desk(options.exe.resolve(), Path(folder))
        desk.screenshot = options.screenshot and options.screenshot.resolve()
        for case in CASES:
            desk.say(f"\n## {case.__doc__}")
            case(desk)
        subprocess.run(["wineserver", "-k"], env=desk.env, check=False)
    desk.say("\n全部通过")
    if options.transcript:
        options.transcript.write_text("\n".join(desk.lines).lstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
