// SPDX-License-Identifier: Apache-2.0
// What a network of several nodes owes. `scripts/network test` spawns it and says where it is.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { connect, key, send } from '../lib/chain.js';
import { rpc, until } from '../lib/node.js';

const { client, nodesByName } = JSON.parse(readFileSync(process.env.COVENANT_NETWORK, 'utf8'));
const nodes = Object.values(nodesByName);
const http = (node) => node.wsUri.replace('ws://', 'http://');
const best = async (node) => Number((await rpc(http(node), 'chain_getHeader')).number);

async function finalized(node) {
	const hash = await rpc(http(node), 'chain_getFinalizedHead');
	return Number((await rpc(http(node), 'chain_getHeader', hash)).number);
}

/** Waits until a node has finalized a number of blocks more than now. */
async function finalizesFurther(node, blocks, timeout) {
	const target = (await finalized(node)) + blocks;
	await until(`${node.name} finalizes block ${target}`, async () => (await finalized(node)) >= target, timeout);
}

let alice, other;
before(async () => {
	alice = await connect(nodesByName.alice.wsUri);
	other = await connect(nodesByName.rpc.wsUri);
});
after(() => Promise.all([alice?.disconnect(), other?.disconnect()]));

test('five nodes, all connected', async () => {
	assert.deepEqual(nodes.map(({ name }) => name).sort(), ['alice', 'bob', 'charlie', 'dave', 'rpc']);
	for (const node of nodes) {
		await until(`${node.name} has four peers`, async () => (await rpc(http(node), 'system_health')).peers === 4);
	}
});

test('every node builds on new blocks and finalizes them', { timeout: 120_000 }, async () => {
	const start = await best(nodesByName.alice);
	await Promise.all(
		nodes.map(async (node) => {
			await until(`${node.name} has new blocks`, async () => (await best(node)) >= start + 3);
			await finalizesFurther(node, 3);
		}),
	);
});

test('what is sent to one node is read from another', { timeout: 60_000 }, async () => {
	const note = `note ${Date.now()}`;
	const { block } = await send(alice, alice.tx.system.remarkWithEvent(note), key('Eve'), { finalized: true });
	await until('the other node finalizes the block', async () => {
		const { number } = (await alice.rpc.chain.getHeader(block));
		return (await finalized(nodesByName.rpc)) >= number.toNumber();
	});
	const events = await (await other.at(block)).query.system.events();
	assert.ok(events.some(({ event }) => event.section === 'system' && event.method === 'Remarked'));
	const { block: { extrinsics } } = await other.rpc.chain.getBlock(block);
	assert.ok(extrinsics.some(({ method }) => method.args[0]?.toUtf8?.() === note));
});

test('the chain goes on when a validator is killed', { timeout: 120_000 }, async () => {
	const { pid } = client.processMap.dave;
	process.kill(pid, 'SIGKILL');
	await until('the killed node is silent', async () => {
		try {
			await rpc(http(nodesByName.dave), 'system_health');
		} catch {
			return true;
		}
	});
	const others = nodes.filter(({ name }) => name !== 'dave');
	await Promise.all(others.map((node) => finalizesFurther(node, 5, 90_000)));
});
