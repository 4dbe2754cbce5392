//! The code of a file without what only looks like code: comments, what stands between quotes, and tests.

/// A file's code; lines stay where they are.
pub(crate) struct Code {
    /// Comments blank, strings empty.
    pub(crate) all: String,
    /// The same without items marked `#[cfg(test)]`; for counting, comments are still there.
    pub(crate) without_tests: String,
    /// Comments blank, strings empty, tests gone.
    pub(crate) live: String,
}

impl Code {
    pub(crate) fn of(text: &str) -> Self {
        let all = blank(text);
        let tests = tests(&all);
        let cut = |text: &str| {
            let mut kept = String::new();
            let mut from = 0;
            for (start, end) in &tests {
                kept += &text[from..*start];
                from = *end;
            }
            kept + &text[from..]
        };
        Self { without_tests: cut(text), live: cut(&all), all }
    }
}

/// The text with a blank for every byte of a comment and of what is between quotes.
fn blank(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < bytes.len() {
        let rest = &text[at..];
        let length = literal(rest, bytes[..at].last().copied());
        if length == 0 {
            let c = rest.chars().next().unwrap();
            out.push(c);
            at += c.len_utf8();
            continue;
        }
        let quoted = &rest[..length];
        let mark = |i: usize, byte: u8| match byte {
            b'\n' => '\n',
            // The quotes themselves show that there was something.
            b'"' if i == 0 || i + 1 == length => '"',
            _ => ' ',
        };
        out.extend(quoted.bytes().enumerate().map(|(i, byte)| mark(i, byte)));
        at += length;
    }
    out
}

/// Bytes of the comment, string or character that `rest` starts with; 0 if it starts with neither.
fn literal(rest: &str, before: Option<u8>) -> usize {
    let until = |end: &str, from: usize| {
        rest[from..].find(end).map_or(rest.len(), |i| from + i + end.len())
    };
    let inside_a_word = before.is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return until("*/", 2);
    }
    if rest.starts_with('"') {
        return closing(rest, '"');
    }
    if !inside_a_word && rest.starts_with('r') {
        let hashes = rest[1..].bytes().take_while(|byte| *byte == b'#').count();
        if rest[1 + hashes..].starts_with('"') {
            return until(&format!("\"{}", "#".repeat(hashes)), 2 + hashes);
        }
    }
    // A lifetime has no closing quote after one character.
    let mut chars = rest.chars();
    match (chars.next(), chars.next(), chars.next()) {
        (Some('\''), Some('\\'), _) => closing(rest, '\''),
        (Some('\''), Some(c), Some('\'')) => 2 + c.len_utf8(),
        _ => 0,
    }
}

/// Bytes up to and with the closing quote, escapes minded.
fn closing(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (i, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return i + c.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

/// Where the items marked `#[cfg(test)]` are, in bytes of the blanked text.
fn tests(blanked: &str) -> Vec<(usize, usize)> {
    const MARK: &str = "#[cfg(test)]";
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = blanked[from..].find(MARK).map(|i| from + i) {
        let mut depth = 0_usize;
        let mut end = blanked.len();
        for (i, byte) in blanked.bytes().enumerate().skip(start + MARK.len()) {
            depth += usize::from(byte == b'{');
            let closes = byte == b'}' && depth == 1;
            depth -= usize::from(byte == b'}' && depth > 0);
            if closes || (byte == b';' && depth == 0) {
                end = i + 1;
                break;
            }
        }
        found.push((start, end));
        from = end;
    }
    found
}

#[test]
fn only_code_is_left() {
    let text = "a // b\n/* c */ d \"e\\\"f\" '\\'' 'g' r#\"h\"i\"# &'static x\n#[cfg(test)]\nmod t { {} k }\nl\n#[cfg(test)]\nmod u;\nm\n";
    let code = Code::of(text);
    assert_eq!(code.all.len(), text.len(), "bytes stay where they are");
    let words = |code: &str| code.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(words(&code.live), "a d \" \" &'static x l m", "{}", code.live);
    assert!(code.all.contains('k'), "tests are code");
    assert!(
        !code.without_tests.contains('k') && code.without_tests.contains("// b"),
        "comments count"
    );
}
