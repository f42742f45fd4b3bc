// SPDX-License-Identifier: Apache-2.0

//! SCALE values as JSON, read with the types in the chain's metadata.

use crate::failure::{unusable, Result};
use covenant_primitives::Uscc;
use scale_info::{PortableRegistry, TypeDef, TypeDefPrimitive};
use serde_json::{json, Map, Value as Json};
use subxt::{
	ext::scale_value::{scale, Composite, Primitive, Value, ValueDef},
	utils::AccountId32,
};

/// A value and, for each part of it, its type.
pub type Decoded = Value<u32>;

/// Reads a value of a type off the front of `bytes`.
pub fn decode(bytes: &mut &[u8], type_id: u32, types: &PortableRegistry) -> Result<Decoded> {
	scale::decode_as_type(bytes, type_id, types).map_err(unusable)
}

/// A value as JSON in the style of the JSON-RPC: camelCase names, accounts in SS58, amounts (integers
/// of 128 bits) as decimal strings, bytes in hex unless they are text, and calls as
/// `{"call": "Pallet.name", "arguments": {…}}`.
pub fn to_json(value: &Decoded, types: &PortableRegistry) -> Json {
	let ty = types.resolve(value.context);
	let name = ty.and_then(|ty| ty.path.ident()).unwrap_or_default();
	match &value.value {
		ValueDef::Primitive(primitive) => {
			primitive_to_json(primitive, is_wide(value.context, types))
		}
		ValueDef::BitSequence(bits) => json!(bits.iter().collect::<Vec<bool>>()),
		ValueDef::Variant(variant) => match (name.as_str(), variant.name.as_str()) {
			("Option", "None") => Json::Null,
			("Option", _) => only_field(&variant.values, types),
			("RuntimeCall", pallet) => call_to_json(pallet, &variant.values, types),
			(_, variant_name) if variant.values.is_empty() => json!(variant_name),
			(_, variant_name) => {
				let fields = match &variant.values {
					Composite::Unnamed(fields) if fields.len() == 1 => to_json(&fields[0], types),
					fields => fields_to_json(fields, types),
				};
				json!({ variant_name: fields })
			}
		},
		ValueDef::Composite(fields) => match ty.map(|ty| &ty.type_def) {
			Some(TypeDef::Sequence(_) | TypeDef::Array(_)) => {
				match bytes(fields, value.context, types) {
					Some((bytes, is_sequence)) => bytes_to_json(&bytes, is_sequence),
					None => fields.values().map(|item| to_json(item, types)).collect(),
				}
			}
			_ if name == "AccountId32" => match flat_bytes(value).try_into() {
				Ok(account) => json!(AccountId32(account).to_string()),
				Err(bytes) => json!(hex_text(&bytes)),
			},
			_ if fields.is_empty() => Json::Null,
			_ => match fields {
				Composite::Unnamed(wrapped) if wrapped.len() == 1 => to_json(&wrapped[0], types),
				fields => fields_to_json(fields, types),
			},
		},
	}
}

/// What of a call is shown: its names and arguments.
fn call_to_json(pallet: &str, call: &Composite<u32>, types: &PortableRegistry) -> Json {
	match call.values().next().map(|value| &value.value) {
		Some(ValueDef::Variant(call)) => json!({
			"call": format!("{pallet}.{}", call.name),
			"arguments": match &call.values {
				arguments if arguments.is_empty() => json!({}),
				arguments => fields_to_json(arguments, types),
			},
		}),
		_ => json!({ "call": pallet, "arguments": fields_to_json(call, types) }),
	}
}

/// Named fields as an object, others as an array.
pub fn fields_to_json(fields: &Composite<u32>, types: &PortableRegistry) -> Json {
	match fields {
		Composite::Named(fields) => {
			let fields = fields.iter().map(|(name, field)| (camel(name), to_json(field, types)));
			Json::Object(fields.collect::<Map<_, _>>())
		}
		Composite::Unnamed(fields) => fields.iter().map(|field| to_json(field, types)).collect(),
	}
}

