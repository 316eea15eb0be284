// Words by which a reply says that something was changed. Found where there is no claim they cost a line of
// facts; a claim that is missed costs the truth: so rather too many, in the languages that people write.
const ownWords = [
  // "I have created", "I just stopped"
  /\b(i|we)('ve|’ve| have)?( just| now| also| successfully)* (created|made|built|set up|destroyed|deleted|removed|started|stopped|restarted|updated|upgraded|added|installed|rolled|restored|changed|configured|ran|executed|brought|wiped|cleaned|fixed|launched|spun)\b/i,
  /\b(done|all set)\b/i,
  /[✅🎉✔☑👍]/u,
  /\b(erledigt|fertig|hecho|listo|feito|fatto|klaar)\b/i,
  /(готово|完成|完了)/i,
];

const otherWords = [
  // "has been created", "is gone now"
  /\b(has|have|was|were|is|are)( now| just| successfully| been| all| both| again)* (created|destroyed|deleted|removed|started|restarted|stopped|updated|added|installed|rolled back|restored|set up|configured|changed|up and running|ready|gone|fixed|wiped|finished|complete|completed)\b/i,
  /\b(finished|completed|success|successfully)\b/i,
  /\b(gelöscht|erstellt|angelegt|gestartet|gestoppt|läuft jetzt|entfernt|installiert|zerstört|aktualisiert)\b/i,
  /(créé|supprimé|démarré|arrêté|détruit|installé|terminé|ajouté|redémarré)/i,
  /\b(creado|eliminado|iniciado|detenido|instalado|destruido|añadido|reiniciado)\b/i,
  /\b(criado|removido|parado|instalado|apagado|creato|rimosso|avviato|fermato|installato|eliminato|distrutto)\b/i,
  /\b(gemaakt|verwijderd|gestart|gestopt|geïnstalleerd)\b/i,
  /(создан|удал[её]н|запущен|остановлен|установлен|створено|видалено)/i,
  /(已创建|已删除|已停止|已启动|已安装|已更新)/,
  /(作成しました|削除しました|停止しました|起動しました|インストールしました)/,
];

// A plain claim that a sentence makes beside what is not or might be: "I created dev, you can log in".
const plainWords = [
  ownWords[0],
  /\b(has|have)( now| just| successfully)* been (created|destroyed|deleted|removed|started|restarted|stopped|updated|added|installed|rolled back|restored|changed)\b/i,
];

// A sentence that says what is not, what was long ago or what might be claims nothing.
const exempt =
  /\b(not|no|never|nothing|none|nor|neither|n't|cannot|can't|won't|didn't|isn't|wasn't|failed|would|could|will|can|if|should|once|when|until|nicht|kein|keine|nie|ago|yesterday|since|last (week|month|night|time)|\d{4}-\d\d-\d\d)\b|n['’]t\b/i;

/**
 * The sentences that say that something was changed just now.
 * @param reporting the reply may tell what others did: then only what it says of itself counts
 * @param closely also parts of a sentence that is otherwise about what is not or might be
 */
export function claims(text: string, reporting: boolean, closely: boolean): string[] {
  const words = reporting ? ownWords : [...ownWords, ...otherWords];
  const plain = reporting ? plainWords.slice(0, 1) : plainWords;
  const claimed = (part: string, by: readonly (RegExp | undefined)[]) =>
    !exempt.test(part) && by.some((word) => word?.test(part));
  return sentences(text).filter(
    (sentence) =>
      !asks(sentence) &&
      (claimed(sentence, words) || (closely && parts(sentence).some((part) => claimed(part, plain)))),
  );
}

function parts(sentence: string): string[] {
  return sentence.split(/[,;:–—]\s+|\s+(?:and|but|so)\s+/i);
}

/** Whether a text says of itself that something did not work. */
export function admitsFailure(text: string): boolean {
  return /\b(fail|failed|fails|failure|could ?n[o']t|couldn’t|cannot|can't|can’t|unable|refused|did ?n[o']t|nothing was done|not possible|konnte|fehlgeschlagen|nicht|échou|impossible|fallé|falló|no se pudo|não foi|non è stato)|не удалось|ошибк|失敗|失败|无法|できません/i.test(
    text,
  );
}

/** Whether it asks rather than tells. */
export function asks(text: string): boolean {
  return /[?？؟]["'”)*_`]*\s*$/.test(text.trim());
}

/** A text's sentences; a line ends one too. */
export function sentences(text: string): string[] {
  return text.split(/(?<=[.!?。！？])\s+|\n+/).filter((sentence) => sentence.trim() !== "");
}
