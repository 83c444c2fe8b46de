import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** As whom the database's programs run. */
export interface EngineUser {
	readonly name: string;
	readonly uid: number;
	readonly gid: number;
}

/** In this order: PostgreSQL refuses to run as root. */
const NAMES = ['postgres', 'nobody'];

/** Another user to run the database as when this process is root; null = as itself. */
export function findEngineUser(): EngineUser | null {
	if (process.getuid?.() !== 0) return null;
	const users = readFileSync('/etc/passwd', 'utf8')
		.split('\n')
		.map((line) => line.split(':'))
		.map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
	for (const name of NAMES) {
		const user = users.find((one) => one.name === name && one.uid > 0);
		if (user) return user;
	}
	return { name: '65534', uid: 65_534, gid: 65_534 };
}

/** Whether the user gets into a folder, or may run a file. */
export function canReach(user: EngineUser | null, path: string): boolean {
	if (!user) return true;
	const { uid, gid } = user;
	return spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], { uid, gid, cwd: '/', timeout: 10_000 }).status === 0;
}