fn only_field(fields: &Composite<u32>, types: &PortableRegistry) -> Json {
	fields.values().next().map_or(Json::Null, |field| to_json(field, types))
}

/// Whether a type is an integer that may pass what JSON readers keep exact, compact or not.
fn is_wide(type_id: u32, types: &PortableRegistry) -> bool {
	match types.resolve(type_id).map(|ty| &ty.type_def) {
		Some(TypeDef::Compact(compact)) => is_wide(compact.type_param.id, types),
		Some(TypeDef::Primitive(primitive)) => {
			matches!(primitive, TypeDefPrimitive::U128 | TypeDefPrimitive::I128)
		}
		_ => false,
	}
}

fn primitive_to_json(primitive: &Primitive, is_wide: bool) -> Json {
	match primitive {
		Primitive::Bool(value) => json!(value),
		Primitive::Char(value) => json!(value),
		Primitive::String(value) => json!(value),
		Primitive::U128(value) => match u64::try_from(*value) {
			Ok(number) if !is_wide => json!(number),
			_ => json!(value.to_string()),
		},
		Primitive::I128(value) => match i64::try_from(*value) {
			Ok(number) if !is_wide => json!(number),
			_ => json!(value.to_string()),
		},
		Primitive::U256(bytes) | Primitive::I256(bytes) => json!(hex_text(bytes)),
	}
}

/// The bytes of a sequence or array of them, and whether it is a sequence.
fn bytes(
	fields: &Composite<u32>,
	type_id: u32,
	types: &PortableRegistry,
) -> Option<(Vec<u8>, bool)> {
	let (element, is_sequence) = match &types.resolve(type_id)?.type_def {
		TypeDef::Sequence(sequence) => (sequence.type_param.id, true),
		TypeDef::Array(array) => (array.type_param.id, false),
		_ => return None,
	};
	let is_byte =
		matches!(types.resolve(element)?.type_def, TypeDef::Primitive(TypeDefPrimitive::U8));
	is_byte.then(|| (fields.values().flat_map(flat_bytes).collect(), is_sequence))
}

/// Every small integer in a value, in order.
fn flat_bytes(value: &Decoded) -> Vec<u8> {
	match &value.value {
		ValueDef::Primitive(primitive) => {
			primitive.as_u128().and_then(|byte| u8::try_from(byte).ok()).into_iter().collect()
		}
		ValueDef::Composite(fields) => fields.values().flat_map(flat_bytes).collect(),
		_ => Vec::new(),
	}
}

/// Names and units are sequences of UTF-8, codes arrays that check; other bytes are shown in hex.
fn bytes_to_json(bytes: &[u8], is_sequence: bool) -> Json {
	if let Ok(code) = Uscc::try_from(bytes) {
		return json!(code);
	}
	match std::str::from_utf8(bytes) {
		Ok(text) if is_sequence && !text.chars().any(char::is_control) => json!(text),
		_ => json!(hex_text(bytes)),
	}
}

/// Bytes in hex.
pub fn hex_text(bytes: &[u8]) -> String {
	format!("0x{}", hex::encode(bytes))
}

/// `proposal_hash` as `proposalHash`.
fn camel(name: &str) -> String {
	let mut camel = String::new();
	let mut upper = false;
	for character in name.chars() {
		match character {
			'_' => upper = !camel.is_empty(),
			_ if upper => {
				camel.push(character.to_ascii_uppercase());
				upper = false;
			}
			_ => camel.push(character),
		}
	}
	camel
}

#[cfg(test)]
mod tests {
	use super::*;
	use scale_info::{MetaType, Registry, TypeInfo};
	use subxt::ext::codec::Encode;

