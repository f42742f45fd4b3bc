// SPDX-License-Identifier: Apache-2.0

//! Disclosures as QR codes, by Uniform Resources (BCR-2020-005) of the type `bytes` (BCR-2020-006).
//!
//! The message is a CBOR byte string, its length in the shortest form (RFC 8949), whose content is
//! the disclosure as JSON. If it fits into one code it is one part, `ur:bytes/<message>`. Otherwise
//! it is as many as it takes, `ur:bytes/<number>-<count>/<part>`: the first ones of the fountain
//! code, which are plain pieces. Any reader of Uniform Resources puts them together, in any order.
//! Codes hold the parts in upper case, which QR codes keep in less room.

use crate::failure::{Failure, Result};
use qrcode::{
	render::{svg, unicode::Dense1x2},
	EcLevel, QrCode,
};
use std::collections::BTreeSet;
use ur::{fountain, ur::Error as UrError};

/// What every frame begins with.
const PREFIX: &str = "ur:bytes/";

/// The most characters of a frame: what a QR code of version 13 with error correction M holds. With
/// its margin it is 77 columns wide, so that a terminal of 80 shows it.
const MAX_TEXT: usize = 483;

/// The most bytes of the message in a part. With the part's own fields and its checksum, two
/// characters a byte, that is no more than [`MAX_TEXT`], however many parts there are.
const MAX_FRAGMENT: usize = 208;

/// The most frames that are made, and read.
const MAX_FRAMES: usize = 256;

/// The frames of a message.
pub fn split(content: &[u8]) -> Result<Vec<String>> {
	let failure = |error: UrError| Failure::Other(format!("no frames can be made: {error}"));
	let message = byte_string(content)?;
	let whole = ur::try_encode(&message, &ur::Type::Bytes).map_err(failure)?;
	if whole.len() <= MAX_TEXT {
		return Ok(vec![whole.to_ascii_uppercase()]);
	}
	let mut encoder = ur::Encoder::bytes(&message, MAX_FRAGMENT).map_err(failure)?;
	let count = encoder.fragment_count();
	if count > MAX_FRAMES {
		return Err(Failure::Usage(format!(
			"this takes {count} QR codes, more than {MAX_FRAMES}: show fewer fields, or write a \
			 file with --out"
		)));
	}
	let parts = (0..count).map(|_| encoder.next_part());
	parts.map(|part| part.map(|part| part.to_ascii_uppercase()).map_err(failure)).collect()
}

/// Puts a message together from its frames, one on each line.
pub fn join(text: &str) -> std::result::Result<Vec<u8>, String> {
	let mut joining = Joining::default();
	for (line, frame) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
		let frame = frame.trim().to_ascii_lowercase();
		if !frame.is_empty() {
			joining.receive(&frame).map_err(|why| format!("line {line}: {why}"))?;
		}
	}
	let message = joining.finish()?;
	content(&message).map(<[u8]>::to_vec).ok_or_else(|| "the frames hold no byte string".into())
}

const DAMAGED: &str = "the frame is damaged";
const FOREIGN: &str = "the frame belongs to something else than those before";

/// What frames have yielded so far.
#[derive(Default)]
struct Joining {
	/// The message, from a frame that holds all of it.
	whole: Option<Vec<u8>>,
	/// The first frame of several.
	first: Option<String>,
	decoder: ur::Decoder,
	/// The numbers of the plain pieces among the frames.
	pieces: BTreeSet<usize>,
}

impl Joining {
	fn receive(&mut self, frame: &str) -> std::result::Result<(), String> {
		let body = frame.strip_prefix(PREFIX).ok_or(format!("a frame begins with {PREFIX}"))?;
		match body.split_once('/') {
			None => {
				let (_, message) = ur::decode(frame).map_err(explain)?;
				self.receive_whole(message)
			}
			Some((place, _)) => {
				let (number, count) = place
					.split_once('-')
					.and_then(|(number, count)| Some((number.parse().ok()?, count.parse().ok()?)))
					.ok_or(DAMAGED)?;
				match count {
					1 => {
						let mut decoder = ur::Decoder::default();
						decoder.receive(frame).map_err(explain)?;
						let message = decoder.message().map_err(explain)?.ok_or(DAMAGED)?;
						self.receive_whole(message)
					}
					2..=MAX_FRAMES => self.receive_piece(frame, number, count),
					_ => Err(format!("{count} frames are not 1 to {MAX_FRAMES}")),
				}
			}
		}
	}

