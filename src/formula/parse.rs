//! Tokens to tree by operator precedence, on a stack of its own: nothing recurses.

use super::expr::{Binary, Expr, Index, NodeKind, PathStep, Unary};
use super::function::{Function, LATER, is_reserved};
use super::kind::Dimension;
use super::pending::{Builder, Pending};
use super::syntax::{mismatch, quote, reserved, syntax_error, unknown_function, wrong_arguments};
use super::token::{Lexer, Token, TokenKind, UNITS, Unit};
use crate::diag::{Diagnostic, Place, Span};

/// The longest formula, in bytes. It bounds the number of nodes too: each needs a byte of its own.
pub const MAX_BYTES: usize = 4096;

/// How many brackets, calls and operators may wait for their end at once.
pub const MAX_DEPTH: usize = 64;

/// The tree of `text`, which stands `offset` bytes into its file.
///
/// # Errors
///
/// The first fault of the text, with its place in the file: `formula-syntax`, `formula-too-long`, `formula-too-deep`,
/// `unknown-unit`, `unknown-function`, `wrong-arguments`, `not-finite`, `not-yet`.
pub fn parse(text: &str, offset: usize) -> Result<Expr, Diagnostic> {
    if text.len() > MAX_BYTES {
        let span = Span { start: offset, end: offset.saturating_add(text.len()) };
        let message = format!("the formula has {} bytes, the limit is {MAX_BYTES}", text.len());
        return Err(
            Diagnostic::at("formula-too-long", span, message).hint("name its parts under `let`")
        );
    }
    let mut lexer = Lexer::new(text, offset);
    let token = lexer.next()?;
    let mut parser =
        Parser { text, offset, lexer, token, builder: Builder::default(), pending: Vec::new() };
    let mut next = Expect::Operand;
    while next != Expect::End {
        next = match next {
            Expect::Operand => parser.operand()?,
            _ => parser.operator()?,
        };
    }
    let Builder { nodes, paths, .. } = parser.builder;
    Ok(Expr { text: text.to_owned(), offset, made_from: None, nodes, paths })
}

/// The tree of a text that was made from what stands at `span`: every place in it is that one.
///
/// # Errors
///
/// As [`parse`], at `span`.
pub fn parse_made(text: &str, span: Span) -> Result<Expr, Diagnostic> {
    let mut expr = parse(text, 0).map_err(|error| {
        // What to write in the place of its bytes says nothing about the file's.
        Diagnostic { place: Place::Text(span), hints: Vec::new(), ..error }
            .hint(format!("it stands for `{text}`"))
    })?;
    expr.made_from = Some(span);
    for node in &mut expr.nodes {
        node.span = span;
        node.outer = span;
    }
    for path in &mut expr.paths {
        path.span = span;
        for step in &mut path.steps {
            step.span = span;
            if let Some(Index::Computed(place)) = &mut step.index {
                *place = span;
            }
        }
    }
    Ok(expr)
}

/// What may come next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expect {
    Operand,
    Operator,
    End,
}

pub(super) struct Parser<'a> {
    text: &'a str,
    offset: usize,
    lexer: Lexer<'a>,
    /// The token that is looked at.
    pub(super) token: Token<'a>,
    builder: Builder,
    pub(super) pending: Vec<Pending>,
}

impl<'a> Parser<'a> {
    /// Reads an operand, or one prefix of it.
    fn operand(&mut self) -> Result<Expect, Diagnostic> {
        let token = self.token;
        let span = self.span(token);
        match token.kind {
            TokenKind::Number(value) => {
                self.advance()?;
                self.number(value, token)?;
            }
            TokenKind::Word(word) => {
                self.advance()?;
                self.builder.leaf(NodeKind::Word(word.to_owned()), span);
            }
            TokenKind::Name("not") => {
                self.advance()?;
                return self.wait(Pending::Unary(Unary::Not, span), span);
            }
            TokenKind::Name(name) => {
                self.advance()?;
                return self.named(name, span);
            }
            TokenKind::Sign("-") => {
                self.advance()?;
                return self.wait(Pending::Unary(Unary::Negate, span), span);
            }
            TokenKind::Sign("(") => {
                self.advance()?;
                return self.wait(Pending::Paren(span), span);
            }
            TokenKind::Sign(_) | TokenKind::End => return Err(self.no_operand(token)),
        }
        Ok(Expect::Operator)
    }

