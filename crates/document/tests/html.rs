//! Web pages: what a person sees, what is furniture, and the way back into the markup.

mod support;

use evidence::{MediaType, Severity};
use support::{head, lines, original, read};

#[track_caller]
fn check(html: &str, expected: &[&str]) {
    assert_eq!(lines(&read(MediaType::Html, html.as_bytes())), expected, "{html}");
}

#[track_caller]
fn check_head(html: &str, expected: &str) {
    assert_eq!(head(&read(MediaType::Html, html.as_bytes())), expected, "{html}");
}

#[track_caller]
fn check_original(html: &str, words: &str, expected: &str) {
    let document = read(MediaType::Html, html.as_bytes());
    assert_eq!(String::from_utf8_lossy(original(&document, words, html.as_bytes())), expected, "{html}");
}

#[test]
fn the_layer_is_what_a_person_sees() {
    check("<p>One <b>bold</b>\n   word.</p><p>Two</p>", &["p: One bold word.", "p: Two"]);
    check("<p>US$300&ndash;1,000 &amp; more&nbsp;&#x2014;&eacute;</p>", &["p: US$300–1,000 & more —é"]);
    check("a<script>300</script><style>b{}</style><template>c</template><noscript>d</noscript>e", &["p: ae"]);
    check("<!-- 300 --><p>a<!-- 300 -->b</p>", &["p: ab"]);
    check("<p hidden>300</p><p aria-hidden=true>300</p><p style='display: none'>300</p>seen", &["p: seen"]);
    check("<div>a<div>b</div>c</div>", &["p: a", "p: b", "p: c"]);
    check("<p>a<p>b<ul><li>c<li>d</ul>e", &["p: a", "p: b", "li: c", "li: d", "p: e"]);
    check("<svg><title>x</title><text>300</text></svg>seen", &["p: seen"]);
    check("<p>a</span></div></p>b", &["p: a", "p: b"]);
    check("a < b &unknown; &amp c", &["p: a < b &unknown; & c"]);
    check("<p>46,000<sup>1</sup> men<sup><a href='#2'>[2]</a></sup> on the 1<sup>st</sup></p>", &["p: 46,000 men on the 1st"]);
    check("<x-card>one <x-b>two</x-b></x-card>", &["p: one two"]);
}

#[test]
fn blocks_know_what_they_are() {
    check("<h1>One</h1><h3>Three</h3><p>a</p>", &["h1: One", "h3: Three", "p: a"]);
    check("<blockquote>a</blockquote><figure><figcaption>b</figcaption></figure>", &["p: a", "p: b"]);
    check("<ol><li>a<ul><li>b</li></ul>c</li></ol>", &["li: a", "li: b", "li: c"]);
    check("<dl><dt>Why?<dd>To eat.<dt>Term<dd>Sense</dl>", &["q: Why?", "a: To eat.", "li: Term", "li: Sense"]);
    check("<p>Q: Why?</p><p>A: To eat.</p>", &["q: Why?", "a: To eat."]);
    check(
        "<p><b>Why?</b></p><p>To eat.</p><p><b>How?</b></p><p>So.</p><h2>x</h2><p>y</p>",
        &["q: Why?", "a: To eat.", "q: How?", "a: So.", "h2: x", "p: y"],
    );
    check("<p>1. Our citizens go abroad.</p>", &["p: Our citizens go abroad."]);
}

#[test]
fn a_row_is_one_block_unless_its_table_lays_out_the_page() {
    check("<table><tr><th>Step<th>Low<tr><td><p>Workers</p><td>46,000</table>", &["row: Step | Low", "row: Workers | 46,000"]);
    check("<table><tr><td>one<br>two</td><td><p>a</p><p>b</p></td></tr></table>", &["row: one two | a b"]);
    check("<table><tr><td><h2>Story</h2><p>a</p><p>b</p></td><td>c</td></tr></table>", &["h2: Story", "p: a", "p: b", "p: c"]);
    check("<table><tr><td>a<table><tr><td>b<td>c</table></td><td>d</td></tr></table>", &["p: a", "row: b | c", "p: d"]);
    check("<table><tr><td>only</td></tr></table>", &["p: only"]);
    check("<tr><td>a<td>b", &["row: a | b"]);
}

