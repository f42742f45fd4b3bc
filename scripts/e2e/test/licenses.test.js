// SPDX-License-Identifier: Apache-2.0
// Licenses from the fields on a desk to the status list that verifiers read, with the users' tool
// against a real node. The tests build on each other.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { connect } from '../lib/chain.js';
import { Node, temporaryDirectory } from '../lib/node.js';
import { LICENSE_COMMANDS, tool } from '../lib/tool.js';

const DAY = 24 * 60 * 60_000;
const [NO, USAGE, REFUSED, OTHER, TAMPERED] = [1, 2, 4, 6, 7];

const [OFFICE, BANK, SCHOOL, WORKS] = [0, 1, 2, 4];
const HASH = `0x${'5a'.repeat(32)}`;
const FIELDS = {
	名称: '杭州精密制造有限公司',
	类型: '有限责任公司',
	住所: '杭州市西湖区文三路1号',
	法定代表人: '李雷',
	注册资本: '壹仟万元整',
	成立日期: '2018-03-01',
	营业期限: '长期',
	经营范围: '精密零件的制造、销售',
	登记机关: '杭州市市场监督管理局',
};
const NAMES = Object.keys(FIELDS);

const directory = temporaryDirectory();
const path = (name) => join(directory, name);
const load = (name) => JSON.parse(readFileSync(path(name), 'utf8'));
const save = (name, value) => writeFileSync(path(name), JSON.stringify(value));
let node, api;
const { fails, idle, json, run, text } = tool(() => node.ws);

/** Signs with a development key. */
const by = (name) => ['--dev-key', `//${name}`];
/** The office is the authority, the works hold, the bank asks, the school recognizes. */
const [office, bank, school, works] = [by('Alice'), by('Bob'), by('Charlie'), by('Eve')];

const inDays = async (days) => {
	const now = await api.query.timestamp.now();
	return new Date(now.toNumber() + days * DAY).toISOString();
};

/** A command that answers no, with status 1: what it says to programs. */
const denies = async (...args) => {
	const { status, stdout, stderr } = await run([...args.flat().map(String), '--json']);
	assert.deepEqual([status, stderr], [NO, ''], stdout);
	return JSON.parse(stdout);
};

/** The bits of a status list, decoded as a verifier does. */
async function bits(purpose) {
	const list = await node.rpc('licenses_getStatusList', OFFICE, typeCode, purpose, 0, null);
	const encoded = list.credentialSubject.encodedList;
	assert.equal(encoded[0], 'u');
	const decoded = gunzipSync(Buffer.from(encoded.slice(1), 'base64url'));
	assert.equal(decoded.length, 131_072 / 8);
	return decoded;
}

/** Whether an entry is set: the first one is the left-most bit. */
const isSet = (bits, index) => ((bits[index >> 3] >> (7 - (index & 7))) & 1) === 1;
const onlySet = async (purpose, indices) => {
	const decoded = await bits(purpose);
	const set = [...Array(decoded.length * 8).keys()].filter((index) => isSet(decoded, index));
	assert.deepEqual(set, indices);
};

let typeCode, uscc;

/** The identifier of a certificate's version. */
const number = async (serial, version = 1) =>
	(await json`license number --type-code ${typeCode} --authority ${uscc} --serial ${serial} --version ${version}`).number;

/** A wallet of the fields, with some of them changed. */
async function prepare(name, serial, changes = {}, ...more) {
	save(`${name}.fields`, { ...FIELDS, ...changes });
	const given = ['--type-code', typeCode, '--number', await number(serial)];
	return json`license prepare ${path(`${name}.fields`)} --wallet ${path(name)} ${given} ${more}`;
}

const terms = (holder) => ['--holder', holder, '--holder-commitment', HASH, '--jurisdiction', '3301'];

/** Issues a license from a wallet. */
const issue = async (wallet, holder = `organization:${WORKS}`) =>
	(await json`license issue --wallet ${path(wallet)} ${terms(holder)} --from 2025-01-01 --until ${await inDays(300)} ${office}`).license;

const causes = ({ failures }) => failures.map(({ failure, cause, why }) => cause ?? why ?? failure);
const check = (license, ...more) => json`license check ${license} ${more}`;

