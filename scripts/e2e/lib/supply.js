// SPDX-License-Identifier: Apache-2.0
// What those in a supply chain compute outside the chain: fingerprints of invoices, prices and interest, what
// sensors sign. Written from the documentation of the pallets, not from their code, so that each checks the
// other. And the steps that tests and stories have in common.

import { hexToU8a, stringToU8a, u8aConcat, u8aToHex } from '@polkadot/util';
import {
	blake2AsHex,
	blake2AsU8a,
	ed25519PairFromSeed,
	ed25519Sign,
	randomAsHex,
	xxhashAsHex,
} from '@polkadot/util-crypto';
import { find, finish, key, letPass, motion, newKey, QUOTA, send } from './chain.js';
import { little, tree } from './envelopes.js';
import { uscc } from './uscc.js';

export const CNY = 1;
export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;
/** For how many blocks after its own a commitment can be opened, and what it registers give way. */
const WINDOW = 1_800;
/** The most steps that are asked for in a transaction: its signer's quota is limited. */
const STEPS = 20;

/** Lets time pass on a sealing node, and all that is due by then be carried out: after months in many blocks. */
export async function passUntil(node, api, time) {
	await letPass(node, api, time);
	while ((await node.rpc('deadlines_progress')).behind > 0) await node.rpc('engine_createBlock', true, true, null);
}

// Invoices. The layout of what is hashed is in the documentation of `pallets/invoices/src/fingerprints.rs`.

const PREFIX = stringToU8a('covenant/invoice');
const VERSION = 1;
const KINDS = ['NumberAndSeller', 'DateAmountParties', 'NumberAndAmount', 'AmountAndParties'];
/** Of which fields a fingerprint is: the exact one, then the partial ones. */
const FIELDS = [
	['seller', 'buyer', 'code', 'number', 'date', 'amount'],
	['seller', 'number'],
	['seller', 'buyer', 'date', 'amount'],
	['number', 'amount'],
	['seller', 'buyer', 'amount'],
];

/** The ASCII character that a full-width one stands for; others as they are. */
function narrow(character) {
	const point = character.codePointAt(0);
	if (point === 0x3000) return ' ';
	return point >= 0xff01 && point <= 0xff5e ? String.fromCodePoint(point - 0xfee0) : character;
}

/** The code or number of an invoice as it is hashed. */
export function normalized(text) {
	const number = [...text].map(narrow).join('').replace(/[ \-/.]/g, '');
	if (!/^[0-9A-Za-z]{1,32}$/.test(number)) throw new Error(`${text} is no number of an invoice.`);
	return number.toUpperCase();
}

const counted = (text) => u8aConcat([text.length], stringToU8a(text));
const BYTES = {
	seller: ({ seller }) => stringToU8a(seller),
	buyer: ({ buyer }) => stringToU8a(buyer),
	code: ({ code = null }) => counted(code === null ? '' : normalized(code)),
	number: ({ number }) => counted(normalized(number)),
	date: ({ date }) => stringToU8a(date),
	amount: ({ amount }) => little(amount, 16).reverse(),
};

function digest(combination, invoice, secret) {
	const fields = FIELDS[combination].map((name) => BYTES[name](invoice));
	return blake2AsHex(u8aConcat(PREFIX, [VERSION], hexToU8a(secret), [combination], ...fields));
}

/** The exact fingerprint of an invoice: `{ seller, buyer, code?, number, date, amount }`. */
export const fingerprint = (invoice, secret) => digest(0, invoice, secret);

/** The partial ones, under the secrets of one year or two. */
export const partials = (invoice, ...secrets) =>
	secrets.flatMap((secret) => KINDS.map((kind, i) => ({ kind, digest: digest(i + 1, invoice, secret) })));

/** Commits to a fingerprint for an organization, and yields the salt. */
export async function commit(api, signer, organization, fingerprint) {
	const salt = randomAsHex(16);
	const party = u8aConcat([0], little(organization, 4));
	const opening = u8aConcat(stringToU8a('cov/invc'), hexToU8a(fingerprint), hexToU8a(salt), party);
	await send(api, api.tx.firstCome.commit(blake2AsHex(opening)), signer);
	return salt;
}

