// SPDX-License-Identifier: Apache-2.0

//! Content, sealed and opened as it flows: memory does not grow with the file.

use super::keys::{Digest, PublicKey, SecretKey};
use crate::{
	failure::{Failure, Result},
	file::NewFile,
};
use age::{DecryptError, Decryptor, Encryptor};
use indicatif::{ProgressBar, ProgressStyle};
use sha2::{Digest as _, Sha256};
use std::{
	fs::File,
	io::{self, BufReader, BufWriter, Read, Seek, Write},
	path::Path,
};

/// Files beyond this size show how far they are: 10 MB.
const LARGE: u64 = 10_000_000;

/// What is known of a ciphertext.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sealed {
	pub digest: Digest,
	pub size: u64,
}

/// Encrypts `input` to the file `output`.
pub fn seal(input: &Path, output: &Path, to: PublicKey, quiet: bool) -> Result<Sealed> {
	let (mut plaintext, size) = open_input(input)?;
	let progress = progress("sealing", size, quiet);
	let recipient = to.recipient()?;
	let encryptor = Encryptor::with_recipients(std::iter::once(&recipient as _))
		.map_err(|error| Failure::Key(error.to_string()))?;

	let mut new = NewFile::create(output)?;
	let writing = |error: io::Error| Failure::Other(format!("{}: {error}", output.display()));
	let hashing = Hashing::new(BufWriter::new(new.file()));
	let mut ciphertext = encryptor.wrap_output(hashing).map_err(writing)?;
	copy(&mut plaintext, &mut ciphertext, input, &progress, writing)?;
	let (mut file, sealed) = ciphertext.finish().map_err(writing)?.finish();
	file.flush().map_err(writing)?;
	drop(file);
	new.publish()?;
	progress.finish_and_clear();
	Ok(sealed)
}

/// Digest and size of a ciphertext.
pub fn inspect(input: &Path, quiet: bool) -> Result<Sealed> {
	let (mut ciphertext, size) = open_input(input)?;
	let progress = progress("checking", size, quiet);
	let mut hashing = Hashing::new(io::sink());
	copy(&mut ciphertext, &mut hashing, input, &progress, |error| {
		Failure::Other(error.to_string())
	})?;
	progress.finish_and_clear();
	Ok(hashing.finish().1)
}

/// Refuses a ciphertext that is not the one it should be.
pub fn ensure_same(found: Sealed, digest: Option<Digest>, size: Option<u64>) -> Result<()> {
	if let Some(size) = size.filter(|size| found.size < *size) {
		return Err(Failure::Truncated(format!(
			"the ciphertext is cut short: {} bytes of {size}",
			found.size
		)));
	}
	if digest.is_some_and(|digest| digest != found.digest)
		|| size.is_some_and(|size| size != found.size)
	{
		return Err(Failure::Tampered(
			"the ciphertext was changed: its digest is not the registered one".into(),
		));
	}
	Ok(())
}

/// Decrypts `input` to the file `output`.
pub fn open(input: &Path, output: &Path, key: &SecretKey, quiet: bool) -> Result<()> {
	let (ciphertext, size) = open_input(input)?;
	let progress = progress("opening", size, quiet);
	let decryptor =
		Decryptor::new_buffered(progress.wrap_read(ciphertext)).map_err(explain_header)?;
	let mut plaintext =
		decryptor.decrypt(std::iter::once(key.identity() as _)).map_err(explain_header)?;

	let mut new = NewFile::create(output)?;
	let writing = |error: io::Error| Failure::Other(format!("{}: {error}", output.display()));
	let mut file = BufWriter::new(new.file());
	let mut buffer = vec![0; 1 << 16];
	loop {
		match plaintext.read(&mut buffer) {
			Ok(0) => break,
			Ok(count) => file.write_all(&buffer[..count]).map_err(writing)?,
			Err(error) if error.kind() == io::ErrorKind::Interrupted => (),
			Err(error) => return Err(explain_chunk(error, input)),
		}
	}
	file.flush().map_err(writing)?;
	drop(file);
	new.publish()?;
	progress.finish_and_clear();
	Ok(())
}

/// Why the head of a file cannot be read.
fn explain_header(error: DecryptError) -> Failure {
	match error {
		DecryptError::NoMatchingKeys => {
			Failure::Key("this is not the key that the content is sealed to".into())
		}
		DecryptError::InvalidMac | DecryptError::DecryptionFailed => {
			Failure::Tampered("the ciphertext was changed: its head does not hold together".into())
		}
		DecryptError::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => cut_short(),
		DecryptError::Io(error) => Failure::Usage(error.to_string()),
		_ => Failure::Usage("not a file in the age format, version 1".into()),
	}
}

