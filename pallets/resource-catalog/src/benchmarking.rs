// SPDX-License-Identifier: Apache-2.0

//! Benchmarks of every call and of what other pallets ask, each on its longest path.

use super::*;
use alloc::{string::ToString, vec, vec::Vec};
use covenant_primitives::{Opening, PersonId};
use frame_benchmarking::v2::*;
use frame_support::{traits::EnsureOrigin, BoundedVec};

/// An organization that is not the one of [`owner`].
const OTHER: OrganizationId = OrganizationId(u32::MAX);

/// An operator of an organization, and as whom it acts.
fn owner<T: Config>() -> Result<(T::RuntimeOrigin, ActorOf<T>), BenchmarkError> {
	let origin =
		T::OwnerOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
	let actor = T::OwnerOrigin::ensure_origin(origin.clone())
		.map_err(|_| BenchmarkError::Stop("not an operator"))??;
	Ok((origin, actor))
}

fn text<Bound: frame_support::traits::Get<u32>>(letter: char) -> BoundedVec<u8, Bound> {
	let length = usize::try_from(Bound::get()).unwrap_or_default();
	BoundedVec::truncate_from(letter.to_string().repeat(length).into_bytes())
}

/// A listing with as many terms as can be, all of which depend on `letter`.
fn listing<T: Config>(letter: char) -> Result<Listing, BenchmarkError> {
	let mut tags = Tags::new();
	for _ in 0..MAX_TAGS {
		let tag = NextTagId::<T>::get();
		Pallet::<T>::do_add_tag(text('t'))?;
		tags.try_insert(tag).map_err(|_| BenchmarkError::Stop("too many tags"))?;
	}
	let place = u32::from(letter) % 10;
	Ok(Listing {
		title: text(letter),
		summary: text(letter),
		description: H256::repeat_byte(1),
		tags,
		region: Region(330_101 + 10_100 * place),
		tiered: true,
		price: Some(Price {
			asset: T::BenchmarkHelper::asset(),
			amount: 1 << place,
			per: Per::Use,
		}),
	})
}

/// Content of `organization`, committed to.
fn content<T: Config>(organization: OrganizationId, byte: u8) -> (Content, Salt) {
	let party = Party::Organization(organization);
	let object = T::SealedObjects::set_up(party);
	let fingerprint = H256::repeat_byte(byte);
	let salt = [byte; 16];
	T::FirstCome::set_up(&Opening { domain: DOMAIN, digest: fingerprint, salt, party });
	(Content { object, fingerprint }, salt)
}

/// A resource of `actor`.
fn resource<T: Config>(
	actor: &ActorOf<T>,
	kind: Kind,
	letter: char,
) -> Result<ResourceId, BenchmarkError> {
	let id = NextResourceId::<T>::get();
	let file = kind.is_file().then(|| content::<T>(actor.organization, 1));
	Pallet::<T>::do_list(actor.clone(), kind, listing::<T>(letter)?, file)?;
	Ok(id)
}

/// A resource of `owner`, for the benchmarks of others.
pub(crate) fn offered<T: Config>(
	owner: OrganizationId,
	kind: Kind,
	price: Option<Price>,
) -> ResourceId {
	let id = NextResourceId::<T>::get();
	let account = T::Organizations::account(owner);
	let actor = ActorOf::<T> { account, organization: owner };
	assert!(resource::<T>(&actor, kind, 'a').is_ok());
	Resources::<T>::mutate(id, |resource| {
		if let Some(resource) = resource {
			resource.listing.price = price;
		}
	});
	id
}

/// What a listing with these tags fits.
fn wanted<T: Config>(tags: Tags, region: Region) -> Wanted {
	Wanted {
		kind: Kind::Course,
		tags,
		region,
		quantity: 1,
		period: None,
		budget: Some(Budget { asset: T::BenchmarkHelper::asset(), amount: Amount::MAX }),
		summary: text('s'),
		description: H256::repeat_byte(1),
		until: T::Time::now().saturating_add(MAX_DEMAND),
	}
}

