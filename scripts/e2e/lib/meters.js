// SPDX-License-Identifier: Apache-2.0
// Meters that are not there: each has a key, a daily curve and a memory, and what it says gets lost, is
// sent twice, comes with a wrong clock or is changed on its way. Written from the documentation of
// `pallet-metering`, not from its code, so that each checks the other.

import { hexToU8a, stringToU8a, u8aConcat, u8aToHex } from '@polkadot/util';
import { blake2AsU8a, ed25519PairFromSeed, ed25519Sign } from '@polkadot/util-crypto';
import { little } from './envelopes.js';
import { perDay, startOf, TIMETABLE } from './power.js';

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
	plant: () => [0, 1_100],
	windmill: (hour) => [0, 300 - 150 * hill(hour, 14, 5)],
	station: (hour) => [20 + 60 * hill(hour, 12, 3) + 40 * hill(hour, 18, 2), 0],
};
/** Where exported energy comes from. */
const SOURCES = { prosumer: 'Solar', plant: 'Coal', windmill: 'Wind' };
const MIXED = ['household', 'factory', 'prosumer'];

/** Meters that are read together. */
export class Fleet {
	/**
	 * So many meters of these kinds, in turn, on the chain with this `genesis`. `loss`, `replay`, `drift` and
	 * `forge` are chances, of a thousand messages, that one is lost, repeated, has a wrong clock, or is
	 * changed; `multiplier` is how many Wh a count is, and `times` how the market cuts time.
	 */
	constructor({ kinds = MIXED, count = kinds.length, seed = 1, ...more }) {
		const chances = { loss: 0, replay: 0, drift: 0, forge: 0 };
		Object.assign(this, { times: TIMETABLE, multiplier: MULTIPLIER, ...chances, random: generator(seed) }, more);
		this.meters = Array.from({ length: count }, (_, i) => {
			const pair = ed25519PairFromSeed(blake2AsU8a(`covenant simulated meter ${seed} ${i}`));
			const kind = kinds[i % kinds.length];
			return { kind, pair, sequence: 0, memory: [], total: { import: 0, export: 0 } };
		});
	}

	/** The device of the meter at this place, as it is registered. */
	device(place) {
		const { kind, pair } = this.meters[place];
		const source = SOURCES[kind] ?? null;
		const key = { Ed25519: u8aToHex(pair.publicKey) };
		const limit = (LIMIT / MULTIPLIER) * this.multiplier;
		return { key, imports: true, exports: source !== null, multiplier: this.multiplier, limit, source };
	}

	chance(permille) {
		return this.random() * 1_000 < permille;
	}

	sign(meter, message) {
		return { message, signature: u8aToHex(ed25519Sign(payload(this.genesis, message), meter.pair)) };
	}

	/** What a meter says of an interval, and remembers until it is taken. */
	measure(meter, interval) {
		const intervals = perDay(this.times);
		const hour = ((interval % intervals) * 24) / intervals;
		const noise = 0.8 + 0.4 * this.random();
		const [importCounts, exportCounts] = CURVES[meter.kind](hour).map((it) => Math.round(it * noise));
		const message = { meter: meter.id, sequence: meter.sequence, start: startOf(interval, this.times), importCounts, exportCounts };
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
					meter.total.import += message.importCounts * this.multiplier;
					meter.total.export += message.exportCounts * this.multiplier;
					if (this.chance(this.replay)) brought.push({ ...this.sign(meter, message), expect: 'Replayed' });
				}
			}
			meter.memory = kept;
			return brought;
		});
	}

	/** What a relay brings for all of a day. */
	day(day) {
		const intervals = perDay(this.times);
		return Array.from({ length: intervals }, (_, place) => this.round(day * intervals + place)).flat();
	}
}

/** Where in what is brought the reading of a meter and an interval is. */
export function placeOf(brought, fleet, meter, interval) {
	const start = startOf(interval, fleet.times);
	return brought.findIndex(({ message }) => message.meter === meter.id && message.start === start);
}

/**
 * Registers the fleet's meters at points of a market, so many at once, and notes their ids. All are the
 * same owner's, or those of several by place.
 */
export async function register(api, send, operator, fleet, market, owner, prefix) {
	const BATCH = 50;
	const owners = [owner].flat();
	for (let first = 0; first < fleet.meters.length; first += BATCH) {
		const some = fleet.meters.slice(first, first + BATCH);
		const calls = some.map((_, i) => {
			const place = first + i;
			return api.tx.metering.register(market, `${prefix}-${place}`, owners[place % owners.length], fleet.device(place));
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

/**
 * Carries a day's readings to the chain without one, at this place of what is brought: it is given up, and
 * may turn up later.
 */
export async function submitWithout(api, send, relay, operator, brought, place) {
	const { meter, sequence } = brought[place].message;
	const first = await submit(api, send, relay, brought.slice(0, place));
	await send(api, api.tx.metering.skip(meter, sequence + 1), operator);
	const rest = await submit(api, send, relay, brought.slice(place + 1));
	return { taken: first.taken + rest.taken, wrong: [...first.wrong, ...rest.wrong] };
}

/** Closes a day of all the fleet's meters, and yields how many readings were missing. */
export async function closeDay(api, send, relay, fleet, day) {
	const ids = fleet.meters.map(({ id }) => id);
	const { events } = await send(api, api.tx.metering.closeDays(ids, day), relay);
	const closed = events.filter((it) => api.events.metering.DayClosed.is(it));
	if (closed.length < ids.length) throw new Error(`Day ${day} of ${ids.length - closed.length} meters was not closed.`);
	return closed.reduce((sum, { data }) => sum + data.substituted.toNumber(), 0);
}
