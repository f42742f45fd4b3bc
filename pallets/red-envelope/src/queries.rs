// SPDX-License-Identifier: Apache-2.0

//! What [`crate::runtime_api::EnvelopesApi`] is answered.

use crate::{draws::CHECKPOINT, runtime_api::*, *};
use alloc::vec::Vec;
use covenant_primitives::paging::capped;

impl<T: Config> Pallet<T> {
	/// See [`crate::runtime_api::EnvelopesApi`].
	pub fn query_budget(id: BudgetId) -> Option<BudgetInfo> {
		let budget = Budgets::<T>::get(id)?;
		let usable = Self::ensure_usable(&budget).is_ok();
		Some(BudgetInfo { id, budget, usable })
	}

	/// See [`crate::runtime_api::EnvelopesApi`].
	pub fn query_budgets(
		organization: OrganizationId,
		cursor: Option<BudgetId>,
		limit: u32,
	) -> Page<BudgetInfo, BudgetId> {
		Page::under::<BudgetsOf<T>, _, _>(organization, cursor, limit, |id| Self::query_budget(*id))
	}

	/// See [`crate::runtime_api::EnvelopesApi`].
	pub fn query_sub_budgets(
		parent: BudgetId,
		cursor: Option<BudgetId>,
		limit: u32,
	) -> Page<BudgetInfo, BudgetId> {
		Page::under::<ChildrenOf<T>, _, _>(parent, cursor, limit, |id| Self::query_budget(*id))
	}

	/// See [`crate::runtime_api::EnvelopesApi`].
	pub fn query_rights(
		budget: BudgetId,
		cursor: Option<SpenderOf<T>>,
		limit: u32,
	) -> Page<RightInfo<T::AccountId>, SpenderOf<T>> {
		Page::under::<SpendingRights<T>, _, _>(budget, cursor, limit, |spender| {
			let right = SpendingRights::<T>::get(budget, spender)?;
			Some(RightInfo { spender: spender.clone(), right })
		})
	}

	/// See [`crate::runtime_api::EnvelopesApi`].
	pub fn query_funds(organization: OrganizationId, asset: AssetId) -> FundsInfo {
		let book = Book { organization, asset };
		FundsInfo {
			held: Held::<T>::get(organization, asset),
			tax_due: TaxDue::<T>::get(book),
			cap: Caps::<T>::get(book),
		}
	}

	/// See [`crate::runtime_api::EnvelopesApi`].
	pub fn query_envelope(id: EnvelopeId) -> Option<EnvelopeInfo<T::AccountId>> {
		let (envelope, progress) = Self::envelope(id).ok()?;
		let now = T::Time::now();
		let in_time = envelope.terms.opens_at <= now && now < envelope.terms.expires_at;
		let is_open = in_time && progress.status == EnvelopeStatus::Open;
		let shares_left = match progress.status.has_ended() {
			true => 0,
			false => envelope.shares.saturating_sub(progress.claimed),
		};
		Some(EnvelopeInfo { id, envelope, progress, shares_left, is_open })
	}

	/// See [`crate::runtime_api::EnvelopesApi`].
	pub fn query_envelopes(
		organization: OrganizationId,
		cursor: Option<EnvelopeId>,
		limit: u32,
	) -> Page<EnvelopeInfo<T::AccountId>, EnvelopeId> {
		Page::under::<EnvelopesOf<T>, _, _>(organization, cursor, limit, |id| {
			Self::query_envelope(*id)
		})
	}

