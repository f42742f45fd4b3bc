// SPDX-License-Identifier: Apache-2.0
fn main() {
	#[cfg(feature = "std")]
	substrate_wasm_builder::WasmBuilder::init_with_defaults()
		.enable_metadata_hash("CVU", 12)
		.build();
}
