// SPDX-License-Identifier: Apache-2.0
// Computes the draws of a lucky envelope again: see `scripts/audit-draws`.

import { connect } from '../lib/chain.js';
import { all, recompute, roundSeed } from '../lib/envelopes.js';
import { formatter } from '../lib/money.js';
import { rpc } from '../lib/node.js';
import { address, fail, number, options } from '../lib/options.js';

const { values, positionals } = options({ url: { type: 'string', default: 'ws://127.0.0.1:9944' } }, true);
if (positionals.length > 1) fail('One envelope at a time.');
const id = number(positionals[0], 'An envelope', 0);
const url = address(values.url);
const ask = (method, ...params) => rpc(url.replace(/^ws/, 'http'), method, ...params);

/** The kind of a secondary slot that has no VRF output. */
const WITHOUT_OUTPUT = 2;

/** What a block contributes to its round: who made it, and the VRF output. */
async function contribution(api, number) {
	const hash = await api.rpc.chain.getBlockHash(number);
	const { digest } = await api.rpc.chain.getHeader(hash);
	const log = digest.logs.find((item) => item.isPreRuntime && item.asPreRuntime[0].isBabe);
	// A byte for the kind of slot and four for the author's index; see `sp_consensus_babe::digests`.
	const slot = log?.asPreRuntime[1].toU8a(true);
	if (!slot || slot[0] === WITHOUT_OUTPUT) return undefined;
	const then = await api.at(hash);
	const session = await then.query.session.currentIndex();
	const [validators, seats, output] = await Promise.all([
		then.query.session.validators(),
		then.query.validators.seats(session),
		then.query.babe.authorVrfRandomness(),
	]);
	const account = validators[new DataView(slot.buffer, slot.byteOffset).getUint32(1, true)];
	const seat = account && seats.find((seat) => seat.account.eq(account));
	return seat && { validator: seat.organization.toNumber(), output: output.unwrap().toHex() };
}

/** A round's seed from the outputs of its blocks, the first of each validator. */
async function seedFromBlocks(api, round, { first, last }) {
	const outputs = new Map();
	for (let number = first; number <= last; number += 1) {
		const made = await contribution(api, number);
		if (made && !outputs.has(made.validator)) outputs.set(made.validator, made.output);
	}
	return roundSeed(round, [...outputs.values()]);
}

/** Those of `shares` that were not claimed yet when their round began. */
async function claimedLate(api, shares, { first }) {
	const before = await api.at(await api.rpc.chain.getBlockHash(first - 1));
	const slots = await before.query.redEnvelope.slots.multi(shares.map((share) => [id, share]));
	return shares.filter((_, i) => slots[i].isNone);
}

const isPruned = ({ message }) => /discarded|not found|pruned/i.test(message);

async function audit(api) {
	const head = (await api.rpc.chain.getFinalizedHead()).toHex();
	const envelope = await ask('envelopes_getEnvelope', id, head);
	if (!envelope) fail(`There is no envelope ${id}.`);
	if (!envelope.division.lucky) fail(`Envelope ${id} leaves nothing to chance.`);
	const money = await formatter(api, envelope.book.asset);
	const draws = await all((cursor) => ask('envelopes_listDraws', id, cursor, 100, head));
	const rounds = [...new Set(draws.map(({ round }) => round))];
	const found = new Map();
	for (const round of rounds) found.set(round, await ask('beacon_getSeed', round, head));
	const missing = rounds.filter((round) => !found.get(round));
	if (missing.length > 0) return [`the beacon has no seed of the rounds ${missing.join(', ')}`];

	const { shares, total } = envelope;
	console.log(`Envelope ${id}: ${money(total)} in ${shares} lucky shares, of which ${draws.length} are drawn.`);
	const seeds = new Map(rounds.map((round) => [round, found.get(round).seed]));
	const wrong = recompute({ id, total, shares }, draws, seeds);

	console.log('\nround        blocks             shares  drawn          seed');
	let pruned = 0;
	for (const round of rounds) {
		const { first, last, seed } = found.get(round);
		const of = draws.filter((draw) => draw.round === round);
		const numbers = of.map(({ share }) => share);
		let note = 'from its blocks';
		try {
			const again = await seedFromBlocks(api, round, { first, last });
			if (again !== seed) wrong.push(`round ${round}: the seed is ${seed}, and its blocks make ${again}`);
			const late = await claimedLate(api, numbers, { first });
			if (late.length > 0) wrong.push(`round ${round}: it had begun when the shares ${late.join(', ')} were claimed`);
		} catch (error) {
			if (!isPruned(error)) throw error;
			pruned += 1;
			note = 'as the beacon kept it';
		}
		const sum = of.reduce((total, { amount }) => total + BigInt(amount), 0n);
		const range = (from, to) => (from === to ? `${from}` : `${from} to ${to}`);
		console.log(
			[
				String(round).padEnd(12),
				range(first, last).padEnd(18),
				range(numbers[0], numbers.at(-1)).padStart(6).padEnd(7),
				money(sum).padEnd(14),
				`${seed.slice(0, 10)}… ${note}`,
			].join(' '),
		);
	}
	console.log();
	if (pruned > 0) {
		console.log(
			`The node no longer has the state of the blocks of ${pruned} of ${rounds.length} rounds. One that runs with\n` +
				'--state-pruning archive can have their seeds computed again, too.',
		);
	}
	if (wrong.length === 0) {
		const sum = draws.reduce((total, { amount }) => total + BigInt(amount), 0n);
		console.log(`All ${draws.length} draws are right: ${money(sum)} drawn, ${money(BigInt(total) - sum)} left.`);
	}
	return wrong;
}

const api = await connect(url).catch(({ message }) => fail(`${url} does not answer: ${message}`));
const wrong = await audit(api);
for (const finding of wrong) console.error(`Wrong: ${finding}`);
await api.disconnect();
process.exit(wrong.length > 0 ? 1 : 0);