/** Opens a commitment, and yields the invoice's id. `of` has what the call takes but for the salt. */
export async function open(api, signer, salt, { exact, supplier, debtor, partial }) {
	const { events } = await send(api, api.tx.invoices.register(exact, salt, supplier, debtor, partial), signer);
	return find(events, 'invoices.Registered').data.invoice.toNumber();
}

/** Commits to an invoice of `supplier` and registers it. */
export async function register(api, signer, organization, of) {
	return open(api, signer, await commit(api, signer, organization, of.exact), of);
}

/** Lets so many blocks of a sealing node pass that nothing registered until now gives way any more. */
export async function settle(node) {
	for (let i = 0; i <= WINDOW; i += 1) await node.rpc('engine_createBlock', true, true, null);
}

// Money: amounts are fen, as bigint; rates are basis points a year of 360 days.

const YEAR = 10_000n * 360n;

/** Interest or discount: `amount · rate · days / (10,000 · 360)`, rounded half up. */
export const interest = (amount, rate, days) =>
	(2n * amount * BigInt(rate) * BigInt(days) + YEAR) / (2n * YEAR);

/** Days that have begun between two times. */
export const startedDays = (from, to) => Math.ceil(Math.max(to - from, 0) / DAY);

/** What a bank pays for a part that is due so many started days later. */
export const priceOf = (amount, { rate, fee }, days) => amount - interest(amount, rate, days) - BigInt(fee);

/**
 * What is paid for each of these parts, `{ id, amount }`, by id: with its share of the interest for delay.
 * They are paid in the order of their hashed keys, and what belongs to all up to one is rounded down.
 */
export function payouts(parts, lateInterest) {
	const place = ({ id }) => xxhashAsHex(little(id, 8), 64);
	const order = [...parts].sort((one, other) => (place(one) < place(other) ? -1 : 1));
	const principal = order.reduce((sum, { amount }) => sum + amount, 0n);
	let before = 0n;
	const paid = order.map(({ id, amount }) => {
		const until = (sum) => (lateInterest * sum) / principal;
		const share = until(before + amount) - until(before);
		before += amount;
		return [id, amount + share];
	});
	return new Map(paid);
}

/** What a receivable is to say; see `Terms` of `pallet-receivables`. It rests on its invoices, or else on a contract. */
export const terms = (amount, due, answerBy, { invoices = [], ...more } = {}) => ({
	asset: CNY,
	amount,
	due,
	lateRate: 1_800,
	license: null,
	guarantor: null,
	arbiter: null,
	documents: (invoices.length > 0 ? invoices.map(() => 'Invoice') : ['Contract']).map((kind) => ({
		kind,
		number: randomAsHex(32),
		digest: randomAsHex(32),
		amount,
	})),
	conditions: [],
	invoices,
	answerBy,
	...more,
});

/** Drafts a receivable and yields its id. */
export async function draft(api, signer, counterparty, asDebtor, of) {
	const { events } = await send(api, api.tx.receivables.draft(counterparty, asDebtor, of), signer);
	return find(events, 'receivables.Drafted').data.receivable.toNumber();
}

/** Accepts a draft and yields the part that is the whole. */
export async function accept(api, signer, receivable, amount) {
	const { events } = await send(api, api.tx.receivables.accept(receivable, amount), signer);
	return find(events, 'receivables.Accepted').data.part.toNumber();
}

/** Splits a part and yields those that take its place. */
export async function split(api, signer, part, amounts) {
	const { events } = await send(api, api.tx.receivables.split(part, amounts), signer);
	return find(events, 'receivables.Split').data.into.map((id) => id.toNumber());
}

/** Takes a part as it is offered now. */
export async function take(api, signer, part, license = null) {
	const { amount, status } = (await api.query.receivables.parts(part)).unwrap();
	return send(api, api.tx.receivables.take(part, amount, status.asOffered.recourse, license), signer);
}

