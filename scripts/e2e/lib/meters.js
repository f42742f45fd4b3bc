// SPDX-License-Identifier: Apache-2.0
// Meters that are not there: each has a key, a daily curve and a memory, and what it says gets lost, is
// sent twice, comes with a wrong clock or is changed on its way. Written from the documentation of
// `pallet-metering`, not from its code, so that each checks the other.

import { hexToU8a, stringToU8a, u8aConcat, u8aToHex } from '@polkadot/util';
import { blake2AsU8a, ed25519PairFromSeed, ed25519Sign } from '@polkadot/util-crypto';
import { little } from './envelopes.js';
import { PER_DAY, startOf } from './power.js';

const DOMAIN = stringToU8a('covenant meter reading v1');
const LEAF_DOMAIN = stringToU8a('covenant meter batch v1');

/** How many Wh a count is, and the most Wh in an interval. */
export const MULTIPLIER = 10;
export const LIMIT = 50_000;

const fields = ({ meter, sequence, start, importCounts, exportCounts }) =>
	u8aConcat(...[meter, sequence, start, importCounts, exportCounts].map((it) => little(it, 8)));

/** What a device signs. */
export const payload = (genesis, message) => u8aConcat(DOMAIN, hexToU8a(genesis), fields(message));

/** What stands in a batch of so many. */
export const leaf = (message, count) => blake2AsU8a(u8aConcat(LEAF_DOMAIN, little(count, 4), fields(message)));

/** A message as the chain's calls take it. */
export const asCall = ({ meter, sequence, start, importCounts, exportCounts }) => ({
	meter,
	sequence,
	start,
	import: importCounts,
	export: exportCounts,
});

/** Numbers from 0 to 1, the same again for the same seed (mulberry32). */
function generator(seed) {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = state;
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
	};
}

const hill = (hour, top, width) => Math.exp(-(((hour - top) / width) ** 2));

/** Counts of an interval, import and export, by what is behind the meter. */
const CURVES = {
	household: (hour) => [10 + 40 * hill(hour, 7.5, 1.5) + 80 * hill(hour, 19.5, 2.5), 0],
	factory: (hour) => [hour >= 8 && hour < 20 ? 2_000 : 400, 0],
	prosumer: (hour) => [15 + 60 * hill(hour, 19.5, 2.5), 150 * hill(hour, 12.5, 2.5)],
};
const KINDS = Object.keys(CURVES);

/** Meters that are read together. */
export class Fleet {
	/** Chances, of a thousand messages, that one is lost, repeated, has a wrong clock, or is changed. */
	constructor({ count, genesis, seed = 1, loss = 0, replay = 0, drift = 0, forge = 0 }) {
		Object.assign(this, { genesis, loss, replay, drift, forge, random: generator(seed) });
		this.meters = Array.from({ length: count }, (_, i) => {
			const pair = ed25519PairFromSeed(blake2AsU8a(`covenant simulated meter ${seed} ${i}`));
			const kind = KINDS[i % KINDS.length];
			return { kind, pair, sequence: 0, memory: [], total: { import: 0, export: 0 } };
		});
	}

	/** The device of the meter at this place, as it is registered. */
	device(place) {
		const { kind, pair } = this.meters[place];
		const source = kind === 'prosumer' ? 'Solar' : null;
		const key = { Ed25519: u8aToHex(pair.publicKey) };
		return { key, imports: true, exports: source !== null, multiplier: MULTIPLIER, limit: LIMIT, source };
	}

	chance(permille) {
		return this.random() * 1_000 < permille;
	}

	sign(meter, message) {
		return { message, signature: u8aToHex(ed25519Sign(payload(this.genesis, message), meter.pair)) };
	}

	/** What a meter says of an interval, and remembers until it is taken. */
	measure(meter, interval) {
		const hour = ((interval % PER_DAY) * 24) / PER_DAY;
		const noise = 0.8 + 0.4 * this.random();
		const [importCounts, exportCounts] = CURVES[meter.kind](hour).map((it) => Math.round(it * noise));
		const message = { meter: meter.id, sequence: meter.sequence, start: startOf(interval), importCounts, exportCounts };
		meter.sequence += 1;
		meter.memory.push(message);
	}

	/**
	 * What a relay brings to the chain when an interval is over: all that meters remember, in order, with
	 * what the chain is to say of each: `null` if it takes it. Meters forget what was taken.
	 */
	round(interval) {
		return this.meters.flatMap((meter) => {
			this.measure(meter, interval);
			const brought = [];
			const kept = [];
			for (const message of meter.memory) {
				if (this.chance(this.loss)) {
					kept.push(message);
					continue;
				}
				if (kept.length > 0) {
					brought.push({ ...this.sign(meter, message), expect: 'Gap' });
					kept.push(message);
				} else if (this.chance(this.drift)) {
					const slow = { ...message, start: message.start + 7_000 };
					brought.push({ ...this.sign(meter, slow), expect: 'NoInterval' });
					kept.push(message);
				} else if (this.chance(this.forge)) {
					const { signature } = this.sign(meter, message);
					const more = { ...message, exportCounts: message.exportCounts, importCounts: message.importCounts + 1 };
					brought.push({ message: more, signature, expect: 'WrongSignature' });
					kept.push(message);
				} else {
					brought.push({ ...this.sign(meter, message), expect: null });
					meter.total.import += message.importCounts * MULTIPLIER;
					meter.total.export += message.exportCounts * MULTIPLIER;
					if (this.chance(this.replay)) brought.push({ ...this.sign(meter, message), expect: 'Replayed' });
				}
			}
			meter.memory = kept;
			return brought;
		});
	}
}

/** Registers the fleet's meters at points of a market, so many at once, and notes their ids. */
export async function register(api, send, operator, fleet, market, owner, prefix) {
	const BATCH = 50;
	for (let first = 0; first < fleet.meters.length; first += BATCH) {
		const some = fleet.meters.slice(first, first + BATCH);
		const calls = some.map((_, i) => {
			const place = first + i;
			return api.tx.metering.register(market, `${prefix}-${place}`, owner, fleet.device(place));
		});
		const { events } = await send(api, api.tx.utility.batchAll(calls), operator);
		const ids = events.filter((it) => api.events.metering.Registered.is(it)).map(({ data }) => data.meter.toNumber());
		some.forEach((meter, i) => {
			meter.id = ids[i];
		});
	}
}

/** Carries readings to the chain, and yields how many were taken and why others were not. */
export async function submit(api, send, relay, brought, most = 200) {
	const outcome = { taken: 0, refused: {}, wrong: [] };
	for (let first = 0; first < brought.length; first += most) {
		const some = brought.slice(first, first + most);
		const messages = some.map(({ message, signature }) => ({ message: asCall(message), signature }));
		const { events } = await send(api, api.tx.metering.submit(messages), relay);
		const reasons = events
			.filter((it) => api.events.metering.Refused.is(it))
			.map(({ data }) => `${data.meter} ${data.sequence} ${data.reason}`);
		const expected = some
			.filter(({ expect }) => expect !== null)
			.map(({ message, expect }) => `${message.meter} ${message.sequence} ${expect}`);
		if (reasons.join() !== expected.join()) outcome.wrong.push({ reasons, expected });
		outcome.taken += some.length - reasons.length;
		for (const { expect } of some) if (expect) outcome.refused[expect] = (outcome.refused[expect] ?? 0) + 1;
	}
	return outcome;
}
