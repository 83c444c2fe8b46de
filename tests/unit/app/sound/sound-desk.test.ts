import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSoundDesk, type SoundDesk } from '../../../../src/app/sound/sound-desk.ts';
import { createUiStore, type UiStore } from '../../../../src/app/state/ui-store.ts';
import { createSettingsStore, type SettingsStore } from '../../../../src/client/state/settings-store.ts';

interface Heard {
	readonly hz: number;
	readonly atMs: number;
	readonly lengthMs: number;
	readonly peak: number;
	readonly wave: string;
}

/** Writes down what would be heard instead of sounding. */
function createFakeAudio(nowMs: () => number) {
	const heard: Heard[] = [];
	const sounding = new Set<object>();
	const made = { contexts: 0, closed: 0, volume: null as { value: number } | null };

	const makeGain = () => {
		const peaks: number[] = [];
		return {
			peaks,
			gain: {
				value: 1,
				setValueAtTime: (value: number) => peaks.push(value),
				linearRampToValueAtTime: (value: number) => peaks.push(value),
			},
			connect: (next: unknown) => next,
		};
	};
	const makeOscillator = () => {
		let beganMs = 0;
		let peaks: readonly number[] = [];
		const tone = {
			type: 'sine',
			frequency: { value: 0 },
			onended: null,
			connect(next: unknown) {
				peaks = (next as { peaks?: number[] }).peaks ?? [];
				return next;
			},
			start(atS?: number) {
				beganMs = (atS ?? nowMs() / 1000) * 1000;
				sounding.add(tone);
			},
			stop(atS?: number) {
				if (atS === undefined) {
					sounding.delete(tone);
					return;
				}
				heard.push({
					hz: tone.frequency.value,
					atMs: Math.round(beganMs),
					lengthMs: Math.round(atS * 1000 - beganMs),
					peak: Math.max(...peaks),
					wave: tone.type,
				});
			},
		};
		return tone;
	};

	return {
		heard,
		sounding,
		made,
		makeContext() {
			made.contexts += 1;
			const context = {
				state: 'running',
				get currentTime() {
					return nowMs() / 1000;
				},
				destination: {},
				createOscillator: makeOscillator,
				createGain() {
					const node = makeGain();
					made.volume ??= node.gain;
					return node;
				},
				resume: async () => undefined,
				close: async () => {
					made.closed += 1;
				},
			};
			return context as unknown as AudioContext;
		},
	};
}

describe('the sound of a page', () => {
	let audio: ReturnType<typeof createFakeAudio>;
	let ui: UiStore;
	let settings: SettingsStore;
	let desk: SoundDesk;
	const pass = (ms: number) => vi.advanceTimersByTime(ms);

	beforeEach(() => {
		vi.stubGlobal('innerWidth', 1366);
		vi.stubGlobal('innerHeight', 768);
		vi.useFakeTimers({ now: 0 });
		audio = createFakeAudio(Date.now);
		ui = createUiStore();
		settings = createSettingsStore(null);
		desk = createSoundDesk({ settings, ui, makeContext: audio.makeContext, nowMs: Date.now });
	});
	afterEach(() => {
		desk.destroy();
		vi.useRealTimers();
		vi.unstubAllGlobals();
	});

	it('makes no sound and no AudioContext before sound is turned on', () => {
		desk.start('alarm');
		pass(10_000);
		expect(audio.made.contexts).toBe(0);
	});

	// reference/ui.md section 6: two tones 880/660 Hz, every 3 s, +6 dB (a factor of 1.995) at 30 s.
	it('rings a new alarm with 880 and 660 Hz every 3 s, and 6 dB louder after 30 s', () => {
		ui.setState({ sound: 'on' });
		desk.start('alarm');
		pass(3000);
		expect(audio.heard.map(({ hz, atMs }) => [hz, atMs])).toEqual([
			[880, 0],
			[660, 350],
			[880, 3000],
			[660, 3350],
		]);
		pass(27_000);
		const before = audio.heard.find(({ atMs }) => atMs === 27_000);
		pass(3000);
		const louder = audio.heard.find(({ atMs }) => atMs === 33_000);
		expect((louder?.peak ?? 0) / (before?.peak ?? 1)).toBeCloseTo(10 ** (6 / 20), 2);
	});

	it('rings on until the last one who asked for it has ended it', () => {
		ui.setState({ sound: 'on' });
		const ends = [desk.start('alarm'), desk.start('alarm')];
		expect(audio.heard).toHaveLength(2);
		ends[0]?.();
		ends[0]?.();
		pass(3000);
		expect(audio.heard).toHaveLength(4);
		ends[1]?.();
		pass(9000);
		expect(audio.heard).toHaveLength(4);
	});

	it('is silent for the 30 s of a mute and rings by itself again', () => {
		ui.setState({ sound: 'on' });
		desk.start('alarm');
		ui.setState({ mutedUntilMs: 30_000 });
		pass(29_000);
		expect(audio.heard).toHaveLength(2);
		pass(1500);
		expect(audio.heard.at(-1)?.atMs).toBeGreaterThanOrEqual(30_000);
	});

	it('tells an arrival once with one tone, and not later what happened in silence', () => {
		const end = desk.start('arrived');
		ui.setState({ sound: 'on' });
		pass(1000);
		expect(audio.heard).toEqual([]);
		end();
		desk.start('arrived');
		pass(60_000);
		expect(audio.heard).toHaveLength(1);
	});

	it('sounds three tones of a roll call that is due though sound is off, and is muted for 30 s only', () => {
		ui.setState({ sound: 'off' });
		desk.start('par');
		expect(audio.heard).toHaveLength(3);
		ui.setState({ mutedUntilMs: Date.now() + 30_000 });
		pass(29_000);
		expect(audio.heard).toHaveLength(3);
		pass(2000);
		expect(audio.heard).toHaveLength(6);
	});

	it('sounds the siren without a pause until it is ended, neither off nor muted', () => {
		ui.setState({ sound: 'off', mutedUntilMs: 30_000 });
		const end = desk.start('evacuation');
		pass(60_000);
		expect(audio.sounding.size).toBe(2);
		end();
		expect(audio.sounding.size).toBe(0);
	});

	it('keeps one AudioContext, at the volume that is set', () => {
		ui.setState({ sound: 'on' });
		desk.start('alarm');
		desk.start('par');
		desk.test('evacuation');
		settings.setState({ sounds: { bell: 'two-tone', volume: 0.9 } });
		expect(audio.made).toMatchObject({ contexts: 1, volume: { value: 0.9 } });
	});

	it('rings with another bell as soon as it is chosen', () => {
		ui.setState({ sound: 'on' });
		desk.start('alarm');
		settings.setState({ sounds: { bell: 'horn', volume: 0.5 } });
		expect(audio.heard.slice(2).map(({ wave }) => wave)).toEqual(['square', 'square']);
		pass(3000);
		expect(audio.heard).toHaveLength(6);
	});

	it('plays a signal as a test for two seconds though sound is off', () => {
		desk.test('evacuation');
		expect(audio.sounding.size).toBe(2);
		pass(2000);
		expect(audio.sounding.size).toBe(0);
	});

	it('closes what it made', () => {
		ui.setState({ sound: 'on' });
		desk.start('evacuation');
		desk.destroy();
		expect(audio.sounding.size).toBe(0);
		expect(audio.made.closed).toBe(1);
	});
});
