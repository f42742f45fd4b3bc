// SPDX-License-Identifier: Apache-2.0

//! Redemptions, and those that wait for an answer.

use super::*;

fn redemptions(account: AccountId) -> Vec<RedemptionInfo> {
	let query = |c, limit| RedEnvelope::query_redemptions(person(account), c, limit);
	all(query, |it| it.id)
}

fn open_redemptions() -> Vec<RedemptionId> {
	let query = |c, limit| RedEnvelope::query_open_redemptions(COMPANY, CNY, c, limit);
	let items = all(query, |it| it.id);
	assert!(items.iter().all(|it| RedEnvelope::query_redemption(it.id).as_ref() == Some(it)));
	items.into_iter().map(|it| it.id).collect()
}

#[test]
fn a_redemption_is_shown_with_how_it_stands() {
	ExtBuilder::build_and_execute(|| {
		endow(ALICE, 100);
		redeem(ALICE, 1);
		Now::set(START + HOUR);
		let id = redeem(ALICE, 60);
		let redemption = Redemption {
			person: person(ALICE),
			book: BOOK,
			amount: 60,
			method: RedemptionMethod::Payroll,
			asked_at: START + HOUR,
			due: START + HOUR + 30 * DAY,
			status: RedemptionStatus::Open,
		};
		let shown =
			|status| Some(RedemptionInfo { id, redemption: Redemption { status, ..redemption } });
		assert_eq!(RedEnvelope::query_redemption(id), shown(RedemptionStatus::Open));
		confirm(id);
		let confirmed = RedemptionStatus::Confirmed(H256::repeat_byte(2));
		assert_eq!(RedEnvelope::query_redemption(id), shown(confirmed));
		assert_eq!(RedEnvelope::query_redemption(NO_REDEMPTION), None);
	});
}

#[test]
fn redemptions_of_a_person_stay_listed_when_they_are_answered() {
	ExtBuilder::build_and_execute(|| {
		endow(ALICE, 100);
		endow(BOB, 100);
		let ids = [redeem(ALICE, 1), redeem(BOB, 2), redeem(ALICE, 3), redeem(ALICE, 4)];
		confirm(ids[0]);
		reject(ids[2]);
		let info = |id| RedEnvelope::query_redemption(id).unwrap();
		assert_eq!(redemptions(ALICE), [ids[0], ids[2], ids[3]].map(info));
		assert_eq!(redemptions(BOB), [info(ids[1])]);
		assert_eq!(redemptions(CAROL), []);
	});
}

#[test]
fn a_redemption_waits_for_the_desk_until_it_is_answered() {
	ExtBuilder::build_and_execute(|| {
		endow(ALICE, 100);
		endow(BOB, 100);
		let ids = [ALICE, ALICE, BOB, ALICE, BOB].map(|account| redeem(account, 5));
		assert_eq!(open_redemptions(), ids);
		confirm(ids[1]);
		assert_eq!(open_redemptions(), [ids[0], ids[2], ids[3], ids[4]]);
		reject(ids[2]);
		assert_eq!(open_redemptions(), [ids[0], ids[3], ids[4]]);
		assert_ok!(RedEnvelope::withdraw_redemption(signed(ALICE), ids[0]));
		assert_eq!(open_redemptions(), [ids[3], ids[4]]);
		for (organization, asset) in [(COMPANY, USD), (RIVAL, CNY)] {
			let page = RedEnvelope::query_open_redemptions(organization, asset, None, 9);
			assert_eq!(page, nothing());
		}
		pass(30 * DAY);
		assert_eq!(open_redemptions(), []);
	});
}

#[test]
fn the_next_page_is_right_when_the_last_one_shown_was_answered() {
	ExtBuilder::build_and_execute(|| {
		endow(ALICE, 100);
		for _ in 0..3 {
			redeem(ALICE, 5);
		}
		let order: Vec<_> = OpenRedemptions::<Test>::iter_key_prefix(BOOK).collect();
		let page = |cursor| {
			let page = RedEnvelope::query_open_redemptions(COMPANY, CNY, cursor, 2);
			(page.items.iter().map(|it| it.id).collect::<Vec<_>>(), page.next)
		};
		assert_eq!(page(None), (order[..2].to_vec(), Some(order[1])));
		confirm(order[1]);
		assert_eq!(page(Some(order[1])), (vec![order[2]], None));
	});
}

#[test]
fn a_page_of_redemptions_holds_100_at_most() {
	ExtBuilder::build_and_execute(|| {
		claim_all(101, fill(funded(101), equal(1, 101)));
		next_block();
		for _ in 0..100 {
			let id = redeem(ALICE, 1);
			assert_ok!(RedEnvelope::withdraw_redemption(signed(ALICE), id));
		}
		for account in ALICE..ALICE + 101 {
			redeem(account, 1);
		}
		is_capped(|c, limit| RedEnvelope::query_redemptions(person(ALICE), c, limit));
		is_capped(|c, limit| RedEnvelope::query_open_redemptions(COMPANY, CNY, c, limit));
	});
}
