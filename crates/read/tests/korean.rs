//! The grammar of Korean against a table of sentences: `korean.txt`.

mod table;

#[test]
fn every_sentence_states_its_claims_and_no_others() {
    table::holds(include_str!("korean.txt"), 380, 105);
}
