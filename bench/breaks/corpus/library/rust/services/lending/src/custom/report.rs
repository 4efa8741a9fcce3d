//! What is printed: labels, slips, letters and the branch's figures.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write;

use chrono::NaiveDate;

use super::fines::Euros;
use super::members::{mailbox, salutation};
use crate::generated::accounts::Member;
use crate::generated::titles::{Medium, Title};
use crate::generated::{Branch, BranchReport, Item, ItemState, Loan};

/// The widest that a spine label may be.
const LABEL_WIDTH: usize = 18;

/// The sign of a medium on labels.
pub fn medium_sign(medium: &Medium) -> &'static str {
    match medium {
        Medium::Book => "B",
        Medium::Ebook => "E",
        Medium::Audiobook => "A",
        Medium::Film => "F",
        Medium::Unknown(_) => "?",
    }
}

/// What is glued on a spine: `F 791.43 VAR | The Beaches`.
pub fn spine_label(item: &Item, title: &Title) -> String {
    let name: String = title.name.chars().take(LABEL_WIDTH).collect();
    format!("{} {} | {name}", medium_sign(&title.medium), item.mark)
}

/// Under which key an answer about a title is cached.
pub fn cache_key(item: &Item) -> String {
    format!("title:{}:item:{}", item.title, item.barcode)
}

/// How an item looks after so many hands.
pub fn condition(item: &Item) -> &'static str {
    match item.wear {
        0 => "new",
        1..=20 => "good",
        21..=80 => "used",
        _ => "worn",
    }
}

/// Whether an item is where somebody can get at it.
pub fn within_reach(state: &ItemState) -> bool {
    !matches!(state, ItemState::InTransit | ItemState::Missing)
}

/// Where the member's page says that an item is.
pub fn whereabouts(item: &Item) -> String {
    match &item.state {
        ItemState::OnShelf => format!("at {} under {}", item.branch, item.mark),
        ItemState::Lent => "out".to_string(),
        ItemState::SetAside => format!("set aside at {}", item.branch),
        ItemState::InTransit => format!("on its way to {}", item.branch),
        ItemState::Missing => "missing".to_string(),
        ItemState::Unknown(raw) => raw.clone(),
    }
}

/// The letter about what is late.
pub fn reminder(member: &Member, late: &[(&Loan, &str)], owed: Euros, today: NaiveDate) -> String {
    let mut letter = format!("{}\n\n{},\n", mailbox(member), salutation(member, today));
    for (loan, name) in late {
        let days = (today - loan.due).num_days();
        let _ = writeln!(letter, "- {name} ({}), {days} days late", loan.barcode);
    }
    let _ = write!(
        letter,
        "You owe {owed}; your credit is {}.",
        Euros(member.credit)
    );
    letter
}

/// A branch in figures.
pub fn branch_report<'a>(
    branch: &Branch,
    items: impl Iterator<Item = &'a Item>,
    late: &[&Loan],
) -> BranchReport {
    let here: Vec<&Item> = items.filter(|item| item.branch == branch.code).collect();
    let barcodes: BTreeSet<&str> = here.iter().map(|item| item.barcode.as_str()).collect();
    let mut by_state: BTreeMap<String, u32> = BTreeMap::new();
    for item in &here {
        *by_state.entry(column(&item.state).to_string()).or_default() += 1;
    }
    let overdue = late
        .iter()
        .filter(|loan| barcodes.contains(loan.barcode.as_str()))
        .count();
    let standing = here
        .iter()
        .filter(|item| item.state == ItemState::OnShelf)
        .count();
    BranchReport {
        branch: branch.code.clone(),
        name: branch.name.clone(),
        items: u32::try_from(here.len()).unwrap_or(u32::MAX),
        overdue: u32::try_from(overdue).unwrap_or(u32::MAX),
        by_state,
        fullness: fraction(standing, branch.capacity),
    }
}

