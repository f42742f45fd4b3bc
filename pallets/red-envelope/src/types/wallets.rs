// SPDX-License-Identifier: Apache-2.0

//! Wallets, redemptions and what a person got in a month.

use super::Purpose;
use covenant_primitives::{json, stored, Amount, Book, Moment, PersonId};
use frame_support::{traits::ConstU32, BoundedBTreeMap};
use sp_core::H256;

stored! {
	/// What a person has from an organization, of many envelopes together.
	#[derive(Copy, Default)]
	#[serde(rename_all = "camelCase")]
	pub struct Wallet {
		/// What it can have paid out or redeem.
		#[serde(with = "json::decimal")]
		pub balance: Amount,
		/// What it asked the finance desk to pay outside.
		#[serde(with = "json::decimal")]
		pub redeeming: Amount,
		/// With how many redemptions.
		pub redemptions: u32,
	}

	/// Into what money is redeemed.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum RedemptionMethod {
		/// It is paid with the wages.
		#[codec(index = 0)]
		Payroll,
		/// A voucher of a mall.
		#[codec(index = 1)]
		MallVoucher,
		/// Points.
		#[codec(index = 2)]
		Points,
	}

	/// Why the finance desk does not pay.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum RejectionReason {
		/// The person is not on the payroll, or has no account at the mall.
		#[codec(index = 0)]
		UnknownRecipient,
		/// What is asked for is not offered.
		#[codec(index = 1)]
		NotOffered,
		/// The payment outside failed.
		#[codec(index = 2)]
		PaymentFailed,
		/// Anything else.
		#[codec(index = 3)]
		Other,
	}

	/// How a redemption stands.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum RedemptionStatus {
		/// The finance desk has not answered.
		#[codec(index = 0)]
		Open,
		/// It paid, with a hash of the receipt.
		#[codec(index = 1)]
		Confirmed(H256),
		/// It does not pay; the money is in the wallet again.
		#[codec(index = 2)]
		Rejected(RejectionReason),
		/// The person thought better of it; the money is in the wallet again.
		#[codec(index = 3)]
		Withdrawn,
		/// Nobody answered in time; the money is in the wallet again.
		#[codec(index = 4)]
		TimedOut,
	}

	/// Money that a person wants to have paid outside.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Redemption {
		/// Who.
		pub person: PersonId,
		/// By whom, and in which asset.
		pub book: Book,
		/// How much.
		#[serde(with = "json::decimal")]
		pub amount: Amount,
		/// Into what.
		pub method: RedemptionMethod,
		/// When it was asked for.
		pub asked_at: Moment,
		/// When it is over if nobody answers.
		pub due: Moment,
		/// How it stands.
		pub status: RedemptionStatus,
	}

	/// What was drawn for a purpose.
	#[derive(Copy, Default)]
	#[serde(rename_all = "camelCase")]
	pub struct Income {
		/// What is not taxable.
		#[serde(with = "json::decimal")]
		pub untaxed: Amount,
		/// What is, before tax.
		#[serde(with = "json::decimal")]
		pub taxable: Amount,
		/// What was withheld of it.
		#[serde(with = "json::decimal")]
		pub tax: Amount,
	}

	/// What a person got from an organization in a month, of many envelopes together.
	#[derive(Default)]
	#[serde(rename_all = "camelCase")]
	pub struct Statement {
		/// How many shares it claimed.
		pub claims: u32,
		/// What these count against the organization's cap.
		#[serde(with = "json::decimal")]
		pub counted: Amount,
		/// What it drew, by purpose.
		pub incomes: BoundedBTreeMap<Purpose, Income, ConstU32<16>>,
		/// What was paid out to its account.
		#[serde(with = "json::decimal")]
		pub paid_out: Amount,
		/// What the finance desk paid outside.
		#[serde(with = "json::decimal")]
		pub redeemed: Amount,
	}
}

impl Statement {
	/// What it drew, after tax.
	pub fn net(&self) -> Amount {
		self.incomes.values().fold(0, |sum: Amount, income| {
			sum.saturating_add(income.untaxed)
				.saturating_add(income.taxable.saturating_sub(income.tax))
		})
	}
}
