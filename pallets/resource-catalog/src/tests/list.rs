// SPDX-License-Identifier: Apache-2.0

//! Listing, revising, replacing content, retiring; and the vocabulary.

use super::*;
use sp_runtime::ArithmeticError;

fn refused(listing: Listing, error: Error<Test>) {
	assert_noop!(Catalog::list(signed(DEAN), Kind::Course, listing, None), error);
}

#[test]
fn what_is_listed_is_kept_counted_and_logged() {
	ExtBuilder::build_and_execute(|| {
		Now::set(START + 5);
		System::set_block_number(7);
		let offer = Listing { tags: tags(&[3]), price: price(88), ..listing("Welding") };
		let id = list(DEAN, Kind::Course, offer.clone());
		let kept = resource(id);
		assert_eq!((kept.owner, kept.kind, &kept.listing), (SCHOOL, Kind::Course, &offer));
		assert_eq!((kept.version, kept.status, kept.content), (0, Status::Listed, None));
		assert_eq!(Offered::<Test>::get(SCHOOL), 1);
		let entry = Catalog::query_log(id, None, 10).items.remove(0);
		let act = Act::Listed { listing: BlakeTwo256::hash_of(&offer), content: None };
		let by = Some(Actor { account: DEAN, organization: SCHOOL });
		assert_eq!(entry, Entry { at: START + 5, block: 7, by, act });
		System::assert_last_event(Event::Logged { resource: id, index: 0, entry }.into());
		assert_eq!(list(RECTOR, Kind::Project, listing("x")), ResourceId(1));
	});
}

#[test]
fn texts_can_be_read() {
	ExtBuilder::build_and_execute(|| {
		for bytes in [&b""[..], b"  ", b"\xff", b"a\nb", "\u{7}".as_bytes()] {
			let title = Title::truncate_from(bytes.to_vec());
			refused(Listing { title, ..listing("x") }, Error::InvalidText);
			let summary = Summary::truncate_from(bytes.to_vec());
			refused(Listing { summary, ..listing("x") }, Error::InvalidText);
			let name = TagName::truncate_from(bytes.to_vec());
			assert_noop!(Catalog::add_tag(RuntimeOrigin::root(), name), Error::<Test>::InvalidName);
		}
	});
}

#[test]
fn what_a_listing_names_exists() {
	ExtBuilder::build_and_execute(|| {
		refused(Listing { region: Region(330_006), ..listing("x") }, Error::InvalidRegion);
		refused(Listing { price: price(0), ..listing("x") }, Error::ZeroPrice);
		let foreign = Some(Price { asset: 2, amount: 1, per: Per::Slot });
		refused(Listing { price: foreign, ..listing("x") }, Error::UnknownAsset);
		refused(Listing { tags: tags(&[10]), ..listing("x") }, Error::UnknownTag);
		list(DEAN, Kind::Course, Listing { price: price(Amount::MAX), ..listing("x") });
	});
}

#[test]
fn a_retired_tag_is_kept_and_not_given() {
	ExtBuilder::build_and_execute(|| {
		let retire = |tag| Catalog::retire_tag(RuntimeOrigin::root(), TagId(tag));
		let tagged = Listing { tags: tags(&[1]), ..listing("x") };
		let id = list(DEAN, Kind::Course, tagged.clone());
		assert_ok!(retire(1));
		System::assert_last_event(Event::TagRetired { tag: TagId(1) }.into());
		refused(tagged.clone(), Error::TagRetired);
		assert_noop!(retire(1), Error::<Test>::TagRetired);
		assert_noop!(retire(10), Error::<Test>::UnknownTag);
		assert_ok!(Catalog::revise(
			signed(DEAN),
			id,
			Listing { title: listing("y").title, ..tagged }
		));
		let tags = Catalog::query_tags(None, 100).items;
		assert_eq!(tags.iter().filter(|info| info.tag.retired).count(), 1);
		assert_eq!(Catalog::query_tags(Some(TagId(7)), 1).items[0].id, TagId(8));
	});
}

