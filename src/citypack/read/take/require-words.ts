import { DataError } from '../../../domain/errors.ts';
import type { FieldRule } from './field-map.ts';

/**
 * Refuses a rule of a mapping that translates the input's words to words that are none of ours. `allowed`: ours of the role; null = any.
 * `where`, `context`: for the message.
 * @throws DataError `map/bad-value`
 */
export function requireWords(
	where: string,
	role: string,
	{ values = {} }: FieldRule,
	allowed: readonly string[] | null,
	context: Readonly<Record<string, unknown>> = {},
): void {
	for (const [word, ours] of Object.entries(values)) {
		if (!allowed || allowed.includes(ours)) continue;
		const key = `${role}.values.${word}`;
		throw new DataError('map/bad-value', `${where}: ${key}: got ${ours}, expected one of ${allowed.join(', ')}`, {
			context: { ...context, key },
		});
	}
}
