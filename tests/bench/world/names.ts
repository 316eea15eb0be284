let made = 0;

/** A container's name that this run has not used yet. */
export function newName(): string {
  made += 1;
  return `b${made.toString(36)}`;
}

/** What the containers that are made without voxnix are called. */
export const bareNames: readonly string[] = Array.from({ length: 21 }, (_, place) => `bare${place}`);
