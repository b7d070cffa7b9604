import { join, relative } from "node:path";
import { packageFacts, refuseImport } from "./import_rule.ts";
import { isLibraryFile, LENGTHS, mayTouch } from "./layers.ts";
import { isTestFile, repository } from "./source_files.ts";
import { countCodeLines } from "./source_text.ts";

const facts = packageFacts(
  JSON.parse(Deno.readTextFileSync(join(repository, "deno.json"))),
);

function pathOf(context: Deno.lint.RuleContext): string {
  return relative(repository, context.filename).replaceAll("\\", "/");
}

/** Imports go down the table in `layers.ts`, also those that only import types. */
const moduleDirection: Deno.lint.Rule = {
  create(context) {
    const from = pathOf(context);
    return importVisitor(({ node, specifier }) => {
      if (specifier === undefined) return;
      const target = specifier.startsWith(".")
        ? { file: join(from, "..", specifier).replaceAll("\\", "/") }
        : { specifier };
      const problem = refuseImport(from, target, facts);
      if (problem !== undefined) context.report({ node, message: problem });
    });
  },
};

/** A place where a file names another module. */
interface ImportUse {
  /** The specifier, or what computes it. */
  readonly node: Deno.lint.Node;
  /** What is imported; `undefined` when the code computes it. */
  readonly specifier: string | undefined;
  /** Whether only types are taken, so that nothing is loaded. */
  readonly isType: boolean;
}

/** Visits every way to name another module, so that no rule knows fewer of them than another. */
function importVisitor(visit: (use: ImportUse) => void): Deno.lint.LintVisitor {
  function take(node: Deno.lint.Node | null, isType: boolean): void {
    const parts = node === null ? undefined : textParts(node);
    const specifier = parts?.length === 1 ? parts[0] : undefined;
    if (node !== null) visit({ node, specifier, isType });
  }
  return {
    ImportDeclaration: (node) => take(node.source, node.importKind === "type"),
    ExportNamedDeclaration: (node) => take(node.source, node.exportKind === "type"),
    ExportAllDeclaration: (node) => take(node.source, node.exportKind === "type"),
    ImportExpression: (node) => take(node.source, false),
    TSImportType: ({ argument }) =>
      take(argument.type === "TSLiteralType" ? argument.literal : argument, true),
    TSExternalModuleReference: (node) => take(node.expression, false),
  };
}

/**
 * Library files run anywhere: no `Deno.*`, no `node:` module and no `import()` of a computed name
 * outside the allow-list.
 */
const portable: Deno.lint.Rule = {
  create(context) {
    const path = pathOf(context);
    if (!isLibraryFile(path)) return {};
    const hint = "Move it to an adapter file named in PLATFORM of _tools/layers.ts";
    return {
      Identifier(node) {
        if (node.name !== "Deno" || mayTouch(path, "Deno")) return;
        context.report({ node, message: "Library files do not touch Deno", hint });
      },
      MemberExpression(node) {
        if (!node.computed || textParts(node.property)?.join() !== "Deno") return;
        if (!mayTouch(path, "Deno")) {
          context.report({ node, message: "Library files do not touch Deno", hint });
        }
      },
      ...importVisitor(({ node, specifier, isType }) => {
        if (isType || specifier?.startsWith("node:") === false) return;
        if (mayTouch(path, specifier ?? "import()")) return;
        const module = specifier ?? "a computed module";
        context.report({ node, message: `Library files do not import ${module}`, hint });
      }),
    };
  },
};

