// SPDX-License-Identifier: Apache-2.0
// The users' tool against a real node: what it prints, its exit statuses, and what it changes on the
// chain. The tests build on each other; in the end one checks that no command was left out.

import assert from 'node:assert/strict';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { u8aToHex } from '@polkadot/util';
import { commitment, connect, key, send } from '../lib/chain.js';
import { Node, temporaryDirectory, until } from '../lib/node.js';
import { LICENSE_COMMANDS, SEALED_COMMANDS, TRACE_COMMANDS, VOUCHER_COMMANDS, tool, words } from '../lib/tool.js';
import { misprint, uscc } from '../lib/uscc.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const SESSION = 10 * MINUTE;
const CNY = 1;

const [OFFICE, BANK, SCHOOL, GRID, WORKS, COURT] = [0, 1, 2, 3, 4, 5];
/** The organization that the council admits here. */
const HOSPITAL = 6;
const [NO, USAGE, UNREACHABLE, REFUSED, KEY, OTHER] = [1, 2, 3, 4, 5, 6];

const PHRASE = 'bottom drive obey lake curtain smoke basket hold race lonely fit walk';
const SEED = '0xe5be9a5092b81bca64be81d212e7f2f9eba183bb7a90954f7b76361f6edb5c0a';
const PASSWORD = 'correct horse';

const directory = temporaryDirectory();
let node, api;
const { idle, run, text, json, fails } = tool(() => node.ws);

/** Signs with a development key. */
const by = (name) => ['--dev-key', `//${name}`];

/** The fields of an event of a command's last transaction. */
function event({ transaction, transactions }, name) {
	const found = (transaction ?? transactions.at(-1)).events.find(({ event }) => event === name);
	assert.ok(found, `no event ${name}`);
	return found.fields;
}

/** Template: has members of the council propose and approve a motion; yields its index. */
const approved = (...voters) => async (...line) => {
	const [proposer, ...others] = voters;
	const { motion } = await json`${words(...line)} --approve ${by(proposer)}`;
	assert.equal(motion.threshold, voters.length, 'as many as it takes');
	for (const voter of others) await json`motion approve ${motion.index} ${by(voter)}`;
	return motion.index;
};

const MAJORITY = ['Alice', 'Bob', 'Charlie'];

/** Template: has more than half of the council carry a motion out; yields the answer to closing it. */
const decided = async (...line) => json`motion close ${await approved(...MAJORITY)(...line)} ${by('Alice')}`;

/** Closes an approved motion whose call fails. It is gone then, so nothing can be tried twice. */
async function closesInVain(index, why) {
	const { status, stderr } = await run(words`motion close ${index} ${by('Alice')}`);
	assert.equal(status, REFUSED);
	assert.match(stderr, /the motion was approved, but its call failed: /);
	assert.match(stderr, why);
}

async function money(address) {
	const held = await api.query.assets.account(CNY, address);
	return held.isSome ? held.unwrap().balance.toBigInt() : 0n;
}

/** Lets chain time pass, and what is due be carried out: in the block after the one that shows the time. */
async function pass(milliseconds) {
	await node.rpc('sealing_advanceTime', milliseconds);
	for (let i = 0; i < 2; i += 1) await node.rpc('engine_createBlock', true, true, null);
}

/** Goes on until what was decided about validators is in force. */
async function twoSessions() {
	for (let i = 0; i < 2; i += 1) await pass(SESSION);
}

/** A file that is gone when the tests end. */
function file(name, content) {
	const path = join(directory, name);
	writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
	return path;
}

const keystore = (name) => file(`${name}.json`, key(name).toJson(PASSWORD));

