//! The grammar of Russian against a table of sentences: `russian.txt`.

mod table;

#[test]
fn every_sentence_states_its_claims_and_no_others() {
    table::holds(include_str!("russian.txt"), 380, 105);
}
