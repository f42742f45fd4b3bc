// SPDX-License-Identifier: Apache-2.0

//! Settlement assets: who issues and moves them, and that nothing is lost.

use crate::common::*;
use covenant_primitives::{Capability, OrganizationId};
use covenant_runtime::{
	genesis_config_presets::CNY, AccountId, Assets, Balances, Organizations, Runtime, RuntimeCall,
};
use frame_support::{assert_err, assert_ok, traits::fungibles::Inspect};
use sp_runtime::DispatchError;

type UtilityCall = pallet_utility::Call<Runtime>;
type SystemError = frame_system::Error<Runtime>;

const EURO: u32 = 7;

fn own(organization: OrganizationId) -> AccountId {
	Organizations::account_of(organization)
}

fn create(id: u32, admin: AccountId) -> AssetsCall {
	AssetsCall::create { id, admin: admin.into(), min_balance: 1 }
}

#[test]
fn an_operator_with_the_treasury_moves_its_organizations_money() {
	on_local_chain(|| {
		for (name, granted) in [("treasurer", &[Capability::Treasury][..]), ("clerk", &[])] {
			assert_ok!(send(
				Eve,
				OrganizationsCall::add_operator {
					account: account(name),
					capabilities: capabilities(granted),
					administrator: false,
				}
			));
		}
		let pay = act(transfer(own(COURT), 12_345));
		assert_err!(send(&key("clerk"), pay.clone()), OrganizationsError::CapabilityNotHeld);
		assert_ok!(send(&key("treasurer"), pay));
		assert_eq!(cny(&own(WORKS)), ENDOWMENT - 12_345);
		assert_eq!(cny(&own(COURT)), ENDOWMENT + 12_345);
		assert_eq!(cny(&account("treasurer")), 0, "an operator's key owns nothing");

		// Several steps at once, all or none.
		let steps = |last: u128| {
			act(UtilityCall::batch_all {
				calls: vec![
					transfer(own(COURT), 1).into(),
					transfer(own(SCHOOL), 2).into(),
					transfer(own(GRID), last).into(),
				],
			})
		};
		assert!(send(&key("treasurer"), steps(ENDOWMENT)).is_err(), "it does not own so much");
		assert_eq!(cny(&own(SCHOOL)), ENDOWMENT);
		assert_ok!(send(&key("treasurer"), steps(3)));
		assert_eq!(cny(&own(SCHOOL)), ENDOWMENT + 2);
		assert_eq!(Assets::total_issuance(CNY), 6 * ENDOWMENT);
		assert_eq!(Balances::total_issuance(), 0, "there are no coins");
	});
}

#[test]
fn act_sends_nothing_but_money_however_it_is_wrapped() {
	on_local_chain(|| {
		let refused: [RuntimeCall; 6] = [
			PersonsCall::resign {}.into(),
			OrganizationsCall::leave {}.into(),
			act(transfer(Alice.account(), 1)).into(),
			CouncilCall::propose {
				threshold: 1,
				proposal: Box::new(transfer(Alice.account(), 1).into()),
				length_bound: 100,
			}
			.into(),
			pallet_proxy::Call::<Runtime>::add_proxy {
				delegate: Alice.account().into(),
				proxy_type: Default::default(),
				delay: 0,
			}
			.into(),
			UtilityCall::as_derivative {
				index: 0,
				call: Box::new(transfer(Alice.account(), 1).into()),
			}
			.into(),
		];
		for call in refused {
			assert_err!(send(Eve, act(call.clone())), OrganizationsError::CallNotAllowed);
			let nested = UtilityCall::batch_all { calls: vec![call.clone()] };
			assert_err!(send(Eve, act(nested.clone())), SystemError::CallFiltered);
			let deeper = UtilityCall::batch { calls: vec![call] };
			let deeper = UtilityCall::batch_all { calls: vec![deeper.into()] };
			assert_ok!(send(Eve, act(deeper)));
			assert!(has_event(pallet_utility::Event::BatchInterrupted {
				index: 0,
				error: SystemError::CallFiltered.into(),
			}));
			next_block();
		}
		assert_eq!(cny(&own(WORKS)), ENDOWMENT);
	});
}

