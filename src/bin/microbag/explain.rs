//! `explain`: a rule by its code.

use microbag::check::About;
use microbag::check::rules::{ABOUT, about};
use microbag::diag::{Diagnostic, Place, did_you_mean};
use serde_json::{Value, json};

use crate::args::Explain;
use crate::failure::Failure;
use crate::prose::Lines;

/// The rule of a code; all rules without one.
pub(crate) fn run(args: &Explain, json: bool, lines: Lines) -> Result<String, Failure> {
    let Some(code) = args.code.as_deref() else {
        return Ok(if json {
            pretty(&json!({ "rules": ABOUT.iter().map(value).collect::<Vec<_>>() }))
        } else {
            all(lines)
        });
    };
    // Findings show it in brackets: whoever copies them is understood.
    let code = code.trim().trim_start_matches('[').trim_end_matches(']');
    let rule = about(code).ok_or_else(|| unknown(code))?;
    if json {
        return Ok(pretty(&value(rule)));
    }
    let text = lines.paragraph(&format!("{}: ", rule.code), "  ", rule.title)
        + "\n"
        + &lines.paragraph("  ", "  ", rule.reason)
        + "\n"
        + &lines.paragraph("  Figures: ", "           ", rule.source);
    Ok(text)
}

fn all(lines: Lines) -> String {
    let rows: Vec<[String; 2]> =
        ABOUT.iter().map(|rule| [rule.code.to_owned(), rule.title.to_owned()]).collect();
    lines.columns("", &rows)
}

fn unknown(code: &str) -> Failure {
    let message = format!("there is no rule `{code}`");
    let hint = did_you_mean(code, ABOUT.iter().map(|rule| rule.code)).map_or_else(
        || "`microbag explain` lists all rules".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    Failure::usage(Diagnostic::error("unknown-rule", Place::Nowhere, message).hint(hint))
}

fn value(rule: &About) -> Value {
    json!({ "code": rule.code, "title": rule.title, "reason": rule.reason, "source": rule.source })
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}