#[test]
fn files_and_nothing_else_have_content() {
	ExtBuilder::build_and_execute(|| {
		let kinds = [
			(Kind::Course, false),
			(Kind::Content, true),
			(Kind::DataSet, true),
			(Kind::Equipment, false),
			(Kind::Facility, false),
			(Kind::ExpertTime, false),
			(Kind::Project, false),
		];
		for (number, (kind, is_file)) in (1..).zip(kinds) {
			let file = Some(content(SCHOOL, number, number as u8, 1));
			let (right, wrong) = if is_file { (file, None) } else { (None, file) };
			assert_noop!(
				Catalog::list(signed(DEAN), kind, listing("x"), wrong),
				Error::<Test>::WrongContent
			);
			assert_ok!(Catalog::list(signed(DEAN), kind, listing("x"), right));
		}
	});
}

#[test]
fn an_object_is_the_owners_and_listed_once() {
	ExtBuilder::build_and_execute(|| {
		let foreign = content(COLLEGE, 1, 1, 1);
		assert_noop!(list_file(DEAN, "x", foreign), Error::<Test>::UnknownObject);
		let (file, salt) = content(SCHOOL, 2, 2, 1);
		Objects::mutate(|objects| objects.insert(file.object, Party::Person(AUTHOR)));
		assert_noop!(list_file(DEAN, "x", (file, salt)), Error::<Test>::UnknownObject);
		Objects::mutate(|objects| objects.remove(&file.object));
		assert_noop!(list_file(DEAN, "x", (file, salt)), Error::<Test>::UnknownObject);
		assert_ok!(list_file(DEAN, "x", content(SCHOOL, 2, 2, 1)));
		let again = content(SCHOOL, 2, 3, 1);
		assert_noop!(list_file(DEAN, "x", again), Error::<Test>::ObjectInUse);
		// Out of the catalog, it is free again.
		assert_ok!(Catalog::retire(signed(DEAN), ResourceId(0)));
		assert_ok!(list_file(DEAN, "x", again));
	});
}

/// Whoever lists a copy is refused, and told whose it is; a commitment comes first.
#[test]
fn a_fingerprint_is_listed_once() {
	ExtBuilder::build_and_execute(|| {
		let uncommitted = content(SCHOOL, 1, 1, 0);
		assert_noop!(list_file(DEAN, "x", uncommitted), DispatchError::Other("not committed"));
		assert_ok!(list_file(DEAN, "x", content(SCHOOL, 1, 1, 1)));
		let copy = content(COLLEGE, 2, 1, 2);
		assert_noop!(list_file(RECTOR, "y", copy), DispatchError::Other("already registered"));
		let first = Catalog::query_fingerprint(H256::repeat_byte(1)).unwrap();
		assert_eq!((first.party, first.reference), (Party::Organization(SCHOOL), 0));
		assert_eq!(Catalog::query_fingerprint(H256::repeat_byte(9)), None);
	});
}

#[test]
fn an_earlier_commitment_displaces() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(list_file(DEAN, "copy", content(SCHOOL, 1, 1, 5)));
		let copy = ResourceId(0);
		assert_ok!(Catalog::offer_transfer(signed(DEAN), copy, COMPANY));
		assert_ok!(list_file(RECTOR, "original", content(COLLEGE, 2, 1, 3)));
		assert_eq!(resource(copy).status, Status::Displaced);
		let gone = Act::Displaced { by: ResourceId(1) };
		assert_eq!(acts(copy).last(), Some(&gone));
		let entry = Catalog::query_log(copy, Some(1), 10).items.remove(0);
		assert_eq!(entry.by, None);
		assert_eq!((Offered::<Test>::get(SCHOOL), Transfers::<Test>::get(copy)), (0, None));
		assert_eq!(ResourceOf::<Test>::get(ObjectId(1)), None);
		for call in [
			Catalog::retire(signed(DEAN), copy),
			Catalog::revise(signed(DEAN), copy, listing("z")),
			Catalog::offer_transfer(signed(DEAN), copy, COLLEGE),
		] {
			assert_eq!(call, Err(Error::<Test>::NotListed.into()));
		}
		// What is retired gives way as well.
		assert_ok!(Catalog::retire(signed(RECTOR), ResourceId(1)));
		assert_ok!(list_file(MANAGER, "earliest", content(COMPANY, 3, 1, 2)));
		assert_eq!(resource(ResourceId(1)).status, Status::Displaced);
		assert_eq!(Offered::<Test>::get(COLLEGE), 0);
	});
}

