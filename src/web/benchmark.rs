//! The benchmarks' cases for the browser; the caller keeps the time.

use crate::benchmark::{Benchmark, Descent, Measuring, Stepping};
use wasm_bindgen::prelude::*;

/// See [`Benchmark`].
#[wasm_bindgen(js_name = Benchmark)]
pub struct WebBenchmark(Benchmark);

#[wasm_bindgen(js_class = Benchmark)]
impl WebBenchmark {
    /// The case of this name.
    ///
    /// # Errors
    /// If there is no such case.
    #[wasm_bindgen(constructor)]
    pub fn new(name: &str) -> Result<Self, JsError> {
        let unknown = || JsError::new(&format!("benchmark: {name} is not known"));
        Benchmark::new(name).map(Self).ok_or_else(unknown)
    }

    /// See [`Benchmark::of_job`].
    #[wasm_bindgen(js_name = ofJob)]
    pub fn of_job(job: &str) -> Option<Self> {
        Benchmark::of_job(job).map(Self)
    }

    /// See [`Benchmark::kind_of`].
    #[wasm_bindgen(js_name = kindOf)]
    pub fn kind_of(job: &str) -> Option<String> {
        Benchmark::kind_of(job)
    }

    /// See [`Benchmark::operations`].
    pub fn operations(job: &str, report: &str) -> Option<f64> {
        Benchmark::operations(job, report)
    }

    /// The names of all cases.
    pub fn names() -> Vec<String> {
        Benchmark::names()
    }

    /// Runs the case this many times.
    pub fn run(&mut self, iterations: u32) {
        self.0.run(iterations);
    }

    /// Floating-point operations of one run's matrix products.
    pub fn flops(&self) -> f64 {
        self.0.flops()
    }
}

/// See [`Measuring`].
#[wasm_bindgen(js_name = Measuring)]
pub struct WebMeasuring(Measuring);

#[wasm_bindgen(js_class = Measuring)]
impl WebMeasuring {
    /// Trains the network that is measured.
    ///
    /// # Errors
    /// If there is no data.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Result<Self, JsError> {
        Measuring::new()
            .map(Self)
            .map_err(|error| JsError::new(&error.to_string()))
    }

    /// The names of all measures.
    pub fn names() -> Vec<String> {
        Measuring::names()
    }

    /// Evaluates one gradient.
    pub fn gradient(&mut self) {
        self.0.gradient();
    }

    /// Takes the measure of this index; returns the gradient evaluations it took.
    pub fn run(&mut self, index: usize) -> f64 {
        self.0.run(index)
    }
}

/// See [`Stepping`].
#[wasm_bindgen(js_name = Stepping)]
pub struct WebStepping(Stepping);

#[wasm_bindgen(js_class = Stepping)]
impl WebStepping {
    /// The strategy of this name.
    ///
    /// # Errors
    /// If there is no such strategy.
    #[wasm_bindgen(constructor)]
    pub fn new(name: &str) -> Result<Self, JsError> {
        let unknown = || JsError::new(&format!("strategy: {name} is not known"));
        Stepping::new(name).map(Self).ok_or_else(unknown)
    }

    /// The names of all strategies, the plain one first.
    pub fn names() -> Vec<String> {
        Stepping::names()
    }

    /// Gradient evaluations of one step.
    pub fn gradients(&self) -> u32 {
        self.0.gradients()
    }

    /// Makes this many steps.
    pub fn run(&mut self, steps: u32) {
        self.0.run(steps);
    }
}

/// See [`Descent`].
#[wasm_bindgen(js_name = Descent)]
pub struct WebDescent(Descent);

#[wasm_bindgen(js_class = Descent)]
impl WebDescent {
    /// The network and batch of this name.
    ///
    /// # Errors
    /// If there is no such name.
    #[wasm_bindgen(constructor)]
    pub fn new(name: &str) -> Result<Self, JsError> {
        let unknown = || JsError::new(&format!("descent: {name} is not known"));
        Descent::new(name).map(Self).ok_or_else(unknown)
    }

    /// The names of all networks and batches.
    pub fn names() -> Vec<String> {
        Descent::names()
    }

    /// What another framework is to train, as JSON.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn problem(&self) -> Result<String, JsError> {
        Ok(serde_json::to_string(&self.0.problem())?)
    }

    /// Makes this many steps; returns the loss before the last of them.
    pub fn run(&mut self, steps: u32) -> f64 {
        self.0.run(steps)
    }
}