/** Has holders of a receivable paid, and yields what it was: `{ part, organization, amount }`. */
export async function payOut(api, signer, receivable) {
	const going = async () => {
		const { status } = (await api.query.receivables.receivables(receivable)).unwrap();
		return status.isPaying || status.isCancelling;
	};
	await finish(api, going, api.tx.receivables.advance(receivable, STEPS), signer);
	const paid = [];
	let cursor = null;
	do {
		const { items, next } = await api.call.receivablesApi.history(receivable, cursor, 100);
		for (const { part, to, amount } of items.filter(({ act }) => act.isPaidOut)) {
			paid.push({ part: part.unwrap().toNumber(), organization: to.unwrap().toNumber(), amount: amount.unwrap().toBigInt() });
		}
		cursor = next.unwrapOr(null);
	} while (cursor !== null);
	return paid;
}

/** Asks banks what they would give for a part, and yields the request's id. */
export async function ask(api, signer, part, banks, kind, answerBy) {
	const { events } = await send(api, api.tx.receivableFinancing.request(part, banks, kind, answerBy), signer);
	return find(events, 'receivableFinancing.Requested').data.request.toNumber();
}

/** What a bank would pay for a part. */
export const purchase = (rate, fee, validUntil, recourse = false) => ({
	offer: { Sale: { recourse, license: null } },
	rate,
	fee,
	validUntil,
});

/** What it would lend on one. */
export const loan = (principal, rate, fee, validUntil) => ({ offer: { Pledge: { principal } }, rate, fee, validUntil });

// Goods.

/** What is said of every event. */
export const details = (at, more = {}) => ({ at, step: null, disposition: null, location: null, digest: null, ...more });

export async function registerProduct(api, signer, name, unit, gtin = null) {
	const { events } = await send(api, api.tx.traceability.registerProduct(name, gtin, unit), signer);
	return find(events, 'traceability.ProductRegistered').data.product.toNumber();
}

/** Sends a call that records an event, and yields the event's id and what happened. */
export async function recorded(api, signer, call) {
	const { data } = find((await send(api, call, signer)).events, 'traceability.Recorded');
	return { event: data.event.toNumber(), body: data.record.body };
}

/** Makes a lot of a product, and yields its id. */
export async function commission(api, signer, product, code, quantity, of, serial = false) {
	const call = api.tx.traceability.commission(product, code, quantity, serial, of);
	return (await recorded(api, signer, call)).body.asCommission.portion.lot.toNumber();
}

/** Makes lots of others, and yields their ids. */
export async function transform(api, signer, inputs, outputs, of, gain = 0) {
	const made = outputs.map((output) => ({ serial: false, ...output }));
	const call = api.tx.traceability.transform(inputs, made, gain, of);
	return (await recorded(api, signer, call)).body.asTransform.outputs.map(({ lot }) => lot.toNumber());
}

/** Sends lots, and yields the shipment's id. */
export async function ship(api, signer, lots, to, answerBy, of, { limits = [], receivables = [] } = {}) {
	const call = api.tx.traceability.ship(lots, to, limits, receivables, answerBy, of);
	const { events } = await send(api, call, signer);
	return find(events, 'traceability.Shipped').data.shipment.toNumber();
}

/** Has a recall spread, or end, to its last step, and yields how many calls that took. */
export async function spread(api, signer, recall) {
	const working = async () => {
		const { status } = (await api.query.traceability.recalls(recall)).unwrap();
		return status.isSpreading || status.isEnding;
	};
	return finish(api, working, api.tx.traceability.spread(recall, STEPS), signer);
}

// Sensors. What they sign is in the documentation of `pallets/traceability/src/sensor_types.rs`.

const READING_DOMAIN = stringToU8a('covenant sensor reading v1');
const BATCH_DOMAIN = stringToU8a('covenant sensor batch v1');
const LEAF_DOMAIN = stringToU8a('covenant sensor leaf v1');

