// SPDX-License-Identifier: Apache-2.0
// What is in the catalog is booked, ordered, delivered and paid for, on a real node. The tests build on
// each other.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { connect, find, key, letPass, motion, send } from '../lib/chain.js';
import * as catalog from '../lib/catalog.js';
import { acts, ask, conditions, fingerprint, hash, isWorkday, listing, midnight, slotAt } from '../lib/catalog.js';
import { all } from '../lib/envelopes.js';
import { Node, temporaryDirectory } from '../lib/node.js';
import { tool } from '../lib/tool.js';

const CNY = 1;
const { DAY, HOUR } = catalog;
const [OFFICE, SCHOOL, GRID, WORKS, COURT] = [0, 2, 3, 4, 5];
const [alice, charlie, dave, eve, ferdie] = ['Alice', 'Charlie', 'Dave', 'Eve', 'Ferdie'].map(key);
const directory = temporaryDirectory();
const path = (name) => join(directory, name);
const by = (name) => ['--dev-key', `//${name}`];
let node, api, tx;
const { json } = tool(() => node.ws);

const list = (signer, kind, offer, file) => catalog.list(api, signer, kind, offer, file);
const setTerms = (signer, resource, method, more) =>
	catalog.setTerms(api, signer, resource, conditions(method, COURT, more));
const request = (resource, asked, signer = eve) => catalog.request(api, signer, resource, asked);
const order = (id) => node.rpc('catalog_getOrder', id);
const price = (amount, per) => ({ asset: CNY, amount, per });
const statement = { Statement: hash(3) };
const now = async () => (await api.query.timestamp.now()).toNumber();
const fails = (call, signer, name) => assert.rejects(send(api, call, signer), { name });

/** What an organization has, and what of it is held. */
async function funds(organization) {
	const account = await node.rpc('organizations_account', organization);
	const has = async (query) => (await query).unwrapOr({ balance: 0n }).balance;
	const holds = await api.query.assetsHolder.holds(CNY, account);
	const held = holds.find(({ id }) => id.isOrders)?.amount ?? 0n;
	return [BigInt(await has(api.query.assets.account(CNY, account))), BigInt(held)];
}

/** Lets chain time pass, and what is due be carried out. */
const passUntil = (time) => letPass(node, api, time);

/** Seals a file under a name, and registers it for Charlie's school; yields the receipt and the object. */
async function sealed(name, text) {
	writeFileSync(path(name), text);
	const receipt = await json`seal ${path(name)}`;
	writeFileSync(path(`${name}.json`), JSON.stringify(receipt));
	const where = `https://school.example/${name}.age`;
	const { object } = await json`sealed register ${path(`${name}.json`)} --location ${where} --media-type text/csv --policy 0 ${by('Charlie')}`;
	return { ...receipt, object };
}

/** Opens what was sealed to Eve, with the key that the chain has. */
async function opened({ ciphertext }, wrapped, name) {
	await json`open ${ciphertext} --out ${path(name)} --secret-key ${path('eve.key')} --grant ${wrapped}`;
	return readFileSync(path(name), 'utf8');
}

/** The key of a sealed file, sealed to Eve. */
async function wrap({ objectKey, digest }) {
	const { key: publicKey } = await json`sealed key organization:${WORKS}`;
	return (await json`grant --object-key ${objectKey} --to ${publicKey} --digest ${digest}`).wrapped;
}

