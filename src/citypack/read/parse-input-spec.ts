import { existsSync } from 'node:fs';
import { NotFoundError, UsageError } from '../../domain/errors.ts';
import { INPUT_KINDS, type InputKind, type InputSpec } from './input-spec.ts';

/** Options of an input, and what each takes, as messages say it. */
const OPTIONS: Readonly<Record<string, string>> = {
	crs: 'C',
	name: 'N',
	date: 'YYYY-MM-DD',
	licence: 'L',
	encoding: 'E',
	map: 'FILE',
};
const ALLOWED = Object.entries(OPTIONS).map(([key, value]) => `${key}=${value}`);

/**
 * Reads one input of the command line: `[KIND=]PATH[,crs=C][,name=N][,date=D][,licence=L][,encoding=E][,map=FILE]`. A text that
 * names something on the disk as it stands is a path; so is the longest front of it that does, after the kind.
 * @throws UsageError `build/unknown-kind`, `build/unknown-option`, `build/bad-option`; NotFoundError `build/no-input`
 */
export function parseInputSpec(text: string): InputSpec {
	if (existsSync(text)) return { path: text };
	const { kind, rest } = splitKind(text);
	const { path, options } = splitOptions(rest);
	if (!existsSync(path)) {
		const more = path.includes(',') ? `; after the path may stand ${ALLOWED.join(', ')}` : '';
		throw new NotFoundError('build/no-input', `${path}: got nothing there, expected a folder or a file${more}`, {
			context: { input: text },
		});
	}
	return { path, ...(kind ? { kind } : {}), ...readOptions(options, text) };
}

/** `KIND=` before the path. A path may hold '=', but not before its first '/' or ','. */
function splitKind(text: string): { kind: InputKind | null; rest: string } {
	const match = /^([^=/\\,]*)=(.*)$/s.exec(text);
	if (!match) return { kind: null, rest: text };
	const [, given, rest] = match as unknown as [string, string, string];
	const kind = INPUT_KINDS.find((name) => name === given);
	if (kind) return { kind, rest };
	throw new UsageError(
		'build/unknown-kind',
		`${text}: got kind ${given}, expected ${INPUT_KINDS.join(', ')}, as in water=hydrants.csv`,
		{ context: { input: text, kind: given } },
	);
}

/** The path ends where the rest is a list of options; where that could be in several places, at the last that is on the disk. */
function splitOptions(text: string): { path: string; options: readonly string[] } {
	const parts = splitFields(text);
	for (let end = parts.length; end > 1; end--) {
		const path = parts.slice(0, end).join(',');
		if (existsSync(path)) return { path, options: parts.slice(end) };
	}
	return { path: parts[0] as string, options: parts.slice(1) };
}

/** Cuts at the commas before `key=`: a PROJ definition and a name may hold others. */
function splitFields(text: string): string[] {
	return text.split(/,(?=\s*[A-Za-z_]+=)/).map((part, i) => (i === 0 ? part : part.trim()));
}

function readOptions(options: readonly string[], text: string): Partial<Omit<InputSpec, 'path' | 'kind'>> {
	const read: Record<string, string> = {};
	for (const option of options) {
		const at = option.indexOf('=');
		const key = option.slice(0, at);
		const value = option.slice(at + 1);
		if (!(key in OPTIONS)) {
			throw new UsageError(
				'build/unknown-option',
				`${text}: got option ${key}, expected ${ALLOWED.join(', ')} after the path`,
				{ context: { input: text, option: key } },
			);
		}
		if (value === '' || key in read) {
			const what = value === '' ? `${key} without a value` : `${key} twice`;
			throw new UsageError('build/bad-option', `${text}: got ${what}, expected ${key}=${OPTIONS[key]} once`, {
				context: { input: text, option: key },
			});
		}
		read[key] = value;
	}
	if (read.date !== undefined && Number.isNaN(Date.parse(read.date))) {
		throw new UsageError('build/bad-option', `${text}: got date ${read.date}, expected YYYY-MM-DD`, {
			context: { input: text, date: read.date },
		});
	}
	if (read.map !== undefined && !existsSync(read.map)) {
		throw new NotFoundError('build/no-input', `${text}: got no file at ${read.map}, expected the mapping file`, {
			context: { input: text, map: read.map },
		});
	}
	return read;
}
