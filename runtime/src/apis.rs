// SPDX-License-Identifier: Apache-2.0

//! The runtime APIs: the standard ones, then those of Covenant, a block each.

use crate::*;
use alloc::{string::String, vec::Vec};
use covenant_primitives::{
	first_come::Salt,
	power::{Day, Interval},
	AuctionId, Book, ChannelId, ContractId, DemandId, InvoiceId, LotId, MarketId, MeterId, Moment,
	Month, ObjectId, OrderId, OrganizationId, Page, PartId, Party, Period, PersonId, QuoteId,
	ReceivableId, RequestId, ResourceId, Round, ShipmentId, TypeCode,
};
use frame_support::{
	genesis_builder_helper::get_preset,
	view_functions::{ViewFunctionDispatchError, ViewFunctionId},
	weights::Weight,
};
use pallet_beacon::runtime_api::{RoundInfo, SeedInfo};
use pallet_bookings::runtime_api::{BookingInfo, CalendarInfo, SlotInfo};
use pallet_credit::runtime_api::{CreditItem, CreditScore};
use pallet_deadlines::{runtime_api::Progress, Entry};
use pallet_energy_blocks::{
	runtime_api::{BlockInfo, FlowInfo},
	BlockId,
};
use pallet_first_come::runtime_api::{CommitmentInfo, RegistrationInfo};
use pallet_invoices::runtime_api::{FlagInfo, InvoiceInfo};
use pallet_ledger::runtime_api::{
	AccountInfo, BookInfo, EntryInfo as BookEntryInfo, PeriodInfo, VoucherInfo,
};
use pallet_license_registry::{
	runtime_api::{
		ConsentInfo, HistoryInfo, IssuerInfo, LicenseInfo, LicenseTypeInfo, RecognitionInfo,
		StatusListInfo, TypeVersionInfo, UseInfo,
	},
	CheckReport, ConsentId, LicenseId, LicenseQuery, StatusPurpose,
};
use pallet_metering::{
	runtime_api::{BatchInfo, DayInfo, IntervalReading, MeterInfo, Totals},
	BatchId,
};
use pallet_orders::{
	runtime_api::{OrderInfo, Payment, QuoteInfo},
	Entry as OrderEntry, Figures, Role, Terms, Turnover,
};
use pallet_organizations::runtime_api::{OperatorInfo, OrganizationInfo, SeatInfo};
use pallet_payment_channels::runtime_api::ChannelInfo;
use pallet_persons::{
	runtime_api::{EnrollmentInfo, MembershipInfo, PersonInfo, RecoveryInfo},
	PersonStanding,
};
use pallet_power_auctions::{
	runtime_api::{AuctionInfo, LotInfo},
	Bid, Outcome, Place, Steps,
};
use pallet_power_contracts::runtime_api::{ContractInfo, DeliveryInfo};
use pallet_power_market::runtime_api::{MarketInfo, ParticipantInfo, RulesInfo};
use pallet_power_retail::{
	runtime_api::{Customer, CustomerCursor, Estimate, PackageInfo},
	IntervalUse, PackageId, Subscription,
};
use pallet_power_settlement::{
	runtime_api::{AccountInfo as SettledAccount, BillInfo, DisputeInfo, Explanation, RunInfo},
	DayPrices, RunId,
};
use pallet_receivable_financing::{
	runtime_api::{
		ClaimInfo as PartClaim, LoanInfo, QuoteInfo as FinancingQuote,
		RequestInfo as FinancingRequest,
	},
	ClaimId, Exposure as BankExposure, FinancingId, LoanId, Share as ClaimShare,
};
use pallet_receivables::{
	runtime_api::{Exposure as DebtorExposure, PartDetails, ReceivableInfo, Step},
	Entry as HistoryEntry, Guarantee, Role as ReceivableRole,
};
use pallet_red_envelope::{
	runtime_api::{
		BudgetInfo, ClaimInfo, Claimable, DrawInfo, EnvelopeInfo, FundsInfo, Ranked,
		RedemptionInfo, RightInfo, StatementInfo, TaxInfo, WalletInfo,
	},
	Account, BudgetId, EnvelopeId, Occasion, RedemptionId, Spender,
};
use pallet_resource_catalog::{
	runtime_api::{DemandInfo, Filter, Registration as FingerprintInfo, ResourceInfo, TagInfo},
	Entry as ResourceEntry, Order, Position, Share, TagId, Tiers,
};
use pallet_rewards::{
	runtime_api::{PoolInfo, RewardInfo},
	PoolId,
};
use pallet_sealed_data::{
	runtime_api::{EntryInfo, KeyInfo, ObjectInfo, PolicyInfo, RequestInfo},
	Content,
};
use pallet_traceability::{
	runtime_api::{
		EdgeInfo, EventInfo, LocationInfo, LotInfo as GoodsLot, MarkedLot, ProductInfo,
		ReadingInfo, RecallInfo, SensorInfo, ShipmentInfo, Trace, TraceCursor,
	},
	Batch, EventId, Gln, Gtin, LocationId, ProductId, RecallId, SensorId, Target,
};
use pallet_transaction_payment_rpc_runtime_api::{FeeDetails, RuntimeDispatchInfo};
use pallet_validators::{
	runtime_api::{MemberInfo, ValidatorInfo},
	Bar,
};
use pallet_working_days::{runtime_api::CalendarDay, Date};
use sp_core::{crypto::KeyTypeId, OpaqueMetadata, H256};
use sp_runtime::{
	traits::{Block as BlockT, NumberFor},
	transaction_validity::{TransactionSource, TransactionValidity},
	ApplyExtrinsicResult, ExtrinsicInclusionMode,
};

