// SPDX-License-Identifier: Apache-2.0
// Persons by the thousand: enrolled by an organization and made its members.

import { commitment } from './chain.js';
import { flood, signAll } from './flood.js';

/** How many at once: what comes with one call must fit into a block. */
const BATCH = 100;

/** The elements of `list`, so many together. */
const chunks = (list) =>
	Array.from({ length: Math.ceil(list.length / BATCH) }, (_, i) => list.slice(i * BATCH, (i + 1) * BATCH));

/** Enrolls a person for each key and makes it a member of a unit; yields their numbers, in order. */
export async function hire(api, http, { signer, organization, unit }, keys) {
	const sendAll = async (transactions) => flood(api, http, await signAll(api, transactions));
	const enrolled = await sendAll(
		chunks(keys).map((some) => {
			const entries = some.map(({ address }) => [address, commitment(address)]);
			return { tx: api.tx.persons.enrollMany(entries), signer };
		}),
	);
	const numbers = new Map(
		enrolled.blocks
			.flatMap(({ events }) => events.filter((event) => api.events.persons.PersonEnrolled.is(event)))
			.map(({ data }) => [data.account.toString(), data.person.toNumber()]),
	);
	const persons = keys.map(({ address }) => numbers.get(address));
	const offer = (person) => api.tx.persons.offerMembership(person, unit, 'employee', 0, null);
	await sendAll(chunks(persons).map((some) => ({ tx: api.tx.utility.batchAll(some.map(offer)), signer })));
	const accept = api.tx.persons.acceptMembership(organization);
	await sendAll(keys.map((key) => ({ tx: accept, signer: key })));
	return persons;
}
