// SPDX-License-Identifier: Apache-2.0

//! Any calls in any order.

use super::*;
use covenant_primitives::time::HOUR;
use proptest::prelude::*;

/// Blocks are told by their place among those that are open, or by their ids; whoever is not told is the
/// one who may.
#[derive(Clone, Debug)]
enum Step {
	Create(Option<AccountId>, MeterId, Interval, Energy),
	Give(Option<AccountId>, Which, Party),
	Split(Option<AccountId>, Which, Energy),
	Offer(Option<AccountId>, Which, Amount, Option<Party>),
	WithdrawOffer(Option<AccountId>, Which),
	Buy(AccountId, Which, Option<Amount>),
	UseUp(Option<AccountId>, Which, Option<MeterId>),
	Remove(Option<AccountId>, Which),
	Read(MeterId, Interval, Energy, Energy),
	Pass(Moment),
	Bar(Party, bool),
	Freeze(Party, bool),
}

#[derive(Clone, Debug)]
enum Which {
	Open(prop::sample::Index),
	Any(u64),
}

const METERS: [MeterId; 5] = [ROOF, HOUSE, BOILER, OVEN, CABIN];

fn accounts() -> impl Strategy<Value = AccountId> {
	let all = vec![FAMILYS, HOTELS, NEIGHBORS, NEIGHBORS, BAKERYS, BAKERYS, OUTSIDERS, STRANGER];
	prop::sample::select(all)
}

fn parties() -> impl Strategy<Value = Party> {
	prop::sample::select(vec![FAMILY, HOTEL, NEIGHBOR, NEIGHBOR, BAKERY, BAKERY, OUTSIDER])
}

fn meters() -> impl Strategy<Value = MeterId> {
	prop::sample::select(METERS.to_vec())
}

fn steps() -> impl Strategy<Value = Step> {
	let by = || prop::option::weighted(0.15, accounts());
	let which = || {
		prop_oneof![
			9 => any::<prop::sample::Index>().prop_map(Which::Open),
			1 => (0..20_u64).prop_map(Which::Any),
		]
	};
	let price = 1..4 as Amount;
	prop_oneof![
		8 => (by(), prop_oneof![Just(ROOF), Just(BOILER), meters()], AT..AT + 3, 0..300_u64)
			.prop_map(|(by, meter, at, energy)| Step::Create(by, meter, at, energy)),
		4 => (by(), which(), parties()).prop_map(|(by, id, to)| Step::Give(by, id, to)),
		3 => (by(), which(), 0..200_u64).prop_map(|(by, id, part)| Step::Split(by, id, part)),
		4 => (by(), which(), price.clone(), prop::option::weighted(0.2, parties()))
			.prop_map(|(by, id, price, to)| Step::Offer(by, id, price, to)),
		1 => (by(), which()).prop_map(|(by, id)| Step::WithdrawOffer(by, id)),
		5 => (accounts(), which(), prop::option::weighted(0.1, price))
			.prop_map(|(by, id, price)| Step::Buy(by, id, price)),
		8 => (by(), which(), prop::option::weighted(0.2, meters()))
			.prop_map(|(by, id, meter)| Step::UseUp(by, id, meter)),
		1 => (by(), which()).prop_map(|(by, id)| Step::Remove(by, id)),
		1 => (meters(), 0..700_u64, 0..700_u64)
			.prop_map(|(meter, import, export)| Step::Read(meter, AT + 2, import, export)),
		1 => (0..4_u64).prop_map(Step::Pass),
		1 => (parties(), prop::bool::weighted(0.3))
			.prop_map(|(party, barred)| Step::Bar(party, barred)),
		1 => (parties(), prop::bool::weighted(0.3))
			.prop_map(|(party, frozen)| Step::Freeze(party, frozen)),
	]
}

fn signer_of(party: Party) -> AccountId {
	party.organization().map_or(account_of(party), |organization| operator(organization.0))
}

fn owner(id: BlockId) -> Option<Party> {
	Blocks::<Test>::get(id).map(|block| block.owner)
}

/// Who signs: the owner unless somebody is told.
fn signer(by: Option<AccountId>, id: BlockId) -> AccountId {
	by.or(owner(id).map(signer_of)).unwrap_or(FAMILYS)
}

/// One of the open blocks that `fits`.
fn find_among(which: Which, fits: impl Fn(&Block) -> bool) -> BlockId {
	let open = Blocks::<Test>::iter().filter(|(_, it)| it.status == Status::Open && fits(it));
	let open: Vec<_> = open.map(|(id, _)| id).collect();
	match which {
		Which::Open(index) if !open.is_empty() => *index.get(&open),
		Which::Open(_) => BlockId(0),
		Which::Any(id) => BlockId(id),
	}
}

