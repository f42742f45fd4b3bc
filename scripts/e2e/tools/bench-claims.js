// SPDX-License-Identifier: Apache-2.0
// Many people claim one envelope at once: see `scripts/bench`.

import assert from 'node:assert/strict';
import { connect, find, key, motion, newKey, QUOTA, send } from '../lib/chain.js';
import { hire } from '../lib/company.js';
import { all, monthOf, recompute } from '../lib/envelopes.js';
import { flood, signAll } from '../lib/flood.js';
import { formatter } from '../lib/money.js';
import { Node, rpc } from '../lib/node.js';
import { address, number, options } from '../lib/options.js';

const CNY = 1;
const WORKS = 4;
const DAY = 24 * 60 * 60_000;

const { values } = options({ persons: { type: 'string', default: '5000' }, url: { type: 'string' } });
const count = number(values.persons, '--persons', 1, 100_000);

const node = values.url === undefined ? await Node.start() : undefined;
const url = values.url === undefined ? node.ws : address(values.url);
const http = url.replace(/^ws/, 'http');
const api = await connect(url);
const money = await formatter(api, CNY);
const eve = key('Eve');
const say = (text) => console.log(text);

say(`Hiring ${count} people, who never held a coin…`);
// Enough to enroll and invite all of them without a pause.
const quota = { max: 10n ** 14n, recoveryPerBlock: 10n ** 13n, persons: QUOTA.persons + 2 * count };
await motion(api, api.tx.organizations.setQuota(WORKS, quota));
const keys = Array.from({ length: count }, newKey);
const persons = await hire(api, http, { signer: eve, organization: WORKS, unit: 'workshop' }, keys);

const total = 100n * BigInt(count);
const opened = await send(api, api.tx.redEnvelope.openBudget(CNY, 'load', null), eve);
const budget = find(opened.events, 'redEnvelope.BudgetOpened').data.budget.toNumber();
await send(api, api.tx.redEnvelope.fund(budget, total), eve);
const now = (await api.query.timestamp.now()).toNumber();
const terms = {
	purpose: 'Festival',
	greeting: `0x${'01'.repeat(32)}`,
	withholding: null,
	ranking: false,
	opensAt: now,
	expiresAt: now + DAY,
};
const form = { Lucky: { total, shares: count, audience: 'Members' } };
const filled = await send(api, api.tx.redEnvelope.fill(budget, form, terms), eve);
const envelope = find(filled.events, 'redEnvelope.Filled').data.envelope.toNumber();

say(`Envelope ${envelope}: ${money(total)} in ${count} lucky shares. Signing ${count} claims…`);
const claim = api.tx.redEnvelope.claim(envelope, 'None');
const signed = await signAll(api, keys.map((signer) => ({ tx: claim, signer })));
const progress = async () => (await rpc(http, 'envelopes_getEnvelope', envelope)).progress;
say('All claim…');
const { times, blocks, refusals, losses } = await flood(api, http, signed, {
	until: async () => (await progress()).drawn === count,
});

// Who got which share, and when it was drawn.
const shares = new Map();
const drawnAt = [];
for (const { events, seenAt } of blocks) {
	for (const event of events) {
		if (api.events.redEnvelope.Claimed.is(event) && event.data.envelope.eq(envelope)) {
			const [person, share] = [event.data.person.toNumber(), event.data.share.toNumber()];
			assert.ok(!shares.has(person), `person ${person} claimed twice`);
			shares.set(person, share);
		}
		if (api.events.redEnvelope.Drawn.is(event) && event.data.envelope.eq(envelope)) {
			const [first, drawn] = [event.data.first.toNumber(), event.data.count.toNumber()];
			for (let share = first; share < first + drawn; share += 1) {
				assert.equal(drawnAt[share], undefined, `share ${share} was drawn twice`);
				drawnAt[share] = seenAt;
			}
		}
	}
}
const numbers = persons.map((person) => shares.get(person)).sort((a, b) => a - b);
assert.deepEqual(numbers, Array.from({ length: count }, (_, i) => i), 'each person has a share of its own');
assert.equal(drawnAt.filter((time) => time !== undefined).length, count, 'every share was drawn');

// What they are worth, computed again, is in their wallets.
const draws = await all((cursor) => rpc(http, 'envelopes_listDraws', envelope, cursor, 100));
const seeds = new Map();
for (const { round } of draws) {
	if (!seeds.has(round)) seeds.set(round, (await rpc(http, 'beacon_getSeed', round)).seed);
}
assert.deepEqual(recompute({ id: envelope, total, shares: count }, draws, seeds), []);
for (let i = 0; i < count; i += 500) {
	const some = persons.slice(i, i + 500);
	const book = { organization: WORKS, asset: CNY };
	const wallets = await api.query.redEnvelope.wallets.multi(some.map((person) => [person, book]));
	some.forEach((person, j) => {
		assert.equal(wallets[j].balance.toBigInt(), BigInt(draws[shares.get(person)].amount), `wallet of ${person}`);
	});
}
const month = monthOf(await api.query.timestamp.now());
const lines = await all((cursor) => rpc(http, 'books_listTrialBalance', WORKS, CNY, month, cursor, 100));
const sum = (side) => lines.reduce((sum, { closing }) => sum + BigInt(closing[side]), 0n);
assert.equal(sum('debit'), sum('credit'), 'the books balance');
const { held } = await rpc(http, 'envelopes_getFunds', WORKS, CNY);
const funds = lines.find(({ account }) => account === 'funds');
assert.equal(funds.closing.debit, held, 'the books say what is held');

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;
/** The smallest value that so large a part of `list` does not exceed. */
function quantile(list, part) {
	const sorted = [...list].sort((a, b) => a - b);
	return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)];
}
const spread = (list) => `median ${seconds(quantile(list, 0.5))}, p95 ${seconds(quantile(list, 0.95))}`;
const began = Math.min(...times.map(({ sentAt }) => sentAt));
const sending = Math.max(...times.map(({ sentAt }) => sentAt)) - began;
const including = Math.max(...times.map(({ seenAt }) => seenAt)) - began;
const drawing = Math.max(...drawnAt) - began;
const filledBlocks = blocks.map(({ transactions }) => transactions.length).filter((claims) => claims > 0);
const toBlock = times.map(({ sentAt, seenAt }) => seenAt - sentAt);
const toDrawn = times.map(({ sentAt }, i) => drawnAt[shares.get(persons[i])] - sentAt);

say(`
${count} claims, ${count} shares drawn once each, ${money(total)} in wallets, debits = credits = ${money(sum('debit'))}
sent in              ${seconds(sending)}; for want of room the pool refused ${refusals} and dropped ${losses}
claimed in           ${seconds(including)}, ${filledBlocks.length} blocks, at most ${Math.max(...filledBlocks)} in one
claims sustained     ${(count / (including / 1000)).toFixed(0)} a second
drawn in             ${seconds(drawing)}
submit to block      ${spread(toBlock)}
submit to drawn      ${spread(toDrawn)}`);
await api.disconnect();
await node?.stop('SIGTERM');