const fields = ({ sensor, sequence, at, value }) => u8aConcat(...[sensor, sequence, at, value].map((it) => little(it, 8)));
const readingPayload = (genesis, reading) => u8aConcat(READING_DOMAIN, hexToU8a(genesis), fields(reading));
const leaf = (reading, count) => blake2AsU8a(u8aConcat(LEAF_DOMAIN, little(count, 4), fields(reading)));

function batchPayload(genesis, { sensor, first, count, from, until, lowest, highest, root }) {
	const ends = [from, until, lowest, highest].map((it) => little(it, 8));
	return u8aConcat(BATCH_DOMAIN, hexToU8a(genesis), little(sensor, 8), little(first, 8), little(count, 4), ...ends, hexToU8a(root));
}

/** A device that reads and signs. Its key is of the scheme `Ed25519` or `Sr25519`. */
export class Device {
	constructor(genesis, name, scheme = 'Ed25519') {
		const ed = ed25519PairFromSeed(blake2AsU8a(`covenant simulated sensor ${name}`));
		const sr = key(`sensor/${name}`);
		const { publicKey } = scheme === 'Ed25519' ? ed : sr;
		this.genesis = genesis;
		this.key = { [scheme]: u8aToHex(publicKey) };
		this.sign = (bytes) => u8aToHex(scheme === 'Ed25519' ? ed25519Sign(bytes, ed) : sr.sign(bytes));
		this.sequence = 0;
	}

	/** Has it read at one place: the sensor of this id. */
	async place(api, signer, target, kind, range = null) {
		const { events } = await send(api, api.tx.traceability.registerSensor(target, this.key, kind, range), signer);
		this.sensor = find(events, 'traceability.SensorRegistered').data.sensor.toNumber();
		this.sequence = 0;
		return this.sensor;
	}

	/** The next reading. */
	read(at, value) {
		const reading = { sensor: this.sensor, sequence: this.sequence, at, value };
		this.sequence += 1;
		return reading;
	}

	signed(reading) {
		return { reading, signature: this.sign(readingPayload(this.genesis, reading)) };
	}

	/** Readings that follow one another under one signature; `prove` shows that of one place. */
	batch(readings) {
		const [times, values] = [readings.map(({ at }) => at), readings.map(({ value }) => value)];
		const { root, proof } = tree(readings.map((reading) => leaf(reading, readings.length)));
		const batch = {
			sensor: this.sensor,
			first: readings[0].sequence,
			count: readings.length,
			from: Math.min(...times),
			until: Math.max(...times),
			lowest: Math.min(...values),
			highest: Math.max(...values),
			root,
		};
		const prove = (place) => ({ reading: readings[place], proof: proof(place) });
		return { batch, signature: this.sign(batchPayload(this.genesis, batch)), prove };
	}
}

/** What became of what a relay carried: how many were taken, and why others were not. */
export async function carry(api, relay, call) {
	const { events } = await send(api, call, relay);
	const { taken } = find(events, 'traceability.Submitted').data;
	const refused = events.filter((it) => api.events.traceability.Refused.is(it)).map(({ data }) => data.reason.toString());
	return { taken: taken.toNumber(), refused, breach: find(events, 'traceability.Breached')?.data.recall.toNumber() };
}

// Organizations.

/** Has the council admit an organization, and the bank of the sample chains give it money. */
export async function admit(api, { name, kind = 'Enterprise', capabilities = [], place, money = 0 }) {
	const signer = newKey();
	const code = uscc(`91330200M${String(place).padStart(8, '0')}`);
	const call = api.tx.organizations.admit(name, code, kind, capabilities, QUOTA, signer.address);
	const { organization, account } = find(await motion(api, call), 'organizations.Admitted').data;
	if (money) await send(api, api.tx.organizations.act(api.tx.assets.mint(CNY, account, money)), key('Bob'));
	return { name, id: organization.toNumber(), account: account.toString(), code, signer };
}

/** What an account has, free of what is held. */
export async function balance(api, account) {
	const held = await api.query.assets.account(CNY, account);
	return held.isSome ? held.unwrap().balance.toBigInt() : 0n;
}
