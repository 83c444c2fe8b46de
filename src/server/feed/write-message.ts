import type { Change } from '../../domain/records/change.ts';

/** A message of the feed (domain/topics.ts) as the bytes of its JSON. */
export function writeMessage(message: object): Uint8Array {
	return Buffer.from(JSON.stringify(message));
}

/** Changes that bring who hears them to a number; null = there are none to tell. */
export function writeChanges(
	changes: readonly Change[],
	stamp: { readonly seq: number; readonly serverTimeMs: number },
): Uint8Array | null {
	return changes.length === 0 ? null : writeMessage({ kind: 'changes', ...stamp, changes });
}
