import { ServerInterceptingCall, type ServerInterceptor } from "@grpc/grpc-js";
import { toStatus, VoxnixError } from "@voxnix/protocol";

/**
 * Lets so many calls be open at a door, each from its first header until the last byte of its answer has left.
 * Who comes when it is full is refused before a byte of the request is taken in.
 */
export function createCrowd(most: number): ServerInterceptor {
  let open = 0;
  return (_method, next) => {
    let counted = false;
    return new ServerInterceptingCall(next, {
      start(listen) {
        listen({
          onReceiveMetadata(metadata, pass) {
            if (open >= most) return next.sendStatus(toStatus(full(most)));
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
}

function full(most: number): VoxnixError {
  return new VoxnixError(
    "QUOTA_EXCEEDED",
    `${most} calls are open at this socket already, as many as it takes. Try again when some have ended.`,
    { rule: `at most ${most} calls at once` },
  );
}
