import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import {
  type ContainersHandlers,
  type ExecRequest,
  type HostHandlers,
  type HostStatus,
  type Implementation,
  type JournalEntry,
  type ModulesHandlers,
  type OperationsHandlers,
  serve,
  serviceDefinition,
  VoxnixError,
} from "@voxnix/protocol";
import { testModules } from "./catalogue.ts";
import { FakeContainers } from "./containers.ts";
import { FakeOperations } from "./operations.ts";

/** A fake executor on a real unix socket: the real contract over real gRPC, with an imaginary host behind it. */
export class FakeExecutor {
  readonly socketPath: string;
  readonly operations: FakeOperations;
  readonly containers: FakeContainers;
  /** The calls that came, e.g. "Containers.Create". */
  readonly calls: string[] = [];
  /** Errors inside the fake itself: a test that has some is wrong. */
  readonly defects: unknown[] = [];
  /** What a command prints and its exit code. Until told otherwise: its own words, 0. */
  command = ({ command }: ExecRequest) => ({ output: `${command.join(" ")}\n`, code: 0 });
  journal: JournalEntry[] = [];
  host: HostStatus;
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
    this.containers = new FakeContainers(this.operations, now);
    this.host = {
      version: "0.1.0",
      startedMs: now(),
      checks: [{ name: "nix", ok: true, detail: "Nix 2.26.3", advice: "" }],
      containersRunning: 0,
      containersTotal: 0,
      containersPerOwner: 10,
    };
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
    this.#add<ContainersHandlers>("Containers", this.#containersService());
    this.#add<OperationsHandlers>("Operations", {
      List: ({ owner, container, underwayOnly }) => ({
        operations: this.operations.list(owner, container, underwayOnly),
      }),
      Watch: ({ owner, operationId }) => this.operations.watch(owner, operationId),
      Cancel: ({ owner, operationId }) => this.operations.cancel(owner, operationId),
    });
    this.#add<ModulesHandlers>("Modules", { List: () => ({ modules: testModules }) });
    this.#add<HostHandlers>("Host", { Status: () => this.host });
    await new Promise<void>((resolve, reject) =>
      this.#server.bindAsync(`unix:${this.socketPath}`, ServerCredentials.createInsecure(), (error) =>
        error ? reject(error) : resolve(),
      ),
    );
  }

  #add<H>(service: string, implementation: Implementation<H>): void {
    const handlers = serve(service, implementation, {
      admit: (rpc) => void this.calls.push(rpc),
      onDefect: (_rpc, error) => this.defects.push(error),
    });
    this.#server.addService(serviceDefinition(service), handlers);
  }

  #containersService(): Implementation<ContainersHandlers> {
    const { containers } = this;
    const fake = this;
    return {
      Create: ({ owner, requestId, spec }) => containers.create(owner, requestId, spec),
      Get: ({ owner, name }) => containers.get(owner, name),
      List: ({ owner }) => ({ containers: containers.list(owner) }),
      Start: (request) => containers.change("START", request),
      Stop: (request) => containers.change("STOP", request),
      Restart: (request) => containers.change("RESTART", request),
      Destroy: (request) => containers.change("DESTROY", request),
      Logs: async function* ({ owner, name, lines = 100, unit }) {
        containers.get(owner, name);
        yield* fake.journal.filter((entry) => unit === "" || entry.unit === unit).slice(-lines);
      },
      Exec: async function* (request) {
        const { state } = containers.get(request.owner, request.name);
        if (state !== "RUNNING") throw new VoxnixError("NOT_RUNNING", `${request.name} is not running.`);
        const { output, code } = fake.command(request);
        yield { stdout: Buffer.from(output) };
        yield { exit: { code, truncated: false, timedOut: false } };
      },
    };
  }
}
