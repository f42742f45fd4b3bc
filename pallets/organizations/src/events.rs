// SPDX-License-Identifier: Apache-2.0

//! What the pallet reports.

use frame_support::pallet_macros::pallet_section;

/// The events, imported into the pallet's module.
#[pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// The council admitted an organization.
		Admitted {
			/// The new organization.
			organization: OrganizationId,
			/// Its code.
			uscc: Uscc,
			/// Its own account.
			account: T::AccountId,
			/// Its first administrator.
			administrator: T::AccountId,
		},
		/// The council corrected an organization's name, code or kind.
		Amended {
			/// The organization.
			organization: OrganizationId,
			/// Its code, changed or not.
			uscc: Uscc,
		},
		/// The council granted capabilities.
		Granted {
			/// The organization.
			organization: OrganizationId,
			/// What the grant named.
			capabilities: Capabilities,
		},
		/// The council withdrew capabilities.
		Withdrawn {
			/// The organization.
			organization: OrganizationId,
			/// What it lost.
			capabilities: Capabilities,
		},
		/// The council suspended an organization.
		Suspended {
			/// The organization.
			organization: OrganizationId,
			/// Why.
			reason: SuspensionReason,
		},
		/// The council put an organization in good standing again.
		Reinstated {
			/// The organization.
			organization: OrganizationId,
		},
		/// The council removed an organization, with all its operators.
		Removed {
			/// The organization.
			organization: OrganizationId,
			/// The code that is free again.
			uscc: Uscc,
		},
		/// The council set an organization's quota.
		QuotaSet {
			/// The organization.
			organization: OrganizationId,
			/// The quota from now on.
			quota: Quota,
		},
		/// The council made an account the only administrator of an organization.
		AdministratorAppointed {
			/// The organization.
			organization: OrganizationId,
			/// Its only administrator.
			administrator: T::AccountId,
		},
		/// The council gave an organization a seat.
		SeatGranted {
			/// The organization.
			organization: OrganizationId,
		},
		/// The council took an organization's seat, and with it the delegate's membership.
		SeatWithdrawn {
			/// The organization.
			organization: OrganizationId,
		},
		/// An administrator named the delegate, or nobody.
		DelegateSet {
			/// Who named it.
			actor: Actor<T::AccountId>,
			/// The council member from now on.
			delegate: Option<T::AccountId>,
		},
		/// A delegate left the council because it is no longer an operator.
		DelegateLost {
			/// The organization, whose seat has no vote now.
			organization: OrganizationId,
			/// The former delegate.
			delegate: T::AccountId,
		},
		/// An administrator added an operator.
		OperatorAdded {
			/// Who added it.
			actor: Actor<T::AccountId>,
			/// The new operator.
			operator: T::AccountId,
			/// What it was given.
			capabilities: Capabilities,
			/// Whether it is an administrator.
			administrator: bool,
		},
		/// An administrator changed an operator.
		OperatorChanged {
			/// Who changed it.
			actor: Actor<T::AccountId>,
			/// The operator.
			operator: T::AccountId,
			/// What it has from now on.
			capabilities: Capabilities,
			/// Whether it is an administrator from now on.
			administrator: bool,
		},
		/// An administrator removed an operator.
		OperatorRemoved {
			/// Who removed it.
			actor: Actor<T::AccountId>,
			/// The former operator.
			operator: T::AccountId,
		},
		/// An administrator handed its administration over.
		HandedOver {
			/// The former administrator.
			actor: Actor<T::AccountId>,
			/// The new one.
			to: T::AccountId,
		},
		/// A call was sent from the organization's account and succeeded.
		Acted {
			/// Who sent it.
			actor: Actor<T::AccountId>,
		},
		/// An operator gave up its own role.
		OperatorLeft {
			/// Who it was, and of which organization.
			actor: Actor<T::AccountId>,
		},
		/// A former operator's provider reference could not be given back.
		AccountRetained {
			/// The account.
			account: T::AccountId,
			/// What stood in the way.
			error: DispatchError,
		},
		/// A retained account's provider reference was given back.
		AccountReleased {
			/// The account.
			account: T::AccountId,
		},
	}
}
