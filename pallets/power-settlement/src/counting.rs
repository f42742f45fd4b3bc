// SPDX-License-Identifier: Apache-2.0

//! What a month's meters and contracts come to. All that is settled is linear in products of energy and
//! price, so that a party is a handful of sums, however many intervals a month has; they are rounded when
//! lines are made of them.

use crate::{
	stages::{Pace, MAX_BLOCKS},
	*,
};
use alloc::vec::Vec;
use covenant_primitives::power::{
	Band, Bands, BlockFlows, ContractMonths, Flow, IntervalUse, Item, MeterDays, Metered,
	PackageTerms, PowerMarkets, Pricing, Reading, Reference, Roster, Stretch, Supplies, Timetable,
};
use frame_support::weights::Weight;
use sp_runtime::{ArithmeticError, DispatchError};

/// What is the same for all parties of a run.
pub(crate) struct Inputs {
	from: Day,
	until: Day,
	timetable: Timetable,
	half_hours: Bands,
	/// Of each interval.
	bands: Vec<Band>,
	prices: Vec<DayPrices>,
	/// Whether retailers supply their subscribers.
	retail: bool,
}

/// `sum` and so much more.
pub(crate) fn add(sum: &mut i128, more: i128) -> Result<(), ArithmeticError> {
	*sum = sum.checked_add(more).ok_or(ArithmeticError::Overflow)?;
	Ok(())
}

fn times(energy: i128, price: i128) -> Result<i128, ArithmeticError> {
	energy.checked_mul(price).ok_or(ArithmeticError::Overflow)
}

impl DayPrices {
	/// The price of an interval that a contract or a package refers to.
	fn at(&self, reference: Reference, place: usize) -> Price {
		let prices = match reference {
			Reference::DayAhead => &self.day_ahead,
			Reference::RealTime => &self.real_time,
		};
		prices.get(place).copied().unwrap_or_default()
	}
}

impl Inputs {
	pub(crate) fn of<T: Config>(run: &Run) -> Result<Self, DispatchError> {
		let Run { market, month, .. } = *run;
		let (from, until) = Pallet::<T>::days(month)?;
		let timetable = T::Markets::timetable(market).ok_or(Error::<T>::NotFound)?;
		let rules = Pallet::<T>::rules(market, until)?;
		let band = |index| timetable.band_of(index, &rules.bands);
		let prices = |day| PricesOf::<T>::get(market, day).ok_or(Error::<T>::NoPrices);
		Ok(Self {
			from,
			until,
			bands: (0..timetable.per_day()).map(band).collect(),
			timetable,
			prices: (from..until).map(prices).collect::<Result<_, _>>()?,
			retail: rules.items.contains(&Item::Retail),
			half_hours: rules.bands,
		})
	}

	fn prices_of(&self, day: Day) -> Option<&DayPrices> {
		self.prices.get(usize::try_from(day.checked_sub(self.from)?).ok()?)
	}

	/// What the prices of each interval sum to from a day to another.
	fn sums(&self, reference: Reference, from: Day, until: Day) -> Vec<i128> {
		let mut sums = alloc::vec![0_i128; self.bands.len()];
		for prices in (from..until).filter_map(|day| self.prices_of(day)) {
			for (place, sum) in sums.iter_mut().enumerate() {
				// At most 31 prices of 64 bits.
				*sum = sum.saturating_add(prices.at(reference, place).into());
			}
		}
		sums
	}
}

/// The rest of a meter's month. See [`Cursor::Days`].
struct MeterMonth {
	of: Party,
	meter: MeterId,
	from: Day,
	peak: Energy,
}

/// What a meter counted for its owner and for whoever supplies it.
struct Count<'a> {
	account: &'a mut Account,
	supplied: Supplied<'a>,
	peak: Energy,
}

/// What a retailer supplies: by which terms, and what it has to be charged with.
struct Supplied<'a> {
	terms: Option<&'a PackageTerms>,
	energy: i128,
	product: i128,
}

