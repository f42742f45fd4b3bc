// SPDX-License-Identifier: Apache-2.0
// A car maker owes its supplier for batteries, and everybody behind it is paid: see `scripts/demo`.

import { stringToU8a } from '@polkadot/util';
import { blake2AsHex, randomAsHex } from '@polkadot/util-crypto';
import { connect, key, send } from '../lib/chain.js';
import { all } from '../lib/envelopes.js';
import { formatter } from '../lib/money.js';
import { Node } from '../lib/node.js';
import { options } from '../lib/options.js';
import { heading, refused, say } from '../lib/story.js';
import * as supply from '../lib/supply.js';
import { CNY, DAY, details, fingerprint, MINUTE, partials, priceOf } from '../lib/supply.js';

const { values } = options({ keep: { type: 'boolean', default: false } });

const HOUR = 60 * MINUTE;
const [BANK, WORKS, COURT] = [1, 4, 5];
const [bob, eve, ferdie] = ['Bob', 'Eve', 'Ferdie'].map(key);
/** What the car maker owes, in fen, and into what the supplier splits it: to be sold, pledged, passed on. */
const PARTS = [30_000_000n, 20_000_000n, 10_000_001n];
const OWED = PARTS.reduce((sum, part) => sum + part);
const TENOR = 90 * DAY;
const LATE = 2;

const node = await Node.start('--sealing', 'instant', '--state-pruning', 'archive');
const api = await connect(node.ws);
const { invoices, receivables, receivableFinancing, traceability } = api.tx;
const positive = await formatter(api, CNY);
const money = (amount) => (BigInt(amount) < 0n ? `-${positive(-BigInt(amount))}` : positive(amount));
const count = (number) => BigInt(number).toLocaleString('en-US');
const percent = (rate) => `${(rate / 100).toFixed(2)} %`;
const short = (hash) => `${hash.slice(0, 18)}…`;
const celsius = (value) => `${(value / 1_000).toFixed(1)} °C`;
const clock = (time) => new Date(time + 8 * HOUR).toISOString().slice(0, 16).replace('T', ' ');
const kindOf = (value) => (typeof value === 'string' ? value : Object.keys(value)[0]);
const digest = (text) => blake2AsHex(stringToU8a(text));
const now = async () => (await api.query.timestamp.now()).toNumber();
const passUntil = (time) => supply.passUntil(node, api, time);
const pass = async (time) => passUntil((await now()) + time);
const record = async (step, more) => details(await now(), { step, ...more });
const rpc = (method, ...params) => node.rpc(method, ...params);

/** Who takes part; whoever has no id is admitted first. */
const CAST = {
	maker: { name: 'Coastal Motors', part: 'makes cars, and owes for batteries', money: 200_000_000 },
	works: { name: 'Precision Works', part: 'makes batteries of cells', id: WORKS, signer: eve },
	cells: { name: 'Lake Cells', part: 'makes cells', money: 1_000_000 },
	bank: { name: 'First Settlement Bank', part: 'buys receivables', id: BANK, signer: bob },
	harbor: { name: 'Harbor Bank', part: 'buys them too, and lends', kind: 'Bank', capabilities: ['IssueMoney'], money: 100_000_000 },
	guarantor: { name: 'Provincial Guarantee', part: 'pays if the car maker does not', money: 100_000_000 },
	court: { name: 'Intermediate Court', part: 'audits', id: COURT, signer: ferdie },
};
const everybody = Object.values(CAST);
const nameOf = (id) => everybody.find((it) => it.id === id).name;

const balances = () => Promise.all(everybody.map(({ account }) => supply.balance(api, account)));

/** Fails the story if what the chain did is not what was computed beside it. */
function check(found, expected, what) {
	if (BigInt(found) !== BigInt(expected)) throw new Error(`${what}: ${found}, and should be ${expected}`);
}

async function showLots(ids, products) {
	say('', 'of', 'left', 'with');
	for (const id of ids) {
		const { code, product, left, custodian, place } = await rpc('trace_getLot', id);
		say(`lot ${id}: ${code}`, products[product], count(left), `${nameOf(custodian)}, ${kindOf(place)}`);
	}
}

