import { flushCompileCache } from "node:module";
import { join } from "node:path";
import {
  activatedSockets,
  ConfigError,
  createLog,
  createNotifier,
  nameSourceLines,
  shutdownOnSignal,
} from "@voxnix/daemon";
import { checkChoice } from "./api/choice.ts";
import { openDoor, type Place } from "./api/door.ts";
import type { Engine } from "./api/engine.ts";
import { createServer } from "./api/server.ts";
import { cutOffStuck } from "./api/stuck.ts";
import { createTurns } from "./api/turns.ts";
import { openAudit } from "./audit/audit-log.ts";
import { openLibrary } from "./composer/catalogue.ts";
import { closureOf } from "./composer/closure.ts";
import { createComposer } from "./composer/composer.ts";
import { clearSecondLinks } from "./composer/gc-root.ts";
import { GenerationRoots } from "./composer/generation-roots.ts";
import { ImageIndex } from "./composer/image-index.ts";
import { openPackages } from "./composer/packages.ts";
import { type Config, readExecutorConfig } from "./config.ts";
import { selfCheck } from "./health.ts";
import { parseSubnet } from "./machines/addresses.ts";
import { createMachines } from "./machines/machines.ts";
import { emptyTrash } from "./operations/empty-trash.ts";
import { Journal } from "./operations/journal.ts";
import type { Parts } from "./operations/parts.ts";
import { prebuildConfigured } from "./operations/prebuild-configured.ts";
import { recover } from "./operations/recover.ts";
import { Registry } from "./operations/registry.ts";
import { tidyImages } from "./operations/tidy-images.ts";
import { reconcile } from "./reconcile/reconcile.ts";
import { Secrets } from "./secrets/secrets.ts";
import { copiesFolder } from "./storage/directory.ts";
import { clearDrafts, removeFolder } from "./store/atomic.ts";
import type { Choice } from "./store/record.ts";
import { Records } from "./store/records.ts";
import { openWorkspaces, quotaFrom } from "./store/workspaces.ts";
import { run } from "./system/run.ts";
import { openSystemd } from "./system/systemd.ts";

const rememberedOperations = 500;
const questionsAtOnce = 4;
/** For a caller to finish asking, and to take what is there for it. */
const stuckMs = 60_000;

