// SPDX-License-Identifier: Apache-2.0
// Unified social credit codes (GB 32100-2015), for organizations that tests make up.

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** The code that begins with these 17 characters. */
export function uscc(body) {
	const sum = WEIGHTS.reduce((sum, weight, i) => sum + weight * ALPHABET.indexOf(body[i]), 0);
	return body + ALPHABET[(31 - (sum % 31)) % 31];
}

/** The same code with a check character that does not belong to it. */
export const misprint = (code) => code.slice(0, 17) + (code[17] === '0' ? '1' : '0');
