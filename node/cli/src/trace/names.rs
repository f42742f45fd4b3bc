// SPDX-License-Identifier: Apache-2.0

//! Words of the Core Business Vocabulary as the variants that they are on the chain, and the words
//! of the chain's own.

/// What the prefix of the chain's own fields stands for.
pub const TERMS: (&str, &str) = ("covenant", "urn:covenant:terms:");

/// The field of a transformation's gain.
pub const GAIN: &str = "covenant:gain";

/// The same in full.
pub const GAIN_URI: &str = "urn:covenant:terms:gain";

/// Types of business transactions, and what the chain calls them.
const DOCUMENTS: [(&str, &str); 13] = [
	("bol", "BillOfLading"),
	("cert", "Certificate"),
	("desadv", "DespatchAdvice"),
	("inv", "Invoice"),
	("pedigree", "Pedigree"),
	("po", "PurchaseOrder"),
	("poc", "PurchaseOrderConfirmation"),
	("prodorder", "ProductionOrder"),
	("recadv", "ReceivingAdvice"),
	("rma", "ReturnAuthorization"),
	("testprd", "TestProcedure"),
	("testres", "TestResult"),
	("upevt", "UpstreamEvent"),
];

/// `in_transit` and `ADD` as `InTransit` and `Add`.
pub fn variant(word: &str) -> String {
	let mut variant = String::new();
	for part in word.to_ascii_lowercase().split('_') {
		let mut letters = part.chars();
		variant.extend(letters.next().map(|first| first.to_ascii_uppercase()));
		variant.push_str(letters.as_str());
	}
	variant
}

/// What the chain calls a type of business transactions.
pub fn document(word: &str) -> Option<&'static str> {
	DOCUMENTS.iter().find(|(it, _)| *it == word).map(|(_, variant)| *variant)
}
