// SPDX-License-Identifier: Apache-2.0

//! What the pallet reports.

use frame_support::pallet_macros::pallet_section;

/// The events, imported into the pallet's module.
#[pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An organization enrolled a person.
		PersonEnrolled {
			/// Who enrolled the person, and for which organization.
			actor: ActorOf<T>,
			/// The new person.
			person: PersonId,
			/// The account that signs for the person.
			account: T::AccountId,
			/// The commitment that pins the person.
			commitment: H256,
		},
		/// A person is no longer enrolled.
		PersonReleased {
			/// Who released the person, and for which organization; `None` if it resigned.
			actor: Option<ActorOf<T>>,
			/// The person.
			person: PersonId,
			/// The account that signed for the person.
			account: T::AccountId,
		},
		/// A person said which organization may take over the responsibility for it.
		TransferConsented {
			/// The person.
			person: PersonId,
			/// The account that signed.
			account: T::AccountId,
			/// The organization; `None` if the person withdrew its consent.
			to: Option<OrganizationId>,
		},
		/// An organization took over the responsibility for a person.
		PersonTakenOver {
			/// Who took over, and for which organization.
			actor: ActorOf<T>,
			/// The person.
			person: PersonId,
			/// The organization that was responsible.
			from: OrganizationId,
		},
		/// An account that no longer signs for a person owns something: it may move that.
		AccountRetained {
			/// The account.
			account: T::AccountId,
			/// The person it signed for.
			person: PersonId,
		},
		/// An account gave its provider reference back.
		AccountForgotten {
			/// The account.
			account: T::AccountId,
		},
		/// What a recovered person still owned at a former account, and is free, moved to its present
		/// one: what `Config::OnAccountReplaced` moves.
		Collected {
			/// The former account.
			account: T::AccountId,
			/// The person.
			person: PersonId,
		},
		/// An organization offered a membership.
		MembershipOffered {
			/// Who offered it, and for which organization.
			actor: ActorOf<T>,
			/// The person.
			person: PersonId,
			/// The unit, the role and the period.
			terms: Terms,
		},
		/// An organization changed a membership or an offer of one.
		MembershipAmended {
			/// Who changed it, and for which organization.
			actor: ActorOf<T>,
			/// The person.
			person: PersonId,
			/// The new unit, role and period.
			terms: Terms,
		},
		/// A person accepted a membership.
		MembershipAccepted {
			/// The person.
			person: PersonId,
			/// The account that signed.
			account: T::AccountId,
			/// The organization.
			organization: OrganizationId,
		},
		/// A person left an organization or declined its offer.
		MembershipLeft {
			/// The person.
			person: PersonId,
			/// The account that signed.
			account: T::AccountId,
			/// The organization.
			organization: OrganizationId,
		},
		/// A membership was ended, or the offer of one withdrawn.
		MembershipEnded {
			/// Who ended it for the organization; `None` if the person or the organization is gone.
			actor: Option<ActorOf<T>>,
			/// The person.
			person: PersonId,
			/// The organization.
			organization: OrganizationId,
		},
		/// The period of a membership is over.
		MembershipExpired {
			/// The person.
			person: PersonId,
			/// The organization.
			organization: OrganizationId,
		},
		/// The enroller requested a recovery. The person's account can object until it is due.
		RecoveryRequested {
			/// Who requested it, and for which organization.
			actor: ActorOf<T>,
			/// The person.
			person: PersonId,
			/// The account that will sign for the person.
			new_account: T::AccountId,
			/// When the recovery completes.
			due: Moment,
		},
		/// The person's account objected: the recovery is off.
		RecoveryObjected {
			/// The person.
			person: PersonId,
			/// The account that signed.
			account: T::AccountId,
		},
		/// A recovery was canceled.
		RecoveryCanceled {
			/// Who canceled it for the enroller; `None` if the person was released or taken over.
			actor: Option<ActorOf<T>>,
			/// The person.
			person: PersonId,
		},
		/// A recovery completed.
		PersonRecovered {
			/// The person.
			person: PersonId,
			/// The account that signed for the person.
			old_account: T::AccountId,
			/// The account that does from now on.
			new_account: T::AccountId,
		},
		/// A recovery was due and could not complete. It is off.
		RecoveryFailed {
			/// The person.
			person: PersonId,
			/// The account that should have signed for the person.
			new_account: T::AccountId,
			/// Why not.
			error: DispatchError,
		},
		/// What a recovered person owns could not be moved along; it is still at the old account.
		NotMoved {
			/// The person.
			person: PersonId,
			/// The account that signed for the person.
			old_account: T::AccountId,
			/// Why not.
			error: DispatchError,
		},
	}
}
