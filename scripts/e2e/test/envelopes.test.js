// SPDX-License-Identifier: Apache-2.0
// A company's red envelopes on a real node: budget, claims, draws that are computed again here, wallets
// and books. The tests build on each other.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { connect, find, key, newKey, send } from '../lib/chain.js';
import { hire } from '../lib/company.js';
import { all, codeEvidence, codeKey, monthNumber, monthOf, recompute } from '../lib/envelopes.js';
import { Node } from '../lib/node.js';
import { script } from '../lib/tool.js';

const CNY = 1;
const [SCHOOL, WORKS] = [2, 4];
const DAY = 24 * 60 * 60_000;
const SHARES = 5;
const TOTAL = 10_000n;

const eve = key('Eve');
const employees = Array.from({ length: SHARES + 1 }, newKey);
let node, api, month, persons;

const claim = (envelope, evidence = 'None') => api.tx.redEnvelope.claim(envelope, evidence);
const createBlock = () => node.rpc('engine_createBlock', true, true, null);

/** Lets chain time pass, and what is due be carried out. */
async function pass(milliseconds) {
	await node.rpc('sealing_advanceTime', milliseconds);
	for (let i = 0; i < 3; i += 1) await createBlock();
}

async function draw() {
	for (let i = 0; i < 4; i += 1) await createBlock();
}

async function terms(days = 1, more = {}) {
	const now = (await api.query.timestamp.now()).toNumber();
	const greeting = `0x${'01'.repeat(32)}`;
	const common = { purpose: 'Festival', greeting, withholding: null, ranking: false };
	return { ...common, opensAt: now, expiresAt: now + days * DAY, ...more };
}

async function fill(budget, form, what) {
	const { events } = await send(api, api.tx.redEnvelope.fill(budget, form, what), eve);
	return find(events, 'redEnvelope.Filled').data.envelope.toNumber();
}

const balance = async (person) =>
	BigInt((await node.rpc('envelopes_getWallet', person, WORKS, CNY)).balance);

const fails = (tx, signer, name) =>
	assert.rejects(send(api, tx, signer), { name: `redEnvelope.${name}` });