/// Why the rest of a file cannot be read. Where a file ends in the middle of a chunk, what is left of
/// the chunk looks as if it was changed; with the registered size at hand that is told apart before.
fn explain_chunk(error: io::Error, input: &Path) -> Failure {
	match error.kind() {
		io::ErrorKind::UnexpectedEof => cut_short(),
		io::ErrorKind::InvalidData => {
			Failure::Tampered("the ciphertext was changed, or its end is missing".into())
		}
		_ => Failure::Usage(format!("{}: {error}", input.display())),
	}
}

fn cut_short() -> Failure {
	Failure::Truncated("the ciphertext is cut short".into())
}

fn open_input(input: &Path) -> Result<(BufReader<File>, u64)> {
	let failure = |error: io::Error| Failure::Usage(format!("{}: {error}", input.display()));
	let mut file = File::open(input).map_err(failure)?;
	if file.metadata().map_err(failure)?.is_dir() {
		return Err(failure(io::ErrorKind::IsADirectory.into()));
	}
	// Of what is no regular file, the size is not known.
	let size = file.seek(io::SeekFrom::End(0)).unwrap_or_default();
	file.rewind().or_else(|error| if size == 0 { Ok(()) } else { Err(error) }).map_err(failure)?;
	Ok((BufReader::with_capacity(1 << 16, file), size))
}

/// Copies everything; says on which side something went wrong.
fn copy(
	from: &mut impl Read,
	to: &mut impl Write,
	input: &Path,
	progress: &ProgressBar,
	writing: impl Fn(io::Error) -> Failure,
) -> Result<()> {
	let mut buffer = vec![0; 1 << 16];
	loop {
		match from.read(&mut buffer) {
			Ok(0) => return Ok(()),
			Ok(count) => {
				to.write_all(&buffer[..count]).map_err(&writing)?;
				progress.inc(u64::try_from(count).unwrap_or_default());
			}
			Err(error) if error.kind() == io::ErrorKind::Interrupted => (),
			Err(error) => return Err(Failure::Usage(format!("{}: {error}", input.display()))),
		}
	}
}

/// A bar on standard error, if that is a terminal and the file is large.
fn progress(what: &'static str, size: u64, quiet: bool) -> ProgressBar {
	if quiet || size <= LARGE {
		return ProgressBar::hidden();
	}
	let style = "{msg} {wide_bar} {bytes}/{total_bytes}, {eta} left";
	let bar = ProgressBar::new(size).with_message(what);
	match ProgressStyle::with_template(style) {
		Ok(style) => bar.with_style(style),
		Err(_) => bar,
	}
}

/// Passes bytes on, and knows their digest and number.
struct Hashing<W> {
	to: W,
	hasher: Sha256,
	size: u64,
}

impl<W> Hashing<W> {
	fn new(to: W) -> Self {
		Self { to, hasher: Sha256::new(), size: 0 }
	}

	fn finish(self) -> (W, Sealed) {
		(self.to, Sealed { digest: self.hasher.finalize().into(), size: self.size })
	}
}

