/** From another language to our English: patterns, applied in order to a message that English did not explain. */
export interface Language {
  name: string;
  /** Words that only a speaker of it writes: one of them must be there. */
  sign: RegExp;
  /** Whole sentences first, then words. */
  rules: readonly (readonly [RegExp, string])[];
}

// Only the everyday: whoever wants more has a language model. \b knows ASCII alone, so words are
// bounded by blanks here.
const word = (words: string) => new RegExp(`(?<=^|[\\s,])(?:${words})(?=$|[\\s,.!?])`, "gi");
const whole = (text: string) => new RegExp(`^${text}$`, "i");

const german: Language = {
  name: "German",
  sign: word(
    "erstelle?|erzeuge?|mach|mache|bau|baue|starte|stoppe?|stoppen|starten|lösche?|löschen|loesche?|zerstöre|entferne?|zeige?|zeig|installiere?|füge?|fuege|schalte?|fahr|fahre|führe?|fuehre|brauche|möchte|moechte|hätte|läuft|laeuft|laufen|was|warum|wie|welche|mit|und|bitte|rückgängig|neu|gib|leg|lege|beende|ist|das|ein|eine|einen|den|die|der|kannst",
  ),
  rules: [
    [
      whole("(?:was|welche(?: container)?) (?:läuft|laeuft|laufen)(?: (?:gerade|denn|da|alles))*"),
      "what is running",
    ],
    [whole("was kannst du(?: (?:so|alles|für mich tun))*"), "what can you do"],
    [whole("welche (?:module|bausteine) (?:gibt es|hast du|sind da)"), "what modules are there"],
    [whole("hilfe"), "help"],
    [whole("wie geht(?:'s| es) (?:dem|deinem) (?:host|rechner|server)"), "how is the host"],
    [
      whole("warum (?:läuft|laeuft|geht|startet|funktioniert|tut) (\\S+) nicht(?: mehr| richtig)?"),
      "what is wrong with $1",
    ],
    [whole("was ist (?:mit|bei|in) (\\S+) (?:los|kaputt|falsch)"), "what is wrong with $1"],
    [whole("was hat sich (?:in|an|bei) (\\S+) geändert(?: .*)?"), "what changed in $1"],
    [whole("mach(?:e)? (?:das|es|die letzte änderung|das letzte) (?:wieder )?rückgängig"), "undo that"],
    [whole("(?:das )?rückgängig(?: machen)?"), "undo that"],
    [whole("fahre? (.+?) (?:herunter|runter)"), "stop $1"],
    [whole("fahre? (.+?) (?:hoch|wieder hoch)"), "start $1"],
    [whole("(?:schalte?|mache?) (.+?) (?:aus|ab)"), "stop $1"],
    [whole("(?:schalte?|mache?) (.+?) (?:ein|an|wieder an)"), "start $1"],
    [whole("starte? (.+?) neu"), "restart $1"],
    [whole("(?:füge?|fuege) (.+?) (?:zu|in) (\\S+) hinzu"), "add $1 to $2"],
    [whole("(?:füge?|fuege) (?:zu )?(\\S+) (.+?) hinzu"), "add $2 to $1"],
    [whole("(?:führe?|fuehre) (.+?) (?:in|auf) (\\S+) aus"), "run $1 in $2"],
    [whole("lege? (?:mir )?(.+?) an"), "create $1"],
    [
      whole("(?:hole?|bring|bringe) (?:die (?:dateien|daten)|den workspace) (?:von|aus) (\\S+) zurück"),
      "bring back the workspace of $1",
    ],
    [
      whole(
        "(?:kannst|könntest) du (?:mir )?(?:bitte )?(.+?) (starten|stoppen|löschen|anhalten|erstellen|installieren|neustarten)",
      ),
      "$2 $1",
    ],
    [
      whole(
        "ich (?:möchte|moechte|will) (?:gerne? )?(.+?) (starten|stoppen|löschen|anhalten|erstellen|installieren|neustarten)",
      ),
      "$2 $1",
    ],
    [word("erstelle?|erstellen|erzeuge?|mache? mir|baue? mir|mache?|baue?"), "create"],
    [word("ich brauche|ich möchte|ich moechte|ich hätte gerne?|ich will|gib mir"), "give me"],
    [word("neustarten|neu starten"), "restart"],
    [word("starten?"), "start"],
    [word("stoppen?|stopp|beende|halte|anhalten"), "stop"],
    [word("lösche?|löschen|loesche?|zerstöre"), "destroy"],
    [word("entferne?|deinstalliere?"), "remove"],
    [word("installiere?|installieren"), "install"],
    [word("zeige? mir|zeige?"), "show me"],
    [word("das protokoll|die protokolle|protokoll|die logs"), "the log"],
    [word("(?:die )?letzten?"), "the last"],
    [word("zeilen"), "lines"],
    [word("alle meine|alle|meine"), "my"],
    [word("eine[nmr]?|ein"), "a"],
    [word("de[nmr]|die|das"), "the"],
    [word("kiste"), "box"],
    [word("alles"), "everything"],
    [word("mit"), "with"],
    [word("und dann|und"), "and"],
    [word("ohne"), "without"],
    [word("namens|mit (?:dem )?namen"), "named"],
    [word("aus|von"), "from"],
    [word("auf|im"), "in"],
    [word("zu"), "to"],
    [word("bitte|mal|doch|gerade|danach|auch|noch"), ""],
  ],
};

