//! Names that no invented person may bear: those of lists that are given.

use std::collections::HashSet;

/// Names in a form in which spellings meet: letters only, in lower case, without accents of romanisations.
#[derive(Debug, Clone, Default)]
pub struct Avoided {
    names: HashSet<String>,
}

impl Avoided {
    /// Of these names, in whatever order their parts stand.
    pub fn from_names<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        let mut avoided = Avoided::default();
        for name in names {
            avoided.add(name);
        }
        avoided
    }

    /// Avoids one more. A name of one word only is not a full name, and is left out.
    pub fn add(&mut self, name: &str) {
        let parts: Vec<String> = name
            .split(|c: char| c.is_whitespace() || c == ',' || c == ';')
            .map(letters)
            .filter(|part| !part.is_empty())
            .collect();
        let is_one_word_of_latin = parts.len() == 1 && parts[0].is_ascii();
        if parts.is_empty() || parts.len() > 6 || is_one_word_of_latin {
            return;
        }
        for turn in 0..parts.len() {
            self.names.insert(parts[turn..].iter().chain(&parts[..turn]).map(String::as_str).collect());
        }
    }

    /// How many forms it holds.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Whether any of these spellings is one of its names.
    pub fn holds(&self, spellings: &[String]) -> bool {
        !self.names.is_empty() && spellings.iter().any(|spelling| self.names.contains(&letters(spelling)))
    }
}

fn letters(name: &str) -> String {
    name.chars().flat_map(char::to_lowercase).filter_map(plain).collect()
}

/// The letter without its accent; nothing for what is no letter.
fn plain(letter: char) -> Option<char> {
    match letter {
        'ŏ' | 'ö' | 'ó' => Some('o'),
        'ŭ' | 'ü' | 'ú' => Some('u'),
        'é' | 'è' => Some('e'),
        'á' | 'à' => Some('a'),
        'í' => Some('i'),
        'ё' => Some('е'),
        _ => letter.is_alphabetic().then_some(letter),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_may_stand_in_any_order() {
        let avoided = Avoided::from_names(["KIM, Yo'ng-Chol", "한금철"]);
        let holds = |name: &str| avoided.holds(&[name.to_owned()]);
        assert!(holds("Kim Yŏng-ch'ol") && holds("Yong Chol Kim") && holds("한금철"));
        assert!(!holds("Kim Yong Ho"));
        assert!(!Avoided::from_names(["Kim"]).holds(&["Kim".to_owned()]));
    }
}
