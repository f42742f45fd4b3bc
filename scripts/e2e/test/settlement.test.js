// SPDX-License-Identifier: Apache-2.0
// A month of a power market is metered, settled, disputed, paid and corrected through a real node. The tests
// build on each other.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join as pathOf } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { connect, find, key, letPass, send } from '../lib/chain.js';
import { all } from '../lib/envelopes.js';
import { closeDay, Fleet, placeOf, register, submit, submitWithout } from '../lib/meters.js';
import { freePort, Node, temporaryDirectory } from '../lib/node.js';
import {
	agree,
	compute,
	DAY,
	dayAt,
	finishRun,
	firstDay,
	HALF_HOURS,
	inputsOf,
	join,
	monthOfDay,
	monthText,
	openMarket,
	perDay,
	recompute,
	settleIdle,
	stageOf,
	startOfDay,
	startRun,
	supply,
	tariff,
} from '../lib/power.js';

const CNY = 1;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const MWH = 1_000_000;
const PER_DAY = perDay(HALF_HOURS);
const [OFFICE, BANK, SCHOOL, GRID, WORKS, COURT] = [0, 1, 2, 3, 4, 5];
const SIGNERS = ['Alice', 'Bob', 'Charlie', 'Dave', 'Eve', 'Ferdie'].map(key);
const [alice, bob, charlie, dave, eve, ferdie] = SIGNERS;
/** Who takes part, as the chain's calls and its JSON have it. */
const PARTIES = [OFFICE, BANK, SCHOOL, GRID, WORKS];
const party = (id) => ({ Organization: id });
const json = (id) => ({ organization: id });
/** The meters' places in the fleet: a generator's, the school's hall of residence and roof, and a factory. */
const KINDS = ['plant', 'household', 'prosumer', 'factory'];
const [, RESIDENCE, ROOF, FACTORY] = KINDS.keys();
const COLLATERAL = 100_000;

let node, api, tx, market, month, first, end, fleet, lost, run, second;
const now = async () => (await api.query.timestamp.now()).toNumber();
const refused = (call, signer, name) => assert.rejects(send(api, call, signer), { name });
const passUntil = (time) => letPass(node, api, time);
const pass = async (time) => passUntil((await now()) + time);
const settlement = (method, ...params) => node.rpc(`settlement_${method}`, ...params);

/** The balances of all who take part, free of what is held. */
const balances = () =>
	Promise.all(
		PARTIES.map(async (id) => {
			const account = await node.rpc('organizations_account', id);
			return (await api.query.assets.account(CNY, account)).unwrap().balance.toBigInt();
		}),
	);

/** What `of` says of the bills of a run, in the order of those who take part. */
async function bills(id, of) {
	const found = await all((cursor) => settlement('listBills', id, cursor, 100));
	assert.equal(found.length, PARTIES.length);
	return PARTIES.map((own) => BigInt(found.find((bill) => bill.party.organization === own)[of]));
}
const sum = (amounts) => amounts.reduce((all, amount) => all + amount, 0n);

const prices = (day) => {
	const places = Array.from({ length: PER_DAY }, (_, place) => place);
	return {
		dayAhead: places.map((place) => 30_000 + 500 * place),
		realTime: places.map((place) => 25_000 + 1_000 * ((7 * place + day) % 40)),
	};
};

/** Lets minutes pass until a run is at another stage. */
async function passToStage(id, stage) {
	for (let i = 0; i < 20; i += 1) {
		if (stageOf(await settlement('getRun', id)) === stage) return;
		await pass(MINUTE);
	}
	assert.fail(`Run ${id} is ${JSON.stringify((await settlement('getRun', id)).status)}, not ${stage}`);
}

async function recomputed(...more) {
	const { status, stdout, stderr } = await recompute('--url', node.http, '--market', market, '--month', monthText(month), ...more);
	assert.deepEqual([status, stderr], [0, ''], stdout);
	assert.match(stdout, new RegExp(`^${PARTIES.length} bills sum to zero\n${PARTIES.length} bills agree$`, 'm'));
}