/** Has a recall come to its end, and says how it is then. */
async function goOn(recall) {
	const calls = await supply.spread(api, bob, recall);
	const { status, marked } = await rpc('trace_getRecall', recall);
	say(`recall ${recall} is ${kindOf(status)}`, `${marked} lots marked`, `after ${calls} call${calls === 1 ? '' : 's'} of up to 20 steps, which anybody may send`);
	return kindOf(status);
}

async function showMarked(recall) {
	const marked = await all((cursor) => rpc('trace_listMarked', recall, cursor, 100));
	for (const { lot, via, custodian, place } of marked.sort((one, other) => one.lot - other.lot)) {
		const code = async (id) => (await rpc('trace_getLot', id)).code;
		say(`  ${await code(lot)}`, via === null ? 'the first' : `by ${await code(via)}`, `${nameOf(custodian)}, ${kindOf(place)}`);
	}
}

async function isFrozen(recall, receivable) {
	const { items } = await rpc('trace_listFrozen', recall, null, 10);
	const { status } = await rpc('receivables_get', receivable);
	if (items.join() !== String(receivable) || kindOf(status) !== 'frozen') throw new Error('The receivable is not frozen.');
	say(`receivable ${receivable} is`, kindOf(status));
}

/** From cells to a crate of batteries. Yields products, lots and the shipment of the crate. */
async function makeGoods() {
	const { maker, works, cells } = CAST;
	const product = (of, name) => supply.registerProduct(api, of.signer, name, 'Each');
	const products = [await product(cells, 'cells'), await product(works, 'batteries'), await product(works, 'crates')];
	const [cell, battery, crate] = products;
	const lots = {};
	for (const code of ['C-101', 'C-102']) {
		lots[code] = await supply.commission(api, cells.signer, cell, code, 1_200, await record('Commissioning'));
	}
	const raw = [lots['C-101'], lots['C-102']];
	const first = await supply.ship(api, cells.signer, raw, works.id, (await now()) + 5 * DAY, await record('Shipping'));
	await pass(DAY);
	await send(api, traceability.receive(first, await record('Receiving')), works.signer);
	for (const [from, code, cellsUsed, made] of [['C-101', 'B-7', 1_200, 100], ['C-102', 'B-8', 600, 50]]) {
		const [lot] = await supply.transform(
			api,
			works.signer,
			[{ lot: lots[from], quantity: cellsUsed }],
			[{ product: battery, code, quantity: made }],
			await record('CreatingClassInstance'),
		);
		lots[code] = lot;
	}
	lots['K-1'] = await supply.commission(api, works.signer, crate, 'K-1', 1, await record('Commissioning'), true);
	const inside = [lots['B-7'], lots['B-8']];
	await send(api, traceability.aggregate('Add', lots['K-1'], inside, await record('Packing')), works.signer);
	await showLots(Object.values(lots), { [cell]: 'cells', [battery]: 'batteries', [crate]: 'crates' });
	const limits = [{ kind: 'Temperature', range: { min: 5_000, max: 30_000 } }];
	const shipment = await supply.ship(api, works.signer, [lots['K-1']], maker.id, (await now()) + 20 * DAY, await record('Shipping'), { limits });
	say(`shipment ${shipment}`, `the crate is on its way to ${maker.name}`, `at ${celsius(5_000)} to ${celsius(30_000)}`);
	return { lots, shipment };
}

