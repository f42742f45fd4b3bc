// SPDX-License-Identifier: Apache-2.0

//! Whatever anybody does in whatever order.

use super::*;
