import type { Settings } from '../../client/state/settings-store.ts';

/** What is said by sound; each has a twin that is seen. */
export type Signal = 'alarm' | 'arrived' | 'par' | 'evacuation';
export const SIGNALS: readonly Signal[] = ['alarm', 'arrived', 'par', 'evacuation'];

/** Bell of a new alarm. */
export type Bell = Settings['sounds']['bell'];
export const BELLS: readonly Bell[] = ['two-tone', 'chime', 'horn'];

/** One tone of a signal, from `atS` after its beginning. */
export interface Tone {
	readonly hz: number;
	readonly atS: number;
	readonly lengthS: number;
}

/** How a signal sounds: some tones, again every `repeatMs` (null = once), or a siren that rises and falls until it is stopped. */
export type SignalSound =
	| {
			readonly kind: 'tones';
			readonly wave: 'sine' | 'triangle' | 'square';
			readonly tones: readonly Tone[];
			readonly repeatMs: number | null;
			/** Unanswered so long it sounds 6 dB louder; null = never. */
			readonly louderAfterMs: number | null;
	  }
	| { readonly kind: 'siren'; readonly lowHz: number; readonly highHz: number; readonly cycleS: number };

/** The bells; 'two-tone' is 880 and 660 Hz. The other two are assumptions, not sourced. */
const BELL_TONES: Readonly<Record<Bell, Pick<SignalSound & { kind: 'tones' }, 'wave' | 'tones'>>> = {
	'two-tone': { wave: 'sine', tones: sayTones([880, 660], 0.35) },
	chime: { wave: 'triangle', tones: sayTones([1047, 784, 523], 0.3) },
	horn: { wave: 'square', tones: sayTones([330, 0, 330], 0.3) },
};
const ALARM_REPEAT_MS = 3000;
const ALARM_LOUDER_AFTER_MS = 30_000;
/** Assumption, not sourced. */
const PAR_REPEAT_MS = 5000;

/** How does a signal sound, with the bell that was chosen? */
export function findSignalSound(signal: Signal, bell: Bell): SignalSound {
	switch (signal) {
		case 'alarm':
			return {
				kind: 'tones',
				...BELL_TONES[bell],
				repeatMs: ALARM_REPEAT_MS,
				louderAfterMs: ALARM_LOUDER_AFTER_MS,
			};
		case 'arrived':
			return { kind: 'tones', wave: 'sine', tones: sayTones([990], 0.15), repeatMs: null, louderAfterMs: null };
		case 'par':
			return {
				kind: 'tones',
				wave: 'triangle',
				tones: sayTones([740, 0, 740, 0, 740], 0.2),
				repeatMs: PAR_REPEAT_MS,
				louderAfterMs: null,
			};
		case 'evacuation':
			return { kind: 'siren', lowHz: 500, highHz: 1200, cycleS: 1.6 };
	}
}

/** Tones of one length one after the other; 0 Hz is a rest. */
function sayTones(hertz: readonly number[], lengthS: number): Tone[] {
	return hertz.map((hz, index) => ({ hz, atS: index * lengthS, lengthS })).filter(({ hz }) => hz > 0);
}
