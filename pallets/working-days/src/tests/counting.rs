// SPDX-License-Identifier: Apache-2.0

//! Counting, compared with a model that walks day by day over random calendars.

use super::*;
use proptest::prelude::*;

/// The first word of random calendars. It begins with Tuesday, 2026-01-27.
const FIRST_WORD: u32 = 160;
/// As many words as a search can touch from a day in the first three.
const WORDS: usize = 11;

#[test]
fn without_exceptions_weekends_are_rest() {
	ExtBuilder::default().build_and_execute(|| {
		// From Monday: Tuesday to Friday, then Monday.
		for (days, last) in [(1, 1), (4, 4), (5, 7), (9, 11), (10, 14), (255, 357)] {
			assert_eq!(Calendar::after(START, days), START + (last + 1) * DAY, "{days}");
		}
	});
}

#[test]
fn the_day_of_asking_does_not_count() {
	ExtBuilder::default().build_and_execute(|| {
		for time in [0, SECOND, 12 * HOUR, DAY - 1] {
			assert_eq!(Calendar::after(START + time, 1), START + 2 * DAY);
			assert_eq!(Calendar::after(START + time, 0), START + DAY);
		}
		assert_eq!(Calendar::after(START + DAY, 1), START + 3 * DAY);
	});
}

#[test]
fn no_days_end_with_the_day_even_if_it_is_rest() {
	ExtBuilder::default().build_and_execute(|| {
		let saturday = START + 5 * DAY;
		assert_eq!(Calendar::after(saturday, 0), saturday + DAY);
	});
}

#[test]
fn the_offset_decides_which_day_it_is() {
	ExtBuilder::default().build_and_execute(|| {
		// In Greenwich Sunday, 16:00.
		assert_eq!(Calendar::after(START, 1), START + 2 * DAY);
		UtcOffset::set(0);
		assert_eq!(Calendar::after(START, 1), START + OFFSET + DAY);
	});
}

#[test]
fn a_deadline_comes_whatever_the_council_declares() {
	ExtBuilder::default().build_and_execute(|| {
		let today = Calendar::local_day(START);
		for day in today..=today + SEARCH {
			Calendar::set(day, Rest);
		}
		let end = START + (Moment::from(SEARCH) + 1) * DAY;
		for days in [1, 2, 255] {
			assert_eq!(Calendar::after(START, days), end);
		}
		// 2028-08-29, the last day but one that is looked at.
		Calendar::set(today + SEARCH - 1, Working);
		assert_eq!(Calendar::after(START, 1), end - DAY);
		assert_eq!(Calendar::after(START, 2), end);
		assert_eq!(Calendar::after(START, 0), START + DAY);
	});
}

#[test]
fn the_end_of_time_is_no_problem() {
	ExtBuilder::default().build_and_execute(|| {
		let last = Calendar::after(Moment::MAX, 255);
		assert_eq!(last, Calendar::after(Moment::MAX, 0));
		assert_eq!(Calendar::after(0, 0), DAY - OFFSET);
	});
}

#[test]
fn the_weight_is_the_benchmark() {
	assert_eq!(
		<Calendar as WorkingDays>::weight(),
		<<Test as Config>::WeightInfo as WeightInfo>::after()
	);
}

/// Stores `words` from the first on.
fn store(words: &[u128]) {
	for (word, bits) in (FIRST_WORD..).zip(words) {
		if *bits != 0 {
			Exceptions::<Test>::insert(word, bits);
		}
	}
}

/// Whether a local day is worked according to `words`.
fn is_worked(words: &[u128], day: u32) -> bool {
	let sunday_first = (day + 4) % 7;
	let index = usize::try_from(day / 128 - FIRST_WORD).unwrap();
	let exception = words[index] >> (day % 128) & 1 == 1;
	(1..=5).contains(&sunday_first) != exception
}

fn model(words: &[u128], from: Moment, days: u8) -> Moment {
	let first = u32::try_from((from + OFFSET) / DAY).unwrap();
	let mut day = first;
	let mut left = days;
	while left > 0 && day < first + SEARCH {
		day += 1;
		if is_worked(words, day) {
			left -= 1;
		}
	}
	midnight(day + 1)
}

/// Calendars with few exceptions, with many, and with words of nothing but rest.
fn words() -> impl Strategy<Value = Vec<u128>> {
	let rest = |word: u32| {
		let weekday = |bit: &u32| DayKind::weekly(word * 128 + bit) == Working;
		(0..128).filter(weekday).fold(0, |bits, bit| bits | 1 << bit)
	};
	let word = prop_oneof![
		2 => Just(None),
		2 => Just(Some(0)),
		1 => any::<u128>().prop_map(Some),
		2 => any::<[u128; 4]>().prop_map(|bits| Some(bits.iter().fold(u128::MAX, |a, b| a & b))),
	];
	prop::collection::vec(word, WORDS).prop_map(move |words| {
		(FIRST_WORD..).zip(words).map(|(word, bits)| bits.unwrap_or_else(|| rest(word))).collect()
	})
}

/// Moments within the first three words.
fn moment() -> impl Strategy<Value = Moment> {
	midnight(FIRST_WORD * 128)..midnight((FIRST_WORD + 3) * 128)
}

proptest! {
	#[test]
	fn counting_agrees_with_the_model(
		words in words(),
		questions in prop::collection::vec((moment(), any::<u8>()), 20),
	) {
		ExtBuilder::default().build_and_execute(|| {
			store(&words);
			for (from, days) in questions {
				assert_eq!(Calendar::after(from, days), model(&words, from, days));
			}
		});
	}

	#[test]
	fn asking_later_or_for_more_ends_no_earlier(
		words in words(),
		moments in [moment(), moment()],
		days: [u8; 2],
	) {
		ExtBuilder::default().build_and_execute(|| {
			store(&words);
			let [from, later] = [moments[0].min(moments[1]), moments[0].max(moments[1])];
			let [few, many] = [days[0].min(days[1]), days[0].max(days[1])];
			let end = Calendar::after(from, few);
			assert!(end > from);
			assert!(end <= Calendar::after(later, few));
			assert!(end <= Calendar::after(from, many));
			assert_eq!((end + OFFSET) % DAY, 0);
		});
	}

	#[test]
	fn any_moment_has_an_answer(moments: [Moment; 2], days: u8, offset in 0..DAY) {
		ExtBuilder::default().build_and_execute(|| {
			UtcOffset::set(offset);
			let [from, later] = [moments[0].min(moments[1]), moments[0].max(moments[1])];
			assert!(Calendar::after(from, days) <= Calendar::after(later, days));
			assert!(Calendar::after(from, 0) <= Calendar::after(from, days));
		});
	}
}
