const yes = new Set(
  `yes y yep yeah yup sure ok okay k fine confirm confirmed approve approved please go|ahead do|it yes|please yes|do|it
  yes|destroy|it ja jo jep jawohl klar mach bitte ja|bitte mach|es oui si sí claro sim da ano tak evet ja|gerne igen kyllä да давай はい 是 好 네 👍 ✅`
    .split(/\s+/)
    .map((words) => words.replaceAll("|", " ")),
);
const no = new Set(
  `no n nope nah don't dont never no|thanks no|thank|you don't|do|it do|not leave|it keep|it cancel cancel|it nein nee ne non não nie nej
  nicht lieber|nicht nein|danke hayır nem ei нет いいえ 不 不要 아니요 👎 ❌`
    .split(/\s+/)
    .map((words) => words.replaceAll("|", " ")),
);

/** Whether a whole message says yes or no. Undefined if it says anything else. */
export function yesOrNo(text: string): "yes" | "no" | undefined {
  const words = text
    .toLowerCase()
    .replaceAll("’", "'")
    .replace(/[.,;:!?…"„“”()]+/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  if (yes.has(words)) return "yes";
  return no.has(words) ? "no" : undefined;
}
