// SPDX-License-Identifier: Apache-2.0
// A power market on a sample chain, for tests and stories.

import { find, motion, send } from './chain.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** Quarters of an hour, where clocks are eight hours ahead of UTC. */
export const TIMETABLE = { length: 15 * MINUTE, offset: 8 * HOUR };
export const PER_DAY = DAY / TIMETABLE.length;

/** The day and the interval that a time in UTC milliseconds lies in. */
export const dayAt = (time) => Math.floor((time + TIMETABLE.offset) / DAY);
export const intervalAt = (time) => Math.floor((time + TIMETABLE.offset) / TIMETABLE.length);
/** When an interval begins, in UTC milliseconds. */
export const startOf = (interval) => interval * TIMETABLE.length - TIMETABLE.offset;

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

/** Opens a market whose rules hold from tomorrow, and yields its id. */
export async function openMarket(api, operator, asset, of = rules()) {
	const { powerMarket } = api.tx;
	const opened = await send(api, powerMarket.open('Zhejiang', asset, TIMETABLE), operator);
	const market = find(opened.events, 'powerMarket.Opened').data.market.toNumber();
	const today = dayAt((await api.query.timestamp.now()).toNumber());
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
