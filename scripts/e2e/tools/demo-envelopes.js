// SPDX-License-Identifier: Apache-2.0
// A company's red envelopes, told step by step: see `scripts/demo`.

import { writeFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomAsHex } from '@polkadot/util-crypto';
import { connect, find, key, newKey, send } from '../lib/chain.js';
import { hire } from '../lib/company.js';
import { all, codeEvidence, codeKey, list, monthNumber, monthOf, recompute } from '../lib/envelopes.js';
import { formatter } from '../lib/money.js';
import { Node, temporaryDirectory } from '../lib/node.js';
import { options } from '../lib/options.js';
import * as story from '../lib/story.js';
import { heading, say } from '../lib/story.js';
import { tool } from '../lib/tool.js';

const { values } = options({ keep: { type: 'boolean', default: false } });

const CNY = 1;
const [SCHOOL, WORKS, COURT] = [2, 4, 5];
const DAY = 24 * 60 * 60_000;
const [PEOPLE, SHARES, BONUSES] = [23, 20, 5];

const node = await Node.start('--sealing', 'instant', '--state-pruning', 'archive');
const api = await connect(node.ws);
const money = await formatter(api, CNY);
const { json } = tool(() => node.ws);
const [eve, charlie] = [key('Eve'), key('Charlie')];
const directory = temporaryDirectory();
const path = (name) => join(directory, name);

const tx = api.tx.redEnvelope;
const works = (call) => send(api, call, eve);
const now = async () => (await api.query.timestamp.now()).toNumber();
const envelope = (id) => node.rpc('envelopes_getEnvelope', id);
const wallet = async (person) => BigInt((await node.rpc('envelopes_getWallet', person, WORKS, CNY)).balance);

async function blocks(count) {
	for (let i = 0; i < count; i += 1) await node.rpc('engine_createBlock', true, true, null);
}

/** Lets chain time pass, and what is due be carried out. */
async function pass(days) {
	await node.rpc('sealing_advanceTime', days * DAY);
	await blocks(3);
}

async function openBudget(name, parent) {
	const open = parent === undefined ? tx.openBudget(CNY, name, null) : tx.openSubBudget(parent, name, null);
	const { events } = await works(open);
	return find(events, 'redEnvelope.BudgetOpened').data.budget.toNumber();
}

async function fill(budget, form, { days, ...more }) {
	const from = await now();
	const greeting = randomAsHex(32);
	const terms = { greeting, withholding: null, ranking: false, opensAt: from, expiresAt: from + days * DAY, ...more };
	const { events } = await works(tx.fill(budget, form, terms));
	return find(events, 'redEnvelope.Filled').data.envelope.toNumber();
}

/** Why the chain refuses it. */
const refused = (call, signer) => story.refused(send(api, call, signer));

async function subBudgets(parent) {
	const found = await all((cursor) => node.rpc('envelopes_listSubBudgets', parent, cursor, 100));
	return found.sort((a, b) => a.id - b.id);
}

async function showBudgets(year) {
	say('budget', 'allotted', 'available', 'in envelopes', 'spent');
	const departments = await subBudgets(year);
	for (const budget of [await node.rpc('envelopes_getBudget', year), ...departments]) {
		const { name, parent, available, committed, spent, allotted } = budget;
		say(parent === null ? name : `  ${name}`, ...[allotted, available, committed, spent].map(money));
	}
}

