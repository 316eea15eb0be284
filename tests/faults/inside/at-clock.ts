// Loaded into the executor before its own code: its wall clock is as far off as the file says, from one moment to the
// next. What counts time that passes (performance.now, timers) is not.
import { readFileSync } from "node:fs";

const RealDate = Date;

function offMs(): number {
  try {
    return Number(readFileSync("/run/voxnix-faults/clock", "utf8"));
  } catch {
    return 0;
  }
}

globalThis.Date = new Proxy(RealDate, {
  apply: () => new RealDate(RealDate.now() + offMs()).toString(),
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [RealDate.now() + offMs()] : args, newTarget),
  get: (target, key) => (key === "now" ? () => RealDate.now() + offMs() : Reflect.get(target, key)),
});
