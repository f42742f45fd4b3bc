// SPDX-License-Identifier: Apache-2.0
// A month in a power market, from its rules to the last corrected bill: see `scripts/demo`.

import { hexToU8a, stringToU8a, u8aConcat } from '@polkadot/util';
import { connect, find, key, letPass, motion, newKey, QUOTA, send } from '../lib/chain.js';
import { all, little } from '../lib/envelopes.js';
import { closeDay, Fleet, placeOf, register, submit, submitWithout } from '../lib/meters.js';
import { formatter } from '../lib/money.js';
import { Node } from '../lib/node.js';
import { options } from '../lib/options.js';
import {
	agree,
	compute,
	DAY,
	dayAt,
	finishRun,
	firstDay,
	HALF_HOURS,
	inputsOf,
	join,
	monthOfDay,
	monthText,
	openMarket,
	perDay,
	recompute,
	settleIdle,
	stageOf,
	startOfDay,
	startRun,
	supply,
	tariff,
} from '../lib/power.js';
import { heading, refused, say } from '../lib/story.js';
import { uscc } from '../lib/uscc.js';

const { values } = options({ keep: { type: 'boolean', default: false } });

const CNY = 1;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const PER_DAY = perDay(HALF_HOURS);
const [SCHOOL, GRID, WORKS] = [2, 3, 4];
const [bob, charlie, dave, eve, ferdie] = ['Bob', 'Charlie', 'Dave', 'Eve', 'Ferdie'].map(key);
/** Days of the month, from 0: on one a reading is lost, on another neighbors share. */
const [LOSS, SHARING] = [9, 14];

/** Who takes part; whoever has no id is admitted first, and whoever has a kind of meter has one. */
const CAST = {
	coal: { name: 'Harbor Power Plant', role: 'Generator', collateral: 1_000_000, kind: 'plant' },
	wind: { name: 'Ridge Wind', role: 'Generator', collateral: 500_000, kind: 'windmill' },
	retailer: { name: 'Plain Retail', role: 'Retailer', collateral: 500_000 },
	works: { name: 'Precision Works', id: WORKS, signer: eve, role: 'Consumer', collateral: 1_000_000, kind: 'factory' },
	school: { name: 'Provincial Polytechnic', id: SCHOOL, signer: charlie, role: 'Consumer', collateral: 100_000, kind: 'household' },
	clinic: { name: 'Riverside Clinic', role: 'Consumer', collateral: 100_000, kind: 'household' },
	farm: { name: 'Sunny Farm', role: 'Prosumer', collateral: 100_000, kind: 'prosumer' },
	station: { name: 'Harbor Charging', role: 'Consumer', collateral: 100_000, kind: 'station' },
	grid: { name: 'Regional Grid Company', id: GRID, signer: dave, role: 'GridCompany', collateral: 0 },
};
const everybody = Object.values(CAST);
const metered = everybody.filter(({ kind }) => kind);

const node = await Node.start('--sealing', 'instant', '--state-pruning', 'archive');
const api = await connect(node.ws);
const { energyBlocks, organizations, paymentChannels, powerSettlement } = api.tx;
const positive = await formatter(api, CNY);
const money = (amount) => (BigInt(amount) < 0n ? `-${positive(-BigInt(amount))}` : positive(amount));
const energy = (wattHours) => `${(Number(wattHours) / 1_000).toLocaleString('en-US')} kWh`;
const count = (number) => BigInt(number).toLocaleString('en-US');
const perUnit = (price) => `${(price / 100_000).toFixed(3)} yuan a kWh`;
const party = ({ id }) => ({ Organization: id });
const json = ({ id }) => ({ organization: id });
const who = ({ organization }) => everybody.find(({ id }) => id === organization).name;
const now = async () => (await api.query.timestamp.now()).toNumber();
const passUntil = (time) => letPass(node, api, time);
const pass = async (time) => passUntil((await now()) + time);
const settlement = (method, ...params) => node.rpc(`settlement_${method}`, ...params);
const allBills = (run) => all((cursor) => settlement('listBills', run, cursor, 100));
const billOf = (run, of) => settlement('getBill', run, json(of));
const clock = (time) => new Date(time + HALF_HOURS.offset).toISOString().slice(0, 16).replace('T', ' ');

