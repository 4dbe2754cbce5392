//! Pages as one thing: what a bag's pieces look like on paper or on a cutter's bed.

use crate::drawing::{Drawing, Group};

use super::Page;

/// Pieces laid out: pages of paper, or one sheet of their own size.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheets {
    pages: Vec<Page>,
}

impl Sheets {
    /// Pages in order.
    pub fn new(pages: Vec<Page>) -> Self {
        Self { pages }
    }

    /// The pages in order; at least one.
    pub fn pages(&self) -> &[Page] {
        &self.pages
    }

    /// All pages in one drawing, the first at the top, one above the other.
    pub fn drawing(&self) -> Drawing {
        let Some(first) = self.pages.first() else {
            return Drawing {
                width: 0.0,
                height: 0.0,
                title: String::new(),
                description: String::new(),
                groups: Vec::new(),
            };
        };
        let mut whole = Drawing { groups: Vec::new(), ..first.drawing.clone() };
        whole.width = self.pages.iter().map(|page| page.drawing.width).fold(0.0, f64::max);
        whole.height = self.pages.iter().map(|page| page.drawing.height).sum();
        let mut top = whole.height;
        for (number, page) in self.pages.iter().enumerate() {
            top -= page.drawing.height;
            for group in &page.drawing.groups {
                let mut group: Group = group.shifted(0.0, top);
                if number > 0 && group.quantity == 0 {
                    // Furniture repeats on every page; ids stay unique.
                    group.id = format!("{}.{}", group.id, number + 1);
                }
                whole.groups.push(group);
            }
        }
        whole
    }
}
