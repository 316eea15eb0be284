/** A text of at most so many bytes (and an ellipsis), whole characters only and well-formed. */
export function short(text: string, bytes: number): string {
  const whole = Buffer.from(text);
  if (whole.length <= bytes) return whole.toString();
  // Streaming, a decoder keeps back a character that the cut went through.
  return `${new TextDecoder().decode(whole.subarray(0, bytes), { stream: true })}…`;
}
