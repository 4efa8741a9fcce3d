/** A universe in which every kind of change has somebody to reach: a provider and a consumer in each language. */
export const base = `
(universe shop (services "services/*") (limits :minutes 30) (sandbox none) (delivery draft-branch))

(service users "Accounts." (language rust)
  (alias UserId i32)
  (enum Plan "What one pays for." free pro)
  (entity User "A person." (id UserId :key) (email string "Where we write to." :unique) (plan Plan :default free) (age (optional i32)) (note string))
  (entity Pair (left i32 :key) (right i32 :key))
  (entity Filter (text string) (plan Plan :default free) (limit (optional i32)))
  (error not-found :status 404 (id User.id))
  (error too-many (limit i32))
  (rpc get-user "Finds one." (in (id User.id) (deep bool :default false)) (out User) (errors not-found))
  (rpc search (in (filter Filter) (count i32) (note (optional string))) (out (list User)))
  (rpc ping (in))
  (rpc forget (in (id User.id)) (errors not-found too-many))
  (event created "It was." (user User))
  (event removed (id User.id))
  (bootstrap (config (port u32 :default 8080) (secret-key string) (zone (optional string))))
  (gap "Who may delete?"))

(service web (language typescript)
  (uses users (rpc get-user) (rpc search) (enum Plan) (alias UserId) (error not-found))
  (entity Page (user users/User) (owner users/User.id))
  (rpc show (in (id users/User.id)) (out Page) (errors users/not-found)))

(service mail (language python)
  (uses users (entity User))
  (on users/created :do greet)
  (on users/removed :do forget))

(service idle (language typescript)
  (entity Thing (id i32)))
`;

/** One edit of the base (more where the case needs them), and what the diff says of it, a line for each change. */
export interface Case {
  readonly name: string;
  readonly edits: readonly (readonly [from: string, to: string])[];
  readonly expected: readonly string[];
}

