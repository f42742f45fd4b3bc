// SPDX-License-Identifier: Apache-2.0
// What users of red envelopes compute outside the chain: draws, lists and codes. Written from the
// documentation of `pallet-red-envelope`, not from its code, so that each checks the other.

import { blake2AsHex, blake2AsU8a, ed25519PairFromSeed, ed25519Sign } from '@polkadot/util-crypto';
import { compactToU8a, hexToBigInt, hexToU8a, stringToU8a, u8aConcat, u8aToHex } from '@polkadot/util';

const DRAW_DOMAIN = stringToU8a('covenant envelope draw v1');
const LIST_DOMAIN = stringToU8a('covenant envelope list v1');
const CODE_DOMAIN = stringToU8a('covenant envelope code v1');
const SEED_DOMAIN = stringToU8a('cov/bcon');

/** An integer as SCALE has it: little endian, of a fixed width. */
export function little(value, bytes) {
	let left = BigInt(value);
	return Uint8Array.from({ length: bytes }, () => {
		const byte = Number(left & 255n);
		left >>= 8n;
		return byte;
	});
}

/** What the share number `share` of an envelope is worth, where `left` is left for `shares` shares. */
export function doubleMean(seed, envelope, share, left, shares) {
	if (shares === 1) return left;
	const number = blake2AsHex(u8aConcat(DRAW_DOMAIN, hexToU8a(seed), little(envelope, 8), little(share, 4)));
	return (hexToBigInt(number) % ((2n * left) / BigInt(shares) - 1n)) + 1n;
}

/** The seed of a round of the beacon, from the VRF outputs that were contributed to it, in order. */
export const roundSeed = (round, outputs) =>
	blake2AsHex(
		u8aConcat(SEED_DOMAIN, little(round, 8), compactToU8a(outputs.length), ...outputs.map((it) => hexToU8a(it))),
	);

/**
 * Computes the draws of a lucky envelope again, from the first share on. `seeds` has the seed of each
 * round, as a map. Yields what is wrong with them, as sentences: nothing, if all is well.
 */
export function recompute({ id, total, shares }, draws, seeds) {
	const wrong = [];
	let left = BigInt(total);
	draws.forEach((draw, share) => {
		const expected = doubleMean(seeds.get(draw.round), id, share, left, shares - share);
		const differs = (what, found, right) => {
			if (found !== right) wrong.push(`share ${share}: ${what} is ${found}, and should be ${right}`);
		};
		differs('the number', draw.share, share);
		differs('the seed', draw.seed, seeds.get(draw.round));
		differs('what was left', BigInt(draw.left), left);
		differs('the shares left', draw.sharesLeft, shares - share);
		differs('the amount', BigInt(draw.amount), expected);
		left -= expected;
	});
	if (draws.length > shares) wrong.push(`there are ${draws.length} draws of ${shares} shares`);
	if (draws.length === shares && left !== 0n) wrong.push(`${left} of the total is left`);
	return wrong;
}

/** The root over the contents of leaves, and the way to it from each: see `covenant_primitives::merkle`. */
export function tree(contents) {
	const rows = [contents.map((content) => blake2AsU8a(content))];
	while (rows.at(-1).length > 1) {
		const row = rows.at(-1);
		const pairs = Array.from({ length: Math.ceil(row.length / 2) }, (_, i) => row.slice(2 * i, 2 * i + 2));
		// The last of an odd row moves up.
		rows.push(pairs.map((pair) => (pair.length === 1 ? pair[0] : blake2AsU8a(u8aConcat(...pair)))));
	}
	return {
		root: u8aToHex(rows.at(-1)[0]),
		proof: (index) => rows.flatMap((row, height) => row[(index >> height) ^ 1] ?? []).map((node) => u8aToHex(node)),
	};
}

/**
 * A list of recipients, `{ person, amount, salt }` each, with a salt of 16 random bytes for each and the
 * amount 0 where the list assigns none. `proof(index)` proves the place of one.
 */
export function list(recipients) {
	const { length } = recipients;
	const leaf = ({ person, amount, salt }) =>
		blake2AsU8a(u8aConcat(LIST_DOMAIN, little(length, 4), hexToU8a(salt), little(person, 8), little(amount, 16)));
	return { length, ...tree(recipients.map(leaf)) };
}

const codePair = (code) => ed25519PairFromSeed(blake2AsU8a(u8aConcat(CODE_DOMAIN, stringToU8a(code))));

/** The public part of a code's key, which the envelope keeps. */
export const codeKey = (code) => u8aToHex(codePair(code).publicKey);

/** What whoever knows the code shows for its own account. */
export function codeEvidence(code, genesis, envelope, { publicKey }) {
	const message = u8aConcat(CODE_DOMAIN, genesis, little(envelope, 8), publicKey);
	return { Code: u8aToHex(ed25519Sign(message, codePair(code))) };
}

/** Months are counted from January 1970, which is 0. */
export function monthNumber(text) {
	const [year, number] = text.split('-').map(Number);
	return (year - 1970) * 12 + number - 1;
}

/** The month of local time (China Standard Time), such as `2026-11`. */
export const monthOf = (moment) => new Date(Number(moment) + 8 * 60 * 60_000).toISOString().slice(0, 7);

/** All items of a paged query: `page` is asked for each cursor. */
export async function all(page) {
	const items = [];
	let cursor = null;
	do {
		const answer = await page(cursor);
		items.push(...answer.items);
		cursor = answer.next;
	} while (cursor !== null);
	return items;
}
