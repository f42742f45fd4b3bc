// SPDX-License-Identifier: Apache-2.0
// An organization's first day: admitted, equipped with operators, at work, and still there after a
// crash. The tests build on each other.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { QUOTA, commitment, connect, find, key, motion, newKey, refusal, send } from '../lib/chain.js';
import { Node } from '../lib/node.js';
import { uscc } from '../lib/uscc.js';

const CNY = 1;
const BANK = 1;
const CODE = uscc('91330106MA0000099');

const administrator = newKey();
const operator = newKey();
const person = newKey();
const stranger = newKey();

let node, api, organization, account;

const pay = (to, amount) => api.tx.organizations.act(api.tx.assets.transfer(CNY, to, amount));

async function money(address) {
	const held = await api.query.assets.account(CNY, address);
	return held.isSome ? held.unwrap().balance.toBigInt() : 0n;
}

async function coins(address) {
	return (await api.query.system.account(address)).data.free.toBigInt();
}

describe('organizations', { timeout: 300_000 }, () => {
	before(async () => {
		node = await Node.start();
		api = await connect(node.ws);
	});
	after(async () => {
		await api?.disconnect();
		await node?.stop();
	});

	test('metadata decorates the runtime APIs', async () => {
		for (const name of ['organizationsApi', 'personsApi', 'creditApi', 'validatorsApi', 'deadlinesApi', 'sponsorshipApi']) {
			assert.ok(Object.keys(api.call[name] ?? {}).length > 0, `api.call.${name}`);
		}
		const bank = (await api.call.organizationsApi.organization(BANK)).unwrap();
		assert.equal(bank.name.toString(), 'First Settlement Bank');
		assert.ok(bank.kind.isBank);
		const { sponsor } = (await api.call.sponsorshipApi.standing(key('Bob').address)).unwrap();
		assert.equal(sponsor.asOrganization.toNumber(), BANK);
	});

	test('the council admits an organization', async () => {
		const by = administrator.address;
		const admit = api.tx.organizations.admit('Harbor Logistics', CODE, 'Enterprise', ['IdentifyPersons'], QUOTA, by);
		const { data } = find(await motion(api, admit), 'organizations.Admitted');
		organization = data.organization.toNumber();
		account = data.account.toString();
		const info = (await api.call.organizationsApi.organizationByUscc(CODE)).unwrap();
		assert.equal(info.id.toNumber(), organization);
		assert.equal(info.account.toString(), account);
		assert.ok(info.status.isActive);
	});

	test('its administrator adds an operator who never held a coin', async () => {
		await send(api, api.tx.organizations.addOperator(operator.address, ['Treasury', 'IdentifyPersons'], false), administrator);
		const info = (await api.call.organizationsApi.operator(operator.address)).unwrap();
		assert.equal(info.organization.toNumber(), organization);
		for (const { address } of [administrator, operator]) assert.equal(await coins(address), 0n);
	});

	test('the operator enrolls a person', async () => {
		const pinned = commitment('Wang');
		await send(api, api.tx.persons.enroll(person.address, pinned), operator);
		const info = (await api.call.personsApi.personByCommitment(pinned)).unwrap();
		assert.equal(info.account.toString(), person.address);
		assert.equal(info.enrolledBy.toNumber(), organization);
	});

	test('the operator sends CNY from the organization\'s account', async () => {
		const issued = (await api.query.assets.asset(CNY)).unwrap().supply.toBigInt();
		await send(api, pay(account, 100_00), key('Bob'));
		assert.equal(await money(account), 100_00n);
		await send(api, pay(person.address, 30_00), operator);
		assert.equal(await money(account), 70_00n);
		assert.equal(await money(person.address), 30_00n);
		assert.equal(await money(operator.address), 0n);
		assert.equal((await api.query.assets.asset(CNY)).unwrap().supply.toBigInt(), issued);
		// The person owns the money and needs no coins to move it.
		await send(api, api.tx.assets.transfer(CNY, stranger.address, 10_00), person, { finalized: true });
		assert.equal(await money(stranger.address), 10_00n);
	});

	test('a stranger\'s transaction is refused at the pool, even with money', async () => {
		const tx = api.tx.assets.transfer(CNY, person.address, 1_00);
		const { code, data } = await refusal(api, tx, stranger);
		assert.deepEqual({ code, data }, { code: 1010, data: 'Custom error: 1' });
	});

	test('a tip is refused at the pool', async () => {
		const { code, data } = await refusal(api, api.tx.system.remark('please'), operator, { tip: 1 });
		assert.deepEqual({ code, data }, { code: 1010, data: 'Custom error: 2' });
	});

	test('everything is still there after a crash', async () => {
		const height = (await api.rpc.chain.getHeader()).number.toNumber();
		await api.disconnect();
		await node.stop('SIGKILL');
		await node.restart();
		api = await connect(node.ws);

		const info = (await api.call.organizationsApi.organization(organization)).unwrap();
		assert.equal(info.uscc.toHuman(), (await api.query.organizations.organizations(organization)).unwrap().uscc.toHuman());
		assert.equal(info.operators.toNumber(), 2);
		assert.ok((await api.call.personsApi.personByAccount(person.address)).isSome);
		assert.equal(await money(account), 70_00n);
		assert.equal(await money(person.address), 20_00n);

		// And it goes on.
		await send(api, pay(person.address, 1_00), operator, { finalized: true });
		assert.ok((await api.rpc.chain.getHeader()).number.toNumber() > height);
	});

	test('the node stops cleanly when asked', async () => {
		await api.disconnect();
		assert.deepEqual(await node.stop('SIGINT'), { code: 0, signal: null });
		assert.ok(!node.log().includes('panicked'));
	});
});
