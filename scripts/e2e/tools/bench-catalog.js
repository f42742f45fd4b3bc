// SPDX-License-Identifier: Apache-2.0
// How long a page of the catalog takes as the catalog grows: see `scripts/bench`.

import assert from 'node:assert/strict';
import { connect, key, motion, QUOTA } from '../lib/chain.js';
import { listing } from '../lib/catalog.js';
import { signAll } from '../lib/flood.js';
import { Node } from '../lib/node.js';
import { number, options } from '../lib/options.js';

const CNY = 1;
const SCHOOL = 2;
/** How many resources one transaction lists, and how often each page is asked for. */
const [BATCH, TIMES, PAGE] = [50, 40, 20];

const { values } = options({ resources: { type: 'string', default: '100000' } });
const count = number(values.resources, '--resources', 1_000, 1_000_000);
const sizes = [1_000, 10_000, 100_000, 1_000_000].filter((size) => size < count).concat(count);

const node = await Node.start('--sealing', 'manual', '--pool-limit', '65536');
const api = await connect(node.ws);
const charlie = key('Charlie');
const block = () => node.rpc('engine_createBlock', true, true, null);
// Motions wait for blocks.
const ticking = setInterval(() => block().catch(() => {}), 100);
const quota = { max: 10n ** 16n, recoveryPerBlock: 10n ** 15n, persons: QUOTA.persons };
await motion(api, api.tx.organizations.setQuota(SCHOOL, quota));
for (let i = 0; i < 20; i += 1) await motion(api, api.tx.resourceCatalog.addTag(`subject ${i}`));
clearInterval(ticking);

// A generator of numbers that are the same in every run (Numerical Recipes' constants).
let state = 1;
const below = (limit) => {
	state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
	return Math.floor((state / 2 ** 32) * limit);
};
const KINDS = ['Course', 'Equipment', 'Facility', 'ExpertTime', 'Project'];
const WORDS = ['laser', 'welding', 'milling', 'optics', 'robotics', 'casting', 'control', 'drives', '数控', '焊接'];
const some = (list) => list[below(list.length)];
const offer = () => {
	const tags = [...new Set(Array.from({ length: below(5) }, () => below(20)))].sort((a, b) => a - b);
	const price = below(4) === 0 ? null : { asset: CNY, amount: 1 + below(1_000_000), per: 'Use' };
	const region = (11 + below(30)) * 10_000 + (1 + below(12)) * 100 + 1 + below(8);
	return [some(KINDS), listing(`${some(WORDS)} ${some(WORDS)} ${below(1_000)}`, { tags, price, region }), null];
};

/** Lists resources until there are so many. */
async function fill(from, until) {
	const calls = Array.from({ length: (until - from) / BATCH }, () =>
		api.tx.utility.batchAll(Array.from({ length: BATCH }, () => api.tx.resourceCatalog.list(...offer()))),
	);
	for (let i = 0; i < calls.length; i += 100) {
		const signed = await signAll(api, calls.slice(i, i + 100).map((tx) => ({ tx, signer: charlie })));
		for (const { hex } of signed) await node.rpc('author_submitExtrinsic', hex);
		while ((await node.rpc('author_pendingExtrinsics')).length > 0) await block();
	}
	assert.equal((await api.query.resourceCatalog.nextResourceId()).toNumber(), until);
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

/** What a page takes in the node, beyond what any answer takes, in milliseconds. */
async function time(filter, order) {
	const took = async (ask) => {
		const began = performance.now();
		const answer = await ask();
		return [performance.now() - began, answer];
	};
	const pages = [];
	let cursor = null;
	let found = 0;
	for (let i = 0; i < TIMES; i += 1) {
		const [plain] = await took(() => node.rpc('catalog_getResource', 0));
		const [page, { items, next }] = await took(() => node.rpc('catalog_search', filter, order, cursor, PAGE));
		pages.push(page - plain);
		found = Math.max(found, items.length);
		cursor = next;
	}
	return { found, ms: median(pages) };
}

const FILTERS = [
	['everything, by id', {}, 'id'],
	['everything, by rating', {}, 'rating'],
	['a kind', { kind: 'course' }, 'id'],
	['a province', { region: '330000' }, 'id'],
	['a kind in a province', { kind: 'course', region: '330000' }, 'id'],
	['two subjects', { tags: [3, 7] }, 'id'],
	['a title', { title: 'laser w' }, 'id'],
	['a price', { price: { within: { asset: CNY, least: '500000', most: '600000' } } }, 'id'],
	['all of it', { kind: 'course', region: '330000', tags: [3], title: 'l' }, 'id'],
];

const table = new Map(FILTERS.map(([name]) => [name, []]));
let listed = 0;
for (const size of sizes) {
	const began = performance.now();
	await fill(listed, size);
	console.log(`${size} resources listed, in ${((performance.now() - began) / 1_000).toFixed(0)} s`);
	listed = size;
	for (const [name, filter, order] of FILTERS) table.get(name).push(await time(filter, order));
}
const row = (name, ...cells) => console.log(`${name.padEnd(24)}${cells.map((cell) => String(cell).padStart(16)).join('')}`);
console.log(`\nA page of ${PAGE}: milliseconds beyond what any answer takes, and what the first of ${TIMES} pages held`);
row('', ...sizes, 'ratio');
for (const [name, cells] of table) {
	const shown = cells.map(({ ms, found }) => `${ms.toFixed(1)} (${found})`);
	row(name, ...shown, (cells.at(-1).ms / cells[0].ms).toFixed(1));
}
await api.disconnect();
await node.stop('SIGTERM');
