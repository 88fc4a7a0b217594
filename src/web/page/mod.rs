//! The page's side of a [`Session`]: everything that a visitor does, and in `shown` what is seen.

mod order;
mod shown;

pub use order::WorkerOrder;

use super::convert::{checked, failure, from_js, known, to_js};
use crate::figures::{self, FIGURES, Figure};
use crate::results::Origin;
use crate::session::{self, Session};
use crate::settings::{Regime, View};
use wasm_bindgen::prelude::*;

fn figure(name: &str) -> Result<&'static dyn Figure, JsValue> {
    let names: Vec<&str> = FIGURES.iter().map(|figure| figure.name()).collect();
    known(figures::figure(name), "figure", name, &names)
}

fn origin(name: &str) -> Result<Origin, JsValue> {
    let found = match name {
        "shipped" => Some(Origin::Shipped),
        "opened" => Some(Origin::Opened),
        "kept" => Some(Origin::Kept),
        _ => None,
    };
    known(found, "origin", name, &["shipped", "opened", "kept"])
}

/// What a visitor asks for, looks at and knows.
#[wasm_bindgen]
pub struct Page {
    session: Session<JsValue>,
    notices: Vec<String>,
}

#[wasm_bindgen]
impl Page {
    /// The page of a link's hash, with so many workers to compute.
    #[wasm_bindgen(constructor)]
    pub fn new(hash: &str, workers: usize) -> Self {
        let link = session::link(hash);
        let notices = link.notices.clone();
        Self {
            session: Session::new(link, workers),
            notices,
        }
    }

    /// What could not be taken of the latest link as it was given; said once.
    pub fn notices(&mut self) -> Vec<String> {
        std::mem::take(&mut self.notices)
    }

    /// The hash, without `#`, of all that is asked for and looked at.
    pub fn hash(&self) -> String {
        self.session.hash()
    }

    /// Goes where a link's hash leads. Returns whether that is somewhere else.
    pub fn arrive(&mut self, hash: &str) -> bool {
        let link = session::link(hash);
        let before = self.session.hash();
        self.notices = link.notices;
        self.session.set_experiment(link.experiment);
        self.session.set_view(link.view);
        before != self.session.hash()
    }

    /// What is asked for.
    ///
    /// # Errors
    /// If it cannot be turned into JavaScript's data.
    #[wasm_bindgen(unchecked_return_type = "Experiment")]
    pub fn experiment(&self) -> Result<JsValue, JsValue> {
        to_js(self.session.experiment())
    }

    /// Asks for another experiment.
    ///
    /// # Errors
    /// If it is not allowed; the message names the field, its value and what is allowed.
    pub fn set_experiment(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Experiment")] experiment: JsValue,
    ) -> Result<(), JsValue> {
        self.session.set_experiment(checked(experiment)?);
        Ok(())
    }

    /// What is looked at.
    ///
    /// # Errors
    /// If it cannot be turned into JavaScript's data.
    #[wasm_bindgen(unchecked_return_type = "View")]
    pub fn view(&self) -> Result<JsValue, JsValue> {
        to_js(self.session.view())
    }

