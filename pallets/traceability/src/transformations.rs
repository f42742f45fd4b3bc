// SPDX-License-Identifier: Apache-2.0

//! Lots that become others.

use crate::{
	units::{comparable, total},
	*,
};
use alloc::vec::Vec;
use frame_support::ensure;
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

/// What is used up of a lot.
struct Input {
	id: LotId,
	lot: Lot,
	product: Product,
	quantity: Quantity,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_split(
		by: ActorOf<T>,
		id: LotId,
		parts: Parts,
		details: Details,
	) -> DispatchResult {
		let product = Self::lot(id)?.product;
		let quantity = parts.iter().try_fold(0, |sum: Quantity, it| sum.checked_add(it.quantity));
		let quantity = quantity.ok_or(Error::<T>::InvalidQuantity)?;
		let output = |Part { code, quantity }| Output { product, code, quantity, serial: false };
		let outputs = Outputs::truncate_from(parts.into_iter().map(output).collect());
		let inputs = Portions::truncate_from(alloc::vec![Portion { lot: id, quantity }]);
		Self::do_transform(by, inputs, outputs, 0, details)
	}

	pub(crate) fn do_transform(
		by: ActorOf<T>,
		inputs: Portions,
		outputs: Outputs,
		gain: Quantity,
		details: Details,
	) -> DispatchResult {
		Self::ensure_details(&details)?;
		Self::ensure_distinct(inputs.iter().map(|it| it.lot))?;
		let used = Self::inputs(&by, &inputs)?;
		let made = Self::outputs(&by, &used, outputs)?;
		Self::ensure_balanced(&used, &made, gain)?;
		let recalls = Self::recalls_by(&by, inputs.iter().map(|it| it.lot))?;

		let event = Self::next_event()?;
		for Input { id, mut lot, quantity, .. } in used {
			lot.consumed = lot.consumed.checked_add(quantity).ok_or(ArithmeticError::Overflow)?;
			if lot.left() == 0 {
				LotsOf::<T>::remove(by.organization, id);
			}
			Self::keep(id, lot, event, None)?;
		}
		let now = T::Time::now();
		let edge = Edge { link: Link::Made, event, since: now, until: now };
		let mut products = Portions::default();
		for (output, product) in made {
			let quantity = output.quantity;
			let disposition = details.disposition;
			let lot = Self::make(by.organization, output, product.unit, event, disposition)?;
			for input in &inputs {
				Self::connect(input.lot, lot, edge);
			}
			for (recall, via) in &recalls {
				Self::mark_made(*recall, lot, *via);
			}
			let portion = Portion { lot, quantity };
			products.try_push(portion).map_err(|_| Error::<T>::TooMany)?;
		}
		let body = Body::Transform { inputs, outputs: products, gain };
		Self::record(event, &by, details, body);
		Ok(())
	}

	fn inputs(by: &ActorOf<T>, portions: &[Portion]) -> Result<Vec<Input>, DispatchError> {
		let input = |portion: &Portion| {
			let Portion { lot: id, quantity } = *portion;
			let lot = Self::free_lot(by, id)?;
			ensure!(lot.contents == 0, Error::<T>::NotEmpty);
			ensure!(quantity > 0 && quantity <= lot.left(), Error::<T>::InvalidQuantity);
			let product = Self::product(lot.product)?;
			Ok(Input { id, lot, product, quantity })
		};
		portions.iter().map(input).collect()
	}

	/// What comes of it is the signer's own products, or those that it is made of: nobody makes more of another's
	/// product than it had.
	fn outputs(
		by: &ActorOf<T>,
		used: &[Input],
		outputs: Outputs,
	) -> Result<Vec<(Output, Product)>, DispatchError> {
		ensure!(!outputs.is_empty(), Error::<T>::Empty);
		let had = |id| {
			let same = used.iter().filter(move |input| input.lot.product == id);
			total(same.map(|input| (input.product.unit, input.quantity)))
		};
		let mut made = Vec::with_capacity(outputs.len());
		for output in &outputs {
			let product = Self::product(output.product)?;
			if product.owner != by.organization {
				let had = had(output.product);
				ensure!(!had.is_zero(), Error::<T>::NotAuthorized);
				let same = outputs.iter().filter(|it| it.product == output.product);
				let all = total(same.map(|it| (product.unit, it.quantity)));
				ensure!(all <= had, Error::<T>::NotBalanced);
			}
			made.push((output.clone(), product));
		}
		Ok(made)
	}

	/// What comes out, if it is all measured alike, is no more than goes in of what is measured so, and the gain.
	/// What is measured otherwise adds nothing: else a piece put in would make anything of anything.
	fn ensure_balanced(
		used: &[Input],
		made: &[(Output, Product)],
		gain: Quantity,
	) -> DispatchResult {
		let inputs = used.iter().map(|input| (input.product.unit, input.quantity));
		let outputs = made.iter().map(|(output, product)| (product.unit, output.quantity));
		let outputs = outputs.collect::<Vec<_>>();
		match comparable(inputs, &outputs) {
			Some(used) => {
				let most = used.saturating_add(gain.into());
				ensure!(total(outputs) <= most, Error::<T>::NotBalanced);
			}
			None => ensure!(gain == 0, Error::<T>::InvalidGain),
		}
		Ok(())
	}
}
