//! Letters: the fonts, and words set from them.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use harfrust::{
    Direction, Feature, Script, ShapeOptions, ShapePlan, ShaperData, ShaperInstance, UnicodeBuffer,
};
use krilla::text::{Font, GlyphId, KrillaGlyph, Tag};
use skrifa::instance::Size;
use skrifa::outline::DrawSettings;
use skrifa::{FontRef, MetadataProvider};

use super::band::Band;
use super::faces::{self, Face};
use super::list::Type;

/// The faces whose files are at hand, opened.
pub struct TypeCase {
    all: Vec<Face>,
    opened: BTreeMap<usize, Opened>,
    /// A face in a weight.
    cuts: Vec<Cut>,
    cut_of: BTreeMap<(usize, u32), usize>,
    words: BTreeMap<(u32, String), Rc<Set>>,
}

struct Opened {
    data: Arc<Vec<u8>>,
    shaping: ShaperData,
}

struct Cut {
    face: usize,
    font: Font,
    instance: ShaperInstance,
    units: f32,
    plans: Vec<(Vec<String>, Direction, Script, ShapePlan)>,
}

/// Letters of a word from one face: as they are shaped, and what each stands for in the word.
type Stretch = (usize, String, Vec<(usize, usize)>);

/// A word that is set.
#[derive(Default)]
pub struct Set {
    /// Its parts, each from one font.
    pub parts: Vec<Part>,
    /// How far it reaches, in ems.
    pub advance: f32,
    /// Whether it has letters that no font has.
    pub lacks: bool,
    /// What it says: the word without the letters that say nothing and that no PDF may name. A
    /// joined letter may stand for a stretch with such a letter inside.
    pub says: String,
}

/// A part of a word, from one font.
pub struct Part {
    /// The font.
    pub font: Font,
    /// Which face in which weight it is.
    cut: usize,
    /// Whether it is slanted, for want of an italic.
    pub slanted: bool,
    /// Its glyphs; their ranges are those of what the word says.
    pub glyphs: Vec<KrillaGlyph>,
}

