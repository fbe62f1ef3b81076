//! What tabs tell one another, each time with the build that says it: a tab of an older build may
//! not know everything that a newer one writes.

use crate::file;
use crate::model::PitchId;

/// A build of the page, ordered by age.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Build([u32; 4]);

impl Build {
    /// This build: the version of the format that it writes, then its own.
    #[must_use]
    pub fn this() -> Self {
        Self::read(&format!("{}.{}", file::VERSION, env!("CARGO_PKG_VERSION"))).unwrap_or_default()
    }

    /// The build that is written like this; none when it is not written like one.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('.').map(|part| part.parse().ok());
        let mut next = || parts.next().flatten();
        let build = Self([next()?, next()?, next()?, next()?]);
        parts.next().is_none().then_some(build)
    }
}

impl std::fmt::Display for Build {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [format, major, minor, patch] = self.0;
        write!(f, "{format}.{major}.{minor}.{patch}")
    }
}

/// What one tab tells the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// It has begun, or answers an older tab.
    Here,
    /// It saved this revision of a pitch.
    Saved(u64, PitchId),
    /// It asks for a pitch: who edits it is to write and let go.
    Release(PitchId),
}

impl Message {
    /// The message as it is sent. The first three words are those that the first builds read.
    #[must_use]
    pub fn write(&self, build: Build) -> String {
        match self {
            Self::Here => format!("here - - {build}"),
            Self::Saved(revision, id) => format!("saved {revision} {id} {build}"),
            Self::Release(id) => format!("release 0 {id} {build}"),
        }
    }

    /// A message with the build that sent it; the oldest of all where none is named. What a newer
    /// build says and this one does not know is no message, but its build is heard.
    #[must_use]
    pub fn read(text: &str) -> (Option<Self>, Build) {
        let words: Vec<&str> = text.split(' ').collect();
        let build = words.get(3).and_then(|build| Build::read(build));
        let id = || PitchId::new(words.get(2)?).ok();
        let message = match words.first() {
            Some(&"here") => Some(Self::Here),
            Some(&"saved") => {
                let revision = words.get(1).and_then(|revision| revision.parse().ok());
                revision
                    .zip(id())
                    .map(|(revision, id)| Self::Saved(revision, id))
            }
            Some(&"release") => id().map(Self::Release),
            _ => None,
        };
        (message, build.unwrap_or_default())
    }
}
