// SPDX-License-Identifier: Apache-2.0

//! How values that JSON cannot carry exactly, or would show unreadably, are written in JSON.
//! For `#[serde(with = "…")]` on the types that runtime APIs return and genesis takes.

/// Unsigned integers that may pass 2^53 as decimal strings; a number is accepted as well.
pub mod decimal {
	use alloc::string::{String, ToString};
	use core::{fmt::Display, str::FromStr};
	use serde::{de::Error, Deserialize, Deserializer, Serializer};

	/// Writes `value` as a decimal string.
	pub fn serialize<S: Serializer, N: Display>(value: &N, to: S) -> Result<S::Ok, S::Error> {
		to.serialize_str(&value.to_string())
	}

	#[derive(Deserialize)]
	#[serde(untagged)]
	enum Either {
		Text(String),
		Number(u64),
	}

	/// Reads a decimal string or a number.
	pub fn deserialize<'de, D: Deserializer<'de>, N: FromStr>(from: D) -> Result<N, D::Error> {
		let text = match Either::deserialize(from)? {
			Either::Text(text) => text,
			Either::Number(number) => number.to_string(),
		};
		text.parse()
			.map_err(|_| D::Error::custom("expected a decimal string in the range of the amount"))
	}
}

/// Bounded bytes that hold UTF-8 text as a string.
pub mod text {
	use alloc::{string::String, vec::Vec};
	use frame_support::{traits::Get, BoundedVec};
	use serde::{de::Error, Deserialize, Deserializer, Serializer};

	/// Writes `value` as a string; what is not UTF-8 is replaced by U+FFFD.
	pub fn serialize<S: Serializer, B: Get<u32>>(
		value: &BoundedVec<u8, B>,
		to: S,
	) -> Result<S::Ok, S::Error> {
		to.serialize_str(&String::from_utf8_lossy(value))
	}

	/// Reads a string no longer than the bound, in bytes.
	pub fn deserialize<'de, D: Deserializer<'de>, B: Get<u32>>(
		from: D,
	) -> Result<BoundedVec<u8, B>, D::Error> {
		let bytes: Vec<u8> = String::deserialize(from)?.into_bytes();
		BoundedVec::try_from(bytes).map_err(|_| D::Error::custom("the text is too long"))
	}
}

#[cfg(test)]
mod tests {
	use frame_support::{traits::ConstU32, BoundedVec};
	use serde::{Deserialize, Serialize};

	#[derive(Serialize, Deserialize, PartialEq, Debug)]
	struct Example {
		#[serde(with = "super::decimal")]
		amount: u128,
		#[serde(with = "super::text")]
		name: BoundedVec<u8, ConstU32<6>>,
	}

	#[test]
	fn amounts_and_names_survive_json() {
		let example = Example {
			amount: u128::MAX,
			name: BoundedVec::truncate_from("银行".as_bytes().to_vec()),
		};
		let json = serde_json::to_string(&example).unwrap();
		assert_eq!(json, r#"{"amount":"340282366920938463463374607431768211455","name":"银行"}"#);
		assert_eq!(serde_json::from_str::<Example>(&json).unwrap(), example);
		assert!(serde_json::from_str::<Example>(r#"{"amount":5,"name":"a"}"#).is_ok());
	}

	#[test]
	fn wrong_json_is_refused() {
		for json in [
			r#"{"amount":"-1","name":"a"}"#,
			r#"{"amount":"1e3","name":"a"}"#,
			r#"{"amount":"340282366920938463463374607431768211456","name":"a"}"#,
			r#"{"amount":"1","name":"seven.."}"#,
		] {
			assert!(serde_json::from_str::<Example>(json).is_err(), "{json}");
		}
	}
}
