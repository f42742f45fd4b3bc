// SPDX-License-Identifier: Apache-2.0
// What operators rely on: logs that machines read, metrics, an end without loss.

import assert from 'node:assert/strict';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { freePort, Node, run, until } from '../lib/node.js';

let node, metricsPort;
before(async () => {
	metricsPort = await freePort();
	node = await Node.start('--dev', '--log-format', 'json', '--prometheus-port', metricsPort);
});
after(() => node?.stop());

/** What the node logged so far; its last line may be half written. */
const logged = () =>
	node
		.log()
		.split('\n')
		.slice(0, -1)
		.map((line) => JSON.parse(line));

test('every log line is a JSON object', async () => {
	await until('a block is imported', () => logged().some(({ message }) => /Imported #/.test(message)));
	for (const { timestamp, level, target, message } of logged()) {
		assert.ok(Date.parse(timestamp) > 0, timestamp);
		assert.match(level, /^(INFO|WARN|ERROR)$/);
		assert.ok(target && typeof message === 'string');
	}
});

test('metrics are served for Prometheus', async () => {
	const height = async () => {
		const metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
		return Number(/^substrate_block_height\{status="best".*\} (\d+)$/m.exec(metrics)?.[1]);
	};
	await until('the height is reported', async () => (await height()) > 0);
});

test('SIGTERM ends the node cleanly, and it goes on where it was', async () => {
	const number = async () => Number((await node.rpc('chain_getHeader')).number);
	const before = await number();
	assert.deepEqual(await node.stop('SIGTERM'), { code: 0, signal: null });
	// What it compiled of the runtime can be deleted while it is down, and is there again.
	const compiled = join(node.basePath, 'runtime-cache');
	rmSync(compiled);
	await node.restart();
	assert.ok((await number()) >= before);
	assert.notDeepEqual(readdirSync(compiled), []);
});

test('a log directive that is none is refused', () => {
	const { status, stderr } = run('--dev', '--tmp', '--log-format', 'json', '--log', 'a=b=c');
	assert.notEqual(status, 0);
	assert.match(stderr, /--log/);
});
