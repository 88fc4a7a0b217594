//! Text that every program reads: in ASCII.

/// What stands for signs that are none of ASCII's.
const SIGNS: [(char, &str); 32] = [
    ('’', "'"),
    ('\u{2018}', "'"),
    ('“', "\""),
    ('”', "\""),
    ('−', "-"),
    ('–', "-"),
    ('…', "..."),
    ('×', "x"),
    ('÷', "/"),
    ('·', "*"),
    ('±', "+/-"),
    ('≤', "<="),
    ('≥', ">="),
    ('‖', "||"),
    ('∇', "grad "),
    ('α', "alpha"),
    ('β', "beta"),
    ('γ', "gamma"),
    ('ε', "epsilon"),
    ('η', "eta"),
    ('λ', "lambda"),
    ('ρ', "rho"),
    ('σ', "sigma"),
    ('τ', "tau"),
    ('φ', "phi"),
    ('Σ', "Sigma"),
    ('₀', "0"),
    ('₁', "1"),
    ('₂', "2"),
    ('₅', "5"),
    ('\u{a0}', " "),
    ('\u{202f}', " "),
];

/// Raised digits by their values, and the raised minus.
const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
const MINUS: char = '⁻';

/// What a raised sign is.
fn raised(sign: char) -> Option<char> {
    let digit = || RAISED.iter().position(|known| *known == sign);
    match sign {
        MINUS => Some('-'),
        _ => char::from_digit(digit()? as u32, 10),
    }
}

/// The same text in ASCII; a sign that is not known becomes "?".
pub(in crate::figures) fn ascii(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut high = false;
    for sign in text.chars() {
        if let Some(sign) = raised(sign) {
            plain.push_str(if high { "" } else { "^" });
            plain.push(sign);
            high = true;
            continue;
        }
        high = false;
        let known = || SIGNS.iter().find(|(known, _)| *known == sign);
        match sign {
            sign if sign.is_ascii() => plain.push(sign),
            _ => plain.push_str(known().map_or("?", |(_, plain)| plain)),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::ascii;

    #[test]
    fn powers_stay_powers() {
        assert_eq!(ascii("− 3·10⁻¹², φ² ≤ 1"), "- 3*10^-12, phi^2 <= 1");
        assert_eq!(ascii("\u{65e5}"), "?");
    }
}