describe('settlement of power', { timeout: 600_000 }, () => {
	before(async () => {
		node = await Node.start('--sealing', 'instant');
		api = await connect(node.ws);
		tx = api.tx;
		market = await openMarket(api, dave, CNY, tariff(party(GRID)), HALF_HOURS);
		const tomorrow = dayAt(await now()) + 1;
		month = monthOfDay(tomorrow) + 1;
		[first, end] = [firstDay(month), firstDay(month + 1)];
		await passUntil(startOfDay(tomorrow));
		const roles = ['Generator', 'Retailer', 'Prosumer', 'GridCompany', 'Consumer'];
		for (const [id, role] of roles.entries()) {
			await join(api, dave, market, { signer: SIGNERS[id], party: party(id), role, collateral: COLLATERAL });
		}
		const sold = { seller: alice, from: first, until: end };
		await agree(api, market, { ...sold, buyer: eve, party: party(WORKS), profile: { Flat: 10_000 }, pricing: { Fixed: 42_000 } });
		const difference = { Difference: { price: 41_000, reference: 'DayAhead' } };
		await agree(api, market, { ...sold, buyer: bob, party: party(BANK), profile: { Flat: 500 }, pricing: { Fixed: 38_000 } });
		await agree(api, market, { ...sold, buyer: bob, party: party(BANK), profile: { Flat: 1_000 }, pricing: difference });
		await supply(api, market, { retailer: bob, customer: charlie, name: 'Home', terms: { Fixed: 52_000 }, from: month });
		fleet = new Fleet({ kinds: KINDS, genesis: api.genesisHash.toHex(), times: HALF_HOURS });
		await passUntil(startOfDay(first));
		await register(api, send, dave, fleet, market, [OFFICE, SCHOOL, SCHOOL, WORKS].map(party), 'point');
	});
	after(async () => {
		await api?.disconnect();
		await node?.stop();
	});

	test('a month is metered and priced day by day', async () => {
		const publish = (day, of = prices(day)) => tx.powerSettlement.publishPrices(market, day, of);
		await refused(publish(first), dave, 'powerSettlement.TooEarly');
		for (let day = first; day < end; day += 1) {
			await passUntil(startOfDay(day + 1) + 12 * HOUR);
			const brought = fleet.day(day);
			const loses = day === first + 9;
			if (loses) {
				const place = placeOf(brought, fleet, fleet.meters[RESIDENCE], day * PER_DAY + 38);
				lost = brought[place];
				assert.deepEqual((await submitWithout(api, send, charlie, dave, brought, place)).wrong, []);
			} else {
				assert.deepEqual((await submit(api, send, charlie, brought)).wrong, []);
			}
			assert.equal(await closeDay(api, send, charlie, fleet, day), loses ? 1 : 0);
			if (day === first) {
				await refused(publish(day), eve, 'organizations.CapabilityNotGranted');
				const { dayAhead, realTime } = prices(day);
				await refused(publish(day, { dayAhead, realTime: realTime.slice(1) }), dave, 'powerSettlement.InvalidPrices');
				await refused(publish(day, { dayAhead, realTime: [...realTime, 0] }), dave, 'powerSettlement.InvalidPrices');
				const beyond = realTime.with(0, tariff().ceiling + 1);
				await refused(publish(day, { dayAhead, realTime: beyond }), dave, 'powerSettlement.PriceOutOfBounds');
			}
			await send(api, publish(day), dave);
			assert.deepEqual(await settlement('getPrices', market, day), prices(day));
		}
		assert.equal(await settlement('getPrices', market, end), null);
	});

	test('a neighbor uses what the roof gave', async () => {
		const noon = (end - 1) * PER_DAY + 24;
		const { energyBlocks } = tx;
		const created = await send(api, energyBlocks.create(fleet.meters[ROOF].id, noon, 500), charlie);
		const block = find(created.events, 'energyBlocks.Created').data.block.toNumber();
		await send(api, energyBlocks.give(block, party(WORKS)), charlie);
		await send(api, energyBlocks.useUp(block, fleet.meters[FACTORY].id), eve);
		const [flow] = await node.rpc('blocks_flows', fleet.meters[FACTORY].id, end - 1);
		assert.equal(flow.usedHere, 500);
	});

	test('a run begins when energy blocks cannot be used any more', async () => {
		const start = tx.powerSettlement.start(market, month);
		await refused(start, dave, 'powerSettlement.TooEarly');
		await passUntil(startOfDay(end) + 9 * DAY);
		await refused(start, dave, 'powerSettlement.TooEarly');
		await passUntil(startOfDay(end) + 10 * DAY + HOUR);
		await refused(start, dave, 'powerSettlement.EarlierMonth');
		await settleIdle(api, market, month - 1, dave, pass);
		await refused(start, eve, 'organizations.CapabilityNotGranted');
		await refused(tx.powerSettlement.start(market, month + 1), dave, 'powerSettlement.TooEarly');
		run = await startRun(api, market, month, dave);
		await refused(start, dave, 'powerSettlement.InvalidState');
		await finishRun(api, run, 10, ferdie);
		const info = await settlement('getLatest', market, monthText(month));
		assert.deepEqual([info.id, info.version, info.base, info.month, info.accounts], [run, 0, null, monthText(month), PARTIES.length]);
		assert.equal(stageOf(info), 'preliminary');
		await refused(tx.powerSettlement.advance(run, 10), ferdie, 'powerSettlement.TooEarly');
	});

	test('nothing changes meanwhile', async () => {
		const { taken, wrong } = await submit(api, send, charlie, [{ ...lost, expect: 'Locked' }]);
		assert.deepEqual([taken, wrong], [0, []]);
		await refused(tx.powerSettlement.publishPrices(market, first, prices(first)), dave, 'powerSettlement.Fixed');
		await refused(tx.powerSettlement.pay(run), eve, 'powerSettlement.InvalidState');
	});

	test('bills sum to zero, and each line is explained', async () => {
		assert.equal(sum(await bills(run, 'total')), 0n);
		assert.deepEqual(await bills(run, 'due'), await bills(run, 'total'));
		assert.deepEqual(await bills(run, 'owes'), PARTIES.map(() => 0n));
		for (const id of PARTIES) {
			const bill = await settlement('getBill', run, json(id));
			const explained = await settlement('explain', run, json(id));
			assert.deepEqual(explained.map(({ of, amount }) => ({ of, amount })), bill.lines);
			for (const line of explained) assert.equal(compute(line), BigInt(line.amount), JSON.stringify(line));
			assert.equal(sum(bill.lines.map((line) => BigInt(line.amount))), BigInt(bill.total));
		}
		const [contracts, realTime, fee, energy, demand] = await settlement('explain', run, json(WORKS));
		const names = (line) => line.inputs.map(({ name }) => name);
		assert.deepEqual([contracts.of, contracts.formula, names(contracts)], ['contracts', 'product', ['product']]);
		const intervals = BigInt((end - first) * PER_DAY);
		assert.equal(BigInt(contracts.amount), (-10_000n * 42_000n * intervals) / BigInt(MWH));
		assert.deepEqual(names(realTime), ['energy', 'energyProduct', 'contractEnergy', 'contractProduct']);
		// What a neighbor gave was not taken from the market; what the grid carried was.
		const taken = BigInt(fleet.meters[FACTORY].total.import);
		assert.equal(inputsOf(realTime).energy, 500n - taken);
		assert.deepEqual([fee.of, fee.formula], ['deviation', 'fee']);
		assert.deepEqual(names(fee), ['energy', 'contractEnergy', 'tolerance', 'excess', 'price', 'fee']);
		assert.equal(inputsOf(fee).price, 30_000n + (500n * BigInt(PER_DAY - 1)) / 2n);
		assert.deepEqual([energy.of, energy.formula], [{ charge: 4 }, 'energyCharge']);
		const { sharp, peak, flat, valley } = inputsOf(energy);
		assert.equal(sharp + peak + flat + valley, taken);
		assert.deepEqual([demand.of, demand.formula, names(demand)], [{ charge: 5 }, 'demandCharge', ['demand', 'price']]);
		const { items } = await settlement('listAccounts', run, null, 100);
		const school = items.find((it) => it.party.organization === SCHOOL);
		assert.deepEqual(school.supply.retailer, json(BANK));
		// By contract for difference the bank gets what the day-ahead price exceeds the contract's by.
		const { amount } = (await settlement('explain', run, json(BANK))).find(({ of }) => of === 'differences');
		assert.equal(BigInt(amount), (1_000n * intervals * (41_750n - 41_000n)) / BigInt(MWH));
		assert.deepEqual(await settlement('explain', run, json(COURT)), []);
		assert.equal(await settlement('getBill', run, json(COURT)), null);
	});

	test('whoever does not trust the chain computes the bills again', async () => {
		const file = pathOf(temporaryDirectory(), 'month.json');
		await recomputed('--save', file);
		const saved = JSON.parse(readFileSync(file, 'utf8'));
		const [meter] = saved.meters;
		meter.days[first].readings[0][1] += 1_000_000;
		writeFileSync(file, JSON.stringify(saved));
		assert.equal((await recompute('--file', file)).status, 1);
		const closed = `http://127.0.0.1:${await freePort()}`;
		assert.equal((await recompute('--url', closed, '--market', market, '--month', monthText(month))).status, 2);
		assert.equal((await recompute('--url', node.http, '--market', market, '--month', monthText(month + 1))).status, 2);
	});

	test('a dispute is rejected', async () => {
		const { powerSettlement } = tx;
		const reason = 'the fee is for a deviation that the grid caused';
		await refused(powerSettlement.dispute(run, 99, reason), eve, 'powerSettlement.NoLine');
		await refused(powerSettlement.dispute(run, 0, reason), ferdie, 'powerSettlement.NoBill');
		await send(api, powerSettlement.dispute(run, 2, reason), eve);
		await refused(powerSettlement.dispute(run, 2, reason), eve, 'powerSettlement.AlreadyExists');
		const open = await settlement('listDisputes', run, null, 10);
		assert.deepEqual(open, { items: [{ party: json(WORKS), line: 2, reason, ruling: null }], next: null });
		const rule = (line) => powerSettlement.rule(run, party(WORKS), line, false, 'it did not');
		await refused(rule(2), eve, 'organizations.CapabilityNotGranted');
		await refused(rule(2), alice, 'powerSettlement.NotImpartial');
		await refused(rule(1), ferdie, 'powerSettlement.NoDispute');
		await send(api, rule(2), ferdie);
		const [{ ruling }] = (await settlement('listDisputes', run, null, 10)).items;
		assert.deepEqual(ruling, { arbiter: COURT, upheld: false, reason: 'it did not' });
		const { status } = await settlement('getRun', run);
		await passUntil(status.preliminary.until);
		await passToStage(run, 'payable');
		await refused(powerSettlement.dispute(run, 1, reason), eve, 'powerSettlement.InvalidState');
	});

	test('whoever does not pay has collateral drawn, and creditors wait for the rest', async () => {
		const { powerSettlement } = tx;
		const totals = await bills(run, 'total');
		const owed = await bills(run, 'owes');
		assert.deepEqual(owed, totals.map((total) => (total < 0n ? -total : 0n)));
		const had = await balances();
		const late = owed[WORKS];
		assert.ok(late > BigInt(COLLATERAL), 'collateral does not suffice');
		for (const id of PARTIES.filter((id) => id !== WORKS)) {
			const pays = send(api, powerSettlement.pay(run), SIGNERS[id]);
			if (owed[id] > 0n) await pays;
			else await assert.rejects(pays, { name: 'powerSettlement.NothingDue' });
		}
		const { payable } = (await settlement('getRun', run)).status;
		await passUntil(payable.until);
		await passToStage(run, 'short');
		const { owed: all, collected, paidOut } = await settlement('getRun', run);
		assert.deepEqual([BigInt(all), BigInt(collected)], [sum(owed), sum(owed) - late + BigInt(COLLATERAL)]);
		const parts = totals.map((total) => (total > 0n ? (total * BigInt(collected)) / BigInt(all) : total));
		// It is drawn from what was held, so that nothing was taken from what is free.
		parts[WORKS] = 0n;
		assert.equal(BigInt(paidOut), sum(parts.filter((part) => part > 0n)));
		assert.deepEqual(await balances(), had.map((amount, i) => amount + parts[i]));
		const { collateral, standing } = await node.rpc('power_participant', market, json(WORKS));
		assert.equal(collateral, '0');
		assert.equal(Object.keys(standing)[0], 'called');
		assert.equal((await bills(run, 'owes'))[WORKS], late - BigInt(COLLATERAL));
		await refused(powerSettlement.enforce(run, party(WORKS)), bob, 'powerSettlement.NoCollateral');
		await refused(powerSettlement.collect(run, party(OFFICE)), bob, 'powerSettlement.NothingDue');
		await send(api, powerSettlement.pay(run), eve);
		await passToStage(run, 'settled');
		const had2 = had.with(WORKS, had[WORKS] + BigInt(COLLATERAL));
		assert.deepEqual(await balances(), had2.map((amount, i) => amount + totals[i]));
		await refused(powerSettlement.pay(run), eve, 'powerSettlement.InvalidState');
		const { items } = await settlement('listBillsOf', json(WORKS), null, 10);
		const settled = items.map((bill) => [bill.month, bill.status, bill.owes]).sort();
		assert.deepEqual(settled, [month - 1, month].map((of) => [monthText(of), 'settled', '0']));
	});

	test('a late reading corrects an interval, and the difference is posted', async () => {
		const before = await node.rpc('meters_day', lost.message.meter, first + 9);
		const { wrong, taken } = await submit(api, send, charlie, [lost]);
		assert.deepEqual([taken, wrong], [1, []]);
		const after = await node.rpc('meters_day', lost.message.meter, first + 9);
		assert.deepEqual([before.substituted, after.substituted], [1, 0]);
		const more = after.total.import - before.total.import;
		assert.notEqual(more, 0);
		second = await startRun(api, market, month, dave);
		// It goes on by itself.
		await passToStage(second, 'preliminary');
		const info = await settlement('getLatest', market, monthText(month));
		assert.deepEqual([info.id, info.version, info.base], [second, 1, run]);
		const [totals, due, was] = await Promise.all([bills(second, 'total'), bills(second, 'due'), bills(run, 'total')]);
		assert.equal(sum(totals), 0n);
		assert.deepEqual(due, totals.map((total, i) => total - was[i]));
		const retail = async (id) => BigInt((await settlement('getBill', id, json(SCHOOL))).lines.find(({ of }) => of === 'retail').amount);
		const difference = Number((await retail(second)) - (await retail(run)));
		assert.ok(Math.abs(difference + (more * 52_000) / MWH) < 1, `${difference} for ${more} Wh`);
		await recomputed();
		const had = await balances();
		const { status } = await settlement('getRun', second);
		await passUntil(status.preliminary.until);
		await passToStage(second, 'payable');
		for (const id of PARTIES) if (due[id] < 0n) await send(api, tx.powerSettlement.pay(second), SIGNERS[id]);
		await passToStage(second, 'settled');
		assert.deepEqual(await balances(), had.map((amount, i) => amount + due[i]));
		await recomputed();
		const { items } = await settlement('listRuns', market, null, 10);
		// The first one is of the month before.
		const runs = [run - 1, run, second];
		assert.deepEqual(items.map(({ id }) => id).sort(), runs);
		const own = await settlement('listBillsOf', json(SCHOOL), null, 10);
		assert.deepEqual(own.items.map((bill) => bill.run).sort(), runs);
	});
});
