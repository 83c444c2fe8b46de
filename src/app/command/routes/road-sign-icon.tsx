import { useEffect, useRef } from 'react';
import { drawRoadSign, type RoadSign } from '../../../scene/style/road-signs.ts';
import { useTheme } from '../../state/use-theme.ts';

/** A limit's sign as the map shows it, for lists; the words stand beside it. */
export function RoadSignIcon({ sign, size = 24 }: { readonly sign: RoadSign; readonly size?: number }) {
	const canvas = useRef<HTMLCanvasElement>(null);
	const theme = useTheme();
	const { kind, text, verdict } = sign;
	useEffect(() => {
		const element = canvas.current;
		const pen = element?.getContext('2d');
		if (!element || !pen) return;
		const image = drawRoadSign({ kind, text, verdict }, theme, size, devicePixelRatio).canvas;
		element.width = image.width;
		element.height = image.height;
		pen.drawImage(image, 0, 0);
	}, [kind, text, verdict, theme, size]);
	return <canvas ref={canvas} className="sign-icon" style={{ width: size, height: size }} aria-hidden />;
}
