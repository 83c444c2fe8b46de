import type { SettingsStore } from '../../client/state/settings-store.ts';
import type { UiStore } from '../state/ui-store.ts';
import { playSignal } from './play-signal.ts';
import { findSignalSound, SIGNALS, type Signal } from './signal-sounds.ts';

/** All the sound there is on a page: one AudioContext, at the volume and with the bell that are set. */
export interface SoundDesk {
	/** A signal holds from now on. Returns what ends it. Asked for several times at once it sounds once. */
	start(signal: Signal): () => void;
	/** Plays a signal for a moment, whatever is switched off, with the sound that is set now. */
	test(signal: Signal): void;
	/** Ends everything. */
	destroy(): void;
}

export interface SoundDeskOptions {
	readonly settings: SettingsStore;
	readonly ui: UiStore;
	/** null = this browser has no sound. */
	readonly makeContext: () => AudioContext | null;
	readonly nowMs: () => number;
}

/** Signals that a person may switch off; the others are about life and sound on every page that may make a sound. */
const CAN_BE_OFF: readonly Signal[] = ['alarm', 'arrived'];
/** Signals that the 30 s of silence silence. */
const CAN_BE_MUTED: readonly Signal[] = ['alarm', 'par'];
const TEST_MS = 2000;

/** Makes the desk of a page; there is no AudioContext before the first sound is due or sound is turned on. */
export function createSoundDesk({ settings, ui, makeContext, nowMs }: SoundDeskOptions): SoundDesk {
	/** Since when each signal holds, and how many ask for it. */
	const asked = new Map<Signal, { count: number; readonly sinceMs: number }>();
	const playing = new Map<Signal, () => void>();
	let made: { readonly context: AudioContext; readonly volume: GainNode } | null = null;
	let muteTimer: ReturnType<typeof setTimeout> | undefined;
	let test: { readonly stop: () => void } | null = null;

	function open(): typeof made {
		if (!made) {
			const context = makeContext();
			if (!context) return null;
			const volume = context.createGain();
			volume.gain.value = settings.getState().sounds.volume;
			volume.connect(context.destination);
			made = { context, volume };
		}
		// Before the first click a browser keeps it suspended.
		if (made.context.state === 'suspended') made.context.resume().catch(() => undefined);
		return made;
	}

	function play(signal: Signal, sinceMs: number): () => void {
		const audio = open();
		if (!audio) return () => undefined;
		const sound = findSignalSound(signal, settings.getState().sounds.bell);
		return playSignal(audio.context, audio.volume, sound, { sinceMs, nowMs });
	}

	function isAudible(signal: Signal): boolean {
		const { sound, mutedUntilMs } = ui.getState();
		if (CAN_BE_OFF.includes(signal) && sound !== 'on') return false;
		return !(CAN_BE_MUTED.includes(signal) && nowMs() < mutedUntilMs);
	}

	/** A single tone is told when it happens and never later. */
	const isOnce = (signal: Signal) => signal === 'arrived';

	function refresh(): void {
		for (const signal of SIGNALS) {
			const held = asked.get(signal);
			const isDue = held !== undefined && isAudible(signal);
			const stop = playing.get(signal);
			if (isDue && !stop && !isOnce(signal)) playing.set(signal, play(signal, held.sinceMs));
			else if (!isDue && stop) {
				stop();
				playing.delete(signal);
			}
		}
		clearTimeout(muteTimer);
		const leftMs = ui.getState().mutedUntilMs - nowMs();
		if (leftMs > 0) muteTimer = setTimeout(refresh, leftMs);
	}

	const undo = [
		ui.subscribe(({ sound, mutedUntilMs }, before) => {
			if (sound === 'on' && before.sound !== 'on') open();
			if (sound !== before.sound || mutedUntilMs !== before.mutedUntilMs) refresh();
		}),
		settings.subscribe(({ sounds }, before) => {
			if (made) made.volume.gain.value = sounds.volume;
			if (sounds.bell === before.sounds.bell) return;
			playing.get('alarm')?.();
			playing.delete('alarm');
			refresh();
		}),
	];
	const wake = () => {
		if (playing.size > 0) open();
	};
	globalThis.addEventListener?.('pointerdown', wake);
	globalThis.addEventListener?.('keydown', wake);

	return {
		start(signal) {
			const held = asked.get(signal);
			if (held) held.count += 1;
			else {
				asked.set(signal, { count: 1, sinceMs: nowMs() });
				if (isOnce(signal) && isAudible(signal)) play(signal, nowMs());
				refresh();
			}
			let isEnded = false;
			return () => {
				const now = asked.get(signal);
				if (isEnded || !now) return;
				isEnded = true;
				now.count -= 1;
				if (now.count > 0) return;
				asked.delete(signal);
				refresh();
			};
		},
		test(signal) {
			test?.stop();
			const stopSound = play(signal, nowMs());
			const stop = () => {
				clearTimeout(timer);
				stopSound();
				test = null;
			};
			const timer = setTimeout(stop, TEST_MS);
			test = { stop };
		},
		destroy() {
			for (const stop of undo) stop();
			test?.stop();
			for (const stop of playing.values()) stop();
			playing.clear();
			asked.clear();
			clearTimeout(muteTimer);
			globalThis.removeEventListener?.('pointerdown', wake);
			globalThis.removeEventListener?.('keydown', wake);
			void made?.context.close();
			made = null;
		},
	};
}

/** The AudioContext of this browser; null where there is none. */
export function findAudioContext(): AudioContext | null {
	return typeof AudioContext === 'undefined' ? null : new AudioContext();
}
