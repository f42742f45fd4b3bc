// SPDX-License-Identifier: Apache-2.0
// Runs the users' tool, `covenant`, as people and scripts do.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { text as read } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { BINARY } from './node.js';

/** The tool's binary, which is built beside the node's. */
export const TOOL = process.env.COVENANT_TOOL ?? join(dirname(BINARY), 'covenant');

const TOOLS = fileURLToPath(new URL('../tools/', import.meta.url));

/**
 * A command line as an array: the words of a template. A value is one argument, or goes on with the word
 * that it touches; an array is several.
 */
export function words(strings, ...values) {
	const args = [];
	const put = (text, goesOn) => (goesOn ? args.push(args.pop() + text) : args.push(text));
	let touches = false;
	strings.forEach((string, i) => {
		string.split(/\s+/).forEach((word, j) => word && put(word, touches && j === 0));
		const value = values[i] ?? [];
		touches = string !== '' && !/\s$/.test(string);
		[value].flat().forEach((item) => put(String(item), touches && !Array.isArray(value)));
		touches = !Array.isArray(value);
	});
	return args;
}

/** Runs a program to its end. */
async function execute(program, args, input, { env = {}, timeout = 60_000 } = {}) {
	const child = spawn(program, args, { env: { ...process.env, ...env }, timeout });
	// A command that reads no input may be gone before it is written.
	child.stdin.on('error', () => {});
	child.stdin.end(input);
	const ended = new Promise((resolve, reject) => child.once('close', resolve).once('error', reject));
	const [status, stdout, stderr] = await Promise.all([ended, read(child.stdout), read(child.stderr)]);
	return { status, stdout, stderr };
}

const covenant = (args, url, input = '') => execute(TOOL, args, input, { env: { COVENANT_URL: url } });

/** Runs one of `scripts/` by what it calls: `tools/<name>.js`. */
export const script = (name, ...args) =>
	execute(process.execPath, [TOOLS + `${name}.js`, ...args.map(String)], '', { timeout: 240_000 });

/** The commands that `sealed.test.js` tries. */
export const SEALED_COMMANDS = /^(sealed|seal|open|grant|key (new|show)-encryption)\b/;

/** The commands that `licenses.test.js` tries. */
export const LICENSE_COMMANDS = /^license\b/;

/** The commands that `channels.test.js` tries. */
export const VOUCHER_COMMANDS = /^voucher\b/;

/** The commands that `trace.test.js` tries. */
export const TRACE_COMMANDS = /^trace\b/;

/** The tool with the node whose address `url` yields. */
export function tool(url) {
	/** The command lines that did their work. */
	const done = [];

	/** Runs a command line, an array, with a standard input. */
	async function run(args, input) {
		const result = await covenant(args, url(), input);
		if (result.status === 0) done.push(args);
		return result;
	}

	async function succeed(args) {
		const { status, stdout, stderr } = await run(args);
		assert.deepEqual({ status, stderr }, { status: 0, stderr: '' }, `${args.join(' ')}\n${stderr}`);
		return stdout;
	}

	/** Template: what a command prints for people. */
	const text = (...line) => succeed(words(...line));

	/** Template: what a command prints for programs. */
	const json = async (...line) => JSON.parse(await succeed([...words(...line), '--json']));

	/** Template: a command that fails with this exit status and explanation, to people and to programs. */
	const fails = (status, why, input) => async (...line) => {
		const args = words(...line);
		const plain = await run(args, input);
		assert.equal(plain.status, status, `${args.join(' ')}\n${plain.stderr}`);
		assert.match(plain.stderr, why);
		const structured = await run([...args, '--json'], input);
		const failure = JSON.parse(structured.stderr);
		assert.match(failure.error, why);
		assert.deepEqual([structured.status, failure.status], [status, status]);
		assert.deepEqual([plain.stdout, structured.stdout], ['', '']);
	};

	/** All commands that begin with the words in `path`. */
	async function commands(path) {
		const { status, stdout } = await run([...path, '--help']);
		assert.equal(status, 0);
		const names = stdout.match(/^Commands:\n((?: .*\n|\n)*)/m)?.[1].match(/(?<=^ {2})[a-z-]+/gm);
		if (!names) return [path.join(' ')];
		return (await Promise.all(names.map((name) => commands([...path, name])))).flat();
	}

	/** The commands that have not done any work yet. */
	async function idle() {
		const all = await commands([]);
		const worked = done.map((args) => `${args.join(' ')} `).filter((line) => !line.includes(' --help '));
		assert.ok(all.length > 60);
		return all.filter((command) => !worked.some((line) => line.startsWith(`${command} `)));
	}

	return { idle, run, text, json, fails };
}
