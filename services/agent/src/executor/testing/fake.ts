import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import type {
  ExecRequest,
  HostStatus,
  Inspection,
  JournalEntry,
  LogLine,
  ModuleInput,
} from "@voxnix/protocol";
import { testModules } from "./catalogue.ts";
import { FakeContainers } from "./containers.ts";
import { FakeGenerations } from "./generations.ts";
import { FakeOperations } from "./operations.ts";
import { FakeSecrets } from "./secrets.ts";
import { addServices } from "./services.ts";
import { Shelf } from "./shelf.ts";
import { FakeWorkspaces } from "./workspaces.ts";

/** A fake executor on a real unix socket: the real contract over real gRPC, with an imaginary host behind it. */
export class FakeExecutor {
  readonly socketPath: string;
  readonly operations: FakeOperations;
  readonly workspaces: FakeWorkspaces;
  readonly secrets: FakeSecrets;
  readonly containers: FakeContainers;
  readonly generations: FakeGenerations;
  /** The calls that came, e.g. "Containers.Create". */
  readonly calls: string[] = [];
  /** Errors inside the fake itself: a test that has some is wrong. */
  readonly defects: unknown[] = [];
  /** What a command prints and its exit code. Until told otherwise: its own words, 0. */
  command = ({ command }: ExecRequest) => ({ output: `${command.join(" ")}\n`, code: 0 });
  journal: JournalEntry[] = [];
  host: HostStatus;
  /** The catalogue that is told. */
  modules: ModuleInput[] = testModules;
  /** What a look inside finds beside the container's facts. */
  inspection: Partial<Inspection> = {};
  #server = new Server();
  readonly #folder = mkdtempSync(join(tmpdir(), "voxnix-fake-"));

  /** Starts one in a folder of its own. */
  static async start(now: () => number = Date.now): Promise<FakeExecutor> {
    const fake = new FakeExecutor(now);
    await fake.listen();
    return fake;
  }

  private constructor(now: () => number) {
    this.socketPath = join(this.#folder, "agent.sock");
    this.operations = new FakeOperations(now);
    this.workspaces = new FakeWorkspaces(now);
    this.secrets = new FakeSecrets(now);
    const shelf = new Shelf(this.operations, now);
    const { workspaces, secrets } = this;
    this.generations = new FakeGenerations(shelf, secrets);
    this.containers = new FakeContainers({ shelf, generations: this.generations, workspaces, secrets });
    this.host = {
      version: "0.1.0",
      startedMs: now(),
      checks: [{ name: "nix", ok: true, detail: "Nix 2.26.3", advice: "" }],
      containersRunning: 0,
      containersTotal: 0,
      containersPerOwner: 10,
      ...{ defaultLimits: null, limitsPerOwner: null },
    };
  }

  /** Log lines that the next operations print in their first phase, as a build does. */
  buildLog(lines: readonly LogLine[]): void {
    this.operations.lines = lines;
  }

  /** Goes away as an executor does that is restarted: streams break, operations go on. */
  hangUp(): void {
    this.#server.forceShutdown();
    this.#server = new Server();
  }

  close(): void {
    this.hangUp();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async listen(): Promise<void> {
    addServices(this.#server, this);
    await new Promise<void>((resolve, reject) =>
      this.#server.bindAsync(`unix:${this.socketPath}`, ServerCredentials.createInsecure(), (error) =>
        error ? reject(error) : resolve(),
      ),
    );
  }
}
