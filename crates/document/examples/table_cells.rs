//! Reads one table and counts what its cells mean: `cargo run --release --example table_cells FILE`. Prints one JSON object.

use document::{ColumnKind, Value};
use evidence::SourceId;
use std::io::Cursor;

fn main() {
    let path = std::env::args().nth(1).expect("the name of a file");
    let bytes = std::fs::read(&path).expect("a file that can be read");
    let told = document::sniff(&path, &bytes[..bytes.len().min(1 << 16)]).expect("a file of a kind that is read");
    let told = document::told_apart(told, Cursor::new(&bytes));
    let document = document::open(told, &path, SourceId::of(&bytes), 0, &bytes);
    let (mut rows, mut cells, mut figures) = (0usize, 0usize, 0usize);
    for row in document.tables.iter().flat_map(|table| table.rows()) {
        rows += 1;
        for cell in row.cells() {
            cells += usize::from(cell.value != Value::Empty);
            figures += usize::from(matches!(cell.value, Value::Number(_) | Value::Money(_) | Value::Percent(_) | Value::Date(_)));
        }
    }
    let kinds: Vec<ColumnKind> = document.tables.iter().flat_map(|table| &table.columns).map(|column| column.kind).collect();
    println!(
        "{{\"rows\":{rows},\"cells\":{cells},\"figures\":{figures},\"kinds\":\"{kinds:?}\",\"notices\":{}}}",
        document.notices.len()
    );
}
