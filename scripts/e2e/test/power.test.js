// SPDX-License-Identifier: Apache-2.0
// Contracts, auctions, energy blocks and packages of a power market through a real node. The tests build on
// each other.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { hexToU8a, stringToU8a, u8aConcat } from '@polkadot/util';
import { blake2AsHex, randomAsHex } from '@polkadot/util-crypto';
import { connect, find, key, letPass, send } from '../lib/chain.js';
import { little } from '../lib/envelopes.js';
import { Fleet, MULTIPLIER, register, submit } from '../lib/meters.js';
import { Node } from '../lib/node.js';
import { DAY, dayAt, join, openMarket, PER_DAY, rules, startOf, TIMETABLE } from '../lib/power.js';

const CNY = 1;
const HOUR = DAY / 24;
const MWH = 1_000_000;
const [BANK, SCHOOL, GRID, WORKS] = [1, 2, 3, 4];
const party = (id) => ({ Organization: id });
const json = (id) => ({ organization: id });
const [bob, charlie, dave, eve] = ['Bob', 'Charlie', 'Dave', 'Eve'].map(key);
let node, api, tx, market, genesis;
const now = async () => (await api.query.timestamp.now()).toNumber();
const today = async () => dayAt(await now());
const dayStart = (day) => day * DAY - TIMETABLE.offset;
const refused = (call, signer, name) => assert.rejects(send(api, call, signer), { name });

const passUntil = (time) => letPass(node, api, time);

/** What a party's collateral and stakes are. */
async function standing(id) {
	const { collateral, atStake } = await node.rpc('power_participant', market, json(id));
	return [Number(collateral), Number(atStake)];
}

/** The seal of a bid, as the documentation has it. */
function seal(auction, id, sells, steps, salt) {
	const parts = steps.flatMap(({ price, quantity }) => [little(BigInt.asUintN(64, BigInt(price)), 8), little(quantity, 8)]);
	return blake2AsHex(
		u8aConcat(
			stringToU8a('covenant sealed bid v1'),
			hexToU8a(genesis),
			little(auction, 8),
			[0],
			little(id, 4),
			[sells ? 1 : 0, 4 * steps.length],
			...parts,
			hexToU8a(salt),
		),
	);
}

