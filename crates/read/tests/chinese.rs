//! The grammar of Chinese against a table of sentences: `chinese.txt`.

mod table;

#[test]
fn every_sentence_states_its_claims_and_no_others() {
    table::holds(include_str!("chinese.txt"), 380, 105);
}
