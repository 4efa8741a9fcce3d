import type { Case } from "./cases.ts";

/** A universe that says all that can surround services: hosts, times, boundaries, own rules, consumers, accepted breaks. */
export const universeBase = `
(universe shop (services "services/*")
  (repositories (github "acme/*" :topic service))
  (code-host github)
  (schedule "0 6 * * 1" :do audit)
  (boundary "web-*" :never-uses "store-*" :because "pages ask an api")
  (conflict-rule error-status-changed :wire compatible :because "our clients go by the code in the body")
  (conflict-rule variant-added :use matches :language python :source compatible :because "our matches have a default")
  (conflict-rule variant-added :source breaks :because "we want to look at each")
  (consumer ios-app "The app." :outside :lag 180d (uses users (rpc get-user) (rpc save) (event created)))
  (consumer partner :outside (uses users (enum Plan)))
  (allow-break users/User.email :until "2030-12-31" :because "mails become optional"))

(service users (language rust)
  (enum Plan free pro)
  (entity User (id i32 :key) (email string) (plan Plan) (note string))
  (entity Draft (text string))
  (error gone :status 404)
  (rpc get-user (in (id i32)) (out User) (errors gone))
  (rpc save (in (draft Draft)))
  (rpc inner (in (id i32)))
  (event created (user User))
  (allow-break rpc:save :until "2030-06-30")
  (allow-break Draft :until "2030-06-30"))

(service web (language typescript)
  (uses users (rpc get-user) (rpc save) (enum Plan))
  (entity Page (of users/User.email)))

(service mail (language python)
  (uses users (enum Plan))
  (on users/created :do greet))
`;

