// SPDX-License-Identifier: Apache-2.0
// How operators write a chain of their own, and what they are told when it is wrong.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { Node, run, temporaryDirectory } from '../lib/node.js';

const directory = temporaryDirectory();
let local;

function exportSpec(...args) {
	const { status, stdout, stderr } = run('export-chain-spec', ...args);
	assert.equal(status, 0, stderr);
	return JSON.parse(stdout);
}

/** The local chain with its genesis patch changed, as a file. */
function changed(name, change) {
	const spec = structuredClone(local);
	change(spec.genesis.runtimeGenesis.patch, spec);
	const file = join(directory, `${name}.json`);
	writeFileSync(file, JSON.stringify(spec));
	return file;
}

describe('chain specifications', { timeout: 600_000 }, () => {
	before(() => {
		local = exportSpec('--chain', 'local');
	});

	test('both commands write the same chain', () => {
		const exported = exportSpec('--chain', 'local', '--raw');
		const { status, stdout } = run('build-spec', '--chain', 'local', '--raw', '--disable-default-bootnode');
		assert.equal(status, 0);
		assert.deepEqual(JSON.parse(stdout).genesis, exported.genesis);
	});

	test('token properties and address format are set', () => {
		assert.deepEqual(Object.keys(local.properties).sort(), ['ss58Format', 'tokenDecimals', 'tokenSymbol']);
	});

	test('a chain with a changed genesis runs', async () => {
		const file = changed('renamed', ({ organizations }, spec) => {
			spec.id = 'consortium';
			organizations.organizations[4].name = 'Renamed Works';
			organizations.organizations[4].quota = { max: '5', recoveryPerBlock: '1', persons: 7 };
		});
		const node = await Node.start('--chain', file, '--alice', '--unsafe-force-node-key-generation');
		try {
			const found = await node.rpc('organizations_get', 4);
			assert.equal(found.name, 'Renamed Works');
			assert.equal(found.quota.persons, 7);
		} finally {
			await node.stop();
		}
	});

	const mistakes = {
		'an unknown field': [(patch) => (patch.organisations = {}), /unknown field `organisations`/],
		'a wrong type': [
			({ organizations }) => (organizations.organizations[0].name = 5),
			/invalid type: integer `5`, expected a string/,
		],
		'an unknown capability': [
			({ organizations }) => (organizations.organizations[0].capabilities = ['Fly']),
			/unknown variant `Fly`/,
		],
		'a wrong check character': [
			({ organizations }) => {
				const { uscc } = organizations.organizations[0];
				organizations.organizations[0].uscc = uscc.slice(0, 17) + (uscc[17] === '0' ? '1' : '0');
			},
			/check character/i,
		],
		'a code that is used twice': [
			({ organizations }) =>
				(organizations.organizations[1].uscc = organizations.organizations[0].uscc),
			/AlreadyExists/,
		],
		'an operator of two organizations': [
			({ organizations }) =>
				(organizations.organizations[1].administrators = organizations.organizations[0].administrators),
			/AlreadyOperator/,
		],
	};
	for (const [mistake, [change, explanation]] of Object.entries(mistakes)) {
		test(`${mistake} is explained`, () => {
			const { status, stderr, stdout } = run('export-chain-spec', '--raw', '--chain', changed('wrong', change));
			assert.notEqual(status, 0, stdout.slice(0, 200));
			assert.match(stderr, explanation);
		});
	}

	test('a file that is no JSON is explained', () => {
		const file = join(directory, 'broken.json');
		writeFileSync(file, '{ "name": ');
		const { status, stderr } = run('--chain', file, '--tmp');
		assert.notEqual(status, 0);
		assert.match(stderr, /EOF while parsing/);
	});
});
