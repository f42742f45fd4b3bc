// SPDX-License-Identifier: Apache-2.0

//! Channels: opened, filled, claimed from, closed.

use crate::*;
use frame_support::{ensure, traits::Incrementable};
use sp_runtime::{traits::Zero, ArithmeticError, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	fn channel(id: ChannelId) -> Result<Channel, DispatchError> {
		Ok(Channels::<T>::get(id).ok_or(Error::<T>::NotFound)?)
	}

	/// The first block of this chain.
	fn genesis() -> H256 {
		frame_system::Pallet::<T>::block_hash(
			frame_system::pallet_prelude::BlockNumberFor::<T>::zero(),
		)
	}

	pub(crate) fn do_open(
		by: SignatoryOf<T>,
		payee: Party,
		asset: AssetId,
		deposit: Amount,
		signer: AccountId32,
		window: Moment,
	) -> DispatchResult {
		let payer = by.party;
		ensure!(payer != payee, Error::<T>::OwnChannel);
		let known = payee.is_in_good_standing::<T::AccountId, T::Organizations, T::Persons>();
		ensure!(known, Error::<T>::UnknownParty);
		ensure!(deposit > 0, Error::<T>::ZeroAmount);
		let windows = T::MinWindow::get()..=T::MaxWindow::get();
		ensure!(windows.contains(&window), Error::<T>::InvalidWindow);
		let id = NextChannelId::<T>::get();
		NextChannelId::<T>::put(id.increment().ok_or(ArithmeticError::Overflow)?);
		Self::put_aside(payer, asset, deposit)?;
		let status = Status::Open;
		let channel = Channel { payer, payee, asset, deposit, claimed: 0, signer, window, status };
		for party in [payer, payee] {
			ChannelsOf::<T>::insert(party, id, ());
			OpenChannels::<T>::mutate(party, |count| *count = count.saturating_add(1));
		}
		Channels::<T>::insert(id, &channel);
		Self::deposit_event(Event::Opened { channel: id, details: channel, by });
		Ok(())
	}

	pub(crate) fn do_top_up(by: SignatoryOf<T>, id: ChannelId, amount: Amount) -> DispatchResult {
		let channel = Self::channel(id)?;
		ensure!(channel.payer == by.party, Error::<T>::NotAuthorized);
		ensure!(channel.status == Status::Open, Error::<T>::Closed);
		ensure!(amount > 0, Error::<T>::ZeroAmount);
		let deposit = channel.deposit.checked_add(amount).ok_or(ArithmeticError::Overflow)?;
		Self::put_aside(channel.payer, channel.asset, amount)?;
		Channels::<T>::insert(id, Channel { deposit, ..channel });
		Self::deposit_event(Event::ToppedUp { channel: id, amount, by });
		Ok(())
	}

	pub(crate) fn do_claim(voucher: Voucher, signature: &MultiSignature) -> DispatchResult {
		let Voucher { channel: id, asset, amount: claimed, expires } = voucher;
		let channel = Self::channel(id)?;
		let now = T::Time::now();
		ensure!(channel.is_in_use(now), Error::<T>::Closed);
		let signed = voucher.is_signed(Self::genesis(), signature, &channel.signer);
		ensure!(signed && channel.asset == asset, Error::<T>::InvalidVoucher);
		ensure!(now < expires, Error::<T>::Expired);
		ensure!(claimed <= channel.deposit, Error::<T>::BeyondDeposit);
		let amount = claimed.checked_sub(channel.claimed).filter(|amount| *amount > 0);
		let amount = amount.ok_or(Error::<T>::OlderVoucher)?;
		Self::pay(channel.payee, asset, amount)?;
		Channels::<T>::insert(id, Channel { claimed, ..channel });
		Self::deposit_event(Event::Claimed { channel: id, amount, claimed });
		Ok(())
	}

	pub(crate) fn do_close(by: SignatoryOf<T>, id: ChannelId) -> DispatchResult {
		let channel = Self::channel(id)?;
		ensure!([channel.payer, channel.payee].contains(&by.party), Error::<T>::NotAuthorized);
		ensure!(channel.status != Status::Closed, Error::<T>::Closed);
		if by.party == channel.payee {
			return Self::end(id, channel);
		}
		ensure!(channel.status == Status::Open, Error::<T>::AlreadyClosing);
		let until = T::Time::now().saturating_add(channel.window);
		T::Deadlines::schedule(until, Task::Settle(id))?;
		Channels::<T>::insert(id, Channel { status: Status::Closing { until }, ..channel });
		Self::deposit_event(Event::Closing { channel: id, until });
		Ok(())
	}

	pub(crate) fn do_settle(id: ChannelId) -> DispatchResult {
		let channel = Self::channel(id)?;
		match channel.status {
			Status::Closing { until } if until <= T::Time::now() => Self::end(id, channel),
			Status::Closed => Err(Error::<T>::Closed.into()),
			_ => Err(Error::<T>::TooEarly.into()),
		}
	}

	/// Gives the rest back.
	fn end(id: ChannelId, channel: Channel) -> DispatchResult {
		if let Status::Closing { until } = channel.status {
			T::Deadlines::cancel(until, Task::Settle(id));
		}
		let returned = channel.left();
		if returned > 0 {
			Self::pay(channel.payer, channel.asset, returned)?;
		}
		for party in [channel.payer, channel.payee] {
			OpenChannels::<T>::mutate_exists(party, |count| {
				let left = count.unwrap_or_default().saturating_sub(1);
				*count = (left > 0).then_some(left);
			});
		}
		Channels::<T>::insert(id, Channel { status: Status::Closed, ..channel });
		Self::deposit_event(Event::Closed { channel: id, returned });
		Ok(())
	}
}
