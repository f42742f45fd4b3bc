// SPDX-License-Identifier: Apache-2.0

//! Files that are read as text, and files that come into being whole or not at all.

use crate::failure::{Failure, Result};
use std::{
	fs::{self, File},
	io::{self, Read, Write},
	path::{Path, PathBuf},
};

/// A file's text, or that of standard input for `-`.
pub fn read(file: &Path) -> Result<String> {
	let text = if file == Path::new("-") {
		let mut text = String::new();
		io::stdin().lock().read_to_string(&mut text).map(|_| text)
	} else {
		fs::read_to_string(file)
	};
	text.map_err(|error| Failure::Usage(format!("{}: {error}", file.display())))
}

/// Writes a text and a line break to a new file that only its owner can read. What there is is
/// never overwritten: where a salt or a key is lost, so is what it was used for.
pub fn save(file: &Path, text: &str) -> Result<()> {
	let mut new = NewFile::create(file)?;
	writeln!(new.file(), "{text}")
		.map_err(|error| Failure::Other(format!("{}: {error}", file.display())))?;
	new.publish()
}

/// A file that has no name yet: whatever happens before [`Self::publish`], nothing of it is left.
pub struct NewFile {
	draft: Draft,
	path: PathBuf,
}

enum Draft {
	/// Without a name, so that not even a killed process leaves it behind.
	#[cfg(target_os = "linux")]
	Nameless(File),
	/// Under a name of its own beside the path, where the file system cannot do without.
	Named(tempfile::NamedTempFile),
}

impl NewFile {
	/// Begins a file that only its owner can read, to appear at `path`, where none may be.
	pub fn create(path: &Path) -> Result<Self> {
		let failure = |error: io::Error| Failure::Other(format!("{}: {error}", path.display()));
		if path.symlink_metadata().is_ok() {
			return Err(failure(io::ErrorKind::AlreadyExists.into()));
		}
		let folder = match path.parent() {
			Some(folder) if folder != Path::new("") => folder,
			_ => Path::new("."),
		};
		let draft = Draft::create(folder).map_err(failure)?;
		Ok(Self { draft, path: path.into() })
	}

	/// What to write to.
	pub fn file(&mut self) -> &mut File {
		match &mut self.draft {
			#[cfg(target_os = "linux")]
			Draft::Nameless(file) => file,
			Draft::Named(file) => file.as_file_mut(),
		}
	}

	/// Gives the file its name once it is on the disk.
	pub fn publish(mut self) -> Result<()> {
		let Self { path, .. } = &self;
		let path = path.clone();
		let failure = |error: io::Error| Failure::Other(format!("{}: {error}", path.display()));
		self.file().sync_all().map_err(failure)?;
		match self.draft {
			#[cfg(target_os = "linux")]
			Draft::Nameless(file) => link(&file, &path).map_err(failure),
			Draft::Named(file) => {
				file.persist_noclobber(&path).map(drop).map_err(|error| failure(error.error))
			}
		}
	}
}

impl Draft {
	#[cfg(target_os = "linux")]
	fn create(folder: &Path) -> io::Result<Self> {
		use rustix::fs::{open, Mode, OFlags};
		let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
		match open(folder, flags, Mode::RUSR | Mode::WUSR) {
			Ok(file) => Ok(Self::Nameless(file.into())),
			Err(_) => tempfile::NamedTempFile::new_in(folder).map(Self::Named),
		}
	}

	#[cfg(not(target_os = "linux"))]
	fn create(folder: &Path) -> io::Result<Self> {
		tempfile::NamedTempFile::new_in(folder).map(Self::Named)
	}
}

/// Names a nameless file; where something has the name, that stays.
#[cfg(target_os = "linux")]
fn link(file: &File, path: &Path) -> io::Result<()> {
	use rustix::fs::{linkat, AtFlags, CWD};
	use std::os::fd::AsRawFd;
	let nameless = format!("/proc/self/fd/{}", file.as_raw_fd());
	linkat(CWD, nameless, CWD, path, AtFlags::SYMLINK_FOLLOW).map_err(Into::into)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_file_appears_when_it_is_whole() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("new");
		let mut new = NewFile::create(&path).unwrap();
		new.file().write_all(b"whole").unwrap();
		assert!(!path.exists());
		new.publish().unwrap();
		assert_eq!(fs::read(&path).unwrap(), b"whole");
	}

	#[test]
	fn nothing_is_left_of_a_file_that_was_given_up() {
		let folder = tempfile::tempdir().unwrap();
		let mut new = NewFile::create(&folder.path().join("new")).unwrap();
		new.file().write_all(b"half").unwrap();
		drop(new);
		assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
	}

	#[test]
	fn nothing_is_overwritten() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("old");
		let new = NewFile::create(&path).unwrap();
		fs::write(&path, "old").unwrap();
		assert!(new.publish().is_err());
		assert!(NewFile::create(&path).is_err());
		assert_eq!(fs::read(&path).unwrap(), b"old");
		assert!(NewFile::create(&folder.path().join("no/folder")).is_err());
	}

	#[test]
	fn what_is_saved_can_be_read() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("new");
		save(&path, "文字").unwrap();
		assert_eq!(read(&path), Ok("文字\n".into()));
		assert!(matches!(save(&path, "other"), Err(Failure::Other(_))));
		assert!(matches!(read(&folder.path().join("no")), Err(Failure::Usage(_))));
	}

	#[cfg(unix)]
	#[test]
	fn only_the_owner_reads_it() {
		use std::os::unix::fs::PermissionsExt;
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("new");
		save(&path, "").unwrap();
		assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
	}
}
