// SPDX-License-Identifier: Apache-2.0

//! Pausing, resuming and canceling envelopes, and naming their registers. See also
//! [`super::rights`].

use super::*;

const BY: AccountId = TREASURER;

fn pause(envelope: EnvelopeId) -> DispatchResult {
	RedEnvelope::pause(signed(BY), envelope)
}

fn resume(envelope: EnvelopeId) -> DispatchResult {
	RedEnvelope::resume(signed(BY), envelope)
}

fn cancel(envelope: EnvelopeId) -> DispatchResult {
	RedEnvelope::cancel(signed(BY), envelope)
}

fn attach(envelope: EnvelopeId, register: Option<ObjectId>) -> DispatchResult {
	RedEnvelope::attach_register(signed(BY), envelope, register)
}

#[test]
fn pausing_and_resuming_alternate() {
	ExtBuilder::build_and_execute(|| {
		let id = fill(funded(1_000), equal(10, 10));
		events();
		assert_noop!(resume(id), Error::<Test>::InvalidState);
		assert_ok!(pause(id));
		assert_eq!(status(id), EnvelopeStatus::Paused);
		assert_noop!(pause(id), Error::<Test>::InvalidState);
		assert_ok!(resume(id));
		assert_eq!(status(id), EnvelopeStatus::Open);
		let paused = Event::PausedClaims { by: BY, envelope: id };
		assert_eq!(events(), [paused, Event::ResumedClaims { by: BY, envelope: id }]);
		assert_noop!(resume(id), Error::<Test>::InvalidState);
		// It can still be claimed, so it is still listed.
		assert_ok!(pause(id));
		assert!(OpenEnvelopes::<Test>::contains_key(COMPANY, id));
	});
}

#[test]
fn canceling_takes_back_what_nobody_claimed() {
	for paused in [false, true] {
		ExtBuilder::build_and_execute(|| {
			let budget_id = funded(1_000);
			let id = fill(budget_id, lucky(300, 10));
			if paused {
				assert_ok!(pause(id));
			}
			events();
			posted();
			assert_ok!(cancel(id));
			let emptied =
				Event::Emptied { envelope: id, status: EnvelopeStatus::Canceled, returned: 300 };
			assert_eq!(events(), [emptied]);
			assert_eq!(posted(), [Occasion::Emptied { envelope: id }]);
			assert_eq!((budget(budget_id).available, budget(budget_id).committed), (1_000, 0));
			assert_eq!((progress(id).left, progress(id).unclaimed), (0, 0));
			assert!(!OpenEnvelopes::<Test>::contains_key(COMPANY, id));
			assert_eq!(Agenda::get(), []);
		});
	}
}

#[test]
fn what_was_claimed_from_is_not_canceled() {
	ExtBuilder::build_and_execute(|| {
		let id = fill(funded(1_000), equal(10, 10));
		assert_ok!(claim(ALICE, id));
		assert_noop!(cancel(id), Error::<Test>::AlreadyClaimedFrom);
		assert_ok!(pause(id));
		next_block();
		assert_noop!(cancel(id), Error::<Test>::AlreadyClaimedFrom);
	});
}

#[test]
fn what_has_ended_does_not_change() {
	let ends: [fn(EnvelopeId); 3] = [
		|id| {
			assert_ok!(cancel(id));
		},
		|_| pass(DAY),
		|id| {
			assert_ok!(claim(ALICE, id));
		},
	];
	for end in ends {
		ExtBuilder::build_and_execute(|| {
			let id = fill(funded(1_000), equal(10, 1));
			end(id);
			for drawn in [false, true] {
				if drawn {
					draw_all();
				}
				for call in [pause, resume, cancel] {
					assert_noop!(call(id), Error::<Test>::InvalidState);
				}
				assert_storage_noop!(assert_ok!(RedEnvelope::handle(Task::Expire(id))));
			}
			// Auditors may still need to know who is who.
			assert_ok!(attach(id, Some(ObjectId(1))));
		});
	}
}

#[test]
fn an_envelope_is_there() {
	ExtBuilder::build_and_execute(|| {
		for call in [pause, resume, cancel] {
			assert_noop!(call(NO_ENVELOPE), Error::<Test>::EnvelopeNotFound);
		}
		assert_noop!(attach(NO_ENVELOPE, None), Error::<Test>::EnvelopeNotFound);
		assert_storage_noop!(assert_ok!(RedEnvelope::handle(Task::Expire(NO_ENVELOPE))));
	});
}

#[test]
fn a_register_is_an_object_of_the_organization() {
	ExtBuilder::build_and_execute(|| {
		let id = fill(funded(1_000), equal(10, 10));
		// The rival's, and one that is not there.
		for object in [2, 3] {
			assert_noop!(attach(id, Some(ObjectId(object))), Error::<Test>::UnknownRegister);
		}
		events();
		for register in [Some(ObjectId(1)), None] {
			let before = envelope(id);
			assert_ok!(attach(id, register));
			assert_eq!(envelope(id), Envelope { register, ..before });
			let attached = Event::RegisterAttached { by: BY, envelope: id, register };
			assert_eq!(events(), [attached]);
		}
	});
}

#[test]
fn an_envelope_that_nobody_claims_goes_back() {
	ExtBuilder::build_and_execute(|| {
		let budget_id = funded(1_000);
		let id = fill(budget_id, named(&[(ALICE, 10), (BOB, 20)]));
		events();
		pass(DAY - 1);
		assert_eq!(status(id), EnvelopeStatus::Open);
		pass(1);
		let status = EnvelopeStatus::Expired;
		assert_eq!(events(), [Event::Emptied { envelope: id, status, returned: 30 }]);
		assert_eq!((budget(budget_id).available, budget(budget_id).committed), (1_000, 0));
	});
}
