//! A value of which the kind is known, as something that serde deserialises.

use crate::exchange::fault::Fault;
use serde::de::{DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess};
use serde::de::{Unexpected, Visitor};

/// A value of JSON; what a list or an object holds is still to be read.
pub(super) enum Seen<'v> {
    Null,
    Bool(bool),
    /// Below zero, written without a fraction and an exponent.
    Negative(i64),
    /// From zero on, written without a fraction and an exponent.
    Whole(u64),
    /// Any other number.
    Float(f64),
    Text(&'v str),
    List(&'v mut dyn List),
    Object(&'v mut dyn Object),
}

/// What becomes of a value.
pub(super) type Take<'t> = &'t mut dyn FnMut(Seen) -> Result<(), Fault>;

/// A list that is being read.
pub(super) trait List {
    /// Hands over the next element, if there is one.
    fn element(&mut self, take: Take) -> Result<(), Fault>;
}

/// An object that is being read.
pub(super) trait Object {
    /// Hands over the next key, if there is one.
    fn key(&mut self, take: Take) -> Result<(), Fault>;
    /// Hands over the value that belongs to that key.
    fn value(&mut self, take: Take) -> Result<(), Fault>;
}

impl Seen<'_> {
    fn unexpected(&self) -> Unexpected<'_> {
        match self {
            Self::Null => Unexpected::Unit,
            Self::Bool(value) => Unexpected::Bool(*value),
            Self::Negative(value) => Unexpected::Signed(*value),
            Self::Whole(value) => Unexpected::Unsigned(*value),
            Self::Float(value) => Unexpected::Float(*value),
            Self::Text(value) => Unexpected::Str(value),
            Self::List(_) => Unexpected::Seq,
            Self::Object(_) => Unexpected::Map,
        }
    }
}

/// A struct is an object only, not the list of its values that a derived visitor takes as well; an
/// enum is only the name of a variant, and not an object with that as its key.
impl<'de> Deserializer<'de> for Seen<'_> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self {
            Self::Null => visitor.visit_unit(),
            Self::Bool(value) => visitor.visit_bool(value),
            Self::Negative(value) => visitor.visit_i64(value),
            Self::Whole(value) => visitor.visit_u64(value),
            Self::Float(value) => visitor.visit_f64(value),
            Self::Text(value) => visitor.visit_str(value),
            Self::List(list) => visitor.visit_seq(list),
            Self::Object(object) => visitor.visit_map(object),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self {
            Self::List(list) => visitor.visit_seq(list),
            other => Err(Fault::invalid_type(other.unexpected(), &visitor)),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match self {
            Self::Object(object) => visitor.visit_map(object),
            other => Err(Fault::invalid_type(other.unexpected(), &"an object")),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match self {
            Self::Text(word) => visitor.visit_enum(word.into_deserializer()),
            other => Err(Fault::invalid_type(other.unexpected(), &"a string")),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self {
            Self::Null => visitor.visit_none(),
            other => visitor.visit_some(other),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct newtype_struct tuple tuple_struct map identifier ignored_any
    }
}

impl<'de> SeqAccess<'de> for dyn List + '_ {
    type Error = Fault;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Fault> {
        taken(seed, |take| self.element(take))
    }
}

impl<'de> MapAccess<'de> for dyn Object + '_ {
    type Error = Fault;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Fault> {
        taken(seed, |take| self.key(take))
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Fault> {
        let value = taken(seed, |take| self.value(take))?;
        value.ok_or_else(|| Fault::custom("a value is expected"))
    }
}

/// What becomes of the value that `hand` hands over, if it does.
fn taken<'de, S: DeserializeSeed<'de>>(
    seed: S,
    hand: impl FnOnce(Take) -> Result<(), Fault>,
) -> Result<Option<S::Value>, Fault> {
    let (mut seed, mut value) = (Some(seed), None);
    hand(&mut |seen| {
        if let Some(seed) = seed.take() {
            value = Some(seed.deserialize(seen)?);
        }
        Ok(())
    })?;
    Ok(value)
}
