// SPDX-License-Identifier: Apache-2.0

//! Texts that people read: names, titles, summaries.

/// `text` as UTF-8 that has something to say: not blank, and all of it to be seen. Controls are refused,
/// and so are the format characters of Unicode with which one text is made to look like another.
pub fn readable(text: &[u8]) -> Option<&str> {
	let text = core::str::from_utf8(text).ok()?;
	(!text.trim().is_empty() && !text.chars().any(is_hidden)).then_some(text)
}

/// Whether a character shows nothing, or changes how others are shown.
fn is_hidden(character: char) -> bool {
	character.is_control()
		|| matches!(
			character,
			'\u{ad}'
				| '\u{61c}' | '\u{180e}'
				| '\u{200b}'..='\u{200f}'
				| '\u{2028}'..='\u{202e}'
				| '\u{2060}'..='\u{206f}'
				| '\u{feff}' | '\u{fff9}'..='\u{fffb}'
				| '\u{e0000}'..='\u{e007f}'
		)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn texts_of_any_script_are_read() {
		for text in ["Microscopy", "显微镜 101", " a b ", "é", "𠮷"] {
			assert_eq!(readable(text.as_bytes()), Some(text));
		}
	}

	#[test]
	fn what_says_nothing_is_refused() {
		for text in ["", " ", "\u{3000}\u{a0}", "\u{200b}"] {
			assert_eq!(readable(text.as_bytes()), None, "{text:?}");
		}
		assert_eq!(readable(&[b'a', 0xff]), None);
	}

	#[test]
	fn what_nobody_sees_is_refused() {
		for hidden in [
			'\0',
			'\n',
			'\u{7f}',
			'\u{85}',
			'\u{ad}',
			'\u{61c}',
			'\u{180e}',
			'\u{200b}',
			'\u{200d}',
			'\u{200f}',
			'\u{2028}',
			'\u{202e}',
			'\u{2060}',
			'\u{2066}',
			'\u{206f}',
			'\u{feff}',
			'\u{fff9}',
			'\u{e0001}',
			'\u{e007f}',
		] {
			let text = alloc::format!("pay{hidden}ment");
			assert_eq!(readable(text.as_bytes()), None, "{hidden:?}");
		}
	}
}
