//! Follows the instructions of a page, for the letters and images they place.

use super::encodings::text_string;
use super::font::{Allowance, Font};
use super::marks::{Area, Direction, Glyph, Marks, Matrix, Placed};
use super::stream::unpacked;
use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Dict, Name, ObjRef, Object, ObjectIdentifier, Stream};
use hayro_syntax::page::Resources;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// Instructions of one page that are followed.
const MOST_INSTRUCTIONS: u64 = 4_000_000;
/// Glyphs of one page that are kept.
const MOST_GLYPHS: usize = 400_000;
/// Forms of one page that are drawn, and how deep they lie in each other.
const MOST_FORMS: u32 = 4_000;
const DEEPEST_FORM: usize = 12;
/// States that are saved one over the other.
const MOST_STATES: usize = 512;
/// A stream of instructions holds no more.
const STREAM_LIMIT: usize = 64 << 20;
/// What is unpacked for one page, and for one document.
const PAGE_BYTES: usize = 192 << 20;
const DOCUMENT_BYTES: usize = 1 << 30;
/// Coloured areas that are remembered, to tell white letters on them from white ones on paper.
const MOST_AREAS: usize = 1_000;
/// Hidden words that are kept to be named.
const HIDDEN_LENGTH: usize = 200;
const MOST_IMAGES: usize = 2_000;
/// Fonts of one document.
const MOST_FONTS: usize = 4_000;
/// A word that stands for several glyphs stands for no more than this.
const LONGEST_ACTUAL: usize = 64;

/// What all pages share.
#[derive(Default)]
pub(super) struct Shared {
    /// By where their dictionaries lie.
    fonts: HashMap<(usize, usize), Rc<Font>>,
    allowance: Allowance,
    bytes: usize,
    /// Layers that are switched off.
    pub off: HashSet<ObjRef>,
}

#[derive(Clone)]
struct State {
    ctm: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    spacing: f64,
    word_spacing: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
    mode: i64,
    white: bool,
    /// The number of components says what colour it is: of grey, red-green-blue or the four inks.
    plain_colours: bool,
}

impl Shared {
    pub(super) fn new(off: HashSet<ObjRef>) -> Self {
        Shared { off, ..Shared::default() }
    }
}

/// Content between a beginning and its end.
struct Marked {
    artifact: bool,
    off: bool,
    /// What the letters inside stand for, and the first glyph.
    actual: Option<(String, usize)>,
}

/// Follows the instructions of one page.
pub(super) struct Interpreter<'a, 's> {
    shared: &'s mut Shared,
    pub marks: Marks<'a>,
    /// What is shown of the page; `None` if it does not say so in earnest.
    shown: Option<Area>,
    instructions: u64,
    forms: u32,
    bytes: usize,
    active: Vec<ObjectIdentifier>,
    coloured: Vec<Area>,
    marked: Vec<Marked>,
}

impl<'a, 's> Interpreter<'a, 's> {
    pub(super) fn new(shared: &'s mut Shared, shown: Option<Area>) -> Self {
        Interpreter {
            shared,
            marks: Marks::default(),
            shown,
            instructions: 0,
            forms: 0,
            bytes: 0,
            active: Vec::new(),
            coloured: Vec::new(),
            marked: Vec::new(),
        }
    }

    /// The instructions in `stream`, within what may still be unpacked.
    pub(super) fn unpack(&mut self, stream: &Stream<'a>) -> Vec<u8> {
        let left = PAGE_BYTES.saturating_sub(self.bytes).min(DOCUMENT_BYTES.saturating_sub(self.shared.bytes)).min(STREAM_LIMIT);
        let Some(found) = unpacked(stream, left).filter(|found| found.left.is_none()) else { return Vec::new() };
        self.marks.cut |= found.cut;
        self.bytes += found.bytes.len();
        self.shared.bytes += found.bytes.len();
        found.bytes
    }

    /// Draws instructions that begin with the matrix `ctm`.
    pub(super) fn draw(&mut self, content: &[u8], resources: &Resources<'a>, ctm: Matrix) {
        let state = State {
            ctm,
            font: None,
            size: 0.0,
            spacing: 0.0,
            word_spacing: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
            white: false,
            plain_colours: true,
        };
        self.run(content, resources, state);
        self.marked.clear();
    }

