// A script, not a module: it runs once in each test that asks for it.
globalThis.classicRuns++;

(function () {
  void class ClassicShape extends globalThis.ShapeBase {
    area(scale) {
      return scale;
    }
  };
  return function makeLate() {
    return class Late extends globalThis.ShapeBase {
      area(scale) {
        return scale;
      }
    };
  };
})();
