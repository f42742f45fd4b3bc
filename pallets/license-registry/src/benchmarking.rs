// SPDX-License-Identifier: Apache-2.0

//! Benchmarks of every call, each on its longest path.

use super::*;
use alloc::{string::ToString, vec::Vec};
use covenant_primitives::{time::DAY, Purpose, PurposeCode};
use frame_benchmarking::v2::*;
use frame_support::{
	traits::{EnsureOrigin, Get},
	BoundedVec, Hashable,
};

/// An organization that is not on the chain.
const NOBODY: OrganizationId = OrganizationId(u32::MAX);

fn code() -> TypeCode {
	"11100000000013338W011".parse().expect("the code is a published one")
}

fn division(digits: &str) -> Division {
	Division(BoundedVec::truncate_from(digits.as_bytes().to_vec()))
}

/// The longest form.
fn form() -> Form {
	let name = |index: u32| BoundedVec::truncate_from(alloc::format!("{index:n>64}").into_bytes());
	Form {
		name: BoundedVec::truncate_from([b'n'; 128].to_vec()),
		fields: BoundedVec::truncate_from((0..64).map(name).collect()),
		rules: Rules { max_period: Some(Moment::MAX), organizations: true, persons: true },
	}
}

fn number(serial: u32, version: u16) -> LicenseNumber {
	let serial = alloc::format!("{serial:032}");
	LicenseNumber::new(code(), &[b'A'; 18], serial.as_bytes(), version)
		.expect("the parts are what they have to be")
}

fn in_days<T: Config>(days: Moment) -> Moment {
	T::Time::now().saturating_add(days.saturating_mul(DAY))
}

fn issuer<T: Config>() -> Result<(T::RuntimeOrigin, OrganizationId), BenchmarkError> {
	let origin =
		T::IssuerOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
	let actor = T::IssuerOrigin::ensure_origin(origin.clone())
		.map_err(|_| BenchmarkError::Weightless)??;
	Ok((origin, actor.organization))
}

/// Whoever speaks for an organization.
fn party<T: Config>() -> Result<(T::RuntimeOrigin, OrganizationId), BenchmarkError> {
	let origin = T::PartyOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
	let by =
		T::PartyOrigin::ensure_origin(origin.clone()).map_err(|_| BenchmarkError::Weightless)??;
	Ok((origin, by.party.organization().ok_or(BenchmarkError::Weightless)?))
}

/// An organization on the chain that is not `this`.
fn another<T: Config>(this: OrganizationId) -> Result<OrganizationId, BenchmarkError> {
	(0..1_000)
		.map(OrganizationId)
		.find(|organization| *organization != this && T::Organizations::exists(*organization))
		.ok_or(BenchmarkError::Stop("there is only one organization"))
}

/// A person who is enrolled.
fn person<T: Config>(index: u32, organization: OrganizationId) -> Party {
	let account: T::AccountId = account("holder", index, 0);
	Party::Person(T::Persons::set_up(&account, organization))
}

/// A type in two versions, of which `appointed` issues licenses.
fn add_type<T: Config>(authority: OrganizationId, appointed: OrganizationId) {
	let jurisdiction = division("34");
	Types::<T>::insert(
		code(),
		LicenseType { authority, jurisdiction, latest: 2, retired_at: None },
	);
	for version in [1, 2] {
		TypeVersions::<T>::insert(code(), version, TypeVersion { form: form(), since: 0 });
	}
	let appointment = Appointment { jurisdiction: division("3401"), since: 0 };
	Appointments::<T>::insert(code(), appointed, appointment);
}

fn draft<T: Config>(serial: u32, version: u16, party: Party, base: Option<LicenseId>) -> Draft {
	Draft {
		number: BoundedVec::truncate_from(number(serial, version).to_string().into_bytes()),
		type_version: 2,
		jurisdiction: division("340102"),
		holder: Holder { commitment: H256::repeat_byte(1), party },
		root: H256::repeat_byte(2),
		valid_from: T::Time::now(),
		valid_until: Some(in_days::<T>(30)),
		base,
	}
}

