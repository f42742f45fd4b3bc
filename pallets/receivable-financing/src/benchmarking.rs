// SPDX-License-Identifier: Apache-2.0

//! Benchmarks of every call and task, each on its longest path: with all banks asked and quoting, and as
//! many claims as count.

use super::*;
use covenant_primitives::{
	time::{DAY, HOUR},
	Claims as _, HandleDeadline,
};
use frame_benchmarking::v2::*;
use frame_support::traits::EnsureOrigin;

/// Far above what minimal balances take of it.
const AMOUNT: Amount = 1_000_000_000;

const DIGEST: H256 = H256::repeat_byte(7);

fn treasurer<T: Config>() -> Result<(T::RuntimeOrigin, ActorOf<T>), BenchmarkError> {
	let origin =
		T::TreasuryOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
	let by = T::TreasuryOrigin::ensure_origin(origin.clone())
		.map_err(|_| BenchmarkError::Stop("not a treasurer"))??;
	endow::<T>(by.organization);
	Ok((origin, by))
}

fn arbiter<T: Config>() -> Result<(T::RuntimeOrigin, ActorOf<T>), BenchmarkError> {
	let origin =
		T::ArbiterOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
	let by = T::ArbiterOrigin::ensure_origin(origin.clone())
		.map_err(|_| BenchmarkError::Stop("not an arbiter"))??;
	Ok((origin, by))
}

/// A bank, for each number. Those from 8 on are not asked.
fn bank<T: Config>(number: u32) -> OrganizationId {
	T::BenchmarkHelper::bank(number)
}

/// Somebody who acts for an organization.
fn like<T: Config>(by: &ActorOf<T>, organization: OrganizationId) -> ActorOf<T> {
	Actor { account: by.account.clone(), organization }
}

/// Whoever pays has the money, and accounts are known.
fn endow<T: Config>(organization: OrganizationId) -> AssetId {
	T::BenchmarkHelper::endow(&T::Organizations::account(organization), 10 * AMOUNT)
}

fn soon<T: Config>() -> Moment {
	T::Time::now().saturating_add(HOUR)
}

fn later<T: Config>() -> Moment {
	T::Time::now().saturating_add(DAY)
}

fn terms<T: Config>(kind: Kind) -> Terms {
	let offer = match kind {
		Kind::Sale { recourse } => Offer::Sale { recourse, license: None },
		Kind::Pledge { .. } => Offer::Pledge { principal: AMOUNT },
	};
	Terms { offer, rate: T::MaxRate::get(), fee: 1, valid_until: soon::<T>() }
}

fn pledge<T: Config>() -> Kind {
	Kind::Pledge { until: later::<T>(), wanted: None }
}

fn part_of<T: Config>(holder: OrganizationId) -> PartId {
	let asset = endow::<T>(holder);
	T::Parts::set_up(holder, asset, AMOUNT)
}

fn all_banks<T: Config>() -> Banks {
	Banks::truncate_from((0..MAX_BANKS).map(bank::<T>).collect())
}

/// A holder asks banks for a part.
fn asked<T: Config>(
	by: &ActorOf<T>,
	part: PartId,
	banks: Banks,
	kind: Kind,
) -> Result<FinancingId, BenchmarkError> {
	let id = NextFinancingId::<T>::get();
	let info = Pallet::<T>::part(part)?;
	let holder = like::<T>(by, info.holder);
	// The signer may be no bank, and is asked all the same.
	Pallet::<T>::open_request(holder, part, &info, banks, kind, later::<T>())?;
	Ok(id)
}

/// All of them quote.
fn quoted<T: Config>(
	by: &ActorOf<T>,
	part: PartId,
	kind: Kind,
) -> Result<FinancingId, BenchmarkError> {
	let id = asked::<T>(by, part, all_banks::<T>(), kind)?;
	for bank in all_banks::<T>() {
		endow::<T>(bank);
		Pallet::<T>::do_quote(like::<T>(by, bank), id, terms::<T>(kind))?;
	}
	Ok(id)
}

/// A loan from one to the other on a part.
fn lent<T: Config>(
	by: &ActorOf<T>,
	lender: OrganizationId,
	borrower: OrganizationId,
) -> Result<(LoanId, PartId), BenchmarkError> {
	endow::<T>(lender);
	let part = part_of::<T>(borrower);
	let kind = pledge::<T>();
	let banks = Banks::truncate_from(alloc::vec![lender]);
	let request = asked::<T>(by, part, banks, kind)?;
	Pallet::<T>::do_quote(like::<T>(by, lender), request, terms::<T>(kind))?;
	let loan = NextLoanId::<T>::get();
	Pallet::<T>::do_take_quote(like::<T>(by, borrower), request, lender, 0)?;
	Ok((loan, part))
}

