// SPDX-License-Identifier: Apache-2.0

//! Benchmarks of every call and of what happens by itself, each on its longest path.

use super::{lists::Recipient, *};
use alloc::vec::Vec;
use covenant_primitives::{time::DAY, Capability, Party};
use frame_benchmarking::v2::*;
use frame_support::{traits::Get, BoundedVec};
use frame_system::RawOrigin;

/// Enough for everything.
const MUCH: Amount = 1_000_000_000_000;

/// What a budget has.
const SOME: Amount = 1_000_000;

/// The organization that is set up, its asset, and an operator of it.
struct Company<T: Config> {
	actor: ActorOf<T>,
	asset: AssetId,
}

fn company<T: Config>() -> Result<Company<T>, BenchmarkError> {
	let account: T::AccountId = account("treasurer", 0, 0);
	let organization = T::Authority::set_up(&account, Capability::Treasury);
	let asset = T::BenchmarkHelper::endow(&T::Organizations::account(organization), MUCH);
	Ok(Company { actor: Actor { account, organization }, asset })
}

impl<T: Config> Company<T> {
	fn origin(&self) -> RawOrigin<T::AccountId> {
		RawOrigin::Signed(self.actor.account.clone())
	}

	fn book(&self) -> Book {
		Book { organization: self.actor.organization, asset: self.asset }
	}

	/// A member of the organization.
	fn person(&self, index: u32) -> (T::AccountId, PersonId) {
		let account: T::AccountId = account("person", index, 0);
		let person = T::Persons::set_up(&account, self.actor.organization);
		(account, person)
	}

	/// Budgets one below the other, as many as can be, of which the last has money.
	fn branch(&self) -> Result<Vec<BudgetId>, BenchmarkError> {
		let lapses_at = Some(T::Time::now().saturating_add(DAY));
		let mut branch = alloc::vec![NextBudgetId::<T>::get()];
		Pallet::<T>::do_open_budget(self.actor.clone(), self.asset, name(), lapses_at)?;
		Pallet::<T>::do_fund(self.actor.clone(), branch[0], SOME)?;
		for depth in 0..T::MaxDepth::get() {
			let id = NextBudgetId::<T>::get();
			let parent = branch[usize::from(depth)];
			Pallet::<T>::do_open_sub_budget(self.actor.clone(), parent, name(), lapses_at)?;
			Pallet::<T>::do_allot(self.actor.clone(), id, SOME)?;
			branch.push(id);
		}
		Ok(branch)
	}

	/// Ends budgets without sending up what they have.
	fn end(&self, budgets: &[BudgetId]) {
		for id in budgets {
			Budgets::<T>::mutate(id, |budget| {
				if let Some(budget) = budget {
					budget.status = BudgetStatus::Ended;
				}
			});
		}
	}

	/// The last of a branch whose others have all ended.
	fn end_above(&self) -> Result<BudgetId, BenchmarkError> {
		let branch = self.branch()?;
		let (last, above) = branch.split_last().ok_or(BenchmarkError::Weightless)?;
		self.end(above);
		Ok(*last)
	}

	/// An envelope, filled by a member with a right, and its budget.
	fn envelope(&self, form: Form) -> Result<(EnvelopeId, Vec<BudgetId>), BenchmarkError> {
		let branch = self.branch()?;
		let budget = branch[branch.len() - 1];
		let (account, _) = self.right(budget)?;
		let id = NextEnvelopeId::<T>::get();
		Pallet::<T>::do_fill(account, budget, form, terms::<T>())?;
		Ok((id, branch))
	}

	/// The right of a member to spend a budget.
	fn right(&self, budget: BudgetId) -> Result<(T::AccountId, SpenderOf<T>), BenchmarkError> {
		let (account, person) = self.person(u32::MAX);
		let spender = Spender::Person(person);
		let until = T::Time::now().saturating_add(DAY);
		Pallet::<T>::do_grant_right(self.actor.clone(), budget, spender.clone(), SOME, 0, until)?;
		Ok((account, spender))
	}

