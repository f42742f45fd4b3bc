// SPDX-License-Identifier: Apache-2.0
// A university and a company share a laboratory, a course, a file and a project: see `scripts/demo`.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { randomAsHex } from '@polkadot/util-crypto';
import { commitment, connect, find, key, motion, newKey, QUOTA, send } from '../lib/chain.js';
import * as catalog from '../lib/catalog.js';
import { acts, ask, conditions, fingerprint, HOUR, listing, slotAt } from '../lib/catalog.js';
import { all, monthNumber, monthOf } from '../lib/envelopes.js';
import { formatter } from '../lib/money.js';
import { Node, rpc, temporaryDirectory } from '../lib/node.js';
import { address, options } from '../lib/options.js';
import { heading, refused, say } from '../lib/story.js';
import { tool } from '../lib/tool.js';
import { uscc } from '../lib/uscc.js';

const { values } = options({ keep: { type: 'boolean', default: false }, url: { type: 'string' } });

const CNY = 1;
const [SCHOOL, GRID, WORKS, COURT] = [2, 3, 4, 5];
/** Of a slot, in minutes: short, because on a running node the story waits for one. */
const LENGTH = 5;
const MINUTE = 60_000;
const [alice, charlie, eve, ferdie] = ['Alice', 'Charlie', 'Eve', 'Ferdie'].map(key);

const own = values.url ? null : await Node.start('--sealing', 'instant', '--state-pruning', 'archive');
const ws = own?.ws ?? address(values.url);
const http = ws.replace(/^ws/, 'http');
const api = await connect(ws);
/** Asks at the newest block: what was just done may not be finalized yet. */
const query = async (method, ...params) => rpc(http, method, ...params, await rpc(http, 'chain_getBlockHash'));
const money = await formatter(api, CNY);
const { json } = tool(() => ws);
const directory = temporaryDirectory();
const path = (name) => join(directory, name);
const { orders, resourceCatalog, rewards } = api.tx;
const price = (amount, per) => ({ asset: CNY, amount, per });
const now = async () => (await api.query.timestamp.now()).toNumber();
const clock = (time) => new Date(time + 8 * HOUR).toISOString().slice(0, 16).replace('T', ' ');
const list = (signer, kind, offer, file) => catalog.list(api, signer, kind, offer, file);
const setTerms = (signer, resource, method, more) => catalog.setTerms(api, signer, resource, conditions(method, COURT, more));
const order = (resource, asked) => catalog.request(api, eve, resource, asked);
const orderInfo = (id) => query('catalog_getOrder', id);
const statement = () => ({ Statement: randomAsHex(32) });

/** What `act` has earned each of these parties, and cost the works. */
async function earned(parties, act) {
	const balances = () =>
		Promise.all(
			parties.map(async ({ account }) => BigInt((await api.query.assets.account(CNY, account)).unwrapOr({ balance: 0 }).balance)),
		);
	const before = await balances();
	await act();
	const after = await balances();
	for (const [i, { name }] of parties.entries()) say(`  ${name}`, money(after[i] - before[i]));
}

/** Lets chain time pass, or waits for it where it passes by itself. */
async function passUntil(time, what) {
	const left = time - (await now());
	if (left <= 0) return;
	if (own) {
		await own.rpc('sealing_advanceTime', left);
		for (let i = 0; i < 3; i += 1) await own.rpc('engine_createBlock', true, true, null);
		return;
	}
	say(`… ${Math.ceil(left / 1_000)} s until ${what}`);
	while ((await now()) < time) await sleep(1_000);
}

function account(organization) {
	return query('organizations_account', organization);
}

/** Another school, which the council admits. */
async function admitCollege(signer) {
	const number = String(Math.floor(Math.random() * 10 ** 8)).padStart(8, '0');
	const code = uscc(`12330200M${number}`);
	const events = await motion(
		api,
		api.tx.organizations.admit('Harbor College', code, 'School', [], QUOTA, signer.address),
	);
	return find(events, 'organizations.Admitted').data.organization.toNumber();
}

/** Seals a file and registers it for whoever has this development key. */
async function seal(name, text, owner) {
	writeFileSync(path(name), text);
	const receipt = await json`seal ${path(name)}`;
	writeFileSync(path(`${name}.json`), JSON.stringify(receipt));
	const where = `https://school.example/${name}.age`;
	const { object } = await json`sealed register ${path(`${name}.json`)} --location ${where} --media-type text/plain --policy 0 --dev-key ${owner}`;
	return { ...receipt, object };
}

