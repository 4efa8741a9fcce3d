/** Why a line is bait for a repair that guesses. */
export type DecoyKind = "same type" | "same field" | "shadowing local" | "text" | "JSON key";

/** A line of the example that no repair may touch. */
export interface Decoy {
  readonly kind: DecoyKind;
  /** Relative to the service. */
  readonly file: string;
  /** The whole line. */
  readonly line: string;
  /** Where the bait and a true use share a line: what a change makes of it. */
  readonly becomes?: Readonly<Record<string, string>>;
}

/** The kinds that every service has. */
export const decoyKinds: readonly DecoyKind[] = [
  "same type",
  "same field",
  "shadowing local",
  "text",
  "JSON key",
];

/**
 * By service, the lines that look like what the demo changes (an id that is a 32-bit number, a display name) and are not:
 * unrelated values of the same type, the same field on another type in the same file, a local that shadows, the same
 * word in a text and as a key of JSON.
 */
export const decoys: Readonly<Record<string, readonly Decoy[]>> = {
  users: [
    { kind: "same type", file: "src/custom.rs", line: "const PAGE_LIMIT: i32 = 100;" },
    { kind: "same type", file: "src/custom/directory.rs", line: "    pub retries: i32," },
    { kind: "same type", file: "src/custom/directory.rs", line: "    issued: i32," },
    { kind: "same field", file: "src/custom/directory.rs", line: "    pub id: i32," },
    { kind: "same field", file: "src/custom/directory.rs", line: "    pub display_name: String," },
    {
      kind: "shadowing local",
      file: "src/custom/directory.rs",
      line: "        let id = 1000 + i32::try_from(self.batches.len()).unwrap_or(i32::MAX - 1000);",
    },
    {
      kind: "text",
      file: "src/custom/directory.rs",
      line: '            return json!({ "id": 0, "displayName": "no display_name yet" });',
    },
    {
      kind: "JSON key",
      file: "src/custom/directory.rs",
      line: '        json!({ "id": batch.id, "displayName": batch.display_name, "retries": batch.retries })',
    },
    {
      kind: "JSON key",
      file: "src/custom/directory.rs",
      line: '        assert_eq!(directory.newest_batch()["displayName"], "spring fair");',
    },
  ],
  orders: [
    { kind: "same type", file: "src/custom/basket.rs", line: "const QUANTITY_MAX: i32 = 99;" },
    { kind: "same field", file: "src/custom/customers.rs", line: "    pub id: i32," },
    { kind: "same field", file: "src/custom/customers.rs", line: "    pub display_name: String," },
    {
      kind: "shadowing local",
      file: "src/custom/customers.rs",
      line: "    let display_name: String = label.chars().take(1).flat_map(char::to_uppercase).collect();",
    },
    {
      kind: "shadowing local",
      file: "src/custom/customers.rs",
      line: "    Shelf { id, display_name }",
    },
    {
      kind: "text",
      file: "src/custom/customers.rs",
      line: '        format!("shelf {}: {}", self.id, self.display_name)',
    },
    {
      kind: "text",
      file: "src/custom/book.rs",
      line: '        assert_eq!(slip["display_name"], "Ada #7");',
    },
    {
      kind: "JSON key",
      file: "src/custom/book.rs",
      line: '        json!({ "id": order.id, "display_name": order.label, "pieces": pieces })',
    },
  ],
  billing: [
    { kind: "same type", file: "src/custom/ledger.ts", line: "  readonly invoice: number;" },
    { kind: "same type", file: "src/custom/ledger.ts", line: "  readonly invoices: number;" },
    { kind: "same type", file: "src/custom/retry.ts", line: "  readonly limit: number;" },
    { kind: "same field", file: "src/custom/ledger.ts", line: "  readonly id: number;" },
    {
      kind: "shadowing local",
      file: "src/custom/ledger.ts",
      line: "    const id = this.#payments.length + 1;",
    },
    {
      kind: "text",
      file: "src/custom/report.ts",
      line: '  const columns = { customer: "userId", count: "invoices", amount: "openCents" };',
    },
    {
      kind: "JSON key",
      file: "src/custom/report.ts",
      line: "      userId: String(balance.userId),",
    },
  ],
  gateway: [
    { kind: "same type", file: "src/custom/cache.ts", line: "  readonly maxAgeMs: number;" },
    { kind: "same type", file: "src/custom/greeting.ts", line: "  readonly from: number;" },
    { kind: "same field", file: "src/custom/greeting.ts", line: "  readonly id: number;" },
    { kind: "same field", file: "src/custom/greeting.ts", line: "  readonly displayName: string;" },
    { kind: "same field", file: "src/custom/visits.ts", line: "  readonly id: number;" },
    {
      kind: "shadowing local",
      file: "src/custom/greeting.ts",
      line: "  const { displayName } = season;",
    },
    {
      kind: "text",
      file: "src/custom/greeting.ts",
      line: '  return `Hello ${name || "displayName"}${planLabel(plan)}`;',
    },
    {
      kind: "JSON key",
      file: "src/custom/greeting.ts",
      line: "  JSON.stringify({ id: `user-${profile.id}`, displayName: profile.displayName });",
      becomes: {
        rename: "  JSON.stringify({ id: `user-${profile.id}`, displayName: profile.fullName });",
      },
    },
  ],
  notifications: [
    { kind: "same type", file: "notifications/custom.py", line: "ATTEMPTS_MAX = 3" },
    { kind: "same field", file: "notifications/custom.py", line: "    display_name: str" },
    {
      kind: "same field",
      file: "notifications/custom.py",
      line: '        "letter": template.display_name,',
    },
    {
      kind: "shadowing local",
      file: "notifications/custom.py",
      line: '    return display_name or user.email.split("@", 1)[0]',
    },
    {
      kind: "text",
      file: "notifications/custom.py",
      line: '        "hint": "display_name as it was when the letter was written",',
    },
    {
      kind: "JSON key",
      file: "notifications/custom.py",
      line: '        "display_name": user.display_name,',
      becomes: { rename: '        "display_name": user.full_name,' },
    },
  ],
  catalog: [
    { kind: "same type", file: "src/custom.ts", line: "  readonly id: number;" },
    { kind: "same field", file: "src/custom.ts", line: "  readonly displayName: string;" },
    {
      kind: "shadowing local",
      file: "src/custom.ts",
      line: "    const { id, displayName } = labelOf(product, lines.length + 1);",
    },
    {
      kind: "text",
      file: "src/custom.ts",
      line: '  const columns = ["id", "displayName"];',
    },
    {
      kind: "JSON key",
      file: "src/custom.ts",
      line: "    JSON.stringify({ id: label.id, displayName: label.displayName }),",
    },
  ],
};
