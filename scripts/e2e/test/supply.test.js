// SPDX-License-Identifier: Apache-2.0
// Receivables, their financing, the invoices behind them and goods, through a real node. The tests build on
// each other.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { blake2AsHex, randomAsHex } from '@polkadot/util-crypto';
import { connect, find, key, refusal, send } from '../lib/chain.js';
import { all } from '../lib/envelopes.js';
import { Node } from '../lib/node.js';
import * as supply from '../lib/supply.js';
import { CNY, DAY, details, fingerprint, MINUTE, partials } from '../lib/supply.js';

const HOUR = 60 * MINUTE;
const [OFFICE, BANK, WORKS, COURT] = [0, 1, 4, 5];
const [alice, bob, eve, ferdie] = ['Alice', 'Bob', 'Eve', 'Ferdie'].map(key);
/** What the maker owes the works for batteries, and the parts of it: sold, pledged, passed on. */
const PARTS = [30_000_000n, 20_000_000n, 10_000_001n];
const OWED = PARTS.reduce((sum, part) => sum + part);
const NOBODY = 99_999;
const HASH = randomAsHex(32);
const ZERO = `0x${'00'.repeat(32)}`;

/** Methods that take an id, a cursor and a limit. */
const LISTS = [
	'receivables_listParts',
	'receivables_listAwaited',
	'receivables_listDrafted',
	'receivables_listOffers',
	'receivables_listLeaves',
	'receivables_listTree',
	'receivables_listPath',
	'receivables_listHistory',
	'receivables_listRecourse',
	'financing_listRequestsTo',
	'financing_listRequests',
	'financing_listLoansOf',
	'financing_listLoansBy',
	'financing_listClaims',
	'financing_listClaimsIn',
	'invoices_list',
	'invoices_listFlags',
	'invoices_listFlagged',
	'trace_listProducts',
	'trace_listLocations',
	'trace_listLots',
	'trace_listContents',
	'trace_listEvents',
	'trace_listEdgesDown',
	'trace_listEdgesUp',
	'trace_listShipments',
	'trace_listIncoming',
	'trace_listOutgoing',
	'trace_listReadings',
	'trace_listBatches',
	'trace_listMarked',
	'trace_listFrozen',
	'trace_listTies',
];

let node, api, tx, maker, cells, harbor, codes;
const now = async () => (await api.query.timestamp.now()).toNumber();
const passUntil = (time) => supply.passUntil(node, api, time);
const pass = async (time) => passUntil((await now()) + time);
const rpc = (method, ...params) => node.rpc(method, ...params);
const done = (call, signer) => send(api, call, signer);
const refused = (call, signer, name) => assert.rejects(send(api, call, signer), { name });
const wrong = (method, ...params) => assert.rejects(rpc(method, ...params), { code: -32602 }, `${method} ${JSON.stringify(params)}`);
const kindOf = (value) => (typeof value === 'string' ? value : Object.keys(value)[0]);
const ids = (items) => items.map(({ id }) => id).sort((one, other) => one - other);
const soon = async (time = DAY) => (await now()) + time;
const at = async (more) => details(await now(), more);
const has = async (organization) => supply.balance(api, await rpc('organizations_account', organization));
const receivable = (id) => rpc('receivables_get', id);
const statusOf = async (id) => kindOf((await receivable(id)).status);
const part = (id) => rpc('receivables_getPart', id);
const lot = (id) => rpc('trace_getLot', id);

/** An invoice of the works to the maker, and what its registration takes. */
const SECRETS = [randomAsHex(32), randomAsHex(32)];
let numbers = 0;
const invoice = (more = {}) => {
	numbers += 1;
	return { seller: codes.works, buyer: codes.maker, number: `26330200 ${numbers}`, date: '2026-10-15', amount: OWED + BigInt(numbers), ...more };
};
const registration = (of, secrets = SECRETS) => ({
	exact: fingerprint(of, secrets[0]),
	supplier: WORKS,
	debtor: maker.id,
	partial: partials(of, ...secrets),
});

/** A receivable of the works that the maker has accepted: its id and the part that is the whole. */
async function owed(amount, tenor, more = {}) {
	const of = supply.terms(amount, await soon(tenor), await soon(HOUR), more);
	const id = await supply.draft(api, eve, maker.id, false, of);
	return [id, await supply.accept(api, maker.signer, id, amount)];
}

/** What a call changes the money of these organizations by. */
async function gained(organizations, act) {
	const had = await Promise.all(organizations.map(has));
	await act();
	const left = await Promise.all(organizations.map(has));
	return left.map((amount, i) => amount - had[i]);
}

