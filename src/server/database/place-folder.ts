import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canReach, type EngineUser } from './engine-user.ts';
import { ROOT_FOLDER } from './find-engine.ts';

const POINTER = 'postgres-folder.txt';

/**
 * Where the database of a data folder lies, made up to its parent: in it, or, where the user that runs it cannot get to, in ROOT_FOLDER; then
 * a file in the data folder says where.
 */
export function placeFolder(dataDir: string, user: EngineUser | null, onElsewhere: (folder: string) => void): string {
	const isNew = mkdirSync(dataDir, { recursive: true, mode: 0o755 }) !== undefined;
	const pointer = join(dataDir, POINTER);
	if (existsSync(pointer)) return readFileSync(pointer, 'utf8').trim();
	// Root's umask may have closed what was just made.
	if (user && isNew) chmodSync(dataDir, 0o755);
	const inside = join(dataDir, 'postgres');
	if (canReach(user, dataDir)) return inside;
	const name = createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 16);
	const parent = join(ROOT_FOLDER, 'databases', name);
	mkdirSync(parent, { recursive: true, mode: 0o755 });
	for (const path of [ROOT_FOLDER, join(ROOT_FOLDER, 'databases'), parent]) chmodSync(path, 0o755);
	const elsewhere = join(parent, 'postgres');
	writeFileSync(pointer, `${elsewhere}\n`);
	onElsewhere(elsewhere);
	return elsewhere;
}
