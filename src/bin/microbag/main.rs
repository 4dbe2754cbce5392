//! The command line: words in, a report and files out. It uses the public API of the library alone.
//!
//! A command is a function from its arguments to what it has to say; only this file writes to the terminal, and only
//! `write` to the disk.

mod args;
mod check;
mod explain;
mod failure;
mod list;
mod make;
mod new;
mod prose;
mod quote;
mod show;
mod source;
mod stock;
mod write;

use std::io::{self, ErrorKind, IsTerminal, Write};
use std::process::ExitCode;

use clap::Parser;
use microbag::contract;

use self::args::{Args, Command};
use self::failure::Failure;
use self::prose::Lines;
use self::quote::Pen;

/// What a command has to say when it could do its work.
#[derive(Debug, Default)]
struct Said {
    /// The report: for people, or JSON.
    report: String,
    /// What stands in the way of a bag; goes to the error stream.
    refusals: Vec<Failure>,
}

impl Said {
    fn only(report: String) -> Self {
        Self { report, refusals: Vec::new() }
    }
}

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(help_or_slip) => {
            // Help for a closed pipe is no fault.
            let _ = help_or_slip.print();
            return ExitCode::from(u8::try_from(help_or_slip.exit_code()).unwrap_or(2));
        }
    };
    let lines = Lines::on(io::stdout().is_terminal());
    let said = run(&args.command, args.json, lines).unwrap_or_else(|failure| {
        let report = if args.json { failure.to_json() } else { String::new() };
        Said { report, refusals: vec![failure] }
    });
    let terminal = io::stderr().is_terminal();
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let pen = Pen { color: terminal && !plain, lines: Lines::on(terminal) };
    // JSON has its own escapes; a report for people may hold names from a file somebody else wrote.
    let report = if args.json { said.report } else { prose::printable(&said.report).into_owned() };
    let told = tell(io::stdout().lock(), &report);
    for refusal in &said.refusals {
        // With the error stream gone there is nobody left to tell.
        let _ = tell(io::stderr().lock(), &refusal.to_text(pen));
    }
    let code = said.refusals.iter().map(Failure::exit_code).max().unwrap_or(0);
    match told {
        Err(error) => {
            let _ = tell(
                io::stderr().lock(),
                &format!("error: the report cannot be written: {}\n", source::reason(&error)),
            );
            ExitCode::from(2)
        }
        Ok(()) => ExitCode::from(code),
    }
}

fn run(command: &Command, json: bool, lines: Lines) -> Result<Said, Failure> {
    match command {
        Command::Make(args) => make::run(args, json, lines),
        Command::List => Ok(Said::only(list::run(json, lines))),
        Command::Show(args) => show::run(args, json, lines).map(Said::only),
        Command::Check(args) => check::run(args, json, lines),
        Command::Explain(args) => explain::run(args, json, lines).map(Said::only),
        Command::Stock(args) => stock::run(args, json, lines).map(Said::only),
        Command::New(args) => new::run(args, json).map(Said::only),
        Command::Schema => Ok(Said::only(contract::style_schema())),
    }
}

/// Writes all of it. Whoever closes the pipe early (`| head`) has read enough: that is no error.
fn tell(mut stream: impl Write, text: &str) -> io::Result<()> {
    match stream.write_all(text.as_bytes()).and_then(|()| stream.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}
