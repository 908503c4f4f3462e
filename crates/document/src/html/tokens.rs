//! From the tokenizer to the page, with the place of every run of words.

use super::attributes::Attributes;
use super::page::Page;
use super::tags::Tag;
use html5gum::{Emitter, Error, State, Tokenizer, naive_next_state};
use std::convert::Infallible;

/// Reads `html[start..]` into `page`.
pub(super) fn read(html: &str, start: usize, page: &mut Page) {
    let tokens = Tokens {
        html: html.as_bytes(),
        page,
        position: start,
        text_end: start,
        name: Vec::new(),
        is_end: false,
        self_closing: false,
        last_start: Vec::new(),
        attributes: Attributes::default(),
    };
    match Tokenizer::new_with_emitter(&html[start..], tokens).finish() {
        Ok(()) => {}
        Err(never) => match never {},
    }
}

/// Takes what the tokenizer finds, without making tokens of it.
struct Tokens<'a> {
    html: &'a [u8],
    page: &'a mut Page,
    /// How far the tokenizer has read.
    position: usize,
    /// Where the last words or the last tag ended.
    text_end: usize,
    name: Vec<u8>,
    is_end: bool,
    self_closing: bool,
    last_start: Vec<u8>,
    attributes: Attributes,
}

impl Tokens<'_> {
    /// Where in the markup `words` stand as they are, if they do.
    fn as_written(&self, words: &[u8]) -> Option<usize> {
        let before = self.position.checked_sub(words.len()).filter(|at| *at >= self.text_end);
        let found = |at: &usize| self.html.get(*at..).is_some_and(|rest| rest.starts_with(words));
        before.filter(found).or_else(|| Some(self.text_end).filter(found))
    }

    fn begin_tag(&mut self, is_end: bool) {
        self.name.clear();
        self.attributes.clear();
        self.is_end = is_end;
        self.self_closing = false;
    }
}

impl Emitter for Tokens<'_> {
    type Token = Infallible;

    fn emit_string(&mut self, words: &[u8]) {
        let (at, len) = match self.as_written(words) {
            Some(at) => (at, words.len()),
            None => (self.text_end, self.position.saturating_sub(self.text_end)),
        };
        self.text_end = at + len;
        self.page.words(words, at, len);
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        self.attributes.settle();
        self.text_end = self.position;
        let tag = Tag::of(&self.name);
        if self.is_end {
            self.last_start.clear();
            self.page.end(tag);
            return None;
        }
        let empty = self.self_closing && self.page.closes_itself();
        self.page.start(tag, &self.attributes, self.self_closing);
        self.last_start.clone_from(&self.name);
        naive_next_state(&self.name).filter(|_| !empty)
    }

    fn init_string(&mut self) {
        self.text_end = self.text_end.max(self.position);
    }

    fn move_position(&mut self, by: isize) {
        self.position = self.position.saturating_add_signed(by);
    }

    fn init_start_tag(&mut self) {
        self.begin_tag(false);
    }

    fn init_end_tag(&mut self) {
        self.begin_tag(true);
    }

    fn push_tag_name(&mut self, part: &[u8]) {
        self.name.extend_from_slice(part);
    }

    fn set_self_closing(&mut self) {
        self.self_closing = true;
    }

    fn init_attribute(&mut self) {
        self.attributes.settle();
        self.attributes.begin();
    }

    fn push_attribute_name(&mut self, part: &[u8]) {
        self.attributes.name(part);
    }

    fn push_attribute_value(&mut self, part: &[u8]) {
        self.attributes.value(part);
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.is_end && !self.last_start.is_empty() && self.last_start == self.name
    }

    fn emit_current_comment(&mut self) {
        self.text_end = self.position;
    }

    fn emit_current_doctype(&mut self) {
        self.text_end = self.position;
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn set_last_start_tag(&mut self, tag: Option<&[u8]>) {
        self.last_start = tag.unwrap_or_default().to_vec();
    }

    fn pop_token(&mut self) -> Option<Infallible> {
        None
    }

    fn emit_eof(&mut self) {}
    fn emit_error(&mut self, _: Error) {}
    fn init_comment(&mut self) {}
    fn push_comment(&mut self, _: &[u8]) {}
    fn init_doctype(&mut self) {}
    fn push_doctype_name(&mut self, _: &[u8]) {}
    fn set_force_quirks(&mut self) {}
    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}
}
