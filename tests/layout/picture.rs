//! A quick picture of a drawing, for looking at; the real exporter is another layer.

use microbag::drawing::{Align, Drawing, Role, Shape};
use std::fmt::Write as _;

/// Writes `NAME.svg` into the folder named by `MICROBAG_PICTURES`, if it is set.
pub(crate) fn show(name: &str, drawing: &Drawing) {
    if let Some(folder) = std::env::var_os("MICROBAG_PICTURES") {
        let path = std::path::Path::new(&folder).join(format!("{name}.svg"));
        std::fs::write(path, svg(drawing)).unwrap();
    }
}

fn svg(drawing: &Drawing) -> String {
    let (w, h) = (drawing.width, drawing.height);
    let mut out = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='{w}mm' height='{h}mm' viewBox='0 0 {w} {h}'>\
         <rect width='{w}' height='{h}' fill='white'/>"
    );
    for group in &drawing.groups {
        for item in &group.items {
            let (color, stroke, dash) = style(item.role);
            let line = format!(
                "fill='none' stroke='{color}' stroke-width='{stroke}' stroke-dasharray='{dash}'"
            );
            match &item.shape {
                Shape::Path { segments, .. } => {
                    let mut d = format!("M{} {}", segments[0].a.x, h - segments[0].a.y);
                    for s in segments {
                        match s.circle() {
                            None => write!(d, "L{} {}", s.b.x, h - s.b.y).unwrap(),
                            Some((_, r)) => {
                                let (large, sweep) =
                                    (u8::from(s.bulge.abs() > 1.0), u8::from(s.bulge < 0.0));
                                write!(d, "A{r} {r} 0 {large} {sweep} {} {}", s.b.x, h - s.b.y)
                                    .unwrap();
                            }
                        }
                    }
                    write!(out, "<path d='{d}' {line}/>").unwrap();
                }
                Shape::Circle { center, radius } => {
                    write!(
                        out,
                        "<circle cx='{}' cy='{}' r='{radius}' {line}/>",
                        center.x,
                        h - center.y
                    )
                    .unwrap();
                }
                Shape::Text(t) => {
                    let anchor = match t.align {
                        Align::Start => "start",
                        Align::Middle => "middle",
                        Align::End => "end",
                    };
                    let weight = if t.bold { "bold" } else { "normal" };
                    let content = t.content.replace('&', "&amp;").replace('<', "&lt;");
                    write!(
                        out,
                        "<text transform='translate({} {}) rotate({})' font-family='Noto Sans' font-weight='{weight}' \
                         font-size='{}' text-anchor='{anchor}'>{content}</text>",
                        t.at.x,
                        h - t.at.y,
                        -t.turn_deg,
                        t.size
                    )
                    .unwrap();
                }
            }
        }
    }
    out + "</svg>"
}

fn style(role: Role) -> (&'static str, f64, &'static str) {
    match role {
        Role::CutOuter => ("#000000", 0.35, "none"),
        Role::CutInner => ("#0000FF", 0.35, "none"),
        Role::Hole => ("#FF0000", 0.2, "none"),
        Role::StitchLine => ("#00C000", 0.2, "1.2 0.8"),
        Role::Fold => ("#FF00FF", 0.25, "3 1"),
        Role::Engrave => ("#FF8000", 0.25, "none"),
        _ => ("#707070", 0.2, "none"),
    }
}