	/// See [`crate::runtime_api::EnvelopesApi`].
	pub fn query_claimable(
		person: PersonId,
		organization: OrganizationId,
		cursor: Option<EnvelopeId>,
		limit: u32,
	) -> Page<Claimable<T::AccountId>, EnvelopeId> {
		let account = T::Persons::account_of(person);
		let member = account
			.as_ref()
			.and_then(|account| T::Persons::ensure_member(account, organization).ok());
		let standing = T::Organizations::is_in_good_standing(organization) && account.is_some();
		Page::under::<OpenEnvelopes<T>, _, _>(organization, cursor, limit, |id| {
			let envelope = Self::query_envelope(*id).filter(|info| info.is_open && standing)?;
			if Claims::<T>::contains_key(person, id) {
				return None;
			}
			let needs = match &envelope.envelope.division {
				Division::Equal { audience, .. } | Division::Lucky { audience } => match audience {
					Audience::Members => member.as_ref().map(|_| Needs::Nothing),
					Audience::Unit(unit) => {
						let member = member.as_ref().filter(|member| member.unit == *unit);
						member.map(|_| Needs::Nothing)
					}
					Audience::Listed(_) => Some(Needs::Place),
					Audience::Licensed(_) => Some(Needs::License),
					Audience::Coded(_) => Some(Needs::Code),
				},
				Division::Assigned { .. } => Some(Needs::Place),
				Division::Named => {
					Assignments::<T>::contains_key(id, person).then_some(Needs::Nothing)
				}
			};
			Some(Claimable { envelope, needs: needs? })
		})
	}

	/// See [`crate::runtime_api::EnvelopesApi`].
	pub fn query_claims(
		person: PersonId,
		cursor: Option<EnvelopeId>,
		limit: u32,
	) -> Page<ClaimInfo, EnvelopeId> {
		Page::under::<Claims<T>, _, _>(person, cursor, limit, |envelope| {
			let share = Claims::<T>::get(person, envelope)?;
			let slot = Slots::<T>::get(envelope, share)?;
			let drawn = share < Progresses::<T>::get(envelope)?.drawn;
			Some(ClaimInfo { envelope: *envelope, share, round: slot.round, drawn })
		})
	}

	/// See [`crate::runtime_api::EnvelopesApi`].
	pub fn query_draws(id: EnvelopeId, cursor: Option<u32>, limit: u32) -> Page<DrawInfo, u32> {
		let first = cursor.map_or(0, |last| last.saturating_add(1));
		let limit = capped(limit);
		let mut draws = Self::draws_from(id, first);
		let items: Vec<_> = draws.by_ref().take(limit).collect();
		let more = draws.next().is_some();
		let next = items.last().map(|last| last.share).filter(|_| more);
		Page { items, next }
	}

	/// The draws of a lucky envelope from a share on, computed again from the checkpoint before it.
	fn draws_from(id: EnvelopeId, first: u32) -> impl Iterator<Item = DrawInfo> {
		let (shares, drawn) = match Self::envelope(id) {
			Ok((envelope, progress)) if envelope.is_lucky() => (envelope.shares, progress.drawn),
			_ => (0, 0),
		};
		let checkpoint = first / CHECKPOINT;
		let begin = checkpoint.saturating_mul(CHECKPOINT);
		let mut left = Checkpoints::<T>::get(id, checkpoint).unwrap_or_default();
		(begin..drawn)
			.map_while(move |share| {
				let round = Slots::<T>::get(id, share)?.round;
				let seed = T::Beacon::seed(round)?;
				let shares_left = shares.saturating_sub(share);
				let number = double_mean::number(seed, id, share);
				let amount = double_mean::draw(number, left, shares_left);
				let draw = DrawInfo { share, round, seed, left, shares_left, amount };
				left = left.saturating_sub(amount);
				Some(draw)
			})
			.skip_while(move |draw| draw.share < first)
	}

	/// See [`crate::runtime_api::EnvelopesApi`].
	pub fn query_ranking(
		id: EnvelopeId,
		cursor: Option<u32>,
		limit: u32,
	) -> Option<Page<Ranked, u32>> {
		let (envelope, progress) = Self::envelope(id).ok()?;
		if !envelope.terms.ranking {
			return None;
		}
		let ranked = |share, amount| {
			let person = Slots::<T>::get(id, share)?.person;
			Some(Ranked { person, share, amount })
		};
		match envelope.division {
			Division::Equal { share: amount, .. } => {
				let first = cursor.map_or(0, |last| last.saturating_add(1));
				Some(Page::of(first..progress.drawn, limit, |share| ranked(*share, amount)))
			}
			Division::Lucky { .. } => {
				let Page { items, next } = Self::query_draws(id, cursor, limit);
				let items = items.into_iter().filter_map(|draw| ranked(draw.share, draw.amount));
				Some(Page { items: items.collect(), next })
			}
			Division::Assigned { .. } | Division::Named => None,
		}
	}

