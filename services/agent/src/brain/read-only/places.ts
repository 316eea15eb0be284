import { posix } from "node:path";
import { operandsOf } from "./arguments.ts";

// Where a command runs if nothing else is said.
const home = "/root";

// In whole trees below these a search comes past nothing but people's own files and those of packages.
const open = /^\/(workspace|srv|mnt|data|opt|usr|nix\/store|var\/log|(home\/[^/]+|root)\/[^./][^/]*)(\/|$)/;

/**
 * Whether what commands read in whole trees lies where no secrets are. Which of a search's arguments are places
 * is not told apart: each is taken for one.
 */
export function searchesOpenPlaces(commands: readonly string[][], line: string, directory: string): boolean {
  const [first = [], ...rest] = commands;
  const moves = first[0] === "cd" && first.length === 2;
  // Only where nothing is run unless the change of folder worked.
  const moved = moves && !/;|\|\|/.test(line) && /^\s*cd\s+\S+\s*&&/.test(line);
  const start = posix.resolve(home, directory);
  const here = moved ? posix.resolve(start, first[1] ?? "") : start;
  const searches = (moved ? rest : commands).filter(readsTrees);
  if (searches.length === 0) return true;
  if ((moved ? rest : commands).some(([program]) => program === "cd")) return false;
  return searches.every(([program = "", ...args]) => {
    const operands = operandsOf(args);
    // A search for a word alone goes through the folder that it is in.
    const places = operands.length < 2 && !program.endsWith("diff") ? [...operands, "."] : operands;
    return places.every((place) => open.test(posix.resolve(here, place)));
  });
}

function readsTrees([program = "", ...args]: readonly string[]): boolean {
  const name = posix.basename(program);
  const has = (letters: RegExp) => args.some((arg) => letters.test(arg));
  if (name === "rg") return !has(/^--(version|help)$/);
  if (/^[ef]?grep$/.test(name)) return has(/^-[^-]*[rRd]|^--(rec|dere|dir)/);
  return name === "diff" && has(/^-[^-]*[rNP]|^--/);
}
