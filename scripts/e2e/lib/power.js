// SPDX-License-Identifier: Apache-2.0
// A power market on a sample chain, for tests and stories.

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { find, finish, motion, send } from './chain.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** Quarters of an hour, where clocks are eight hours ahead of UTC. */
export const TIMETABLE = { length: 15 * MINUTE, offset: 8 * HOUR };
/** Halves of an hour, at the same place. */
export const HALF_HOURS = { ...TIMETABLE, length: 30 * MINUTE };
export const perDay = ({ length }) => DAY / length;
export const PER_DAY = perDay(TIMETABLE);

/** The day and the interval that a time in UTC milliseconds lies in. */
export const dayAt = (time, { offset } = TIMETABLE) => Math.floor((time + offset) / DAY);
export const intervalAt = (time, { length, offset } = TIMETABLE) => Math.floor((time + offset) / length);
/** When an interval and a day begin, in UTC milliseconds. */
export const startOf = (interval, { length, offset } = TIMETABLE) => interval * length - offset;
export const startOfDay = (day, { offset } = TIMETABLE) => day * DAY - offset;

/** The month of a day, counted from January 1970; its first day, and what it is in JSON: `2026-02`. */
export const monthOfDay = (day) => {
	const date = new Date(day * DAY);
	return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
};
export const firstDay = (month) => Date.UTC(1970, month) / DAY;
export const monthText = (month) => new Date(firstDay(month) * DAY).toISOString().slice(0, 7);

/** Prices from -100 to 1,500 fen a kWh, in fen a MWh; a tenth of what is at stake as collateral. */
export const rules = (more = {}) => ({
	gateClosure: HOUR,
	floor: -100_000,
	ceiling: 1_500_000,
	bands: Array(48).fill('Flat'),
	substitution: 'LastWeek',
	minCollateral: 100_000,
	margin: 100_000,
	marginPeriod: DAY,
	items: ['Contracts', 'RealTime', { Redistribution: 'Balancing' }],
	...more,
});

const charge = (kind, basis, payee) => ({ Charge: { kind, basis, payee } });

/**
 * Rules for all that is on a bill: prices from 0 to 84 fen a kWh, valley until eight, peak until eight in
 * the evening. What is charged for the grid is this party's.
 */
export const tariff = (grid) =>
	rules({
		floor: 0,
		ceiling: 84_000,
		bands: [...Array(16).fill('Valley'), ...Array(24).fill('Peak'), ...Array(8).fill('Flat')],
		items: [
			'Contracts',
			'Differences',
			'RealTime',
			{ Deviation: { tolerance: 30_000, fee: 50_000 } },
			charge('Transmission', { Energy: { sharp: 25_000, peak: 20_000, flat: 15_000, valley: 10_000 } }, { Participant: grid }),
			charge('SystemOperation', { Demand: 3_000 }, { Pool: 'SystemOperation' }),
			charge('Surcharge', { Energy: { sharp: 2_700, peak: 2_700, flat: 2_700, valley: 2_700 } }, { Pool: 'Surcharges' }),
			'Retail',
			{ Redistribution: 'Balancing' },
			{ Redistribution: 'Deviation' },
		],
	});

/** Opens a market whose rules hold from tomorrow, and yields its id. */
export async function openMarket(api, operator, asset, of = rules(), times = TIMETABLE) {
	const { powerMarket } = api.tx;
	const opened = await send(api, powerMarket.open('Zhejiang', asset, times), operator);
	const market = find(opened.events, 'powerMarket.Opened').data.market.toNumber();
	const today = dayAt((await api.query.timestamp.now()).toNumber(), times);
	const { events } = await send(api, powerMarket.proposeRules(market, today + 1, of), operator);
	const [, , rulesHash] = find(events, 'powerMarket.RulesProposed').data;
	await motion(api, powerMarket.consent(market, rulesHash));
	return market;
}

/** Has a party take part in a market, with collateral. */
export async function join(api, operator, market, { signer, party, role, collateral = 0 }) {
	const { powerMarket } = api.tx;
	await send(api, powerMarket.join(market, role, 100), signer);
	await send(api, powerMarket.admit(market, party), operator);
	if (collateral) await send(api, powerMarket.deposit(market, collateral), signer);
}

/** Two sides agree that one sells from a day until another, and yields the contract's id. */
export async function agree(api, market, { seller, buyer, party, from, until, profile, pricing }) {
	const { powerContracts } = api.tx;
	const answerBy = (await api.query.timestamp.now()).toNumber() + HOUR;
	const proposal = powerContracts.propose(market, party, true, [from, until], profile, pricing, answerBy);
	const { events } = await send(api, proposal, seller);
	const id = find(events, 'powerContracts.Proposed').data.contract.toNumber();
	await send(api, powerContracts.accept(id), buyer);
	return id;
}