	/// See [`crate::runtime_api::EnvelopesApi`].
	pub fn query_wallet(
		person: PersonId,
		organization: OrganizationId,
		asset: AssetId,
	) -> WalletInfo {
		let book = Book { organization, asset };
		WalletInfo { book, wallet: Wallets::<T>::get(person, book) }
	}

	/// See [`crate::runtime_api::EnvelopesApi`].
	pub fn query_wallets(
		person: PersonId,
		cursor: Option<Book>,
		limit: u32,
	) -> Page<WalletInfo, Book> {
		Page::under::<Wallets<T>, _, _>(person, cursor, limit, |book| {
			Some(Self::query_wallet(person, book.organization, book.asset))
		})
	}

	/// See [`crate::runtime_api::EnvelopesApi`]. Reads one item for each month since.
	pub fn query_statement(
		person: PersonId,
		organization: OrganizationId,
		asset: AssetId,
		month: Month,
	) -> StatementInfo {
		let book = Book { organization, asset };
		let wallet = Wallets::<T>::get(person, book);
		let mut closing = wallet.balance.saturating_add(wallet.redeeming);
		let before = |has: Amount, statement: &Statement| {
			let gone = statement.paid_out.saturating_add(statement.redeemed);
			has.saturating_add(gone).saturating_sub(statement.net())
		};
		let mut later = T::Books::period();
		while later > month {
			closing = before(closing, &Statements::<T>::get((book, later), person));
			later = Month(later.0.saturating_sub(1));
		}
		let statement = Statements::<T>::get((book, month), person);
		StatementInfo {
			person,
			month,
			opening: before(closing, &statement),
			claims: statement.claims,
			paid_out: statement.paid_out,
			redeemed: statement.redeemed,
			incomes: Self::incomes(statement),
			closing,
		}
	}

	fn incomes(statement: Statement) -> Vec<IncomeInfo> {
		let incomes = statement.incomes.into_iter();
		incomes.map(|(purpose, income)| IncomeInfo { purpose, income }).collect()
	}

	/// See [`crate::runtime_api::EnvelopesApi`].
	pub fn query_tax_summary(
		organization: OrganizationId,
		asset: AssetId,
		month: Month,
		cursor: Option<PersonId>,
		limit: u32,
	) -> Page<TaxInfo, PersonId> {
		let key = (Book { organization, asset }, month);
		Page::under::<Statements<T>, _, _>(key, cursor, limit, |person| {
			let incomes = Self::incomes(Statements::<T>::get(key, person));
			(!incomes.is_empty()).then_some(TaxInfo { person: *person, incomes })
		})
	}

	/// See [`crate::runtime_api::EnvelopesApi`].
	pub fn query_redemption(id: RedemptionId) -> Option<RedemptionInfo> {
		Redemptions::<T>::get(id).map(|redemption| RedemptionInfo { id, redemption })
	}

	/// See [`crate::runtime_api::EnvelopesApi`].
	pub fn query_redemptions(
		person: PersonId,
		cursor: Option<RedemptionId>,
		limit: u32,
	) -> Page<RedemptionInfo, RedemptionId> {
		Page::under::<RedemptionsOf<T>, _, _>(person, cursor, limit, |id| {
			Self::query_redemption(*id)
		})
	}

	/// See [`crate::runtime_api::EnvelopesApi`].
	pub fn query_open_redemptions(
		organization: OrganizationId,
		asset: AssetId,
		cursor: Option<RedemptionId>,
		limit: u32,
	) -> Page<RedemptionInfo, RedemptionId> {
		let book = Book { organization, asset };
		Page::under::<OpenRedemptions<T>, _, _>(book, cursor, limit, |id| {
			Self::query_redemption(*id)
		})
	}
}
