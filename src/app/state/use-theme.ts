import { useSyncExternalStore } from 'react';
import { useBase, useSettings } from './use-base.ts';

const LIGHT = '(prefers-color-scheme: light)';

function subscribe(onChange: () => void): () => void {
	const query = matchMedia(LIGHT);
	query.addEventListener('change', onChange);
	return () => query.removeEventListener('change', onChange);
}

/** The theme on screen: the page's address wins, then the setting; 'system' follows the operating system. */
export function useTheme(): 'dark' | 'light' {
	const { options } = useBase();
	const setting = useSettings((state) => state.theme);
	const systemIsLight = useSyncExternalStore(subscribe, () => matchMedia(LIGHT).matches);
	const wanted = options.theme ?? setting;
	return wanted === 'system' ? (systemIsLight ? 'light' : 'dark') : wanted;
}
