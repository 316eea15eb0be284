import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { constants, type ServerHttp2Stream } from "node:http2";
import { Duplex } from "node:stream";

/**
 * Cuts off calls that hold memory for nothing, at all doors of this process: whose request is not there after so
 * long, and whose caller has not taken a waiting message for so long. grpc-js knows no limit for either.
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
/** How often it is looked whether a reader takes something, until it is cut off. */
const looks = 4;

function mind(stream: ServerHttp2Stream, afterMs: number): void {
  const cut = () => stream.close(constants.NGHTTP2_CANCEL);
  const asking = setTimeout(() => {
    if (!stream.readableEnded) cut();
  }, afterMs).unref();
  stream.once("end", () => clearTimeout(asking));
  // Not the stream's own timeout: Node puts that off while anything goes over the connection, be it a ping.
  let waiting = 0;
  let seen = 0;
  const reading = setInterval(() => {
    // A watch that has nothing to tell has nothing waiting.
    seen = waiting > 0 && stream.writableLength === waiting ? seen + 1 : 0;
    waiting = stream.writableLength;
    if (seen >= looks) cut();
  }, afterMs / looks).unref();
  // Who takes one piece after the other has as much waiting each time.
  stream.on("drain", () => {
    seen = 0;
  });
  stream.once("close", () => {
    clearTimeout(asking);
    clearInterval(reading);
  });
}

function isServerStream(stream: unknown): stream is ServerHttp2Stream {
  return stream instanceof Duplex && "rstCode" in stream && "setTimeout" in stream;
}
