//! How numbers are stored in binary files.

/// How a number is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dtype {
    /// What its bits mean.
    pub class: Class,
    /// Bytes a number: 1, 2, 4 or 8; of floats 2, 4 or 8; 2 of brain floats.
    pub size: usize,
    /// Whether the most significant byte comes first.
    pub big_endian: bool,
}

/// What the bits of a number mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// A natural number.
    Unsigned,
    /// An integer in two's complement.
    Signed,
    /// IEEE 754.
    Float,
    /// The upper half of a single-precision float.
    Brain,
}

impl Dtype {
    /// The number of these bytes, of which there are `size`. It is exact, but for integers beyond 2⁵³.
    pub fn value(self, bytes: &[u8]) -> f64 {
        let append = |bits, byte: &u8| bits << 8 | u64::from(*byte);
        let bits = if self.big_endian {
            bytes.iter().fold(0, append)
        } else {
            bytes.iter().rev().fold(0, append)
        };
        match (self.class, self.size) {
            (Class::Unsigned, _) => bits as f64,
            (Class::Signed, size) => {
                let unused = 64 - 8 * size as u32;
                ((bits << unused) as i64 >> unused) as f64
            }
            (Class::Brain, _) => f32::from_bits((bits as u32) << 16).into(),
            (Class::Float, 2) => half(bits),
            (Class::Float, 4) => f32::from_bits(bits as u32).into(),
            (Class::Float, _) => f64::from_bits(bits),
        }
    }
}

/// The number of a half-precision float: a sign, 5 bits of exponent, 10 of the fraction.
fn half(bits: u64) -> f64 {
    let sign = if bits >> 15 == 0 { 1.0 } else { -1.0 };
    let (exponent, fraction) = (bits >> 10 & 31, (bits & 1023) as f64);
    let power = |exponent: u64| f64::from_bits((exponent + 1023 - 25) << 52);
    sign * match exponent {
        0 => fraction * power(1),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        exponent => (1024.0 + fraction) * power(exponent),
    }
}

#[cfg(test)]
mod tests {
    use super::{Class, Dtype, half};

    fn value(class: Class, bytes: &[u8]) -> f64 {
        let mut dtype = Dtype {
            class,
            size: bytes.len(),
            big_endian: true,
        };
        let value = dtype.value(bytes);
        dtype.big_endian = false;
        let turned: Vec<u8> = bytes.iter().rev().copied().collect();
        assert_eq!(dtype.value(&turned).to_bits(), value.to_bits());
        value
    }

    #[test]
    fn numbers_are_those_that_were_stored() {
        assert_eq!(value(Class::Unsigned, &[200]), 200.0);
        assert_eq!(value(Class::Signed, &[200]), -56.0);
        assert_eq!(value(Class::Signed, &(-2_i16).to_be_bytes()), -2.0);
        assert_eq!(
            value(Class::Signed, &i64::MIN.to_be_bytes()),
            -(2_f64.powi(63))
        );
        assert_eq!(
            value(Class::Unsigned, &u64::MAX.to_be_bytes()),
            2_f64.powi(64)
        );
        assert_eq!(
            value(Class::Float, &0.1_f32.to_be_bytes()),
            f64::from(0.1_f32)
        );
        assert_eq!(value(Class::Float, &0.1_f64.to_be_bytes()), 0.1);
        assert_eq!(value(Class::Brain, &[0xc0, 0x49]), -3.140_625);
    }

    /// Values of IEEE 754-2008, binary16.
    #[test]
    fn half_precision_is_widened_exactly() {
        for (bits, value) in [
            (0x0001, 2_f64.powi(-24)),
            (0x03ff, 1023.0 * 2_f64.powi(-24)),
            (0x0400, 2_f64.powi(-14)),
            (0x3555, 0.333_251_953_125),
            (0x3c00, 1.0),
            (0x3c01, 1.0 + 2_f64.powi(-10)),
            (0x7bff, 65504.0),
            (0xc000, -2.0),
            (0xfc00, f64::NEG_INFINITY),
        ] {
            assert_eq!(half(bits), value, "{bits:x}");
        }
        assert!(half(0x7e00).is_nan());
        assert_eq!(half(0x8000).to_bits(), (-0.0_f64).to_bits());
    }
}