const CONTRACTION = /\b(\w+n't|(it|that|there|what|who|let|here)'s|\w+'(re|ve|ll|d|m))\b/i;

/** Error messages begin with a capital and have neither final period nor contraction. */
const errorMessage: Deno.lint.Rule = {
  create(context) {
    const path = pathOf(context);
    // The cases of a suite throw stand-ins for the failures of others.
    if (!isLibraryFile(path) || path.startsWith("testing/_")) return {};
    return {
      NewExpression(node) {
        if (node.callee.type !== "Identifier" || !node.callee.name.endsWith("Error")) return;
        const message = node.arguments[node.callee.name === "AggregateError" ? 1 : 0];
        if (message !== undefined) checkMessage(message);
      },
      "ClassDeclaration[superClass.name=/Error$/] CallExpression[callee.type='Super']"(
        node: Deno.lint.CallExpression,
      ) {
        const message = node.arguments[0];
        if (message !== undefined) checkMessage(message);
      },
    };

    function checkMessage(node: Deno.lint.Node): void {
      const parts = textParts(node);
      if (parts === undefined) return;
      const problem = messageProblem(parts);
      if (problem !== undefined) context.report({ node, message: problem });
    }
  },
};

/** The literal parts of a message, `""` for each part that is computed; helpers are not followed. */
function textParts(node: Deno.lint.Node): string[] | undefined {
  if (node.type === "Literal" && typeof node.value === "string") return [node.value];
  if (node.type === "TemplateLiteral") {
    const quasis = node.quasis as unknown as readonly { cooked?: string; raw: string }[];
    return quasis.map((quasi) => quasi.cooked ?? quasi.raw);
  }
  if (node.type === "BinaryExpression" && node.operator === "+") {
    const left = textParts(node.left);
    const right = textParts(node.right);
    return left === undefined && right === undefined
      ? undefined
      : [...(left ?? [""]), ...(right ?? [""])];
  }
  return undefined;
}

function messageProblem(parts: readonly string[]): string | undefined {
  if (/^[^A-Z"]/.test(parts[0]!)) return "An error message begins with a capital";
  if (/\.\s*$/.test(parts.at(-1)!)) return "An error message has no period at its end";
  const short = CONTRACTION.exec(parts.join(" "))?.[0];
  return short === undefined ? undefined : `An error message writes "${short}" in full`;
}

const TEST_NAME = /^[A-Za-z_$@][\w$.#/[\]-]*(\(\))?( \([^)]+\))? [a-z]/;
const NO_SYMBOL = /^(it|the|a|an|should|must|when|if|all|each|every|no|tests?|does|can|works?)\b/i;

/** A test is named by the symbol it tests and what that does: `chunk() keeps the remainder`. */
const testName: Deno.lint.Rule = {
  create(context) {
    if (!isTestFile(pathOf(context))) return {};
    return {
      CallExpression(node) {
        if (!isDenoTest(node.callee)) return;
        for (const argument of node.arguments) {
          const named = argument.type === "ObjectExpression" ? nameProperty(argument) : argument;
          const parts = named && textParts(named);
          if (named === undefined || parts === undefined) continue;
          const name = parts.join("x");
          if (TEST_NAME.test(name) && !NO_SYMBOL.test(name)) return;
          const message = `"${name}" does not say which symbol does what`;
          context.report({ node: named, message, hint: 'Write "symbol() keeps what when"' });
          return;
        }
      },
    };
  },
};

/** `Deno.test`, `Deno.test.only` and the like. */
function isDenoTest(callee: Deno.lint.Node): boolean {
  if (callee.type !== "MemberExpression") return false;
  const { object, property } = callee;
  if (object.type === "Identifier" && object.name === "Deno") {
    return property.type === "Identifier" && property.name === "test";
  }
  return property.type === "Identifier" && ["only", "ignore"].includes(property.name) &&
    isDenoTest(object);
}

function nameProperty(options: Deno.lint.ObjectExpression): Deno.lint.Node | undefined {
  for (const property of options.properties) {
    if (property.type !== "Property" || property.key.type !== "Identifier") continue;
    if (property.key.name === "name") return property.value;
  }
  return undefined;
}

/** Functions stay short enough to be seen whole; test files are left out. */
const functionLength: Deno.lint.Rule = {
  create(context) {
    const path = pathOf(context);
    if (isTestFile(path) || path in LENGTHS.exceptions) return {};
    function check(node: Deno.lint.Node): void {
      const lines = countCodeLines(context.sourceCode.getText(node));
      if (lines <= LENGTHS.function) return;
      const message = `The function has ${lines} code lines: at most ${LENGTHS.function}`;
      context.report({ node, message });
    }
    return {
      FunctionDeclaration: check,
      FunctionExpression: check,
      ArrowFunctionExpression: check,
    };
  },
};

/** The house's own lint rules; `deno.json` names this file. */
const plugin: Deno.lint.Plugin = {
  name: "weir",
  rules: {
    "module-direction": moduleDirection,
    "portable": portable,
    "error-message": errorMessage,
    "test-name": testName,
    "function-length": functionLength,
  },
};
export default plugin;
