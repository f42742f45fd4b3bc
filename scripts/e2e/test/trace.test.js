// SPDX-License-Identifier: Apache-2.0
// Documents of EPCIS 2.0 that go into the chain and come out of it, with the users' tool against a real
// node. The tests build on each other.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Node, temporaryDirectory } from '../lib/node.js';
import { tool } from '../lib/tool.js';

const [NO, USAGE, UNREACHABLE] = [1, 2, 3];
const WORKS = 4;
const directory = temporaryDirectory();
const path = (name) => join(directory, name);
let node;
const { run, text, fails } = tool(() => node.ws);

const event = (type, minute, rest) => ({
	type,
	eventTime: `2026-03-01T08:0${minute}:00Z`,
	eventTimeZoneOffset: '+08:00',
	...rest,
});
const lot = (name, quantity, uom) => [{ epcClass: `urn:epc:class:lgtin:4012345.${name}`, quantity, uom }];
const [FLOUR, BREAD, BOX] = ['012345.F1', '022222.B1', 'urn:epc:id:sscc:0614141.1234567890'];
const ITEM = 'urn:epc:id:sgtin:4012345.011111.1';

/** Flour becomes bread, which is packed with an item, and unpacked. The last event is of no known type. */
const EVENTS = [
	event('ObjectEvent', 0, {
		action: 'ADD',
		bizStep: 'commissioning',
		readPoint: { id: 'urn:epc:id:sgln:4012345.00005.0' },
		quantityList: lot(FLOUR, 200.5, 'KGM'),
	}),
	event('ObjectEvent', 1, { action: 'ADD', epcList: [ITEM] }),
	event('TransformationEvent', 2, {
		inputQuantityList: lot(FLOUR, 100, 'KGM'),
		outputQuantityList: lot(BREAD, 90.25, 'KGM'),
	}),
	event('AggregationEvent', 3, {
		action: 'ADD',
		bizStep: 'packing',
		parentID: BOX,
		childEPCs: [ITEM],
		childQuantityList: lot(BREAD, 90.25, 'KGM'),
	}),
	event('AggregationEvent', 4, { action: 'DELETE', bizStep: 'unpacking', parentID: BOX }),
	event('ObjectEvent', 5, { action: 'DELETE', bizStep: 'destroying', quantityList: lot(BREAD, 250, 'GRM') }),
	event('QuantityEvent', 6, { eventID: 'urn:x:bad' }),
];

function write(name, events) {
	const document = {
		'@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
		type: 'EPCISDocument',
		schemaVersion: '2.0',
		creationDate: '2026-03-02T00:00:00Z',
		epcisBody: { eventList: events },
	};
	writeFileSync(path(name), JSON.stringify(document));
	return path(name);
}

const summary = ({ stdout }) => stdout.trim().split('\n').at(-1);
const imports = (file, ...args) => run(['trace', 'import', file, ...args]);
const EVE = ['--dev-key', '//Eve'];