/// A demand of an organization that a resource fits.
pub(crate) fn demanded<T: Config>(organization: OrganizationId, resource: ResourceId) -> DemandId {
	let id = NextDemandId::<T>::get();
	let account = T::Organizations::account(organization);
	let found = Resources::<T>::get(resource);
	assert!(found.is_some());
	if let Some(Resource { kind, listing, .. }) = found {
		let (slots, _) = T::Bookings::set_up(resource);
		let period = T::Bookings::period(resource, slots);
		let wanted = Wanted { kind, period, ..wanted::<T>(listing.tags, listing.region) };
		let posted = Pallet::<T>::do_post_demand(ActorOf::<T> { account, organization }, wanted);
		assert!(posted.is_ok());
	}
	id
}

/// A resource below as many as can be, each with as many contributors as can be.
fn shared<T: Config>(actor: &ActorOf<T>) -> Result<ResourceId, BenchmarkError> {
	let mut chain = chain::<T>(actor)?;
	let parent = chain[chain.len() - 1];
	let id = resource::<T>(actor, Kind::Course, 'a')?;
	Derivations::<T>::insert(id, Derivation { parent, royalty: 1_000, agreed: true });
	Derivatives::<T>::insert(parent, id, ());
	chain.push(id);
	for (level, id) in (0_u64..).zip(chain) {
		let persons = (0_u64..).take(MAX_CONTRIBUTORS as usize);
		let contributors = persons.map(|index| Contributor {
			party: Party::Person(PersonId(100 * level + index)),
			share: 1_000,
		});
		ContributorsOf::<T>::insert(id, Contributors::truncate_from(contributors.collect()));
	}
	Ok(id)
}

fn give<T: Config>(id: ResourceId, organization: OrganizationId) {
	Resources::<T>::mutate(id, |resource| {
		if let Some(resource) = resource {
			resource.owner = organization;
		}
	});
}

