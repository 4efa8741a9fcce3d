import { expect, test } from "vitest";
import { Addresses } from "../../cli/lsp/addresses.ts";

/** Which path a document has, and how it is called afterwards. */
function check(addresses: Addresses, uri: string, path: string | undefined): void {
  expect(addresses.path(uri)).toBe(path);
  if (path !== undefined) expect(addresses.uri(path)).toBe(uri);
}

test("one file, spelt as different editors spell it", () => {
  const asked = { uri: "file:///tmp/c%2B%2B%20%40x%20%281%29", real: "/tmp/c++ @x (1)" };
  const addresses = new Addresses("/tmp/c++ @x (1)", asked);
  expect(addresses.uri("users/intent.lisp")).toBe(`${asked.uri}/users/intent.lisp`);
  check(addresses, "file:///tmp/c++%20@x%20(1)/users/intent.lisp", "users/intent.lisp");
  check(addresses, "file:///tmp/c%2B%2B%20%40x%20%281%29/a/intent.lisp", "a/intent.lisp");
});

test("a folder behind a symbolic link, and a folder inside of the universe", () => {
  const linked = new Addresses("/private/tmp/shop", {
    uri: "file:///tmp/shop",
    real: "/private/tmp/shop",
  });
  expect(linked.uri("a/intent.lisp")).toBe("file:///tmp/shop/a/intent.lisp");
  check(linked, "file:///tmp/shop/b/intent.lisp", "b/intent.lisp");
  check(linked, "file:///private/tmp/shop/b/intent.lisp", "b/intent.lisp");
  const inside = new Addresses("/shop", { uri: "file:///shop/services/", real: "/shop/services" });
  check(inside, "file:///shop/services/a/intent.lisp", "services/a/intent.lisp");
  expect(inside.uri("universe.lisp")).toBe("file:///shop/universe.lisp");
});

test("what is elsewhere, is no file, or is spelt wrongly has no path", () => {
  const addresses = new Addresses("/shop", { uri: "file:///shop", real: "/shop" });
  check(addresses, "file:///other/intent.lisp", undefined);
  check(addresses, "untitled:Untitled-1", undefined);
  check(addresses, "file:///shop/%zz/intent.lisp", undefined);
  check(addresses, "file:///shop/%ff/intent.lisp", undefined);
  check(addresses, "no uri", undefined);
});
