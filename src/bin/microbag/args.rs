//! What can be said on the command line, and the help that explains it.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use microbag::layout::Paper;

/// Patterns for micro bags: the nearest bag that hands can make, true to size
#[derive(Debug, Parser)]
#[command(
    name = "microbag",
    version,
    arg_required_else_help = true,
    after_help = "\
Exit codes: 0 made; 1 this bag cannot be made, nothing was written; 2 wrong usage or a file that cannot be read."
)]
pub(crate) struct Args {
    /// Print the report as JSON
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// What to do
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make the patterns of a bag: PDF, SVG and JSON
    Make(Make),
    /// List the built-in styles
    List,
    /// Show what can be wished of a style: values, sizes, materials, parts
    Show(Show),
    /// Read a style file, tell every fault, and make its default and its named sizes without writing them
    Check(Read),
    /// Explain a rule by its code: what it asks, why, and where its figures come from
    Explain(Explain),
    /// Show what is in stock: leathers, irons, parts, things to carry, with the source of each figure
    Stock(Shelf),
    /// Write a small style file to start from
    New(New),
    /// Print the JSON Schema of style files, for editors
    Schema,
}

/// A style and the shop's own stock.
#[derive(Debug, clap::Args)]
pub(crate) struct Read {
    /// A built-in style by name, or a style file by path: `petite-flap`, `./my-bag.toml`
    #[arg(value_name = "STYLE|FILE")]
    pub(crate) style: OsString,
    /// Add the leathers, tools and parts of this TOML file to the built-in stock
    #[arg(long, value_name = "FILE")]
    pub(crate) stock: Vec<PathBuf>,
}

/// A style, and how much of it is told.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
With --expanded the style is printed with all its short forms written out, for the defaults, a named size, or the
flags, counts and choices given with --set.")]
pub(crate) struct Show {
    /// The style
    #[command(flatten)]
    pub(crate) read: Read,
    /// Print the style file with all short forms written out
    #[arg(long)]
    pub(crate) expanded: bool,
    /// Write it out for a named size of the style
    #[arg(long, value_name = "SIZE", requires = "expanded")]
    pub(crate) size: Option<String>,
    /// Write it out with this flag, count or choice
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair, requires = "expanded")]
    pub(crate) set: Vec<(String, String)>,
}

/// The wish, and where the files go.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
What is wished with --set may be moved, as little as possible, and every change is told with its reason. What is pinned
with --pin is never moved. Lengths are in mm unless they say otherwise: 53, 5.3cm, 2.1in.

Files are called as the style, and nothing is written unless everything could be made. Making into the same folder
again replaces the files microbag wrote there. Files of others, and drawings that were saved from Inkscape since, are
kept unless --force is given.")]
pub(crate) struct Make {
    /// The style
    #[command(flatten)]
    pub(crate) read: Read,
    /// Start from a named size of the style
    #[arg(long, value_name = "SIZE")]
    pub(crate) size: Option<String>,
    /// Wish a value; it may be moved if no bag can be made with it
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    pub(crate) set: Vec<(String, String)>,
    /// Wish a value that must not be moved
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    pub(crate) pin: Vec<(String, String)>,
    /// Fill a slot from stock: `--use closure=magnet-8`
    #[arg(long = "use", value_name = "SLOT=STOCK", value_parser = pair)]
    pub(crate) uses: Vec<(String, String)>,
    /// Paper of the PDF: a4, letter, legal, a3, tabloid, a2, a1, a0, or a size such as 200x300mm; without it a4, or
    /// the next larger of a3 to a0 that holds every piece
    #[arg(long, value_name = "PAPER")]
    pub(crate) paper: Option<Paper>,
    /// What to write: any of pdf, svg, json, or all
    #[arg(
        long,
        value_name = "FORMAT,…",
        value_delimiter = ',',
        default_value = "all",
        hide_possible_values = true
    )]
    pub(crate) format: Vec<Format>,
    /// Do without the sewn proof
    #[arg(long)]
    pub(crate) no_sew: bool,
    /// The folder to write to; it is made if it is not there
    #[arg(short, long, value_name = "DIR", default_value = ".")]
    pub(crate) out: PathBuf,
    /// Replace files that microbag did not write
    #[arg(long)]
    pub(crate) force: bool,
}

/// What is to be explained.
#[derive(Debug, clap::Args)]
pub(crate) struct Explain {
    /// The code of a rule, as findings show it in brackets; all codes are listed without it
    pub(crate) code: Option<String>,
}

/// What of the stock is to be shown.
#[derive(Debug, clap::Args)]
pub(crate) struct Shelf {
    /// A kind, `leather`, or an entry, `calf-1.0`; without it all kinds are listed
    #[arg(value_name = "KIND|ENTRY")]
    pub(crate) of: Option<String>,
    /// Add the leathers, tools and parts of this TOML file to the built-in stock
    #[arg(long, value_name = "FILE")]
    pub(crate) stock: Vec<PathBuf>,
}

/// A style to be.
#[derive(Debug, clap::Args)]
pub(crate) struct New {
    /// What it is called: small letters, digits and `-`
    pub(crate) name: String,
    /// The file to write; without it NAME.toml
    #[arg(short, long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Replace a file that is there
    #[arg(long)]
    pub(crate) force: bool,
}

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Sheets to print
    Pdf,
    /// One sheet for cutters and editors
    Svg,
    /// Everything as numbers
    Json,
    /// Every kind
    All,
}

/// Reads `name=value`.
fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => {
            Ok((name.trim().to_owned(), value.trim().to_owned()))
        }
        _ => Err("write it as NAME=VALUE, for example width=53".to_owned()),
    }
}