describe('the trace of goods', { timeout: 300_000 }, () => {
	before(async () => {
		node = await Node.start('--sealing', 'instant');
	});

	after(() => node.stop());

	test('what would be recorded is said before anything is', async () => {
		const dry = await imports(write('day.jsonld', EVENTS), '--dry-run', '--organization', WORKS);
		assert.equal(dry.status, NO);
		assert.equal(summary(dry), '6 would be recorded, 0 already recorded, 1 left out, 0 failed');
		assert.equal(await node.rpc('trace_getEvent', 0), null);
	});

	test('what a document holds is recorded, but for what is no event', async () => {
		const first = await imports(path('day.jsonld'), ...EVE);
		assert.equal(first.status, NO, first.stderr);
		assert.match(first.stdout, /event \[6\] \(urn:x:bad\): left out: type: "QuantityEvent" is no event type of EPCIS 2\.0/);
		assert.match(first.stdout, /product \d registered: GTIN 04012345123456, counted in g/);
		assert.equal(summary(first), '6 recorded, 0 already recorded, 1 left out, 0 failed');
		const flour = await node.rpc('trace_getLot', 0);
		assert.deepEqual([flour.custodian, flour.left], [WORKS, '100500']);
	});

	test('and once, however often it is brought', async () => {
		const again = await imports(path('day.jsonld'), ...EVE);
		assert.equal(summary(again), '0 recorded, 6 already recorded, 1 left out, 0 failed');
		const good = await imports(write('good.jsonld', EVENTS.slice(0, -1)), ...EVE);
		assert.deepEqual([good.status, summary(good)], [0, '0 recorded, 6 already recorded, 0 left out, 0 failed']);
	});

	test('a history comes out as it went in, event for event by its hash', async () => {
		const { id } = await node.rpc('trace_getLotByCode', WORKS, 2, 'B1');
		await text`trace export ${id} --upstream --output ${path('bread.jsonld')}`;
		const { epcisBody } = JSON.parse(readFileSync(path('bread.jsonld')));
		const types = epcisBody.eventList.map(({ type }) => type);
		assert.deepEqual(types, ['ObjectEvent', 'TransformationEvent', 'AggregationEvent', 'AggregationEvent', 'ObjectEvent']);
		assert.ok(epcisBody.eventList.every(({ eventID }) => /^ni:\/\/\/sha-256;[0-9a-f]{64}\?ver=CBV2\.0$/.test(eventID)));
		const back = await imports(path('bread.jsonld'), ...EVE);
		assert.deepEqual([back.status, summary(back)], [0, '0 recorded, 5 already recorded, 0 left out, 0 failed']);
		const alone = JSON.parse(await text`trace export 0`);
		assert.equal(alone.epcisBody.eventList.length, 2);
	});

	test('a gain is stated in the document, and comes back with it', async () => {
		const dough = event('TransformationEvent', 7, {
			inputQuantityList: lot(FLOUR, 1, 'KGM'),
			outputQuantityList: lot('033333.D1', 1.6, 'KGM'),
		});
		const refused = await imports(write('dough.jsonld', [dough]), ...EVE);
		assert.match(refused.stdout, /left out: covenant:gain: has to be 600000 at least, because 600000 mg more/);
		const stated = { '@context': { covenant: 'urn:covenant:terms:' }, ...dough, 'covenant:gain': 600_000 };
		const taken = await imports(write('dough.jsonld', [stated]), ...EVE);
		assert.equal(summary(taken), '1 recorded, 0 already recorded, 0 left out, 0 failed');
		const product = Number(/product (\d+) registered/.exec(taken.stdout)[1]);
		const { id } = await node.rpc('trace_getLotByCode', WORKS, product, 'D1');
		await text`trace export ${id} --output ${path('gain.jsonld')}`;
		const { epcisBody } = JSON.parse(readFileSync(path('gain.jsonld')));
		assert.equal(epcisBody.eventList[0]['covenant:gain'], 600_000);
		const again = await imports(path('gain.jsonld'), ...EVE);
		assert.equal(summary(again), '0 recorded, 1 already recorded, 0 left out, 0 failed');
	});

	test('a corrective event makes lots of the same codes', async () => {
		const wrong = event('ObjectEvent', 8, { action: 'ADD', quantityList: lot('012345.F9', 10, 'KGM') });
		const right = { ...wrong, eventID: 'urn:x:right', quantityList: lot('012345.F9', 12, 'KGM') };
		const errorDeclaration = {
			declarationTime: '2026-03-02T08:00:00Z',
			reason: 'incorrect_data',
			correctiveEventIDs: ['urn:x:right'],
		};
		const file = write('correction.jsonld', [wrong, { ...wrong, errorDeclaration }, right]);
		const done = await imports(file, ...EVE);
		assert.match(done.stdout, /event \[1\]: declared wrong and undone as \d+/);
		assert.equal(summary(done), '3 recorded, 0 already recorded, 0 left out, 0 failed');
		assert.equal(summary(await imports(file, ...EVE)), '0 recorded, 3 already recorded, 0 left out, 0 failed');
		const { product } = await node.rpc('trace_getLot', 0);
		assert.equal((await node.rpc('trace_getLotByCode', WORKS, product, 'F9')).left, '12000');
	});

	test('what is not right is said to be', async () => {
		writeFileSync(path('broken.jsonld'), '{"type": "EPCISDocument"');
		writeFileSync(path('other.jsonld'), '{"type": "Invoice"}');
		for (const name of ['broken.jsonld', 'other.jsonld', 'none.jsonld']) {
			const refused = await imports(path(name), ...EVE);
			assert.deepEqual([refused.status, refused.stdout], [USAGE, ''], name);
			assert.notEqual(refused.stderr, '');
		}
		assert.equal((await imports(path('day.jsonld'))).status, USAGE, 'nobody signs');
		await fails(NO, /there is no lot 999/)`trace export 999`;
		await node.stop('SIGTERM');
		await fails(UNREACHABLE, /no node answers/)`trace export 0`;
	});
});