#[test]
fn a_revision_is_a_new_version() {
	ExtBuilder::build_and_execute(|| {
		let id = list(DEAN, Kind::Course, listing("x"));
		let revise = |by, id, title| Catalog::revise(signed(by), id, listing(title));
		assert_noop!(revise(DEAN, id, "x"), Error::<Test>::Unchanged);
		assert_noop!(revise(RECTOR, id, "y"), Error::<Test>::NotAuthorized);
		assert_noop!(revise(DEAN, ResourceId(9), "y"), Error::<Test>::NotFound);
		assert_noop!(
			Catalog::revise(signed(DEAN), id, Listing { price: price(0), ..listing("y") }),
			Error::<Test>::ZeroPrice
		);
		assert_ok!(revise(DEAN, id, "y"));
		assert_eq!((resource(id).version, resource(id).listing), (1, listing("y")));
		let hash = BlakeTwo256::hash_of(&listing("y"));
		assert_eq!(acts(id).last(), Some(&Act::Revised { version: 1, listing: hash }));
	});
}

#[test]
fn content_is_replaced() {
	ExtBuilder::build_and_execute(|| {
		let (first, salt) = content(SCHOOL, 1, 1, 1);
		assert_ok!(list_file(DEAN, "x", (first, salt)));
		let id = ResourceId(0);
		let replace = |(content, salt)| Catalog::replace_content(signed(DEAN), id, content, salt);
		assert_noop!(replace((first, salt)), Error::<Test>::Unchanged);
		let stolen = content(COLLEGE, 2, 2, 1);
		assert_noop!(replace(stolen), Error::<Test>::UnknownObject);
		let uncommitted = content(SCHOOL, 2, 2, 0);
		assert_noop!(replace(uncommitted), DispatchError::Other("not committed"));
		assert_ok!(replace(content(SCHOOL, 2, 2, 1)));
		assert_eq!(ResourceOf::<Test>::get(ObjectId(1)), None);
		// The same plaintext encrypted anew needs no commitment.
		let (anew, _) = content(SCHOOL, 3, 2, 1);
		assert_ok!(replace((anew, [0; 16])));
		assert_eq!((resource(id).content, resource(id).version), (Some(anew), 2));
		assert_eq!(acts(id).last(), Some(&Act::ContentReplaced { version: 2, content: anew }));
		// What it once was stays its own.
		let former = content(COLLEGE, 4, 1, 2);
		assert_noop!(list_file(RECTOR, "y", former), DispatchError::Other("already registered"));
		let course = list(DEAN, Kind::Course, listing("x"));
		assert_noop!(
			Catalog::replace_content(signed(DEAN), course, anew, salt),
			Error::<Test>::WrongContent
		);
	});
}

#[test]
fn what_is_retired_stays_so() {
	ExtBuilder::build_and_execute(|| {
		let id = list(DEAN, Kind::Course, listing("x"));
		assert_noop!(Catalog::retire(signed(RECTOR), id), Error::<Test>::NotAuthorized);
		assert_noop!(Catalog::ensure_settled(SCHOOL), Error::<Test>::StillOffers);
		assert_ok!(Catalog::retire(signed(DEAN), id));
		assert_eq!(resource(id).status, Status::Retired);
		assert_eq!(acts(id).last(), Some(&Act::Retired));
		assert_ok!(Catalog::ensure_settled(SCHOOL));
		assert_noop!(Catalog::retire(signed(DEAN), id), Error::<Test>::NotListed);
		assert_noop!(
			Catalog::set_contributors(signed(DEAN), id, Default::default()),
			Error::<Test>::NotListed
		);
	});
}

