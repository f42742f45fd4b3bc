// SPDX-License-Identifier: Apache-2.0
// Sealed data from the file on a desk to the log on the chain, with the users' tool against a real
// node. The tests build on each other.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { connect } from '../lib/chain.js';
import { Node, temporaryDirectory } from '../lib/node.js';
import { SEALED_COMMANDS, tool } from '../lib/tool.js';

const DAY = 24 * 60 * 60_000;
const [NO, USAGE, REFUSED, KEY, OTHER, TAMPERED, TRUNCATED] = [1, 2, 4, 5, 6, 7, 8];

const [OFFICE, SCHOOL, GRID, WORKS, COURT] = [0, 2, 3, 4, 5];
const STATEMENT = `0x${'5a'.repeat(32)}`;
const PLAINTEXT = Buffer.from('判决书 '.repeat(20_000));
// Longer by more than the random part of a head in the age format: a shorter ciphertext than the
// registered one would be taken for one that is cut short.
const REVISED = Buffer.concat([PLAINTEXT, Buffer.from('更正 '.repeat(1_000))]);

const directory = temporaryDirectory();
const path = (name) => join(directory, name);
let node, api;
const { idle, json, text, fails } = tool(() => node.ws);

/** Signs with a development key. */
const by = (name) => ['--dev-key', `//${name}`];
/** The court owns, the works ask, the office arbitrates. */
const [court, works, office] = [by('Ferdie'), by('Eve'), by('Alice')];

/** Lets chain time pass, and what is due be carried out. */
async function pass(milliseconds) {
	await node.rpc('sealing_advanceTime', milliseconds);
	for (let i = 0; i < 2; i += 1) await node.rpc('engine_createBlock', true, true, null);
}

const inDays = async (days) => {
	const now = await api.query.timestamp.now();
	return new Date(now.toNumber() + days * DAY).toISOString();
};

/** Seals a plaintext under a new name and keeps the receipt. */
async function seal(name, plaintext = PLAINTEXT) {
	writeFileSync(path(name), plaintext);
	const receipt = await json`seal ${path(name)}`;
	writeFileSync(path(`${name}.json`), JSON.stringify(receipt));
	return receipt;
}

const register = (name, ...more) =>
	json`sealed register ${path(`${name}.json`)} --location https://court.example/${name} --media-type text/plain --policy 0 ${more}`;

const ask = async (object, signer) =>
	(await json`sealed ask ${object} --purpose judicial --statement ${STATEMENT} --until ${await inDays(20)} --uses 2 ${signer}`).request;

const statusOf = async (request) => (await json`sealed request ${request}`).status;

