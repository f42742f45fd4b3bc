// SPDX-License-Identifier: Apache-2.0
// What a back end that speaks plain JSON-RPC gets to see.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { connect, key, send } from '../lib/chain.js';
import { Node, post, until } from '../lib/node.js';
import { misprint } from '../lib/uscc.js';

const INVALID_PARAMS = -32602;
const BLOCK_UNAVAILABLE = -32001;
const ALICE = key('Alice').address;
const NOBODY = key('nobody').address;
const ORGANIZATIONS = 6;

let node;
const rpc = (method, ...params) => node.rpc(method, ...params);

describe('JSON-RPC', { timeout: 120_000 }, () => {
	before(async () => {
		node = await Node.start('--sealing', '100');
	});
	after(() => node?.stop());

	test('an organization reads well', async () => {
		const office = await rpc('organizations_get', 0);
		assert.equal(office.id, 0);
		assert.equal(office.name, 'Municipal Data Office');
		assert.match(office.uscc, /^11330100MB0000001[0-9A-HJ-NP-RTUWXY]$/);
		assert.equal(office.kind, 'Department');
		assert.deepEqual(office.status, { state: 'active' });
		assert.ok(office.capabilities.includes('IdentifyPersons'));
		assert.match(office.quota.max, /^[0-9]+$/, 'fee units are decimal strings');
		assert.equal(office.delegate, ALICE);
		assert.equal(await rpc('organizations_account', 0), office.account);
		assert.deepEqual(await rpc('organizations_getByUscc', office.uscc), office);
	});

	test('an operator, the seats, a quota', async () => {
		const alice = await rpc('organizations_getOperator', ALICE);
		assert.equal(alice.organization, 0);
		assert.equal(alice.administrator, true);
		assert.equal(alice.inGoodStanding, true);
		assert.deepEqual(
			(await rpc('organizations_seats')).map(({ organization }) => organization),
			[0, 1, 2, 3],
		);
		const standing = await rpc('sponsorship_standing', ALICE);
		assert.match(standing.available, /^[0-9]+$/);
	});

	test('what is unknown is null', async () => {
		const { uscc } = await rpc('organizations_get', 0);
		assert.equal(await rpc('organizations_get', 4_000_000_000), null);
		assert.equal(await rpc('organizations_account', 4_000_000_000), null);
		assert.equal(await rpc('organizations_getByUscc', misprint(uscc)), null);
		assert.equal(await rpc('organizations_getByUscc', ''), null);
		assert.equal(await rpc('organizations_getOperator', NOBODY), null);
		assert.equal(await rpc('sponsorship_standing', NOBODY), null);
		assert.equal(await rpc('persons_get', 12_345), null);
		assert.equal(await rpc('persons_getByCommitment', `0x${'77'.repeat(32)}`), null);
		assert.deepEqual(await rpc('organizations_listOperators', 4_000_000_000, null, 10), { items: [], next: null });
	});

	test('lists come page by page, complete and without repetition', async () => {
		const all = await rpc('organizations_list', null, 100);
		assert.equal(all.items.length, ORGANIZATIONS);
		assert.equal(all.next, null);
		for (const limit of [1, 2, 4, 6]) {
			const items = [];
			for (let cursor = null, pages = 0; cursor !== null || pages === 0; pages += 1) {
				const page = await rpc('organizations_list', cursor, limit);
				assert.ok(page.items.length <= limit);
				assert.ok(pages <= ORGANIZATIONS, 'the pages end');
				items.push(...page.items);
				cursor = page.next;
			}
			assert.deepEqual(items, all.items);
		}
		assert.deepEqual(await rpc('organizations_list', 4_294_967_295, 10), { items: [], next: null });

		const { items, next } = await rpc('organizations_listOperators', 0, null, 1);
		const { items: rest } = await rpc('organizations_listOperators', 0, next, 100);
		const accounts = [...items, ...rest].map(({ account }) => account).sort();
		assert.deepEqual(accounts, [ALICE, key('Alice//stash').address].sort());
	});

	test('the answer is that of the block asked about', async () => {
		const genesis = await rpc('chain_getBlockHash', 0);
		const api = await connect(node.ws);
		try {
			const { block } = await send(
				api,
				api.tx.organizations.addOperator(key('clerk').address, ['Treasury'], false),
				key('Alice'),
				{ finalized: true },
			);
			const operators = async (...at) => (await rpc('organizations_get', 0, ...at)).operators;
			assert.equal(await operators(genesis), 2);
			assert.equal(await operators(block), 3);
			await until('the block is the default', async () => (await operators()) === 3);
		} finally {
			await api.disconnect();
		}
		await assert.rejects(rpc('organizations_get', 0, `0x${'00'.repeat(32)}`), { code: BLOCK_UNAVAILABLE });
	});

	const malformed = {
		organizations_get: [[], ['0'], [-1], [2 ** 32], [1.5], [null], [0, 'latest'], [0, '0x00']],
		organizations_getByUscc: [[], [5], [['9']]],
		organizations_list: [[null, 0], [null, 101], [null, -1], ['first', 10], [null, '10'], [null], []],
		organizations_getOperator: [[], ['Alice'], [`${ALICE.slice(0, -1)}x`], ['0x00'], [7]],
		organizations_listOperators: [[0, 'x', 10], [0, null, 1_000]],
		persons_get: [[-1], ['x']],
		persons_getByCommitment: [['0x12'], ['commitment'], [5]],
		sponsorship_standing: [['5'], [null]],
	};
	for (const [method, calls] of Object.entries(malformed)) {
		test(`${method} says what is wrong with its parameters`, async () => {
			for (const params of calls) {
				await assert.rejects(
					rpc(method, ...params),
					({ code, message }) => code === INVALID_PARAMS && message.length > 'Invalid params'.length,
					JSON.stringify(params),
				);
			}
		});
	}

	test('parameters may be named', async () => {
		const call = { jsonrpc: '2.0', id: 1, method: 'organizations_list', params: { cursor: 0, limit: 1 } };
		const { result } = await post(node.http, call);
		assert.deepEqual(result.items.map(({ id }) => id), [1]);
	});

	test('what is no JSON-RPC is answered, too', async () => {
		assert.equal((await post(node.http, '{"jsonrpc":')).error.code, -32700);
		assert.equal((await post(node.http, { id: 1, method: 'organizations_get' })).error.code, -32600);
		assert.equal((await post(node.http, { jsonrpc: '2.0', id: 1, method: 'organizations_fly' })).error.code, -32601);
		const batch = [0, 1].map((id) => ({ jsonrpc: '2.0', id, method: 'organizations_get', params: [id] }));
		assert.deepEqual((await post(node.http, batch)).map(({ result }) => result.id), [0, 1]);
	});

	test('the node still answers after all that', async () => {
		assert.equal((await rpc('organizations_get', 1)).name, 'First Settlement Bank');
		assert.ok(!node.log().includes('panicked'));
	});
});

describe('JSON-RPC of a node that strangers can reach', { timeout: 60_000 }, () => {
	before(async () => {
		node = await Node.start('--chain', 'local');
	});
	after(() => node?.stop());

	test('unsafe methods are not exposed', async () => {
		await assert.rejects(rpc('author_rotateKeys'), { code: -32601 });
	});

	test('long batches are refused', async () => {
		const call = { jsonrpc: '2.0', id: 1, method: 'system_chain', params: [] };
		assert.ok((await post(node.http, new Array(100).fill(call))).every(({ result }) => result));
		assert.equal((await post(node.http, new Array(101).fill(call))).error.code, -32010);
	});
});