    /// Looks at something else, or at the nearest to it that is allowed.
    ///
    /// # Errors
    /// If it is no view.
    pub fn set_view(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "View")] view: JsValue,
    ) -> Result<(), JsValue> {
        self.session.set_view(from_js::<View>(view)?);
        Ok(())
    }

    /// The page has these figures and no others.
    pub fn show_only(&mut self, names: Vec<String>) {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        self.session.show_only(&names);
    }

    /// Takes a file's results over, which were "shipped", "opened" or "kept"; returns what could not be read
    /// of them, in words.
    ///
    /// # Errors
    /// If the text is no file of results, or one of another version.
    pub fn read(&mut self, text: &str, from: &str) -> Result<Vec<String>, JsValue> {
        let unread = self.session.read(text, origin(from)?).map_err(failure)?;
        let words = |unread: session::Unread| format!("entry {}: {}", unread.entry, unread.why);
        Ok(unread.into_iter().map(words).collect())
    }

    /// Takes over what was found of the paper's own network, f1.json.
    ///
    /// # Errors
    /// If the text does not hold that.
    pub fn read_f1(&mut self, text: &str) -> Result<(), JsValue> {
        self.session.read_f1(text).map_err(failure)
    }

    /// Whether the settings are those of the pair of F1 that comes trained.
    pub fn is_f1(&self) -> bool {
        self.session.is_f1()
    }

    /// Takes one entry over that [`unsaved`](Self::unsaved) gave. Returns why not, or nothing.
    ///
    /// # Errors
    /// If `from` is no origin.
    pub fn read_entry(&mut self, text: &str, from: &str) -> Result<Option<String>, JsValue> {
        Ok(self.session.read_entry(text, origin(from)?).err())
    }

    /// Takes a trained network over: the entry of its training, and its parameters where that ended.
    ///
    /// # Errors
    /// If the entry is none of this version, or of no training that ended in a minimum.
    pub fn read_network(&mut self, entry: &str, x: &js_sys::Float32Array) -> Result<(), JsValue> {
        self.session.read_network(entry, x.into()).map_err(failure)
    }

    /// How many of these jobs, as JSON, are trainings of the present settings that are not known.
    pub fn begun(&self, jobs: Vec<String>) -> usize {
        self.session.begun(&jobs)
    }

    /// Everything that is known, as a file.
    pub fn write(&self) -> String {
        self.session.write()
    }

    /// The entries that have come since this was asked last, each as a line to be kept.
    pub fn unsaved(&mut self) -> Vec<String> {
        self.session.unsaved()
    }

    /// Forgets everything that is not shipped.
    pub fn forget(&mut self) {
        self.session.forget();
    }

    /// Fills the page; with `all` also with what takes long. `now` is in milliseconds here and below.
    pub fn start(&mut self, all: bool, now: f64) {
        self.session.start(all, now);
    }

    /// Rests.
    pub fn pause(&mut self, now: f64) {
        self.session.pause(now);
    }

    /// Goes on.
    pub fn resume(&mut self, now: f64) {
        self.session.resume(now);
    }

    /// Ends everything that is under way.
    pub fn cancel(&mut self, now: f64) {
        self.session.cancel(now);
    }

    /// Computes a figure on demand.
    ///
    /// # Errors
    /// If there is no such figure.
    pub fn ask(&mut self, name: &str) -> Result<(), JsValue> {
        self.session.ask(figure(name)?.name());
        Ok(())
    }

    /// Ends the computing of one figure.
    pub fn give_up(&mut self, name: &str) {
        self.session.give_up(name);
    }

    /// A figure comes into sight or leaves it.
    ///
    /// # Errors
    /// If there is no such figure.
    pub fn see(&mut self, name: &str, visible: bool) -> Result<(), JsValue> {
        self.session.see(figure(name)?.name(), visible);
        Ok(())
    }

    /// Whether figures stand still until a run has computed them, for those who want less motion.
    pub fn keep_still(&mut self, still: bool) {
        self.session.keep_still(still);
    }

    /// Measures the sharpness at a place of one of the map's panels.
    pub fn measure(&mut self, panel: usize, a: f64, b: f64) {
        self.session.measure(panel, [a, b]);
    }

    /// Measures a network from files: how they are called, and the bytes of both.
    pub fn measure_files(
        &mut self,
        names: String,
        network: &js_sys::Uint8Array,
        data: &js_sys::Uint8Array,
    ) {
        let bytes = [network.to_vec(), data.to_vec()];
        let network = (bytes[0].as_slice(), network.into());
        let data = (bytes[1].as_slice(), data.into());
        self.session.measure_files(names, network, data, 0);
    }

    /// Writes the network of "small" or "large", or else the data, of a trial (from 0) into a file of this
    /// name.
    pub fn export(&mut self, what: &str, trial: u32, name: String) {
        let regime = match what {
            "small" => Some(Regime::Small),
            "large" => Some(Regime::Large),
            _ => None,
        };
        self.session.export(regime, trial, name);
    }

    /// The most urgent job for a worker that is free; undefined where there is none.
    pub fn next(&mut self, now: f64) -> Option<WorkerOrder> {
        self.session.next(now).map(WorkerOrder)
    }

    /// The orders that are to be ended at once, because nobody waits for them.
    pub fn cancelled(&mut self) -> Vec<u32> {
        self.session.cancelled()
    }

    /// An order has come so far, in [0, 1], perhaps with a report on the way.
    pub fn progress(&mut self, id: u32, share: f64, report: Option<String>, now: f64) {
        self.session.progress(id, share, report.as_deref(), now);
    }

    /// An order goes on from a share, in [0, 1], that was done before the page was left.
    pub fn resumed(&mut self, id: u32, share: f64, now: f64) {
        self.session.resumed(id, share, now);
    }

    /// An order is done: its report, and the vectors that it leaves.
    pub fn done(
        &mut self,
        id: u32,
        report: &str,
        labels: Vec<u32>,
        vectors: Vec<JsValue>,
        now: f64,
    ) {
        self.session.done(id, report, labels, vectors, now);
    }

    /// An order could not be computed.
    pub fn failed(&mut self, id: u32, why: &str, now: f64) {
        self.session.failed(id, why, now);
    }

    /// What has happened since this was asked last.
    ///
    /// # Errors
    /// If it cannot be turned into JavaScript's data.
    #[wasm_bindgen(unchecked_return_type = "Event[]")]
    pub fn events(&mut self) -> Result<JsValue, JsValue> {
        to_js(&self.session.events())
    }

    /// Where the run is: "idle", "running", "paused", "finished", "failed" or "cancelled".
    pub fn phase(&self) -> String {
        self.session.phase().to_owned()
    }
}