/** Registers the invoice; what two others make of it comes to nothing. Yields its id. */
async function registerInvoice() {
	const { maker, works, harbor } = CAST;
	const date = clock(await now()).slice(0, 10);
	const invoice = { seller: works.code, buyer: maker.code, number: '26-3302 0000 0012 3456', date, amount: OWED };
	const secret = randomAsHex(32);
	const of = (it) => ({ exact: fingerprint(it, secret), supplier: works.id, debtor: maker.id, partial: partials(it, secret) });
	const genuine = of(invoice);
	say('number', `${invoice.number}, hashed as ${supply.normalized(invoice.number)}`);
	say('exact fingerprint', short(genuine.exact), 'all that the chain sees of it, beside four partial ones');
	const id = await supply.register(api, works.signer, works.id, genuine);
	say(`invoice ${id} is`, kindOf((await rpc('invoices_get', id)).status));
	const again = supply.register(api, harbor.signer, harbor.id, genuine);
	say(`${harbor.name} is brought it as well:`, await refused(again));
	const later = new Date(Date.parse(date) + DAY).toISOString().slice(0, 10);
	const copy = await supply.register(api, harbor.signer, harbor.id, of({ ...invoice, date: later }));
	const [{ other, kinds }] = (await rpc('invoices_listFlags', copy, null, 10)).items;
	say('and once more, dated a day later:', `invoice ${copy} is flagged with invoice ${other}`, kinds.join(', '));
	await supply.settle(node);
	say('An hour later nobody can claim', 'to have committed to it earlier: it is settled.');
	const receivable = supply.terms(OWED, (await now()) + TENOR, (await now()) + DAY, { invoices: [id] });
	const early = refused(supply.draft(api, works.signer, maker.id, false, receivable));
	say('A receivable for it, with the flag:', await early);
	const { items: flagged } = await rpc('invoices_listFlagged', maker.id, null, 10);
	say(`${maker.name} finds flags on`, `invoices ${flagged.map((it) => it.id).sort().join(' and ')}`, `and tells ${harbor.name}, which cancels its own.`);
	await send(api, invoices.release(copy), harbor.signer);
	say(`invoice ${id} is clear:`, (await rpc('invoices_get', id)).clear);
	return id;
}

/** The receivable: drafted, accepted, guaranteed. */
async function owe(invoice, shipment) {
	const { maker, works, guarantor } = CAST;
	const due = (await now()) + TENOR;
	const conditions = [{ fact: { Delivered: shipment }, gates: 'Payment' }];
	const terms = supply.terms(OWED, due, (await now()) + 5 * DAY, { conditions, invoices: [invoice] });
	const id = await supply.draft(api, works.signer, maker.id, false, terms);
	say(`receivable ${id}`, money(OWED), `due ${clock(due)}, once shipment ${shipment} was received`);
	say('Accepted without a line:', await refused(send(api, receivables.accept(id, OWED), maker.signer)));
	await send(api, receivables.setLine(CNY, 100_000_000), maker.signer);
	const whole = await supply.accept(api, maker.signer, id, OWED);
	const { outstanding, available } = await rpc('receivables_getExposure', maker.id, CNY);
	say(`${maker.name} accepts`, `${money(outstanding)} owed, ${money(available)} of its line are left`);
	await send(api, receivables.setGuarantee(maker.id, CNY, 80_000_000), guarantor.signer);
	await send(api, receivables.guarantee(id), guarantor.signer);
	say(`${guarantor.name}`, 'guarantees it');
	await send(api, traceability.attach({ Shipment: shipment }, { Receivable: id }), works.signer);
	say('It is attached to the shipment.');
	return { id, whole, due };
}

/** Two banks quote for a part, and its holder takes the better price. Yields what it was paid. */
async function sell(part, amount, due) {
	const { works, bank, harbor } = CAST;
	const until = (await now()) + 3 * DAY;
	const request = await supply.ask(api, works.signer, part, [bank.id, harbor.id], { Sale: { recourse: false } }, until);
	const offers = [[bank, { rate: 435, fee: 20_000 }], [harbor, { rate: 460, fee: 5_000 }]];
	for (const [by, { rate, fee }] of offers) {
		await send(api, receivableFinancing.quote(request, supply.purchase(rate, fee, until)), by.signer);
	}
	const quotes = await rpc('financing_listQuotes', request);
	for (const { bank: by, rate, fee, payout } of quotes) {
		say(nameOf(by), `${percent(rate)} a year`, `fee ${money(fee)}`, `pays ${money(payout)}`);
	}
	const best = quotes.reduce((one, other) => (BigInt(other.payout) > BigInt(one.payout) ? other : one));
	const { events } = await send(api, receivableFinancing.takeQuote(request, best.bank, best.payout), works.signer);
	const price = events.find((it) => api.events.receivableFinancing.Sold.is(it)).data.price.toBigInt();
	const days = supply.startedDays(await now(), due);
	const [, terms] = offers.find(([{ id }]) => id === best.bank);
	check(price, priceOf(amount, terms, days), 'The price');
	say(`${nameOf(best.bank)} gets it`, `for ${money(price)}`, `${count(amount)} - ${count(amount)} · ${terms.rate} · ${days} / (10,000 · 360) - ${count(terms.fee)} fen`);
	const { quoted } = await rpc('financing_getExposure', offers.find(([{ id }]) => id !== best.bank)[0].id, CNY);
	say('on hold at the other bank:', money(quoted));
	return { buyer: best.bank, price };
}

