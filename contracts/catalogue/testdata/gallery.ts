import type { Scenario } from "./scenario.ts";

/** A scenario and the error that it ended with. */
export interface Outcome {
  readonly scenario: Scenario;
  readonly error: Error;
}

/** Runs a scenario; one that does not fail is a fault of the catalogue. */
export async function fail(scenario: Scenario): Promise<Outcome> {
  const title = `${scenario.group}: ${scenario.name}`;
  try {
    await scenario.run();
  } catch (error) {
    if (error instanceof Error) return { scenario, error };
    throw new Error(`Cannot show "${title}" as it throws what is no error`, { cause: error });
  }
  throw new Error(`Cannot show "${title}" as nothing is wrong with it`);
}

const HEAD = `# Messages

What goes wrong, and what is said about it. The tests write this file (\`--update\`) and compare every
message with it; places in source code stand without their lines.
`;

/** Writes the gallery: a heading for each group, and each message as it is printed. */
export function writeGallery(outcomes: readonly Outcome[]): string {
  const groups = Map.groupBy(outcomes, ({ scenario }) => scenario.group);
  const parts = [...groups].map(([group, members]) => {
    const messages = members.map(({ scenario, error }) =>
      `\n### ${scenario.name}\n\n\`\`\`text\n${error.name}: ${
        withoutLines(error.message)
      }\n\`\`\`\n`
    );
    return `\n## ${group}\n${messages.join("")}`;
  });
  return HEAD + parts.join("");
}

function withoutLines(message: string): string {
  return message.replace(/(\.ts):\d+:\d+/g, "$1");
}
