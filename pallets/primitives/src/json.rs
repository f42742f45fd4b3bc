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

/// Lists of them.
pub mod decimals {
	use super::decimal;
	use alloc::vec::Vec;
	use core::{fmt::Display, str::FromStr};
	use frame_support::{traits::Get, BoundedVec};
	use serde::{de::Error, Deserialize, Deserializer, Serializer};

	#[derive(Deserialize)]
	#[serde(bound = "N: FromStr", transparent)]
	struct Decimal<N>(#[serde(deserialize_with = "decimal::deserialize")] N);

	/// Writes `value` as a list of decimal strings.
	pub fn serialize<S: Serializer, N: Display, B: Get<u32>>(
		value: &BoundedVec<N, B>,
		to: S,
	) -> Result<S::Ok, S::Error> {
		to.collect_seq(value.iter().map(alloc::string::ToString::to_string))
	}

	/// Reads a list of decimal strings or numbers, no longer than its bound.
	pub fn deserialize<'de, D: Deserializer<'de>, N: FromStr, B: Get<u32>>(
		from: D,
	) -> Result<BoundedVec<N, B>, D::Error> {
		let list = Vec::<Decimal<N>>::deserialize(from)?;
		let list = list.into_iter().map(|Decimal(number)| number).collect::<Vec<_>>();
		BoundedVec::try_from(list).map_err(|_| D::Error::custom("the list is too long"))
	}
}

/// The same where there may be none: `null` then.
pub mod decimal_option {
	use super::decimal;
	use core::{fmt::Display, str::FromStr};
	use serde::{Deserialize, Deserializer, Serialize, Serializer};