#[test]
fn text_that_shows_nothing_is_blank() {
	ExtBuilder::build_and_execute(|| {
		for text in ["\u{3000}", "\u{a0}\u{2003}", "\u{2028}"] {
			refused(listing(text), Error::InvalidText);
			let summary = Summary::truncate_from(text.as_bytes().to_vec());
			refused(Listing { summary, ..listing("x") }, Error::InvalidText);
		}
	});
}

#[test]
fn text_is_utf8_to_the_end() {
	ExtBuilder::build_and_execute(|| {
		for bytes in [&"数控".as_bytes()[..5], b"a\xc0\x80", b"\xed\xa0\x80"] {
			let title = Title::truncate_from(bytes.to_vec());
			refused(Listing { title, ..listing("x") }, Error::InvalidText);
			let summary = Summary::truncate_from(bytes.to_vec());
			refused(Listing { summary, ..listing("x") }, Error::InvalidText);
		}
	});
}

#[test]
fn text_has_no_control_characters() {
	ExtBuilder::build_and_execute(|| {
		for text in ["a\0", "a\tb", "a\r\nb", "\u{1b}[1m", "a\u{7f}", "a\u{85}b", "\u{9f}b"] {
			refused(listing(text), Error::InvalidText);
			let summary = Summary::truncate_from(text.as_bytes().to_vec());
			refused(Listing { summary, ..listing("x") }, Error::InvalidText);
		}
	});
}

#[test]
fn the_longest_text_is_listed() {
	ExtBuilder::build_and_execute(|| {
		let title = Title::truncate_from("𠮷".repeat(32).into_bytes());
		let summary = Summary::truncate_from("𠮷".repeat(256).into_bytes());
		assert_eq!((title.len(), summary.len()), (128, 1_024));
		list(DEAN, Kind::Course, Listing { title, summary, ..listing("x") });
	});
}

#[test]
fn a_region_has_the_form_of_a_code() {
	ExtBuilder::build_and_execute(|| {
		let in_region = |code| Listing { region: Region(code), ..listing("x") };
		for code in [0, 90_000, 100_001, 100_100, 330_006, 830_000, 1_000_000, u32::MAX] {
			refused(in_region(code), Error::InvalidRegion);
		}
		for code in [100_000, 110_000, 330_100, 330_106, 820_000] {
			list(DEAN, Kind::Facility, in_region(code));
		}
	});
}

#[test]
fn what_is_free_has_no_price() {
	ExtBuilder::build_and_execute(|| {
		for per in [Per::Use, Per::Slot, Per::Quantity, Per::Period] {
			let priced = |amount| {
				let price = Some(Price { asset: CNY, amount, per });
				Listing { price, ..listing("x") }
			};
			refused(priced(0), Error::ZeroPrice);
			let id = list(DEAN, Kind::Course, priced(1));
			assert_eq!(resource(id).listing.price.map(|price| price.per), Some(per));
		}
	});
}

#[test]
fn a_price_is_in_an_asset_that_exists() {
	ExtBuilder::build_and_execute(|| {
		for asset in [0, 2, AssetId::MAX] {
			let price = Some(Price { asset, amount: 1, per: Per::Use });
			refused(Listing { price, ..listing("x") }, Error::UnknownAsset);
		}
	});
}

