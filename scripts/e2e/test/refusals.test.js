// SPDX-License-Identifier: Apache-2.0
// What goes wrong, and that each cause has an error of its own.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { COUNCIL, QUOTA, commitment, connect, find, key, motion, newKey, refusal, send } from '../lib/chain.js';
import { Node } from '../lib/node.js';
import { misprint, uscc } from '../lib/uscc.js';

const CNY = 1;
const MAX_OPERATORS = 256;
const BANK_CODE = uscc('91330100MA0000002');
const NEW_CODE = uscc('91330106MA0000088');

let node, api, organization;
const administrator = newKey();
const operator = newKey();

const fails = (promise, name) => assert.rejects(promise, { name });
const admit = ({ name = 'Harbor Logistics', code = NEW_CODE, capabilities = [], by = newKey() } = {}) =>
	api.tx.organizations.admit(name, code, 'Enterprise', capabilities, QUOTA, by.address);
const addOperator = (account, capabilities = [], administrator = false) =>
	api.tx.organizations.addOperator(account.address, capabilities, administrator);
const act = (call) => api.tx.organizations.act(call);
const enroll = (account = newKey(), pinned = commitment('Zhao')) => api.tx.persons.enroll(account.address, pinned);

describe('refusals', { timeout: 300_000 }, () => {
	before(async () => {
		node = await Node.start('--sealing', '100');
		api = await connect(node.ws);
		const call = admit({ code: uscc('91330106MA0000099'), capabilities: ['IssueLicenses'], by: administrator });
		organization = find(await motion(api, call), 'organizations.Admitted').data.organization;
		await send(api, addOperator(operator, ['Treasury']), administrator);
	});
	after(async () => {
		await api?.disconnect();
		await node?.stop();
	});

	test('admission of what is wrong', async () => {
		await fails(motion(api, admit({ code: misprint(NEW_CODE) })), 'organizations.WrongCheckCharacter');
		await fails(motion(api, admit({ code: `${NEW_CODE.slice(0, 17)}I` })), 'organizations.InvalidUscc');
		await fails(motion(api, admit({ code: BANK_CODE })), 'organizations.AlreadyExists');
		await fails(motion(api, admit({ name: '' })), 'organizations.InvalidName');
		await fails(motion(api, admit({ capabilities: ['Treasury'] })), 'organizations.InherentCapability');
		await fails(motion(api, admit({ by: operator })), 'organizations.AlreadyOperator');
	});

	test('an organization that does not exist', async () => {
		await fails(motion(api, api.tx.organizations.suspend(999, { ground: 'Other' })), 'organizations.NotFound');
	});

	test('what only the council decides', async () => {
		await fails(motion(api, admit(), COUNCIL.slice(0, 2)), 'BadOrigin');
		await fails(send(api, admit(), key('Alice')), 'BadOrigin');
		await fails(send(api, api.tx.council.propose(3, admit(), 500), operator), 'council.NotMember');
	});

	test('what only an administrator decides', async () => {
		await fails(send(api, addOperator(newKey()), operator), 'organizations.NotAdministrator');
		await fails(send(api, addOperator(operator), administrator), 'organizations.AlreadyOperator');
		await fails(send(api, addOperator(key('Bob')), administrator), 'organizations.AlreadyOperator');
		await fails(send(api, addOperator(newKey(), ['Audit']), administrator), 'organizations.CapabilityNotGranted');
		await fails(send(api, api.tx.organizations.leave(), administrator), 'organizations.LastAdministrator');
	});

	test('a capability that was not granted, or not given', async () => {
		await fails(send(api, enroll(), key('Ferdie')), 'organizations.CapabilityNotGranted');
		const clerk = newKey();
		await send(api, addOperator(clerk, ['Treasury']), key('Eve'));
		await fails(send(api, enroll(), clerk), 'organizations.CapabilityNotHeld');
	});

	test('persons twice, and persons as operators', async () => {
		const [account, pinned] = [newKey(), commitment('Wu')];
		await send(api, enroll(account, pinned), key('Eve'));
		await fails(send(api, enroll(newKey(), pinned), key('Eve')), 'persons.AlreadyExists');
		await fails(send(api, enroll(account), key('Eve')), 'persons.AlreadyEnrolled');
		await fails(send(api, enroll(key('Bob')), key('Eve')), 'persons.OtherRole');
		await fails(send(api, addOperator(account), administrator), 'organizations.HasOtherRole');
		await fails(send(api, enroll(), account), 'organizations.NotOperator');
	});

	test('calls that an organization\'s account may not send', async () => {
		const leave = api.tx.organizations.leave();
		await fails(send(api, act(leave), operator), 'organizations.CallNotAllowed');
		// Nor hidden in a batch.
		await fails(send(api, act(api.tx.utility.batchAll([leave])), operator), 'system.CallFiltered');
		// What the call itself gets wrong comes through.
		await fails(send(api, act(api.tx.assets.transfer(CNY, operator.address, 5)), operator), 'assets.NoAccount');
	});

	test('too many operators', async () => {
		const { operators } = (await api.call.organizationsApi.organization(organization)).unwrap();
		// The last place is kept for an administrator whom the council appoints.
		const places = MAX_OPERATORS - 1 - operators.toNumber();
		const more = Array.from({ length: places }, () => addOperator(newKey()));
		for (let i = 0; i < places; i += 50) {
			await send(api, api.tx.utility.batchAll(more.slice(i, i + 50)), administrator);
		}
		await fails(send(api, addOperator(newKey()), administrator), 'organizations.TooManyOperators');
	});

	test('a stranger, a tip, a person who was released', async () => {
		const remark = api.tx.system.remark('please');
		const refused = async (tx, signer, options) => {
			const { code, data } = await refusal(api, tx, signer, options);
			assert.equal(code, 1010);
			return data;
		};
		assert.equal(await refused(remark, newKey()), 'Custom error: 1');
		assert.equal(await refused(remark, operator, { tip: 1 }), 'Custom error: 2');
		const person = newKey();
		await send(api, enroll(person), key('Eve'));
		await send(api, api.tx.organizations.act(api.tx.assets.transfer(CNY, person.address, 5_00)), key('Eve'));
		await send(api, api.tx.persons.resign(), person);
		assert.equal(await refused(remark, person), 'Custom error: 4');
		await send(api, api.tx.assets.transfer(CNY, key('Eve').address, 2_00), person);
	});

	test('anything, while the organization is suspended', async () => {
		const pay = act(api.tx.system.remarkWithEvent('here'));
		await send(api, pay, operator);
		await motion(api, api.tx.organizations.suspend(organization, { ground: 'RuleBreach' }));
		await fails(send(api, pay, operator), 'organizations.Suspended');
		await fails(send(api, addOperator(newKey()), administrator), 'organizations.Suspended');
		await fails(motion(api, api.tx.organizations.suspend(organization, { ground: 'RuleBreach' })), 'organizations.Suspended');
		await motion(api, api.tx.organizations.reinstate(organization));
		await send(api, pay, operator);
		await fails(motion(api, api.tx.organizations.reinstate(organization)), 'organizations.NotSuspended');
	});
});
