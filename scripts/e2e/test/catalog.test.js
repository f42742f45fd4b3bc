// SPDX-License-Identifier: Apache-2.0
// The resource catalog on a real node: listed, found, derived, passed on. The tests build on each other.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { connect, find, key, motion, send } from '../lib/chain.js';
import { all } from '../lib/envelopes.js';
import { Node } from '../lib/node.js';

const CNY = 1;
const [OFFICE, SCHOOL, WORKS] = [0, 2, 4];
const [alice, charlie, eve] = ['Alice', 'Charlie', 'Eve'].map(key);
const UNIT = 10n ** 16n;
let node, api;

const listing = (title, more = {}) => ({
	title,
	summary: 'what everybody may know',
	description: `0x${'01'.repeat(32)}`,
	tags: [],
	region: 330106,
	price: null,
	...more,
});

async function list(signer, kind, offer) {
	const { events } = await send(api, api.tx.resourceCatalog.list(kind, offer, null), signer);
	return find(events, 'resourceCatalog.Logged').data.resource.toNumber();
}

const search = (filter, order = 'id') => all((cursor) => node.rpc('catalog_search', filter, order, cursor, 2));
const found = async (filter) => (await search(filter)).map(({ id }) => id);
const fails = (tx, signer, name) =>
	assert.rejects(send(api, tx, signer), { name: `resourceCatalog.${name}` });

describe('the resource catalog', { timeout: 300_000 }, () => {
	before(async () => {
		node = await Node.start('--sealing', 'instant');
		api = await connect(node.ws);
		for (const name of ['mechanics', 'robotics']) await motion(api, api.tx.resourceCatalog.addTag(name));
	});
	after(async () => {
		await api?.disconnect();
		await node?.stop();
	});

	test('what is offered is found, whatever is asked for', async () => {
		const price = { asset: CNY, amount: 20_000, per: 'Slot' };
		assert.equal(await list(charlie, 'Facility', listing('数控机床实训室', { tags: [0, 1], price })), 0);
		assert.equal(await list(charlie, 'Course', listing('数控编程', { tags: [1], region: 330200 })), 1);
		assert.equal(await list(eve, 'ExpertTime', listing('Welding expert', { region: 320500 })), 2);
		assert.deepEqual(await found({}), [0, 1, 2]);
		assert.deepEqual(await found({ tags: [1], region: '330000' }), [0, 1]);
		assert.deepEqual(await found({ title: '数控机' }), [0]);
		assert.deepEqual(await found({ title: 'WELD', kind: 'expertTime', owner: WORKS }), [2]);
		assert.deepEqual(await found({ price: 'free' }), [1, 2]);
		assert.deepEqual(await found({ price: { within: { asset: CNY, least: '20000', most: '20000' } } }), [0]);
		assert.deepEqual(await found({ price: { within: { asset: CNY, least: '20001', most: '99999' } } }), []);
		const [room] = await search({ kind: 'facility' }, 'rating');
		assert.deepEqual([room.owner, room.region, room.price.amount], [SCHOOL, '330106', '20000']);
		assert.deepEqual(room, await node.rpc('catalog_getResource', 0));
		assert.equal(await node.rpc('catalog_getResource', 77), null);
		const { items } = await node.rpc('catalog_listTags', null, 10);
		assert.deepEqual(items.map(({ name }) => name), ['mechanics', 'robotics']);
		assert.equal((await api.call.catalogApi.resource(0)).unwrap().resource.owner.toNumber(), SCHOOL);
	});

	test('what cannot be listed is refused', async () => {
		const { list } = api.tx.resourceCatalog;
		await fails(list('Course', listing(' '), null), charlie, 'InvalidText');
		await fails(list('Course', listing('x', { region: 330006 }), null), charlie, 'InvalidRegion');
		await fails(list('Course', listing('x', { tags: [7] }), null), charlie, 'UnknownTag');
		await fails(list('DataSet', listing('x'), null), charlie, 'WrongContent');
		await fails(api.tx.resourceCatalog.retire(0), eve, 'NotAuthorized');
		const wrong = { code: -32602 };
		await assert.rejects(node.rpc('catalog_search', { colour: 'red' }, 'id', null, 10), wrong);
		await assert.rejects(node.rpc('catalog_search', { region: '330006' }, 'id', null, 10), wrong);
		await assert.rejects(node.rpc('catalog_search', {}, 'price', null, 10), wrong);
		await assert.rejects(node.rpc('catalog_search', {}, 'id', null, 101), wrong);
	});

	test('a royalty goes to what a course is derived from', async () => {
		const { proposeDerivation, agreeDerivation } = api.tx.resourceCatalog;
		const course = await list(eve, 'Course', listing('数控编程实战'));
		await send(api, proposeDerivation(course, 1, 2_500), eve);
		await fails(agreeDerivation(course, 2_000), charlie, 'OtherRoyalty');
		await send(api, agreeDerivation(course, 2_500), charlie);
		const contributors = [{ party: { Organization: OFFICE }, share: 1_000 }];
		await send(api, api.tx.resourceCatalog.setContributors(course, contributors), eve);
		assert.deepEqual(await node.rpc('catalog_getShares', course), [
			{ party: { organization: OFFICE }, weight: String((UNIT * 3n) / 40n) },
			{ party: { organization: WORKS }, weight: String((UNIT * 27n) / 40n) },
			{ party: { organization: SCHOOL }, weight: String(UNIT / 4n) },
		]);
		const { items } = await node.rpc('catalog_listDerivatives', 1, null, 10);
		assert.deepEqual(items.map(({ id }) => id), [course]);
	});

	test('a resource changes hands, and its log says how', async () => {
		const { offerTransfer, acceptTransfer } = api.tx.resourceCatalog;
		await send(api, offerTransfer(0, WORKS), charlie);
		await fails(acceptTransfer(0, null), alice, 'NotAuthorized');
		await send(api, acceptTransfer(0, null), eve);
		assert.deepEqual(await found({ owner: WORKS, kind: 'facility' }), [0]);
		const log = await all((cursor) => node.rpc('catalog_getLog', 0, cursor, 2));
		assert.deepEqual(log.map(({ act }) => Object.keys(act)[0]), ['listed', 'transferOffered', 'transferred']);
		assert.deepEqual(log.map(({ by }) => by.organization), [SCHOOL, SCHOOL, WORKS]);
		await send(api, api.tx.resourceCatalog.retire(0), eve);
		assert.deepEqual(await found({ kind: 'facility' }), []);
	});
});
