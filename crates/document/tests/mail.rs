//! Mails and mailboxes: what a person would see of them, and what is attached.

mod support;

use document::{BlockKind, Member};
use evidence::{MediaType, SourceId};
use std::io::Cursor;
use support::{head, lines, read};

/// A head, a blank line, a body.
fn mail(fields: &str, body: &str) -> Vec<u8> {
    format!("From: \"Kim, A.\" <kim@office.example>\r\nTo: b@site.example\r\nDate: Mon, 2 Jun 2014 23:30:00 -0800\r\n{fields}\r\n\r\n{body}")
        .into_bytes()
}

/// Each member as a line: its name, its kind, its bytes as text.
fn members(media_type: MediaType, bytes: &[u8]) -> (Vec<String>, Vec<String>) {
    let mut found = Vec::new();
    let source = SourceId::of(bytes);
    let notices = document::members(media_type, "m", source, &mut Cursor::new(bytes), &mut |member: Member| {
        assert_eq!(member.source, SourceId::of(member.bytes));
        found.push(format!("{} {}: {}", member.name, member.media_type.name(), String::from_utf8_lossy(member.bytes).trim()));
    });
    (found, notices.iter().map(|notice| format!("{}: {}", notice.file, notice.cause)).collect())
}

#[test]
fn a_mail_is_its_head_and_its_words() {
    let bytes = mail("Subject: Pay in May\r\nContent-Type: text/plain", "The 300 men got $200 a month.\r\n\r\nThey said so.\r\n");
    let document = read(MediaType::Eml, &bytes);
    assert_eq!(
        lines(&document),
        [
            "-: Kim, A. <kim@office.example>",
            "-: b@site.example",
            "-: 2014-06-02T23:30:00-08:00",
            "h1: Pay in May",
            "p: The 300 men got $200 a month.",
            "p: They said so.",
        ]
    );
    assert_eq!(head(&document), "Pay in May / Kim, A. / 2014-06-02", "the day where the sender was");
    let at = document.layer.text().find("$200").expect("the words");
    let span = document.layer.span(at..at + 4).expect("a place");
    assert_eq!(span.whereabouts(), "text, characters 16–20");
    assert!(span.resolves_in(&document.layer));
}

#[test]
fn words_in_other_encodings_are_read() {
    let (korean, _, _) = encoding_rs::EUC_KR.encode("월급은 300달러였다.");
    let (russian, _, _) = encoding_rs::KOI8_R.encode("Рабочие получали 300 долларов.");
    let (chinese, _, _) = encoding_rs::GBK.encode("工人每月三百美元。");
    for (charset, bytes, words) in [
        ("euc-kr", korean, "월급은 300달러였다."),
        ("koi8-r", russian, "Рабочие получали 300 долларов."),
        ("gb2312", chinese, "工人每月三百美元。"),
    ] {
        let mut mail = mail(&format!("Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: 8bit"), "");
        mail.extend_from_slice(&bytes);
        assert_eq!(lines(&read(MediaType::Eml, &mail)).last().map(String::as_str), Some(format!("p: {words}").as_str()));
    }
    let encoded = mail("Subject: =?koi8-r?B?+sHS0MzB1MEg2sEgzcHK?=\r\nContent-Type: text/plain", "x");
    assert_eq!(read(MediaType::Eml, &encoded).title.as_deref(), Some("Зарплата за май"));
}

#[test]
fn plain_text_goes_before_markup_and_markup_before_nothing() {
    let both = "Content-Type: multipart/alternative; boundary=b";
    let parts = |plain: &str| {
        format!(
            "--b\r\nContent-Type: text/plain\r\n\r\n{plain}\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>The <b>300</b> men.</p>\r\n--b--\r\n"
        )
    };
    let words = |bytes: &[u8]| lines(&read(MediaType::Eml, bytes)).split_off(3);
    assert_eq!(words(&mail(both, &parts("The 40 men."))), ["p: The 40 men."]);
    assert_eq!(words(&mail(both, &parts(" "))), ["p: The 300 men."]);
    assert_eq!(
        words(&mail("Content-Type: text/html", "<p>A.</p><blockquote type=cite><p>B 9.</p></blockquote><p>C.</p>")),
        ["p: A.", "-: B 9.", "p: C."]
    );
}

