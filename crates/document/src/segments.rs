//! The way back from the bytes of a made layer to the bytes of the original.

use evidence::Segment;

/// Segments in the making: in order, without overlap, runs that continue each other joined.
#[derive(Debug, Default)]
pub(super) struct Segments(Vec<Segment>);

impl Segments {
    /// Adds `len` bytes that stand in the layer as many bytes as in the original.
    pub(super) fn run(&mut self, layer_start: usize, original_start: usize, len: usize) {
        if let Some(last) = self.0.last_mut().filter(|last| continues(last, layer_start, original_start)) {
            last.layer_len += len;
            last.original_len += len;
        } else if len > 0 {
            self.0.push(Segment { layer_start, original_start, layer_len: len, original_len: len });
        }
    }

    /// Adds a piece that maps only as a whole.
    pub(super) fn atom(&mut self, layer_start: usize, layer_len: usize, original_start: usize, original_len: usize) {
        if layer_len == original_len {
            self.run(layer_start, original_start, layer_len);
        } else if layer_len > 0 {
            self.0.push(Segment { layer_start, original_start, layer_len, original_len });
        }
    }

    /// All of them.
    pub(super) fn finish(self) -> Vec<Segment> {
        self.0
    }
}

fn continues(last: &Segment, layer_start: usize, original_start: usize) -> bool {
    last.layer_len == last.original_len
        && last.layer_start + last.layer_len == layer_start
        && last.original_start + last.original_len == original_start
}

/// Leads `outer` (layer to decoded text) on through `inner` (decoded text to original bytes).
pub(super) fn compose(outer: Vec<Segment>, inner: &[Segment]) -> Vec<Segment> {
    let mut composed = Segments::default();
    let mut from = 0;
    for segment in outer {
        let end = segment.original_start + segment.original_len;
        from += inner[from..].partition_point(|run| run.layer_start + run.layer_len <= segment.original_start);
        if segment.layer_len == segment.original_len {
            compose_run(&segment, &inner[from..], &mut composed);
        } else if let Some((start, end)) = covered(&inner[from..], segment.original_start, end) {
            composed.atom(segment.layer_start, segment.layer_len, start, end - start);
        }
    }
    composed.finish()
}

fn compose_run(segment: &Segment, inner: &[Segment], composed: &mut Segments) {
    let end = segment.original_start + segment.original_len;
    for run in inner.iter().take_while(|run| run.layer_start < end) {
        let first = run.layer_start.max(segment.original_start);
        let until = (run.layer_start + run.layer_len).min(end);
        let layer_start = segment.layer_start + (first - segment.original_start);
        if run.layer_len == run.original_len {
            composed.run(layer_start, run.original_start + (first - run.layer_start), until - first);
        } else {
            composed.atom(layer_start, until - first, run.original_start, run.original_len);
        }
    }
}

/// The original bytes under the decoded bytes `start..end`.
fn covered(inner: &[Segment], start: usize, end: usize) -> Option<(usize, usize)> {
    let first = inner.first()?;
    let last = inner.iter().take_while(|run| run.layer_start < end).last()?;
    let exact = |run: &Segment, at: usize| run.layer_len == run.original_len && at >= run.layer_start;
    let from = if exact(first, start) { first.original_start + (start - first.layer_start) } else { first.original_start };
    let until = last.layer_len.min(end - last.layer_start);
    let to = last.original_start + if exact(last, end) { until } else { last.original_len };
    Some((from, to))
}