fn column(state: &ItemState) -> &'static str {
    match state {
        ItemState::OnShelf | ItemState::SetAside => "here",
        ItemState::Lent | ItemState::InTransit => "away",
        _ => "gone",
    }
}

fn fraction(part: usize, whole: u32) -> f64 {
    if whole == 0 {
        return 0.0;
    }
    part as f64 / f64::from(whole)
}

/// The columns of a report as a table: one line for each branch.
pub fn table(reports: &[BranchReport]) -> String {
    let mut lines = vec!["branch;items;overdue;here;away;gone;full".to_string()];
    for report in reports {
        let count = |name: &str| report.by_state.get(name).copied().unwrap_or(0);
        let columns = ["here", "away", "gone"].map(|name| count(name).to_string());
        lines.push(format!(
            "{};{};{};{};{:.0} %",
            report.name,
            report.items,
            report.overdue,
            columns.join(";"),
            report.fullness * 100.0
        ));
    }
    lines.join("\n")
}

/// Mean votes of titles, by medium.
pub fn mean_stars(titles: &[Title]) -> HashMap<&Medium, f64> {
    let mut sums: HashMap<&Medium, (i64, u32)> = HashMap::new();
    for title in titles {
        let (stars, votes) = sums.entry(&title.medium).or_default();
        for (each, count) in &title.ratings {
            *stars += i64::from(*each) * i64::from(*count);
            *votes += count;
        }
    }
    sums.into_iter()
        .filter(|(_, (_, votes))| *votes > 0)
        .map(|(medium, (stars, votes))| (medium, stars as f64 / f64::from(votes)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::custom::fixtures::{a_film, ada, day};
    use crate::generated::builders::{a_branch, a_item, a_loan};

    fn item(barcode: &str, state: ItemState) -> Item {
        Item {
            barcode: barcode.to_string(),
            branch: "east".to_string(),
            mark: "791.43 VAR".to_string(),
            state,
            ..a_item()
        }
    }

    #[test]
    fn labels_and_words() {
        let shelved = item("b-1", ItemState::OnShelf);
        assert_eq!(
            spine_label(&shelved, &a_film()),
            "F 791.43 VAR | The Beaches"
        );
        assert_eq!(whereabouts(&shelved), "at east under 791.43 VAR");
        assert_eq!(
            condition(&Item {
                wear: 21,
                ..shelved
            }),
            "used"
        );
        assert!(!within_reach(&ItemState::Missing));
    }

    #[test]
    fn a_reminder_names_what_is_late() {
        let loan = Loan {
            barcode: "b-1".to_string(),
            due: day("2026-03-01"),
            ..a_loan()
        };
        let letter = reminder(
            &ada(),
            &[(&loan, "The Beaches")],
            Euros::cents(75),
            day("2026-03-04"),
        );
        assert!(letter.contains("- The Beaches (b-1), 3 days late\n"));
        assert!(letter.ends_with("You owe 0.75 €; your credit is 12.50 €."));
    }

    #[test]
    fn a_branch_in_figures() {
        let east = Branch {
            code: "east".to_string(),
            name: "East".to_string(),
            capacity: 4,
            ..a_branch()
        };
        let items = [
            item("b-1", ItemState::OnShelf),
            item("b-2", ItemState::Lent),
            item("b-3", ItemState::Missing),
        ];
        let late = Loan {
            barcode: "b-2".to_string(),
            ..a_loan()
        };
        let report = branch_report(&east, items.iter(), &[&late]);
        assert_eq!(table(&[report]).lines().last(), Some("East;3;1;1;1;1;25 %"));
    }

    #[test]
    fn stars_are_weighed_by_votes() {
        let film = Title {
            ratings: [(5, 3), (1, 1)].into(),
            ..a_film()
        };
        assert_eq!(mean_stars(&[film]).get(&Medium::Film), Some(&4.0));
    }
}
