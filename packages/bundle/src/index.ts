export { type Bundle, BundleError, bundle, type Service, services } from "./bundle.ts";