/** Lets minutes pass until a run is at another stage. */
async function passToStage(run, stage) {
	for (let i = 0; i < 30; i += 1) {
		const info = await settlement('getRun', run);
		if (stageOf(info) === stage) return info;
		await passUntil((await now()) + MINUTE);
	}
	throw new Error(`Run ${run} is not ${stage}.`);
}

/** Lets the council admit a company, to which the bank gives money. */
async function admit(company, place) {
	company.signer = newKey();
	const code = uscc(`91330200M${String(place).padStart(8, '0')}`);
	const call = organizations.admit(company.name, code, 'Enterprise', [], QUOTA, company.signer.address);
	company.id = find(await motion(api, call), 'organizations.Admitted').data.organization.toNumber();
	const account = await node.rpc('organizations_account', company.id);
	await send(api, organizations.act(api.tx.assets.mint(CNY, account, 10_000_000)), bob);
}

/** Prices of a day: dear when everybody works. What was traded the day before is not what it was worth. */
function pricesOf(day) {
	const places = Array.from({ length: PER_DAY }, (_, place) => place);
	const dayAhead = places.map((place) => (place < 16 ? 30_000 : place < 40 ? 45_000 : 40_000));
	return { dayAhead, realTime: dayAhead.map((price, place) => price + 1_000 * ((place + day) % 9) - 2_000) };
}

/** A row for each meter, as the chain has its day. */
async function showDay(fleet, day) {
	say('', 'took', 'gave', 'read', 'substituted');
	for (const [place, { id }] of fleet.meters.entries()) {
		const { total, read, substituted } = await node.rpc('meters_day', id, day);
		say(metered[place].name, energy(total.import), energy(total.export), read, substituted);
	}
}

/** At noon the farm's roof gives more than it needs: some is for the school, some for the charging station. */
async function share(market, fleet, day) {
	const meterOf = (of) => fleet.meters[metered.indexOf(of)].id;
	const { farm, school, station } = CAST;
	const noon = day * PER_DAY + 24;
	const [gift, rest] = [500, 5_500];
	const created = await send(api, energyBlocks.create(meterOf(farm), noon, gift + rest), farm.signer);
	const block = find(created.events, 'energyBlocks.Created').data.block.toNumber();
	await send(api, energyBlocks.split(block, gift), farm.signer);
	const [given, sold] = [block + 1, block + 2];
	await send(api, energyBlocks.give(given, party(school)), farm.signer);
	await send(api, energyBlocks.useUp(given, meterOf(school)), school.signer);
	say(`${farm.name} gives`, energy(gift), `to ${school.name}, which used as much in the same half hour`);
	await send(api, energyBlocks.offer(sold, 300, party(station)), farm.signer);
	await send(api, energyBlocks.buy(sold, 300), station.signer);
	await send(api, energyBlocks.useUp(sold, meterOf(station)), station.signer);
	say('and sells', energy(rest), `to ${station.name} for ${money(300)}`);
}

/** A car of the bank's charges, and promises more with each kWh. */
async function charge() {
	const car = newKey();
	const { station } = CAST;
	const opened = await send(api, paymentChannels.open(party(station), CNY, 5_000, car.address, DAY), bob);
	const channel = find(opened.events, 'paymentChannels.Opened').data.channel.toNumber();
	const voucher = { channel, asset: CNY, amount: 40 * 60, expires: (await now()) + DAY };
	const payload = u8aConcat(
		stringToU8a('covenant payment voucher v1'),
		hexToU8a(api.genesisHash.toHex()),
		little(channel, 8),
		little(CNY, 4),
		little(voucher.amount, 16),
		little(voucher.expires, 8),
	);
	await send(api, paymentChannels.claim(voucher, { Sr25519: car.sign(payload) }), station.signer);
	const { events } = await send(api, paymentChannels.close(channel), station.signer);
	const { returned } = find(events, 'paymentChannels.Closed').data;
	say('A car charges 40 kWh there:', money(voucher.amount), `by its last voucher of 40; ${money(returned.toString())} go back to the bank`);
}

