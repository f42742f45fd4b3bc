// SPDX-License-Identifier: Apache-2.0

//! Of two commitments to a fingerprint the earlier wins.

use super::*;

#[test]
fn a_later_commitment_comes_too_late() {
	ExtBuilder::build_and_execute(|| {
		commit(SUPPLIER, 1);
		commit(RIVAL, 1);
		advance(1);
		assert_ok!(open(SUPPLIER, 1, own(1)));
		assert_noop!(open(RIVAL, 1, own(2)), TAKEN);
	});
}

#[test]
fn who_opened_first_gives_way_to_who_committed_first() {
	ExtBuilder::build_and_execute(|| {
		commit(SUPPLIER, 1);
		commit(RIVAL, 1);
		advance(1);
		assert_ok!(open(RIVAL, 1, own(1)));
		// It may give way: nothing can rest on it.
		assert!(!is_clear(FIRST));
		assert_noop!(bind(FIRST, RECEIVABLE), Error::<Test>::NotSettled);
		events();
		assert_ok!(open(SUPPLIER, 1, own(1)));
		assert_eq!(events()[0], Event::GaveWay { invoice: FIRST, to: SECOND });
		assert_eq!(status(FIRST), Status::GaveWay { to: SECOND });
		// The two are no copies of one another.
		assert_eq!(Flags::<Test>::iter().count(), 0);
		advance(WINDOW);
		assert_eq!((is_clear(FIRST), is_clear(SECOND)), (false, true));
		assert_noop!(bind(FIRST, RECEIVABLE), Error::<Test>::InvalidState);
		assert_noop!(release(RIVAL, FIRST), Error::<Test>::InvalidState);
		assert_ok!(bind(SECOND, RECEIVABLE));
	});
}

#[test]
fn what_gives_way_takes_its_flags_along() {
	ExtBuilder::build_and_execute(|| {
		let other = register(DEALER, 9, partials([1, 9, 9, 9]));
		commit(SUPPLIER, 1);
		commit(RIVAL, 1);
		advance(1);
		assert_ok!(open(RIVAL, 1, own(1)));
		assert_eq!(OpenFlags::<Test>::get(other), 1);
		assert!(!is_clear(other));
		// The one that was first says nothing that agrees with the other.
		assert_ok!(open(SUPPLIER, 1, own(2)));
		assert_eq!(OpenFlags::<Test>::get(other), 0);
		assert!(is_clear(other));
	});
}

#[test]
fn what_is_settled_stays() {
	ExtBuilder::build_and_execute(|| {
		let id = register(SUPPLIER, 1, own(1));
		commit(RIVAL, 1);
		advance(1);
		assert_noop!(open(RIVAL, 1, own(2)), TAKEN);
		assert_ok!(bind(id, RECEIVABLE));
		assert_noop!(open(RIVAL, 1, own(2)), TAKEN);
	});
}

#[test]
fn settlement_takes_the_window() {
	ExtBuilder::build_and_execute(|| {
		commit(SUPPLIER, 1);
		advance(1);
		assert_ok!(open(SUPPLIER, 1, own(1)));
		advance(WINDOW - 1);
		assert_noop!(bind(FIRST, RECEIVABLE), Error::<Test>::NotSettled);
		assert!(!is_clear(FIRST));
		advance(1);
		assert!(is_clear(FIRST));
		assert_ok!(bind(FIRST, RECEIVABLE));
	});
}

/// If commitments did not keep their word, what is bound would stay all the same.
#[test]
fn what_is_bound_never_gives_way() {
	ExtBuilder::build_and_execute(|| {
		commit(RIVAL, 1);
		advance(1);
		let id = register(SUPPLIER, 1, own(1));
		assert_ok!(bind(id, RECEIVABLE));
		let kept = Registrations::get(digest(1)).unwrap();
		let loose = covenant_primitives::Registration { provisional_until: u32::MAX, ..kept };
		Registrations::insert(digest(1), loose);
		System::set_block_number(5);
		assert_noop!(open(RIVAL, 1, own(2)), Error::<Test>::InvalidState);
		Registrations::insert(digest(1), kept);
		advance(WINDOW * 2);
	});
}

#[test]
fn a_copycat_gains_nothing_by_copying_a_commitment() {
	ExtBuilder::build_and_execute(|| {
		// The rival puts the supplier's commitment on the chain, which serves the supplier alone.
		commit_as(SUPPLIER, digest(1), salt(SUPPLIER));
		advance(1);
		let copied =
			|| Registry::register(signer(RIVAL), digest(1), salt(SUPPLIER), RIVAL, None, own(1));
		assert_noop!(copied(), NOT_COMMITTED);
		assert_ok!(open(SUPPLIER, 1, own(1)));
	});
}
