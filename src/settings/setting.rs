//! The types that settings have, and the one line that makes a [`Field`](crate::settings::field::Field) of a
//! setting.

use crate::choice::Named;
use crate::settings::field::{Range, Value};

/// A type that a setting may have.
pub(crate) trait Setting {
    /// Its value.
    fn value(&self) -> Value;
    /// Takes over `value`; one of another kind changes nothing.
    fn put(&mut self, value: &Value);
}

impl<T: Named> Setting for T {
    fn value(&self) -> Value {
        Value::Choice(self.choice().value.to_owned())
    }
    fn put(&mut self, value: &Value) {
        if let Value::Choice(name) = value
            && let Some(named) = T::named(name)
        {
            *self = named;
        }
    }
}

impl Setting for f64 {
    fn value(&self) -> Value {
        Value::Number(*self)
    }
    fn put(&mut self, value: &Value) {
        if let Value::Number(number) = value {
            *self = *number;
        }
    }
}

impl Setting for usize {
    fn value(&self) -> Value {
        Value::Number(*self as f64)
    }
    fn put(&mut self, value: &Value) {
        if let Value::Number(number) = value {
            *self = *number as usize;
        }
    }
}

impl Setting for u32 {
    fn value(&self) -> Value {
        Value::Number(f64::from(*self))
    }
    fn put(&mut self, value: &Value) {
        if let Value::Number(number) = value {
            *self = *number as u32;
        }
    }
}

impl Setting for bool {
    fn value(&self) -> Value {
        Value::Flag(*self)
    }
    fn put(&mut self, value: &Value) {
        if let Value::Flag(flag) = value {
            *self = *flag;
        }
    }
}

impl Setting for Vec<usize> {
    fn value(&self) -> Value {
        Value::Widths(self.clone())
    }
    fn put(&mut self, value: &Value) {
        if let Value::Widths(widths) = value {
            self.clone_from(widths);
        }
    }
}

/// Whole numbers from `min` to `max`.
pub(crate) const fn integer(min: u32, max: u32) -> Range {
    Range::Integer {
        min: min as i64,
        max: max as i64,
    }
}

/// Numbers from `min` to `max`.
pub(crate) const fn number(min: f64, max: f64) -> Range {
    Range::Number { min, max }
}

/// A [`Field`](crate::settings::field::Field) of a type that has a field of this name.
macro_rules! field {
    ($of:ty, $name:ident, $key:literal, $group:literal, $range:expr, $step:expr, $retrains:expr,
     $label:literal, $help:literal) => {
        $crate::settings::field::Field {
            name: stringify!($name),
            key: $key,
            label: $label,
            help: $help,
            group: $group,
            range: $range,
            step: $step,
            retrains: $retrains,
            get: |of: &$of| $crate::settings::setting::Setting::value(&of.$name),
            set: |of: &mut $of, value| {
                $crate::settings::setting::Setting::put(&mut of.$name, value)
            },
        }
    };
}

pub(crate) use field;