#[test]
fn a_bank_issues_money_and_nobody_else_does() {
	on_local_chain(|| {
		// Not an operator in its own name, not another organization, not the council.
		assert_err!(send(Bob, create(EURO, Bob.account())), DispatchError::BadOrigin);
		assert_err!(
			send(Alice, act(create(EURO, own(OFFICE)))),
			OrganizationsError::CapabilityNotHeld
		);
		assert_err!(motion(&MAJORITY, create(EURO, own(OFFICE))), DispatchError::BadOrigin);

		assert_ok!(send(Bob, act(create(EURO, own(BANK)))));
		assert_ok!(send(
			Bob,
			act(AssetsCall::set_metadata {
				id: EURO,
				name: b"Euro".to_vec(),
				symbol: b"EUR".to_vec(),
				decimals: 2,
			})
		));
		let mint = |amount| AssetsCall::mint { id: EURO, beneficiary: own(WORKS).into(), amount };
		assert_ok!(send(Bob, act(mint(900))));
		assert_eq!(Assets::balance(EURO, own(WORKS)), 900);
		assert_eq!(Assets::total_issuance(EURO), 900);
		assert_err!(send(Eve, act(mint(1))), OrganizationsError::CapabilityNotHeld);

		// Two thirds of the council make it sufficient, so that an account can live on it alone.
		let sufficient = AssetsCall::force_asset_status {
			id: EURO,
			owner: own(BANK).into(),
			issuer: own(BANK).into(),
			admin: own(BANK).into(),
			freezer: own(BANK).into(),
			min_balance: 1,
			is_sufficient: true,
			is_frozen: false,
		};
		assert_err!(send(Bob, act(sufficient.clone())), OrganizationsError::CallNotAllowed);
		decide(sufficient);
		assert_ok!(send(
			Eve,
			act(AssetsCall::transfer { id: EURO, target: account("new").into(), amount: 900 })
		));
		assert_eq!(references(&account("new")), (0, 0, 1));
	});
}

#[test]
fn a_bank_that_loses_the_capability_creates_nothing_more() {
	on_local_chain(|| {
		decide(OrganizationsCall::withdraw {
			organization: BANK,
			capabilities: capabilities(&[Capability::IssueMoney]),
		});
		let mint = AssetsCall::mint { id: CNY, beneficiary: own(BANK).into(), amount: 1 };
		for call in [create(EURO, own(BANK)), mint] {
			assert_err!(send(Bob, act(call)), OrganizationsError::CapabilityNotHeld);
		}
	});
}

#[test]
fn the_treasury_alone_issues_nothing_and_the_issuer_alone_spends_nothing() {
	on_local_chain(|| {
		for (name, granted) in
			[("treasurer", Capability::Treasury), ("issuer", Capability::IssueMoney)]
		{
			assert_ok!(send(
				Bob,
				OrganizationsCall::add_operator {
					account: account(name),
					capabilities: capabilities(&[granted]),
					administrator: false,
				}
			));
		}
		let mint = AssetsCall::mint { id: CNY, beneficiary: own(BANK).into(), amount: 5 };
		let pay = transfer(own(COURT), 5);
		for (name, may, may_not) in [
			("treasurer", RuntimeCall::from(pay.clone()), RuntimeCall::from(mint.clone())),
			("issuer", mint.into(), pay.into()),
		] {
			assert_ok!(send(&key(name), act(may)));
			assert_err!(
				send(&key(name), act(may_not.clone())),
				OrganizationsError::CapabilityNotHeld
			);
			let batch = UtilityCall::batch_all { calls: vec![may_not] };
			assert_err!(send(&key(name), act(batch)), SystemError::CallFiltered);
		}
	});
}

#[test]
fn no_operator_hands_out_what_would_outlive_its_role() {
	on_local_chain(|| {
		let own_key: AccountId = Bob.account();
		let refused: [AssetsCall; 5] = [
			AssetsCall::approve_transfer {
				id: CNY,
				delegate: own_key.clone().into(),
				amount: u128::MAX,
			},
			AssetsCall::set_team {
				id: CNY,
				issuer: own_key.clone().into(),
				admin: own_key.clone().into(),
				freezer: own_key.clone().into(),
			},
			AssetsCall::transfer_ownership { id: CNY, owner: own_key.clone().into() },
			AssetsCall::start_destroy { id: CNY },
			create(EURO, own_key),
		];
		for call in refused {
			assert_err!(send(Bob, act(call)), OrganizationsError::CallNotAllowed);
		}
	});
}

#[test]
fn issuing_and_redeeming_balance() {
	on_local_chain(|| {
		let supply = || Assets::total_issuance(CNY);
		let before = supply();
		let mint = AssetsCall::mint { id: CNY, beneficiary: own(SCHOOL).into(), amount: 5_000 };
		assert_ok!(send(Bob, act(mint)));
		assert_eq!(supply(), before + 5_000);
		assert_ok!(send(Charlie, act(transfer(own(BANK), 5_000))));
		let burn = AssetsCall::burn { id: CNY, who: own(BANK).into(), amount: 5_000 };
		assert_ok!(send(Bob, act(burn)));
		assert_eq!(supply(), before);
	});
}
