"use strict";
// A script, not a module: it runs once in each test that asks for it.
globalThis.classicRuns++;

void class StrictShape extends globalThis.ShapeBase {
  area(scale) {
    return scale;
  }
};
