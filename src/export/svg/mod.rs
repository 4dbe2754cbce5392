//! SVG for cutters and editors: true millimetres, one Inkscape layer per operation, nothing but paths and circles.
//!
//! The file holds only what cutting programs are known to read: `g`, `path`, `circle`, `title`, `desc`, presentation
//! attributes, no style sheet, no transform, no clip, no reference and no live text. Colors are fixed, because cutters
//! tell operations apart by them.

mod ids;
mod path;
mod style;

use crate::drawing::{Align, Drawing, Group, Item, Role, Shape, Text};
use crate::text::Typeface;

use self::path::{PathData, SetText};
use self::style::Layer;
use super::ExportError;
use super::check;
use super::decimal::Decimals;
use super::xml::Xml;

/// How an SVG is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// Places behind the point, at most 7. Trailing zeros are not written.
    pub decimals: u8,
    /// Width of every line, mm. Cutters follow the line's middle and ask for a hairline.
    pub stroke_width: f64,
    /// Language of titles and labels, as in `en` or `de-CH`.
    pub language: String,
}

impl Default for Options {
    fn default() -> Self {
        Self { decimals: 4, stroke_width: 0.1, language: "en".into() }
    }
}

/// Everything an element needs to be written.
struct Ctx<'a> {
    xml: Xml,
    typeface: Typeface,
    decimals: Decimals,
    /// Letters are for eyes: a micrometre will do, and they are most of the file.
    letters: Decimals,
    height: f64,
    stroke_width: String,
    drawing: &'a Drawing,
    slugs: Vec<String>,
}

/// The drawing as SVG.
///
/// Lines shorter than the decimals can show are left out. Errors name the group: a number that is not finite, a path
/// with a gap, a line over the edge of the sheet.
pub fn write(drawing: &Drawing, options: &Options) -> Result<String, ExportError> {
    check::sound(drawing)?;
    check::inside(drawing)?;
    let decimals = Decimals::new(options.decimals);
    let width =
        if options.stroke_width.is_finite() { options.stroke_width.clamp(0.0, 10.0) } else { 0.1 };
    let mut stroke_width = String::new();
    // A hairline of a hundredth of a millimetre must survive coarse decimals.
    Decimals::new(4).write(&mut stroke_width, width);
    let n_items: usize = drawing.groups.iter().map(|group| group.items.len()).sum();
    let mut ctx = Ctx {
        xml: Xml::new(4096 + 256 * n_items),
        typeface: Typeface::default(),
        decimals,
        letters: Decimals::new(options.decimals.min(3)),
        height: drawing.height,
        stroke_width,
        drawing,
        slugs: ids::slugs(drawing.groups.iter().map(|group| group.id.as_str())),
    };
    ctx.root(&options.language);
    for layer in Layer::ALL {
        ctx.layer(layer);
    }
    Ok(ctx.xml.finish())
}