#[test]
fn lines_inside_a_block_are_cut_as_those_of_a_text() {
    check("<p>a<br>b<br><br>c</p>", &["p: a", "p: b", "p: c"]);
    check(
        "<p>The number of workers sent abroad<br>stood at 46,000.</p>",
        &["p: The number of workers sent abroad stood at 46,000."],
    );
    check("<p>Q: Why?<br>A: To eat.</p>", &["q: Why?", "a: To eat."]);
    check(
        "<pre>The number of workers sent abroad stood at about\n46,000 in that year, as they said.\n\nEnd.</pre>",
        &["p: The number of workers sent abroad stood at about 46,000 in that year, as they said.", "p: End."],
    );
}

#[test]
fn furniture_is_told_by_element_role_class_and_links() {
    for furniture in [
        "<nav>300</nav>",
        "<aside>300</aside>",
        "<footer>300</footer>",
        "<header>300</header>",
        "<button>300</button>",
        "<dialog>300</dialog>",
        "<div role=navigation>300</div>",
        "<div role=banner>300</div>",
        "<div class='x site-nav'>300</div>",
        "<div id=sidebar>300</div>",
        "<div class=cookieBanner>300</div>",
        "<div class=share-buttons>300</div>",
        "<form>300</form>",
        "<p><a href=/x>Agreements</a> | <a href=/y>Contact us</a></p>",
        "<p>Click here for your comments</p>",
    ] {
        let html = format!("{furniture}<p>Seen</p>");
        let shown = lines(&read(MediaType::Html, html.as_bytes()));
        assert!(shown.len() == 2 && shown[0].starts_with("-: ") && shown[1] == "p: Seen", "{html}: {shown:?}");
    }
}

#[test]
fn what_is_no_furniture_stays() {
    check("<div class=has-sidebar><p>a</p></div>", &["p: a"]);
    check("<body class='sidebar-left banner'><p>a</p>", &["p: a"]);
    check("<div class=banner><main><p>a</p><nav>b</nav></main></div>", &["p: a", "-: b"]);
    check("<article><header><h1>T</h1><p>a</p></header></article>", &["h1: T", "p: a"]);
    check("<header><h1>T</h1></header><p>a</p>", &["h1: T", "p: a"]);
    check("<a name=top><p>unclosed anchor</p><p>b</p>", &["p: unclosed anchor", "p: b"]);
    check(
        "<p><a href=/x>They paid 300 dollars a month to each of the men</a></p>",
        &["p: They paid 300 dollars a month to each of the men"],
    );
    let prose = "The company paid 300 dollars a month for each of the workers, and nothing to the workers themselves.";
    check(&format!("<form><p>{prose}</p><p>{prose}</p></form>"), &[&format!("p: {prose}"), &format!("p: {prose}")]);
    check(&format!("<div class=widget><p>{prose}</p><p>{prose}</p></div>"), &[&format!("p: {prose}"), &format!("p: {prose}")]);
}

#[test]
fn the_head_of_a_page_is_read() {
    check_head("<title>Hidden hands | Open Door Centre</title><h1>Other</h1>", "Hidden hands / Open Door Centre / ?");
    check_head(
        "<meta property=og:title content='A'><meta property=og:site_name content='B'><meta property='article:published_time' content='2014-06-11T10:00:00Z'>",
        "A / B / 2014-06-11",
    );
    check_head("<h1>T</h1><p><time datetime=2014-06-11>yesterday</time></p>", "T / ? / 2014-06-11");
    check_head("<h1>T</h1><p>Published 14 May 2015 &bull; Report no. 22</p>", "T / ? / 2015-05-14");
    check_head("<meta name=author content='A. Person'><meta name=dc.date content=2015><p>x", "? / A. Person / 2015");
    check_head("<nav><time datetime=2014-06-11>x</time></nav><p>y", "? / ? / ?");
    check_head("", "? / ? / ?");
}

