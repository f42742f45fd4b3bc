// SPDX-License-Identifier: Apache-2.0
// What back ends' integration tests rely on: blocks on request, and chain time that can be moved.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { commitment, connect, find, key, newKey, send } from '../lib/chain.js';
import { Node, run, until } from '../lib/node.js';

const SLOT = 2_000;
const DAY = 24 * 60 * 60 * 1_000;

/** Starts a node before a suite's tests and ends it after them. */
function sealing(mode) {
	const chain = {};
	before(async () => {
		chain.node = await Node.start('--sealing', mode);
		chain.api = await connect(chain.node.ws);
	});
	after(async () => {
		await chain.api?.disconnect();
		await chain.node?.stop();
	});
	chain.time = async (block) => Number(await (await chain.api.at(block)).query.timestamp.now());
	chain.height = async () => Number((await chain.node.rpc('chain_getHeader')).number);
	chain.finalized = () => chain.node.rpc('chain_getFinalizedHead');
	return chain;
}

describe('--sealing instant', { timeout: 120_000 }, () => {
	const chain = sealing('instant');

	test('a transaction is in a finalized block at once, a slot later each', async () => {
		const { api } = chain;
		const tx = () => api.tx.system.remarkWithEvent('sealed');
		const first = await send(api, tx(), key('Alice'));
		const second = await send(api, tx(), key('Alice'), { finalized: true });
		assert.equal(await chain.finalized(), second.block);
		assert.equal((await chain.time(second.block)) - (await chain.time(first.block)), SLOT);
		assert.equal(await chain.height(), 2);
	});

	test('an empty block can be asked for', async () => {
		const height = await chain.height();
		const { hash } = await chain.node.rpc('engine_createBlock', true, true, null);
		assert.equal(await chain.height(), height + 1);
		await until('it is finalized', async () => (await chain.finalized()) === hash);
	});
});

describe('--sealing manual', { timeout: 180_000 }, () => {
	const chain = sealing('manual');
	const seal = async () => (await chain.node.rpc('engine_createBlock', true, true, null)).hash;

	/** Sends a transaction and seals the block that holds it. */
	async function include(tx, signer) {
		const sent = send(chain.api, tx, signer);
		sent.catch(() => {});
		await until('the transaction waits', async () => (await chain.node.rpc('author_pendingExtrinsics')).length > 0);
		await seal();
		return sent;
	}

	test('no block comes by itself', async () => {
		const height = await chain.height();
		await chain.api.tx.system.remarkWithEvent('waits').signAndSend(key('Alice'), { nonce: -1 });
		await sleep(2 * SLOT);
		assert.equal(await chain.height(), height);
		await seal();
		assert.equal(await chain.height(), height + 1);
		assert.deepEqual(await chain.node.rpc('author_pendingExtrinsics'), []);
	});

	test('chain time jumps as far as it is told', async () => {
		const before = await chain.time(await seal());
		const announced = await chain.node.rpc('sealing_advanceTime', 3 * DAY);
		const now = await chain.time(await seal());
		assert.equal(now, announced);
		assert.ok(now - before >= 3 * DAY);
		assert.equal((await chain.time(await seal())) - now, SLOT);
	});

	test('chain time does not leave the calendar', async () => {
		for (const wrong of [-1, 'soon', 2 ** 53 - 1]) {
			await assert.rejects(chain.node.rpc('sealing_advanceTime', wrong), { code: -32602 });
		}
	});

	test('a recovery completes when its week is over', async () => {
		const { api } = chain;
		const [lost, found] = [newKey(), newKey()];
		const enrolled = await include(api.tx.persons.enroll(lost.address, commitment('Li')), key('Alice'));
		const { person } = find(enrolled.events, 'persons.PersonEnrolled').data;
		await include(api.tx.persons.requestRecovery(person, found.address), key('Alice'));
		const signer = async () => (await api.query.persons.persons(person)).unwrap().account.toString();

		await chain.node.rpc('sealing_advanceTime', 6 * DAY);
		await seal();
		assert.equal(await signer(), lost.address);
		await chain.node.rpc('sealing_advanceTime', DAY + 60_000);
		// Due tasks run in the block that follows the one that shows the time.
		await seal();
		await seal();
		assert.equal(await signer(), found.address);
	});
});

describe('--sealing 200', { timeout: 60_000 }, () => {
	const chain = sealing('200');

	test('finalized blocks come by themselves, faster than slots', async () => {
		const from = await chain.height();
		await until('ten blocks', async () => (await chain.height()) >= from + 10, 5 * SLOT);
		const at = await chain.finalized();
		const { parentHash } = await chain.node.rpc('chain_getHeader', at);
		assert.equal((await chain.time(at)) - (await chain.time(parentHash)), SLOT);
	});
});

test('a wrong mode is explained', () => {
	const { status, stderr } = run('--dev', '--sealing', 'often');
	assert.notEqual(status, 0);
	assert.match(stderr, /expected `instant`, `manual` or a number of milliseconds/);
});

test('it is for development chains alone', () => {
	const { status, stderr } = run('--chain', 'local', '--tmp', '--sealing', 'instant');
	assert.notEqual(status, 0);
	assert.match(stderr, /--sealing is for chains of the type Development/);
});
