import { useRef } from 'react';
import type { PictureLit } from '../../scene/layers/tactics-picture.ts';
import { useServices } from '../state/services.ts';

/** Handlers of a row. */
export interface LightHandlers {
	readonly onFocus: () => void;
	readonly onBlur: () => void;
	readonly onPointerEnter: () => void;
	readonly onPointerLeave: () => void;
}

/** Lights what a row stands for on the map while the row has the focus or the pointer; what something else lit since is left alone. */
export function useLightOn(lit: PictureLit): LightHandlers {
	const { ui } = useServices();
	const own = useRef<PictureLit | null>(null);
	const light = () => {
		own.current = lit;
		ui.setState({ lit });
	};
	const dim = () => {
		if (own.current !== null && ui.getState().lit === own.current) ui.setState({ lit: null });
		own.current = null;
	};
	return { onFocus: light, onBlur: dim, onPointerEnter: light, onPointerLeave: dim };
}