	fn receive_whole(&mut self, message: Vec<u8>) -> std::result::Result<(), String> {
		let other = self.whole.as_ref().is_some_and(|whole| *whole != message);
		if other || self.first.is_some() {
			return Err(FOREIGN.into());
		}
		self.whole = Some(message);
		Ok(())
	}

	fn receive_piece(
		&mut self,
		frame: &str,
		number: usize,
		count: usize,
	) -> std::result::Result<(), String> {
		if self.whole.is_some() {
			return Err(FOREIGN.into());
		}
		// A decoder that is complete takes anything, so each frame is compared with the first.
		let mut fresh = ur::Decoder::default();
		fresh.receive(self.first.get_or_insert_with(|| frame.into())).map_err(explain)?;
		fresh.receive(frame).map_err(explain)?;
		self.decoder.receive(frame).map_err(explain)?;
		if number <= count {
			self.pieces.insert(number);
		}
		Ok(())
	}

	fn finish(self) -> std::result::Result<Vec<u8>, String> {
		let Self { whole, first, decoder, pieces } = self;
		if let Some(message) = whole {
			return Ok(message);
		}
		if first.is_none() {
			return Err("there are no frames in it".into());
		}
		let message =
			decoder.message().map_err(|_| "the frames do not fit together: one is damaged")?;
		message.ok_or_else(|| {
			let count = decoder.fragment_count();
			let resolved = decoder.resolved_fragment_count().unwrap_or_default();
			let missing = count.saturating_sub(resolved);
			let numbers = (1..=count).filter(|number| !pieces.contains(number));
			let numbers: Vec<_> = numbers.map(|number| number.to_string()).collect();
			// Where some frames were mixtures of pieces, others may do as well as a certain one.
			let which = match numbers.len() == missing {
				true => format!(": {}", numbers.join(", ")),
				false => String::new(),
			};
			format!("of {count} frames {missing} are missing{which}")
		})
	}
}

fn explain(error: UrError) -> String {
	match error {
		UrError::Fountain(fountain::Error::InconsistentPart) => FOREIGN.into(),
		_ => DAMAGED.into(),
	}
}

/// Bytes as a CBOR byte string.
fn byte_string(content: &[u8]) -> Result<Vec<u8>> {
	let length = u32::try_from(content.len())
		.map_err(|_| Failure::Usage("this is too much for QR codes".into()))?;
	let [.., high, low] = length.to_be_bytes();
	let head = match length {
		0..=23 => vec![0x40 | low],
		24..=0xff => vec![0x58, low],
		0x100..=0xffff => vec![0x59, high, low],
		_ => [&[0x5a], &length.to_be_bytes()[..]].concat(),
	};
	Ok([&head, content].concat())
}

/// The bytes of a CBOR byte string of definite length.
fn content(message: &[u8]) -> Option<&[u8]> {
	let (length, content) = match *message {
		[head @ 0x40..=0x57, ref content @ ..] => (u32::from(head & 0x1f), content),
		[0x58, length, ref content @ ..] => (length.into(), content),
		[0x59, high, low, ref content @ ..] => (u16::from_be_bytes([high, low]).into(), content),
		[0x5a, a, b, c, d, ref content @ ..] => (u32::from_be_bytes([a, b, c, d]), content),
		_ => return None,
	};
	(usize::try_from(length) == Ok(content.len())).then_some(content)
}

fn code(frame: &str) -> Result<QrCode> {
	QrCode::with_error_correction_level(frame, EcLevel::M)
		.map_err(|error| Failure::Other(format!("no QR code can be made: {error}")))
}

/// A frame as a QR code, an SVG image.
pub fn svg(frame: &str) -> Result<String> {
	Ok(code(frame)?.render::<svg::Color>().build())
}