	#[derive(Serialize, Deserialize)]
	#[serde(bound(serialize = "N: Display", deserialize = "N: FromStr"))]
	struct Decimal<N>(#[serde(with = "decimal")] N);

	/// Writes `value` as a decimal string.
	pub fn serialize<S: Serializer, N: Display + Copy>(
		value: &Option<N>,
		to: S,
	) -> Result<S::Ok, S::Error> {
		value.map(Decimal).serialize(to)
	}

	/// Reads a decimal string, a number or `null`.
	pub fn deserialize<'de, D: Deserializer<'de>, N: FromStr>(
		from: D,
	) -> Result<Option<N>, D::Error> {
		Ok(Option::<Decimal<N>>::deserialize(from)?.map(|Decimal(value)| value))
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

/// Bounded lists of bounded bytes that hold UTF-8 text, as lists of strings.
pub mod texts {
	use alloc::{string::String, vec::Vec};
	use frame_support::{traits::Get, BoundedVec};
	use serde::{de::Error, Deserialize, Deserializer, Serializer};

	/// Writes `value` as a list of strings; what is not UTF-8 is replaced by U+FFFD.
	pub fn serialize<S: Serializer, B: Get<u32>, N: Get<u32>>(
		value: &BoundedVec<BoundedVec<u8, B>, N>,
		to: S,
	) -> Result<S::Ok, S::Error> {
		to.collect_seq(value.iter().map(|text| String::from_utf8_lossy(text)))
	}

	/// Reads a list of strings, itself and each of them no longer than its bound.
	pub fn deserialize<'de, D: Deserializer<'de>, B: Get<u32>, N: Get<u32>>(
		from: D,
	) -> Result<BoundedVec<BoundedVec<u8, B>, N>, D::Error> {
		let texts = Vec::<String>::deserialize(from)?
			.into_iter()
			.map(|text| BoundedVec::try_from(text.into_bytes()))
			.collect::<Result<Vec<_>, _>>()
			.map_err(|_| D::Error::custom("a text is too long"))?;
		BoundedVec::try_from(texts).map_err(|_| D::Error::custom("the list is too long"))
	}
}

/// Bytes of a fixed length in hexadecimal, with `0x` before them.
pub mod hex {
	use alloc::{string::String, vec::Vec};
	use serde::{de::Error, Deserialize, Deserializer, Serializer};

	/// Writes `value` in lower case.
	pub fn serialize<S: Serializer>(value: &impl AsRef<[u8]>, to: S) -> Result<S::Ok, S::Error> {
		let digits = ::hex::encode(value);
		to.collect_str(&format_args!("0x{digits}"))
	}

	/// Reads bytes of just the right length; `0x` may be missing.
	pub fn deserialize<'de, D: Deserializer<'de>, B: TryFrom<Vec<u8>>>(
		from: D,
	) -> Result<B, D::Error> {
		let text = String::deserialize(from)?;
		let bytes = ::hex::decode(text.strip_prefix("0x").unwrap_or(&text))
			.map_err(|_| D::Error::custom("the bytes are not in hexadecimal"))?;
		B::try_from(bytes).map_err(|_| D::Error::custom("there are too many bytes or too few"))
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

	#[derive(Serialize, Deserialize, PartialEq, Debug)]
	struct Limit(#[serde(with = "super::decimal_option")] Option<u128>);

	#[test]
	fn amounts_may_be_missing() {
		for (limit, json) in [(None, "null"), (Some(u128::MAX), &format!("\"{}\"", u128::MAX))] {
			assert_eq!(serde_json::to_string(&Limit(limit)).unwrap(), json);
			assert_eq!(serde_json::from_str::<Limit>(json).unwrap(), Limit(limit));
		}
		assert_eq!(serde_json::from_str::<Limit>("7").unwrap(), Limit(Some(7)));
		assert!(serde_json::from_str::<Limit>(r#""-1""#).is_err());
	}

	#[derive(Serialize, Deserialize, PartialEq, Debug)]
	struct Key(#[serde(with = "super::hex")] [u8; 3]);

	#[derive(Serialize, Deserialize, PartialEq, Debug)]
	struct Names(
		#[serde(with = "super::texts")] BoundedVec<BoundedVec<u8, ConstU32<6>>, ConstU32<2>>,
	);

	#[derive(Debug, PartialEq, Serialize, Deserialize)]
	struct Amounts(#[serde(with = "super::decimals")] BoundedVec<u128, ConstU32<2>>);

	#[test]
	fn lists_of_amounts_survive_json() {
		let json = r#"["340282366920938463463374607431768211455","0"]"#;
		let amounts: Amounts = serde_json::from_str(json).unwrap();
		assert_eq!(amounts.0.as_slice(), [u128::MAX, 0]);
		assert_eq!(serde_json::to_string(&amounts).unwrap(), json);
		assert_eq!(serde_json::from_str::<Amounts>("[7]").unwrap().0.as_slice(), [7]);
		for json in [r#"["1","2","3"]"#, r#"["-1"]"#, r#"["a"]"#, "1"] {
			assert!(serde_json::from_str::<Amounts>(json).is_err(), "{json}");
		}
	}

	#[test]
	fn lists_of_names_survive_json() {
		let json = r#"["银行","a"]"#;
		let names: Names = serde_json::from_str(json).unwrap();
		assert_eq!(names.0[1].as_slice(), b"a");
		assert_eq!(serde_json::to_string(&names).unwrap(), json);
		for json in [r#"["a","b","c"]"#, r#"["银行家"]"#, r#""a""#] {
			assert!(serde_json::from_str::<Names>(json).is_err(), "{json}");
		}
	}

	#[test]
	fn bytes_survive_json() {
		assert_eq!(serde_json::to_string(&Key([0, 10, 255])).unwrap(), r#""0x000aff""#);
		for json in [r#""0x000aff""#, r#""000AFF""#] {
			assert_eq!(serde_json::from_str::<Key>(json).unwrap(), Key([0, 10, 255]));
		}
		for json in [r#""0x000a""#, r#""0x000aff00""#, r#""0x000afg""#, r#""0x00aff""#, "3"] {
			assert!(serde_json::from_str::<Key>(json).is_err(), "{json}");
		}
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
