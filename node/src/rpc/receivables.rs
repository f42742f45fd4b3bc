// SPDX-License-Identifier: Apache-2.0

//! `receivables_*`: receivables, their parts, who holds and who owes them.

use super::query::{Decimal, Limit, Query};
use covenant_primitives::{power::Day, AssetId, OrganizationId, Page, PartId, ReceivableId};
use covenant_runtime::Hash;
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use pallet_receivables::{
	runtime_api::{Exposure, PartDetails, ReceivableInfo, ReceivablesApi, Step},
	Entry, Guarantee, Role,
};

/// `at` is a block's hash; without it the answer is that of the last finalized block. What is unknown
/// is answered with `null`. Amounts are decimal strings, and `cursor` is `next` of the page before.
#[rpc(server)]
pub trait ReceivablesRpc {
	/// A receivable, or the draft of one.
	#[method(name = "receivables_get")]
	fn receivable(&self, id: ReceivableId, at: Option<Hash>) -> RpcResult<Option<ReceivableInfo>>;

	/// A part.
	#[method(name = "receivables_getPart")]
	fn part(&self, id: PartId, at: Option<Hash>) -> RpcResult<Option<PartDetails>>;

	/// The parts of a holder that are not closed.
	#[method(name = "receivables_listParts")]
	fn parts_of(
		&self,
		holder: OrganizationId,
		cursor: Option<PartId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<PartDetails, PartId>>;

	/// The receivables of an organization; with a role, in that one only.
	#[method(name = "receivables_list")]
	fn receivables_of(
		&self,
		organization: OrganizationId,
		role: Option<Role>,
		cursor: Option<ReceivableId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ReceivableInfo, ReceivableId>>;

	/// The drafts that an organization is asked to accept.
	#[method(name = "receivables_listAwaited")]
	fn awaited(
		&self,
		organization: OrganizationId,
		cursor: Option<ReceivableId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ReceivableInfo, ReceivableId>>;

	/// The drafts of an organization that nobody answered yet.
	#[method(name = "receivables_listDrafted")]
	fn drafted(
		&self,
		organization: OrganizationId,
		cursor: Option<ReceivableId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ReceivableInfo, ReceivableId>>;

	/// The parts that an organization is offered.
	#[method(name = "receivables_listOffers")]
	fn offers_to(
		&self,
		organization: OrganizationId,
		cursor: Option<PartId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<PartDetails, PartId>>;

	/// What is due, or was and is not paid, on the days from `from` until before `until`, counted from
	/// 1970 in UTC, at most 366, in the order of days; in an asset, or in any. Pages can hold less than
	/// `limit`.
	#[method(name = "receivables_listMaturing")]
	fn maturing(
		&self,
		asset: Option<AssetId>,
		from: Day,
		until: Day,
		cursor: Option<(Day, ReceivableId)>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ReceivableInfo, (Day, ReceivableId)>>;

	/// The parts of a receivable that are not closed.
	#[method(name = "receivables_listLeaves")]
	fn leaves(
		&self,
		receivable: ReceivableId,
		cursor: Option<PartId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<PartDetails, PartId>>;

	/// All parts of a receivable that there ever were: each names the one that it was split from.
	#[method(name = "receivables_listTree")]
	fn tree(
		&self,
		receivable: ReceivableId,
		cursor: Option<PartId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<PartDetails, PartId>>;

	/// The path from a part back to the whole, the last step first, with all endorsements. The cursor is a
	/// part, and the number of the endorsement after which the page before ended; zero if that was how
	/// the part was made, else one more than the endorsement's number.
	#[method(name = "receivables_listPath")]
	fn path(
		&self,
		part: PartId,
		cursor: Option<(PartId, u32)>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<Step, (PartId, u32)>>;

	/// All that happened to a receivable and its parts, oldest first; also to a draft that is gone.
	#[method(name = "receivables_listHistory")]
	fn history(
		&self,
		receivable: ReceivableId,
		cursor: Option<u32>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<Entry, u32>>;

	/// How much a debtor may owe, and owes.
	#[method(name = "receivables_getExposure")]
	fn exposure(
		&self,
		debtor: OrganizationId,
		asset: AssetId,
		at: Option<Hash>,
	) -> RpcResult<Exposure>;

	/// How much a guarantor guarantees for a debtor.
	#[method(name = "receivables_getGuarantee")]
	fn guarantees(
		&self,
		guarantor: OrganizationId,
		debtor: OrganizationId,
		asset: AssetId,
		at: Option<Hash>,
	) -> RpcResult<Guarantee>;

	/// The parts that an organization is asked to pay as endorser.
	#[method(name = "receivables_listRecourse")]
	fn recourse_of(
		&self,
		organization: OrganizationId,
		cursor: Option<PartId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<PartDetails, PartId>>;

	/// What an organization can collect, in minor units, as a decimal string in JSON.
	#[method(name = "receivables_getOwed")]
	fn owed(
		&self,
		organization: OrganizationId,
		asset: AssetId,
		at: Option<Hash>,
	) -> RpcResult<Decimal>;
}

impl ReceivablesRpcServer for Query {
	fn receivable(&self, id: ReceivableId, at: Option<Hash>) -> RpcResult<Option<ReceivableInfo>> {
		self.ask(at, |api, at| api.receivable(at, id))
	}

	fn part(&self, id: PartId, at: Option<Hash>) -> RpcResult<Option<PartDetails>> {
		self.ask(at, |api, at| api.part(at, id))
	}

	fn parts_of(
		&self,
		holder: OrganizationId,
		cursor: Option<PartId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<PartDetails, PartId>> {
		self.ask(at, |api, at| api.parts_of(at, holder, cursor, limit.0))
	}

	fn receivables_of(
		&self,
		organization: OrganizationId,
		role: Option<Role>,
		cursor: Option<ReceivableId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ReceivableInfo, ReceivableId>> {
		self.ask(at, |api, at| api.receivables_of(at, organization, role, cursor, limit.0))
	}

	fn awaited(
		&self,
		organization: OrganizationId,
		cursor: Option<ReceivableId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ReceivableInfo, ReceivableId>> {
		self.ask(at, |api, at| api.awaited(at, organization, cursor, limit.0))
	}

	fn drafted(
		&self,
		organization: OrganizationId,
		cursor: Option<ReceivableId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ReceivableInfo, ReceivableId>> {
		self.ask(at, |api, at| api.drafted(at, organization, cursor, limit.0))
	}

	fn offers_to(
		&self,
		organization: OrganizationId,
		cursor: Option<PartId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<PartDetails, PartId>> {
		self.ask(at, |api, at| api.offers_to(at, organization, cursor, limit.0))
	}

	fn maturing(
		&self,
		asset: Option<AssetId>,
		from: Day,
		until: Day,
		cursor: Option<(Day, ReceivableId)>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ReceivableInfo, (Day, ReceivableId)>> {
		self.ask(at, |api, at| api.maturing(at, asset, from, until, cursor, limit.0))
	}

	fn leaves(
		&self,
		receivable: ReceivableId,
		cursor: Option<PartId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<PartDetails, PartId>> {
		self.ask(at, |api, at| api.leaves(at, receivable, cursor, limit.0))
	}

	fn tree(
		&self,
		receivable: ReceivableId,
		cursor: Option<PartId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<PartDetails, PartId>> {
		self.ask(at, |api, at| api.tree(at, receivable, cursor, limit.0))
	}

	fn path(
		&self,
		part: PartId,
		cursor: Option<(PartId, u32)>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<Step, (PartId, u32)>> {
		self.ask(at, |api, at| api.path(at, part, cursor, limit.0))
	}

	fn history(
		&self,
		receivable: ReceivableId,
		cursor: Option<u32>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<Entry, u32>> {
		self.ask(at, |api, at| api.history(at, receivable, cursor, limit.0))
	}

	fn exposure(
		&self,
		debtor: OrganizationId,
		asset: AssetId,
		at: Option<Hash>,
	) -> RpcResult<Exposure> {
		self.ask(at, |api, at| api.exposure(at, debtor, asset))
	}

	fn guarantees(
		&self,
		guarantor: OrganizationId,
		debtor: OrganizationId,
		asset: AssetId,
		at: Option<Hash>,
	) -> RpcResult<Guarantee> {
		self.ask(at, |api, at| api.guarantees(at, guarantor, debtor, asset))
	}

	fn recourse_of(
		&self,
		organization: OrganizationId,
		cursor: Option<PartId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<PartDetails, PartId>> {
		self.ask(at, |api, at| api.recourse_of(at, organization, cursor, limit.0))
	}

	fn owed(
		&self,
		organization: OrganizationId,
		asset: AssetId,
		at: Option<Hash>,
	) -> RpcResult<Decimal> {
		self.ask(at, |api, at| api.owed(at, organization, asset)).map(Decimal)
	}
}