/// A frame as a QR code in half blocks. With `colors`, black on white whatever the terminal's own.
pub fn blocks(frame: &str, colors: bool) -> Result<String> {
	let blocks = code(frame)?.render::<Dense1x2>().build();
	if !colors {
		return Ok(blocks);
	}
	let lines = blocks.lines().map(|line| format!("\u{1b}[38;5;16;48;5;231m{line}\u{1b}[0m"));
	Ok(lines.collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;
	use rqrr::PreparedImage;

	fn sample(length: usize) -> Vec<u8> {
		(0..length).map(|at| (at * 7 % 251) as u8).collect()
	}

	fn frames(length: usize) -> Vec<String> {
		split(&sample(length)).unwrap()
	}

	fn refusal(frames: &[String]) -> String {
		join(&frames.join("\n")).unwrap_err()
	}

	/// What a scanner reads from dark and light pixels, 3 × 3 for each given one.
	fn scan(width: usize, height: usize, is_dark: impl Fn(usize, usize) -> bool) -> String {
		let mut image = PreparedImage::prepare_from_greyscale(width * 3, height * 3, |x, y| {
			if is_dark(x / 3, y / 3) {
				0
			} else {
				255
			}
		});
		let grids = image.detect_grids();
		assert_eq!(grids.len(), 1);
		grids[0].decode().unwrap().1
	}

	fn scan_blocks(blocks: &str) -> String {
		let lines: Vec<Vec<char>> = blocks.lines().map(|line| line.chars().collect()).collect();
		let width = lines[0].len();
		assert!(width <= 80, "{width} columns");
		scan(width, lines.len() * 2, |x, y| match lines[y / 2].get(x) {
			Some('█') => true,
			Some('▀') => y % 2 == 0,
			Some('▄') => y % 2 == 1,
			_ => false,
		})
	}

	/// Reads `M<left> <top>h<width>v<height>H<left>V<top>`, a rectangle for each dark spot.
	fn scan_svg(svg: &str) -> String {
		let number = |text: &str| -> usize {
			let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
			text[..end].parse().unwrap()
		};
		let after = |text: &str, mark: &str| number(text.split_once(mark).unwrap().1);
		let (width, height) = (after(svg, " width=\""), after(svg, " height=\""));
		let mut dark = vec![false; width * height];
		for rectangle in svg.rsplit_once("d=\"").unwrap().1.split('M').skip(1) {
			let (left, top) = (number(rectangle), after(rectangle, " "));
			for y in top..top + after(rectangle, "v") {
				for x in left..left + after(rectangle, "h") {
					dark[y * width + x] = true;
				}
			}
		}
		scan(width, height, |x, y| dark[y * width + x])
	}

	/// The test vector of BCR-2020-006 for the type `bytes`.
	#[test]
	fn one_frame_is_what_the_specification_says() {
		let content = hex::decode("00112233445566778899aabbccddeeff").unwrap();
		let frame = "ur:bytes/gdaebycpeofygoiyktlonlpkrksfutwyzmwmfyeozs";
		assert_eq!(split(&content).unwrap(), [frame.to_uppercase()]);
		assert_eq!(join(frame), Ok(content));
	}

	/// A vector of the reference implementation of BCR-2020-005: a message of 256 bytes in 9 parts,
	/// and three mixtures of them.
	#[test]
	fn frames_of_another_implementation_are_read() {
		let parts = [
			"1-9/lpadascfadaxcywenbpljkhdcahkadaemejtswhhylkepmykhhtsytsnoyoyaxaedsuttydmmhhpktpmsrjtdkgslpgh",
			"2-9/lpaoascfadaxcywenbpljkhdcagwdpfnsboxgwlbaawzuefywkdplrsrjynbvygabwjldapfcsgmghhkhstlrdcxaefz",
			"3-9/lpaxascfadaxcywenbpljkhdcahelbknlkuejnbadmssfhfrdpsbiegecpasvssovlgeykssjykklronvsjksopdzmol",
			"4-9/lpaaascfadaxcywenbpljkhdcasotkhemthydawydtaxneurlkosgwcekonertkbrlwmplssjtammdplolsbrdzcrtas",
			"5-9/lpahascfadaxcywenbpljkhdcatbbdfmssrkzmcwnezelennjpfzbgmuktrhtejscktelgfpdlrkfyfwdajldejokbwf",
			"6-9/lpamascfadaxcywenbpljkhdcackjlhkhybssklbwefectpfnbbectrljectpavyrolkzczcpkmwidmwoxkilghdsowp",
			"7-9/lpatascfadaxcywenbpljkhdcavszmwnjkwtclrtvaynhpahrtoxmwvwatmedibkaegdosftvandiodagdhthtrlnnhy",
			"8-9/lpayascfadaxcywenbpljkhdcadmsponkkbbhgsoltjntegepmttmoonftnbuoiyrehfrtsabzsttorodklubbuyaetk",
			"9-9/lpasascfadaxcywenbpljkhdcajskecpmdckihdyhphfotjojtfmlnwmadspaxrkytbztpbauotbgtgtaeaevtgavtny",
			"10-9/lpbkascfadaxcywenbpljkhdcahkadaemejtswhhylkepmykhhtsytsnoyoyaxaedsuttydmmhhpktpmsrjtwdkiplzs",
			"11-9/lpbdascfadaxcywenbpljkhdcahelbknlkuejnbadmssfhfrdpsbiegecpasvssovlgeykssjykklronvsjkvetiiapk",
			"12-9/lpbnascfadaxcywenbpljkhdcarllaluzmdmgstospeyiefmwejlwtpedamktksrvlcygmzemovovllarodtmtbnptrs",
		];
		let parts = parts.map(|part| format!("{PREFIX}{part}"));
		let whole = join(&parts[..9].join("\n")).unwrap();
		assert_eq!(whole.len(), 256);
		assert_eq!(hex::encode(&whole[..8]), "916ec65cf77cadf5");
		// Parts 10 and 11 are the first and the third once more.
		assert_eq!(join(&parts[1..10].join("\n")), Ok(whole));
		// This tool makes the same parts, were they as small.
		let message = byte_string(&join(&parts[..9].join("\n")).unwrap()).unwrap();
		let mut encoder = ur::Encoder::bytes(&message, 30).unwrap();
		assert!(parts.iter().all(|part| encoder.next_part().unwrap() == *part));
	}

	#[test]
	fn lengths_are_written_as_cbor_does() {
		for (length, head) in [
			(0, "40"),
			(23, "57"),
			(24, "5818"),
			(255, "58ff"),
			(256, "590100"),
			(65_535, "59ffff"),
			(65_536, "5a00010000"),
		] {
			let message = byte_string(&sample(length)).unwrap();
			assert!(hex::encode(&message).starts_with(head), "{length}");
			assert_eq!(content(&message), Some(&sample(length)[..]));
			assert_eq!(content(&message[..message.len() - 1]), None);
			assert_eq!(content(&[&message[..], &[0]].concat()), None);
		}
		// Nothing, a text, a byte string of indefinite length.
		for other in [&[][..], &[0x61, b'a'], &[0x5f, 0xff], &[0x5b, 0, 0, 0, 0, 0, 0, 0, 0]] {
			assert_eq!(content(other), None);
		}
	}

	#[test]
	fn frames_fit_into_their_codes_and_there_are_not_too_many() {
		for length in [1, 230, 231, 232, 1_000, 10_000, MAX_FRAGMENT * MAX_FRAMES - 3] {
			let frames = frames(length);
			assert!(frames.iter().all(|frame| frame.len() <= MAX_TEXT), "{length}");
			assert_eq!(join(&frames.join("\n")), Ok(sample(length)));
		}
		assert_eq!(frames(231).len(), 1);
		assert_eq!(frames(232).len(), 2);
		let failure = split(&sample(MAX_FRAGMENT * MAX_FRAMES)).unwrap_err();
		assert!(failure.to_string().contains("257 QR codes"), "{failure}");
	}

	#[test]
	fn frames_scan() {
		for length in [100, 231, 900] {
			let scanned: Vec<_> = frames(length)
				.iter()
				.flat_map(|frame| {
					let read = [
						scan_svg(&svg(frame).unwrap()),
						scan_blocks(&blocks(frame, false).unwrap()),
					];
					assert!(read.iter().all(|read| read == frame));
					read
				})
				.collect();
			assert_eq!(join(&scanned.join("\n")), Ok(sample(length)));
		}
	}

	#[test]
	fn colors_are_put_around_each_line() {
		let frame = &frames(10)[0];
		let (plain, colored) = (blocks(frame, false).unwrap(), blocks(frame, true).unwrap());
		assert_eq!(colored.replace("\u{1b}[38;5;16;48;5;231m", "").replace("\u{1b}[0m", ""), plain);
		assert_eq!(colored.lines().count(), plain.lines().count());
	}

	#[test]
	fn order_case_blanks_and_repetition_do_not_matter() {
		let mut frames = frames(1_000);
		assert_eq!(frames.len(), 5);
		frames.reverse();
		frames.insert(2, format!("  {} \r", frames[0].to_lowercase()));
		frames.insert(0, "\u{feff}".into());
		frames.push(frames[3].clone());
		assert_eq!(join(&frames.join("\n")), Ok(sample(1_000)));
		let one = split(&sample(10)).unwrap();
		assert_eq!(join(&[one.clone(), one].concat().join("\n\n")), Ok(sample(10)));
	}

	#[test]
	fn missing_frames_are_named() {
		let mut frames = frames(1_000);
		frames.remove(3);
		assert_eq!(refusal(&frames), "of 5 frames 1 are missing: 4");
		frames.remove(0);
		assert_eq!(refusal(&frames), "of 5 frames 2 are missing: 1, 4");
		assert_eq!(refusal(&["".into()]), "there are no frames in it");
	}

	/// As animated codes have them.
	#[test]
	fn mixtures_stand_in_for_lost_frames() {
		let message = byte_string(&sample(1_000)).unwrap();
		let mut encoder = ur::Encoder::bytes(&message, MAX_FRAGMENT).unwrap();
		let parts: Vec<_> = (0..60).map(|_| encoder.next_part().unwrap()).collect();
		assert_eq!(join(&parts[5..].join("\n")), Ok(sample(1_000)));
		let mixture = parts[5..].iter().find(|part| {
			let mut decoder = ur::Decoder::default();
			decoder.receive(part).unwrap();
			decoder.resolved_fragment_count() == Some(0)
		});
		assert_eq!(
			refusal(&[mixture.unwrap().clone()]),
			"of 5 frames 5 are missing: 1, 2, 3, 4, 5"
		);
	}

	#[test]
	fn frames_of_something_else_are_told_wherever_they_are() {
		let (own, one) = (frames(1_000), frames(10).remove(0));
		for other in [frames(999).remove(0), frames(500).remove(0), one.clone()] {
			for at in 1..=own.len() {
				let mut mixed = own.clone();
				mixed.insert(at, other.clone());
				assert_eq!(refusal(&mixed), format!("line {}: {FOREIGN}", at + 1));
			}
		}
		assert_eq!(refusal(&[one.clone(), own[0].clone()]), format!("line 2: {FOREIGN}"));
		assert_eq!(refusal(&[one, frames(11).remove(0)]), format!("line 2: {FOREIGN}"));
	}

	#[test]
	fn damaged_frames_are_told() {
		let own = frames(1_000);
		let body = own[1].len() / 2;
		let other = if &own[1][body..=body] == "A" { "B" } else { "A" };
		for damaged in [
			format!("{}{other}{}", &own[1][..body], &own[1][body + 1..]),
			own[1][..own[1].len() - 2].into(),
			own[1].replace("/2-5/", "/3-5/"),
			own[1].replace("/2-5/", "/2-6/"),
			own[1].replace("/2-5/", "/x/"),
			own[1].replace("/2-5/", "/0-5/"),
			own[1].replace("/2-5/", "/2-1/"),
			format!("{}é", own[1]),
			"UR:BYTES/".into(),
		] {
			assert_eq!(refusal(&[own[0].clone(), damaged]), format!("line 2: {DAMAGED}"));
		}
		for count in ["0", "257", "4294967295"] {
			let many = own[1].replace("/2-5/", &format!("/2-{count}/"));
			assert!(refusal(&[many]).contains("are not 1 to 256"));
		}
		for other in ["ur:seed/oeadgdst", "https://example.org", "{}"] {
			assert!(refusal(&[own[0].clone(), other.into()]).contains("line 2: a frame begins"));
		}
	}

	proptest! {
		#![proptest_config(ProptestConfig::with_cases(64))]

		#[test]
		fn what_is_split_can_be_joined_in_any_order(
			content in prop::collection::vec(any::<u8>(), 0..3_000),
			seed in any::<prop::sample::Index>(),
		) {
			let mut frames = split(&content).unwrap();
			let middle = seed.index(frames.len());
			frames.rotate_left(middle);
			prop_assert_eq!(join(&frames.join("\n")), Ok(content));
		}

		#[test]
		fn arbitrary_texts_do_not_panic(text in "(ur:bytes/[0-9]{1,3}-[0-9]{1,3}/[a-z]{0,40}\n|.{0,40}){0,3}") {
			let _ = join(&text);
		}
	}
}
