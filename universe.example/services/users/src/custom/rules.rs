//! What an account must look like.

use anyhow::{Context, bail};

/// An e-mail address as it is kept: trimmed, its domain in lower case.
pub fn address(text: &str) -> anyhow::Result<String> {
    let text = text.trim();
    let (person, domain) = text.split_once('@').context("an address has an @")?;
    if person.is_empty() || domain.contains('@') {
        bail!("{text:?} is no address");
    }
    let domain = domain.to_lowercase();
    if domain.split('.').any(str::is_empty) {
        bail!("{domain:?} is no domain");
    }
    Ok(format!("{person}@{domain}"))
}

/// What somebody is called: what they say, else the part of their address before the `@`.
pub fn name(wish: &str, email: &str) -> String {
    let wish: Vec<&str> = wish.split_whitespace().collect();
    if wish.is_empty() {
        email.chars().take_while(|letter| *letter != '@').collect()
    } else {
        wish.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_trimmed_and_its_domain_lowered() -> anyhow::Result<()> {
        assert_eq!(address(" Ada@Example.ORG ")?, "Ada@example.org");
        Ok(())
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in [
            "",
            "ada",
            "@example.org",
            "ada@",
            "ada@example..org",
            "a@b@c",
        ] {
            assert!(address(text).is_err(), "{text:?} was taken");
        }
    }

    #[test]
    fn a_name_is_tidied_or_taken_from_the_address() {
        assert_eq!(name("  Ada   Lovelace ", "ada@example.org"), "Ada Lovelace");
        assert_eq!(name(" ", "ada@example.org"), "ada");
    }
}
