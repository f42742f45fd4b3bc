// SPDX-License-Identifier: Apache-2.0

//! Tests, one file a call or story.

use crate::{mock::*, *};
