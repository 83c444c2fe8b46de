import type { i18n } from 'i18next';
import type { Reason } from '../../domain/alert/shapes.ts';
import type { Finding } from '../../domain/assessment.ts';
import { AppError } from '../../domain/errors.ts';
import { formatArrival, formatDistance, formatGap, formatNumber, joinQuantity } from '../ui/format.ts';
import { zhCn } from './zh-cn.ts';

/** Groups of codes that come in as plain strings and may be new to this page. */
type OpenGroup =
	| 'note'
	| 'reason'
	| 'assumption'
	| 'finding'
	| 'findingDetail'
	| 'error'
	| 'codeClass'
	| 'duty'
	| 'vehicleType'
	| 'part'
	| 'rule'
	| 'formula'
	| 'clause'
	| 'input'
	| 'use'
	| 'structure'
	| 'separationRow'
	| 'waterKind'
	| 'waterState'
	| 'incidentType'
	| 'role'
	| 'action'
	| 'passwordFault';

/** The key of a code in its group; '.' separates keys and so becomes '_'. */
function keyOf(group: OpenGroup, code: string): string | undefined {
	const key = code.replaceAll('.', '_');
	return Object.hasOwn(zhCn.codes[group], key) ? `${group}.${key}` : undefined;
}

/** Keys are checked against the catalogue above; the typed `t` cannot know strings that come from outside. */
function say(i18n: i18n, key: string, params: Record<string, string | number> = {}): string {
	return (i18n.t as (key: string, options: object) => string)(`codes.${key}`, params);
}

/** A word for a code; undefined = the page has none for it. */
export function findWord(i18n: i18n, group: OpenGroup, code: string): string | undefined {
	const key = keyOf(group, code);
	return key === undefined ? undefined : say(i18n, key);
}

/** Why something is not so, or what speaks for it: a reason's code with its numbers. */
export function sayReason(i18n: i18n, { code, params }: Reason): string {
	const words: Record<string, string | number> = {};
	for (const [name, value] of Object.entries(params)) words[name] = sayParam(i18n, name, value);
	const key = keyOf('reason', code);
	return key === undefined ? code : say(i18n, key, words);
}

/** Why a value is unknown or how it was estimated; the bare code where the page has no words for it. */
export function sayNote(i18n: i18n, code: string): string {
	return findWord(i18n, 'note', code) ?? say(i18n, 'note.other', { code });
}

/** What a rule found, as one sentence with its numbers. */
export function sayFinding(i18n: i18n, { code, ruleId, params }: Finding): string {
	const words: Record<string, string | number> = {};
	for (const [name, value] of Object.entries(params)) words[name] = sayParam(i18n, name, value);
	return say(i18n, keyOf('finding', code) ?? 'finding.other', { ...words, ruleId, code });
}

function sayParam(i18n: i18n, name: string, value: string | number | null): string {
	if (value === null) return say(i18n, 'basis.unknown');
	if (typeof value === 'number') {
		if (/(?:[hH]eight|[wW]idth|gap|needed|required)M$/.test(name)) return joinQuantity(formatGap(value));
		if (name.endsWith('M')) return joinQuantity(formatDistance(value));
		return name.endsWith('S') ? formatArrival(value) : formatNumber(value, value % 1 === 0 ? 0 : 1);
	}
	if (name === 'codeClass') return findWord(i18n, 'codeClass', value) ?? value;
	if (name === 'part') return findWord(i18n, 'part', value) ?? value;
	return name === 'reason' ? sayNote(i18n, value) : value;
}

/** What went wrong: a sentence, the exact message and the code to tell. */
export function sayError(i18n: i18n, error: unknown): { title: string; detail: string; code: string } {
	const code = error instanceof AppError ? error.code : 'client/unexpected';
	const detail = error instanceof Error ? error.message : String(error);
	return { title: findWord(i18n, 'error', code) ?? say(i18n, 'error.other'), detail, code };
}