describe('sealed data', { timeout: 300_000 }, () => {
	let first, object, granted;

	before(async () => {
		node = await Node.start('--sealing', 'instant');
		api = await connect(node.ws);
	});
	after(async () => {
		await api?.disconnect();
		await node?.stop();
	});

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

	test('keys and policies are published', async () => {
		await json`key new-encryption ${path('office.key')}`;
		await json`sealed publish-key ${path('office.key')} ${office}`;
		await fails(REFUSED, /SealedData\.AlreadyPublished/)`sealed publish-key ${path('office.key')} ${office}`;
		const policy = ['--answer-days', 5, '--acknowledge-days', 2, '--arbiter', OFFICE, '--max-period', 30, '--max-uses', 2];
		await json`sealed set-policy 0 --decision owner ${policy} ${court}`;
		const approvers = [COURT, SCHOOL, GRID].flatMap((id) => ['--approver', `organization:${id}`]);
		await json`sealed set-policy 1 --decision approvers --threshold 2 ${approvers} ${policy} ${court}`;
		await json`sealed set-policy 2 --decision automatic ${policy} ${court}`;
		await fails(REFUSED, /SealedData\.InvalidPolicy/)`sealed set-policy 3 --decision approvers --threshold 4 ${approvers} ${policy} ${court}`;
		const { items } = await json`sealed policies organization:${COURT}`;
		assert.deepEqual(items.map(({ number }) => number).sort(), [0, 1, 2]);
		assert.equal(items.find(({ number }) => number === 1).decision.approvers.threshold, 2);
	});

	test('an object is registered once, for whoever committed to it', async () => {
		const escrow = ['--escrow', OFFICE, '--object-key', first.objectKey];
		object = (await register('judgment', ...escrow, ...court)).object;
		const shown = await json`sealed show ${first.digest}`;
		assert.deepEqual(shown, await json`sealed show ${object}`);
		assert.deepEqual(shown, await node.rpc('sealed_getObject', object));
		assert.deepEqual(shown.owner, { organization: COURT });
		assert.equal(shown.content.digest, first.digest);
		assert.equal(shown.content.size, first.size);
		assert.equal(shown.content.mediaType, 'text/plain');
		assert.deepEqual(shown.content.locations, ['https://court.example/judgment']);
		await json`sealed set-policy 0 --decision owner --answer-days 5 --max-period 30 --max-uses 2 ${works}`;
		await fails(REFUSED, /FirstCome\.AlreadyExists/)`sealed register ${path('judgment.json')} --location https://a.example --media-type text/plain --policy 0 ${works}`;
		assert.deepEqual((await json`sealed list --owner organization:${COURT}`).items, [shown]);
		await fails(NO, /no object/)`sealed show 77`;
		await fails(REFUSED, /neither an organization's operator nor a person/)`sealed register ${path('judgment.json')} --location https://a.example --media-type text/plain --policy 0 ${by('Stranger')}`;
	});

	test('whoever asks gets the key from the owner, and nobody else does', async () => {
		await fails(REFUSED, /SealedData\.NoKey/)`sealed ask ${object} --purpose judicial --statement ${STATEMENT} --until ${await inDays(20)} ${works}`;
		await json`sealed publish-key ${path('works.key')} ${works}`;
		assert.equal((await json`sealed key organization:${WORKS}`).version, 0);
		granted = await ask(object, works);
		assert.deepEqual((await json`sealed requests --waiting organization:${COURT}`).items.map(({ id }) => id), [granted]);
		await json`sealed acknowledge ${granted} ${court}`;
		await fails(KEY, /not the key that the object is sealed to/)`sealed grant ${granted} --object-key ${path('stranger')} ${court}`;
		await fails(NO, /there is no key/)`sealed open ${granted} ${first.ciphertext} --out ${path('out')} --secret-key ${path('works.key')}`;
		await json`sealed grant ${granted} --object-key ${first.objectKey} ${court}`;
		await json`sealed open ${granted} ${first.ciphertext} --out ${path('opened')} --secret-key ${path('works.key')}`;
		assert.deepEqual(readFileSync(path('opened')), PLAINTEXT);
		await fails(KEY, /not to this key/)`sealed open ${granted} ${first.ciphertext} --out ${path('out')} --secret-key ${path('stranger')}`;
		await fails(TRUNCATED, /cut short/)`sealed open ${granted} ${path('short.age')} --out ${path('out')} --secret-key ${path('works.key')}`;
		await fails(TAMPERED, /digest/)`sealed open ${granted} ${path('changed.age')} --out ${path('out')} --secret-key ${path('works.key')}`;
		assert.ok(!existsSync(path('out')));
	});

	test('uses are counted, logged, and end with the grant', async () => {
		await json`sealed record-use ${granted} --statement ${STATEMENT} ${works}`;
		await fails(REFUSED, /SealedData\.NotAuthorized/)`sealed record-use ${granted} --statement ${STATEMENT} ${by('Bob')}`;
		assert.equal((await statusOf(granted)).granted.usesLeft, 1);
		await json`sealed revoke ${granted} --reason misuse ${court}`;
		assert.deepEqual(await statusOf(granted), { revoked: { reason: 'misuse' } });
		await fails(REFUSED, /SealedData\.InvalidState/)`sealed record-use ${granted} --statement ${STATEMENT} ${works}`;
		const { items } = await json`sealed log ${object}`;
		const acts = items.map(({ act }) => (typeof act === 'string' ? act : Object.keys(act)[0]));
		assert.deepEqual(acts, ['registered', 'asked', 'acknowledged', 'granted', 'used', 'revoked']);
		assert.deepEqual(items[1].by.party, { organization: WORKS });
		assert.match(await text`sealed log ${object}`, /acknowledged/);
	});

	test('a file that is encrypted anew ends the grants of its former key', async () => {
		const request = await ask(object, works);
		await json`sealed grant ${request} --object-key ${first.objectKey} ${court}`;
		const second = await seal('revised', REVISED);
		const escrow = ['--escrow', OFFICE, '--object-key', second.objectKey];
		await json`sealed rotate ${object} ${path('revised.json')} --location https://court.example/revised --media-type text/plain ${escrow} ${court}`;
		const shown = await json`sealed request ${request}`;
		assert.equal(shown.standing, 'superseded');
		await fails(REFUSED, /SealedData\.Superseded/)`sealed record-use ${request} --statement ${STATEMENT} ${works}`;
		await json`sealed open ${request} ${first.ciphertext} --out ${path('former')} --secret-key ${path('works.key')}`;
		await fails(TAMPERED, /digest/)`sealed open ${request} ${second.ciphertext} --out ${path('out')} --secret-key ${path('works.key')}`;
		first = second;
	});

	test('silence costs credit, and the arbiter grants from escrow', async () => {
		const before = (await json`credit show ${COURT}`).score;
		const request = await ask(object, works);
		await pass(10 * DAY);
		assert.deepEqual(await statusOf(request), { escalated: { refused: null } });
		assert.ok((await json`credit show ${COURT}`).score < before);
		assert.deepEqual((await json`sealed requests --waiting organization:${OFFICE}`).items.map(({ id }) => id), [request]);
		await json`sealed rule ${request} --grant-with ${path('office.key')} ${office}`;
		await json`sealed open ${request} ${first.ciphertext} --out ${path('ruled')} --secret-key ${path('works.key')}`;
		assert.deepEqual(readFileSync(path('ruled')), REVISED);
	});

	test('a refusal can be disputed; the arbiter has the last word', async () => {
		const request = await ask(object, works);
		await json`sealed refuse ${request} --reason not-entitled ${court}`;
		await json`sealed dispute ${request} ${works}`;
		await fails(REFUSED, /NotAuthorized|no capability|Capability/i)`sealed rule ${request} --approve ${court}`;
		await json`sealed rule ${request} --refuse privacy ${office}`;
		await fails(REFUSED, /SealedData\.RefusalFinal/)`sealed dispute ${request} ${works}`;
	});

	test('two of three approve; a request is withdrawn; data that anybody may have', async () => {
		await json`sealed change-policy ${object} 1 ${court}`;
		const request = await ask(object, works);
		await json`sealed approve ${request} ${by('Charlie')}`;
		assert.equal(await statusOf(request), 'pending');
		await fails(REFUSED, /SealedData\.AlreadyVoted/)`sealed approve ${request} ${by('Charlie')}`;
		await json`sealed approve ${request} ${by('Dave')}`;
		assert.equal(await statusOf(request), 'approved');
		await json`sealed withdraw ${request} ${works}`;
		await json`sealed change-policy ${object} 2 ${court}`;
		const automatic = await ask(object, works);
		assert.equal(await statusOf(automatic), 'approved');
		const listed = await json`sealed requests --by organization:${WORKS}`;
		assert.deepEqual(listed.items.map(({ id }) => id).sort(), (await json`sealed requests --for ${object}`).items.map(({ id }) => id).sort());
	});

	test('a retired object takes no requests', async () => {
		await json`sealed relocate ${object} --location https://archive.example/1 ${court}`;
		assert.deepEqual((await json`sealed show ${object}`).content.locations, ['https://archive.example/1']);
		await json`sealed retire ${object} ${court}`;
		await fails(REFUSED, /SealedData\.ObjectClosed/)`sealed ask ${object} --purpose audit --statement ${STATEMENT} --until ${await inDays(1)} ${by('Bob')}`;
		assert.equal((await json`sealed show ${object}`).status, 'retired');
	});

	test('every command did its work', async () => {
		assert.deepEqual((await idle()).filter((command) => SEALED_COMMANDS.test(command)), []);
	});
});