    /// Draws a form, such as the face of a field, so that it fills `rectangle` of the page.
    pub(super) fn draw_face(&mut self, form: &Stream<'a>, rectangle: Area, page: Matrix) {
        let dict = form.dict();
        let matrix = matrix_of(dict);
        let Some([x0, y0, x1, y1]) = dict.get::<[f32; 4]>("BBox").map(|numbers| numbers.map(f64::from)) else { return };
        let mut area = Area::EMPTY;
        for (x, y) in [(x0, y0), (x1, y0), (x0, y1), (x1, y1)] {
            area.take_in(matrix.at(x, y));
        }
        let stretch = |from: f64, to: f64| if from > 0.0 { to / from } else { 1.0 };
        let (sx, sy) =
            (stretch(area.x1 - area.x0, rectangle.x1 - rectangle.x0), stretch(area.y1 - area.y0, rectangle.y1 - rectangle.y0));
        let fit = Matrix([sx, 0.0, 0.0, sy, rectangle.x0 - area.x0 * sx, rectangle.y0 - area.y0 * sy]);
        let content = self.unpack(form);
        let resources = Resources::new(dict.get::<Dict<'a>>("Resources").unwrap_or_default());
        self.draw(&content, &resources, matrix.then(fit).then(page));
    }

    /// Puts words of a field that has no face into its rectangle.
    pub(super) fn put(&mut self, words: &str, rectangle: Area, page: Matrix) {
        let size = (rectangle.y1 - rectangle.y0).clamp(4.0, 10.0);
        for (index, line) in words.lines().take(200).enumerate() {
            let (x, y) = page.at(rectangle.x0, rectangle.y1 - size * (index as f64 + 1.0));
            let start = self.marks.letters.len() as u32;
            self.marks.letters.push_str(line);
            let text = (start, self.marks.letters.len() as u32);
            let width = size * 0.5 * line.chars().count() as f64;
            let direction = Direction::Right;
            self.marks.glyphs.push(Glyph { text, x, y, width, size, direction, bold: false, artifact: false });
        }
    }

    fn run(&mut self, content: &[u8], resources: &Resources<'a>, mut state: State) {
        let mut saved: Vec<State> = Vec::new();
        let (mut line, mut place) = (Matrix::IDENTITY, Matrix::IDENTITY);
        let mut path = Area::EMPTY;
        let depth = self.marked.len();
        let mut instructions = UntypedIter::new(content);
        while let Some(instruction) = instructions.next() {
            self.instructions += 1;
            if self.instructions > MOST_INSTRUCTIONS || self.marks.glyphs.len() > MOST_GLYPHS {
                self.marks.cut = true;
                break;
            }
            let operands: Operands<'_, '_> = Operands(instruction.operands().collect());
            let name: &[u8] = instruction.operator;
            match name {
                b"q" if saved.len() < MOST_STATES => saved.push(state.clone()),
                b"Q" => state = saved.pop().unwrap_or(state),
                b"cm" => {
                    if let Some(matrix) = operands.matrix() {
                        state.ctm = matrix.then(state.ctm);
                    }
                }
                b"BT" => (line, place) = (Matrix::IDENTITY, Matrix::IDENTITY),
                b"Tf" => {
                    if let Some(Object::Name(font)) = operands.0.first() {
                        state.font = self.font(resources, font);
                    }
                    state.size = operands.number(1).unwrap_or(state.size);
                }
                b"Tc" => state.spacing = operands.number(0).unwrap_or(0.0),
                b"Tw" => state.word_spacing = operands.number(0).unwrap_or(0.0),
                b"Tz" => state.stretch = operands.number(0).unwrap_or(100.0) / 100.0,
                b"TL" => state.leading = operands.number(0).unwrap_or(0.0),
                b"Ts" => state.rise = operands.number(0).unwrap_or(0.0),
                b"Tr" => state.mode = operands.number(0).unwrap_or(0.0) as i64,
                b"Td" | b"TD" => {
                    let (x, y) = (operands.number(0).unwrap_or(0.0), operands.number(1).unwrap_or(0.0));
                    if name == b"TD" {
                        state.leading = -y;
                    }
                    line = line.shifted(x, y);
                    place = line;
                }
                b"Tm" => {
                    if let Some(matrix) = operands.matrix() {
                        (line, place) = (matrix, matrix);
                    }
                }
                b"T*" => {
                    line = line.shifted(0.0, -state.leading);
                    place = line;
                }
                b"Tj" => self.show_operand(operands.0.first().copied(), &state, &mut place),
                b"'" | b"\"" => {
                    if name == b"\"" {
                        state.word_spacing = operands.number(0).unwrap_or(0.0);
                        state.spacing = operands.number(1).unwrap_or(0.0);
                    }
                    line = line.shifted(0.0, -state.leading);
                    place = line;
                    self.show_operand(operands.0.last().copied(), &state, &mut place);
                }
                b"TJ" => {
                    if let Some(Object::Array(pieces)) = operands.0.first() {
                        for piece in pieces.iter::<Object<'_>>() {
                            match piece {
                                Object::Number(number) => move_by(number.as_f64(), &state, &mut place),
                                piece => self.show_operand(Some(&piece), &state, &mut place),
                            }
                        }
                    }
                }
                b"gs" => {
                    if let Some(Object::Name(name)) = operands.0.first() {
                        self.graphics_state(resources, name, &mut state);
                    }
                }
                b"g" | b"rg" | b"k" => state.white = is_white(&operands.numbers(), true),
                b"cs" => {
                    let plain = |name: &Name<'_>| {
                        matches!(name.as_ref(), b"DeviceGray" | b"DeviceRGB" | b"DeviceCMYK" | b"CalGray" | b"CalRGB")
                    };
                    state.plain_colours = matches!(operands.0.first(), Some(Object::Name(name)) if plain(name));
                    state.white = false;
                }
                b"sc" | b"scn" => {
                    let pattern = matches!(operands.0.last(), Some(Object::Name(_)));
                    state.white = !pattern && is_white(&operands.numbers(), state.plain_colours);
                }
                b"m" | b"l" | b"c" | b"v" | b"y" => {
                    for pair in operands.numbers().chunks_exact(2) {
                        path.take_in(state.ctm.at(pair[0], pair[1]));
                    }
                }
                b"re" => {
                    if let [x, y, width, height] = operands.numbers()[..] {
                        path.take_in(state.ctm.at(x, y));
                        path.take_in(state.ctm.at(x + width, y + height));
                    }
                }
                b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" => {
                    if !state.white {
                        self.colour(path);
                    }
                    path = Area::EMPTY;
                }
                b"n" | b"S" | b"s" => path = Area::EMPTY,
                b"sh" => self.colour(self.shown.unwrap_or(Area { x0: -1e9, y0: -1e9, x1: 1e9, y1: 1e9 })),
                b"Do" => {
                    if let Some(Object::Name(name)) = operands.0.first() {
                        self.object(resources, name, &state);
                    }
                }
                b"BI" => self.colour(Area::of_unit_square(&state.ctm)),
                b"BMC" | b"BDC" => self.begin(&operands, resources),
                b"EMC" if self.marked.len() > depth => self.end(),
                _ => {}
            }
        }
        self.marked.truncate(depth);
    }

    fn colour(&mut self, area: Area) {
        if self.coloured.len() < MOST_AREAS && area.x0 <= area.x1 {
            self.coloured.push(area);
        }
    }

    fn font(&mut self, resources: &Resources<'a>, name: &Name<'_>) -> Option<Rc<Font>> {
        let dict = resources.get_font(name)?;
        self.font_of(&dict)
    }

    fn font_of(&mut self, dict: &Dict<'a>) -> Option<Rc<Font>> {
        let place = (dict.data().as_ptr() as usize, dict.data().len());
        if let Some(font) = self.shared.fonts.get(&place) {
            return Some(Rc::clone(font));
        }
        if self.shared.fonts.len() >= MOST_FONTS {
            self.marks.cut = true;
            return None;
        }
        let font = Rc::new(Font::read(dict, &self.shared.allowance));
        self.shared.fonts.insert(place, Rc::clone(&font));
        Some(font)
    }

    fn graphics_state(&mut self, resources: &Resources<'a>, name: &Name<'_>, state: &mut State) {
        let Some(dict) = resources.get_ext_g_state(name) else { return };
        if let Some(font) = dict.get::<hayro_syntax::object::Array<'a>>("Font") {
            let mut parts = font.iter::<Object<'a>>();
            if let (Some(Object::Dict(font)), Some(Object::Number(size))) = (parts.next(), parts.next()) {
                state.font = self.font_of(&font);
                state.size = size.as_f64();
            }
        }
    }

    fn object(&mut self, resources: &Resources<'a>, name: &Name<'_>, state: &State) {
        let Some(stream) = resources.get_x_object(name) else { return };
        let dict = stream.dict();
        match dict.get::<Name<'_>>("Subtype").as_deref() {
            Some(b"Image") => {
                let area = Area::of_unit_square(&state.ctm);
                self.colour(area);
                if self.marks.images.len() < MOST_IMAGES {
                    self.marks.images.push(Placed { stream, area });
                }
            }
            Some(b"Form") => {
                let id = stream.obj_id();
                self.forms += 1;
                if self.active.len() >= DEEPEST_FORM || self.forms > MOST_FORMS || self.active.contains(&id) {
                    self.marks.cut |= self.forms > MOST_FORMS;
                    return;
                }
                let off = dict.get_ref("OC").is_some_and(|layer| self.shared.off.contains(&layer));
                let content = self.unpack(&stream);
                let own = dict.get::<Dict<'a>>("Resources").map(Resources::new);
                let state = State { ctm: matrix_of(dict).then(state.ctm), ..state.clone() };
                self.active.push(id);
                self.marked.push(Marked { artifact: false, off, actual: None });
                self.run(&content, own.as_ref().unwrap_or(resources), state);
                self.marked.pop();
                self.active.pop();
            }
            _ => {}
        }
    }

    fn begin(&mut self, operands: &Operands<'_, '_>, resources: &Resources<'a>) {
        let tag = match operands.0.first() {
            Some(Object::Name(name)) => name.as_ref(),
            _ => b"",
        };
        let named = match operands.0.get(1) {
            Some(Object::Name(name)) => Some(name),
            _ => None,
        };
        let layer = named.filter(|_| tag == b"OC").and_then(|name| resources.properties.get_ref(name.as_ref()));
        let off = layer.is_some_and(|layer| self.shared.off.contains(&layer));
        let actual = match operands.0.get(1) {
            Some(Object::Dict(dict)) => actual_text(dict),
            _ => named.and_then(|name| actual_text(&resources.properties.get::<Dict<'a>>(name.as_ref())?)),
        };
        if self.marked.len() < MOST_STATES {
            let actual = actual.map(|words| (words, self.marks.glyphs.len()));
            self.marked.push(Marked { artifact: tag == b"Artifact", off, actual });
        }
    }

    /// Ends marked content: if it says what its letters stand for, the first of them stands for all.
    fn end(&mut self) {
        let Some(Marked { actual: Some((words, first)), .. }) = self.marked.pop() else { return };
        let glyphs = &mut self.marks.glyphs;
        if first >= glyphs.len() || glyphs.len() - first > LONGEST_ACTUAL {
            return;
        }
        let (start, last) = (glyphs[first], glyphs[glyphs.len() - 1]);
        if (start.y - last.y).abs() > start.size * 0.5 || start.direction != last.direction {
            return;
        }
        glyphs.truncate(first);
        let words: String = words.chars().filter(|c| !c.is_control()).collect();
        if !words.trim().is_empty() {
            let from = self.marks.letters.len() as u32;
            self.marks.letters.push_str(&words);
            let text = (from, self.marks.letters.len() as u32);
            let width = last.x + last.width - start.x;
            glyphs.push(Glyph { text, width, ..start });
        }
    }

    fn show_operand(&mut self, operand: Option<&Object<'_>>, state: &State, place: &mut Matrix) {
        if let Some(Object::String(string)) = operand {
            self.show(string.as_bytes(), state, place);
        }
    }

    fn show(&mut self, mut string: &[u8], state: &State, place: &mut Matrix) {
        let Some(font) = state.font.clone() else { return };
        while !string.is_empty() && self.marks.glyphs.len() <= MOST_GLYPHS {
            let (shown, taken) = font.next(string);
            string = &string[taken.clamp(1, string.len())..];
            let extra = state.spacing + if shown.is_space { state.word_spacing } else { 0.0 };
            let (x, y) = if font.vertical {
                (0.0, shown.advance * state.size - extra)
            } else {
                ((shown.advance * state.size + extra) * state.stretch, 0.0)
            };
            let width = if font.vertical { state.size } else { shown.advance * state.size * state.stretch };
            let letters = shown.letters.as_deref();
            self.put_glyph(letters, state, place, font.vertical, width, font.bold);
            *place = place.shifted(x, y);
        }
    }

    fn put_glyph(&mut self, letters: Option<&str>, state: &State, place: &Matrix, vertical: bool, width: f64, bold: bool) {
        let full = place.then(state.ctm);
        let (x, y) = full.at(0.0, state.rise);
        let (dx, dy) = if vertical { full.turned(0.0, -1.0) } else { full.turned(1.0, 0.0) };
        let (ux, uy) = full.turned(0.0, 1.0);
        let scale = dx.hypot(dy);
        let size = state.size.abs() * if vertical { scale } else { ux.hypot(uy) };
        if !(x.is_finite() && y.is_finite() && size.is_finite() && scale.is_finite()) || size <= 0.0 || size > 1e6 {
            return;
        }
        let off = self.marked.iter().any(|marked| marked.off);
        let middle = (x + dx * width * 0.5 + ux * state.size * 0.3, y + dy * width * 0.5 + uy * state.size * 0.3);
        let outside = self.shown.is_some_and(|shown| !shown.holds(middle.0, middle.1));
        let on_paper =
            || state.white && matches!(state.mode, 0) && !self.coloured.iter().any(|area| area.holds(middle.0, middle.1));
        if off || outside || on_paper() {
            return self.hide(letters);
        }
        let start = self.marks.letters.len();
        match letters {
            Some(letters) => push_letters(&mut self.marks.letters, letters),
            None => {
                self.marks.unknown += 1;
                self.marks.letters.push('\u{fffd}');
            }
        }
        if start == self.marks.letters.len() {
            return;
        }
        if matches!(state.mode, 3 | 7) {
            self.marks.recognised += 1;
        }
        // right of the baseline's start is where writing goes, whichever way the font is mirrored
        let direction = Direction::of(dx * state.size.signum(), dy * state.size.signum());
        let (x, y) = direction.upright((x, y));
        let artifact = self.marked.iter().any(|marked| marked.artifact);
        let text = (start as u32, self.marks.letters.len() as u32);
        self.marks.glyphs.push(Glyph { text, x, y, width: (width * scale).abs(), size, direction, bold, artifact });
    }

    fn hide(&mut self, letters: Option<&str>) {
        let letters = letters.unwrap_or("\u{fffd}");
        if letters.trim().is_empty() {
            if !self.marks.hidden.is_empty() && !self.marks.hidden.ends_with(' ') {
                self.marks.hidden.push(' ');
            }
            return;
        }
        self.marks.hidden_count += 1;
        if self.marks.hidden.len() < HIDDEN_LENGTH {
            push_letters(&mut self.marks.hidden, letters);
        }
    }
}

/// Takes in letters as they are read: ligatures as their letters, no controls.
fn push_letters(text: &mut String, letters: &str) {
    for character in letters.chars().take(LONGEST_ACTUAL) {
        match character {
            '\u{fb00}' => text.push_str("ff"),
            '\u{fb01}' => text.push_str("fi"),
            '\u{fb02}' => text.push_str("fl"),
            '\u{fb03}' => text.push_str("ffi"),
            '\u{fb04}' => text.push_str("ffl"),
            '\u{fb05}' | '\u{fb06}' => text.push_str("st"),
            '\u{f0b7}' | '\u{f0a7}' | '\u{f076}' | '\u{f0d8}' => text.push('•'),
            '\u{f020}'..='\u{f07e}' => text.extend(char::from_u32(u32::from(character) - 0xf000)),
            '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}' | '\t' | '\n' | '\r' => text.push(' '),
            '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' | '\u{202a}'..='\u{202e}' => {}
            character if character.is_control() => {}
            character => text.push(character),
        }
    }
}

fn move_by(thousandths: f64, state: &State, place: &mut Matrix) {
    let by = -thousandths / 1000.0 * state.size;
    let vertical = state.font.as_ref().is_some_and(|font| font.vertical);
    *place = if vertical { place.shifted(0.0, by) } else { place.shifted(by * state.stretch, 0.0) };
}

fn matrix_of(dict: &Dict<'_>) -> Matrix {
    dict.get::<[f32; 6]>("Matrix").map_or(Matrix::IDENTITY, |numbers| Matrix(numbers.map(f64::from)))
}

fn actual_text(dict: &Dict<'_>) -> Option<String> {
    dict.get::<hayro_syntax::object::String<'_>>("ActualText").map(|words| text_string(words.as_bytes()))
}

fn is_white(components: &[f64], plain: bool) -> bool {
    match components {
        [grey] => plain && *grey >= 0.97,
        [red, green, blue] => [red, green, blue].iter().all(|part| **part >= 0.97),
        [..] if components.len() == 4 => plain && components.iter().all(|ink| *ink <= 0.03),
        _ => false,
    }
}

/// What stands before an operator.
struct Operands<'b, 'c>(Vec<&'b Object<'c>>);

impl Operands<'_, '_> {
    fn number(&self, index: usize) -> Option<f64> {
        match self.0.get(index)? {
            Object::Number(number) => Some(number.as_f64()),
            _ => None,
        }
    }

    fn numbers(&self) -> Vec<f64> {
        (0..self.0.len()).map_while(|index| self.number(index)).collect()
    }

    fn matrix(&self) -> Option<Matrix> {
        self.numbers().try_into().ok().map(Matrix)
    }
}