describe('supply chains', { timeout: 600_000 }, () => {
	before(async () => {
		node = await Node.start('--sealing', 'instant');
		api = await connect(node.ws);
		tx = api.tx;
		maker = await supply.admit(api, { name: 'Coastal Motors', place: 1, money: 500_000_000 });
		cells = await supply.admit(api, { name: 'Lake Cells', place: 2 });
		harbor = await supply.admit(api, { name: 'Harbor Bank', kind: 'Bank', capabilities: ['IssueMoney'], place: 3, money: 100_000_000 });
		codes = { maker: maker.code, works: (await rpc('organizations_get', WORKS)).uscc };
	});
	after(async () => {
		await api?.disconnect();
		await node?.stop();
	});

	test('fingerprints computed in JavaScript are those of the documentation', () => {
		// The vectors of `pallets/invoices/src/tests/fingerprints.rs`.
		const secret = `0x${Buffer.from([...Array(32).keys()]).toString('hex')}`;
		const fields = { seller: '91110000600037341L', buyer: '91110000600037340H', number: '26442000000123456789', date: '2026-10-15', amount: 11_300_000 };
		assert.equal(fingerprint(fields, secret), '0xa2a44f67b90e76d43c5931f6e2f91bf7f25a689cb2071dd0e59263706517c025');
		const paper = { ...fields, code: '0440-0190 0111', number: '００１２３４５６' };
		assert.equal(fingerprint(paper, secret), '0xf986a80648392fff4b8c8e2a8d6cac1d83a1868fc48aa297e5e4eeb6a49c1627');
		assert.deepEqual(partials(fields, secret).map(({ digest }) => digest), [
			'0x57a0392ce7fa2c6c82819a325c3b0b39f18a6278fa0dee24785445c36e2aae14',
			'0x287dfca0d24449ea9ab0215bbf28af0a366f6378e6a22ccda868b0b858a1a8a8',
			'0xf78395f2cfecdc4d59b651b778ca44e51b58d27d8d32408eaeda1bd276264a74',
			'0xc7e3b283d4ee12b204ad735f33fa9fb177064f1862eb9d114382e702e8e636e3',
		]);
		for (const text of ['', ' - ', '№1', '12_3', '1'.repeat(33)]) assert.throws(() => supply.normalized(text));
	});

	describe('invoices', () => {
		let first, copy, gaveWay, bought;

		test('one is registered once, by whoever committed to it first', async () => {
			const genuine = registration(invoice());
			const salt = await supply.commit(api, eve, WORKS, genuine.exact);
			const late = await supply.commit(api, harbor.signer, harbor.id, genuine.exact);
			first = await supply.open(api, eve, salt, genuine);
			await assert.rejects(supply.open(api, harbor.signer, late, genuine), { name: 'firstCome.AlreadyExists' });
			await assert.rejects(supply.open(api, eve, salt, genuine), { name: 'firstCome.NotCommitted' });
			const info = await rpc('invoices_get', first);
			assert.deepEqual(info, await rpc('invoices_getByFingerprint', genuine.exact));
			assert.deepEqual([info.registrar, info.supplier, info.debtor, info.status], [WORKS, WORKS, maker.id, 'registered']);
			assert.deepEqual([info.settled, info.clear, info.openFlags, info.partials.length], [false, false, 0, 8]);
			const { reference, party } = await rpc('firstCome_getRegistration', 'cov/invc', genuine.exact);
			assert.deepEqual([reference, party], [first, { organization: WORKS }]);
		});

		test('another gives way to a bank that had committed to it earlier', async () => {
			const genuine = registration(invoice());
			const early = await supply.commit(api, harbor.signer, harbor.id, genuine.exact);
			gaveWay = await supply.register(api, eve, WORKS, genuine);
			bought = await supply.open(api, harbor.signer, early, genuine);
			assert.deepEqual((await rpc('invoices_get', gaveWay)).status, { gaveWay: { to: bought } });
			const info = await rpc('invoices_getByFingerprint', genuine.exact);
			assert.deepEqual([info.id, info.registrar, info.supplier, info.openFlags], [bought, harbor.id, WORKS, 0]);
		});

		test('what cannot be registered is refused', async () => {
			const of = registration(invoice());
			const salt = await supply.commit(api, eve, WORKS, of.exact);
			const open = (more, signer = eve) => supply.open(api, signer, salt, { ...of, ...more });
			const fails = (more, name, signer) => assert.rejects(open(more, signer), { name });
			await fails({ supplier: cells.id }, 'invoices.NotAuthorized');
			await fails({ supplier: NOBODY }, 'invoices.NotInGoodStanding', harbor.signer);
			await fails({ debtor: WORKS }, 'invoices.InvalidParty');
			await fails({ debtor: NOBODY }, 'invoices.UnknownDebtor');
			await fails({ partial: of.partial.slice(0, 3) }, 'invoices.InvalidPartials');
			await fails({ partial: [...of.partial.slice(0, 4), of.partial[0]] }, 'invoices.InvalidPartials');
			await fails({ partial: of.partial.with(0, { ...of.partial[0], digest: ZERO }) }, 'invoices.InvalidDigest');
			await fails({}, 'firstCome.NotCommitted', harbor.signer);
			const tooMany = tx.invoices.register(of.exact, salt, WORKS, maker.id, [...of.partial, of.partial[0]]);
			assert.equal((await refusal(api, tooMany, eve)).code, 1002);
			await refused(tx.invoices.release(first), harbor.signer, 'invoices.NotAuthorized');
			await refused(tx.invoices.release(gaveWay), eve, 'invoices.InvalidState');
			await refused(tx.invoices.release(NOBODY), eve, 'invoices.NotFound');
		});

		test('near copies are flagged, and cleared by whoever does not gain by it', async () => {
			const of = invoice({ number: 'A-1', amount: 7_000n });
			const original = await supply.register(api, eve, WORKS, registration(of));
			// As full-width characters, a day later and under the secrets of two years: the same but for its date.
			const moved = { ...of, number: 'Ａ１', date: '2026-10-16' };
			copy = await supply.register(api, harbor.signer, harbor.id, registration(moved, [SECRETS[1], SECRETS[0]]));
			const { items } = await rpc('invoices_listFlags', copy, null, 10);
			const kinds = ['numberAndSeller', 'numberAndAmount', 'amountAndParties'];
			assert.deepEqual(items, [{ other: original, kinds, cleared: null }]);
			const flagged = async () => ids((await rpc('invoices_listFlagged', maker.id, null, 10)).items);
			assert.deepEqual(await flagged(), [original, copy]);
			const clear = (reasons = HASH) => tx.invoices.clearFlag(original, copy, reasons);
			await refused(clear(), eve, 'invoices.NotAuthorized');
			await refused(clear(), harbor.signer, 'invoices.NotAuthorized');
			await refused(clear(), cells.signer, 'invoices.NotAuthorized');
			await refused(clear(ZERO), maker.signer, 'invoices.InvalidDigest');
			await refused(tx.invoices.clearFlag(original, first, HASH), maker.signer, 'invoices.NotFound');
			await done(clear(), maker.signer);
			await refused(clear(), ferdie, 'invoices.AlreadyCleared');
			const [flag] = (await rpc('invoices_listFlags', original, null, 10)).items;
			assert.deepEqual([flag.other, flag.cleared], [copy, { by: maker.id, reasons: HASH }]);
			assert.deepEqual(await flagged(), []);
			await done(tx.invoices.release(copy), harbor.signer);
			assert.equal((await rpc('invoices_get', copy)).status, 'released');
			assert.deepEqual((await rpc('invoices_listFlags', original, null, 10)).items, []);
			// An auditor may as well.
			const other = await supply.register(api, eve, WORKS, registration({ ...of, number: 'A-2' }));
			await done(tx.invoices.clearFlag(other, original, HASH), ferdie);
			assert.equal((await rpc('invoices_get', other)).openFlags, 0);
		});

		test('one stands for a receivable once nothing speaks against it', async () => {
			const of = async (invoices) => supply.terms(1_000n, await soon(30 * DAY), await soon(), { invoices });
			const draft = async (invoices) => tx.receivables.draft(maker.id, false, await of(invoices));
			await refused(await draft([first]), eve, 'invoices.NotSettled');
			await supply.settle(node);
			assert.ok((await rpc('invoices_get', first)).clear);
			await refused(await draft([gaveWay]), eve, 'invoices.InvalidState');
			await refused(await draft([NOBODY]), eve, 'invoices.NotFound');
			const { events } = await done(await draft([first]), eve);
			const id = find(events, 'receivables.Drafted').data.receivable.toNumber();
			assert.deepEqual((await rpc('invoices_get', first)).status, { bound: { receivable: id } });
			await refused(await draft([first]), eve, 'invoices.InvalidState');
			await refused(tx.invoices.release(first), eve, 'invoices.InvalidState');
			await done(tx.receivables.decline(id), maker.signer);
			assert.equal((await rpc('invoices_get', first)).status, 'registered');
			assert.equal(await receivable(id), null);
			// What a bank registered, and may have paid for, is the supplier's once the bank says so.
			const terms = await of([bought]);
			await refused(tx.receivables.draft(maker.id, false, terms), eve, 'invoices.NotCeded');
			await refused(tx.invoices.cede(bought), eve, 'invoices.NotAuthorized');
			await done(tx.invoices.cede(bought), harbor.signer);
			await refused(tx.invoices.cede(bought), harbor.signer, 'invoices.InvalidState');
			await refused(tx.receivables.draft(maker.id, false, terms), cells.signer, 'invoices.NotAuthorized');
			await refused(tx.receivables.draft(cells.id, false, terms), eve, 'invoices.WrongDebtor');
			const mine = await supply.draft(api, eve, maker.id, false, terms);
			// A copy that comes meanwhile keeps the draft from being accepted.
			await done(tx.receivables.setLine(CNY, 200_000_000), maker.signer);
			const { partials: found } = await rpc('invoices_get', bought);
			const partial = found.map(({ kind, digest }) => ({ kind: kind[0].toUpperCase() + kind.slice(1), digest }));
			const near = await supply.register(api, eve, WORKS, { ...registration(invoice()), partial });
			await refused(tx.receivables.accept(mine, 1_000), maker.signer, 'receivables.InvoiceNotClear');
			// An auditor cancels what is only in the way.
			await refused(tx.invoices.strike(near, HASH), eve, 'organizations.CapabilityNotGranted');
			await refused(tx.invoices.strike(bought, HASH), ferdie, 'invoices.InvalidState');
			const struck = await done(tx.invoices.strike(near, HASH), ferdie);
			assert.equal(find(struck.events, 'invoices.Struck').data.invoice.toNumber(), near);
			assert.equal((await rpc('invoices_get', near)).status, 'released');
			await done(tx.receivables.withdraw(mine), eve);
			const all100 = await all((cursor) => rpc('invoices_list', WORKS, cursor, 2));
			assert.deepEqual(ids(all100), ids((await rpc('invoices_list', maker.id, null, 100)).items));
			assert.deepEqual((await rpc('invoices_list', cells.id, null, 10)).items, []);
		});
	});

	describe('goods', () => {
		let products, lots, shipment, device, breach, id, whole;

		test('products, places and lots have names and numbers', async () => {
			const { traceability } = tx;
			const cell = await supply.registerProduct(api, cells.signer, 'cells', 'Each', '10614141543219');
			const battery = await supply.registerProduct(api, eve, '电池', 'Each');
			const crate = await supply.registerProduct(api, eve, 'crates', 'Each');
			products = { cell, battery, crate };
			const info = await rpc('trace_getProduct', cell);
			assert.deepEqual(info, { id: cell, owner: cells.id, name: 'cells', gtin: '10614141543219', unit: 'each' });
			assert.deepEqual(await rpc('trace_getProductByGtin', cells.id, '10614141543219'), info);
			assert.equal((await rpc('trace_getProduct', battery)).name, '电池');
			assert.deepEqual(ids(await all((cursor) => rpc('trace_listProducts', WORKS, cursor, 1))), [battery, crate]);
			await refused(traceability.registerProduct('x', '10614141543219', 'Each'), cells.signer, 'traceability.AlreadyExists');
			await refused(traceability.registerProduct('x', '10614141543218', 'Each'), eve, 'traceability.InvalidKey');
			await refused(traceability.registerProduct(' ', null, 'Each'), eve, 'traceability.InvalidText');
			const { events } = await done(traceability.registerLocation('dock 4', '4012345000009'), eve);
			const dock = find(events, 'traceability.LocationRegistered').data.location.toNumber();
			const place = { id: dock, owner: WORKS, name: 'dock 4', gln: '4012345000009' };
			assert.deepEqual(await rpc('trace_getLocation', dock), place);
			assert.deepEqual(await rpc('trace_getLocationByGln', WORKS, '4012345000009'), place);
			assert.deepEqual((await rpc('trace_listLocations', WORKS, null, 10)).items, [place]);

			lots = {};
			for (const code of ['C-101', 'C-102']) {
				lots[code] = await supply.commission(api, cells.signer, cell, code, 1_200, await at({ step: 'Commissioning' }));
			}
			const again = traceability.commission(cell, 'C-101', 5, false, await at());
			await refused(again, cells.signer, 'traceability.AlreadyExists');
			await refused(traceability.commission(cell, 'C-1', 5, false, await at()), eve, 'traceability.NotAuthorized');
			await refused(traceability.commission(cell, 'C-1', 0, false, await at()), cells.signer, 'traceability.InvalidQuantity');
			await refused(traceability.commission(cell, 'C-1', 2, true, await at()), cells.signer, 'traceability.InvalidQuantity');
			await refused(traceability.commission(NOBODY, 'C-1', 2, false, await at()), cells.signer, 'traceability.NotFound');
			const future = details((await now()) + 10 * MINUTE);
			await refused(traceability.commission(cell, 'C-1', 2, false, future), cells.signer, 'traceability.InFuture');
			const byCode = await rpc('trace_getLotByCode', cells.id, cell, 'C-101');
			assert.deepEqual([byCode.id, byCode.quantity, byCode.left, byCode.place], [lots['C-101'], '1200', '1200', 'free']);
		});

		test('they are sent, received, and become others', async () => {
			const { traceability } = tx;
			const raw = [lots['C-101'], lots['C-102']];
			const sent = await supply.ship(api, cells.signer, raw, WORKS, await soon(), await at({ step: 'Shipping', disposition: 'InTransit' }));
			assert.deepEqual(ids((await rpc('trace_listIncoming', WORKS, null, 10)).items), [sent]);
			assert.deepEqual(ids((await rpc('trace_listOutgoing', cells.id, null, 10)).items), [sent]);
			assert.deepEqual((await lot(raw[0])).place, { inTransit: { shipment: sent } });
			await refused(traceability.receive(sent, await at()), maker.signer, 'traceability.NotAuthorized');
			await refused(traceability.observe(raw, await at()), eve, 'traceability.NotAuthorized');
			await done(traceability.receive(sent, await at({ step: 'Receiving', disposition: 'InProgress' })), eve);
			await refused(traceability.receive(sent, await at()), eve, 'traceability.InvalidState');
			assert.deepEqual(ids(await all((cursor) => rpc('trace_listLots', WORKS, cursor, 1))), raw);

			const use = (from, quantity) => [{ lot: lots[from], quantity }];
			const make = (code, quantity) => [{ product: products.battery, code, quantity }];
			const digest = blake2AsHex('an event of EPCIS');
			const step = { step: 'CreatingClassInstance', digest };
			[lots['B-7']] = await supply.transform(api, eve, use('C-101', 1_200), make('B-7', 100), await at(step));
			[lots['B-8']] = await supply.transform(api, eve, use('C-102', 600), make('B-8', 50), await at());
			const more = traceability.transform(use('C-102', 5), make('B-9', 6).map((it) => ({ ...it, serial: false })), 0, await at());
			await refused(more, eve, 'traceability.NotBalanced');
			const gone = traceability.transform(use('C-101', 1), make('B-9', 1).map((it) => ({ ...it, serial: false })), 0, await at());
			await refused(gone, eve, 'traceability.UsedUp');
			const split = traceability.split(lots['C-102'], [{ code: 'C-102/1', quantity: 200 }, { code: 'C-102/2', quantity: 100 }], await at());
			const { body } = await supply.recorded(api, eve, split);
			[lots['C-102/1'], lots['C-102/2']] = body.asTransform.outputs.map((it) => it.lot.toNumber());
			assert.equal((await lot(lots['C-102'])).left, '300');
			const [made] = (await rpc('trace_listEventsByHash', digest, null, 10)).items;
			assert.deepEqual(made.body.transform.outputs, [{ lot: lots['B-7'], quantity: '100' }]);
			assert.deepEqual([made.step, made.by.organization, made.error], ['creating_class_instance', WORKS, null]);
			assert.deepEqual(await rpc('trace_getEvent', made.id), made);
			const down = await all((cursor) => rpc('trace_listEdgesDown', lots['C-102'], cursor, 1));
			assert.deepEqual(down.map((it) => it.lot).sort((a, b) => a - b), [lots['B-8'], lots['C-102/1'], lots['C-102/2']]);
			const [up] = (await rpc('trace_listEdgesUp', lots['B-7'], null, 10)).items;
			assert.deepEqual([up.lot, up.link, up.event], [lots['C-101'], 'made', made.id]);
		});

		test('an event that is wrong stays, and is undone if nothing came of it', async () => {
			const { traceability } = tx;
			const typo = traceability.commission(products.battery, 'B-99', 10, false, await at());
			const { event, body } = await supply.recorded(api, eve, typo);
			const id = body.asCommission.portion.lot.toNumber();
			const declare = (undo, corrective = []) => traceability.declareError(event, 'IncorrectData', corrective, undo);
			await refused(declare(true), cells.signer, 'traceability.NotAuthorized');
			await refused(declare(true, [event]), eve, 'traceability.InvalidCorrection');
			await refused(declare(true, [NOBODY]), eve, 'traceability.NotFound');
			await done(declare(true), eve);
			await refused(declare(true), eve, 'traceability.AlreadyDeclared');
			assert.deepEqual([(await lot(id)).void, (await lot(id)).left], [true, '0']);
			const { error } = await rpc('trace_getEvent', event);
			assert.deepEqual([error.reason, error.undone, error.by.organization], ['incorrect_data', true, WORKS]);
			// Its code is free again. What is used up of a lot has an end as well.
			const right = await supply.commission(api, eve, products.battery, 'B-99', 11, await at());
			await done(traceability.decommission(right, 4, await at({ step: 'Destroying', disposition: 'Destroyed' })), eve);
			await refused(traceability.decommission(right, 8, await at()), eve, 'traceability.InvalidQuantity');
			await refused(traceability.declareError((await lot(right)).origin, 'DidNotOccur', [], true), eve, 'traceability.CannotUndo');
			assert.equal((await lot(right)).left, '7');
			const documents = [{ kind: 'PurchaseOrder', digest: HASH }];
			await done(traceability.link([right], documents, await at()), eve);
			const events = await all((cursor) => rpc('trace_listEvents', right, cursor, 2));
			assert.deepEqual(events.map((it) => kindOf(it.body)), ['commission', 'decommission', 'link']);
			assert.deepEqual(events[2].body.link.documents, [{ kind: 'po', digest: HASH }]);
		});

		test('they are packed, and what holds them moves them', async () => {
			const { traceability } = tx;
			const crate = await supply.commission(api, eve, products.crate, 'K-1', 1, await at(), true);
			lots['K-1'] = crate;
			const [b7, b8] = [lots['B-7'], lots['B-8']];
			const gather = async (action, parent, children) => traceability.aggregate(action, parent, children, await at());
			await refused(await gather('Add', b7, [b8]), eve, 'traceability.NotContainer');
			await refused(await gather('Add', crate, [crate]), eve, 'traceability.Duplicate');
			await refused(await gather('Add', crate, [b7, b7]), eve, 'traceability.Duplicate');
			await refused(await gather('Delete', crate, [b7]), eve, 'traceability.NotInside');
			await done(await gather('Add', crate, [b7, b8]), eve);
			await refused(await gather('Add', crate, [b7]), eve, 'traceability.Inside');
			assert.deepEqual(ids(await all((cursor) => rpc('trace_listContents', crate, cursor, 1))), [b7, b8]);
			assert.deepEqual((await lot(b7)).place, { inside: { parent: crate, bond: 'content' } });
			const limits = [{ kind: 'Temperature', range: { min: 5_000, max: 30_000 } }];
			const ship = async (to, more = {}) => {
				const { lots: sent = [crate], limits: of = limits, answerBy = await soon(20 * DAY) } = more;
				return traceability.ship(sent, to, of, [], answerBy, await at());
			};
			await refused(await ship(WORKS), eve, 'traceability.InvalidParty');
			await refused(await ship(NOBODY), eve, 'traceability.InvalidParty');
			await refused(await ship(maker.id, { lots: [b7] }), eve, 'traceability.Inside');
			await refused(await ship(maker.id, { lots: [] }), eve, 'traceability.Empty');
			await refused(await ship(maker.id, { limits: [...limits, ...limits] }), eve, 'traceability.InvalidRange');
			await refused(await ship(maker.id, { answerBy: await soon(91 * DAY) }), eve, 'traceability.InvalidAnswerTime');
			await refused(await ship(maker.id), cells.signer, 'traceability.NotAuthorized');
			shipment = await supply.ship(api, eve, [crate], maker.id, await soon(20 * DAY), await at(), { limits });
			const info = await rpc('trace_getShipment', shipment);
			assert.deepEqual([info.from, info.to, info.lots, info.status, info.ended], [WORKS, maker.id, [crate], 'inTransit', null]);
			assert.deepEqual(info.limits, [{ kind: 'temperature', min: 5_000, max: 30_000 }]);
			assert.deepEqual(ids((await rpc('trace_listShipments', crate, null, 10)).items), [shipment]);
			assert.equal((await lot(b8)).custodian, WORKS);
		});

		test('what is owed for them is attached to them, and waits for them', async () => {
			const { receivables, traceability } = tx;
			const condition = (fact, gates) => ({ fact, gates });
			const conditions = [condition({ Delivered: shipment }, 'Payment'), condition({ Inspected: lots['B-7'] }, 'Transfer')];
			await done(receivables.setLine(CNY, 200_000_000), maker.signer);
			[id, whole] = await owed(OWED, 90 * DAY, { conditions });
			const attach = (receivable) => traceability.attach({ Shipment: shipment }, { Receivable: receivable });
			const detach = () => traceability.detach({ Shipment: shipment }, { Receivable: id });
			await refused(attach(id), maker.signer, 'traceability.NotAuthorized');
			await refused(attach(NOBODY), eve, 'traceability.NotCreditor');
			await done(attach(id), eve);
			await refused(attach(id), eve, 'traceability.AlreadyExists');
			// It is there for whoever owes the receivable.
			await refused(detach(), eve, 'traceability.NotAuthorized');
			await done(detach(), maker.signer);
			await refused(detach(), maker.signer, 'traceability.NotAttached');
			await done(attach(id), eve);
			assert.deepEqual((await rpc('trace_getShipment', shipment)).receivables, [{ receivable: id, by: WORKS }]);
			assert.deepEqual((await rpc('trace_listTies', id, null, 10)).items, [{ shipment }]);

			await done(receivables.offer(whole, cells.id, false, await soon()), eve);
			await refused(receivables.take(whole, OWED, false, null), cells.signer, 'receivables.ConditionNotMet');
			await refused(receivables.settleCondition(id, 1), bob, 'receivables.ConditionNotMet');
			await refused(traceability.inspect(lots['B-7'], true, await at()), cells.signer, 'traceability.NotAuthorized');
			await done(traceability.inspect(lots['B-7'], true, await at({ step: 'Inspecting' })), ferdie);
			const { inspection } = await lot(lots['B-7']);
			assert.deepEqual([inspection.by, inspection.passed], [COURT, true]);
			await done(receivables.settleCondition(id, 1), bob);
			await refused(receivables.settleCondition(id, 1), bob, 'receivables.AlreadyMet');
			await refused(receivables.settleCondition(id, 2), bob, 'receivables.NoCondition');
			await done(receivables.returnPart(whole), cells.signer);
			const { conditions: shown } = await receivable(id);
			assert.deepEqual(shown[0], { fact: { delivered: shipment }, gates: 'payment', met: false });
			assert.equal(shown[1].met, true);
		});

		test('sensors sign what they read, and a breach marks the goods', async () => {
			const { traceability } = tx;
			const target = { Shipment: shipment };
			device = new supply.Device(api.genesisHash.toHex(), 'crate');
			const warm = { min: 1, max: 2 };
			await refused(traceability.registerSensor(target, device.key, 'Temperature', warm), eve, 'traceability.InvalidRange');
			await refused(traceability.registerSensor(target, device.key, 'Temperature', null), maker.signer, 'traceability.NotAuthorized');
			const sensor = await device.place(api, eve, target, 'Temperature');
			const hygrometer = new supply.Device(api.genesisHash.toHex(), 'hygrometer', 'Sr25519');
			await hygrometer.place(api, eve, target, 'Humidity');
			const here = await all((cursor) => rpc('trace_listSensors', { shipment }, cursor, 1));
			assert.deepEqual(ids(here), [sensor, hygrometer.sensor]);
			const start = await now();
			const first = device.read(start, 21_000);
			const humid = hygrometer.signed(hygrometer.read(start, 99_000));
			const submit = (readings, relay = bob) => supply.carry(api, relay, traceability.submit(readings));
			assert.deepEqual(await submit([device.signed(first), humid]), { taken: 2, refused: [], breach: undefined });
			const later = device.read(start + HOUR, 22_000);
			const forged = { ...device.signed(later), reading: { ...later, value: 29_000 } };
			const others = [
				device.signed(first),
				forged,
				{ ...forged, reading: { ...later, sensor: NOBODY } },
				device.signed({ ...later, at: start + 3 * HOUR }),
				device.signed({ ...later, at: start - DAY }),
				device.signed({ ...later, value: -273_151 }),
				hygrometer.signed({ ...later, value: 22_000 }),
			];
			await passUntil(start + HOUR);
			const reasons = ['Replayed', 'WrongSignature', 'UnknownSensor', 'Future', 'NotInService', 'Impossible', 'WrongSignature'];
			assert.deepEqual((await submit(others)).refused, reasons);
			await refused(traceability.submit([]), bob, 'traceability.Empty');
			// They come in any order.
			const warmer = device.read(start + HOUR, 31_200);
			({ breach } = await submit([device.signed(warmer)]));
			assert.equal((await rpc('trace_getShipment', shipment)).breach, breach);
			assert.deepEqual(await submit([device.signed(later)]), { taken: 1, refused: [], breach: undefined });
			const readings = await all((cursor) => rpc('trace_listReadings', sensor, cursor, 2));
			const expected = [first, later, warmer].map(({ sequence, at: time, value }) => ({ sequence, at: time, value }));
			assert.deepEqual(readings.sort((one, other) => one.sequence - other.sequence), expected);
			const info = await rpc('trace_getSensor', sensor);
			assert.deepEqual([info.target, info.kind, info.next, info.readings], [{ shipment }, 'temperature', 3, 3]);
			assert.deepEqual(info.range, { min: 5_000, max: 30_000 });
			const { cause, by } = await rpc('trace_getRecall', breach);
			assert.deepEqual([by, cause.breach.target, cause.breach.evidence.value], [WORKS, { shipment }, 31_200]);
			await supply.spread(api, bob, breach);
			await refused(traceability.spread(breach, 20), bob, 'traceability.InvalidState');
			const { marked, status } = await rpc('trace_getRecall', breach);
			assert.deepEqual([marked, status], [3, 'open']);
			// What is inside the crate shares what befell it.
			for (const code of ['K-1', 'B-7', 'B-8']) assert.deepEqual((await lot(lots[code])).recalls, [breach]);
		});

		test('many readings are one batch, of which any is shown', async () => {
			const { traceability } = tx;
			const start = await now();
			const readings = Array.from({ length: 5 }, (_, i) => device.read(start + i * MINUTE, 20_000 + 100 * i));
			await passUntil(start + 5 * MINUTE);
			const { batch, signature, prove } = device.batch(readings);
			const submit = (batches) => supply.carry(api, alice, traceability.submitBatches(batches));
			const unsound = { batch: { ...batch, lowest: batch.highest + 1 }, signature };
			const changed = { batch: { ...batch, highest: 29_000 }, signature };
			const sent = await submit([unsound, changed, { batch, signature }, { batch, signature }]);
			assert.deepEqual([sent.taken, sent.refused], [1, ['WrongBatch', 'WrongSignature', 'Replayed']]);
			const shown = [prove(4), { ...prove(1), proof: prove(2).proof }];
			const proven = await supply.carry(api, alice, traceability.prove(device.sensor, batch.first, shown));
			assert.deepEqual([proven.taken, proven.refused], [1, ['WrongProof']]);
			await refused(traceability.prove(device.sensor, NOBODY, shown), alice, 'traceability.NotFound');
			const { items } = await rpc('trace_listBatches', device.sensor, null, 10);
			assert.deepEqual(items, [batch]);
			assert.equal((await rpc('trace_getSensor', device.sensor)).batched, 5);
			await refused(traceability.retireSensor(device.sensor), maker.signer, 'traceability.NotAuthorized');
			await refused(traceability.retireSensor(device.sensor), eve, 'traceability.InTransit');
		});

		test('an auditor ends a breach, and the goods arrive', async () => {
			const { receivables, traceability } = tx;
			assert.equal(await statusOf(id), 'frozen');
			assert.deepEqual((await rpc('trace_listFrozen', breach, null, 10)).items, [id]);
			const taken = traceability.detach({ Shipment: shipment }, { Receivable: id });
			await refused(taken, maker.signer, 'traceability.Recalled');
			await refused(traceability.attach({ Shipment: shipment }, { Receivable: id }), eve, 'traceability.Recalled');
			await refused(traceability.endRecall(breach), eve, 'traceability.NotAuthorized');
			await done(traceability.endRecall(breach), ferdie);
			await supply.spread(api, bob, breach);
			await refused(traceability.endRecall(breach), ferdie, 'traceability.InvalidState');
			assert.equal(kindOf((await rpc('trace_getRecall', breach)).status), 'ended');
			assert.equal(await statusOf(id), 'outstanding');
			// It was offered: whoever has seen what it is attached to relies on that.
			const more = traceability.attach({ Lot: lots['C-102/1'] }, { Receivable: id });
			await refused(more, eve, 'traceability.ReliedOn');
			await refused(receivables.settleCondition(id, 0), bob, 'receivables.ConditionNotMet');
			await done(traceability.receive(shipment, await at()), maker.signer);
			await done(receivables.settleCondition(id, 0), bob);
			assert.equal((await lot(lots['B-8'])).custodian, maker.id);
		});

		test('a recall finds all that came of a lot, and freezes what is owed for it', async () => {
			const { receivables, traceability } = tx;
			const notice = tx.traceability.recall([lots['C-101']], 'separators may tear', HASH);
			await refused(notice, maker.signer, 'traceability.NotAuthorized');
			await refused(tx.traceability.recall([], 'x', HASH), cells.signer, 'traceability.Empty');
			await refused(tx.traceability.recall([NOBODY], 'x', HASH), cells.signer, 'traceability.NotFound');
			const { events } = await done(notice, cells.signer);
			const recall = find(events, 'traceability.Recalled').data.recall.toNumber();
			await supply.spread(api, alice, recall);
			const marked = await all((cursor) => rpc('trace_listMarked', recall, cursor, 1));
			const ways = marked.map((it) => [it.lot, it.via]).sort(([one], [other]) => one - other);
			assert.deepEqual(ways, [[lots['C-101'], null], [lots['B-7'], lots['C-101']]]);
			assert.ok(marked.every(({ active }) => active));
			assert.equal(marked.find((it) => it.lot === lots['B-7']).custodian, maker.id);
			assert.deepEqual((await lot(lots['K-1'])).recalls, [recall]);
			assert.deepEqual((await lot(lots['B-8'])).recalls, []);
			assert.deepEqual((await rpc('trace_listFrozen', recall, null, 10)).items, [id]);
			const { frozen } = (await receivable(id)).status;
			assert.deepEqual([frozen.before, frozen.recalls], ['outstanding', 1]);
			await refused(receivables.pay(id), maker.signer, 'receivables.InvalidState');
			await refused(receivables.split(whole, [1, OWED - 1n]), eve, 'receivables.InvalidState');
			const onward = traceability.ship([lots['K-1']], BANK, [], [], await soon(), await at());
			await refused(onward, maker.signer, 'traceability.Recalled');
			const recalls = await all((cursor) => rpc('trace_listRecalls', cursor, 1));
			assert.deepEqual(recalls.map((it) => it.id), [recall, breach]);
			assert.equal(recalls[0].cause.called.reason, 'separators may tear');

			await refused(traceability.endRecall(recall), eve, 'traceability.NotAuthorized');
			await done(traceability.endRecall(recall), cells.signer);
			// It goes on by itself.
			for (let i = 0; i < 5; i += 1) await pass(MINUTE);
			assert.equal(kindOf((await rpc('trace_getRecall', recall)).status), 'ended');
			assert.equal(await statusOf(id), 'outstanding');
			assert.deepEqual((await rpc('trace_listFrozen', recall, null, 10)).items, []);
			assert.deepEqual((await lot(lots['K-1'])).recalls, []);
			assert.ok((await rpc('trace_listMarked', recall, null, 10)).items.every(({ active }) => !active));
			assert.deepEqual(await gained([maker.id, WORKS], async () => {
				await done(receivables.pay(id), maker.signer);
				await supply.payOut(api, bob, id);
			}), [-OWED, OWED]);
		});

		test('what is fixed to an item moves with it, and comes back if nobody takes it', async () => {
			const { traceability } = tx;
			const [battery, crate] = [
				await supply.commission(api, eve, products.battery, 'B-20', 1, await at(), true),
				await supply.commission(api, eve, products.crate, 'K-2', 1, await at(), true),
			];
			const associate = async (action, children = [battery]) => traceability.associate(action, crate, children, await at());
			await refused(await associate('Delete'), eve, 'traceability.NotInside');
			await refused(await associate('Add'), maker.signer, 'traceability.NotAuthorized');
			await done(await associate('Add'), eve);
			await done(await associate('Observe'), eve);
			assert.deepEqual((await lot(battery)).place, { inside: { parent: crate, bond: 'fixture' } });
			const send1 = async () => supply.ship(api, eve, [crate], maker.id, await soon(), await at());
			const sent = await send1();
			await refused(traceability.reject(sent, await at()), cells.signer, 'traceability.NotAuthorized');
			await done(traceability.reject(sent, await at({ step: 'Receiving', disposition: 'Returned' })), maker.signer);
			await refused(traceability.receive(sent, await at()), maker.signer, 'traceability.InvalidState');
			const again = await send1();
			await refused(traceability.recallShipment(again, await at()), maker.signer, 'traceability.NotAuthorized');
			await done(traceability.recallShipment(again, await at()), eve);
			await refused(traceability.reject(again, await at()), maker.signer, 'traceability.InvalidState');
			const lapsing = await send1();
			await pass(DAY + 2 * MINUTE);
			const statuses = await Promise.all([sent, again, lapsing].map(async (id) => (await rpc('trace_getShipment', id)).status));
			assert.deepEqual(statuses, ['rejected', 'takenBack', 'lapsed']);
			assert.deepEqual([(await lot(crate)).custodian, (await lot(crate)).place], [WORKS, 'free']);
			await done(await associate('Delete'), eve);
			assert.deepEqual([(await lot(battery)).custodian, (await lot(battery)).place], [WORKS, 'free']);
			const events = await all((cursor) => rpc('trace_listEvents', crate, cursor, 3));
			const kinds = ['commission', 'gather', 'gather', 'ship', 'reject', 'ship', 'takeBack', 'ship', 'gather'];
			assert.deepEqual(events.map((it) => kindOf(it.body)), kinds);
		});

		test('a trace goes back and forward, page by page', async () => {
			const pages = async (method, start) => {
				const found = [];
				let cursor = null;
				do {
					const { items, next, cut } = await rpc(method, start, cursor, 1);
					assert.equal(cut, false);
					found.push(...items.map(({ code }) => code));
					cursor = next;
				} while (cursor !== null);
				return found;
			};
			assert.deepEqual(await pages('trace_back', lots['B-7']), ['C-101']);
			assert.deepEqual(await pages('trace_forward', lots['C-101']), ['B-7']);
			assert.deepEqual(await pages('trace_forward', lots['C-102']), ['B-8', 'C-102/1', 'C-102/2']);
			const [one, other] = [lots['C-102/1'], lots['C-102/2']];
			const [pack] = await supply.transform(
				api,
				eve,
				[{ lot: one, quantity: 200 }, { lot: other, quantity: 50 }],
				[{ product: products.battery, code: 'B-10', quantity: 20 }],
				await at(),
			);
			assert.deepEqual(await pages('trace_back', pack), ['C-102/2', 'C-102/1', 'C-102']);
			assert.deepEqual((await rpc('trace_back', NOBODY, null, 10)), { items: [], next: null, cut: false });
		});
	});

	describe('receivables', () => {
		let id, whole, sold, pledged, passed, due;

		test('one side drafts, the other accepts, within its line', async () => {
			const { receivables } = tx;
			const answerBy = await soon(2 * HOUR);
			due = await soon(90 * DAY);
			const of = (more) => supply.terms(OWED, due, answerBy, more);
			const draft = (more, to = maker.id) => receivables.draft(to, false, of(more));
			const cases = [
				[draft({ amount: 0 }), 'InvalidAmount'],
				[draft({ asset: 99 }), 'UnknownAsset'],
				[draft({ due: 1 }), 'InvalidDue'],
				[draft({ lateRate: 2_401 }), 'InvalidRate'],
				[draft({ documents: [] }), 'NoDocuments'],
				[draft({ documents: [{ kind: 'Invoice', number: HASH, digest: HASH, amount: OWED }] }), 'InvoicesMissing'],
				[draft({ arbiter: maker.id }), 'NotImpartial'],
				[draft({ guarantor: WORKS }), 'InvalidParty'],
				[draft({ answerBy: 1 }), 'InvalidAnswerTime'],
				[draft({}, WORKS), 'InvalidParty'],
				[draft({}, NOBODY), 'NotInGoodStanding'],
			];
			for (const [call, name] of cases) await refused(call, eve, `receivables.${name}`);
			assert.equal((await refusal(api, draft({}), key('nobody'))).code, 1010);
			id = await supply.draft(api, eve, maker.id, false, of({ guarantor: BANK }));
			const info = await receivable(id);
			assert.deepEqual([info.debtor, info.creditor, info.amount, info.outstanding], [maker.id, WORKS, String(OWED), '0']);
			assert.deepEqual(info.status, { draft: { byDebtor: false, answerBy } });
			assert.deepEqual(ids((await rpc('receivables_listAwaited', maker.id, null, 10)).items), [id]);
			assert.deepEqual(ids((await rpc('receivables_listDrafted', WORKS, null, 10)).items), [id]);
			await done(receivables.setLine(CNY, OWED - 1n), maker.signer);
			await refused(receivables.accept(id, OWED), eve, 'receivables.NotAuthorized');
			await refused(receivables.accept(id, OWED), maker.signer, 'receivables.LineExceeded');
			await done(receivables.setLine(CNY, 200_000_000), maker.signer);
			await refused(receivables.accept(id, OWED + 1n), maker.signer, 'receivables.InvalidAmount');
			await refused(receivables.accept(id, 0), maker.signer, 'receivables.InvalidAmount');
			await refused(receivables.accept(NOBODY, 1), maker.signer, 'receivables.NotFound');
			whole = await supply.accept(api, maker.signer, id, OWED);
			await refused(receivables.accept(id, OWED), maker.signer, 'receivables.InvalidState');
			const exposure = await rpc('receivables_getExposure', maker.id, CNY);
			assert.deepEqual(exposure, { limit: '200000000', outstanding: String(OWED), overdue: '0', available: String(200_000_000n - OWED) });
			// A draft that nobody answers lapses.
			const lapsing = await supply.draft(api, maker.signer, WORKS, true, of({ answerBy: await soon(HOUR) }));
			await refused(receivables.accept(lapsing, OWED - 1n), eve, 'receivables.InvalidAmount');
			await pass(2 * HOUR);
			assert.equal(await receivable(lapsing), null);
		});

		test('it is guaranteed by whoever is named', async () => {
			const { receivables } = tx;
			await refused(receivables.guarantee(id), harbor.signer, 'receivables.NotAuthorized');
			await refused(receivables.guarantee(id), maker.signer, 'receivables.InvalidParty');
			await refused(receivables.guarantee(id), bob, 'receivables.LineExceeded');
			await refused(receivables.setGuarantee(BANK, CNY, 1), bob, 'receivables.InvalidParty');
			await done(receivables.setGuarantee(maker.id, CNY, OWED), bob);
			await done(receivables.guarantee(id), bob);
			await refused(receivables.guarantee(id), bob, 'receivables.AlreadyGuaranteed');
			assert.equal((await receivable(id)).guarantor, BANK);
			const guarantee = await rpc('receivables_getGuarantee', BANK, maker.id, CNY);
			assert.deepEqual(guarantee, { limit: String(OWED), outstanding: String(OWED) });
			const by = async (organization, role) => ids((await rpc('receivables_list', organization, role, null, 100)).items);
			assert.deepEqual(await by(BANK, 'guarantor'), [id]);
			assert.deepEqual(await by(BANK, 'debtor'), []);
			assert.ok((await by(maker.id, null)).includes(id));
		});

		test('it is split, merged and split again', async () => {
			const { receivables } = tx;
			await refused(receivables.split(whole, [OWED]), eve, 'receivables.InvalidAmount');
			await refused(receivables.split(whole, [1, OWED]), eve, 'receivables.InvalidAmount');
			await refused(receivables.split(whole, [0, OWED]), eve, 'receivables.InvalidAmount');
			await refused(receivables.split(whole, [1, OWED - 1n]), maker.signer, 'receivables.NotAuthorized');
			assert.equal((await refusal(api, receivables.split(whole, Array(17).fill(1)), eve)).code, 1002);
			const halves = await supply.split(api, eve, whole, [1, 2, OWED - 3n]);
			await refused(receivables.split(whole, [1, OWED - 1n]), eve, 'receivables.InvalidState');
			await refused(receivables.merge(halves.slice(0, 1)), eve, 'receivables.NotSiblings');
			await refused(receivables.merge([halves[0], halves[0]]), eve, 'receivables.InvalidState');
			const { events } = await done(receivables.merge(halves), eve);
			const merged = find(events, 'receivables.Merged').data.into.toNumber();
			[sold, pledged, passed] = await supply.split(api, eve, merged, PARTS);
			const leaves = await all((cursor) => rpc('receivables_listLeaves', id, cursor, 2));
			assert.deepEqual(ids(leaves), [sold, pledged, passed]);
			const tree = await all((cursor) => rpc('receivables_listTree', id, cursor, 3));
			assert.deepEqual(ids(tree), [whole, ...halves, merged, sold, pledged, passed].sort((a, b) => a - b));
			assert.deepEqual((await part(halves[0])).status, { merged: { into: merged } });
			const held = await all((cursor) => rpc('receivables_listParts', WORKS, cursor, 1));
			assert.deepEqual(ids(held), [sold, pledged, passed]);
		});

		test('a part is sold to the bank that pays most', async () => {
			const { receivableFinancing } = tx;
			const answerBy = await soon(3 * DAY);
			const sale = { Sale: { recourse: false } };
			const asks = (of, banks, kind, by) => receivableFinancing.request(of, banks, kind, by);
			await refused(asks(sold, [OFFICE], sale, answerBy), eve, 'receivableFinancing.NotABank');
			await refused(asks(sold, [BANK, BANK], sale, answerBy), eve, 'receivableFinancing.InvalidParty');
			await refused(asks(sold, [], sale, answerBy), eve, 'receivableFinancing.InvalidParty');
			await refused(asks(sold, [BANK], sale, await soon(31 * DAY)), eve, 'receivableFinancing.InvalidTime');
			await refused(asks(sold, [BANK], sale, answerBy), maker.signer, 'receivableFinancing.NotAuthorized');
			await refused(asks(NOBODY, [BANK], sale, answerBy), eve, 'receivableFinancing.NotFound');
			const request = await supply.ask(api, eve, sold, [BANK, harbor.id], sale, answerBy);
			await refused(asks(sold, [BANK], sale, answerBy), eve, 'receivableFinancing.AlreadyRequested');
			const info = await rpc('financing_getRequest', request);
			assert.deepEqual([info.part, info.holder, info.banks, info.kind], [sold, WORKS, [BANK, harbor.id], { sale: { recourse: false } }]);
			assert.deepEqual(await rpc('financing_getRequestOn', sold), info);
			assert.deepEqual((await rpc('financing_listRequestsTo', harbor.id, null, 10)).items, [info]);
			assert.deepEqual((await rpc('financing_listRequests', WORKS, null, 10)).items, [info]);
			const quote = (of) => receivableFinancing.quote(request, of);
			await refused(quote(supply.purchase(435, 0, answerBy)), cells.signer, 'receivableFinancing.NotAuthorized');
			await refused(quote(supply.purchase(2_401, 0, answerBy)), bob, 'receivableFinancing.InvalidRate');
			await refused(quote(supply.purchase(435, PARTS[0], answerBy)), bob, 'receivableFinancing.InvalidAmount');
			await refused(quote(supply.purchase(435, 0, answerBy, true)), bob, 'receivableFinancing.WrongKind');
			await refused(quote(supply.loan(1, 435, 0, answerBy)), bob, 'receivableFinancing.WrongKind');
			await refused(quote(supply.purchase(435, 0, answerBy + 1)), bob, 'receivableFinancing.InvalidTime');
			const before = await has(BANK);
			const terms = { rate: 435, fee: 20_000n };
			await done(quote(supply.purchase(terms.rate, terms.fee, answerBy)), bob);
			await refused(quote(supply.purchase(435, 0, answerBy)), bob, 'receivableFinancing.AlreadyQuoted');
			await done(quote(supply.purchase(460, 5_000, answerBy)), harbor.signer);
			const held = supply.priceOf(PARTS[0], terms, supply.startedDays(answerBy, due));
			assert.equal(before - (await has(BANK)), held);
			assert.equal((await rpc('financing_getExposure', BANK, CNY)).quoted, String(held));
			const price = supply.priceOf(PARTS[0], terms, supply.startedDays(await now(), due));
			const quotes = await rpc('financing_listQuotes', request);
			const paid = new Map(quotes.map((it) => [it.bank, BigInt(it.payout)]));
			assert.equal(paid.get(BANK), price);
			assert.ok(paid.get(harbor.id) < price);
			const take = (bank, atLeast) => receivableFinancing.takeQuote(request, bank, atLeast);
			await refused(take(BANK, price + 1n), eve, 'receivableFinancing.TooLittle');
			await refused(take(BANK, price), maker.signer, 'receivableFinancing.NotAuthorized');
			await refused(take(OFFICE, 0), eve, 'receivableFinancing.NotFound');
			const changes = await gained([WORKS, harbor.id], () => done(take(BANK, price), eve));
			assert.equal(changes[0], price);
			assert.ok(changes[1] > 0n, 'the other bank has its money back');
			assert.equal(before - (await has(BANK)), price);
			assert.equal((await part(sold)).holder, BANK);
			assert.equal(await rpc('financing_getRequest', request), null);
			assert.equal(await rpc('financing_getRequestOn', sold), null);
			assert.deepEqual(await rpc('financing_listQuotes', request), []);
		});

		test('one is pledged, claimed by a third party, and repaid', async () => {
			const { receivableFinancing, receivables } = tx;
			const [answerBy, until] = [await soon(), await soon(60 * DAY)];
			const kind = { Pledge: { until, wanted: 18_000_000 } };
			const request = await supply.ask(api, eve, pledged, [harbor.id], kind, answerBy);
			await refused(receivableFinancing.quote(request, supply.loan(18_000_001, 500, 0, answerBy)), harbor.signer, 'receivableFinancing.InvalidAmount');
			const [principal, fee] = [18_000_000n, 10_000n];
			await done(receivableFinancing.quote(request, supply.loan(principal, 500, fee, answerBy)), harbor.signer);
			assert.deepEqual(await gained([WORKS], () => done(receivableFinancing.takeQuote(request, harbor.id, principal - fee), eve)), [principal - fee]);
			const info = await rpc('financing_getLoanOn', pledged);
			const loan = info.id;
			assert.deepEqual(info, await rpc('financing_getLoan', loan));
			assert.deepEqual([info.bank, info.borrower, info.principal, info.secured], [harbor.id, WORKS, String(principal), true]);
			assert.deepEqual(ids((await rpc('financing_listLoansOf', harbor.id, null, 10)).items), [loan]);
			assert.deepEqual(ids((await rpc('financing_listLoansBy', WORKS, null, 10)).items), [loan]);
			assert.equal((await part(pledged)).status, 'locked');
			await refused(receivables.offer(pledged, cells.id, true, await soon()), eve, 'receivables.NotIdle');
			await refused(receivableFinancing.realize(loan, null), harbor.signer, 'receivableFinancing.NotDue');
			await refused(receivableFinancing.repay(loan, 1), maker.signer, 'receivableFinancing.NotAuthorized');
			await refused(receivableFinancing.repay(NOBODY, 1), eve, 'receivableFinancing.NotFound');

			await refused(receivableFinancing.claim(pledged, PARTS[1] + 1n, HASH), cells.signer, 'receivableFinancing.InvalidAmount');
			await refused(receivableFinancing.claim(pledged, 1, HASH), maker.signer, 'receivableFinancing.InvalidParty');
			await done(receivableFinancing.claim(pledged, 5_000_000, HASH), cells.signer);
			await refused(receivableFinancing.claim(pledged, 1, HASH), cells.signer, 'receivableFinancing.AlreadyClaimed');
			const [claim] = (await rpc('financing_listClaims', pledged, null, 10)).items;
			assert.deepEqual([claim.claimant, claim.amount, claim.standing], [cells.id, '5000000', 'open']);
			await done(receivableFinancing.acknowledge(claim.id, null), eve);
			await refused(receivableFinancing.acknowledge(claim.id, null), eve, 'receivableFinancing.AlreadyCounted');
			const debt = BigInt((await rpc('financing_getLoan', loan)).debt);
			const shares = await rpc('financing_getShares', pledged, String(PARTS[1]));
			assert.deepEqual(shares, [
				{ source: { pledge: loan }, to: harbor.id, claimed: String(debt), amount: String(debt) },
				{ source: { claim: claim.id }, to: cells.id, claimed: '5000000', amount: String(PARTS[1] - debt) },
			]);
			await refused(receivableFinancing.ruleClaim(claim.id, false, null, null), maker.signer, 'organizations.CapabilityNotGranted');
			await done(receivableFinancing.ruleClaim(claim.id, false, null, null), ferdie);

			await passUntil(info.taken + 30 * DAY - HOUR);
			const due30 = principal + supply.interest(principal, 500, 30);
			assert.equal((await rpc('financing_getLoan', loan)).debt, String(due30));
			// Interest first; more than is owed is not taken.
			assert.deepEqual(await gained([WORKS, harbor.id], () => done(receivableFinancing.repay(loan, 1_000_000), eve)), [-1_000_000n, 1_000_000n]);
			assert.equal((await rpc('financing_getLoan', loan)).principal, String(due30 - 1_000_000n));
			assert.deepEqual(await gained([WORKS], () => done(receivableFinancing.repay(loan, 99_000_000), eve)), [1_000_000n - due30]);
			assert.equal(await rpc('financing_getLoan', loan), null);
			assert.equal((await part(pledged)).status, 'idle');
			assert.deepEqual(await rpc('financing_getExposure', harbor.id, CNY), { principal: '0', quoted: '0' });
		});

		test('what was asked, quoted, lent and claimed is given up', async () => {
			const { receivableFinancing } = tx;
			const [other, all1] = await owed(10_000_000n, 80 * DAY);
			const [answerBy, until] = [await soon(), await soon(60 * DAY)];
			const sale = { Sale: { recourse: true } };
			const ask = (kind, banks) => supply.ask(api, eve, all1, banks, kind, answerBy);
			const first = await ask(sale, [BANK, harbor.id]);
			const before = await has(BANK);
			await done(receivableFinancing.quote(first, supply.purchase(400, 0, answerBy, true)), bob);
			assert.ok((await has(BANK)) < before);
			await refused(receivableFinancing.withdrawQuote(first), harbor.signer, 'receivableFinancing.NotFound');
			await done(receivableFinancing.withdrawQuote(first), bob);
			assert.equal(await has(BANK), before);
			await done(receivableFinancing.quote(first, supply.purchase(410, 0, answerBy, true)), bob);
			// What was claimed since it quoted is no surprise to a bank.
			await done(receivableFinancing.claim(all1, 5_000, HASH), cells.signer);
			await refused(receivableFinancing.takeQuote(first, BANK, 0), eve, 'receivableFinancing.Changed');
			const [early] = (await rpc('financing_listClaimsIn', other, null, 10)).items;
			assert.deepEqual([early.part, early.receivable, early.standing], [all1, other, 'open']);
			await refused(receivableFinancing.settleClaim(early.id), maker.signer, 'receivableFinancing.NotAuthorized');
			assert.deepEqual(await gained([WORKS, cells.id], () => done(receivableFinancing.settleClaim(early.id), eve)), [-5_000n, 5_000n]);
			await refused(receivableFinancing.withdrawRequest(first), maker.signer, 'receivableFinancing.NotAuthorized');
			// With the request the quotes are gone.
			await done(receivableFinancing.withdrawRequest(first), eve);
			assert.deepEqual([await has(BANK), await rpc('financing_getRequest', first)], [before, null]);

			const pledge = (wanted) => ({ Pledge: { until, wanted } });
			const small = await ask(pledge(4_000_000), [harbor.id]);
			await done(receivableFinancing.quote(small, supply.loan(4_000_000, 600, 0, answerBy)), harbor.signer);
			await done(receivableFinancing.takeQuote(small, harbor.id, 0), eve);
			const dear = (await rpc('financing_getLoanOn', all1)).id;
			// Another bank lends more for less, and repays the first.
			const large = await ask(pledge(6_000_000), [BANK]);
			await done(receivableFinancing.quote(large, supply.loan(6_000_000, 450, 10_000, answerBy)), bob);
			const debt = BigInt((await rpc('financing_getLoan', dear)).debt);
			const rest = 6_000_000n - 10_000n - debt;
			const refinance = (atLeast) => receivableFinancing.refinance(dear, large, BANK, atLeast);
			await refused(refinance(rest + 1n), eve, 'receivableFinancing.TooLittle');
			await refused(refinance(rest), harbor.signer, 'receivableFinancing.NotAuthorized');
			assert.deepEqual(await gained([WORKS, harbor.id], () => done(refinance(rest), eve)), [rest, debt]);
			assert.equal(await rpc('financing_getLoan', dear), null);
			const cheap = await rpc('financing_getLoanOn', all1);
			assert.deepEqual([cheap.bank, cheap.principal], [BANK, '6000000']);

			// Who had its claim settled registers no other.
			await refused(receivableFinancing.claim(all1, 1_000_000, HASH), cells.signer, 'receivableFinancing.AlreadyClaimed');
			await done(receivableFinancing.claim(all1, 1_000_000, HASH), harbor.signer);
			const [claim] = (await rpc('financing_listClaims', all1, null, 10)).items;
			await refused(receivableFinancing.withdrawClaim(claim.id), maker.signer, 'receivableFinancing.NotAuthorized');
			await done(receivableFinancing.withdrawClaim(claim.id), harbor.signer);
			assert.deepEqual((await rpc('financing_listClaims', all1, null, 10)).items, []);
			await refused(receivableFinancing.forgive(cheap.id), eve, 'receivableFinancing.NotAuthorized');
			await done(receivableFinancing.forgive(cheap.id), bob);
			assert.deepEqual([await rpc('financing_getLoan', cheap.id), (await part(all1)).status], [null, 'idle']);
			const acts = (await all((cursor) => rpc('receivables_listHistory', other, cursor, 2))).map(({ act }) => act);
			assert.deepEqual(acts, ['drafted', 'accepted', 'locked', 'unlocked', 'locked', 'unlocked']);
			await done(tx.receivables.pay(other), maker.signer);
			await supply.payOut(api, bob, other);
		});

		test('one is passed on, with recourse', async () => {
			const { receivables } = tx;
			const offer = async (to) => receivables.offer(passed, to, true, await soon());
			await refused(await offer(maker.id), eve, 'receivables.InvalidParty');
			await refused(await offer(WORKS), eve, 'receivables.InvalidParty');
			await refused(await offer(cells.id), bob, 'receivables.NotAuthorized');
			const take = receivables.take(passed, PARTS[2], true, null);
			await refused(take, cells.signer, 'receivables.NotOffered');
			await done(await offer(cells.id), eve);
			await refused(await offer(cells.id), eve, 'receivables.NotIdle');
			assert.deepEqual(ids((await rpc('receivables_listOffers', cells.id, null, 10)).items), [passed]);
			await done(receivables.recall(passed), eve);
			await done(await offer(cells.id), eve);
			await pass(DAY + 2 * MINUTE);
			assert.equal((await part(passed)).status, 'idle');
			await done(await offer(cells.id), eve);
			await refused(take, harbor.signer, 'receivables.NotAuthorized');
			// Not of another amount, and not without recourse.
			await refused(receivables.take(passed, PARTS[2] + 1n, true, null), cells.signer, 'receivables.NotOffered');
			await refused(receivables.take(passed, PARTS[2], false, null), cells.signer, 'receivables.NotOffered');
			await done(take, cells.signer);
			const path = await all((cursor) => rpc('receivables_listPath', passed, cursor, 1));
			const steps = path.map((it) => [kindOf(it), Object.values(it)[0].part]);
			const merged = (await part(passed)).parent;
			assert.deepEqual(steps, [['endorsed', passed], ['made', passed], ['made', merged], ['made', whole]]);
			assert.deepEqual([path[0].endorsed.from, path[0].endorsed.to, path[0].endorsed.recourse], [WORKS, cells.id, true]);
			assert.deepEqual([path[2].made.merged, path[3].made.face, path[3].made.parent], [true, String(OWED), null]);
		});

		test('two days late the debtor pays, and every holder has its share to the fen', async () => {
			const { receivables } = tx;
			const day = Math.floor(due / DAY);
			const maturing = (from, until) => rpc('receivables_listMaturing', CNY, from, until, null, 10);
			assert.deepEqual(ids((await maturing(day, day + 1)).items), [id]);
			assert.deepEqual((await maturing(day + 1, day + 366)).items, []);
			await passUntil(due + 2 * DAY + HOUR);
			assert.equal(await statusOf(id), 'overdue');
			assert.equal((await rpc('receivables_getExposure', maker.id, CNY)).overdue, String(OWED));
			const late = supply.interest(OWED, 1_800, 2);
			assert.equal((await receivable(id)).interest, String(late));
			await refused(receivables.payGuaranteed(id), bob, 'receivables.InvalidState');
			await refused(receivables.pay(id), eve, 'receivables.NotAuthorized');
			await refused(receivables.advance(id, 20), bob, 'receivables.InvalidState');
			const expected = supply.payouts([sold, pledged, passed].map((of, i) => ({ id: of, amount: PARTS[i] })), late);
			let paid;
			const changes = await gained([maker.id, BANK, WORKS, cells.id], async () => {
				await done(receivables.pay(id), maker.signer);
				await refused(receivables.pay(id), maker.signer, 'receivables.InvalidState');
				paid = await supply.payOut(api, ferdie, id);
			});
			assert.deepEqual(changes, [-OWED - late, ...[sold, pledged, passed].map((of) => expected.get(of))]);
			assert.equal(changes.reduce((sum, change) => sum + change), 0n);
			assert.deepEqual(paid.map((it) => [it.part, it.amount]), [...expected]);
			const info = await receivable(id);
			assert.deepEqual([info.status, info.outstanding, info.paid], ['paid', '0', String(OWED)]);
			await refused(receivables.pay(id), maker.signer, 'receivables.InvalidState');
			assert.equal((await part(sold)).status, 'paid');
			assert.deepEqual((await rpc('receivables_listLeaves', id, null, 10)).items, []);
			assert.equal((await rpc('receivables_getExposure', maker.id, CNY)).outstanding, '0');
			for (const method of ['receivables_getOwed', 'financing_getOwed']) assert.equal(await rpc(method, cells.id, CNY), '0');
			await refused(receivables.collect(cells.id, CNY), bob, 'receivables.NothingOwed');
			const { items } = await rpc('credit_listItems', maker.id, null, 1);
			assert.equal(items[0].outcome, 'Late');
		});

		test('a guarantor pays in place of the debtor, and is repaid', async () => {
			const { receivables } = tx;
			const [guaranteed] = await owed(1_000_000n, 2 * DAY);
			await done(receivables.guarantee(guaranteed), bob);
			await passUntil((await receivable(guaranteed)).due + MINUTE);
			const { overdue } = (await receivable(guaranteed)).status;
			await passUntil(overdue.until + MINUTE);
			assert.equal(await statusOf(guaranteed), 'called');
			await refused(receivables.payGuaranteed(guaranteed), harbor.signer, 'receivables.NotAuthorized');
			const late = supply.interest(1_000_000n, 1_800, 3);
			assert.deepEqual(await gained([BANK, WORKS], async () => {
				await done(receivables.payGuaranteed(guaranteed), bob);
				await supply.payOut(api, alice, guaranteed);
			}), [-1_000_000n - late, 1_000_000n + late]);
			const { status, subrogation } = await receivable(guaranteed);
			assert.deepEqual([status, subrogation.amount, subrogation.principal], ['subrogated', String(1_000_000n + late), '1000000']);
			await passUntil(subrogation.since + 10 * DAY + HOUR);
			const more = supply.interest(1_000_000n + late, 1_800, 10);
			assert.deepEqual(await gained([BANK], () => done(receivables.repay(guaranteed), maker.signer)), [1_000_000n + late + more]);
			await refused(receivables.repay(guaranteed), maker.signer, 'receivables.NothingOwed');
			assert.equal(await statusOf(guaranteed), 'paid');
		});

		test('without one it is in default, and holders turn to their endorsers', async () => {
			const { receivables } = tx;
			const [unpaid, all1] = await owed(600_000n, 2 * DAY);
			await done(receivables.offer(all1, cells.id, true, await soon()), eve);
			await supply.take(api, cells.signer, all1);
			await refused(receivables.claimRecourse(all1), cells.signer, 'receivables.InvalidState');
			await passUntil((await receivable(unpaid)).due + MINUTE);
			await passUntil((await receivable(unpaid)).status.overdue.until + MINUTE);
			assert.equal(await statusOf(unpaid), 'defaulted');
			await refused(receivables.claimRecourse(all1), eve, 'receivables.NotAuthorized');
			await done(receivables.claimRecourse(all1), cells.signer);
			assert.deepEqual(ids((await rpc('receivables_listRecourse', WORKS, null, 10)).items), [all1]);
			await refused(receivables.payRecourse(all1), bob, 'receivables.NotAuthorized');
			assert.deepEqual(await gained([WORKS, cells.id], () => done(receivables.payRecourse(all1), eve)), [-600_000n, 600_000n]);
			assert.equal((await part(all1)).holder, WORKS);
			await refused(receivables.claimRecourse(all1), eve, 'receivables.NoRecourse');
			assert.equal((await rpc('receivables_getExposure', maker.id, CNY)).overdue, '600000');
			await done(receivables.pay(unpaid), maker.signer);
			assert.equal((await supply.payOut(api, bob, unpaid)).length, 1);
		});

		test('who sold what was never owed answers for it, and a guarantor gives up what it will not get', async () => {
			const { receivables } = tx;
			const [never, all1] = await owed(500_000n, 30 * DAY, { arbiter: COURT });
			await done(receivables.offer(all1, cells.id, true, await soon()), eve);
			await supply.take(api, cells.signer, all1);
			// Who sold it ties it to no goods any more.
			const product = await supply.registerProduct(api, eve, 'spares', 'Each');
			const spare = await supply.commission(api, eve, product, 'S-1', 1, await at());
			await refused(tx.traceability.attach({ Lot: spare }, { Receivable: never }), eve, 'traceability.ReliedOn');
			await refused(receivables.dispute(never, null, BANK, HASH), maker.signer, 'receivables.NotImpartial');
			await done(receivables.dispute(never, null, COURT, HASH), maker.signer);
			await done(receivables.rule(never, true, HASH), ferdie);
			assert.deepEqual(await supply.payOut(api, bob, never), []);
			assert.deepEqual([await statusOf(never), (await part(all1)).status], ['cancelled', 'void']);
			await done(receivables.claimRecourse(all1), cells.signer);
			assert.equal(kindOf((await part(all1)).status), 'voidClaimed');
			assert.deepEqual(await gained([WORKS, cells.id], () => done(receivables.payRecourse(all1), eve)), [-500_000n, 500_000n]);

			const [given] = await owed(10_000n, 2 * DAY);
			await done(receivables.guarantee(given), bob);
			await passUntil((await receivable(given)).due + MINUTE);
			await passUntil((await receivable(given)).status.overdue.until + MINUTE);
			await done(receivables.payGuaranteed(given), bob);
			await supply.payOut(api, alice, given);
			await refused(receivables.forgive(given), maker.signer, 'receivables.NotAuthorized');
			await done(receivables.forgive(given), bob);
			await refused(receivables.forgive(given), bob, 'receivables.NothingOwed');
			assert.equal(await statusOf(given), 'paid');
		});

		test('a bank takes its pledge, a court admits a claim, and what an account does not take waits', async () => {
			const { receivableFinancing, receivables } = tx;
			const amounts = [2_000_000n, 600_000n, 400_000n];
			const [third, all1] = await owed(3_000_000n, 40 * DAY);
			const [given, claimed, waiting] = await supply.split(api, eve, all1, amounts);
			await done(receivables.offer(waiting, cells.id, false, await soon()), eve);
			await supply.take(api, cells.signer, waiting);

			const [answerBy, until] = [await soon(), await soon(10 * DAY)];
			const request = await supply.ask(api, eve, given, [harbor.id], { Pledge: { until, wanted: 1_500_000 } }, answerBy);
			await done(receivableFinancing.quote(request, supply.loan(1_500_000, 600, 0, answerBy)), harbor.signer);
			await done(receivableFinancing.takeQuote(request, harbor.id, 0), eve);
			const { id: loan } = await rpc('financing_getLoanOn', given);
			await passUntil(until + MINUTE);
			const debt = BigInt((await rpc('financing_getLoan', loan)).debt);
			await refused(receivableFinancing.realize(loan, null), bob, 'receivableFinancing.NotAuthorized');
			const changes = await gained([WORKS, harbor.id], () => done(receivableFinancing.realize(loan, null), harbor.signer));
			assert.deepEqual(changes, [amounts[0] - debt, debt - amounts[0]]);
			assert.deepEqual([(await part(given)).holder, await rpc('financing_getLoan', loan)], [harbor.id, null]);

			const admission = { part: claimed, claimant: BANK, amount: 500_000, digest: HASH, registered: until - DAY, noticed: null };
			await refused(receivableFinancing.admit(admission), bob, 'organizations.CapabilityNotGranted');
			await refused(receivableFinancing.admit({ ...admission, registered: until + DAY }), ferdie, 'receivableFinancing.InvalidTime');
			await done(receivableFinancing.admit(admission), ferdie);
			const [claim] = (await rpc('financing_listClaims', claimed, null, 10)).items;
			assert.deepEqual([claim.claimant, claim.standing, (await part(claimed)).status], [BANK, 'upheld', 'locked']);

			const issuer = (call) => done(tx.organizations.act(call), bob);
			await issuer(tx.assets.block(CNY, cells.account));
			assert.deepEqual(await gained([maker.id, harbor.id, BANK, WORKS, cells.id], async () => {
				await done(receivables.pay(third), maker.signer);
				await supply.payOut(api, bob, third);
			}), [-3_000_000n, 2_000_000n, 500_000n, 100_000n, 0n]);
			assert.equal(await rpc('receivables_getOwed', cells.id, CNY), '400000');
			await refused(receivables.collect(cells.id, CNY), alice, '{"token":"Blocked"}');
			await issuer(tx.assets.thaw(CNY, cells.account));
			assert.deepEqual(await gained([cells.id], () => done(receivables.collect(cells.id, CNY), alice)), [400_000n]);
			await refused(receivables.collect(cells.id, CNY), alice, 'receivables.NothingOwed');
			const history = await all((cursor) => rpc('receivables_listHistory', third, cursor, 100));
			assert.equal(history.at(-1).act, 'concluded');
			const unpaid = history.find(({ act }) => act === 'notPaidOut');
			assert.deepEqual([unpaid.to, unpaid.amount], [cells.id, '400000']);
		});

		test('it is disputed, cancelled, noted down or paid early', async () => {
			const { receivables } = tx;
			const [disputed, its] = await owed(1_000n, 30 * DAY);
			await refused(receivables.dispute(disputed, null, BANK, HASH), maker.signer, 'receivables.NotImpartial');
			await refused(receivables.dispute(disputed, null, COURT, HASH), cells.signer, 'receivables.NotAuthorized');
			await done(receivables.dispute(disputed, null, COURT, HASH), maker.signer);
			assert.deepEqual([await statusOf(disputed), (await receivable(disputed)).dispute.arbiter], ['frozen', COURT]);
			await refused(receivables.rule(disputed, false, HASH), alice, 'receivables.NotAuthorized');
			await refused(receivables.rule(disputed, false, HASH), bob, 'organizations.CapabilityNotGranted');
			await done(receivables.rule(disputed, false, HASH), ferdie);
			assert.equal(await statusOf(disputed), 'outstanding');
			await refused(receivables.dispute(disputed, null, COURT, HASH), maker.signer, 'receivables.AlreadyDisputed');

			await done(receivables.creditNote(its, 100, HASH), eve);
			await refused(receivables.creditNote(its, 900, HASH), eve, 'receivables.InvalidAmount');
			assert.deepEqual([(await part(its)).amount, (await receivable(disputed)).waived], ['900', '100']);
			await done(receivables.offerDiscount(its, 9, await soon()), eve);
			assert.equal((await part(its)).discount.amountOff, '9');
			await refused(receivables.takeDiscount(its, 891), eve, 'receivables.NotAuthorized');
			await refused(receivables.takeDiscount(its, 890), maker.signer, 'receivables.NoDiscount');
			assert.deepEqual(await gained([WORKS], () => done(receivables.takeDiscount(its, 891), maker.signer)), [891n]);
			assert.equal(await statusOf(disputed), 'paid');

			const [cancelled, last] = await owed(1_000n, 30 * DAY);
			await refused(receivables.proposeCancellation(cancelled, HASH), bob, 'receivables.NotAuthorized');
			await done(receivables.proposeCancellation(cancelled, HASH), maker.signer);
			await refused(receivables.proposeCancellation(cancelled, HASH), maker.signer, 'receivables.AlreadyProposed');
			assert.equal((await receivable(cancelled)).proposal.by, maker.id);
			await done(receivables.consent(last), eve);
			await supply.payOut(api, bob, cancelled);
			assert.deepEqual([await statusOf(cancelled), (await part(last)).status], ['cancelled', 'cancelled']);
		});
	});

	test('what was offered or proposed is taken back, and all of it is in the history', async () => {
		const { receivables } = tx;
		const paper = registration(invoice());
		const bill = await supply.register(api, eve, WORKS, paper);
		await supply.settle(node);
		const [id, whole] = await owed(5_000n, 30 * DAY, { invoices: [bill] });
		await refused(receivables.withdrawDiscount(whole), eve, 'receivables.NoDiscount');
		await done(receivables.offerDiscount(whole, 50, await soon()), eve);
		await refused(receivables.withdrawDiscount(whole), maker.signer, 'receivables.NotAuthorized');
		await done(receivables.withdrawDiscount(whole), eve);
		await refused(receivables.takeDiscount(whole, 5_000), maker.signer, 'receivables.NoDiscount');
		await refused(receivables.withdrawCancellation(id), maker.signer, 'receivables.NotProposed');
		await done(receivables.proposeCancellation(id, HASH), maker.signer);
		await refused(receivables.withdrawCancellation(id), eve, 'receivables.NotAuthorized');
		await done(receivables.withdrawCancellation(id), maker.signer);
		await refused(receivables.consent(whole), eve, 'receivables.NotProposed');
		await done(receivables.pay(id), maker.signer);
		await supply.payOut(api, bob, id);
		// What it stood for is used up.
		assert.deepEqual((await rpc('invoices_get', bill)).status, { closed: { receivable: id } });
		await refused(tx.invoices.release(bill), eve, 'invoices.InvalidState');

		const history = await all((cursor) => rpc('receivables_listHistory', id, cursor, 3));
		const told = history.map(({ act, by, part: of, amount, to }) => [act, by, of, amount, to]);
		assert.deepEqual(told, [
			['drafted', WORKS, null, '5000', null],
			['accepted', maker.id, whole, '5000', null],
			['discountOffered', WORKS, whole, '50', null],
			['discountWithdrawn', WORKS, whole, null, null],
			['cancellationProposed', maker.id, null, null, null],
			['cancellationWithdrawn', maker.id, null, null, null],
			['paid', maker.id, null, '5000', null],
			['paidOut', null, whole, '5000', WORKS],
			['concluded', null, null, null, null],
		]);
		// The block of an entry has the events that say more.
		const { block } = history[2];
		const events = await (await api.at(await api.rpc.chain.getBlockHash(block))).query.system.events();
		const { discount } = events.find(({ event }) => api.events.receivables.DiscountOffered.is(event)).event.data;
		assert.equal(discount.amountOff.toNumber(), 50);
		// A draft that is gone has a history as well.
		const gone = await supply.draft(api, eve, maker.id, false, supply.terms(1n, await soon(2 * DAY), await soon(HOUR)));
		await done(receivables.withdraw(gone), eve);
		assert.deepEqual((await rpc('receivables_listHistory', gone, null, 9)).items.map(({ act }) => act), ['drafted', 'withdrawn']);
	});

	test('polkadot.js reads what pallets are asked by itself', async () => {
		const { receivablesApi, traceabilityApi, invoicesApi } = api.call;
		const { items: parts, next } = await receivablesApi.partsOf(WORKS, null, 100);
		assert.deepEqual([parts.every(({ part: of }) => of.holder.eq(WORKS)), next.isNone], [true, true]);
		const { items: entries } = await receivablesApi.history(0, null, 100);
		assert.deepEqual(entries.map(({ act }) => act.type), ['Drafted', 'Declined']);
		const { items: lots } = await traceabilityApi.lotsOf(WORKS, null, 100);
		assert.ok(lots.length > 0 && lots.every(({ code, custodian }) => code.toUtf8().length > 0 && custodian.eq(WORKS)));
		const { items: papers } = await invoicesApi.invoicesOf(WORKS, null, 1);
		assert.equal(papers[0].invoice.supplier.toNumber(), WORKS);
	});

	test('what is unknown is null, empty or nothing', async () => {
		const key32 = HASH;
		for (const method of ['receivables_get', 'receivables_getPart', 'financing_getRequest', 'financing_getRequestOn', 'financing_getLoan', 'financing_getLoanOn', 'invoices_get', 'trace_getProduct', 'trace_getLocation', 'trace_getLot', 'trace_getEvent', 'trace_getShipment', 'trace_getSensor', 'trace_getRecall']) {
			assert.equal(await rpc(method, NOBODY), null, method);
		}
		assert.equal(await rpc('invoices_getByFingerprint', key32), null);
		assert.equal(await rpc('trace_getProductByGtin', NOBODY, '10614141543219'), null);
		assert.equal(await rpc('trace_getLocationByGln', NOBODY, '4012345000009'), null);
		assert.equal(await rpc('trace_getLotByCode', NOBODY, 0, 'x'.repeat(1_000)), null);
		const empty = { items: [], next: null };
		for (const method of LISTS) assert.deepEqual(await rpc(method, NOBODY, null, 100), empty, method);
		assert.deepEqual(await rpc('receivables_list', NOBODY, null, null, 1), empty);
		assert.deepEqual(await rpc('receivables_listMaturing', null, 0, 366, null, 1), empty);
		assert.deepEqual(await rpc('trace_listSensors', { lot: NOBODY }, null, 1), empty);
		assert.deepEqual(await rpc('trace_listEventsByHash', key32, null, 1), empty);
		assert.deepEqual(await rpc('financing_listQuotes', NOBODY), []);
		assert.deepEqual(await rpc('financing_getShares', NOBODY, '1'), []);
		assert.deepEqual(await rpc('receivables_getGuarantee', NOBODY, NOBODY, CNY), { limit: '0', outstanding: '0' });
		assert.equal(await rpc('receivables_getOwed', NOBODY, CNY), '0');
	});

	test('wrong parameters are refused', async () => {
		for (const method of LISTS) {
			for (const limit of [0, 101, -1, '5', null]) await wrong(method, 0, null, limit);
			await wrong(method, 'x', null, 10);
			await wrong(method, 0);
		}
		for (const limit of [0, 101]) {
			await wrong('trace_back', 0, null, limit);
			await wrong('trace_forward', 0, null, limit);
			await wrong('trace_listRecalls', null, limit);
			await wrong('receivables_list', 0, null, null, limit);
			await wrong('receivables_listMaturing', null, 0, 1, null, limit);
			await wrong('trace_listSensors', { lot: 0 }, null, limit);
		}
		await wrong('receivables_get', -1);
		await wrong('receivables_get', '0');
		await wrong('receivables_get');
		await wrong('receivables_list', 0, 'owner', null, 10);
		await wrong('receivables_listPath', 0, 5, 10);
		await wrong('financing_getShares', 0, '-1');
		await wrong('financing_getShares', 0, '1.5');
		await wrong('financing_getShares', 0, 2 ** 130);
		await wrong('invoices_getByFingerprint', '0x12');
		await wrong('trace_getProductByGtin', 0, '10614141543218');
		await wrong('trace_getLocationByGln', 0, '4012345');
		await wrong('trace_listSensors', { box: 0 }, null, 10);
		await wrong('trace_back', 0, { known: 'x' }, 10);
		await assert.rejects(rpc('receivables_get', 0, HASH), { code: -32001 });
		await assert.rejects(rpc('trace_unknown'), { code: -32601 });
		// A cursor that was made up does no harm.
		const known = [{ from: 5, until: 1 }, { from: 0, until: NOBODY }];
		const { items } = await rpc('trace_forward', 0, { known, at: { lot: 3, last: 99 } }, 100);
		assert.ok(items.length <= 100);
		assert.deepEqual((await rpc('receivables_listParts', WORKS, NOBODY, 10)).next, null);
	});
});