describe('the users\' tool', { timeout: 300_000 }, () => {
	before(async () => {
		node = await Node.start('--sealing', 'instant');
		api = await connect(node.ws);
	});
	after(async () => {
		await api?.disconnect();
		await node?.stop();
	});

	describe('keys', () => {
		const account = key('Alice').address;

		test('a key comes from a keystore, standard input, or a development name', async () => {
			const password = file('password', `${PASSWORD}\n`);
			const from = [
				[by('Alice')],
				[['--key-file', keystore('Alice'), '--password-file', password]],
				['--key-stdin', `${PHRASE}//Alice\n`],
				['--key-stdin', SEED],
			];
			for (const [source, input] of from) {
				const { status, stdout } = await run(words`key show ${source} --json`, input);
				assert.equal(status, 0);
				assert.equal(JSON.parse(stdout).account, account);
			}
			assert.match(await text`key show ${by('Alice')}`, new RegExp(`^account +${account}$`, 'm'));
		});

		test('a key that cannot be used is refused before anything is sent', async () => {
			const [good, wrong] = [keystore('Bob'), file('wrong', 'correct house')];
			const leave = (store, password) => words`operator leave --key-file ${store} --password-file ${password}`;
			await fails(KEY, /Bob\.json: the password is wrong/)`${leave(good, wrong)}`;
			await fails(KEY, /not a polkadot\.js keystore/)`${leave(file('empty.json', '{}'), wrong)}`;
			await fails(KEY, /cut short/)`${leave(file('short.json', { encoded: 'DumgApKC' }), wrong)}`;
			await fails(KEY, /none\.json: No such file/)`${leave(join(directory, 'none.json'), wrong)}`;
			await fails(KEY, /No such file/)`${leave(good, join(directory, 'none'))}`;
			await fails(KEY, /expected a secret phrase or seed/)`operator leave --key-stdin`;
			await fails(KEY, /neither a secret phrase/, 'bottom drive')`operator leave --key-stdin`;
			assert.equal((await node.rpc('organizations_getOperator', key('Bob').address)).organization, BANK);
		});

		test('a secret as an argument is refused and not repeated', async () => {
			for (const secret of [PHRASE, SEED]) {
				for (const option of ['--dev-key', '--key-file', '--key-stdin']) {
					const refused = await run(words`operator leave ${[option, secret]}`);
					assert.equal(refused.status, USAGE);
					assert.match(refused.stderr, /never comes as an argument.*--key-stdin/);
					assert.doesNotMatch(refused.stderr, /bottom|e5be/);
				}
			}
			await fails(USAGE, /looks like \/\/Alice/)`operator leave --dev-key Alice`;
			await fails(USAGE, /--key-file <FILE>\|--key-stdin\|--dev-key <NAME>/)`operator leave`;
		});
	});

	describe('organizations', () => {
		const code = uscc('12330100470000077');
		const show = (id = HOSPITAL) => node.rpc('organizations_get', id);

		test('one is shown by its id and by its code', async () => {
			const bank = await show(BANK);
			assert.deepEqual(await json`organization show ${BANK}`, bank);
			assert.deepEqual(await json`org show ${bank.uscc}`, bank);
			const shown = await text`organization show ${BANK}`;
			assert.match(shown, /^name +First Settlement Bank$/m);
			assert.match(shown, /^capabilities +Treasury, .*IssueMoney, ShareData$/m);
			assert.match(shown, /^admitted at +genesis$/m);
		});

		test('what is unknown is said to be, and how a code is misprinted', async () => {
			await fails(NO, /there is no organization 77/)`organization show 77`;
			await fails(NO, /no organization with the code/)`organization show ${code}`;
			await fails(USAGE, /check character/)`organization show ${misprint(code)}`;
			await fails(USAGE, /neither an organization's id nor/)`organization show bank`;
			await fails(NO, /no state of this block/)`organization show 0 --at ${`0x${'00'.repeat(32)}`}`;
			for (const list of ['operator list', 'person members', 'person enrollment', 'credit show', 'credit items']) {
				await fails(NO, /there is no organization 77/)`${list.split(' ')} 77`;
			}
		});

		test('lists come in pages and tables', async () => {
			const { items, next } = await json`organization list`;
			assert.deepEqual(items.map(({ id }) => id), [OFFICE, BANK, SCHOOL, GRID, WORKS, COURT]);
			assert.equal(next, null);
			assert.deepEqual(await json`organization list --limit 2 --cursor 1`, { items: items.slice(2, 4), next: 3 });
			const table = (await text`organization list --limit 2`).split('\n');
			assert.match(table[0], /^ID +USCC +KIND +STATUS +NAME$/);
			assert.match(table[2], /^1 +91330100MA0000002J +Bank +active +First Settlement Bank$/);
			assert.equal(table[3], 'more: --cursor 1');
			assert.match(await text`organization seats`, new RegExp(`^3 +${key('Dave').address}$`, 'm'));
		});

		test('one is admitted by a motion', async () => {
			const admit = words`organization admit --name ${'Harbor Hospital'} --uscc ${code} --kind other
				--capability identify-persons --capability validate-blocks --administrator //Hospital --persons 5`;
			const { hash, ...motion } = (await json`${admit} ${by('Alice')}`).motion;
			assert.deepEqual(motion, { call: 'Organizations.admit', threshold: 3, index: 0 });
			assert.match(await text`motion list`, /^0 +Organizations\.admit +0 of 3 +open +0x/m);
			assert.match(await text`motion approve 0 ${by('Alice')}`, /finalized in block 2\n +Council\.Voted/);
			await json`motion approve ${hash} ${by('Bob')}`;
			await json`motion reject 0 ${by('Dave')}`;
			await fails(REFUSED, /Council\.TooEarly/)`motion close 0 ${by('Eve')}`;
			await fails(REFUSED, /Council\.NotMember/)`motion approve 0 ${by('Eve')}`;
			await fails(REFUSED, /Council\.DuplicateVote/)`motion approve 0 ${by('Alice')}`;
			await json`motion approve 0 ${by('Charlie')}`;
			const shown = await text`motion show ${hash}`;
			assert.match(shown, /^state +approved, to be closed$/m);
			assert.match(shown, /^ +name +Harbor Hospital$/m);
			assert.deepEqual((await json`motion show 0`).nays, [key('Dave').address]);
			assert.match(await text`motion close 0 ${by('Eve')}`, /^motion 0: approved and carried out$/m);

			const admitted = await node.rpc('organizations_getByUscc', code);
			assert.equal(admitted.id, HOSPITAL);
			assert.equal(admitted.name, 'Harbor Hospital');
			assert.equal(admitted.quota.persons, 5);
			assert.equal(admitted.quota.max, (await show(BANK)).quota.max, 'the default');
			assert.equal(await text`motion list`, 'none\n');
			await fails(NO, /no open motion 0/)`motion show 0`;
		});

		test('a motion is turned down', async () => {
			const proposed = await text`organization withdraw ${HOSPITAL} --capability identify-persons ${by('Bob')}`;
			assert.match(proposed, /^motion 0x\w+: Organizations\.withdraw\n/);
			assert.match(proposed, /\nnext: 3 of 4 members approve it: covenant motion approve 1\n$/);
			for (const voter of ['Alice', 'Dave']) await json`motion reject 1 ${by(voter)}`;
			assert.equal((await json`motion close 1 ${by('Eve')}`).motion.outcome, 'not approved');
			assert.ok((await show()).capabilities.includes('IdentifyPersons'));
		});

		test('any call is proposed as bytes, and one that fails says so', async () => {
			const { method } = api.tx.organizations.suspend(77, { ground: 'Other' });
			const index = await approved(...MAJORITY)`motion propose ${method.toHex()}`;
			await closesInVain(index, /Organizations\.NotFound/);
			await fails(USAGE, /not a call of this chain/)`motion propose 0xffff ${by('Alice')}`;
			await fails(USAGE, /expected 0x and hex digits/)`motion propose ffff ${by('Alice')}`;
			await fails(REFUSED, /Council\.NotMember/)`motion propose ${method.toHex()} --two-thirds ${by('Eve')}`;
		});

		test('its record is corrected', async () => {
			const amended = await decided`organization amend ${HOSPITAL} --name ${'港口医院'} --kind department`;
			assert.equal(amended.motion.outcome, 'approved and carried out');
			assert.deepEqual(event(amended, 'Organizations.Amended').organization, HOSPITAL);
			await decided`organization grant ${HOSPITAL} --capability audit --capability notarize`;
			await decided`organization withdraw ${HOSPITAL} --capability notarize`;
			await decided`organization set-quota ${code} --persons 7`;
			const { name, kind, capabilities, quota } = await show();
			assert.equal(name, '港口医院');
			assert.equal(kind, 'Department');
			assert.ok(capabilities.includes('Audit') && !capabilities.includes('Notarize'));
			assert.deepEqual(quota, { ...(await show(BANK)).quota, persons: 7 });
			assert.match(await text`organization list --cursor 5`, /^6 +\S+ +Department +active +港口医院$/m);
		});

		test('a motion that makes no sense is not proposed', async () => {
			const admit = words`organization admit --kind other --administrator //Hospital ${by('Alice')} --name`;
			await fails(USAGE, /check character/)`${admit} X --uscc ${misprint(code)}`;
			await fails(USAGE, /the name is 1 to 128 bytes/)`${admit} ${'医'.repeat(43)} --uscc ${code}`;
			await fails(USAGE, /invalid value 'fly'.*treasury/s)`organization grant 4 --capability fly ${by('Alice')}`;
			await fails(USAGE, /nothing to change: give --quota-max/)`organization set-quota 4 ${by('Alice')}`;
			await fails(USAGE, /--wait block/)`organization reinstate 4 --approve --wait pool ${by('Alice')}`;
			assert.deepEqual(await node.rpc('state_getStorage', api.query.council.proposals.key()), '0x00');
		});

		test('one is suspended and reinstated', async () => {
			await decided`organization suspend ${HOSPITAL} --ground rule-breach --commitment ${`0x${'07'.repeat(32)}`}`;
			assert.match(await text`organization show ${HOSPITAL}`, /^status +suspended, .*ground RuleBreach/m);
			assert.equal((await show()).status.state, 'suspended');
			await fails(REFUSED, /Organizations\.Suspended/)`operator add //Clerk ${by('Hospital')}`;
			await decided`organization reinstate ${HOSPITAL}`;
			assert.deepEqual((await show()).status, { state: 'active' });
		});

		test('a lost administrator is replaced', async () => {
			await decided`organization appoint-administrator ${HOSPITAL} //Director`;
			const director = await node.rpc('organizations_getOperator', key('Director').address);
			assert.deepEqual([director.organization, director.administrator], [HOSPITAL, true]);
			assert.equal((await show()).administrators, 1);
		});
	});

	describe('operators', () => {
		const show = (name) => node.rpc('organizations_getOperator', key(name).address);

		test('an administrator adds, changes and removes one', async () => {
			const added = await json`operator add //Clerk --capability treasury --capability audit ${by('Director')}`;
			assert.deepEqual(event(added, 'Organizations.OperatorAdded').capabilities, ['Treasury', 'Audit']);
			assert.deepEqual(await json`operator show //Clerk`, await show('Clerk'));
			assert.match(await text`operator show //Clerk`, /^capabilities +Treasury, Audit$/m);
			await fails(REFUSED, /Organizations\.AlreadyOperator/)`operator add //Clerk ${by('Director')}`;
			await fails(REFUSED, /Organizations\.NotAdministrator/)`operator add //Friend ${by('Clerk')}`;
			await fails(REFUSED, /Organizations\.CapabilityNotGranted/)`operator add //X --capability issue-money ${by('Director')}`;

			await json`operator change //Clerk --capability identify-persons ${by('Director')}`;
			assert.deepEqual((await show('Clerk')).given, ['IdentifyPersons']);

			await json`operator remove //Clerk ${by('Director')}`;
			assert.equal(await show('Clerk'), null);
			await fails(NO, /there is no operator/)`operator show //Clerk`;
			await fails(REFUSED, /Organizations\.OperatorNotFound/)`operator remove //Clerk ${by('Director')}`;
			await fails(REFUSED, /not enrolled.*Custom error: 1/)`operator leave ${by('Clerk')}`;
		});

		test('administration is handed over, but never lost', async () => {
			await json`operator hand-over //Hospital ${by('Director')}`;
			assert.deepEqual([(await show('Director')).administrator, (await show('Hospital')).administrator], [false, true]);
			await json`operator hand-over //Director ${by('Hospital')}`;
			await json`operator leave ${by('Hospital')}`;
			await fails(REFUSED, /Organizations\.LastAdministrator/)`operator leave ${by('Director')}`;
			const { items } = await json`operator list ${HOSPITAL}`;
			assert.deepEqual(items.map(({ account }) => account), [key('Director').address]);
			assert.match(await text`operator list ${HOSPITAL}`, /^ACCOUNT +ADMINISTRATOR +CAPABILITIES\n\S+ +yes +Treasury/);
		});

		test('a command returns as early as it is told', async () => {
			const { transaction } = await json`operator add //Temporary --wait pool ${by('Director')}`;
			assert.deepEqual(Object.keys(transaction), ['hash', 'status']);
			assert.equal(transaction.status, 'pool');
			await until('the operator is there', () => show('Temporary'));
			assert.match(await text`operator leave --wait block ${by('Temporary')}`, /included in block/);
		});

		test('what is left of a quota is shown, and that a stranger has none', async () => {
			const standing = await json`standing //Eve`;
			assert.deepEqual(standing, await node.rpc('sponsorship_standing', key('Eve').address));
			assert.match(await text`standing //Eve`, /^sponsor +organization 4\navailable +\d+$/m);
			await fails(NO, /a stranger's/)`standing //Hospital`;
		});

		test('an operator pays from its organization\'s account', async () => {
			const { account } = await node.rpc('organizations_get', HOSPITAL);
			const paid = await json`organization pay --to-organization ${HOSPITAL} --amount 1200.50 ${by('Bob')}`;
			assert.deepEqual(paid.payment, { asset: CNY, to: account, amount: '1200.50', minorUnits: '120050' });
			assert.equal(await money(account), 1_200_50n);
			assert.match(await text`organization pay --to ${account} --amount 1 ${by('Bob')}`, /^1\.00 CNY to 5/);
			assert.equal(await money(account), 1_201_50n);

			const pay = words`organization pay --to-organization ${BANK} ${by('Director')} --amount`;
			await fails(USAGE, /more than the 2 decimals/)`${pay} 1.234`;
			await fails(USAGE, /is not an amount: digits/)`${pay} 1,000`;
			await fails(NO, /there is no asset 9/)`${pay} 1 --asset 9`;
			await fails(REFUSED, /Assets\.BalanceLow/)`${pay} 1201.51`;
			await fails(NO, /no organization 77/)`organization pay --to-organization 77 --amount 1 ${by('Director')}`;
			assert.equal(await money(account), 1_201_50n);
		});
	});

	describe('validators', () => {
		const seated = async () => (await json`validator current-set`).items.map(({ organization }) => organization);

		test('an organization with session keys is let in', async () => {
			assert.deepEqual(await seated(), [OFFICE]);
			await json`validator set-keys ${by('Bob//stash')}`;
			const school = key('Charlie//stash');
			const { keys, proof } = await node.rpc('author_rotateKeysWithOwner', u8aToHex(school.publicKey));
			const setKeys = words`validator set-keys --keys ${keys} ${by('Charlie//stash')}`;
			await fails(USAGE, /--proof/)`${setKeys}`;
			await fails(REFUSED, /Session\.InvalidProof/)`${setKeys} --proof 0x00`;
			const tooLong = words`validator set-keys --keys ${`${keys}00`} ${by('Charlie//stash')}`;
			await fails(USAGE, /keys: more bytes/)`${tooLong} --proof ${proof}`;
			await json`${setKeys} --proof ${proof}`;

			await decided`validator admit ${BANK} //Bob//stash`;
			await decided`validator admit ${SCHOOL} //Charlie//stash`;
			assert.match(await text`validator list`, /^1 +\S+ +yes +no +no +no +-$/m);
			await twoSessions();
			assert.deepEqual(await seated(), [OFFICE, BANK, SCHOOL]);
			assert.match(await text`validator show ${BANK}`, /^has keys +yes\nactive +yes$/m);
			assert.deepEqual(await json`validator show ${BANK}`, await node.rpc('validators_get', BANK));
			await fails(NO, /no validator that is organization 4/)`validator show ${WORKS}`;
		});

		test('one is barred until the council lifts the bar', async () => {
			await fails(NO, /there is no bar of organization 2/)`validator show-bar ${SCHOOL}`;
			await decided`validator bar ${SCHOOL}`;
			assert.match(await text`validator show-bar ${SCHOOL}`, /^cause +council\nsince +\d{4}-/);
			assert.ok((await node.rpc('validators_bar', SCHOOL)).since > 0);
			await twoSessions();
			assert.deepEqual(await seated(), [OFFICE, BANK]);
			await decided`validator lift-bar ${SCHOOL}`;
			assert.equal(await node.rpc('validators_bar', SCHOOL), null);
		});

		test('an account that validated is released once its session is over', async () => {
			await json`operator add //Validator --capability validate-blocks ${by('Bob')}`;
			await json`validator set-keys ${by('Validator')}`;
			await json`validator set-account //Validator ${by('Bob')}`;
			assert.equal((await node.rpc('validators_get', BANK)).account, key('Validator').address);

			const removed = await json`operator remove //Bob//stash ${by('Bob')}`;
			assert.equal(event(removed, 'Organizations.AccountRetained').account, key('Bob//stash').address);
			await fails(REFUSED, /Validators\.StillSeated/)`operator release-account //Bob//stash ${by('Eve')}`;
			await twoSessions();
			await json`operator release-account //Bob//stash ${by('Eve')}`;
			await fails(REFUSED, /Organizations\.NotRetained/)`operator release-account //Bob//stash ${by('Eve')}`;
		});

		test('one resigns, or is retired', async () => {
			assert.deepEqual(await seated(), [OFFICE, BANK, SCHOOL]);
			await json`validator resign ${by('Bob')}`;
			await decided`validator retire ${SCHOOL}`;
			await fails(REFUSED, /Validators\.NotFound/)`validator resign ${by('Bob')}`;
			await twoSessions();
			assert.deepEqual(await seated(), [OFFICE]);
			const { items } = await node.rpc('validators_list', null, 10);
			assert.deepEqual(items.map(({ organization }) => organization), [OFFICE]);
		});
	});

	describe('persons', () => {
		const show = (person) => node.rpc('persons_get', person);
		let patient;

		test('a document is committed to without a node', async () => {
			const document = file('wang.json', { name: '王芳', idNumber: '11010519491231002X' });
			const salt = join(directory, 'salt');
			const made = await json`person commit ${document} --salt-file ${salt}`;
			assert.match(made.commitment, /^0x[0-9a-f]{64}$/);
			assert.equal(statSync(salt).mode & 0o777, 0o600);
			await fails(OTHER, /exists/)`person commit ${document} --salt-file ${salt}`;
			assert.equal(await text`person check ${document} --salt-file ${salt}`, 'the document is the one\n');
			const other = await run(words`person check --salt-file ${salt} --json`, '{"name": "王方"}');
			assert.deepEqual([other.status, JSON.parse(other.stdout).matches], [NO, false]);
			for (const wrong of ['{"name": ', '[]', '{"age": 1.5}']) {
				await fails(USAGE, /^covenant: the document: |^the document: /, wrong)`person check --salt-file ${salt}`;
			}
			await fails(USAGE, /none: No such file/)`person check ${join(directory, 'none')} --salt-file ${salt}`;

			const enrolled = await json`person enroll //Patient --commitment ${made.commitment} ${by('Director')}`;
			patient = event(enrolled, 'Persons.PersonEnrolled').person;
			const record = await show(patient);
			assert.deepEqual([record.account, record.commitment], [key('Patient').address, made.commitment]);
			for (const name of [patient, '//Patient', made.commitment]) {
				assert.deepEqual(await json`person show ${name}`, record);
			}
			assert.match(await text`person show ${patient}`, /^status +enrolled$/m);
		});

		test('what is unknown or taken is said to be', async () => {
			await fails(NO, /there is no person 77/)`person show 77`;
			await fails(NO, /no person that 5\w+ signs for/)`person show //Eve`;
			await fails(NO, /no person with the commitment/)`person show ${commitment('Nobody')}`;
			await fails(NO, /there is no person 77/)`person memberships 77`;
			await fails(USAGE, /expected 32 bytes, got 1/)`person show 0x07`;
			await fails(REFUSED, /Persons\.OtherRole/)`person enroll //Eve --commitment ${commitment('Eve')} ${by('Director')}`;
			await fails(REFUSED, /Organizations\.NotOperator/)`person enroll //X --commitment ${commitment('X')} ${by('Patient')}`;
			await fails(REFUSED, /Organizations\.CapabilityNotGranted/)`person enroll //X --commitment ${commitment('X')} ${by('Ferdie')}`;
			await fails(USAGE, /--commitment <HASH>/)`person enroll //X ${by('Director')}`;
			await fails(REFUSED, /Persons\.NotFound/)`person release 77 ${by('Director')}`;
		});

		const student = (i) => ({ account: key(`Student${i}`).address, commitment: commitment(`Student${i}`) });
		const csv = (...persons) => persons.map(({ account, commitment }) => `${account},${commitment}\n`).join('');

		test('a file with a mistake enrolls nobody', async () => {
			const [a, b] = [student('A'), student('B')];
			const enroll = words`person enroll-many - ${by('Director')}`;
			const mistakes = [
				[`${csv(a)}${a.account};${b.commitment}\n`, /line 2: expected account,commitment or a JSON object/],
				[csv(a, { ...b, account: a.account }), /line 2: the account 5\w+ occurs twice/],
				[csv(a, { ...b, commitment: a.commitment }), /line 2: the commitment 0x\w+ occurs twice/],
				[csv(a, { ...b, account: b.account.slice(0, -1) }), /line 2: not an SS58 address/],
				[csv({ ...a, commitment: '0x07' }), /line 1: expected 32 bytes, got 1/],
				[`${JSON.stringify(a)}\n{"account": "${b.account}"`, /line 2: EOF while parsing/],
				[JSON.stringify({ ...a, name: 'Wang' }), /line 1: unknown field `name`/],
				['account,commitment\n', /the file names nobody/],
			];
			for (const [content, why] of mistakes) await fails(USAGE, why, content)`${enroll}`;
			await fails(USAGE, /none\.csv: No such file/)`person enroll-many ${join(directory, 'none.csv')} ${by('Director')}`;
			assert.deepEqual(await node.rpc('persons_enrollment', HOSPITAL), { enrolled: 1, limit: 7 });
		});

		test('a file of persons is enrolled in batches', async () => {
			const list = file('students.csv', `account,commitment\n${csv(...[1, 2, 3, 4, 5].map(student))}`);
			const { persons, transactions } = await json`person enroll-many ${list} --batch 2 ${by('Director')}`;
			assert.deepEqual([persons, transactions.length], [5, 3]);
			assert.match(await text`person enrollment ${HOSPITAL}`, /^enrolled +6\nlimit +7$/m);
		});

		test('a batch that is refused says where to go on', async () => {
			const lines = [6, 7, 8].map((i) => JSON.stringify(student(i))).join('\n');
			const enroll = words`person enroll-many - --batch 1 ${by('Director')}`;
			const stopped = await run(enroll, lines);
			assert.equal(stopped.status, REFUSED);
			assert.match(stopped.stderr, /Persons\.TooManyPersons:.*\n.*those before line 2 are enrolled: go on with --from-line 2$/m);
			await decided`organization set-quota ${HOSPITAL} --persons 100`;
			const { status, stdout } = await run([...enroll, '--from-line', '2'], lines);
			assert.deepEqual([status, stdout], [0, '2 persons in 2 transactions\n']);
			assert.equal((await node.rpc('persons_enrollment', HOSPITAL)).enrolled, 9);
		});

		test('a membership is offered, amended, accepted and left', async () => {
			const offer = words`person offer ${patient} --unit ${'内科'} --role nurse ${by('Charlie')}`;
			await fails(USAGE, /expected a date such as 2026-09-01/)`${offer} --until tomorrow`;
			await fails(USAGE, /the end is not after the beginning/)`${offer} --until 2020-01-01`;
			await fails(NO, /no membership of person/)`person amend ${patient} --role nurse ${by('Charlie')}`;
			await json`${offer} --until 2040-01-01T08:00+08:00`;
			const membership = () => node.rpc('persons_getMembership', patient, SCHOOL);
			assert.equal((await membership()).until, Date.UTC(2040, 0, 1));
			await json`person amend ${patient} --role doctor --open-end ${by('Charlie')}`;
			const { unit, role, until: end, standing } = await membership();
			assert.deepEqual([unit, role, end, standing], ['内科', 'doctor', null, 'offered']);
			await json`person accept ${SCHOOL} ${by('Patient')}`;
			assert.match(await text`person memberships //Patient`, /^2 +内科 +doctor +inForce +\d{4}-\S+ +-$/m);
			assert.deepEqual((await json`person members ${SCHOOL}`).items, [await membership()]);
			await fails(REFUSED, /Persons\.AlreadyAccepted/)`person accept ${SCHOOL} ${by('Patient')}`;
			await json`person leave ${SCHOOL} ${by('Patient')}`;
			assert.equal(await membership(), null);
			await fails(REFUSED, /Persons\.NotAMember/)`person leave ${SCHOOL} ${by('Patient')}`;
			await json`${offer}`;
			await json`person end ${patient} ${by('Charlie')}`;
			assert.equal(await text`person members ${SCHOOL}`, 'none\n');
		});

		test('another organization takes over with the person\'s consent', async () => {
			await json`person consent-transfer ${OFFICE} ${by('Patient')}`;
			assert.equal((await show(patient)).transferTo, OFFICE);
			await json`person consent-transfer --none ${by('Patient')}`;
			await fails(REFUSED, /Persons\.NotConsented/)`person take-over ${patient} ${by('Alice')}`;
			await json`person consent-transfer ${OFFICE} ${by('Patient')}`;
			await json`person take-over ${patient} ${by('Alice')}`;
			assert.equal((await show(patient)).enrolledBy, OFFICE);
		});

		test('the old key objects to a recovery, or the enroller cancels it', async () => {
			await fails(NO, /no pending recovery of person/)`person recovery ${patient}`;
			await fails(REFUSED, /Persons\.NotAuthorized/)`person recover ${patient} //Recovered ${by('Director')}`;
			await json`person recover ${patient} //Thief ${by('Alice')}`;
			assert.deepEqual(await json`person recovery //Patient`, await node.rpc('persons_recovery', patient));
			await json`person object ${by('Patient')}`;
			await fails(REFUSED, /Persons\.NoRecovery/)`person object ${by('Patient')}`;
			await json`person recover ${patient} //Thief ${by('Alice')}`;
			await json`person cancel-recovery ${patient} ${by('Alice')}`;
			assert.equal(await node.rpc('persons_recovery', patient), null);
		});

		test('a recovery completes after a week, and frozen money follows when it can', async () => {
			const issuer = (call) => send(api, api.tx.organizations.act(call), key('Bob'));
			await json`organization pay --to //Patient --amount 50 ${by('Bob')}`;
			await issuer(api.tx.assets.freeze(CNY, key('Patient').address));
			await json`person recover ${patient} //Recovered ${by('Alice')}`;
			await pass(6 * DAY);
			assert.match(await text`person recovery ${patient}`, /^due +\d{4}-\d\d-\d\dT/m);
			assert.equal((await show(patient)).account, key('Patient').address);
			await pass(DAY + MINUTE);
			assert.equal((await json`person show //Recovered`).id, patient);
			await fails(REFUSED, /Persons\.NotReleased/)`person collect //Recovered ${by('Eve')}`;
			await fails(REFUSED, /Frozen/)`person collect //Patient ${by('Eve')}`;
			await issuer(api.tx.assets.thaw(CNY, key('Patient').address));
			const collected = await json`person collect //Patient ${by('Eve')}`;
			assert.equal(event(collected, 'Persons.Collected').person, patient);
			assert.equal(await money(key('Recovered').address), 50_00n);
			await fails(NO, /no pending recovery/)`person recovery ${patient}`;
			await fails(REFUSED, /not enrolled/)`person object ${by('Patient')}`;
		});

		test('who resigns keeps its money, and is forgotten when that is gone', async () => {
			await json`person resign ${by('Recovered')}`;
			assert.match(await text`person show ${patient}`, /^status +released/m);
			await fails(REFUSED, /may only move what it owns.*Custom error: 4/)`person resign ${by('Recovered')}`;
			await fails(REFUSED, /Persons\.AccountInUse/)`person forget //Recovered ${by('Eve')}`;
			const { account } = await node.rpc('organizations_get', OFFICE);
			await send(api, api.tx.assets.transfer(CNY, account, 50_00), key('Recovered'), { finalized: true });
			await json`person forget //Recovered ${by('Eve')}`;
			await fails(NO, /a stranger's/)`standing //Recovered`;
			await fails(REFUSED, /Persons\.NotReleased/)`person forget //Recovered ${by('Eve')}`;
		});

		test('an enroller releases a person', async () => {
			const { id } = await json`person show //Student1`;
			await json`person release ${id} ${by('Director')}`;
			assert.equal(await node.rpc('persons_getByAccount', key('Student1').address), null);
			await fails(REFUSED, /Persons\.Released/)`person release ${id} ${by('Director')}`;
		});
	});

	describe('credit', () => {
		test('a newcomer\'s score is the prior one', async () => {
			const score = await json`credit show ${BANK}`;
			assert.deepEqual(score, await node.rpc('credit_score', BANK));
			assert.match(await text`credit show 91330100MA0000002J`, /^score +600\nreports +0$/m);
			assert.deepEqual(await json`credit items ${BANK}`, { items: [], next: null });
			assert.equal(await text`credit items ${BANK}`, 'none\n');
		});
	});

	describe('seats and removal', () => {
		const council = async () => (await api.query.council.members()).map(String).sort();
		const addresses = (names) => names.map((name) => key(name).address).sort();

		test('more than half of the council removes an organization', async () => {
			const { id } = await json`person show //Student2`;
			await json`person offer ${id} --unit workshop --role apprentice ${by('Eve')}`;
			await json`person accept ${WORKS} ${by('Student2')}`;
			await fails(REFUSED, /Persons\.OrganizationExists/)`person sweep ${id} ${WORKS} ${by('Bob')}`;
			const removed = await decided`organization remove ${WORKS}`;
			assert.equal(event(removed, 'Organizations.Removed').organization, WORKS);
			await fails(NO, /no organization 4/)`organization show ${WORKS}`;
			await fails(REFUSED, /not enrolled/)`operator leave ${by('Eve')}`;
			await json`person sweep ${id} ${WORKS} ${by('Bob')}`;
			assert.equal((await node.rpc('persons_get', id)).memberships, 0);
			await closesInVain(await approved(...MAJORITY)`organization remove ${HOSPITAL}`, /Persons\.PersonsRemain/);
		});

		test('two thirds of the council change its seats', async () => {
			await decided`organization grant-seat ${COURT}`;
			assert.equal((await council()).length, 4, 'a seat without a delegate has no vote');
			await json`organization set-delegate //Ferdie ${by('Ferdie')}`;
			assert.deepEqual(await council(), addresses(['Alice', 'Bob', 'Charlie', 'Dave', 'Ferdie']));
			await json`organization set-delegate --none ${by('Ferdie')}`;
			await fails(REFUSED, /Organizations\.NoChange/)`organization set-delegate --none ${by('Ferdie')}`;
			await json`organization set-delegate //Ferdie ${by('Ferdie')}`;
			await fails(REFUSED, /Organizations\.NotSeated/)`organization set-delegate --none ${by('Director')}`;
		});

		test('two thirds remove an organization that has a seat', async () => {
			const { method } = api.tx.organizations.remove(COURT);
			await closesInVain(await approved(...MAJORITY)`motion propose ${method.toHex()}`, /TwoThirdsRequired/);
			const { motion } = await json`organization remove ${COURT} --approve ${by('Alice')}`;
			assert.equal(motion.threshold, 4);
			for (const voter of ['Bob', 'Charlie']) await json`motion approve ${motion.index} --close ${by(voter)}`;
			await fails(REFUSED, /Council\.TooEarly/)`motion close ${motion.index} ${by('Bob')}`;
			const { motion: closed } = await json`motion approve ${motion.index} --close ${by('Dave')}`;
			assert.equal(closed.outcome, 'approved and carried out');
			assert.equal(await node.rpc('organizations_get', COURT), null);
			assert.deepEqual(await council(), addresses(['Alice', 'Bob', 'Charlie', 'Dave']));

			await decided`organization withdraw-seat ${GRID}`;
			assert.deepEqual((await json`organization seats`).items.map(({ organization }) => organization), [OFFICE, BANK, SCHOOL]);
		});
	});

	test('every command did its work', async () => {
		assert.match((await run(['completions', 'bash'])).stdout, /complete -F _covenant/);
		const elsewhere = (command) => [LICENSE_COMMANDS, SEALED_COMMANDS, TRACE_COMMANDS, VOUCHER_COMMANDS].some((those) => those.test(command));
		assert.deepEqual((await idle()).filter((command) => !elsewhere(command)), []);
	});

	test('a node that is down is said to be', async () => {
		await api.disconnect();
		await node.stop('SIGTERM');
		await fails(UNREACHABLE, /no node answers at ws:\/\/127\.0\.0\.1:\d+: .*Connection refused/)`organization show 0`;
		await fails(UNREACHABLE, /no node answers/)`operator leave ${by('Alice')}`;
	});
});