describe('red envelopes', { timeout: 300_000 }, () => {
	let lucky;

	before(async () => {
		node = await Node.start('--sealing', 'instant');
		api = await connect(node.ws);
		persons = await hire(api, node.http, { signer: eve, organization: WORKS, unit: 'sales' }, employees);
		month = monthOf(await api.query.timestamp.now());
	});
	after(async () => {
		await api?.disconnect();
		await node?.stop();
	});

	test('a budget is funded and passed on, and cannot be overspent', async () => {
		await send(api, api.tx.redEnvelope.openBudget(CNY, 'annual', null), eve);
		await send(api, api.tx.redEnvelope.fund(0, 1_000_000), eve);
		await send(api, api.tx.redEnvelope.openSubBudget(0, 'sales', null), eve);
		await send(api, api.tx.redEnvelope.allot(1, 50_000), eve);
		const budget = await node.rpc('envelopes_getBudget', 1);
		assert.equal(budget.available, '50000');
		assert.equal(budget.parent, 0);
		assert.equal(budget.name, 'sales');
		const { items } = await node.rpc('envelopes_listSubBudgets', 0, null, 10);
		assert.deepEqual(items, [budget]);
		const form = { Equal: { share: 10_001, shares: 5, audience: 'Members' } };
		await fails(api.tx.redEnvelope.fill(1, form, await terms()), eve, 'InsufficientBudget');
		await fails(api.tx.redEnvelope.fund(0, 1), key('Charlie'), 'NotAuthorized');
		assert.equal(await node.rpc('envelopes_getBudget', 99), null);
	});

	test('claims reserve, and what they are worth is drawn later and can be computed again', async () => {
		const form = { Lucky: { total: TOTAL, shares: SHARES, audience: 'Members' } };
		lucky = await fill(1, form, await terms());
		const claimable = await node.rpc('envelopes_listClaimable', persons[0], WORKS, null, 10);
		assert.deepEqual(claimable.items.map(({ id, needs }) => [id, needs]), [[lucky, 'nothing']]);
		for (const [index, person] of persons.entries()) {
			if (index === SHARES) {
				await fails(claim(lucky), employees[index], 'NoShareLeft');
				continue;
			}
			const { block } = await send(api, claim(lucky), employees[index]);
			const { balance } = await node.rpc('envelopes_getWallet', person, WORKS, CNY, block);
			assert.equal(balance, '0', 'drawn in the block of the claim');
		}
		await draw();
		const draws = await all((cursor) => node.rpc('envelopes_listDraws', lucky, cursor, 2));
		assert.equal(draws.length, SHARES);
		const seeds = new Map();
		for (const { round } of draws) seeds.set(round, (await node.rpc('beacon_getSeed', round)).seed);
		const what = { id: lucky, total: TOTAL, shares: SHARES };
		assert.deepEqual(recompute(what, draws, seeds), []);
		for (const { share, amount } of draws) assert.equal(await balance(persons[share]), BigInt(amount));

		// Whoever changes something is found out.
		const changed = (share, change) => draws.map((draw) => (draw.share === share ? { ...draw, ...change } : draw));
		const more = { amount: String(BigInt(draws[1].amount) + 1n) };
		assert.match(recompute(what, changed(1, more), seeds).join(), /^share 1: the amount is \d+, and should be \d+$/);
		const other = { seed: `0x${'00'.repeat(32)}` };
		assert.match(recompute(what, changed(2, other), seeds).join(), /^share 2: the seed is /);
		assert.notEqual(recompute(what, draws.toReversed(), seeds).length, 0);
		assert.match(recompute({ ...what, total: TOTAL + 1n }, draws, seeds).join(), /share 0: what was left/);
		assert.equal(await node.rpc('envelopes_listRanking', lucky, null, 10), null);
	});

	test('the draws are audited from the outputs of blocks', async () => {
		const { status, stdout, stderr } = await script('audit-draws', lucky, '--url', node.ws);
		assert.deepEqual([status, stderr], [0, '']);
		assert.equal(stdout.match(/0x[0-9a-f]{8}… from its blocks/g).length, SHARES);
		assert.match(stdout, /All 5 draws are right: 100.00 CNY drawn, 0.00 CNY left.\n$/);
		const refused = async (why, ...args) => {
			const { status, stdout, stderr } = await script('audit-draws', ...args);
			assert.deepEqual([status, stdout], [2, '']);
			assert.match(stderr, why);
		};
		await refused(/There is no envelope 77/, 77, '--url', node.ws);
		await refused(/An envelope is a number/, 'x', '--url', node.ws);
		await refused(/is no WebSocket address/, 0, '--url', node.http);
		await refused(/does not answer/, 0, '--url', 'ws://127.0.0.1:1');
	});

	test('the typed runtime API answers the same', async () => {
		const { envelope, progress } = (await api.call.envelopesApi.envelope(lucky)).unwrap();
		assert.equal(envelope.total.toBigInt(), TOTAL);
		assert.ok(progress.status.isClaimed);
		const claims = await api.call.envelopesApi.claims(persons[0], null, 10);
		assert.equal(claims.items[0].share.toNumber(), 0);
		assert.ok(claims.items[0].drawn.isTrue);
	});

	test('a code is of use to nobody else', async () => {
		const code = 'K7QW-93ZT-HBXR-4MPD';
		const audience = { Coded: codeKey(code) };
		const coded = await fill(1, { Equal: { share: 88, shares: 3, audience } }, await terms());
		const sign = (by) => codeEvidence(code, api.genesisHash, coded, by);
		await fails(claim(coded, sign(employees[0])), employees[1], 'InvalidEvidence');
		const before = await balance(persons[0]);
		await send(api, claim(coded, sign(employees[0])), employees[0]);
		await fails(claim(coded, sign(employees[0])), employees[0], 'AlreadyClaimed');
		await createBlock();
		assert.equal(await balance(persons[0]), before + 88n);
		// What nobody claims goes back by itself.
		await pass(2 * DAY);
		const { progress } = await node.rpc('envelopes_getEnvelope', coded);
		assert.equal(progress.status, 'expired');
		const budget = await node.rpc('envelopes_getBudget', 1);
		assert.equal(budget.available, String(50_000n - TOTAL - 88n));
	});

	test('a wallet is paid out, or redeemed with the finance desk', async () => {
		const [first, second] = [await balance(persons[0]), await balance(persons[1])];
		await fails(api.tx.redEnvelope.withdraw(WORKS, CNY, first + 1n), employees[0], 'InsufficientBalance');
		await send(api, api.tx.redEnvelope.withdraw(WORKS, CNY, first), employees[0]);
		const account = await api.query.assets.account(CNY, employees[0].address);
		assert.equal(account.unwrap().balance.toBigInt(), first);
		await send(api, api.tx.redEnvelope.redeem(WORKS, CNY, second, 'Payroll'), employees[1]);
		const { items } = await node.rpc('envelopes_listOpenRedemptions', WORKS, CNY, null, 10);
		assert.deepEqual(items.map(({ id, amount }) => [id, amount]), [[0, String(second)]]);
		await send(api, api.tx.redEnvelope.confirmRedemption(0, `0x${'02'.repeat(32)}`), eve);
		const redemption = await node.rpc('envelopes_getRedemption', 0);
		assert.deepEqual(redemption.status, { confirmed: `0x${'02'.repeat(32)}` });
		const statement = await node.rpc('envelopes_getStatement', persons[0], WORKS, CNY, month);
		assert.equal(statement.closing, '0');
		assert.equal(statement.paidOut, String(first));
	});

	test('the books balance', async () => {
		const { items } = await node.rpc('books_listTrialBalance', WORKS, CNY, month, null, 100);
		const sum = (side) => items.reduce((total, { closing }) => total + BigInt(closing[side]), 0n);
		assert.equal(sum('debit'), sum('credit'));
		const funds = await node.rpc('books_getAccount', WORKS, CNY, 'funds', month);
		const { held } = await node.rpc('envelopes_getFunds', WORKS, CNY);
		assert.equal(funds.closing.debit, held);
		const expense = await node.rpc('books_getAccount', WORKS, CNY, { expense: 'festival' }, month);
		assert.equal(expense.closing.debit, String(TOTAL + 88n));
		const period = await node.rpc('books_getPeriod', WORKS, CNY, month);
		assert.equal(period.debit, period.credit);
		const entries = await node.rpc('books_listEntries', WORKS, CNY, { available: 0 }, month, null, 10);
		assert.deepEqual(entries.items.map(({ debit, credit }) => [debit, credit]), [['0', '1000000'], ['50000', '0']]);
		const { items: vouchers } = await node.rpc('books_listVouchers', WORKS, CNY, null, 1);
		assert.deepEqual(vouchers[0].cause, { posted: { funded: { budget: 0 } } });
		await assert.rejects(send(api, api.tx.ledger.close(CNY, monthNumber(month)), eve), { name: 'ledger.NotOver' });
		await pass(31 * DAY);
		await send(api, api.tx.ledger.close(CNY, monthNumber(month)), eve);
		assert.ok((await node.rpc('books_getPeriod', WORKS, CNY, month)).closed);
	});

	test('wrong parameters are refused', async () => {
		const wrong = { code: -32602 };
		await assert.rejects(node.rpc('books_getPeriod', WORKS, CNY, '2026-13'), wrong);
		await assert.rejects(node.rpc('books_getAccount', WORKS, CNY, 'cash', month), wrong);
		await assert.rejects(node.rpc('envelopes_listEnvelopes', WORKS, null, 101), wrong);
		await assert.rejects(node.rpc('envelopes_getWallet', -1, WORKS, CNY), wrong);
		const { items, next } = await node.rpc('envelopes_listEnvelopes', SCHOOL, null, 10);
		assert.deepEqual([items, next], [[], null]);
	});
});