describe('power trade', { timeout: 600_000 }, () => {
	before(async () => {
		node = await Node.start('--sealing', 'instant');
		api = await connect(node.ws);
		tx = api.tx;
		genesis = api.genesisHash.toHex();
		market = await openMarket(api, dave, CNY, rules({ floor: 0, ceiling: 800_000 }));
		await passUntil(dayStart((await today()) + 1));
		await join(api, dave, market, { signer: dave, party: party(GRID), role: 'GridCompany', collateral: 100_000 });
		await join(api, dave, market, { signer: charlie, party: party(SCHOOL), role: 'Prosumer', collateral: 1_000_000 });
		await join(api, dave, market, { signer: eve, party: party(WORKS), role: 'Storage', collateral: 1_000_000 });
		await join(api, dave, market, { signer: bob, party: party(BANK), role: 'Retailer', collateral: 1_000_000 });
	});
	after(async () => {
		await api?.disconnect();
		await node?.stop();
	});

	test('a contract is proposed, agreed, changed and passed on', async () => {
		const from = (await today()) + 2;
		const answerBy = (await now()) + HOUR;
		const propose = (profile, price, by = charlie, to = WORKS) =>
			send(api, tx.powerContracts.propose(market, party(to), true, [from, from + 10], profile, { Fixed: price }, answerBy), by);
		await assert.rejects(propose({ Flat: 0 }, 1), { name: 'powerContracts.InvalidProfile' });
		await assert.rejects(propose({ Flat: MWH }, 9_000_000), { name: 'powerContracts.PriceOutOfBounds' });
		await assert.rejects(propose({ Flat: MWH }, 1, charlie, GRID), { name: 'powerContracts.InvalidRole' });
		const { events } = await propose({ Flat: 10_000 }, 400_000);
		const id = find(events, 'powerContracts.Proposed').data.contract.toNumber();
		const asked = await node.rpc('contracts_listAwaited', json(WORKS), null, 10);
		assert.deepEqual(asked.items.map((it) => it.id), [id]);
		await refused(tx.powerContracts.accept(id), bob, 'powerContracts.NotAuthorized');
		await send(api, tx.powerContracts.accept(id), eve);
		// 10 kWh in each of 96 intervals of 10 days, at 0.4 fen a Wh.
		assert.deepEqual(await standing(SCHOOL), [1_000_000, 3_840_000]);
		const amend = { Amend: { profile: { Window: { from: 32, until: 80, energy: 10_000 } }, pricing: { Fixed: 400_000 } } };
		await send(api, tx.powerContracts.proposeChange(id, from + 5, amend, answerBy), eve);
		await send(api, tx.powerContracts.agreeChange(id), charlie);
		assert.deepEqual(await standing(WORKS), [1_000_000, 1_920_000 + 960_000]);
		await send(api, tx.powerContracts.proposeChange(id, from + 8, { Transfer: { to: party(BANK) } }, answerBy), eve);
		await send(api, tx.powerContracts.agreeChange(id), charlie);
		await send(api, tx.powerContracts.agreeChange(id), bob);
		const [delivery] = await node.rpc('contracts_deliveries', market, json(BANK), from + 8);
		assert.deepEqual([delivery.counterparty, delivery.sells, delivery.energy[31], delivery.energy[32]], [json(SCHOOL), false, 0, 10_000]);
		assert.equal(delivery.prices[0], 400_000);
		assert.deepEqual(await node.rpc('contracts_deliveries', market, json(WORKS), from + 8), []);
		const info = await node.rpc('contracts_get', id);
		assert.deepEqual(info.versions.map((it) => it.from), [from, from + 5, from + 8]);
		assert.equal((await node.rpc('contracts_list', market, json(BANK), false, null, 10)).items.length, 1);
	});

	test('an auction finds one price, and results are contracts', async () => {
		const from = (await today()) + 3;
		const bidsUntil = (await now()) + HOUR;
		const terms = {
			from,
			until: from + 1,
			window: { from: 0, until: 96 },
			bidsUntil,
			revealUntil: bidsUntil + 2 * HOUR,
			rule: 'LastAcceptedBid',
			bond: 10_000,
			penalty: 500_000,
		};
		await refused(tx.powerAuctions.open(market, terms), eve, 'organizations.CapabilityNotGranted');
		const { events } = await send(api, tx.powerAuctions.open(market, terms), dave);
		const id = find(events, 'powerAuctions.Opened').data.auction.toNumber();
		const bids = [
			{ signer: charlie, org: SCHOOL, sells: true, steps: [{ price: 200_000, quantity: 4_000 }, { price: 300_000, quantity: 4_000 }] },
			{ signer: eve, org: WORKS, sells: false, steps: [{ price: 500_000, quantity: 3_000 }, { price: 250_000, quantity: 3_000 }] },
			{ signer: bob, org: BANK, sells: false, steps: [{ price: 1_000_000, quantity: 1_000 }] },
		];
		const before = await Promise.all(bids.map(({ org }) => standing(org)));
		for (const bid of bids) {
			bid.salt = randomAsHex(16);
			const commitment = seal(id, bid.org, bid.sells, bid.steps, bid.salt);
			const own = await api.call.auctionsApi.commitment(id, party(bid.org), bid.sells, bid.steps, bid.salt);
			assert.equal(own.toHex(), commitment);
			await send(api, tx.powerAuctions.bid(id, commitment, 500_000), bid.signer);
		}
		const reveal = ({ sells, steps, salt, signer }) => send(api, tx.powerAuctions.reveal(id, sells, steps, salt), signer);
		await assert.rejects(reveal(bids[0]), { name: /^powerAuctions\./ });
		await passUntil(bidsUntil);
		await assert.rejects(reveal({ ...bids[0], salt: randomAsHex(16) }), { name: /^powerAuctions\./ });
		await reveal(bids[0]);
		await reveal(bids[1]);
		const book = await node.rpc('auctions_listBook', id, true, null, 10);
		assert.equal(book.items.length, 2);
		await refused(tx.powerAuctions.clear(id, 100), eve, 'powerAuctions.TooEarly');
		await passUntil(bidsUntil + 2 * HOUR);
		for (let i = 0; i < 4; i += 1) await passUntil((await now()) + HOUR / 30);
		const { status } = await node.rpc('auctions_get', id);
		// 4,000 Wh at 200,000 meet 3,000 at 500,000 and 1,000 of those at 250,000.
		assert.deepEqual(status, { cleared: { price: 250_000, quantity: 4_000 } });
		const [sold, bought, silent] = await Promise.all(bids.map(({ org }) => node.rpc('auctions_getResult', id, json(org))));
		assert.deepEqual([sold.awarded.quantity, bought.awarded.quantity], [4_000, 4_000]);
		assert.deepEqual(silent, { forfeited: { penalty: '250000' } });
		// Who fails to deliver, or to use, that loses 0.55 fen a Wh at most: bought at 800,000.
		const stake = 4_000 * 96 * 0.55;
		const after = await Promise.all(bids.map(({ org }) => standing(org)));
		assert.deepEqual(after[0], [before[0][0], before[0][1] + stake]);
		assert.deepEqual(after[1], [before[1][0], before[1][1] + stake]);
		assert.deepEqual(after[2], [before[2][0] - 250_000, before[2][1]]);
		const contract = await node.rpc('contracts_get', sold.awarded.contract);
		assert.deepEqual([contract.auction, contract.versions[0].buyer], [id, null]);
	});

	test('surplus of a neighbor is sold and used up', async () => {
		const sunny = new Fleet({ count: 3, genesis });
		// The third curve is a prosumer's.
		sunny.meters = sunny.meters.slice(2);
		await register(api, send, dave, sunny, market, party(SCHOOL), 'roof');
		const works = new Fleet({ count: 2, genesis, seed: 2 });
		works.meters = works.meters.slice(1);
		await register(api, send, dave, works, market, party(WORKS), 'hall');
		const noon = Math.floor((dayStart(await today()) + DAY + 12 * HOUR + TIMETABLE.offset) / TIMETABLE.length);
		await passUntil(startOf(noon + 1));
		const brought = [sunny, works].flatMap((fleet) => fleet.round(noon));
		assert.deepEqual((await submit(api, send, eve, brought)).wrong, []);
		const surplus = brought[0].message.exportCounts * MULTIPLIER;
		const { energyBlocks } = tx;
		const roof = sunny.meters[0].id;
		const hall = works.meters[0].id;
		await refused(energyBlocks.create(roof, noon, surplus + 1), charlie, 'energyBlocks.BeyondExport');
		await refused(energyBlocks.create(roof, noon, 1), eve, 'energyBlocks.NotAuthorized');
		const created = await send(api, energyBlocks.create(roof, noon, surplus), charlie);
		const id = find(created.events, 'energyBlocks.Created').data.block.toNumber();
		await assert.rejects(send(api, energyBlocks.buy(id, 500), eve), { name: /^energyBlocks\./ });
		await send(api, energyBlocks.offer(id, 500, null), charlie);
		assert.equal((await node.rpc('blocks_listOffers', market, noon, null, 10)).items.length, 1);
		await send(api, energyBlocks.buy(id, 500), eve);
		await refused(energyBlocks.useUp(id, roof), eve, 'energyBlocks.SameMeter');
		await send(api, energyBlocks.useUp(id, hall), eve);
		const day = Math.floor(noon / PER_DAY);
		const used = await node.rpc('blocks_listUsed', hall, day, null, 10);
		assert.deepEqual(used.items.map((it) => [it.id, it.energy, it.green]), [[id, surplus, true]]);
		const [flow] = await node.rpc('blocks_flows', hall, day);
		assert.equal(flow.usedHere, surplus);
		await refused(energyBlocks.useUp(id, hall), eve, 'energyBlocks.InvalidState');
	});

	test('a package is published, compared and subscribed', async () => {
		const month = new Date((await now()) + TIMETABLE.offset);
		const coming = (ahead) => month.getUTCFullYear() * 12 + month.getUTCMonth() + ahead - 1970 * 12;
		const text = (number) => `${Math.floor(number / 12) + 1970}-${String((number % 12) + 1).padStart(2, '0')}`;
		const terms = { TimeOfUse: { sharp: 800_000, peak: 700_000, flat: 500_000, valley: 300_000 } };
		const { powerRetail } = tx;
		await refused(powerRetail.publish(market, 'Day', terms, coming(1), coming(13)), eve, 'powerRetail.InvalidRole');
		const { events } = await send(api, powerRetail.publish(market, 'Day', terms, coming(1), coming(13)), bob);
		const id = find(events, 'powerRetail.Published').data.package.toNumber();
		const uses = [{ import: MWH, band: 'flat', spot: 0 }, { import: 2 * MWH, band: 'peak', spot: 0 }];
		const estimate = await node.rpc('retail_estimate', id, uses);
		assert.equal(Number(estimate.total), 500_000 + 1_400_000);
		await refused(powerRetail.subscribe(id, coming(0)), eve, 'powerRetail.TooEarly');
		await send(api, powerRetail.subscribe(id, coming(1)), eve);
		const subscription = await node.rpc('retail_getSubscription', market, json(WORKS), text(coming(2)));
		assert.equal(subscription.package, id);
		const { items } = await node.rpc('retail_listCustomers', market, json(BANK), text(coming(1)), null, 10);
		assert.deepEqual(items.map((it) => it.party), [json(WORKS)]);
		assert.equal(await node.rpc('retail_getSubscription', market, json(WORKS), text(coming(0))), null);
	});
});
