// SPDX-License-Identifier: Apache-2.0
// Simulated meters are read for a while, and the chain's figures compared with the meters': see
// `scripts/meters`.

import { connect, key, letPass, send } from '../lib/chain.js';
import { Fleet, register, submit } from '../lib/meters.js';
import { Node } from '../lib/node.js';
import { number, options } from '../lib/options.js';
import { DAY, dayAt, intervalAt, join, openMarket, PER_DAY, startOf, TIMETABLE } from '../lib/power.js';
import { heading, say } from '../lib/story.js';

const chances = ['loss', 'replay', 'drift', 'forge'];
const text = (fallback) => ({ type: 'string', default: fallback });
const { values } = options({
	meters: text('60'),
	intervals: text('96'),
	batch: text('200'),
	seed: text('1'),
	...Object.fromEntries(chances.map((name) => [name, text('10')])),
});
const count = number(values.meters, '--meters', 1, 900);
const intervals = number(values.intervals, '--intervals', 1, 7 * PER_DAY);
const batch = number(values.batch, '--batch', 1, 500);
const seed = number(values.seed, '--seed', 0, 2 ** 32 - 1);
const rates = Object.fromEntries(chances.map((name) => [name, number(values[name], `--${name}`, 0, 500)]));

const CNY = 1;
const [GRID, WORKS] = [3, 4];
const [dave, eve] = ['Dave', 'Eve'].map(key);
const node = await Node.start('--sealing', 'instant');
const api = await connect(node.ws);
const now = async () => (await api.query.timestamp.now()).toNumber();

const passUntil = (time) => letPass(node, api, time);

try {
	const market = await openMarket(api, dave, CNY);
	await passUntil((dayAt(await now()) + 1) * DAY - TIMETABLE.offset);
	await join(api, dave, market, { signer: dave, party: { Organization: GRID }, role: 'GridCompany' });
	await join(api, dave, market, { signer: eve, party: { Organization: WORKS }, role: 'Prosumer', collateral: 100_000 });
	const fleet = new Fleet({ count, genesis: api.genesisHash.toHex(), seed, ...rates });
	await register(api, send, dave, fleet, market, { Organization: WORKS }, 'simulated');
	heading(`${count} meters, read ${intervals} times`);

	const first = intervalAt(await now());
	const sum = { brought: 0, taken: 0, refused: {}, wrong: 0 };
	for (let interval = first; interval < first + intervals; interval += 1) {
		await passUntil(startOf(interval + 1));
		const brought = fleet.round(interval);
		const { taken, refused, wrong } = await submit(api, send, eve, brought, batch);
		sum.brought += brought.length;
		sum.taken += taken;
		sum.wrong += wrong.length;
		for (const [reason, times] of Object.entries(refused)) sum.refused[reason] = (sum.refused[reason] ?? 0) + times;
	}
	say('readings brought', sum.brought);
	say('taken', sum.taken);
	for (const reason of Object.keys(sum.refused).sort()) say(`refused: ${reason}`, sum.refused[reason]);
	say('still with the meters', fleet.meters.reduce((all, { memory }) => all + memory.length, 0));
	if (sum.wrong > 0) throw new Error(`The chain said something else than was expected, in ${sum.wrong} transactions.`);

	const days = [];
	for (let day = Math.floor(first / PER_DAY); day <= Math.floor((first + intervals - 1) / PER_DAY); day += 1) {
		days.push(await node.rpc('meters_totals', market, { organization: WORKS }, day));
	}
	const counted = days.flatMap((day) => day.intervals);
	for (const way of ['import', 'export']) {
		const chain = counted.reduce((all, it) => all + it[way], 0);
		const meters = fleet.meters.reduce((all, { total }) => all + total[way], 0);
		if (chain !== meters) throw new Error(`The chain has ${chain} Wh of ${way}, the meters ${meters}.`);
		say(way, `${chain} Wh, on the chain and by the meters`);
	}
} finally {
	await api.disconnect();
	await node.stop();
}