impl Count<'_> {
	fn add(
		&mut self,
		reading: Reading,
		flow: Flow,
		band: Band,
		prices: &DayPrices,
		place: usize,
	) -> Result<(), ArithmeticError> {
		let metered = &mut self.account.metered;
		let import = metered.import.of_mut(band);
		*import = import.checked_add(reading.import).ok_or(ArithmeticError::Overflow)?;
		self.peak = self.peak.max(reading.import);
		// No more is used up than was metered.
		let import = reading.import.saturating_sub(flow.used_here);
		let mut energy = i128::from(reading.export.saturating_sub(flow.used_elsewhere));
		let price = i128::from(prices.at(Reference::RealTime, place));
		match self.supplied.terms {
			Some(terms) => {
				let reference = match terms {
					PackageTerms::SpotPlusFee { reference, .. } => *reference,
					_ => Reference::RealTime,
				};
				let interval = IntervalUse { import, band, spot: prices.at(reference, place) };
				metered.usage.add(terms, &interval).ok_or(ArithmeticError::Overflow)?;
				let import = i128::from(import);
				add(&mut self.supplied.energy, import)?;
				add(&mut self.supplied.product, times(import, price)?)?;
			}
			None => energy = energy.saturating_sub(import.into()),
		}
		add(&mut metered.energy, energy)?;
		add(&mut metered.product, times(energy, price)?)
	}
}

impl<T: Config> Pallet<T> {
	/// Counts what is next, and returns what is then and what that weighs.
	pub(crate) fn count(
		id: RunId,
		run: &mut Run,
		inputs: &Inputs,
		next: Cursor,
	) -> Result<(Option<Cursor>, Pace, Weight), DispatchError> {
		let next = match next {
			Cursor::After(last) => Self::take_up(id, run, last),
			Cursor::Meters { of, after } => match T::Meters::meter_after(run.market, of, after) {
				Some(meter) => Some(Cursor::Days { of, meter, from: inputs.from, peak: 0 }),
				// Contracts cannot have changed since the month became final.
				None if run.base.is_some() => Some(Cursor::After(Some(of))),
				None => Some(Cursor::Contracts { of, after: None }),
			},
			Cursor::Days { of, meter, from, peak } => {
				let meter = MeterMonth { of, meter, from, peak };
				let (next, pace, blocks) = Self::count_days(id, run, inputs, meter)?;
				return Ok((Some(next), pace, <T as Config>::WeightInfo::count_days(blocks)));
			}
			Cursor::Contracts { of, after } => {
				match T::Contracts::contract_after(run.market, of, after) {
					Some(contract) => {
						Self::count_contract(id, inputs, of, contract)?;
						Some(Cursor::Contracts { of, after: Some(contract) })
					}
					None => Some(Cursor::After(Some(of))),
				}
			}
		};
		Ok((next, Pace::On, <T as Config>::WeightInfo::count_contract()))
	}

	/// Takes up the participant after another: of the market, or of the version that was final before.
	fn take_up(id: RunId, run: &mut Run, last: Option<Party>) -> Option<Cursor> {
		let Some(base) = run.base else {
			let (of, capacity) = T::Markets::participant_after(run.market, last)?;
			let Some(capacity) = capacity else { return Some(Cursor::After(Some(of))) };
			let supply = T::Retail::supply(run.market, of, run.month);
			Self::change_account(id, run, of, |account| {
				account.capacity = capacity;
				account.supply = supply;
			});
			return Some(Cursor::Meters { of, after: None });
		};
		let (of, before) = Self::after::<Accounts<T>, _>(base, last).next()?;
		Self::change_account(id, run, of, |account| {
			account.capacity = before.capacity;
			account.supply = before.supply;
			account.contracted = before.contracted;
		});
		Some(Cursor::Meters { of, after: None })
	}

	/// Changes what is counted of a party, which has a bill from now on.
	pub(crate) fn change_account(
		id: RunId,
		run: &mut Run,
		party: Party,
		change: impl FnOnce(&mut Account),
	) {
		Accounts::<T>::mutate(id, party, |account| {
			if account.is_none() {
				run.accounts = run.accounts.saturating_add(1);
			}
			change(account.get_or_insert_default());
		});
	}