/** A formula of `settlement_explain` with its inputs, for people. */
const DESCRIBED = {
	product: ({ product }) => `${count(product)} / 10^6`,
	imbalance: ({ energyProduct, contractProduct }) => `(${count(energyProduct)} - ${count(contractProduct)}) / 10^6`,
	fee: ({ excess, price, fee }) => `-${count(excess)} · ${count(price)} · ${count(fee)} / 10^12`,
	energyCharge: (of) => {
		const bands = ['sharp', 'peak', 'flat', 'valley'].filter((band) => of[band] > 0n);
		return `-(${bands.map((band) => `${count(of[band])} · ${count(of[`${band}Price`])}`).join(' + ')}) / 10^6`;
	},
	demandCharge: ({ demand, price }) => `-${count(demand)} W · ${count(price)} / 1,000`,
	capacityCharge: ({ capacity, price }) => `-${count(capacity)} · ${count(price)}`,
	sum: () => 'what others pay',
	package: () => "by the package's terms",
	share: ({ pool, import: own, allImport }) => `${count(pool)} · ${count(own)} / ${count(allImport)}`,
	rest: () => 'what is left',
};

/** Words in place of a name such as `realTime`. */
const spaced = (name) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** What a line is for: a charge by what the rules call it. */
function title(of, items) {
	if (typeof of === 'string') return spaced(of);
	const [[name, content]] = Object.entries(of);
	return `${name}: ${spaced(typeof content === 'number' ? items[content].charge.kind : content)}`;
}

/** The same of an item of the rules. */
function itemTitle(item) {
	if (typeof item === 'string') return spaced(item);
	const [[name, content]] = Object.entries(item);
	return name === 'deviation' ? name : spaced(content.kind ?? `sharing ${content}`);
}

async function showBill(run, of, items) {
	for (const line of await settlement('explain', run, json(of))) {
		say(title(line.of, items), money(line.amount), DESCRIBED[line.formula](inputsOf(line)));
		if (compute(line) !== BigInt(line.amount)) throw new Error('The formula comes to something else.');
	}
	say('', money((await billOf(run, of)).total), 'in fen: Wh · fen per MWh / 10^6, each line rounded once');
}

async function verdict(market, month) {
	const { status, stdout, stderr } = await recompute('--url', node.http, '--market', market, '--month', monthText(month));
	if (status !== 0) throw new Error(stdout + stderr);
	for (const line of stdout.trim().split('\n').slice(-2)) say(line);
}

