//! Well-formed XML, straight into one string.
//!
//! The crate `svg` was tried for this and left: it keeps attributes in a hash map (sorted again when written) and copies
//! each value for every character it escapes. The holes of a sheet alone took it three times the budget of the whole sheet.

/// An XML document that is being written.
#[derive(Debug)]
pub(super) struct Xml {
    out: String,
    open: Vec<&'static str>,
    /// True while the last element's start tag can still take attributes.
    in_tag: bool,
}

impl Xml {
    pub(super) fn new(capacity: usize) -> Self {
        let mut out = String::with_capacity(capacity);
        out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        Self { out, open: Vec::new(), in_tag: false }
    }
    /// Starts an element.
    pub(super) fn start(&mut self, name: &'static str) {
        self.end_tag();
        self.out.push_str("\n<");
        self.out.push_str(name);
        self.open.push(name);
        self.in_tag = true;
    }
    /// An attribute of the element just started. Only before its content.
    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        self.written(name, |out| escape(out, value, true));
    }
    /// A `data-` attribute of the element just started.
    pub(super) fn data(&mut self, key: &str, value: &str) {
        self.out.push_str(" data-");
        self.out.push_str(key);
        self.out.push_str("=\"");
        escape(&mut self.out, value, true);
        self.out.push('"');
    }
    /// An attribute whose value is written by `write`, which must not need escaping.
    pub(super) fn written(&mut self, name: &str, write: impl FnOnce(&mut String)) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        write(&mut self.out);
        self.out.push('"');
    }
    /// An element that holds only text.
    pub(super) fn leaf(&mut self, name: &'static str, content: &str) {
        self.start(name);
        self.end_tag();
        escape(&mut self.out, content, false);
        self.open.pop();
        self.close_tag(name);
    }
    /// Ends the element started last.
    pub(super) fn end(&mut self) {
        let Some(name) = self.open.pop() else { return };
        if self.in_tag {
            self.out.push_str("/>");
            self.in_tag = false;
        } else {
            self.out.push('\n');
            self.close_tag(name);
        }
    }
    /// Ends all open elements.
    pub(super) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.end();
        }
        self.out.push('\n');
        self.out
    }

    fn end_tag(&mut self) {
        if self.in_tag {
            self.out.push('>');
            self.in_tag = false;
        }
    }
    fn close_tag(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }
}

/// Appends `text` so that a reader gets it back; characters XML 1.0 cannot hold are left out.
pub(super) fn escape(out: &mut String, text: &str, in_attribute: bool) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            // A reader would turn these into spaces within an attribute, and a carriage return into a line feed anywhere.
            '\t' if in_attribute => out.push_str("&#9;"),
            '\n' if in_attribute => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' => out.push(c),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_escaped_and_what_xml_cannot_hold_is_left_out() {
        let mut out = String::new();
        escape(&mut out, "a<b>&\"c'\0\u{b}\u{ffff}\r\nd", true);
        assert_eq!(out, "a&lt;b&gt;&amp;&quot;c&apos;&#13;&#10;d", "attribute");
    }

    #[test]
    fn elements_nest_and_end() {
        let mut xml = Xml::new(64);
        xml.start("svg");
        xml.attribute("id", "\"");
        xml.leaf("title", "a & b");
        xml.start("g");
        let text = xml.finish();
        assert!(
            text.ends_with("<svg id=\"&quot;\">\n<title>a &amp; b</title>\n<g/>\n</svg>\n"),
            "{text}"
        );
    }
}