/** A bank lends on the pledge of a part. Yields the loan. */
async function pledge(part, amount) {
	const { works, harbor } = CAST;
	const until = (await now()) + DAY;
	const kind = { Pledge: { until: (await now()) + 60 * DAY, wanted: null } };
	const request = await supply.ask(api, works.signer, part, [harbor.id], kind, until);
	const [principal, rate, fee] = [(amount * 9n) / 10n, 500, 10_000n];
	await send(api, receivableFinancing.quote(request, supply.loan(principal, rate, fee, until)), harbor.signer);
	await send(api, receivableFinancing.takeQuote(request, harbor.id, principal - fee), works.signer);
	const { id } = await rpc('financing_getLoanOn', part);
	say(`${harbor.name} lends`, money(principal), `at ${percent(rate)} a year, less a fee of ${money(fee)}, until ${clock(kind.Pledge.until)}`);
	const { status } = await rpc('receivables_getPart', part);
	say(`part ${part} is`, `${kindOf(status)}:`, await refused(send(api, receivables.split(part, [1, amount - 1n]), works.signer)));
	return { id, principal, rate, fee, taken: await now() };
}

/** A sensor reads on the way; it becomes too warm, and an auditor looks at the goods. */
async function travel({ lots, shipment }, receivable) {
	const { maker, works, court } = CAST;
	const device = new supply.Device(api.genesisHash.toHex(), 'crate');
	await device.place(api, works.signer, { Shipment: shipment }, 'Temperature');
	const start = await now();
	const temperatures = [21_300, 22_800, 31_200, 24_900];
	const readings = temperatures.map((value, hour) => device.read(start + hour * HOUR, value));
	await passUntil(start + temperatures.length * HOUR);
	const forged = { ...device.signed(readings[2]), reading: { ...readings[2], value: 29_900 } };
	say('A reading, changed on its way:', (await supply.carry(api, bob, traceability.submit([forged]))).refused.join());
	const { taken, breach } = await supply.carry(api, bob, traceability.submit(readings.map((it) => device.signed(it))));
	say('read, and signed:', temperatures.map(celsius).join(', '), `${taken} taken, recall ${breach} begins`);
	await goOn(breach);
	await showMarked(breach);
	await isFrozen(breach, receivable);
	say(`${maker.name} cannot pay it:`, await refused(send(api, receivables.pay(receivable), maker.signer)));
	say(`${works.name} ends it itself:`, await refused(send(api, traceability.endRecall(breach), works.signer)));
	for (const code of ['B-7', 'B-8']) {
		await send(api, traceability.inspect(lots[code], true, await record('Inspecting', { disposition: 'Conformant' })), court.signer);
	}
	await send(api, traceability.endRecall(breach), court.signer);
	say('The auditor inspects the batteries,', 'finds them in order, and ends it');
	await goOn(breach);
	const condition = receivables.settleCondition(receivable, 0);
	say('Is it delivered?', await refused(send(api, condition, bob)));
	await pass(DAY);
	await send(api, traceability.receive(shipment, await record('Receiving')), maker.signer);
	await send(api, traceability.aggregate('Delete', lots['K-1'], [lots['B-7'], lots['B-8']], await record('Unpacking')), maker.signer);
	await send(api, condition, bob);
	const { status, conditions } = await rpc('receivables_get', receivable);
	say(`${maker.name} receives the crate:`, `the condition is ${conditions[0].met ? 'met' : 'not met'}`, `receivable ${receivable} is ${kindOf(status)}`);
}