    /// A number and the unit behind it.
    fn number(&mut self, value: f64, number: Token<'a>) -> Result<(), Diagnostic> {
        let unit = match self.token.kind {
            TokenKind::Name(name) => UNITS.iter().find(|unit| unit.name == name),
            _ => None,
        };
        let mut span = self.span(number);
        let Some(Unit { factor, dimension, .. }) = unit else {
            if let TokenKind::Name(name) = self.token.kind
                && Binary::written(&name.to_ascii_lowercase()).is_none()
            {
                return Err(self.no_unit(number, name));
            }
            let kind = NodeKind::Number { value, dimension: Dimension::NUMBER, bare: true };
            self.builder.leaf(kind, span);
            return Ok(());
        };
        span.end = self.span(self.token).end;
        self.advance()?;
        let value = value * factor;
        if !value.is_finite() {
            let message = format!("{} is too large", quote(self.quoted(span)));
            return Err(Diagnostic::at("not-finite", span, message)
                .hint("use a number below 1e308; a bag is a few hundred millimetres"));
        }
        if self.token.kind == TokenKind::Sign("^") {
            return Err(self.power_of_unit(span));
        }
        self.builder.leaf(NodeKind::Number { value, dimension: *dimension, bare: false }, span);
        Ok(())
    }

    /// A constant, a call or the beginning of a path.
    fn named(&mut self, name: &'a str, span: Span) -> Result<Expect, Diagnostic> {
        let constant = match name {
            "true" => Some(NodeKind::Flag(true)),
            "false" => Some(NodeKind::Flag(false)),
            "pi" => Some(NodeKind::Number {
                value: core::f64::consts::PI,
                dimension: Dimension::NUMBER,
                bare: false,
            }),
            _ => None,
        };
        if let Some(kind) = constant {
            self.builder.leaf(kind, span);
            return Ok(Expect::Operator);
        }
        if LATER.contains(&name) {
            let message = format!("`{name}` is not in the formula language yet");
            return Err(
                Diagnostic::at("not-yet", span, message).hint("add the terms one by one with +")
            );
        }
        if self.token.kind == TokenKind::Sign("(") {
            let Some(function) = Function::named(name) else {
                return Err(unknown_function(name, span));
            };
            self.advance()?;
            return self.wait(Pending::Call { function, name: span, done: 0 }, span);
        }
        if is_reserved(name) {
            return Err(reserved(name, span));
        }
        let first = self.builder.nodes.len();
        let steps = vec![PathStep { name: name.to_owned(), span, index: None }];
        self.path(steps, first, 0)
    }

    /// Goes on with a path behind its last step.
    fn path(
        &mut self,
        mut steps: Vec<PathStep>,
        first: usize,
        computed: usize,
    ) -> Result<Expect, Diagnostic> {
        loop {
            let sign = self.token;
            match sign.kind {
                TokenKind::Sign(".") => {
                    self.advance()?;
                    let TokenKind::Name(name) = self.token.kind else {
                        let message = "a point between names needs a name behind it";
                        return Err(syntax_error(self.span(sign), message)
                            .hint("name what is meant, as in `ring.inside`"));
                    };
                    let span = self.span(self.token);
                    self.advance()?;
                    steps.push(PathStep { name: name.to_owned(), span, index: None });
                }
                TokenKind::Sign("[") if steps.last().is_some_and(|step| step.index.is_none()) => {
                    self.advance()?;
                    let bracket = self.span(sign);
                    if self.token.kind == TokenKind::Sign("*") {
                        let message = "every copy at once cannot stand in a formula";
                        return Err(syntax_error(self.span(self.token), message)
                            .hint("name one copy by its number, from 0"));
                    }
                    return self.wait(Pending::Index { steps, bracket, first, computed }, bracket);
                }
                TokenKind::Sign("(") => {
                    let name = steps.iter().map(|step| step.name.as_str()).collect::<Vec<_>>();
                    let span = self.path_span(&steps);
                    return Err(unknown_function(&name.join("."), span));
                }
                _ => break,
            }
        }
        let span = self.path_span(&steps);
        self.builder.path(steps, span, first, computed);
        Ok(Expect::Operator)
    }

