//! Texts that are broken into lines.

use crate::plot::brush::{Brush, Words};

/// The text in lines that are no wider, broken at spaces and where there are none between any two signs.
pub(super) fn wrapped(brush: &dyn Brush, text: &str, words: &Words, width: i32) -> Vec<String> {
    let fits = |line: &str| brush.width(line, words) <= width;
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_inclusive(' ') {
        if !line.is_empty() && !fits(&format!("{line}{}", word.trim_end())) {
            lines.push(std::mem::take(&mut line));
        }
        for sign in word.chars() {
            line.push(sign);
            if !fits(line.trim_end()) && line.chars().nth(1).is_some() {
                line.pop();
                lines.push(std::mem::replace(&mut line, sign.to_string()));
            }
        }
    }
    lines.push(line);
    lines.retain(|line| !line.trim().is_empty());
    lines
}