	/// A cap that is not reached.
	fn cap(&self) {
		let cap = Cap { shares: Some(u32::MAX), amount: Some(Amount::MAX) };
		Caps::<T>::insert(self.book(), cap);
	}

	/// What shares of `person` bring, drawn.
	fn wallet(&self, person: u32) -> Result<(T::AccountId, PersonId), BenchmarkError> {
		let (account, id) = self.person(person);
		let (envelope, _) =
			self.envelope(Form::Equal { share: SOME / 2, shares: 2, audience: Audience::Members })?;
		Pallet::<T>::do_claim(account.clone(), id, envelope, Evidence::None)?;
		Pallet::<T>::draw(frame_support::weights::Weight::MAX);
		Ok((account, id))
	}

	fn redemption(&self) -> Result<(T::AccountId, RedemptionId), BenchmarkError> {
		let (account, person) = self.wallet(0)?;
		let id = NextRedemptionId::<T>::get();
		let method = RedemptionMethod::Payroll;
		Pallet::<T>::do_redeem(person, self.book(), 100, method)?;
		Ok((account, id))
	}
}

fn name() -> Name {
	BoundedVec::truncate_from([b'n'; 64].to_vec())
}

fn terms<T: Config>() -> Terms {
	let opens_at = T::Time::now();
	Terms {
		purpose: Purpose::Bonus,
		greeting: H256::repeat_byte(1),
		withholding: Some(2_000),
		ranking: false,
		opens_at,
		expires_at: opens_at.saturating_add(DAY),
	}
}

