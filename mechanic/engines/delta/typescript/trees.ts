import ts from "typescript-services";

/** Trees of the language's own declarations: they come with the installation, the same for every repair of a process. */
const ofLibraries = ts.createDocumentRegistry();
/** Trees of the packages of the service that was looked at last; those of all services would fill the memory. */
let ofPackages: { readonly root: string; readonly trees: ts.DocumentRegistry } | undefined;

/**
 * Where language services of one repair keep their syntax trees. What a service's own texts are parsed to lives as long as
 * the repair; declarations of the language and of the packages under `root` are parsed and bound once, and told apart by
 * the version that a language service gives them.
 */
export function treesFor(root: string, libraries: string): ts.DocumentRegistry {
  if (ofPackages?.root !== root) ofPackages = { root, trees: ts.createDocumentRegistry() };
  const { trees } = ofPackages;
  const own = ts.createDocumentRegistry();
  const of = (file: string): ts.DocumentRegistry => {
    if (file.startsWith(`${libraries}/`)) return ofLibraries;
    return file.includes("/node_modules/") ? trees : own;
  };
  return {
    acquireDocument: (file, ...rest) => of(file).acquireDocument(file, ...rest),
    acquireDocumentWithKey: (file, ...rest) => of(file).acquireDocumentWithKey(file, ...rest),
    updateDocument: (file, ...rest) => of(file).updateDocument(file, ...rest),
    updateDocumentWithKey: (file, ...rest) => of(file).updateDocumentWithKey(file, ...rest),
    getKeyForCompilationSettings: (settings) => own.getKeyForCompilationSettings(settings),
    // Nothing is given back one by one: a repair's own trees go with it.
    releaseDocument: () => {},
    releaseDocumentWithKey: () => {},
    reportStats: () => own.reportStats(),
  };
}
