// SPDX-License-Identifier: Apache-2.0
// Files sealed, opened and granted with the users' tool, which needs no node for it. The tests build
// on each other.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { temporaryDirectory } from '../lib/node.js';
import { SEAL_COMMANDS, tool } from '../lib/tool.js';

const [USAGE, KEY, OTHER, TAMPERED, TRUNCATED] = [2, 5, 6, 7, 8];

const PLAINTEXT = Buffer.from('判决书 '.repeat(20_000));

const directory = temporaryDirectory();
const path = (name) => join(directory, name);
const { idle, json, fails } = tool(() => 'ws://127.0.0.1:9');

/** Seals the plaintext under a new name and keeps the receipt. */
async function seal(name) {
	writeFileSync(path(name), PLAINTEXT);
	const receipt = await json`seal ${path(name)}`;
	return receipt;
}

describe('sealed files', { timeout: 120_000 }, () => {
	let first;

	test('what is sealed is a file of the age format, and opens with its key', async () => {
		first = await seal('judgment');
		const ciphertext = readFileSync(first.ciphertext);
		assert.ok(ciphertext.toString('latin1').startsWith('age-encryption.org/v1\n-> X25519 '));
		assert.equal(first.digest, `0x${createHash('sha256').update(ciphertext).digest('hex')}`);
		assert.equal(first.size, String(ciphertext.length));
		assert.equal(statSync(first.objectKey).mode & 0o777, 0o600);
		assert.match(readFileSync(first.objectKey, 'latin1'), /^AGE-SECRET-KEY-1[0-9A-Z]+$/m);
		assert.equal((await json`key show-encryption ${first.objectKey}`).publicKey, first.recipient);
		await json`open ${first.ciphertext} --out ${path('copy')} --secret-key ${first.objectKey}`;
		assert.deepEqual(readFileSync(path('copy')), PLAINTEXT);
		await fails(OTHER, /exists/)`seal ${path('judgment')}`;
		await fails(USAGE, /No such file/)`seal ${path('nothing')}`;
	});

	test('a wrong key, a changed file and a short one are told apart, and leave nothing behind', async () => {
		const ciphertext = readFileSync(first.ciphertext);
		const changed = Buffer.from(ciphertext);
		changed[ciphertext.length - 100] ^= 1;
		writeFileSync(path('changed.age'), changed);
		writeFileSync(path('short.age'), ciphertext.subarray(0, -1));
		await json`key new-encryption ${path('stranger')}`;
		const files = readdirSync(directory);
		const key = first.objectKey;
		const known = ['--digest', first.digest, '--size', first.size];
		await fails(KEY, /not the key/)`open ${first.ciphertext} --out ${path('out')} --secret-key ${path('stranger')}`;
		await fails(TAMPERED, /changed/)`open ${path('changed.age')} --out ${path('out')} --secret-key ${key}`;
		await fails(TAMPERED, /digest/)`open ${path('changed.age')} --out ${path('out')} --secret-key ${key} ${known}`;
		await fails(TRUNCATED, /cut short/)`open ${path('short.age')} --out ${path('out')} --secret-key ${key} ${known}`;
		await fails(USAGE, /age format/)`open ${path('judgment')} --out ${path('out')} --secret-key ${key}`;
		await fails(OTHER, /exists/)`open ${first.ciphertext} --out ${path('copy')} --secret-key ${key}`;
		assert.deepEqual(readdirSync(directory), files);
	});

	test('a grant needs no node', async () => {
		const { publicKey } = await json`key new-encryption ${path('works.key')}`;
		const { wrapped } = await json`grant --object-key ${first.objectKey} --to ${publicKey} --digest ${first.digest}`;
		assert.equal(wrapped.length, 2 + 160);
		await json`open ${first.ciphertext} --out ${path('granted')} --secret-key ${path('works.key')} --grant ${wrapped}`;
		assert.deepEqual(readFileSync(path('granted')), PLAINTEXT);
		await fails(KEY, /not to this key/)`open ${first.ciphertext} --out ${path('out')} --secret-key ${path('stranger')} --grant ${wrapped}`;
	});

	test('every command did its work', async () => {
		assert.deepEqual((await idle()).filter((command) => SEAL_COMMANDS.test(command)), []);
	});
});