describe('licenses', { timeout: 300_000 }, () => {
	let root, license, renewed, consent;

	before(async () => {
		node = await Node.start('--sealing', 'instant');
		api = await connect(node.ws);
		({ uscc } = await node.rpc('organizations_get', OFFICE));
		typeCode = `${uscc}001`;
	});
	after(async () => {
		await api?.disconnect();
		await node?.stop();
	});

	test('a type is registered, amended and retired by its authority', async () => {
		const form = ['--organizations', '--max-period', 3650];
		const fields = NAMES.flatMap((name) => ['--field', name]);
		await json`license register-type ${typeCode} --jurisdiction 33 --name 营业执照 ${fields} ${form} ${office}`;
		await fails(REFUSED, /LicenseRegistry\.TypeExists/)`license register-type ${typeCode} --jurisdiction 33 --name 营业执照 ${fields} ${form} ${office}`;
		await fails(REFUSED, /NotAuthorized|Capability/)`license register-type ${typeCode} --jurisdiction 33 --name 营业执照 ${fields} ${form} ${bank}`;
		const type = await json`license type ${typeCode}`;
		assert.deepEqual(type.form.fields, NAMES);
		assert.equal(type.authority, OFFICE);
		assert.deepEqual(type, await node.rpc('licenses_getType', typeCode));

		const other = `${uscc}002`;
		await json`license register-type ${other} --jurisdiction nation --name Test --field a --persons ${office}`;
		await json`license amend-type ${other} --name Test --field a --field b --persons ${office}`;
		assert.deepEqual((await json`license versions ${other}`).items.map(({ fields }) => fields), [['a'], ['a', 'b']]);
		await json`license retire-type ${other} ${office}`;
		assert.ok((await json`license type ${other}`).retiredAt);
		assert.equal((await json`license types`).items.length, 2);
	});

	test('an identifier has the check character that belongs to it', async () => {
		const made = await number('20260001');
		assert.equal((await json`license number ${made}`).serial, '20260001');
		const misprinted = made.replace('20260001', '20260010');
		assert.equal((await denies('license', 'number', misprinted)).valid, false);
		await fails(USAGE, /check character/)`license show ${misprinted}`;
		assert.deepEqual((await node.rpc('licenses_check', { license: { number: misprinted } })).failures, [{ failure: 'malformed' }]);
	});

	test('fields become a wallet, once, for the holder alone', async () => {
		({ root } = await prepare('wallet', '20260001'));
		const wallet = load('wallet');
		assert.equal(wallet.root, root);
		assert.deepEqual(wallet.fields.map(({ name }) => name), NAMES);
		assert.equal(new Set(wallet.fields.map(({ salt }) => salt)).size, NAMES.length);
		assert.equal(statSync(path('wallet')).mode & 0o777, 0o600);
		await fails(OTHER, /exists/)`license prepare ${path('wallet.fields')} --wallet ${path('wallet')}`;
		const { 名称: _, ...short } = FIELDS;
		save('short', short);
		await fails(USAGE, /名称/)`license prepare ${path('short')} --wallet ${path('out')} --type-code ${typeCode}`;
		save('number', { ...FIELDS, 名称: 5 });
		await fails(USAGE, /名称|text/)`license prepare ${path('number')} --wallet ${path('out')}`;
	});

	test('a license is issued, once, by its issuer', async () => {
		license = await issue('wallet');
		await fails(REFUSED, /LicenseRegistry\.AlreadyIssued/)`license issue --wallet ${path('wallet')} ${terms(`organization:${WORKS}`)} --from 2025-01-01 --until ${await inDays(300)} ${office}`;
		await prepare('foreign', '20269999');
		await fails(REFUSED, /LicenseRegistry\.NotAnIssuer/)`license issue --wallet ${path('foreign')} ${terms(`organization:${WORKS}`)} --from 2025-01-01 --until ${await inDays(300)} ${school}`;
		const shown = await json`license show ${license}`;
		assert.deepEqual(shown, await json`license show ${await number('20260001')}`);
		assert.deepEqual(shown, await node.rpc('licenses_get', license));
		assert.deepEqual([shown.root, shown.statusCode, shown.issuer], [root, '01', OFFICE]);
		assert.deepEqual((await json`license list --holder ${`organization:${WORKS}`}`).items, [shown]);
		assert.deepEqual((await json`license list --issuer ${OFFICE} --type-code ${typeCode}`).items, [shown]);
		assert.equal(await node.rpc('licenses_get', 77), null);
		await fails(NO, /no license 77/)`license show 77`;
	});

	test('two of nine fields are shown, and nothing else; a tampered one is found out', async () => {
		const fields = ['--field', '名称', '--field', '经营范围'];
		await json`license present ${path('wallet')} ${fields} --out ${path('shown')}`;
		const shown = load('shown');
		assert.deepEqual(shown.disclosed.map(({ index }) => index), [0, 7]);
		assert.ok(!readFileSync(path('shown'), 'utf8').includes(FIELDS.法定代表人));
		const report = await json`license check --disclosure ${path('shown')}`;
		assert.deepEqual([report.valid, report.failures, report.warnings], [true, [], []]);
		assert.equal(report.license.issuer, OFFICE);
		assert.ok(report.license.issuerScore > 0);
		assert.match(await text`license check --disclosure ${path('shown')}`, /^valid\n/);
		assert.equal((await json`license check --disclosure ${path('shown')} --root ${root}`).valid, true);

		shown.disclosed[1].value += '、进出口';
		save('tampered', shown);
		const online = await denies('license', 'check', '--disclosure', path('tampered'));
		assert.deepEqual(online.failures, [{ failure: 'tamperedField', index: 7 }]);
		const offline = await denies('license', 'check', '--disclosure', path('tampered'), '--root', root);
		assert.deepEqual(offline.fields.map(({ genuine }) => genuine), [true, false]);
		save('garbage', 'nothing');
		await fails(USAGE, /disclosure/i)`license check --disclosure ${path('garbage')} --root ${root}`;
		await fails(USAGE, /which license/)`license check`;

		const wallet = load('wallet');
		wallet.fields[0].value = '别的公司';
		save('forged', wallet);
		await fails(TAMPERED, /root/)`license present ${path('forged')} --field 名称 --out ${path('out')}`;
	});

	test('QR codes hold the same', async () => {
		const { frames } = await json`license present ${path('wallet')} --field 名称 --field 住所 --field 经营范围 --qr ${path('codes')}`;
		assert.ok(frames.length > 1);
		assert.deepEqual(readdirSync(path('codes')).length, frames.length);
		assert.match(readFileSync(frames[0], 'utf8'), /<svg/);
		assert.match(await text`license present ${path('wallet')} --field 名称 --show`, /█|▀|▄/);
	});

	test('another authority takes it for valid once it recognizes the type', async () => {
		const asked = ['check', license, '--asking', SCHOOL];
		assert.deepEqual(causes(await denies('license', ...asked)), ['type']);
		await json`license recognize ${typeCode} --jurisdiction 3302 ${school}`;
		assert.deepEqual(causes(await denies('license', ...asked)), ['jurisdiction']);
		await json`license recognize ${typeCode} --jurisdiction 33 ${school}`;
		assert.equal((await check(license, '--asking', SCHOOL)).valid, true);
		assert.deepEqual((await json`license recognitions ${typeCode}`).items.map(({ organization }) => organization), [SCHOOL]);
		await json`license withdraw-recognition ${typeCode} ${school}`;
		assert.equal((await denies('license', ...asked)).valid, false);
	});

	test('the holder consents, sees every use, and withdraws', async () => {
		const until = await inDays(30);
		const what = ['--field', '名称', '--field', '注册资本', '--purpose', 'contract', '--statement', HASH, '--until', until, '--uses', 2];
		({ consent } = await json`license authorize ${license} ${BANK} ${what} ${works}`);
		await fails(REFUSED, /LicenseRegistry\.NotAuthorized/)`license authorize ${license} ${BANK} ${what} ${school}`;
		assert.equal((await json`license consent ${consent}`).terms.fields, String(0b1_0001));
		await json`license use ${consent} --statement ${HASH} ${bank}`;
		await fails(REFUSED, /LicenseRegistry\.NotAuthorized/)`license use ${consent} --statement ${HASH} ${school}`;
		const { items } = await json`license uses ${license}`;
		assert.deepEqual(items.map(({ by, left }) => [by.organization, left]), [[BANK, 1]]);
		assert.deepEqual(items, (await node.rpc('licenses_listUses', license, null, 10)).items);
		await json`license withdraw-consent ${consent} ${works}`;
		await fails(REFUSED, /LicenseRegistry\./)`license use ${consent} --statement ${HASH} ${bank}`;

		const asked = await json`license request-consent ${license} ${what} ${bank}`;
		assert.equal((await json`license consent ${asked.consent}`).standing, 'notGiven');
		await json`license give-consent ${asked.consent} ${works}`;
		assert.equal((await json`license consent ${asked.consent}`).standing, 'inForce');
		const again = await json`license request-consent ${license} ${what} ${bank}`;
		await json`license refuse-consent ${again.consent} ${works}`;
		const ids = [consent, asked.consent, again.consent];
		const listed = async (...which) => (await json`license consents ${which}`).items.map(({ id }) => id).sort();
		assert.deepEqual(await listed('--of', license), ids);
		assert.deepEqual(await listed('--to', BANK), ids);
		consent = asked.consent;
	});

	test('withheld, released, renewed: the former version says by which it was superseded', async () => {
		const { statusListIndex } = await json`license show ${license}`;
		await onlySet('suspension', []);
		await json`license withhold ${license} --reason investigation ${office}`;
		assert.deepEqual(causes(await denies('license', 'check', license)), ['withheld']);
		await onlySet('suspension', [statusListIndex]);
		await fails(REFUSED, /LicenseRegistry\./)`license use ${consent} --statement ${HASH} ${bank}`;
		await json`license release ${license} ${office}`;
		await onlySet('suspension', []);
		assert.equal((await check(license)).valid, true);

		renewed = (await json`license renew ${license} --until ${await inDays(600)} ${office}`).license;
		const former = await denies('license', 'check', license);
		assert.deepEqual(former.failures, [{ failure: 'license', cause: 'superseded', by: renewed }]);
		await onlySet('revocation', [statusListIndex]);
		assert.equal((await check(renewed)).valid, true);
		// The consent goes on with the certificate.
		await json`license use ${consent} --statement ${HASH} ${bank}`;
		const { items } = await json`license history ${license}`;
		const acts = items.map(({ act }) => (typeof act === 'string' ? act : Object.keys(act)[0]));
		assert.deepEqual(acts, ['issued', 'withheld', 'released', 'superseded']);
		assert.ok(items.every(({ at, block }) => at > 0 && block > 0));
	});

	test('a license is exported as a W3C credential that says where its status is', async () => {
		const base = 'https://licenses.example/w3c';
		const credential = await json`license export ${renewed} --base ${base}`;
		assert.equal(credential['@context'][0], 'https://www.w3.org/ns/credentials/v2');
		assert.deepEqual(credential.type, ['VerifiableCredential', 'License']);
		assert.equal(credential.issuer.uscc, uscc);
		assert.equal(credential.name, '营业执照');
		assert.equal(credential.credentialSubject.root, root);
		const [revocation] = credential.credentialStatus;
		const list = await json`license status-list --issuer ${OFFICE} --type-code ${typeCode} --purpose revocation --base ${base}`;
		assert.equal(revocation.statusListCredential, list.id);
		assert.deepEqual(list.type, ['VerifiableCredential', 'BitstringStatusListCredential']);
		assert.equal(list.credentialSubject.statusPurpose, 'revocation');
		assert.match(list.credentialSubject.encodedList, /^uH4sI/);

		const own = await json`license export --disclosure ${path('shown')}`;
		assert.match(own.id, /^urn:covenant:[0-9a-f]{64}\/licenses\/0$/);
		assert.deepEqual(own.credentialSubject.disclosed.map(({ name }) => name), ['名称', '经营范围']);
		await fails(USAGE, /field 7/)`license export --disclosure ${path('tampered')}`;
		await fails(USAGE, /base/)`license export ${renewed} --base ftp://a`;
		await fails(NO, /no license/)`license export 77`;
		await fails(NO, /no license/)`license status-list --issuer ${SCHOOL} --type-code ${typeCode} --purpose revocation`;
	});

	test('a revoked license stays revoked, and the list says so', async () => {
		const before = await json`license show ${renewed}`;
		await json`license revoke ${renewed} --reason violation --sanction ${office}`;
		const report = await denies('license', 'check', renewed);
		assert.deepEqual(causes(report), ['revoked']);
		assert.equal(report.license.statusCode, '07');
		assert.ok(isSet(await bits('revocation'), before.statusListIndex));
		await fails(REFUSED, /LicenseRegistry\./)`license release ${renewed} ${office}`;
		await fails(REFUSED, /LicenseRegistry\./)`license revoke ${renewed} --reason violation ${office}`;
	});

	test('amended, canceled, given to another party', async () => {
		await prepare('second', '20260002');
		const first = await issue('second');
		save('amended.fields', { ...FIELDS, 法定代表人: '韩梅梅' });
		await json`license prepare ${path('amended.fields')} --wallet ${path('amended')} --type-code ${typeCode}`;
		const amended = (await json`license amend ${first} --wallet ${path('amended')} ${office}`).license;
		assert.equal((await json`license show ${amended}`).number, await number('20260002', 2));
		await json`license reassign ${amended} --to ${`organization:${BANK}`} ${office}`;
		assert.deepEqual((await json`license show ${amended}`).holder.party, { organization: BANK });
		await json`license cancel ${amended} --reason holder-request ${office}`;
		assert.deepEqual(causes(await denies('license', 'check', amended)), ['canceled']);
	});

	test('another issuer is appointed, and takes a certificate over', async () => {
		await prepare('third', '20260003');
		const third = await issue('third');
		await json`license appoint ${typeCode} ${SCHOOL} --jurisdiction 33 ${office}`;
		assert.deepEqual((await json`license issuers ${typeCode}`).items.map(({ organization }) => organization), [SCHOOL]);
		await json`license offer ${third} --to ${SCHOOL} ${office}`;
		assert.deepEqual((await check(third)).warnings, [{ warning: 'offered', to: SCHOOL }]);
		await json`license withdraw-offer ${third} ${office}`;
		await json`license offer ${third} --to ${SCHOOL} ${office}`;
		const taken = (await json`license transfer-in ${third} ${school}`).license;
		assert.equal((await denies('license', 'check', third)).license.statusCode, '06');
		assert.equal((await check(taken)).license.issuer, SCHOOL);
		await json`license dismiss ${typeCode} ${SCHOOL} ${office}`;
		assert.deepEqual((await check(taken)).warnings, [{ warning: 'issuerNotEntitled' }]);
	});

	test('many are issued at once, or none', async () => {
		const draft = async (serial) => ({
			number: await number(serial),
			typeVersion: 1,
			jurisdiction: '3301',
			holder: { commitment: HASH, party: { organization: WORKS } },
			root: HASH,
			validFrom: '2025-01-01',
			validUntil: await inDays(100),
			base: null,
		});
		const batch = [];
		for (let i = 0; i < 20; i += 1) batch.push(await draft(`3026${i}`));
		save('twice', [...batch, batch[0]]);
		await fails(USAGE, /twice/)`license issue-batch ${path('twice')} ${office}`;
		save('taken', [...batch, await draft('20260001')]);
		await fails(REFUSED, /LicenseRegistry\.AlreadyIssued/)`license issue-batch ${path('taken')} ${office}`;
		assert.equal(await node.rpc('licenses_getByNumber', batch[0].number), null);
		save('batch', batch);
		const { licenses } = await json`license issue-batch ${path('batch')} ${office}`;
		assert.equal(licenses.length, 20);
		const page = await node.rpc('licenses_listByHolder', { organization: WORKS }, null, 5);
		assert.equal(page.items.length, 5);
		assert.ok(page.next !== null);
	});

	test('wrong parameters are told apart from what is unknown', async () => {
		const code = (promise) => promise.then(() => null, (error) => error.code);
		assert.equal(await code(node.rpc('licenses_listTypes', null, 101)), -32602);
		assert.equal(await code(node.rpc('licenses_getType', 'short')), -32602);
		assert.equal(await code(node.rpc('licenses_getStatusList', OFFICE, typeCode, 'expiry', 0, null)), -32602);
		assert.equal(await code(node.rpc('licenses_getCredential', { license: { id: 0 }, asking: 1 }, null)), -32602);
		assert.equal(await node.rpc('licenses_getStatusList', OFFICE, typeCode, 'revocation', 9, null), null);
		assert.deepEqual(await node.rpc('licenses_listHistory', 77, null, 10), { items: [], next: null });
		const many = Array(65).fill(load('shown').disclosed[0]);
		const { failures } = await node.rpc('licenses_check', { license: { id: renewed }, disclosed: many });
		assert.ok(failures.some(({ failure }) => failure === 'tooManyFields'));
	});

	test('every command did its work', async () => {
		assert.deepEqual((await idle()).filter((command) => LICENSE_COMMANDS.test(command)), []);
	});
});
