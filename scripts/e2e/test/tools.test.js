// SPDX-License-Identifier: Apache-2.0
// What `scripts/demo` and `scripts/bench` play, each on a node of its own.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { script } from '../lib/tool.js';

describe('scripts', { timeout: 600_000 }, () => {
	test('demo envelopes tells the story to its end', async () => {
		const { status, stdout, stderr } = await script('demo-envelopes');
		assert.deepEqual([status, stderr], [0, '']);
		for (const line of [
			/fen more than sales has: redEnvelope.InsufficientBudget/,
			/Person \d+ comes too late: +redEnvelope.NoShareLeft/,
			/All 20 draws computed again from the seeds: the same, and 2,000.00 CNY in all/,
			/Somebody copies a claim: +redEnvelope.InvalidEvidence/,
			/5 entries, 6,000.00 CNY, and its root is the one on the chain/,
			/Two days later it is expired: 4 shares went back/,
			/closing them in the month: +ledger.NotOver/,
			/taxPayable +1,200.00 CNY/,
			/0 +bonus +1,000.00 CNY +200.00 CNY/,
		]) {
			assert.match(stdout, line);
		}
	});

	test('demo catalog tells the story to its end', async () => {
		const { status, stdout, stderr } = await script('demo-catalog');
		assert.deepEqual([status, stderr], [0, '']);
		for (const line of [
			/Somebody else wants the same: +bookings.Taken/,
			/is canceled late: +20.00 CNY fee +80.00 CNY go back/,
			/first author +53.99 CNY\n +Regional Grid Company +13.50 CNY\n +second author +13.50 CNY\n +Provincial Polytechnic +188.98 CNY\n +Harbor College +30.00 CNY/,
			/opened: +Notes on laser welding, copy 0x/,
			/Selling the same file on: +firstCome.AlreadyExists/,
			/1,200.00 CNY paid, 800.00 CNY back/,
			/105 points; the cap is a quarter/,
			/Provincial Polytechnic +2,500.00 CNY/,
			/held for open orders of the works: +0.00 CNY/,
		]) {
			assert.match(stdout, line);
		}
	});

	test('bench catalog lists and finds', async () => {
		const { status, stdout, stderr } = await script('bench-catalog', '--resources', 1_000);
		assert.deepEqual([status, stderr], [0, '']);
		assert.match(stdout, /\neverything, by id +-?[0-9.]+ \(20\) /);
	});

	test('bench claims checks every share', async () => {
		const { status, stdout, stderr } = await script('bench-claims', '--persons', 40);
		assert.deepEqual([status, stderr], [0, '']);
		assert.match(stdout, /\n40 claims, 40 shares drawn once each, 40.00 CNY in wallets, debits = credits = 80.00 CNY\n/);
		assert.match(stdout, /\nclaims sustained +\d+ a second\n/);
	});

	test('simulated meters and the chain have the same figures', async () => {
		const chances = ['--loss', 100, '--replay', 100, '--drift', 100, '--forge', 100];
		const { status, stdout, stderr } = await script('meters', '--meters', 6, '--intervals', 6, ...chances);
		assert.deepEqual([status, stderr], [0, '']);
		assert.match(stdout, /\n +import +\d+ Wh, on the chain and by the meters\n/);
	});

	test('demo power tells the story to its end', async () => {
		const { status, stdout, stderr } = await script('demo-power');
		assert.deepEqual([status, stderr], [0, '']);
		for (const line of [
			/The lost reading, meanwhile: +Locked/,
			/9 bills agree/,
			/The court: +rejected/,
			/all together +0\.00 CNY +0\.00 CNY +0\.00 CNY/,
		]) {
			assert.match(stdout, line);
		}
	});

	test('demo supply-chain tells the story to its end', async () => {
		const { status, stdout, stderr } = await script('demo-supply-chain');
		assert.deepEqual([status, stderr], [0, '']);
		for (const line of [
			/Harbor Bank is brought it as well: +firstCome.AlreadyExists/,
			/A reading, changed on its way: +WrongSignature/,
			/Two days later it is +overdue +600\.00 CNY/,
			/all together +0\.00 CNY/,
		]) {
			assert.match(stdout, line);
		}
	});

	test('a wrong option is explained', async () => {
		for (const [name, ...args] of [['bench-claims', '--persons', 0], ['bench-claims', '--people', 1], ['demo-envelopes', 'x'], ['demo-catalog', '--url', 'x'], ['demo-power', 'x'], ['demo-supply-chain', 'x'], ['bench-catalog', '--resources', 9], ['meters', '--loss', 501]]) {
			const { status, stdout, stderr } = await script(name, ...args);
			assert.deepEqual([status, stdout], [2, '']);
			assert.notEqual(stderr, '');
			assert.doesNotMatch(stderr, /node:internal/);
		}
	});
});
