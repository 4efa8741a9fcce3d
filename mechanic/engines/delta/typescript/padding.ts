import ts from "typescript-services";

/** What a call fills up to a fixed length as text: `id` of `String(id).padStart(5, "0")`, `id.toString()…` and `` `${id}` ``. */
export function paddedBy(call: ts.CallExpression): ts.Expression | undefined {
  const callee = call.expression;
  const pads = ts.isPropertyAccessExpression(callee) && /^pad(?:Start|End)$/.test(callee.name.text);
  if (!pads) return undefined;
  const text = callee.expression;
  if (ts.isTemplateExpression(text)) {
    const [only, more] = text.templateSpans;
    const isWhole = more === undefined && text.head.text === "" && only?.literal.text === "";
    return isWhole ? only.expression : undefined;
  }
  if (!ts.isCallExpression(text)) return undefined;
  if (text.expression.getText() === "String") return text.arguments[0];
  return ts.isPropertyAccessExpression(text.expression) && text.expression.name.text === "toString"
    ? text.expression.expression
    : undefined;
}
