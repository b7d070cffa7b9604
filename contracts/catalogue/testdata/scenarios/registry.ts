import { contract, Registry } from "../../../mod.ts";
import { type Scenario, scenarios } from "../scenario.ts";

/** Two handlers in a registry of their own. */
function handlers() {
  const Handler = contract<{ handle(): void }>("app.Handler", {
    version: "1.2.0",
    members: { handle: { params: [] } },
  });
  class PushHandler {
    static {
      Handler.implement(this, { capabilities: ["push"] });
    }
    handle() {}
  }
  class PullHandler {
    static {
      Handler.implement(this, { capabilities: ["pull", "batch"], version: "2.0.1" });
    }
    handle() {}
  }
  return { Handler, PushHandler, PullHandler };
}

/** Looking classes up, and registering them. */
export const registry: readonly Scenario[] = scenarios("Looking a class up", {
  "nothing is registered": () => new Registry().get("app.Handler"),
  "no version fits": () => handlers().Handler.get({ version: "^3" }),
  "a misspelt name": () => handlers().Handler.get({ name: "PushHandeler" }),
  "a misspelt capability": () => handlers().Handler.get({ capability: "bacth" }),
  "a misspelt contract": () => handlers().Handler.registry.get("app.Hanlder"),
  "a wrong range": () => handlers().Handler.get({ version: "latest" }),
  "an unknown condition": () => handlers().Handler.get({ nmae: "PushHandler" } as never),
  "a name that is taken": () => {
    const { Handler } = handlers();
    const Second = class PushHandler {
      handle() {}
    };
    Handler.implement(Second);
  },
});
