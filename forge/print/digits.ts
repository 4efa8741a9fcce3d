/** A whole number with its digits in groups, as Rust and Python take it: `10_000_000`. */
export const groupedDigits = (value: number): string =>
  String(value).replaceAll(/\B(?=(?:\d{3})+$)/g, "_");
