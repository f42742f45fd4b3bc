// SPDX-License-Identifier: Apache-2.0
// Small payments off chain, with the users' tool against a real node. The tests build on each other.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { hexToU8a, stringToU8a, u8aConcat } from '@polkadot/util';
import { connect, find, key, newKey, send } from '../lib/chain.js';
import { little } from '../lib/envelopes.js';
import { Node, temporaryDirectory } from '../lib/node.js';
import { tool } from '../lib/tool.js';

const CNY = 1;
const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const [NO, USAGE] = [1, 2];
const [GRID, WORKS] = [3, 4];
const [charlie, dave, eve] = ['Charlie', 'Dave', 'Eve'].map(key);
const directory = temporaryDirectory();
const path = (name) => join(directory, name);
let node, api, tx, genesis, expires;
const { json, fails } = tool(() => node.ws);
const refused = (call, signer, name) =>
	assert.rejects(send(api, call, signer), { name: `paymentChannels.${name}` });
const channel = (id) => node.rpc('channels_get', id);

async function open(signer, payee, deposit, account) {
	const { events } = await send(api, tx.open(payee, CNY, deposit, account, DAY), signer);
	return find(events, 'paymentChannels.Opened').data.channel.toNumber();
}

/** Signs a voucher with the tool, as Eve. */
const voucher = (id, amount) =>
	json`voucher sign ${id} --amount ${amount} --expires ${new Date(expires).toISOString()} --genesis ${genesis} --dev-key //Eve`;

/** Claims what the tool signed. */
const claim = ({ channel, asset, amount, expires, signature }) =>
	tx.claim({ channel, asset, amount, expires }, { Sr25519: signature });

/** What the documentation says is signed. */
const payload = (id, amount) =>
	u8aConcat(
		stringToU8a('covenant payment voucher v1'),
		hexToU8a(genesis),
		little(id, 8),
		little(CNY, 4),
		little(amount, 16),
		little(expires, 8),
	);

describe('payment channels', { timeout: 300_000 }, () => {
	let id;

	before(async () => {
		node = await Node.start('--sealing', 'instant');
		api = await connect(node.ws);
		tx = api.tx.paymentChannels;
		genesis = api.genesisHash.toHex();
	});
	after(async () => {
		await api?.disconnect();
		await node?.stop();
	});

	test('money is put aside', async () => {
		id = await open(eve, { Organization: GRID }, 10_000, eve.address);
		expires = (await api.query.timestamp.now()).toNumber() + 10 * DAY;
		const { payer, payee, deposit, claimed, left, status } = await channel(id);
		assert.deepEqual([payer, payee], [{ organization: WORKS }, { organization: GRID }]);
		assert.deepEqual([deposit, claimed, left, status], ['10000', '0', '10000', 'open']);
		await refused(tx.open({ Organization: WORKS }, CNY, 1, eve.address, DAY), eve, 'OwnChannel');
		await refused(tx.open({ Organization: GRID }, CNY, 0, eve.address, DAY), eve, 'ZeroAmount');
		await refused(tx.open({ Organization: GRID }, CNY, 1, eve.address, 1), eve, 'InvalidWindow');
		const { items } = await node.rpc('channels_list', { organization: GRID }, null, 10);
		assert.deepEqual(items.map((item) => item.id), [id]);
		assert.equal(await channel(99), null);
	});

	test('vouchers are signed and verified without a node, and claimed by anybody', async () => {
		const first = await voucher(id, 300);
		writeFileSync(path('first.json'), JSON.stringify(first));
		const signer = ['--signer', '//Eve', '--genesis', genesis];
		assert.deepEqual(await json`voucher verify ${path('first.json')} ${signer}`, { signed: true });
		writeFileSync(path('more.json'), JSON.stringify({ ...first, amount: '301' }));
		const { status, stdout } = await tool(() => node.ws).run(['voucher', 'verify', path('more.json'), ...signer, '--json']);
		assert.deepEqual([status, JSON.parse(stdout)], [NO, { signed: false }]);
		writeFileSync(path('broken.json'), '{');
		await fails(USAGE, /not a voucher/)`voucher verify ${path('broken.json')} ${signer}`;
		await refused(claim({ ...first, amount: '301' }), charlie, 'InvalidVoucher');
		await send(api, claim(first), charlie);
		assert.equal((await channel(id)).claimed, '300');
		await refused(claim(first), charlie, 'OlderVoucher');
		await refused(claim(await voucher(id, 299)), dave, 'OlderVoucher');
		await refused(claim(await voucher(id, 10_001)), dave, 'BeyondDeposit');
		await refused(claim(await voucher(id + 1, 400)), dave, 'NotFound');
	});

	test('what a wallet signs is what the documentation says', async () => {
		const wrapped = u8aConcat(stringToU8a('<Bytes>'), payload(id, 450), stringToU8a('</Bytes>'));
		const signed = { channel: id, asset: CNY, amount: 450, expires };
		await send(api, tx.claim(signed, { Sr25519: eve.sign(wrapped) }), dave);
		assert.equal((await channel(id)).claimed, '450');
	});

	test('a person pays at a charging pile from a device of its own', async () => {
		const [driver, device] = [newKey(), newKey()];
		const enrolled = await send(api, api.tx.persons.enroll(driver.address, `0x${'05'.repeat(32)}`), eve);
		const person = find(enrolled.events, 'persons.PersonEnrolled').data.person.toNumber();
		const money = api.tx.organizations.act(api.tx.assets.transfer(CNY, driver.address, 5_000));
		await send(api, money, eve);
		const pile = await open(driver, { Organization: GRID }, 2_000, device.address);
		const signed = { channel: pile, asset: CNY, amount: 1_250, expires };
		await send(api, tx.claim(signed, { Sr25519: device.sign(payload(pile, 1_250)) }), dave);
		const { events } = await send(api, tx.close(pile), dave);
		assert.equal(find(events, 'paymentChannels.Closed').data.returned.toNumber(), 750);
		assert.equal((await channel(pile)).status, 'closed');
		const { balance } = (await api.query.assets.account(CNY, driver.address)).unwrap();
		assert.equal(balance.toNumber(), 5_000 - 1_250);
		const { items } = await node.rpc('channels_list', { person }, null, 10);
		assert.deepEqual(items.map((item) => item.left), ['0']);
	});

	test('a payer waits for the window, in which the payee claims', async () => {
		await send(api, tx.topUp(id, 1_000), eve);
		await send(api, tx.close(id), eve);
		await refused(tx.settle(id), charlie, 'TooEarly');
		await send(api, claim(await voucher(id, 10_500)), dave);
		await node.rpc('sealing_advanceTime', DAY + HOUR);
		for (let i = 0; i < 3; i += 1) await node.rpc('engine_createBlock', true, true, null);
		assert.deepEqual([(await channel(id)).status, (await channel(id)).claimed], ['closed', '10500']);
		await refused(claim(await voucher(id, 10_600)), dave, 'Closed');
	});
});