export const cases: readonly Case[] = [
  {
    name: "service-added",
    edits: [["(service idle", "(service fresh (language rust) (rpc hello (in)))\n(service idle"]],
    expected: ["reaches fresh=C", "service-added fresh: null -> fresh [CCC] fresh:references=C"],
  },
  {
    name: "service-removed",
    edits: [
      ['(service users "Accounts." (language rust)', '(service people "Accounts." (language rust)'],
      [
        "  (uses users (rpc get-user) (rpc search) (enum Plan) (alias UserId) (error not-found))\n",
        "",
      ],
      ["(user users/User) (owner users/User.id)", "(user string)"],
      ["(in (id users/User.id)) (out Page) (errors users/not-found)", "(in (id i32)) (out Page)"],
      [
        "  (uses users (entity User))\n  (on users/created :do greet)\n  (on users/removed :do forget))",
        '  (gap "Whom to write to?"))',
      ],
    ],
    expected: [
      "field-removed web/Page.owner: users/User.id -> null [BBC] web:reads=B web:constructs=B",
      "field-retyped web/Page.user: users/User -> string [BBC] web:reads=B web:constructs=B",
      "gap-added mail/gap:Whom to write to?: null -> Whom to write to? [CCC] mail:references=C",
      "listener-removed mail/on:users/event:created:greet: greet -> null [BCC] mail:implements=B",
      "listener-removed mail/on:users/event:removed:forget: forget -> null [BCC] mail:implements=B",
      "reaches mail=B people=C web=B",
      "rpc-error-removed web/rpc:show: users/error:not-found -> null [BUC] web:implements=B",
      "service-added people: null -> people [CCC] people:references=C perhaps users is people (0.68)",
      "service-removed users: users -> null [BBU] mail:reads=B mail:listens=B web:reads=B web:constructs=B web:matches=B web:calls=B web:references=B perhaps users is people (0.68)",
      "uses-removed mail/uses:users/User: users/User -> null [BCC] mail:references=B",
      "uses-removed web/uses:users/Plan: users/Plan -> null [BCC] web:references=B",
      "uses-removed web/uses:users/UserId: users/UserId -> null [BCC] web:references=B",
      "uses-removed web/uses:users/error:not-found: users/error:not-found -> null [BCC] web:references=B",
      "uses-removed web/uses:users/rpc:get-user: users/rpc:get-user -> null [BCC] web:references=B",
      "uses-removed web/uses:users/rpc:search: users/rpc:search -> null [BCC] web:references=B",
    ],
  },
  {
    name: "service-doc-changed",
    edits: [['"Accounts."', '"Accounts of people."']],
    expected: [
      "reaches users=C",
      "service-doc-changed users: Accounts. -> Accounts of people. [CCC] users:references=C",
    ],
  },
  {
    name: "language-changed",
    edits: [
      [
        '(service users "Accounts." (language rust)',
        '(service users "Accounts." (language python)',
      ],
    ],
    expected: [
      "language-changed users: rust -> python [CCC] users:implements=B",
      "reaches users=B",
    ],
  },
  {
    name: "governance-changed",
    edits: [
      [
        "(service idle (language typescript)",
        "(service idle (language typescript) (governance experimental)",
      ],
    ],
    expected: [
      "governance-changed idle: strict-codegen -> experimental [CCC] idle:references=C",
      "reaches idle=C",
    ],
  },
  {
    name: "tier-changed",
    edits: [
      [
        "(service idle (language typescript)",
        "(service idle (language typescript) (tier frontier)",
      ],
    ],
    expected: [
      "governance-changed idle: strict-codegen -> cartography [CCC] idle:references=C",
      "reaches idle=C",
      "tier-changed idle: blueprint -> frontier [CCC] idle:references=C",
    ],
  },
  {
    name: "gates-changed",
    edits: [
      [
        "(service idle (language typescript)",
        '(service idle (language typescript) (gates (test "npm test"))',
      ],
    ],
    expected: [
      'gates-changed idle: null -> (test "npm test") [CCC] idle:references=C',
      "reaches idle=C",
    ],
  },
  {
    name: "limits-changed",
    edits: [
      [
        "(service idle (language typescript)",
        "(service idle (language typescript) (limits :minutes 5)",
      ],
    ],
    expected: ["limits-changed idle: null -> :minutes 5 [CCC] idle:references=C", "reaches idle=C"],
  },
  {
    name: "universe-renamed",
    edits: [["(universe shop", "(universe store"]],
    expected: ["reaches ", "universe-renamed universe:store: shop -> store [CCC] "],
  },
  {
    name: "universe-doc-changed",
    edits: [["(universe shop", '(universe shop "All of it."']],
    expected: ["reaches ", "universe-doc-changed universe:shop: null -> All of it. [CCC] "],
  },
  {
    name: "universe-services-changed",
    edits: [['(services "services/*")', '(services "services/*" "more/*")']],
    expected: [
      "reaches ",
      'universe-services-changed universe:shop: "services/*" -> "more/*" "services/*" [CCC] ',
    ],
  },
  {
    name: "universe-gates-changed",
    edits: [["(sandbox none)", '(sandbox none) (gates rust (test "x"))']],
    expected: [
      "reaches ",
      'universe-gates-changed universe:shop.gates.rust: null -> (test "x") [CCC] ',
    ],
  },
  {
    name: "universe-limits-changed",
    edits: [["(limits :minutes 30)", "(limits :minutes 10)"]],
    expected: [
      "reaches ",
      "universe-limits-changed universe:shop: :repair-cycles 3 :minutes 30 :usd 5 -> :repair-cycles 3 :minutes 10 :usd 5 [CCC] ",
    ],
  },
  {
    name: "universe-delivery-changed",
    edits: [["(delivery draft-branch)", "(delivery land)"]],
    expected: ["reaches ", "universe-delivery-changed universe:shop: draft-branch -> land [CCC] "],
  },
  {
    name: "universe-sandbox-changed",
    edits: [["(sandbox none)", "(sandbox bwrap)"]],
    expected: ["reaches ", "universe-sandbox-changed universe:shop: none -> bwrap [CCC] "],
  },
  {
    name: "entity-added",
    edits: [["(entity Pair", "(entity Extra (x i32))\n(entity Pair"]],
    expected: [
      "entity-added users/Extra: null -> Extra [CCC] users:references=C",
      "reaches users=C",
    ],
  },
  {
    name: "entity-removed",
    edits: [["(entity Pair (left i32 :key) (right i32 :key))", ""]],
    expected: [
      "entity-removed users/Pair: Pair -> null [BCB] users:reads=B users:constructs=B",
      "reaches users=B",
    ],
  },
  {
    name: "entity-removed, one that is used",
    edits: [
      ["(uses users (entity User))\n", ""],
      ['(entity User "A person."', '(entity Person "A person."'],
      ["(user User)", "(user Person)"],
      [" (out User)", " (out Person)"],
      ["(list User)", "(list Person)"],
      ["users/User)", "users/Person)"],
      ["User.id", "Person.id"],
    ],
    expected: [
      "entity-added users/Person: null -> Person [CCC] users:references=C perhaps users/User is users/Person (0.81)",
      "entity-removed users/User: User -> null [BCB] mail:reads=B users:reads=B users:constructs=B web:reads=B web:constructs=B perhaps users/User is users/Person (0.81)",
      "field-retyped users/event:created.user: User -> Person [BBB] mail:listens=U users:constructs=B",
      "field-retyped web/Page.user: users/User -> users/Person [BBC] web:reads=B web:constructs=B",
      "reaches mail=B users=B web=B",
      "rpc-output-changed users/rpc:get-user.out: User -> Person [BBC] users:implements=B web:calls=B",
      "rpc-output-changed users/rpc:search.out: (list User) -> (list Person) [BBC] users:implements=B web:calls=B",
      "uses-removed mail/uses:users/User: users/User -> null [BCC] mail:references=B",
    ],
  },
  {
    name: "entity-renamed",
    edits: [
      ['(entity User "A person."', '(entity Person "A person." :was User'],
      ["(user User)", "(user Person)"],
      [" (out User)", " (out Person)"],
      ["(list User)", "(list Person)"],
      ["(user users/User)", "(user users/Person)"],
      ["(entity User)", "(entity Person)"],
      ["User.id", "Person.id"],
    ],
    expected: [
      "entity-renamed users/Person: User -> Person [BCC] mail:reads=B users:reads=B users:constructs=B web:reads=B web:constructs=B",
      "reaches mail=B users=B web=B",
    ],
  },
  {
    name: "entity-doc-changed",
    edits: [['"A person."', '"Somebody."']],
    expected: [
      "entity-doc-changed users/User: A person. -> Somebody. [CCC] users:reads=C users:constructs=C",
      "reaches users=C",
    ],
  },
  {
    name: "field-added with a default",
    edits: [["(email string", '(locale string :default "en") (email string']],
    expected: [
      'field-added users/User.locale: null -> string :default "en" [CCC] mail:reads=C users:reads=C users:constructs=B web:reads=C web:constructs=B',
      "reaches mail=C users=B web=B",
    ],
  },
  {
    name: "field-added optional",
    edits: [["(email string", "(locale (optional string)) (email string"]],
    expected: [
      "field-added users/User.locale: null -> (optional string) [CCC] mail:reads=C users:reads=C users:constructs=B web:reads=C web:constructs=C",
      "reaches mail=C users=B web=C",
    ],
  },
  {
    name: "field-added required",
    edits: [["(email string", "(locale string) (email string"]],
    expected: [
      "field-added users/User.locale: null -> string [BCB] mail:reads=C users:reads=C users:constructs=B web:reads=C web:constructs=B",
      "reaches mail=C users=B web=B",
    ],
  },
  {
    name: "field-added required in a request",
    edits: [["(text string)", "(text string) (case bool)"]],
    expected: [
      "field-added users/Filter.case: null -> bool [BBC] users:reads=C users:constructs=B web:constructs=B",
      "reaches users=B web=B",
    ],
  },
  {
    name: "field-added to an event",
    edits: [["(event removed (id User.id))", "(event removed (id User.id) (why string))"]],
    expected: [
      "field-added users/event:removed.why: null -> string [BCB] mail:listens=C users:constructs=B",
      "reaches mail=C users=B",
    ],
  },
  {
    name: "field-removed",
    edits: [['(email string "Where we write to." :unique)', ""]],
    expected: [
      "field-removed users/User.email: string -> null [BBC] mail:reads=B users:reads=B users:constructs=B web:reads=B web:constructs=B",
      "reaches mail=B users=B web=B",
    ],
  },
  {
    name: "field-removed optional",
    edits: [[" (age (optional i32))", ""]],
    expected: [
      "field-removed users/User.age: (optional i32) -> null [BCC] mail:reads=B users:reads=B users:constructs=B web:reads=B web:constructs=B",
      "reaches mail=B users=B web=B",
    ],
  },
  {
    name: "field-removed with a default",
    edits: [[" (plan Plan :default free) (age", " (age"]],
    expected: [
      "field-removed users/User.plan: Plan :default free -> null [BCC] mail:reads=B users:reads=B users:constructs=B web:reads=B web:constructs=B",
      "reaches mail=B users=B web=B",
    ],
  },
  {
    name: "field-renamed",
    edits: [['(email string "Where we write to."', '(mail string "Where we write to." :was email']],
    expected: [
      "field-renamed users/User.mail: email -> mail [BCC] mail:reads=B users:reads=B users:constructs=B web:reads=B web:constructs=B",
      "reaches mail=B users=B web=B",
    ],
  },
  {
    name: "field-renamed without :was",
    edits: [["(email string", "(e-mail string"]],
    expected: [
      "field-added users/User.e-mail: null -> string [BCB] mail:reads=C users:reads=C users:constructs=B web:reads=C web:constructs=B perhaps users/User.email is users/User.e-mail (0.95)",
      "field-removed users/User.email: string -> null [BBC] mail:reads=B users:reads=B users:constructs=B web:reads=B web:constructs=B perhaps users/User.email is users/User.e-mail (0.95)",
      "reaches mail=B users=B web=B",
    ],
  },
  {
    name: "field-renamed, retyped and made optional at once",
    edits: [["(note string)", "(remark (optional uuid) :was note)"]],
    expected: [
      "field-became-optional users/User.remark: string -> (optional uuid) [BBC] mail:reads=U users:reads=B users:constructs=B web:reads=B web:constructs=C",
      "field-renamed users/User.remark: note -> remark [BCC] mail:reads=B users:reads=B users:constructs=B web:reads=B web:constructs=B",
      "field-retyped users/User.remark: string -> (optional uuid) [BCB] mail:reads=U users:reads=B users:constructs=B web:reads=C web:constructs=C",
      "reaches mail=B users=B web=B",
    ],
  },
  {
    name: "field-retyped",
    edits: [["(right i32 :key)", "(right i64 :key)"]],
    expected: [
      "field-retyped users/Pair.right: i32 -> i64 [BCB] users:reads=B users:constructs=B",
      "reaches users=B",
    ],
  },
  {
    name: "field-retyped to a wider type in a request",
    edits: [["(text string)", "(text json)"]],
    expected: [
      "field-retyped users/Filter.text: string -> json [BCC] users:reads=B users:constructs=B web:constructs=B",
      "reaches users=B web=B",
    ],
  },
  {
    name: "field-retyped to a narrower type",
    edits: [["(email string", "(email uuid"]],
    expected: [
      "field-retyped users/User.email: string -> uuid [BCB] mail:reads=U users:reads=B users:constructs=B web:reads=C web:constructs=C",
      "reaches mail=U users=B web=C",
    ],
  },
  {
    name: "field-became-optional",
    edits: [["(note string)", "(note (optional string))"]],
    expected: [
      "field-became-optional users/User.note: string -> (optional string) [BBC] mail:reads=U users:reads=B users:constructs=B web:reads=B web:constructs=C",
      "reaches mail=U users=B web=B",
    ],
  },
  {
    name: "field-became-required",
    edits: [["(age (optional i32))", "(age i32)"]],
    expected: [
      "field-became-required users/User.age: (optional i32) -> i32 [BCB] mail:reads=C users:reads=B users:constructs=B web:reads=C web:constructs=B",
      "reaches mail=C users=B web=B",
    ],
  },
  {
    name: "field-became-required with a default",
    edits: [["(age (optional i32))", "(age i32 :default 0)"]],
    expected: [
      "field-became-required users/User.age: (optional i32) -> i32 [BCC] mail:reads=C users:reads=B users:constructs=B web:reads=C web:constructs=B",
      "field-default-changed users/User.age: null -> 0 [CCC] mail:reads=C users:reads=C users:constructs=C web:reads=C web:constructs=C",
      "reaches mail=C users=B web=B",
    ],
  },
  {
    name: "field-default-changed",
    edits: [["(plan Plan :default free) (age", "(plan Plan :default pro) (age"]],
    expected: [
      "field-default-changed users/User.plan: free -> pro [CCC] mail:reads=C users:reads=C users:constructs=C web:reads=C web:constructs=C",
      "reaches mail=C users=C web=C",
    ],
  },
  {
    name: "field-default-changed, gone",
    edits: [["(plan Plan :default free) (limit", "(plan Plan) (limit"]],
    expected: [
      "field-default-changed users/Filter.plan: free -> null [CBC] users:reads=C users:constructs=C web:constructs=C",
      "reaches users=C web=C",
    ],
  },
  {
    name: "field-default-changed, new",
    edits: [["(text string)", '(text string :default "")']],
    expected: [
      'field-default-changed users/Filter.text: null -> "" [CCC] users:reads=C users:constructs=C web:constructs=C',
      "reaches users=C web=C",
    ],
  },
  {
    name: "field-key-changed",
    edits: [["(right i32 :key)", "(right i32)"]],
    expected: [
      "field-key-changed users/Pair.right: :key -> null [CCB] users:reads=C users:constructs=C",
      "reaches users=C",
    ],
  },
  {
    name: "field-unique-changed",
    edits: [[" :unique", ""]],
    expected: [
      "field-unique-changed users/User.email: :unique -> null [CCU] mail:reads=C users:reads=C users:constructs=C web:reads=C web:constructs=C",
      "reaches mail=C users=C web=C",
    ],
  },
  {
    name: "field-wire-changed",
    edits: [
      ['(email string "Where we write to."', '(email string "Where we write to." :wire "mail"'],
    ],
    expected: [
      "field-wire-changed users/User.email: email -> mail [CBB] mail:reads=C users:reads=C users:constructs=C web:reads=C web:constructs=C",
      "reaches mail=C users=C web=C",
    ],
  },
  {
    name: "field-renamed, and the wire follows",
    edits: [
      [
        '(email string "Where we write to."',
        '(mail string "Where we write to." :was email :wire "mail"',
      ],
    ],
    expected: [
      "field-renamed users/User.mail: email -> mail [BCC] mail:reads=B users:reads=B users:constructs=B web:reads=B web:constructs=B",
      "field-wire-changed users/User.mail: email -> mail [CBC] mail:reads=C users:reads=C users:constructs=C web:reads=C web:constructs=C",
      "reaches mail=B users=B web=B",
    ],
  },
  {
    name: "a :was whose name the base does not hold, on the wire all the same",
    edits: [
      ['(email string "Where we write to."', '(email string "Where we write to." :was old-email'],
    ],
    expected: [
      "field-wire-changed users/User.email: email -> oldEmail [CBC] mail:reads=C users:reads=C users:constructs=C web:reads=C web:constructs=C",
      "reaches mail=C users=C web=C",
    ],
  },
  {
    name: "field-constraint-changed, tightened",
    edits: [["(text string)", "(text string :length 5)"]],
    expected: [
      "field-constraint-changed users/Filter.text: null -> :length 5 [CBC] users:reads=C users:constructs=C web:constructs=C",
      "reaches users=C web=C",
    ],
  },
  {
    name: "field-constraint-changed, secret",
    edits: [["(text string)", "(text string :secret)"]],
    expected: [
      "field-constraint-changed users/Filter.text: null -> :secret [CCC] users:reads=C users:constructs=C web:constructs=C",
      "reaches users=C web=C",
    ],
  },
  {
    name: "field-doc-changed",
    edits: [['"Where we write to."', '"The address."']],
    expected: [
      "field-doc-changed users/User.email: Where we write to. -> The address. [CCC] users:reads=C users:constructs=C",
      "reaches users=C",
    ],
  },
  {
    name: "field-order-changed without meaning",
    edits: [["(text string) (plan Plan :default free)", "(plan Plan :default free) (text string)"]],
    expected: [
      "field-order-changed users/Filter: text plan limit -> plan text limit [CCC] users:reads=C users:constructs=C web:constructs=C",
      "reaches users=C web=C",
    ],
  },
  {
    name: "parameter-order-changed",
    edits: [["(count i32) (note (optional string))", "(note (optional string)) (count i32)"]],
    expected: [
      "parameter-order-changed users/rpc:search: filter count note -> filter note count [CCC] users:implements=C web:calls=C",
      "reaches users=C web=C",
    ],
  },
  {
    name: "config-order-changed",
    edits: [
      [
        "(secret-key string) (zone (optional string))",
        "(zone (optional string)) (secret-key string)",
      ],
    ],
    expected: [
      "config-order-changed users: port secret-key zone -> port zone secret-key [CCC] users:references=C",
      "reaches users=C",
    ],
  },
  {
    name: "rpc-error-order-changed",
    edits: [["(errors not-found too-many)", "(errors too-many not-found)"]],
    expected: [
      "reaches users=C",
      "rpc-error-order-changed users/rpc:forget: users/error:not-found users/error:too-many -> users/error:too-many users/error:not-found [CCC] users:implements=C",
    ],
  },
  {
    name: "a type that is named again, written otherwise",
    edits: [
      [
        "(entity Page (user users/User) (owner users/User.id))",
        "(entity Page (user users/User) (owner users/UserId))",
      ],
    ],
    expected: ["reaches "],
  },
  {
    name: "a :was whose name the base does not hold, where no wire tells of it",
    edits: [["(entity Pair", "(entity Pair :was Couple"]],
    expected: [
      "lifecycle-changed users/Pair: null -> :was Couple [CCC] users:reads=C users:constructs=C",
      "reaches users=C",
    ],
  },
  {
    name: "a wire name that says what the wire said",
    edits: [
      ['(email string "Where we write to."', '(email string "Where we write to." :wire "email"'],
    ],
    expected: [
      'lifecycle-changed users/User.email: null -> :wire "email" [CCC] mail:reads=C users:reads=C users:constructs=C web:reads=C web:constructs=C',
      "reaches mail=C users=C web=C",
    ],
  },
  {
    name: "field-order-changed",
    edits: [["(left i32 :key) (right i32 :key)", "(right i32 :key) (left i32 :key)"]],
    expected: [
      "field-order-changed users/Pair: left right -> right left [CCB] users:reads=C users:constructs=C",
      "reaches users=C",
    ],
  },
  {
    name: "enum-added",
    edits: [["(entity Pair", "(enum Colour red green)\n(entity Pair"]],
    expected: [
      "enum-added users/Colour: null -> Colour [CCC] users:references=C",
      "reaches users=C",
    ],
  },
  {
    name: "enum-removed",
    edits: [
      ['(enum Plan "What one pays for." free pro)', "(alias Plan string)"],
      ["(enum Plan)", "(alias Plan)"],
      [":default free", ':default "free"'],
    ],
    expected: [
      "alias-added users/Plan: null -> Plan [CCC] users:reads=C users:constructs=C users:matches=C",
      "enum-removed users/Plan: Plan -> null [BCB] mail:reads=B users:reads=B users:constructs=B users:matches=B web:reads=B web:constructs=B web:matches=B",
      'field-default-changed users/Filter.plan: free -> "free" [CCC] users:reads=C users:constructs=C web:constructs=C',
      'field-default-changed users/User.plan: free -> "free" [CCC] mail:reads=C users:reads=C users:constructs=C web:reads=C web:constructs=C',
      "field-retyped users/Filter.plan: Plan -> string [BCC] users:reads=B users:constructs=B web:constructs=B because of users/Plan",
      "field-retyped users/User.plan: Plan -> string [BCC] mail:reads=U users:reads=B users:constructs=B web:reads=B web:constructs=B because of users/Plan",
      "reaches mail=B users=B web=B",
    ],
  },
  {
    name: "enum-renamed",
    edits: [
      ['(enum Plan "What one pays for."', '(enum Tariff "What one pays for." :was Plan'],
      ["(plan Plan :default free) (age", "(plan Tariff :default free) (age"],
      ["(plan Plan :default free) (limit", "(plan Tariff :default free) (limit"],
      ["(enum Plan)", "(enum Tariff)"],
    ],
    expected: [
      "enum-renamed users/Tariff: Plan -> Tariff [BCC] mail:reads=B users:reads=B users:constructs=B users:matches=B web:reads=B web:constructs=B web:matches=B",
      "reaches mail=B users=B web=B",
    ],
  },
  {
    name: "enum-doc-changed",
    edits: [['"What one pays for."', '"The tariff."']],
    expected: [
      "enum-doc-changed users/Plan: What one pays for. -> The tariff. [CCC] users:reads=C users:constructs=C users:matches=C",
      "reaches users=C",
    ],
  },
  {
    name: "variant-added",
    edits: [["free pro)", "free pro team)"]],
    expected: [
      "reaches mail=C users=B web=U",
      "variant-added users/Plan.team: null -> team [BCC] mail:reads=C users:reads=U users:constructs=C users:matches=B web:reads=U web:constructs=C web:matches=U",
    ],
  },
  {
    name: "variant-removed",
    edits: [["free pro)", "free)"]],
    expected: [
      "reaches mail=U users=B web=B",
      "variant-removed users/Plan.pro: pro -> null [BUU] mail:reads=U users:reads=U users:constructs=U users:matches=B web:reads=U web:constructs=U web:matches=B",
    ],
  },
  {
    name: "variant-renamed",
    edits: [["free pro)", "free (paid :was pro))"]],
    expected: [
      "reaches mail=U users=B web=C",
      "variant-renamed users/Plan.paid: pro -> paid [BCC] mail:reads=U users:reads=U users:constructs=U users:matches=B web:reads=C web:constructs=C web:matches=C",
    ],
  },
  {
    name: "variant-renamed, and a default that follows it",
    edits: [
      ["free pro)", "(gratis :was free) pro)"],
      ["(plan Plan :default free) (age", "(plan Plan :default gratis) (age"],
      ["(plan Plan :default free) (limit", "(plan Plan :default gratis) (limit"],
    ],
    expected: [
      "reaches mail=U users=B web=C",
      "variant-renamed users/Plan.gratis: free -> gratis [BCC] mail:reads=U users:reads=U users:constructs=U users:matches=B web:reads=C web:constructs=C web:matches=C",
    ],
  },
  {
    name: "variant-renamed without :was",
    edits: [["free pro)", "free pros)"]],
    expected: [
      "reaches mail=U users=B web=B",
      "variant-added users/Plan.pros: null -> pros [BCC] mail:reads=C users:reads=U users:constructs=C users:matches=B web:reads=U web:constructs=C web:matches=U perhaps users/Plan.pro is users/Plan.pros (0.73)",
      "variant-removed users/Plan.pro: pro -> null [BUU] mail:reads=U users:reads=U users:constructs=U users:matches=B web:reads=U web:constructs=U web:matches=B perhaps users/Plan.pro is users/Plan.pros (0.73)",
    ],
  },
  {
    name: "variant-wire-changed",
    edits: [["free pro)", 'free (pro :wire "PRO"))']],
    expected: [
      "reaches mail=C users=C web=B",
      "variant-wire-changed users/Plan.pro: pro -> PRO [BBB] mail:reads=C users:reads=C users:constructs=C users:matches=C web:reads=U web:constructs=U web:matches=B",
    ],
  },
  {
    name: "variant-doc-changed",
    edits: [["free pro)", 'free (pro "For money."))']],
    expected: [
      "reaches users=C",
      "variant-doc-changed users/Plan.pro: null -> For money. [CCC] users:reads=C users:constructs=C users:matches=C",
    ],
  },
  {
    name: "variant-order-changed",
    edits: [["free pro)", "pro free)"]],
    expected: [
      "reaches mail=C users=U web=C",
      "variant-order-changed users/Plan: free pro -> pro free [CCC] mail:reads=C users:reads=U users:constructs=C users:matches=U web:reads=C web:constructs=C web:matches=C",
    ],
  },
  {
    name: "alias-added",
    edits: [["(alias UserId i32)", "(alias UserId i32) (alias Name string)"]],
    expected: ["alias-added users/Name: null -> Name [CCC] users:references=C", "reaches users=C"],
  },
  {
    name: "alias-removed",
    edits: [
      ["(alias UserId i32)", ""],
      ["(id UserId :key)", "(id i32 :key)"],
      [" (alias UserId)", ""],
    ],
    expected: [
      "alias-removed users/UserId: UserId -> null [BCC] users:references=B web:references=B",
      "reaches users=B web=B",
      "uses-removed web/uses:users/UserId: users/UserId -> null [BCC] web:references=B",
    ],
  },
  {
    name: "alias-renamed",
    edits: [
      ["(alias UserId i32)", "(alias AccountId i32 :was UserId)"],
      ["(id UserId :key)", "(id AccountId :key)"],
      ["(alias UserId)", "(alias AccountId)"],
    ],
    expected: [
      "alias-renamed users/AccountId: UserId -> AccountId [BCC] users:references=B web:references=B",
      "reaches users=B web=B",
    ],
  },
  {
    name: "alias-retyped",
    edits: [["(alias UserId i32)", "(alias UserId string)"]],
    expected: [
      "alias-retyped users/UserId: i32 -> string [BBB] mail:reads=U users:reads=B users:constructs=B users:references=B web:reads=B web:constructs=B web:references=B",
      "field-retyped users/User.id: i32 -> string [BBB] mail:reads=U mail:listens=U users:reads=B users:constructs=B web:reads=B web:constructs=B because of users/UserId",
      "field-retyped users/error:not-found.id: i32 -> string [BBC] users:constructs=B web:reads=B web:constructs=B because of users/UserId",
      "field-retyped users/event:removed.id: i32 -> string [BBB] mail:listens=U users:constructs=B because of users/UserId",
      "field-retyped web/Page.owner: i32 -> string [BBC] web:reads=B web:constructs=B because of users/UserId",
      "parameter-retyped users/rpc:forget.in.id: i32 -> string [BBC] users:implements=B because of users/UserId",
      "parameter-retyped users/rpc:get-user.in.id: i32 -> string [BBC] users:implements=B web:calls=B because of users/UserId",
      "parameter-retyped web/rpc:show.in.id: i32 -> string [BBC] web:implements=B because of users/UserId",
      "reaches mail=U users=B web=B",
    ],
  },
  {
    name: "alias-doc-changed",
    edits: [["(alias UserId i32)", '(alias UserId i32 "A number.")']],
    expected: [
      "alias-doc-changed users/UserId: null -> A number. [CCC] users:reads=C users:constructs=C users:references=C",
      "reaches users=C",
    ],
  },
  {
    name: "error-added",
    edits: [["(error too-many", "(error gone (id i32))\n(error too-many"]],
    expected: [
      "error-added users/error:gone: null -> gone [CCC] users:references=C",
      "reaches users=C",
    ],
  },
  {
    name: "error-removed",
    edits: [
      ["(error too-many (limit i32))", ""],
      ["(errors not-found too-many)", "(errors not-found)"],
    ],
    expected: [
      "error-removed users/error:too-many: too-many -> null [BCC] users:constructs=B",
      "reaches users=B",
      "rpc-error-removed users/rpc:forget: users/error:too-many -> null [BUC] users:implements=B",
    ],
  },
  {
    name: "error-renamed",
    edits: [
      ["(error not-found :status", "(error unknown-user :was not-found :status"],
      ["(errors not-found", "(errors unknown-user"],
      ["(errors users/not-found)", "(errors users/unknown-user)"],
      ["(error not-found)", "(error unknown-user)"],
    ],
    expected: [
      "error-renamed users/error:unknown-user: not-found -> unknown-user [BCC] users:constructs=B web:constructs=B web:matches=B",
      "reaches users=B web=B",
    ],
  },
  {
    name: "error-status-changed",
    edits: [[":status 404", ":status 410"]],
    expected: [
      "error-status-changed users/error:not-found: 404 -> 410 [CUC] users:constructs=C web:constructs=C web:matches=C",
      "reaches users=C web=C",
    ],
  },
  {
    name: "error-wire-changed",
    edits: [["(error too-many", "(error too-many :was too-much"]],
    expected: [
      "error-wire-changed users/error:too-many: too-many -> too-much [CBC] users:constructs=C",
      "reaches users=C",
    ],
  },
  {
    name: "error-doc-changed",
    edits: [["(error too-many", '(error too-many "A limit."']],
    expected: [
      "error-doc-changed users/error:too-many: null -> A limit. [CCC] users:constructs=C",
      "reaches users=C",
    ],
  },
  {
    name: "rpc-added",
    edits: [["(rpc ping", "(rpc pong (in))\n(rpc ping"]],
    expected: [
      "reaches users=B",
      "rpc-added users/rpc:pong: null -> pong [CCC] users:implements=B",
    ],
  },
  {
    name: "rpc-removed",
    edits: [
      [
        "(rpc search (in (filter Filter) (count i32) (note (optional string))) (out (list User)))",
        "",
      ],
      [" (rpc search)", ""],
    ],
    expected: [
      "reaches users=B web=B",
      "rpc-removed users/rpc:search: search -> null [BBC] users:implements=B web:calls=B",
      "uses-removed web/uses:users/rpc:search: users/rpc:search -> null [BCC] web:references=B",
    ],
  },
  {
    name: "rpc-renamed",
    edits: [
      ['(rpc get-user "Finds one."', '(rpc find-user "Finds one." :was get-user'],
      ["(rpc get-user)", "(rpc find-user)"],
    ],
    expected: [
      "reaches users=B web=B",
      "rpc-renamed users/rpc:find-user: get-user -> find-user [BCC] users:implements=B web:calls=B",
    ],
  },
  {
    name: "rpc-output-changed",
    edits: [["(out (list User))", "(out User)"]],
    expected: [
      "reaches users=B web=B",
      "rpc-output-changed users/rpc:search.out: (list User) -> User [BBC] users:implements=B web:calls=B",
    ],
  },
  {
    name: "rpc-output-changed, to a stream",
    edits: [["(out (list User))", "(out (stream User))"]],
    expected: [
      "reaches users=B web=B",
      "rpc-output-changed users/rpc:search.out: (list User) -> (stream User) [BBC] users:implements=B web:calls=B",
    ],
  },
  {
    name: "rpc-output-changed, new",
    edits: [["(rpc ping (in))", "(rpc ping (in) (out bool))"]],
    expected: [
      "reaches users=B",
      "rpc-output-changed users/rpc:ping.out: null -> bool [BCC] users:implements=B",
    ],
  },
  {
    name: "rpc-output-changed, gone",
    edits: [["(out (list User))", ""]],
    expected: [
      "reaches users=B web=B",
      "rpc-output-changed users/rpc:search.out: (list User) -> null [BBC] users:implements=B web:calls=B",
    ],
  },
  {
    name: "rpc-error-added",
    edits: [["(errors not-found)", "(errors not-found too-many)"]],
    expected: [
      "reaches users=C web=B",
      "rpc-error-added users/rpc:get-user: null -> users/error:too-many [BCC] users:implements=C web:calls=B",
    ],
  },
  {
    name: "rpc-error-removed",
    edits: [["(out User) (errors not-found)", "(out User)"]],
    expected: [
      "reaches users=B web=B",
      "rpc-error-removed users/rpc:get-user: users/error:not-found -> null [BUC] users:implements=B web:calls=B",
    ],
  },
  {
    name: "rpc-wire-changed",
    edits: [["(rpc ping", "(rpc ping :was echo"]],
    expected: [
      "reaches users=C",
      "rpc-wire-changed users/rpc:ping: /rpc/ping -> /rpc/echo [CBC] users:implements=C",
    ],
  },
  {
    name: "rpc-doc-changed",
    edits: [['"Finds one."', '"Looks one up."']],
    expected: [
      "reaches users=C",
      "rpc-doc-changed users/rpc:get-user: Finds one. -> Looks one up. [CCC] users:implements=C",
    ],
  },
  {
    name: "parameter-added with a default",
    edits: [["(count i32)", "(count i32) (skip i32 :default 0)"]],
    expected: [
      "parameter-added users/rpc:search.in.skip: null -> i32 :default 0 [CCC] users:implements=B web:calls=B",
      "reaches users=B web=B",
    ],
  },
  {
    name: "parameter-added optional",
    edits: [["(count i32)", "(count i32) (skip (optional i32))"]],
    expected: [
      "parameter-added users/rpc:search.in.skip: null -> (optional i32) [CCC] users:implements=B web:calls=C",
      "reaches users=B web=C",
    ],
  },
  {
    name: "parameter-added required",
    edits: [["(count i32)", "(count i32) (skip i32)"]],
    expected: [
      "parameter-added users/rpc:search.in.skip: null -> i32 [BBC] users:implements=B web:calls=B",
      "reaches users=B web=B",
    ],
  },
  {
    name: "parameter-removed",
    edits: [[" (count i32)", ""]],
    expected: [
      "parameter-removed users/rpc:search.in.count: i32 -> null [BCC] users:implements=B web:calls=B",
      "reaches users=B web=B",
    ],
  },
  {
    name: "parameter-removed optional",
    edits: [[" (note (optional string))", ""]],
    expected: [
      "parameter-removed users/rpc:search.in.note: (optional string) -> null [BCC] users:implements=B web:calls=B",
      "reaches users=B web=B",
    ],
  },
  {
    name: "parameter-renamed",
    edits: [["(count i32)", "(most i32 :was count)"]],
    expected: [
      "parameter-renamed users/rpc:search.in.most: count -> most [BCC] users:implements=B web:calls=B",
      "reaches users=B web=B",
    ],
  },
  {
    name: "parameter-retyped",
    edits: [["(count i32)", "(count u32)"]],
    expected: [
      "parameter-retyped users/rpc:search.in.count: i32 -> u32 [BBC] users:implements=B web:calls=C",
      "reaches users=B web=C",
    ],
  },
  {
    name: "parameter-became-optional",
    edits: [["(count i32)", "(count (optional i32))"]],
    expected: [
      "parameter-became-optional users/rpc:search.in.count: i32 -> (optional i32) [BCC] users:implements=B web:calls=C",
      "reaches users=B web=C",
    ],
  },
  {
    name: "parameter-became-required",
    edits: [["(note (optional string))", "(note string)"]],
    expected: [
      "parameter-became-required users/rpc:search.in.note: (optional string) -> string [BBC] users:implements=B web:calls=B",
      "reaches users=B web=B",
    ],
  },
  {
    name: "parameter-default-changed",
    edits: [["(deep bool :default false)", "(deep bool :default true)"]],
    expected: [
      "parameter-default-changed users/rpc:get-user.in.deep: false -> true [CCC] users:implements=C web:calls=C",
      "reaches users=C web=C",
    ],
  },
  {
    name: "parameter-wire-changed",
    edits: [["(count i32)", '(count i32 :wire "n")']],
    expected: [
      "parameter-wire-changed users/rpc:search.in.count: count -> n [CBC] users:implements=C web:calls=C",
      "reaches users=C web=C",
    ],
  },
  {
    name: "parameter-constraint-changed",
    edits: [["(count i32)", "(count i32 :max 10)"]],
    expected: [
      "parameter-constraint-changed users/rpc:search.in.count: null -> :max 10 [CBC] users:implements=C web:calls=C",
      "reaches users=C web=C",
    ],
  },
  {
    name: "parameter-doc-changed",
    edits: [["(count i32)", '(count i32 "How many.")']],
    expected: [
      "parameter-doc-changed users/rpc:search.in.count: null -> How many. [CCC] users:implements=C",
      "reaches users=C",
    ],
  },
  {
    name: "event-added",
    edits: [["(event removed", "(event changed (id i32))\n(event removed"]],
    expected: [
      "event-added users/event:changed: null -> changed [CCC] users:references=C",
      "reaches users=C",
    ],
  },
  {
    name: "event-removed",
    edits: [
      ["(event removed (id User.id))", ""],
      ["(on users/removed :do forget)", ""],
    ],
    expected: [
      "event-removed users/event:removed: removed -> null [BBU] mail:listens=B users:constructs=B",
      "listener-removed mail/on:users/event:removed:forget: forget -> null [BCC] mail:implements=B",
      "reaches mail=B users=B",
    ],
  },
  {
    name: "event-renamed",
    edits: [
      ["(event removed", "(event deleted :was removed"],
      ["(on users/removed", "(on users/deleted"],
    ],
    expected: [
      "event-renamed users/event:deleted: removed -> deleted [BCC] mail:listens=B users:constructs=B",
      "reaches mail=B users=B",
    ],
  },
  {
    name: "event-wire-changed",
    edits: [["(event removed", "(event removed :was gone"]],
    expected: [
      "event-wire-changed users/event:removed: removed -> gone [CBB] mail:listens=C users:constructs=C",
      "reaches mail=C users=C",
    ],
  },
  {
    name: "event-doc-changed",
    edits: [['"It was."', '"It came to be."']],
    expected: [
      "event-doc-changed users/event:created: It was. -> It came to be. [CCC] users:constructs=C",
      "reaches users=C",
    ],
  },
  {
    name: "uses-added",
    edits: [
      [
        "(service idle (language typescript)",
        "(service idle (language typescript) (uses users (rpc get-user))",
      ],
    ],
    expected: [
      "reaches idle=C",
      "uses-added idle/uses:users/rpc:get-user: null -> users/rpc:get-user [CCC] idle:references=C",
    ],
  },
  {
    name: "uses-removed",
    edits: [[" (rpc search)", ""]],
    expected: [
      "reaches web=B",
      "uses-removed web/uses:users/rpc:search: users/rpc:search -> null [BCC] web:references=B",
    ],
  },
  {
    name: "listener-added",
    edits: [
      [
        "(service idle (language typescript)",
        "(service idle (language typescript) (on users/created :do note)",
      ],
    ],
    expected: [
      "listener-added idle/on:users/event:created:note: null -> note [BCC] idle:implements=B",
      "reaches idle=B",
    ],
  },
  {
    name: "listener-removed",
    edits: [["(on users/removed :do forget)", ""]],
    expected: [
      "listener-removed mail/on:users/event:removed:forget: forget -> null [BCC] mail:implements=B",
      "reaches mail=B",
    ],
  },
  {
    name: "listener-handler-changed",
    edits: [[":do forget", ":do erase"]],
    expected: [
      "listener-handler-changed mail/on:users/event:removed:erase: forget -> erase [BCC] mail:implements=B",
      "reaches mail=B",
    ],
  },
  {
    name: "config-added",
    edits: [["(secret-key string)", "(secret-key string) (region string)"]],
    expected: [
      "config-added users/config:region: null -> string [UCC] users:constructs=U",
      "reaches users=U",
    ],
  },
  {
    name: "config-added with a default",
    edits: [["(secret-key string)", '(secret-key string) (region string :default "eu")']],
    expected: [
      'config-added users/config:region: null -> string :default "eu" [CCC] users:constructs=U',
      "reaches users=U",
    ],
  },
  {
    name: "config-removed",
    edits: [[" (secret-key string)", ""]],
    expected: [
      "config-removed users/config:secret-key: string -> null [BCC] users:reads=B",
      "reaches users=B",
    ],
  },
  {
    name: "config-renamed",
    edits: [["(secret-key string)", "(signing-key string :was secret-key)"]],
    expected: [
      "config-renamed users/config:signing-key: secret-key -> signing-key [BCC] users:reads=B",
      "reaches users=B",
    ],
  },
  {
    name: "config-retyped",
    edits: [["(secret-key string)", "(secret-key i32)"]],
    expected: [
      "config-retyped users/config:secret-key: string -> i32 [BCC] users:reads=B",
      "reaches users=B",
    ],
  },
  {
    name: "config-became-optional",
    edits: [["(secret-key string)", "(secret-key (optional string))"]],
    expected: [
      "config-became-optional users/config:secret-key: string -> (optional string) [BCC] users:reads=B",
      "reaches users=B",
    ],
  },
  {
    name: "config-became-required",
    edits: [["(zone (optional string))", "(zone string)"]],
    expected: [
      "config-became-required users/config:zone: (optional string) -> string [BCC] users:reads=B",
      "reaches users=B",
    ],
  },
  {
    name: "config-default-changed",
    edits: [[":default 8080", ":default 80"]],
    expected: [
      "config-default-changed users/config:port: 8080 -> 80 [CCC] users:reads=C",
      "reaches users=C",
    ],
  },
  {
    name: "config-constraint-changed",
    edits: [["(secret-key string)", "(secret-key string :secret)"]],
    expected: [
      "config-constraint-changed users/config:secret-key: null -> :secret [CCC] users:reads=C",
      "reaches users=C",
    ],
  },
  {
    name: "config-doc-changed",
    edits: [["(secret-key string)", '(secret-key string "Signs.")']],
    expected: [
      "config-doc-changed users/config:secret-key: null -> Signs. [CCC] users:reads=C",
      "reaches users=C",
    ],
  },
  {
    name: "gap-added",
    edits: [['(gap "Who', '(gap "Why?") (gap "Who']],
    expected: [
      "gap-added users/gap:Why?: null -> Why? [CCC] users:references=C",
      "reaches users=C",
    ],
  },
  {
    name: "gap-removed",
    edits: [['(gap "Who may delete?")', ""]],
    expected: [
      "gap-removed users/gap:Who may delete?: Who may delete? -> null [CCC] users:references=C",
      "reaches users=C",
    ],
  },
  {
    name: "lifecycle-changed",
    edits: [['(email string "Where we write to."', '(email string "Where we write to." :since v2']],
    expected: [
      "lifecycle-changed users/User.email: null -> :since v2 [CCC] users:reads=C users:constructs=C",
      "reaches users=C",
    ],
  },
  {
    name: "nothing: comments, layout, order of forms, an alias written out",
    edits: [
      ['(enum Plan "What', '; a comment\n (enum Plan   "What'],
      ["(id UserId :key)", "(id   i32 :key)"],
      ["(error too-many (limit i32))", ""],
      ["(entity Pair", "(error too-many (limit i32))\n(entity Pair"],
    ],
    expected: ["reaches "],
  },
  {
    name: "moves between services",
    edits: [
      ["(entity Pair (left i32 :key) (right i32 :key))", ""],
      ["(entity Thing", "(entity Pair (left i32 :key) (right i32 :key)) (entity Thing"],
    ],
    expected: [
      "entity-added idle/Pair: null -> Pair [CCC] idle:references=C perhaps users/Pair is idle/Pair (0.81)",
      "entity-removed users/Pair: Pair -> null [BCB] users:reads=B users:constructs=B perhaps users/Pair is idle/Pair (0.81)",
      "reaches idle=C users=B",
    ],
  },
];
