//! A reader of JSON that knows where it is: numbers go straight into their vectors, and every
//! error names its place. It needs no recursion and no memory but for the numbers.

use super::error::ExchangeError;

/// The longest text that is read, in bytes.
pub const LARGEST_TEXT: usize = 200_000_000;

/// The longest piece of the text that an error repeats, in bytes or characters.
const QUOTED: usize = 30;

type Read<T> = Result<T, ExchangeError>;

/// A string in quotation marks, its beginning where it is long.
pub(super) fn quoted(text: &str) -> String {
    let beginning: String = text.chars().take(QUOTED).collect();
    let more = if beginning.len() < text.len() {
        "…"
    } else {
        ""
    };
    format!("{beginning:?}{more}")
}

enum Step {
    Key(&'static str),
    Index(usize),
}

/// Where the reader is in a text.
pub(super) struct Reader<'a> {
    text: &'a [u8],
    at: usize,
    path: Vec<Step>,
}

/// A rectangular list of lists of numbers.
pub(super) struct Matrix {
    /// Row after row.
    pub values: Vec<f64>,
    pub rows: usize,
    pub columns: usize,
}

impl<'a> Reader<'a> {
    /// A reader at the beginning of `text`.
    pub fn new(text: &'a [u8]) -> Read<Self> {
        if text.len() > LARGEST_TEXT {
            let problem = format!(
                "{} MB of text; at most {} MB are read",
                text.len().div_ceil(1_000_000),
                LARGEST_TEXT / 1_000_000
            );
            return Err(ExchangeError::new("", problem));
        }
        if matches!(
            text,
            [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] | [0, 0, 0, _, ..] | [_, 0, 0, 0, ..]
        ) {
            let problem = "this is UTF-32 text; save it as UTF-8";
            return Err(ExchangeError::new("", problem));
        }
        // JSON begins with one of ASCII's characters: in UTF-16 a zero byte stands beside it.
        if matches!(
            text,
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, ..] | [_, 0, ..]
        ) {
            let problem = "this is UTF-16 text; save it as UTF-8";
            return Err(ExchangeError::new("", problem));
        }
        let marked = text.starts_with(b"\xef\xbb\xbf");
        Ok(Self {
            text,
            at: if marked { 3 } else { 0 },
            path: Vec::new(),
        })
    }

    /// Where the reader is, as `layers[1].w[3]`.
    pub fn place(&self) -> String {
        let mut place = String::new();
        for step in &self.path {
            match step {
                Step::Key(key) if place.is_empty() => place.push_str(key),
                Step::Key(key) => place.extend([".", key]),
                Step::Index(index) => place.push_str(&format!("[{index}]")),
            }
        }
        place
    }

    /// An error at the reader's place.
    pub fn error(&self, problem: impl Into<String>) -> ExchangeError {
        ExchangeError::new(self.place(), problem)
    }

    /// An error about the text itself, which says the line and the column as well.
    fn unexpected(&self, expected: &str) -> ExchangeError {
        let before = &self.text[..self.at.min(self.text.len())];
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
        let column = 1 + before.iter().rev().take_while(|b| **b != b'\n').count();
        let found = self.found();
        self.error(format!(
            "{expected} is expected, not {found} (line {line}, column {column})"
        ))
    }

    /// What stands here, in words.
    fn found(&self) -> String {
        match self.text.get(self.at) {
            None => "the end of the text".into(),
            Some(b'{') => "an object".into(),
            Some(b'[') => "a list".into(),
            Some(b'"') => "a string".into(),
            Some(_) => {
                let rest = &self.text[self.at..self.text.len().min(self.at + QUOTED)];
                let end = rest.iter().position(|byte| b" \t\r\n,]}:".contains(byte));
                String::from_utf8_lossy(&rest[..end.unwrap_or(rest.len()).max(1)]).into_owned()
            }
        }
    }

    /// The next byte that is not blank, which is not taken.
    fn peek(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\t' | b'\r' | b'\n') = self.text.get(self.at) {
            self.at += 1;
        }
        self.text.get(self.at).copied()
    }

    /// Takes this byte, if it is the next.
    fn take(&mut self, byte: u8) -> bool {
        let next = self.peek() == Some(byte);
        if next {
            self.at += 1;
        }
        next
    }

    /// Makes sure that nothing follows.
    pub fn end(&mut self) -> Read<()> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.unexpected("the end of the text")),
        }
    }

    /// Reads an object of these `keys`, the first `required` of which must be there and none of
    /// which may be there twice; `value` is called for the value of each that is.
    pub fn object(
        &mut self,
        keys: &[&'static str],
        required: usize,
        mut value: impl FnMut(&mut Self, &'static str) -> Read<()>,
    ) -> Read<()> {
        if !self.take(b'{') {
            return Err(self.unexpected("an object"));
        }
        let mut seen = vec![false; keys.len()];
        let mut more = !self.take(b'}');
        while more {
            let key = self.string()?;
            let Some(index) = keys.iter().position(|known| *known == key) else {
                let known = keys.join(", ");
                return Err(self.error(format!("unknown key {}; known are {known}", quoted(&key))));
            };
            if std::mem::replace(&mut seen[index], true) {
                return Err(self.error(format!("the key {key:?} is there twice")));
            }
            if !self.take(b':') {
                return Err(self.unexpected("a colon"));
            }
            self.path.push(Step::Key(keys[index]));
            value(self, keys[index])?;
            self.path.pop();
            more = self.goes_on(b'}', "a comma or }")?;
        }
        match seen.iter().take(required).position(|seen| !seen) {
            Some(missing) => Err(self.error(format!("{:?} is missing", keys[missing]))),
            None => Ok(()),
        }
    }

    /// Reads a list, calling `element` for each element with its index; returns how many there are.
    pub fn list(&mut self, mut element: impl FnMut(&mut Self, usize) -> Read<()>) -> Read<usize> {
        if !self.take(b'[') {
            return Err(self.unexpected("a list"));
        }
        let mut count = 0;
        let mut more = !self.take(b']');
        while more {
            self.path.push(Step::Index(count));
            element(self, count)?;
            self.path.pop();
            count += 1;
            more = self.goes_on(b']', "a comma or ]")?;
        }
        Ok(count)
    }

    /// Whether a comma follows, and not the end.
    fn goes_on(&mut self, close: u8, expected: &str) -> Read<bool> {
        if self.take(b',') {
            return Ok(true);
        }
        if self.take(close) {
            return Ok(false);
        }
        Err(self.unexpected(expected))
    }

    /// Whether a list is next, which is not taken.
    pub fn at_list(&mut self) -> bool {
        self.peek() == Some(b'[')
    }

    /// Takes `null`, if it is next.
    pub fn null(&mut self) -> bool {
        let next = self.peek() == Some(b'n') && self.text[self.at..].starts_with(b"null");
        if next {
            self.at += 4;
        }
        next
    }

    /// Reads a string, escapes left as they stand.
    pub fn string(&mut self) -> Read<String> {
        if self.peek() != Some(b'"') {
            return Err(self.unexpected("a string"));
        }
        let start = self.at + 1;
        let mut end = start;
        loop {
            match self.text.get(end) {
                Some(b'"') => break,
                Some(b'\\') => end += 2,
                Some(_) => end += 1,
                None => {
                    self.at = self.text.len();
                    return Err(self.unexpected("the end of a string"));
                }
            }
        }
        self.at = end + 1;
        Ok(String::from_utf8_lossy(&self.text[start..end]).into_owned())
    }

    /// Reads a finite number.
    pub fn number(&mut self) -> Read<f64> {
        self.peek();
        let rest = &self.text[self.at..];
        let beyond = |byte: &u8| !matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E');
        let length = rest.iter().position(beyond).unwrap_or(rest.len());
        let token = std::str::from_utf8(&rest[..length]).unwrap_or_default();
        let value = token.parse::<f64>().ok().filter(|_| is_json_number(token));
        match value {
            Some(value) if value.is_finite() => {
                self.at += length;
                Ok(value)
            }
            None if !names_no_number(rest) => Err(self.unexpected("a number")),
            _ => Err(self.error(format!("{} is not a finite number", self.found()))),
        }
    }

    /// Reads a list of numbers.
    pub fn numbers(&mut self) -> Read<Vec<f64>> {
        let mut values = Vec::new();
        self.append_numbers(&mut values)?;
        Ok(values)
    }

    /// Reads a list of numbers, or `null` for none.
    pub fn numbers_or_null(&mut self) -> Read<Option<Vec<f64>>> {
        if self.null() {
            return Ok(None);
        }
        self.numbers().map(Some)
    }

    /// Reads a list of numbers to the end of `values`; returns how many there are.
    pub fn append_numbers(&mut self, values: &mut Vec<f64>) -> Read<usize> {
        self.list(|reader, _| {
            values.push(reader.number()?);
            Ok(())
        })
    }

    /// Reads a list of at least one list of at least one number, all of the same length: that of
    /// `like`, described in words, or else that of the first.
    pub fn matrix(&mut self, like: Option<(usize, &str)>) -> Read<Matrix> {
        let mut values = Vec::new();
        let mut columns = like.map(|(columns, _)| columns);
        let rows = self.list(|reader, _| {
            let found = reader.append_numbers(&mut values)?;
            if found == *columns.get_or_insert(found) && found > 0 {
                return Ok(());
            }
            let expected = match (like, columns) {
                (Some((_, words)), _) => words.to_string(),
                (None, Some(first)) if first > 0 => format!("the first list has {first}"),
                _ => "at least one is expected".into(),
            };
            Err(reader.error(format!("{}; {expected}", counted(found))))
        })?;
        match columns {
            Some(columns) if rows > 0 => Ok(Matrix {
                values,
                rows,
                columns,
            }),
            _ => Err(self.error("the list is empty")),
        }
    }
}

/// "1 number", "2 numbers".
pub(super) fn counted(count: usize) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} number{ending}")
}

/// Whether this is one of the words by which other languages write what is not a finite number.
fn names_no_number(rest: &[u8]) -> bool {
    [
        &b"NaN"[..],
        b"nan",
        b"Infinity",
        b"-Infinity",
        b"inf",
        b"-inf",
        b"null",
    ]
    .iter()
    .any(|word| rest.starts_with(word))
}

/// Whether this is a number by JSON's grammar, which `f64`'s parser is laxer than.
fn is_json_number(token: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let unsigned = token.strip_prefix('-').unwrap_or(token);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent
            .is_none_or(|exponent| digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)))
}
