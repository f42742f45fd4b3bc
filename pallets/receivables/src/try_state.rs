// SPDX-License-Identifier: Apache-2.0

//! The invariants, each recomputed from the primary records.

use crate::*;
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

type Checked = Result<(), TryRuntimeError>;

/// Sums by keys.
type Sums<Key> = BTreeMap<Key, Amount>;

fn add<Key: Ord>(sums: &mut Sums<Key>, key: Key, amount: Amount) {
	let sum = sums.entry(key).or_default();
	*sum = sum.saturating_add(amount);
}

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet.
	pub fn do_try_state() -> Checked {
		Self::face_is_conserved()?;
		Self::trees_are_whole()?;
		Self::lines_are_counted()?;
		Self::money_is_there()?;
		Self::receivables_are_indexed()?;
		Self::parts_are_indexed()?;
		Self::consents_are_counted()?;
		Self::histories_are_whole()
	}

	fn histories_are_whole() -> Checked {
		let told = Receivables::<T>::iter_keys().all(|id| HistoryLength::<T>::get(id) > 0);
		ensure!(told, "a receivable has no history");
		Ok(log::check::<HistoryLength<T>, History<T>, _, _>()?)
	}

	fn face_is_conserved() -> Checked {
		let mut leaves = Sums::new();
		for (id, part) in Parts::<T>::iter() {
			ensure!(id < NextPartId::<T>::get(), "a part has an id to come");
			ensure!(0 < part.amount && part.amount <= part.face, "a part grew, or is nothing");
			if !part.status.is_closed() {
				add(&mut leaves, part.receivable, part.amount);
			}
		}
		for (id, it) in Receivables::<T>::iter() {
			ensure!(id < NextReceivableId::<T>::get(), "a receivable has an id to come");
			let sum = leaves.remove(&id).unwrap_or_default();
			ensure!(sum == it.outstanding, "leaves do not sum to what is outstanding");
			if matches!(it.status, Status::Draft { .. }) {
				ensure!(sum == 0 && it.paid == 0 && it.waived == 0, "a draft has parts");
				continue;
			}
			let face = it.outstanding.saturating_add(it.waived).saturating_add(it.paid);
			ensure!(face == it.amount, "face value came or went");
			let over = matches!(it.status, Status::Paid | Status::Subrogated | Status::Cancelled);
			ensure!(!over || sum == 0, "a receivable that is over has parts");
			ensure!(!it.status.is_live() || sum > 0, "nothing is owed");
			let repaid = it.subrogation.is_some();
			ensure!(it.status != Status::Subrogated || repaid, "the guarantor is owed nothing");
			ensure!(it.status != Status::Paid || !repaid, "the guarantor is owed something");
		}
		ensure!(leaves.is_empty(), "parts of no receivable");
		Ok(())
	}

	fn trees_are_whole() -> Checked {
		let (mut children, mut merged) = (Sums::new(), Sums::new());
		let mut endorsements = 0_u64;
		for (id, part) in Parts::<T>::iter() {
			if let Some(parent) = part.parent {
				let above = Parts::<T>::get(parent).ok_or("a part of nothing")?;
				ensure!(above.receivable == part.receivable, "a part of another receivable");
				ensure!(above.status == PartStatus::Split, "a part of what was not split");
				if !part.merged {
					add(&mut children, parent, part.face);
				}
			}
			if let PartStatus::Merged { into } = part.status {
				let after = Parts::<T>::get(into).ok_or("merged into nothing")?;
				ensure!(after.merged && after.parent == part.parent, "merged into no sibling");
				let above = part.parent.and_then(Parts::<T>::get).ok_or("merged from nothing")?;
				ensure!(part.endorsements == 0 && part.last == above.last, "histories differ");
				add(&mut merged, into, part.amount);
			}
			endorsements = endorsements.saturating_add(part.endorsements.into());
			Self::endorsements_are_linked(id, &part)?;
		}
		for (id, part) in Parts::<T>::iter() {
			if part.status == PartStatus::Split {
				let sum = children.remove(&id).unwrap_or_default();
				ensure!(sum == part.amount, "a part was not split into its amount");
			}
			if part.merged {
				let sum = merged.remove(&id).unwrap_or_default();
				ensure!(sum == part.face, "a part is not what was merged");
			}
		}
		ensure!(children.is_empty() && merged.is_empty(), "parts of nothing");
		let found = u64::try_from(Endorsements::<T>::iter_keys().count()).unwrap_or(u64::MAX);
		ensure!(found == endorsements, "endorsements of nothing");
		Ok(())
	}

	/// Each endorsement is by whom the one before made holder, and the last one made the holder; unless a
	/// default has had some of them undone.
	fn endorsements_are_linked(id: PartId, part: &Part) -> Checked {
		let receivable = Receivables::<T>::get(part.receivable).ok_or("a part of nothing")?;
		for number in 0..part.endorsements {
			let it = Endorsements::<T>::get(id, number).ok_or("an endorsement is missing")?;
			ensure!(it.from != it.to && it.to != receivable.debtor, "a wrong endorsement");
		}
		let mut holder = part.holder;
		let mut last = part.last;
		if receivable.status.phase().is_some() {
			while let Some((of, number)) = last {
				let it = Endorsements::<T>::get(of, number).ok_or("an endorsement is missing")?;
				ensure!(it.to == holder, "endorsements are not linked");
				(holder, last) = (it.from, it.before);
			}
			ensure!(holder == receivable.creditor, "endorsements begin elsewhere");
		}
		Ok(())
	}

	fn lines_are_counted() -> Checked {
		let (mut lines, mut guarantees) = (BTreeMap::<_, Line>::new(), Sums::new());
		let mut open = BTreeMap::<_, u32>::new();
		for it in Receivables::<T>::iter_values() {
			let (owed, overdue) = (it.exposure(), it.overdue());
			let line = lines.entry((it.debtor, it.asset)).or_default();
			line.outstanding = line.outstanding.saturating_add(owed);
			line.overdue = line.overdue.saturating_add(overdue);
			if let Some(guarantor) = it.guarantor {
				add(&mut guarantees, (guarantor, it.debtor, it.asset), owed);
			}
			if owed > 0 {
				for organization in core::iter::once(it.debtor).chain(it.guarantor) {
					let count = open.entry(organization).or_default();
					*count = count.saturating_add(1);
				}
			}
		}
		for (debtor, asset, line) in Lines::<T>::iter() {
			let expected = lines.remove(&(debtor, asset)).unwrap_or_default();
			let same = (expected.outstanding, expected.overdue) == (line.outstanding, line.overdue);
			ensure!(same, "a line is miscounted");
			ensure!(line != Line::default(), "an empty line");
		}
		ensure!(lines.values().all(|it| *it == Line::default()), "a line is not counted");
		for (key, guarantee) in Guarantees::<T>::iter() {
			let expected = guarantees.remove(&key).unwrap_or_default();
			ensure!(expected == guarantee.outstanding, "a guarantee is miscounted");
			ensure!(guarantee != Guarantee::default(), "an empty guarantee");
		}
		ensure!(guarantees.values().all(|it| *it == 0), "a guarantee is not counted");
		ensure!(
			Open::<T>::iter().collect::<BTreeMap<_, _>>() == open,
			"obligations are miscounted"
		);
		Ok(())
	}

	fn money_is_there() -> Checked {
		let mut held = Sums::new();
		for it in Receivables::<T>::iter_values() {
			if let Status::Paying { principal, interest, .. } = it.status {
				let done = principal.saturating_sub(it.outstanding);
				let shared = Self::interest_until(done, principal, interest);
				add(&mut held, it.asset, it.outstanding);
				add(&mut held, it.asset, interest.saturating_sub(shared));
			}
		}
		for (_, asset, amount) in Owed::<T>::iter() {
			ensure!(amount > 0, "nothing is owed");
			add(&mut held, asset, amount);
		}
		for (asset, amount) in held {
			// Anybody can give the account more.
			let has = T::Assets::balance(asset, &Self::account());
			ensure!(amount <= has, "money is missing");
		}
		Ok(())
	}

	fn receivables_are_indexed() -> Checked {
		let (mut maturing, mut roles) = (BTreeSet::new(), BTreeSet::new());
		let (mut awaited, mut drafted) = (BTreeSet::new(), BTreeSet::new());
		let mut counts = BTreeMap::<_, u32>::new();
		for (id, it) in Receivables::<T>::iter() {
			maturing.extend(it.matures().map(|day| (day, id, it.asset)));
			if let Status::Draft { by_debtor, .. } = it.status {
				let sides = (it.debtor, it.creditor);
				let (from, to) = if by_debtor { sides } else { (sides.1, sides.0) };
				drafted.insert((from, id));
				awaited.insert((to, id));
				let count = counts.entry(from).or_default();
				*count = count.saturating_add(1);
			} else {
				roles.insert((it.debtor, id, Role::Debtor));
				roles.insert((it.creditor, id, Role::Creditor));
				roles.extend(it.guarantor.map(|it| (it, id, Role::Guarantor)));
			}
			let gates = ConditionsOf::<T>::get(id);
			let open =
				|gate| gates.iter().filter(|it| !it.met && it.condition.gates == gate).count();
			let transfer = open(Gate::Transfer) == usize::from(it.transfer_gates);
			let payment = open(Gate::Payment) == usize::from(it.payment_gates);
			ensure!(transfer && payment, "conditions are miscounted");
			ensure!(DocumentsOf::<T>::contains_key(id), "a receivable rests on nothing");
			let waits = it.status.phase().is_some() && it.timer.is_none();
			let gated = it.status == Status::Outstanding && it.payment_gates > 0;
			ensure!(!waits || gated, "a receivable waits for nothing");
		}
		let found = Maturing::<T>::iter().collect::<BTreeSet<_>>();
		ensure!(found == maturing, "what matures is not indexed");
		let found = ReceivablesOf::<T>::iter().collect::<BTreeSet<_>>();
		ensure!(found == roles, "receivables are not indexed");
		ensure!(Awaited::<T>::iter_keys().collect::<BTreeSet<_>>() == awaited, "who is asked");
		ensure!(Drafted::<T>::iter_keys().collect::<BTreeSet<_>>() == drafted, "who asks");
		let found = DraftCount::<T>::iter().collect::<BTreeMap<_, _>>();
		ensure!(found == counts, "drafts are miscounted");
		let known = DocumentsOf::<T>::iter_keys()
			.chain(ConditionsOf::<T>::iter_keys())
			.chain(InvoicesOf::<T>::iter_keys())
			.all(Receivables::<T>::contains_key);
		ensure!(known, "documents, conditions or invoices of nothing");
		for (id, invoices) in InvoicesOf::<T>::iter() {
			let stand = invoices.into_iter().all(|it| T::Invoices::receivable(it) == Some(id));
			ensure!(stand, "an invoice stands for something else");
		}
		for id in Disputes::<T>::iter_keys() {
			let status = Receivables::<T>::get(id).map(|it| it.status);
			let frozen = matches!(status, Some(Status::Frozen { .. }));
			ensure!(frozen, "a dispute has stopped nothing");
		}
		Ok(())
	}

	fn parts_are_indexed() -> Checked {
		let (mut all, mut leaves) = (BTreeSet::new(), BTreeSet::new());
		let (mut held, mut offers) = (BTreeSet::new(), BTreeSet::new());
		let mut claims = BTreeSet::new();
		for (id, part) in Parts::<T>::iter() {
			all.insert((part.receivable, id));
			if !part.status.is_closed() {
				leaves.insert((part.receivable, id));
				held.insert((part.holder, part.receivable, id));
			}
			match part.status {
				PartStatus::Offered { to, .. } => {
					offers.insert((to, id));
				}
				PartStatus::Claimed { on, .. } | PartStatus::VoidClaimed { on, .. } => {
					claims.insert((on, id));
				}
				_ => {}
			}
		}
		ensure!(PartsIn::<T>::iter_keys().collect::<BTreeSet<_>>() == all, "parts not indexed");
		ensure!(Leaves::<T>::iter_keys().collect::<BTreeSet<_>>() == leaves, "leaves not indexed");
		ensure!(PartsOf::<T>::iter_keys().collect::<BTreeSet<_>>() == held, "holders not indexed");
		ensure!(OffersTo::<T>::iter_keys().collect::<BTreeSet<_>>() == offers, "offers");
		ensure!(RecourseOf::<T>::iter_keys().collect::<BTreeSet<_>>() == claims, "recourse");
		for id in Discounts::<T>::iter_keys() {
			let part = Parts::<T>::get(id);
			let idle = part.is_some_and(|it| {
				matches!(it.status, PartStatus::Idle | PartStatus::Offered { .. })
			});
			ensure!(idle, "a discount for nothing");
		}
		Ok(())
	}

	fn consents_are_counted() -> Checked {
		let mut consents = Sums::new();
		for part in Parts::<T>::iter_values() {
			let proposal = Proposals::<T>::get(part.receivable);
			let number = proposal.map(|it| it.number);
			if part.consent.is_some() && part.consent == number {
				ensure!(!part.status.is_closed(), "a closed part consents");
				add(&mut consents, part.receivable, part.amount);
			}
		}
		for (id, proposal) in Proposals::<T>::iter() {
			let receivable = Receivables::<T>::get(id).ok_or("a proposal for nothing")?;
			ensure!(receivable.status.is_live(), "a proposal to cancel what is over");
			ensure!(proposal.number < receivable.proposals, "proposals are miscounted");
			let sum = consents.remove(&id).unwrap_or_default();
			ensure!(sum == proposal.consented, "consents are miscounted");
			ensure!(sum < receivable.outstanding, "all consent, and it is not cancelled");
		}
		Ok(())
	}
}
