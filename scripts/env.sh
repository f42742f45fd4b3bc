# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# Sourced by every script: where builds go, and which toolchain compiles the runtime to WebAssembly.

# Relative to where the user called: by now every script is in the repository's root, and some of
# what it starts is elsewhere again.
called_from=$OLDPWD
absolute() {
	case "$1" in
	/*) printf '%s\n' "$1" ;;
	*) printf '%s\n' "$called_from/$1" ;;
	esac
}

# Outside the clone, so that every clone and every script shares one build.
CARGO_TARGET_DIR=$(absolute "${CARGO_TARGET_DIR:-$HOME/.cache/covenant/target}")
export CARGO_TARGET_DIR
if [ -n "${COVENANT_NODE:-}" ]; then
	COVENANT_NODE=$(absolute "$COVENANT_NODE")
	export COVENANT_NODE
fi

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

# Whether the system's compiler has it, with the core library that it built itself.
system_wasm_built() {
	[ -x "$SYSTEM_PREFIX/bin/cargo" ] &&
		[ "$("$SYSTEM_PREFIX/bin/rustc" -vV)" = "$(cat "$SYSTEM_WASM_LIB/rustc-version" 2>/dev/null)" ]
}

# Whether this user can choose that compiler: links are each user's own.
system_has_wasm() {
	have rustup && rustup toolchain list | grep -q "^$SYSTEM_TOOLCHAIN\\b" && system_wasm_built
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

# Whether something listens on the TCP port.
listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# The first free TCP port from the given one on.
free_port() {
	local port=$1
	while listening "$port"; do port=$((port + 1)); done
	echo "$port"
}

child=
# Runs a command that takes long: bash keeps a trap waiting for a command in the foreground, but not
# for `wait`. Its process group is its own, so that `end_child` reaches what it starts as well; without
# the terminal, which would stop it on reading.
run_child() {
	set -m
	"$@" </dev/null &
	child=$!
	set +m
	wait "$child"
	child=
}

# Ends what `run_child` runs, if anything; waits until it has cleaned up.
end_child() {
	if [ -n "$child" ]; then
		kill -TERM -- "-$child" 2>/dev/null || true
		wait "$child" 2>/dev/null || true
	fi
}

# Sets COVENANT_NODE to the node's binary, and builds it unless the user named another.
build_node() {
	if [ -z "${COVENANT_NODE:-}" ]; then
		scripts/setup --test
		choose_wasm_toolchain
		cargo build --release --locked --quiet
		export COVENANT_NODE="$CARGO_TARGET_DIR/release/covenant-node"
	fi
	[ -x "$COVENANT_NODE" ] || fail "There is no node at $COVENANT_NODE."
}

# Installs the npm packages of a directory, unless its lock file is the one last installed from.
npm_install() {
	local stamp="$1/node_modules/.installed"
	if ! cmp -s "$1/package-lock.json" "$stamp"; then
		(cd "$1" && npm ci --no-audit --no-fund --loglevel=error)
		cp "$1/package-lock.json" "$stamp"
	fi
}