/** Seals the list for the auditors of the court, who ask for its key and open it. */
async function auditorsView(id, recipients) {
	const [owner, auditor] = ['//Eve', '//Ferdie'].map((name) => ['--dev-key', name]);
	writeFileSync(path('list.json'), JSON.stringify(recipients));
	const sealed = await json`seal ${path('list.json')}`;
	writeFileSync(path('receipt.json'), JSON.stringify(sealed));
	await json`sealed set-policy 0 --decision automatic --answer-days 5 --max-period 30 --max-uses 5 ${owner}`;
	const where = 'https://works.example/bonuses.age';
	const { object } = await json`sealed register ${path('receipt.json')} --location ${where} --media-type application/json --policy 0 ${owner}`;
	await works(tx.attachRegister(id, object));
	await json`key new-encryption ${path('court.key')}`;
	await json`sealed publish-key ${path('court.key')} ${auditor}`;
	const until = new Date((await now()) + 7 * DAY).toISOString();
	const { request } = await json`sealed ask ${object} --purpose audit --statement ${randomAsHex(32)} --until ${until} --uses 1 ${auditor}`;
	await json`sealed grant ${request} --object-key ${sealed.objectKey} ${owner}`;
	await json`sealed open ${request} ${sealed.ciphertext} --out ${path('opened.json')} --secret-key ${path('court.key')}`;
	const opened = JSON.parse(readFileSync(path('opened.json'), 'utf8'));
	const { root, length } = list(opened);
	const { division } = await envelope(id);
	if (division.assigned.list.root !== root) throw new Error('The auditors have another list.');
	say(`The court asked for sealed object ${object}, was granted the key and opened the list:`);
	say(`${length} entries, ${money(opened.reduce((sum, { amount }) => sum + BigInt(amount), 0n))}, and its root is the one on the chain.`);
}

