// SPDX-License-Identifier: Apache-2.0

//! What clients ask about envelopes. Each `envelopes_*` method of the JSON-RPC is an alias of one
//! query.

use crate::*;
use alloc::vec::Vec;
use codec::{Codec, Decode, Encode};
pub use covenant_primitives::{Page, MAX_PAGE};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// A budget.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BudgetInfo {
	/// The id.
	pub id: BudgetId,
	/// What it has, and where that is.
	#[serde(flatten)]
	pub budget: Budget,
	/// Whether it and all above it are open.
	pub usable: bool,
}

/// A right to spend a budget.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RightInfo<AccountId> {
	/// Who has it.
	pub spender: Spender<AccountId>,
	/// How much, since when and until when.
	#[serde(flatten)]
	pub right: SpendingRight,
}

/// An organization's money in an asset.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FundsInfo {
	/// What is held of it.
	#[serde(with = "covenant_primitives::json::decimal")]
	pub held: Amount,
	/// The part that is tax withheld and not remitted.
	#[serde(with = "covenant_primitives::json::decimal")]
	pub tax_due: Amount,
	/// How much a person may claim in a month.
	pub cap: Option<Cap>,
}

/// An envelope.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EnvelopeInfo<AccountId> {
	/// The id.
	pub id: EnvelopeId,
	/// How it was filled.
	#[serde(flatten)]
	pub envelope: Envelope<AccountId>,
	/// How far it is.
	pub progress: Progress,
	/// How many shares can still be claimed.
	pub shares_left: u32,
	/// Whether it can be claimed now.
	pub is_open: bool,
}

/// What a person has to show to claim.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Needs {
	/// Nothing.
	Nothing,
	/// Its place in the list.
	Place,
	/// A license.
	License,
	/// A code.
	Code,
}

/// An envelope that a person may claim from.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Claimable<AccountId> {
	/// The envelope.
	#[serde(flatten)]
	pub envelope: EnvelopeInfo<AccountId>,
	/// What the person has to show.
	pub needs: Needs,
}

/// A claim of a person.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClaimInfo {
	/// The envelope.
	pub envelope: EnvelopeId,
	/// The number of the share.
	pub share: u32,
	/// The round whose seed decides; 0 if nothing is left to chance.
	pub round: Round,
	/// Whether it is in the wallet.
	pub drawn: bool,
}

/// A draw of a lucky envelope, with all that is needed to compute it again.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DrawInfo {
	/// The number of the share.
	pub share: u32,
	/// The round.
	pub round: Round,
	/// Its seed.
	pub seed: H256,
	/// What was left before.
	#[serde(with = "covenant_primitives::json::decimal")]
	pub left: Amount,
	/// How many shares were left before.
	pub shares_left: u32,
	/// What was drawn.
	#[serde(with = "covenant_primitives::json::decimal")]
	pub amount: Amount,
}

/// What somebody got from an envelope with an open ranking.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Ranked {
	/// The person.
	pub person: PersonId,
	/// The number of the share.
	pub share: u32,
	/// What it was worth, before tax.
	#[serde(with = "covenant_primitives::json::decimal")]
	pub amount: Amount,
}

/// A wallet.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WalletInfo {
	/// Whose money, and which.
	#[serde(flatten)]
	pub book: Book,
	/// What is in it.
	#[serde(flatten)]
	pub wallet: Wallet,
}

/// What was drawn for a purpose.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IncomeInfo {
	/// The purpose.
	pub purpose: Purpose,
	/// How much.
	#[serde(flatten)]
	pub income: Income,
}

/// A person's statement for a month: `closing = opening + net incomes − paid out − redeemed`.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StatementInfo {
	/// The person.
	pub person: PersonId,
	/// The month.
	pub month: Month,
	/// What it had before, open redemptions included.
	#[serde(with = "covenant_primitives::json::decimal")]
	pub opening: Amount,
	/// How many shares it claimed.
	pub claims: u32,
	/// What it drew.
	pub incomes: Vec<IncomeInfo>,
	/// What was paid to its account.
	#[serde(with = "covenant_primitives::json::decimal")]
	pub paid_out: Amount,
	/// What the finance desk paid outside.
	#[serde(with = "covenant_primitives::json::decimal")]
	pub redeemed: Amount,
	/// What it had after, open redemptions included.
	#[serde(with = "covenant_primitives::json::decimal")]
	pub closing: Amount,
}

