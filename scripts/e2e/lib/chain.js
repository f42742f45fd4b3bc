// SPDX-License-Identifier: Apache-2.0
// Keys, transactions and council motions.

import { ApiPromise, Keyring, WsProvider } from '@polkadot/api';
import { blake2AsHex, cryptoWaitReady, randomAsHex } from '@polkadot/util-crypto';
import { until } from './node.js';

await cryptoWaitReady();

const keyring = new Keyring({ type: 'sr25519' });

/** The key of a development name such as `Alice`, or of any other path. */
export const key = (name) => keyring.addFromUri(`//${name}`);

/** A key that nobody has seen before. */
export const newKey = () => keyring.addFromUri(randomAsHex(32));

/** The council of the sample chains: the delegates of the four founders. */
export const COUNCIL = ['Alice', 'Bob', 'Charlie', 'Dave'].map(key);

/** What a made-up organization may use: a second of execution at once, a twentieth of it a block. */
export const QUOTA = { max: 10n ** 12n, recoveryPerBlock: 10n ** 12n / 20n, persons: 100 };

/** What stands on chain for a person: a salted hash. */
export const commitment = (name, salt = randomAsHex(16)) => blake2AsHex(`${salt}${name}`);

/** Connects once: when a node is gone it is gone, and nothing keeps the test alive. */
export async function connect(url) {
	const provider = new WsProvider(url, false);
	await provider.connect();
	return ApiPromise.create({ provider, noInitWarn: true, throwOnConnect: true });
}

/** A transaction that was included and failed. `name` is like `organizations.NotFound`. */
export class DispatchFailed extends Error {
	constructor(name, docs = '') {
		super(`${name} ${docs}`.trim());
		this.name = name;
	}
}

/** Why a transaction failed, as an exception. */
export function dispatchError(api, error) {
	if (!error.isModule) return new DispatchFailed(error.toString());
	const { section, name, docs } = api.registry.findMetaError(error.asModule);
	return new DispatchFailed(`${section}.${name}`, docs.join(' '));
}

/**
 * Sends a transaction and looks for it in the blocks that follow, or in the finalized ones. The pool's
 * own notices are not waited for: they can be lost where blocks are finalized as soon as they come.
 * Rejects with `DispatchFailed` if it failed there, and with the pool's error if it was refused.
 */
export async function send(api, tx, signer, { finalized = false } = {}) {
	const from = (await api.rpc.chain.getHeader()).number.toNumber();
	const signed = await tx.signAsync(signer, { nonce: -1 });
	try {
		await api.rpc.author.submitExtrinsic(signed);
	} catch (error) {
		// The pool says so of a transaction that came in together with a block: it is in all the same.
		if (error.code !== ALREADY_IMPORTED) throw error;
	}
	return search(api, signed, from, finalized);
}

const ALREADY_IMPORTED = 1013;

/** What became of a transaction in `block`, given the events it has there. */
function outcome(api, { hash }, block, events) {
	const failed = events.find(({ event }) => api.events.system.ExtrinsicFailed.is(event));
	if (failed) throw dispatchError(api, failed.event.data.dispatchError);
	return { block: block.toHex(), txHash: hash.toHex(), events: events.map(({ event }) => event) };
}

/** Looks for a transaction in the blocks after `from` that are there and to come. */
async function search(api, signed, from, finalized) {
	let number = from;
	return until('the transaction is in a block', async () => {
		const head = finalized ? await api.rpc.chain.getFinalizedHead() : await api.rpc.chain.getBlockHash();
		const end = (await api.rpc.chain.getHeader(head)).number.toNumber();
		while (number < end) {
			number += 1;
			const hash = await api.rpc.chain.getBlockHash(number);
			const { block } = await api.rpc.chain.getBlock(hash);
			const index = block.extrinsics.findIndex((extrinsic) => extrinsic.hash.eq(signed.hash));
			if (index === -1) continue;
			const events = await (await api.at(hash)).query.system.events();
			return outcome(api, signed, hash, events.filter(({ phase }) => phase.isApplyExtrinsic && phase.asApplyExtrinsic.eq(index)));
		}
	});
}

/** The event of this name, such as `organizations.OrganizationAdmitted`, or `undefined`. */
export function find(events, name) {
	const [section, method] = name.split('.');
	return events.find((e) => e.section === section && e.method === method);
}

/**
 * Sends `step` for as long as there is more to do, and yields how often. The chain takes such steps by itself
 * as well, once a minute of its time: it may have taken the last one when ours comes.
 */
export async function finish(api, going, step, signer) {
	for (let sent = 0; ; sent += 1) {
		if (!(await going())) return sent;
		try {
			await send(api, step, signer);
		} catch (error) {
			if (!(error instanceof DispatchFailed) || (await going())) throw error;
			return sent;
		}
	}
}

/** Lets the time of a sealing node's chain come to a moment, and what is due then be carried out. */
export async function letPass(node, api, time) {
	const left = time - (await api.query.timestamp.now()).toNumber();
	if (left > 0) await node.rpc('sealing_advanceTime', left);
	for (let i = 0; i < 3; i += 1) await node.rpc('engine_createBlock', true, true, null);
}

/** Why the pool refuses a transaction, such as `{ code: 1010, data: 'Custom error: 1' }`. */
export async function refusal(api, tx, signer, options = {}) {
	const signed = await tx.signAsync(signer, { nonce: -1, ...options });
	try {
		await api.rpc.author.submitExtrinsic(signed);
	} catch ({ code, data, message }) {
		return { code, data, message };
	}
	throw new Error('The pool took the transaction');
}

/** Has `voters` of the council propose, approve and carry out `call`; yields the events. */
export async function motion(api, call, voters = COUNCIL.slice(0, 3)) {
	const bytes = call.method.encodedLength;
	const proposed = await send(api, api.tx.council.propose(voters.length, call, bytes), voters[0]);
	const { proposalIndex, proposalHash } = find(proposed.events, 'council.Proposed').data;
	await Promise.all(
		voters.map((voter) => send(api, api.tx.council.vote(proposalHash, proposalIndex, true), voter)),
	);
	const { weight } = await api.call.transactionPaymentCallApi.queryCallInfo(call.method, bytes);
	const closed = await send(
		api,
		api.tx.council.close(proposalHash, proposalIndex, weight, bytes),
		voters[0],
	);
	const { result } = find(closed.events, 'council.Executed').data;
	if (result.isErr) throw dispatchError(api, result.asErr);
	return closed.events;
}
