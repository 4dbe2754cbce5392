//! `list`: the built-in styles.

use microbag::contract;
use microbag::style::Style;

use crate::prose::Lines;

/// The styles, one a line.
pub(crate) fn run(json: bool, lines: Lines) -> String {
    if json {
        return contract::list();
    }
    let styles = Style::builtin_names().into_iter().filter_map(|name| Style::builtin(name).ok());
    let rows: Vec<[String; 2]> = styles
        .map(|style| {
            let file = style.file();
            let sizes: Vec<&str> = file.sizes.iter().map(|size| size.name.as_str()).collect();
            let sizes = match sizes.as_slice() {
                [] => String::new(),
                sizes => format!(" Sizes: {}.", sizes.join(", ")),
            };
            [file.name.clone(), format!("{}. {}{sizes}", file.title, file.summary)]
        })
        .collect();
    lines.columns("", &rows)
        + "\n`microbag show STYLE` tells what can be wished, `microbag make STYLE -o out` makes it.\n"
}
