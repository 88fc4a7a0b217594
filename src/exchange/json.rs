//! What serde derives, read from JSON by serde_json, with errors that name their place.
//!
//! serde_json hands over each value as soon as it has [`Seen`] what it is. What is to become of it is
//! called through a pointer, so that its parser is there once in the program and not once for every
//! type that is read. Errors are [`Fault`]s on this side and serde_json's on the other; where one
//! leaves a list or an object, its place grows, so that nothing is kept while all goes well.

use crate::exchange::error::ExchangeError;
use crate::exchange::fault::{Fault, shortened};
use crate::exchange::seen::{List, Object, Seen, Take};
use crate::exchange::source::{Source, text_of};
use serde::de::{self, DeserializeOwned, DeserializeSeed, Deserializer, Error};
use serde::de::{MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Reads a file's only value.
///
/// # Errors
/// Where the text is too long or in another encoding than UTF-8, is not JSON, or is not of the form
/// of a `T`. A form is taken by the word: an object is no list of its values.
pub(super) fn read<T: DeserializeOwned>(file: &[u8]) -> Result<T, ExchangeError> {
    let text = text_of(file)?;
    let mut value = None;
    parse(text, &mut |seen| {
        value = Some(T::deserialize(seen)?);
        Ok(())
    })?;
    Ok(value.ok_or_else(|| Fault::custom("a value is expected"))?)
}

fn parse(text: &[u8], take: Take) -> Result<(), Fault> {
    let source = &Source::new(text);
    let mut json = serde_json::Deserializer::from_slice(text);
    let read = Relay { take, source }.deserialize(&mut json);
    let read = read.and_then(|()| json.end());
    read.map_err(|error| source.fault(error))
}

/// Hands over one value.
struct Relay<'t, 's> {
    take: Take<'t>,
    source: &'s Source<'s>,
}

impl Relay<'_, '_> {
    fn hand<E: de::Error>(self, seen: Seen) -> Result<(), E> {
        (self.take)(seen).map_err(|fault| self.source.leave(fault))
    }
}

impl<'de> DeserializeSeed<'de> for Relay<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<(), D::Error> {
        let source = self.source;
        let read = value.deserialize_any(self);
        read.map_err(|error| source.leave(source.fault(error)))
    }
}

impl<'de> Visitor<'de> for Relay<'_, '_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("a value")
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        self.hand(Seen::Null)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<(), E> {
        self.hand(Seen::Bool(value))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<(), E> {
        self.hand(Seen::Negative(value))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<(), E> {
        self.hand(Seen::Whole(value))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<(), E> {
        self.hand(Seen::Float(value))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<(), E> {
        self.hand(Seen::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, inner: A) -> Result<(), A::Error> {
        let source = self.source;
        let index = 0;
        self.hand(Seen::List(&mut Elements {
            inner,
            source,
            index,
        }))
    }

    fn visit_map<A: MapAccess<'de>>(self, inner: A) -> Result<(), A::Error> {
        let source = self.source;
        let key = String::new();
        self.hand(Seen::Object(&mut Entries { inner, source, key }))
    }
}

/// The elements of a list.
struct Elements<'s, A> {
    inner: A,
    source: &'s Source<'s>,
    /// That of the element that is next.
    index: usize,
}

impl<'de, A: SeqAccess<'de>> List for Elements<'_, A> {
    fn element(&mut self, take: Take) -> Result<(), Fault> {
        let (source, index) = (self.source, self.index);
        self.index += 1;
        match self.inner.next_element_seed(Relay { take, source }) {
            Ok(_) => Ok(()),
            Err(error) => Err(source.fault_within(|| format!("[{index}]"), error)),
        }
    }
}

/// The entries of an object.
struct Entries<'s, A> {
    inner: A,
    source: &'s Source<'s>,
    /// That of the value that is next.
    key: String,
}

impl<'de, A: MapAccess<'de>> Object for Entries<'_, A> {
    fn key(&mut self, take: Take) -> Result<(), Fault> {
        let (source, key) = (self.source, &mut self.key);
        match self.inner.next_key_seed(Key { take, source, key }) {
            Ok(_) => Ok(()),
            Err(error) => Err(source.fault(error)),
        }
    }

    fn value(&mut self, take: Take) -> Result<(), Fault> {
        let source = self.source;
        let read = self.inner.next_value_seed(Relay { take, source });
        read.map_err(|error| source.fault_within(|| shortened(self.key.as_bytes()), error))
    }
}

/// Hands over an object's key and, once it is known to be one, takes it down.
struct Key<'t, 's> {
    take: Take<'t>,
    source: &'s Source<'s>,
    key: &'t mut String,
}

impl<'de> DeserializeSeed<'de> for Key<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, key: D) -> Result<(), D::Error> {
        key.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Key<'_, '_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("a key")
    }

    fn visit_str<E: de::Error>(self, key: &str) -> Result<(), E> {
        (self.take)(Seen::Text(key)).map_err(|fault| self.source.leave(fault))?;
        key.clone_into(self.key);
        Ok(())
    }
}
