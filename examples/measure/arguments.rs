//! The command's arguments.

use sharp_minima::sharpness::Options;

/// How the command is called and what it prints.
pub const USAGE: &str = "\
usage: measure NETWORK DATA [--other NETWORK2 [--frozen]] [--subspace A.json]
               [--starts K] [--iterations N] [--seed S]

  NETWORK, DATA   network.json and data.json
  --other         a second network of the same shape: the linear path from the
                  first (α = 0) to its parameters (α = 1); batch-norm
                  statistics are re-estimated on all of DATA at every point
  --frozen        keeps the first network's statistics along the path instead
  --subspace      {\"A\": [[…], …]}, n × p, in place of 100 columns of
                  independent standard normal entries
  --starts        random points from which ascents start beside x; 7
  --iterations    L-BFGS-B iterations from x, as in the paper; 10
  --seed          of starting points, columns and probes; 0

Prints one JSON object: parameters, samples, loss, accuracy, gradient_norm, phi
(full and in the subspace, at ε = 0.001 and 0.0005; value is the best of all
searches, from_x what the paper's finds), ascent (by signed ascent alone, full),
eigenvalues (the ten largest), smallest_eigenvalue, trace, layers (trace and
largest eigenvalue of every layer's own block of the Hessian), and with --other
path and other (loss and accuracy of NETWORK2 with the statistics in its file).
What is not a number is null, and so is an eigenvalue whose error may be more
than a thousandth of itself.";

/// The command's arguments, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arguments {
    /// The file of the network.
    pub network: String,
    /// The file of the data.
    pub data: String,
    /// The file of the second network.
    pub other: Option<String>,
    /// Whether the path keeps the first network's batch-norm statistics.
    pub frozen: bool,
    /// The file of the subspace.
    pub subspace: Option<String>,
    /// Random starting points.
    pub starts: u32,
    /// L-BFGS-B iterations.
    pub iterations: u32,
    /// The seed.
    pub seed: u32,
}

/// The most starts and iterations that may be asked for.
const MOST: u32 = 100_000;

impl Arguments {
    /// Reads the words after the command's name.
    ///
    /// # Errors
    /// In words, with the usage where it helps.
    pub fn parse(words: &[String]) -> Result<Self, String> {
        let mut files = Vec::new();
        let (mut other, mut frozen, mut subspace) = (None, false, None);
        let (mut starts, mut iterations, mut seed) = (Options::STARTS_FROM_ELSEWHERE, 10, 0);
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let (option, attached) = match word.split_once('=') {
                Some((option, value)) if option.starts_with("--") => (option, Some(value)),
                _ => (word.as_str(), None),
            };
            if !option.starts_with("--") {
                files.push(word.clone());
                continue;
            }
            let mut value = || match attached {
                Some(value) => Ok(value.to_string()),
                None => words
                    .next()
                    .cloned()
                    .ok_or(format!("{option} needs a value")),
            };
            match option {
                "--other" => other = Some(value()?),
                "--frozen" if attached.is_none() => frozen = true,
                "--frozen" => return Err("--frozen takes no value".into()),
                "--subspace" => subspace = Some(value()?),
                "--starts" => starts = number(option, &value()?, 0, MOST)?,
                "--iterations" => iterations = number(option, &value()?, 1, MOST)?,
                "--seed" => seed = number(option, &value()?, 0, u32::MAX)?,
                _ => return Err(format!("unknown option {option}\n\n{USAGE}")),
            }
        }
        let count = files.len();
        let Ok([network, data]) = <[String; 2]>::try_from(files) else {
            return Err(format!(
                "two files are expected, NETWORK and DATA, not {count}\n\n{USAGE}"
            ));
        };
        if frozen && other.is_none() {
            return Err("--frozen is about the path: it needs --other".into());
        }
        Ok(Self {
            network,
            data,
            other,
            frozen,
            subspace,
            starts,
            iterations,
            seed,
        })
    }
}

fn number(option: &str, value: &str, least: u32, most: u32) -> Result<u32, String> {
    let number = value.parse().ok();
    number
        .filter(|number| (least..=most).contains(number))
        .ok_or(format!(
            "{option} must be a whole number from {least} to {most}, not {value:?}"
        ))
}