/// Resources one derived from the other, as many as can be above another one.
fn chain<T: Config>(actor: &ActorOf<T>) -> Result<Vec<ResourceId>, BenchmarkError> {
	let mut chain = vec![resource::<T>(actor, Kind::Course, 'a')?];
	for _ in 1..MAX_ANCESTORS {
		let id = resource::<T>(actor, Kind::Course, 'a')?;
		let parent = chain[chain.len() - 1];
		Derivations::<T>::insert(id, Derivation { parent, royalty: 1_000, agreed: true });
		Derivatives::<T>::insert(parent, id, ());
		chain.push(id);
	}
	Ok(chain)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn add_tag() -> Result<(), BenchmarkError> {
		let council =
			T::CouncilOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
		let next = NextTagId::<T>::get();

		#[extrinsic_call]
		_(council as T::RuntimeOrigin, text('t'));

		assert!(Vocabulary::<T>::contains_key(next));
		Ok(())
	}

	#[benchmark]
	fn retire_tag() -> Result<(), BenchmarkError> {
		let council =
			T::CouncilOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
		let tag = NextTagId::<T>::get();
		Pallet::<T>::do_add_tag(text('t'))?;

		#[extrinsic_call]
		_(council as T::RuntimeOrigin, tag);

		assert!(Vocabulary::<T>::get(tag).is_some_and(|tag| tag.retired));
		Ok(())
	}

	#[benchmark]
	fn set_tiers() -> Result<(), BenchmarkError> {
		let council =
			T::CouncilOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
		let tiers = (1..=8_u8).map(|number| Tier {
			mean: 10 + number,
			marks: 100 * u32::from(number),
			raise: 1_000 * u16::from(number),
		});
		let tiers = Tiers::truncate_from(tiers.collect());

		#[extrinsic_call]
		_(council as T::RuntimeOrigin, tiers.clone());

		assert_eq!(PriceTiers::<T>::get(), tiers);
		Ok(())
	}

	/// A file.
	#[benchmark]
	fn list() -> Result<(), BenchmarkError> {
		let (origin, actor) = owner::<T>()?;
		let listing = listing::<T>('a')?;
		let file = content::<T>(actor.organization, 1);
		let id = NextResourceId::<T>::get();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, Kind::DataSet, listing, Some(file));

		assert!(Resources::<T>::contains_key(id));
		Ok(())
	}

	/// Every term is another one.
	#[benchmark]
	fn revise() -> Result<(), BenchmarkError> {
		let (origin, actor) = owner::<T>()?;
		let id = resource::<T>(&actor, Kind::Course, 'a')?;
		let listing = listing::<T>('b')?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, listing);

		assert!(Resources::<T>::get(id).is_some_and(|resource| resource.version == 1));
		Ok(())
	}

	#[benchmark]
	fn replace_content() -> Result<(), BenchmarkError> {
		let (origin, actor) = owner::<T>()?;
		let id = resource::<T>(&actor, Kind::DataSet, 'a')?;
		let (content, salt) = content::<T>(actor.organization, 2);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, content, salt);

		assert!(Resources::<T>::get(id).is_some_and(|resource| resource.version == 1));
		Ok(())
	}

	#[benchmark]
	fn retire() -> Result<(), BenchmarkError> {
		let (origin, actor) = owner::<T>()?;
		let id = resource::<T>(&actor, Kind::DataSet, 'a')?;
		Transfers::<T>::insert(id, OTHER);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert!(Resources::<T>::get(id).is_some_and(|it| it.status == Status::Retired));
		Ok(())
	}

	#[benchmark]
	fn offer_transfer() -> Result<(), BenchmarkError> {
		let (origin, actor) = owner::<T>()?;
		let id = resource::<T>(&actor, Kind::Course, 'a')?;
		// The owner must not be the organization that is offered to, and there is only one.
		let to = actor.organization;
		give::<T>(id, OTHER);
		let actor = ActorOf::<T> { organization: OTHER, ..actor };

		#[block]
		{
			let owned = T::OwnerOrigin::ensure_origin(origin);
			assert!(owned.is_ok_and(|owned| owned.is_ok()));
			Pallet::<T>::do_offer_transfer(actor, id, to)?;
		}

		assert_eq!(Transfers::<T>::get(id), Some(to));
		Ok(())
	}

	#[benchmark]
	fn cancel_transfer() -> Result<(), BenchmarkError> {
		let (origin, actor) = owner::<T>()?;
		let id = resource::<T>(&actor, Kind::Course, 'a')?;
		Transfers::<T>::insert(id, OTHER);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert_eq!(Transfers::<T>::get(id), None);
		Ok(())
	}

	#[benchmark]
	fn accept_transfer() -> Result<(), BenchmarkError> {
		let (origin, actor) = owner::<T>()?;
		let id = resource::<T>(&actor, Kind::DataSet, 'a')?;
		// The former owner must be in good standing, and there is only one that is.
		Transfers::<T>::insert(id, OTHER);
		let object = T::SealedObjects::set_up(Party::Organization(OTHER));
		let actor = ActorOf::<T> { organization: OTHER, ..actor };

		#[block]
		{
			let owned = T::OwnerOrigin::ensure_origin(origin);
			assert!(owned.is_ok_and(|owned| owned.is_ok()));
			Pallet::<T>::do_accept_transfer(actor, id, Some(object))?;
		}

		assert!(Resources::<T>::get(id).is_some_and(|it| it.owner == OTHER));
		Ok(())
	}

	#[benchmark]
	fn set_contributors() -> Result<(), BenchmarkError> {
		let (origin, actor) = owner::<T>()?;
		let id = resource::<T>(&actor, Kind::Course, 'a')?;
		let mut contributors = Contributors::new();
		for index in 0..MAX_CONTRIBUTORS {
			let author: T::AccountId = account("author", index, 0);
			let person: PersonId = T::Persons::set_up(&author, actor.organization);
			contributors
				.try_push(Contributor { party: Party::Person(person), share: 1_000 })
				.map_err(|_| BenchmarkError::Stop("too many contributors"))?;
		}

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, contributors.clone());

		assert_eq!(ContributorsOf::<T>::get(id), contributors);
		Ok(())
	}

	#[benchmark]
	fn propose_derivation() -> Result<(), BenchmarkError> {
		let (origin, actor) = owner::<T>()?;
		let chain = chain::<T>(&actor)?;
		let id = resource::<T>(&actor, Kind::Course, 'a')?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, chain[chain.len() - 1], 1_000);

		assert!(Derivations::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn agree_derivation() -> Result<(), BenchmarkError> {
		let (origin, actor) = owner::<T>()?;
		let chain = chain::<T>(&actor)?;
		let id = resource::<T>(&actor, Kind::Course, 'a')?;
		let parent = chain[chain.len() - 1];
		Pallet::<T>::do_propose_derivation(actor, id, parent, 1_000)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, 1_000);

		assert!(Derivatives::<T>::contains_key(parent, id));
		Ok(())
	}

	#[benchmark]
	fn end_derivation() -> Result<(), BenchmarkError> {
		let (origin, actor) = owner::<T>()?;
		let parent = resource::<T>(&actor, Kind::Course, 'a')?;
		let id = resource::<T>(&actor, Kind::Course, 'a')?;
		Pallet::<T>::do_propose_derivation(actor.clone(), id, parent, 1_000)?;
		Pallet::<T>::do_agree_derivation(actor, id, 1_000)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert!(!Derivations::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn ensure_settled() -> Result<(), BenchmarkError> {
		use covenant_primitives::Obligations;

		#[block]
		{
			Pallet::<T>::ensure_settled(OTHER)?;
		}

		Ok(())
	}

	#[benchmark]
	fn post_demand() -> Result<(), BenchmarkError> {
		let (origin, _) = owner::<T>()?;
		let listing = listing::<T>('a')?;
		let id = NextDemandId::<T>::get();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, wanted::<T>(listing.tags, listing.region));

		assert!(Demands::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn withdraw_demand() -> Result<(), BenchmarkError> {
		let (origin, actor) = owner::<T>()?;
		let resource = resource::<T>(&actor, Kind::Course, 'a')?;
		let id = demanded::<T>(actor.organization, resource);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert!(Demands::<T>::get(id).is_some_and(|it| it.status == DemandStatus::Withdrawn));
		Ok(())
	}

	#[benchmark]
	fn expire() -> Result<(), BenchmarkError> {
		use covenant_primitives::HandleDeadline;
		let (_, actor) = owner::<T>()?;
		let resource = resource::<T>(&actor, Kind::Course, 'a')?;
		let id = demanded::<T>(actor.organization, resource);
		Demands::<T>::mutate(id, |demand| {
			if let Some(demand) = demand {
				demand.wanted.until = T::Time::now();
			}
		});

		#[block]
		{
			Pallet::<T>::handle(Task::Expire(id))?;
		}

		assert!(Demands::<T>::get(id).is_some_and(|it| it.status == DemandStatus::Expired));
		Ok(())
	}

	/// A resource that fits, and what comes of it.
	#[benchmark]
	fn meet() -> Result<(), BenchmarkError> {
		let (_, actor) = owner::<T>()?;
		let resource = resource::<T>(&actor, Kind::Facility, 'a')?;
		let id = demanded::<T>(actor.organization, resource);
		give::<T>(resource, OTHER);

		#[block]
		{
			// The owner is not there, so that nobody looks for it in the end.
			let _ = Pallet::<T>::who_looks_for(id, resource);
			Pallet::<T>::met(id, OrderId(0));
		}

		assert!(Demands::<T>::get(id).is_some_and(|it| it.status != DemandStatus::Open));
		Ok(())
	}

	/// As many parties as can be.
	#[benchmark]
	fn shares() -> Result<(), BenchmarkError> {
		let (_, actor) = owner::<T>()?;
		let id = shared::<T>(&actor)?;
		let found;

		#[block]
		{
			found = Pallet::<T>::shares(id);
		}

		assert_eq!(found.len(), 33);
		Ok(())
	}

	#[benchmark]
	fn note() -> Result<(), BenchmarkError> {
		use covenant_primitives::Catalog;
		let (_, actor) = owner::<T>()?;
		let id = resource::<T>(&actor, Kind::Course, 'a')?;

		#[block]
		{
			let terms = H256::repeat_byte(1);
			<Pallet<T> as Catalog<_>>::note(id, actor, Note::TermsSet { revision: 1, terms });
		}

		assert_eq!(LogLength::<T>::get(id), 2);
		Ok(())
	}

	/// It changes places in every list.
	#[benchmark]
	fn rate() -> Result<(), BenchmarkError> {
		use covenant_primitives::Catalog;
		let (_, actor) = owner::<T>()?;
		let id = resource::<T>(&actor, Kind::DataSet, 'a')?;

		#[block]
		{
			<Pallet<T> as Catalog<T::AccountId>>::rate(id, &[], &[5; 4]);
		}

		assert!(Resources::<T>::get(id).is_some_and(|it| it.rating.mean() == Some(50)));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder::build(), crate::mock::Test);
}
