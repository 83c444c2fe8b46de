import { hash, verify } from '@node-rs/argon2';
import { UnavailableError } from '../../domain/errors.ts';

/** Argon2id by OWASP's Password Storage Cheat Sheet: 19 MiB, two passes, one lane. The library's default algorithm is Argon2id. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
/** At most so many are reckoned at once, and wait: a flood of sign-ins leaves the machine to the alarms. */
const AT_ONCE = 2;
const WAITING = 100;

/** Of no password: who types a login that is not there waits as long as who types a wrong password. */
let nobodysHash: Promise<string> | null = null;

let running = 0;
const waiting: (() => void)[] = [];

/** The hash that is kept of a password, a PHC string. Off the event loop, tens of milliseconds. @throws UnavailableError `session/busy` */
export async function hashPassword(password: string): Promise<string> {
	return takeTurn(() => hash(password.normalize('NFKC'), ARGON2));
}

/**
 * Whether a password is the one a hash was made of. `known` null = there is no such user, or it has none: false, after the same work.
 * @throws UnavailableError `session/busy`
 */
export async function verifyPassword(known: string | null, password: string): Promise<boolean> {
	nobodysHash ??= hash('nobody has this password', ARGON2);
	const against = known ?? (await nobodysHash);
	const isRight = await takeTurn(() => verify(against, password.normalize('NFKC')));
	return isRight && known !== null;
}

async function takeTurn<T>(work: () => Promise<T>): Promise<T> {
	if (running >= AT_ONCE) {
		if (waiting.length >= WAITING) {
			throw new UnavailableError('session/busy', `sign-in: got ${WAITING} waiting already, expected fewer; try again`);
		}
		// The one that ends hands its place on, so that nobody slips in between.
		await new Promise<void>((go) => waiting.push(go));
	} else running += 1;
	try {
		return await work();
	} finally {
		const next = waiting.shift();
		if (next) next();
		else running -= 1;
	}
}