sp_api::impl_runtime_apis! {
	impl sp_api::Core<Block> for Runtime {
		fn version() -> RuntimeVersion {
			VERSION
		}

		fn execute_block(block: <Block as BlockT>::LazyBlock) {
			Executive::execute_block(block)
		}

		fn initialize_block(header: &<Block as BlockT>::Header) -> ExtrinsicInclusionMode {
			Executive::initialize_block(header)
		}
	}

	impl sp_api::Metadata<Block> for Runtime {
		fn metadata() -> OpaqueMetadata {
			OpaqueMetadata::new(Runtime::metadata().into())
		}

		fn metadata_at_version(version: u32) -> Option<OpaqueMetadata> {
			Runtime::metadata_at_version(version)
		}

		fn metadata_versions() -> Vec<u32> {
			Runtime::metadata_versions()
		}
	}

	impl frame_support::view_functions::runtime_api::RuntimeViewFunction<Block> for Runtime {
		fn execute_view_function(
			id: ViewFunctionId,
			input: Vec<u8>,
		) -> Result<Vec<u8>, ViewFunctionDispatchError> {
			Runtime::execute_view_function(id, input)
		}
	}

	impl sp_block_builder::BlockBuilder<Block> for Runtime {
		fn apply_extrinsic(extrinsic: <Block as BlockT>::Extrinsic) -> ApplyExtrinsicResult {
			Executive::apply_extrinsic(extrinsic)
		}

		fn finalize_block() -> <Block as BlockT>::Header {
			Executive::finalize_block()
		}

		fn inherent_extrinsics(
			data: sp_inherents::InherentData,
		) -> Vec<<Block as BlockT>::Extrinsic> {
			data.create_extrinsics()
		}

		fn check_inherents(
			block: <Block as BlockT>::LazyBlock,
			data: sp_inherents::InherentData,
		) -> sp_inherents::CheckInherentsResult {
			data.check_extrinsics(&block)
		}
	}

	impl sp_transaction_pool::runtime_api::TaggedTransactionQueue<Block> for Runtime {
		fn validate_transaction(
			source: TransactionSource,
			tx: <Block as BlockT>::Extrinsic,
			block_hash: <Block as BlockT>::Hash,
		) -> TransactionValidity {
			Executive::validate_transaction(source, tx, block_hash)
		}
	}

	impl sp_offchain::OffchainWorkerApi<Block> for Runtime {
		fn offchain_worker(header: &<Block as BlockT>::Header) {
			Executive::offchain_worker(header)
		}
	}

	impl sp_session::SessionKeys<Block> for Runtime {
		fn generate_session_keys(
			owner: Vec<u8>,
			seed: Option<Vec<u8>>,
		) -> sp_session::OpaqueGeneratedSessionKeys {
			SessionKeys::generate(&owner, seed).into()
		}

		fn decode_session_keys(encoded: Vec<u8>) -> Option<Vec<(Vec<u8>, KeyTypeId)>> {
			SessionKeys::decode_into_raw_public_keys(&encoded)
		}
	}

	impl sp_consensus_babe::BabeApi<Block> for Runtime {
		fn configuration() -> sp_consensus_babe::BabeConfiguration {
			let epoch = Babe::epoch_config()
				.unwrap_or(configs::consensus::BABE_GENESIS_CONFIGURATION);
			sp_consensus_babe::BabeConfiguration {
				slot_duration: Babe::slot_duration(),
				epoch_length: configs::consensus::EPOCH_DURATION,
				c: epoch.c,
				authorities: Babe::authorities().to_vec(),
				randomness: Babe::randomness(),
				allowed_slots: epoch.allowed_slots,
			}
		}

		fn current_epoch_start() -> sp_consensus_babe::Slot {
			Babe::current_epoch_start()
		}

		fn current_epoch() -> sp_consensus_babe::Epoch {
			Babe::current_epoch()
		}

		fn next_epoch() -> sp_consensus_babe::Epoch {
			Babe::next_epoch()
		}

		fn generate_key_ownership_proof(
			_: sp_consensus_babe::Slot,
			authority: sp_consensus_babe::AuthorityId,
		) -> Option<sp_consensus_babe::OpaqueKeyOwnershipProof> {
			use codec::Encode;
			use frame_support::traits::KeyOwnerProofSystem;
			Historical::prove((sp_consensus_babe::KEY_TYPE, authority))
				.map(|proof| proof.encode())
				.map(sp_consensus_babe::OpaqueKeyOwnershipProof::new)
		}

		fn submit_report_equivocation_unsigned_extrinsic(
			equivocation: sp_consensus_babe::EquivocationProof<<Block as BlockT>::Header>,
			key_owner: sp_consensus_babe::OpaqueKeyOwnershipProof,
		) -> Option<()> {
			Babe::submit_unsigned_equivocation_report(equivocation, key_owner.decode()?)
		}
	}

	impl sp_consensus_grandpa::GrandpaApi<Block> for Runtime {
		fn grandpa_authorities() -> Vec<(sp_consensus_grandpa::AuthorityId, u64)> {
			Grandpa::grandpa_authorities()
		}

		fn current_set_id() -> sp_consensus_grandpa::SetId {
			pallet_grandpa::CurrentSetId::<Runtime>::get()
		}

		fn generate_key_ownership_proof(
			_: sp_consensus_grandpa::SetId,
			authority: sp_consensus_grandpa::AuthorityId,
		) -> Option<sp_consensus_grandpa::OpaqueKeyOwnershipProof> {
			use codec::Encode;
			use frame_support::traits::KeyOwnerProofSystem;
			Historical::prove((sp_consensus_grandpa::KEY_TYPE, authority))
				.map(|proof| proof.encode())
				.map(sp_consensus_grandpa::OpaqueKeyOwnershipProof::new)
		}

		fn submit_report_equivocation_unsigned_extrinsic(
			equivocation: sp_consensus_grandpa::EquivocationProof<
				<Block as BlockT>::Hash,
				NumberFor<Block>,
			>,
			key_owner: sp_consensus_grandpa::OpaqueKeyOwnershipProof,
		) -> Option<()> {
			Grandpa::submit_unsigned_equivocation_report(equivocation, key_owner.decode()?)
		}
	}

	impl frame_system_rpc_runtime_api::AccountNonceApi<Block, AccountId, Nonce> for Runtime {
		fn account_nonce(account: AccountId) -> Nonce {
			System::account_nonce(account)
		}
	}

	impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentApi<Block, Balance>
		for Runtime
	{
		fn query_info(
			tx: <Block as BlockT>::Extrinsic,
			len: u32,
		) -> RuntimeDispatchInfo<Balance> {
			TransactionPayment::query_info(tx, len)
		}

		fn query_fee_details(tx: <Block as BlockT>::Extrinsic, len: u32) -> FeeDetails<Balance> {
			TransactionPayment::query_fee_details(tx, len)
		}

		fn query_weight_to_fee(weight: Weight) -> Balance {
			TransactionPayment::weight_to_fee(weight)
		}

		fn query_length_to_fee(len: u32) -> Balance {
			TransactionPayment::length_to_fee(len)
		}
	}

	impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentCallApi<
		Block,
		Balance,
		RuntimeCall,
	> for Runtime
	{
		fn query_call_info(call: RuntimeCall, len: u32) -> RuntimeDispatchInfo<Balance> {
			TransactionPayment::query_call_info(call, len)
		}

		fn query_call_fee_details(call: RuntimeCall, len: u32) -> FeeDetails<Balance> {
			TransactionPayment::query_call_fee_details(call, len)
		}

		fn query_weight_to_fee(weight: Weight) -> Balance {
			TransactionPayment::weight_to_fee(weight)
		}

		fn query_length_to_fee(len: u32) -> Balance {
			TransactionPayment::length_to_fee(len)
		}
	}

	impl sp_genesis_builder::GenesisBuilder<Block> for Runtime {
		fn build_state(json: Vec<u8>) -> sp_genesis_builder::Result {
			genesis::build_state(json)
		}

		fn get_preset(id: &Option<sp_genesis_builder::PresetId>) -> Option<Vec<u8>> {
			get_preset::<RuntimeGenesisConfig>(id, genesis_config_presets::get_preset)
		}

		fn preset_names() -> Vec<sp_genesis_builder::PresetId> {
			genesis_config_presets::preset_names()
		}
	}

	impl sponsorship::SponsorshipApi<Block> for Runtime {
		fn standing(account: AccountId) -> Option<sponsorship::Standing> {
			sponsorship::Sponsor::of(&account).map(sponsorship::Sponsor::standing)
		}
	}

	impl pallet_organizations::runtime_api::OrganizationsApi<Block, AccountId> for Runtime {
		fn organization(id: OrganizationId) -> Option<OrganizationInfo<AccountId>> {
			Organizations::organization_info(id)
		}

		fn organization_by_uscc(uscc: Vec<u8>) -> Option<OrganizationInfo<AccountId>> {
			Organizations::organization_info_by_uscc(&uscc)
		}

		fn organizations(
			cursor: Option<OrganizationId>,
			limit: u32,
		) -> Page<OrganizationInfo<AccountId>, OrganizationId> {
			Organizations::organizations_page(cursor, limit)
		}

		fn operator(account: AccountId) -> Option<OperatorInfo<AccountId>> {
			Organizations::operator_info(account)
		}

		fn operators(
			organization: OrganizationId,
			cursor: Option<AccountId>,
			limit: u32,
		) -> Page<OperatorInfo<AccountId>, AccountId> {
			Organizations::operators_page(organization, cursor, limit)
		}

		fn account(id: OrganizationId) -> Option<AccountId> {
			Organizations::known_account_of(id)
		}

		fn seats() -> Vec<SeatInfo<AccountId>> {
			Organizations::seat_infos()
		}
	}

	impl pallet_persons::runtime_api::PersonsApi<Block, AccountId> for Runtime {
		fn person(id: PersonId) -> Option<PersonInfo<AccountId>> {
			Persons::query_person(id)
		}

		fn person_by_account(account: AccountId) -> Option<PersonInfo<AccountId>> {
			Persons::query_person_by_account(&account)
		}

		fn person_by_commitment(commitment: Hash) -> Option<PersonInfo<AccountId>> {
			Persons::query_person_by_commitment(commitment)
		}

		fn standing(account: AccountId) -> Option<PersonStanding> {
			Persons::standing_of(&account)
		}

		fn enrollment(organization: OrganizationId) -> EnrollmentInfo {
			Persons::query_enrollment(organization)
		}

		fn membership(
			person: PersonId,
			organization: OrganizationId,
		) -> Option<MembershipInfo<AccountId>> {
			Persons::query_membership(person, organization)
		}

		fn memberships(
			person: PersonId,
			cursor: Option<OrganizationId>,
			limit: u32,
		) -> Page<MembershipInfo<AccountId>, OrganizationId> {
			Persons::query_memberships(person, cursor, limit)
		}

		fn members(
			organization: OrganizationId,
			cursor: Option<PersonId>,
			limit: u32,
		) -> Page<MembershipInfo<AccountId>, PersonId> {
			Persons::query_members(organization, cursor, limit)
		}

		fn recovery(person: PersonId) -> Option<RecoveryInfo<AccountId>> {
			Persons::query_recovery(person)
		}
	}

	impl pallet_credit::runtime_api::CreditApi<Block> for Runtime {
		fn score(organization: OrganizationId) -> Option<CreditScore> {
			Credit::credit_score(organization)
		}

		fn items(
			organization: OrganizationId,
			cursor: Option<u64>,
			limit: u32,
		) -> Page<CreditItem, u64> {
			Credit::credit_items(organization, cursor, limit)
		}
	}

	impl pallet_deadlines::runtime_api::DeadlinesApi<Block, configs::Task> for Runtime {
		fn progress() -> Option<Progress> {
			Deadlines::progress()
		}

		fn waiting(
			minute: u32,
			cursor: Option<Entry<configs::Task>>,
			limit: u32,
		) -> Page<Entry<configs::Task>, Entry<configs::Task>> {
			Deadlines::waiting(minute, cursor, limit)
		}
	}

	impl pallet_first_come::runtime_api::FirstComeApi<Block> for Runtime {
		fn commitment(commitment: H256) -> Option<CommitmentInfo> {
			FirstCome::query_commitment(commitment)
		}

		fn registration(domain: [u8; 8], digest: H256) -> Option<RegistrationInfo> {
			FirstCome::query_registration(domain, digest)
		}
	}

	impl pallet_working_days::runtime_api::WorkingDaysApi<Block> for Runtime {
		fn deadline(from: Moment, days: u8) -> Moment {
			<WorkingDays as covenant_primitives::WorkingDays>::after(from, days)
		}

		fn is_working(date: Date) -> Option<bool> {
			WorkingDays::is_working(date)
		}

		fn month(year: u16, month: u8) -> Vec<CalendarDay> {
			WorkingDays::month(year, month)
		}
	}

	impl pallet_sealed_data::runtime_api::SealedApi<Block, AccountId> for Runtime {
		fn object(id: ObjectId) -> Option<ObjectInfo> {
			SealedData::query_object(id)
		}

		fn object_by_digest(digest: H256) -> Option<ObjectInfo> {
			SealedData::query_object_by_digest(digest)
		}

		fn content(object: ObjectId, epoch: u32) -> Option<Content> {
			SealedData::query_content(object, epoch)
		}

		fn objects_of(
			owner: Party,
			cursor: Option<ObjectId>,
			limit: u32,
		) -> Page<ObjectInfo, ObjectId> {
			SealedData::query_objects_of(owner, cursor, limit)
		}

		fn objects_about(
			person: PersonId,
			cursor: Option<ObjectId>,
			limit: u32,
		) -> Page<ObjectInfo, ObjectId> {
			SealedData::query_objects_about(person, cursor, limit)
		}

		fn encryption_key(party: Party, version: Option<u32>) -> Option<KeyInfo> {
			SealedData::query_encryption_key(party, version)
		}

		fn policies(owner: Party, cursor: Option<u32>, limit: u32) -> Page<PolicyInfo, u32> {
			SealedData::query_policies(owner, cursor, limit)
		}

		fn request(id: RequestId) -> Option<RequestInfo> {
			SealedData::query_request(id)
		}

		fn requests_for(
			object: ObjectId,
			cursor: Option<RequestId>,
			limit: u32,
		) -> Page<RequestInfo, RequestId> {
			SealedData::query_requests_for(object, cursor, limit)
		}

		fn requests_by(
			requester: Party,
			cursor: Option<RequestId>,
			limit: u32,
		) -> Page<RequestInfo, RequestId> {
			SealedData::query_requests_by(requester, cursor, limit)
		}

		fn requests_waiting(
			party: Party,
			cursor: Option<RequestId>,
			limit: u32,
		) -> Page<RequestInfo, RequestId> {
			SealedData::query_requests_waiting(party, cursor, limit)
		}

		fn log(
			object: ObjectId,
			cursor: Option<u64>,
			limit: u32,
		) -> Page<EntryInfo<AccountId>, u64> {
			SealedData::query_log(object, cursor, limit)
		}
	}

	impl pallet_beacon::runtime_api::BeaconApi<Block> for Runtime {
		fn current() -> RoundInfo {
			Beacon::query_current()
		}

		fn seed(round: Round) -> Option<SeedInfo> {
			Beacon::query_seed(round)
		}
	}

	impl pallet_ledger::runtime_api::BooksApi<Block, AccountId, Account, Occasion> for Runtime {
		fn books(
			organization: OrganizationId,
			cursor: Option<AssetId>,
			limit: u32,
		) -> Page<BookInfo, AssetId> {
			Ledger::query_books(organization, cursor, limit)
		}

		fn period(organization: OrganizationId, asset: AssetId, period: Month) -> PeriodInfo {
			Ledger::query_period(organization, asset, period)
		}

		fn trial_balance(
			organization: OrganizationId,
			asset: AssetId,
			period: Month,
			cursor: Option<Account>,
			limit: u32,
		) -> Page<AccountInfo<Account>, Account> {
			Ledger::query_trial_balance(organization, asset, period, cursor, limit)
		}

		fn account(
			organization: OrganizationId,
			asset: AssetId,
			account: Account,
			period: Month,
		) -> AccountInfo<Account> {
			Ledger::query_account(organization, asset, account, period)
		}

		fn entries(
			organization: OrganizationId,
			asset: AssetId,
			account: Account,
			period: Month,
			cursor: Option<u32>,
			limit: u32,
		) -> Page<BookEntryInfo<Occasion>, u32> {
			Ledger::query_entries(organization, asset, account, period, cursor, limit)
		}

		fn voucher(
			organization: OrganizationId,
			asset: AssetId,
			number: u64,
		) -> Option<VoucherInfo<AccountId, Account, Occasion>> {
			Ledger::query_voucher(organization, asset, number)
		}

		fn vouchers(
			organization: OrganizationId,
			asset: AssetId,
			cursor: Option<u64>,
			limit: u32,
		) -> Page<VoucherInfo<AccountId, Account, Occasion>, u64> {
			Ledger::query_vouchers(organization, asset, cursor, limit)
		}
	}

	impl pallet_resource_catalog::runtime_api::CatalogApi<Block, AccountId> for Runtime {
		fn resource(id: ResourceId) -> Option<ResourceInfo> {
			ResourceCatalog::query_resource(id)
		}

		fn search(
			filter: Filter,
			order: Order,
			cursor: Option<Position>,
			limit: u32,
		) -> Page<ResourceInfo, Position> {
			ResourceCatalog::query_search(filter, order, cursor, limit)
		}

		fn derivatives(
			resource: ResourceId,
			cursor: Option<ResourceId>,
			limit: u32,
		) -> Page<ResourceInfo, ResourceId> {
			ResourceCatalog::query_derivatives(resource, cursor, limit)
		}

		fn shares(resource: ResourceId) -> Vec<Share> {
			ResourceCatalog::shares(resource)
		}

		fn log(
			resource: ResourceId,
			cursor: Option<u32>,
			limit: u32,
		) -> Page<ResourceEntry<AccountId>, u32> {
			ResourceCatalog::query_log(resource, cursor, limit)
		}

		fn fingerprint(fingerprint: H256) -> Option<FingerprintInfo> {
			ResourceCatalog::query_fingerprint(fingerprint)
		}

		fn demand(id: DemandId) -> Option<DemandInfo> {
			ResourceCatalog::query_demand(id)
		}

		fn demands(
			organization: OrganizationId,
			cursor: Option<DemandId>,
			limit: u32,
		) -> Page<DemandInfo, DemandId> {
			ResourceCatalog::query_demands(organization, cursor, limit)
		}

		fn resources_for(
			demand: DemandId,
			order: Order,
			cursor: Option<Position>,
			limit: u32,
		) -> Page<ResourceInfo, Position> {
			ResourceCatalog::query_resources_for(demand, order, cursor, limit)
		}

		fn demands_for(
			resource: ResourceId,
			cursor: Option<DemandId>,
			limit: u32,
		) -> Page<DemandInfo, DemandId> {
			ResourceCatalog::query_demands_for(resource, cursor, limit)
		}

		fn tiers() -> Tiers {
			pallet_resource_catalog::PriceTiers::<Runtime>::get()
		}

		fn tags(cursor: Option<TagId>, limit: u32) -> Page<TagInfo, TagId> {
			ResourceCatalog::query_tags(cursor, limit)
		}
	}

	impl pallet_bookings::runtime_api::BookingsApi<Block> for Runtime {
		fn calendar(resource: ResourceId) -> Option<CalendarInfo> {
			Bookings::query_calendar(resource)
		}

		fn free_slots(
			resource: ResourceId,
			from: Moment,
			cursor: Option<u32>,
			limit: u32,
		) -> Page<SlotInfo, u32> {
			Bookings::query_free_slots(resource, from, cursor, limit)
		}

		fn open_minutes(resource: ResourceId, period: Period) -> u64 {
			Bookings::query_open_minutes(resource, period)
		}

		fn bookings(
			resource: ResourceId,
			cursor: Option<u64>,
			limit: u32,
		) -> Page<BookingInfo, u64> {
			Bookings::query_bookings(resource, cursor, limit)
		}
	}

	impl pallet_orders::runtime_api::OrdersApi<Block, AccountId> for Runtime {
		fn terms(resource: ResourceId) -> Option<Terms> {
			pallet_orders::TermsOf::<Runtime>::get(resource)
		}

		fn order(id: OrderId) -> Option<OrderInfo> {
			Orders::query_order(id)
		}

		fn orders_of(
			organization: OrganizationId,
			role: Option<Role>,
			cursor: Option<OrderId>,
			limit: u32,
		) -> Page<OrderInfo, OrderId> {
			Orders::query_orders_of(organization, role, cursor, limit)
		}

		fn orders_for(
			resource: ResourceId,
			cursor: Option<OrderId>,
			limit: u32,
		) -> Page<OrderInfo, OrderId> {
			Orders::query_orders_for(resource, cursor, limit)
		}

		fn quotes_for(
			demand: DemandId,
			cursor: Option<QuoteId>,
			limit: u32,
		) -> Page<QuoteInfo, QuoteId> {
			Orders::query_quotes_for(demand, cursor, limit)
		}

		fn shares_of(order: OrderId) -> Vec<Share> {
			pallet_orders::SharesOf::<Runtime>::get(order).into_inner()
		}

		fn division(order: OrderId, amount: Amount) -> Vec<Payment> {
			Orders::query_division(order, amount)
		}

		fn log(
			order: OrderId,
			cursor: Option<u32>,
			limit: u32,
		) -> Page<OrderEntry<AccountId>, u32> {
			Orders::query_log(order, cursor, limit)
		}

		fn figures(organization: OrganizationId, month: Month) -> Figures {
			pallet_orders::FiguresOf::<Runtime>::get(organization, month)
		}

		fn figures_for(resource: ResourceId, month: Month) -> Figures {
			pallet_orders::FiguresFor::<Runtime>::get(resource, month)
		}

		fn turnover(organization: OrganizationId, month: Month, asset: AssetId) -> Turnover {
			pallet_orders::Turnovers::<Runtime>::get(organization, (month, asset))
		}
	}

	impl pallet_rewards::runtime_api::RewardsApi<Block> for Runtime {
		fn pool(pool: PoolId) -> Option<PoolInfo> {
			Rewards::query_pool(pool)
		}

		fn reward(pool: PoolId, organization: OrganizationId) -> RewardInfo {
			Rewards::query_reward(pool, organization)
		}
	}

	impl pallet_payment_channels::runtime_api::ChannelsApi<Block> for Runtime {
		fn channel(id: ChannelId) -> Option<ChannelInfo> {
			PaymentChannels::query_channel(id)
		}

		fn channels(
			party: Party,
			cursor: Option<ChannelId>,
			limit: u32,
		) -> Page<ChannelInfo, ChannelId> {
			PaymentChannels::query_channels(party, cursor, limit)
		}
	}

	impl pallet_power_market::runtime_api::PowerMarketApi<Block, AccountId> for Runtime {
		fn market(id: MarketId) -> Option<MarketInfo> {
			PowerMarket::query_market(id)
		}

		fn markets(cursor: Option<MarketId>, limit: u32) -> Page<MarketInfo, MarketId> {
			PowerMarket::query_markets(cursor, limit)
		}

		fn rules(id: MarketId, day: Option<Day>) -> Option<RulesInfo> {
			PowerMarket::query_rules(id, day)
		}

		fn participant(id: MarketId, party: Party) -> Option<ParticipantInfo<AccountId>> {
			PowerMarket::query_participant(id, party)
		}

		fn participants(
			id: MarketId,
			cursor: Option<Party>,
			limit: u32,
		) -> Page<ParticipantInfo<AccountId>, Party> {
			PowerMarket::query_participants(id, cursor, limit)
		}

		fn markets_of(
			party: Party,
			cursor: Option<MarketId>,
			limit: u32,
		) -> Page<ParticipantInfo<AccountId>, MarketId> {
			PowerMarket::query_markets_of(party, cursor, limit)
		}
	}

	impl pallet_metering::runtime_api::MeteringApi<Block> for Runtime {
		fn meter(id: MeterId) -> Option<MeterInfo> {
			Metering::query_meter(id)
		}

		fn meter_at(market: MarketId, point: Vec<u8>) -> Option<MeterInfo> {
			Metering::query_meter_at(market, point)
		}

		fn meters(
			market: MarketId,
			party: Party,
			cursor: Option<MeterId>,
			limit: u32,
		) -> Page<MeterInfo, MeterId> {
			Metering::query_meters(market, party, cursor, limit)
		}

		fn readings(id: MeterId, from: Interval, limit: u32) -> Page<IntervalReading, Interval> {
			Metering::query_readings(id, from, limit)
		}

		fn day(id: MeterId, day: Day) -> Option<DayInfo> {
			Metering::query_day(id, day)
		}

		fn totals(market: MarketId, party: Party, day: Day) -> Totals {
			Metering::query_totals(market, party, day)
		}

		fn batch(id: BatchId) -> Option<BatchInfo> {
			Metering::query_batch(id)
		}
	}

	impl pallet_power_contracts::runtime_api::ContractsApi<Block> for Runtime {
		fn contract(id: ContractId) -> Option<ContractInfo> {
			PowerContracts::query_contract(id)
		}

		fn contracts(market: MarketId, party: Party, past: bool, cursor: Option<ContractId>, limit: u32) -> Page<ContractInfo, ContractId> {
			PowerContracts::query_contracts(market, party, past, cursor, limit)
		}

		fn awaited(party: Party, cursor: Option<ContractId>, limit: u32) -> Page<ContractInfo, ContractId> {
			PowerContracts::query_awaited(party, cursor, limit)
		}

		fn proposed(party: Party, cursor: Option<ContractId>, limit: u32) -> Page<ContractInfo, ContractId> {
			PowerContracts::query_proposed(party, cursor, limit)
		}

		fn deliveries(market: MarketId, party: Party, day: Day) -> Vec<DeliveryInfo> {
			PowerContracts::query_deliveries(market, party, day)
		}
	}

	impl pallet_power_auctions::runtime_api::AuctionsApi<Block> for Runtime {
		fn auction(id: AuctionId) -> Option<AuctionInfo> {
			PowerAuctions::query_auction(id)
		}

		fn auctions(market: MarketId, cursor: Option<AuctionId>, limit: u32) -> Page<AuctionInfo, AuctionId> {
			PowerAuctions::query_auctions(market, cursor, limit)
		}

		fn bid_of(auction: AuctionId, party: Party) -> Option<Bid> {
			PowerAuctions::query_bid_of(auction, party)
		}

		fn book(auction: AuctionId, sells: bool, cursor: Option<Place>, limit: u32) -> Page<LotInfo, Place> {
			PowerAuctions::query_book(auction, sells, cursor, limit)
		}

		fn result_of(auction: AuctionId, party: Party) -> Option<Outcome> {
			PowerAuctions::query_result_of(auction, party)
		}

		fn commitment(auction: AuctionId, party: Party, sells: bool, steps: Steps, salt: Salt) -> H256 {
			PowerAuctions::query_commitment(auction, party, sells, steps, salt)
		}
	}

	impl pallet_power_retail::runtime_api::RetailApi<Block> for Runtime {
		fn package(id: PackageId) -> Option<PackageInfo> {
			PowerRetail::query_package(id)
		}

		fn packages(market: MarketId, open_only: bool, cursor: Option<PackageId>, limit: u32) -> Page<PackageInfo, PackageId> {
			PowerRetail::query_packages(market, open_only, cursor, limit)
		}

		fn packages_of(retailer: Party, cursor: Option<PackageId>, limit: u32) -> Page<PackageInfo, PackageId> {
			PowerRetail::query_packages_of(retailer, cursor, limit)
		}

		fn subscription(market: MarketId, party: Party, month: Month) -> Option<Subscription> {
			PowerRetail::query_subscription(market, party, month)
		}

		fn subscriptions(market: MarketId, party: Party) -> Vec<Subscription> {
			PowerRetail::query_subscriptions(market, party)
		}

		fn subscribers(package: PackageId, cursor: Option<Party>, limit: u32) -> Page<Customer, Party> {
			PowerRetail::query_subscribers(package, cursor, limit)
		}

		fn customers(market: MarketId, retailer: Party, month: Month, cursor: Option<CustomerCursor>, limit: u32) -> Page<Customer, CustomerCursor> {
			PowerRetail::query_customers(market, retailer, month, cursor, limit)
		}

		fn estimate(package: PackageId, uses: Vec<IntervalUse>) -> Option<Estimate> {
			PowerRetail::query_estimate(package, uses)
		}
	}

	impl pallet_power_settlement::runtime_api::SettlementApi<Block> for Runtime {
		fn prices(market: MarketId, day: Day) -> Option<DayPrices> {
			PowerSettlement::query_prices(market, day)
		}

		fn run(id: RunId) -> Option<RunInfo> {
			PowerSettlement::query_run(id)
		}

		fn latest(market: MarketId, month: Month) -> Option<RunInfo> {
			PowerSettlement::query_latest(market, month)
		}

		fn runs(market: MarketId, cursor: Option<RunId>, limit: u32) -> Page<RunInfo, RunId> {
			PowerSettlement::query_runs(market, cursor, limit)
		}

		fn bill(run: RunId, party: Party) -> Option<BillInfo> {
			PowerSettlement::query_bill(run, party)
		}

		fn bills(run: RunId, cursor: Option<Party>, limit: u32) -> Page<BillInfo, Party> {
			PowerSettlement::query_bills(run, cursor, limit)
		}

		fn bills_of(party: Party, cursor: Option<RunId>, limit: u32) -> Page<BillInfo, RunId> {
			PowerSettlement::query_bills_of(party, cursor, limit)
		}

		fn accounts(run: RunId, cursor: Option<Party>, limit: u32) -> Page<SettledAccount, Party> {
			PowerSettlement::query_accounts(run, cursor, limit)
		}

		fn explain(run: RunId, party: Party) -> Vec<Explanation> {
			PowerSettlement::query_explain(run, party)
		}

		fn disputes(run: RunId, cursor: Option<(Party, u8)>, limit: u32) -> Page<DisputeInfo, (Party, u8)> {
			PowerSettlement::query_disputes(run, cursor, limit)
		}
	}

	impl pallet_energy_blocks::runtime_api::EnergyBlocksApi<Block> for Runtime {
		fn block(id: BlockId) -> Option<BlockInfo> {
			EnergyBlocks::query_block(id)
		}

		fn blocks(party: Party, cursor: Option<BlockId>, limit: u32) -> Page<BlockInfo, BlockId> {
			EnergyBlocks::query_blocks(party, cursor, limit)
		}

		fn offers(market: MarketId, interval: Interval, cursor: Option<BlockId>, limit: u32) -> Page<BlockInfo, BlockId> {
			EnergyBlocks::query_offers(market, interval, cursor, limit)
		}

		fn flows(meter: MeterId, day: Day) -> Vec<FlowInfo> {
			EnergyBlocks::query_flows(meter, day)
		}

		fn used(meter: MeterId, day: Day, cursor: Option<BlockId>, limit: u32) -> Page<BlockInfo, BlockId> {
			EnergyBlocks::query_used(meter, day, cursor, limit)
		}
	}

	impl pallet_receivables::runtime_api::ReceivablesApi<Block> for Runtime {
		fn receivable(id: ReceivableId) -> Option<ReceivableInfo> {
			Receivables::query_receivable(id)
		}

		fn part(id: PartId) -> Option<PartDetails> {
			Receivables::query_part(id)
		}

		fn parts_of(holder: OrganizationId, cursor: Option<PartId>, limit: u32) -> Page<PartDetails, PartId> {
			Receivables::query_parts_of(holder, cursor, limit)
		}

		fn receivables_of(organization: OrganizationId, role: Option<ReceivableRole>, cursor: Option<ReceivableId>, limit: u32) -> Page<ReceivableInfo, ReceivableId> {
			Receivables::query_receivables_of(organization, role, cursor, limit)
		}

		fn awaited(organization: OrganizationId, cursor: Option<ReceivableId>, limit: u32) -> Page<ReceivableInfo, ReceivableId> {
			Receivables::query_awaited(organization, cursor, limit)
		}

		fn drafted(organization: OrganizationId, cursor: Option<ReceivableId>, limit: u32) -> Page<ReceivableInfo, ReceivableId> {
			Receivables::query_drafted(organization, cursor, limit)
		}

		fn offers_to(organization: OrganizationId, cursor: Option<PartId>, limit: u32) -> Page<PartDetails, PartId> {
			Receivables::query_offers_to(organization, cursor, limit)
		}

		fn maturing(asset: Option<AssetId>, from: Day, until: Day, cursor: Option<(Day, ReceivableId)>, limit: u32) -> Page<ReceivableInfo, (Day, ReceivableId)> {
			Receivables::query_maturing(asset, from, until, cursor, limit)
		}

		fn leaves(receivable: ReceivableId, cursor: Option<PartId>, limit: u32) -> Page<PartDetails, PartId> {
			Receivables::query_leaves(receivable, cursor, limit)
		}

		fn tree(receivable: ReceivableId, cursor: Option<PartId>, limit: u32) -> Page<PartDetails, PartId> {
			Receivables::query_tree(receivable, cursor, limit)
		}

		fn path(part: PartId, cursor: Option<(PartId, u32)>, limit: u32) -> Page<Step, (PartId, u32)> {
			Receivables::query_path(part, cursor, limit)
		}

		fn history(receivable: ReceivableId, cursor: Option<u32>, limit: u32) -> Page<HistoryEntry, u32> {
			Receivables::query_history(receivable, cursor, limit)
		}

		fn exposure(debtor: OrganizationId, asset: AssetId) -> DebtorExposure {
			Receivables::query_exposure(debtor, asset)
		}

		fn guarantees(guarantor: OrganizationId, debtor: OrganizationId, asset: AssetId) -> Guarantee {
			Receivables::query_guarantees(guarantor, debtor, asset)
		}

		fn recourse_of(organization: OrganizationId, cursor: Option<PartId>, limit: u32) -> Page<PartDetails, PartId> {
			Receivables::query_recourse_of(organization, cursor, limit)
		}

		fn owed(organization: OrganizationId, asset: AssetId) -> Amount {
			Receivables::query_owed(organization, asset)
		}
	}

	impl pallet_receivable_financing::runtime_api::FinancingApi<Block> for Runtime {
		fn request(id: FinancingId) -> Option<FinancingRequest> {
			ReceivableFinancing::query_request(id)
		}

		fn request_on(part: PartId) -> Option<FinancingRequest> {
			ReceivableFinancing::query_request_on(part)
		}

		fn requests_to(bank: OrganizationId, cursor: Option<FinancingId>, limit: u32) -> Page<FinancingRequest, FinancingId> {
			ReceivableFinancing::query_requests_to(bank, cursor, limit)
		}

		fn requests_of(holder: OrganizationId, cursor: Option<FinancingId>, limit: u32) -> Page<FinancingRequest, FinancingId> {
			ReceivableFinancing::query_requests_of(holder, cursor, limit)
		}

		fn quotes(request: FinancingId) -> Vec<FinancingQuote> {
			ReceivableFinancing::query_quotes(request)
		}

		fn loan(id: LoanId) -> Option<LoanInfo> {
			ReceivableFinancing::query_loan(id)
		}

		fn loan_on(part: PartId) -> Option<LoanInfo> {
			ReceivableFinancing::query_loan_on(part)
		}

		fn loans_of(bank: OrganizationId, cursor: Option<LoanId>, limit: u32) -> Page<LoanInfo, LoanId> {
			ReceivableFinancing::query_loans_of(bank, cursor, limit)
		}

		fn loans_by(borrower: OrganizationId, cursor: Option<LoanId>, limit: u32) -> Page<LoanInfo, LoanId> {
			ReceivableFinancing::query_loans_by(borrower, cursor, limit)
		}

		fn claims_on(part: PartId, cursor: Option<ClaimId>, limit: u32) -> Page<PartClaim, ClaimId> {
			ReceivableFinancing::query_claims_on(part, cursor, limit)
		}

		fn claims_in(
			receivable: ReceivableId,
			cursor: Option<ClaimId>,
			limit: u32,
		) -> Page<PartClaim, ClaimId> {
			ReceivableFinancing::query_claims_in(receivable, cursor, limit)
		}

		fn shares(part: PartId, amount: Amount) -> Vec<ClaimShare> {
			ReceivableFinancing::query_shares(part, amount)
		}

		fn exposure(bank: OrganizationId, asset: AssetId) -> BankExposure {
			ReceivableFinancing::query_exposure(bank, asset)
		}

		fn owed(organization: OrganizationId, asset: AssetId) -> Amount {
			ReceivableFinancing::query_owed(organization, asset)
		}
	}

	impl pallet_invoices::runtime_api::InvoicesApi<Block> for Runtime {
		fn invoice(id: InvoiceId) -> Option<InvoiceInfo> {
			Invoices::query_invoice(id)
		}

		fn invoice_of(fingerprint: H256) -> Option<InvoiceInfo> {
			Invoices::query_invoice_of(fingerprint)
		}

		fn invoices_of(organization: OrganizationId, cursor: Option<InvoiceId>, limit: u32) -> Page<InvoiceInfo, InvoiceId> {
			Invoices::query_invoices_of(organization, cursor, limit)
		}

		fn flags(invoice: InvoiceId, cursor: Option<InvoiceId>, limit: u32) -> Page<FlagInfo, InvoiceId> {
			Invoices::query_flags(invoice, cursor, limit)
		}

		fn flagged_of(debtor: OrganizationId, cursor: Option<InvoiceId>, limit: u32) -> Page<InvoiceInfo, InvoiceId> {
			Invoices::query_flagged_of(debtor, cursor, limit)
		}
	}

	impl pallet_traceability::runtime_api::TraceabilityApi<Block, AccountId> for Runtime {
		fn product(id: ProductId) -> Option<ProductInfo> {
			Traceability::query_product(id)
		}

		fn products_of(organization: OrganizationId, cursor: Option<ProductId>, limit: u32) -> Page<ProductInfo, ProductId> {
			Traceability::query_products_of(organization, cursor, limit)
		}

		fn product_with(organization: OrganizationId, gtin: Gtin) -> Option<ProductInfo> {
			Traceability::query_product_with(organization, gtin)
		}

		fn location(id: LocationId) -> Option<LocationInfo> {
			Traceability::query_location(id)
		}

		fn locations_of(organization: OrganizationId, cursor: Option<LocationId>, limit: u32) -> Page<LocationInfo, LocationId> {
			Traceability::query_locations_of(organization, cursor, limit)
		}

		fn location_with(organization: OrganizationId, gln: Gln) -> Option<LocationInfo> {
			Traceability::query_location_with(organization, gln)
		}

		fn lot(id: LotId) -> Option<GoodsLot> {
			Traceability::query_lot(id)
		}

		fn lot_with(producer: OrganizationId, product: ProductId, code: Vec<u8>) -> Option<GoodsLot> {
			Traceability::query_lot_with(producer, product, code)
		}

		fn lots_of(organization: OrganizationId, cursor: Option<LotId>, limit: u32) -> Page<GoodsLot, LotId> {
			Traceability::query_lots_of(organization, cursor, limit)
		}

		fn contents_of(lot: LotId, cursor: Option<LotId>, limit: u32) -> Page<GoodsLot, LotId> {
			Traceability::query_contents_of(lot, cursor, limit)
		}

		fn event(id: EventId) -> Option<EventInfo<AccountId>> {
			Traceability::query_event(id)
		}

		fn events_of(lot: LotId, cursor: Option<u32>, limit: u32) -> Page<EventInfo<AccountId>, u32> {
			Traceability::query_events_of(lot, cursor, limit)
		}

		fn events_with(digest: H256, cursor: Option<EventId>, limit: u32) -> Page<EventInfo<AccountId>, EventId> {
			Traceability::query_events_with(digest, cursor, limit)
		}

		fn edges_down(lot: LotId, cursor: Option<LotId>, limit: u32) -> Page<EdgeInfo, LotId> {
			Traceability::query_edges_down(lot, cursor, limit)
		}

		fn edges_up(lot: LotId, cursor: Option<LotId>, limit: u32) -> Page<EdgeInfo, LotId> {
			Traceability::query_edges_up(lot, cursor, limit)
		}

		fn trace_back(lot: LotId, cursor: Option<TraceCursor>, limit: u32) -> Trace {
			Traceability::query_trace(lot, false, cursor, limit)
		}

		fn trace_forward(lot: LotId, cursor: Option<TraceCursor>, limit: u32) -> Trace {
			Traceability::query_trace(lot, true, cursor, limit)
		}

		fn shipment(id: ShipmentId) -> Option<ShipmentInfo> {
			Traceability::query_shipment(id)
		}

		fn shipments_of(lot: LotId, cursor: Option<ShipmentId>, limit: u32) -> Page<ShipmentInfo, ShipmentId> {
			Traceability::query_shipments_of(lot, cursor, limit)
		}

		fn incoming(organization: OrganizationId, cursor: Option<ShipmentId>, limit: u32) -> Page<ShipmentInfo, ShipmentId> {
			Traceability::query_incoming(organization, cursor, limit)
		}

		fn outgoing(organization: OrganizationId, cursor: Option<ShipmentId>, limit: u32) -> Page<ShipmentInfo, ShipmentId> {
			Traceability::query_outgoing(organization, cursor, limit)
		}

		fn sensor(id: SensorId) -> Option<SensorInfo> {
			Traceability::query_sensor(id)
		}

		fn sensors_of(target: Target, cursor: Option<SensorId>, limit: u32) -> Page<SensorInfo, SensorId> {
			Traceability::query_sensors_of(target, cursor, limit)
		}

		fn readings(sensor: SensorId, cursor: Option<u64>, limit: u32) -> Page<ReadingInfo, u64> {
			Traceability::query_readings(sensor, cursor, limit)
		}

		fn batches(sensor: SensorId, cursor: Option<u64>, limit: u32) -> Page<Batch, u64> {
			Traceability::query_batches(sensor, cursor, limit)
		}

		fn recall(id: RecallId) -> Option<RecallInfo> {
			Traceability::query_recall(id)
		}

		fn recalls(cursor: Option<RecallId>, limit: u32) -> Page<RecallInfo, RecallId> {
			Traceability::query_recalls(cursor, limit)
		}

		fn marked(recall: RecallId, cursor: Option<LotId>, limit: u32) -> Page<MarkedLot, LotId> {
			Traceability::query_marked(recall, cursor, limit)
		}

		fn frozen(recall: RecallId, cursor: Option<ReceivableId>, limit: u32) -> Page<ReceivableId, ReceivableId> {
			Traceability::query_frozen(recall, cursor, limit)
		}

		fn tied_to(receivable: ReceivableId, cursor: Option<Target>, limit: u32) -> Page<Target, Target> {
			Traceability::query_tied_to(receivable, cursor, limit)
		}
	}

	impl pallet_red_envelope::runtime_api::EnvelopesApi<Block, AccountId> for Runtime {
		fn budget(id: BudgetId) -> Option<BudgetInfo> {
			RedEnvelope::query_budget(id)
		}

		fn budgets(
			organization: OrganizationId,
			cursor: Option<BudgetId>,
			limit: u32,
		) -> Page<BudgetInfo, BudgetId> {
			RedEnvelope::query_budgets(organization, cursor, limit)
		}

		fn sub_budgets(
			parent: BudgetId,
			cursor: Option<BudgetId>,
			limit: u32,
		) -> Page<BudgetInfo, BudgetId> {
			RedEnvelope::query_sub_budgets(parent, cursor, limit)
		}

		fn rights(
			budget: BudgetId,
			cursor: Option<Spender<AccountId>>,
			limit: u32,
		) -> Page<RightInfo<AccountId>, Spender<AccountId>> {
			RedEnvelope::query_rights(budget, cursor, limit)
		}

		fn funds(organization: OrganizationId, asset: AssetId) -> FundsInfo {
			RedEnvelope::query_funds(organization, asset)
		}

		fn envelope(id: EnvelopeId) -> Option<EnvelopeInfo<AccountId>> {
			RedEnvelope::query_envelope(id)
		}

		fn envelopes(
			organization: OrganizationId,
			cursor: Option<EnvelopeId>,
			limit: u32,
		) -> Page<EnvelopeInfo<AccountId>, EnvelopeId> {
			RedEnvelope::query_envelopes(organization, cursor, limit)
		}

		fn claimable(
			person: PersonId,
			organization: OrganizationId,
			cursor: Option<EnvelopeId>,
			limit: u32,
		) -> Page<Claimable<AccountId>, EnvelopeId> {
			RedEnvelope::query_claimable(person, organization, cursor, limit)
		}

		fn claims(
			person: PersonId,
			cursor: Option<EnvelopeId>,
			limit: u32,
		) -> Page<ClaimInfo, EnvelopeId> {
			RedEnvelope::query_claims(person, cursor, limit)
		}

		fn draws(envelope: EnvelopeId, cursor: Option<u32>, limit: u32) -> Page<DrawInfo, u32> {
			RedEnvelope::query_draws(envelope, cursor, limit)
		}

		fn ranking(
			envelope: EnvelopeId,
			cursor: Option<u32>,
			limit: u32,
		) -> Option<Page<Ranked, u32>> {
			RedEnvelope::query_ranking(envelope, cursor, limit)
		}

		fn wallet(person: PersonId, organization: OrganizationId, asset: AssetId) -> WalletInfo {
			RedEnvelope::query_wallet(person, organization, asset)
		}

		fn wallets(person: PersonId, cursor: Option<Book>, limit: u32) -> Page<WalletInfo, Book> {
			RedEnvelope::query_wallets(person, cursor, limit)
		}

		fn statement(
			person: PersonId,
			organization: OrganizationId,
			asset: AssetId,
			month: Month,
		) -> StatementInfo {
			RedEnvelope::query_statement(person, organization, asset, month)
		}

		fn tax_summary(
			organization: OrganizationId,
			asset: AssetId,
			month: Month,
			cursor: Option<PersonId>,
			limit: u32,
		) -> Page<TaxInfo, PersonId> {
			RedEnvelope::query_tax_summary(organization, asset, month, cursor, limit)
		}

		fn redemption(id: RedemptionId) -> Option<RedemptionInfo> {
			RedEnvelope::query_redemption(id)
		}

		fn redemptions(
			person: PersonId,
			cursor: Option<RedemptionId>,
			limit: u32,
		) -> Page<RedemptionInfo, RedemptionId> {
			RedEnvelope::query_redemptions(person, cursor, limit)
		}

		fn open_redemptions(
			organization: OrganizationId,
			asset: AssetId,
			cursor: Option<RedemptionId>,
			limit: u32,
		) -> Page<RedemptionInfo, RedemptionId> {
			RedEnvelope::query_open_redemptions(organization, asset, cursor, limit)
		}
	}

	impl pallet_license_registry::runtime_api::LicensesApi<Block, AccountId> for Runtime {
		fn check(query: LicenseQuery) -> CheckReport {
			LicenseRegistry::query_check(query)
		}

		fn license(id: LicenseId) -> Option<LicenseInfo<AccountId>> {
			LicenseRegistry::query_license(id)
		}

		fn license_by_number(number: String) -> Option<LicenseInfo<AccountId>> {
			LicenseRegistry::query_license_by_number(number)
		}

		fn licenses_of(
			holder: Party,
			cursor: Option<LicenseId>,
			limit: u32,
		) -> Page<LicenseInfo<AccountId>, LicenseId> {
			LicenseRegistry::query_licenses_of(holder, cursor, limit)
		}

		fn licenses_by(
			issuer: OrganizationId,
			type_code: TypeCode,
			cursor: Option<u32>,
			limit: u32,
		) -> Page<LicenseInfo<AccountId>, u32> {
			LicenseRegistry::query_licenses_by(issuer, type_code, cursor, limit)
		}

		fn history(
			license: LicenseId,
			cursor: Option<u32>,
			limit: u32,
		) -> Page<HistoryInfo<AccountId>, u32> {
			LicenseRegistry::query_history(license, cursor, limit)
		}

		fn uses(
			license: LicenseId,
			cursor: Option<u64>,
			limit: u32,
		) -> Page<UseInfo<AccountId>, u64> {
			LicenseRegistry::query_uses(license, cursor, limit)
		}

		fn consent(id: ConsentId) -> Option<ConsentInfo> {
			LicenseRegistry::query_consent(id)
		}

		fn consents_of(
			license: LicenseId,
			cursor: Option<ConsentId>,
			limit: u32,
		) -> Page<ConsentInfo, ConsentId> {
			LicenseRegistry::query_consents_of(license, cursor, limit)
		}

		fn consents_to(
			organization: OrganizationId,
			cursor: Option<ConsentId>,
			limit: u32,
		) -> Page<ConsentInfo, ConsentId> {
			LicenseRegistry::query_consents_to(organization, cursor, limit)
		}

		fn license_type(type_code: TypeCode) -> Option<LicenseTypeInfo> {
			LicenseRegistry::query_license_type(type_code)
		}

		fn license_types(
			cursor: Option<TypeCode>,
			limit: u32,
		) -> Page<LicenseTypeInfo, TypeCode> {
			LicenseRegistry::query_license_types(cursor, limit)
		}

		fn type_versions(
			type_code: TypeCode,
			cursor: Option<u32>,
			limit: u32,
		) -> Page<TypeVersionInfo, u32> {
			LicenseRegistry::query_type_versions(type_code, cursor, limit)
		}

		fn issuers(
			type_code: TypeCode,
			cursor: Option<OrganizationId>,
			limit: u32,
		) -> Page<IssuerInfo, OrganizationId> {
			LicenseRegistry::query_issuers(type_code, cursor, limit)
		}

		fn recognitions(
			type_code: TypeCode,
			cursor: Option<OrganizationId>,
			limit: u32,
		) -> Page<RecognitionInfo, OrganizationId> {
			LicenseRegistry::query_recognitions(type_code, cursor, limit)
		}

		fn status_list(
			issuer: OrganizationId,
			type_code: TypeCode,
			purpose: StatusPurpose,
			list: u32,
		) -> Option<StatusListInfo> {
			LicenseRegistry::query_status_list(issuer, type_code, purpose, list)
		}
	}

	impl pallet_validators::runtime_api::ValidatorsApi<Block, AccountId> for Runtime {
		fn validators(
			cursor: Option<OrganizationId>,
			limit: u32,
		) -> Page<ValidatorInfo<AccountId>, OrganizationId> {
			Validators::validators(cursor, limit)
		}

		fn validator(organization: OrganizationId) -> Option<ValidatorInfo<AccountId>> {
			Validators::validator(organization)
		}

		fn bar(organization: OrganizationId) -> Option<Bar> {
			Validators::bar_of(organization)
		}

		fn current_set() -> Vec<MemberInfo<AccountId>> {
			Validators::current_set()
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	impl frame_benchmarking::Benchmark<Block> for Runtime {
		fn benchmark_metadata(
			extra: bool,
		) -> (Vec<frame_benchmarking::BenchmarkList>, Vec<frame_support::traits::StorageInfo>) {
			use frame_benchmarking::{baseline::Pallet as BaselineBench, BenchmarkList};
			use frame_support::traits::StorageInfoTrait;
			use frame_system_benchmarking::{
				extensions::Pallet as SystemExtensionsBench, Pallet as SystemBench,
			};
			let mut list = Vec::<BenchmarkList>::new();
			list_benchmarks!(list, extra);
			(list, AllPalletsWithSystem::storage_info())
		}

		#[allow(non_local_definitions)]
		fn dispatch_benchmark(
			config: frame_benchmarking::BenchmarkConfig,
		) -> Result<Vec<frame_benchmarking::BenchmarkBatch>, alloc::string::String> {
			use frame_benchmarking::{baseline::Pallet as BaselineBench, BenchmarkBatch};
			use frame_support::traits::WhitelistedStorageKeys;
			use frame_system_benchmarking::{
				extensions::Pallet as SystemExtensionsBench, Pallet as SystemBench,
			};
			impl frame_system_benchmarking::Config for Runtime {}
			impl frame_benchmarking::baseline::Config for Runtime {}
			let whitelist = AllPalletsWithSystem::whitelisted_storage_keys();
			let mut batches = Vec::<BenchmarkBatch>::new();
			let params = (&config, &whitelist);
			add_benchmarks!(params, batches);
			Ok(batches)
		}
	}

	#[cfg(feature = "try-runtime")]
	impl frame_try_runtime::TryRuntime<Block> for Runtime {
		#[allow(clippy::unwrap_used)]
		fn on_runtime_upgrade(checks: frame_try_runtime::UpgradeCheckSelect) -> (Weight, Weight) {
			let weight = Executive::try_runtime_upgrade(checks).unwrap();
			(weight, configs::system::RuntimeBlockWeights::get().max_block)
		}

		#[allow(clippy::unwrap_used)]
		fn execute_block(
			block: <Block as BlockT>::LazyBlock,
			state_root_check: bool,
			signature_check: bool,
			select: frame_try_runtime::TryStateSelect,
		) -> Weight {
			Executive::try_execute_block(block, state_root_check, signature_check, select).unwrap()
		}
	}
}

#[cfg(feature = "runtime-benchmarks")]
frame_benchmarking::define_benchmarks!(
	[frame_benchmarking, BaselineBench::<Runtime>]
	[frame_system, SystemBench::<Runtime>]
	[frame_system_extensions, SystemExtensionsBench::<Runtime>]
	[pallet_origin_restriction, OriginRestriction]
	[pallet_beacon, Beacon]
	[pallet_bookings, Bookings]
	[pallet_credit, Credit]
	[pallet_deadlines, Deadlines]
	[pallet_energy_blocks, EnergyBlocks]
	[pallet_first_come, FirstCome]
	[pallet_invoices, Invoices]
	[pallet_ledger, Ledger]
	[pallet_license_registry, LicenseRegistry]
	[pallet_metering, Metering]
	[pallet_orders, Orders]
	[pallet_organizations, Organizations]
	[pallet_payment_channels, PaymentChannels]
	[pallet_persons, Persons]
	[pallet_power_auctions, PowerAuctions]
	[pallet_power_contracts, PowerContracts]
	[pallet_power_market, PowerMarket]
	[pallet_power_retail, PowerRetail]
	[pallet_power_settlement, PowerSettlement]
	[pallet_receivable_financing, ReceivableFinancing]
	[pallet_receivables, Receivables]
	[pallet_red_envelope, RedEnvelope]
	[pallet_resource_catalog, ResourceCatalog]
	[pallet_rewards, Rewards]
	[pallet_sealed_data, SealedData]
	[pallet_traceability, Traceability]
	[pallet_validators, Validators]
	[pallet_working_days, WorkingDays]
);