describe('orders', { timeout: 300_000 }, () => {
	let lab, monday;

	before(async () => {
		node = await Node.start('--sealing', 'instant');
		api = await connect(node.ws);
		tx = api.tx.orders;
		await json`key new-encryption ${path('eve.key')}`;
		await json`sealed publish-key ${path('eve.key')} ${by('Eve')}`;
		await json`sealed set-policy 0 --decision owner --answer-days 5 --max-period 60 --max-uses 100 ${by('Charlie')}`;
	});
	after(async () => {
		await api?.disconnect();
		await node?.stop();
	});

	test('slots are found, booked, exchanged, canceled and had', async () => {
		lab = await list(charlie, 'Facility', listing('激光实验室', { price: price(10_000, 'Slot') }));
		const open = { from: 9 * 60, until: 17 * 60 };
		const week = [open, open, open, open, open, { from: 0, until: 0 }, { from: 0, until: 0 }];
		const calendar = { length: 60, week, capacity: 1, horizon: 30 };
		await fails(api.tx.bookings.setCalendar(lab, calendar), eve, 'bookings.NotAuthorized');
		await send(api, api.tx.bookings.setCalendar(lab, calendar), charlie);
		await setTerms(charlie, lab, 'Attendance');

		monday = midnight(await now(), 1);
		while (!isWorkday(monday) || !isWorkday(monday + DAY)) monday += DAY;
		const ten = slotAt(monday + 10 * HOUR, 60);
		const freeSlots = () => node.rpc('catalog_listFreeSlots', lab, monday, null, 8);
		const { items } = await freeSlots();
		assert.deepEqual(items.map(({ slot }) => slot), [-1, 0, 1, 2, 3, 4, 5, 6].map((hour) => ten + hour));
		assert.deepEqual([items[1].from, items[1].places], [monday + 10 * HOUR, 1]);
		const free = { freeAt: monday + 10 * HOUR, kind: 'facility' };
		const ids = async () => (await node.rpc('catalog_search', free, 'id', null, 10)).items.map(({ id }) => id);
		assert.deepEqual(await ids(), [lab]);

		const before = await funds(WORKS);
		const first = await request(lab, ask(20_000, { slots: { first: ten, count: 2, units: 1 } }));
		assert.deepEqual(await ids(), []);
		assert.deepEqual((await order(first)).period, { from: monday + 10 * HOUR, until: monday + 12 * HOUR });
		const overlapping = ask(10_000, { slots: { first: ten + 1, count: 1, units: 1 } });
		await fails(tx.request(lab, overlapping), dave, 'bookings.Taken');
		const second = await request(lab, ask(10_000, { slots: { first: ten + 3, count: 1, units: 1 } }));
		assert.deepEqual(await funds(WORKS), [before[0] - 30_000n, 30_000n]);
		await send(api, tx.reschedule(first, ten + 4), eve);
		assert.deepEqual(await ids(), [lab]);

		await passUntil(monday);
		await send(api, tx.cancel(second), eve);
		assert.deepEqual(await funds(WORKS), [before[0] - 22_000n, 20_000n]);
		await fails(tx.deliver(first, statement), charlie, 'orders.TooEarly');
		await passUntil(monday + 14 * HOUR);
		await send(api, tx.accept(first), eve);
		const { items: log } = await node.rpc('catalog_getOrderLog', first, null, 10);
		assert.deepEqual(acts(log), ['requested', 'confirmed', 'rescheduled', 'paid']);
		assert.deepEqual(log.at(-1).act.paid, { stage: 0, paid: '20000', returned: '0', cause: 'accepted' });
		assert.deepEqual((await node.rpc('catalog_listBookings', lab, null, 10)).items, []);
	});

	test('content is paid for, and opens with the key that the seller hands over', async () => {
		const text = '激光焊接讲义\n'.repeat(1_000);
		const file = await sealed('lecture', text);
		const entry = { owner: SCHOOL, object: file.object, fingerprint: fingerprint(text) };
		const lecture = await list(charlie, 'Content', listing('Lecture', { price: price(9_900, 'Use') }), entry);
		assert.equal((await node.rpc('catalog_getFingerprint', entry.fingerprint)).reference, lecture);
		await setTerms(charlie, lecture, 'Key');
		await fails(tx.request(lecture, ask(9_900)), dave, 'orders.WrongKey');
		const id = await request(lecture, ask(9_900));
		const wrapped = await wrap(file);
		await send(api, tx.deliver(id, { Key: { keyVersion: 0, wrapped } }), charlie);
		const [{ key: delivered }] = (await order(id)).deliveries;
		assert.equal(await opened(file, delivered.wrapped, 'lecture.opened'), text);
		await send(api, tx.accept(id), eve);
		assert.equal((await order(id)).status, 'settled');
	});

	test('a data set is granted for as many uses as are paid for', async () => {
		const text = 'seam,strength\n'.repeat(500);
		const file = await sealed('seams', text);
		const entry = { owner: SCHOOL, object: file.object, fingerprint: fingerprint(text) };
		const data = await list(charlie, 'DataSet', listing('Weld seams', { price: price(500, 'Use') }), entry);
		await setTerms(charlie, data, 'Grant');
		const until = new Date((await now()) + 20 * DAY).toISOString();
		const asked = await json`sealed ask ${file.object} --purpose research --statement ${hash(4)} --until ${until} --uses 3 ${by('Eve')}`;
		const wanted = (quantity) => ask(500 * quantity, { quantity, request: asked.request });
		await fails(tx.request(data, wanted(2)), eve, 'orders.WrongRequest');
		const id = await request(data, wanted(3));
		await fails(tx.deliver(id, 'Grant'), charlie, 'orders.NotGranted');
		await json`sealed grant ${asked.request} --object-key ${file.objectKey} ${by('Charlie')}`;
		await send(api, tx.deliver(id, 'Grant'), charlie);
		await json`sealed open ${asked.request} ${file.ciphertext} --out ${path('seams.opened')} --secret-key ${path('eve.key')}`;
		assert.equal(readFileSync(path('seams.opened'), 'utf8'), text);
		await passUntil((await now()) + 8 * DAY);
		assert.equal((await order(id)).status, 'settled');
		const { items } = await node.rpc('catalog_getOrderLog', id, null, 10);
		assert.deepEqual([items.at(-1).by, items.at(-1).act.paid.cause], [null, 'silence']);
	});

	test('a program is run where the data is, and its result opens', async () => {
		const secret = Array.from({ length: 100 }, (_, i) => `${i},${i * i}`).join('\n');
		const file = await sealed('secret', secret);
		const entry = { owner: SCHOOL, object: file.object, fingerprint: fingerprint(secret) };
		const data = await list(charlie, 'DataSet', listing('Loads', { price: price(700, 'Use') }), entry);
		await setTerms(charlie, data, 'Computation');
		const program = fingerprint('sum of the second column');
		const id = await request(data, ask(700, { program }));
		assert.deepEqual([(await order(id)).status, (await order(id)).program], ['requested', program]);
		await send(api, tx.approve(id), charlie);
		const result = String(secret.split('\n').reduce((sum, line) => sum + Number(line.split(',')[1]), 0));
		writeFileSync(path('result'), result);
		const sealing = await json`seal ${path('result')}`;
		const evidence = { report: fingerprint('ran'), result: sealing.digest, keyVersion: 0, wrapped: await wrap(sealing) };
		await send(api, tx.deliver(id, { Result: evidence }), charlie);
		const [{ result: delivered }] = (await order(id)).deliveries;
		assert.equal(delivered.result, sealing.digest);
		assert.equal(await opened(sealing, delivered.wrapped, 'result.opened'), '328350');
		await send(api, tx.accept(id), eve);
	});

	test('a project is paid by milestones, and the court divides what is disputed', async () => {
		const project = await list(charlie, 'Project', listing('Fixture', { price: price(400_000, 'Use') }));
		await setTerms(charlie, project, 'Milestones');
		const [before, earned] = [await funds(WORKS), await funds(SCHOOL)];
		const id = await request(project, ask(500_000, { stages: [300_000, 200_000] }));
		await send(api, tx.approve(id), charlie);
		await send(api, tx.deliver(id, statement), charlie);
		await send(api, tx.accept(id), eve);
		await send(api, tx.deliver(id, statement), charlie);
		await fails(tx.dispute(id, hash(5)), charlie, 'orders.NotAuthorized');
		await send(api, tx.dispute(id, hash(5)), eve);
		await fails(tx.rule(id, 120_000, 'Seller'), alice, 'orders.NotAuthorized');
		await fails(tx.rule(id, 200_001, null), ferdie, 'orders.InvalidAmount');
		await send(api, tx.rule(id, 120_000, 'Seller'), ferdie);
		assert.equal((await order(id)).status, 'settled');
		assert.deepEqual(await funds(WORKS), [before[0] - 420_000n, before[1]]);
		assert.deepEqual(await funds(SCHOOL), [earned[0] + 420_000n, earned[1]]);
		await send(api, tx.rate(id, [3, 2, 2, 1]), eve);
		await fails(tx.rate(id, [5, 5, 5, 5]), eve, 'orders.AlreadyRated');
		assert.deepEqual((await node.rpc('catalog_getResource', project)).mean, 20);
		assert.deepEqual((await order(id)).marksOfBuyer, [3, 2, 2, 1]);
	});

	test('both sides find each other, and a quote becomes an order', async () => {
		const expert = await list(charlie, 'ExpertTime', listing('Welding expert', { region: 330206 }));
		await setTerms(charlie, expert, 'Statement');
		const wanted = {
			kind: 'ExpertTime',
			tags: [],
			region: 330000,
			quantity: 2,
			period: null,
			budget: { asset: CNY, amount: 5_000 },
			summary: 'somebody who knows seams',
			description: hash(6),
			until: (await now()) + 10 * DAY,
		};
		const { events } = await send(api, api.tx.resourceCatalog.postDemand(wanted), eve);
		const demand = find(events, 'resourceCatalog.DemandPosted').data.demand.toNumber();
		const resources = await all((cursor) => node.rpc('catalog_matchResources', demand, 'id', cursor, 1));
		assert.deepEqual(resources.map(({ id }) => id), [expert]);
		const demands = await all((cursor) => node.rpc('catalog_matchDemands', expert, cursor, 1));
		assert.deepEqual(demands.map(({ id }) => id), [demand]);
		const bid = { asset: CNY, stages: [4_000], quantity: 2, slots: null, until: (await now()) + DAY };
		await send(api, tx.quote(demand, expert, bid), charlie);
		const { items } = await node.rpc('catalog_listQuotes', demand, null, 10);
		assert.deepEqual([items[0].seller, items[0].stages], [SCHOOL, ['4000']]);
		const own = { program: null, request: null, purpose: hash(7) };
		const accepted = await send(api, tx.acceptQuote(items[0].id, own), eve);
		const id = find(accepted.events, 'orders.QuoteEnded').data.order.unwrap().toNumber();
		assert.deepEqual((await order(id)).status, 'confirmed');
		assert.deepEqual((await node.rpc('catalog_getDemand', demand)).status, { met: { order: id } });
		await send(api, tx.cancel(id), charlie);
		assert.deepEqual((await order(id)).status, { canceled: { by: 'seller' } });
	});

	test('figures, turnover and rewards agree with what happened', async () => {
		const month = new Date((await now()) + 8 * HOUR).toISOString().slice(0, 7);
		const months = [...new Set([month, new Date(monday + 8 * HOUR).toISOString().slice(0, 7)])];
		const sum = async (method, names, ...more) => {
			const found = await Promise.all(months.map((of) => node.rpc(method, SCHOOL, of, ...more)));
			return names.map((name) => found.reduce((total, it) => total + Number(it[name]), 0));
		};
		const figures = await sum('catalog_getFigures', ['asked', 'answered', 'settled', 'used', 'minutes']);
		assert.deepEqual(figures, [7, 2, 5, 2 + 1 + 3 + 1 + 1, 120]);
		const [earned] = await sum('catalog_getTurnover', ['earned'], CNY);
		assert.equal(earned, 2_000 + 20_000 + 9_900 + 1_500 + 700 + 420_000);
		const use = await node.rpc('catalog_getResourceFigures', lab, months.at(-1));
		assert.deepEqual([use.settled, use.minutes], [1, '120']);
		assert.equal(await node.rpc('catalog_getOpenMinutes', lab, { from: monday, until: monday + DAY }), 480);

		const pool = { month, asset: CNY };
		await send(api, api.tx.rewards.fund(poolId(pool), 1_000_000), alice);
		const reward = await node.rpc('catalog_getReward', pool, SCHOOL);
		assert.deepEqual(reward, { points: '20', part: '250000', claimed: '0' });
		await fails(api.tx.rewards.claim(poolId(pool)), charlie, 'rewards.TooEarly');
		await passUntil((await now()) + 31 * DAY);
		await send(api, api.tx.rewards.claim(poolId(pool)), charlie);
		assert.deepEqual((await node.rpc('catalog_getPool', pool)).claimed, '250000');
	});

	test('prices rise with ratings where owners let them', async () => {
		const course = await list(charlie, 'Course', listing('x', { price: price(1_000, 'Use'), tiered: true }));
		await setTerms(charlie, course, 'Statement');
		await motion(api, api.tx.resourceCatalog.setTiers([{ mean: 45, marks: 4, raise: 1_500 }]));
		assert.equal((await node.rpc('catalog_getTiers'))[0].raise, 1_500);
		const had = await request(course, ask(1_000));
		await send(api, tx.deliver(had, statement), charlie);
		await send(api, tx.accept(had), eve);
		await send(api, tx.rate(had, [5, 5, 5, 4]), eve);
		assert.equal((await node.rpc('catalog_getResource', course)).priceNow.amount, '1150');
		await fails(tx.request(course, ask(1_000)), eve, 'orders.OtherPrice');
		const dearer = await request(course, ask(1_150));
		await send(api, tx.cancel(dearer), eve);
	});

	test('what cannot be is refused, and nothing is lost', async () => {
		const course = await list(charlie, 'Course', listing('y', { price: price(1_000, 'Use') }));
		await fails(tx.request(course, ask(1_000)), eve, 'orders.NotOpen');
		await setTerms(charlie, course, 'Statement', { approval: true });
		const before = await funds(WORKS);
		const wrong = [
			[tx.request(9_999, ask(1_000)), 'NotOffered'],
			[tx.request(course, ask(1_000, { version: 1 })), 'OtherVersion'],
			[tx.request(course, ask(1_000, { terms: 1 })), 'OtherTerms'],
			[tx.request(course, ask(999)), 'OtherPrice'],
			[tx.request(course, ask(0, { quantity: 0 })), 'WrongAsk'],
			[tx.request(course, ask(1_000, { stages: [1_000] })), 'WrongAsk'],
			[tx.accept(9_999), 'NotFound'],
		];
		for (const [call, name] of wrong) await fails(call, eve, `orders.${name}`);
		await fails(tx.request(course, ask(1_000)), charlie, 'orders.OwnResource');
		const only = { ...catalog.ANYBODY, kinds: ['School'] };
		const terms = conditions('Statement', COURT, { approval: true });
		await catalog.setTerms(api, charlie, course, terms, only);
		await fails(tx.request(course, ask(1_000, { terms: 1 })), eve, 'orders.WrongKind');
		await catalog.setTerms(api, charlie, course, terms, { ...catalog.ANYBODY, regions: [110000] });
		await fails(tx.request(course, ask(1_000, { terms: 2 })), eve, 'orders.WrongRegion');
		assert.deepEqual(await funds(WORKS), before);
		const parameters = { code: -32602 };
		await assert.rejects(node.rpc('catalog_getOrder', 'x'), parameters);
		await assert.rejects(node.rpc('catalog_listOrders', WORKS, 'owner', null, 10), parameters);
		await assert.rejects(node.rpc('catalog_listOrders', WORKS, null, null, 0), parameters);
		await assert.rejects(node.rpc('catalog_getFigures', WORKS, '2026-13'), parameters);
		await assert.rejects(node.rpc('catalog_getDivision', 0, '-1'), parameters);
		assert.equal(await order(9_999), null);
		const mine = await all((cursor) => node.rpc('catalog_listOrders', WORKS, 'buyer', cursor, 3));
		assert.ok(mine.length >= 8 && mine.every(({ buyer }) => buyer === WORKS));
		assert.deepEqual(await node.rpc('catalog_listOrders', GRID, null, null, 10), { items: [], next: null });
		assert.equal((await node.rpc('catalog_getTerms', course)).revision, 2);
		assert.equal((await node.rpc('catalog_getReward', { month: '2026-01', asset: CNY }, OFFICE)).points, '0');
	});
});

/** A pool as the chain has it: months are counted from January 1970. */
function poolId({ month, asset }) {
	const [year, number] = month.split('-').map(Number);
	return { month: (year - 1970) * 12 + number - 1, asset };
}
