use std::cmp::Ordering;

/// Which of two readers is the newer version: digits compare as numbers, everything else as text, so `text@10` comes after
/// `text@9`.
pub(crate) fn compare(a: &str, b: &str) -> Ordering {
    let (mut a_rest, mut b_rest) = (a, b);
    while !a_rest.is_empty() && !b_rest.is_empty() {
        let (a_run, b_run);
        (a_run, a_rest) = split_run(a_rest);
        (b_run, b_rest) = split_run(b_rest);
        match compare_runs(a_run, b_run) {
            Ordering::Equal => {}
            unequal => return unequal,
        }
    }
    a_rest.len().cmp(&b_rest.len()).then_with(|| a.cmp(b))
}

/// The leading digits, or the leading text before the next digit; and the rest.
fn split_run(text: &str) -> (&str, &str) {
    let digits = text.starts_with(|c: char| c.is_ascii_digit());
    text.split_at(text.find(|c: char| c.is_ascii_digit() != digits).unwrap_or(text.len()))
}

fn compare_runs(a: &str, b: &str) -> Ordering {
    let number = |run: &str| run.starts_with(|c: char| c.is_ascii_digit()).then(|| run.trim_start_matches('0').to_owned());
    match (number(a), number(b)) {
        (Some(a), Some(b)) => a.len().cmp(&b.len()).then_with(|| a.cmp(&b)),
        (Some(_), None) | (None, Some(_)) | (None, None) => a.cmp(b),
    }
}

#[cfg(test)]
mod tests {
    use super::compare;
    use std::cmp::Ordering;

    #[test]
    fn versions_compare_as_numbers() {
        let in_order = ["html@1", "text@1", "text@2", "text@9", "text@10", "text@10+rules@3", "text@10+rules@12", "text@0011"];
        for pair in in_order.windows(2) {
            assert_eq!(compare(pair[0], pair[1]), Ordering::Less, "{pair:?}");
            assert_eq!(compare(pair[1], pair[0]), Ordering::Greater, "{pair:?}");
            assert_eq!(compare(pair[0], pair[0]), Ordering::Equal, "{pair:?}");
        }
        assert_eq!(compare("read@0.9.1", "read@0.10.0"), Ordering::Less);
        assert_eq!(compare("", "a"), Ordering::Less);
        assert_ne!(compare("a01", "a1"), Ordering::Equal);
    }
}
