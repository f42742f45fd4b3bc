// SPDX-License-Identifier: Apache-2.0

//! What clients ask.

use super::*;
use serde_json::{json, to_value};

#[test]
fn channels_are_found_by_both_sides() {
	ExtBuilder::build_and_execute(|| {
		opened();
		opened();
		assert_ok!(open(TREASURER, DRIVER, 5));
		let ids = |party| {
			let page = Payments::query_channels(party, None, 10);
			let mut ids: Vec<_> = page.items.into_iter().map(|info| info.id.0).collect();
			ids.sort_unstable();
			ids
		};
		assert_eq!((ids(COMPANY), ids(GRID), ids(DRIVER)), (vec![0, 1, 2], vec![0, 1], vec![2]));
		assert_eq!(ids(NOBODY), Vec::<u64>::new());
		assert_eq!(Payments::query_channels(COMPANY, None, 2).items.len(), 2);
		assert_eq!(Payments::query_channel(ChannelId(9)), None);
	});
}

#[test]
fn a_channel_is_plain_json() {
	ExtBuilder::build_and_execute(|| {
		opened();
		assert_ok!(claim(voucher(1)));
		assert_ok!(close(TREASURER));
		let shown = json!({
			"id": 0,
			"payer": { "organization": 1 },
			"payee": { "organization": 2 },
			"asset": 1,
			"deposit": "1000",
			"claimed": "1",
			"signer": to_value(key_account()).unwrap(),
			"window": 86_400_000,
			"status": { "closing": { "until": START + DAY } },
			"left": "999",
		});
		assert_eq!(to_value(Payments::query_channel(ID)).unwrap(), shown);
		let voucher =
			json!({ "channel": 0, "asset": 1, "amount": "7", "expires": START + 7 * DAY });
		assert_eq!(to_value(super::voucher(7)).unwrap(), voucher);
	});
}
