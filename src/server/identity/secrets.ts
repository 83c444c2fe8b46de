import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 bits that nobody guesses, as text for a cookie, a token or an address. */
export function makeSecret(): string {
	return randomBytes(32).toString('base64url');
}

/** Whether a text could be one of makeSecret: what is not need not be looked up. */
export function isSecret(text: string): boolean {
	return /^[\w-]{43}$/.test(text);
}

/** A name of 128 bits that says nothing; hex. */
export function makeId(): string {
	return randomBytes(16).toString('hex');
}

/** What is kept of a secret of full strength: it can be looked up, and not turned back. Not for passwords. */
export function hashSecret(secret: string): Buffer {
	return createHash('sha256').update(secret).digest();
}

/** The CSRF token of a session: whoever has the cookie can reckon it, nobody else. */
export function deriveCsrfToken(cookie: string): string {
	return createHmac('sha256', cookie).update('csrf').digest('base64url');
}

/** Whether two texts are the same, in a time that does not say where they differ. */
export function isSameSecret(a: string, b: string): boolean {
	return timingSafeEqual(hashSecret(a), hashSecret(b));
}