	/// The JSON of a value by way of its bytes and its type.
	fn json_of<T: Encode + TypeInfo + 'static>(value: T) -> Json {
		let mut types = Registry::new();
		let id = types.register_type(&MetaType::new::<T>()).id;
		let types = types.into();
		let decoded = decode(&mut value.encode().as_slice(), id, &types).unwrap();
		to_json(&decoded, &types)
	}

	#[derive(Encode, TypeInfo)]
	#[codec(crate = subxt::ext::codec)]
	struct Record {
		enrolled_by: u32,
		transfer_to: Option<u32>,
		name: Vec<u8>,
		digest: [u8; 4],
		amount: u128,
		holders: Vec<(AccountId32, bool)>,
	}

	#[test]
	fn records_read_as_in_the_json_rpc() {
		let alice = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
		let record = Record {
			enrolled_by: 3,
			transfer_to: None,
			name: "数据局".into(),
			digest: *b"text",
			amount: 7,
			holders: vec![(alice.parse().unwrap(), true)],
		};
		assert_eq!(
			json_of(record),
			json!({
				"enrolledBy": 3,
				"transferTo": null,
				"name": "数据局",
				"digest": "0x74657874",
				"amount": "7",
				"holders": [[alice, true]],
			})
		);
	}

	#[derive(Encode, TypeInfo)]
	#[codec(crate = subxt::ext::codec)]
	#[allow(dead_code)]
	enum Status {
		Active,
		Released { at: u64 },
		Moved(u32),
	}

	#[test]
	fn variants_are_names_or_have_one() {
		assert_eq!(json_of(Status::Active), json!("Active"));
		assert_eq!(json_of(Status::Released { at: 7 }), json!({ "Released": { "at": 7 } }));
		assert_eq!(json_of(Status::Moved(7)), json!({ "Moved": 7 }));
		assert_eq!(json_of(Some(Status::Active)), json!("Active"));
		assert_eq!(json_of(Ok::<(), u8>(())), json!({ "Ok": null }));
	}

	#[derive(Encode, TypeInfo)]
	#[codec(crate = subxt::ext::codec)]
	struct Id(u64);

	#[test]
	fn wrappers_are_not_shown_and_lists_of_one_are() {
		assert_eq!(json_of(Id(7)), json!(7));
		assert_eq!(json_of(vec![Id(7)]), json!([7]));
		assert_eq!(json_of(Vec::<Id>::new()), json!([]));
	}

	#[test]
	fn amounts_are_strings_whatever_their_size_or_encoding() {
		use subxt::ext::codec::Compact;
		assert_eq!(json_of(7_u128), json!("7"));
		assert_eq!(json_of(u128::MAX), json!("340282366920938463463374607431768211455"));
		assert_eq!(json_of(Compact(7_u128)), json!("7"));
		assert_eq!(json_of(-7_i128), json!("-7"));
		assert_eq!(json_of(Compact(7_u32)), json!(7));
		assert_eq!(json_of(u64::MAX), json!(u64::MAX));
	}

	#[test]
	fn bytes_are_text_only_if_they_read_as_such() {
		assert_eq!(json_of(b"a\nb".to_vec()), json!("0x610a62"));
		assert_eq!(json_of(vec![0xff_u8, 0xfe]), json!("0xfffe"));
		assert_eq!(json_of(Vec::<u8>::new()), json!(""));
		assert_eq!(json_of(*b"91110000600037341L"), json!("91110000600037341L"));
	}

	mod calls {
		use super::*;

		#[derive(Encode, TypeInfo)]
		#[codec(crate = subxt::ext::codec)]
		#[allow(non_camel_case_types, dead_code)]
		pub enum Pallet {
			set_quota { organization: u32, max: u128 },
			leave,
		}

		#[derive(Encode, TypeInfo)]
		#[codec(crate = subxt::ext::codec)]
		pub enum RuntimeCall {
			Organizations(Pallet),
		}
	}

	#[test]
	fn calls_are_shown_with_their_names() {
		use calls::{Pallet, RuntimeCall};
		assert_eq!(
			json_of(RuntimeCall::Organizations(Pallet::set_quota { organization: 3, max: 5 })),
			json!({
				"call": "Organizations.set_quota",
				"arguments": { "organization": 3, "max": "5" },
			})
		);
		assert_eq!(
			json_of(RuntimeCall::Organizations(Pallet::leave)),
			json!({ "call": "Organizations.leave", "arguments": {} })
		);
	}
}
