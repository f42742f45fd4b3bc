// SPDX-License-Identifier: Apache-2.0
// A company's red envelopes on a real node: budget, claims, draws that are computed again here, wallets
// and books. The tests build on each other.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { blake2AsHex, blake2AsU8a, ed25519PairFromSeed, ed25519Sign } from '@polkadot/util-crypto';
import { hexToBigInt, hexToU8a, stringToU8a, u8aConcat, u8aToHex } from '@polkadot/util';
import { commitment, connect, find, key, newKey, send } from '../lib/chain.js';
import { Node } from '../lib/node.js';

const CNY = 1;
const [SCHOOL, WORKS] = [2, 4];
const DAY = 24 * 60 * 60_000;
const SHARES = 5;
const TOTAL = 10_000n;

const eve = key('Eve');
const employees = Array.from({ length: SHARES + 1 }, newKey);
const persons = [];
let node, api, month;

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

/** SCALE integers. */
function little(value, bytes) {
	let left = BigInt(value);
	return Uint8Array.from({ length: bytes }, () => {
		const byte = Number(left & 255n);
		left >>= 8n;
		return byte;
	});
}

/** The double-mean draw, as the pallet's documentation says. */
function doubleMean(seed, envelope, share, left, shares) {
	if (shares === 1) return left;
	const number = blake2AsHex(
		u8aConcat(stringToU8a('covenant envelope draw v1'), hexToU8a(seed), little(envelope, 8), little(share, 4)),
	);
	return (hexToBigInt(number) % ((2n * left) / BigInt(shares) - 1n)) + 1n;
}

describe('red envelopes', { timeout: 300_000 }, () => {
	let lucky;

	before(async () => {
		node = await Node.start('--sealing', 'instant');
		api = await connect(node.ws);
		for (const employee of employees) {
			const enroll = api.tx.persons.enroll(employee.address, commitment(employee.address));
			const { events } = await send(api, enroll, eve);
			const person = find(events, 'persons.PersonEnrolled').data.person.toNumber();
			persons.push(person);
			await send(api, api.tx.persons.offerMembership(person, 'sales', 'employee', 0, null), eve);
			await send(api, api.tx.persons.acceptMembership(WORKS), employee);
		}
		const now = new Date((await api.query.timestamp.now()).toNumber() + 8 * 60 * 60_000);
		month = now.toISOString().slice(0, 7);
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
		const { items: draws } = await node.rpc('envelopes_listDraws', lucky, null, 100);
		assert.equal(draws.length, SHARES);
		let left = TOTAL;
		for (const [share, drawn] of draws.entries()) {
			const { seed } = await node.rpc('beacon_getSeed', drawn.round);
			assert.equal(drawn.seed, seed);
			const amount = doubleMean(seed, lucky, share, left, SHARES - share);
			assert.equal(BigInt(drawn.amount), amount);
			assert.equal(await balance(persons[share]), amount);
			left -= amount;
		}
		assert.equal(left, 0n);
		assert.equal(await node.rpc('envelopes_listRanking', lucky, null, 10), null);
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
		const domain = stringToU8a('covenant envelope code v1');
		const pair = ed25519PairFromSeed(blake2AsU8a(u8aConcat(domain, stringToU8a('K7QW-93ZT-HBXR-4MPD'))));
		const audience = { Coded: u8aToHex(pair.publicKey) };
		const coded = await fill(1, { Equal: { share: 88, shares: 3, audience } }, await terms());
		const sign = ({ publicKey }) => {
			const message = u8aConcat(domain, api.genesisHash, little(coded, 8), publicKey);
			return { Code: u8aToHex(ed25519Sign(message, pair)) };
		};
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

/** Months are counted from January 1970, which is 0. */
function monthNumber(text) {
	const [year, number] = text.split('-').map(Number);
	return (year - 1970) * 12 + number - 1;
}
