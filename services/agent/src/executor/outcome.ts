import type {
  Container,
  ContainerSpecInput,
  OperationEvent,
  OperationKind,
  OwnerId,
  VoxnixError,
} from "@voxnix/protocol";

export type ChangeKind = Exclude<OperationKind, "OPERATION_KIND_UNSPECIFIED">;

/** A change of one container, as it is asked of the executor. */
export type Change =
  | { kind: "CREATE"; owner: OwnerId; requestId: string; spec: ContainerSpecInput & { name: string } }
  | { kind: Exclude<ChangeKind, "CREATE">; owner: OwnerId; requestId: string; name: string };

/** How to follow an operation. */
export interface Follow {
  /** Gets each event once, in order. */
  onEvent?: (event: OperationEvent) => void;
  signal?: AbortSignal;
}

/** How an operation ended, from the facts that the executor read again afterwards. */
export type Outcome =
  | { ok: true; operation: string; kind: OperationKind; container: Container }
  | { ok: false; operation: string; kind: OperationKind; name: string; error: VoxnixError };