/** The maker of the cells recalls a lot, and it is found wherever it went. */
async function recallCells({ lots }, receivable) {
	const { maker, works, cells } = CAST;
	const call = (signer) => send(api, traceability.recall([lots['C-101']], 'separators may tear', digest('notice')), signer);
	say(`${maker.name} recalls cells of others:`, await refused(call(maker.signer)));
	const { events } = await call(cells.signer);
	const recall = events.find((it) => api.events.traceability.Recalled.is(it)).data.recall.toNumber();
	await goOn(recall);
	await showMarked(recall);
	await isFrozen(recall, receivable);
	const elsewhere = supply.ship(api, maker.signer, [lots['B-7']], works.id, (await now()) + DAY, await record('Shipping'));
	say('The batteries, sent elsewhere:', await refused(elsewhere));
	await pass(5 * DAY);
	await send(api, traceability.endRecall(recall), cells.signer);
	say(`Five days later ${cells.name}`, 'has tested what it kept of the lot, and ends the recall');
	await goOn(recall);
	say(`receivable ${receivable} is`, kindOf((await rpc('receivables_get', receivable)).status));
}

async function trace({ lots }) {
	for (const [way, code] of [['back', 'B-7'], ['forward', 'C-101'], ['forward', 'C-102']]) {
		const { items } = await rpc(`trace_${way}`, lots[code], null, 100);
		say(`${way} from ${code}`, items.map((it) => `${it.code} of ${nameOf(it.producer)}, now with ${nameOf(it.custodian)}`).join('; '));
	}
	const events = await all((cursor) => rpc('trace_listEvents', lots['B-7'], cursor, 100));
	for (const { at, by, step } of events) say(`  ${clock(at)}`, step ?? '', nameOf(by.organization));
}

/** The debtor pays two days late. Yields what was paid for each part. */
async function mature({ id, due }, parts) {
	const { maker } = CAST;
	await passUntil(due + LATE * DAY + HOUR);
	const { status, interest } = await rpc('receivables_get', id);
	say('Two days later it is', kindOf(status), `${money(interest)} interest for delay, at ${percent(1_800)} a year`);
	check(interest, supply.interest(OWED, 1_800, LATE), 'The interest for delay');
	await send(api, receivables.pay(id), maker.signer);
	const paid = await supply.payOut(api, bob, id);
	paid.sort((one, other) => one.part - other.part);
	const expected = supply.payouts(parts, BigInt(interest));
	say(`${maker.name} pays`, money(OWED + BigInt(interest)));
	for (const { part, organization, amount } of paid) {
		check(amount, expected.get(part), `Part ${part}`);
		say(`  part ${part}`, money(amount), nameOf(organization));
	}
	say(`receivable ${id} is`, kindOf((await rpc('receivables_get', id)).status));
	return { interest: BigInt(interest), expected };
}

/** All that happened to a receivable. */
async function tell(id) {
	const entries = await all((cursor) => rpc('receivables_listHistory', id, cursor, 100));
	for (const { at, act, by, part, amount, to } of entries) {
		const who = [by, to].map((organization) => (organization === null ? '' : nameOf(organization)));
		const what = act.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
		say(`  ${clock(at)} ${what}`, part === null ? '' : `part ${part}`, who[0], who[1] && `to ${who[1]}`, amount === null ? '' : money(amount));
	}
}