async function play() {
	heading('The grid company opens a market in half hours. The council consents to its rules.');
	const market = await openMarket(api, dave, CNY, tariff(party(CAST.grid)), HALF_HOURS);
	const tomorrow = dayAt(await now()) + 1;
	const month = monthOfDay(tomorrow) + 1;
	const [first, end] = [firstDay(month), firstDay(month + 1)];
	const { items, floor, ceiling } = await node.rpc('power_rules', market, tomorrow);
	say('prices', `from ${perUnit(floor)} to ${perUnit(ceiling)}`);
	say('on a bill', items.map(itemTitle).join(', '));

	heading(`${everybody.length} take part, most with collateral`);
	for (const [place, company] of everybody.filter(({ id }) => id === undefined).entries()) await admit(company, place);
	await passUntil(startOfDay(tomorrow));
	for (const member of everybody) {
		const { name, role, collateral } = member;
		await join(api, dave, market, { ...member, party: party(member) });
		say(name, role, collateral ? money(collateral) : '');
	}

	heading(`Contracts and packages for ${monthText(month)}`);
	const { coal, wind, retailer, works, school, clinic } = CAST;
	const contract = async (seller, buyer, energyOf, pricing, words) => {
		const of = { seller: seller.signer, buyer: buyer.signer, party: party(buyer), from: first, until: end };
		await agree(api, market, { ...of, profile: { Flat: energyOf }, pricing });
		say(`${seller.name} sells`, `${energy(energyOf)} a half hour to ${buyer.name}`, words);
	};
	await contract(coal, works, 100_000, { Fixed: 42_000 }, `for ${perUnit(42_000)}`);
	await contract(wind, retailer, 5_000, { Fixed: 38_000 }, `for ${perUnit(38_000)}`);
	const difference = { Difference: { price: 41_000, reference: 'DayAhead' } };
	await contract(wind, retailer, 2_000, difference, `for the difference of ${perUnit(41_000)} to the day-ahead price`);
	const bands = { sharp: 70_000, peak: 60_000, flat: 50_000, valley: 40_000 };
	for (const [customer, name, terms] of [[school, 'Home', { Fixed: 52_000 }], [clinic, 'Day and night', { TimeOfUse: bands }]]) {
		await supply(api, market, { retailer: retailer.signer, customer: customer.signer, name, terms, from: month });
		say(`${retailer.name} supplies`, customer.name, `package ${name}: ${Object.keys(terms)[0]}`);
	}

	heading(`Meters sign what they read, ${PER_DAY} times a day`);
	const fleet = new Fleet({ kinds: metered.map(({ kind }) => kind), genesis: api.genesisHash.toHex(), times: HALF_HOURS, multiplier: 100 });
	await passUntil(startOfDay(first));
	await register(api, send, dave, fleet, market, metered.map(party), 'point');
	const publish = (day) => powerSettlement.publishPrices(market, day, pricesOf(day));
	say('Prices before the day is over:', await refused(send(api, publish(first), dave)));
	let lost;
	let taken = 0;
	for (let day = first; day < end; day += 1) {
		await passUntil(startOfDay(day + 1) + 12 * HOUR);
		const brought = fleet.day(day);
		const place = day === first + LOSS ? placeOf(brought, fleet, fleet.meters[metered.indexOf(school)], day * PER_DAY + 37) : -1;
		const carried = await (place < 0 ? submit(api, send, bob, brought) : submitWithout(api, send, bob, dave, brought, place));
		if (carried.wrong.length > 0) throw new Error(JSON.stringify(carried.wrong));
		taken += carried.taken;
		await closeDay(api, send, bob, fleet, day);
		await send(api, publish(day), dave);
		if (place >= 0) {
			lost = brought[place];
			say(`Day ${LOSS + 1}. A reading of ${school.name} is lost; the week before stands in its place.`);
			await showDay(fleet, day);
		}
		if (day === first + SHARING) {
			say(`Day ${SHARING + 1}, noon.`);
			await share(market, fleet, day);
			await charge();
		}
	}
	say(`${count(taken)} readings of ${fleet.meters.length} meters were taken, and ${end - first} days closed and priced.`);

	heading(`${monthText(month)} is settled`);
	say('at once:', await refused(send(api, powerSettlement.start(market, month), dave)));
	await passUntil(startOfDay(end) + 10 * DAY + HOUR);
	await settleIdle(api, market, month - 1, dave, pass);
	say(`${monthText(month - 1)}, in which nothing was traded, was settled before.`);
	const run = await startRun(api, market, month, dave);
	const calls = await finishRun(api, run, 20, ferdie);
	const { price, status, accounts, pools } = await settlement('getRun', run);
	say(`run ${run}`, `${accounts} bills`, `after ${calls} calls of 20 steps, which anybody may send`);
	say("the month's price", perUnit(price), 'the mean of all day-ahead prices');
	say('in the pool of balancing', money(pools.balancing), 'shared by all who took from the grid');
	say('can be disputed until', clock(status.preliminary.until));
	say('The lost reading, meanwhile:', (await submit(api, send, bob, [{ ...lost, expect: 'Locked' }])).refused.Locked ? 'Locked' : '');

	heading(`The bill of ${works.name}, line by line, as the chain explains it`);
	await showBill(run, works, items);

	heading('scripts/recompute computes all bills again from readings, contracts and prices');
	await verdict(market, month);

	heading(`${works.name} disputes the fee for its deviation`);
	const { lines } = await billOf(run, works);
	const line = lines.findIndex(({ of }) => of === 'deviation');
	await send(api, powerSettlement.dispute(run, line, 'the grid asked for it'), eve);
	const rule = powerSettlement.rule(run, party(works), line, false, 'nobody asked for it');
	say('The grid company rules itself:', await refused(send(api, rule, dave)));
	await send(api, rule, ferdie);
	const [{ ruling }] = (await settlement('listDisputes', run, null, 10)).items;
	say('The court:', ruling.upheld ? 'upheld' : 'rejected', `"${ruling.reason}"`);
	await passUntil(status.preliminary.until);
	const { status: payable, owed } = await passToStage(run, 'payable');
	say('Bills are final:', `${money(owed)} are owed`, `until ${clock(payable.payable.until)}`);

	heading(`All but ${clinic.name} pay`);
	const bills = await allBills(run);
	for (const { party: debtor, owes } of bills.filter(({ owes }) => BigInt(owes) > 0n)) {
		const member = everybody.find(({ id }) => id === debtor.organization);
		if (member === clinic) continue;
		await send(api, powerSettlement.pay(run), member.signer);
		say(`${member.name} pays`, money(owes));
	}
	const score = async () => (await node.rpc('credit_score', clinic.id)).score;
	const trusted = await score();
	await passUntil(payable.payable.until);
	const short = await passToStage(run, 'short');
	const { owes } = await billOf(run, clinic);
	say('from its collateral', money(clinic.collateral), `are drawn; ${money(owes)} are missing`);
	say('its credit score', trusted, `before, ${await score()} now`);
	say('creditors get', money(short.paidOut), `of ${money(short.owed)}, each the same part`);
	await send(api, powerSettlement.pay(run), clinic.signer);
	const settled = await passToStage(run, 'settled');
	say('It pays the rest. Paid out:', money(settled.paidOut), 'in all');

	heading('The lost reading turns up');
	const meter = lost.message.meter;
	const before = await node.rpc('meters_day', meter, first + LOSS);
	await submit(api, send, bob, [lost]);
	const after = await node.rpc('meters_day', meter, first + LOSS);
	say(`${school.name} took`, energy(after.total.import - before.total.import), 'more on that day than what stood in its place');
	const second = await startRun(api, market, month, dave);
	const corrected = await passToStage(second, 'preliminary');
	say(`run ${second}`, `version ${corrected.version}`, `computed by itself; it posts differences to run ${corrected.base} only`);
	await verdict(market, month);
	await passUntil(corrected.status.preliminary.until);
	await passToStage(second, 'payable');
	const differences = await allBills(second);
	for (const { party: debtor } of differences.filter(({ owes }) => BigInt(owes) > 0n)) {
		await send(api, powerSettlement.pay(second), everybody.find(({ id }) => id === debtor.organization).signer);
	}
	await passToStage(second, 'settled');

	heading(`Bills of ${monthText(month)}`);
	say('', 'first', 'corrected', 'difference');
	const sums = [0n, 0n, 0n];
	for (const { party: of, total, due } of differences) {
		const was = bills.find(({ party }) => party.organization === of.organization).total;
		const row = [was, total, due].map(BigInt);
		row.forEach((amount, i) => {
			sums[i] += amount;
		});
		say(who(of), ...row.map(money));
	}
	if (sums.some((sum) => sum !== 0n)) throw new Error('The bills do not sum to zero.');
	say('all together', ...sums.map(money));
	return { market, month };
}

const { market, month } = await play();
await api.disconnect();
if (values.keep) {
	heading('The node goes on, with blocks as transactions come:');
	say(`polkadot.js apps     https://polkadot.js.org/apps/?rpc=${encodeURIComponent(node.ws)}`);
	say(`the bills, again     scripts/recompute --url ${node.http} --market ${market} --month ${monthText(month)}`);
	say('Ctrl-C ends it and throws its data away.');
	await node.exited;
} else {
	await node.stop('SIGTERM');
}
