// SPDX-License-Identifier: Apache-2.0
// What `scripts/demo` writes.

import { DispatchFailed } from './chain.js';

export const heading = (text) => console.log(`\n\u001b[1m${text}\u001b[0m`);

/** A line of columns. */
export const say = (...columns) =>
	console.log(`  ${columns.map((text, i) => String(text).padEnd(i === 0 ? 30 : 18)).join(' ').trimEnd()}`);

/** Why the chain refuses what is sent. */
export async function refused(sent) {
	const error = await sent.then(
		() => new Error('The chain took what it must refuse.'),
		(error) => error,
	);
	if (!(error instanceof DispatchFailed)) throw error;
	return error.name;
}