fn lucky(shares: u32) -> Form {
	Form::Lucky { total: SOME, shares, audience: Audience::Members }
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn open_budget() -> Result<(), BenchmarkError> {
		let company = company::<T>()?;
		let lapses_at = Some(T::Time::now().saturating_add(DAY));

		#[extrinsic_call]
		_(company.origin(), company.asset, name(), lapses_at);

		assert_eq!(NextBudgetId::<T>::get(), BudgetId(1));
		Ok(())
	}

	#[benchmark]
	fn open_sub_budget() -> Result<(), BenchmarkError> {
		let company = company::<T>()?;
		let branch = company.branch()?;
		let parent = branch[branch.len() - 2];
		let lapses_at = Some(T::Time::now().saturating_add(DAY));
		let before = NextBudgetId::<T>::get();

		#[extrinsic_call]
		_(company.origin(), parent, name(), lapses_at);

		assert!(Budgets::<T>::contains_key(before));
		Ok(())
	}

	#[benchmark]
	fn fund() -> Result<(), BenchmarkError> {
		let company = company::<T>()?;
		let root = NextBudgetId::<T>::get();
		Pallet::<T>::do_open_budget(company.actor.clone(), company.asset, name(), None)?;

		#[extrinsic_call]
		_(company.origin(), root, SOME);

		assert_eq!(Held::<T>::get(company.actor.organization, company.asset), SOME);
		Ok(())
	}

	#[benchmark]
	fn return_funds() -> Result<(), BenchmarkError> {
		let company = company::<T>()?;
		let root = NextBudgetId::<T>::get();
		Pallet::<T>::do_open_budget(company.actor.clone(), company.asset, name(), None)?;
		Pallet::<T>::do_fund(company.actor.clone(), root, SOME)?;

		#[extrinsic_call]
		_(company.origin(), root, SOME);

		assert_eq!(Held::<T>::get(company.actor.organization, company.asset), 0);
		Ok(())
	}

	#[benchmark]
	fn allot() -> Result<(), BenchmarkError> {
		let company = company::<T>()?;
		let branch = company.branch()?;
		let (above, last) = (branch[branch.len() - 2], branch[branch.len() - 1]);
		Pallet::<T>::do_take_back(company.actor.clone(), last, SOME)?;

		#[extrinsic_call]
		_(company.origin(), last, SOME);

		assert_eq!(Pallet::<T>::budget(above)?.available, 0);
		Ok(())
	}

	// All the way up, where every budget above has ended.
	#[benchmark]
	fn take_back() -> Result<(), BenchmarkError> {
		let company = company::<T>()?;
		let last = company.end_above()?;

		#[extrinsic_call]
		_(company.origin(), last, SOME);

		assert_eq!(Held::<T>::get(company.actor.organization, company.asset), 0);
		Ok(())
	}

	#[benchmark]
	fn freeze() -> Result<(), BenchmarkError> {
		let company = company::<T>()?;
		let branch = company.branch()?;

		#[extrinsic_call]
		_(company.origin(), branch[1]);

		assert_eq!(Pallet::<T>::budget(branch[1])?.status, BudgetStatus::Frozen);
		Ok(())
	}

	#[benchmark]
	fn unfreeze() -> Result<(), BenchmarkError> {
		let company = company::<T>()?;
		let branch = company.branch()?;
		Pallet::<T>::do_freeze(company.actor.clone(), branch[1])?;

		#[extrinsic_call]
		_(company.origin(), branch[1]);

		assert_eq!(Pallet::<T>::budget(branch[1])?.status, BudgetStatus::Open);
		Ok(())
	}

	#[benchmark]
	fn close_budget() -> Result<(), BenchmarkError> {
		let company = company::<T>()?;
		let last = company.end_above()?;

		#[extrinsic_call]
		_(company.origin(), last);

		assert_eq!(Held::<T>::get(company.actor.organization, company.asset), 0);
		Ok(())
	}

	#[benchmark]
	fn grant_right() -> Result<(), BenchmarkError> {
		let company = company::<T>()?;
		let branch = company.branch()?;
		let spender = Spender::Person(company.person(0).1);
		let until = T::Time::now().saturating_add(DAY);

		#[extrinsic_call]
		_(company.origin(), branch[0], spender.clone(), SOME, 0, until);

		assert!(SpendingRights::<T>::contains_key(branch[0], spender));
		Ok(())
	}

	#[benchmark]
	fn revoke_right() -> Result<(), BenchmarkError> {
		let company = company::<T>()?;
		let branch = company.branch()?;
		let (_, spender) = company.right(branch[0])?;

		#[extrinsic_call]
		_(company.origin(), branch[0], spender.clone());

		assert!(!SpendingRights::<T>::contains_key(branch[0], spender));
		Ok(())
	}

	#[benchmark]
	fn set_cap() -> Result<(), BenchmarkError> {
		let company = company::<T>()?;
		let cap = Cap { shares: Some(1), amount: Some(SOME) };

		#[extrinsic_call]
		_(company.origin(), company.asset, Some(cap));

		assert_eq!(Caps::<T>::get(company.book()), Some(cap));
		Ok(())
	}

	// By a member with a right, from the lowest budget.
	#[benchmark]
	fn fill(n: Linear<0, MAX_NAMED>) -> Result<(), BenchmarkError> {
		let company = company::<T>()?;
		let branch = company.branch()?;
		let budget = branch[branch.len() - 1];
		let (account, _) = company.right(budget)?;
		let form = match n {
			0 => lucky(100),
			_ => Form::Named(BoundedVec::truncate_from(
				(0..n).map(|index| (company.person(index).1, 1)).collect(),
			)),
		};

		#[extrinsic_call]
		_(RawOrigin::Signed(account), budget, form, terms::<T>());

		assert!(Envelopes::<T>::contains_key(EnvelopeId(0)));
		Ok(())
	}

	#[benchmark]
	fn pause() -> Result<(), BenchmarkError> {
		let company = company::<T>()?;
		let (id, _) = company.envelope(lucky(100))?;

		#[extrinsic_call]
		_(company.origin(), id);

		assert_eq!(Pallet::<T>::envelope(id)?.1.status, EnvelopeStatus::Paused);
		Ok(())
	}

	#[benchmark]
	fn resume() -> Result<(), BenchmarkError> {
		let company = company::<T>()?;
		let (id, _) = company.envelope(lucky(100))?;
		Pallet::<T>::do_pause(company.actor.account.clone(), id)?;

		#[extrinsic_call]
		_(company.origin(), id);

		assert_eq!(Pallet::<T>::envelope(id)?.1.status, EnvelopeStatus::Open);
		Ok(())
	}

	#[benchmark]
	fn cancel() -> Result<(), BenchmarkError> {
		let company = company::<T>()?;
		let (id, branch) = company.envelope(lucky(100))?;
		company.end(&branch);

		#[extrinsic_call]
		_(company.origin(), id);

		assert_eq!(Held::<T>::get(company.actor.organization, company.asset), 0);
		Ok(())
	}

	#[benchmark]
	fn attach_register() -> Result<(), BenchmarkError> {
		let company = company::<T>()?;
		let (id, _) = company.envelope(lucky(100))?;
		let owner = Party::Organization(company.actor.organization);
		let object = T::SealedObjects::set_up(owner);

		#[extrinsic_call]
		_(company.origin(), id, Some(object));

		assert_eq!(Pallet::<T>::envelope(id)?.0.register, Some(object));
		Ok(())
	}

	// The last share.
	#[benchmark]
	fn claim() -> Result<(), BenchmarkError> {
		let company = company::<T>()?;
		company.cap();
		let (id, _) = company.envelope(lucky(1))?;
		let (account, person) = company.person(0);

		#[extrinsic_call]
		_(RawOrigin::Signed(account), id, Evidence::None);

		assert_eq!(Claims::<T>::get(person, id), Some(0));
		Ok(())
	}

	// In the longest list.
	#[benchmark]
	fn check_place() -> Result<(), BenchmarkError> {
		let recipient = Recipient { salt: [1; 16], person: PersonId(1), amount: 1 };
		let list = List { root: H256::repeat_byte(1), length: MAX_SHARES };
		let proof = [H256::repeat_byte(2); MAX_PROOF as usize];
		let listed;

		#[block]
		{
			listed = lists::verify(&list, 0, &recipient, &proof);
		}

		assert!(!listed);
		Ok(())
	}

	#[benchmark]
	fn check_code() -> Result<(), BenchmarkError> {
		let account: T::AccountId = account("person", 0, 0);
		let signed;

		#[block]
		{
			signed = Pallet::<T>::is_signed(&account, EnvelopeId(0), &[1; 32], [1; 64]);
		}

		assert!(!signed);
		Ok(())
	}

	#[benchmark]
	fn withdraw() -> Result<(), BenchmarkError> {
		let company = company::<T>()?;
		let (account, person) = company.wallet(0)?;
		let amount = Wallets::<T>::get(person, company.book()).balance;

		#[extrinsic_call]
		_(RawOrigin::Signed(account), company.actor.organization, company.asset, amount);

		assert_eq!(Wallets::<T>::get(person, company.book()), Wallet::default());
		Ok(())
	}

	#[benchmark]
	fn pay_out() -> Result<(), BenchmarkError> {
		let company = company::<T>()?;
		let (_, person) = company.wallet(0)?;

		#[extrinsic_call]
		_(company.origin(), company.asset, person);

		assert_eq!(Wallets::<T>::get(person, company.book()), Wallet::default());
		Ok(())
	}

	#[benchmark]
	fn redeem() -> Result<(), BenchmarkError> {
		let company = company::<T>()?;
		let (account, _) = company.wallet(0)?;
		let (organization, asset) = (company.actor.organization, company.asset);

		#[extrinsic_call]
		_(RawOrigin::Signed(account), organization, asset, 100, RedemptionMethod::Points);

		assert!(Redemptions::<T>::contains_key(RedemptionId(0)));
		Ok(())
	}

	#[benchmark]
	fn withdraw_redemption() -> Result<(), BenchmarkError> {
		let company = company::<T>()?;
		let (account, id) = company.redemption()?;

		#[extrinsic_call]
		_(RawOrigin::Signed(account), id);

		assert!(!OpenRedemptions::<T>::contains_key(company.book(), id));
		Ok(())
	}

	#[benchmark]
	fn confirm_redemption() -> Result<(), BenchmarkError> {
		let company = company::<T>()?;
		let (_, id) = company.redemption()?;

		#[extrinsic_call]
		_(company.origin(), id, H256::repeat_byte(1));

		assert!(!OpenRedemptions::<T>::contains_key(company.book(), id));
		Ok(())
	}

	#[benchmark]
	fn reject_redemption() -> Result<(), BenchmarkError> {
		let company = company::<T>()?;
		let (_, id) = company.redemption()?;

		#[extrinsic_call]
		_(company.origin(), id, RejectionReason::NotOffered);

		assert!(!OpenRedemptions::<T>::contains_key(company.book(), id));
		Ok(())
	}

	#[benchmark]
	fn remit_tax() -> Result<(), BenchmarkError> {
		let company = company::<T>()?;
		company.wallet(0)?;
		let amount = TaxDue::<T>::get(company.book());

		#[extrinsic_call]
		_(company.origin(), company.asset, amount, H256::repeat_byte(1));

		assert_eq!(TaxDue::<T>::get(company.book()), 0);
		Ok(())
	}

	// What it takes to see whether anything waits, and for which rounds.
	#[benchmark]
	fn look() -> Result<(), BenchmarkError> {
		FirstRound::<T>::put(1);

		#[block]
		{
			Pallet::<T>::draw(frame_support::weights::Weight::MAX);
		}

		assert!(!FirstRound::<T>::exists());
		Ok(())
	}

	// Lucky shares that were claimed in another month, each by another person; the last ones of the
	// envelope.
	#[benchmark]
	fn draw(n: Linear<1, 256>) -> Result<(), BenchmarkError> {
		let company = company::<T>()?;
		let (id, branch) = company.envelope(lucky(n))?;
		company.end(&branch);
		for index in 0..n {
			let (account, person) = company.person(index);
			Pallet::<T>::do_claim(account, person, id, Evidence::None)?;
		}
		let round = T::Beacon::set_up();
		let book = company.book();
		// The clock stands at the first month there is, or does not.
		let other = T::Books::period().next();
		for index in 0..n {
			Slots::<T>::mutate(id, index, |slot| {
				if let Some(slot) = slot {
					slot.round = round;
					slot.month = other;
					let counted = SOME.div_ceil(n.into());
					Statements::<T>::mutate((book, other), slot.person, |statement| {
						statement.counted = counted;
					});
				}
			});
		}
		FirstRound::<T>::put(round);
		Waiting::<T>::insert(round, id, ());

		#[block]
		{
			Pallet::<T>::draw(frame_support::weights::Weight::MAX);
		}

		assert_eq!(Pallet::<T>::envelope(id)?.1.drawn, n);
		Ok(())
	}

	#[benchmark]
	fn expire() -> Result<(), BenchmarkError> {
		let company = company::<T>()?;
		let (id, branch) = company.envelope(lucky(100))?;
		company.end(&branch);

		#[block]
		{
			Pallet::<T>::expire(id)?;
		}

		assert_eq!(Held::<T>::get(company.actor.organization, company.asset), 0);
		Ok(())
	}

	#[benchmark]
	fn lapse() -> Result<(), BenchmarkError> {
		let company = company::<T>()?;
		let last = company.end_above()?;

		#[block]
		{
			Pallet::<T>::lapse(last)?;
		}

		assert_eq!(Held::<T>::get(company.actor.organization, company.asset), 0);
		Ok(())
	}

	#[benchmark]
	fn time_out() -> Result<(), BenchmarkError> {
		let company = company::<T>()?;
		let (_, id) = company.redemption()?;

		#[block]
		{
			Pallet::<T>::time_out(id)?;
		}

		assert!(!OpenRedemptions::<T>::contains_key(company.book(), id));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder::build(), crate::mock::Test);
}