    /// From the first name to the end of the token before the one looked at.
    fn path_span(&self, steps: &[PathStep]) -> Span {
        let names = steps.last().map_or(0, |step| step.span.end);
        let start = steps.first().map_or(0, |step| step.span.start);
        let indexed = steps.last().is_some_and(|step| step.index.is_some());
        let before = self.text.get(..self.token.start).unwrap_or_default().trim_ascii_end().len();
        let end = if indexed { before.saturating_add(self.offset) } else { names };
        Span { start, end }
    }

    /// Reads what stands behind an operand.
    fn operator(&mut self) -> Result<Expect, Diagnostic> {
        let token = self.token;
        let span = self.span(token);
        match token.kind {
            TokenKind::End => {
                self.reduce(0);
                match self.pending.last() {
                    None => Ok(Expect::End),
                    Some(open) => Err(self.unclosed(open)),
                }
            }
            TokenKind::Sign(sign @ (")" | "]" | ",")) => {
                self.reduce(0);
                self.close(sign, span)
            }
            TokenKind::Sign(sign) | TokenKind::Name(sign) => {
                let Some(operator) = Binary::written(sign) else {
                    return Err(self.side_by_side(token));
                };
                self.advance()?;
                // The power groups to the right: an equal one on the stack waits.
                let power = operator == Binary::Power;
                self.reduce(operator.strength() + u8::from(operator.is_comparison() || power));
                if operator.is_comparison()
                    && let Some(Pending::Binary(before)) = self.pending.last()
                    && before.is_comparison()
                {
                    return Err(syntax_error(span, "comparisons do not chain")
                        .hint("say `a < b and b < c` for `a < b < c`"));
                }
                self.wait(Pending::Binary(operator), span)
            }
            TokenKind::Number(_) | TokenKind::Word(_) => Err(self.side_by_side(token)),
        }
    }

    /// Ends an argument, a call, parentheses or an index.
    fn close(&mut self, sign: &str, span: Span) -> Result<Expect, Diagnostic> {
        match (sign, self.pending.pop()) {
            (")", Some(Pending::Paren(open))) => {
                self.builder.parenthesize(Span { start: open.start, end: span.end });
                self.advance()?;
                Ok(Expect::Operator)
            }
            ("," | ")", Some(Pending::Call { function, name, done })) => {
                let (fewest, most) = function.arity();
                let done = done + 1;
                if done > most {
                    let extra = self.builder.last().map_or(span, |node| node.outer);
                    return Err(wrong_arguments(function, extra, "too many"));
                }
                self.advance()?;
                if sign == "," {
                    return self.wait(Pending::Call { function, name, done }, span);
                }
                let whole = Span { start: name.start, end: span.end };
                if done < fewest {
                    return Err(wrong_arguments(function, whole, "too few"));
                }
                self.builder.call(function, done, whole);
                Ok(Expect::Operator)
            }
            ("]", Some(Pending::Index { mut steps, first, mut computed, .. })) => {
                self.builder.finish_index(&mut steps, &mut computed);
                self.advance()?;
                self.path(steps, first, computed)
            }
            (_, open) => Err(mismatch(sign, span, open.as_ref())),
        }
    }

    /// Finishes the operators that bind at least as strongly as `strength`.
    fn reduce(&mut self, strength: u8) {
        while let Some(top) = self.pending.last() {
            match *top {
                Pending::Unary(operator, sign) if operator.strength() >= strength => {
                    self.builder.unary(operator, sign);
                }
                Pending::Binary(operator) if operator.strength() >= strength => {
                    self.builder.binary(operator);
                }
                _ => return,
            }
            self.pending.pop();
        }
    }

    fn wait(&mut self, pending: Pending, span: Span) -> Result<Expect, Diagnostic> {
        if self.pending.len() >= MAX_DEPTH {
            let message = format!("the formula is nested more than {MAX_DEPTH} deep here");
            return Err(Diagnostic::at("formula-too-deep", span, message)
                .hint("name its parts under `let`"));
        }
        self.pending.push(pending);
        Ok(Expect::Operand)
    }

    fn advance(&mut self) -> Result<(), Diagnostic> {
        self.token = self.lexer.next()?;
        Ok(())
    }
    pub(super) fn span(&self, token: Token<'_>) -> Span {
        let moved = |at: usize| at.saturating_add(self.offset);
        Span { start: moved(token.start), end: moved(token.end) }
    }
    pub(super) fn quoted(&self, span: Span) -> &'a str {
        let range = span.start.saturating_sub(self.offset)..span.end.saturating_sub(self.offset);
        self.text.get(range).unwrap_or_default()
    }
}
