import type { Case } from "./cases.ts";

/** A universe with a form of every pattern, with unions and the types of pages, streams, patches and files. */
export const patternBase = `
(universe shop (services "services/*"))

(service orders "Sells." (language rust)
  (enum Status pending paid shipped)
  (union Contact "How to reach one." (by-mail (address string)) (by-phone "A call." (number string) (zone (optional string))))
  (union Shape (dot (x i32)))
  (entity Order (id uuid :key) (status Status) (contact Contact))
  (entity Draft (id uuid) (note string))
  (entity Stock (id uuid :key) (left i32))
  (error gone (id uuid))
  (error full (most i32))
  (rpc place (in (order Order) (clip (file :max 10MB))) (out Order) (errors gone) (http post "/orders") (auth "orders:write") (timeout 5s))
  (rpc browse (in) (out (page Order)))
  (rpc change (in (id uuid) (patch (patch Draft))) (out (stream Draft)))
  (event placed (contact Contact))
  (crud Order "Over HTTP." :path "/orders-store" :store sqlite)
  (crud Stock :path "/stock")
  (every "0 3 * * *" "Each night." :do close-day :zone "Europe/Berlin" (overlap skip) (catch-up last))
  (tool find "Finds orders." (in (query string) (limit i32 :default 20)) (out (list Order)) (errors gone))
  (machine flow "An order's life." (for Order.status) (initial pending) (states pending paid shipped)
    (transition pay "Money came." :from pending :to paid :guard funds-held)
    (transition ship :from paid :to shipped))
  (util slugify "Makes a slug." (in (text string)) (out string) (example (in (text "A B")) (out "a-b")))
  (engine pricing "Prices." (command apply "A coupon." (in (code string)) (out decimal) (errors full)) (query quote (in (order Order)) (out decimal)) (invariant "a total is never negative"))
  (rule vip-first "VIPs first." (before (rpc place)) (in (caller string)) (out bool))
  (scenario "an order can be placed" (call browse) (expect)))

(service web (language typescript)
  (uses orders (rpc place) (rpc browse) (rpc change) (union Contact)))

(service mail (language python)
  (uses orders (entity Order))
  (on orders/placed :do greet (retry 5 :backoff 2s)))
`;

