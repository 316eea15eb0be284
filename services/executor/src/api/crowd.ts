import { ServerInterceptingCall, type ServerInterceptor } from "@grpc/grpc-js";
import { toStatus, VoxnixError } from "@voxnix/protocol";

/** Who is at a door. */
export interface Crowd {
  /** Refuses who comes when it is full, before a byte of the request is taken in. */
  interceptor: ServerInterceptor;
  /** To be told when work for a caller begins. @returns what to call when it has ended */
  begin(): () => void;
}

/**
 * Lets so many calls be open at a door, each from its first header until the last byte of its answer has left, and
 * so many be worked for: who hangs up at once has its work done all the same, and could ask for more meanwhile.
 */
export function createCrowd(most: number): Crowd {
  let open = 0;
  let working = 0;
  const interceptor: ServerInterceptor = (_method, next) => {
    let counted = false;
    return new ServerInterceptingCall(next, {
      start(listen) {
        listen({
          onReceiveMetadata(metadata, pass) {
            if (open >= most || working >= most) return next.sendStatus(toStatus(full(most)));
            open++;
            counted = true;
            pass(metadata);
          },
          // However it ended: grpc-js calls this after the trailers too.
          onCancel() {
            if (counted) open--;
            counted = false;
          },
        });
      },
    });
  };
  const begin = () => {
    working++;
    return () => {
      working--;
    };
  };
  return { interceptor, begin };
}

function full(most: number): VoxnixError {
  return new VoxnixError(
    "QUOTA_EXCEEDED",
    `${most} calls are open at this socket already, as many as it takes. Try again when some have ended.`,
    { rule: `at most ${most} calls at once` },
  );
}
