//! The discrete values of a named size.

use super::super::StyleFile;
use super::super::ast::{ParamKind, SizeValue};
use super::super::bound::Discrete;

/// The defaults, with what the size of that name says.
pub(crate) fn sized(wishes: &StyleFile, size: &str) -> Discrete {
    let mut discrete = Discrete::defaults(wishes);
    let Some(size) = wishes.sizes.iter().find(|known| known.name == size) else { return discrete };
    for (word, value) in &size.values {
        let param = wishes.params.iter().find(|param| param.head.name == word.text);
        match (param.map(|param| &param.kind), value) {
            (Some(ParamKind::Flag), SizeValue::Flag(flag)) => {
                discrete.flags.insert(word.text.clone(), *flag);
            }
            (Some(ParamKind::Count(lo, hi)), SizeValue::Formula(written)) => {
                if let Ok(count) = written.expr.text().trim().parse::<i64>() {
                    discrete.counts.insert(word.text.clone(), count.clamp(*lo, *hi));
                }
            }
            (Some(ParamKind::Choice(options)), SizeValue::Formula(written)) => {
                let text = written.expr.text();
                let text = text.trim_matches(['"', '\'']).to_owned();
                if options.contains(&text) {
                    discrete.choices.insert(word.text.clone(), text);
                }
            }
            _ => {}
        }
    }
    discrete
}