/** A retailer publishes a package for a year, which somebody has from its first month on. */
export async function supply(api, market, { retailer, customer, name, terms, from }) {
	const { powerRetail } = api.tx;
	const { events } = await send(api, powerRetail.publish(market, name, terms, from, from + 12), retailer);
	const id = find(events, 'powerRetail.Published').data.package.toNumber();
	await send(api, powerRetail.subscribe(id, from), customer);
	return id;
}

/** Begins a run of the settlement of a month, and yields its id. */
export async function startRun(api, market, month, operator) {
	const { events } = await send(api, api.tx.powerSettlement.start(market, month), operator);
	return find(events, 'powerSettlement.Started').data.run.toNumber();
}

/** Has a run computed to its preliminary bills, and yields how many calls of so many steps that took. */
export async function finishRun(api, run, steps, signer) {
	const going = async () => !(await api.query.powerSettlement.runs(run)).unwrap().status.isPreliminary;
	return finish(api, going, api.tx.powerSettlement.advance(run, steps), signer);
}

/**
 * Settles a month in which nothing was metered or delivered: months are settled in order. `pass` lets so
 * much time pass.
 */
export async function settleIdle(api, market, month, operator, pass, times = HALF_HOURS) {
	const { powerSettlement, utility } = api.tx;
	const prices = Array(perDay(times)).fill(0);
	const [first, end] = [firstDay(month), firstDay(month + 1)];
	const days = Array.from({ length: end - first }, (_, place) => first + place);
	const publish = (day) => powerSettlement.publishPrices(market, day, { dayAhead: prices, realTime: prices });
	await send(api, utility.batchAll(days.map(publish)), operator);
	const run = await startRun(api, market, month, operator);
	await finishRun(api, run, 20, operator);
	// Then nobody can dispute bills of nothing any more.
	await pass(5 * DAY + HOUR);
	for (let i = 0; i < 5; i += 1) {
		const last = await api.query.powerSettlement.finals(market, month);
		if (last.isSome && last.unwrap().settled.isTrue) return;
		await pass(MINUTE);
	}
	throw new Error(`${monthText(month)} is not settled`);
}

/** How a run is, such as `preliminary`. */
export const stageOf = ({ status }) => (typeof status === 'string' ? status : Object.keys(status)[0]);

/** `n / d` in whole numbers, half a unit rounded up. */
const halfUp = (n, d) => {
	const [double, unit] = [2n * n + d, 2n * d];
	const floor = double / unit;
	return double % unit < 0n ? floor - 1n : floor;
};
const MWH = 1_000_000n;

/** What the formulas of `settlement_explain` come to, as the documentation of the pallet has them. */
const FORMULAS = {
	product: ({ product }) => halfUp(product, MWH),
	imbalance: ({ energyProduct, contractProduct }) => halfUp(energyProduct - contractProduct, MWH),
	fee: ({ excess, price, fee }) => -halfUp(excess * price * fee, MWH * MWH),
	energyCharge: (of) =>
		-halfUp(['sharp', 'peak', 'flat', 'valley'].reduce((sum, band) => sum + of[band] * of[`${band}Price`], 0n), MWH),
	demandCharge: ({ demand, price }) => -halfUp(demand * price, 1_000n),
	capacityCharge: ({ capacity, price }) => -capacity * price,
	sum: ({ sum }) => sum,
	package: ({ cost }) => -cost,
	share: ({ pool, import: own, allImport }) => halfUp(pool * own, allImport),
	rest: ({ rest }) => rest,
};

/** The inputs of an explained line, by name. */
export const inputsOf = ({ inputs }) => Object.fromEntries(inputs.map(({ name, value }) => [name, BigInt(value)]));

/** Computes an explained line again from its inputs. */
export const compute = (explained) => FORMULAS[explained.formula](inputsOf(explained));

const RECOMPUTE = fileURLToPath(new URL('../../recompute', import.meta.url));

/** Runs `scripts/recompute` to its end. */
export const recompute = (...args) =>
	new Promise((resolve, reject) => {
		execFile(RECOMPUTE, args.map(String), { timeout: 120_000 }, (error, stdout, stderr) => {
			// A number is how it ended; anything else is why it did not run.
			if (error && typeof error.code !== 'number') reject(error);
			else resolve({ status: error?.code ?? 0, stdout, stderr });
		});
	});
