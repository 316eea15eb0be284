/** What a stretch of text looks like. The names are those of Telegram's message entities. */
export type Style = "bold" | "italic" | "strikethrough" | "code" | "pre" | "text_link" | "blockquote";

/** A stretch of styled text. Offsets and lengths count UTF-16 code units, as JavaScript and Telegram do. */
export interface Span {
  readonly type: Style;
  readonly offset: number;
  readonly length: number;
  /** Of a text_link. */
  readonly url?: string;
  /** Of a pre: the language that its fence named. */
  readonly language?: string;
}

/** Text with its styles beside it. Spans nest or are apart; none overlaps another in part. */
export interface StyledText {
  readonly text: string;
  readonly spans: readonly Span[];
}

/** Puts styled texts one after another. */
export function concat(parts: readonly StyledText[], between = ""): StyledText {
  let text = "";
  const spans: Span[] = [];
  for (const [index, part] of parts.entries()) {
    if (index > 0) text += between;
    for (const span of part.spans) spans.push({ ...span, offset: span.offset + text.length });
    text += part.text;
  }
  return { text, spans };
}

/** Unstyled text. */
export function plain(text: string): StyledText {
  return { text, spans: [] };
}

/** The text as a whole in one more style. Blank edges stay outside of it: Telegram cuts them off. */
export function styled(inner: StyledText, style: Omit<Span, "offset" | "length">): StyledText {
  const offset = inner.text.length - inner.text.trimStart().length;
  const length = inner.text.trim().length;
  if (length === 0) return inner;
  return { text: inner.text, spans: [{ ...style, offset, length }, ...inner.spans] };
}

/** A stretch of a styled text, with the spans cut to it. */
export function slice({ text, spans }: StyledText, start: number, end = text.length): StyledText {
  return {
    text: text.slice(start, end),
    spans: spans.flatMap((span) => {
      const from = Math.max(span.offset, start);
      const to = Math.min(span.offset + span.length, end);
      return from < to ? [{ ...span, offset: from - start, length: to - from }] : [];
    }),
  };
}
