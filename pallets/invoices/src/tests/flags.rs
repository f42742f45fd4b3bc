// SPDX-License-Identifier: Apache-2.0

//! Copies are flagged, and looked at.

use super::*;
use PartialKind::*;

/// Two invoices with the same number and seller, and the same number and amount.
fn copies() {
	register(SUPPLIER, 1, partials([1, 1, 1, 1]));
	register(SUPPLIER, 2, partials([1, 2, 1, 2]));
}

#[test]
fn copies_are_flagged_with_what_they_agree_in() {
	ExtBuilder::build_and_execute(|| {
		register(SUPPLIER, 1, partials([1, 1, 1, 1]));
		assert!(is_clear(FIRST));
		events();
		register(SUPPLIER, 2, partials([1, 2, 1, 2]));
		let kinds = kinds(&[NumberAndSeller, NumberAndAmount]);
		let flagged = Event::Flagged { invoice: SECOND, other: FIRST, kinds: kinds.clone() };
		assert_eq!(events()[1..], [flagged]);
		let flag = Some(Flag { kinds, cleared: None });
		assert_eq!(Flags::<Test>::get(FIRST, SECOND), flag);
		assert_eq!(Flags::<Test>::get(SECOND, FIRST), flag);
		assert!(!is_clear(FIRST) && !is_clear(SECOND));
		assert_noop!(bind(FIRST, RECEIVABLE), Error::<Test>::NotClear);
		assert_noop!(bind(SECOND, RECEIVABLE), Error::<Test>::NotClear);
	});
}

#[test]
fn kinds_do_not_mix() {
	ExtBuilder::build_and_execute(|| {
		register(SUPPLIER, 1, partials([1, 2, 3, 4]));
		register(SUPPLIER, 2, partials([2, 3, 4, 1]));
		assert!(is_clear(FIRST) && is_clear(SECOND));
	});
}

#[test]
fn a_flag_is_found_under_either_years_secret() {
	ExtBuilder::build_and_execute(|| {
		let both = [own(1).into_inner(), own(2).into_inner()].concat();
		register(SUPPLIER, 1, own(1));
		register(SUPPLIER, 2, Partials::truncate_from(both));
		register(SUPPLIER, 3, own(2));
		assert_eq!(OpenFlags::<Test>::get(FIRST), 1);
		assert_eq!(OpenFlags::<Test>::get(SECOND), 2);
		assert_eq!(Flags::<Test>::get(FIRST, THIRD), None);
	});
}

#[test]
fn the_debtor_clears_a_flag() {
	ExtBuilder::build_and_execute(|| {
		copies();
		events();
		assert_ok!(clear(MAKER, FIRST, SECOND));
		let (reasons, by) = (digest(99), actor(MAKER));
		assert_eq!(events(), [Event::FlagCleared { invoice: FIRST, other: SECOND, reasons, by }]);
		let cleared = Some(Clearance { by: MAKER, reasons });
		assert_eq!(Flags::<Test>::get(FIRST, SECOND).unwrap().cleared, cleared);
		assert_eq!(Flags::<Test>::get(SECOND, FIRST).unwrap().cleared, cleared);
		assert!(is_clear(FIRST) && is_clear(SECOND));
		assert_ok!(bind(FIRST, RECEIVABLE));
		assert_noop!(clear(MAKER, FIRST, SECOND), Error::<Test>::AlreadyCleared);
		assert_noop!(clear(AUDITOR, SECOND, FIRST), Error::<Test>::AlreadyCleared);
	});
}

#[test]
fn the_debtor_of_one_is_no_witness_for_both() {
	ExtBuilder::build_and_execute(|| {
		register(SUPPLIER, 1, own(1));
		commit(RIVAL, 2);
		advance(1);
		assert_ok!(open_for(RIVAL, RIVAL, Some(DEALER), 2, own(1)));
		// Whoever registers a copy names whom it likes as its debtor.
		for by in [DEALER, MAKER] {
			assert_noop!(clear(by, SECOND, FIRST), Error::<Test>::NotAuthorized);
		}
		assert_ok!(clear(AUDITOR, SECOND, FIRST));
		assert!(is_clear(FIRST));
		// The second's own commitment is not settled yet.
		assert!(!is_clear(SECOND));
	});
}

#[test]
fn an_auditor_clears_a_flag() {
	ExtBuilder::build_and_execute(|| {
		commit(SUPPLIER, 1);
		commit(RIVAL, 2);
		advance(1);
		assert_ok!(open_for(SUPPLIER, SUPPLIER, None, 1, own(1)));
		assert_ok!(open_for(RIVAL, RIVAL, None, 2, own(1)));
		assert_noop!(clear(MAKER, FIRST, SECOND), Error::<Test>::NotAuthorized);
		assert_ok!(clear(AUDITOR, FIRST, SECOND));
	});
}

#[test]
fn an_auditor_needs_no_other_right() {
	ExtBuilder::build_and_execute(|| {
		copies();
		Lacking::mutate(|it| it.insert((AUDITOR, covenant_primitives::Capability::Treasury)));
		assert_ok!(clear(AUDITOR, FIRST, SECOND));
	});
}

