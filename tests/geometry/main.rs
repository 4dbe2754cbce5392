//! The geometry layer against other people's: offsets, areas of overlap, curves.

mod areas;
mod cubics;
mod offsets;
mod outset;
mod support;
