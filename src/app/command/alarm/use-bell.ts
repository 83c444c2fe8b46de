import { useEffect, useRef } from 'react';
import { useUi } from '../../state/services.ts';
import { playBell } from './play-bell.ts';

/** Rings while `ringing`, sound is enabled and the mute has run out. */
export function useBell(ringing: boolean): void {
	const enabled = useUi((state) => state.sound === 'on');
	const mutedUntilMs = useUi((state) => state.mutedUntilMs);
	const context = useRef<AudioContext | null>(null);

	useEffect(() => {
		if (!enabled) return;
		const made = new AudioContext();
		context.current = made;
		return () => {
			context.current = null;
			void made.close();
		};
	}, [enabled]);

	useEffect(() => {
		if (!ringing || !enabled || !context.current) return;
		const audio = context.current;
		let stop: (() => void) | undefined;
		const timer = setTimeout(
			() => {
				stop = playBell(audio);
			},
			Math.max(0, mutedUntilMs - Date.now()),
		);
		return () => {
			clearTimeout(timer);
			stop?.();
		};
	}, [ringing, enabled, mutedUntilMs]);
}