const spanish: Language = {
  name: "Spanish",
  sign: word(
    "crea|crear|créame|creame|haz|hazme|quiero|necesito|dame|inicia|arranca|para|detén|deten|detener|apaga|enciende|reinicia|borra|elimina|destruye|muestra|muéstrame|muestrame|añade|agrega|instala|quita|qué|que|cómo|como|por|con|y|una|un|está|deshaz|ayuda|cuáles",
  ),
  rules: [
    [whole("(?:qué|que) (?:está|esta) (?:corriendo|funcionando|ejecutándose|en marcha)"), "what is running"],
    [whole("(?:qué|que) (?:puedes hacer|sabes hacer)"), "what can you do"],
    [whole("ayuda"), "help"],
    [whole("(?:qué|que) (?:le )?pasa (?:a|con) (\\S+)"), "what is wrong with $1"],
    [whole("por (?:qué|que) no (?:funciona|arranca|va) (\\S+)"), "what is wrong with $1"],
    [whole("(?:deshaz|deshacer)(?: eso| esto| el último cambio)?"), "undo that"],
    [word("créame|creame|crear|crea|hazme|haz"), "create"],
    [word("quiero|necesito|dame"), "give me"],
    [word("reinicia|reiniciar"), "restart"],
    [word("inicia|arranca|enciende|iniciar|arrancar"), "start"],
    [word("para|detén|deten|detener|apaga|parar"), "stop"],
    [word("borra|elimina|destruye|borrar|eliminar"), "destroy"],
    [word("añade|agrega|añadir|agregar"), "add"],
    [word("instala|instalar"), "install"],
    [word("quita|desinstala"), "remove"],
    [word("muéstrame|muestrame|muestra"), "show me"],
    [word("los registros|el registro|los logs"), "the log"],
    [word("mis contenedores|los contenedores"), "my containers"],
    [word("un contenedor|una caja"), "a container"],
    [word("contenedor"), "container"],
    [word("llamado|llamada|con nombre"), "named"],
    [word("todo"), "everything"],
    [word("con"), "with"],
    [word("y luego|y"), "and"],
    [word("una|un"), "a"],
    [word("el|la|los|las"), "the"],
    [word("de"), "of"],
    [word("en"), "in"],
    [word("a"), "to"],
    [word("por favor"), ""],
  ],
};

const french: Language = {
  name: "French",
  sign: word(
    "crée|cree|créer|creer|fais|faites|donne|veux|voudrais|besoin|démarre|demarre|démarrer|lance|arrête|arrete|arrêter|stoppe|redémarre|redemarre|supprime|détruis|detruis|montre|affiche|ajoute|installe|enlève|enleve|retire|avec|et|une|un|quoi|pourquoi|qu'est-ce|annule|aide|quels|tourne",
  ),
  rules: [
    [whole("(?:qu'est-ce qui|qu'est ce qui|quoi|que?) tourne"), "what is running"],
    [
      whole("(?:que peux-tu faire|que sais-tu faire|qu'est-ce que tu (?:peux|sais) faire)"),
      "what can you do",
    ],
    [whole("aide"), "help"],
    [whole("pourquoi (\\S+) ne (?:marche|démarre|fonctionne) (?:pas|plus)"), "what is wrong with $1"],
    [whole("annule(?: ça| ca| le dernier changement)?"), "undo that"],
    [word("crée-moi|crée|cree|créer|creer|fais-moi|fais moi|fais"), "create"],
    [word("je veux|je voudrais|j'ai besoin d'|j'ai besoin de|donne-moi|donne moi"), "give me"],
    [word("redémarre|redemarre|redémarrer"), "restart"],
    [word("démarre|demarre|démarrer|lance|lancer"), "start"],
    [word("arrête|arrete|arrêter|stoppe|éteins"), "stop"],
    [word("supprime|supprimer|détruis|detruis"), "destroy"],
    [word("ajoute|ajouter"), "add"],
    [word("installe|installer"), "install"],
    [word("enlève|enleve|retire|désinstalle"), "remove"],
    [word("montre-moi|montre moi|montre|affiche"), "show me"],
    [word("les journaux|le journal|les logs"), "the log"],
    [word("mes conteneurs|les conteneurs"), "my containers"],
    [word("un conteneur|une boîte|une boite"), "a container"],
    [word("conteneur"), "container"],
    [word("nommée?|appelée?"), "named"],
    [word("tout"), "everything"],
    [word("avec"), "with"],
    [word("et puis|et"), "and"],
    [word("une|un"), "a"],
    [word("le|la|les"), "the"],
    [word("de|du"), "of"],
    [word("dans|sur"), "in"],
    [word("à"), "to"],
    [word("s'il te pla[iî]t|s'il vous pla[iî]t|stp|svp"), ""],
  ],
};

export const languages: readonly Language[] = [german, spanish, french];
