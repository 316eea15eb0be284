/** How often the model may be asked in one turn: twelve rounds of tools, and the reply. */
export const roundsPerTurn = 13;

/** How many tools one reply of the model may call. */
export const callsPerReply = 16;

/** How many tools one turn may call. */
export const callsPerTurn = 60;
