/** Broken on purpose: it does not even load. */
throw new Error("libxml is not installed");