impl<W: Write> Write for Hashing<W> {
	fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
		let count = self.to.write(bytes)?;
		self.hasher.update(&bytes[..count]);
		self.size += u64::try_from(count).unwrap_or_default();
		Ok(count)
	}

	fn flush(&mut self) -> io::Result<()> {
		self.to.flush()
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::{fs, path::PathBuf};
	use tempfile::TempDir;

	/// More than two chunks of age's.
	const LENGTH: usize = 150_000;

	struct Case {
		folder: TempDir,
		key: SecretKey,
		sealed: Sealed,
	}

	impl Case {
		fn new(length: usize) -> Self {
			let folder = tempfile::tempdir().unwrap();
			let key = SecretKey::generate();
			let path = |name| folder.path().join(name);
			fs::write(path("plain"), plaintext(length)).unwrap();
			let to = key.public().unwrap();
			let sealed = seal(&path("plain"), &path("sealed"), to, true).unwrap();
			Self { folder, key, sealed }
		}

		fn path(&self, name: &str) -> PathBuf {
			self.folder.path().join(name)
		}

		fn ciphertext(&self) -> Vec<u8> {
			fs::read(self.path("sealed")).unwrap()
		}

		/// What opening this ciphertext says, and that nothing is left of it.
		fn refusal(&self, ciphertext: &[u8], key: &SecretKey) -> Failure {
			fs::write(self.path("other"), ciphertext).unwrap();
			let before = fs::read_dir(self.folder.path()).unwrap().count();
			let failure = open(&self.path("other"), &self.path("opened"), key, true).unwrap_err();
			assert_eq!(fs::read_dir(self.folder.path()).unwrap().count(), before);
			failure
		}
	}

	fn plaintext(length: usize) -> Vec<u8> {
		(0..length).map(|at| (at % 251) as u8).collect()
	}

	#[test]
	fn what_is_sealed_can_be_opened() {
		for length in [0, 1, 65_535, 65_536, 65_537, LENGTH] {
			let case = Case::new(length);
			let found = inspect(&case.path("sealed"), true).unwrap();
			assert_eq!(found, case.sealed);
			assert_eq!(found.size, case.ciphertext().len() as u64);
			open(&case.path("sealed"), &case.path("opened"), &case.key, true).unwrap();
			assert_eq!(fs::read(case.path("opened")).unwrap(), plaintext(length), "{length}");
		}
	}

	#[test]
	fn each_ciphertext_is_another() {
		assert_ne!(Case::new(10).sealed.digest, Case::new(10).sealed.digest);
	}

	#[test]
	fn another_key_opens_nothing() {
		let case = Case::new(LENGTH);
		let failure = case.refusal(&case.ciphertext(), &SecretKey::generate());
		assert!(matches!(failure, Failure::Key(_)), "{failure}");
	}

	#[test]
	fn a_changed_file_is_told() {
		let case = Case::new(LENGTH);
		let ciphertext = case.ciphertext();
		// The head is not of the same length each time.
		let head = ciphertext.len() - (LENGTH + 3 * 16 + 16);
		// In each chunk, and at the very end.
		for at in [head + 16, 70_000, 140_000, ciphertext.len() - 1] {
			let mut changed = ciphertext.clone();
			changed[at] ^= 1;
			let failure = case.refusal(&changed, &case.key);
			assert!(matches!(failure, Failure::Tampered(_)), "{at}: {failure}");
		}
		let longer = [ciphertext.as_slice(), b"x"].concat();
		assert!(matches!(case.refusal(&longer, &case.key), Failure::Tampered(_)));
	}

	#[test]
	fn a_file_cut_short_is_told() {
		let case = Case::new(LENGTH);
		let ciphertext = case.ciphertext();
		let head = ciphertext.len() - (LENGTH + 3 * 16 + 16);
		// In the head, after the nonce, and between chunks.
		for length in [10, head - 1, head + 16, head + 16 + 65_552] {
			let failure = case.refusal(&ciphertext[..length], &case.key);
			assert!(matches!(failure, Failure::Truncated(_)), "{length}: {failure}");
		}
		// Within a chunk the size tells.
		let cut = Sealed { size: case.sealed.size - 1, ..case.sealed };
		let failure = ensure_same(cut, Some(case.sealed.digest), Some(case.sealed.size));
		assert!(matches!(failure, Err(Failure::Truncated(_))));
		assert!(matches!(
			case.refusal(&ciphertext[..ciphertext.len() - 1], &case.key),
			Failure::Tampered(_)
		));
	}

	#[test]
	fn the_registered_ciphertext_is_the_only_one() {
		let sealed = Sealed { digest: [1; 32], size: 10 };
		assert!(ensure_same(sealed, None, None).is_ok());
		assert!(ensure_same(sealed, Some([1; 32]), Some(10)).is_ok());
		for (digest, size) in [(Some([2; 32]), Some(10)), (None, Some(9)), (Some([2; 32]), None)] {
			assert!(matches!(ensure_same(sealed, digest, size), Err(Failure::Tampered(_))));
		}
	}

	#[test]
	fn what_is_no_age_file_is_refused() {
		let case = Case::new(10);
		for other in [&b"hello\nworld"[..], &[0; 500]] {
			let failure = case.refusal(other, &case.key);
			assert!(matches!(failure, Failure::Usage(_)), "{failure}");
		}
		let missing = seal(&case.path("no"), &case.path("new"), PublicKey([9; 32]), true);
		assert!(matches!(missing, Err(Failure::Usage(_))));
		let folder = inspect(case.folder.path(), true);
		assert!(matches!(folder, Err(Failure::Usage(_))));
	}
}
