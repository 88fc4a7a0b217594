//! Running other programs.

use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::{Done, target};

/// A command line, split at white space, to be run in the repository's top folder.
pub fn command(root: &Path, line: &str) -> Command {
    let mut words = line.split_whitespace();
    let name = words.next().unwrap_or_default();
    let program = which(root, name).unwrap_or_else(|| name.into());
    let mut command = Command::new(program);
    command
        .args(words)
        .current_dir(root)
        .env("PATH", search_path(root))
        .stdin(Stdio::null());
    command
}

/// Shows the command, runs it and waits for its success.
pub fn run(command: &mut Command) -> Done {
    say(&shown(command));
    let status = command.status().map_err(|error| failed(command, &error))?;
    match status.success() {
        true => Ok(()),
        false => Err(format!("{}: {status}", shown(command))),
    }
}

/// As [`run`], but after `limit` the program is ended together with all it started.
pub fn run_within(limit: Duration, command: &mut Command) -> Done {
    say(&shown(command));
    own_group(command);
    let mut child = command.spawn().map_err(|error| failed(command, &error))?;
    let end = Instant::now() + limit;
    loop {
        match child.try_wait().map_err(|error| failed(command, &error))? {
            Some(status) if status.success() => return Ok(()),
            Some(status) => return Err(format!("{}: {status}", shown(command))),
            None if Instant::now() < end => sleep(Duration::from_millis(50)),
            None => break,
        }
    }
    end_group(child.id());
    // Where there are no process groups, and to leave no zombie.
    child.kill().ok();
    child.wait().ok();
    Err(format!(
        "{}: ended after {} s",
        shown(command),
        limit.as_secs()
    ))
}

/// Another command of this program, which runs beside what follows: what it prints is shown when it is waited for.
pub struct Beside {
    shown: String,
    child: Child,
    printed: PathBuf,
}

/// Starts one; given up, it is ended with all it started.
pub fn beside(root: &Path, arguments: &[&str]) -> Result<Beside, String> {
    let shown = format!("cargo xtask {}", arguments.join(" "));
    say(&format!("beside what follows: {shown}"));
    let printed = target(root).join(format!("beside-{}.log", arguments.join("-")));
    let file = File::create(&printed).map_err(|error| format!("{}: {error}", printed.display()))?;
    let again = file.try_clone().map_err(|error| error.to_string())?;
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root);
    command.stdin(Stdio::null()).stdout(file).stderr(again);
    own_group(&mut command);
    let child = command.spawn().map_err(|error| failed(&command, &error))?;
    Ok(Beside {
        shown,
        child,
        printed,
    })
}

impl Beside {
    /// Waits for its success.
    pub fn wait(mut self) -> Done {
        let status = self.child.wait().map_err(|error| error.to_string())?;
        say(&format!("{}, which ran beside it:", self.shown));
        eprint!("{}", fs::read_to_string(&self.printed).unwrap_or_default());
        match status.success() {
            true => Ok(()),
            false => Err(format!("{}: {status}", self.shown)),
        }
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            end_group(self.child.id());
            self.child.kill().ok();
            self.child.wait().ok();
        }
    }
}

/// What the command prints, or None when it cannot be run or fails.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs a program in `directory` and gives what it prints.
pub fn step(program: &str, arguments: &[&str], directory: &Path) -> Result<String, String> {
    let shown = format!("{program} {}", arguments.join(" "));
    let output = Command::new(program)
        .args(arguments)
        .current_dir(directory)
        .output();
    let output = output.map_err(|e| format!("{shown}: {e}"))?;
    if !output.status.success() {
        return Err(format!(
            "{shown}: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        ));
    }
    String::from_utf8(output.stdout).map_err(|e| format!("{shown}: {e}"))
}

/// Where a program is: among those installed for this project, or on PATH.
pub fn which(root: &Path, name: &str) -> Option<PathBuf> {
    std::env::split_paths(&search_path(root))
        .map(|folder| {
            folder
                .join(name)
                .with_extension(std::env::consts::EXE_EXTENSION)
        })
        .find(|file| file.is_file())
}

/// Tells the user what happens.
pub fn say(message: &str) {
    eprintln!("xtask: {message}");
}

/// PATH, preceded by the folder of the tools that were installed for this project.
fn search_path(root: &Path) -> OsString {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let own = target(root).join("tools/bin");
    let folders = std::iter::once(own).chain(std::env::split_paths(&path));
    std::env::join_paths(folders).unwrap_or(path.clone())
}

fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_stem().unwrap_or(program.as_os_str());
    let words = std::iter::once(name).chain(command.get_args());
    let words: Vec<_> = words.map(|word| word.to_string_lossy()).collect();
    words.join(" ")
}

fn failed(command: &Command, error: &std::io::Error) -> String {
    format!("cannot run {}: {error}", shown(command))
}

#[cfg(unix)]
fn own_group(command: &mut Command) {
    std::os::unix::process::CommandExt::process_group(command, 0);
}

#[cfg(not(unix))]
fn own_group(_: &mut Command) {}

#[cfg(unix)]
fn end_group(leader: u32) {
    let group = format!("-{leader}");
    Command::new("kill")
        .args(["-KILL", "--", &group])
        .status()
        .ok();
}

#[cfg(not(unix))]
fn end_group(_: u32) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn a_program_that_hangs_is_ended_with_its_children() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let witness = std::env::temp_dir().join(format!("xtask-{}", std::process::id()));
        let mut hanging = command(root, "sh -c");
        hanging.arg(format!("(sleep 1; touch {}); true", witness.display()));
        let start = Instant::now();
        let outcome = run_within(Duration::from_millis(200), &mut hanging);
        assert!(outcome.is_err_and(|message| message.contains("ended after")));
        assert!(start.elapsed() < Duration::from_millis(900));
        sleep(Duration::from_millis(1200));
        assert!(!witness.exists(), "a grandchild lived on");
    }

    #[test]
    fn a_missing_program_is_an_error_in_words() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let outcome = run(&mut command(root, "no-such-program"));
        assert!(outcome.is_err_and(|message| message.contains("cannot run no-such-program")));
    }
}
