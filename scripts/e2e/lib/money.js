// SPDX-License-Identifier: Apache-2.0
// Amounts for people.

/** Writes amounts of an asset, which are minor units: `1,234.56 CNY`. */
export async function formatter(api, asset) {
	const { decimals, symbol } = await api.query.assets.metadata(asset);
	const unit = 10n ** BigInt(decimals.toNumber());
	const name = symbol.toUtf8();
	return (amount) => {
		const [whole, part] = [BigInt(amount) / unit, BigInt(amount) % unit];
		const fraction = unit === 1n ? '' : `.${String(part).padStart(decimals.toNumber(), '0')}`;
		return `${whole.toLocaleString('en-US')}${fraction} ${name}`;
	};
}
