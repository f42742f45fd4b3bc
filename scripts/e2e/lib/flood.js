// SPDX-License-Identifier: Apache-2.0
// Thousands of transactions at once, as many clients would send them, and when each was in a block.

import { setTimeout as sleep } from 'node:timers/promises';
import { blake2AsHex } from '@polkadot/util-crypto';
import { dispatchError, find } from './chain.js';
import { rpc } from './node.js';

/** The pool has no room just now; see `sc_rpc_api::author::error`. */
const POOL_FULL = 1016;
/** The pool was given it before. */
const ALREADY_IMPORTED = 1013;
/** How many blocks a transaction is waited for before it is sent again. */
const PATIENCE = 10;
/** How many requests are on their way at a time. */
const IN_FLIGHT = 64;
const POLL = 50;

/** Signs `{ tx, signer }` each, for any time; several of the same signer in their order. */
export async function signAll(api, transactions) {
	const addresses = [...new Set(transactions.map(({ signer }) => signer.address))];
	const nonces = new Map();
	for (let i = 0; i < addresses.length; i += 500) {
		const some = addresses.slice(i, i + 500);
		const accounts = await api.query.system.account.multi(some);
		some.forEach((address, j) => nonces.set(address, accounts[j].nonce.toNumber()));
	}
	return transactions.map(({ tx, signer }) => {
		const nonce = nonces.get(signer.address);
		nonces.set(signer.address, nonce + 1);
		const { genesisHash, runtimeVersion } = api;
		const signed = tx.sign(signer, { nonce, era: 0, genesisHash, blockHash: genesisHash, runtimeVersion });
		return { hash: signed.hash.toHex(), hex: signed.toHex() };
	});
}

/** Watches the best chain and notes when which transaction was first seen in one of its blocks. */
function watch(http, wanted) {
	const seen = new Map();
	const blocks = new Map();
	let head;
	let stopped = false;

	/** Looks into the head of the chain and what is new before it, down to `lowest`. */
	async function look(lowest) {
		head = await rpc(http, 'chain_getBlockHash');
		const seenAt = performance.now();
		for (let hash = head; !blocks.has(hash); ) {
			const { block } = await rpc(http, 'chain_getBlock', hash);
			const { number, parentHash } = block.header;
			if (Number(number) < lowest) break;
			const transactions = block.extrinsics.map((hex) => blake2AsHex(hex)).filter((it) => wanted.has(it));
			transactions.forEach((it) => seen.has(it) || seen.set(it, seenAt));
			blocks.set(hash, { hash, parent: parentHash, number: Number(number), seenAt, transactions });
			hash = parentHash;
		}
	}

	/** The blocks of the best chain, in order: others than were best once, if it was forked. */
	function chain() {
		const found = [];
		for (let block = blocks.get(head); block; block = blocks.get(block.parent)) found.push(block);
		return found.reverse();
	}

	const lowest = rpc(http, 'chain_getHeader').then(({ number }) => Number(number) + 1);
	const done = (async () => {
		while (!stopped) {
			await look(await lowest);
			await sleep(POLL);
		}
	})();
	const stop = () => {
		stopped = true;
		return done;
	};
	return { ready: lowest, seen, chain, height: () => blocks.get(head)?.number ?? 0, done, stop };
}

/**
 * Submits signed transactions as fast as the node takes them, and waits until all are in blocks and
 * `until` yields true. Yields when each was sent and first seen in a block, in milliseconds of one clock,
 * and the blocks meanwhile with their events. What the pool refuses or drops for want of room is sent
 * again, and counted. Rejects with `DispatchFailed` if a transaction failed.
 */
export async function flood(api, http, signed, { until = async () => true, timeout = 600_000 } = {}) {
	const watcher = watch(http, new Set(signed.map(({ hash }) => hash)));
	const began = performance.now();
	const sentAt = new Map();
	let refusals = 0;
	const ensureTime = (what) => {
		if (performance.now() - began > timeout) throw new Error(`Waited ${timeout} ms in vain: ${what}`);
	};
	async function submit({ hash, hex }) {
		if (!sentAt.has(hash)) sentAt.set(hash, performance.now());
		for (;;) {
			const answer = await rpc(http, 'author_submitExtrinsic', hex).catch((error) => error);
			if (!(answer instanceof Error) || answer.code === ALREADY_IMPORTED) return;
			if (answer.code !== POOL_FULL) throw answer;
			refusals += 1;
			ensureTime('the pool has room');
			await sleep(200);
		}
	}
	async function submitAll(list) {
		const rest = list[Symbol.iterator]();
		const client = async () => {
			for (const transaction of rest) await submit(transaction);
		};
		await Promise.all(Array.from({ length: IN_FLIGHT }, client));
	}
	const missing = () => {
		const found = new Set(watcher.chain().flatMap(({ transactions }) => transactions));
		return signed.filter(({ hash }) => !found.has(hash));
	};
	let losses = 0;
	try {
		await watcher.ready;
		await submitAll(signed);
		let lastGain = watcher.height();
		for (let left = missing(); left.length > 0 || !(await until()); ) {
			ensureTime('all transactions are in blocks');
			await Promise.race([sleep(POLL), watcher.done]);
			const now = missing();
			if (now.length < left.length) lastGain = watcher.height();
			left = now;
			// The pool took them, and dropped them for want of room.
			if (left.length > 0 && watcher.height() > lastGain + PATIENCE) {
				losses += left.length;
				await submitAll(left);
				lastGain = watcher.height();
			}
		}
	} finally {
		await watcher.stop();
	}
	const blocks = watcher.chain();
	for (const block of blocks) {
		const records = await (await api.at(block.hash)).query.system.events();
		block.events = records.map(({ event }) => event);
		const failed = find(block.events, 'system.ExtrinsicFailed');
		if (failed) throw dispatchError(api, failed.data.dispatchError);
	}
	const times = signed.map(({ hash }) => ({ sentAt: sentAt.get(hash), seenAt: watcher.seen.get(hash) }));
	return { times, blocks, refusals, losses };
}
