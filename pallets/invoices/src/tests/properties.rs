// SPDX-License-Identifier: Apache-2.0

//! Random calls keep every invariant; a fingerprint is always the earliest commitment's, and no two receivables
//! that are bound have one.

use super::*;
use alloc::collections::{BTreeMap, BTreeSet};
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
	Commit(OrganizationId, u8, u8),
	/// One of the commitments, by its place among those that wait.
	Open(usize, OrganizationId, Option<OrganizationId>, [u8; 4]),
	Release(Option<OrganizationId>, usize),
	Bind(usize, u64),
	Unbind(usize, u64),
	Clear(OrganizationId, usize),
	Close(usize, u64),
	Advance(u32),
	Suspend(OrganizationId),
	Reinstate,
}

/// Who committed to what, by which salt, and in which place.
type Commitment = (OrganizationId, u8, u8, u64);

#[derive(Default)]
struct Model {
	commitments: Vec<Commitment>,
	/// The earliest of the commitments that were opened since the fingerprint was free.
	earliest: BTreeMap<u8, u64>,
}

fn registrar() -> impl Strategy<Value = OrganizationId> {
	prop::sample::select(vec![SUPPLIER, RIVAL, BANK])
}

fn anybody() -> impl Strategy<Value = OrganizationId> {
	prop::sample::select(vec![SUPPLIER, RIVAL, MAKER, MAKER, DEALER, DEALER, BANK, AUDITOR])
}

fn step() -> impl Strategy<Value = Step> {
	let n = || 0..30_usize;
	let receivable = || 0..4_u64;
	let partials = [1..6_u8, 1..6_u8, 1..6_u8, 1..6_u8];
	let debtor = prop::option::weighted(0.8, prop::sample::select(vec![MAKER, DEALER]));
	let supplier = prop::sample::select(vec![SUPPLIER, RIVAL]);
	prop_oneof![
		6 => (registrar(), 1..9_u8, 0..3_u8).prop_map(|(by, it, salt)| Step::Commit(by, it, salt)),
		8 => (n(), supplier, debtor, partials).prop_map(|(n, s, d, p)| Step::Open(n, s, d, p)),
		2 => (prop::option::weighted(0.2, anybody()), n()).prop_map(|(by, n)| Step::Release(by, n)),
		5 => (n(), receivable()).prop_map(|(n, it)| Step::Bind(n, it)),
		1 => (n(), receivable()).prop_map(|(n, it)| Step::Unbind(n, it)),
		6 => (anybody(), n()).prop_map(|(by, n)| Step::Clear(by, n)),
		2 => (n(), receivable()).prop_map(|(n, it)| Step::Close(n, it)),
		6 => prop_oneof![4 => 1..3_u32, 1 => 5..15_u32].prop_map(Step::Advance),
		1 => anybody().prop_map(Step::Suspend),
		1 => Just(Step::Reinstate),
	]
}

fn invoice(n: usize) -> InvoiceId {
	let count = NextInvoiceId::<Test>::get().0.max(1);
	// Most are the last ones.
	InvoiceId((count + 1).saturating_sub(u64::try_from(n).unwrap() % (count + 2)))
}

impl Model {
	fn take(&mut self, step: Step) {
		match step {
			Step::Commit(by, byte, salt) => {
				let known = |it: &Commitment| (it.0, it.1, it.2) == (by, byte, salt);
				if !self.commitments.iter().any(known) {
					let precedence = commit_as(by, digest(byte), [salt; 16]);
					self.commitments.push((by, byte, salt, precedence));
				}
			}
			Step::Open(n, supplier, debtor, of) if !self.commitments.is_empty() => {
				let index = n % self.commitments.len();
				self.open(index, supplier, debtor, partials(of));
			}
			Step::Open(..) => {}
			Step::Release(by, n) => {
				let id = invoice(n);
				let Some(it) = Invoices::<Test>::get(id) else { return };
				let released = match by {
					Some(by) if n % 2 == 0 => strike(by, id),
					_ => release(by.unwrap_or(it.registrar), id),
				};
				if released.is_ok() {
					assert_eq!(it.status, Status::Registered);
					self.earliest.retain(|byte, _| digest(*byte) != it.fingerprint);
				}
			}
			Step::Bind(n, receivable) => {
				let id = invoice(n);
				let before = Registry::query_invoice(id);
				if n % 2 == 0 {
					let registrar = before.as_ref().map_or(BANK, |it| it.invoice.registrar);
					let _ = cede(registrar, id);
				}
				if bind(id, ReceivableId(receivable)).is_ok() {
					let before = before.unwrap();
					assert!(before.clear && before.settled && before.open_flags == 0);
				}
			}
			Step::Unbind(n, receivable) => {
				if Invoices::<Test>::contains_key(invoice(n)) {
					unbind(invoice(n), ReceivableId(receivable));
				}
			}
			Step::Clear(by, n) => {
				let flags = Flags::<Test>::iter().collect::<Vec<_>>();
				let open = flags.iter().filter(|(_, _, it)| it.cleared.is_none());
				let Some((id, other, _)) = open.cycle().nth(n) else { return };
				let benefits =
					[id, other].iter().any(|id| Invoices::<Test>::get(id).unwrap().benefits(by));
				assert!(clear(by, *id, *other).is_err() || !benefits);
			}
			Step::Close(n, receivable) => {
				let receivable = ReceivableId(receivable);
				<Registry as covenant_primitives::Invoices>::close(invoice(n), receivable);
			}
			Step::Advance(blocks) => advance(blocks),
			Step::Suspend(organization) => suspend(organization),
			Step::Reinstate => Suspended::set(BTreeSet::new()),
		}
	}

	fn open(
		&mut self,
		index: usize,
		supplier: OrganizationId,
		debtor: Option<OrganizationId>,
		partials: Partials,
	) {
		let (by, byte, salt, precedence) = self.commitments[index];
		let supplier = if by == BANK { supplier } else { by };
		let result =
			Registry::register(signer(by), digest(byte), [salt; 16], supplier, debtor, partials);
		match result.map(drop).map_err(|it| it.error) {
			Ok(()) => {
				self.commitments.remove(index);
			}
			Err(error) if error == OVER => {
				self.commitments.remove(index);
				return;
			}
			// It was a commitment like any other, only too late.
			Err(error) if error == TAKEN => {}
			Err(_) => return,
		}
		let earliest = self.earliest.entry(byte).or_insert(precedence);
		*earliest = precedence.min(*earliest);
	}

	fn check(&self) {
		check();
		let owners = Registrations::iter().map(|(digest, it)| (digest, it.precedence));
		let expected = self.earliest.iter().map(|(byte, it)| (digest(*byte), *it));
		assert_eq!(owners.collect::<BTreeMap<_, _>>(), expected.collect());
		let mut bound = BTreeSet::new();
		for it in Invoices::<Test>::iter_values() {
			if matches!(it.status, Status::Bound { .. } | Status::Closed { .. }) {
				assert!(bound.insert(it.fingerprint), "an invoice stands for two receivables");
			}
		}
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(48))]

	#[test]
	fn the_earliest_commitment_owns_a_fingerprint(
		steps in prop::collection::vec(step(), 1..200),
	) {
		ExtBuilder::build_and_execute(|| {
			let mut model = Model::default();
			for step in steps {
				model.take(step);
				model.check();
			}
		});
	}
}