async function main(config: Config): Promise<void> {
  const log = createLog(config.logLevel);
  const notifier = createNotifier(process.env);
  const startedMs = Date.now();
  const subnet = parseSubnet(config.subnet);
  const library = openLibrary(config.library, run);
  // What a build had written down for Nix when the last run ended.
  const specs = join(config.state, "specs");
  await removeFolder(specs);
  await clearSecondLinks([specs, config.gcRoots]);
  // What writes to disk left when it ended in the middle of them. Nothing else of ours ends like that.
  for (const folder of ["audit", "containers", "fence", "images", "operations", "secrets"])
    await clearDrafts(join(config.state, folder), 1);
  await clearDrafts(join(config.workspaces, copiesFolder));
  const records = await Records.open(join(config.state, "containers"));
  for (const corrupt of records.corrupt) log.error({ event: "record-corrupt", ...corrupt });
  const journal = await Journal.open(join(config.state, "operations/journal.jsonl"), rememberedOperations);
  if (journal.unreadable > 0) {
    log.error({ event: "journal-damaged", lines: journal.unreadable, kept: `${journal.path}.unreadable` });
  }
  const generations = new GenerationRoots(join(config.gcRoots, "generations"));
  // Before the index lets go of what it does not know.
  const unreadable = records.corrupt.map(({ machine }) => machine);
  await generations
    .sweep(records.all(), unreadable)
    // On a full disk or a store that is read-only there is still much that can be done.
    .catch((err) => log.error({ event: "generations-failed", err }));
  const images = await ImageIndex.open(join(config.state, "images"), join(config.gcRoots, "images"));
  const systemd = openSystemd();
  const secrets = new Secrets(join(config.state, "secrets"));
  const parts: Parts = {
    records,
    workspaces: await openWorkspaces({ ...config, quotaOf: quotaFrom(records, config) }, run),
    secrets,
    library,
    composer: createComposer({ ...config, subnet }, { library, images, secrets }),
    images,
    generations,
    closure: (paths) => closureOf(run, paths),
    machines: createMachines({ ...config, log }, systemd),
    audit: await openAudit(config, log),
    generationsKept: config.generationsKept,
    log,
    now: Date.now,
  };
  const registry = new Registry(parts, journal, rememberedOperations);
  const recovery = recover(parts, registry, journal);

  const packages = openPackages(config, run);
  const turns = createTurns(questionsAtOnce);
  const engine: Engine = { config, subnet, library, packages, registry, parts, run, turns, startedMs };
  const given = activatedSockets(process.env);
  const place = (name: string, path: string, mode: number): Place => {
    const fd = given.get(name);
    return fd === undefined ? { path, mode } : { fd };
  };
  cutOffStuck(stuckMs);
  const tenant = createServer("tenant", engine);
  const admin = createServer("admin", engine);
  const doors = [
    await openDoor(tenant.server, place("agent", config.agentSocket, 0o660)),
    await openDoor(admin.server, place("admin", config.adminSocket, 0o600)),
  ];

  await notifier.ready(`${records.all().length} containers on record`);
  log.info({ event: "ready", containers: records.all().length, ms: Date.now() - startedMs });
  // What it took to get here starts faster the next time (NODE_COMPILE_CACHE in nix/host/executor.nix).
  flushCompileCache();
  library.catalogue().catch((err) => log.error({ event: "catalogue-failed", err }));
  // So that not even the first container of an image from before takes an evaluation.
  const unheard = { phase: () => {}, progress: () => {}, log: () => {} };
  parts.composer
    .prepare(unheard, new AbortController().signal)
    .catch((err) => log.error({ event: "template-failed", err }));
  void parts.machines.clearRubbish();
  packages.names().catch((err) => log.error({ event: "packages-failed", err }));
  const tidy = () =>
    void tidyImages(parts, registry, config).catch((err) => log.error({ event: "tidy-failed", err }));
  let lookedMs = performance.now();
  const trash = async () => {
    const elapsedMs = Math.round(performance.now() - lookedMs);
    lookedMs += elapsedMs;
    await emptyTrash(parts, registry, elapsedMs).catch((err) => log.error({ event: "trash-failed", err }));
  };
  setInterval(trash, 3_600_000).unref();
  const prebuild = async () => {
    const { prebuild: file } = config;
    const check = async (choice: Choice) => (await checkChoice(engine, choice, "")).choice;
    if (file !== undefined) await prebuildConfigured(parts, registry, file, check);
  };
  // Only told: what to do about it is a person's decision (Host.Reconcile).
  const tellDrift = async () => {
    const { drifts } = await reconcile(parts, registry);
    for (const { finding } of drifts) {
      const { repair, ...told } = finding;
      log.warn({ event: "drift", ...told, repairable: repair !== undefined });
    }
  };
  recovery.settled
    // First what was cut off while it was removed.
    .then(trash)
    .then(tellDrift)
    .catch((err) => log.error({ event: "recovery-failed", err }))
    .then(prebuild)
    .catch((err) => log.error({ event: "prebuild-failed", err }))
    .then(() => {
      // Only now is it known which images the configuration names.
      registry.afterEach = tidy;
      tidy();
    });

  const check = selfCheck(config.adminSocket, journal, log);
  const endWatchdog = notifier.watchdog(async () => {
    const { alive, writable } = await check();
    for (const { health } of [tenant, admin]) health.set(writable);
    return alive;
  });

  shutdownOnSignal(
    [
      { name: "say so", withinMs: 1_000, run: () => notifier.stopping() },
      { name: "let operations end", withinMs: 15_000, run: () => registry.drain() },
      {
        name: "undo the others",
        withinMs: 15_000,
        run: () => {
          registry.interrupt();
          return registry.drain();
        },
      },
      {
        name: "close the doors",
        withinMs: 3_000,
        run: async () => {
          endWatchdog();
          await Promise.all(doors.map((door) => door.close()));
        },
      },
      {
        name: "close the journal",
        withinMs: 1_000,
        run: async () => {
          await Promise.all([journal.close(), parts.audit.close()]);
        },
      },
    ],
    log,
  );
}

nameSourceLines();
try {
  await main(readExecutorConfig(process.env));
} catch (error) {
  // A defect in the configuration is for a person to read, not a stack.
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}
