import { useEffect, useRef } from 'react';
import { flushSync } from 'react-dom';
import { useServices } from '../../state/services.ts';

/**
 * Takes the map's place on paper: a WebGL canvas prints black, so its picture is copied when printing begins; the legend is opened with it
 * and put back afterwards.
 */
export function PrintPicture() {
	const { ui } = useServices();
	const holder = useRef<HTMLDivElement>(null);
	useEffect(() => {
		let wasOpen = false;
		const toPaper = () => {
			const { captureMap, legendOpen } = ui.getState();
			wasOpen = legendOpen;
			flushSync(() => ui.setState({ legendOpen: true }));
			const picture = captureMap?.();
			if (picture) holder.current?.replaceChildren(picture);
		};
		const toScreen = () => {
			ui.setState({ legendOpen: wasOpen });
			holder.current?.replaceChildren();
		};
		addEventListener('beforeprint', toPaper);
		addEventListener('afterprint', toScreen);
		return () => {
			removeEventListener('beforeprint', toPaper);
			removeEventListener('afterprint', toScreen);
		};
	}, [ui]);
	return <div ref={holder} className="map-pane__print" aria-hidden />;
}
