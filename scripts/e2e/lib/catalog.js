// SPDX-License-Identifier: Apache-2.0
// What users of the catalog put together outside the chain, written from the documentation of the pallets.

import { createHash } from 'node:crypto';
import { blake2AsHex, randomAsHex } from '@polkadot/util-crypto';
import { hexToU8a, stringToU8a, u8aConcat } from '@polkadot/util';
import { find, send } from './chain.js';
import { little } from './envelopes.js';

export const HOUR = 60 * 60_000;
export const DAY = 24 * HOUR;
/** By how much local time, in which slots are numbered, is ahead of UTC. */
const OFFSET = 8 * HOUR;

export const hash = (byte) => `0x${byte.toString(16).padStart(2, '0').repeat(32)}`;

/** The SHA-256 digest of a file, which is its fingerprint in the catalog. */
export const fingerprint = (bytes) => `0x${createHash('sha256').update(bytes).digest('hex')}`;

/** A listing, free unless `more` says otherwise. */
export const listing = (title, more = {}) => ({
	title,
	summary: 'what everybody may know',
	description: hash(1),
	tags: [],
	region: 330106,
	price: null,
	tiered: false,
	...more,
});

/** A week to answer, deliver and object; for nothing until a day before, then for a fifth. */
export const conditions = (method, arbiter, more = {}) => ({
	approval: ['Computation', 'Milestones'].includes(method),
	method,
	period: null,
	answer: 7 * DAY,
	delivery: 7 * DAY,
	acceptance: 7 * DAY,
	notice: DAY,
	fee: 2_000,
	arbiter,
	contract: hash(2),
	...more,
});

/** Anybody may ask. */
export const ANYBODY = { kinds: [], regions: [], credit: 0, license: null, capability: null };

/** What a buyer asks for; see `Ask` of `pallet-orders`. */
export const ask = (total, more = {}) => ({
	version: 0,
	terms: 0,
	total,
	quantity: 1,
	slots: null,
	stages: [],
	program: null,
	request: null,
	license: null,
	purpose: randomAsHex(32),
	...more,
});

/** The number of the slot of `length` minutes that a time in UTC milliseconds lies in. */
export const slotAt = (time, length) => Math.floor((time + OFFSET) / (length * 60_000));

/** Midnight, local time, of the day that `days` after `time` lies in. */
export const midnight = (time, days) => Math.floor((time + OFFSET) / DAY + days) * DAY - OFFSET;

/** Whether the local day of a time is one from Monday to Friday. 1970 began on a Thursday. */
export const isWorkday = (time) => (Math.floor((time + OFFSET) / DAY) + 3) % 7 < 5;

/** Lists a resource and yields its id. A file comes with its sealed object and its fingerprint. */
export async function list(api, signer, kind, offer, file = null) {
	let content = null;
	if (file) {
		const salt = randomAsHex(16);
		const party = u8aConcat([0], little(file.owner, 4));
		const parts = [stringToU8a('cov/catl'), hexToU8a(file.fingerprint), hexToU8a(salt), party];
		await send(api, api.tx.firstCome.commit(blake2AsHex(u8aConcat(...parts))), signer);
		content = [{ object: file.object, fingerprint: file.fingerprint }, salt];
	}
	const { events } = await send(api, api.tx.resourceCatalog.list(kind, offer, content), signer);
	return find(events, 'resourceCatalog.Logged').data.resource.toNumber();
}

/** Says on which terms a resource can be ordered. */
export const setTerms = (api, signer, resource, terms, eligibility = ANYBODY) =>
	send(api, api.tx.orders.setTerms(resource, true, terms, eligibility), signer);

/** Orders a resource and yields the order's id. */
export async function request(api, signer, resource, asked) {
	const { events } = await send(api, api.tx.orders.request(resource, asked), signer);
	return find(events, 'orders.Logged').data.order.toNumber();
}

/** What is in an order's log, in words. */
export const acts = (log) => log.map(({ act }) => (typeof act === 'string' ? act : Object.keys(act)[0]));