#[test]
fn what_is_quoted_is_never_read_and_what_is_handed_on_is() {
    let answer = mail(
        "Subject: Re: pay",
        "They got 300.\r\n\r\nOn Mon, 2 Jun 2014, B <b@site.example> wrote:\r\n> 500?\r\n-- \r\nA. Kim\r\n",
    );
    let document = read(MediaType::Eml, &answer);
    let read_blocks = document.blocks.iter().filter(|block| block.kind == BlockKind::Paragraph).count();
    assert_eq!(read_blocks, 1, "{:#?}", lines(&document));
    assert!(document.notices.iter().any(|notice| notice.cause.contains("quotes earlier mails")), "{:?}", document.notices);
    let handed_on = mail(
        "Subject: Fwd: pay",
        "---------- Forwarded message ---------\r\nFrom: C\r\nDate: x\r\nTo: D\r\nSubject: y\r\n\r\nThe 300 men.\r\n",
    );
    assert_eq!(lines(&read(MediaType::Eml, &handed_on)).last().map(String::as_str), Some("p: The 300 men."));
}

#[test]
fn attachments_are_members() {
    let inner = "From: c@site.example\r\nSubject: Inner\r\nMessage-ID: <2@x>\r\nMIME-Version: 1.0\r\n\r\nThe 12 men.";
    let body = format!(
        "--b\r\nContent-Type: text/plain\r\n\r\nSee below.\r\n\
         --b\r\nContent-Type: text/csv; name*=utf-8''%EA%B8%89%EC%97%AC.csv\r\nContent-Transfer-Encoding: base64\r\n\r\nYSxiCjEsMgo=\r\n\
         --b\r\nContent-Type: text/plain; charset=koi8-r; name=\"=?koi8-r?B?zcHK?=.txt\"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment\r\n\r\n89LFxM7RzQ==\r\n\
         --b\r\nContent-Type: message/rfc822\r\n\r\n{inner}\r\n\
         --b\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\neJ8+IgAA\r\n\
         --b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b--\r\n"
    );
    let (found, notices) = members(MediaType::Eml, &mail("Content-Type: multipart/mixed; boundary=b", &body));
    assert_eq!(found[0].split(' ').next(), Some("m!/급여.csv"));
    assert!(found[0].ends_with(": a,b\n1,2"), "{found:#?}");
    assert_eq!(found[1], "m!/май.txt text/plain: Средням", "a text whose encoding the mail alone names is given in UTF-8");
    assert_eq!(found[2], format!("m!/Inner.eml message/rfc822: {inner}"));
    assert!(notices.iter().any(|notice| notice.starts_with("m!/winmail.dat: this is an envelope of Outlook")), "{notices:?}");
}

#[test]
fn a_mailbox_is_its_mails() {
    let one = "Received: from x\r\nMessage-ID: <1@x>\r\nFrom: a@x.example\r\n\r\nFrom Monday on, 300 men.\r\n";
    let line = "From a@x.example Mon Jun  2 10:11:12 2014\r\n";
    let mailbox = format!("{line}{}\r\n{line}{one}", one.replace("From Monday", ">From Monday"));
    let (found, notices) = members(MediaType::Mbox, mailbox.as_bytes());
    assert_eq!(found, [format!("m!/1.eml message/rfc822: {}", one.trim()), format!("m!/2.eml message/rfc822: {}", one.trim())]);
    assert!(notices.is_empty(), "{notices:?}");
    assert!(read(MediaType::Mbox, mailbox.as_bytes()).blocks.is_empty(), "a mailbox says nothing itself");
}

#[test]
fn a_broken_mail_is_what_could_be_read_of_it() {
    let whole = mail(
        "Subject: x\r\nContent-Type: multipart/mixed; boundary=b",
        "--b\r\nContent-Type: text/plain\r\n\r\nThe 300 men.\r\n--b\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjQK\r\n--b--\r\n",
    );
    for end in 0..whole.len() {
        let cut = &whole[..end];
        let _ = read(MediaType::Eml, cut);
        let _ = members(MediaType::Eml, cut);
    }
    let nested = "Content-Type: message/rfc822\r\n\r\n".repeat(2_000);
    let _ = members(MediaType::Eml, nested.as_bytes());
}