#[test]
fn whoever_benefits_does_not_clear() {
	ExtBuilder::build_and_execute(|| {
		// The bank registers what it owes itself, and audits.
		commit(BANK, 1);
		advance(1);
		assert_ok!(open_for(BANK, SUPPLIER, Some(BANK), 1, own(1)));
		// An auditor that supplies.
		commit(AUDITOR, 2);
		advance(1);
		assert_ok!(open_for(AUDITOR, AUDITOR, None, 2, own(1)));
		for by in [BANK, AUDITOR, SUPPLIER, OUTSIDER] {
			assert_noop!(clear(by, FIRST, SECOND), Error::<Test>::NotAuthorized);
		}
		Lacking::mutate(|it| it.remove(&(OUTSIDER, covenant_primitives::Capability::Audit)));
		assert_ok!(clear(OUTSIDER, FIRST, SECOND));
	});
}

#[test]
fn a_suspended_debtor_clears_nothing() {
	ExtBuilder::build_and_execute(|| {
		copies();
		suspend(MAKER);
		assert_noop!(clear(MAKER, FIRST, SECOND), refused("suspended"));
		assert_ok!(clear(AUDITOR, FIRST, SECOND));
	});
}

#[test]
fn only_flags_are_cleared_and_for_reasons() {
	ExtBuilder::build_and_execute(|| {
		copies();
		assert_noop!(clear(MAKER, FIRST, THIRD), Error::<Test>::NotFound);
		assert_noop!(clear(MAKER, FIRST, FIRST), Error::<Test>::NotFound);
		let none = H256::zero();
		assert_noop!(
			Registry::clear_flag(signer(MAKER), FIRST, SECOND, none),
			Error::<Test>::InvalidDigest
		);
	});
}

#[test]
fn all_flags_have_to_be_cleared() {
	ExtBuilder::build_and_execute(|| {
		copies();
		register(SUPPLIER, 3, partials([3, 3, 1, 3]));
		assert_ok!(clear(MAKER, FIRST, SECOND));
		assert!(!is_clear(FIRST) && !is_clear(SECOND) && !is_clear(THIRD));
		assert_ok!(clear(MAKER, THIRD, FIRST));
		assert!(is_clear(FIRST) && !is_clear(SECOND) && !is_clear(THIRD));
		assert_ok!(clear(MAKER, THIRD, SECOND));
		assert!(is_clear(FIRST) && is_clear(SECOND) && is_clear(THIRD));
	});
}

#[test]
fn a_copy_of_what_is_bound_makes_both_unclear() {
	ExtBuilder::build_and_execute(|| {
		let id = register(SUPPLIER, 1, own(1));
		assert_ok!(bind(id, RECEIVABLE));
		assert!(is_clear(id));
		register(RIVAL, 2, own(1));
		assert!(!is_clear(id));
		assert_eq!(status(id), Status::Bound { receivable: RECEIVABLE });
		assert_ok!(clear(MAKER, id, SECOND));
		assert!(is_clear(id));
	});
}

#[test]
fn more_copies_than_can_be_flagged_are_refused() {
	ExtBuilder::build_and_execute(|| {
		for byte in 0..4 {
			register(SUPPLIER, byte + 1, partials([9, byte + 1, byte + 1, byte + 1]));
		}
		// The last one had the most copies.
		assert_eq!(OpenFlags::<Test>::get(InvoiceId(3)), MOST);
		commit(SUPPLIER, 5);
		advance(1);
		assert_noop!(open(SUPPLIER, 5, partials([9, 5, 5, 5])), Error::<Test>::TooManyCopies);
		// Cleared ones count as well: they are still copies.
		assert_ok!(clear(MAKER, FIRST, SECOND));
		assert_noop!(open(SUPPLIER, 5, partials([9, 5, 5, 5])), Error::<Test>::TooManyCopies);
		assert_ok!(release(SUPPLIER, FIRST));
		assert_ok!(open(SUPPLIER, 5, partials([9, 5, 5, 5])));
	});
}

#[test]
fn copies_by_different_kinds_count_together() {
	ExtBuilder::build_and_execute(|| {
		for byte in 1..5 {
			register(SUPPLIER, byte, own(byte));
		}
		commit(SUPPLIER, 5);
		commit(SUPPLIER, 6);
		advance(1);
		assert_noop!(open(SUPPLIER, 5, partials([1, 2, 3, 4])), Error::<Test>::TooManyCopies);
		assert_ok!(open(SUPPLIER, 5, partials([1, 2, 3, 3])));
		assert_eq!(OpenFlags::<Test>::get(InvoiceId(4)), 3);
		// An older invoice can have more flags than a new one.
		assert_ok!(open(SUPPLIER, 6, partials([7, 2, 7, 3])));
		assert_eq!(OpenFlags::<Test>::get(THIRD), 2);
	});
}
