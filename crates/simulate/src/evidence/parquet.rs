//! Plain Parquet: required columns, no compression, one row group a month, so that payments by the million are never held at once.
//!
//! Only what the payments need of the format (<https://parquet.apache.org/docs/file-format/>): text, whole numbers with two decimals,
//! and timestamps. The library that writes all of it takes longer to build than the rest of this crate.

use crate::folder::Sink;
use std::io;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    /// UTF-8, each with its length in four bytes before it.
    Text,
    /// Milliseconds since 1970 in UTC, in eight bytes.
    Timestamp,
    /// Hundredths, in eight bytes.
    Hundredths,
}

/// A file that is being written.
pub(crate) struct Parquet {
    sink: Sink,
    columns: Vec<(&'static str, Column)>,
    /// Bytes written so far.
    at: u64,
    groups: Vec<Group>,
}

struct Group {
    rows: u64,
    /// Where each column begins, and how long it is.
    columns: Vec<(u64, u64)>,
}

const MAGIC: &[u8; 4] = b"PAR1";

impl Parquet {
    pub(crate) fn begin(mut sink: Sink, columns: &[(&'static str, Column)]) -> io::Result<Self> {
        sink.write_all(MAGIC)?;
        Ok(Parquet { sink, columns: columns.to_vec(), at: 4, groups: Vec::new() })
    }

    /// A buffer a column, for rows that one thread formats.
    pub(crate) fn buffers(columns: usize, rows: usize) -> Vec<Vec<u8>> {
        (0..columns).map(|_| Vec::with_capacity(rows * 12)).collect()
    }

    /// One group of rows, in pieces that threads made: for each the columns and the number of rows.
    pub(crate) fn row_group(&mut self, pieces: &[(Vec<Vec<u8>>, u64)]) -> io::Result<()> {
        let rows: u64 = pieces.iter().map(|(_, rows)| rows).sum();
        if rows == 0 {
            return Ok(());
        }
        let mut columns = Vec::with_capacity(self.columns.len());
        for column in 0..self.columns.len() {
            let bytes: u64 = pieces.iter().map(|(columns, _)| columns[column].len() as u64).sum();
            let head = page_head(bytes, rows);
            self.sink.write_all(&head)?;
            pieces.iter().try_for_each(|(columns, _)| self.sink.write_all(&columns[column]))?;
            let length = head.len() as u64 + bytes;
            columns.push((self.at, length));
            self.at += length;
        }
        self.groups.push(Group { rows, columns });
        Ok(())
    }

    pub(crate) fn finish(mut self) -> io::Result<()> {
        let foot = self.foot();
        self.sink.write_all(&foot)?;
        self.sink.write_all(&(foot.len() as u32).to_le_bytes())?;
        self.sink.write_all(MAGIC)?;
        self.sink.flush()
    }

    fn foot(&self) -> Vec<u8> {
        let mut out = Compact::default();
        out.begin_struct();
        out.i32(1, 2);
        out.list(2, STRUCT, self.columns.len() + 1);
        out.begin_struct();
        out.text(4, "payments");
        out.i32(5, self.columns.len() as i64);
        out.end_struct();
        for (name, column) in &self.columns {
            schema_element(&mut out, name, *column);
        }
        out.i64(3, self.groups.iter().map(|group| group.rows as i64).sum());
        out.list(4, STRUCT, self.groups.len());
        for group in &self.groups {
            self.row_group_foot(&mut out, group);
        }
        out.text(6, "manumit");
        out.end_struct();
        out.bytes
    }

    fn row_group_foot(&self, out: &mut Compact, group: &Group) {
        out.begin_struct();
        out.list(1, STRUCT, group.columns.len());
        for ((name, column), (start, length)) in self.columns.iter().zip(&group.columns) {
            out.begin_struct();
            out.i64(2, *start as i64);
            out.begin_field(3, STRUCT);
            out.begin_struct();
            out.i32(1, column.physical());
            out.list(2, I32, 1);
            out.zigzag(PLAIN);
            out.list(3, BINARY, 1);
            out.plain_text(name);
            out.i32(4, 0);
            out.i64(5, group.rows as i64);
            out.i64(6, *length as i64);
            out.i64(7, *length as i64);
            out.i64(9, *start as i64);
            out.end_struct();
            out.end_struct();
        }
        out.i64(2, group.columns.iter().map(|(_, length)| *length as i64).sum());
        out.i64(3, group.rows as i64);
        out.end_struct();
    }
}

impl Column {
    fn physical(self) -> i64 {
        match self {
            Column::Timestamp | Column::Hundredths => 2,
            Column::Text => 6,
        }
    }
}

fn schema_element(out: &mut Compact, name: &str, column: Column) {
    out.begin_struct();
    out.i32(1, column.physical());
    // required
    out.i32(3, 0);
    out.text(4, name);
    match column {
        Column::Text => out.i32(6, 0),
        Column::Hundredths => {
            out.i32(6, 5);
            out.i32(7, 2);
            out.i32(8, 18);
        }
        Column::Timestamp => out.i32(6, 9),
    }
    out.end_struct();
}

/// The head of a data page without levels: every value is required.
fn page_head(bytes: u64, rows: u64) -> Vec<u8> {
    let mut out = Compact::default();
    out.begin_struct();
    out.i32(1, 0);
    out.i32(2, bytes as i64);
    out.i32(3, bytes as i64);
    out.begin_field(5, STRUCT);
    out.begin_struct();
    out.i32(1, rows as i64);
    out.i32(2, PLAIN);
    // levels would be run lengths; there are none
    out.i32(3, 3);
    out.i32(4, 3);
    out.end_struct();
    out.end_struct();
    out.bytes
}

const PLAIN: i64 = 0;
const I32: u8 = 5;
const I64: u8 = 6;
const BINARY: u8 = 8;
const LIST: u8 = 9;
const STRUCT: u8 = 12;

/// The compact protocol of Thrift, as far as a foot needs it.
#[derive(Default)]
struct Compact {
    bytes: Vec<u8>,
    /// The latest field of each open struct.
    latest: Vec<i64>,
}

impl Compact {
    fn begin_struct(&mut self) {
        self.latest.push(0);
    }

    fn end_struct(&mut self) {
        self.latest.pop();
        self.bytes.push(0);
    }

    fn begin_field(&mut self, field: i64, kind: u8) {
        let Some(latest) = self.latest.last_mut() else { return };
        let step = field - *latest;
        *latest = field;
        self.bytes.push((step as u8) << 4 | kind);
    }

    fn i32(&mut self, field: i64, value: i64) {
        self.begin_field(field, I32);
        self.zigzag(value);
    }

    fn i64(&mut self, field: i64, value: i64) {
        self.begin_field(field, I64);
        self.zigzag(value);
    }

    fn text(&mut self, field: i64, text: &str) {
        self.begin_field(field, BINARY);
        self.plain_text(text);
    }

    fn plain_text(&mut self, text: &str) {
        self.variable(text.len() as u64);
        self.bytes.extend(text.bytes());
    }

    fn list(&mut self, field: i64, kind: u8, length: usize) {
        self.begin_field(field, LIST);
        if length < 15 {
            self.bytes.push((length as u8) << 4 | kind);
        } else {
            self.bytes.push(0xf0 | kind);
            self.variable(length as u64);
        }
    }

    fn zigzag(&mut self, value: i64) {
        self.variable((value << 1 ^ value >> 63) as u64);
    }

    fn variable(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.bytes.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.bytes.push(value as u8);
    }
}
