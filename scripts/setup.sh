#!/usr/bin/env bash
# Installs what building (build) or building and testing (all) needs, where it is missing. Says what it does; does nothing
# and takes a second where all is there. Debian and its relatives, as root or with sudo; elsewhere it names what is missing.
set -euo pipefail

want=${1:-all}
case $want in build | all) ;; *) echo "用法：bash scripts/setup.sh [build|all]" >&2; exit 2 ;; esac
cd "$(dirname "$0")/.."
export PATH="$HOME/.cargo/bin:$PATH"

say() { printf '%s\n' "$*" >&2; }
have() { command -v "$1" >/dev/null 2>&1; }
as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"
    elif have sudo; then sudo "$@"
    else say "需要管理员权限，但这里没有 sudo：请以 root 运行 $*"; exit 1
    fi
}

# --- Packages of the system ---------------------------------------------------------------------------------------------

packages=()
missing() { packages+=("$@"); }
have_module() { python3 -c "import $1" >/dev/null 2>&1; }
# Packages of the system serve the system's Python only; another one gets its modules from pip.
system_python() { ! have python3 || [ "$(command -v python3)" = /usr/bin/python3 ]; }

have make || missing make
have cc || missing gcc libc6-dev
have cargo || have curl || missing curl ca-certificates
if [ "$want" = all ]; then
    have python3 || missing python3
    have soffice || missing libreoffice-calc libreoffice-writer
    # The bridge to LibreOffice belongs to the system's Python.
    /usr/bin/python3 -c "import uno" >/dev/null 2>&1 || missing python3-uno
    have pdftoppm || missing poppler-utils
    { have fc-list && [ -n "$(fc-list :lang=zh family)" ]; } || missing fontconfig fonts-noto-cjk
    for module in openpyxl xlwt; do
        if ! have_module "$module" && system_python; then missing "python3-$module"; fi
    done
    if ! have_module openxml_audit && ! have_module pip && system_python; then missing python3-pip; fi
fi

if [ ${#packages[@]} -gt 0 ]; then
    if ! have apt-get; then
        say "缺少：${packages[*]}。这里没有 apt-get，请用本系统的方法安装后再来。"
        exit 1
    fi
    say "安装系统软件包：${packages[*]}"
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" >&2
fi

if [ "$want" = all ]; then
    for module in openpyxl xlwt; do
        if ! have_module "$module"; then
            say "安装 Python 模块：$module"
            python3 -m pip install --quiet "$module"
        fi
    done
    # Validates .xlsx and .docx; no package of the system has it, so pip puts it beside the system's own modules.
    if ! have_module openxml_audit; then
        say "安装 Python 模块：openxml-audit"
        PIP_BREAK_SYSTEM_PACKAGES=1 python3 -m pip install --quiet openxml-audit==0.8.0
    fi
fi

# --- Rust ---------------------------------------------------------------------------------------------------------------

needed=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
new_enough() {
    have cargo || return 1
    local version
    version=$(cargo --version | cut -d' ' -f2)
    [ "$(printf '%s\n%s\n' "$needed" "$version" | sort -V | head -n 1)" = "$needed" ]
}

if ! have cargo; then
    say "安装 Rust（rustup，装在 $HOME/.cargo 和 $HOME/.rustup）"
    curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y --quiet --no-modify-path --profile minimal
fi
if ! new_enough; then
    if ! have rustup; then
        say "现有的 Rust（$(cargo --version)）太旧，需要 $needed 或更新，又没有 rustup：请更新后再来。"
        exit 1
    fi
    say "更新 Rust 到最新稳定版（本项目需要 $needed 或更新）"
    rustup toolchain install stable --profile minimal >&2
    rustup override set stable >&2
fi
if [ "$want" = all ] && have rustup; then
    for part in fmt:rustfmt clippy:clippy; do
        cargo "${part%:*}" --version >/dev/null 2>&1 || rustup component add "${part#*:}" >&2
    done
fi

say "已就绪：$(cargo --version)"
