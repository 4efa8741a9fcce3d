//! Works on texts; the functions are pure, and the rpc uses one of them.

use crate::generated::{
    Cased, CasedIn, Casing, CasingOf, CasingOfIn, Ctx, Deadline, DeadlineIn, Headline,
    HeadlineError, HeadlineIn, IsBlank, IsBlankIn, Letters, LettersIn, Net, NetIn, Slugify,
    SlugifyIn, Words, WordsIn,
};
use chrono::{DateTime, Days, Utc};
use rust_decimal::Decimal;

#[derive(Debug, Default)]
pub struct App {}

impl App {
    pub fn new() -> Self {
        Self::default()
    }
}

impl Headline for App {
    async fn headline(&self, _: &Ctx, input: HeadlineIn) -> Result<String, HeadlineError> {
        let HeadlineIn { text, casing } = input;
        Ok(App::cased(CasedIn { text, casing }))
    }
}

impl Slugify for App {
    fn slugify(input: SlugifyIn) -> String {
        let words = input.text.split(|one: char| !one.is_ascii_alphanumeric());
        let kept: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        let slug = kept.join(&input.separator).to_ascii_lowercase();
        let longest = input.longest.map_or(usize::MAX, |most| most as usize);
        slug.chars().take(longest).collect()
    }
}

impl Cased for App {
    fn cased(input: CasedIn) -> String {
        match input.casing {
            Casing::Upper => input.text.to_uppercase(),
            Casing::Lower | Casing::Unknown(_) => input.text.to_lowercase(),
        }
    }
}

impl CasingOf for App {
    fn casing_of(input: CasingOfIn) -> Option<Casing> {
        let text = input.text;
        if text == text.to_uppercase() {
            Some(Casing::Upper)
        } else if text == text.to_lowercase() {
            Some(Casing::Lower)
        } else {
            None
        }
    }
}

impl IsBlank for App {
    fn is_blank(input: IsBlankIn) -> bool {
        input.text.trim().is_empty()
    }
}

impl Net for App {
    fn net(input: NetIn) -> Decimal {
        (input.gross / (Decimal::ONE + input.rate)).round_dp(2)
    }
}

impl Deadline for App {
    fn deadline(input: DeadlineIn) -> DateTime<Utc> {
        input.from + Days::new(u64::from(input.days)) + input.wait
    }
}

impl Letters for App {
    fn letters(input: LettersIn) -> i64 {
        let letters = input.text.chars().filter(char::is_ascii_alphabetic);
        i64::try_from(letters.count()).unwrap_or(i64::MAX)
    }
}

impl Words for App {
    fn words(input: WordsIn) -> Vec<String> {
        let words = input.text.split_whitespace();
        words.map(str::to_string).collect()
    }
}