/// A person's line of an organization's tax summary for a month.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaxInfo {
	/// The person.
	pub person: PersonId,
	/// What it drew, by purpose.
	pub incomes: Vec<IncomeInfo>,
}

/// A redemption.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RedemptionInfo {
	/// The id.
	pub id: RedemptionId,
	/// What was asked for, and how it stands.
	#[serde(flatten)]
	pub redemption: Redemption,
}

sp_api::decl_runtime_apis! {
	/// Budgets, envelopes, claims, draws, wallets and redemptions. Pages hold at most 100.
	pub trait EnvelopesApi<AccountId> where AccountId: Codec {
		/// A budget.
		fn budget(id: BudgetId) -> Option<BudgetInfo>;

		/// The budgets of an organization that have none above them.
		fn budgets(organization: OrganizationId, cursor: Option<BudgetId>, limit: u32) -> Page<BudgetInfo, BudgetId>;

		/// The budgets below a budget.
		fn sub_budgets(parent: BudgetId, cursor: Option<BudgetId>, limit: u32) -> Page<BudgetInfo, BudgetId>;

		/// Who may spend a budget.
		fn rights(budget: BudgetId, cursor: Option<Spender<AccountId>>, limit: u32) -> Page<RightInfo<AccountId>, Spender<AccountId>>;

		/// What is held of an organization's money in an asset, and how much a person may claim.
		fn funds(organization: OrganizationId, asset: AssetId) -> FundsInfo;

		/// An envelope.
		fn envelope(id: EnvelopeId) -> Option<EnvelopeInfo<AccountId>>;

		/// All envelopes of an organization.
		fn envelopes(organization: OrganizationId, cursor: Option<EnvelopeId>, limit: u32) -> Page<EnvelopeInfo<AccountId>, EnvelopeId>;

		/// The envelopes of an organization that a person may claim from now, if it can show what they
		/// need. A page may hold fewer than there are open ones, or none, and still have a next one.
		fn claimable(person: PersonId, organization: OrganizationId, cursor: Option<EnvelopeId>, limit: u32) -> Page<Claimable<AccountId>, EnvelopeId>;

		/// The claims of a person.
		fn claims(person: PersonId, cursor: Option<EnvelopeId>, limit: u32) -> Page<ClaimInfo, EnvelopeId>;

		/// The draws of a lucky envelope, in order, with the share to begin behind as the cursor.
		fn draws(envelope: EnvelopeId, cursor: Option<u32>, limit: u32) -> Page<DrawInfo, u32>;

		/// Who got how much from an envelope whose organization chose an open ranking, in the order of
		/// the claims; `None` if it did not, or if amounts came from a list.
		fn ranking(envelope: EnvelopeId, cursor: Option<u32>, limit: u32) -> Option<Page<Ranked, u32>>;

		/// What a person has from an organization in an asset.
		fn wallet(person: PersonId, organization: OrganizationId, asset: AssetId) -> WalletInfo;

		/// What a person has from all organizations.
		fn wallets(person: PersonId, cursor: Option<Book>, limit: u32) -> Page<WalletInfo, Book>;

		/// A person's statement for a month.
		fn statement(person: PersonId, organization: OrganizationId, asset: AssetId, month: Month) -> StatementInfo;

		/// What persons drew from an organization in a month, by purpose, and the tax withheld.
		fn tax_summary(organization: OrganizationId, asset: AssetId, month: Month, cursor: Option<PersonId>, limit: u32) -> Page<TaxInfo, PersonId>;

		/// A redemption.
		fn redemption(id: RedemptionId) -> Option<RedemptionInfo>;

		/// The redemptions of a person.
		fn redemptions(person: PersonId, cursor: Option<RedemptionId>, limit: u32) -> Page<RedemptionInfo, RedemptionId>;

		/// The redemptions that wait for an organization's finance desk.
		fn open_redemptions(organization: OrganizationId, asset: AssetId, cursor: Option<RedemptionId>, limit: u32) -> Page<RedemptionInfo, RedemptionId>;
	}
}