impl Ctx<'_> {
    fn root(&mut self, language: &str) {
        let (decimals, drawing) = (self.decimals, self.drawing);
        let (width, height) = (drawing.width, drawing.height);
        let xml = &mut self.xml;
        xml.start("svg");
        xml.attribute("xmlns", "http://www.w3.org/2000/svg");
        xml.attribute("xmlns:inkscape", "http://www.inkscape.org/namespaces/inkscape");
        for (name, side) in [("width", width), ("height", height)] {
            xml.written(name, |out| {
                decimals.write(out, side);
                out.push_str("mm");
            });
        }
        xml.written("viewBox", |out| {
            out.push_str("0 0 ");
            decimals.write(out, width);
            out.push(' ');
            decimals.write(out, height);
        });
        xml.attribute("role", "img");
        if !language.is_empty() {
            xml.attribute("xml:lang", language);
        }
        xml.leaf("title", &drawing.title);
        xml.leaf("desc", &drawing.description);
    }

    /// A layer with one group in it for each group of the drawing; nothing where nothing lies in it.
    fn layer(&mut self, layer: Layer) {
        let mut open = false;
        let drawing = self.drawing;
        for (idx, group) in drawing.groups.iter().enumerate() {
            if !group.items.iter().any(|item| Layer::of(item) == layer) {
                continue;
            }
            if !open {
                open = true;
                self.xml.start("g");
                self.xml.attribute("id", layer.id());
                self.xml.attribute("inkscape:groupmode", "layer");
                self.xml.attribute("inkscape:label", layer.id());
            }
            self.group(layer, idx, group);
        }
        if open {
            self.xml.end();
        }
    }

    fn group(&mut self, layer: Layer, idx: usize, group: &Group) {
        self.xml.start("g");
        let slug = self.slugs.get(idx).map_or("", String::as_str);
        self.xml.written("id", |out| {
            out.push_str(layer.id());
            out.push('-');
            out.push_str(slug);
        });
        if group.quantity > 0 {
            self.xml.attribute("data-piece", &group.id);
            self.xml.attribute("data-quantity", &group.quantity.to_string());
            self.xml.attribute("data-material", &group.material);
        } else {
            self.xml.attribute("data-block", &group.id);
        }
        self.xml.leaf("title", &group.title);
        for pass in layer.passes() {
            for item in
                group.items.iter().filter(|item| Layer::of(item) == layer && pass(item.role))
            {
                self.item(item);
            }
        }
        self.xml.end();
    }

    fn item(&mut self, item: &Item) {
        let (decimals, height) = (self.decimals, self.height);
        match &item.shape {
            Shape::Path { segments, closed } => {
                let mut d = String::new();
                PathData::new(&mut d, decimals, height).segments(segments, *closed);
                if d.is_empty() {
                    return;
                }
                self.xml.start("path");
                self.xml.written("d", |out| out.push_str(&d));
                self.stroke(item);
            }
            Shape::Circle { center, radius } => {
                self.xml.start("circle");
                for (name, number) in [("cx", center.x), ("cy", height - center.y), ("r", *radius)]
                {
                    self.xml.written(name, |out| decimals.write(out, number));
                }
                self.stroke(item);
            }
            Shape::Text(text) => return self.text(item, text),
        }
        self.tags(item);
        self.xml.end();
    }

    fn stroke(&mut self, item: &Item) {
        self.xml.written("fill", |out| out.push_str("none"));
        self.xml.written("stroke", |out| out.push_str(style::color(item)));
        self.xml.written("stroke-width", |out| out.push_str(&self.stroke_width));
    }

    fn tags(&mut self, item: &Item) {
        if let Some(name) = role_to_tell(item) {
            self.xml.attribute("data-role", name);
        }
        for (k, (key, value)) in item.tags.iter().enumerate() {
            let known = item.tags.iter().take(k).any(|(before, _)| before == key);
            let letters = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase());
            // A second one of its kind, or a key no attribute can bear, would make the whole file unreadable.
            if letters && !known && *key != "role" {
                self.xml.data(key, value);
            }
        }
    }

    /// Words as filled outlines; what they say stands in the title, for readers and for search.
    fn text(&mut self, item: &Item, text: &Text) {
        let share = match text.align {
            Align::Start => 0.0,
            Align::Middle => 0.5,
            Align::End => 1.0,
        };
        let angle = text.turn_deg.to_radians();
        let (cos, sin) = (libm::cos(angle), libm::sin(angle));
        let back = share * self.typeface.width(&text.content, text.size, text.bold);
        let mut at = text.at;
        at.x -= back * cos;
        at.y -= back * sin;
        self.xml.start("g");
        self.xml.attribute("aria-label", &text.content);
        self.tags(item);
        self.xml.leaf("title", &text.content);
        let mut d = String::new();
        let data = PathData::new(&mut d, self.letters, self.height);
        self.typeface.trace(
            &text.content,
            text.size,
            text.bold,
            &mut SetText { data, at, cos, sin },
        );
        if !d.is_empty() {
            self.xml.start("path");
            self.xml.written("d", |out| out.push_str(&d));
            self.xml.written("fill", |out| out.push_str(style::color(item)));
            self.xml.written("stroke", |out| out.push_str("none"));
            self.xml.end();
        }
        self.xml.end();
    }
}

/// The role of a line in the mark layer, whose roles share one color.
fn role_to_tell(item: &Item) -> Option<&'static str> {
    let line = !matches!(item.shape, Shape::Text(_));
    if line && item.role != Role::Label { style::role_name(item.role) } else { None }
}
