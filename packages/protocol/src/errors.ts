import { status as Code, Metadata, type ServiceError } from "@grpc/grpc-js";
import { messageWire } from "./definition.ts";
import type { ErrorDetail__Output } from "./generated/ErrorDetail.ts";
import type { ErrorReason__Output } from "./generated/ErrorReason.ts";
import { short } from "./short.ts";

export type Reason = Exclude<ErrorReason__Output, "ERROR_REASON_UNSPECIFIED">;
/** What is known of an error beside its reason and message; see proto/voxnix/v1/errors.proto. */
export type ErrorFacts = Partial<Omit<ErrorDetail__Output, "reason" | "message">>;

/** An error that both halves understand: a reason for programs, a sentence for people, the facts. */
export class VoxnixError extends Error {
  override readonly name = "VoxnixError";
  readonly reason: Reason;
  readonly facts: ErrorFacts;

  constructor(reason: Reason, message: string, facts: ErrorFacts = {}, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
    this.facts = facts;
  }
}

const codes: Record<Reason, Code> = {
  INVALID_FIELD: Code.INVALID_ARGUMENT,
  NAME_INVALID: Code.INVALID_ARGUMENT,
  NAME_TAKEN: Code.ALREADY_EXISTS,
  NOT_FOUND: Code.NOT_FOUND,
  UNKNOWN_MODULE: Code.INVALID_ARGUMENT,
  SETTING_INVALID: Code.INVALID_ARGUMENT,
  BUSY: Code.ABORTED,
  EVAL_FAILED: Code.FAILED_PRECONDITION,
  BUILD_FAILED: Code.FAILED_PRECONDITION,
  INSTALL_FAILED: Code.FAILED_PRECONDITION,
  START_FAILED: Code.FAILED_PRECONDITION,
  STOP_FAILED: Code.FAILED_PRECONDITION,
  QUOTA_EXCEEDED: Code.RESOURCE_EXHAUSTED,
  CANCELLED: Code.CANCELLED,
  NOT_RUNNING: Code.FAILED_PRECONDITION,
  ROLE_FORBIDDEN: Code.PERMISSION_DENIED,
  INTERRUPTED: Code.ABORTED,
  OWNER_AMBIGUOUS: Code.INVALID_ARGUMENT,
  LIMIT_REACHED: Code.OUT_OF_RANGE,
  INTERNAL: Code.INTERNAL,
  UNKNOWN_PACKAGE: Code.INVALID_ARGUMENT,
  UPDATE_REVERTED: Code.FAILED_PRECONDITION,
  STALE_PREVIEW: Code.ABORTED,
  MODULES_CONFLICT: Code.INVALID_ARGUMENT,
  SECRET_MISSING: Code.FAILED_PRECONDITION,
  IN_USE: Code.FAILED_PRECONDITION,
  UNSUPPORTED: Code.UNIMPLEMENTED,
  DISK_FULL: Code.RESOURCE_EXHAUSTED,
};

/** Whether a text is one of the reasons. */
export function isReason(text: unknown): text is Reason {
  return typeof text === "string" && Object.hasOwn(codes, text);
}

/** The message form of an error, as it stands in OperationEvent.failed. */
export function toDetail(error: VoxnixError): ErrorDetail__Output {
  return {
    field: "",
    rule: "",
    container: "",
    known: [],
    nearest: [],
    lines: [],
    busyWith: null,
    ...error.facts,
    reason: error.reason,
    message: error.message,
  };
}

/** The error that a message describes. */
export function fromDetail(detail: ErrorDetail__Output): VoxnixError {
  const { reason, message, ...facts } = detail;
  return new VoxnixError(reason === "ERROR_REASON_UNSPECIFIED" ? "INTERNAL" : reason, message, facts);
}

const detailsKey = "grpc-status-details-bin";
const typeUrl = "type.googleapis.com/voxnix.v1.ErrorDetail";
// gRPC headers have room for 8 KiB in all. What a caller wrote can be in any text of an error: a longer
// one would cost it the whole connection, and half a character would cost us the process (grpc-js
// passes the message to encodeURI).
const headerBudget = 7_500;

/** The gRPC status of an error, with its detail in `grpc-status-details-bin`. */
export function toStatus(error: VoxnixError): { code: Code; details: string; metadata: Metadata } {
  const code = codes[error.reason];
  const detail = fitHeader(toDetail(error));
  const metadata = new Metadata();
  metadata.set(
    detailsKey,
    onWire.status.serialize({
      code,
      message: detail.message,
      details: [{ typeUrl, value: onWire.detail.serialize(detail) }],
    }),
  );
  return { code, details: detail.message, metadata };
}

/** The error behind a failed call: voxnix's own, or what gRPC says of the connection. */
export function fromStatus(error: ServiceError): VoxnixError | ServiceError {
  const packed = error.metadata?.get(detailsKey)[0];
  if (!Buffer.isBuffer(packed)) return error;
  const found = onWire.status.deserialize(packed).details.find((any) => any.typeUrl === typeUrl);
  return found === undefined ? error : fromDetail(onWire.detail.deserialize(found.value));
}

interface WireStatus {
  code: number;
  message: string;
  details: { typeUrl: string; value: Buffer }[];
}

const onWire = {
  status: messageWire<WireStatus>("voxnix.wire.Status"),
  detail: messageWire<ErrorDetail__Output>("voxnix.v1.ErrorDetail"),
};

// Cuts the texts, then drops the oldest log lines and the last choices until the detail fits a header.
function fitHeader(detail: ErrorDetail__Output): ErrorDetail__Output {
  const fitted = {
    ...detail,
    message: short(detail.message, 1_000),
    field: short(detail.field, 200),
    rule: short(detail.rule, 400),
    container: short(detail.container, 100),
    lines: detail.lines.map((line) => short(line, 1_000)),
    known: detail.known.map((choice) => short(choice, 100)),
    nearest: detail.nearest.slice(0, 5).map((choice) => short(choice, 100)),
  };
  // The message goes percent-encoded, and in base64 once by itself and once within the detail.
  const message = encodeURI(fitted.message).length + Buffer.byteLength(fitted.message) * (4 / 3);
  const size = () => message + Buffer.byteLength(JSON.stringify(fitted)) * (4 / 3);
  while (fitted.lines.length > 0 && size() > headerBudget) fitted.lines.shift();
  while (fitted.known.length > 0 && size() > headerBudget) fitted.known.pop();
  return fitted;
}
