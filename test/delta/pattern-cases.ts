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
  (rpc place (in (order Order)) (out Order) (errors gone) (http post "/orders") (auth "orders:write") (timeout 5s))
  (rpc browse (in) (out (page Order)))
  (rpc attach (in (clip (file :max 10MB))))
  (rpc sign (in (stamp (optional (file)))))
  (rpc ping (in))
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
  (util shorten (in (text string)))
  (engine pricing "Prices." (command apply "A coupon." (in (code string)) (out decimal) (errors full gone)) (query quote (in (order Order)) (out decimal)) (invariant "a total is never negative"))
  (rule open-hours (before (rpc place)))
  (rule vip-first "VIPs first." (before (rpc place)) (out Order))
  (scenario "an order can be placed" (call browse) (expect)))

(service web (language typescript)
  (uses orders (rpc place) (rpc browse) (rpc attach) (rpc sign) (rpc ping) (rpc change) (union Contact)))

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
      "case-renamed orders/Contact.by-letter: by-mail -> by-letter [BCC] mail:reads=U orders:reads=U orders:constructs=U orders:matches=B web:reads=U web:constructs=U web:matches=U",
      "reaches mail=U orders=B web=U",
    ],
  },
  {
    name: "case-wire-changed",
    edits: [["(by-mail (address", '(by-mail :wire "mail" (address']],
    expected: [
      "case-wire-changed orders/Contact.by-mail: by-mail -> mail [BBB] mail:reads=C orders:reads=C orders:constructs=C orders:matches=C web:reads=U web:constructs=U web:matches=B",
      "reaches mail=C orders=C web=B",
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
      "case-order-changed orders/Contact: by-mail by-phone -> by-phone by-mail [CCC] mail:reads=C orders:reads=C orders:constructs=C orders:matches=C web:reads=C web:constructs=C web:matches=C",
      "reaches mail=C orders=C web=C",
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
    edits: [
      ["(in (order Order)) (out Order) (errors", "(in (order (patch Order))) (out Order) (errors"],
    ],
    expected: [
      "parameter-retyped orders/rpc:place.in.order: Order -> (patch Order) [BCC] orders:implements=B web:calls=B",
      "reaches orders=B web=B",
    ],
  },
  {
    name: "a file may be larger",
    edits: [["10MB", "20MB"]],
    expected: [
      "parameter-retyped orders/rpc:attach.in.clip: (file :max 10MB) -> (file :max 20MB) [BCC] orders:implements=C web:calls=C",
      "reaches orders=C web=C",
    ],
  },
  {
    name: "a file must be smaller",
    edits: [["10MB", "5MB"]],
    expected: [
      "parameter-retyped orders/rpc:attach.in.clip: (file :max 10MB) -> (file :max 5MB) [BBC] orders:implements=C web:calls=C",
      "reaches orders=C web=C",
    ],
  },
  {
    name: "a file without a bound has the usual one",
    edits: [[" :max 10MB", ""]],
    expected: ["reaches "],
  },
  {
    name: "JSON in place of a file",
    edits: [["(file :max 10MB)", "json"]],
    expected: [
      "parameter-retyped orders/rpc:attach.in.clip: (file :max 10MB) -> json [BBC] orders:implements=B web:calls=B",
      "reaches orders=B web=B",
    ],
  },
  {
    name: "a file in place of what is answered",
    edits: [["(out (stream Draft))", "(out (file))"]],
    expected: [
      "reaches orders=B web=B",
      "rpc-output-changed orders/rpc:change.out: (stream Draft) -> (file) [BBC] orders:implements=B web:calls=B",
    ],
  },
  {
    name: "a first file",
    edits: [["(rpc ping (in)", "(rpc ping (in (clip (file)))"]],
    expected: [
      "parameter-added orders/rpc:ping.in.clip: null -> (file) [BBC] orders:implements=B web:calls=B",
      "reaches orders=B web=B",
    ],
  },
  {
    name: "a first file that may be left out",
    edits: [["(rpc ping (in)", "(rpc ping (in (clip (optional (file))))"]],
    expected: [
      "parameter-added orders/rpc:ping.in.clip: null -> (optional (file)) [CCC] orders:implements=B web:calls=C",
      "reaches orders=B web=C",
    ],
  },
  {
    name: "one more file",
    edits: [["(stamp (optional (file)))", "(stamp (optional (file))) (copy (optional (file)))"]],
    expected: [
      "parameter-added orders/rpc:sign.in.copy: null -> (optional (file)) [CCC] orders:implements=B web:calls=C",
      "reaches orders=B web=C",
    ],
  },
  {
    name: "no file any more",
    edits: [["(in (clip (file :max 10MB)))", "(in)"]],
    expected: [
      "parameter-removed orders/rpc:attach.in.clip: (file :max 10MB) -> null [BBC] orders:implements=B web:calls=B",
      "reaches orders=B web=B",
    ],
  },
  {
    name: "no file any more, which might be left out",
    edits: [["(in (stamp (optional (file))))", "(in)"]],
    expected: [
      "parameter-removed orders/rpc:sign.in.stamp: (optional (file)) -> null [BBC] orders:implements=B web:calls=B",
      "reaches orders=B web=B",
    ],
  },
  {
    name: "http-changed",
    edits: [['(http post "/orders")', '(http put "/orders")']],
    expected: [
      'http-changed orders/rpc:place: (http post "/orders") -> (http put "/orders") [CBC] orders:implements=C web:calls=C',
      "reaches orders=C web=C",
    ],
  },
  {
    name: "http-changed, given one",
    edits: [["(out (page Order))", '(out (page Order)) (http get "/orders")']],
    expected: [
      'http-changed orders/rpc:browse: null -> (http get "/orders") [CCC] orders:implements=C',
      "reaches orders=C",
    ],
  },
  {
    name: "auth-changed, one more scope",
    edits: [['(auth "orders:write")', '(auth "orders:write" "orders:pay")']],
    expected: [
      'auth-changed orders/rpc:place: (auth "orders:write") -> (auth "orders:pay" "orders:write") [CUC] orders:implements=C web:calls=C',
      "reaches orders=C web=C",
    ],
  },
  {
    name: "auth-changed, none any more",
    edits: [[' (auth "orders:write")', ""]],
    expected: [
      'auth-changed orders/rpc:place: (auth "orders:write") -> null [UCC] orders:implements=U web:calls=U',
      "reaches orders=U web=U",
    ],
  },
  {
    name: "auth-changed, given one",
    edits: [["(out (page Order))", '(out (page Order)) (auth "orders:read")']],
    expected: [
      'auth-changed orders/rpc:browse: null -> (auth "orders:read") [CBC] orders:implements=C web:calls=C',
      "reaches orders=C web=C",
    ],
  },
  {
    name: "auth-changed, another scope",
    edits: [['"orders:write"', '"orders:sell"']],
    expected: [
      'auth-changed orders/rpc:place: (auth "orders:write") -> (auth "orders:sell") [CUC] orders:implements=C web:calls=C',
      "reaches orders=C web=C",
    ],
  },
  {
    name: "auth-changed, of a crud that is given some",
    edits: [['"/stock")', '"/stock" (auth "stock") (auth :to read))']],
    expected: [
      'auth-changed orders/rpc:create-stock: null -> (auth "stock") [CBC] orders:implements=C',
      'auth-changed orders/rpc:delete-stock: null -> (auth "stock") [CBC] orders:implements=C',
      "auth-changed orders/rpc:get-stock: null -> (auth) [CBC] orders:implements=C",
      "auth-changed orders/rpc:list-stocks: null -> (auth) [CBC] orders:implements=C",
      'auth-changed orders/rpc:update-stock: null -> (auth "stock") [CBC] orders:implements=C',
      "reaches orders=C",
    ],
  },
  {
    name: "idempotent-changed",
    edits: [["(timeout 5s)", "(timeout 5s) (idempotent :for 24h)"]],
    expected: [
      "idempotent-changed orders/rpc:place: null -> (idempotent :for 86400s) [CCC] orders:implements=C web:calls=C",
      "reaches orders=C web=C",
    ],
  },
  {
    name: "retry-changed of a listener",
    edits: [["(retry 5 :backoff 2s)", "(retry 7 :backoff 2s)"]],
    expected: [
      "reaches mail=C",
      "retry-changed mail/on:orders/event:placed:greet: (retry 5 :backoff 2s) -> (retry 7 :backoff 2s) [CCC] mail:references=C",
    ],
  },
  {
    name: "timeout-changed",
    edits: [["(timeout 5s)", "(timeout 6s)"]],
    expected: [
      "reaches orders=C web=C",
      "timeout-changed orders/rpc:place: (timeout 5s) -> (timeout 6s) [CCC] orders:implements=C web:calls=C",
    ],
  },
  {
    name: "retry-changed, by the method of a route",
    edits: [
      ["(timeout 5s)", "(timeout 5s) (retry 3)"],
      ['(http post "/orders")', '(http put "/orders")'],
    ],
    expected: [
      'http-changed orders/rpc:place: (http post "/orders") -> (http put "/orders") [CBC] orders:implements=C web:calls=C',
      "reaches orders=C web=C",
      "retry-changed orders/rpc:place: null -> (retry 3) of a put [CCC] orders:implements=C web:calls=C",
    ],
  },
  {
    name: "dead-letter-changed of a listener that has another handler, too",
    edits: [[":do greet (retry", ":do hail (dead-letter :keep 14d) (retry"]],
    expected: [
      "dead-letter-changed mail/on:orders/event:placed:hail: null -> (dead-letter :keep 1209600s) [CCC] mail:references=C",
      "listener-handler-changed mail/on:orders/event:placed:hail: greet -> hail [BCC] mail:implements=B",
      "reaches mail=B",
    ],
  },
  {
    name: "parallel-changed",
    edits: [["(timeout 5s)", "(timeout 5s) (parallel 8)"]],
    expected: [
      "parallel-changed orders/rpc:place: null -> (parallel 8) [CCC] orders:implements=C",
      "reaches orders=C",
    ],
  },
  {
    name: "overlap-changed",
    edits: [["(overlap skip)", "(overlap queue)"]],
    expected: [
      "overlap-changed orders/every:close-day: (overlap skip) -> (overlap queue) [CCC] orders:references=C",
      "reaches orders=C",
    ],
  },
  {
    name: "catch-up-changed",
    edits: [["(catch-up last)", "(catch-up all)"]],
    expected: [
      "catch-up-changed orders/every:close-day: (catch-up last) -> (catch-up all) [CCC] orders:references=C",
      "reaches orders=C",
    ],
  },
  {
    name: "crud-added",
    edits: [
      [
        "  (crud Stock",
        '  (crud Draft2 :path "/d2")\n  (entity Draft2 (id uuid :key))\n  (crud Stock',
      ],
    ],
    expected: [
      "crud-added orders/crud:Draft2: null -> /d2 [CCC] orders:references=C",
      "entity-added orders/Draft2: null -> Draft2 [CCC] orders:references=C",
      "error-added orders/error:draft2-not-found: null -> draft2-not-found [CCC] orders:references=C",
      "error-added orders/error:draft2-taken: null -> draft2-taken [CCC] orders:references=C",
      "reaches orders=B",
      "rpc-added orders/rpc:create-draft2: null -> create-draft2 [CCC] orders:implements=B",
      "rpc-added orders/rpc:delete-draft2: null -> delete-draft2 [CCC] orders:implements=B",
      "rpc-added orders/rpc:get-draft2: null -> get-draft2 [CCC] orders:implements=B",
      "rpc-added orders/rpc:list-draft2s: null -> list-draft2s [CCC] orders:implements=B",
    ],
  },
  {
    name: "crud-removed",
    edits: [['(crud Stock :path "/stock")', ""]],
    expected: [
      "crud-removed orders/crud:Stock: /stock -> null [BBC] orders:implements=B",
      "error-removed orders/error:stock-not-found: stock-not-found -> null [BCC] orders:constructs=B",
      "error-removed orders/error:stock-taken: stock-taken -> null [BCC] orders:constructs=B",
      "reaches orders=B",
      "rpc-removed orders/rpc:create-stock: create-stock -> null [BBC] orders:implements=B",
      "rpc-removed orders/rpc:delete-stock: delete-stock -> null [BBC] orders:implements=B",
      "rpc-removed orders/rpc:get-stock: get-stock -> null [BBC] orders:implements=B",
      "rpc-removed orders/rpc:list-stocks: list-stocks -> null [BBC] orders:implements=B",
      "rpc-removed orders/rpc:update-stock: update-stock -> null [BBC] orders:implements=B",
    ],
  },
  {
    name: "crud-removed, with what it stored",
    edits: [['(crud Order "Over HTTP." :path "/orders-store" :store sqlite)', ""]],
    expected: [
      "config-removed orders/config:database-url: string -> null [BCC] orders:reads=B",
      "crud-removed orders/crud:Order: /orders-store -> null [BBU] orders:implements=B",
      "error-removed orders/error:order-not-found: order-not-found -> null [BCC] orders:constructs=B",
      "error-removed orders/error:order-taken: order-taken -> null [BCC] orders:constructs=B",
      "reaches orders=B",
      "rpc-removed orders/rpc:create-order: create-order -> null [BBC] orders:implements=B",
      "rpc-removed orders/rpc:delete-order: delete-order -> null [BBC] orders:implements=B",
      "rpc-removed orders/rpc:get-order: get-order -> null [BBC] orders:implements=B",
      "rpc-removed orders/rpc:list-orders: list-orders -> null [BBC] orders:implements=B",
      "rpc-removed orders/rpc:update-order: update-order -> null [BBC] orders:implements=B",
    ],
  },
  {
    name: "crud-path-changed",
    edits: [['"/stock"', '"/shelves"']],
    expected: [
      "crud-path-changed orders/crud:Stock: /stock -> /shelves [CBC] orders:implements=C",
      'http-changed orders/rpc:create-stock: (http post "/stock") -> (http post "/shelves") [CBC] orders:implements=C',
      'http-changed orders/rpc:delete-stock: (http delete "/stock/{id}") -> (http delete "/shelves/{id}") [CBC] orders:implements=C',
      'http-changed orders/rpc:get-stock: (http get "/stock/{id}") -> (http get "/shelves/{id}") [CBC] orders:implements=C',
      'http-changed orders/rpc:list-stocks: (http get "/stock") -> (http get "/shelves") [CBC] orders:implements=C',
      'http-changed orders/rpc:update-stock: (http patch "/stock/{id}") -> (http patch "/shelves/{id}") [CBC] orders:implements=C',
      "reaches orders=C",
    ],
  },
  {
    name: "crud-store-changed, from memory",
    edits: [['"/stock")', '"/stock" :store sqlite)']],
    expected: [
      "crud-store-changed orders/crud:Stock: memory -> sqlite [BCC] orders:implements=B",
      "reaches orders=B",
    ],
  },
  {
    name: "crud-store-changed",
    edits: [[":store sqlite", ":store postgresql"]],
    expected: [
      "crud-store-changed orders/crud:Order: sqlite -> postgresql [BCB] orders:implements=B",
      "reaches orders=B",
    ],
  },
  {
    name: "crud-doc-changed",
    edits: [['"Over HTTP."', '"By HTTP."']],
    expected: [
      "crud-doc-changed orders/crud:Order: Over HTTP. -> By HTTP. [CCC] orders:implements=C",
      "reaches orders=C",
    ],
  },
  {
    name: "crud of an entity that has another name now",
    edits: [
      ["(entity Stock", "(entity Shelf :was Stock"],
      ["(crud Stock", "(crud Shelf"],
    ],
    expected: [
      "entity-renamed orders/Shelf: Stock -> Shelf [BCC] orders:reads=B orders:constructs=B",
      "error-doc-changed orders/error:shelf-not-found: There is no such Stock. -> There is no such Shelf. [CCC] orders:constructs=C",
      "error-doc-changed orders/error:shelf-taken: Another Stock has the same value in this field. -> Another Shelf has the same value in this field. [CCC] orders:constructs=C",
      "error-renamed orders/error:shelf-not-found: stock-not-found -> shelf-not-found [BCC] orders:constructs=B",
      "error-renamed orders/error:shelf-taken: stock-taken -> shelf-taken [BCC] orders:constructs=B",
      "reaches orders=B",
      "rpc-doc-changed orders/rpc:create-shelf: Makes one Stock. -> Makes one Shelf. [CCC] orders:implements=C",
      "rpc-doc-changed orders/rpc:delete-shelf: Takes one Stock away. -> Takes one Shelf away. [CCC] orders:implements=C",
      "rpc-doc-changed orders/rpc:get-shelf: Finds one Stock. -> Finds one Shelf. [CCC] orders:implements=C",
      "rpc-doc-changed orders/rpc:list-shelfs: Lists every Stock, in the order of their keys as text. -> Lists every Shelf, in the order of their keys as text. [CCC] orders:implements=C",
      "rpc-doc-changed orders/rpc:update-shelf: Changes one Stock. -> Changes one Shelf. [CCC] orders:implements=C",
      "rpc-renamed orders/rpc:create-shelf: create-stock -> create-shelf [BCC] orders:implements=B",
      "rpc-renamed orders/rpc:delete-shelf: delete-stock -> delete-shelf [BCC] orders:implements=B",
      "rpc-renamed orders/rpc:get-shelf: get-stock -> get-shelf [BCC] orders:implements=B",
      "rpc-renamed orders/rpc:list-shelfs: list-stocks -> list-shelfs [BCC] orders:implements=B",
      "rpc-renamed orders/rpc:update-shelf: update-stock -> update-shelf [BCC] orders:implements=B",
    ],
  },
  {
    name: "every-added",
    edits: [["  (tool find", '  (every "0 4 * * *" :do open-day)\n  (tool find']],
    expected: [
      "every-added orders/every:open-day: null -> 0 4 * * * [BCC] orders:implements=B",
      "reaches orders=B",
    ],
  },
  {
    name: "every-removed",
    edits: [
      [
        '(every "0 3 * * *" "Each night." :do close-day :zone "Europe/Berlin" (overlap skip) (catch-up last))',
        "",
      ],
    ],
    expected: [
      "every-removed orders/every:close-day: 0 3 * * * (Europe/Berlin) -> null [BCC] orders:implements=B",
      "reaches orders=B",
    ],
  },
  {
    name: "every-time-changed",
    edits: [['"0 3 * * *"', '"0 2 * * *"']],
    expected: [
      "every-time-changed orders/every:close-day: 0 3 * * * (Europe/Berlin) -> 0 2 * * * (Europe/Berlin) [CCC] orders:references=C",
      "reaches orders=C",
    ],
  },
  {
    name: "every-time-changed, by its zone",
    edits: [['"Europe/Berlin"', '"Europe/Paris"']],
    expected: [
      "every-time-changed orders/every:close-day: 0 3 * * * (Europe/Berlin) -> 0 3 * * * (Europe/Paris) [CCC] orders:references=C",
      "reaches orders=C",
    ],
  },
  {
    name: "every-handler-changed",
    edits: [[":do close-day", ":do end-day"]],
    expected: [
      "every-handler-changed orders/every:end-day: close-day -> end-day [BCC] orders:implements=B",
      "reaches orders=B",
    ],
  },
  {
    name: "every-doc-changed",
    edits: [['"Each night."', '"Nightly."']],
    expected: [
      "every-doc-changed orders/every:close-day: Each night. -> Nightly. [CCC] orders:references=C",
      "reaches orders=C",
    ],
  },
  {
    name: "tool-added",
    edits: [["  (tool find", "  (tool count (in) (out i32))\n  (tool find"]],
    expected: [
      "reaches orders=B",
      "tool-added orders/tool:count: null -> count [BCC] orders:implements=B",
    ],
  },
  {
    name: "tool-removed",
    edits: [
      [
        '(tool find "Finds orders." (in (query string) (limit i32 :default 20)) (out (list Order)) (errors gone))',
        "",
      ],
    ],
    expected: [
      "reaches orders=B",
      "tool-removed orders/tool:find: find -> null [BBC] orders:implements=B",
    ],
  },
  {
    name: "tool-renamed",
    edits: [['(tool find "Finds orders."', '(tool search "Finds orders." :was find']],
    expected: [
      "reaches orders=B",
      "tool-renamed orders/tool:search: find -> search [BCC] orders:implements=B",
    ],
  },
  {
    name: "tool-wire-changed",
    edits: [['(tool find "Finds orders."', '(tool find "Finds orders." :was seek']],
    expected: [
      "reaches orders=C",
      "tool-wire-changed orders/tool:find: find -> seek [CBC] orders:implements=C",
    ],
  },
  {
    name: "auth-changed, of a tool",
    edits: [
      [
        "(in (query string) (limit i32 :default 20))",
        '(auth "orders:find") (in (query string) (limit i32 :default 20))',
      ],
    ],
    expected: [
      'auth-changed orders/tool:find: null -> (auth "orders:find") [CBC] orders:implements=C',
      "reaches orders=C",
    ],
  },
  {
    name: "tool-doc-changed",
    edits: [['"Finds orders."', '"Looks for orders."']],
    expected: [
      "reaches orders=C",
      "tool-doc-changed orders/tool:find: Finds orders. -> Looks for orders. [CCC] orders:implements=C",
    ],
  },
  {
    name: "a parameter of a tool is added",
    edits: [["(query string)", "(query string) (after date)"]],
    expected: [
      "parameter-added orders/tool:find.in.after: null -> date [BBC] orders:implements=B",
      "reaches orders=B",
    ],
  },
  {
    name: "a parameter of a tool is gone",
    edits: [[" (limit i32 :default 20)", ""]],
    expected: [
      "parameter-removed orders/tool:find.in.limit: i32 :default 20 -> null [BCC] orders:implements=B",
      "reaches orders=B",
    ],
  },
  {
    name: "answer-changed of a tool",
    edits: [["(out (list Order)) (errors gone)", "(out (list Draft)) (errors gone)"]],
    expected: [
      "answer-changed orders/tool:find.out: (list Order) -> (list Draft) [BBC] orders:implements=B",
      "reaches orders=B",
    ],
  },
  {
    name: "answer-changed of a tool, nothing any more",
    edits: [["(out (list Order)) (errors gone)", "(errors gone)"]],
    expected: [
      "answer-changed orders/tool:find.out: (list Order) -> null [BBC] orders:implements=B",
      "reaches orders=B",
    ],
  },
  {
    name: "answer-changed of a rule",
    edits: [["(before (rpc place)) (out Order)", "(before (rpc place))"]],
    expected: [
      "answer-changed orders/rule:vip-first.out: Order -> null [BCC] orders:implements=B",
      "reaches orders=B",
    ],
  },
  {
    name: "answer-changed of a util, something new",
    edits: [
      ["(util shorten (in (text string)))", "(util shorten (in (text string)) (out string))"],
    ],
    expected: [
      "answer-changed orders/util:shorten.out: null -> string [BCC] orders:implements=B",
      "reaches orders=B",
    ],
  },
  {
    name: "answer-error-added",
    edits: [["(out (list Order)) (errors gone)", "(out (list Order)) (errors gone full)"]],
    expected: [
      "answer-error-added orders/tool:find: null -> orders/error:full [CCC] orders:implements=C",
      "reaches orders=C",
    ],
  },
  {
    name: "answer-error-removed",
    edits: [["(out (list Order)) (errors gone)", "(out (list Order))"]],
    expected: [
      "answer-error-removed orders/tool:find: orders/error:gone -> null [BUC] orders:implements=B",
      "reaches orders=B",
    ],
  },
  {
    name: "answer-error-order-changed",
    edits: [["(errors full gone)", "(errors gone full)"]],
    expected: [
      "answer-error-order-changed orders/engine:pricing.apply: orders/error:full orders/error:gone -> orders/error:gone orders/error:full [CCC] orders:implements=C",
      "reaches orders=C",
    ],
  },
  {
    name: "machine-added",
    edits: [["  (util slugify", "  (machine lamp (initial on) (states on))\n  (util slugify"]],
    expected: [
      "machine-added orders/machine:lamp: null -> lamp [UCC] orders:implements=U",
      "reaches orders=U",
    ],
  },
  {
    name: "machine-removed",
    edits: [
      [
        '(machine flow "An order\'s life." (for Order.status) (initial pending) (states pending paid shipped)\n    (transition pay "Money came." :from pending :to paid :guard funds-held)\n    (transition ship :from paid :to shipped))',
        "",
      ],
    ],
    expected: [
      "machine-removed orders/machine:flow: flow -> null [BCC] orders:implements=B",
      "reaches orders=B",
    ],
  },
  {
    name: "machine-renamed",
    edits: [['(machine flow "An order\'s life."', '(machine life "An order\'s life." :was flow']],
    expected: [
      "machine-renamed orders/machine:life: flow -> life [BCC] orders:implements=B",
      "reaches orders=B",
    ],
  },
  {
    name: "machine-field-changed",
    edits: [
      ["(for Order.status)", "(for Stock.state)"],
      ["(left i32)", "(left i32) (state Status)"],
    ],
    expected: [
      "field-added orders/Stock.state: null -> Status [BBB] orders:reads=C orders:constructs=B",
      "machine-field-changed orders/machine:flow: Order.status -> Stock.state [UCU] orders:implements=U",
      "parameter-added orders/rpc:create-stock.in.state: null -> Status [BBC] orders:implements=B",
      "reaches orders=B",
    ],
  },
  {
    name: "machine-initial-changed, state-removed, transition-removed",
    edits: [
      ["(initial pending) (states pending paid shipped)", "(initial paid) (states paid shipped)"],
      ['(transition pay "Money came." :from pending :to paid :guard funds-held)', ""],
    ],
    expected: [
      "machine-initial-changed orders/machine:flow: pending -> paid [UCC] orders:implements=U",
      "reaches orders=B",
      "state-removed orders/machine:flow.states.pending: pending -> null [BCB] orders:implements=B",
      "transition-removed orders/machine:flow.pay: pending -> paid -> null [BCU] orders:implements=B",
    ],
  },
  {
    name: "machine-doc-changed",
    edits: [["An order's life.", "How an order goes."]],
    expected: [
      "machine-doc-changed orders/machine:flow: An order's life. -> How an order goes. [CCC] orders:implements=C",
      "reaches orders=C",
    ],
  },
  {
    name: "state-added, transition-added",
    edits: [
      ["pending paid shipped)", "pending paid shipped lost)"],
      ["(transition ship", "(transition lose :from (paid shipped) :to lost)\n    (transition ship"],
    ],
    expected: [
      "reaches mail=C orders=B web=U",
      "state-added orders/machine:flow.states.lost: null -> lost [BCC] orders:implements=B",
      "transition-added orders/machine:flow.lose: null -> paid shipped -> lost [UCC] orders:implements=U",
      "variant-added orders/Status.lost: null -> lost [BCC] mail:reads=C orders:reads=U orders:constructs=C orders:matches=B web:reads=U web:constructs=C",
    ],
  },
  {
    name: "state-order-changed",
    edits: [["(states pending paid shipped)", "(states paid pending shipped)"]],
    expected: [
      "reaches orders=C",
      "state-order-changed orders/machine:flow: pending paid shipped -> paid pending shipped [CCC] orders:implements=C",
    ],
  },
  {
    name: "a state has the name that its variant has now",
    edits: [
      ["(enum Status pending paid shipped)", "(enum Status pending (settled :was paid) shipped)"],
      ["(states pending paid shipped)", "(states pending settled shipped)"],
      [":to paid", ":to settled"],
      [":from paid", ":from settled"],
    ],
    expected: [
      "reaches mail=U orders=B web=C",
      "variant-renamed orders/Status.settled: paid -> settled [BCC] mail:reads=U orders:reads=U orders:constructs=U orders:matches=B web:reads=C web:constructs=C",
    ],
  },
  {
    name: "transition-renamed",
    edits: [["(transition ship", "(transition send :was ship"]],
    expected: [
      "reaches orders=B",
      "transition-renamed orders/machine:flow.send: ship -> send [BCC] orders:implements=B",
    ],
  },
  {
    name: "transition-ways-changed",
    edits: [["(transition ship :from paid", "(transition ship :from (pending paid)"]],
    expected: [
      "reaches orders=U",
      "transition-ways-changed orders/machine:flow.ship: paid -> shipped -> paid pending -> shipped [UCU] orders:implements=U",
    ],
  },
  {
    name: "transition-ways-changed, said in two forms what one said",
    edits: [
      [
        "(transition ship :from paid",
        "(transition ship :from pending :to shipped)\n    (transition ship :from paid",
      ],
    ],
    expected: [
      "reaches orders=U",
      "transition-ways-changed orders/machine:flow.ship: paid -> shipped -> paid -> shipped; pending -> shipped [UCU] orders:implements=U",
    ],
  },
  {
    name: "transition-guard-changed",
    edits: [[" :guard funds-held", ""]],
    expected: [
      "reaches orders=B",
      "transition-guard-changed orders/machine:flow.pay: funds-held -> null [BCC] orders:implements=B",
    ],
  },
  {
    name: "transition-doc-changed",
    edits: [['"Money came."', '"Paid."']],
    expected: [
      "reaches orders=C",
      "transition-doc-changed orders/machine:flow.pay: Money came. -> Paid. [CCC] orders:implements=C",
    ],
  },
  {
    name: "util-added",
    edits: [["  (util slugify", "  (util shout (in (text string)) (out string))\n  (util slugify"]],
    expected: [
      "reaches orders=B",
      "util-added orders/util:shout: null -> shout [BCC] orders:implements=B",
    ],
  },
  {
    name: "util-removed",
    edits: [
      [
        '(util slugify "Makes a slug." (in (text string)) (out string) (example (in (text "A B")) (out "a-b")))',
        "",
      ],
    ],
    expected: [
      "reaches orders=B",
      "util-removed orders/util:slugify: slugify -> null [BCC] orders:implements=B",
    ],
  },
  {
    name: "util-renamed",
    edits: [['(util slugify "Makes a slug."', '(util slug "Makes a slug." :was slugify']],
    expected: [
      "reaches orders=B",
      "util-renamed orders/util:slug: slugify -> slug [BCC] orders:implements=B",
    ],
  },
  {
    name: "util-doc-changed",
    edits: [['"Makes a slug."', '"To a slug."']],
    expected: [
      "reaches orders=C",
      "util-doc-changed orders/util:slugify: Makes a slug. -> To a slug. [CCC] orders:implements=C",
    ],
  },
  {
    name: "a required parameter of a member is on no wire",
    edits: [["(in (code string))", "(in (code string) (most i32))"]],
    expected: [
      "parameter-added orders/engine:pricing.apply.in.most: null -> i32 [BCC] orders:implements=B",
      "reaches orders=B",
    ],
  },
  {
    name: "example-added",
    edits: [
      [
        '(example (in (text "A B"))',
        '(example (in (text "C")) (out "c")) (example (in (text "A B"))',
      ],
    ],
    expected: [
      'example-added orders/util:slugify: null -> (example (in (text "C")) (out "c")) [UCC] orders:implements=U',
      "reaches orders=U",
    ],
  },
  {
    name: "example-removed",
    edits: [[' (example (in (text "A B")) (out "a-b"))', ""]],
    expected: [
      'example-removed orders/util:slugify: (example (in (text "A B")) (out "a-b")) -> null [CCC] orders:implements=C',
      "reaches orders=C",
    ],
  },
  {
    name: "engine-added",
    edits: [
      ["  (engine pricing", "  (engine tax (query rate (in) (out decimal)))\n  (engine pricing"],
    ],
    expected: [
      "engine-added orders/engine:tax: null -> tax [BCC] orders:implements=B",
      "reaches orders=B",
    ],
  },
  {
    name: "engine-removed",
    edits: [
      [
        '(engine pricing "Prices." (command apply "A coupon." (in (code string)) (out decimal) (errors full gone)) (query quote (in (order Order)) (out decimal)) (invariant "a total is never negative"))',
        "",
      ],
    ],
    expected: [
      "engine-removed orders/engine:pricing: pricing -> null [BCC] orders:implements=B",
      "reaches orders=B",
    ],
  },
  {
    name: "engine-renamed, with a member and its parameter",
    edits: [
      [
        '(engine pricing "Prices." (command apply "A coupon." (in (code string))',
        '(engine prices "Prices." :was pricing (command use "A coupon." :was apply (in (coupon string :was code))',
      ],
    ],
    expected: [
      "engine-renamed orders/engine:prices: pricing -> prices [BCC] orders:implements=B",
      "member-renamed orders/engine:prices.use: apply -> use [BCC] orders:implements=B",
      "parameter-renamed orders/engine:prices.use.in.coupon: code -> coupon [BCC] orders:implements=B",
      "reaches orders=B",
    ],
  },
  {
    name: "engine-doc-changed",
    edits: [['"Prices."', '"What it costs."']],
    expected: [
      "engine-doc-changed orders/engine:pricing: Prices. -> What it costs. [CCC] orders:implements=C",
      "reaches orders=C",
    ],
  },
  {
    name: "member-added",
    edits: [["(query quote", "(query list-all (in) (out i32)) (query quote"]],
    expected: [
      "member-added orders/engine:pricing.list-all: null -> list-all [BCC] orders:implements=B",
      "reaches orders=B",
    ],
  },
  {
    name: "member-removed",
    edits: [[" (query quote (in (order Order)) (out decimal))", ""]],
    expected: [
      "member-removed orders/engine:pricing.quote: quote -> null [BCC] orders:implements=B",
      "reaches orders=B",
    ],
  },
  {
    name: "member-renamed",
    edits: [["(query quote", "(query ask :was quote"]],
    expected: [
      "member-renamed orders/engine:pricing.ask: quote -> ask [BCC] orders:implements=B",
      "reaches orders=B",
    ],
  },
  {
    name: "member-kind-changed",
    edits: [["(query quote", "(command quote"]],
    expected: [
      "member-kind-changed orders/engine:pricing.quote: query -> command [BCC] orders:implements=B",
      "reaches orders=B",
    ],
  },
  {
    name: "member-doc-changed",
    edits: [['"A coupon."', '"Takes a coupon."']],
    expected: [
      "member-doc-changed orders/engine:pricing.apply: A coupon. -> Takes a coupon. [CCC] orders:implements=C",
      "reaches orders=C",
    ],
  },
  {
    name: "answer-changed of a member: it travels nowhere",
    edits: [["(in (order Order)) (out decimal)", "(in (order Order)) (out string)"]],
    expected: [
      "answer-changed orders/engine:pricing.quote.out: decimal -> string [BCC] orders:implements=B",
      "reaches orders=B",
    ],
  },
  {
    name: "answer-changed of a member, nothing any more",
    edits: [["(query quote (in (order Order)) (out decimal))", "(query quote (in (order Order)))"]],
    expected: [
      "answer-changed orders/engine:pricing.quote.out: decimal -> null [BCC] orders:implements=B",
      "reaches orders=B",
    ],
  },
  {
    name: "invariant-added, invariant-removed",
    edits: [["a total is never negative", "a total is at least zero"]],
    expected: [
      "invariant-added orders/engine:pricing: null -> a total is at least zero [BCC] orders:implements=B",
      "invariant-removed orders/engine:pricing: a total is never negative -> null [BCC] orders:implements=B",
      "reaches orders=B",
    ],
  },
  {
    name: "rule-added",
    edits: [
      [
        "  (rule vip-first",
        "  (rule log-all (after (rpc browse :as page)) (in (page (page Order))))\n  (rule vip-first",
      ],
    ],
    expected: [
      "reaches orders=B",
      "rule-added orders/rule:log-all: null -> log-all [BCC] orders:implements=B",
    ],
  },
  {
    name: "rule-removed",
    edits: [['(rule vip-first "VIPs first." (before (rpc place)) (out Order))', ""]],
    expected: [
      "reaches orders=B",
      "rule-removed orders/rule:vip-first: vip-first -> null [BCC] orders:implements=B",
    ],
  },
  {
    name: "rule-renamed",
    edits: [['(rule vip-first "VIPs first."', '(rule vips "VIPs first." :was vip-first']],
    expected: [
      "reaches orders=B",
      "rule-renamed orders/rule:vips: vip-first -> vips [BCC] orders:implements=B",
    ],
  },
  {
    name: "rule-doc-changed",
    edits: [['"VIPs first."', '"Some go first."']],
    expected: [
      "reaches orders=C",
      "rule-doc-changed orders/rule:vip-first: VIPs first. -> Some go first. [CCC] orders:implements=C",
    ],
  },
  {
    name: "hook-added, hook-removed",
    edits: [["(before (rpc place)) (out Order)", "(after (rpc place)) (out Order)"]],
    expected: [
      "hook-added orders/rule:vip-first: null -> after orders/rpc:place [UCC] orders:implements=U",
      "hook-removed orders/rule:vip-first: before orders/rpc:place -> null [CCC] orders:implements=C",
      "reaches orders=U",
    ],
  },
  {
    name: "hook-added, hook-removed, with the parameter that gets the answer",
    edits: [
      [
        "(before (rpc place)) (out Order)",
        "(after (rpc place :as made)) (in (made Order)) (out Order)",
      ],
    ],
    expected: [
      "hook-added orders/rule:vip-first: null -> after orders/rpc:place :as made [UCC] orders:implements=U",
      "hook-removed orders/rule:vip-first: before orders/rpc:place -> null [CCC] orders:implements=C",
      "parameter-added orders/rule:vip-first.in.made: null -> Order [BCC] orders:implements=B",
      "reaches orders=B",
    ],
  },
  {
    name: "hook-added, of a tool",
    edits: [
      [
        "(rule open-hours (before (rpc place)))",
        "(rule open-hours (before (rpc place) (tool find)))",
      ],
    ],
    expected: [
      "hook-added orders/rule:open-hours: null -> before orders/tool:find [UCC] orders:implements=U",
      "reaches orders=U",
    ],
  },
  {
    name: "answer-error-added of a rule",
    edits: [["(rpc place)) (out Order)", "(rpc place)) (out Order) (errors gone)"]],
    expected: [
      "answer-error-added orders/rule:vip-first: null -> orders/error:gone [CCC] orders:implements=C",
      "reaches orders=C",
    ],
  },
  {
    name: "rule-order-changed",
    edits: [
      ["  (rule open-hours (before (rpc place)))\n", ""],
      ["  (scenario", "  (rule open-hours (before (rpc place)))\n  (scenario"],
    ],
    expected: [
      "reaches orders=C",
      "rule-order-changed orders/rule:vip-first: before orders/rpc:place: orders/rule:open-hours orders/rule:vip-first -> before orders/rpc:place: orders/rule:vip-first orders/rule:open-hours [CCC] orders:implements=C",
    ],
  },
  {
    name: "a hook of an rpc that has another name now is the same",
    edits: [
      ["(rpc browse (in) (out (page Order)))", "(rpc look :was browse (in) (out (page Order)))"],
      ["(rpc browse)", "(rpc look)"],
      ["(call browse)", "(call look)"],
    ],
    expected: [
      "reaches orders=B web=B",
      "rpc-renamed orders/rpc:look: browse -> look [BCC] orders:implements=B web:calls=B",
    ],
  },
  {
    name: "scenario-added",
    edits: [['  (scenario "an', '  (scenario "nothing is wrong" (call browse))\n  (scenario "an']],
    expected: [
      "reaches orders=U",
      "scenario-added orders/scenario:nothing is wrong: null -> nothing is wrong [UCC] orders:implements=U",
    ],
  },
  {
    name: "scenario-removed",
    edits: [['(scenario "an order can be placed" (call browse) (expect))', ""]],
    expected: [
      "reaches orders=C",
      "scenario-removed orders/scenario:an order can be placed: an order can be placed -> null [CCC] orders:references=C",
    ],
  },
  {
    name: "scenario-changed",
    edits: [["(call browse) (expect)", "(call browse :as all) (expect)"]],
    expected: [
      "reaches orders=U",
      "scenario-changed orders/scenario:an order can be placed: (call orders/rpc:browse) (expect) -> (call orders/rpc:browse :as all) (expect) [UCC] orders:implements=U",
    ],
  },
  {
    name: "broker-changed",
    edits: [['"Sells." (language rust)', '"Sells." (language rust) (bootstrap (broker nats))']],
    expected: ["broker-changed orders: null -> nats [CCC] orders:implements=B", "reaches orders=B"],
  },
  {
    name: "bench-changed",
    edits: [['"Sells." (language rust)', '"Sells." (language rust) (bench "cargo bench")']],
    expected: [
      'bench-changed orders: null -> "cargo bench" [CCC] orders:references=C',
      "reaches orders=C",
    ],
  },
  {
    name: "contract-changed, stamp-changed, code-changed",
    edits: [
      [
        "(service web (language typescript)",
        '(service web (language typescript) (contract "openapi.yaml") (stamp (run "npm run generate") (outputs "src/gen/**")) (code "src/**" :except "src/gen/**")',
      ],
    ],
    expected: [
      'code-changed web: null -> "src/**" :except "src/gen/**" [CCC] web:references=C',
      'contract-changed web: null -> "openapi.yaml" [UUC] web:implements=U',
      "reaches web=U",
      'stamp-changed web: null -> "npm run generate" "src/gen/**" [UCC] web:implements=U',
    ],
  },
  {
    name: "lifecycle-changed of a service",
    edits: [['(service orders "Sells."', '(service orders "Sells." :since v2']],
    expected: [
      "lifecycle-changed orders: null -> :since v2 [CCC] orders:references=C",
      "reaches orders=C",
    ],
  },
  {
    name: "what a tool answers with is reached through it",
    edits: [
      ["(entity Stock (id uuid :key) (left i32))", "(entity Stock (id uuid :key) (left i64))"],
    ],
    expected: [
      "field-retyped orders/Stock.left: i32 -> i64 [BBB] orders:reads=B orders:constructs=B",
      "parameter-retyped orders/rpc:create-stock.in.left: i32 -> i64 [BBC] orders:implements=B",
      "reaches orders=B",
    ],
  },
  {
    name: "nothing: forms, scopes, examples and ways in another order",
    edits: [
      [
        '(transition pay "Money came." :from pending :to paid :guard funds-held)\n    (transition ship :from paid :to shipped)',
        '(transition ship :from paid :to shipped)\n    (transition pay "Money came." :from pending :to paid :guard funds-held)',
      ],
      [
        '(command apply "A coupon." (in (code string)) (out decimal) (errors full gone)) (query quote (in (order Order)) (out decimal))',
        '(query quote (in (order Order)) (out decimal)) (command apply "A coupon." (in (code string)) (out decimal) (errors full gone))',
      ],
    ],
    expected: ["reaches "],
  },
  {
    name: "case-removed, case-added: perhaps renamed, by what it holds",
    edits: [['(by-phone "A call."', '(by-call "A call."']],
    expected: [
      "case-added orders/Contact.by-call: null -> by-call [BCC] mail:reads=C orders:reads=U orders:constructs=C orders:matches=B web:reads=U web:constructs=C web:matches=U perhaps orders/Contact.by-phone is orders/Contact.by-call (0.83)",
      "case-removed orders/Contact.by-phone: by-phone -> null [BUU] mail:reads=U orders:reads=U orders:constructs=U orders:matches=B web:reads=U web:constructs=U web:matches=B perhaps orders/Contact.by-phone is orders/Contact.by-call (0.83)",
      "reaches mail=U orders=B web=B",
    ],
  },
];