export const universeCases: readonly Case[] = [
  {
    name: "universe-repositories-changed",
    edits: [['(github "acme/*" :topic service)', '(gitlab "acme/*")']],
    expected: [
      "reaches ",
      'universe-repositories-changed universe:shop: (github "acme/*" :topic service) -> (gitlab "acme/*") [CCC] ',
    ],
  },
  {
    name: "universe-code-host-changed",
    edits: [["(code-host github)", "(code-host none)"]],
    expected: ["reaches ", "universe-code-host-changed universe:shop: github -> none [CCC] "],
  },
  {
    name: "schedule-added, schedule-removed",
    edits: [['"0 6 * * 1"', '"0 7 * * 1"']],
    expected: [
      "reaches ",
      "schedule-added universe:shop.schedule:audit at 0 7 * * 1: null -> audit at 0 7 * * 1 [CCC] ",
      "schedule-removed universe:shop.schedule:audit at 0 6 * * 1: audit at 0 6 * * 1 -> null [CCC] ",
    ],
  },
  {
    name: "boundary-added, boundary-removed",
    edits: [['"store-*"', '"stock-*"']],
    expected: [
      "boundary-added universe:shop.boundary:web-* never uses stock-*: null -> web-* never uses stock-* [CCC] ",
      "boundary-removed universe:shop.boundary:web-* never uses store-*: web-* never uses store-* -> null [CCC] ",
      "reaches ",
    ],
  },
  {
    name: "boundary-changed",
    edits: [["pages ask an api", "pages are thin"]],
    expected: [
      "boundary-changed universe:shop.boundary:web-* never uses store-*: pages ask an api -> pages are thin [CCC] ",
      "reaches ",
    ],
  },
  {
    name: "conflict-rule-added",
    edits: [
      [
        "  (consumer partner",
        '  (conflict-rule rpc-added :source unknown :because "who knows")\n  (consumer partner',
      ],
    ],
    expected: [
      'conflict-rule-added universe:shop.conflict-rule rpc-added: null -> :source unknown :because "who knows" [CCC] ',
      "reaches ",
    ],
  },
  {
    name: "conflict-rule-removed",
    edits: [
      [
        '(conflict-rule error-status-changed :wire compatible :because "our clients go by the code in the body")',
        "",
      ],
    ],
    expected: [
      'conflict-rule-removed universe:shop.conflict-rule error-status-changed: :wire compatible :because "our clients go by the code in the body" -> null [CCC] ',
      "reaches ",
    ],
  },
  {
    name: "conflict-rule-changed",
    edits: [[":wire compatible", ":wire unknown"]],
    expected: [
      'conflict-rule-changed universe:shop.conflict-rule error-status-changed: :wire compatible :because "our clients go by the code in the body" -> :wire unknown :because "our clients go by the code in the body" [CCC] ',
      "reaches ",
    ],
  },
  {
    name: "allow-break-added, allow-break-removed",
    edits: [["users/User.email :until", "users/User.note :until"]],
    expected: [
      "allow-break-added universe:shop.allow-break:users/User.note: null -> 2030-12-31: mails become optional [CCC] ",
      "allow-break-removed universe:shop.allow-break:users/User.email: 2030-12-31: mails become optional -> null [CCC] ",
      "reaches ",
    ],
  },
  {
    name: "allow-break-changed, of a service",
    edits: [
      ['(allow-break rpc:save :until "2030-06-30")', '(allow-break rpc:save :until "2031-06-30")'],
    ],
    expected: [
      "allow-break-changed users/allow-break:rpc:save: 2030-06-30 -> 2031-06-30 [CCC] users:references=C",
      "reaches users=C",
    ],
  },
  {
    name: "consumer-added",
    edits: [
      [
        "  (consumer partner",
        "  (consumer till :outside (uses users (rpc get-user)))\n  (consumer partner",
      ],
    ],
    expected: ["consumer-added universe:shop.consumer:till: null -> till [CCC] ", "reaches "],
  },
  {
    name: "consumer-removed",
    edits: [["(consumer partner :outside (uses users (enum Plan)))", ""]],
    expected: [
      "consumer-removed universe:shop.consumer:partner: partner -> null [CCC] ",
      "reaches ",
    ],
  },
  {
    name: "consumer-lag-changed",
    edits: [["180d", "90d"]],
    expected: [
      "consumer-lag-changed universe:shop.consumer:ios-app: 15552000s -> 7776000s [CCC] ",
      "reaches ",
    ],
  },
  {
    name: "consumer-doc-changed",
    edits: [['"The app."', '"The new app."']],
    expected: [
      "consumer-doc-changed universe:shop.consumer:ios-app: The app. -> The new app. [CCC] ",
      "reaches ",
    ],
  },
  {
    name: "consumer-uses-added, consumer-uses-removed",
    edits: [
      [
        "(uses users (rpc get-user) (rpc save) (event created))",
        "(uses users (rpc get-user) (rpc inner) (event created))",
      ],
    ],
    expected: [
      "consumer-uses-added universe:shop.consumer:ios-app: null -> users/rpc:inner [CCC] ",
      "consumer-uses-removed universe:shop.consumer:ios-app: users/rpc:save -> null [CCC] ",
      "reaches ",
    ],
  },
  {
    name: "an rpc that an outside consumer uses has another name now: its use is the same",
    edits: [
      ["(rpc get-user (in", "(rpc find-user :was get-user (in"],
      ["(rpc get-user)", "(rpc find-user)"],
    ],
    expected: [
      "reaches users=B web=B",
      "rpc-renamed users/rpc:find-user: get-user -> find-user [BCC] users:implements=B web:calls=B ios-app outside15552000s:calls=U",
    ],
  },
  {
    name: "an outside consumer misses what an answer held",
    edits: [[" (note string)", ""]],
    expected: [
      "field-removed users/User.note: string -> null [BBC] mail:reads=B users:reads=B users:constructs=B web:reads=B ios-app outside15552000s:reads=B",
      "reaches mail=B users=B web=B",
    ],
  },
  {
    name: "an outside consumer does not send what a request needs, and the break is accepted",
    edits: [["(draft Draft)", "(draft Draft) (why string)"]],
    expected: [
      "parameter-added users/rpc:save.in.why: null -> string [BBC] users:implements=B web:calls=B ios-app outside15552000s:calls=B allowed until 2030-06-30 ()",
      "reaches users=B web=B",
    ],
  },
  {
    name: "an answer that holds more is no matter to who is outside",
    edits: [["(note string)", "(note string) (age i32)"]],
    expected: [
      "field-added users/User.age: null -> i32 [BCB] mail:reads=C users:reads=C users:constructs=B web:reads=C ios-app outside15552000s:reads=C",
      "reaches mail=C users=B web=C",
    ],
  },
  {
    name: "an rpc that nobody outside uses is none of their affair",
    edits: [["(rpc inner (in (id i32)))", "(rpc inner (in (id string)))"]],
    expected: [
      "parameter-retyped users/rpc:inner.in.id: i32 -> string [BBC] users:implements=B",
      "reaches users=B",
    ],
  },
  {
    name: "what is renamed is so for the next build outside, and the wire stays",
    edits: [["(note string)", "(remark string :was note)"]],
    expected: [
      "field-renamed users/User.remark: note -> remark [BCC] mail:reads=B users:reads=B users:constructs=B web:reads=B ios-app outside15552000s:reads=U",
      "reaches mail=B users=B web=B",
    ],
  },
  {
    name: "a break of a field is accepted, and of all that follows from it",
    edits: [["(email string)", "(email (optional string))"]],
    expected: [
      "field-became-optional users/User.email: string -> (optional string) [BBC] mail:reads=U users:reads=B users:constructs=B web:reads=B web:constructs=C ios-app outside15552000s:reads=B allowed until 2030-12-31 (mails become optional)",
      "field-became-optional web/Page.of: string -> (optional string) [BCC] web:reads=B web:constructs=C because of users/User.email allowed until 2030-12-31 (mails become optional)",
      "reaches mail=U users=B web=B",
    ],
  },
  {
    name: "a break of a member of what is accepted is accepted",
    edits: [["(text string)", "(text i32)"]],
    expected: [
      "field-retyped users/Draft.text: string -> i32 [BBC] users:reads=B users:constructs=B web:constructs=B ios-app outside15552000s:constructs=B allowed until 2030-06-30 ()",
      "reaches users=B web=B",
    ],
  },
  {
    name: "what breaks nothing needs no acceptance",
    edits: [["(text string)", '(text string "What it says.")']],
    expected: [
      "field-doc-changed users/Draft.text: null -> What it says. [CCC] users:reads=C users:constructs=C",
      "reaches users=C",
    ],
  },
  {
    name: "a rule of the universe takes the place of the wire's verdict",
    edits: [[":status 404", ":status 410"]],
    expected: [
      "error-status-changed users/error:gone: 404 -> 410 [CCC] users:constructs=C web:matches=C ios-app outside15552000s:matches=C by conflict-rule error-status-changed",
      "reaches users=C web=C",
    ],
  },
  {
    name: "the rule that says most exactly whom it is about judges the code",
    edits: [["(enum Plan free pro)", "(enum Plan free pro team)"]],
    expected: [
      "reaches mail=B users=B web=B",
      "variant-added users/Plan.team: null -> team [BCC] mail:reads=B mail:matches=C users:reads=B users:constructs=B users:matches=B web:reads=B web:matches=B ios-app outside15552000s:reads=U partner outside:matches=U by conflict-rule variant-added",
    ],
  },
];
