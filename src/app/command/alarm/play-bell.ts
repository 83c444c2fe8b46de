/** Two tones of the new-alarm signal, Hz, one after the other. */
const TONES_HZ = [880, 660] as const;
const TONE_S = 0.35;
const REPEAT_MS = 3000;
const QUIET_GAIN = 0.25;
/** After this time unanswered the bell rings 6 dB louder. */
const LOUDER_AFTER_MS = 30_000;
const SIX_DB = 1.995;

/** Rings the two-tone bell every 3 s, louder after 30 s. Returns what stops it. */
export function playBell(context: AudioContext, nowMs: () => number = () => performance.now()): () => void {
	const sinceMs = nowMs();

	function ring(): void {
		const gain = context.createGain();
		gain.gain.value = QUIET_GAIN * (nowMs() - sinceMs > LOUDER_AFTER_MS ? SIX_DB : 1);
		gain.connect(context.destination);
		TONES_HZ.forEach((hz, index) => {
			const tone = context.createOscillator();
			tone.frequency.value = hz;
			tone.connect(gain);
			tone.start(context.currentTime + index * TONE_S);
			tone.stop(context.currentTime + (index + 1) * TONE_S);
		});
	}

	ring();
	const timer = setInterval(ring, REPEAT_MS);
	return () => clearInterval(timer);
}
