import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A new folder that every user of the machine can enter: for data of a server. Under root the embedded database runs as another user; of a
 * folder that it cannot reach the database would lie elsewhere, where no test removes it. Whoever makes one removes it.
 */
export function makeOpenFolder(name: string): string {
	const folder = mkdtempSync(join(tmpdir(), `fengtu-${name}-`));
	chmodSync(folder, 0o755);
	return folder;
}
