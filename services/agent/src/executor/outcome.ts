import type {
  Changes,
  Container,
  ContainerSpecInput,
  LimitsInput,
  OperationEvent,
  OperationKind,
  OwnerId,
  VoxnixError,
} from "@voxnix/protocol";

/** A spec that names its container. */
export type NamedSpec = ContainerSpecInput & { name: string };

/** A change of one container, or the preview of one, as it is asked of the executor. */
export type Change = { owner: OwnerId; requestId: string } & ChangeWish;
export type ChangeWish =
  | { kind: "CREATE"; spec: NamedSpec; containersAtMost?: number }
  | { kind: "START" | "STOP" | "RESTART" | "DESTROY"; name: string }
  | { kind: "PREVIEW"; spec: NamedSpec }
  /** The expected ones are what a preview named: anything else is refused with STALE_PREVIEW. */
  | { kind: "UPDATE"; spec: NamedSpec; expectedImage?: string; expectedGeneration?: number }
  /** What it may take of the host; what is left out stays as it is. */
  | { kind: "UPDATE"; name: string; limits: LimitsInput }
  /** Without a generation: to the one before. */
  | { kind: "ROLLBACK"; name: string; generation?: number }
  /** Without a copy: from the newest in the trash. */
  | { kind: "RESTORE"; name: string; copy?: string };

/** The kinds that change something. */
export type ChangeKind = Exclude<ChangeWish["kind"], "PREVIEW">;

/** The container that a change is about. */
export function changedContainer(change: ChangeWish): string {
  return "spec" in change ? change.spec.name : change.name;
}

/** How to follow an operation. */
export interface Follow {
  /** Gets each event once, in order. */
  onEvent?: (event: OperationEvent) => void;
  signal?: AbortSignal;
}

/** How an operation ended, from the facts that the executor read again afterwards. */
export type Outcome =
  | { ok: true; operation: string; kind: OperationKind; container: Container; changes: Changes | null }
  | { ok: false; operation: string; kind: OperationKind; name: string; error: VoxnixError };
