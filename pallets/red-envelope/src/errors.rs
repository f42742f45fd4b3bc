// SPDX-License-Identifier: Apache-2.0

//! What the pallet refuses, each cause with its own error.

use frame_support::pallet_macros::pallet_section;

/// The errors, imported into the pallet's module.
#[pallet_section]
mod errors {
	#[pallet::error]
	pub enum Error<T> {
		/// No budget has this id.
		BudgetNotFound,
		/// No envelope has this id.
		EnvelopeNotFound,
		/// No redemption has this id.
		RedemptionNotFound,
		/// The signer acts for another organization, or for another person.
		NotAuthorized,
		/// The amount is zero.
		ZeroAmount,
		/// The name is empty or not UTF-8.
		InvalidName,
		/// A budget lapses in the future, and no later than the one above.
		InvalidLapse,
		/// No budget can be so deep in the tree.
		TooDeep,
		/// There cannot be so many budgets side by side.
		TooManyBudgets,
		/// Money comes and goes through the budget above.
		NotARoot,
		/// There is no budget above to allot from.
		NoParent,
		/// The budget, or one above it, is frozen.
		BudgetFrozen,
		/// The budget is not frozen.
		NotFrozen,
		/// The budget, or one above it, has ended.
		BudgetEnded,
		/// There are budgets below that have not ended.
		ChildrenRemain,
		/// The budget has not as much available.
		InsufficientBudget,
		/// The account is no operator of the organization.
		UnknownSpender,
		/// The right would have ended already, or before it begins, or be for nothing.
		InvalidRight,
		/// There is no such right to spend the budget.
		NoRight,
		/// The right cannot be used yet, or no longer.
		RightNotInForce,
		/// The right's ceiling is lower than that.
		CeilingExceeded,
		/// The withholding is more than all of a share, the envelope would never be open, or be so for
		/// longer than allowed.
		InvalidTerms,
		/// There are no shares, too many, or not a minor unit for each; or the audience is nobody.
		InvalidForm,
		/// A person is named twice.
		Duplicate,
		/// A person that is named is not enrolled.
		UnknownPerson,
		/// The envelope is not open to be paused, or not paused.
		InvalidState,
		/// Somebody has claimed a share.
		AlreadyClaimedFrom,
		/// There is no such sealed object, or it is not the organization's.
		UnknownRegister,
		/// The organization is suspended.
		OrganizationSuspended,
		/// The envelope is not open yet.
		NotYetOpen,
		/// The envelope is paused.
		Paused,
		/// Every share was claimed.
		NoShareLeft,
		/// The envelope has expired.
		Expired,
		/// The envelope was canceled.
		Canceled,
		/// The person has claimed a share.
		AlreadyClaimed,
		/// The person is not in the unit.
		WrongUnit,
		/// The envelope does not name the person.
		NotNamed,
		/// What the claim shows is not what the envelope asks for.
		WrongEvidence,
		/// The proof, or the signature, does not hold for this person.
		InvalidEvidence,
		/// The list assigns more than was put in, and this share does not fit any more.
		ListExceedsTotal,
		/// The person has claimed as many shares as it may in a month.
		TooManyClaims,
		/// The person would get more than it may in a month.
		CapExceeded,
		/// The wallet has not as much.
		InsufficientBalance,
		/// No account ever signed for the person.
		NoAccount,
		/// The person has as many open redemptions as can be.
		TooManyRedemptions,
		/// The redemption was answered, withdrawn, or is over.
		NotOpen,
		/// Not as much tax was withheld.
		TooMuchTax,
		/// The cap does not limit anything.
		InvalidCap,
		/// There is no such settlement asset.
		UnknownAsset,
		/// What is stored contradicts itself.
		Inconsistent,
		/// Money is in budgets, envelopes or wallets, or is tax withheld.
		MoneyHeld,
		/// There are budgets that have not ended.
		BudgetsRemain,
	}
}