/// A license of `party` for pallets that ask for one, standing on as many bases as can be.
pub(crate) fn license_of<T: Config>(party: Party) -> (LicenseId, TypeCode) {
	let authority = OrganizationId(0);
	add_type::<T>(authority, authority);
	let license = (0..T::MaxDepth::get())
		.fold(None, |base, serial| Some(add_license::<T>(serial, authority, party, base)));
	(license.unwrap_or_default(), code())
}

/// A license of [`draft`], in the first version of the type, and of its certificate.
fn add_license<T: Config>(
	serial: u32,
	issuer: OrganizationId,
	party: Party,
	base: Option<LicenseId>,
) -> LicenseId {
	let id = NextLicenseId::<T>::get();
	NextLicenseId::<T>::put(LicenseId(id.0.saturating_add(1)));
	let Draft { jurisdiction, holder, root, valid_from, valid_until, .. } =
		draft::<T>(serial, 1, party, base);
	let series = Series { issuer, type_code: code() };
	let position = SeriesLength::<T>::get(series);
	SeriesLength::<T>::insert(series, position.saturating_add(1));
	let number = number(serial, 1);
	LicenseByNumber::<T>::insert(&number, id);
	LicensesOf::<T>::insert(party, id, ());
	LicensesBy::<T>::insert(series, position, id);
	Licenses::<T>::insert(
		id,
		License {
			number,
			type_version: 1,
			issuer,
			jurisdiction,
			holder,
			root,
			valid_from,
			valid_until,
			status: Status::Active,
			offered_to: None,
			operation: Operation::Issued,
			certificate: id,
			predecessor: None,
			successor: None,
			base,
			issued_at: valid_from,
			issued_in: 0,
			issued_by: whitelisted_caller(),
			position,
			history_length: 1,
		},
	);
	id
}

fn change<T: Config>(id: LicenseId, change: impl FnOnce(&mut LicenseOf<T>)) {
	Licenses::<T>::mutate_extant(id, change);
}

/// A certificate whose second version is in effect, of the type's second version. Returns both.
fn add_superseded<T: Config>(
	serial: u32,
	party: Party,
	base: Option<LicenseId>,
) -> (LicenseId, LicenseId) {
	let former = add_license::<T>(serial, NOBODY, party, base);
	let present = add_license::<T>(serial, NOBODY, party, base);
	let operation = Operation::Renewed;
	change::<T>(former, |it| it.successor = Some(Succession { license: present, operation }));
	change::<T>(present, |it| {
		it.number = number(serial, 2);
		it.type_version = 2;
		it.certificate = former;
		it.predecessor = Some(former);
	});
	InEffect::<T>::insert(former, present);
	(former, present)
}

/// So many bases, each standing on the next, all superseded. Returns the last one.
fn add_bases<T: Config>(count: u32) -> Option<LicenseId> {
	let party = Party::Organization(NOBODY);
	(0..count).fold(None, |base, index| {
		let serial = index.saturating_add(1_000_000);
		Some(add_superseded::<T>(serial, party, base).0)
	})
}

/// A license of the signer's organization, which others have status bits in the same chunks.
fn add_own<T: Config>() -> Result<(T::RuntimeOrigin, OrganizationId, LicenseId), BenchmarkError> {
	let (origin, organization) = issuer::<T>()?;
	add_type::<T>(NOBODY, organization);
	let series = Series { issuer: organization, type_code: code() };
	let mut chunk = [0; 128];
	mark(&mut chunk, CHUNK_ENTRIES.saturating_sub(1), true);
	for purpose in [StatusPurpose::Revocation, StatusPurpose::Suspension] {
		StatusBits::<T>::insert(series, (purpose, 0), chunk);
	}
	let license = add_license::<T>(0, organization, person::<T>(0, organization), None);
	Ok((origin, organization, license))
}

fn withheld<T: Config>() -> Status {
	Status::Withheld { reason: WithholdingReason::Other, at: T::Time::now() }
}

/// To all fields.
fn terms<T: Config>() -> Terms {
	Terms {
		fields: u64::MAX,
		purpose: Purpose { code: PurposeCode::Other, statement: H256::repeat_byte(3) },
		from: T::Time::now(),
		until: in_days::<T>(30),
		uses: 2,
	}
}

