import type { TextFile } from "../../store/index.ts";
import { renderBlocks } from "../markdown/render.ts";
import { concat, plain, type StyledText } from "../markdown/styled.ts";
import { excerptOf } from "./excerpt.ts";
import { joinBlocks, longestMessage } from "./split.ts";

/** One thing to send: a message, or a file. */
export type Post =
  | { readonly kind: "message"; readonly text: StyledText }
  | { readonly kind: "file"; readonly file: TextFile };

// A code block that needs more messages than two is a log: nobody reads it in a chat, it becomes a file.
const longestShownCode = 2 * longestMessage;
// A reply of more messages than this is a document.
const mostMessages = 6;

/**
 * What is said, as the posts that carry it, at least one. Nothing is lost: what is too long to be read in a chat is
 * shown in part and goes along as a file.
 * @param buttonsFollow the last post is then a message, for the buttons to hang on
 */
export function postsOf(markdown: string, files: readonly TextFile[], buttonsFollow: boolean): Post[] {
  const attached: TextFile[] = [];
  const blocks = renderBlocks(markdown).map((block) => {
    if (block.spans[0]?.type !== "pre" || block.text.length <= longestShownCode) return block;
    const name = fileName(block.spans[0].language, attached.length);
    attached.push({ name, text: `${block.text}\n` });
    return concat([excerptOf(block), plain(`All of it is in ${name}.`)], "\n\n");
  });
  let messages = joinBlocks(blocks);
  if (messages.length > mostMessages) {
    attached.splice(0, attached.length, { name: "reply.md", text: `${markdown}\n` });
    // What the buttons are about comes last.
    const shown = buttonsFollow ? [messages.slice(0, 1), messages.slice(-2)] : [messages.slice(0, 2), []];
    const note = plain("This is getting long: all of it is in reply.md.");
    messages = [...(shown[0] ?? []), note, ...(shown[1] ?? [])];
  }
  const said = messages.map((text): Post => ({ kind: "message", text }));
  const filed = [...attached, ...files].map((file): Post => ({ kind: "file", file }));
  return buttonsFollow ? [...said.slice(0, -1), ...filed, ...said.slice(-1)] : [...said, ...filed];
}

function fileName(language: string | undefined, before: number): string {
  const stem = /^[a-z]{1,12}$/.test(language ?? "") ? language : "output";
  return before === 0 ? `${stem}.txt` : `${stem}-${before + 1}.txt`;
}
