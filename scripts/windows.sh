#!/usr/bin/env bash
# Builds gongkai.exe for 64-bit Windows 7 and later on Debian, where the compiler and the sources of its standard library come
# as packages: rustup has no ready-made standard library for a target that old, and the one for Windows 10 needs a DLL that
# Windows 7 and Wine 8 lack.
#
#   bash scripts/windows.sh build   the program: target/windows/x86_64-win7-windows-gnu/release/gongkai.exe
#   bash scripts/windows.sh test    the program under Wine with a Chinese locale; see scripts/windows_test.py
set -euo pipefail
cd "$(dirname "$0")/.."

target=x86_64-win7-windows-gnu
exe=target/windows/$target/release/gongkai.exe

as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi; }

# install FILE PACKAGE… : the packages, unless the file that they bring is there
install() {
    [ -e "$1" ] && return
    echo "安装系统软件包：${*:2}" >&2
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${@:2}" >&2
}

build() {
    install /usr/bin/rustc rustc-web
    install /usr/bin/cargo cargo-web
    install /usr/src/rustc-"$(/usr/bin/rustc --version | cut -d' ' -f2)" rust-web-src
    install /usr/bin/x86_64-w64-mingw32-windres gcc-mingw-w64-x86-64-win32
    # Same sources, same bytes, wherever they lie and whenever they are built.
    local flags=(--remap-path-prefix="$PWD=." --remap-path-prefix="${CARGO_HOME:-$HOME/.cargo}=cargo" -Clink-arg=-Wl,--no-insert-timestamp)
    # A rustup toolchain that comes first in PATH must not be mixed in; the target is known to the compiler, but unstable.
    env -u RUSTUP_TOOLCHAIN -u RUSTFLAGS -u CARGO_BUILD_TARGET \
        CARGO_ENCODED_RUSTFLAGS="$(IFS=$'\x1f'; echo "${flags[*]}")" \
        RUSTC=/usr/bin/rustc RUSTDOC=/usr/bin/rustdoc RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR=target/windows \
        CARGO_TARGET_X86_64_WIN7_WINDOWS_GNU_LINKER=x86_64-w64-mingw32-gcc \
        /usr/bin/cargo build --release --locked -Zbuild-std=std,panic_abort --target "$target" --bin gongkai
    echo "$PWD/$exe"
}

case ${1:-} in
build) build ;;
test)
    build >/dev/null
    install /usr/bin/wine wine wine64
    install /usr/bin/localedef locales
    install /usr/bin/Xvfb xvfb
    python3 scripts/windows_test.py "$exe" "${@:2}"
    ;;
*) echo "用法：bash scripts/windows.sh build|test" >&2; exit 2 ;;
esac
