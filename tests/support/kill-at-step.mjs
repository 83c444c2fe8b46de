// Loaded before the command (node --import): ends the process by SIGKILL right before its KILL_AT_STEP-th change of the disk below
// KILL_BELOW; 0 = never, and their number is said at the end. What the many tile files do is not counted: one is like the other.
import fsPromises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

const CHANGES = ['rename', 'rm', 'mkdir', 'writeFile'];
const killAt = Number(process.env.KILL_AT_STEP);
const below = process.env.KILL_BELOW;
let step = 0;

for (const name of CHANGES) {
	const change = fsPromises[name];
	fsPromises[name] = (...args) => {
		if (String(args[0]).startsWith(below)) {
			step++;
			if (step === killAt) process.kill(process.pid, 'SIGKILL');
		}
		return change(...args);
	};
}
syncBuiltinESMExports();
if (killAt === 0) process.on('exit', () => process.stderr.write(`steps: ${step}\n`));