async function play() {
	const college = newKey();
	const collegeId = await admitCollege(college);
	const authors = [newKey(), newKey()];
	const persons = [];
	for (const author of authors) {
		const { events } = await send(api, api.tx.persons.enroll(author.address, commitment(author.address)), charlie);
		persons.push(find(events, 'persons.PersonEnrolled').data.person.toNumber());
	}
	const month = monthOf(await now());

	heading('Provincial Polytechnic lists a laboratory by the slot, and a course');
	const lab = await list(charlie, 'Facility', listing('Laser laboratory', { price: price(10_000, 'Slot') }));
	const week = Array.from({ length: 7 }, () => ({ from: 0, until: 1_440 }));
	await send(api, api.tx.bookings.setCalendar(lab, { length: LENGTH, week, capacity: 1, horizon: 30 }), charlie);
	await setTerms(charlie, lab, 'Attendance');
	const basics = await list(college, 'Course', listing('Optics'));
	const course = await list(charlie, 'Course', listing('Laser welding', { price: price(9_999, 'Use') }));
	await send(api, resourceCatalog.proposeDerivation(course, basics, 1_000), charlie);
	await send(api, resourceCatalog.agreeDerivation(course, 1_000), college);
	const contributors = [
		{ party: { Person: persons[0] }, share: 2_000 },
		{ party: { Organization: GRID }, share: 500 },
		{ party: { Person: persons[1] }, share: 500 },
	];
	await send(api, resourceCatalog.setContributors(course, contributors), charlie);
	await setTerms(charlie, course, 'Statement');
	for (const id of [lab, course]) {
		const { title, kind, price } = await query('catalog_getResource', id);
		say(`resource ${id}`, title, `${kind}, ${money(price.amount)} per ${price.per}`);
	}
	say(`The course is derived from resource ${basics} of Harbor College, for a royalty of 10 %.`);

	heading('Precision Works finds free slots and books two');
	const soon = slotAt((await now()) + 2 * MINUTE, LENGTH) + 1;
	const free = await query('catalog_listFreeSlots', lab, await now(), null, 3);
	for (const { from, places } of free.items) say(`free at ${clock(from)}`, `${places} place`);
	const far = slotAt((await now()) + 10 * HOUR, LENGTH);
	const booking = (first) => ({ slots: { first, count: 1, units: 1 } });
	const moved = await order(lab, ask(10_000, booking(far)));
	const late = await order(lab, ask(10_000, booking(far + 1)));
	say('booked', `orders ${moved} and ${late}`, `${money(20_000)} held`);
	const again = ask(10_000, booking(far));
	say('Somebody else wants the same:', await refused(send(api, orders.request(lab, again), key('Dave'))));
	await send(api, orders.reschedule(moved, soon), eve);
	// Both sides agree, because the notice of a day is over.
	await send(api, orders.reschedule(moved, soon), charlie);
	const { period } = await orderInfo(moved);
	say(`order ${moved} is moved to`, clock(period.from));
	await send(api, orders.cancel(late), eve);
	const { items: canceled } = await query('catalog_getOrderLog', late, null, 10);
	const { fee, returned } = canceled.at(-1).act.canceled;
	say(`order ${late} is canceled late:`, `${money(fee)} fee`, `${money(returned)} go back`);

	heading('It buys the course three times: 299.97 yuan among five parties');
	const parties = [
		{ name: 'first author', account: authors[0].address },
		{ name: 'Regional Grid Company', account: await account(GRID) },
		{ name: 'second author', account: authors[1].address },
		{ name: 'Provincial Polytechnic', account: await account(SCHOOL) },
		{ name: 'Harbor College', account: await account(collegeId) },
	];
	const lessons = await order(course, ask(29_997, { quantity: 3 }));
	await send(api, orders.deliver(lessons, statement()), charlie);
	await earned(parties, () => send(api, orders.accept(lessons), eve));

	heading('It buys lecture notes, whose key is sealed to it');
	const text = `Notes on laser welding, copy ${randomAsHex(8)}\n`.repeat(20);
	await json`key new-encryption ${path('works.key')}`;
	await json`sealed publish-key ${path('works.key')} --dev-key //Eve`;
	const policy = ['--decision', 'owner', '--answer-days', 5, '--max-period', 30, '--max-uses', 5];
	for (const owner of ['//Charlie', '//Eve']) await json`sealed set-policy 0 ${policy} --dev-key ${owner}`;
	const file = await seal('notes', text, '//Charlie');
	const notes = await list(charlie, 'Content', listing('Lecture notes', { price: price(9_900, 'Use') }), {
		owner: SCHOOL,
		object: file.object,
		fingerprint: fingerprint(text),
	});
	await setTerms(charlie, notes, 'Key');
	const copy = await order(notes, ask(9_900));
	const { key: publicKey, version } = await json`sealed key organization:${WORKS}`;
	const { wrapped } = await json`grant --object-key ${file.objectKey} --to ${publicKey} --digest ${file.digest}`;
	await send(api, orders.deliver(copy, { Key: { keyVersion: version, wrapped } }), charlie);
	const [delivered] = (await orderInfo(copy)).deliveries;
	await json`open ${file.ciphertext} --out ${path('opened')} --secret-key ${path('works.key')} --grant ${delivered.key.wrapped}`;
	if (readFileSync(path('opened'), 'utf8') !== text) throw new Error('It is another file.');
	say('opened:', readFileSync(path('opened'), 'utf8').split('\n')[0]);
	await send(api, orders.accept(copy), eve);
	const stolen = await seal('copy', text, '//Eve');
	const theft = { owner: WORKS, object: stolen.object, fingerprint: fingerprint(text) };
	say('Selling the same file on:', await refused(list(eve, 'Content', listing('My notes'), theft)));

	heading('A project in two milestones, of which the second is disputed');
	const project = await list(charlie, 'Project', listing('Welding fixture', { price: price(400_000, 'Use') }));
	await setTerms(charlie, project, 'Milestones');
	const fixture = await order(project, ask(500_000, { stages: [300_000, 200_000] }));
	await send(api, orders.approve(fixture), charlie);
	await send(api, orders.deliver(fixture, statement()), charlie);
	await send(api, orders.accept(fixture), eve);
	await send(api, orders.deliver(fixture, statement()), charlie);
	await send(api, orders.dispute(fixture, randomAsHex(32)), eve);
	await send(api, orders.rule(fixture, 120_000, 'Seller'), ferdie);
	const { items: trace } = await query('catalog_getOrderLog', fixture, null, 100);
	for (const { at, block, by, act } of trace) {
		const [name] = acts([{ act }]);
		const { paid, returned } = act.paid ?? {};
		say(`${clock(at)}, block ${block}`, `organization ${by.organization}`, name, paid ? `${money(paid)} paid, ${money(returned)} back` : '');
	}

	heading('The slot begins, and the laboratory is used');
	await passUntil(period.from, 'the slot begins');
	await send(api, orders.deliver(moved, statement()), charlie);
	await send(api, orders.accept(moved), eve);
	say(`order ${moved} is ${(await orderInfo(moved)).status}`);

	heading('Ratings, and a reward that the Municipal Data Office puts up');
	const marks = [[moved, [4, 4, 4, 4]], [lessons, [5, 5, 4, 4]], [fixture, [3, 2, 2, 1]]];
	for (const [id, given] of marks) await send(api, orders.rate(id, given), eve);
	const best = await query('catalog_search', { owner: SCHOOL }, 'rating', null, 3);
	for (const { id, title, mean } of best.items) say(`resource ${id}`, title, mean === null ? '' : `${mean / 10} stars`);
	const pool = { month: monthNumber(month), asset: CNY };
	await send(api, rewards.fund(pool, 1_000_000), alice);
	const named = { month, asset: CNY };
	const { points, part } = await query('catalog_getReward', named, SCHOOL);
	say(`the polytechnic's part of ${month}`, money(part), `${points} points; the cap is a quarter`);
	if (own) {
		const [year, number] = month.split('-').map(Number);
		await passUntil(Date.UTC(year, number) - 8 * HOUR + HOUR);
		await earned([parties[3]], () => send(api, rewards.claim(pool), charlie));
	} else {
		say('To be claimed when the month is over:', await refused(send(api, rewards.claim(pool), charlie)));
	}

	heading(`Figures of ${month}`);
	say('', 'asked', 'settled', 'minutes', 'earned', 'spent');
	for (const [name, id] of [['Provincial Polytechnic', SCHOOL], ['Precision Works', WORKS], ['Harbor College', collegeId]]) {
		const { asked, settled, minutes } = await query('catalog_getFigures', id, month);
		const { earned, spent } = await query('catalog_getTurnover', id, month, CNY);
		say(name, asked, settled, minutes, money(earned), money(spent));
	}
	const open = await all((cursor) => query('catalog_listOrders', WORKS, 'buyer', cursor, 100));
	const held = open.reduce((sum, { held }) => sum + BigInt(held), 0n);
	say('held for open orders of the works:', money(held));
}

await play();
await api.disconnect();
if (own && values.keep) {
	heading('The node goes on, with blocks as transactions come:');
	say(`polkadot.js apps     https://polkadot.js.org/apps/?rpc=${encodeURIComponent(ws)}`);
	say('Ctrl-C ends it and throws its data away.');
	await own.exited;
} else {
	await own?.stop('SIGTERM');
}