	/// Counts days of a meter, until [`MAX_BLOCKS`] intervals with blocks were read, each of which is a
	/// record; it can be a day's worth more. Returns how many.
	fn count_days(
		id: RunId,
		run: &mut Run,
		inputs: &Inputs,
		MeterMonth { of, meter, from, peak }: MeterMonth,
	) -> Result<(Cursor, Pace, u32), DispatchError> {
		let mut account = Accounts::<T>::get(id, of).unwrap_or_default();
		let supply = account.supply.filter(|_| inputs.retail);
		let terms = supply.and_then(|supply| T::Retail::terms(supply.package));
		let supplied = Supplied { terms: terms.as_ref(), energy: 0, product: 0 };
		let mut count = Count { account: &mut account, supplied, peak };
		let (mut day, mut pace, mut blocks) = (from, Pace::On, 0_u32);
		while day < inputs.until && blocks < MAX_BLOCKS {
			match T::Meters::metered(meter, day) {
				Metered::Open => {
					pace = Pace::Blocked(meter, day);
					break;
				}
				Metered::Closed { owner, readings } if owner == of => {
					let of_day = T::Blocks::flows(meter, day);
					// A day has no more than that of intervals.
					let read = u32::try_from(of_day.len()).unwrap_or(MAX_INTERVALS);
					blocks = blocks.saturating_add(read);
					Self::count_day(&mut count, inputs, day, &readings, &of_day)?;
				}
				_ => {}
			}
			day = day.saturating_add(1);
		}
		let Count { supplied: Supplied { energy, product, .. }, peak, .. } = count;
		let next = if day < inputs.until {
			Cursor::Days { of, meter, from: day, peak }
		} else {
			let demand = inputs.timetable.power(peak);
			account.metered.demand = account.metered.demand.saturating_add(demand);
			Cursor::Meters { of, after: Some(meter) }
		};
		Accounts::<T>::insert(id, of, account);
		if let Some(Supply { retailer, .. }) = supply.filter(|_| energy > 0) {
			let mut own = Accounts::<T>::get(id, retailer).unwrap_or_default();
			add(&mut own.metered.energy, energy.saturating_neg())?;
			add(&mut own.metered.product, product.saturating_neg())?;
			Self::change_account(id, run, retailer, |it| *it = own);
		}
		Ok((next, pace, blocks))
	}

	fn count_day(
		count: &mut Count,
		inputs: &Inputs,
		day: Day,
		readings: &[Reading],
		flows: &[(u16, Flow)],
	) -> Result<(), DispatchError> {
		let prices = inputs.prices_of(day).ok_or(Error::<T>::NoPrices)?;
		let mut flows = flows.iter().peekable();
		count.account.metered.connected = true;
		for (place, (reading, band)) in readings.iter().zip(&inputs.bands).enumerate() {
			let flow = flows.next_if(|(index, _)| usize::from(*index) == place);
			let flow = flow.map_or_else(Flow::default, |(_, flow)| *flow);
			count.add(*reading, flow, *band, prices, place)?;
		}
		Ok(())
	}

	fn count_contract(
		id: RunId,
		inputs: &Inputs,
		of: Party,
		contract: ContractId,
	) -> Result<(), DispatchError> {
		let mut account = Accounts::<T>::get(id, of).unwrap_or_default();
		for stretch in T::Contracts::stretches(contract, inputs.from, inputs.until) {
			Self::count_stretch(&mut account.contracted, inputs, of, &stretch)?;
		}
		Accounts::<T>::insert(id, of, account);
		Ok(())
	}

	fn count_stretch(
		sums: &mut Contracted,
		inputs: &Inputs,
		of: Party,
		stretch: &Stretch,
	) -> Result<(), DispatchError> {
		let Stretch { from, until, seller, buyer, profile, pricing } = stretch;
		let sign = match (*seller == Some(of), *buyer == Some(of)) {
			(true, false) => 1_i128,
			(false, true) => -1,
			_ => return Ok(()),
		};
		let days = i128::from(until.saturating_sub(*from));
		let reference = match pricing {
			Pricing::Difference { reference, .. } => *reference,
			_ => Reference::RealTime,
		};
		let market = inputs.sums(reference, *from, *until);
		let energies = profile.of_day(&inputs.timetable, &inputs.half_hours);
		for ((energy, market), band) in energies.into_iter().zip(market).zip(&inputs.bands) {
			let energy = i128::from(energy).saturating_mul(sign);
			let own = times(days, pricing.in_band(*band).into())?;
			if let Pricing::Difference { .. } = pricing {
				let more = own.saturating_sub(market);
				add(&mut sums.differences, times(energy, more)?)?;
				continue;
			}
			sums.any = true;
			add(&mut sums.energy, times(energy, days)?)?;
			add(&mut sums.product, times(energy, market)?)?;
			let traded = if seller.is_some() && buyer.is_some() {
				&mut sums.contracts
			} else {
				&mut sums.day_ahead
			};
			add(traded, times(energy, own)?)?;
		}
		Ok(())
	}
}
