// SPDX-License-Identifier: Apache-2.0

//! `envelopes_*`: budgets, envelopes, claims, draws, wallets and redemptions.

use super::query::{Limit, Query};
use covenant_primitives::{AssetId, Book, Month, OrganizationId, Page, PersonId};
use covenant_runtime::{AccountId, Hash};
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use pallet_red_envelope::{
	runtime_api::{
		BudgetInfo, ClaimInfo, Claimable, DrawInfo, EnvelopeInfo, EnvelopesApi, FundsInfo, Ranked,
		RedemptionInfo, RightInfo, StatementInfo, TaxInfo, WalletInfo,
	},
	BudgetId, EnvelopeId, RedemptionId, Spender,
};

/// `at` is a block's hash; without it the answer is that of the last finalized block. What is unknown
/// is answered with `null`. Amounts are decimal strings in minor units, a month is written `"2026-10"`,
/// and `cursor` is `next` of the page before.
#[rpc(server)]
pub trait EnvelopesRpc {
	/// A budget.
	#[method(name = "envelopes_getBudget")]
	fn budget(&self, id: BudgetId, at: Option<Hash>) -> RpcResult<Option<BudgetInfo>>;

	/// The budgets of an organization that have none above them.
	#[method(name = "envelopes_listBudgets")]
	fn budgets(
		&self,
		organization: OrganizationId,
		cursor: Option<BudgetId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<BudgetInfo, BudgetId>>;

	/// The budgets below a budget.
	#[method(name = "envelopes_listSubBudgets")]
	fn sub_budgets(
		&self,
		parent: BudgetId,
		cursor: Option<BudgetId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<BudgetInfo, BudgetId>>;

	/// Who may spend a budget.
	#[method(name = "envelopes_listRights")]
	fn rights(
		&self,
		budget: BudgetId,
		cursor: Option<Spender<AccountId>>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<RightInfo<AccountId>, Spender<AccountId>>>;

	/// What is held of an organization's money in an asset, and how much a person may claim.
	#[method(name = "envelopes_getFunds")]
	fn funds(
		&self,
		organization: OrganizationId,
		asset: AssetId,
		at: Option<Hash>,
	) -> RpcResult<FundsInfo>;

	/// An envelope.
	#[method(name = "envelopes_getEnvelope")]
	fn envelope(
		&self,
		id: EnvelopeId,
		at: Option<Hash>,
	) -> RpcResult<Option<EnvelopeInfo<AccountId>>>;

	/// All envelopes of an organization.
	#[method(name = "envelopes_listEnvelopes")]
	fn envelopes(
		&self,
		organization: OrganizationId,
		cursor: Option<EnvelopeId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<EnvelopeInfo<AccountId>, EnvelopeId>>;

	/// The envelopes of an organization that a person may claim from now, if it can show what they
	/// need. A page may hold fewer than there are open ones, or none, and still have a next one.
	#[method(name = "envelopes_listClaimable")]
	fn claimable(
		&self,
		person: PersonId,
		organization: OrganizationId,
		cursor: Option<EnvelopeId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<Claimable<AccountId>, EnvelopeId>>;

	/// The claims of a person.
	#[method(name = "envelopes_listClaims")]
	fn claims(
		&self,
		person: PersonId,
		cursor: Option<EnvelopeId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ClaimInfo, EnvelopeId>>;

	/// The draws of a lucky envelope, in order, with the share to begin behind as the cursor.
	#[method(name = "envelopes_listDraws")]
	fn draws(
		&self,
		envelope: EnvelopeId,
		cursor: Option<u32>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<DrawInfo, u32>>;

	/// Who got how much from an envelope whose organization chose an open ranking, in the order of
	/// the claims; `None` if it did not, or if amounts came from a list.
	#[method(name = "envelopes_listRanking")]
	fn ranking(
		&self,
		envelope: EnvelopeId,
		cursor: Option<u32>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Option<Page<Ranked, u32>>>;

	/// What a person has from an organization in an asset.
	#[method(name = "envelopes_getWallet")]
	fn wallet(
		&self,
		person: PersonId,
		organization: OrganizationId,
		asset: AssetId,
		at: Option<Hash>,
	) -> RpcResult<WalletInfo>;

	/// What a person has from all organizations.
	#[method(name = "envelopes_listWallets")]
	fn wallets(
		&self,
		person: PersonId,
		cursor: Option<Book>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<WalletInfo, Book>>;

	/// A person's statement for a month.
	#[method(name = "envelopes_getStatement")]
	fn statement(
		&self,
		person: PersonId,
		organization: OrganizationId,
		asset: AssetId,
		month: Month,
		at: Option<Hash>,
	) -> RpcResult<StatementInfo>;

	/// What persons drew from an organization in a month, by purpose, and the tax withheld.
	#[method(name = "envelopes_listTaxes")]
	fn tax_summary(
		&self,
		organization: OrganizationId,
		asset: AssetId,
		month: Month,
		cursor: Option<PersonId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<TaxInfo, PersonId>>;

	/// A redemption.
	#[method(name = "envelopes_getRedemption")]
	fn redemption(&self, id: RedemptionId, at: Option<Hash>) -> RpcResult<Option<RedemptionInfo>>;

	/// The redemptions of a person.
	#[method(name = "envelopes_listRedemptions")]
	fn redemptions(
		&self,
		person: PersonId,
		cursor: Option<RedemptionId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<RedemptionInfo, RedemptionId>>;

	/// The redemptions that wait for an organization's finance desk.
	#[method(name = "envelopes_listOpenRedemptions")]
	fn open_redemptions(
		&self,
		organization: OrganizationId,
		asset: AssetId,
		cursor: Option<RedemptionId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<RedemptionInfo, RedemptionId>>;
}

impl EnvelopesRpcServer for Query {
	fn budget(&self, id: BudgetId, at: Option<Hash>) -> RpcResult<Option<BudgetInfo>> {
		self.ask(at, |api, at| api.budget(at, id))
	}

	fn budgets(
		&self,
		organization: OrganizationId,
		cursor: Option<BudgetId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<BudgetInfo, BudgetId>> {
		self.ask(at, |api, at| api.budgets(at, organization, cursor, limit.0))
	}

	fn sub_budgets(
		&self,
		parent: BudgetId,
		cursor: Option<BudgetId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<BudgetInfo, BudgetId>> {
		self.ask(at, |api, at| api.sub_budgets(at, parent, cursor, limit.0))
	}

	fn rights(
		&self,
		budget: BudgetId,
		cursor: Option<Spender<AccountId>>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<RightInfo<AccountId>, Spender<AccountId>>> {
		self.ask(at, |api, at| api.rights(at, budget, cursor, limit.0))
	}

	fn funds(
		&self,
		organization: OrganizationId,
		asset: AssetId,
		at: Option<Hash>,
	) -> RpcResult<FundsInfo> {
		self.ask(at, |api, at| api.funds(at, organization, asset))
	}

	fn envelope(
		&self,
		id: EnvelopeId,
		at: Option<Hash>,
	) -> RpcResult<Option<EnvelopeInfo<AccountId>>> {
		self.ask(at, |api, at| api.envelope(at, id))
	}

	fn envelopes(
		&self,
		organization: OrganizationId,
		cursor: Option<EnvelopeId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<EnvelopeInfo<AccountId>, EnvelopeId>> {
		self.ask(at, |api, at| api.envelopes(at, organization, cursor, limit.0))
	}

	fn claimable(
		&self,
		person: PersonId,
		organization: OrganizationId,
		cursor: Option<EnvelopeId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<Claimable<AccountId>, EnvelopeId>> {
		self.ask(at, |api, at| api.claimable(at, person, organization, cursor, limit.0))
	}

	fn claims(
		&self,
		person: PersonId,
		cursor: Option<EnvelopeId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ClaimInfo, EnvelopeId>> {
		self.ask(at, |api, at| api.claims(at, person, cursor, limit.0))
	}

	fn draws(
		&self,
		envelope: EnvelopeId,
		cursor: Option<u32>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<DrawInfo, u32>> {
		self.ask(at, |api, at| api.draws(at, envelope, cursor, limit.0))
	}

	fn ranking(
		&self,
		envelope: EnvelopeId,
		cursor: Option<u32>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Option<Page<Ranked, u32>>> {
		self.ask(at, |api, at| api.ranking(at, envelope, cursor, limit.0))
	}

	fn wallet(
		&self,
		person: PersonId,
		organization: OrganizationId,
		asset: AssetId,
		at: Option<Hash>,
	) -> RpcResult<WalletInfo> {
		self.ask(at, |api, at| api.wallet(at, person, organization, asset))
	}

	fn wallets(
		&self,
		person: PersonId,
		cursor: Option<Book>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<WalletInfo, Book>> {
		self.ask(at, |api, at| api.wallets(at, person, cursor, limit.0))
	}

	fn statement(
		&self,
		person: PersonId,
		organization: OrganizationId,
		asset: AssetId,
		month: Month,
		at: Option<Hash>,
	) -> RpcResult<StatementInfo> {
		self.ask(at, |api, at| api.statement(at, person, organization, asset, month))
	}

	fn tax_summary(
		&self,
		organization: OrganizationId,
		asset: AssetId,
		month: Month,
		cursor: Option<PersonId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<TaxInfo, PersonId>> {
		self.ask(at, |api, at| api.tax_summary(at, organization, asset, month, cursor, limit.0))
	}

	fn redemption(&self, id: RedemptionId, at: Option<Hash>) -> RpcResult<Option<RedemptionInfo>> {
		self.ask(at, |api, at| api.redemption(at, id))
	}

	fn redemptions(
		&self,
		person: PersonId,
		cursor: Option<RedemptionId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<RedemptionInfo, RedemptionId>> {
		self.ask(at, |api, at| api.redemptions(at, person, cursor, limit.0))
	}

	fn open_redemptions(
		&self,
		organization: OrganizationId,
		asset: AssetId,
		cursor: Option<RedemptionId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<RedemptionInfo, RedemptionId>> {
		self.ask(at, |api, at| api.open_redemptions(at, organization, asset, cursor, limit.0))
	}
}
