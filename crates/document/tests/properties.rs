//! Whatever the bytes: no panic, blocks in order inside the layer, every place leads back.

mod support;

use document::Document;
use evidence::{MediaType, TextLayer};
use proptest::prelude::*;
use support::read;

const ALL: [MediaType; 3] = [MediaType::PlainText, MediaType::Markdown, MediaType::Html];

/// Blocks lie in order inside the layer, on characters, with their markup inside, and each leads to bytes of the original.
fn check(document: &Document, bytes: &[u8]) -> Result<(), TestCaseError> {
    let text = document.layer.text();
    let mut end = 0;
    for block in &document.blocks {
        prop_assert!(
            block.range.start >= end && block.range.end > block.range.start && block.range.end <= text.len(),
            "{block:?}"
        );
        prop_assert!(text.is_char_boundary(block.range.start) && text.is_char_boundary(block.range.end), "{block:?}");
        end = block.range.end;
        let mut from = block.range.start;
        for markup in &block.markup {
            prop_assert!(markup.start >= from && markup.end > markup.start && markup.end <= block.range.end, "{block:?}");
            prop_assert!(text.is_char_boundary(markup.start) && text.is_char_boundary(markup.end), "{block:?}");
            from = markup.end;
        }
        check_words(document, block.range.clone(), bytes)?;
    }
    Ok(())
}

/// Every word of a block has a place, and plain words are found there as they are.
fn check_words(document: &Document, range: std::ops::Range<usize>, bytes: &[u8]) -> Result<(), TestCaseError> {
    let text = document.layer.text();
    let identity = document.layer.made_by().is_none();
    for word in text[range].split_whitespace().take(50) {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let Ok(span) = document.layer.span(start..start + word.len()) else {
            prop_assert!(word.contains(TextLayer::SUBSTITUTE) || word == "|", "{word:?} has no place");
            continue;
        };
        let place = span.bytes().expect("a place in bytes");
        prop_assert!(place.start <= place.end && place.end as usize <= bytes.len(), "{span:?}");
        let original = &bytes[place.start as usize..place.end as usize];
        prop_assert!(!identity || original == word.as_bytes(), "{word:?} at {place:?}");
        let plain = word.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let as_written = original.len() == word.len() && original == word.as_bytes();
        let with_marks = original.contains(&b'<') || original.contains(&b'&') || original.contains(&0);
        prop_assert!(!plain || as_written || with_marks, "{word:?} leads to {:?}", String::from_utf8_lossy(original));
    }
    Ok(())
}

/// Pieces of pages, texts and Markdown, well formed and not.
fn soup() -> impl Strategy<Value = Vec<u8>> {
    let pieces = [
        "<p>",
        "</p>",
        "<div class='nav'>",
        "</div>",
        "<b>",
        "</b>",
        "<table>",
        "<tr>",
        "<td>",
        "</td>",
        "</tr>",
        "</table>",
        "<ul>",
        "<li>",
        "</ul>",
        "<br>",
        "<h1>",
        "</h1>",
        "<h2>",
        "</h2>",
        "<a href=x>",
        "</a>",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "<title>",
        "</title>",
        "<pre>",
        "</pre>",
        "<sup>",
        "</sup>",
        "<dl><dt>",
        "<dd>",
        "<main>",
        "</main>",
        "<form>",
        "<nav>",
        "</nav>",
        "<svg>",
        "</svg>",
        "<span hidden>",
        "</span>",
        "<time datetime=2014-06-11>",
        "<meta charset=euc-kr>",
        "<",
        ">",
        "&amp;",
        "&nbsp;",
        "&#65;",
        "&notin;",
        "&bogus;",
        "&",
        "\"",
        "'",
        "a",
        "word ",
        "300 ",
        "46,000",
        "로동자",
        "é",
        "\u{a0}",
        " ",
        "  ",
        "   ",
        "\t",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\u{c}",
        "\0",
        "\u{feff}",
        "- ",
        "* ",
        "1. ",
        "# ",
        "---\n",
        "===\n",
        "> ",
        "|",
        "| a | b |\n",
        "|---|---|\n",
        "**",
        "_",
        "`",
        "```\n",
        "[x](y)",
        "[^1]",
        "[^1]: ",
        "![",
        "]",
        "Q: ",
        "A: ",
        "Q. ",
        "KIM: ",
        "?",
        ".",
        "Published: 11-06-2014",
        "Comments\n",
        "RELATED\n",
        "\\",
        "<http://x>",
        "Subject: ",
        "Source: ",
        "(c) 2014 ",
        "    ",
        "# source: A, June 2014, \"B\"\n",
    ];
    let piece = prop_oneof![
        20 => proptest::sample::select(pieces.to_vec()).prop_map(|piece| piece.as_bytes().to_vec()),
        1 => proptest::collection::vec(any::<u8>(), 1..4),
    ];
    proptest::collection::vec(piece, 0..80).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_make_a_document(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = document::sniff("a.txt", &bytes);
        for media_type in ALL {
            check(&read(media_type, &bytes), &bytes)?;
        }
    }

    #[test]
    fn any_soup_makes_a_document(bytes in soup()) {
        let _ = document::sniff("a.html", &bytes);
        for media_type in ALL {
            check(&read(media_type, &bytes), &bytes)?;
        }
    }

    #[test]
    fn any_soup_in_another_encoding_makes_a_document(bytes in soup(), mark in proptest::sample::select(vec![
        &b"<meta charset=euc-kr>"[..], b"<meta charset=windows-1252>", b"<meta charset=shift_jis>", b"<meta charset=gb18030>",
        b"<meta charset=big5>", b"<meta charset=iso-2022-jp>", b"\xff\xfe", b"\xfe\xff",
    ])) {
        let bytes = [mark, &bytes].concat();
        for media_type in ALL {
            check(&read(media_type, &bytes), &bytes)?;
        }
    }

    #[test]
    fn an_identity_layer_is_as_long_as_its_bytes(bytes in soup()) {
        prop_assume!(!bytes.starts_with(b"\xff\xfe") && !bytes.starts_with(b"\xfe\xff"));
        for media_type in [MediaType::PlainText, MediaType::Markdown] {
            prop_assert_eq!(read(media_type, &bytes).layer.text().len(), bytes.len());
        }
    }

    #[test]
    fn a_page_of_plain_paragraphs_keeps_every_word(paragraphs in proptest::collection::vec("[a-z]{1,8}( [a-z0-9]{1,8}){0,9}", 1..9)) {
        let html: String = paragraphs.iter().map(|paragraph| format!("<p>{paragraph}</p>\n")).collect();
        let document = read(MediaType::Html, html.as_bytes());
        prop_assert_eq!(document.layer.text(), paragraphs.join("\n"));
        check(&document, html.as_bytes())?;
    }
}
