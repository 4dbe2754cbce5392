//! The wish: which values are wanted, which are pinned, which size it starts from, what fills the slots.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Place, did_you_mean};
use crate::style::Style;
use crate::style::ast::{Param, ParamKind};
use crate::style::bound::Discrete;
use crate::units::{Quantity, Unit};

/// A wish for one style. Every value in it is finite and of its parameter's kind; every pin is in its range.
#[derive(Clone, Debug)]
pub struct Brief<'s> {
    style: &'s Style,
    size: Option<String>,
    wants: BTreeMap<String, f64>,
    pins: BTreeMap<String, f64>,
    discrete: Discrete,
    uses: BTreeMap<String, String>,
}

impl<'s> Brief<'s> {
    /// The style's own wish: its defaults.
    pub fn new(style: &'s Style) -> Self {
        Self {
            style,
            size: None,
            wants: BTreeMap::new(),
            pins: BTreeMap::new(),
            discrete: Discrete::defaults(style.file()),
            uses: BTreeMap::new(),
        }
    }

    /// Starts from a named size of the style.
    ///
    /// # Errors
    /// `unknown-size`.
    pub fn size(mut self, name: &str) -> Result<Self, Diagnostic> {
        let sizes = &self.style.file().sizes;
        let Some(size) = sizes.iter().find(|size| size.name == name) else {
            let message = format!("{} has no size `{name}`", self.style.file().name);
            let names: Vec<&str> = sizes.iter().map(|size| size.name.as_str()).collect();
            return Err(Diagnostic::error("unknown-size", Place::Nowhere, message).hint(
                if names.is_empty() {
                    "it has no named sizes".to_owned()
                } else {
                    format!("its sizes are {}", names.join(", "))
                },
            ));
        };
        let sized = self.style.sized(name);
        for (word, _) in &size.values {
            let param = &word.text;
            if let Some(flag) = sized.flags.get(param) {
                self.discrete.flags.insert(param.clone(), *flag);
            }
            if let Some(count) = sized.counts.get(param) {
                self.discrete.counts.insert(param.clone(), *count);
            }
            if let Some(choice) = sized.choices.get(param) {
                self.discrete.choices.insert(param.clone(), choice.clone());
            }
        }
        self.size = Some(name.to_owned());
        Ok(self)
    }

    /// Wants a value; it may be moved if no bag can be made with it.
    ///
    /// # Errors
    /// `unknown-param`, `wrong-unit`, `not-finite`.
    pub fn want(mut self, name: &str, value: Quantity) -> Result<Self, Diagnostic> {
        let (_, value) = self.measure(name, value)?;
        self.wants.insert(name.to_owned(), value);
        Ok(self)
    }

    /// Wants a value and nothing else: it is never moved.
    ///
    /// # Errors
    /// As [`want`](Self::want); `pin-out-of-range` outside the parameter's range.
    pub fn pin(mut self, name: &str, value: Quantity) -> Result<Self, Diagnostic> {
        let (range, value) = self.measure(name, value)?;
        if !(range.0..=range.1).contains(&value) {
            let shown = |value| Quantity { value, unit: self.unit(name) };
            let message = format!("`{name}` cannot be pinned at {}", shown(value));
            return Err(Diagnostic::error("pin-out-of-range", Place::Nowhere, message)
                .hint(format!("its range is {} to {}", shown(range.0), shown(range.1))));
        }
        self.pins.insert(name.to_owned(), value);
        Ok(self)
    }

    /// Wants a value given as text: `53`, `5.3 cm`, `true`, a word.
    ///
    /// # Errors
    /// As [`want`](Self::want); `wrong-value` for text that is no value of the parameter's kind.
    pub fn want_text(self, name: &str, text: &str) -> Result<Self, Diagnostic> {
        match self.param(name)?.kind {
            ParamKind::Measure(ref measure) => {
                let value = quantity(name, text, measure.unit)?;
                self.want(name, value)
            }
            _ => self.choose(name, text),
        }
    }

    /// Pins a value given as text.
    ///
    /// # Errors
    /// As [`pin`](Self::pin) and [`want_text`](Self::want_text).
    pub fn pin_text(self, name: &str, text: &str) -> Result<Self, Diagnostic> {
        match self.param(name)?.kind {
            ParamKind::Measure(ref measure) => {
                let value = quantity(name, text, measure.unit)?;
                self.pin(name, value)
            }
            // What is discrete is never moved anyway.
            _ => self.choose(name, text),
        }
    }

    /// Fills a slot from stock: `closure` with `magnet-8`.
    ///
    /// # Errors
    /// `unknown-slot`. Whether the entry exists and fits is seen when the bag is structured.
    pub fn use_stock(mut self, slot: &str, entry: &str) -> Result<Self, Diagnostic> {
        let slots = &self.style.file().slots;
        if !slots.iter().any(|known| known.head.name == slot) {
            let names: Vec<&str> = slots.iter().map(|slot| slot.head.name.as_str()).collect();
            let message = format!("{} has no slot `{slot}`", self.style.file().name);
            return Err(Diagnostic::error("unknown-slot", Place::Nowhere, message)
                .hint(nearest(slot, &names)));
        }
        self.uses.insert(slot.to_owned(), entry.to_owned());
        Ok(self)
    }

