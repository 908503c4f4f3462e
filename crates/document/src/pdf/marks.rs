//! What a page is made of once its instructions are followed: letters in their places, images, and what cannot be seen.

use hayro_syntax::object::Stream;

/// Six numbers that move, turn and stretch: `x' = a x + c y + e`, `y' = b x + d y + f`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Matrix(pub [f64; 6]);

impl Matrix {
    pub(super) const IDENTITY: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// First `self`, then `next`.
    pub(super) fn then(self, next: Matrix) -> Matrix {
        let ([a, b, c, d, e, f], [na, nb, nc, nd, ne, nf]) = (self.0, next.0);
        Matrix([a * na + b * nc, a * nb + b * nd, c * na + d * nc, c * nb + d * nd, e * na + f * nc + ne, e * nb + f * nd + nf])
    }

    pub(super) fn shifted(self, x: f64, y: f64) -> Matrix {
        Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(self)
    }

    pub(super) fn at(&self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// A direction, without the move.
    pub(super) fn turned(&self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, ..] = self.0;
        (a * x + c * y, b * x + d * y)
    }
}

/// An upright rectangle, in points, with y downwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Area {
    pub x0: f64,
    pub y0: f64,
    pub x1: f64,
    pub y1: f64,
}

impl Area {
    /// An area that holds nothing yet.
    pub(super) const EMPTY: Area = Area { x0: f64::INFINITY, y0: f64::INFINITY, x1: f64::NEG_INFINITY, y1: f64::NEG_INFINITY };

    pub(super) fn take_in(&mut self, (x, y): (f64, f64)) {
        *self = Area { x0: self.x0.min(x), y0: self.y0.min(y), x1: self.x1.max(x), y1: self.y1.max(y) };
    }

    pub(super) fn of_unit_square(matrix: &Matrix) -> Area {
        let mut area = Area::EMPTY;
        for (x, y) in [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)] {
            area.take_in(matrix.at(x, y));
        }
        area
    }

    pub(super) fn holds(&self, x: f64, y: f64) -> bool {
        (self.x0..=self.x1).contains(&x) && (self.y0..=self.y1).contains(&y)
    }

    pub(super) fn size(&self) -> f64 {
        (self.x1 - self.x0).max(0.0) * (self.y1 - self.y0).max(0.0)
    }
}

/// Which way a letter is written, on the page as it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Direction {
    Right,
    Down,
    Left,
    Up,
    /// Neither along nor across the page: a stamp, a watermark.
    Askew,
}

impl Direction {
    pub(super) fn of(x: f64, y: f64) -> Direction {
        let slack = 0.2;
        if y.abs() <= slack * x.abs() {
            if x >= 0.0 { Direction::Right } else { Direction::Left }
        } else if x.abs() <= slack * y.abs() {
            if y >= 0.0 { Direction::Down } else { Direction::Up }
        } else {
            Direction::Askew
        }
    }

    /// The place of a point when the page is turned so that writing in this direction goes to the right.
    pub(super) fn upright(self, (x, y): (f64, f64)) -> (f64, f64) {
        match self {
            Direction::Right | Direction::Askew => (x, y),
            Direction::Down => (y, -x),
            Direction::Left => (-x, -y),
            Direction::Up => (-y, x),
        }
    }
}

/// Letters that one code stands for, in their place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glyph {
    /// Bytes of the page's letters.
    pub text: (u32, u32),
    /// Start of its baseline, when its direction is turned to the right.
    pub x: f64,
    pub y: f64,
    /// How far it reaches along the baseline.
    pub width: f64,
    /// Height of the font as shown, in points.
    pub size: f64,
    pub direction: Direction,
    pub bold: bool,
    /// Put there for a program, not for a person: part of a page header or footer.
    pub artifact: bool,
}

/// An image in its place.
pub(super) struct Placed<'a> {
    pub stream: Stream<'a>,
    pub area: Area,
}

/// What a page is made of.
#[derive(Default)]
pub(super) struct Marks<'a> {
    /// The letters of all glyphs.
    pub letters: String,
    pub glyphs: Vec<Glyph>,
    pub images: Vec<Placed<'a>>,
    /// Letters that the PDF does not tell.
    pub unknown: u64,
    /// Letters that were recognised and laid invisibly over a scan.
    pub recognised: u64,
    /// Letters that nobody sees: white on white, outside the page, in a layer that is switched off.
    pub hidden: String,
    pub hidden_count: u64,
    /// What was left out since the page asks for too much.
    pub cut: bool,
}