async function play() {
	heading(`${everybody.length} organizations, of which the council admits four`);
	for (const [place, member] of everybody.entries()) {
		if (member.id === undefined) Object.assign(member, await supply.admit(api, { ...member, place }));
		const { uscc, account } = await rpc('organizations_get', member.id);
		Object.assign(member, { code: uscc, account });
		say(member.name, member.part);
	}
	const before = await balances();

	const { maker, works, cells, harbor, guarantor } = CAST;
	heading(`${cells.name} makes cells, and ${works.name} batteries of them`);
	const goods = await makeGoods();

	heading(`${works.name} registers its invoice`);
	const invoice = await registerInvoice();

	heading(`${maker.name} accepts what it owes`);
	const receivable = await owe(invoice, goods.shipment);

	heading(`${works.name} splits it in three`);
	const ids = await supply.split(api, works.signer, receivable.whole, PARTS);
	ids.forEach((id, i) => say(`part ${id}`, money(PARTS[i])));
	const [sold, pledged, passed] = ids;

	heading('One part is sold to the bank that pays most');
	const { buyer, price } = await sell(sold, PARTS[0], receivable.due);

	heading('One is pledged');
	const loan = await pledge(pledged, PARTS[1]);

	heading(`One is passed on to ${cells.name}, for the cells`);
	await send(api, receivables.offer(passed, cells.id, true, (await now()) + DAY), works.signer);
	await supply.take(api, cells.signer, passed);
	const { items: path } = await rpc('receivables_listPath', passed, null, 10);
	for (const step of path) {
		const { endorsed, made } = step;
		if (endorsed) say(`  part ${endorsed.part}`, `from ${nameOf(endorsed.from)} to ${nameOf(endorsed.to)}`, endorsed.recourse ? 'with recourse' : '');
		else say(`  part ${made.part}`, money(made.face), made.parent === null ? 'the whole' : `split from part ${made.parent}`);
	}

	heading('It becomes too warm on the way');
	await travel(goods, receivable.id);

	heading(`${cells.name} recalls a lot of cells`);
	await recallCells(goods, receivable.id);

	heading('Where the batteries came from, and where the cells went');
	await trace(goods);

	heading('Thirty days after it was taken, the loan is repaid');
	await passUntil(loan.taken + 30 * DAY - HOUR);
	const { debt } = await rpc('financing_getLoan', loan.id);
	check(debt, loan.principal + supply.interest(loan.principal, loan.rate, 30), 'The debt');
	await send(api, receivableFinancing.repay(loan.id, debt), works.signer);
	say(`${works.name} repays`, money(debt), `${count(loan.principal)} + ${count(loan.principal)} · ${loan.rate} · 30 / (10,000 · 360) fen`);
	say(`loan ${loan.id}:`, (await rpc('financing_getLoan', loan.id)) ?? 'nothing is owed', `part ${pledged} is ${kindOf((await rpc('receivables_getPart', pledged)).status)}`);

	heading('The receivable is due');
	const parts = ids.map((id, i) => ({ id, amount: PARTS[i] }));
	const { interest, expected } = await mature(receivable, parts);
	say(`invoice ${invoice} is`, kindOf((await rpc('invoices_get', invoice)).status), 'its fingerprints are taken for good');
	say('credit scores', `${maker.name} ${(await rpc('credit_score', maker.id)).score}`, `${works.name} ${(await rpc('credit_score', works.id)).score}`);

	heading('All that happened to it');
	await tell(receivable.id);

	heading('Who got what, to the fen');
	const lent = BigInt(debt) - (loan.principal - loan.fee);
	const gains = new Map([
		[maker.id, -(OWED + interest)],
		[works.id, price - lent + expected.get(pledged)],
		[cells.id, expected.get(passed)],
		[harbor.id, lent],
		[guarantor.id, 0n],
	]);
	gains.set(buyer, (gains.get(buyer) ?? 0n) + expected.get(sold) - price);
	const after = await balances();
	say('', 'before', 'after', 'difference');
	let sum = 0n;
	for (const [i, { id, name }] of everybody.entries()) {
		const difference = after[i] - before[i];
		check(difference, gains.get(id) ?? 0n, name);
		sum += difference;
		say(name, money(before[i]), money(after[i]), money(difference));
	}
	check(sum, 0n, 'The sum');
	say('all together', '', '', money(sum));
	say('', 'as computed beside the chain, from amounts, rates and days');
}

await play();
await api.disconnect();
if (values.keep) {
	heading('The node goes on, with blocks as transactions come:');
	say(`polkadot.js apps     https://polkadot.js.org/apps/?rpc=${encodeURIComponent(node.ws)}`);
	say('Ctrl-C ends it and throws its data away.');
	await node.exited;
} else {
	await node.stop('SIGTERM');
}