/// So many others have claims on a part that count, which were registered then. They have accounts.
fn claimed<T: Config>(
	by: &ActorOf<T>,
	part: PartId,
	count: u32,
	registered: Option<Moment>,
) -> Result<(), BenchmarkError> {
	// Who has no part in it.
	let arbiter = like::<T>(by, bank::<T>(8));
	for number in 0..count {
		let (claimant, amount) = (bank::<T>(9 + number), 9);
		endow::<T>(claimant);
		let admission =
			Admission { part, claimant, amount, digest: DIGEST, registered, noticed: None };
		Pallet::<T>::do_admit(arbiter.clone(), admission)?;
	}
	Ok(())
}

/// A claim that does not count yet.
fn open_claim<T: Config>(
	by: &ActorOf<T>,
	part: PartId,
	claimant: OrganizationId,
) -> Result<ClaimId, BenchmarkError> {
	let id = NextClaimId::<T>::get();
	Pallet::<T>::do_claim(like::<T>(by, claimant), part, 9, DIGEST)?;
	Ok(id)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	/// In the place of one that the holder before has left.
	#[benchmark]
	fn request() -> Result<(), BenchmarkError> {
		let (origin, by) = treasurer::<T>()?;
		let part = part_of::<T>(by.organization);
		let before = quoted::<T>(&by, part, pledge::<T>())?;
		RequestsOf::<T>::remove(by.organization, before);
		RequestsOf::<T>::insert(bank::<T>(8), before, ());
		Pallet::<T>::begin(bank::<T>(8))?;
		Pallet::<T>::end(by.organization);
		Requests::<T>::mutate_extant(before, |it| it.holder = bank::<T>(8));
		let kind = pledge::<T>();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, part, all_banks::<T>(), kind, soon::<T>());

		assert!(!Requests::<T>::contains_key(before));
		assert!(RequestOn::<T>::contains_key(part));
		Ok(())
	}

	#[benchmark]
	fn withdraw_request() -> Result<(), BenchmarkError> {
		let (origin, by) = treasurer::<T>()?;
		let part = part_of::<T>(by.organization);
		let id = quoted::<T>(&by, part, Kind::Sale { recourse: true })?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert!(!Requests::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn lapse_request() -> Result<(), BenchmarkError> {
		let (_, by) = treasurer::<T>()?;
		let part = part_of::<T>(by.organization);
		let id = quoted::<T>(&by, part, Kind::Sale { recourse: true })?;

		#[block]
		{
			<Pallet<T> as HandleDeadline<Task>>::handle(Task::LapseRequest(id))?;
		}

		assert!(!Requests::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn quote() -> Result<(), BenchmarkError> {
		let (origin, by) = treasurer::<T>()?;
		let part = part_of::<T>(bank::<T>(8));
		let kind = Kind::Sale { recourse: true };
		let mut banks = all_banks::<T>();
		banks.pop();
		banks.force_push(by.organization);
		let id = asked::<T>(&by, part, banks, kind)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, terms::<T>(kind));

		assert!(Quotes::<T>::contains_key(id, by.organization));
		Ok(())
	}

	#[benchmark]
	fn withdraw_quote() -> Result<(), BenchmarkError> {
		let (origin, by) = treasurer::<T>()?;
		let part = part_of::<T>(bank::<T>(8));
		let kind = Kind::Sale { recourse: true };
		let mut banks = all_banks::<T>();
		banks.pop();
		banks.force_push(by.organization);
		let id = asked::<T>(&by, part, banks, kind)?;
		Pallet::<T>::do_quote(by.clone(), id, terms::<T>(kind))?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert!(!Quotes::<T>::contains_key(id, by.organization));
		Ok(())
	}

	#[benchmark]
	fn lapse_quote() -> Result<(), BenchmarkError> {
		let (_, by) = treasurer::<T>()?;
		let part = part_of::<T>(by.organization);
		let id = quoted::<T>(&by, part, Kind::Sale { recourse: true })?;
		let bank = bank::<T>(0);

		#[block]
		{
			<Pallet<T> as HandleDeadline<Task>>::handle(Task::LapseQuote(id, bank))?;
		}

		assert!(!Quotes::<T>::contains_key(id, bank));
		Ok(())
	}

	/// A sale: the part is handed over, and some of what is on hold is left, in a day more.
	#[benchmark]
	fn take_quote() -> Result<(), BenchmarkError> {
		let (origin, by) = treasurer::<T>()?;
		let part = part_of::<T>(by.organization);
		let id = quoted::<T>(&by, part, Kind::Sale { recourse: true })?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, bank::<T>(0), 1);

		assert_eq!(Pallet::<T>::part(part)?.holder, bank::<T>(0));
		Ok(())
	}

	/// All of it, and the part is free.
	#[benchmark]
	fn repay() -> Result<(), BenchmarkError> {
		let (origin, by) = treasurer::<T>()?;
		let (id, part) = lent::<T>(&by, bank::<T>(0), by.organization)?;
		T::BenchmarkHelper::set_time(soon::<T>());

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, Amount::MAX);

		assert!(!Loans::<T>::contains_key(id));
		assert!(Pallet::<T>::part(part)?.idle);
		Ok(())
	}

	#[benchmark]
	fn refinance() -> Result<(), BenchmarkError> {
		let (origin, by) = treasurer::<T>()?;
		let lender = bank::<T>(8);
		endow::<T>(lender);
		let (id, part) = lent::<T>(&by, lender, by.organization)?;
		// So much of it is owed still that there is something left.
		Pallet::<T>::do_repay(by.clone(), id, AMOUNT / 2)?;
		let kind = pledge::<T>();
		let asked = quoted::<T>(&by, part, kind)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, asked, bank::<T>(0), 1);

		assert!(!Loans::<T>::contains_key(id));
		assert!(LoanOn::<T>::contains_key(part));
		Ok(())
	}

	/// With the most claims that come after it: all are paid, and something is left.
	#[benchmark]
	fn realize() -> Result<(), BenchmarkError> {
		let (origin, by) = treasurer::<T>()?;
		let (id, part) = lent::<T>(&by, by.organization, bank::<T>(0))?;
		claimed::<T>(&by, part, MAX_CLAIMS - 1, None)?;
		Pallet::<T>::do_repay(like::<T>(&by, bank::<T>(0)), id, AMOUNT / 2)?;
		T::BenchmarkHelper::set_time(later::<T>());

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, None);

		assert!(!Loans::<T>::contains_key(id) && !Counted::<T>::contains_key(part));
		assert_eq!(Pallet::<T>::part(part)?.holder, by.organization);
		Ok(())
	}

	#[benchmark]
	fn forgive() -> Result<(), BenchmarkError> {
		let (origin, by) = treasurer::<T>()?;
		let (id, part) = lent::<T>(&by, by.organization, bank::<T>(0))?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert!(Pallet::<T>::part(part)?.idle);
		Ok(())
	}

	/// Banks are asked for the part.
	#[benchmark]
	fn claim() -> Result<(), BenchmarkError> {
		let (origin, by) = treasurer::<T>()?;
		let part = part_of::<T>(bank::<T>(8));
		let id = asked::<T>(&by, part, all_banks::<T>(), pledge::<T>())?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, part, 9, DIGEST);

		assert!(Pallet::<T>::request_by_id(id)?.claimed.is_some());
		assert!(ClaimBy::<T>::contains_key(part, by.organization));
		Ok(())
	}

	/// The only one that counts: the part is free.
	#[benchmark]
	fn withdraw_claim() -> Result<(), BenchmarkError> {
		let (origin, by) = treasurer::<T>()?;
		let part = part_of::<T>(bank::<T>(0));
		let id = open_claim::<T>(&by, part, by.organization)?;
		Pallet::<T>::do_acknowledge(like::<T>(&by, bank::<T>(0)), id, None)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert!(Pallet::<T>::part(part)?.idle);
		Ok(())
	}

	/// After the most that can count before; what it takes to lock the part comes on top.
	#[benchmark]
	fn acknowledge() -> Result<(), BenchmarkError> {
		let (origin, by) = treasurer::<T>()?;
		T::BenchmarkHelper::set_time(soon::<T>());
		let part = part_of::<T>(by.organization);
		claimed::<T>(&by, part, MAX_CLAIMS - 1, Some(0))?;
		let id = open_claim::<T>(&by, part, bank::<T>(0))?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, Some(T::Time::now()));

		assert_eq!(Counted::<T>::get(part).len(), MAX_CLAIMS as usize);
		Ok(())
	}

	/// One that was acknowledged moves to another part. Banks are asked for both.
	#[benchmark]
	fn rule_claim() -> Result<(), BenchmarkError> {
		let (origin, by) = arbiter::<T>()?;
		let (before, on) = (part_of::<T>(bank::<T>(8)), part_of::<T>(bank::<T>(9)));
		for part in [before, on] {
			asked::<T>(&by, part, all_banks::<T>(), pledge::<T>())?;
		}
		let id = open_claim::<T>(&by, before, bank::<T>(0))?;
		Pallet::<T>::do_acknowledge(like::<T>(&by, bank::<T>(8)), id, None)?;
		// As if both were of one receivable.
		let receivable = Pallet::<T>::part(on)?.receivable;
		let details = Pallet::<T>::claim_by_id(id)?;
		ClaimsIn::<T>::remove(details.receivable, id);
		ClaimsIn::<T>::insert(receivable, id, ());
		Claims::<T>::insert(id, Claim { receivable, ..details });

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, true, Some(T::Time::now()), Some(on));

		assert!(Pallet::<T>::part(before)?.idle && !Pallet::<T>::part(on)?.idle);
		Ok(())
	}

	/// Banks are asked for the part.
	#[benchmark]
	fn admit() -> Result<(), BenchmarkError> {
		let (origin, by) = arbiter::<T>()?;
		let part = part_of::<T>(bank::<T>(8));
		asked::<T>(&by, part, all_banks::<T>(), pledge::<T>())?;
		let now = Some(T::Time::now());
		let admission = Admission {
			part,
			claimant: bank::<T>(0),
			amount: 9,
			digest: DIGEST,
			registered: now,
			noticed: now,
		};

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, admission);

		assert!(!Pallet::<T>::part(part)?.idle);
		Ok(())
	}

	#[benchmark]
	fn collect() -> Result<(), BenchmarkError> {
		let (origin, by) = treasurer::<T>()?;
		let asset = T::BenchmarkHelper::endow(&Pallet::<T>::account(), AMOUNT);
		Owed::<T>::insert(by.organization, asset, AMOUNT);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, by.organization, asset);

		assert!(!Owed::<T>::contains_key(by.organization, asset));
		Ok(())
	}

	/// The only one that counts: the part is free.
	#[benchmark]
	fn settle_claim() -> Result<(), BenchmarkError> {
		let (origin, by) = treasurer::<T>()?;
		let part = part_of::<T>(by.organization);
		endow::<T>(bank::<T>(0));
		let id = open_claim::<T>(&by, part, bank::<T>(0))?;
		Pallet::<T>::do_acknowledge(by, id, None)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert!(!Claims::<T>::contains_key(id));
		assert!(Pallet::<T>::part(part)?.idle);
		Ok(())
	}

	/// Nothing is pledged for it: it is reported.
	#[benchmark]
	fn overdue() -> Result<(), BenchmarkError> {
		let (_, by) = treasurer::<T>()?;
		let (id, part) = lent::<T>(&by, bank::<T>(0), bank::<T>(1))?;
		Pallet::<T>::ended(part, 0);
		T::BenchmarkHelper::set_time(later::<T>());

		#[block]
		{
			<Pallet<T> as HandleDeadline<Task>>::handle(Task::Overdue(id))?;
		}

		assert!(Pallet::<T>::loan(id)?.reported);
		Ok(())
	}

	/// What both ask: how a payment is divided, and that it was.
	#[benchmark]
	fn divide() -> Result<(), BenchmarkError> {
		let (_, by) = arbiter::<T>()?;
		endow::<T>(by.organization);
		let (id, part) = lent::<T>(&by, bank::<T>(0), bank::<T>(1))?;
		claimed::<T>(&by, part, MAX_CLAIMS - 1, None)?;
		let payees;

		#[block]
		{
			payees = Pallet::<T>::divide(part, bank::<T>(1), 2 * AMOUNT);
			Pallet::<T>::ended(part, 2 * AMOUNT);
		}

		assert_eq!(payees.len(), MAX_CLAIMS as usize);
		assert!(!Loans::<T>::contains_key(id) && !Counted::<T>::contains_key(part));
		Ok(())
	}

	impl_benchmark_test_suite! {
		Pallet,
		crate::mock::ExtBuilder::build(),
		crate::mock::Test
	}
}
