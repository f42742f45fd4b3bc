// SPDX-License-Identifier: Apache-2.0
// An organization's first day: admitted, equipped with operators, at work, and still there after a
// crash. The tests build on each other.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { COUNCIL, commitment, connect, find, key, motion, newKey, refusal, send } from '../lib/chain.js';
import { Node } from '../lib/node.js';
import { misprint, uscc } from '../lib/uscc.js';

const CNY = 1;
const BANK = 1;
const CODE = uscc('91330106MA0000099');
const QUOTA = { max: 1_000_000_000_000n, recoveryPerBlock: 50_000_000_000n, persons: 100 };

const administrator = newKey();
const operator = newKey();
const person = newKey();
const stranger = newKey();

let node, api, organization, account;

const admission = (changes = {}) => {
	const { name, code, kind, capabilities, by } = {
		...{ name: 'Harbor Logistics', code: CODE, kind: 'Enterprise' },
		...{ capabilities: ['IdentifyPersons'], by: administrator },
		...changes,
	};
	return api.tx.organizations.admit(name, code, kind, capabilities, QUOTA, by.address);
};
const pay = (to, amount) => api.tx.organizations.act(api.tx.assets.transfer(CNY, to, amount));
const fails = (promise, name) => assert.rejects(promise, { name });

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
		const { data } = find(await motion(api, admission()), 'organizations.Admitted');
		organization = data.organization.toNumber();
		account = data.account.toString();
		const info = (await api.call.organizationsApi.organizationByUscc(CODE)).unwrap();
		assert.equal(info.id.toNumber(), organization);
		assert.equal(info.account.toString(), account);
		assert.ok(info.status.isActive);
	});

	test('it does not admit what is wrong', async () => {
		const by = newKey();
		const other = uscc('91330106MA0000088');
		await fails(motion(api, admission({ by, code: misprint(other) })), 'organizations.WrongCheckCharacter');
		await fails(motion(api, admission({ by, code: `${other.slice(0, 17)}I` })), 'organizations.InvalidUscc');
		await fails(motion(api, admission({ by })), 'organizations.AlreadyExists');
		await fails(motion(api, admission({ code: other })), 'organizations.AlreadyOperator');
		await fails(motion(api, api.tx.organizations.suspend(999, { ground: 'Other' })), 'organizations.NotFound');
	});

	test('fewer than half of the council decide nothing', async () => {
		const call = admission({ code: uscc('91330106MA0000077'), by: newKey() });
		await fails(motion(api, call, COUNCIL.slice(0, 2)), 'BadOrigin');
		await fails(send(api, call, key('Alice')), 'BadOrigin');
	});

	test('its administrator adds an operator who never held a coin', async () => {
		await send(api, api.tx.organizations.addOperator(operator.address, ['Treasury', 'IdentifyPersons'], false), administrator);
		const info = (await api.call.organizationsApi.operator(operator.address)).unwrap();
		assert.equal(info.organization.toNumber(), organization);
		for (const { address } of [administrator, operator]) assert.equal(await coins(address), 0n);
		const again = api.tx.organizations.addOperator(operator.address, [], false);
		await fails(send(api, again, administrator), 'organizations.AlreadyOperator');
		await fails(send(api, again, operator), 'organizations.NotAdministrator');
	});

	test('the operator enrolls a person', async () => {
		const pinned = commitment('Wang');
		await send(api, api.tx.persons.enroll(person.address, pinned), operator);
		const info = (await api.call.personsApi.personByCommitment(pinned)).unwrap();
		assert.equal(info.account.toString(), person.address);
		assert.equal(info.enrolledBy.toNumber(), organization);
		await fails(send(api, api.tx.persons.enroll(newKey().address, pinned), operator), 'persons.AlreadyExists');
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
		await send(api, api.tx.assets.transfer(CNY, stranger.address, 10_00), person);
		assert.equal(await money(stranger.address), 10_00n);
	});

	test('what was not granted is refused', async () => {
		const enroll = api.tx.persons.enroll(newKey().address, commitment('Zhao'));
		await fails(send(api, enroll, key('Ferdie')), 'organizations.CapabilityNotGranted');
		const clerk = newKey();
		await send(api, api.tx.organizations.addOperator(clerk.address, ['Treasury'], false), administrator);
		await fails(send(api, enroll, clerk), 'organizations.CapabilityNotHeld');
		await fails(send(api, enroll, person), 'organizations.NotOperator');
		const forbidden = api.tx.organizations.act(api.tx.organizations.leave());
		await fails(send(api, forbidden, operator), 'organizations.CallNotAllowed');
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

	test('a suspended organization can do nothing, its persons keep what is theirs', async () => {
		await motion(api, api.tx.organizations.suspend(organization, { ground: 'RuleBreach' }));
		await fails(send(api, pay(person.address, 1), operator), 'organizations.Suspended');
		await send(api, api.tx.assets.transfer(CNY, account, 5_00), person);
		await motion(api, api.tx.organizations.reinstate(organization));
		await send(api, pay(person.address, 5_00), operator, { finalized: true });
		assert.equal(await money(person.address), 20_00n);
	});

	test('everything is still there after a crash', async () => {
		const height = (await api.rpc.chain.getHeader()).number.toNumber();
		await api.disconnect();
		await node.stop('SIGKILL');
		await node.restart();
		api = await connect(node.ws);

		const info = (await api.call.organizationsApi.organization(organization)).unwrap();
		assert.equal(info.uscc.toHuman(), (await api.query.organizations.organizations(organization)).unwrap().uscc.toHuman());
		assert.equal(info.operators.toNumber(), 3);
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
		assert.ok(!/panicked|essential task.*failed/i.test(node.log()), 'the log is clean');
	});
});