async function play() {
	heading('Precision Works hires 23 people. None of them ever held a coin.');
	const employees = Array.from({ length: PEOPLE }, newKey);
	const persons = await hire(api, node.http, { signer: eve, organization: WORKS, unit: 'sales' }, employees);
	const month = monthOf(await now());

	heading('The budget of the year, for three departments');
	const year = await openBudget('2026');
	await works(tx.fund(year, 5_000_000));
	const [sales, laboratory, council] = [
		await openBudget('sales', year),
		await openBudget('laboratory', year),
		await openBudget('works council', year),
	];
	for (const budget of [sales, laboratory, council]) await works(tx.allot(budget, 1_000_000));
	await showBudgets(year);
	const tooMuch = { Lucky: { total: 1_000_001, shares: SHARES, audience: 'Members' } };
	const terms = { purpose: 'Festival', greeting: randomAsHex(32), withholding: null, ranking: false };
	const times = { opensAt: await now(), expiresAt: (await now()) + DAY };
	say(`An envelope of a fen more than sales has: ${await refused(tx.fill(sales, tooMuch, { ...terms, ...times }), eve)}`);

	heading(`A lucky envelope: 2,000 yuan in ${SHARES} shares, for ${PEOPLE} people`);
	const lucky = await fill(council, { Lucky: { total: 200_000, shares: SHARES, audience: 'Members' } }, { purpose: 'Festival', days: 2 });
	for (const [i, employee] of employees.entries()) {
		if (i < SHARES) await send(api, tx.claim(lucky, 'None'), employee);
		else if (i === SHARES) say(`Person ${persons[i]} comes too late:`, await refused(tx.claim(lucky, 'None'), employee));
	}
	await blocks(4);
	const draws = await all((cursor) => node.rpc('envelopes_listDraws', lucky, cursor, 100));
	const seeds = new Map();
	for (const { round } of draws) seeds.set(round, (await node.rpc('beacon_getSeed', round)).seed);
	for (const { share, round, amount } of draws.slice(0, 5)) {
		say(`share ${share}, person ${persons[share]}`, money(amount), `round ${round}, seed ${seeds.get(round).slice(0, 10)}…`);
	}
	say('…');
	const wrong = recompute({ id: lucky, total: 200_000, shares: SHARES }, draws, seeds);
	if (wrong.length > 0) throw new Error(wrong.join('\n'));
	say(`All ${SHARES} draws computed again from the seeds: the same, and ${money(200_000)} in all.`);

	heading(`Bonuses by a list of ${BONUSES}, of which only the root is on the chain; 20 % of them withheld`);
	const recipients = persons.slice(0, BONUSES).map((person, i) => ({ person, amount: 100_000 + 10_000 * i, salt: randomAsHex(16) }));
	const bonuses = list(recipients);
	const total = recipients.reduce((sum, { amount }) => sum + amount, 0);
	const assigned = { Assigned: { total, list: { root: bonuses.root, length: bonuses.length } } };
	const bonus = await fill(laboratory, assigned, { purpose: 'Bonus', withholding: 2_000, days: 10 });
	const place = (index) => {
		const { salt, amount } = recipients[index];
		return tx.claim(bonus, { Listed: { index, salt, amount, proof: bonuses.proof(index) } });
	};
	say('Somebody copies a claim:', await refused(place(0), employees[BONUSES]));
	for (const [i] of recipients.entries()) await send(api, place(i), employees[i]);
	await blocks(2);
	say(`${money(total)} given; in the first wallet: ${money(await wallet(persons[0]))}`);

	heading("The auditors' view");
	await auditorsView(bonus, recipients);

	heading('A gift for whoever has the code, who need not be an employee');
	const code = 'K7QW-93ZT-HBXR-4MPD';
	const coded = await fill(sales, { Equal: { share: 8_800, shares: 5, audience: { Coded: codeKey(code) } } }, { purpose: 'Promotion', days: 1 });
	const student = newKey();
	const enrolled = await send(api, api.tx.persons.enroll(student.address, randomAsHex(32)), charlie);
	const guest = find(enrolled.events, 'persons.PersonEnrolled').data.person.toNumber();
	const evidence = codeEvidence(code, api.genesisHash, coded, student);
	say('Somebody copies it from the pool:', await refused(tx.claim(coded, evidence), employees[0]));
	await send(api, tx.claim(coded, evidence), student);
	await blocks(2);
	say(`A student of organization ${SCHOOL}:`, money(await wallet(guest)));
	await pass(2);
	const { progress, shares } = await envelope(coded);
	say(`Two days later it is ${progress.status}: ${shares - 1} shares went back by themselves.`);
	await showBudgets(year);

	heading('From wallets to money');
	const first = await wallet(persons[0]);
	await send(api, tx.redeem(WORKS, CNY, first, 'Payroll'), employees[0]);
	const { items: asked } = await node.rpc('envelopes_listOpenRedemptions', WORKS, CNY, null, 10);
	await works(tx.confirmRedemption(asked[0].id, randomAsHex(32)));
	say(`Person ${persons[0]}: ${money(first)} paid with the wages, confirmed with the hash of the receipt`);
	const second = await wallet(persons[1]);
	await send(api, tx.withdraw(WORKS, CNY, second), employees[1]);
	say(`Person ${persons[1]}: ${money(second)} on its own account`);

	heading(`The books of ${month}`);
	say('closing them in the month:', await refused(api.tx.ledger.close(CNY, monthNumber(month)), eve));
	await pass(31);
	await works(api.tx.ledger.close(CNY, monthNumber(month)));
	const lines = await all((cursor) => node.rpc('books_listTrialBalance', WORKS, CNY, month, cursor, 100));
	const names = new Map((await subBudgets(year)).map(({ id, name }) => [id, name])).set(year, '2026');
	const title = (account) => {
		if (typeof account === 'string') return account;
		const [[kind, of]] = Object.entries(account);
		return `${kind} ${names.get(of) ?? of}`;
	};
	lines.sort((a, b) => title(a.account).localeCompare(title(b.account)));
	const side = (amount) => (BigInt(amount) === 0n ? '' : money(amount));
	say('account', 'debit', 'credit');
	for (const { account, closing } of lines) {
		if (BigInt(closing.debit) + BigInt(closing.credit) > 0n) say(title(account), side(closing.debit), side(closing.credit));
	}
	const sum = (which) => lines.reduce((sum, { closing }) => sum + BigInt(closing[which]), 0n);
	if (sum('debit') !== sum('credit')) throw new Error('The books do not balance.');
	say('', money(sum('debit')), money(sum('credit')));

	heading('Taxes of the month');
	say('person', 'purpose', 'taxable', 'tax');
	const taxes = await all((cursor) => node.rpc('envelopes_listTaxes', WORKS, CNY, month, cursor, 100));
	for (const { person, incomes } of taxes.sort((a, b) => a.person - b.person)) {
		for (const { purpose, taxable, tax } of incomes) {
			if (BigInt(tax) > 0n) say(person, purpose, money(taxable), money(tax));
		}
	}
	return lucky;
}

const lucky = await play();
await api.disconnect();
if (values.keep) {
	heading('The node goes on, with blocks as transactions come:');
	say(`polkadot.js apps     https://polkadot.js.org/apps/?rpc=${encodeURIComponent(node.ws)}`);
	say(`the draws, again     scripts/audit-draws ${lucky} --url ${node.ws}`);
	say('Ctrl-C ends it and throws its data away.');
	await node.exited;
} else {
	await node.stop('SIGTERM');
}
