// SPDX-License-Identifier: Apache-2.0

//! From the car maker to the third tier, to a bank, and back at maturity.

use super::*;

#[test]
fn a_receivable_travels_down_the_chain_and_is_paid() {
	ExtBuilder::build_and_execute(|| {
		// The maker owes its supplier 50,000.00 and accepts 36,000.00 of it, which the bank guarantees.
		assert_ok!(line(MAKER, 5_000_000));
		assert_ok!(Debts::set_guarantee(signer(BANK), MAKER, CNY, 4_000_000));
		assert_ok!(draft(Terms { amount: 5_000_000, guarantor: Some(BANK), ..terms() }));
		assert_ok!(accept(MAKER, AMOUNT));
		assert_ok!(Debts::guarantee(signer(BANK), ID));
		// Three parts: one stays, two are passed on to the second tier, which passes half of one on.
		assert_ok!(split(TIER1, WHOLE, &[1_600_000, 1_200_000, 800_000]));
		passed(TIER1, PartId(2), TIER2, true);
		passed(TIER1, PartId(3), TIER2, false);
		assert_ok!(split(TIER2, PartId(2), &[600_000, 600_000]));
		passed(TIER2, PartId(4), TIER3, true);
		// The third tier sells its part to another bank, the second pledges one.
		assert_ok!(Debts::hand_over(PartId(4), OTHER_BANK, true, None));
		assert_ok!(Debts::lock(PartId(5), TIER2));
		ClaimTable::set([(PartId(5), vec![(OTHER_BANK, 400_000)])].into());
		// What was delivered was a little less.
		assert_ok!(Debts::credit_note(signer(TIER1), PartId(1), 100_000, DIGEST));
		// The first tier needs its money now.
		assert_ok!(split(TIER1, PartId(1), &[500_000, 1_000_000]));
		assert_ok!(Debts::offer_discount(signer(TIER1), PartId(6), 10_000, Now::get() + DAY));
		assert_ok!(Debts::take_discount(signer(MAKER), PartId(6), AMOUNT));
		check();
		assert_eq!((gained(TIER1), gained(MAKER)), (490_000, -490_000));
		assert_eq!(receivable().outstanding, 3_000_000);
		// Two days late, at 18 %: 3,000 of interest.
		pass_to(DUE + 2 * DAY);
		assert_ok!(pay(MAKER));
		assert_eq!(gained(MAKER), -490_000 - 3_003_000);
		distributed();
		assert_eq!(status(), Status::Paid);
		assert_eq!(gained(TIER1), 490_000 + 1_001_000);
		// 800,000 and what is left of the pledge.
		assert_eq!(gained(TIER2), 800_800 + 200_600);
		assert_eq!(gained(OTHER_BANK), 600_600 + 400_000);
		assert_eq!([gained(TIER3), gained(BANK)], [0, 0]);
		assert_eq!(Ended::get(), [PartId(5)]);
		let it = receivable();
		assert_eq!((it.amount, it.paid, it.waived), (AMOUNT, 3_500_000, 100_000));
		assert_eq!(reports(), [(MAKER, Outcome::Late, 30)]);
		for organization in [MAKER, TIER1, TIER2, TIER3, BANK, OTHER_BANK] {
			assert_ok!(settled(organization));
		}
	});
}

#[test]
fn a_second_one_defaults_and_comes_back_to_the_first_tier() {
	ExtBuilder::build_and_execute(|| {
		guaranteed();
		assert_ok!(split(TIER1, WHOLE, &[600_000, 3_000_000]));
		passed(TIER1, PartId(1), TIER2, true);
		passed(TIER2, PartId(1), TIER3, true);
		pass_to(DUE);
		pass(Grace::get());
		pass(CallPeriod::get());
		assert_eq!(status(), Status::Defaulted);
		assert_ok!(Debts::claim_recourse(signer(TIER3), PartId(1)));
		assert_ok!(Debts::pay_recourse(signer(TIER2), PartId(1)));
		assert_ok!(Debts::claim_recourse(signer(TIER2), PartId(1)));
		assert_ok!(Debts::pay_recourse(signer(TIER1), PartId(1)));
		assert_eq!([gained(TIER3), gained(TIER2), gained(TIER1)], [600_000, 0, -600_000]);
		// The bank pays after all, twenty days late, and then the maker repays it.
		pass_to(DUE + 20 * DAY);
		assert_ok!(Debts::pay_guaranteed(signer(BANK), ID));
		distributed();
		assert_eq!(gained(TIER1), 3_600_000 + 20 * 1_800 - 600_000);
		assert_ok!(Debts::repay(signer(MAKER), ID));
		assert_eq!([gained(BANK), gained(MAKER)], [0, -3_636_000]);
		assert_eq!(status(), Status::Paid);
	});
}
