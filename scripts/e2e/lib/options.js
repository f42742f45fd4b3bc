// SPDX-License-Identifier: Apache-2.0
// What a tool of scripts/ was given on its command line.

import { parseArgs } from 'node:util';

/** Ends the tool: it was called wrongly, or cannot do its work. */
export function fail(why) {
	console.error(why);
	process.exit(2);
}

/** The options and operands; see `parseArgs` of Node.js. */
export function options(known, allowPositionals = false) {
	try {
		return parseArgs({ options: known, allowPositionals });
	} catch ({ message }) {
		return fail(message);
	}
}

/** A whole number from `least` to `most`. */
export function number(text, what, least, most = Number.MAX_SAFE_INTEGER) {
	const value = /^\d+$/.test(text ?? '') ? Number(text) : NaN;
	return value >= least && value <= most ? value : fail(`${what} is a number from ${least} to ${most}.`);
}

/** The WebSocket address of a node. */
export const address = (url) => (/^wss?:\/\/./.test(url) ? url : fail(`${url} is no WebSocket address.`));
