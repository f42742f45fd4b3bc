// SPDX-License-Identifier: Apache-2.0
// Starts real node processes on free ports and never leaves one behind.

import { spawn, spawnSync } from 'node:child_process';
import {
	closeSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	openSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const TARGET = process.env.CARGO_TARGET_DIR ?? join(homedir(), '.cache/covenant/target');

/** The node's binary; `scripts/test` has just built it. */
export const BINARY = process.env.COVENANT_NODE ?? join(TARGET, 'release/covenant-node');

/** What nodes have compiled of their runtimes. They share it: else each would take as long as the first. */
const RUNTIME_CACHE = join(TARGET, 'runtime-cache');

/** The development chain of this binary in a file. For `--dev` alone each node would compute the genesis. */
function developmentChain() {
	const { size, mtimeMs } = statSync(BINARY);
	const file = join(RUNTIME_CACHE, `dev-${size}-${mtimeMs}.json`);
	if (!existsSync(file)) {
		const { status, stdout, stderr } = run('export-chain-spec', '--chain', 'dev', '--raw');
		if (status !== 0) throw new Error(`The development chain cannot be written: ${stderr}`);
		writeFileSync(`${file}.${process.pid}`, stdout);
		renameSync(`${file}.${process.pid}`, file);
	}
	return file;
}

/**
 * When the chains of sealing nodes begin, as an ISO 8601 time to come, instead of now: what happens at the ends of
 * minutes, months and years can be tried on any day.
 */
const BEGIN = process.env.COVENANT_BEGIN;

const running = new Set();
const directories = new Set();

function cleanUp() {
	for (const child of running) child.kill('SIGKILL');
	for (const directory of directories) rmSync(directory, { recursive: true, force: true });
}
process.on('exit', cleanUp);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));

/** A directory that is gone when the tests end. */
export function temporaryDirectory() {
	const directory = mkdtempSync(join(tmpdir(), 'covenant-'));
	directories.add(directory);
	return directory;
}

export async function freePort() {
	const server = createServer();
	await new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(0, '127.0.0.1', resolve);
	});
	const { port } = server.address();
	await new Promise((resolve) => server.close(resolve));
	return port;
}

/** Polls until `probe` yields something, and fails with `what` after `timeout` milliseconds. */
export async function until(what, probe, timeout = 60_000) {
	const deadline = Date.now() + timeout;
	for (;;) {
		const found = await probe();
		if (found) return found;
		if (Date.now() > deadline) throw new Error(`Waited ${timeout} ms in vain: ${what}`);
		await sleep(20);
	}
}

/** The answer of a JSON-RPC error, as an exception. */
export class RpcError extends Error {
	constructor({ code, message, data }) {
		super(data === undefined ? message : `${message}: ${JSON.stringify(data)}`);
		Object.assign(this, { code, data });
	}
}

/** Posts any JSON-RPC payload and returns the parsed answer. */
export async function post(url, payload) {
	const response = await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: typeof payload === 'string' ? payload : JSON.stringify(payload),
	});
	return JSON.parse(await response.text());
}

/** Calls a method as a back end with no library does. */
export async function rpc(url, method, ...params) {
	const { result, error } = await post(url, { jsonrpc: '2.0', id: 1, method, params });
	if (error) throw new RpcError(error);
	return result;
}

/** Runs the node's binary to its end; for subcommands. */
export function run(...args) {
	const { status, stdout, stderr, error } = spawnSync(BINARY, args, {
		encoding: 'utf8',
		maxBuffer: 64 << 20,
		timeout: 180_000,
	});
	if (error) throw error;
	return { status, stdout, stderr };
}

export class Node {
	/** Starts a development node, or any other with `--chain` among `args`, and waits for its RPC. */
	static async start(...args) {
		mkdirSync(RUNTIME_CACHE, { recursive: true });
		const node = new Node();
		const named = args.includes('--chain') || args.includes('--dev');
		node.args = named ? args : ['--dev', '--chain', developmentChain(), ...args];
		node.basePath = temporaryDirectory();
		symlinkSync(RUNTIME_CACHE, join(node.basePath, 'runtime-cache'));
		await node.start();
		if (BEGIN && args.includes('--sealing')) {
			const next = await node.rpc('sealing_advanceTime', 0);
			await node.rpc('sealing_advanceTime', Math.max(0, Date.parse(BEGIN) - next));
		}
		return node;
	}

	async start() {
		this.port = await freePort();
		this.http = `http://127.0.0.1:${this.port}`;
		this.ws = `ws://127.0.0.1:${this.port}`;
		this.logFile = join(this.basePath, 'node.log');
		const log = openSync(this.logFile, 'a');
		this.child = spawn(
			BINARY,
			[
				...['--base-path', this.basePath],
				...['--rpc-port', this.port, '--port', await freePort()],
				...['--no-telemetry', '--no-mdns'],
				...(this.args.includes('--prometheus-port') ? [] : ['--no-prometheus']),
				...this.args,
			].map(String),
			{ stdio: ['ignore', log, log] },
		);
		closeSync(log);
		running.add(this.child);
		this.exited = new Promise((resolve) => {
			const done = (code, signal) => {
				running.delete(this.child);
				this.ended = { code, signal };
				resolve(this.ended);
			};
			this.child.once('exit', done);
			this.child.once('error', (error) => done(error.message));
		});
		await until('the node answers', async () => {
			if (this.ended) {
				throw new Error(`The node ended (${this.ended.code}):\n${this.log().slice(-2000)}`);
			}
			return this.rpc('system_health').catch(() => undefined);
		}, 180_000);
	}

	/** Ends the process and waits until it is gone. */
	async stop(signal = 'SIGKILL') {
		if (!this.ended) {
			this.child.kill(signal);
			const gone = await Promise.race([this.exited, sleep(20_000, undefined, { ref: false })]);
			if (!gone) {
				this.child.kill('SIGKILL');
				await this.exited;
				throw new Error(`The node did not stop within 20 s of ${signal}`);
			}
		}
		return this.ended;
	}

	/** Starts it again on the same data. */
	async restart() {
		this.ended = undefined;
		await this.start();
	}

	log() {
		return readFileSync(this.logFile, 'utf8');
	}

	rpc(method, ...params) {
		return rpc(this.http, method, ...params);
	}
}
