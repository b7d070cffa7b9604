export * from "@weir/std/contracts";
