import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { constants, type ServerHttp2Stream } from "node:http2";
import { Duplex } from "node:stream";

/**
 * Cuts off calls that hold memory for nothing, at all doors of this process: whose request is not there after so
 * long, and whose caller has read nothing of a waiting answer for so long. grpc-js knows no limit for either.
 * @see https://nodejs.org/api/diagnostics_channel.html, "HTTP/2"
 * @returns what ends it for the calls to come
 */
export function cutOffStuck(afterMs: number): () => void {
  const onCreated = (message: unknown) => {
    if (typeof message !== "object" || message === null || !("stream" in message)) return;
    if (isServerStream(message.stream)) mind(message.stream, afterMs);
  };
  subscribe(created, onCreated);
  return () => unsubscribe(created, onCreated);
}

const created = "http2.server.stream.created";

function mind(stream: ServerHttp2Stream, afterMs: number): void {
  const cut = () => stream.close(constants.NGHTTP2_CANCEL);
  const asking = setTimeout(() => {
    if (!stream.readableEnded) cut();
  }, afterMs).unref();
  stream.once("end", () => clearTimeout(asking));
  stream.once("close", () => clearTimeout(asking));
  // Of silence in both directions; a watch with nothing to tell is silent too.
  stream.setTimeout(afterMs, () => {
    if (stream.writableLength > 0) cut();
  });
}

function isServerStream(stream: unknown): stream is ServerHttp2Stream {
  return stream instanceof Duplex && "rstCode" in stream && "setTimeout" in stream;
}
