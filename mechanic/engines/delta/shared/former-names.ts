import type { Change, RepairRequest } from "#intent";

/**
 * A request in which every change of a thing that is also renamed says what that was called: a field that has another name
 * and another type in one delta is two changes, and only one of them names the old spelling, in which all hand-written code
 * still stands. So does a member of a type or an rpc that is renamed, also one that is new: it says where its like stood.
 */
export function withFormerNames(request: RepairRequest): RepairRequest {
  const renames = request.changes.filter(
    ({ kind, guess }) => kind.endsWith("-renamed") && guess === undefined,
  );
  if (renames.length === 0) return request;
  return { ...request, changes: request.changes.map((change) => formerly(change, renames)) };
}

function formerly(change: Change, renames: readonly Change[]): Change {
  const { symbol } = change;
  if (change.fromSymbol !== undefined) return change;
  const own = renames.find((one) => one.symbol === symbol);
  const found = own ?? renames.find((one) => symbol.startsWith(`${one.symbol}.`));
  if (found?.fromSymbol === undefined) return change;
  return { ...change, fromSymbol: `${found.fromSymbol}${symbol.slice(found.symbol.length)}` };
}