#[test]
fn a_place_in_the_layer_leads_into_the_markup() {
    check_original("<p>left with <b>$100</b> to\n $130</p>", "$100 to $130", "$100</b> to\n $130");
    check_original("<p>a &euro;300 b</p>", "€300", "&euro;300");
    check_original("<p>a &euro;300 b</p>", "300", "300");
    check_original("<p>cr\r\nlf 300</p>", "cr lf 300", "cr\r\nlf 300");
    check_original("\u{feff}<p>임금은 &amp; 300</p>", "임금은 & 300", "임금은 &amp; 300");
    check_original("<p>a</>&lt;300", "<300", "&lt;300");
    check_original("<table><tr><td>a<td>46,000</table>", "46,000", "46,000");
    check_original("<p>one<br>two", "one\ntwo", "one<br>two");
}

#[test]
fn a_page_in_another_encoding_is_read() {
    let text = "<html><head><meta charset=euc-kr></head><p>로동자는 &quot;매달 300딸라&quot;를 받았다.</p>";
    let (bytes, ..) = encoding_rs::EUC_KR.encode(text);
    let document = read(MediaType::Html, &bytes);
    assert_eq!(lines(&document), ["p: 로동자는 \"매달 300딸라\"를 받았다."]);
    assert!(document.notices.is_empty());
    for (words, source) in [("매달 300딸라", "매달 300딸라"), ("\"매달", "&quot;매달"), ("300", "300")] {
        assert_eq!(original(&document, words, &bytes), &*encoding_rs::EUC_KR.encode(source).0, "{words}");
    }
    let latin = b"<meta http-equiv=Content-Type content='text/html; charset=iso-8859-1'><p>caf\xe9 \x80300";
    let document = read(MediaType::Html, latin);
    assert_eq!(lines(&document), ["p: café €300"]);
    assert_eq!(original(&document, "é €300", latin), b"\xe9 \x80300");
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain("<p>a 300".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(original(&read(MediaType::Html, &utf16), "300", &utf16), b"3\x000\x000\0");
}

#[test]
fn what_cannot_be_read_is_named() {
    let document = read(MediaType::Html, b"<p>a\xff\xfe 300</p>");
    assert_eq!((document.notices.len(), document.notices[0].severity), (1, Severity::Partly));
    assert!(document.notices[0].place.contains("byte 4"), "{}", document.notices[0]);
    assert_eq!(original(&document, "300", b"<p>a\xff\xfe 300</p>"), b"300");
    let document = read(MediaType::Html, b"<script>var words = 'none';</script>");
    assert_eq!((document.blocks.len(), document.notices[0].severity), (0, Severity::Unread));
    let document = read(MediaType::Html, b"<meta charset=iso-2022-kr><p>\x1b$)C");
    assert_eq!((document.blocks.len(), document.notices[0].severity), (0, Severity::Unread));
    let huge = vec![b' '; (64 << 20) + 1];
    for media_type in [MediaType::Html, MediaType::Markdown] {
        let document = read(media_type, &huge);
        assert_eq!((document.blocks.len(), document.notices[0].severity), (0, Severity::Unread));
        assert!(document.notices[0].cause.contains("64 MiB"));
    }
}

#[test]
fn a_page_nested_without_end_is_read_in_one_go() {
    for tag in ["div", "b", "ul><li", "table><tr><td", "blockquote", "span class=x"] {
        let html = format!("{}word", format!("<{tag}>").repeat(100_000));
        assert_eq!(read(MediaType::Html, html.as_bytes()).layer.text(), "word", "{tag}");
    }
    let crossed = format!("<ul>{}{}", "<span>".repeat(50_000), "<li>x</li></div>".repeat(50_000));
    assert_eq!(read(MediaType::Html, crossed.as_bytes()).blocks.len(), 50_000);
}
