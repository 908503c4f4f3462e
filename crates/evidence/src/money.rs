use crate::encode::serde_as_text;
use crate::{Error, Per};
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// An ISO 4217 currency code: three upper-case letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

impl Currency {
    /// United States dollar.
    pub const USD: Currency = Currency(*b"USD");

    /// The three letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).expect("a currency code is ASCII")
    }
}

impl std::fmt::Display for Currency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl std::fmt::Debug for Currency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl std::str::FromStr for Currency {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self, Error> {
        match <[u8; 3]>::try_from(text.as_bytes()) {
            Ok(code) if code.iter().all(u8::is_ascii_uppercase) => Ok(Currency(code)),
            _ => Err(Error::Unparsable { expected: "an ISO 4217 currency code", text: text.to_owned() }),
        }
    }
}

serde_as_text!(Currency);

/// An exact sum in one currency, for one period if it is a rate. Never a float.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// The exact amount, in whole units of the currency.
    pub amount: Decimal,
    /// The currency.
    pub currency: Currency,
    /// The period, if this is a rate.
    pub per: Option<Per>,
}

impl Money {
    /// The sum of both.
    ///
    /// # Errors
    /// [`Error::UnlikeMoney`] if currency or period differ; [`Error::Overflow`] beyond exact decimals.
    pub fn plus(self, other: Money) -> Result<Money, Error> {
        if (self.currency, self.per) != (other.currency, other.per) {
            return Err(Error::UnlikeMoney { left: self.unit(), right: other.unit() });
        }
        let amount = self.amount.checked_add(other.amount).ok_or(Error::Overflow)?;
        Ok(Money { amount, ..self })
    }

    /// The same sum in the currency that `rate` leads to, unrounded.
    ///
    /// # Errors
    /// [`Error::UnlikeMoney`] if the rate does not start from this currency; [`Error::Overflow`] beyond exact decimals.
    pub fn converted(self, rate: &ExchangeRate) -> Result<Money, Error> {
        if rate.from != self.currency {
            return Err(Error::UnlikeMoney { left: self.unit(), right: rate.from.to_string() });
        }
        let amount = self.amount.checked_mul(rate.rate).ok_or(Error::Overflow)?;
        Ok(Money { amount, currency: rate.to, per: self.per })
    }

    fn unit(&self) -> String {
        crate::Unit::Money(self.currency, self.per).to_string()
    }
}

impl std::fmt::Display for Money {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.amount, self.unit())
    }
}

/// A rate that held on a date: `rate` units of `to` for one unit of `from`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ExchangeRate {
    /// Currency given.
    pub from: Currency,
    /// Currency got.
    pub to: Currency,
    /// Units of `to` for one unit of `from`.
    pub rate: Decimal,
    /// The day the rate held.
    pub on: Date,
}
