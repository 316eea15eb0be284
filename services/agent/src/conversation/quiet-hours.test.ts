import { describe, expect, it } from "vitest";
import { notBefore, readQuietHours } from "./quiet-hours.ts";

const at = (hour: number, minute = 0, day = 22) => new Date(2026, 10, day, hour, minute).getTime();

describe("quiet hours", () => {
  it.each([
    ["22-7", { from: 22, until: 7 }],
    [" 0 - 6 ", { from: 0, until: 6 }],
    ["13 to 14", { from: 13, until: 14 }],
  ])("are read from %j", (text, hours) => {
    expect(readQuietHours(text)).toEqual(hours);
  });

  it.each(["22", "22-24", "7-7", "night", "-1-5"])("are not read from %j", (text) => {
    expect(readQuietHours(text)).toBeUndefined();
  });

  it("over midnight hold things back until their end in the morning", () => {
    const hours = { from: 22, until: 7 };
    expect(notBefore(hours, at(23, 30))).toBe(at(7, 0, 23));
    expect(notBefore(hours, at(3))).toBe(at(7));
    expect(notBefore(hours, at(22))).toBe(at(7, 0, 23));
    expect(notBefore(hours, at(7))).toBe(0);
    expect(notBefore(hours, at(12))).toBe(0);
  });

  it("within a day hold things back until their end on it", () => {
    expect(notBefore({ from: 13, until: 15 }, at(14, 59))).toBe(at(15));
    expect(notBefore({ from: 13, until: 15 }, at(15))).toBe(0);
  });
});
