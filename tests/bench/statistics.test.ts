import { expect, it } from "vitest";
import { exponent, interquartileRange, line, median, quantile, ratios } from "./statistics.ts";

it("gives the middle of the samples, whatever their order", () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 3, 2])).toBe(2.5);
});

it("gives the ends and what lies between two samples", () => {
  expect(quantile([10, 20], 0)).toBe(10);
  expect(quantile([10, 20], 1)).toBe(20);
  expect(quantile([10, 20], 0.25)).toBe(12.5);
});

it("does not let one outlier widen the spread", () => {
  expect(interquartileRange([1, 2, 3, 4, 1_000])).toBe(2);
});

it("refuses to make a figure out of nothing", () => {
  expect(() => median([])).toThrow("no samples");
});

it("compares each with what was measured beside it", () => {
  expect(
    ratios([
      [1, 2],
      [30, 10],
    ]),
  ).toEqual([0.5, 3]);
});

it("finds what one more costs", () => {
  const { slope, at0 } = line([
    [0, 3],
    [10, 5],
    [20, 7],
  ]);
  expect(slope).toBeCloseTo(0.2);
  expect(at0).toBeCloseTo(3);
});

it("tells linear growth from quadratic and from none", () => {
  const sizes = [1, 10, 100];
  expect(exponent(sizes.map((size) => [size, 5 * size]))).toBeCloseTo(1);
  expect(exponent(sizes.map((size) => [size, size ** 2]))).toBeCloseTo(2);
  expect(exponent(sizes.map((size) => [size, 7]))).toBeCloseTo(0);
});
