//! One drawing as the operations of one page.

use std::collections::BTreeMap;

use printpdf::{
    Color, DictItem, LayerInternalId, Line as PdfLine, LineDashPattern, LinePoint, Op, PdfPage, Pt,
    Rgb, TextItem, TextMatrix,
};

use crate::drawing::{Align, Drawing, Item, Role, Shape, Text};

use super::fonts::{Fonts, handle};
use super::shape::{circle, path, points};
use super::style::{Layer, ink, line};
use super::text_string;

/// The page of a drawing, its layers painted in their order.
pub(super) fn page(drawing: &Drawing, fonts: &Fonts) -> PdfPage {
    let mut ops = Vec::new();
    for layer in Layer::ALL {
        let items = || {
            let all = drawing.groups.iter().flat_map(|group| &group.items);
            all.filter(|item| Layer::of(item) == layer)
        };
        if items().next().is_none() {
            continue;
        }
        ops.push(Op::BeginLayer { layer_id: id(layer) });
        ops.push(Op::SaveGraphicsState);
        let mut pen = None;
        for item in items() {
            draw(&mut ops, item, &mut pen, fonts);
        }
        ops.push(Op::RestoreGraphicsState);
        ops.push(Op::EndLayer);
    }
    let size = printpdf::Rect::from_wh(points(drawing.width), points(drawing.height));
    PdfPage { media_box: size.clone(), trim_box: size.clone(), crop_box: size, ops }
}

/// Name of a layer in every page's resources.
pub(super) fn id(layer: Layer) -> LayerInternalId {
    LayerInternalId(layer.name().into())
}

fn draw(ops: &mut Vec<Op>, item: &Item, pen: &mut Option<Role>, fonts: &Fonts) {
    match &item.shape {
        Shape::Text(words) => text(ops, words, item.role, fonts),
        Shape::Path { segments, closed } => {
            take_pen(ops, item.role, pen);
            stroke(ops, path(segments, *closed), *closed);
        }
        Shape::Circle { center, radius } => {
            take_pen(ops, item.role, pen);
            stroke(ops, circle(*center, *radius), true);
        }
    }
}

fn stroke(ops: &mut Vec<Op>, points: Vec<LinePoint>, is_closed: bool) {
    ops.push(Op::DrawLine { line: PdfLine { points, is_closed } });
}

/// Sets the style of a role unless it is set already.
fn take_pen(ops: &mut Vec<Op>, role: Role, pen: &mut Option<Role>) {
    if *pen == Some(role) {
        return;
    }
    *pen = Some(role);
    let style = line(role);
    let dashes: Vec<f32> = style.dashes.iter().map(|length| points(*length).0).collect();
    ops.push(Op::SetOutlineColor { col: color(style.color) });
    ops.push(Op::SetOutlineThickness { pt: points(style.width) });
    ops.push(Op::SetLineDashPattern { dash: LineDashPattern::new(0.0, &dashes) });
}

fn color([r, g, b]: [f32; 3]) -> Color {
    Color::Rgb(Rgb { r, g, b, icc_profile: None })
}

/// A line of text, searchable as what it says even where the typeface shows a box.
fn text(ops: &mut Vec<Op>, text: &Text, role: Role, fonts: &Fonts) {
    let (shown, differs) = fonts.shown(text);
    let share = match text.align {
        Align::Start => 0.0,
        Align::Middle => 0.5,
        Align::End => 1.0,
    };
    let angle = text.turn_deg.to_radians();
    let (cos, sin) = (libm::cos(angle), libm::sin(angle));
    let back = share * fonts.width(text);
    let (x, y) = (points(text.at.x - back * cos), points(text.at.y - back * sin));
    if differs {
        let said = DictItem::String { data: text_string(&text.content), literal: false };
        ops.push(Op::BeginMarkedContentWithProperties {
            tag: "Span".into(),
            properties: DictItem::Dict { map: BTreeMap::from([("ActualText".into(), said)]) },
        });
    }
    ops.push(Op::StartTextSection);
    ops.push(Op::SetFillColor { col: color(ink(role)) });
    ops.push(Op::SetFont { font: handle(text.bold), size: points(text.size) });
    ops.push(Op::SetTextMatrix { matrix: turned(cos, sin, x, y) });
    ops.push(Op::ShowText { items: vec![TextItem::Text(shown)] });
    ops.push(Op::EndTextSection);
    if differs {
        ops.push(Op::EndMarkedContentWithProperties);
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a sine needs no more than 7 digits")]
fn turned(cos: f64, sin: f64, x: Pt, y: Pt) -> TextMatrix {
    let (cos, sin) = (cos as f32, sin as f32);
    TextMatrix::Raw([cos, sin, -sin, cos, x.0, y.0])
}