/// Letters that are not seen where no font has them.
fn is_unseen(letter: char) -> bool {
    matches!(letter,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{ffff}')
}

/// Letters that say nothing and that no PDF may name.
fn is_mute(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{feff}' | '\u{fffe}')
}

fn is_private(letter: char) -> bool {
    matches!(u32::from(letter), 0xE000..=0xF8FF | 0xF_0000..=0x10_FFFF)
}

impl TypeCase {
    /// Opens these files.
    ///
    /// # Errors
    /// With the name of the file that is no font.
    pub fn open(files: &BTreeMap<String, Vec<u8>>) -> Result<Self, String> {
        let all = faces::all();
        let mut opened = BTreeMap::new();
        for (at, face) in all.iter().enumerate() {
            let Some(file) = files.get(&face.file) else {
                continue;
            };
            let data = wuff::decompress_woff2(file).map_err(|_| face.file.clone())?;
            let shaping = {
                let font = FontRef::new(&data).map_err(|_| face.file.clone())?;
                ShaperData::new(&font)
            };
            let data = Arc::new(data);
            opened.insert(at, Opened { data, shaping });
        }
        Ok(Self {
            all,
            opened,
            cuts: Vec::new(),
            cut_of: BTreeMap::new(),
            words: BTreeMap::new(),
        })
    }

    /// The face that a letter of this type comes from.
    fn face_of(&self, look: &Type, letter: char) -> Option<usize> {
        faces::of(&self.all, &look.families, look.italic)
            .filter(|face| face.is_asked_for(letter))
            .filter_map(|face| self.all.iter().position(|other| std::ptr::eq(other, face)))
            .find(|at| {
                let Some(opened) = self.opened.get(at) else {
                    return false;
                };
                FontRef::new(&opened.data).is_ok_and(|font| font.charmap().map(letter).is_some())
            })
    }

    fn cut(&mut self, face: usize, weight: f32) -> Option<usize> {
        let (lightest, heaviest) = self.all.get(face)?.weights;
        let weight = weight.clamp(lightest, heaviest);
        if let Some(cut) = self.cut_of.get(&(face, weight.to_bits())) {
            return Some(*cut);
        }
        let opened = self.opened.get(&face)?;
        let font_ref = FontRef::new(&opened.data).ok()?;
        let font = Font::new_variable(
            opened.data.clone().into(),
            0,
            &[(Tag::new(b"wght"), weight)],
        )?;
        let instance = ShaperInstance::from_variations(&font_ref, [("wght", weight)]);
        let units = font.units_per_em();
        let cut = Cut {
            face,
            font,
            instance,
            units,
            plans: Vec::new(),
        };
        self.cuts.push(cut);
        self.cut_of
            .insert((face, weight.to_bits()), self.cuts.len() - 1);
        Some(self.cuts.len() - 1)
    }

    /// From where to where a glyph of a part crosses a band, all in ems: the band from `low` to
    /// `high` above the line that the letters stand on. None when it does not.
    pub fn crossing(
        &self,
        part: &Part,
        glyph: GlyphId,
        (low, high): (f32, f32),
    ) -> Option<(f32, f32)> {
        let cut = self.cuts.get(part.cut)?;
        let opened = self.opened.get(&cut.face)?;
        let font = FontRef::new(&opened.data).ok()?;
        let outline = font
            .outline_glyphs()
            .get(skrifa::GlyphId::new(glyph.to_u32()))?;
        let mut band = Band::of(low * cut.units, high * cut.units);
        let coords = cut.instance.coords();
        let settings = DrawSettings::unhinted(Size::unscaled(), coords);
        outline.draw(settings, &mut band).ok()?;
        let (from, to) = band.found?;
        Some((from / cut.units, to / cut.units))
    }

    /// A glyph of any font that is not seen.
    pub fn blank(&mut self) -> Option<(Font, KrillaGlyph)> {
        let faces: Vec<usize> = self.opened.keys().copied().collect();
        faces.into_iter().find_map(|face| {
            let opened = self.opened.get(&face)?;
            let space = FontRef::new(&opened.data).ok()?.charmap().map(' ')?;
            let cut = self.cut(face, 400.0)?;
            let glyph = GlyphId::new(space.to_u32());
            let blank = KrillaGlyph::new(glyph, 0.25, 0.0, 0.0, 0.0, 0..1, None);
            Some((self.cuts.get(cut)?.font.clone(), blank))
        })
    }

    /// Sets a word in this type, which is the one of this number.
    pub fn set(&mut self, number: u32, look: &Type, text: &str) -> Rc<Set> {
        let key = (number, text.to_owned());
        if let Some(set) = self.words.get(&key) {
            return set.clone();
        }
        let set = Rc::new(self.set_anew(look, text));
        self.words.insert(key, set.clone());
        set
    }

    fn set_anew(&mut self, look: &Type, text: &str) -> Set {
        let mut set = Set::default();
        let mut stretches: Vec<Stretch> = Vec::new();
        set.says = text.chars().filter(|letter| !is_mute(*letter)).collect();
        let letters: Vec<(usize, char)> = set.says.char_indices().collect();
        for (at, letter) in letters {
            let end = at + letter.len_utf8();
            let mut shaped = letter;
            let mut face = self.face_of(look, letter);
            if face.is_none() && letter.is_whitespace() {
                shaped = ' ';
                face = self.face_of(look, ' ');
            }
            if face.is_none() && is_unseen(letter) {
                continue;
            }
            let Some(face) = face.filter(|_| !is_private(letter)) else {
                set.lacks = true;
                return set;
            };
            match stretches.last_mut() {
                Some((of, letters, ranges)) if *of == face => {
                    letters.push(shaped);
                    ranges.push((at, end));
                }
                _ => stretches.push((face, shaped.to_string(), vec![(at, end)])),
            }
        }
        for (face, letters, ranges) in stretches {
            let slanted = look.italic && self.all.get(face).is_some_and(|face| !face.italic);
            let Some(cut) = self.cut(face, look.weight) else {
                set.lacks = true;
                return set;
            };
            if let Some(part) = self.shape(cut, look, &letters, &ranges, slanted) {
                set.advance += part.glyphs.iter().map(|glyph| glyph.x_advance).sum::<f32>();
                set.parts.push(part);
            }
        }
        set
    }

    fn shape(
        &mut self,
        cut: usize,
        look: &Type,
        letters: &str,
        ranges: &[(usize, usize)],
        slanted: bool,
    ) -> Option<Part> {
        let number = cut;
        let cut = self.cuts.get_mut(number)?;
        let opened = self.opened.get(&cut.face)?;
        let font = FontRef::new(&opened.data).ok()?;
        let shaper = opened
            .shaping
            .shaper(&font)
            .instance(Some(&cut.instance))
            .build();
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(letters);
        buffer.guess_segment_properties();
        let (direction, script) = (buffer.direction(), buffer.script());
        let mut wanted: Vec<String> = look.features.clone();
        if look.spacing.abs() > f32::EPSILON {
            // As browsers do: letters that are set apart are not joined.
            wanted.extend(["liga=0", "clig=0"].map(str::to_owned));
        }
        let known = cut.plans.iter().position(|(features, way, of, _)| {
            *features == wanted && *way == direction && *of == script
        });
        let features: Vec<Feature> = wanted.iter().filter_map(|name| name.parse().ok()).collect();
        let known = known.unwrap_or_else(|| {
            let plan = ShapePlan::new(&shaper, direction, Some(script), None, &features);
            cut.plans.push((wanted, direction, script, plan));
            cut.plans.len() - 1
        });
        let (_, _, _, plan) = cut.plans.get(known)?;
        let options = ShapeOptions::new().plan(Some(plan)).features(&features);
        let shaped = shaper.shape(buffer, options);

        // Where letters begin in what was shaped.
        let starts: Vec<usize> = letters.char_indices().map(|(at, _)| at).collect();
        let infos = shaped.glyph_infos();
        let spacing = look.spacing / look.size.max(0.001);
        let mut clusters: Vec<usize> = infos.iter().map(|info| info.cluster as usize).collect();
        clusters.sort_unstable();
        clusters.dedup();
        let glyphs =
            infos
                .iter()
                .zip(shaped.glyph_positions())
                .enumerate()
                .map(|(at, (info, place))| {
                    let cluster = info.cluster as usize;
                    let next = clusters
                        .iter()
                        .find(|start| **start > cluster)
                        .copied()
                        .unwrap_or(letters.len());
                    let first = starts.partition_point(|start| *start < cluster);
                    let after = starts.partition_point(|start| *start < next);
                    let from = ranges.get(first).map_or(0, |range| range.0);
                    let to = after
                        .checked_sub(1)
                        .and_then(|at| ranges.get(at))
                        .map_or(from, |range| range.1);
                    let ends = infos
                        .get(at + 1)
                        .is_none_or(|other| other.cluster != info.cluster);
                    #[expect(clippy::cast_precision_loss, reason = "units of a font are few")]
                    let em = |units: i32| units as f32 / cut.units;
                    KrillaGlyph::new(
                        GlyphId::new(info.glyph_id),
                        em(place.x_advance) + if ends { spacing } else { 0.0 },
                        em(place.x_offset),
                        em(place.y_offset),
                        em(place.y_advance),
                        from..to.max(from),
                        None,
                    )
                });
        Some(Part {
            font: cut.font.clone(),
            cut: number,
            slanted,
            glyphs: glyphs.collect(),
        })
    }
}