fn find(which: Which) -> BlockId {
	find_among(which, |_| true)
}

fn take(step: Step) -> DispatchResult {
	match step {
		Step::Create(by, meter, at, energy) => {
			let owner = Device::owner(meter, TODAY).map(signer_of).unwrap();
			EnergyBlocks::create(signed(by.unwrap_or(owner)), meter, at, energy)
		}
		Step::Give(by, id, to) => {
			let id = find(id);
			give(signer(by, id), id, to)
		}
		Step::Split(by, id, energy) => {
			let id = find(id);
			split(signer(by, id), id, energy)
		}
		Step::Offer(by, id, price, to) => {
			let id = find(id);
			offer(signer(by, id), id, price, to)
		}
		Step::WithdrawOffer(by, id) => {
			let id = find(id);
			withdraw_offer(signer(by, id), id)
		}
		Step::Buy(by, id, price) => {
			let id = find_among(id, |block| block.offer.is_some());
			let seen = Blocks::<Test>::get(id).and_then(|block| block.offer);
			buy(by, id, price.or(seen.map(|offer| offer.price)).unwrap_or_default())
		}
		Step::UseUp(by, id, meter) => {
			let passed = |block: &Block| Device::owner(block.meter, TODAY) != Some(block.owner);
			let id = find_among(id, passed);
			let own = METERS.into_iter().find(|meter| Device::owner(*meter, TODAY) == owner(id));
			use_up(signer(by, id), id, meter.or(own).unwrap_or(HOUSE))
		}
		Step::Remove(by, id) => {
			let id = find(id);
			remove(signer(by, id), id)
		}
		Step::Read(meter, at, import, export) => {
			// What a device said never changes.
			if Device::reading(meter, at).is_none() {
				read(meter, at, import, export);
			}
			Ok(())
		}
		Step::Pass(hours) => {
			Now::mutate(|now| *now += hours * HOUR);
			Ok(())
		}
		Step::Bar(party, barred) => {
			Barred::mutate(|all| if barred { all.insert(party) } else { all.remove(&party) });
			Ok(())
		}
		Step::Freeze(party, true) => Assets::block(signed(ISSUER), CNY, account_of(party)),
		Step::Freeze(party, false) => Assets::thaw(signed(ISSUER), CNY, account_of(party)),
	}
}

fn root() -> Vec<u8> {
	sp_io::storage::root(sp_runtime::StateVersion::V1)
}

/// What does not change of a block, and that what was used stays so.
fn ensure_unchanged(was: &[(BlockId, Block)]) {
	for (id, was) in was {
		let Some(is) = Blocks::<Test>::get(id) else {
			assert_eq!(was.status, Status::Open, "a block that was used up is gone");
			continue;
		};
		if was.status == Status::Open {
			let Block { owner, offer, status, .. } = is;
			assert_eq!(is, Block { owner, offer, status, ..*was });
		} else {
			assert_eq!(is, *was);
		}
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn nothing_is_used_that_was_not_metered(
		steps in prop::collection::vec(steps(), 20..120),
	) {
		ExtBuilder::build_and_execute(|| {
			for step in steps {
				let (before, blocks) = (root(), Blocks::<Test>::iter().collect::<Vec<_>>());
				if take(step).is_err() {
					assert_eq!(root(), before, "what is refused changes nothing");
				}
				ensure_unchanged(&blocks);
				check();
			}
			// In the end what was not used is nowhere, and what was is in the flows of both.
			Now::set(QUARTERS.end(AT + 2) + UsePeriod::get());
			for (id, _) in Blocks::<Test>::iter().filter(|(_, it)| it.status == Status::Open) {
				assert_ok!(remove(OUTSIDERS, id));
			}
			assert_eq!(OpenBlocks::<Test>::iter().count(), 0);
			assert_eq!(OffersAt::<Test>::iter().count(), 0);
			let flows = METERS.into_iter().flat_map(|meter| EnergyBlocks::flows(meter, TODAY));
			let (mut elsewhere, mut here) = (0, 0);
			for (_, flow) in flows {
				assert_eq!(flow.created, flow.used_elsewhere);
				elsewhere += flow.used_elsewhere;
				here += flow.used_here;
			}
			let used: Energy = Blocks::<Test>::iter_values().map(|block| block.energy).sum();
			assert_eq!((elsewhere, here), (used, used));
		});
	}
}
