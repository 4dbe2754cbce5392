//! Reading windows and straps.

use crate::diag::Diagnostic;
use crate::reader::{Entry, Fields, Findings, Node, Value, wrong_type};

use super::super::ast::{Construction, End, Strap, StrapFold, Window, WindowSplit};
use super::element;
use super::value::{
    count_at, length, length_at, need_word, one_of, one_of_at, path, path_at, paths, word_at,
};

/// A zipper let in.
pub(super) fn window(entry: &Entry, findings: &mut Findings) -> Option<Window> {
    let (head, mut fields) = element("window", entry, findings)?;
    let host = fields.need("in", findings).and_then(|node| path(node, "in", findings));
    let part = need_word(&mut fields, "part", findings);
    let splits = [("slot", WindowSplit::Slot), ("halves", WindowSplit::Halves)];
    let split = need_word(&mut fields, "split", findings)
        .and_then(|word| one_of(&word, "split", &splits, findings));
    let edges = [("raw", Construction::Raw), ("folded", Construction::Folded)];
    let edge = one_of_at(&mut fields, "edge", &edges, findings).unwrap_or(Construction::Raw);
    let margin = length_at(&mut fields, "margin", findings);
    let inset = length_at(&mut fields, "inset", findings);
    fields.finish(findings);
    Some(Window { head, host: host?, part: part?, split: split?, edge, margin, inset })
}

/// A strap.
pub(super) fn strap(entry: &Entry, findings: &mut Findings) -> Option<Strap> {
    let (head, mut fields) = element("strap", entry, findings)?;
    fields.also(&["each"]);
    let material = need_word(&mut fields, "material", findings);
    let width = fields.need("width", findings).and_then(|node| length(node, "width", findings));
    let long = length_at(&mut fields, "length", findings);
    let threads = path_at(&mut fields, "threads", findings);
    let ends: Vec<End> = match fields.take("ends").map(|node| &node.value) {
        Some(Value::List(items)) => items.iter().filter_map(|item| end(item, findings)).collect(),
        Some(other) => {
            findings.push(wrong_type(fields.span, "ends", "a list of one or two ends", other));
            Vec::new()
        }
        None => {
            if threads.is_none() {
                fields.need("ends", findings);
            }
            Vec::new()
        }
    };
    if (ends.is_empty() && threads.is_none()) || ends.len() > 2 {
        findings.push(Diagnostic::at("wrong-count", head.span, "a strap has one or two `ends`"));
        return None;
    }
    let loops = ends.iter().filter(|end| matches!(end, End::Loop { .. })).count();
    if long.is_none() && (ends.len() != 1 || loops != 1) {
        findings.push(
            Diagnostic::at(
                "missing-key",
                head.span,
                format!("`strap.{}` needs the key `length`", head.name),
            )
            .hint("only a strap with one looped end goes without: it is as long as its leg"),
        );
    }
    let count = count_at(&mut fields, "count", (1, 20), findings).unwrap_or(1);
    let pair = fields.flag("pair", findings).unwrap_or(false);
    let core = word_at(&mut fields, "core", findings);
    let folds = [("thirds", StrapFold::Thirds), ("half", StrapFold::Half)];
    let fold = one_of_at(&mut fields, "fold", &folds, findings);
    let part = word_at(&mut fields, "part", findings);
    fields.finish(findings);
    Some(Strap {
        head,
        material: material?,
        width: width?,
        length: long,
        ends,
        count,
        pair,
        core,
        fold,
        threads,
        part,
    })
}

fn end(node: &Node, findings: &mut Findings) -> Option<End> {
    let mut fields = findings.keep(Fields::of("ends", node))?;
    let ring = path_at(&mut fields, "loop", findings);
    let of = paths(&mut fields, "of", findings);
    let forms = ["plain", "point", "tapered"].map(|form| fields.flag(form, findings) == Some(true));
    let looped = fields.has("loop");
    let leg = length_at(&mut fields, "leg", findings);
    fields.finish(findings);
    match (looped, forms) {
        (true, [false, false, false]) => Some(End::Loop { ring: ring?, of, leg }),
        (false, [true, false, false]) => Some(End::Plain { leg }),
        (false, [false, true, false]) => Some(End::Point { leg }),
        (false, [false, false, true]) => Some(End::Tapered { leg }),
        _ => {
            let message = "an end is either a `loop` or `plain`, `point` or `tapered`";
            let finding = Diagnostic::at("missing-key", node.span, message);
            findings.push(finding.hint("{ loop = \"ring\" }"));
            None
        }
    }
}
