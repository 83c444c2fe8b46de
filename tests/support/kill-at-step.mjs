// Loaded before the command (node --import): ends the process by SIGKILL right before its KILL_AT_STEP-th change of the disk.
import fs from 'node:fs';
import fsPromises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

const CHANGES = ['rename', 'rm', 'mkdir', 'writeFile'];
const SYNC_CHANGES = ['openSync', 'writeFileSync', 'mkdirSync'];
const killAt = Number(process.env.KILL_AT_STEP);
const below = process.env.KILL_BELOW;
let step = 0;

function countFirst(object, name) {
	const change = object[name];
	object[name] = (...args) => {
		// Only what the build does to its own folders; tsx writes its cache too.
		if (String(args[0]).startsWith(below) && (name !== 'openSync' || args[1] !== 'r')) {
			step++;
			if (step === killAt) process.kill(process.pid, 'SIGKILL');
		}
		return change.apply(object, args);
	};
}

for (const name of CHANGES) countFirst(fsPromises, name);
for (const name of SYNC_CHANGES) countFirst(fs, name);
syncBuiltinESMExports();
