export { type ChosenModel, chooseModel, chooseModels, type ModelConfig } from "./choose.ts";