/// A consent to the use of a license, of which there is a later version with the same fields.
fn add_consent<T: Config>(
	holder: Party,
	organization: OrganizationId,
	status: ConsentStatus,
	base: Option<LicenseId>,
) -> ConsentId {
	add_type::<T>(NOBODY, NOBODY);
	let (license, _) = add_superseded::<T>(0, holder, base);
	let id = ConsentId(0);
	NextConsentId::<T>::put(ConsentId(1));
	let (terms, since) = (terms::<T>(), T::Time::now());
	let uses_left = terms.uses;
	Consents::<T>::insert(id, Consent { license, organization, terms, since, uses_left, status });
	ConsentsOf::<T>::insert(license, id, ());
	ConsentsTo::<T>::insert(organization, id, ());
	if status == ConsentStatus::Requested {
		OpenRequests::<T>::insert(license, organization, id);
	}
	id
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn register_type() -> Result<(), BenchmarkError> {
		let (origin, _) = issuer::<T>()?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, code(), division("340102"), form());

		assert!(Types::<T>::contains_key(code()));
		Ok(())
	}

	#[benchmark]
	fn amend_type() -> Result<(), BenchmarkError> {
		let (origin, organization) = issuer::<T>()?;
		add_type::<T>(organization, NOBODY);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, code(), form());

		assert!(TypeVersions::<T>::contains_key(code(), 3));
		Ok(())
	}

	#[benchmark]
	fn retire_type() -> Result<(), BenchmarkError> {
		let (origin, organization) = issuer::<T>()?;
		add_type::<T>(organization, NOBODY);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, code());

		assert!(Pallet::<T>::type_of(code())?.retired_at.is_some());
		Ok(())
	}

	#[benchmark]
	fn appoint_issuer() -> Result<(), BenchmarkError> {
		let (origin, organization) = issuer::<T>()?;
		let appointed = another::<T>(organization)?;
		add_type::<T>(organization, appointed);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, code(), appointed, division("340102"));

		let appointment = Appointments::<T>::get(code(), appointed);
		assert_eq!(appointment.map(|it| it.jurisdiction), Some(division("340102")));
		Ok(())
	}

	#[benchmark]
	fn dismiss_issuer() -> Result<(), BenchmarkError> {
		let (origin, organization) = issuer::<T>()?;
		add_type::<T>(organization, NOBODY);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, code(), NOBODY);

		assert!(!Appointments::<T>::contains_key(code(), NOBODY));
		Ok(())
	}

	#[benchmark]
	fn recognize() -> Result<(), BenchmarkError> {
		let (origin, organization) = issuer::<T>()?;
		add_type::<T>(NOBODY, NOBODY);
		let former = Conditions {
			from: T::Time::now(),
			until: Some(in_days::<T>(30)),
			min_version: 1,
			max_version: Some(2),
			jurisdiction: division("3401"),
		};
		Recognitions::<T>::insert(code(), organization, &former);
		let conditions = Conditions { jurisdiction: division("340102"), ..former };

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, code(), conditions.clone());

		assert_eq!(Recognitions::<T>::get(code(), organization), Some(conditions));
		Ok(())
	}

	#[benchmark]
	fn withdraw_recognition() -> Result<(), BenchmarkError> {
		let (origin, organization) = issuer::<T>()?;
		add_type::<T>(NOBODY, NOBODY);
		let conditions = Conditions {
			from: 0,
			until: None,
			min_version: 1,
			max_version: None,
			jurisdiction: division("340102"),
		};
		Recognitions::<T>::insert(code(), organization, conditions);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, code());

		assert!(!Recognitions::<T>::contains_key(code(), organization));
		Ok(())
	}

	#[benchmark]
	fn issue() -> Result<(), BenchmarkError> {
		let (origin, organization) = issuer::<T>()?;
		add_type::<T>(NOBODY, organization);
		let base = add_bases::<T>(1);
		let draft = draft::<T>(0, 1, person::<T>(0, organization), base);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, draft);

		assert!(LicenseByNumber::<T>::contains_key(number(0, 1)));
		Ok(())
	}

	// Each license is another person's and stands on another base.
	#[benchmark]
	fn issue_batch(n: Linear<1, { T::MaxBatch::get() }>) -> Result<(), BenchmarkError> {
		let (origin, organization) = issuer::<T>()?;
		add_type::<T>(NOBODY, organization);
		let nobody = Party::Organization(NOBODY);
		let drafts: Vec<_> = (0..n)
			.map(|index| {
				let serial = index.saturating_add(1_000_000);
				let base = add_superseded::<T>(serial, nobody, None).0;
				draft::<T>(index, 1, person::<T>(index, organization), Some(base))
			})
			.collect();
		let batch = BoundedVec::truncate_from(drafts);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, batch);

		let series = Series { issuer: organization, type_code: code() };
		assert_eq!(SeriesLength::<T>::get(series), n);
		Ok(())
	}

	#[benchmark]
	fn renew() -> Result<(), BenchmarkError> {
		let base = add_bases::<T>(1);
		let (origin, _, former) = add_own::<T>()?;
		let party = Pallet::<T>::license(former)?.holder.party;
		let draft = Draft { valid_until: Some(in_days::<T>(60)), ..draft::<T>(0, 2, party, base) };

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, former, draft);

		assert!(Pallet::<T>::license(former)?.successor.is_some());
		Ok(())
	}

	#[benchmark]
	fn amend() -> Result<(), BenchmarkError> {
		let base = add_bases::<T>(1);
		let (origin, _, former) = add_own::<T>()?;
		let party = Pallet::<T>::license(former)?.holder.party;
		let draft = draft::<T>(0, 2, party, base);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, former, draft);

		assert!(Pallet::<T>::license(former)?.successor.is_some());
		Ok(())
	}

	#[benchmark]
	fn transfer_in() -> Result<(), BenchmarkError> {
		let base = add_bases::<T>(1);
		let (origin, organization, former) = add_own::<T>()?;
		change::<T>(former, |it| {
			it.issuer = NOBODY;
			it.offered_to = Some(organization);
		});
		let party = Pallet::<T>::license(former)?.holder.party;
		let draft = draft::<T>(7, 2, party, base);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, former, draft);

		assert!(Pallet::<T>::license(former)?.successor.is_some());
		Ok(())
	}

	#[benchmark]
	fn offer_transfer() -> Result<(), BenchmarkError> {
		let (origin, _, license) = add_own::<T>()?;
		let to = OrganizationId(7);
		let appointment = Appointment { jurisdiction: division("340102"), since: 0 };
		Appointments::<T>::insert(code(), to, appointment);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, license, to);

		assert_eq!(Pallet::<T>::license(license)?.offered_to, Some(to));
		Ok(())
	}

	#[benchmark]
	fn withdraw_transfer() -> Result<(), BenchmarkError> {
		let (origin, _, license) = add_own::<T>()?;
		change::<T>(license, |it| it.offered_to = Some(NOBODY));

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, license);

		assert_eq!(Pallet::<T>::license(license)?.offered_to, None);
		Ok(())
	}

	#[benchmark]
	fn withhold() -> Result<(), BenchmarkError> {
		let (origin, _, license) = add_own::<T>()?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, license, WithholdingReason::Other);

		assert_eq!(Pallet::<T>::license(license)?.status, withheld::<T>());
		Ok(())
	}

	#[benchmark]
	fn release() -> Result<(), BenchmarkError> {
		let (origin, _, license) = add_own::<T>()?;
		change::<T>(license, |it| it.status = withheld::<T>());
		Pallet::<T>::write_bits(&Pallet::<T>::license(license)?);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, license);

		assert_eq!(Pallet::<T>::license(license)?.status, Status::Active);
		Ok(())
	}

	// Of a withheld license: both its bits change.
	#[benchmark]
	fn cancel() -> Result<(), BenchmarkError> {
		let (origin, _, license) = add_own::<T>()?;
		change::<T>(license, |it| it.status = withheld::<T>());
		Pallet::<T>::write_bits(&Pallet::<T>::license(license)?);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, license, CancellationReason::Other);

		assert!(Pallet::<T>::license(license)?.has_ended());
		Ok(())
	}

	// Of a withheld license: both its bits change.
	#[benchmark]
	fn revoke() -> Result<(), BenchmarkError> {
		let (origin, _, license) = add_own::<T>()?;
		change::<T>(license, |it| it.status = withheld::<T>());
		Pallet::<T>::write_bits(&Pallet::<T>::license(license)?);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, license, RevocationReason::Other, true);

		assert!(Pallet::<T>::license(license)?.has_ended());
		Ok(())
	}

	#[benchmark]
	fn reassign() -> Result<(), BenchmarkError> {
		let (origin, organization, license) = add_own::<T>()?;
		let to = person::<T>(1, organization);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, license, to);

		assert!(LicensesOf::<T>::contains_key(to, license));
		Ok(())
	}

	#[benchmark]
	fn request_consent() -> Result<(), BenchmarkError> {
		let (origin, organization) = party::<T>()?;
		add_type::<T>(NOBODY, NOBODY);
		let license = add_license::<T>(0, NOBODY, person::<T>(0, organization), None);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, license, terms::<T>());

		assert!(OpenRequests::<T>::contains_key(license, organization));
		Ok(())
	}

	#[benchmark]
	fn authorize() -> Result<(), BenchmarkError> {
		let (origin, organization) = party::<T>()?;
		let user = another::<T>(organization)?;
		add_type::<T>(NOBODY, NOBODY);
		let license = add_license::<T>(0, NOBODY, Party::Organization(organization), None);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, license, user, terms::<T>());

		assert!(ConsentsTo::<T>::contains_key(user, ConsentId(0)));
		Ok(())
	}

	#[benchmark]
	fn give_consent() -> Result<(), BenchmarkError> {
		let (origin, organization) = party::<T>()?;
		let holder = Party::Organization(organization);
		let consent = add_consent::<T>(holder, NOBODY, ConsentStatus::Requested, None);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, consent);

		let status = Pallet::<T>::consent(consent)?.status;
		assert_eq!(status, ConsentStatus::Given { by: holder, at: T::Time::now() });
		Ok(())
	}

	#[benchmark]
	fn refuse_consent() -> Result<(), BenchmarkError> {
		let (origin, organization) = party::<T>()?;
		let holder = Party::Organization(organization);
		let consent = add_consent::<T>(holder, NOBODY, ConsentStatus::Requested, None);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, consent);

		let status = Pallet::<T>::consent(consent)?.status;
		assert_eq!(status, ConsentStatus::Refused { at: T::Time::now() });
		Ok(())
	}

	// By the organization, of its request: the holder reads more, and writes less.
	#[benchmark]
	fn withdraw_consent() -> Result<(), BenchmarkError> {
		let (origin, organization) = party::<T>()?;
		let holder = person::<T>(0, organization);
		let consent = add_consent::<T>(holder, organization, ConsentStatus::Requested, None);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, consent);

		assert_eq!(OpenRequests::<T>::iter().count(), 0);
		Ok(())
	}

	// By an organization that has to recognize the type, of a license that stands on as many others
	// as are followed.
	#[benchmark]
	fn use_consent() -> Result<(), BenchmarkError> {
		issuer::<T>()?;
		let (origin, organization) = party::<T>()?;
		let holder = person::<T>(0, organization);
		let base = add_bases::<T>(T::MaxDepth::get());
		let status = ConsentStatus::Given { by: holder, at: T::Time::now() };
		let consent = add_consent::<T>(holder, organization, status, base);
		let conditions = Conditions {
			from: T::Time::now(),
			until: Some(in_days::<T>(30)),
			min_version: 1,
			max_version: Some(2),
			jurisdiction: division("340102"),
		};
		Recognitions::<T>::insert(code(), organization, conditions);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, consent, H256(consent.blake2_256()));

		assert_eq!(Pallet::<T>::consent(consent)?.uses_left, 1);
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder::build(), crate::mock::Test);
}
