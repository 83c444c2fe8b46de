import { DataError } from '../../domain/errors.ts';

/** Half of a surrogate pair by itself. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Whether PostgreSQL can keep a text as it is: no U+0000, no half of a character. */
export function isKeepableText(text: string): boolean {
	return !text.includes('\0') && !LONE_SURROGATE.test(text);
}

/** Refuses a value, anywhere in which is a text or a name that PostgreSQL cannot keep. @throws DataError `record/invalid` naming the place */
export function checkText(value: unknown, where: string): void {
	if (typeof value === 'string') {
		if (!isKeepableText(value)) {
			throw new DataError(
				'record/invalid',
				`${where}: got a text with U+0000 or half a character, expected text of whole characters`,
				{ context: { where } },
			);
		}
	} else if (Array.isArray(value)) {
		for (const [index, item] of value.entries()) checkText(item, `${where}.${index}`);
	} else if (typeof value === 'object' && value !== null) {
		for (const [name, item] of Object.entries(value)) {
			checkText(name, where);
			checkText(item, `${where}.${name}`);
		}
	}
}
