// SPDX-License-Identifier: Apache-2.0
// A power market and its meters through a real node. The tests build on each other.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { connect, find, key, letPass, send } from '../lib/chain.js';
import { tree } from '../lib/envelopes.js';
import { asCall, Fleet, leaf, MULTIPLIER, register, submit } from '../lib/meters.js';
import { Node } from '../lib/node.js';
import { DAY, dayAt, intervalAt, join, openMarket, PER_DAY, rules, startOf, TIMETABLE } from '../lib/power.js';

const CNY = 1;
const HOUR = DAY / 24;
const [GRID, WORKS] = [3, 4];
const WORKS_PARTY = { Organization: WORKS };
const [charlie, dave, eve] = ['Charlie', 'Dave', 'Eve'].map(key);
let node, api, market, fleet, first;
const now = async () => (await api.query.timestamp.now()).toNumber();
const refused = (call, signer, name) => assert.rejects(send(api, call, signer), { name });

const passUntil = (time) => letPass(node, api, time);

/** Reads the meters as soon as an interval is over. */
async function read(interval) {
	await passUntil(startOf(interval + 1));
	return submit(api, send, charlie, fleet.round(interval));
}

describe('power market and meters', { timeout: 600_000 }, () => {
	before(async () => {
		node = await Node.start('--sealing', 'instant');
		api = await connect(node.ws);
	});
	after(async () => {
		await api?.disconnect();
		await node?.stop();
	});

	test('a market is opened, and its rules hold when the council consents', async () => {
		const { powerMarket } = api.tx;
		await refused(powerMarket.open('M', CNY, TIMETABLE), eve, 'organizations.CapabilityNotGranted');
		await refused(powerMarket.open('M', CNY, { ...TIMETABLE, length: 1 }), dave, 'powerMarket.InvalidTimetable');
		market = await openMarket(api, dave, CNY);
		const today = dayAt(await now());
		const info = await node.rpc('power_market', market);
		assert.deepEqual([info.name, info.operator, info.today, info.version], ['Zhejiang', GRID, today, null]);
		assert.equal((await node.rpc('power_rules', market, today + 1)).version, 0);
		await passUntil((today + 1) * DAY - TIMETABLE.offset);
		const held = await node.rpc('power_rules', market, null);
		assert.deepEqual([held.version, held.ceiling, held.minCollateral], [0, rules().ceiling, '100000']);
		assert.equal(await node.rpc('power_market', 99), null);
	});

	test('who takes part puts collateral aside', async () => {
		await join(api, dave, market, { signer: dave, party: { Organization: GRID }, role: 'GridCompany' });
		await join(api, dave, market, { signer: eve, party: WORKS_PARTY, role: 'Prosumer', collateral: 150_000 });
		await refused(api.tx.powerMarket.withdraw(market, 50_001), eve, 'powerMarket.InsufficientCollateral');
		await send(api, api.tx.powerMarket.withdraw(market, 50_000), eve);
		const info = await node.rpc('power_participant', market, { organization: WORKS });
		assert.deepEqual([info.role, info.collateral, info.required, info.standing], ['prosumer', '100000', '100000', 'active']);
		const { items } = await node.rpc('power_participants', market, null, 10);
		assert.equal(items.length, 2);
		const of = await node.rpc('power_marketsOf', { organization: WORKS }, null, 10);
		assert.deepEqual(of.items, [info]);
	});

	test('meters are registered and read, whatever happens on the way', async () => {
		fleet = new Fleet({ count: 6, genesis: api.genesisHash.toHex(), loss: 60, replay: 60, drift: 60, forge: 60 });
		await refused(api.tx.metering.register(market, 'x', WORKS_PARTY, fleet.device(0)), eve, 'organizations.CapabilityNotGranted');
		await register(api, send, dave, fleet, market, WORKS_PARTY, 'works');
		first = intervalAt(await now());
		const reasons = new Set();
		for (let interval = first; interval < first + 24; interval += 1) {
			const { refused: why, wrong } = await read(interval);
			assert.deepEqual(wrong, []);
			Object.keys(why).forEach((reason) => reasons.add(reason));
		}
		assert.deepEqual([...reasons].sort(), ['Gap', 'NoInterval', 'Replayed', 'WrongSignature']);
		const totals = await node.rpc('meters_totals', market, { organization: WORKS }, dayAt(startOf(first)));
		for (const way of ['import', 'export']) {
			const chain = totals.intervals.reduce((sum, it) => sum + it[way], 0);
			assert.equal(chain, fleet.meters.reduce((sum, { total }) => sum + total[way], 0));
		}
		const { id, sequence, memory } = fleet.meters[0];
		const info = await node.rpc('meters_get', id);
		assert.deepEqual([info.point, info.progress.next], ['works-0', sequence - memory.length]);
		assert.deepEqual(await node.rpc('meters_at', market, 'works-0'), info);
		const page = await node.rpc('meters_readings', id, null, 100);
		assert.equal(page.items.length, sequence - memory.length);
		assert.equal(page.items[0].interval, first);
	});

	test('a day is closed, and a late reading corrects it', async () => {
		const day = Math.floor(first / PER_DAY);
		const ids = fleet.meters.map(({ id }) => id);
		const late = fleet.meters[0];
		fleet.measure(late, first + 24);
		const closing = api.tx.metering.closeDays(ids, day);
		const { events } = await send(api, closing, charlie);
		assert.equal(find(events, 'metering.DayNotClosed').data.reason.toString(), 'TooEarly');
		await passUntil((day + 1) * DAY - TIMETABLE.offset + 12 * HOUR);
		const closed = await send(api, closing, charlie);
		assert.equal(closed.events.filter((it) => api.events.metering.DayClosed.is(it)).length, ids.length);
		const before = await node.rpc('meters_day', late.id, day);
		assert.deepEqual([before.closed, before.expected], [true, PER_DAY - (first % PER_DAY)]);
		const brought = late.memory.map((message) => ({ ...fleet.sign(late, message), expect: null }));
		assert.deepEqual((await submit(api, send, charlie, brought)).wrong, []);
		const after = await node.rpc('meters_day', late.id, day);
		assert.equal(after.read, before.read + brought.length);
		const added = late.memory.reduce((sum, it) => sum + it.importCounts * MULTIPLIER, 0);
		assert.equal(after.total.import, before.total.import + added);
		late.memory = [];
	});

	test('a batch is anchored, doubted and proved', async () => {
		const interval = intervalAt(await now());
		const messages = fleet.meters.map((meter) => {
			meter.memory = [];
			meter.sequence = 0;
			return meter;
		});
		for (const meter of messages) {
			const { progress } = await node.rpc('meters_get', meter.id);
			meter.sequence = progress.next;
			fleet.measure(meter, interval);
		}
		const batch = messages.map(({ memory }) => memory[0]);
		const { root, proof } = tree(batch.map((message) => leaf(message, batch.length)));
		await passUntil(startOf(interval + 1));
		const anchored = await send(api, api.tx.metering.anchor(market, startOf(interval), root, batch.length), dave);
		const id = find(anchored.events, 'metering.Anchored').data.batch.toNumber();
		const proven = batch.map((message, index) => ({ message: asCall(message), index, proof: proof(index) }));
		await refused(api.tx.metering.challenge(id, { ...proven[0], index: 1 }), eve, 'metering.InvalidProof');
		await send(api, api.tx.metering.challenge(id, proven[0]), eve);
		assert.equal((await node.rpc('meters_batch', id)).doubted.length, 1);
		const { signature } = fleet.sign(fleet.meters[0], batch[0]);
		await refused(api.tx.metering.answer(id, 0, fleet.sign(fleet.meters[1], batch[0]).signature), dave, 'metering.InvalidSignature');
		await send(api, api.tx.metering.answer(id, 0, signature), dave);
		await refused(api.tx.metering.prove(id, proven), charlie, 'metering.TooEarly');
		await passUntil((await now()) + 3 * DAY);
		const { events } = await send(api, api.tx.metering.prove(id, proven), charlie);
		const { taken, refused: not } = find(events, 'metering.Submitted').data;
		assert.deepEqual([taken.toNumber(), not.toNumber()], [batch.length, 0]);
	});
});
