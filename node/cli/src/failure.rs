// SPDX-License-Identifier: Apache-2.0

//! Why a command did not do what was asked, and the exit status that says so.

use std::fmt;

/// What a command yields.
pub type Result<T> = std::result::Result<T, Failure>;

/// Why a command did not do what was asked. Each cause has its own exit status, so that scripts
/// need not read messages.
#[derive(Debug, PartialEq, Eq)]
pub enum Failure {
	/// The record does not exist.
	No(String),
	/// An argument or an input file is wrong.
	Usage(String),
	/// The node cannot be reached, or the connection broke.
	Unreachable(String),
	/// The transaction was refused by the pool, or failed in its block.
	Refused(String),
	/// The key cannot be used.
	Key(String),
	/// Anything else.
	Other(String),
	/// A ciphertext or a wallet, or what is said of it, was changed.
	Tampered(String),
	/// The end of a ciphertext is missing.
	Truncated(String),
}

/// Exit status of a command whose answer is no.
pub const NO: u8 = 1;

/// The exit statuses, for `--help`.
pub const EXIT_STATUSES: &str = "\
Exit status:
  0  done, or the answer is yes
  1  the answer is no, or there is no such record
  2  an argument or an input file is wrong
  3  the node cannot be reached
  4  the transaction was refused by the pool, or failed in its block
  5  the key cannot be used: wrong password, damaged file, malformed secret
  6  anything else: an answer of the node that makes no sense here, no decision in time, a file
     that cannot be written
  7  a ciphertext or a wallet was changed
  8  a ciphertext is cut short";

impl Failure {
	/// The exit status.
	pub fn status(&self) -> u8 {
		match self {
			Self::No(_) => NO,
			Self::Usage(_) => 2,
			Self::Unreachable(_) => 3,
			Self::Refused(_) => 4,
			Self::Key(_) => 5,
			Self::Other(_) => 6,
			Self::Tampered(_) => 7,
			Self::Truncated(_) => 8,
		}
	}
}

impl fmt::Display for Failure {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::No(message)
			| Self::Usage(message)
			| Self::Unreachable(message)
			| Self::Refused(message)
			| Self::Key(message)
			| Self::Other(message)
			| Self::Tampered(message)
			| Self::Truncated(message) => f.write_str(message),
		}
	}
}

/// An answer of the node that cannot be used.
pub fn unusable(error: impl fmt::Display) -> Failure {
	Failure::Other(format!("the node's answer cannot be used: {error}"))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn each_cause_has_its_documented_status() {
		let text = String::new;
		for (failure, status) in [
			(Failure::No(text()), 1),
			(Failure::Usage(text()), 2),
			(Failure::Unreachable(text()), 3),
			(Failure::Refused(text()), 4),
			(Failure::Key(text()), 5),
			(Failure::Other(text()), 6),
			(Failure::Tampered(text()), 7),
			(Failure::Truncated(text()), 8),
		] {
			assert_eq!(failure.status(), status);
			assert!(EXIT_STATUSES.contains(&format!("\n  {status}  ")));
		}
	}
}
