// SPDX-License-Identifier: Apache-2.0

//! Stories that cross pallets, told on the real runtime. One program: linking the runtime once for
//! each file would cost more than running them.

mod catalog;
mod common;
mod envelopes;
mod genesis;
mod governance;
mod licenses;
mod money;
mod power;
mod recovery;
mod removal;
mod sealed_data;
mod sponsorship;
mod supply;
mod suspension;
mod validators;
