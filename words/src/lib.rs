//! How the page's words are written in its code: in English, marked so that they can be said in
//! the language of whoever reads them and so that a test can list them.

use proc_macro::TokenStream;
use proc_macro2::TokenStream as Tokens;
use quote::quote;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Expr, Ident, LitStr, Token, parse_macro_input};

/// Words in English, perhaps with a context that tells apart what other languages do: `t!("Open")`,
/// `t!(state "Open")`. With values it is written as for `format!`, without how a value is shaped:
/// `t!("{count} of {}", all)`.
///
/// It is a `&'static str` without values and a `String` with them.
#[proc_macro]
pub fn t(input: TokenStream) -> TokenStream {
    let said = parse_macro_input!(input as Said);
    said.spoken()
        .unwrap_or_else(|error| error.to_compile_error())
        .into()
}

/// Words in English that are said later: a [`Word`](../pitchwright/words/struct.Word.html), which
/// constants can hold.
#[proc_macro]
pub fn word(input: TokenStream) -> TokenStream {
    let said = parse_macro_input!(input as Said);
    let Said { context, text, .. } = said;
    let context = context
        .map(|context| context.to_string())
        .unwrap_or_default();
    quote!(crate::words::Word::new(#context, #text)).into()
}

struct Said {
    context: Option<Ident>,
    text: LitStr,
    values: Punctuated<Value, Token![,]>,
}

struct Value {
    name: Option<Ident>,
    value: Expr,
}

impl Parse for Said {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let context = if input.peek(Ident) {
            Some(input.parse()?)
        } else {
            None
        };
        let text = input.parse()?;
        let values = if input.is_empty() {
            Punctuated::new()
        } else {
            input.parse::<Token![,]>()?;
            input.parse_terminated(Value::parse, Token![,])?
        };
        Ok(Self {
            context,
            text,
            values,
        })
    }
}

impl Parse for Value {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let name = if input.peek(Ident) && input.peek2(Token![=]) && !input.peek2(Token![==]) {
            let name = input.parse()?;
            input.parse::<Token![=]>()?;
            Some(name)
        } else {
            None
        };
        Ok(Self {
            name,
            value: input.parse()?,
        })
    }
}

/// The names in braces, in their order. Empty ones are numbered.
///
/// The same is done where the words are said: see `words::pieces`.
fn places(text: &str) -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    let mut unnamed = 0;
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let tail = &rest[at..];
        if tail.starts_with("{{") || tail.starts_with("}}") {
            rest = &tail[2..];
            continue;
        }
        let inside = tail
            .strip_prefix('{')
            .ok_or("a brace is closed that was not opened")?;
        let (name, after) = inside.split_once('}').ok_or("a brace is not closed")?;
        let name = if name.is_empty() {
            unnamed += 1;
            (unnamed - 1).to_string()
        } else {
            name.to_owned()
        };
        if !name.chars().all(|c| c.is_alphanumeric() || c == '_') {
            return Err(format!(
                "{{{name}}} is neither a name nor a number: shape the value before"
            ));
        }
        found.push(name);
        rest = after;
    }
    Ok(found)
}

impl Said {
    fn spoken(self) -> syn::Result<Tokens> {
        let Self {
            context,
            text,
            values,
        } = self;
        let wrong = |message: String| syn::Error::new(text.span(), message);
        let context = context
            .map(|context| context.to_string())
            .unwrap_or_default();
        let written = text.value();
        let places = places(&written).map_err(wrong)?;
        if places.is_empty() {
            if !values.is_empty() {
                return Err(wrong("a value has no place in these words".to_owned()));
            }
            // Most have no context, and every call of theirs is shorter for it.
            return Ok(if context.is_empty() {
                quote!(crate::words::plain(#text))
            } else {
                quote!(crate::words::say(#context, #text))
            });
        }
        let mut used = vec![false; values.len()];
        let mut parts = Vec::new();
        for place in &places {
            let given = match place.parse::<usize>() {
                Ok(index) => values
                    .iter()
                    .enumerate()
                    .filter(|(_, value)| value.name.is_none())
                    .nth(index),
                Err(_) => values
                    .iter()
                    .enumerate()
                    .find(|(_, value)| value.name.as_ref().is_some_and(|name| name == place)),
            };
            parts.push(match (given, place.parse::<usize>()) {
                (Some((index, value)), _) => {
                    if let Some(used) = used.get_mut(index) {
                        *used = true;
                    }
                    let value = &value.value;
                    quote!(&(#value))
                }
                (None, Ok(_)) => return Err(wrong(format!("nothing is given for {{{place}}}"))),
                (None, Err(_)) => {
                    let name = Ident::new(place, text.span());
                    quote!(&#name)
                }
            });
        }
        if used.contains(&false) {
            return Err(wrong("a value has no place in these words".to_owned()));
        }
        Ok(if context.is_empty() {
            quote!(crate::words::fill(#text, &[#(#parts),*]))
        } else {
            quote!(crate::words::fill_said(#text, crate::words::say(#context, #text), &[#(#parts),*]))
        })
    }
}
