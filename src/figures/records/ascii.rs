//! Text that every program reads: in ASCII.

/// What stands for signs that are none of ASCII's.
const SIGNS: [(char, &str); 34] = [
    ('’', "'"),
    ('‘', "'"),
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
    ('²', "^2"),
    ('³', "^3"),
    ('\u{a0}', " "),
    ('\u{202f}', " "),
];

/// The same text in ASCII; a sign that is not known becomes "?".
pub(in crate::figures) fn ascii(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for sign in text.chars() {
        let known = || SIGNS.iter().find(|(known, _)| *known == sign);
        match sign {
            sign if sign.is_ascii() => plain.push(sign),
            _ => plain.push_str(known().map_or("?", |(_, plain)| plain)),
        }
    }
    plain
}
