import { useEffect } from 'react';
import { useIsReplay } from '../state/replay-context.ts';
import { useServices } from '../state/services.ts';
import type { Signal } from './signal-sounds.ts';

/**
 * Sounds a signal as long as `isOn`: 'alarm' every 3 s and louder after 30 s, 'arrived' once when it becomes on, 'par' every 5 s,
 * 'evacuation' without a pause. Several components may ask for one signal; it sounds once. The page's sound switch silences 'alarm' and
 * 'arrived', 30 s of mute 'alarm' and 'par', nothing 'evacuation'. What a replay shows is silent.
 */
export function useSignal(name: Signal, isOn: boolean): void {
	const { sound } = useServices();
	const isReplay = useIsReplay();
	const isDue = isOn && !isReplay;
	useEffect(() => (isDue ? sound.start(name) : undefined), [sound, name, isDue]);
}
