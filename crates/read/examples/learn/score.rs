//! Precision, recall and their harmonic mean.

#[derive(Default, Clone, Copy)]
pub struct Score {
    pub right: f64,
    pub invented: f64,
    pub missed: f64,
}

impl std::ops::AddAssign for Score {
    fn add_assign(&mut self, other: Score) {
        self.right += other.right;
        self.invented += other.invented;
        self.missed += other.missed;
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let precision = self.right / (self.right + self.invented).max(1.0);
        let recall = self.right / (self.right + self.missed).max(1.0);
        let f1 = 2.0 * precision * recall / (precision + recall).max(1e-9);
        write!(f, "P {precision:.3} R {recall:.3} F1 {f1:.3}")
    }
}
