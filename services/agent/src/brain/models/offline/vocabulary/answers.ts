const yes =
  /^(?:y|yes|yeah|yep|yup|sure|ok|okay|do it|do that|go|go ahead|go on|please do|of course|fine|right|correct|exactly|confirm|confirmed|sounds good|yes please|make it|create it|make it so|sure thing|absolutely|definitely|alright|all right|ja|jo|jawohl|jep|klar|gerne?|mach das|bitte|oui|ouais|d'accord|s[ií]|claro|vale|dale|👍|👌|✅)$/iu;
const no =
  /^(?:n|no|nope|nah|never mind|nevermind|forget it|forget about it|don't|do not|leave it|cancel|stop|abort|no thanks|no thank you|not now|not yet|better not|rather not|nothing|neither|nein|nee|lass es|lieber nicht|abbrechen|non|no gracias|nada|pas maintenant|wait|no wait|hold on|👎)$/iu;

/** True for what agrees to a question, in one of the usual wordings. */
export function isYes(text: string): boolean {
  return yes.test(bare(text));
}

/** True for what declines a question. */
export function isNo(text: string): boolean {
  return no.test(bare(text));
}

function bare(text: string): string {
  return text
    .replace(/[.!,]|\p{Emoji_Modifier}|\ufe0f/gu, "")
    .replace(/\s+/g, " ")
    .trim();
}
