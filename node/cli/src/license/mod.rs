// SPDX-License-Identifier: Apache-2.0

//! Licenses and certificates: what holders keep and show of them, how that is checked, and what the
//! chain knows: types, licenses, consents to their use.

mod arguments;
mod check;
mod consents;
mod decisions;
mod disclosure;
mod documents;
mod draft;
mod frames;
mod issuing;
mod licenses;
mod types;
mod wallet;

use crate::{args::Global, failure::Result, output::Report};
use clap::Subcommand;

/// The commands about licenses.
#[derive(Debug, Subcommand)]
pub enum Command {
	#[command(flatten)]
	Documents(documents::Command),
	#[command(flatten)]
	Licenses(licenses::Command),
	#[command(flatten)]
	Types(types::Command),
	#[command(flatten)]
	Issuing(issuing::Command),
	#[command(flatten)]
	Decisions(decisions::Command),
	#[command(flatten)]
	Consents(consents::Command),
}

impl Command {
	/// Carries out the command.
	pub async fn run(self, global: &Global) -> Result<Report> {
		match self {
			Self::Documents(command) => command.run(global).await,
			Self::Licenses(command) => command.run(global).await,
			Self::Types(command) => command.run(global).await,
			Self::Issuing(command) => command.run(global).await,
			Self::Decisions(command) => command.run(global).await,
			Self::Consents(command) => command.run(global).await,
		}
	}
}

#[cfg(test)]
mod tests {
	use clap::ValueEnum;
	use codec::Decode;
	use scale_info::{MetaType, PortableRegistry, Registry, TypeDef, TypeInfo};
	use std::fmt::Debug;
	use subxt::{dynamic::Value, ext::scale_value::scale};

	fn registered<T: TypeInfo + 'static>() -> (u32, PortableRegistry) {
		let mut types = Registry::new();
		let id = types.register_type(&MetaType::new::<T>()).id;
		(id, types.into())
	}

	/// An argument of a call as the chain's type of it.
	pub fn encoded<T: TypeInfo + Decode + 'static>(value: &Value) -> T {
		let (id, types) = registered::<T>();
		let mut bytes = Vec::new();
		scale::encode_as_type(value, id, &types, &mut bytes).unwrap();
		let mut rest = bytes.as_slice();
		let decoded = T::decode(&mut rest).unwrap();
		assert!(rest.is_empty());
		decoded
	}

	/// Whether words of the command line are the variants of a type of the chain.
	pub fn has_the_words_of<W: ValueEnum + Debug, T: TypeInfo + 'static>() -> bool {
		let (id, types) = registered::<T>();
		let TypeDef::Variant(variants) = &types.resolve(id).unwrap().type_def else { return false };
		let words: Vec<_> = W::value_variants().iter().map(|word| format!("{word:?}")).collect();
		variants.variants.iter().map(|variant| &variant.name).eq(&words)
	}
}