export const patternCases: readonly Case[] = [
  {
    name: "union-added",
    edits: [["(union Shape", "(union Reason (late (days i32)))\n  (union Shape"]],
    expected: [
      "reaches orders=C",
      "union-added orders/Reason: null -> Reason [CCC] orders:references=C",
    ],
  },
  {
    name: "union-removed",
    edits: [["(union Shape (dot (x i32)))", ""]],
    expected: [
      "reaches orders=B",
      "union-removed orders/Shape: Shape -> null [BCC] orders:constructs=B orders:matches=B",
    ],
  },
  {
    name: "union-renamed",
    edits: [
      ['(union Contact "How to reach one."', '(union Reach "How to reach one." :was Contact'],
      ["(contact Contact)", "(contact Reach)"],
      ["(union Contact)", "(union Reach)"],
    ],
    expected: [
      "reaches mail=B orders=B web=B",
      "union-renamed orders/Reach: Contact -> Reach [BCC] mail:reads=B orders:reads=B orders:constructs=B orders:matches=B web:reads=B web:constructs=B web:matches=B",
    ],
  },
  {
    name: "union-doc-changed",
    edits: [["How to reach one.", "Where one is."]],
    expected: [
      "reaches orders=C",
      "union-doc-changed orders/Contact: How to reach one. -> Where one is. [CCC] orders:reads=C orders:constructs=C orders:matches=C",
    ],
  },
  {
    name: "case-added",
    edits: [["(by-mail (address", "(by-post (street string)) (by-mail (address"]],
    expected: [
      "case-added orders/Contact.by-post: null -> by-post [BCC] mail:reads=C orders:reads=U orders:constructs=C orders:matches=B web:reads=U web:constructs=C web:matches=U",
      "reaches mail=C orders=B web=U",
    ],
  },
  {
    name: "case-removed",
    edits: [["(by-mail (address string)) ", ""]],
    expected: [
      "case-removed orders/Contact.by-mail: by-mail -> null [BUU] mail:reads=U orders:reads=U orders:constructs=U orders:matches=B web:reads=U web:constructs=U web:matches=B",
      "reaches mail=U orders=B web=B",
    ],
  },
  {
    name: "case-renamed",
    edits: [["(by-mail (address", "(by-letter :was by-mail (address"]],
    expected: [
      "case-renamed orders/Contact.by-letter: by-mail -> by-letter [BCC] mail:reads=U orders:reads=U orders:constructs=U orders:matches=B web:reads=U web:constructs=U web:matches=B",
      "reaches mail=U orders=B web=B",
    ],
  },
  {
    name: "case-wire-changed",
    edits: [["(by-mail (address", '(by-mail :wire "mail" (address']],
    expected: [
      "case-wire-changed orders/Contact.by-mail: by-mail -> mail [CBB] mail:reads=C orders:reads=C orders:constructs=C orders:matches=C web:reads=C web:constructs=C web:matches=C",
      "reaches mail=C orders=C web=C",
    ],
  },
  {
    name: "case-doc-changed",
    edits: [["A call.", "A voice."]],
    expected: [
      "case-doc-changed orders/Contact.by-phone: A call. -> A voice. [CCC] orders:reads=C orders:constructs=C orders:matches=C",
      "reaches orders=C",
    ],
  },
  {
    name: "case-order-changed",
    edits: [
      ["(by-mail (address string)) ", ""],
      ["(zone (optional string))))", "(zone (optional string))) (by-mail (address string)))"],
    ],
    expected: [
      "case-order-changed orders/Contact: by-mail by-phone -> by-phone by-mail [CCC] mail:reads=C orders:reads=U orders:constructs=C orders:matches=U web:reads=C web:constructs=C web:matches=C",
      "reaches mail=C orders=U web=C",
    ],
  },
  {
    name: "a field of a case is a field: added",
    edits: [["(number string)", "(number string) (country string)"]],
    expected: [
      "field-added orders/Contact.by-phone.country: null -> string [BBB] mail:reads=C orders:reads=C orders:constructs=B orders:matches=C web:reads=C web:constructs=B web:matches=C",
      "reaches mail=C orders=B web=B",
    ],
  },
  {
    name: "a field of a case is a field: removed",
    edits: [[" (zone (optional string))", ""]],
    expected: [
      "field-removed orders/Contact.by-phone.zone: (optional string) -> null [BCC] mail:reads=B orders:reads=B orders:constructs=B web:reads=B web:constructs=B",
      "reaches mail=B orders=B web=B",
    ],
  },
  {
    name: "a field of a case is a field: renamed",
    edits: [["(address string)", "(mailbox string :was address)"]],
    expected: [
      "field-renamed orders/Contact.by-mail.mailbox: address -> mailbox [BCC] mail:reads=B orders:reads=B orders:constructs=B web:reads=B web:constructs=B",
      "reaches mail=B orders=B web=B",
    ],
  },
  {
    name: "a field of a case is a field: retyped",
    edits: [["(address string)", "(address uuid)"]],
    expected: [
      "field-retyped orders/Contact.by-mail.address: string -> uuid [BBB] mail:reads=U orders:reads=B orders:constructs=B web:reads=C web:constructs=C",
      "reaches mail=U orders=B web=C",
    ],
  },
  {
    name: "lifecycle-changed of a union",
    edits: [["(union Shape", "(union Shape :since v2"]],
    expected: [
      "lifecycle-changed orders/Shape: null -> :since v2 [CCC] orders:constructs=C orders:matches=C",
      "reaches orders=C",
    ],
  },
  {
    name: "a page of something else",
    edits: [["(page Order)", "(page Draft)"]],
    expected: [
      "reaches orders=B web=B",
      "rpc-output-changed orders/rpc:browse.out: (page Order) -> (page Draft) [BBC] orders:implements=B web:calls=B",
    ],
  },
  {
    name: "a page in place of a list is another form",
    edits: [["(out (page Order))", "(out (list Order))"]],
    expected: [
      "reaches orders=B web=B",
      "rpc-output-changed orders/rpc:browse.out: (page Order) -> (list Order) [BBC] orders:implements=B web:calls=B",
    ],
  },
  {
    name: "what stands in a stream and in a patch changed: both are reached",
    edits: [["(note string)", "(note i32)"]],
    expected: [
      "field-retyped orders/Draft.note: string -> i32 [BBC] orders:reads=B orders:constructs=B web:reads=B web:constructs=B",
      "reaches orders=B web=B",
    ],
  },
  {
    name: "a whole thing in place of a patch",
    edits: [["(patch (patch Draft))", "(patch Draft)"]],
    expected: [
      "parameter-retyped orders/rpc:change.in.patch: (patch Draft) -> Draft [BBC] orders:implements=B web:calls=B",
      "reaches orders=B web=B",
    ],
  },
  {
    name: "a patch in place of a whole thing",
    edits: [["(order Order) (clip", "(order (patch Order)) (clip"]],
    expected: [
      "parameter-retyped orders/rpc:place.in.order: Order -> (patch Order) [BCC] orders:implements=B web:calls=B",
      "reaches orders=B web=B",
    ],
  },
  {
    name: "a file may be larger",
    edits: [["10MB", "20MB"]],
    expected: [
      "parameter-retyped orders/rpc:place.in.clip: (file :max 10000000B) -> (file :max 20000000B) [BCC] orders:implements=C web:calls=C",
      "reaches orders=C web=C",
    ],
  },
  {
    name: "a file must be smaller",
    edits: [["10MB", "5MB"]],
    expected: [
      "parameter-retyped orders/rpc:place.in.clip: (file :max 10000000B) -> (file :max 5000000B) [BBC] orders:implements=C web:calls=C",
      "reaches orders=C web=C",
    ],
  },
];
