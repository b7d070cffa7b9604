/**
 * The demo's event handlers. Importing one defines its class, and defining it registers it: nothing
 * else names them.
 *
 * @module
 */
import "./checks.ts";
import "./code.ts";
import "./discussions.ts";
import "./issues.ts";
import "./people.ts";
import "./planning.ts";
import "./pull_requests.ts";
import "./releases.ts";
import "./repositories.ts";
import "./security.ts";