    /// The style it is a wish for.
    pub fn style(&self) -> &'s Style {
        self.style
    }
    /// The discrete values.
    pub fn discrete(&self) -> &Discrete {
        &self.discrete
    }
    /// The size it starts from.
    pub fn named_size(&self) -> Option<&str> {
        self.size.as_deref()
    }
    /// What is wanted of a parameter, if anything is said; mm, degrees or plain.
    pub fn wanted(&self, name: &str) -> Option<f64> {
        self.pins.get(name).or_else(|| self.wants.get(name)).copied()
    }
    /// True if the parameter may not be moved.
    pub fn is_pinned(&self, name: &str) -> bool {
        self.pins.contains_key(name)
    }
    /// What is to fill a slot, if anything is said.
    pub fn stock_for(&self, slot: &str) -> Option<&str> {
        self.uses.get(slot).map(String::as_str)
    }

    fn param(&self, name: &str) -> Result<&'s Param, Diagnostic> {
        let params = &self.style.file().params;
        params.iter().find(|param| param.head.name == name).ok_or_else(|| {
            let names: Vec<&str> = params.iter().map(|param| param.head.name.as_str()).collect();
            let message = format!("{} has no parameter `{name}`", self.style.file().name);
            Diagnostic::error("unknown-param", Place::Nowhere, message).hint(nearest(name, &names))
        })
    }

    fn unit(&self, name: &str) -> Unit {
        match self.param(name).map(|param| &param.kind) {
            Ok(ParamKind::Measure(measure)) => measure.unit,
            _ => Unit::Number,
        }
    }

    fn measure(&self, name: &str, value: Quantity) -> Result<((f64, f64), f64), Diagnostic> {
        let ParamKind::Measure(measure) = &self.param(name)?.kind else {
            let message = format!("`{name}` takes no measure");
            return Err(Diagnostic::error("wrong-value", Place::Nowhere, message));
        };
        if measure.unit != value.unit {
            let message = format!("`{name}` is not measured in the unit of {value}");
            return Err(Diagnostic::error("wrong-unit", Place::Nowhere, message));
        }
        if !value.value.is_finite() || value.value.abs() > 1e5 {
            let message = format!("`{name}` cannot be {}", value.value);
            return Err(Diagnostic::error("not-finite", Place::Nowhere, message)
                .hint("give a number below 100 m"));
        }
        Ok((measure.range, value.value))
    }

    fn choose(mut self, name: &str, text: &str) -> Result<Self, Diagnostic> {
        let wrong = |wanted: &str| {
            Err(Diagnostic::error(
                "wrong-value",
                Place::Nowhere,
                format!("`{name}` cannot be `{text}`"),
            )
            .hint(format!("it takes {wanted}")))
        };
        match &self.param(name)?.kind {
            ParamKind::Flag => match text {
                "true" | "yes" | "on" => self.discrete.flags.insert(name.to_owned(), true),
                "false" | "no" | "off" => self.discrete.flags.insert(name.to_owned(), false),
                _ => return wrong("true or false"),
            },
            ParamKind::Count(lo, hi) => match text.parse::<i64>() {
                Ok(count) if (*lo..=*hi).contains(&count) => {
                    self.discrete.counts.insert(name.to_owned(), count);
                    None
                }
                _ => return wrong(&format!("a whole number from {lo} to {hi}")),
            },
            ParamKind::Choice(options) if options.iter().any(|option| option == text) => {
                self.discrete.choices.insert(name.to_owned(), text.to_owned());
                None
            }
            ParamKind::Choice(options) => return wrong(&options.join(", ")),
            ParamKind::Measure(_) => return wrong("a measure"),
        };
        Ok(self)
    }
}

fn quantity(name: &str, text: &str, unit: Unit) -> Result<Quantity, Diagnostic> {
    Quantity::parse(text, unit).map_err(|error| {
        Diagnostic::error("wrong-value", Place::Nowhere, format!("`{name}`: {error}"))
    })
}

fn nearest(name: &str, known: &[&str]) -> String {
    did_you_mean(name, known.iter().copied()).map_or_else(
        || format!("it has {}", known.join(", ")),
        |near| format!("did you mean `{near}`?"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::{degrees, mm};

    #[test]
    fn a_wish_is_checked_when_it_is_made() {
        let style = Style::builtin("petite-flap").unwrap();
        let brief = || Brief::new(&style);
        let code =
            |result: Result<Brief<'_>, Diagnostic>| result.map(|_| ()).map_err(|error| error.code);
        assert_eq!(code(brief().want("width", mm(53.0))), Ok(()), "a wish");
        assert_eq!(code(brief().want("width", mm(1e3))), Ok(()), "a wish may be out of range");
        assert_eq!(code(brief().want("widht", mm(53.0))), Err("unknown-param"), "a slip");
        assert_eq!(code(brief().want("width", degrees(5.0))), Err("wrong-unit"), "an angle");
        assert_eq!(code(brief().want("width", mm(f64::NAN))), Err("not-finite"), "no number");
        assert_eq!(
            code(brief().pin("width", mm(1e3))),
            Err("pin-out-of-range"),
            "a pin out of range"
        );
        assert_eq!(
            code(brief().want_text("width", "nan")),
            Err("wrong-value"),
            "no number in text"
        );
        assert_eq!(code(brief().want_text("lined", "maybe")), Err("wrong-value"), "no flag");
        assert_eq!(code(brief().size("huge")), Err("unknown-size"), "a size");
        assert_eq!(code(brief().use_stock("clasp", "magnet-10")), Err("unknown-slot"), "a slot");
    }
}