#[test]
fn a_file_is_registered_and_leads_to_its_resource() {
	ExtBuilder::build_and_execute(|| {
		let (file, salt) = content(SCHOOL, 7, 1, 4);
		assert_ok!(list_file(DEAN, "x", (file, salt)));
		let id = ResourceId(0);
		assert_eq!(resource(id).content, Some(file));
		assert_eq!(ResourceOf::<Test>::get(ObjectId(7)), Some(id));
		let registered = Catalog::query_fingerprint(file.fingerprint).unwrap();
		assert_eq!(
			(registered.party, registered.reference, registered.precedence),
			(Party::Organization(SCHOOL), id.0, 4)
		);
		let expected = BlakeTwo256::hash_of(&listing("x"));
		assert_eq!(acts(id), [Act::Listed { listing: expected, content: Some(file) }]);
	});
}

#[test]
fn an_object_that_is_not_there_is_not_listed() {
	ExtBuilder::build_and_execute(|| {
		let file = content(SCHOOL, 1, 1, 1);
		Objects::set(Default::default());
		assert_noop!(list_file(DEAN, "x", file), Error::<Test>::UnknownObject);
	});
}

#[test]
fn a_persons_object_is_not_an_organizations() {
	ExtBuilder::build_and_execute(|| {
		let file = content(SCHOOL, 1, 1, 1);
		// An id alone does not make the party.
		let namesake = Party::Person(PersonId(SCHOOL.0.into()));
		Objects::mutate(|objects| objects.insert(ObjectId(1), namesake));
		assert_noop!(list_file(DEAN, "x", file), Error::<Test>::UnknownObject);
	});
}

#[test]
fn an_object_in_use_is_not_taken_by_an_earlier_commitment() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(list_file(DEAN, "x", content(SCHOOL, 1, 1, 5)));
		for fingerprint in [1, 2] {
			let again = content(SCHOOL, 1, fingerprint, 1);
			assert_noop!(list_file(DEAN, "x", again), Error::<Test>::ObjectInUse);
		}
	});
}

/// Not a trace of what was refused is left, and its id is another's.
fn leaves_nothing(by: AccountId, file: (Content, Salt), error: &'static str) {
	let next = NextResourceId::<Test>::get();
	assert_noop!(list_file(by, "refused", file), DispatchError::Other(error));
	assert_eq!(ResourceOf::<Test>::get(file.0.object), None);
	assert_eq!(Resources::<Test>::get(next), None);
	assert_eq!(LogLength::<Test>::get(next), 0);
	let filter = Filter { title: Some("refused".into()), ..Filter::default() };
	assert!(Catalog::query_search(filter, Order::Id, None, 1).items.is_empty());
	assert_eq!(list(by, Kind::Course, listing("y")), next);
}

#[test]
fn what_was_not_committed_to_leaves_nothing() {
	ExtBuilder::build_and_execute(|| {
		let file = content(SCHOOL, 1, 1, 0);
		leaves_nothing(DEAN, file, "not committed");
		assert_eq!(Catalog::query_fingerprint(file.0.fingerprint), None);
		assert_eq!(Offered::<Test>::get(SCHOOL), 1);
	});
}

#[test]
fn what_is_registered_already_leaves_nothing() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(list_file(DEAN, "x", content(SCHOOL, 1, 1, 5)));
		let first = Catalog::query_fingerprint(H256::repeat_byte(1));
		leaves_nothing(RECTOR, content(COLLEGE, 2, 1, 5), "already registered");
		leaves_nothing(RECTOR, content(COLLEGE, 2, 1, 6), "already registered");
		// Nor is it listed twice by the same organization.
		leaves_nothing(DEAN, content(SCHOOL, 3, 1, 6), "already registered");
		assert_eq!(Catalog::query_fingerprint(H256::repeat_byte(1)), first);
		assert_eq!(resource(ResourceId(0)).status, Status::Listed);
	});
}

#[test]
fn ids_do_not_wrap() {
	ExtBuilder::build_and_execute(|| {
		NextResourceId::<Test>::put(ResourceId(u64::MAX));
		assert_noop!(
			Catalog::list(signed(DEAN), Kind::Course, listing("x"), None),
			ArithmeticError::Overflow
		);
	});
}
