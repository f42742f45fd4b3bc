# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# Sourced by every script: where builds go, and which toolchain compiles the runtime to WebAssembly.

# Outside the clone, so that every clone and every script shares one build.
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$HOME/.cache/covenant/target}"

WASM_TARGET=wasm32v1-none
# The system's Rust (Debian's), used for the runtime where rustup cannot download the target.
SYSTEM_PREFIX=/usr
SYSTEM_WASM_LIB="$SYSTEM_PREFIX/lib/rustlib/$WASM_TARGET/lib"
SYSTEM_TOOLCHAIN=covenant

have() { command -v "$1" >/dev/null 2>&1; }

# Whether the compiler that cargo uses here has the target.
default_has_wasm() {
	[ -n "$(find "$(rustc --print sysroot 2>/dev/null)/lib/rustlib/$WASM_TARGET/lib" \
		-name 'libcore-*.rlib' 2>/dev/null)" ]
}

# Whether the linked system toolchain has it, with the core library that its compiler built.
system_has_wasm() {
	[ -x "$SYSTEM_PREFIX/bin/cargo" ] && have rustup &&
		rustup toolchain list | grep -q "^$SYSTEM_TOOLCHAIN\\b" &&
		[ "$("$SYSTEM_PREFIX/bin/rustc" -vV)" = "$(cat "$SYSTEM_WASM_LIB/rustc-version" 2>/dev/null)" ]
}

# Sets WASM_BUILD_TOOLCHAIN, which substrate-wasm-builder reads, only where it is needed.
choose_wasm_toolchain() {
	if [ -z "${WASM_BUILD_TOOLCHAIN:-}" ] && ! default_has_wasm && system_has_wasm; then
		export WASM_BUILD_TOOLCHAIN="$SYSTEM_TOOLCHAIN"
	fi
}

say() { printf '%s\n' "$*"; }
heading() { printf '\n\033[1m%s\033[0m\n' "$*"; }
fail() {
	printf '%s\n' "$*" >&2
	exit 1
}

# The first free TCP port from the given one on.
free_port() {
	local port=$1
	while (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do port=$((port + 1)); done
	echo "$port"
}

# Installs the npm packages of a directory, unless its lock file is the one last installed from.
npm_install() {
	local stamp="$1/node_modules/.installed"
	if ! cmp -s "$1/package-lock.json" "$stamp"; then
		(cd "$1" && npm ci --no-audit --no-fund --loglevel=error)
		cp "$1/package-lock.json" "$stamp"
	fi
}
