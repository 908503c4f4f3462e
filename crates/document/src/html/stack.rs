//! The open elements of a page, without recursion, each question answered in constant time.

use super::tags::Tag;

/// What an element hands down to everything inside it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Inherited {
    /// Nobody sees it.
    pub hidden: bool,
    /// Furniture by its element or role.
    pub furniture: bool,
    /// Furniture by its class or id.
    pub by_class: bool,
    /// In the header of the page.
    pub header: bool,
    /// In a form.
    pub form: bool,
    /// Inside `main` or `article`.
    pub in_main: bool,
    /// White space stands as written.
    pub preformatted: bool,
    /// Raised above the line.
    pub raised: bool,
    /// In strong letters.
    pub strong: bool,
    /// What the blocks inside are.
    pub kind: Kind,
}

impl Inherited {
    /// Whether the blocks inside are headings.
    pub(super) fn is_heading(&self) -> bool {
        matches!(self.kind, Kind::Heading(_))
    }
}

/// What the blocks inside an element are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Kind {
    /// Running text.
    #[default]
    Text,
    /// A heading.
    Heading(u8),
    /// A list item.
    Item,
    /// A term that the next element defines, or a question.
    Term,
    /// What is said of the term.
    Definition,
}

#[derive(Debug, Clone, Copy)]
struct Open {
    tag: Tag,
    inherited: Inherited,
}

/// The open elements, outermost first.
#[derive(Debug)]
pub(super) struct Stack {
    open: Vec<Open>,
    /// Where the open elements of each tag stand.
    places: Vec<Vec<usize>>,
    /// Where the open blocks stand.
    blocks: Vec<usize>,
}

impl Stack {
    pub(super) fn new() -> Self {
        Stack { open: Vec::new(), places: vec![Vec::new(); Tag::COUNT], blocks: Vec::new() }
    }

    /// What the innermost element hands down.
    pub(super) fn inherited(&self) -> Inherited {
        self.open.last().map(|open| open.inherited).unwrap_or_default()
    }

    pub(super) fn push(&mut self, tag: Tag, inherited: Inherited) {
        self.places[tag as usize].push(self.open.len());
        if tag.is_block() {
            self.blocks.push(self.open.len());
        }
        self.open.push(Open { tag, inherited });
    }

    /// Whether an element of this tag is open.
    pub(super) fn has(&self, tag: Tag) -> bool {
        !self.places[tag as usize].is_empty()
    }

    /// Where the innermost of these stands, counted from 1; 0 for none.
    fn innermost(&self, tags: &[Tag]) -> usize {
        tags.iter().filter_map(|tag| self.places[*tag as usize].last()).max().map_or(0, |place| place + 1)
    }

    /// Ends the innermost element of `tags`, with everything in it, unless one of `walls` is open inside it. Tells `ended` each tag.
    pub(super) fn end(&mut self, tags: &[Tag], walls: &[Tag], mut ended: impl FnMut(Tag)) -> bool {
        let place = self.innermost(tags);
        if place == 0 || self.innermost(walls) > place {
            return false;
        }
        while self.open.len() >= place {
            let Some(open) = self.open.pop() else { break };
            self.places[open.tag as usize].pop();
            if open.tag.is_block() {
                self.blocks.pop();
            }
            ended(open.tag);
        }
        true
    }

    /// Ends the innermost element of `tag`, which runs with the text, unless a block is open inside it.
    pub(super) fn end_inline(&mut self, tag: Tag) {
        let place = self.innermost(&[tag]);
        if self.blocks.last().is_none_or(|block| block + 1 < place) {
            self.end(&[tag], &[], |_| {});
        }
    }
}

/// Elements that an end tag of another does not reach beyond, unless it is that of a table.
pub(super) fn walls_of(tag: Tag) -> &'static [Tag] {
    use Tag::*;
    match tag {
        Td | Th | Tr | Tbody | Thead | Tfoot | Caption => &[Table],
        Table | Template | Html | Body => &[],
        _ => &[Td, Th, Caption, Table, Template],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ending_an_element_ends_what_is_in_it() {
        let mut stack = Stack::new();
        for tag in [Tag::Div, Tag::P, Tag::B] {
            stack.push(tag, Inherited::default());
        }
        let mut ended = Vec::new();
        assert!(stack.end(&[Tag::P], &[], |tag| ended.push(tag)));
        assert_eq!(ended, [Tag::B, Tag::P]);
        assert!(stack.has(Tag::Div) && !stack.has(Tag::P));
        assert!(!stack.end(&[Tag::P], &[], |_| {}));
    }

    #[test]
    fn a_stray_end_tag_does_not_leave_its_cell() {
        let mut stack = Stack::new();
        for tag in [Tag::Div, Tag::Table, Tag::Tr, Tag::Td] {
            stack.push(tag, Inherited::default());
        }
        assert!(!stack.end(&[Tag::Div], walls_of(Tag::Div), |_| {}));
        assert!(stack.end(&[Tag::Table], walls_of(Tag::Table), |_| {}));
        assert!(stack.end(&[Tag::Div], walls_of(Tag::Div), |_| {}));
    }

    #[test]
    fn the_end_of_an_inline_element_ends_no_block() {
        let mut stack = Stack::new();
        for tag in [Tag::B, Tag::Div, Tag::I] {
            stack.push(tag, Inherited::default());
        }
        stack.end_inline(Tag::B);
        assert!(stack.has(Tag::B) && stack.has(Tag::Div));
        stack.end_inline(Tag::I);
        assert!(!stack.has(Tag::I));
    }
}
