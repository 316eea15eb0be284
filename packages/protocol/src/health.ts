import {
  type ServerUnaryCall,
  type ServerWritableStream,
  type sendUnaryData,
  status,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";

type Serving = "SERVING" | "NOT_SERVING";
interface Asked {
  service: string;
}
interface Answer {
  status: Serving | "SERVICE_UNKNOWN";
}

/** How a server says that it is well: grpc.health.v1, for itself ("") and each of its services. */
export interface Health {
  set(serving: boolean): void;
}

/**
 * The health of a server whose services are all well or all not.
 * https://github.com/grpc/grpc/blob/master/doc/health-checking.md
 */
export function healthOf(services: readonly string[]): Health & { handlers: UntypedServiceImplementation } {
  const known = new Set(["", ...services]);
  const watchers = new Set<() => void>();
  let now: Serving = "SERVING";
  const answer = (service: string): Answer => ({ status: known.has(service) ? now : "SERVICE_UNKNOWN" });
  return {
    set(serving) {
      const before = now;
      now = serving ? "SERVING" : "NOT_SERVING";
      if (now !== before) for (const tell of watchers) tell();
    },
    handlers: {
      Check({ request: { service } }: ServerUnaryCall<Asked, Answer>, reply: sendUnaryData<Answer>) {
        if (known.has(service)) reply(null, answer(service));
        else
          reply({
            code: status.NOT_FOUND,
            details: `There is no service ${JSON.stringify(service.slice(0, 100))}.`,
          });
      },
      List(_call: ServerUnaryCall<object, object>, reply: sendUnaryData<object>) {
        reply(null, {
          statuses: Object.fromEntries([...known].map((service) => [service, answer(service)])),
        });
      },
      Watch(call: ServerWritableStream<Asked, Answer>) {
        const tell = () => void call.write(answer(call.request.service));
        const leave = () => void watchers.delete(tell);
        for (const end of ["cancelled", "close", "error"]) call.on(end, leave);
        watchers.add(tell);
        tell();
      },
    },
  };
}
