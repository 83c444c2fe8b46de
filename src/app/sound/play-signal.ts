import type { SignalSound } from './signal-sounds.ts';

/** What tones are made of: the part of an AudioContext that playing needs. */
export type AudioMaker = Pick<AudioContext, 'createOscillator' | 'createGain' | 'currentTime'>;

const GAIN = 0.5;
/** 6 dB. */
const LOUDER = 1.995;
/** Without it a tone begins and ends with a crack. */
const EDGE_S = 0.012;

/**
 * Plays a signal into `out` and repeats it as it says. Returns what stops it at once.
 * @param sinceMs when what it tells of began, by `nowMs`: what is unanswered for long sounds louder
 */
export function playSignal(
	audio: AudioMaker,
	out: AudioNode,
	sound: SignalSound,
	{ sinceMs, nowMs }: { readonly sinceMs: number; readonly nowMs: () => number },
): () => void {
	if (sound.kind === 'siren') return playSiren(audio, out, sound);
	const playing = new Set<OscillatorNode>();

	function ring(): void {
		const isLouder = sound.kind === 'tones' && sound.louderAfterMs !== null && nowMs() - sinceMs > sound.louderAfterMs;
		const peak = GAIN * (isLouder ? LOUDER : 1);
		if (sound.kind !== 'tones') return;
		for (const { hz, atS, lengthS } of sound.tones) {
			const tone = audio.createOscillator();
			const gain = audio.createGain();
			const beginS = audio.currentTime + atS;
			tone.type = sound.wave;
			tone.frequency.value = hz;
			gain.gain.setValueAtTime(0, beginS);
			gain.gain.linearRampToValueAtTime(peak, beginS + EDGE_S);
			gain.gain.setValueAtTime(peak, beginS + lengthS - EDGE_S);
			gain.gain.linearRampToValueAtTime(0, beginS + lengthS);
			tone.connect(gain).connect(out);
			tone.onended = () => playing.delete(tone);
			playing.add(tone);
			tone.start(beginS);
			tone.stop(beginS + lengthS);
		}
	}

	ring();
	const timer = sound.repeatMs === null ? undefined : setInterval(ring, sound.repeatMs);
	return () => {
		clearInterval(timer);
		for (const tone of playing) tone.stop();
	};
}

function playSiren(
	audio: AudioMaker,
	out: AudioNode,
	{ lowHz, highHz, cycleS }: SignalSound & { kind: 'siren' },
): () => void {
	const tone = audio.createOscillator();
	const sway = audio.createOscillator();
	const depth = audio.createGain();
	const gain = audio.createGain();
	tone.type = 'triangle';
	tone.frequency.value = (lowHz + highHz) / 2;
	sway.frequency.value = 1 / cycleS;
	depth.gain.value = (highHz - lowHz) / 2;
	gain.gain.value = GAIN;
	sway.connect(depth).connect(tone.frequency);
	tone.connect(gain).connect(out);
	tone.start();
	sway.start();
	return () => {
		tone.stop();
		sway.stop();
	};
}
