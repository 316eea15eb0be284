export { type ChosenModel, chooseModel, type ModelConfig } from "./choose.ts";
