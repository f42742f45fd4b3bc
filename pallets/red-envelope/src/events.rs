// SPDX-License-Identifier: Apache-2.0

//! What the pallet reports. No event tells what a person got; see the section on privacy.

use frame_support::pallet_macros::pallet_section;

/// The events, imported into the pallet's module.
#[pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A budget was opened.
		BudgetOpened {
			/// Who did, and for which organization.
			by: ActorOf<T>,
			/// The budget.
			budget: BudgetId,
			/// The one above.
			parent: Option<BudgetId>,
			/// The settlement asset.
			asset: AssetId,
		},
		/// Money of an organization's was set aside for a budget.
		Funded {
			/// Who did, and for which organization.
			by: ActorOf<T>,
			/// The budget.
			budget: BudgetId,
			/// How much.
			amount: Amount,
		},
		/// Money of a budget went back to its organization.
		Returned {
			/// Who had it go back; `None` if that happened by itself.
			by: Option<ActorOf<T>>,
			/// The budget that had it.
			budget: BudgetId,
			/// How much.
			amount: Amount,
		},
		/// A budget was allotted money by the one above.
		Allotted {
			/// Who did, and for which organization.
			by: ActorOf<T>,
			/// The budget.
			budget: BudgetId,
			/// How much.
			amount: Amount,
		},
		/// Money of a budget went back to one above.
		TakenBack {
			/// Who took it; `None` if that happened by itself.
			by: Option<ActorOf<T>>,
			/// The budget that had it.
			budget: BudgetId,
			/// The budget that has it.
			to: BudgetId,
			/// How much.
			amount: Amount,
		},
		/// A budget was frozen.
		Frozen {
			/// Who did, and for which organization.
			by: ActorOf<T>,
			/// The budget.
			budget: BudgetId,
		},
		/// A budget can be used again.
		Unfrozen {
			/// Who had it, and for which organization.
			by: ActorOf<T>,
			/// The budget.
			budget: BudgetId,
		},
		/// A budget has ended.
		BudgetEnded {
			/// Who closed it; `None` if it has lapsed.
			by: Option<ActorOf<T>>,
			/// The budget.
			budget: BudgetId,
		},
		/// Somebody may spend a budget.
		RightGranted {
			/// Who granted it, and for which organization.
			by: ActorOf<T>,
			/// The budget.
			budget: BudgetId,
			/// Who may spend it.
			spender: SpenderOf<T>,
			/// How much, since when and until when.
			right: SpendingRight,
		},
		/// Somebody may not spend a budget any longer.
		RightRevoked {
			/// Who revoked it, and for which organization.
			by: ActorOf<T>,
			/// The budget.
			budget: BudgetId,
			/// Who may not.
			spender: SpenderOf<T>,
		},
		/// An organization limited what a person may claim in a month, or no longer does.
		CapSet {
			/// Who did, and for which organization.
			by: ActorOf<T>,
			/// The settlement asset.
			asset: AssetId,
			/// The limit.
			cap: Option<Cap>,
		},
		/// An envelope was filled.
		Filled {
			/// Who did.
			by: T::AccountId,
			/// The organization.
			organization: OrganizationId,
			/// Out of which budget.
			budget: BudgetId,
			/// The envelope.
			envelope: EnvelopeId,
			/// What is in it.
			total: Amount,
			/// How many shares it has.
			shares: u32,
		},
		/// An envelope was paused.
		PausedClaims {
			/// Who did.
			by: T::AccountId,
			/// The envelope.
			envelope: EnvelopeId,
		},
		/// An envelope can be claimed again.
		ResumedClaims {
			/// Who had it.
			by: T::AccountId,
			/// The envelope.
			envelope: EnvelopeId,
		},
		/// The register of an envelope was named.
		RegisterAttached {
			/// Who did.
			by: T::AccountId,
			/// The envelope.
			envelope: EnvelopeId,
			/// The sealed object.
			register: Option<ObjectId>,
		},
		/// A share was claimed.
		Claimed {
			/// The person.
			person: PersonId,
			/// The envelope.
			envelope: EnvelopeId,
			/// The number of the share.
			share: u32,
			/// The round whose seed decides what it is worth; 0 if nothing is left to chance.
			round: Round,
		},
		/// Shares were drawn, and are in the wallets of those who claimed them.
		Drawn {
			/// The envelope.
			envelope: EnvelopeId,
			/// The first share.
			first: u32,
			/// How many.
			count: u32,
		},
		/// Shares could not be drawn. They are tried again with the next round.
		DrawFailed {
			/// The envelope.
			envelope: EnvelopeId,
			/// Why.
			error: DispatchError,
		},
		/// What was due could not be done, and will be tried again.
		Postponed {
			/// What.
			task: Task,
			/// When it will be tried again.
			until: Moment,
			/// Why it failed.
			error: DispatchError,
		},
		/// An envelope has given what it will give.
		Emptied {
			/// The envelope.
			envelope: EnvelopeId,
			/// How it ended.
			status: EnvelopeStatus,
			/// What went back.
			returned: Amount,
		},
		/// A person had money from its wallet.
		PaidOut {
			/// Who had it paid for the organization, if it was not the person.
			by: Option<ActorOf<T>>,
			/// The person.
			person: PersonId,
			/// Whose money, and which.
			book: Book,
		},
		/// A person asked a finance desk to pay outside.
		RedemptionAsked {
			/// The person.
			person: PersonId,
			/// The redemption.
			redemption: RedemptionId,
			/// Of whom, and in which asset.
			book: Book,
		},
		/// A redemption was answered, withdrawn, or is over.
		RedemptionEnded {
			/// Who answered; `None` if nobody did.
			by: Option<ActorOf<T>>,
			/// The redemption.
			redemption: RedemptionId,
			/// How it ended.
			status: RedemptionStatus,
		},
		/// Withheld tax was remitted.
		TaxRemitted {
			/// Who did, and for which organization.
			by: ActorOf<T>,
			/// The settlement asset.
			asset: AssetId,
			/// How much.
			amount: Amount,
			/// A salted hash of the receipt.
			receipt: H256,
		},
	}
}
