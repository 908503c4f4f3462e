//! What the headline would be if claims of it were set aside: so that a person can check those first that move it most.

use crate::figures::Figures;
use crate::view::View;
use crate::{Settings, headline};
use evidence::{Case, ClaimId, FindingValue};
use std::collections::BTreeSet;

/// One figure of the headline: which it is, its value, and every claim it rests on, directly or through other figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadlineFigure {
    /// The name: `workers.abroad`, `gap.revenue`.
    pub name: String,
    /// The value.
    pub value: FindingValue,
    /// The claims.
    pub claims: Vec<ClaimId>,
}

/// A case of which the headline can be asked again and again, each time without some of its claims.
pub struct WhatIf<'a> {
    view: View<'a>,
}

impl<'a> WhatIf<'a> {
    /// The case as `settings` scope it.
    pub fn new(case: &'a Case, settings: &'a Settings) -> Self {
        let mut view = View::new(case, settings);
        view.values_only = true;
        WhatIf { view }
    }

    /// The headline if the claims of `without` were rejected: the values that [`crate::findings`] would give then.
    pub fn headline(&mut self, without: &BTreeSet<ClaimId>) -> Vec<HeadlineFigure> {
        let left = self.view.in_force().difference(without).copied().collect();
        let before = self.view.put_in_force(left);
        let figures = Figures::of(&self.view);
        let told = headline::of(&figures).map(|figure| HeadlineFigure {
            name: figure.finding.name.clone(),
            value: figure.finding.value.clone(),
            claims: figure.facts.clone(),
        });
        let told = told.collect();
        self.view.put_in_force(before);
        told
    }
}
